#include "gatepost/flow.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "list_parts.h"
#include <string.h>

/* Index of the column to leave out next: the lowest priority, of equals the last. -1: all must stay. */
static int least_column(const struct list_def *def, const int widths[LIST_COLUMNS])
{
    int least = -1;
    for (int i = 0; i < def->column_count; i++) {
        const struct column *column = &def->columns[i];
        if (widths[i] > 0 && column->priority < 9 && (least < 0 || column->priority <= def->columns[least].priority))
            least = i;
    }
    return least;
}

/* Gives the spare columns to those that grow, by their shares; what one cannot take goes to the others. */
static void grow_columns(const struct list_def *def, int spare, int widths[LIST_COLUMNS])
{
    while (spare > 0) {
        int shares = 0, given = 0;
        for (int i = 0; i < def->column_count; i++) {
            const struct column *column = &def->columns[i];
            if (widths[i] > 0 && (column->most == 0 || widths[i] < column->most))
                shares += column->grow;
        }
        if (shares == 0)
            return;
        for (int i = 0; i < def->column_count && given < spare; i++) {
            const struct column *column = &def->columns[i];
            int room = column->most == 0 ? spare : column->most - widths[i];
            if (widths[i] == 0 || column->grow == 0 || room <= 0)
                continue;
            int part = (spare * column->grow + shares - 1) / shares;
            part = part < room ? part : room;
            part = part < spare - given ? part : spare - given;
            widths[i] += part;
            given += part;
        }
        spare -= given;
    }
}

void list_widths(const struct list_def *def, int columns, bool zoomed, int widths[LIST_COLUMNS])
{
    int count = def->column_count < LIST_COLUMNS ? def->column_count : LIST_COLUMNS;
    int spare = columns; /* each column takes one blank (the first: the mark of the selected row) before it */
    for (int i = 0; i < count; i++) {
        widths[i] = def->columns[i].zoomed_only && !zoomed ? 0 : def->columns[i].width;
        spare -= widths[i] > 0 ? widths[i] + 1 : 0;
    }
    for (int least; spare < 0 && (least = least_column(def, widths)) >= 0;) {
        spare += widths[least] + 1;
        widths[least] = 0;
    }
    grow_columns(def, spare, widths);
}

/* The row stands already in its style: only the text is drawn. */
static void draw_value(struct canvas *canvas, int row, int column, int columns, const char *text, bool right,
                       enum style style)
{
    int width = right ? text_width(text) : columns;
    if (width < columns) {
        column += columns - width;
        columns = width;
    }
    canvas_cut(canvas, row, column, columns, text, style);
}

/* Columns left for a value in a list too narrow even for what must stay. */
static int room_at(struct rect rect, int at, int width)
{
    int room = rect.column + rect.columns - at;
    return width < room ? width : room;
}

static const char *heading_of(const struct view *view, const struct list *list, int column, char *text, size_t size)
{
    const struct list_def *def = list->def;
    text[0] = '\0';
    if (def->heading != NULL)
        def->heading(view, column, text, size);
    return text[0] != '\0' ? text : words_context(def->columns[column].heading);
}

static void draw_headings(const struct view *view, const struct list *list, struct canvas *canvas, struct rect rect,
                          const int widths[], bool zoomed)
{
    char text[CELL_BYTES];
    const struct list_def *def = list->def;
    int at = rect.column + 1;
    canvas_fill(canvas, (struct rect){rect.row, rect.column, 1, rect.columns}, STYLE_HEADING);
    for (int i = 0; i < def->column_count && i < LIST_COLUMNS; i++) {
        int width = room_at(rect, at, widths[i]);
        if (widths[i] == 0 || width <= 0)
            continue;
        const char *heading = heading_of(view, list, i, text, sizeof text);
        draw_value(canvas, rect.row, at, width, heading, def->columns[i].right, STYLE_HEADING);
        bool own = list->sort_column < 0 && zoomed && def->compare != NULL && i == def->order_column;
        if (own || i == list->sort_column) {
            int mark = text_width(heading) < width ? text_width(heading) : width - 1;
            const char *sign = own || list->sort_reverse ? "v" : "^";
            canvas_text(canvas, rect.row, def->columns[i].right ? at + width : at + mark, 1, sign, STYLE_HEADING);
        }
        at += widths[i] + 1;
    }
}

static void draw_field(struct canvas *canvas, int row, int column, int columns, const char *text, int before)
{
    canvas_field(canvas, row, column, columns, text, STYLE_FIELD_NOW);
    canvas->cursor_row = row;
    canvas->cursor_column = column + (before < columns ? before : columns - 1);
}

static void draw_row(const struct view *view, const struct list *list, struct canvas *canvas, struct rect line,
                     int index, bool focused, const int widths[])
{
    const struct list_def *def = list->def;
    const void *row = list_row(list, index);
    bool selected = focused && index == list->selected;
    enum style style = def->row_style != NULL ? def->row_style(view, row) : STYLE_NORMAL;
    if (selected)
        style = STYLE_SELECTED;
    if (style != STYLE_NORMAL)
        canvas_fill(canvas, line, style);
    if (selected)
        canvas_text(canvas, line.row, line.column, 1, ">", style);
    int at = line.column + 1, before = 0;
    int field = selected && def->field != NULL ? def->field(view, &before) : -1;
    struct cell cell;
    for (int i = 0; i < def->column_count && i < LIST_COLUMNS; i++) {
        int width = room_at(line, at, widths[i]);
        if (widths[i] == 0 || width <= 0)
            continue;
        cell.text[0] = '\0';
        cell.style = STYLE_NORMAL;
        def->cell(view, row, i, &cell);
        enum style own = selected || cell.style == STYLE_NORMAL ? style : cell.style;
        if (i == field)
            draw_field(canvas, line.row, at, width, cell.text, before);
        else if (cell.text[0] != '\0')
            draw_value(canvas, line.row, at, width, cell.text, def->columns[i].right, own);
        at += widths[i] + 1;
    }
}

int list_column_width(const struct view *view, int column)
{
    int widths[LIST_COLUMNS];
    list_widths(view->def->list, view->inside.columns, view->wide, widths);
    return widths[column];
}

int list_column_at(const struct view *view, int at)
{
    int widths[LIST_COLUMNS], start = 1;
    const struct list_def *def = view->def->list;
    list_widths(def, view->inside.columns, view->wide, widths);
    for (int i = 0; i < def->column_count && i < LIST_COLUMNS; i++) {
        if (widths[i] > 0 && at >= start && at < start + widths[i])
            return i;
        start += widths[i] > 0 ? widths[i] + 1 : 0;
    }
    return -1;
}

static void draw_empty(const struct list *list, struct canvas *canvas, struct rect rect)
{
    const struct list_def *def = list->def;
    const char *text = list->empty_here != NULL ? list->empty_here : def->empty;
    if (list->filter.text[0] != '\0' && def->empty_filtered != NULL)
        text = def->empty_filtered;
    if (list->searching)
        text = N_("Searching...");
    if (!list->loaded || text == NULL)
        return;
    rect.column++;
    rect.columns--;
    flow_draw(canvas, rect, _(text), 0, STYLE_MUTED);
}

void list_draw(const struct view *view, const struct list *list, struct canvas *canvas, struct rect rect, bool focused,
               bool zoomed)
{
    int widths[LIST_COLUMNS];
    if (rect.rows < 1 || rect.columns < 1)
        return;
    list_widths(list->def, rect.columns, zoomed, widths);
    draw_headings(view, list, canvas, rect, widths, zoomed);
    rect.row++;
    rect.rows--;
    if (list->count == 0 && list->loaded)
        draw_empty(list, canvas, rect);
    for (int i = 0; i < rect.rows && list->top + i < list->count; i++)
        draw_row(view, list, canvas, (struct rect){rect.row + i, rect.column, 1, rect.columns}, list->top + i, focused,
                 widths);
}
