/* A signed sign-in sheet posted back: typed in one line with the eyes on the paper, each row says beside it what that
 * means before it is saved. */
#include "gatepost/sheet_post.h"
#include "gatepost/documents.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/printings.h"
#include "screens/registry.h"
#include "screens/small_list.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_NUMBER, COLUMN_POST, COLUMN_SHIFT, COLUMN_NAME, COLUMN_STATE, COLUMN_WORDS };
enum { ROW_TYPED, ROW_SAID, ROWS_ABOVE, MARGIN = 1 };

struct line { /* of the list: what stands in it is the plan's, for a printing keeps its rows */
    int64_t number;
};
struct sheet_post {
    int64_t printing_id;
    struct sheet_plan plan;
    struct line *lines;
    struct line_editor typed;
    struct err err; /* of what is typed */
};

static struct sheet_post *sheet_of(const struct view *view)
{
    return view->state;
}

/* ---- read and judged ---- */

/* What is typed onto the rows as they are stored now; what cannot be read is said while the hands go on. */
static void judge(struct view *view, int *last)
{
    struct sheet_post *state = view->state;
    state->err = (struct err){0};
    sheet_plan_mark(application_store(view), &state->plan, state->typed.text, last, &state->err);
}

static bool read_sheet(struct view *view, int64_t printing_id, struct err *err)
{
    struct sheet_post *state = view->state;
    struct sheet_plan plan;
    if (!sheet_plan_read(application_store(view), printing_id, &plan, err)) {
        sheet_plan_release(&plan);
        return false;
    }
    sheet_plan_release(&state->plan);
    state->plan = plan;
    state->printing_id = printing_id;
    state->lines = memory_resize(state->lines, (size_t)plan.count + 1, sizeof *state->lines);
    for (int i = 0; i < plan.count; i++)
        state->lines[i].number = plan.rows[i].number;
    judge(view, NULL);
    return true;
}

static bool open_sheet(struct view *view, const void *argument, struct err *err)
{
    int64_t printing_id = argument != NULL ? *(const int64_t *)argument : 0;
    if (printing_id == 0 && !sheet_newest(application_store(view), &printing_id, err))
        return false;
    if (printing_id == 0)
        return err_set(err, ERR_NOT_FOUND, "%s",
                       _("No sign-in sheet was printed yet. Ctrl-P on the people of a shift prints one."));
    return read_sheet(view, printing_id, err);
}

static void close_sheet(struct view *view)
{
    struct sheet_post *state = view->state;
    sheet_plan_release(&state->plan);
    free(state->lines);
}

static bool load(struct view *view, struct err *err)
{
    return read_sheet(view, sheet_of(view)->printing_id, err);
}

/* ---- the list ---- */

static int64_t number_of(const void *row)
{
    return ((const struct line *)row)->number;
}

static bool fetch(struct view *view, const struct list_key *anchor, enum list_direction direction,
                  struct list_page *page, struct err *err)
{
    const struct sheet_post *state = view->state;
    (void)err;
    small_list_page(page, state->lines, state->plan.count, sizeof *state->lines, anchor, direction, number_of);
    return true;
}

static void key_of(const void *row, struct list_key *key)
{
    key->id = number_of(row);
}

/* The row of a line; NULL: the sheet has it no more. */
static const struct sheet_row *row_of(const struct view *view, const void *line)
{
    const struct sheet_plan *plan = &sheet_of(view)->plan;
    int64_t number = line != NULL ? number_of(line) : 0;
    return number >= 1 && number <= plan->count ? &plan->rows[number - 1] : NULL;
}

static void add_words(const struct sheet_row *row, char *text, size_t size)
{
    struct buffer words = {0};
    if (row->step == SHEET_BARRED || row->step == SHEET_CORRECT)
        buffer_add(&words, "! ");
    sheet_row_words(row, &words);
    text_copy(text, size, buffer_text(&words));
    buffer_release(&words);
}

static void cell(const struct view *view, const void *line, int column, struct cell *cell)
{
    const struct sheet_row *row = row_of(view, line);
    char span[SHIFT_SPAN_BYTES];
    if (row == NULL)
        return;
    const struct assignment *one = &row->entry.assignment;
    switch (column) {
    case COLUMN_NUMBER:
        snprintf(cell->text, sizeof cell->text, "%d", row->number);
        break;
    case COLUMN_POST:
        text_copy(cell->text, sizeof cell->text, row->entry.post);
        break;
    case COLUMN_SHIFT:
        shift_span_text(shift_span_of(one->day, one->starts_at, one->ends_at), span);
        text_copy(cell->text, sizeof cell->text, span);
        break;
    case COLUMN_NAME:
        application_mask(application_of(view), MASK_NAME, row->entry.name, cell->text, sizeof cell->text);
        break;
    case COLUMN_STATE:
        text_copy(cell->text, sizeof cell->text, words_context(assignment_state_labels[one->state]));
        break;
    default:
        add_words(row, cell->text, sizeof cell->text);
        break;
    }
}

static enum style row_style(const struct view *view, const void *line)
{
    const struct sheet_row *row = row_of(view, line);
    if (row == NULL || row->step == SHEET_UNMARKED || row->step == SHEET_SAME)
        return STYLE_MUTED;
    return row->step == SHEET_BARRED || row->step == SHEET_CORRECT ? STYLE_WARNING : STYLE_NORMAL;
}

/* ---- around it ---- */

static void heading(const struct view *view, struct buffer *out)
{
    const struct sheet_post *state = view->state;
    buffer_format(out, _("no. %lld  "), (long long)state->printing_id);
    printings_subject_words(view, DOCUMENT_SHIFT, state->plan.printing.subject, out);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct sheet_plan *plan = &sheet_of(view)->plan;
    buffer_format(out, _("posts %1$d  barred %2$d  unmarked %3$d"), plan->changes, plan->barred, plan->unmarked);
}

/* Whole, where the column is too narrow for it. */
static void note(const struct view *view, struct buffer *out)
{
    const struct sheet_row *row = row_of(view, list_selected(&view->list));
    char name[NAME_BYTES];
    if (row == NULL || row->step == SHEET_UNMARKED)
        return;
    application_mask(application_of(view), MASK_NAME, row->entry.name, name, sizeof name);
    buffer_format(out, "%d %s  ", row->number, name);
    sheet_row_words(row, out);
}

static struct rect list_place(const struct view *view, struct rect inside)
{
    (void)view;
    int above = inside.rows > ROWS_ABOVE ? ROWS_ABOVE : inside.rows;
    return (struct rect){inside.row + above, inside.column, inside.rows - above, inside.columns};
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct sheet_post *state = view->state;
    const char *label = _("On the rows:");
    int column = rect.column + MARGIN, width = text_width(label) + MARGIN, columns = rect.columns - 2 * MARGIN;
    if (columns <= width || rect.rows < 1)
        return;
    bool wrong = state->err.code != ERR_NONE;
    if (rect.rows > ROWS_ABOVE)
        list_draw(view, &view->list, canvas, list_place(view, rect), true, true);
    if (rect.rows > ROW_SAID)
        canvas_cut(canvas, rect.row + ROW_SAID, column, columns,
                   wrong ? state->err.text : _("1 3 came   5q did not   7c20 came 20 minutes late   2-6: rows 2 to 6"),
                   wrong ? STYLE_WARNING : STYLE_MUTED);
    canvas_cut(canvas, rect.row + ROW_TYPED, column, width, label, STYLE_NORMAL);
    line_draw(&state->typed, canvas, rect.row + ROW_TYPED, column + width, columns - width, true);
}

/* ---- keys ---- */

/* The row that was typed last is in sight, with its name: whoever slipped a line on the paper sees it. */
static void follow(struct view *view)
{
    struct list_key at = {0};
    struct err ignored = {0};
    int last = 0;
    judge(view, &last);
    at.id = last;
    if (last > 0)
        list_show(&view->list, view, &at, &ignored);
}

static void leave_answered(struct view *view, bool yes)
{
    if (yes)
        view_close(view);
}

static bool key_leave(struct view *view)
{
    if (sheet_of(view)->typed.text[0] == '\0')
        return false;
    prompt_confirm(view, _("Throw away what was typed? Nothing of it was saved."), _("Discard"), leave_answered);
    return true;
}

static bool key(struct view *view, const struct key_event *event)
{
    struct sheet_post *state = view->state;
    bool refused = false;
    if (event->key == KEY_ESC)
        return key_leave(view);
    if (event->key == KEY_PASTE)
        refused = !line_paste(&state->typed, event->paste);
    else if (!line_key(&state->typed, event->key, &refused))
        return false;
    if (refused)
        ui_ring(view->ui);
    ui_say(view->ui, MESSAGE_PLAIN, "%s", "");
    follow(view);
    return true;
}

static void run_save(struct view *view)
{
    struct sheet_post *state = view->state;
    struct err err = state->err;
    int posted = state->plan.changes, barred = state->plan.barred;
    if (err.code != ERR_NONE || !sheet_plan_save(application_store(view), &state->plan, &err)) {
        ui_say_err(view->ui, &err);
        view_stale(view); /* what the refusal is about is shown */
        return;
    }
    ui_say(view->ui, barred > 0 ? MESSAGE_WARNING : MESSAGE_GOOD,
           barred > 0 ? _("Posted: %1$d rows of sheet no. %2$lld, not possible: %3$d   Ctrl-Z undoes")
                      : _("Posted: %1$d rows of sheet no. %2$lld   Ctrl-Z undoes"),
           posted, (long long)state->printing_id, barred);
    application_saved(view);
    view_close(view);
}

static bool answer_number(struct view *view, const char *text, struct err *err)
{
    char *end = NULL;
    if (text == NULL)
        return true;
    long long number = strtoll(text, &end, 10);
    if (number < 1 || *end != '\0')
        return err_field(err, ERR_INPUT, "number", _("Type the number that stands on the sheet, such as 42."));
    if (!read_sheet(view, number, err))
        return false;
    list_restart(&view->list, view);
    return true;
}

static void run_other(struct view *view)
{
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)sheet_of(view)->printing_id);
    prompt_line(view, _("Another sign-in sheet"), _("Printing no."), number, answer_number);
}

static const struct list_def list = {
    .columns =
        (const struct column[]){
            {.heading = N_("sheet|No."), .name = "number", .width = 4, .priority = 9, .right = true},
            {.heading = N_("shift|Post"), .name = "post", .width = 8, .grow = 1, .most = 16, .priority = 6},
            {.heading = N_("roster|Shift"), .name = "shift", .width = 5, .grow = 1, .most = 11, .priority = 7},
            {.heading = N_("Name"), .name = "name", .width = 8, .grow = 1, .most = 14, .priority = 9},
            {.heading = N_("sheet|So far"), .name = "state", .width = 8, .priority = 5},
            {.heading = N_("sheet|By the sheet"), .name = "words", .width = 20, .grow = 4, .priority = 9},
        },
    .column_count = COLUMN_WORDS + 1,
    .row_size = sizeof(struct line),
    .fetch = fetch,
    .key = key_of,
    .cell = cell,
    .row_style = row_style,
    .empty = N_("Nobody was put down on this sheet."),
};
static const struct action actions[] = {
    {.name = "sheet.save",
     .label = N_("Save"),
     .help = N_("Posts what was typed: who came is signed in and out, who did not is a no-show; undone as one."),
     .keys = {KEY_ENTER, KEY_CTRL('S')},
     .priority = 90,
     .flags = ACTION_WRITES,
     .run = run_save,
     .verb = "roster.sheet"},
    {.name = "sheet.other",
     .label = N_("sheet|Other"),
     .help = N_("Another sheet, by the number that stands on each of its pages."),
     .keys = {KEY_F(3), KEY_CTRL('F'), KEY_ALT('3')},
     .priority = 80,
     .run = run_other},
};
const struct screen_def screen_sheet_post = {
    .name = "sheet_post",
    .title = N_("Signed sheet"),
    .state_size = sizeof(struct sheet_post),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_ROSTER | TOPIC_PRINTING | TOPIC_PEOPLE | TOPIC_OFFICER | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_sheet,
    .close = close_sheet,
    .load = load,
    .heading = heading,
    .status = status,
    .note = note,
    .draw = draw,
    .list_place = list_place,
    .key = key,
};
