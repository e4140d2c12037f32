/* Several stand on a shift: which of them is taken off. */
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "screens/roster_week.h"
#include <stdio.h>

enum { COLUMNS = 52, STANDING_MOST = 99, SHOWN = 12 };
struct standing {
    struct fit_shift shift;
    struct post post;
    struct roster_entry entries[STANDING_MOST];
    int count, selected, top;
    struct roster_entry removed;
};

static bool load(struct view *view, struct err *err)
{
    struct standing *state = view->state;
    int64_t id = state->selected < state->count ? state->entries[state->selected].assignment.head.id : 0;
    int count = 0, kept = 0;
    if (!roster_read(application_store(view), state->shift.starts_at, state->shift.starts_at + 1, state->shift.post_id,
                     0, state->entries, STANDING_MOST, &count, err))
        return false;
    for (int i = 0; i < count && i < STANDING_MOST; i++)
        if (state->entries[i].assignment.starts_at == state->shift.starts_at &&
            assignment_counts(&state->entries[i].assignment))
            state->entries[kept++] = state->entries[i];
    state->count = kept;
    if (state->selected >= kept)
        state->selected = kept > 0 ? kept - 1 : 0;
    for (int i = 0; i < kept; i++)
        if (state->entries[i].assignment.head.id == id)
            state->selected = i;
    return true;
}

static bool open_standing(struct view *view, const void *argument, struct err *err)
{
    struct standing *state = view->state;
    state->shift = *(const struct fit_shift *)argument;
    return record_get(application_store(view), &post_table, state->shift.post_id, &state->post, err);
}

static bool remove_answered(struct view *view, const char *reason, struct err *err)
{
    const struct standing *state = view->state;
    const struct assignment *assignment = &state->removed.assignment;
    char name[NAME_BYTES];
    if (!reason)
        return true;
    if (!roster_remove(application_store(view), assignment->head.id, assignment->head.rev, reason, err))
        return false;
    grid_masked(view, state->removed.name, name);
    ui_say(view->ui, MESSAGE_GOOD, _("Removed: %s   Ctrl-Z undoes"), name);
    application_saved(view);
    view_close(view);
    return true;
}

static void ask(struct view *view, int at)
{
    struct standing *state = view->state;
    char name[NAME_BYTES];
    if (at >= state->count)
        return;
    state->removed = state->entries[at];
    grid_masked(view, state->removed.name, name);
    prompt_line(view, name, _("Why removed"), "", remove_answered);
}

static void run_remove(struct view *view)
{
    ask(view, ((const struct standing *)view->state)->selected);
}

static void run_digit(struct view *view)
{
    ask(view, (int)view->running->argument);
}

static void run_step(struct view *view)
{
    struct standing *state = view->state;
    int to = state->selected + (int)view->running->argument;
    state->selected = to < 0 || state->count == 0 ? 0 : to >= state->count ? state->count - 1 : to;
    if (state->selected < state->top)
        state->top = state->selected;
    if (state->selected >= state->top + SHOWN)
        state->top = state->selected - SHOWN + 1;
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct standing *state = view->state;
    int first = state->selected - rect.rows + 1 > state->top ? state->selected - rect.rows + 1 : state->top;
    for (int i = 0; i < rect.rows && first + i < state->count; i++) {
        const struct roster_entry *entry = &state->entries[first + i];
        bool here = first + i == state->selected;
        char name[NAME_BYTES], text[NAME_BYTES + 64];
        grid_masked(view, entry->name, name);
        snprintf(text, sizeof text, "%s%d %s  %s", here ? ">" : " ", first + i + 1, name,
                 words_context(assignment_state_labels[entry->assignment.state]));
        if (here)
            canvas_fill(canvas, (struct rect){rect.row + i, rect.column, 1, rect.columns}, STYLE_SELECTED);
        canvas_cut(canvas, rect.row + i, rect.column, rect.columns, text, here ? STYLE_SELECTED : STYLE_NORMAL);
    }
    if (state->count == 0)
        canvas_cut(canvas, rect.row, rect.column + 1, rect.columns - 1, _("Nobody stands there."), STYLE_MUTED);
}

static int height(const struct view *view, int columns)
{
    const struct standing *state = view->state;
    (void)columns;
    return state->count < 1 ? 1 : state->count < SHOWN ? state->count : SHOWN;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct standing *state = view->state;
    char where[GRID_NAME_BYTES];
    grid_shift_words(&state->post, &state->shift, where);
    buffer_add(out, where);
}

#define MOVES(name_, label_, help_, run_, argument_, ...)                                                          \
    {                                                                                                              \
        .name = name_, .label = label_, .help = help_, .keys = {__VA_ARGS__}, .flags = ACTION_HIDDEN, .run = run_, \
        .argument = argument_                                                                                      \
    }
#define DIGIT(number)                                                                                          \
    MOVES("standing." #number, N_("Number"), N_("Takes off the one with this number."), run_digit, (number)-1, \
          '0' + (number))
static const struct action actions[] = {
    {.name = "standing.remove",
     .label = N_("Take off"),
     .help = N_("Takes the selected one off the shift."),
     .keys = {KEY_ENTER, KEY_DELETE, '-', 'x'},
     .priority = 99,
     .flags = ACTION_WRITES,
     .run = run_remove,
     .verb = "roster.remove"},
    MOVES("standing.up", N_("Up"), N_("The one above."), run_step, -1, KEY_UP, 'k'),
    MOVES("standing.down", N_("Down"), N_("The one below."), run_step, 1, KEY_DOWN, 'j'),
    DIGIT(1),
    DIGIT(2),
    DIGIT(3),
    DIGIT(4),
    DIGIT(5),
    DIGIT(6),
    DIGIT(7),
    DIGIT(8),
    DIGIT(9),
};
const struct screen_def screen_roster_standing = {
    .name = "roster_standing",
    .title = N_("Who is taken off"),
    .state_size = sizeof(struct standing),
    .actions = ACTION_TABLE(actions),
    .topics = TOPIC_ROSTER | TOPIC_SESSION,
    .overlay = true,
    .columns = COLUMNS,
    .open = open_standing,
    .load = load,
    .heading = heading,
    .draw = draw,
    .height = height,
};
