/* The call-out list for a gap, or for a stand-in (domain.md §6): who can be rung, best first, what each of them said,
 * and whom somebody else rings just now. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/look.h"
#include "screens/shifts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALL_FRESH_S = 300, HOUR_MINUTES = 60 };
struct call_row {
    int index; /* in the list as it was read last */
    struct roster_candidate candidate;
    char why[FIT_WHY_BYTES];
    const char *left; /* msgid: excused from this very shift, no-show; NULL */
};
struct call_out_list {
    struct fit_shift shift;
    struct roster_entry leaver; /* who is replaced by who comes; assignment.head.id 0: somebody is missing */
    char title[CELL_BYTES];
    char word[CELL_BYTES];
    bool only_free;
    struct roster_candidate *candidates;
    int count;
    bool fresh;                  /* read in this pass: the list comes before load() */
    struct roster_entry *others; /* on this shift, all states */
    int other_count;
    int missing; /* people, to what the shift needs */
    int least, wanted;
    int64_t coming_call; /* a reason is asked for: that one comes in spite of a rule */
    struct volunteer coming;
};

/* ---- reading ---- */

/* Somebody missing comes first; then whoever looks for a stand-in is replaced (call_out_end). */
static bool look_at_shift(struct view *view, struct call_out_list *state, struct err *err)
{
    struct post post;
    if (!record_get(application_store(view), &post_table, state->shift.post_id, &post, err) ||
        !shift_entries(application_store(view), &state->shift, state->others, SHIFT_PEOPLE, &state->other_count, err))
        return false;
    state->missing = state->least = post.least;
    state->wanted = post.wanted;
    for (int i = 0; i < state->other_count; i++)
        state->missing -= assignment_counts(&state->others[i].assignment);
    state->leaver.assignment.head.id = 0;
    for (int i = state->other_count - 1; state->missing <= 0 && i >= 0; i--)
        if (assignment_counts(&state->others[i].assignment) && state->others[i].assignment.seeking_at)
            state->leaver = state->others[i];
    return true;
}

static bool read_candidates(struct view *view, struct err *err)
{
    struct call_out_list *state = view->state;
    bool good = roster_candidates(application_store(view), &state->shift, state->word, state->only_free,
                                  state->candidates, CANDIDATES, &state->count, err);
    state->count = !good ? 0 : state->count < CANDIDATES ? state->count : CANDIDATES;
    return good;
}

static bool read_once(struct view *view, struct err *err)
{
    struct call_out_list *state = view->state;
    state->fresh = state->fresh || (look_at_shift(view, state, err) && read_candidates(view, err));
    return state->fresh;
}

static bool load(struct view *view, struct err *err)
{
    struct call_out_list *state = view->state;
    bool good = read_once(view, err);
    state->fresh = false;
    shift_title(application_store(view), &state->shift, state->title, sizeof state->title);
    return good;
}

static bool open_call_out(struct view *view, const void *argument, struct err *err)
{
    struct call_out_list *state = view->state;
    state->shift = *(const struct fit_shift *)argument;
    state->candidates = memory_resize(NULL, CANDIDATES, sizeof *state->candidates);
    state->others = memory_resize(NULL, SHIFT_PEOPLE, sizeof *state->others);
    return read_once(view, err); /* the first page finds it here */
}

static void close_call_out(struct view *view)
{
    struct call_out_list *state = view->state;
    free(state->candidates);
    free(state->others);
}

/* ---- rows ---- */

static const char *left_as(const struct call_out_list *state, int64_t volunteer_id)
{
    for (int i = 0; i < state->other_count; i++)
        if (state->others[i].assignment.volunteer_id == volunteer_id &&
            !assignment_counts(&state->others[i].assignment))
            return assignment_state_labels[state->others[i].assignment.state];
    return NULL;
}

/* Where a key stands now: the order changes with what people say. */
static int index_of(const struct call_out_list *state, const struct list_key *key)
{
    for (int i = 0; i < state->count; i++)
        if (state->candidates[i].volunteer.head.id == key->id)
            return i;
    return (int)key->at < state->count ? (int)key->at : state->count;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct call_out_list *state = view->state;
    int step = direction == LIST_DOWN ? 1 : -1, index = 0;
    if (view->stale && !read_once(view, err))
        return false;
    if (direction == LIST_UP)
        index = state->count - 1;
    if (anchor)
        index = index_of(state, anchor) + step;
    for (page->count = 0; index >= 0 && index < state->count && page->count < page->most; index += step) {
        struct call_row *row = (struct call_row *)page->rows + page->count++;
        row->index = index;
        row->candidate = state->candidates[index];
        row->left = left_as(state, row->candidate.volunteer.head.id);
        shift_fit_why(application_store(view), &row->candidate.fit, row->why);
    }
    page->finished = index < 0 || index >= state->count;
    return true;
}

static void key(const void *row, struct list_key *key)
{
    const struct call_row *call = row;
    key->at = call->index;
    key->id = call->candidate.volunteer.head.id;
}

static bool filter(struct view *view, const char *text, struct err *err)
{
    text_copy(((struct call_out_list *)view->state)->word, CELL_BYTES, text);
    return read_candidates(view, err);
}

static bool is_being_rung(const struct call_out *call)
{
    return call->head.id && call->result == CALL_CALLING && clock_now() - call->at < CALL_FRESH_S;
}

/* "Being rung 李敏 21:42": by whom, so that two do not ring the same person. */
static void write_call(const struct view *view, const struct roster_candidate *candidate, char *text, size_t size)
{
    char when[TIME_SIZE], caller[NAME_BYTES];
    if (!candidate->call.head.id)
        return;
    moment_label(candidate->call.at, when);
    application_mask(application_of(view), MASK_NAME, candidate->caller, caller, sizeof caller);
    snprintf(text, size, "%s %s %s", words_context(call_out_result_labels[candidate->call.result]), caller, when);
}

enum { COLUMN_NAME, COLUMN_PHONE, COLUMN_WEEK, COLUMN_NIGHT, COLUMN_WHY, COLUMN_CALL };

static void write_fit(const struct call_row *row, char *text, size_t size)
{
    const struct roster_candidate *candidate = &row->candidate;
    if (row->left)
        snprintf(text, size, "! %s", words_context(row->left));
    else if (row->why[0])
        snprintf(text, size, "%s%s", shift_fit_forbidden(&candidate->fit) ? "X " : "! ", row->why);
    else
        snprintf(text, size, "%s%s%s", words_context(N_("call|free")), candidate->near ? _(", lives near") : "",
                 candidate->first_time ? _(", first time") : "");
}

static void cell(const struct view *view, const void *data, int column, struct cell *cell)
{
    const struct call_row *row = data;
    const struct roster_candidate *candidate = &row->candidate;
    const struct application *application = application_of(view);
    switch (column) {
    case COLUMN_NAME:
        application_mask(application, MASK_NAME, candidate->volunteer.name, cell->text, sizeof cell->text);
        break;
    case COLUMN_PHONE:
        application_mask(application, MASK_PHONE, candidate->volunteer.phone, cell->text, sizeof cell->text);
        break;
    case COLUMN_WEEK:
        snprintf(cell->text, sizeof cell->text, words_context(N_("shift|%1$d, %2$dh")), candidate->week_shifts,
                 candidate->week_minutes / HOUR_MINUTES);
        break;
    case COLUMN_NIGHT:
        snprintf(cell->text, sizeof cell->text, "%dh", candidate->night_minutes / HOUR_MINUTES);
        break;
    case COLUMN_WHY:
        write_fit(row, cell->text, sizeof cell->text);
        break;
    default:
        write_call(view, candidate, cell->text, sizeof cell->text);
    }
}

static enum style row_style(const struct view *view, const void *data)
{
    const struct roster_candidate *candidate = &((const struct call_row *)data)->candidate;
    (void)view;
    if (is_being_rung(&candidate->call))
        return STYLE_FOCUS;
    if (shift_fit_forbidden(&candidate->fit) || (candidate->call.head.id && candidate->call.result == CALL_NO))
        return STYLE_MUTED;
    return candidate->fit.bars ? STYLE_WARNING : STYLE_NORMAL;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct call_out_list *state = view->state;
    char name[NAME_BYTES];
    buffer_add(out, state->title);
    if (!state->leaver.assignment.head.id)
        return;
    application_mask(application_of(view), MASK_NAME, state->leaver.name, name, sizeof name);
    buffer_format(out, _(", in place of %s"), name);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct call_out_list *state = view->state;
    if (state->only_free)
        buffer_format(out, "%s  ", _("only who is free"));
    if (state->missing > 0)
        buffer_format(out, words_context(N_("shift|short %d")), state->missing);
    else
        buffer_format(out, _("%1$d there, at least %2$d, wanted %3$d"), state->least - state->missing, state->least,
                      state->wanted);
}

/* The whole of what is against it: its column is narrow. */
static void note(const struct view *view, struct buffer *out)
{
    const struct call_row *row = list_selected(&view->list);
    if (row)
        buffer_add(out, row->why);
}

/* ---- keys ---- */

static const struct roster_candidate *selected(const struct view *view)
{
    const struct call_row *row = list_selected(&view->list);
    return row ? &row->candidate : NULL;
}

static void refuse(struct view *view, const struct err *err)
{
    ui_say_err(view->ui, err);
    view_stale(view); /* whom somebody else rings is shown */
}

/* The call that goes on with this one from here, or a new one; 0: refused, and said. */
static int64_t call_of(struct view *view, const struct roster_candidate *candidate)
{
    const struct call_out_list *state = view->state;
    struct err err = {0};
    int64_t id = candidate->call.head.id;
    bool goes_on = is_being_rung(&candidate->call) && candidate->call.officer_id == application_of(view)->officer.id;
    if (!goes_on && !call_out_begin(application_store(view), &state->shift, candidate->volunteer.head.id, &id, &err)) {
        refuse(view, &err);
        return 0;
    }
    return id;
}

/* The number is shown in full, and that it was, recorded: it is dialled now. */
static void run_ring(struct view *view)
{
    const struct volunteer volunteer = selected(view)->volunteer;
    if (!call_of(view, selected(view)))
        return;
    application_saved(view);
    look_open(view, volunteer.person_id, 0);
}

static void tell_coming(struct view *view, const struct volunteer *volunteer)
{
    const struct call_out_list *state = view->state;
    char name[NAME_BYTES];
    bool done = state->leaver.assignment.head.id || state->missing <= 1;
    application_mask(application_of(view), MASK_NAME, volunteer->name, name, sizeof name);
    ui_say(view->ui, MESSAGE_GOOD, _("%1$s comes: %2$s   Ctrl-Z undoes"), name, state->title);
    application_saved(view);
    if (done)
        view_close(view);
}

static bool reason_answered(struct view *view, const char *reason, struct err *err)
{
    const struct call_out_list *state = view->state;
    if (!reason)
        return true;
    if (!call_out_end(application_store(view), state->coming_call, CALL_COMING, reason, err)) {
        view_stale(view);
        return false;
    }
    tell_coming(view, &state->coming);
    return true;
}

/* In spite of a rule only with a reason. */
static void run_coming(struct view *view)
{
    struct call_out_list *state = view->state;
    struct err err = {0};
    state->coming = selected(view)->volunteer;
    state->coming_call = call_of(view, selected(view));
    if (!state->coming_call)
        return;
    if (call_out_end(application_store(view), state->coming_call, CALL_COMING, "", &err))
        tell_coming(view, &state->coming);
    else if (err.field && !strcmp(err.field, "reason"))
        prompt_line(view, err.text, _("Why all the same"), "", reason_answered);
    else
        refuse(view, &err);
}

static void run_result(struct view *view)
{
    enum call_out_result result = (enum call_out_result)view->running->argument;
    const struct volunteer volunteer = selected(view)->volunteer;
    char name[NAME_BYTES];
    struct err err = {0};
    int64_t id = call_of(view, selected(view));
    if (!id)
        return;
    if (!call_out_end(application_store(view), id, result, "", &err)) {
        refuse(view, &err);
        return;
    }
    application_mask(application_of(view), MASK_NAME, volunteer.name, name, sizeof name);
    ui_say(view->ui, MESSAGE_GOOD, "%s: %s   %s", name, words_context(call_out_result_labels[result]),
           _("Ctrl-Z undoes"));
    application_saved(view);
}

static void run_free(struct view *view)
{
    struct call_out_list *state = view->state;
    state->only_free = !state->only_free;
    view_stale(view);
}

static void run_look(struct view *view)
{
    look_open(view, selected(view)->volunteer.person_id, 0);
}

static const struct column columns[] = {
    [COLUMN_NAME] = {.heading = N_("Name"), .name = "name", .width = 8, .grow = 1, .most = 18, .priority = 9},
    [COLUMN_PHONE] = {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 8},
    [COLUMN_WEEK] = {.heading = N_("This week"), .name = "week", .width = 9, .priority = 7},
    [COLUMN_NIGHT] = {.heading = N_("shift|Nights"), .name = "nights", .width = 6, .priority = 5, .right = true},
    [COLUMN_WHY] = {.heading = N_("call|Free?"), .name = "free", .width = 16, .grow = 3, .most = 60, .priority = 8},
    [COLUMN_CALL] = {.heading = N_("call|Call"), .name = "call", .width = 22, .grow = 2, .most = 40, .priority = 8},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct call_row),
    .fetch = fetch,
    .key = key,
    .cell = cell,
    .row_style = row_style,
    .filter = filter,
    .filter_example = N_("A name, its initials, the last digits of a phone"),
    .empty = N_("Nobody can be called: volunteers are entered in the menu (F9, Volunteers)."),
    .empty_filtered = N_("Nobody matches. Esc shows everybody again."),
};
static const struct action actions[] = {
    {.name = "call.ring",
     .verb = "roster.call",
     .label = N_("call|Ring"),
     .help = N_("You ring the selected person: shows the full number, and at every desk that it is you."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_ring,
     .opens = &screen_look},
    {.name = "call.coming",
     .verb = "roster.call",
     .label = N_("call|Comes"),
     .help = N_("The selected person comes: on the shift at once, or in place of who looks for a stand-in."),
     .keys = {'+'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_coming},
    {.name = "call.no_answer",
     .verb = "roster.call",
     .label = N_("No reply"),
     .help = N_("The selected person does not answer the phone."),
     .keys = {'-'},
     .priority = 76,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_result,
     .argument = CALL_NO_ANSWER},
    {.name = "call.no",
     .verb = "roster.call",
     .label = N_("call|Cannot"),
     .help = N_("The selected person cannot come."),
     .keys = {'/'},
     .priority = 74,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_result,
     .argument = CALL_NO},
    {.name = "call.later",
     .verb = "roster.call",
     .label = N_("call|Maybe"),
     .help = N_("The selected person will say later whether they come."),
     .keys = {'*'},
     .priority = 60,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_result,
     .argument = CALL_LATER},
    {.name = "call.free",
     .label = N_("call|Free"),
     .help = N_("Shows only who is free under all rules, or everybody with what is against it."),
     .keys = {KEY_TAB},
     .priority = 55,
     .run = run_free},
    LOOK_ACTION("call.look", run_look),
};
const struct screen_def screen_call_out = {
    .name = "call_out",
    .title = N_("Call out"),
    .state_size = sizeof(struct call_out_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_ROSTER | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_call_out,
    .close = close_call_out,
    .load = load,
    .heading = heading,
    .status = status,
    .note = note,
};
