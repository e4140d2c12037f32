/* What is typed into the grid of the round: values, marks, a second entry, a fever that is measured again. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/round.h"
#include <stdio.h>
#include <string.h>

static void forget_typed(struct round *state)
{
    state->typed[0] = '\0';
    state->typed_for = 0;
}

static void forget_question(struct round *state)
{
    state->standing = (struct reading){0};
}

void round_leave(struct view *view)
{
    struct round *state = view->state;
    forget_question(state);
    state->first = (struct reading){0};
}

static bool is_of(const struct reading *reading, const struct round *state, const struct round_row *row)
{
    return reading->head.id && row && reading->observation_id == row->key.id && reading->day == state->at.day &&
           reading->half == state->at.half;
}

static bool is_asked(const struct view *view)
{
    const struct round *state = view->state;
    return is_of(&state->standing, state, round_selected(view));
}

static bool is_retested(const struct view *view)
{
    const struct round *state = view->state;
    return is_of(&state->first, state, round_selected(view));
}

static void write_value(const struct reading *reading, char *text, size_t size)
{
    char value[8];
    temperature_format(reading_last_tenths(reading), value);
    text_copy(text, size, reading->outcome == READING_VALUE ? value : _(reading_outcome_labels[reading->outcome]));
}

/* ---- what is said ---- */

static void say_question(const struct view *view, struct buffer *out)
{
    const struct round *state = view->state;
    char name[NAME_BYTES * 2], value[40];
    round_name(view, round_selected(view), name, sizeof name);
    write_value(&state->standing, value, sizeof value);
    if (state->entry.outcome == READING_VALUE)
        buffer_format(out, _("%1$s has %2$s already.  1 it was measured again  2 that was wrong  Esc leave it"), name,
                      value);
    else
        buffer_format(out, _("%1$s has %2$s already.  2 that was wrong  Esc leave it"), name, value);
}

static void say_fever(const struct view *view, struct buffer *out)
{
    const struct round *state = view->state;
    char value[40], line[16] = "", how[8] = "";
    write_value(&state->first, value, sizeof value);
    setting_text(application_store(view), "fever.line", line, sizeof line);
    setting_text(application_store(view), "fever.operator", how, sizeof how);
    buffer_format(out, _("%1$s %2$s %3$s: measure again, type it, Enter. The incident is open."), value, how, line);
}

static void say_reading(const struct reading *reading, struct buffer *out)
{
    char value[40];
    struct civil_time when;
    write_value(reading, value, sizeof value);
    clock_civil(reading->at, &when);
    buffer_format(out, "%s  %02d-%02d %02d:%02d  %s", value, when.month, when.day, when.hour, when.minute,
                  _(reading_via_labels[reading->via]));
    if (reading->retest_tenths)
        buffer_format(out, _("  first %d.%d"), reading->tenths / 10, reading->tenths % 10);
    if (reading->late)
        buffer_format(out, "  %s", _("Entered late"));
    if (reading->symptoms[0])
        buffer_format(out, "  %s", reading->symptoms);
}

void round_note(const struct view *view, struct buffer *out)
{
    const struct round_row *row = round_selected(view);
    const struct reading *reading = round_reading(view);
    if (!row)
        return;
    if (is_asked(view))
        say_question(view, out);
    else if (is_retested(view))
        say_fever(view, out);
    else if (reading)
        say_reading(reading, out);
    else if (observation_awaits_release(&row->observation, clock_now()))
        buffer_add(out, _("The term is over: nothing is due any more, the release is waited for."));
    else if (row->cells[round_place(view)].sign == SIGN_OUTSIDE)
        buffer_add(out, _("This half-day does not belong to the observation."));
    else
        buffer_add(out, _("Type 365 for 36.5, then Enter."));
}

const char *round_enter_label(const struct view *view)
{
    const struct round *state = view->state;
    return state->typed[0] ? N_("Save") : N_("Next");
}

/* ---- on to the next ---- */

static bool keeps(void *context, const void *observation)
{
    return round_matches(context, observation);
}

static void add_summary(const struct view *view, struct buffer *out)
{
    const struct round *state = view->state;
    struct round_counts counts;
    struct err ignored = {0};
    char label[32];
    if (!round_counts(application_store(view), state->at, &counts, &ignored))
        return;
    half_day_label(state->at, label, sizeof label);
    buffer_add(out, out->length ? "  " : "");
    if (counts.open) {
        buffer_format(out, _("%1$s: nobody else here is due, %2$d elsewhere."), label, counts.open);
        return;
    }
    buffer_format(out, _("%s: the round is done."), label);
    round_add_counts(&counts, out);
}

/* `said` gets more words. */
static void go_on(struct view *view, struct buffer *said)
{
    const struct round *state = view->state;
    const struct round_row *row = round_selected(view);
    struct round_search search = {.half_day = state->at, .behind = &row->key, .keep = keeps, .context = view};
    struct observation found;
    struct list_key at = {0};
    struct err err = {0};
    bool wrapped = false;
    round_leave(view);
    if (!round_next(application_store(view), &search, &found, &wrapped, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    if (found.head.id == 0)
        add_summary(view, said);
    else if (found.head.id == row->key.id)
        buffer_format(said, "%s%s", said->length ? "  " : "", _("Only this one is left."));
    else if (wrapped)
        buffer_format(said, "%s%s", said->length ? "  " : "", _("Back to the first door that is left."));
    at.id = found.head.id;
    text_copy(at.text, sizeof at.text, found.door);
    if (at.id && !list_show(&view->list, view, &at, &err))
        ui_say_err(view->ui, &err);
    else if (said->length)
        ui_say(view->ui, MESSAGE_GOOD, "%s", buffer_text(said));
}

/* ---- taking ---- */

static void remember_fever(struct view *view, const struct reading *reading)
{
    struct round *state = view->state;
    struct buffer words = {0};
    state->first = *reading;
    say_fever(view, &words);
    ui_say(view->ui, MESSAGE_WARNING, "%s", buffer_text(&words));
    buffer_release(&words);
}

static void taken(struct view *view, const struct reading *reading)
{
    struct round *state = view->state;
    struct buffer said = {0};
    char name[NAME_BYTES * 2], value[40];
    round_name(view, round_selected(view), name, sizeof name);
    write_value(reading, value, sizeof value);
    forget_typed(state);
    round_leave(view);
    application_saved(view);
    if (reading->abnormal && !reading->retest_tenths) {
        remember_fever(view, reading);
        return;
    }
    buffer_format(&said, _("Saved: %1$s %2$s   Ctrl-Z undoes"), name, value);
    if (reading->abnormal)
        buffer_add(&said, _("  Fever: the incident is under Ctrl-B."));
    go_on(view, &said);
    buffer_release(&said);
}

static void take(struct view *view, const struct reading_entry *entry, enum reading_again again)
{
    struct round *state = view->state;
    struct reading result = {0};
    struct err err = {0};
    struct buffer question = {0};
    if (reading_take(application_store(view), entry, again, &result, &err)) {
        taken(view, &result);
        return;
    }
    if (err.code != ERR_RETEST) {
        forget_question(state);
        ui_say_err(view->ui, &err);
        view_stale(view);
        return;
    }
    state->entry = *entry;
    state->standing = result;
    say_question(view, &question);
    ui_say(view->ui, MESSAGE_WARNING, "%s", buffer_text(&question));
    buffer_release(&question);
    view_stale(view);
}

static struct reading_entry entry_here(const struct view *view, enum reading_outcome outcome, int tenths)
{
    const struct round *state = view->state;
    return (struct reading_entry){.observation_id = round_selected(view)->key.id,
                                  .half_day = state->at,
                                  .outcome = outcome,
                                  .tenths = tenths,
                                  .via = READING_PHONE};
}

/* Rows come and go: what was typed is nobody's else. */
static bool typed_elsewhere(struct view *view)
{
    const struct round *state = view->state;
    const struct round_row *row = round_selected(view);
    if (!state->typed[0] || (row && row->key.id == state->typed_for))
        return false;
    ui_say(view->ui, MESSAGE_WARNING, _("%s was typed for somebody else, who is not selected any more. Esc clears it."),
           state->typed);
    return true;
}

void round_run_enter(struct view *view)
{
    struct round *state = view->state;
    struct buffer said = {0};
    struct err err = {0};
    int tenths = 0;
    if (typed_elsewhere(view))
        return;
    if (!state->typed[0]) {
        go_on(view, &said);
        buffer_release(&said);
        return;
    }
    if (!temperature_parse(state->typed, &tenths, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    struct reading_entry entry = entry_here(view, READING_VALUE, tenths);
    bool retested = is_retested(view);
    entry.seen_rev = retested ? state->first.head.rev : 0;
    take(view, &entry, retested ? READING_RETEST : READING_ASK);
}

void round_run_mark(struct view *view)
{
    struct reading_entry entry = entry_here(view, (enum reading_outcome)view->running->argument, 0);
    take(view, &entry, READING_ASK);
}

static bool void_answered(struct view *view, const char *text, struct err *err)
{
    struct round *state = view->state;
    if (!text)
        return true;
    if (!register_void(application_store(view), &reading_rules, state->reason_id, state->reason_rev, text, err))
        return false;
    ui_say(view->ui, MESSAGE_GOOD, _("Voided: %s   Ctrl-Z undoes"), state->reason_for);
    application_saved(view);
    return true;
}

void round_run_void(struct view *view)
{
    struct round *state = view->state;
    const struct reading *reading = round_reading(view);
    state->reason_id = reading->head.id;
    state->reason_rev = reading->head.rev;
    round_name(view, round_selected(view), state->reason_for, sizeof state->reason_for);
    prompt_line(view, state->reason_for, _("Why void"), "", void_answered);
}

/* ---- keys ---- */

static bool is_part_of_value(int32_t key)
{
    return (key >= '0' && key <= '9') || key == '.';
}

static void type(struct view *view, int32_t key)
{
    struct round *state = view->state;
    size_t length = strlen(state->typed);
    if (typed_elsewhere(view) || !round_selected(view))
        return;
    if (length + 1 >= sizeof state->typed) {
        ui_ring(view->ui);
        return;
    }
    state->typed_for = round_selected(view)->key.id;
    state->typed[length] = (char)key;
    state->typed[length + 1] = '\0';
}

static bool moves_away(int32_t key)
{
    static const int32_t keys[] = {KEY_UP,        KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_PAGE_UP,
                                   KEY_PAGE_DOWN, KEY_HOME, KEY_END,  KEY_TAB,   '-',
                                   KEY_BACK_TAB,  '/',      '*'};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i] == key)
            return true;
    return key_is_text(key);
}

static bool question_key(struct view *view, int32_t key)
{
    struct round *state = view->state;
    struct buffer question = {0};
    struct reading_entry entry = state->entry;
    entry.seen_rev = state->standing.head.rev;
    bool value = entry.outcome == READING_VALUE;
    if (key == KEY_ESC) {
        forget_question(state);
        ui_say(view->ui, MESSAGE_PLAIN, "%s", _("Left as it was."));
    } else if (key == '2' || (key == '1' && value)) {
        take(view, &entry, key == '1' ? READING_RETEST : READING_CORRECTION);
    } else if (moves_away(key) || key == KEY_ENTER || key == KEY_BACKSPACE) {
        say_question(view, &question);
        ui_say(view->ui, MESSAGE_WARNING, "%s", buffer_text(&question));
        buffer_release(&question);
    } else {
        return false;
    }
    return true;
}

static bool typed_key(struct view *view, int32_t key)
{
    struct round *state = view->state;
    if (key == KEY_ESC || key == KEY_CTRL('U')) {
        forget_typed(state);
        ui_say(view->ui, MESSAGE_PLAIN, "%s", "");
        return true;
    }
    if (key == KEY_BACKSPACE) {
        state->typed[strlen(state->typed) - 1] = '\0';
        return true;
    }
    if (!moves_away(key))
        return false;
    ui_say(view->ui, MESSAGE_WARNING, _("%s is not saved yet: Enter saves it, Esc clears it."), state->typed);
    return true;
}

static bool paste(struct view *view, const char *text)
{
    char plain[TYPED_BYTES];
    int tenths = 0;
    const struct round *state = view->state;
    if (strlen(text) >= sizeof plain || state->typed[0] || !temperature_parse(text, &tenths, NULL)) {
        ui_say(view->ui, MESSAGE_WARNING, "%s",
               _("One temperature can be pasted here. Many lines from a chat: F9, Import."));
        return true;
    }
    temperature_format(tenths, plain);
    for (const char *c = plain; *c; c++)
        type(view, *c);
    return true;
}

/* A click chooses the half-day, too; the list then chooses the row. */
static void click(struct view *view, const struct key_event *event)
{
    struct round *state = view->state;
    int column = list_column_at(view, event->column - view->inside.column);
    int row = event->row - view->inside.row;
    if (event->mouse != MOUSE_CLICK || column < COLUMN_CELLS || row < 1 || row > view->list.count - view->list.top ||
        row >= view->inside.rows || state->typed[0])
        return;
    state->at = half_day_add(state->newest, column - COLUMN_CELLS - ROUND_CELLS + 1);
    round_leave(view);
    view_stale(view);
}

bool round_key(struct view *view, const struct key_event *event)
{
    const struct round *state = view->state;
    if (event->key == KEY_MOUSE) {
        click(view, event);
        return false;
    }
    if (event->key == KEY_PASTE)
        return paste(view, event->paste);
    int32_t key = key_command(event->key);
    if (is_asked(view) && question_key(view, key))
        return true;
    if (is_part_of_value(key)) {
        type(view, key);
        return true;
    }
    return state->typed[0] && typed_key(view, key);
}
