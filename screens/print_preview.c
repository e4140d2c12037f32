/* The pages of the print dialog: made again whenever an option or a record changes, drawn on the same cells as on
 * paper. */
#include "gatepost/buffer.h"
#include "gatepost/flow.h"
#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/print.h"
#include <stdio.h>
#include <string.h>

enum { OPTIONS_COLUMNS = 42, BOTH_LEAST = 80, LINE = 1, HEAD_LINES_MOST = 5 };
enum { PHONE_LEAST_DIGITS = 7, PHONE_MOST_DIGITS = 12, NUMBER_BYTES = 32 };

/* ---- made ---- */

void print_preview_release(struct print_dialog *dialog)
{
    document_release(&dialog->document);
    document_kept_release(&dialog->kept);
    pages_release(&dialog->pages);
    dialog->made = false;
}

static void keep_in_sight(struct print_dialog *dialog)
{
    if (dialog->page >= dialog->pages.count)
        dialog->page = dialog->pages.count - 1;
    if (dialog->page < 0)
        dialog->page = 0;
}

/* A number in the text of a document, masked as every screen masks it; as long as it was, so that nothing moves. */
static void hide_number(char *number, size_t length)
{
    char plain[NUMBER_BYTES], masked[NUMBER_BYTES];
    if (length >= sizeof plain) {
        memset(number, '*', length);
        return;
    }
    memcpy(plain, number, length);
    plain[length] = '\0';
    mask_value(length > PHONE_MOST_DIGITS ? MASK_ID : MASK_PHONE, plain, masked, sizeof masked);
    if (strlen(masked) == length)
        memcpy(number, masked, length);
    else
        memset(number, '*', length);
}

/* Full numbers stand on paper that is recorded, never on a screen that is left open (domain.md §12). */
static void hide_numbers(struct document *document)
{
    for (size_t at = 0; at < document->text.length;) {
        size_t length = 0;
        while (at + length < document->text.length &&
               strchr("0123456789Xx", document->text.bytes[at + length]) != NULL &&
               document->text.bytes[at + length] != '\0')
            length++;
        if (length >= PHONE_LEAST_DIGITS)
            hide_number(document->text.bytes + at, length);
        at += length + 1;
    }
}

/* Names in full are not shown where the screen masks them. */
static bool may_be_seen(const struct view *view, struct err *err)
{
    return print_dialog_of(view)->shown.document.level == LEVEL_POSTED ||
           !application_masks_names(application_of(view)) ||
           err_set(err, ERR_ROLE, "%s",
                   _("Names are masked on this screen, and these pages have them in full. Ctrl-T shows them."));
}

static bool make(const struct view *view, struct print_dialog *dialog)
{
    const struct print_request *shown = &dialog->shown;
    if (!may_be_seen(view, &dialog->err) ||
        !document_make(application_store(view), &shown->document, &dialog->document, &dialog->kept, &dialog->err))
        return false;
    if (shown->document.level == LEVEL_INTERNAL)
        hide_numbers(&dialog->document);
    return pages_layout(&dialog->pages, &dialog->document, &shown->paper, &dialog->err);
}

void print_preview_make(struct view *view)
{
    struct print_dialog *dialog = view->state;
    print_preview_release(dialog);
    dialog->err = (struct err){0};
    if (!print_options_take(view, &dialog->shown, &dialog->err))
        return;
    dialog->made = make(view, dialog);
    if (!dialog->made)
        pages_release(&dialog->pages);
    keep_in_sight(dialog);
}

bool print_preview_warning(const struct view *view, char *text, size_t size)
{
    const struct print_dialog *dialog = view->state;
    const struct pages *pages = &dialog->pages;
    if (!dialog->made || (!pages->too_big && pages->cut == 0))
        return false;
    if (pages->too_big)
        snprintf(text, size, _("! Does not fit on one page even in the smallest type: pages %d."), pages->count);
    else
        snprintf(text, size, _("! Texts that are cut (~): %d. Smaller type or paper across gives more room."),
                 pages->cut);
    return true;
}

/* ---- places ---- */

static bool shows_both(const struct view *view)
{
    return view->outer.columns >= BOTH_LEAST && !print_dialog_of(view)->large;
}

/* With its frame. */
static struct rect options_frame(const struct view *view)
{
    struct rect frame = view->outer;
    if (shows_both(view))
        frame.columns = OPTIONS_COLUMNS;
    else if (print_dialog_of(view)->turned)
        frame.rows = 0;
    return frame;
}

static struct rect preview_frame(const struct view *view)
{
    struct rect frame = view->outer;
    if (shows_both(view)) {
        frame.column += OPTIONS_COLUMNS - LINE;
        frame.columns -= OPTIONS_COLUMNS - LINE;
    } else if (!print_dialog_of(view)->turned) {
        frame.rows = 0;
    }
    return frame;
}

static struct rect inside_of(struct rect frame)
{
    if (frame.rows <= 2 * LINE || frame.columns <= 2 * LINE)
        return (struct rect){frame.row, frame.column, 0, 0};
    return (struct rect){frame.row + LINE, frame.column + LINE, frame.rows - 2 * LINE, frame.columns - 2 * LINE};
}

struct rect print_options_place(const struct view *view)
{
    return inside_of(options_frame(view));
}

struct rect print_preview_place(const struct view *view)
{
    return inside_of(preview_frame(view));
}

/* ---- moving ---- */

static int most_top(const struct view *view)
{
    const struct print_dialog *dialog = view->state;
    int most = dialog->pages.grid.rows - print_preview_place(view).rows;
    return most > 0 ? most : 0;
}

static int most_left(const struct view *view)
{
    const struct print_dialog *dialog = view->state;
    int most = dialog->pages.grid.columns - print_preview_place(view).columns;
    return most > 0 ? most : 0;
}

static int within(int value, int most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

void print_preview_move(struct view *view, int rows, int columns)
{
    struct print_dialog *dialog = view->state;
    dialog->top = within(dialog->top + rows, most_top(view));
    dialog->left = within(dialog->left + columns, most_left(view));
}

void print_preview_page(struct view *view, int step)
{
    struct print_dialog *dialog = view->state;
    int rows = print_preview_place(view).rows, most = most_top(view);
    bool further = step > 0 ? dialog->top < most : dialog->top > 0;
    if (further) {
        print_preview_move(view, step * (rows > 1 ? rows - 1 : 1), 0);
        return;
    }
    int page = dialog->page + step;
    if (page < 0 || page >= dialog->pages.count)
        return;
    dialog->page = page;
    dialog->top = step > 0 ? 0 : most;
}

/* ---- drawn ---- */

static void add_spaces(struct buffer *out, int count)
{
    for (; count > 0; count--)
        buffer_add(out, " ");
}

/* The part of a line that is seen from this column on; half a wide character is a blank. */
static void skip_columns(const char *text, int columns, struct buffer *out)
{
    size_t length = strlen(text);
    int width = 0;
    while (columns > 0 && *text != '\0') {
        size_t bytes = cluster_next(text, length, &width);
        text += bytes;
        length -= bytes;
        columns -= width;
    }
    add_spaces(out, -columns);
    buffer_add(out, text);
}

static enum style style_of(enum page_line_style style)
{
    return style == PAGE_TITLE ? STYLE_TITLE : style == PAGE_BOLD ? STYLE_HEADING : STYLE_NORMAL;
}

/* Lines above the table: title and what it is about. */
static int head_lines(const struct pages *pages, int page)
{
    enum page_line_style style = PAGE_TEXT;
    for (int line = 0; line < HEAD_LINES_MOST && line < pages->grid.rows; line++) {
        pages_line(pages, page, line, &style);
        if (style == PAGE_RULE)
            return line;
    }
    return HEAD_LINES_MOST;
}

/* A title in the middle of the paper is out of sight in a narrow pane: it is moved together there, and stands where it
 * is on paper as soon as the page is moved. */
static void move_together(struct buffer *line, int columns)
{
    struct buffer close = {0};
    if (text_width(buffer_text(line)) <= columns)
        return;
    for (const char *at = buffer_text(line); *at != '\0';) {
        size_t blanks = strspn(at, " "), words = strcspn(at + blanks, " ");
        if (words > 0)
            add_spaces(&close, close.length == 0 ? 0 : blanks > 2 ? 2 : (int)blanks);
        buffer_add_bytes(&close, at + blanks, words);
        at += blanks + words;
    }
    buffer_clear(line);
    add_spaces(line, (columns - text_width(buffer_text(&close))) / 2);
    buffer_add(line, buffer_text(&close));
    buffer_release(&close);
}

static void draw_page(const struct view *view, struct canvas *canvas, struct rect rect)
{
    const struct print_dialog *dialog = view->state;
    struct buffer line = {0}, seen = {0};
    int top = within(dialog->top, most_top(view)), left = within(dialog->left, most_left(view));
    int head = left == 0 ? head_lines(&dialog->pages, dialog->page) : 0;
    for (int i = 0; i < rect.rows && top + i < dialog->pages.grid.rows; i++) {
        enum page_line_style style = PAGE_TEXT;
        const char *text = pages_line(&dialog->pages, dialog->page, top + i, &style);
        buffer_clear(&line);
        buffer_clear(&seen);
        if (canvas->ascii || style == PAGE_TITLE)
            pages_plain(&dialog->pages, dialog->page, top + i, &line);
        else
            buffer_add(&line, text);
        if (top + i < head)
            move_together(&line, rect.columns);
        skip_columns(buffer_text(&line), left, &seen);
        canvas_text(canvas, rect.row + i, rect.column, rect.columns, buffer_text(&seen), style_of(style));
    }
    buffer_release(&line);
    buffer_release(&seen);
}

static void page_words(const struct print_dialog *dialog, struct buffer *out)
{
    if (dialog->made)
        buffer_format(out, _("page %1$d/%2$d %3$s"), dialog->page + 1, dialog->pages.count,
                      words_context(paper_size_labels[dialog->shown.paper.size]));
}

static void draw_preview(const struct view *view, struct canvas *canvas)
{
    const struct print_dialog *dialog = view->state;
    struct rect frame = preview_frame(view), inside = inside_of(frame);
    struct buffer pages = {0};
    if (frame.rows < 1)
        return;
    page_words(dialog, &pages);
    canvas_box(canvas, frame, dialog->turned ? _(">Preview<") : _("Preview"), buffer_text(&pages),
               dialog->turned ? STYLE_FOCUS : STYLE_BORDER);
    if (dialog->made)
        draw_page(view, canvas, inside);
    else
        flow_draw(canvas, inside, dialog->err.text, 0, STYLE_WARNING);
    if (dialog->turned && inside.rows > 0) {
        canvas->cursor_row = inside.row;
        canvas->cursor_column = inside.column;
    }
    buffer_release(&pages);
}

static void draw_options(const struct view *view, struct canvas *canvas)
{
    const struct print_dialog *dialog = view->state;
    struct rect frame = options_frame(view), inside = inside_of(frame);
    if (frame.rows < 1)
        return;
    canvas_box(canvas, frame, dialog->turned ? _("Options") : _(">Options<"), "",
               dialog->turned ? STYLE_BORDER : STYLE_FOCUS);
    form_draw(&view->form, view, canvas, inside);
}

/* What has the keyboard is drawn last: the cursor stands there. */
void print_draw(const struct view *view, struct canvas *canvas, struct rect rect)
{
    (void)rect;
    draw_preview(view, canvas);
    draw_options(view, canvas);
    if (print_dialog_of(view)->turned)
        draw_preview(view, canvas);
}
