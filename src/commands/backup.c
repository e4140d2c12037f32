/* backup, backup list, restore. */
#include "gatepost/backup_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/roles.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <linux/ioprio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NICE = 10, LAST_OF_EIGHT = 7 };

/* The desks come first, for the processor and for the disk. Not the idle class: on a busy disk it would never end.
 * Where that cannot be had it is no reason to stop. */
static void stand_back(void)
{
    setpriority(PRIO_PROCESS, 0, NICE);
    syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, LAST_OF_EIGHT));
}

static bool show_progress(void *context, enum backup_step step, int percent)
{
    static const char *const steps[] = {N_("Copying"), N_("Checking the file"), N_("Checking the audit")};
    (void)context;
    if (!isatty(STDERR_FILENO))
        return !interrupted;
    if (percent >= 0)
        fprintf(stderr, "\r\033[K%s %3d %%", _(steps[step]), percent);
    else
        fprintf(stderr, "\r\033[K%s", _(steps[step]));
    return !interrupted;
}

static void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

static const struct backup_watch watch = {.progress = show_progress};

static void print_path(const char *what, const char *path)
{
    struct buffer line = {0};
    buffer_format(&line, "%s ", what);
    text_clean(&line, path, strlen(path));
    buffer_add_byte(&line, '\n');
    output_write(&line);
    buffer_release(&line);
}

static enum backup_when when_of(const struct command_call *call)
{
    return call_has(call, "due") ? BACKUP_BY_CLOCK : call_has(call, "changed") ? BACKUP_AT_SIGNOFF : BACKUP_NOW;
}

static int run(const struct command_call *call)
{
    struct err err = {0};
    struct backup_made backup = {0};
    const char *path = call_option(call, "to");
    bool made = true;
    if (call_has(call, "to") + call_has(call, "due") + call_has(call, "changed") > 1)
        return report_usage("backup", (err_set(&err, ERR_INPUT, _("Give one of --to, --due, --changed.")), &err));
    /* The desks' own backups need no right; a copy elsewhere leaves the house. */
    if (path != NULL && store_officer(call->store) != 0 && !verb_allowed(call->store, "backup.copy", &err))
        return report_error(&err);
    stand_back();
    interrupt_softly();
    bool done = store_sign_on(call->store, store_officer(call->store), call->global->terminal, false, &err) &&
                (path != NULL ? backup_make_to(call->store, path, &watch, &backup, &err)
                              : backup_run(call->store, when_of(call), &watch, &backup, &made, &err));
    end_progress();
    if (!done)
        return report_error(&err);
    if (made)
        print_path("saved", backup.path);
    return EXIT_DONE;
}

static const struct command_option options[] = {
    {"to", "FILE", N_("into this new file, which no later backup removes")},
    {"due", NULL,
     N_("only if something was saved since the last one and that is older than the setting "
        "backup.minutes")},
    {"changed", NULL, N_("only if something was saved since the last one")},
    {0},
};
const struct command backup_command = {
    .name = "backup",
    .usage = "[--to FILE | --due | --changed]",
    .help = N_("Make a verified backup, while everybody works on."),
    .more =
        N_("The backup is one moment of the database, checked before it gets its name: NAME-backups/NAME-DATE-TIME.db "
           "beside the database, or in the folder of the setting backup.folder. The newest 48 (backup.keep) are "
           "kept, and the last one of each of 14 days. The desks make one every hour (backup.minutes) and when a "
           "duty officer signs off. A backup on the same disk does not help when that disk breaks: name a folder "
           "on another one, and not the point where it is mounted, so that its absence is noticed. Never copy the "
           "database file itself."),
    .examples = "  gatepost backup\n"
                "  gatepost backup --to /media/usb/gatepost-handover.db\n"
                "  gatepost --officer 李敏 settings backup.folder /media/usb/backups\n",
    .options = options,
    .access = ACCESS_UPKEEP,
    .run = run,
};

/* ---- what is there ---- */

struct backup_row {
    char file[500], state[16];
    int64_t at, bytes;
    char age[32];
};

#define BACKUP(member) RECORD_AT(struct backup_row, member)
static const struct record_field backup_fields[] = {
    {"time", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, BACKUP(at), .width = 19},
    {"age", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, BACKUP(age), .width = 10},
    {"size", NULL, NULL, RECORD_ID, RECORD_SHOWN, BACKUP(bytes), .width = 12},
    {"state", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, BACKUP(state), .width = 8},
    {"file", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, BACKUP(file), .width = 1},
    {0},
};

static bool print_file(const struct command_call *call, const char *folder, const struct backup_file *file)
{
    static const char *const states[] = {"verified", "newer", "damaged"};
    struct backup_row row = {.at = file->at, .bytes = file->bytes};
    snprintf(row.file, sizeof row.file, "%.390s/%s", folder, file->name);
    text_copy(row.state, sizeof row.state, states[file->state]);
    age_label(clock_now() - file->at, row.age);
    return print_row(call, backup_fields, &row);
}

static int run_list(const struct command_call *call)
{
    struct err err = {0};
    struct buffer folder = {0};
    struct backup_file *files = NULL;
    int count = 0;
    backup_folder(call->store, &folder);
    bool read = backup_list(call->store, buffer_text(&folder), &files, &count, &err);
    bool writable = read && print_header(call, backup_fields);
    for (int i = 0; writable && i < count; i++)
        writable = print_file(call, buffer_text(&folder), &files[i]);
    free(files);
    buffer_release(&folder);
    return read ? EXIT_DONE : report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {0},
};
const struct command backup_list_command = {
    .name = "backup list",
    .usage = "[--json | --tsv]",
    .help = N_("List the backups, newest first."),
    .more =
        N_("State: verified (checked when it was made, and still as long as it should be), damaged (cut short), newer "
           "(of a newer gatepost). Restoring checks a backup whole."),
    .examples = "  gatepost backup list\n",
    .options = list_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

/* ---- restore ---- */

static void print_content(const struct backup_content *content, const char *path)
{
    struct buffer line = {0}, clean = {0};
    char newest[40] = "-";
    struct buffer moment = {0};
    record_add_moment(content->newest_at, &moment);
    if (content->newest_at != 0)
        text_copy(newest, sizeof newest, buffer_text(&moment));
    text_clean(&clean, content->community, strlen(content->community));
    buffer_format(&line, _("It holds: %1$s, %2$lld people, %3$lld crossings, the newest of %4$s.\n"),
                  buffer_text(&clean), (long long)content->people, (long long)content->crossings, newest);
    buffer_clear(&clean);
    text_clean(&clean, path, strlen(path));
    buffer_format(&line, _("To work with it: gatepost --db %s\n"), buffer_text(&clean));
    output_write(&line);
    buffer_release(&line);
    buffer_release(&clean);
    buffer_release(&moment);
}

static int run_restore(const struct command_call *call)
{
    struct err err = {0};
    struct backup_content content;
    const char *path = call_option(call, "to");
    if (path == NULL)
        return report_usage("restore", (err_set(&err, ERR_INPUT, _("Say where: --to NEW.")), &err));
    interrupt_softly();
    bool done = backup_restore(call->argv[0], path, &watch, &content, &err);
    end_progress();
    if (!done)
        return report_error(&err);
    print_path("made", path);
    print_content(&content, path);
    return EXIT_DONE;
}

static const struct command_option restore_options[] = {
    {"to", "NEW", N_("the new database file; one that is there is never touched")},
    {0},
};
const struct command restore_command = {
    .name = "restore",
    .usage = "BACKUP --to NEW",
    .help = N_("Make a new database from a backup, checked whole."),
    .more =
        N_("Every page, every index and the audit's chain are checked before the new file gets its name. Neither the "
           "backup nor the damaged database is touched. Then close all desks, and start them with --db NEW, or move "
           "the old file away with its -wal, -shm and .lock and give the new one its name."),
    .examples = "  gatepost restore gatepost-backups/gatepost-2022-04-11-1432.db --to restored.db\n"
                "  gatepost --db restored.db check\n",
    .options = restore_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_NONE,
    .run = run_restore,
};
