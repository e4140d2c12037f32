#include "archive.h"
#include "gatepost/sheet.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A workbook has some dozens of entries. Its sheets unfold twenty to two hundred times; what stays small may do so
 * more. */
enum { ENTRIES_MOST = 4096, RATIO_MOST = 400, RATIO_FREE_BYTES = 16 << 20 };
static const uint64_t INFLATED_MOST = (uint64_t)1 << 30;

static bool refuse_damaged(struct err *err)
{
    return err_set(err, ERR_INPUT,
                   _("The workbook is damaged or was not copied whole. Copy it again, or open it in the spreadsheet "
                     "program and save it anew."));
}

static bool refuse_bomb(struct err *err)
{
    return err_set(
        err, ERR_INPUT,
        _("The workbook unfolds to far more than a list can be. Save the list alone as a new .xlsx or as CSV."));
}

bool archive_open(struct archive *archive, struct err *err)
{
    struct stat status;
    int code = 0;
    *archive = (struct archive){.percent = -1};
    if (fstat(STDIN_FILENO, &status) != 0 || !S_ISREG(status.st_mode))
        return err_set(err, ERR_INPUT, _("The workbook must come as a file on standard input."));
    if (status.st_size > SHEET_FILE_BYTES_MOST)
        return err_set(err, ERR_INPUT, _("The file is larger than %d MiB. Split the list into several files."),
                       SHEET_FILE_BYTES_MOST >> 20);
    int descriptor = dup(STDIN_FILENO);
    archive->zip = descriptor >= 0 ? zip_fdopen(descriptor, 0, &code) : NULL;
    if (archive->zip == NULL) {
        if (descriptor >= 0)
            close(descriptor);
        return refuse_damaged(err);
    }
    return zip_get_num_entries(archive->zip, 0) <= ENTRIES_MOST || refuse_bomb(err);
}

void archive_close(struct archive *archive)
{
    if (archive->zip != NULL)
        zip_discard(archive->zip);
    archive->zip = NULL;
}

bool archive_has(const struct archive *archive, const char *name)
{
    return zip_name_locate(archive->zip, name, ZIP_FL_NOCASE) >= 0;
}

uint64_t archive_size(const struct archive *archive, const char *name)
{
    zip_stat_t status;
    return zip_stat(archive->zip, name, ZIP_FL_NOCASE, &status) == 0 ? status.size : 0;
}

bool archive_entry_open(struct archive_entry *entry, struct archive *archive, const char *name, struct err *err)
{
    zip_stat_t status;
    *entry = (struct archive_entry){.archive = archive};
    if (zip_stat(archive->zip, name, ZIP_FL_NOCASE, &status) != 0)
        return err_set(
            err, ERR_INPUT,
            _("The workbook lacks its part %s: it is damaged. Open it in the spreadsheet program and save it "
              "anew."),
            name);
    if (status.encryption_method != ZIP_EM_NONE)
        return err_set(err, ERR_INPUT,
                       _("The workbook has a password. Open it in the spreadsheet program and save it without one."));
    entry->packed = status.comp_size;
    entry->file = zip_fopen_index(archive->zip, status.index, 0);
    return entry->file != NULL || refuse_damaged(err);
}

static void say_progress(struct archive *archive)
{
    uint64_t percent = archive->expected > 0 ? archive->inflated * 100 / archive->expected : 0;
    if (percent > 99)
        percent = 99;
    if (!archive->says_progress || (int)percent <= archive->percent)
        return;
    archive->percent = (int)percent;
    fprintf(stderr, "%d%%\n", archive->percent);
}

bool archive_entry_read(struct archive_entry *entry, char *bytes, size_t size, size_t *got, struct err *err)
{
    zip_int64_t count = zip_fread(entry->file, bytes, size);
    if (count < 0)
        return refuse_damaged(err);
    *got = (size_t)count;
    entry->inflated += *got;
    entry->archive->inflated += *got;
    if (entry->archive->inflated > INFLATED_MOST ||
        (entry->inflated > RATIO_FREE_BYTES && entry->inflated / RATIO_MOST > entry->packed))
        return refuse_bomb(err);
    say_progress(entry->archive);
    return true;
}

void archive_entry_close(struct archive_entry *entry)
{
    if (entry->file != NULL)
        zip_fclose(entry->file);
    entry->file = NULL;
}
