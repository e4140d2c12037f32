#include "screens/backup_process.h"

#include "gatepost/backup_rules.h"
#include "gatepost/clock.h"
#include "gatepost/process.h"
#include "gatepost/words.h"
#include "screens/registry.h"

static bool start(struct application *application, const char *option, struct err *err)
{
    const char *argv[] = {application->program,
                          "--db",
                          store_path(application->store),
                          "--lang",
                          words_language(),
                          "backup",
                          option,
                          NULL};
    if (application->program == NULL)
        return err_set(err, ERR_SYSTEM, _("This desk cannot start other programs."));
    application->backup.started_at = clock_now();
    return process_start_alone(&application->backup.pid, application->program, argv, err);
}

/* Nobody asked for it: a failure to start is said by the alarm that no backup was made. */
static void start_by_itself(struct application *application, const char *option)
{
    application->backup.asked = false;
    if (application->program != NULL && application->backup.pid == 0)
        start(application, option, NULL);
}

void backup_process_by_clock(struct application *application)
{
    bool ours = false;
    if (application->program == NULL || application->backup.pid != 0)
        return;
    if (backup_claim(application->store, clock_now(), &ours, NULL) && ours)
        start_by_itself(application, "--due");
}

void backup_process_at_signoff(struct application *application)
{
    if (application->officer.id != 0 && application->officer.role == ROLE_OFFICER &&
        backup_wanted(application->store, BACKUP_AT_SIGNOFF, clock_now()))
        start_by_itself(application, "--changed");
}

void backup_process_now(struct application *application)
{
    struct err err = {0};
    if (application->backup.pid == 0 && !start(application, NULL, &err)) {
        ui_say_err(application->ui, &err);
        return;
    }
    application->backup.asked = true;
    ui_say(application->ui, MESSAGE_PLAIN, "%s", _("A backup is being made. Work on; what came of it is said here."));
}

static void say_progress(const struct application *application)
{
    struct buffer folder = {0};
    backup_folder(application->store, &folder);
    int percent = backup_percent(application->store, buffer_text(&folder), application->backup.pid);
    buffer_release(&folder);
    if (percent >= 100)
        ui_say(application->ui, MESSAGE_PLAIN, "%s", _("The backup is written and is being checked."));
    else if (percent >= 0)
        ui_say(application->ui, MESSAGE_PLAIN, _("A backup is being made: %d %%"), percent);
}

static void say_outcome(const struct application *application)
{
    struct backup_record record;
    struct err err = {0};
    if (!backup_record_read(application->store, &record, &err))
        ui_say_err(application->ui, &err);
    else if (record.made_at >= application->backup.started_at)
        ui_say(application->ui, MESSAGE_GOOD, _("Backup made and checked: %s"), record.path);
    else if (record.failure[0] != '\0' && record.tried_at >= application->backup.started_at)
        ui_say(application->ui, MESSAGE_ERROR, "%s", record.failure);
    else
        ui_say(application->ui, MESSAGE_WARNING, "%s",
               _("No backup was made: another process is at it, or was ended at it a moment ago."));
}

void backup_process_follow(struct application *application)
{
    if (application->backup.pid == 0)
        return;
    if (process_reap(application->backup.pid)) {
        application->backup.pid = 0;
        if (application->backup.asked)
            say_outcome(application);
        ui_stale_all(application->ui);
    } else if (application->backup.asked && ui_top(application->ui)->def == &screen_backups) {
        say_progress(application); /* elsewhere the message row belongs to what is done there */
    }
}
