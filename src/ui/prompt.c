/* Questions and texts over the screen: ordinary screens with a key function of their own. */
#include "gatepost/buffer.h"
#include "gatepost/flow.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ui_parts.h"
#include <stdlib.h>

enum { PROMPT_COLUMNS = 60, TEXT_COLUMNS = 76 };

/* --- yes or no --- */

struct confirm {
    char *text, *yes;
    void (*answered)(struct view *view, bool yes);
};

static void close_confirm(struct view *view)
{
    struct confirm *state = view->state;
    free(state->text);
    free(state->yes);
}

/* The prompt is marked closed first, so that the answer can open the next one. */
static void answer(struct view *view, bool yes)
{
    const struct confirm *state = view->state;
    view_close(view);
    state->answered(view->opener, yes);
}

static void run_yes(struct view *view)
{
    answer(view, true);
}
static void run_no(struct view *view)
{
    answer(view, false);
}

static int confirm_height(const struct view *view, int columns)
{
    const struct confirm *state = view->state;
    return flow_height(state->text, columns - 2) + 2;
}

static void buttons(const struct confirm *state, struct buffer *yes, struct buffer *no)
{
    buffer_format(yes, "[ Enter %s ]", state->yes);
    buffer_format(no, "[ Esc %s ]", _("No"));
}

static void draw_confirm(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct confirm *state = view->state;
    struct buffer yes = {0}, no = {0};
    buttons(state, &yes, &no);
    struct rect text = {rect.row, rect.column + 1, rect.rows - 1, rect.columns - 2};
    flow_draw(canvas, text, state->text, 0, STYLE_NORMAL);
    int row = rect.row + rect.rows - 1;
    int used = canvas_text(canvas, row, rect.column + 1, rect.columns - 1, buffer_text(&yes), STYLE_KEY);
    canvas_text(canvas, row, rect.column + used + 4, rect.columns - used - 4, buffer_text(&no), STYLE_LABEL);
    buffer_release(&yes);
    buffer_release(&no);
}

static bool confirm_key(struct view *view, const struct key_event *event)
{
    if (event->key != KEY_MOUSE || event->mouse != MOUSE_CLICK)
        return false;
    struct buffer yes = {0}, no = {0};
    buttons(view->state, &yes, &no);
    int column = event->column - view->inside.column - 1;
    int yes_columns = text_width(buffer_text(&yes)), no_columns = text_width(buffer_text(&no));
    bool in_row = event->row == view->inside.row + view->inside.rows - 1;
    if (in_row && column >= 0 && column < yes_columns)
        answer(view, true);
    else if (in_row && column >= yes_columns + 3 && column < yes_columns + 3 + no_columns)
        answer(view, false);
    buffer_release(&yes);
    buffer_release(&no);
    return true;
}

static const struct action confirm_table[] = {
    {.name = "prompt.yes",
     .label = N_("Yes"),
     .help = N_("Does what is asked."),
     .keys = {KEY_ENTER, 'y'},
     .priority = 99,
     .run = run_yes},
    {.name = "prompt.no",
     .label = N_("No"),
     .help = N_("Does nothing and goes back."),
     .keys = {KEY_ESC, 'n', KEY_CTRL('C')},
     .priority = 98,
     .run = run_no},
};
static const struct screen_def screen_confirm = {
    .name = "prompt_confirm",
    .title = N_("Question"),
    .state_size = sizeof(struct confirm),
    .actions = ACTION_TABLE(confirm_table),
    .overlay = true,
    .columns = PROMPT_COLUMNS,
    .close = close_confirm,
    .draw = draw_confirm,
    .height = confirm_height,
    .key = confirm_key,
};

static char *clean_copy(const char *text)
{
    struct buffer clean = {0};
    for (const char *at = text; *at != '\0';) {
        size_t length = 0;
        while (at[length] != '\0' && at[length] != '\n')
            length++;
        text_clean(&clean, at, length);
        at += length;
        if (*at == '\n') {
            buffer_add_byte(&clean, '\n');
            at++;
        }
    }
    return buffer_take(&clean);
}

void prompt_confirm(struct view *view, const char *text, const char *yes, void (*answered)(struct view *view, bool yes))
{
    struct view *prompt = ui_open(view->ui, &screen_confirm, NULL);
    if (prompt == NULL)
        return;
    prompt->opener = view;
    struct confirm *state = prompt->state;
    *state = (struct confirm){clean_copy(text), clean_copy(yes), answered};
}

/* --- one line --- */

struct line_prompt {
    char *title, *label;
    struct line_editor line;
    struct err err;
    bool (*answered)(struct view *view, const char *text, struct err *err);
};

static void close_line(struct view *view)
{
    struct line_prompt *state = view->state;
    free(state->title);
    free(state->label);
}

static void line_heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, ((const struct line_prompt *)view->state)->title);
}

static int line_height(const struct view *view, int columns)
{
    const struct line_prompt *state = view->state;
    return 2 + flow_height(state->err.text, columns - 4);
}

static void draw_line(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct line_prompt *state = view->state;
    int label = text_width(state->label);
    bool beside = label + 24 <= rect.columns || rect.rows < 2;
    int row = beside ? rect.row : rect.row + 1, at = beside ? label + 2 : 1;
    if (rect.columns < 6)
        return;
    at = at + 4 < rect.columns ? at : 1;
    canvas_text(canvas, rect.row, rect.column + 1, rect.columns - 1, state->label, STYLE_NORMAL);
    int columns = rect.columns - at - 3;
    canvas_text(canvas, row, rect.column + at, 1, "[", STYLE_NORMAL);
    line_draw(&state->line, canvas, row, rect.column + at + 1, columns, true);
    canvas_text(canvas, row, rect.column + at + 1 + columns, 1, "]", STYLE_NORMAL);
    if (state->err.text[0] == '\0' || row + 1 >= rect.row + rect.rows)
        return;
    canvas_text(canvas, row + 1, rect.column + 1, 1, "!", STYLE_WARNING);
    struct rect part = {row + 1, rect.column + 3, rect.row + rect.rows - row - 1, rect.columns - 4};
    flow_draw(canvas, part, state->err.text, 0, STYLE_WARNING);
}

static bool line_prompt_key(struct view *view, const struct key_event *event)
{
    struct line_prompt *state = view->state;
    bool refused = false, used = true;
    if (event->key == KEY_PASTE)
        refused = !line_paste(&state->line, event->paste);
    else
        used = line_key(&state->line, event->key, &refused);
    if (refused)
        view->ui->terminal->ops->bell(view->ui->terminal);
    if (used)
        state->err = (struct err){0};
    return used;
}

static void run_accept(struct view *view)
{
    struct line_prompt *state = view->state;
    struct err err = {0};
    if (state->answered(view->opener, state->line.text, &err))
        view_close(view);
    else
        state->err = err;
}

static void run_refuse(struct view *view)
{
    struct line_prompt *state = view->state;
    struct err err = {0};
    view_close(view);
    state->answered(view->opener, NULL, &err);
}

static const struct action line_table[] = {
    {.name = "prompt.accept",
     .label = N_("OK"),
     .help = N_("Takes what was typed."),
     .keys = {KEY_ENTER, KEY_CTRL('S')},
     .priority = 99,
     .run = run_accept},
    {.name = "prompt.cancel",
     .label = N_("Cancel"),
     .help = N_("Changes nothing and goes back."),
     .keys = {KEY_ESC, KEY_CTRL('C')},
     .priority = 98,
     .run = run_refuse},
};
static const struct screen_def screen_line = {
    .name = "prompt_line",
    .title = N_("Input"),
    .state_size = sizeof(struct line_prompt),
    .actions = ACTION_TABLE(line_table),
    .overlay = true,
    .columns = PROMPT_COLUMNS,
    .close = close_line,
    .heading = line_heading,
    .draw = draw_line,
    .height = line_height,
    .key = line_prompt_key,
};

void prompt_line(struct view *view, const char *title, const char *label, const char *initial,
                 bool (*answered)(struct view *view, const char *text, struct err *err))
{
    struct view *prompt = ui_open(view->ui, &screen_line, NULL);
    if (prompt == NULL)
        return;
    prompt->opener = view;
    struct line_prompt *state = prompt->state;
    state->title = clean_copy(title);
    state->label = clean_copy(label);
    state->answered = answered;
    line_set(&state->line, initial != NULL ? initial : "");
}

/* --- a text to read --- */

struct text_prompt {
    char *title, *text;
    int first; /* line on top */
};

static void close_text(struct view *view)
{
    struct text_prompt *state = view->state;
    free(state->title);
    free(state->text);
}

static void text_heading(const struct view *view, struct buffer *out)
{
    buffer_add(out, ((const struct text_prompt *)view->state)->title);
}

static int text_height(const struct view *view, int columns)
{
    return flow_height(((const struct text_prompt *)view->state)->text, columns - 2);
}

static void draw_text(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct text_prompt *state = view->state;
    struct rect part = {rect.row, rect.column + 1, rect.rows, rect.columns - 2};
    flow_draw(canvas, part, state->text, state->first, STYLE_NORMAL);
}

static void text_status(const struct view *view, struct buffer *out)
{
    const struct text_prompt *state = view->state;
    int lines = text_height(view, view->inside.columns);
    if (lines > view->inside.rows)
        buffer_format(out, "%d/%d", state->first + 1, lines);
}

static void run_scroll(struct view *view)
{
    struct text_prompt *state = view->state;
    int lines = text_height(view, view->inside.columns);
    state->first = flow_scroll(state->first, (int)view->running->argument, lines, view->inside.rows);
}

static void run_close_text(struct view *view)
{
    view_close(view);
}

static const struct action text_table[] = {
    {.name = "text.close",
     .label = N_("Back"),
     .help = N_("Closes the text."),
     .keys = {KEY_ESC, KEY_ENTER},
     .priority = 99,
     .run = run_close_text},
    FLOW_ACTIONS("text", run_scroll),
};
static const struct screen_def screen_text = {
    .name = "prompt_text",
    .title = N_("Text"),
    .state_size = sizeof(struct text_prompt),
    .actions = ACTION_TABLE(text_table),
    .overlay = true,
    .columns = TEXT_COLUMNS,
    .close = close_text,
    .heading = text_heading,
    .status = text_status,
    .draw = draw_text,
    .height = text_height,
};

void prompt_text(struct view *view, const char *title, const char *text)
{
    struct view *prompt = ui_open(view->ui, &screen_text, NULL);
    if (prompt == NULL)
        return;
    struct text_prompt *state = prompt->state;
    state->title = clean_copy(title);
    state->text = clean_copy(text);
}
