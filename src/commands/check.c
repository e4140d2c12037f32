/* check: is everything in order with the file, its audit, its rights? One line per finding. */
#include "gatepost/audit.h"
#include "gatepost/backup_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void print_finding(const char *mark, const char *what, const char *detail)
{
    struct buffer line = {0};
    buffer_format(&line, "%s  %s%s", mark, what, detail[0] != '\0' ? " " : "");
    text_clean(&line, detail, strlen(detail));
    buffer_add_byte(&line, '\n');
    output_write(&line);
    buffer_release(&line);
}

static bool finding(bool good, const char *what, const char *detail)
{
    print_finding(good ? "ok " : "BAD", what, detail);
    return good;
}

/* The file and what belongs to it holds personal data: nothing for others. */
static bool check_mode(const char *path, const char *suffix)
{
    char file[PATH_MAX];
    struct stat about;
    snprintf(file, sizeof file, "%s%s", path, suffix);
    if (stat(file, &about) != 0) {
        bool is_missing = errno == ENOENT && suffix[0] != '\0';
        return is_missing || finding(false, file, strerror(errno));
    }
    bool good = (about.st_mode & S_IRWXO) == 0;
    struct buffer detail = {0};
    buffer_format(&detail, "%04o", (unsigned)(about.st_mode & 07777));
    if (!good)
        buffer_format(&detail, " %s", _("everybody on this computer has rights; it should be 0660"));
    finding(good, file, buffer_text(&detail));
    buffer_release(&detail);
    return good;
}

static bool check_folder(const char *path)
{
    char folder[PATH_MAX];
    struct stat about;
    text_copy(folder, sizeof folder, path);
    char *slash = strrchr(folder, '/');
    if (slash == NULL)
        text_copy(folder, sizeof folder, ".");
    else
        slash[slash == folder ? 1 : 0] = '\0';
    if (stat(folder, &about) != 0)
        return finding(false, folder, strerror(errno));
    if ((about.st_mode & S_IWOTH) != 0 && (about.st_mode & S_ISVTX) == 0)
        return finding(false, folder, _("everybody may put files here; it should be 2770"));
    if ((about.st_mode & (S_IWGRP | S_ISGID | S_IWOTH)) == S_IWGRP)
        return finding(false, folder, _("new files here would not belong to the folder's group; it should be 2770"));
    return finding(true, folder, "");
}

static bool check_content(struct store *store)
{
    struct buffer report_lines = {0};
    struct err err = {0};
    bool good = store_check(store, &report_lines, &err);
    if (good)
        finding(true, _("integrity"), "");
    else if (err.code != ERR_NONE)
        finding(false, _("integrity"), err.text);
    char *rest = report_lines.bytes, *line;
    while (rest != NULL && (line = strsep(&rest, "\n")) != NULL)
        if (line[0] != '\0')
            print_finding(good ? "   " : "BAD", _("integrity"), line);
    buffer_release(&report_lines);
    return good;
}

static bool check_audit(struct store *store)
{
    struct audit_verdict verdict = {0};
    struct err err = {0};
    struct buffer detail = {0};
    bool read = audit_verify(store, &verdict, NULL, NULL, &err);
    bool good = read && verdict.first_bad == 0;
    if (!read)
        buffer_add(&detail, err.text);
    else if (!good)
        buffer_format(&detail, _("entry %lld: %s"), (long long)verdict.first_bad, verdict.what);
    else
        buffer_format(&detail, _("%lld entries, head %s"), (long long)verdict.count, verdict.head);
    finding(good, _("audit"), buffer_text(&detail));
    buffer_release(&detail);
    return good;
}

/* How old the last backup is; what its alarm says makes it bad. */
static bool check_backup(struct store *store)
{
    struct backup_record record;
    struct buffer detail = {0};
    char age[TIME_SIZE], occasion[64], words[200];
    if (!backup_record_read(store, &record, NULL))
        return true; /* said above already */
    age_label(clock_now() - record.made_at, age);
    if (record.made_at == 0)
        buffer_add(&detail, _("none was made yet"));
    else
        buffer_format(&detail, _("%1$s old, %2$s"), age, record.path);
    bool good = !backup_is_overdue(store, clock_now(), occasion, words);
    if (!good)
        buffer_format(&detail, "; %s", words);
    finding(good, _("last backup"), buffer_text(&detail));
    buffer_release(&detail);
    return good;
}

static int run(const struct command_call *call)
{
    const char *path = store_path(call->store);
    print_finding("   ", _("database"), path);
    print_finding("   ", "SQLite", store_sqlite_version());
    print_finding("   ", _("terminal"), call->global->terminal);
    bool good = check_mode(path, "");
    good = check_mode(path, "-wal") && good;
    good = check_mode(path, "-shm") && good;
    good = check_mode(path, ".lock") && good;
    good = check_folder(path) && good;
    good = check_content(call->store) && good;
    good = check_audit(call->store) && good;
    good = check_backup(call->store) && good;
    if (!good)
        report(_("Not everything is in order; see the lines marked BAD."));
    return good ? EXIT_DONE : EXIT_FAILED;
}

const struct command check_command = {
    .name = "check",
    .usage = "",
    .help = N_(
        "Check the file: integrity, audit chain, file rights, age of the last backup, SQLite's version, paths in use."),
    .examples = "  gatepost check\n  gatepost --db /srv/gatepost/gatepost.db check\n",
    .access = ACCESS_READ,
    .verb = "list",
    .run = run,
};
