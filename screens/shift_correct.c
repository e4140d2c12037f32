/* What was in truth with somebody on a shift: state and times, with a reason (domain.md §6: every state can be
 * corrected). */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/shifts.h"
#include <stdlib.h>

enum { DAY_S = 86400 };
struct correct_form {
    struct roster_entry entry;
};

static bool has_come(const struct view *view)
{
    int state = form_choice(&view->form, "state");
    return state == ASSIGNMENT_ARRIVED || state == ASSIGNMENT_DONE;
}

static bool has_gone(const struct view *view)
{
    return form_choice(&view->form, "state") == ASSIGNMENT_DONE;
}

static void set_time(struct view *view, const char *field, int64_t at)
{
    char when[TIME_SIZE] = "";
    if (at)
        time_label(at, when);
    form_set_text(&view->form, field, when);
}

static bool open_correct(struct view *view, const void *argument, struct err *err)
{
    struct correct_form *state = view->state;
    const struct assignment *assignment = &state->entry.assignment;
    (void)err;
    state->entry = *(const struct roster_entry *)argument;
    view->form.draft_of = assignment->head.id;
    form_set_choice(&view->form, "state", (int)assignment->state);
    set_time(view, "arrived", assignment->arrived_at);
    set_time(view, "left", assignment->left_at);
    return true;
}

/* A time alone is that of the day on which it is nearest to the shift: 01:30 of a night shift is the morning behind. */
static bool take_time(const struct view *view, const char *field, int64_t near_at, int64_t *at, struct err *err)
{
    const char *text = form_text(&view->form, field);
    int seconds = 0;
    struct err ignored = {0};
    *at = 0;
    if (!text[0])
        return true;
    if (!time_parse(text, &seconds, &ignored)) {
        bool good = moment_parse(text, clock_now(), at, err);
        if (err)
            err->field = field;
        return good;
    }
    for (int days = -1; days <= 1; days++) {
        int64_t one = clock_day_start(clock_day_add(clock_day(near_at), days)) + seconds;
        if (!*at || llabs(one - near_at) < llabs(*at - near_at))
            *at = one;
    }
    return true;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct correct_form *state = view->state;
    *level = NOTE_PLAIN;
    if (index == 0)
        shift_entry_name(view, &state->entry, text, size);
    return index == 0;
}

/* What somebody else made of it meanwhile is shown beside what was typed. */
static bool refused(struct view *view, const struct err *err)
{
    struct correct_form *state = view->state;
    struct assignment now;
    if (err->code == ERR_CONFLICT &&
        record_get(application_store(view), &assignment_table, state->entry.assignment.head.id, &now, NULL))
        state->entry.assignment = now;
    return false;
}

static bool save(struct view *view, struct err *err)
{
    const struct correct_form *state = view->state;
    struct assignment assignment = state->entry.assignment;
    char name[CELL_BYTES];
    assignment.state = (enum assignment_state)form_choice(&view->form, "state");
    if (!take_time(view, "arrived", assignment.starts_at, &assignment.arrived_at, err) ||
        !take_time(view, "left", assignment.ends_at, &assignment.left_at, err))
        return false;
    if (!has_come(view))
        assignment.arrived_at = assignment.left_at = 0;
    else if (!has_gone(view))
        assignment.left_at = 0;
    if (!roster_correct(application_store(view), &assignment, form_text(&view->form, "reason"), err))
        return refused(view, err);
    shift_entry_name(view, &state->entry, name, sizeof name);
    ui_say(view->ui, MESSAGE_GOOD, _("Corrected: %s   Ctrl-Z undoes"), name);
    application_saved(view);
    view_close(view);
    return true;
}

static const struct field fields[] = {
    {.name = "state",
     .label = N_("State"),
     .kind = FIELD_CHOICE,
     .width = 14,
     .choices = assignment_state_labels,
     .flags = FIELD_STOP},
    {.name = "arrived",
     .label = N_("Signed in"),
     .hint = N_("such as 2205"),
     .width = 17,
     .shown = has_come,
     .required = has_come},
    {.name = "left",
     .label = N_("Signed out"),
     .hint = N_("such as 0600"),
     .width = 17,
     .shown = has_gone,
     .required = has_gone},
    {.name = "reason",
     .label = N_("Why"),
     .missing = N_("Why is it corrected? A few words are enough."),
     .hint = N_("kept with the change"),
     .width = 36,
     .flags = FIELD_REQUIRED},
};
static const struct form_def form = {
    .draft = "shift_correct",
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .note = note,
    .save = save,
};
const struct screen_def screen_shift_correct = {
    .name = "shift_correct",
    .title = N_("Correct a shift"),
    .state_size = sizeof(struct correct_form),
    .form = &form,
    .overlay = true,
    .columns = 72,
    .open = open_correct,
};
