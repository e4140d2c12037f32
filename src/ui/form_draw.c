#include "form_parts.h"
#include "gatepost/buffer.h"
#include "gatepost/flow.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <string.h>

/* What the drawing functions share. */
struct drawing {
    const struct form *form;
    const struct view *view;
    struct canvas *canvas;
    struct rect rect; /* of the fields */
    int scroll;
};

/* The row on the screen, -1 when it is scrolled out. */
static int screen_row(const struct drawing *drawing, int row)
{
    int at = row - drawing->scroll;
    return at >= 0 && at < drawing->rect.rows ? drawing->rect.row + at : -1;
}

static int room_from(const struct drawing *drawing, int column)
{
    return drawing->rect.columns - column;
}

static void draw_radio(const struct drawing *drawing, int row, const struct field_place *place, int field, bool focused)
{
    const struct field *one = &drawing->form->def->fields[field];
    int at = 0, chosen = drawing->form->fields[field].choice, column = drawing->rect.column + place->input;
    for (int i = 0; one->choices[i] != NULL; i++) {
        bool now = i == chosen;
        enum style style = now && focused ? STYLE_FIELD_NOW : STYLE_NORMAL;
        int room = place->input_columns + 2 - at;
        if (now && focused) {
            drawing->canvas->cursor_row = row;
            drawing->canvas->cursor_column = column + at + 1;
        }
        int used = canvas_text(drawing->canvas, row, column + at, room, now ? "(*)" : "( )", style);
        used +=
            canvas_text(drawing->canvas, row, column + at + used, room - used, words_context(one->choices[i]), style);
        at += used + 1;
    }
}

static void draw_turn(const struct drawing *drawing, int row, const struct field_place *place, int field, bool focused)
{
    const struct field *one = &drawing->form->def->fields[field];
    int column = drawing->rect.column + place->input, columns = place->input_columns;
    enum style style = focused ? STYLE_FIELD_NOW : STYLE_FIELD;
    canvas_text(drawing->canvas, row, column, 1, "<", style);
    canvas_field(drawing->canvas, row, column + 1, columns, "", style);
    canvas_field(drawing->canvas, row, column + 2, columns - 1,
                 words_context(one->choices[drawing->form->fields[field].choice]), style);
    canvas_text(drawing->canvas, row, column + columns + 1, 1, ">", style);
    if (focused) {
        drawing->canvas->cursor_row = row;
        drawing->canvas->cursor_column = column + 2;
    }
}

/* As many asterisks as it has characters. */
static void hide(const struct line_editor *line, struct line_editor *stars)
{
    int width = 0;
    *stars = (struct line_editor){0};
    for (size_t at = 0, count = 0; line->text[at] != '\0';) {
        at += cluster_next(line->text + at, strlen(line->text + at), &width);
        stars->text[count++] = '*';
        if (at <= line->cursor)
            stars->cursor = count;
    }
}

static void draw_input(const struct drawing *drawing, int row, const struct field_place *place, int field, bool focused)
{
    const struct field *one = &drawing->form->def->fields[field];
    const struct line_editor *line = &drawing->form->fields[field].line;
    int column = drawing->rect.column + place->input;
    struct line_editor stars;
    if (one->flags & FIELD_HIDDEN) {
        hide(line, &stars);
        line = &stars;
    }
    if (one->flags & FIELD_READ_ONLY) {
        const char *text = one->text != NULL ? one->text(drawing->view) : line->text;
        canvas_field(drawing->canvas, row, column, place->input_columns + 2, text, STYLE_NORMAL);
    } else if (one->kind != FIELD_CHOICE) {
        canvas_text(drawing->canvas, row, column, 1, "[", STYLE_NORMAL);
        line_draw(line, drawing->canvas, row, column + 1, place->input_columns, focused);
        canvas_text(drawing->canvas, row, column + 1 + place->input_columns, 1, "]", STYLE_NORMAL);
    } else if (form_radio_columns(one) > 0 && form_radio_columns(one) <= place->input_columns) {
        draw_radio(drawing, row, place, field, focused);
    } else {
        draw_turn(drawing, row, place, field, focused);
    }
}

static void draw_candidates(const struct drawing *drawing, const struct field_place *place, int field)
{
    const struct form *form = drawing->form;
    int count = form_candidates(form, drawing->view, field), selected = form_selected(form, field, count);
    int first = form_first_candidate(form, field, count);
    int column = form_candidate_column(place, drawing->rect.columns);
    for (int i = 0; i < FORM_CANDIDATES && first + i < count; i++) {
        char text[400] = "";
        enum style style = STYLE_NORMAL;
        int row = screen_row(drawing, place->row + 1 + i), room = room_from(drawing, column);
        if (row < 0)
            continue;
        form->def->candidate(drawing->view, field, first + i, text, sizeof text, &style);
        bool now = first + i == selected;
        if (now && style == STYLE_NORMAL)
            style = STYLE_SELECTED;
        canvas_text(drawing->canvas, row, drawing->rect.column + column, 2, now ? "> " : "  ", style);
        if (room > 2)
            canvas_field(drawing->canvas, row, drawing->rect.column + column + 2, room - 2, text, style);
    }
}

static void draw_theirs(const struct drawing *drawing, const struct field_place *place, int field)
{
    const struct field *one = &drawing->form->def->fields[field];
    const char *theirs = drawing->form->fields[field].theirs;
    int row = screen_row(drawing, place->row + place->rows - 1), room = room_from(drawing, place->input);
    if (theirs == NULL || row < 0 || room <= 0)
        return;
    if (one->kind == FIELD_CHOICE) {
        int choice = 0;
        for (const char *at = theirs; *at >= '0' && *at <= '9' && choice < 100; at++)
            choice = choice * 10 + (*at - '0');
        for (int i = 0; i <= choice && one->choices[i] != NULL; i++)
            theirs = words_context(one->choices[i]);
    }
    struct buffer text = {0};
    buffer_format(&text, _("! theirs: %s   (F2 takes it)"), theirs[0] != '\0' ? theirs : _("(empty)"));
    canvas_field(drawing->canvas, row, drawing->rect.column + place->input, room, buffer_text(&text), STYLE_WARNING);
    buffer_release(&text);
}

static void draw_heading(const struct drawing *drawing, const struct field_place *place, const char *heading)
{
    int row = heading != NULL ? screen_row(drawing, place->row - 1) : -1;
    if (row >= 0)
        canvas_cut(drawing->canvas, row, drawing->rect.column + 1, room_from(drawing, 1), _(heading), STYLE_HEADING);
}

static void draw_field(const struct drawing *drawing, const struct field_place *place, int field)
{
    const struct field *one = &drawing->form->def->fields[field];
    int row = screen_row(drawing, place->row);
    bool focused = field == drawing->form->focus;
    draw_heading(drawing, place, one->heading);
    if (row >= 0) {
        canvas_field(drawing->canvas, row, drawing->rect.column + place->label, place->input - place->label - 1,
                     form_label(one), focused ? STYLE_FOCUS : STYLE_NORMAL);
        draw_input(drawing, row, place, field, focused);
        if (place->hint > 0)
            canvas_text(drawing->canvas, row, drawing->rect.column + place->hint, room_from(drawing, place->hint),
                        _(form_hint(drawing->form, field)), STYLE_MUTED);
    }
    if (focused)
        draw_candidates(drawing, place, field);
    draw_theirs(drawing, place, field);
}

/* The error first, then what must be read before saving. */
static void draw_notes(const struct form *form, const struct view *view, struct canvas *canvas, struct rect rect)
{
    static const enum style styles[] = {STYLE_NORMAL, STYLE_GOOD, STYLE_WARNING, STYLE_ALARM};
    char text[400];
    enum form_note_level level = NOTE_PLAIN;
    int end = rect.row + rect.rows;
    if (form->err.text[0] != '\0' && rect.rows > 0) {
        canvas_text(canvas, rect.row, rect.column + 1, 1, "!", STYLE_WARNING);
        struct rect part = {rect.row, rect.column + 3, rect.rows, rect.columns - 3};
        rect.row += flow_draw(canvas, part, form->err.text, 0, STYLE_WARNING);
    }
    for (int i = 0; form->def->note != NULL && rect.row < end; i++) {
        if (!form->def->note(view, i, text, sizeof text, &level))
            break;
        struct rect part = {rect.row, rect.column + 1, end - rect.row, rect.columns - 1};
        rect.row += flow_draw(canvas, part, text, 0, styles[level]);
    }
}

void form_draw(const struct form *form, const struct view *view, struct canvas *canvas, struct rect rect)
{
    struct form_layout layout;
    if (rect.rows < 1 || rect.columns < 4)
        return;
    form_place(form, view, rect.columns, &layout);
    int notes = form_notes_rows(form, view, rect.columns);
    /* Where not all fits, notes take at most half and the fields scroll to the one with the cursor. */
    if (layout.rows + notes > rect.rows && notes > rect.rows / 2)
        notes = rect.rows - layout.rows > rect.rows / 2 ? rect.rows - layout.rows : rect.rows / 2;
    struct drawing drawing = {form, view, canvas, rect, 0};
    drawing.rect.rows = rect.rows - notes < layout.rows ? rect.rows - notes : layout.rows;
    drawing.scroll = form_scroll(form, &layout, drawing.rect.rows);
    for (int i = 0; i < form->def->field_count; i++)
        if (layout.fields[i].rows > 0)
            draw_field(&drawing, &layout.fields[i], i);
    draw_notes(form, view, canvas, (struct rect){rect.row + drawing.rect.rows, rect.column, notes, rect.columns});
}
