/* One painting of everything, lowest view first. */
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ui_parts.h"

static bool has_filter(const struct view *view)
{
    return view->def->list != NULL && (view->list.filtering || view->list.filter.text[0] != '\0');
}

static bool has_tabs(const struct view *view)
{
    return view->pane > 0 && view == ui_top(view->ui) && view->ui->size == LAYOUT_ONE && !view->ui->zoomed;
}

static void add_tab(const struct ui *ui, int pane, struct buffer *title)
{
    buffer_format(title, " %d %s", pane + 1, _(ui->panes[pane]->def->title));
}

/* With one pane on the screen the others stand as tabs behind it. */
static void add_tabs(const struct view *view, struct buffer *title)
{
    for (int i = 0; has_tabs(view) && i < view->ui->pane_count; i++)
        if (i != view->ui->focus && !view->ui->panes[i]->folded)
            add_tab(view->ui, i, title);
}

/* Without the tabs. */
static void make_title(const struct view *view, bool focused, int columns, struct buffer *title)
{
    const struct ui *ui = view->ui;
    bool numbered = view->pane > 0 && (ui_panes_shown(ui) > 1 || has_filter(view));
    if (numbered)
        buffer_format(title, "%s%d", focused ? ">" : "", view->pane);
    else if (view->pane > 0 && focused)
        buffer_add(title, ">");
    /* The filter must be seen, so the name gives way. */
    if (!has_filter(view) || columns >= 60) {
        buffer_add(title, numbered ? " " : "");
        buffer_add(title, _(view->def->title));
        struct buffer heading = {0};
        if (view->def->heading != NULL)
            view->def->heading(view, &heading);
        if (heading.length > 0)
            buffer_format(title, "  %s", buffer_text(&heading));
        buffer_release(&heading);
    }
    if (view->pane > 0 && focused)
        buffer_add(title, "<");
}

int ui_tab_at(const struct view *view, int column)
{
    struct buffer title = {0};
    int found = -1, start = view->outer.column + 3; /* behind the corner, a line and a bracket */
    make_title(view, true, view->outer.columns, &title);
    for (int i = 0; has_tabs(view) && found < 0 && i < view->ui->pane_count; i++) {
        if (i == view->ui->focus || view->ui->panes[i]->folded)
            continue;
        int from = start + text_width(buffer_text(&title));
        add_tab(view->ui, i, &title);
        if (column >= from && column < start + text_width(buffer_text(&title)))
            found = i;
    }
    buffer_release(&title);
    return found;
}

static void make_status(const struct view *view, struct buffer *status)
{
    if (view->def->list != NULL && view->list.failed_since > 0) {
        struct civil_time civil;
        clock_civil(view->list.failed_since, &civil);
        buffer_format(status, _("! as of %02d:%02d"), civil.hour, civil.minute);
        return;
    }
    if (view->def->status != NULL)
        view->def->status(view, status);
    if (view->def->list != NULL && view->list.sort_column >= 0 && view->list.sort_cut)
        buffer_format(status, _(" first %d sorted"), LIST_SORT_MOST);
}

/* The filter stands in the top border, behind the title. */
static void draw_filter(const struct view *view, struct canvas *canvas, struct rect box, int title_columns,
                        const char *status)
{
    int at = box.column + 2 + title_columns + (title_columns > 0 ? 2 : 0);
    int room = box.column + box.columns - 2 - at;
    int label = text_width(_("Filter: ")), status_columns = text_width(status);
    if (status_columns > 0 && room - status_columns - 1 >= label + 12) {
        canvas_text(canvas, box.row, box.column + box.columns - 2 - status_columns, status_columns, status,
                    STYLE_NORMAL);
        room -= status_columns + 1;
    }
    if (label + 6 <= room) {
        label = canvas_text(canvas, box.row, at, room, _("Filter: "), STYLE_FOCUS);
        at += label;
        room -= label;
    }
    const struct line_editor *line = &view->list.filter;
    if (view->list.filtering)
        line_draw(line, canvas, box.row, at, room, true);
    else if (room > 0)
        canvas_text(canvas, box.row, at, room, line->text, STYLE_FIELD);
}

static void draw_detail(const struct view *view, struct canvas *canvas)
{
    struct rect box = view->detail;
    if (box.rows == 0)
        return;
    canvas_box(canvas, box, _("Details"), "", STYLE_BORDER);
    view->def->detail(view, canvas, (struct rect){box.row + 1, box.column + 2, box.rows - 2, box.columns - 4});
}

static void draw_inside(const struct view *view, struct canvas *canvas, bool focused)
{
    if (view->def->draw != NULL)
        view->def->draw(view, canvas, view->inside);
    else if (view->def->list != NULL)
        list_draw(view, &view->list, canvas, view->inside, focused, view->wide);
    else if (view->def->form != NULL)
        form_draw(&view->form, view, canvas, view->inside);
}

static void draw_view(const struct view *view, struct canvas *canvas, bool focused)
{
    struct rect box = view->outer;
    if (view->def->bare)
        draw_inside(view, canvas, focused);
    if (view->def->bare || box.rows < 2 || box.columns < 2)
        return;
    if (view->detail.rows > 0)
        box.columns = view->detail.column - box.column + 1;
    struct buffer title = {0}, status = {0};
    make_title(view, focused, box.columns, &title);
    if (focused)
        add_tabs(view, &title);
    make_status(view, &status);
    bool filter = has_filter(view);
    enum style style = focused ? STYLE_FOCUS : STYLE_BORDER;
    if (!view->def->framed)
        canvas_box(canvas, box, buffer_text(&title), filter ? "" : buffer_text(&status), style);
    draw_inside(view, canvas, focused);
    draw_detail(view, canvas);
    if (filter)
        draw_filter(view, canvas, box, text_width(buffer_text(&title)), buffer_text(&status));
    buffer_release(&title);
    buffer_release(&status);
}

static void draw_panes(const struct ui *ui, struct canvas *canvas)
{
    for (int i = 0; i < ui->pane_count; i++)
        if (ui->panes[i]->outer.rows > 0)
            draw_view(ui->panes[i], canvas, i == ui->focus);
}

static void draw_views(const struct ui *ui, struct canvas *canvas)
{
    int lowest = ui_lowest_shown(ui);
    if (lowest < 0)
        draw_panes(ui, canvas);
    for (int i = lowest < 0 ? 0 : lowest; i < ui->stack_count; i++) {
        const struct view *view = ui->stack[i];
        /* The cursor belongs to the view on top. */
        canvas->cursor_row = canvas->cursor_column = -1;
        canvas_fill(canvas, view->outer, STYLE_NORMAL);
        draw_view(view, canvas, i == ui->stack_count - 1);
    }
}

/* Too small for anything but the alert; what was typed waits. */
static void draw_line(struct ui *ui, struct canvas *canvas)
{
    canvas_field(canvas, 0, 0, canvas->columns, buffer_text(&ui->frame.alert), ui->frame.alert_style);
    canvas_text(canvas, 1, 0, canvas->columns, _("The window is too small (40x12 at least)."), STYLE_NORMAL);
}

void ui_paint(struct ui *ui)
{
    struct canvas *canvas = &ui->canvas;
    canvas->ascii = ui->terminal->ascii;
    canvas_clear(canvas);
    ui_frame_changed(ui);
    if (ui->size == LAYOUT_LINE) {
        ui->footer_count = 0;
        draw_line(ui, canvas);
    } else {
        draw_views(ui, canvas);
        ui_draw_top(ui, canvas);
        ui_draw_message(ui, canvas, canvas->rows - 2);
        ui_draw_footer(ui, canvas, canvas->rows - 1);
    }
    ui->terminal->ops->show(ui->terminal, canvas);
    ui->dirty = false;
    ui->painted = true;
    ui->painted_ms = clock_monotonic_ms();
}
