/* The overlay with full numbers. It stands on the screen as long as it is open, and nowhere else: what can be copied or
 * scrolled back to is the list below it. */
#include "screens/look.h"

#include "gatepost/clock.h"
#include "gatepost/look.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"

enum { SHOWN_MS = 30000, LABEL_COLUMNS = 12, LINES = 8 };
struct look_argument {
    int64_t person_id, place_id;
    const struct record_table *table; /* of a register's record, or NULL */
    int64_t record_id;
};
struct look_view {
    struct look_shown shown;
    int64_t until_ms; /* monotonic */
    int left;         /* seconds, as last drawn */
};

void look_open(struct view *view, int64_t person_id, int64_t place_id)
{
    const struct look_argument argument = {.person_id = person_id, .place_id = place_id};
    ui_open(view->ui, &screen_look, &argument);
}

void look_open_record(struct view *view, const struct record_table *table, int64_t id)
{
    const struct look_argument argument = {.table = table, .record_id = id};
    ui_open(view->ui, &screen_look, &argument);
}

static int seconds_left(const struct look_view *state)
{
    int64_t left_ms = state->until_ms - clock_monotonic_ms();
    return left_ms > 0 ? (int)((left_ms + 999) / 1000) : 0;
}

static bool open_look(struct view *view, const void *argument, struct err *err)
{
    const struct look_argument *who = argument;
    struct look_view *state = view->state;
    struct store *store = application_store(view);
    if (who->table ? !look_take_record(store, who->table, who->record_id, &state->shown, err)
                   : !look_take(store, who->person_id, who->place_id, &state->shown, err))
        return false;
    state->until_ms = clock_monotonic_ms() + SHOWN_MS;
    state->left = seconds_left(state);
    application_saved(view); /* a history below shows it */
    return true;
}

static void close_look(struct view *view)
{
    look_forget(&((struct look_view *)view->state)->shown);
}

static bool work(struct view *view)
{
    struct look_view *state = view->state;
    int left = seconds_left(state);
    if (left == 0)
        view_close(view);
    bool passed = left != state->left;
    state->left = left;
    return passed;
}

/* Whatever is pressed, it goes away first. */
static bool key(struct view *view, const struct key_event *event)
{
    (void)event;
    view_close(view);
    return true;
}

static void run_close(struct view *view)
{
    view_close(view);
}

static void draw_line(struct canvas *canvas, const struct rect *rect, int *line, const char *label, const char *value)
{
    if (!value[0] || *line >= rect->rows)
        return;
    int row = rect->row + (*line)++, room = rect->columns - LABEL_COLUMNS - 1;
    canvas_cut(canvas, row, rect->column + 1, LABEL_COLUMNS - 1, label, STYLE_LABEL);
    if (room > 0)
        canvas_cut(canvas, row, rect->column + 1 + LABEL_COLUMNS, room, value, STYLE_FOCUS);
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct application *application = application_of(view);
    const struct look_view *state = view->state;
    char name[NAME_BYTES];
    struct buffer words = {0};
    int line = 0;
    application_mask(application, MASK_NAME, state->shown.name, name, sizeof name);
    draw_line(canvas, &rect, &line, _("Name"), name);
    draw_line(canvas, &rect, &line, _("Room"), state->shown.room);
    draw_line(canvas, &rect, &line, _("Phone"), state->shown.phone);
    draw_line(canvas, &rect, &line, _("Second phone"), state->shown.phone2);
    draw_line(canvas, &rect, &line, _("ID number"), state->shown.id_number);
    line++;
    buffer_format(&words, _("Recorded: seen by %s."), application->officer.name);
    if (line < rect.rows)
        canvas_cut(canvas, rect.row + line++, rect.column + 1, rect.columns - 1, buffer_text(&words), STYLE_MUTED);
    buffer_clear(&words);
    buffer_format(&words, _("Closes with any key, or in %d s."), state->left);
    if (line < rect.rows)
        canvas_cut(canvas, rect.row + line, rect.column + 1, rect.columns - 1, buffer_text(&words), STYLE_MUTED);
    buffer_release(&words);
}

static int height(const struct view *view, int columns)
{
    const struct look_shown *shown = &((const struct look_view *)view->state)->shown;
    (void)columns;
    return LINES - !shown->name[0] - !shown->room[0] - !shown->phone[0] - !shown->phone2[0] - !shown->id_number[0];
}

static const struct action actions[] = {
    {.name = "look.close",
     .label = N_("Back"),
     .help = N_("Closes the full numbers; any key does."),
     .keys = {KEY_ESC, KEY_ENTER},
     .priority = 99,
     .run = run_close},
};
const struct screen_def screen_look = {
    .name = "look",
    .title = N_("Full numbers"),
    .state_size = sizeof(struct look_view),
    .actions = ACTION_TABLE(actions),
    .overlay = true,
    .alone = true,
    .columns = 56,
    .open = open_look,
    .close = close_look,
    .work = work,
    .draw = draw,
    .height = height,
    .key = key,
};
