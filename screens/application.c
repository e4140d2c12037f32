#include "screens/application.h"

#include "gatepost/alarm_rules.h"
#include "gatepost/alarm_sound.h"
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/draft.h"
#include "gatepost/duty.h"
#include "gatepost/incident_rules.h"
#include "gatepost/notice_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/print_job.h"
#include "gatepost/roles.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/backup_process.h"
#include "screens/global_actions.h"
#include "screens/lock.h"
#include "screens/posts.h"
#include "screens/sound_process.h"
#include "screens/tidy_process.h"
#include <stdlib.h>
#include <string.h>

enum { QUIET_MINUTES = 10 };

struct application *application_of(const struct view *view)
{
    return ui_context(view->ui);
}

struct store *application_store(const struct view *view)
{
    return application_of(view)->store;
}

static bool may_write(const struct application *application)
{
    return !store_is_read_only(application->store);
}

static void read_session(struct application *application)
{
    struct err ignored = {0};
    setting_text(application->store, "community.name", application->community, sizeof application->community);
    if (application->officer.id)
        officer_get(application->store, application->officer.id, &application->officer, &ignored);
    if (application->checkpoint.id)
        checkpoint_get(application->store, application->checkpoint.id, &application->checkpoint, &ignored);
}

/* One ring for all open ones, again and again until they are acknowledged; the clock may have been put back. */
static bool rings_again(const struct application *application, int64_t now)
{
    int minutes = application->alarms_open > 0 ? alarm_repeat_minutes(application->store) : 0;
    return minutes > 0 && (now - application->rung_at >= (int64_t)minutes * 60 || now < application->rung_at);
}

/* Reads row 2; *ring becomes true when an alarm has come that nobody here has heard, or that nobody has answered. */
static void read_alarms(struct application *application, bool *ring)
{
    struct err err = {0};
    int64_t last_id = 0;
    int total = 0;
    if (!alarm_open_count(application->store, &total, &last_id, &err))
        return; /* the old line stays: an alarm must not vanish because a read failed */
    buffer_clear(&application->alert);
    alarm_line(application->store, &application->alert, &application->alarms_open);
    bool is_new = last_id > application->newest_alarm;
    if (is_new)
        application->newest_alarm = last_id;
    if (is_new || rings_again(application, clock_now())) {
        application->rung_at = clock_now();
        *ring = true;
    }
}

/* The old words stand while they cannot be read. */
void application_read_notices(struct application *application)
{
    struct buffer line = {0};
    if (notice_line(application->store, application->officer.id, &line, &application->notices_unread)) {
        buffer_clear(&application->notices);
        buffer_add(&application->notices, buffer_text(&line));
    }
    buffer_release(&line);
}

/* They stay in row 2 until they are closed by name. The old ones stand while they cannot be read. */
static void read_incidents(struct application *application)
{
    struct buffer line = {0};
    int open = 0;
    if (incident_line(application->store, &line, &open)) {
        application->incidents_open = open;
        buffer_clear(&application->incidents);
        buffer_add(&application->incidents, buffer_text(&line));
    }
    buffer_release(&line);
}

void application_add_notices(const struct application *application, struct buffer *out)
{
    if (!application->notices_unread)
        return;
    if (application_masks_names(application))
        buffer_format(out, _("Notices to read %d (F9, Notices)"), application->notices_unread);
    else
        buffer_format(out, _("%s (F9, Notices)"), buffer_text(&application->notices));
}

void application_init(struct application *application)
{
    bool ring = false;
    application->minute = clock_now() / 60;
    application->rung_at = clock_now(); /* what stands when the desk opens is seen; unanswered, it rings later */
    application->again_ms = 500;
    read_session(application);
    read_alarms(application, &ring);
    application_read_notices(application);
    read_incidents(application);
    store_changed(application->store, &application->again_ms);
}

void application_release(struct application *application)
{
    sound_process_end(application);
    buffer_release(&application->alert);
    buffer_release(&application->notices);
    buffer_release(&application->incidents);
}

bool application_sign_on(struct application *application, const char *name, const char *pin, bool write,
                         struct err *err)
{
    struct store *store = application->store;
    struct officer officer = {0};
    if (pin ? !pin_sign_on(store, name, pin, application->terminal, write, err)
            : !people_sign_on(store, name, application->terminal, write, err))
        return false;
    if (!write && officer_get(store, store_officer(store), &officer, err) && !role_allowed(&officer, "desk.open", err))
        store_sign_on(store, 0, application->terminal, false, NULL);
    return store_officer(store) != 0 && application_take_up(application, err);
}

bool application_take_up(struct application *application, struct err *err)
{
    struct officer officer = {0};
    if (!officer_get(application->store, store_officer(application->store), &officer, err))
        return false;
    if (application->officer.id != officer.id)
        backup_process_at_signoff(application);
    application->officer = officer;
    application_read_notices(application);
    return true;
}

/* Kept like drafts: one small file per terminal beside the database. What cannot be kept holds for today all the same.
 */
void application_keep(struct application *application, const char *what, const char *choice)
{
    struct err ignored = {0};
    draft_write(application->store, what, choice, &ignored);
}

char *application_kept(const struct application *application, const char *what)
{
    return draft_read(application->store, what);
}

void application_choose_borders(struct application *application, bool ascii)
{
    ui_choose_borders(application->ui, ascii);
    application_keep(application, "borders", ascii ? "plain" : "lines");
}

bool application_stand_at(struct application *application, int64_t checkpoint_id, struct err *err)
{
    if (!checkpoint_get(application->store, checkpoint_id, &application->checkpoint, err))
        return false;
    application_keep(application, "checkpoint", application->checkpoint.name);
    posts_note(application, checkpoint_id);
    return true;
}

void application_use_mouse(struct application *application, bool on)
{
    application->mouse_off = !on;
    ui_mouse(application->ui, on);
    application_keep(application, "mouse", on ? "on" : "off");
}

void application_recall_mouse(struct application *application)
{
    char *remembered = application_kept(application, "mouse");
    application->mouse_off = remembered && strcmp(remembered, "off") == 0;
    ui_mouse(application->ui, !application->mouse_off);
    free(remembered);
}

bool application_masks_names(const struct application *application)
{
    return application->masked || application->officer.id == 0;
}

void application_mask(const struct application *application, enum mask_kind kind, const char *value, char *out,
                      size_t size)
{
    bool always = kind == MASK_PHONE || kind == MASK_ID;
    if (value[0] && (always || application_masks_names(application)))
        mask_value(kind, value, out, size);
    else
        text_copy(out, size, value);
}

void application_saved(struct view *view)
{
    ui_stale_all(view->ui);
}

static void write_title(const struct application *application, const struct view *view, struct buffer *out)
{
    buffer_add(out, "gatepost");
    if (view && view->pane && view->zoomed) {
        buffer_format(out, " > %d %s [%s]", view->pane, _(view->def->title), _("zoomed"));
        return;
    }
    if (view && !view->pane && !view->def->overlay) {
        struct buffer heading = {0};
        if (view->def->framed && view->def->heading)
            view->def->heading(view, &heading);
        buffer_format(out, " > %s%s%s", _(view->def->title), heading.length ? "  " : "", buffer_text(&heading));
        buffer_release(&heading);
        return;
    }
    if (application->community[0])
        buffer_format(out, "  %s", application->community);
    if (application->checkpoint.id)
        buffer_format(out, "  %s", application->checkpoint.name);
    else
        buffer_format(out, "  %s", _("no post chosen"));
}

/* "!2 [Fever] …", and how much is not closed or not read where a long line does not cut it off. */
static void add_alarms(const struct application *application, struct buffer *out)
{
    const char *line = buffer_text(&application->alert);
    size_t count = strcspn(line, " ");
    buffer_format(out, "%.*s", (int)count, line);
    if (application->incidents_open)
        buffer_format(out, _(" Incidents %d"), application->incidents_open);
    if (application->notices_unread)
        buffer_format(out, _(" Notices %d"), application->notices_unread);
    buffer_add(out, line + count);
}

/* Alarms first, what is not closed yet behind them: one line, cut at its end. */
static void add_open(const struct application *application, struct frame *frame)
{
    int alarms = application->alarms_open, incidents = application->incidents_open;
    if (!alarms && !incidents)
        buffer_add(frame->alert, _("No open alarms"));
    else if (alarms && application->locked)
        lock_alert(application, frame->alert);
    else if (alarms && application_masks_names(application))
        buffer_format(frame->alert, _("!%d open alarms, names masked (Ctrl-T)"), alarms);
    else if (alarms)
        add_alarms(application, frame->alert);
    if (!incidents)
        return;
    if (application->locked || (alarms && application_masks_names(application)))
        buffer_format(frame->alert, _(" Incidents %d"), incidents);
    else if (application_masks_names(application))
        buffer_format(frame->alert, _("Incidents %d, names masked (Ctrl-T)"), incidents);
    else if (alarms)
        buffer_format(frame->alert, "  [%s] %s", _("Incident"), buffer_text(&application->incidents));
    else
        buffer_format(frame->alert, _("Incidents %1$d: %2$s"), incidents, buffer_text(&application->incidents));
}

/* What is to be read comes last: in words while there are no alarms, as a count among them. */
static void write_alert(const struct application *application, struct frame *frame)
{
    bool reads = application->notices_unread && !application->locked;
    frame->alert_style = application->alarms_open      ? STYLE_ALARM
                         : application->incidents_open ? STYLE_WARNING
                         : reads                       ? STYLE_NORMAL
                                                       : STYLE_MUTED;
    add_open(application, frame);
    if (!reads || (application->alarms_open && !application_masks_names(application)))
        return;
    buffer_add(frame->alert, "  * ");
    application_add_notices(application, frame->alert);
}

static void hook_frame(void *context, const struct view *view, struct frame *frame)
{
    const struct application *application = context;
    struct civil_time now;
    char name[NAME_BYTES];
    clock_civil(application->minute * 60, &now);
    write_title(application, view, frame->title_left);
    application_mask(application, MASK_NAME, application->officer.name, name, sizeof name);
    buffer_format(frame->title_right, "%04d-%02d-%02d %s %02d:%02d  ", now.year, now.month, now.day,
                  words_weekday(now.weekday), now.hour, now.minute);
    if (application->officer.id)
        buffer_format(frame->title_right, _("On duty: %s"), name);
    else
        buffer_add(frame->title_right, _("nobody signed on"));
    write_alert(application, frame);
}

static int hook_watch(void *context, struct pollfd *watched, int most)
{
    struct application *application = context;
    int descriptors[] = {store_watch_descriptor(application->store),
                         application->printing != NULL ? print_job_descriptor(application->printing) : -1};
    int count = 0;
    for (int i = 0; i < 2 && count < most; i++)
        if (descriptors[i] >= 0)
            watched[count++] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
    return count;
}

/* Who was named on the command line is known from the start; that they signed on is written when they see the desk. */
static void hook_started(void *context)
{
    struct application *application = context;
    struct err err = {0};
    if (application->officer.id && may_write(application) &&
        !store_sign_on(application->store, application->officer.id, application->terminal, true, &err))
        ui_say_err(application->ui, &err);
    if (application->notices_unread) {
        struct buffer words = {0};
        application_add_notices(application, &words);
        ui_say(application->ui, MESSAGE_PLAIN, "%s", buffer_text(&words));
        buffer_release(&words);
    }
    backup_process_by_clock(application);
}

/* What time alone makes due is looked at each minute: a few indexed reads. Backups and imports follow what was written,
 * or wait: a desk where nothing happens rests. */
static void run_duties(struct application *application)
{
    struct err err = {0};
    if (!may_write(application))
        return;
    if (application->changed_since || application->minute % QUIET_MINUTES == 0) {
        application->changed_since = false;
        backup_process_by_clock(application);
        tidy_process_start(application);
    }
    if (!duty_run(application->store, clock_now(), &err))
        ui_say_err(application->ui, &err);
}

static unsigned hook_changed(void *context, const struct pollfd *watched, int count, bool *ring)
{
    struct application *application = context;
    (void)watched;
    (void)count;
    unsigned topics = store_changed(application->store, &application->again_ms);
    int64_t minute = clock_now() / 60;
    backup_process_follow(application);
    tidy_process_follow(application);
    sound_process_follow(application);
    application->changed_since |= topics != 0;
    if (minute != application->minute) {
        bool midnight = clock_day(minute * 60) != clock_day(application->minute * 60);
        application->minute = minute;
        topics |= TOPIC_CLOCK | (midnight ? TOPIC_DAY : 0);
        run_duties(application);
        topics |= store_changed(application->store, &application->again_ms);
    } else if (topics & TOPIC_KIOSK) {
        struct err unseen = {0}; /* what fails is the clock's to repeat */
        duty_follow_volunteers(application->store, clock_now(), &unseen);
        topics |= store_changed(application->store, &application->again_ms);
    }
    if (topics & (TOPIC_SETTING | TOPIC_OFFICER | TOPIC_CHECKPOINT))
        read_session(application);
    if (topics & (TOPIC_ALARM | TOPIC_CLOCK))
        read_alarms(application, ring);
    if (topics & (TOPIC_NOTICE | TOPIC_OFFICER | TOPIC_CLOCK))
        application_read_notices(application);
    if (topics & (TOPIC_INCIDENT | TOPIC_PEOPLE | TOPIC_CLOCK))
        read_incidents(application);
    lock_when_idle(application);
    if (*ring)
        sound_process_ring(application);
    return topics;
}

static int hook_timeout(void *context)
{
    const struct application *application = context;
    int minute_ms = (int)(60 - clock_now() % 60) * 1000, lock_ms = lock_due_ms(application);
    int next_ms = lock_ms >= 0 && lock_ms < minute_ms ? lock_ms : minute_ms;
    return sound_process_rest_ms(application, application->again_ms < next_ms ? application->again_ms : next_ms);
}

static void hook_draft_write(void *context, const char *name, const char *text)
{
    struct application *application = context;
    struct err err = {0};
    if (may_write(application) && !draft_write(application->store, name, text, &err))
        ui_say_err(application->ui, &err);
}

static char *hook_draft_read(void *context, const char *name)
{
    const struct application *application = context;
    return draft_read(application->store, name);
}

static void hook_draft_erase(void *context, const char *name)
{
    const struct application *application = context;
    draft_erase(application->store, name);
}

/* Who may do what the action leads to (domain/verb.c). Nobody signed on looks, as everybody who may open the file. */
static bool role_allows(struct application *application, const struct action *action)
{
    struct err err = {0};
    if (!action->verb || !application->officer.id || role_allowed(&application->officer, action->verb, &err))
        return true;
    text_copy(application->why, sizeof application->why, err.text);
    return false;
}

static bool hook_allowed(void *context, const struct action *action, const char **why)
{
    struct application *application = context;
    *why = application->why;
    if (!(action->flags & ACTION_WRITES))
        return role_allows(application, action);
    if (!may_write(application)) {
        text_copy(application->why, sizeof application->why, _("This session is read-only: nothing can be changed."));
        return false;
    }
    if (!application->officer.id) {
        text_copy(application->why, sizeof application->why, _("Nobody is signed on. First F9, Sign on."));
        return false;
    }
    return role_allows(application, action);
}

static bool hook_mask(void *context, bool masked)
{
    struct application *application = context;
    bool before = application->masked;
    application->masked = masked;
    store_mask_names(application->store, masked);
    return before;
}

static void hook_about(void *context, struct buffer *out)
{
    const struct application *application = context;
    const char *post = application->checkpoint.id ? application->checkpoint.name : _("no post chosen");
    buffer_format(out, _("Now: post %1$s   version %2$s   database %3$s"), post, GATEPOST_VERSION,
                  store_path(application->store));
}

static bool hook_read_begin(void *context)
{
    struct application *application = context;
    return store_read_begin(application->store, NULL);
}

static void hook_read_end(void *context)
{
    struct application *application = context;
    store_read_end(application->store);
}

const struct ui_hooks application_hooks = {
    .frame = hook_frame,
    .read_begin = hook_read_begin,
    .read_end = hook_read_end,
    .started = hook_started,
    .watch = hook_watch,
    .changed = hook_changed,
    .timeout_ms = hook_timeout,
    .draft_write = hook_draft_write,
    .draft_read = hook_draft_read,
    .draft_erase = hook_draft_erase,
    .allowed = hook_allowed,
    .global_actions = &global_actions,
    .mask = hook_mask,
    .about = hook_about,
};
