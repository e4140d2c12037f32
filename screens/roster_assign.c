/* Somebody for a shift (mockup roster-assign): found by initials, name or last digits, the best first, with what speaks
 * against each. Where somebody looks for a stand-in, or their household came under observation, whoever is chosen takes
 * the shift over from them. */
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/marks.h"
#include "screens/roster_week.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 66, NAME_COLUMNS = 10, WEEK_COLUMNS = 9, SHOWN = 10, FIXED_ROWS = 3, THERE_MOST = 128 };

struct assigning {
    struct fit_shift shift;
    struct post post;
    int there;                    /* who counts on the shift */
    bool was_full;                /* when it was opened: one more is wanted knowingly */
    bool loaded;                  /* once: what changes from then on others did */
    struct roster_entry replaced; /* assignment.head.id 0: nobody */
    struct line_editor word;
    bool only_free, outdated; /* outdated: of another word than is typed now */
    struct roster_candidate *candidates;
    int count, selected, top;
    char why[SHOWN][FIT_WHY_BYTES];       /* of those in sight */
    struct marks marks;                   /* who is to be put there */
    struct assignment chosen[MARKS_MOST]; /* those, or the selected one, with their reasons */
    int chosen_count, asked;              /* asked: whose reason */
};

static struct roster_candidate *selected(const struct view *view)
{
    const struct assigning *state = view->state;
    return state->selected < state->count ? &state->candidates[state->selected] : NULL;
}

/* ---- reading ---- */

/* What stands beside those in sight. */
static void look_at_shown(struct view *view)
{
    struct assigning *state = view->state;
    if (state->selected < state->top)
        state->top = state->selected;
    if (state->selected >= state->top + SHOWN)
        state->top = state->selected - SHOWN + 1;
    for (int i = 0; i < SHOWN && state->top + i < state->count; i++)
        shift_fit_why(application_store(view), &state->candidates[state->top + i].fit, state->why[i]);
}

/* The selection follows the person; another word begins at the best. */
static bool read_candidates(struct view *view, struct err *err)
{
    struct assigning *state = view->state;
    int64_t id = !state->outdated && selected(view) ? selected(view)->volunteer.head.id : 0;
    int count = 0;
    if (!roster_candidates(application_store(view), &state->shift, state->word.text, state->only_free,
                           state->candidates, CANDIDATES, &count, err))
        return false;
    state->count = count < CANDIDATES ? count : CANDIDATES;
    state->selected = id && state->selected < state->count ? state->selected : 0;
    for (int i = 0; id && i < state->count; i++)
        if (state->candidates[i].volunteer.head.id == id)
            state->selected = i;
    state->outdated = false;
    look_at_shown(view);
    return true;
}

/* A key never acts on who was found for the letters before. */
static bool is_fresh(struct view *view)
{
    const struct assigning *state = view->state;
    struct err err = {0};
    if (!state->outdated || read_candidates(view, &err))
        return true;
    ui_say_err(view->ui, &err);
    return false;
}

static bool wants_relief(struct store *store, const struct assignment *assignment)
{
    struct volunteer volunteer;
    return assignment->state <= ASSIGNMENT_CONFIRMED &&
           (assignment->seeking_at ||
            (record_get(store, &volunteer_table, assignment->volunteer_id, &volunteer, NULL) && volunteer.observed));
}

static void say_meanwhile(struct view *view, const struct roster_entry *newest)
{
    char name[NAME_BYTES];
    grid_masked(view, newest->name, name);
    ui_say(view->ui, MESSAGE_WARNING, _("Meanwhile somebody else put %s on this shift."), name);
}

/* Who stands there now, who of them wants to be relieved. */
static bool read_there(struct view *view, struct err *err)
{
    struct assigning *state = view->state;
    struct store *store = application_store(view);
    struct roster_entry *entries = memory_new(THERE_MOST, sizeof *entries);
    const struct roster_entry *newest = NULL;
    int count = 0, there = 0;
    bool good = roster_read(store, state->shift.starts_at, state->shift.starts_at + 1, state->shift.post_id, 0, entries,
                            THERE_MOST, &count, err);
    state->replaced = (struct roster_entry){0};
    for (int i = 0; good && i < count && i < THERE_MOST; i++) {
        const struct assignment *assignment = &entries[i].assignment;
        if (assignment->starts_at != state->shift.starts_at || !assignment_counts(assignment))
            continue;
        there++;
        if (!newest || assignment->head.id > newest->assignment.head.id)
            newest = &entries[i];
        if (!state->replaced.assignment.head.id && wants_relief(store, assignment))
            state->replaced = entries[i];
    }
    if (state->loaded && there > state->there && newest)
        say_meanwhile(view, newest);
    if (good)
        state->there = there;
    free(entries);
    return good;
}

static bool open_assign(struct view *view, const void *argument, struct err *err)
{
    struct assigning *state = view->state;
    state->shift = *(const struct fit_shift *)argument;
    state->candidates = memory_new(CANDIDATES, sizeof *state->candidates);
    if (!record_get(application_store(view), &post_table, state->shift.post_id, &state->post, err) ||
        !read_there(view, err))
        return false;
    state->was_full = state->there >= state->post.wanted;
    state->loaded = true;
    return true;
}

static void close_assign(struct view *view)
{
    struct assigning *state = view->state;
    free(state->candidates);
}

static bool load(struct view *view, struct err *err)
{
    struct assigning *state = view->state;
    return record_get(application_store(view), &post_table, state->shift.post_id, &state->post, err) &&
           read_there(view, err) && read_candidates(view, err);
}

/* ---- assigning ---- */

static void name_of(const struct view *view, int64_t volunteer_id, char name[NAME_BYTES])
{
    struct volunteer volunteer = {0};
    record_get(application_store(view), &volunteer_table, volunteer_id, &volunteer, NULL);
    grid_masked(view, volunteer.name, name);
}

static struct assignment chosen_one(const struct assigning *state, int64_t volunteer_id)
{
    return (struct assignment){.post_id = state->shift.post_id,
                               .day = state->shift.day,
                               .starts_at = state->shift.starts_at,
                               .ends_at = state->shift.ends_at,
                               .volunteer_id = volunteer_id,
                               .via = VIA_DESK};
}

static void finish(struct view *view)
{
    struct assigning *state = view->state;
    char where[GRID_NAME_BYTES], name[NAME_BYTES];
    struct buffer names = {0};
    for (int i = 0; i < state->chosen_count; i++) {
        name_of(view, state->chosen[i].volunteer_id, name);
        buffer_format(&names, "%s%s", i > 0 ? " " : "", name);
    }
    grid_shift_words(&state->post, &state->shift, where);
    ui_say(view->ui, MESSAGE_GOOD, _("Assigned: %1$s  %2$s   Ctrl-Z undoes"), where, buffer_text(&names));
    buffer_release(&names);
    application_saved(view);
    view_close(view);
}

/* All of them as one step. Whose rule is broken is asked about, one after the other, before anything is saved. */
static bool put_all(struct view *view, struct err *err)
{
    struct assigning *state = view->state;
    const struct assignment *replaced = &state->replaced.assignment;
    return roster_assign_several(application_store(view), state->chosen, state->chosen_count,
                                 replaced->head.id ? replaced : NULL, state->was_full, &state->asked, err);
}

static void go_on(struct view *view);

static bool reason_answered(struct view *view, const char *reason, struct err *err)
{
    struct assigning *state = view->state;
    if (!reason)
        return true;
    if (!reason[0])
        return err_set(err, ERR_INPUT, "%s", _("A rule is broken: say why, or Esc leaves it."));
    struct assignment *asked = &state->chosen[state->asked];
    text_copy(asked->reason, sizeof asked->reason, reason);
    go_on(view);
    return true;
}

static void ask_reason(struct view *view, const struct err *refused)
{
    const struct assigning *state = view->state;
    char name[NAME_BYTES];
    name_of(view, state->chosen[state->asked].volunteer_id, name);
    ui_say(view->ui, MESSAGE_WARNING, "%s", refused->text);
    prompt_line(view, name, _("Why all the same"), "", reason_answered);
}

static void go_on(struct view *view)
{
    struct err err = {0};
    if (put_all(view, &err))
        finish(view);
    else if (err.field && err.code == ERR_INPUT && !strcmp(err.field, "reason"))
        ask_reason(view, &err);
    else
        ui_say_err(view->ui, &err);
}

static void run_assign(struct view *view)
{
    struct assigning *state = view->state;
    if (!is_fresh(view))
        return;
    const struct roster_candidate *candidate = selected(view);
    if (state->marks.count == 0 && !candidate) {
        ui_say(view->ui, MESSAGE_WARNING, "%s", _("Nobody matches. Other letters, or all with Tab."));
        return;
    }
    state->chosen_count = 0;
    for (int i = 0; i < state->marks.count; i++)
        state->chosen[state->chosen_count++] = chosen_one(state, state->marks.ids[i]);
    if (state->marks.count == 0)
        state->chosen[state->chosen_count++] = chosen_one(state, candidate->volunteer.head.id);
    go_on(view);
}

static void run_mark(struct view *view)
{
    struct assigning *state = view->state;
    if (!is_fresh(view) || !selected(view))
        return;
    const struct roster_candidate *candidate = selected(view);
    if (shift_fit_forbidden(&candidate->fit)) {
        char why[FIT_WHY_BYTES];
        shift_fit_why(application_store(view), &candidate->fit, why);
        ui_say(view->ui, MESSAGE_WARNING, _("Cannot be assigned: %s"), why);
        return;
    }
    if (!marks_turn(&state->marks, candidate->volunteer.head.id))
        ui_say(view->ui, MESSAGE_WARNING, _("More than %d cannot be marked."), MARKS_MOST);
}

static void run_step(struct view *view)
{
    struct assigning *state = view->state;
    int to = state->selected + (int)view->running->argument;
    if (!is_fresh(view) || state->count == 0)
        return;
    state->selected = to < 0 ? 0 : to >= state->count ? state->count - 1 : to;
    look_at_shown(view);
}

static void run_free(struct view *view)
{
    struct assigning *state = view->state;
    state->only_free = !state->only_free;
    state->outdated = true;
    view_stale(view);
}

/* ---- drawing ---- */

static void write_candidate(const struct roster_candidate *candidate, const char *why, struct buffer *out)
{
    if (candidate->fit.bars)
        buffer_add(out, why);
    else
        buffer_add(out, words_context(N_("candidate|free")));
    if (candidate->first_time)
        buffer_format(out, "  %s", _("first time"));
    if (candidate->near)
        buffer_format(out, "  %s", _("lives near"));
    if (candidate->call.head.id)
        buffer_format(out, "  %s", words_context(call_out_result_labels[candidate->call.result]));
}

static void draw_candidate(const struct view *view, int at, struct canvas *canvas, struct rect line)
{
    const struct assigning *state = view->state;
    const struct roster_candidate *candidate = &state->candidates[at];
    const char *sign = shift_fit_forbidden(&candidate->fit) ? "(X)" : candidate->fit.bars ? "(!)" : "";
    bool here = at == state->selected;
    enum style style = here                   ? STYLE_SELECTED
                       : !candidate->fit.bars ? STYLE_NORMAL
                       : sign[1] == 'X'       ? STYLE_MUTED
                                              : STYLE_WARNING;
    char name[NAME_BYTES], week[48];
    struct buffer words = {0};
    grid_masked(view, candidate->volunteer.name, name);
    snprintf(week, sizeof week, _("%d this week"), candidate->week_shifts);
    write_candidate(candidate, state->why[at - state->top], &words);
    if (here)
        canvas_fill(canvas, line, STYLE_SELECTED);
    canvas_text(canvas, line.row, line.column, 1, here ? ">" : " ", style);
    canvas_text(canvas, line.row, line.column + 1, 1,
                marks_has(&state->marks, candidate->volunteer.head.id) ? "*" : " ", style);
    canvas_cut(canvas, line.row, line.column + 2, NAME_COLUMNS - 1, name, style);
    canvas_cut(canvas, line.row, line.column + 2 + NAME_COLUMNS, WEEK_COLUMNS + 2, week, style);
    int at_column = NAME_COLUMNS + WEEK_COLUMNS + 6;
    canvas_cut(canvas, line.row, line.column + at_column, line.columns - at_column - 4, buffer_text(&words), style);
    canvas_text(canvas, line.row, line.column + line.columns - 3, 3, sign, style);
    buffer_release(&words);
}

static void draw_word(const struct assigning *state, struct canvas *canvas, struct rect line)
{
    const char *label = words_context(N_("assign|Find")), *hint = _("name, initials, last digits");
    int before = text_width(label) + 2, behind = text_width(hint) + 2;
    int columns = line.columns - before - behind - 2;
    if (columns < 8)
        columns = line.columns - before - 2;
    canvas_text(canvas, line.row, line.column + 1, line.columns - 1, label, STYLE_NORMAL);
    canvas_text(canvas, line.row, line.column + before, 1, "[", STYLE_NORMAL);
    line_draw(&state->word, canvas, line.row, line.column + before + 1, columns, true);
    canvas_text(canvas, line.row, line.column + before + 1 + columns, 1, "]", STYLE_NORMAL);
    canvas_text(canvas, line.row, line.column + before + columns + 3, line.columns - before - columns - 3, hint,
                STYLE_MUTED);
}

static void draw_switch(const struct view *view, struct canvas *canvas, struct rect line)
{
    const struct assigning *state = view->state;
    struct buffer words = {0};
    buffer_format(&words, "[%s] %s   ", state->only_free ? "x" : " ", _("only free (Tab)"));
    if (state->marks.count)
        buffer_format(&words, _("marked: %d"), state->marks.count);
    else
        buffer_add(&words, _("fewest shifts of the week first"));
    canvas_cut(canvas, line.row, line.column + 1, line.columns - 1, buffer_text(&words), STYLE_MUTED);
    buffer_release(&words);
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct assigning *state = view->state;
    int room = rect.rows - 2 < SHOWN ? rect.rows - 2 : SHOWN;
    int first = state->selected - room + 1 > state->top ? state->selected - room + 1 : state->top; /* on a low screen */
    struct rect line = {rect.row, rect.column, 1, rect.columns};
    draw_word(state, canvas, line);
    for (int i = 0; i < room && first + i < state->count && first + i < state->top + SHOWN; i++) {
        line.row = rect.row + 1 + i;
        draw_candidate(view, first + i, canvas, line);
    }
    if (state->count == 0)
        canvas_cut(canvas, rect.row + 1, rect.column + 2, rect.columns - 2,
                   state->word.text[0] || state->only_free ? _("Nobody matches.")
                                                           : _("No volunteers yet: F9, Volunteers, adds the first."),
                   STYLE_MUTED);
    line.row = rect.row + rect.rows - 1;
    draw_switch(view, canvas, line);
}

static int height(const struct view *view, int columns)
{
    (void)view;
    (void)columns;
    return SHOWN + FIXED_ROWS;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct assigning *state = view->state;
    char where[GRID_NAME_BYTES], name[NAME_BYTES];
    grid_shift_words(&state->post, &state->shift, where);
    buffer_add(out, where);
    if (!state->replaced.assignment.head.id)
        return;
    grid_masked(view, state->replaced.name, name);
    buffer_format(out, _(", for %s"), name);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct assigning *state = view->state;
    buffer_format(out, _("there %1$d of %2$d"), state->there, state->post.wanted);
}

/* ---- keys ---- */

static bool key(struct view *view, const struct key_event *event)
{
    struct assigning *state = view->state;
    bool refused = false, used = true;
    int32_t command = key_command(event->key);
    if (command == ' ')
        return false;
    if (event->key == KEY_PASTE)
        refused = !line_paste(&state->word, event->paste);
    else
        used = line_key(&state->word, event->key, &refused);
    if (refused)
        ui_ring(view->ui);
    if (used) {
        state->outdated = true;
        view_stale(view);
    }
    return used;
}

#define STEP(name_, label_, help_, argument_, key_)                                                             \
    {                                                                                                           \
        .name = name_, .label = label_, .help = help_, .keys = {key_}, .flags = ACTION_HIDDEN, .run = run_step, \
        .argument = argument_                                                                                   \
    }
static const struct action actions[] = {
    {.name = "assign.take",
     .label = N_("roster|Assign"),
     .help =
         N_("Puts the selected volunteer, or those that are marked, on the shift. Where a rule is broken it asks why."),
     .keys = {KEY_ENTER, KEY_CTRL('S')},
     .priority = 99,
     .flags = ACTION_WRITES,
     .run = run_assign,
     .verb = "roster.assign"},
    {.name = "assign.mark",
     .label = N_("Mark"),
     .help = N_("Marks the volunteer: several are put on the shift at once."),
     .keys = {' '},
     .priority = 97,
     .run = run_mark},
    {.name = "assign.free",
     .label = N_("assign|Free"),
     .help = N_("Only those against whom nothing speaks, or all again."),
     .keys = {KEY_TAB},
     .priority = 96,
     .run = run_free},
    STEP("assign.up", N_("Up"), N_("The one above."), -1, KEY_UP),
    STEP("assign.down", N_("Down"), N_("The one below."), 1, KEY_DOWN),
    STEP("assign.page_up", N_("Page up"), N_("As many up as are shown."), -SHOWN, KEY_PAGE_UP),
    STEP("assign.page_down", N_("Page dn"), N_("As many down as are shown."), SHOWN, KEY_PAGE_DOWN),
};
const struct screen_def screen_roster_assign = {
    .name = "roster_assign",
    .title = N_("Put on a shift"),
    .state_size = sizeof(struct assigning),
    .actions = ACTION_TABLE(actions),
    .topics = TOPIC_ROSTER | TOPIC_OBSERVATION | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_SESSION,
    .overlay = true,
    .columns = COLUMNS,
    .open = open_assign,
    .close = close_assign,
    .load = load,
    .heading = heading,
    .status = status,
    .draw = draw,
    .height = height,
    .key = key,
};
