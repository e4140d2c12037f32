#include "screens/lock.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/memory.h"
#include "gatepost/pin.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/registry.h"
#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60000, ALARMS_MOST = 50 };

static bool can_lock(const struct application *application)
{
    return !application->locked && application->officer.id && application->officer.pin_id &&
           !store_is_read_only(application->store);
}

int lock_due_ms(const struct application *application)
{
    int minutes = can_lock(application) ? setting_integer(application->store, "lock.minutes") : 0;
    if (minutes == 0)
        return -1;
    int64_t left = (int64_t)minutes * MINUTE_MS - ui_idle_ms(application->ui);
    return left > 0 ? (int)left : 0;
}

static void lock(struct application *application)
{
    application->locked = true;
    if (!ui_open(application->ui, &screen_lock, NULL))
        application->locked = false;
}

void lock_when_idle(struct application *application)
{
    if (lock_due_ms(application) == 0)
        lock(application);
}

const char *lock_why_not(const struct view *view)
{
    const struct application *application = application_of(view);
    if (!application->officer.id)
        return _("Nobody is signed on: there is nobody to lock the desk for.");
    return can_lock(application) ? NULL : _("Without a PIN the desk cannot be locked: F9, My PIN sets one.");
}

void lock_run(struct view *view)
{
    lock(application_of(view));
}

/* "!3 [Fever]  [Denial overridden] +1". */
void lock_alert(const struct application *application, struct buffer *out)
{
    struct alarm *alarms = memory_new(ALARMS_MOST, sizeof *alarms);
    struct err ignored = {0};
    int count = 0, open = 0;
    if (alarm_open_list(application->store, alarms, ALARMS_MOST, &count, &open, &ignored) && open > 0)
        buffer_format(out, "!%d", open);
    for (int i = 0; i < count; i++) {
        int earlier = 0, others = 0;
        for (int j = 0; j < count; j++) {
            bool same = !strcmp(alarms[i].rule, alarms[j].rule);
            earlier += same && j < i;
            others += same && j > i;
        }
        if (earlier)
            continue;
        const struct alarm_rule *rule = alarm_rule_find(alarms[i].rule);
        buffer_format(out, "  [%s]", rule ? _(rule->label) : alarms[i].rule);
        if (others)
            buffer_format(out, " +%d", others);
    }
    free(alarms);
}

static bool open_lock(struct view *view, const void *argument, struct err *err)
{
    (void)argument;
    (void)err;
    form_set_text(&view->form, "officer", application_of(view)->officer.name);
    form_focus(&view->form, "pin");
    return true;
}

/* However it is closed, the desk is not to be one that nobody can lock again. */
static void close_lock(struct view *view)
{
    application_of(view)->locked = false;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    struct buffer words = {0};
    const struct application *application = application_of(view);
    *level = NOTE_PLAIN;
    if (index == 0)
        buffer_format(&words, _("This desk is locked for %s. What is half typed is kept; alarms go on ringing."),
                      application->officer.name);
    else if (index == 1)
        buffer_add(&words, _("Another officer with a PIN may take over: Tab, then the name."));
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
    return index < 2;
}

static bool save(struct view *view, struct err *err)
{
    struct application *application = application_of(view);
    int64_t before = application->officer.id;
    bool good = pin_unlock(application->store, form_text(&view->form, "officer"), form_text(&view->form, "pin"),
                           application->terminal, err) &&
                application_take_up(application, err);
    form_set_text(&view->form, "pin", "");
    if (!good) {
        form_focus(&view->form, "pin");
        return false;
    }
    if (application->officer.id != before)
        ui_say(view->ui, MESSAGE_GOOD, _("%s is signed on."), application->officer.name);
    ui_stale_all(view->ui);
    view_close(view);
    return true;
}

/* Nothing else is in reach here; taking back typing would bring a PIN back. */
static bool key(struct view *view, const struct key_event *event)
{
    (void)view;
    return event->key == KEY_CTRL('Z');
}

static void run_enter(struct view *view)
{
    form_enter(view);
}

static void run_step(struct view *view)
{
    form_step(view, (int)view->running->argument);
}

static void run_clear(struct view *view)
{
    form_set_text(&view->form, "pin", "");
    form_set_text(&view->form, "officer", application_of(view)->officer.name);
    form_focus(&view->form, "pin");
    view->form.err = (struct err){0};
}

static const struct action actions[] = {
    {.name = "lock.open",
     .label = N_("Unlock"),
     .help = N_("Opens the desk with your PIN."),
     .keys = {KEY_ENTER},
     .priority = 90,
     .run = run_enter},
    {.name = "lock.other",
     .label = N_("Other"),
     .help = N_("To the name: another officer takes over the desk as it is."),
     .keys = {KEY_TAB, KEY_DOWN},
     .priority = 80,
     .run = run_step,
     .argument = 1},
    {.name = "lock.back",
     .label = N_("Previous"),
     .help = N_("To the field before."),
     .keys = {KEY_BACK_TAB, KEY_UP},
     .flags = ACTION_HIDDEN,
     .run = run_step,
     .argument = -1},
    {.name = "lock.clear",
     .label = N_("Empty"),
     .help = N_("Empties what was typed."),
     .keys = {KEY_ESC},
     .priority = 70,
     .run = run_clear},
};
static const struct field fields[] = {
    {.name = "officer", .label = N_("Officer"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "pin", .label = N_("PIN"), .width = 14, .flags = FIELD_REQUIRED | FIELD_HIDDEN},
};
static const struct form_def form = {
    .fields = fields, .field_count = sizeof fields / sizeof fields[0], .note = note, .save = save};

const struct screen_def screen_lock = {
    .name = "lock",
    .title = N_("Locked"),
    .actions = ACTION_TABLE(actions),
    .form = &form,
    .sealed = true,
    .open = open_lock,
    .close = close_lock,
    .key = key,
};
