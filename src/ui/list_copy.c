/* A list as masked text, to be pasted into a chat. It stands on a screen without borders, where the terminal's own
 * mouse can select it, and goes to the terminal's clipboard, where there is one. Rows are read in slices: a filter may
 * have to look far for them. */
#include "gatepost/flow.h"
#include "gatepost/memory.h"
#include "gatepost/posting.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "list_parts.h"
#include "ui_parts.h"
#include <stdlib.h>

enum {
    COLUMN_MATTERS = 5, /* least priority of a column that is said */
    COUNTING_MOST = 50, /* slices of reading only to count what is left out */
};

struct list_copy {
    struct posting posting;
    bool started, finished;
    struct list_key anchor; /* when started: rows behind it are read next */
    int counting;           /* slices that only counted */
    int first;              /* line on top */
};

static void add_row(struct posting *posting, const struct view *source, const void *row)
{
    const struct list_def *def = source->def->list;
    struct cell cell;
    if (def->post != NULL && !def->post(source, row, NULL))
        return;
    if (!posting_row(posting))
        return;
    if (def->post != NULL) {
        def->post(source, row, posting);
        return;
    }
    for (int i = 0; i < def->column_count; i++) {
        if (def->columns[i].free_text || def->columns[i].priority < COLUMN_MATTERS)
            continue;
        cell.text[0] = '\0';
        def->cell(source, row, i, &cell);
        if (def->columns[i].right)
            posting_named(posting, words_context(def->columns[i].heading), cell.text);
        else
            posting_cell(posting, cell.text);
    }
}

static void finish(struct view *view, bool more)
{
    struct list_copy *copy = view->state;
    struct terminal *terminal = view->ui->terminal;
    copy->finished = true;
    posting_end(&copy->posting, more);
    if (terminal->ops->clipboard(terminal, buffer_text(&copy->posting.text)))
        ui_say(view->ui, MESSAGE_GOOD,
               _("%d rows copied, names masked. If pasting brings nothing: select the text here with the mouse."),
               posting_rows(&copy->posting));
    else
        ui_say(view->ui, MESSAGE_PLAIN, _("%d rows, names masked: select them here with the mouse and copy them."),
               posting_rows(&copy->posting));
}

/* A sorted list is in memory as a whole. */
static void take_sorted(struct view *view)
{
    struct list_copy *copy = view->state;
    const struct list *list = &view->opener->list;
    for (int i = 0; i < list->count; i++)
        add_row(&copy->posting, view->opener, list_row(list, i));
    finish(view, list->sort_cut);
}

static bool take_page(struct view *view, struct err *err)
{
    struct list_copy *copy = view->state;
    struct view *source = view->opener;
    const struct list_def *def = source->def->list;
    struct list_page page;
    if (!list_fetch(&source->list, source, copy->started ? &copy->anchor : NULL, LIST_DOWN, LIST_CHUNK, &page, err))
        return false;
    for (int i = 0; i < page.count; i++)
        add_row(&copy->posting, source, (const char *)page.rows + (size_t)i * def->row_size);
    copy->started = true;
    copy->anchor = page.count == page.most ? (struct list_key){0} : page.reached;
    if (page.count == page.most)
        def->key((const char *)page.rows + (size_t)(page.count - 1) * def->row_size, &copy->anchor);
    copy->counting += copy->posting.rows >= POSTING_ROWS;
    bool enough = posting_is_full(&copy->posting) || copy->counting > COUNTING_MOST;
    if (page.finished || enough)
        finish(view, !page.finished);
    return true;
}

/* Masked whatever the screen shows. */
static bool work(struct view *view)
{
    struct list_copy *copy = view->state;
    const struct ui_hooks *hooks = &view->ui->hooks;
    struct err err = {0};
    if (copy->finished)
        return false;
    bool masked = hooks->mask != NULL && hooks->mask(hooks->context, true);
    bool sorted = view->opener->list.sort_column >= 0 && !view->opener->list.gather.active;
    if (sorted)
        take_sorted(view);
    else if (!take_page(view, &err)) {
        ui_say_err(view->ui, &err);
        view_close(view);
    }
    if (hooks->mask != NULL)
        hooks->mask(hooks->context, masked);
    return !view->closing;
}

static bool open_copy(struct view *view, const void *argument, struct err *err)
{
    struct list_copy *copy = view->state;
    const struct view *source = view->opener;
    (void)argument;
    char title[CELL_BYTES];
    (void)err;
    text_copy(title, sizeof title, _(source->def->title));
    if (source->def->list->post_title != NULL)
        source->def->list->post_title(source, title, sizeof title);
    posting_begin(&copy->posting, title, source->list.filter.text[0] != '\0');
    return true;
}

static void close_copy(struct view *view)
{
    posting_release(&((struct list_copy *)view->state)->posting);
}

static void draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct list_copy *copy = view->state;
    flow_draw(canvas, rect, buffer_text(&copy->posting.text), copy->first, STYLE_NORMAL);
}

static void note(const struct view *view, struct buffer *out)
{
    const struct list_copy *copy = view->state;
    if (!copy->finished)
        buffer_format(out, _("Reading: %d rows so far. Esc ends it."), posting_rows(&copy->posting));
}

static void run_scroll(struct view *view)
{
    struct list_copy *copy = view->state;
    int lines = flow_height(buffer_text(&copy->posting.text), view->inside.columns);
    copy->first = flow_scroll(copy->first, (int)view->running->argument, lines, view->inside.rows);
}

static void run_close(struct view *view)
{
    view_close(view);
}

static const struct action table[] = {
    {.name = "copy.close",
     .label = N_("Back"),
     .help = N_("Back to the list."),
     .keys = {KEY_ESC, KEY_ENTER, KEY_CTRL('C')},
     .priority = 99,
     .run = run_close},
    FLOW_ACTIONS("copy", run_scroll),
};
static const struct screen_def screen_copy = {
    .name = "list_copy",
    .title = N_("Text for a chat"),
    .state_size = sizeof(struct list_copy),
    .actions = ACTION_TABLE(table),
    .bare = true,
    .open = open_copy,
    .close = close_copy,
    .work = work,
    .note = note,
    .draw = draw,
};

const char *list_why_no_copy(const struct view *view)
{
    return view->list.count > 0 ? NULL : _("There is nothing to copy.");
}

void list_run_copy(struct view *view)
{
    ui_open(view->ui, &screen_copy, NULL);
}
