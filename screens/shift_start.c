/* The shift start: what whoever takes over the desk looks at first. What stands there is in domain/shift_start.c, a
 * line each; here are its place on the screen and the screens behind the lines. */
#include "screens/shift_start.h"

#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/presence.h"
#include "gatepost/shift_start.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/registry.h"
#include "screens/sound_test.h"
#include <stdlib.h>
#include <string.h>

enum { LABEL_COLUMN = 4, WORDS_COLUMN = 16, GAP = 2, TAB = 10, DIGITS = 10 };
struct line {
    const struct shift_line *line;
    struct shift_said said;
};
struct shift_start {
    struct line *lines; /* those that say something */
    int count;
    const struct shift_line *marked; /* by the arrows; NULL: Enter begins the shift */
};

static const enum presence_side presence_inside = PRESENCE_INSIDE;

/* The screen behind a line, by the line's name: its number opens it. */
static const struct {
    const char *line;
    const struct screen_def *screen;
    const void *argument;
} doors[] = {
    {"backup", &screen_backups, NULL},
    {"outage", &screen_printings, NULL},
    {"notices", &screen_notices, NULL},
    {"alarms", &screen_alarms, NULL},
    {"incidents", &screen_incidents, NULL},
    {"observed", &screen_observations, NULL},
    {"calls", &screen_release_calls, NULL},
    {"supplies", &screen_supplies, NULL},
    {"goods", &screen_goods, NULL},
    {"errands", &screen_errands, NULL},
    {"donations", &screen_donations, NULL},
    {"declarations", &screen_declarations, NULL},
    {"expected", &screen_expected, NULL},
    {"out", &screen_presence, NULL},
    {"inside", &screen_presence, &presence_inside},
    {"posts", &screen_checkpoints, NULL},
    {"roster", &screen_roster, NULL},
    {"pins", &screen_officers, NULL},
};

static void release(struct shift_start *state)
{
    for (int i = 0; i < state->count; i++)
        buffer_release(&state->lines[i].said.text);
    state->count = 0;
}

static bool load(struct view *view, struct err *err)
{
    struct shift_start *state = view->state;
    release(state);
    for (int i = 0; i < shift_line_count; i++) {
        struct line *line = &state->lines[state->count];
        *line =
            (struct line){.line = &shift_lines[i], .said = {.masked = application_masks_names(application_of(view))}};
        bool said = shift_lines[i].say(application_store(view), clock_now(), &line->said, err);
        if (said && line->said.text.length > 0)
            state->count++;
        else
            buffer_release(&line->said.text);
        if (!said)
            return false;
    }
    return true;
}

static bool open_shift_start(struct view *view, const void *argument, struct err *err)
{
    (void)argument;
    ((struct shift_start *)view->state)->lines = memory_new((size_t)shift_line_count, sizeof(struct line));
    return load(view, err);
}

static void close_shift_start(struct view *view)
{
    release(view->state);
    free(((struct shift_start *)view->state)->lines);
}

static const char *next_entry(const char *at, struct buffer *entry)
{
    size_t length = strcspn(at, "\n");
    buffer_clear(entry);
    buffer_add_bytes(entry, at, length);
    return at + length + (at[length] == '\n');
}

/* The entries of a line side by side, as many as fit, at stops of TAB columns so that they stand below each other.
 * Returns the rows; draws them where there is a canvas, with a ~ where rows are missing. */
static int flow_entries(const struct line *line, int columns, struct canvas *canvas, struct rect rect)
{
    struct buffer entry = {0};
    int row = 0, column = 0, room = columns - WORDS_COLUMN;
    enum style style = line->said.look ? STYLE_WARNING : STYLE_NORMAL;
    for (const char *at = buffer_text(&line->said.text); *at;) {
        at = next_entry(at, &entry);
        int width = text_width(buffer_text(&entry));
        if (column > 0 && column + width > room) {
            row++;
            column = 0;
        }
        if (canvas && row < rect.rows)
            canvas_cut(canvas, rect.row + row, rect.column + WORDS_COLUMN + column, room - column, buffer_text(&entry),
                       style);
        column += (width + GAP + TAB - 1) / TAB * TAB;
    }
    buffer_release(&entry);
    if (canvas && row >= rect.rows && rect.rows > 0)
        canvas_text(canvas, rect.row + rect.rows - 1, rect.column + columns - 1, 1, "~", style);
    return row + 1;
}

static int rows_of(const struct line *line, int columns)
{
    return flow_entries(line, columns, NULL, (struct rect){0});
}

static int height(const struct view *view, int columns)
{
    const struct shift_start *state = view->state;
    int rows = 2; /* a blank one, and the key that closes */
    for (int i = 0; i < state->count; i++)
        rows += rows_of(&state->lines[i], columns);
    return rows;
}

static int marked_index(const struct shift_start *state)
{
    for (int i = 0; i < state->count; i++)
        if (state->lines[i].line == state->marked)
            return i;
    return -1;
}

/* The first line in view: so far down that the marked one is in view too. */
static int first_shown(const struct shift_start *state, int rows, int columns)
{
    int first = marked_index(state);
    if (first < 0)
        return 0;
    int used = rows_of(&state->lines[first], columns);
    while (first > 0 && (used += rows_of(&state->lines[first - 1], columns)) <= rows)
        first--;
    return first;
}

/* Returns its rows. */
static int draw_line(const struct shift_start *state, int index, struct canvas *canvas, struct rect rect)
{
    const struct line *line = &state->lines[index];
    struct buffer number = {0};
    bool marked = line->line == state->marked;
    buffer_format(&number, "%s", line->said.look ? "!" : " ");
    if (index < DIGITS) /* those behind are reached by the arrows */
        buffer_format(&number, "%d", index + 1);
    canvas_text(canvas, rect.row, rect.column, LABEL_COLUMN, buffer_text(&number),
                line->said.look ? STYLE_WARNING : STYLE_MUTED);
    if (marked)
        canvas_text(canvas, rect.row, rect.column + LABEL_COLUMN - 1, 1, ">", STYLE_FOCUS);
    canvas_cut(canvas, rect.row, rect.column + LABEL_COLUMN, WORDS_COLUMN - LABEL_COLUMN - 1, _(line->line->label),
               marked ? STYLE_FOCUS : STYLE_HEADING);
    buffer_release(&number);
    return flow_entries(line, rect.columns, canvas, rect);
}

static void draw_foot(const struct shift_start *state, int below, struct canvas *canvas, struct rect rect)
{
    struct buffer foot = {0};
    buffer_add(&foot,
               state->marked ? _(" Enter: open this line   Esc: begin the shift ") : _(" Enter: begin the shift "));
    if (below > 0)
        buffer_format(&foot, _("  Down: %d more lines "), below);
    int width = text_width(buffer_text(&foot));
    canvas_cut(canvas, rect.row, rect.column + (width < rect.columns ? (rect.columns - width) / 2 : 0), rect.columns,
               buffer_text(&foot), STYLE_SELECTED);
    buffer_release(&foot);
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct shift_start *state = view->state;
    int row = 0, last = rect.rows - 1, index = first_shown(state, last, rect.columns);
    for (; index < state->count && row < last; index++)
        row += draw_line(state, index, canvas, (struct rect){rect.row + row, rect.column, last - row, rect.columns});
    if (rect.rows > 0)
        draw_foot(state, state->count - index, canvas, (struct rect){rect.row + last, rect.column, 1, rect.columns});
}

static void heading(const struct view *view, struct buffer *out)
{
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, application_of(view)->officer.name, name, sizeof name);
    buffer_add(out, name);
}

/* Over a half typed form it waits: what the last officer left is finished first, the menu has the rest. */
void shift_start_offer(struct view *view)
{
    bool typing = view->opener && view->opener->def->form;
    if (!typing && shift_begins(application_store(view), clock_now()))
        ui_open(view->ui, &screen_shift_start, NULL);
}

/* -1: nothing stands behind it. */
static int door_of(const struct shift_line *line)
{
    for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i++)
        if (strcmp(doors[i].line, line->name) == 0)
            return (int)i;
    return -1;
}

static bool open_line(struct view *view, const struct shift_line *line)
{
    int door = door_of(line);
    if (door < 0)
        return false;
    ui_open(view->ui, doors[door].screen, doors[door].argument);
    return true;
}

static void run_begin(struct view *view)
{
    const struct shift_start *state = view->state;
    int index = marked_index(state);
    if (index < 0)
        view_close(view);
    else
        open_line(view, state->lines[index].line);
}

static const char *begin_label(const struct view *view)
{
    return marked_index(view->state) < 0 ? _("Begin") : _("Open");
}

/* The next line that opens something; above the first none is marked. */
static void run_mark(struct view *view)
{
    struct shift_start *state = view->state;
    int step = (int)view->running->argument, index = marked_index(state) + step;
    while (index >= 0 && index < state->count && door_of(state->lines[index].line) < 0)
        index += step;
    if (index < state->count)
        state->marked = index < 0 ? NULL : state->lines[index].line;
}

static bool press(struct view *view, const struct key_event *event)
{
    const struct shift_start *state = view->state;
    int32_t key = key_command(event->key);
    int index = key == '0' ? 9 : key - '1'; /* 0 is the tenth */
    if (key < '0' || key > '9' || index >= state->count)
        return false;
    return open_line(view, state->lines[index].line);
}

static const struct action actions[] = {
    {.name = "shift.begin",
     .label = N_("Begin"),
     .help = N_("Closes the shift start; the number of a line opens what stands behind it, and so does Enter on a line "
                "that the arrows have marked."),
     .keys = {KEY_ENTER},
     .priority = 80,
     .run = run_begin,
     .label_now = begin_label},
    {.name = "shift.up",
     .label = N_("Up"),
     .help = N_("Marks the line above."),
     .keys = {KEY_UP, 'k'},
     .flags = ACTION_HIDDEN,
     .run = run_mark,
     .argument = -1},
    {.name = "shift.down",
     .label = N_("Down"),
     .help = N_("Marks the line below."),
     .keys = {KEY_DOWN, 'j'},
     .flags = ACTION_HIDDEN,
     .run = run_mark,
     .argument = 1},
    {.name = "shift.sound_test",
     .label = N_("Try it"),
     .help = N_("Rings and plays the sound of the alarm, then asks whether it was heard."),
     .keys = {KEY_CTRL('G')},
     .priority = 75,
     .flags = ACTION_WRITES,
     .run = sound_test_run,
     .verb = "alarm.sound_test"},
};
const struct screen_def screen_shift_start = {
    .name = "shift_start",
    .title = N_("Shift start"),
    .state_size = sizeof(struct shift_start),
    .actions = ACTION_TABLE(actions),
    .overlay = true,
    .topics = ~0U,
    .open = open_shift_start,
    .close = close_shift_start,
    .load = load,
    .heading = heading,
    .height = height,
    .draw = draw,
    .key = press,
};
