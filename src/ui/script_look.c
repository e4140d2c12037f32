/* What a script expects to see. */
#include "gatepost/utf8.h"
#include "script.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void row_text(const struct script *script, int row, struct buffer *out)
{
    buffer_clear(out);
    canvas_row(&script->shown, row, out);
}

static void print_shown(const struct script *script)
{
    struct buffer row = {0};
    for (int i = 0; i < script->shown.rows; i++) {
        row_text(script, i, &row);
        fprintf(stderr, "+%s\n", buffer_text(&row));
    }
    buffer_release(&row);
}

static void cut_blanks(struct buffer *line)
{
    while (line->length > 0 && line->bytes[line->length - 1] == ' ')
        line->bytes[--line->length] = '\0';
}

/* screen … end: prints expected (-) and shown (+) rows where they differ. */
static void compare_screen(struct script *script)
{
    struct buffer expected = {0}, shown = {0};
    int row = 0, start = script->line;
    bool differs = false;
    for (; script_line(script, &expected); row++) {
        cut_blanks(&expected);
        if (strcmp(buffer_text(&expected), "end") == 0)
            break;
        row_text(script, row, &shown);
        if (row < script->shown.rows && strcmp(buffer_text(&expected), buffer_text(&shown)) == 0)
            continue;
        if (!differs)
            fprintf(stderr, "%s:%d: the screen differs\n", script->file_name, start);
        differs = true;
        fprintf(stderr, "-%s\n+%s\n", buffer_text(&expected), buffer_text(&shown));
    }
    for (; row < script->shown.rows; row++) {
        row_text(script, row, &shown);
        if (shown.length > 0) {
            fprintf(stderr, "%s:%d: row %d is not expected\n+%s\n", script->file_name, start, row + 1,
                    buffer_text(&shown));
            differs = true;
        }
    }
    script->failures += differs;
    script->compared++;
    buffer_release(&expected);
    buffer_release(&shown);
}

static void write_screen(struct script *script)
{
    struct buffer row = {0};
    for (int i = 0; i < script->shown.rows; i++) {
        row_text(script, i, &row);
        buffer_format(&script->updated, "%s\n", buffer_text(&row));
    }
    buffer_add(&script->updated, "end\n");
    while (script_line(script, &row) && strcmp(buffer_text(&row), "end") != 0)
        continue;
    buffer_release(&row);
}

/* Column of text in a row of the canvas, -1: not there. */
static int column_of(const struct script *script, int row, const char *text)
{
    const struct canvas_cell *cells = script->shown.cells + (size_t)row * (size_t)script->shown.columns;
    size_t length = strlen(text);
    struct buffer rest = {0};
    int found = -1;
    for (int column = 0; column < script->shown.columns && found < 0; column++) {
        if (cells[column].width == 0)
            continue;
        buffer_clear(&rest);
        for (int i = column; i < script->shown.columns && rest.length < length; i++)
            buffer_add(&rest, cells[i].text);
        if (strncmp(buffer_text(&rest), text, length) == 0)
            found = column;
    }
    buffer_release(&rest);
    return found;
}

static bool stands_somewhere(const struct script *script, const char *text, int *row, int *column)
{
    for (*row = 0; *row < script->shown.rows; (*row)++)
        if ((*column = column_of(script, *row, text)) >= 0)
            return true;
    return false;
}

static void expect_text(struct script *script, const char *text, bool wanted)
{
    int row, column;
    script->compared++;
    if (stands_somewhere(script, text, &row, &column) == wanted)
        return;
    script_complain(script, wanted ? "not on the screen: %s" : "on the screen: %s", text);
    print_shown(script);
}

static void expect_row(struct script *script, const char *rest)
{
    char *text;
    struct buffer shown = {0}, expected = {0};
    long row = strtol(rest, &text, 10);
    buffer_add(&expected, *text == ' ' ? text + 1 : text);
    cut_blanks(&expected);
    row_text(script, (int)row - 1, &shown);
    script->compared++;
    if (strcmp(buffer_text(&shown), buffer_text(&expected)) != 0) {
        script_complain(script, "row %ld differs", row);
        fprintf(stderr, "-%s\n+%s\n", buffer_text(&expected), buffer_text(&shown));
    }
    buffer_release(&shown);
    buffer_release(&expected);
}

static void expect_copied(struct script *script, const char *rest)
{
    const char *text = script_after(rest, "not");
    bool wanted = text == NULL;
    script->compared++;
    if ((strstr(buffer_text(&script->clipboard), wanted ? rest : text) != NULL) != wanted)
        script_complain(script, "the clipboard holds: %s", buffer_text(&script->clipboard));
}

static const char *const style_names[STYLE_COUNT] = {
    "normal", "title", "border", "focus",   "heading", "selected", "field", "field_now",
    "muted",  "void",  "good",   "warning", "alarm",   "key",      "label",
};

static void expect_style(struct script *script, const char *rest)
{
    int row, column;
    const char *name = strrchr(rest, ' ');
    script->compared++;
    if (name == NULL) {
        script_complain(script, "style needs a text and a style");
        return;
    }
    struct buffer text = {0};
    buffer_add_bytes(&text, rest, (size_t)(name - rest));
    if (!stands_somewhere(script, buffer_text(&text), &row, &column)) {
        script_complain(script, "not on the screen: %s", buffer_text(&text));
    } else {
        int style = script->shown.cells[row * script->shown.columns + column].style;
        if (style >= STYLE_COUNT || strcmp(style_names[style], name + 1) != 0)
            script_complain(script, "%s stands in style %s", buffer_text(&text),
                            style < STYLE_COUNT ? style_names[style] : "?");
    }
    buffer_release(&text);
}

static void expect_cursor(struct script *script, const char *rest)
{
    int row = 0, column = 0;
    script->compared++;
    if (strcmp(rest, "none") != 0 && sscanf(rest, "%d %d", &row, &column) != 2)
        script_complain(script, "cursor needs ROW COLUMN or none");
    else if (script->shown.cursor_row != row - 1 || script->shown.cursor_column != column - 1)
        script_complain(script, "the cursor is at %d %d", script->shown.cursor_row + 1,
                        script->shown.cursor_column + 1);
}

static bool row_is_whole(const struct canvas *canvas, int row)
{
    const struct canvas_cell *cells = canvas->cells + (size_t)row * (size_t)canvas->columns;
    for (int column = 0; column < canvas->columns; column++) {
        const struct canvas_cell *cell = &cells[column];
        bool wide = cell->width == 2;
        if (wide && (column + 1 == canvas->columns || cells[column + 1].width != 0))
            return false;
        if (cell->width == 0 && (column == 0 || cells[column - 1].width != 2))
            return false;
        if (cell->width > 0 && text_width(cell->text) != cell->width)
            return false;
    }
    return true;
}

static void check_invariants(struct script *script)
{
    const struct canvas *canvas = &script->shown;
    script->compared++;
    if (canvas->rows != script->rows || canvas->columns != script->columns)
        script_complain(script, "the canvas is %dx%d", canvas->columns, canvas->rows);
    for (int row = 0; row < canvas->rows; row++)
        if (!row_is_whole(canvas, row))
            script_complain(script, "row %d has half a wide character", row + 1);
    bool cursor = canvas->cursor_row >= 0;
    if (cursor && (canvas->cursor_row >= canvas->rows || canvas->cursor_column >= canvas->columns))
        script_complain(script, "the cursor is outside");
    if (cursor && canvas->rows >= 12 && canvas->cursor_row == canvas->rows - 1)
        script_complain(script, "the cursor is on the last row");
    bool selected = cursor;
    for (int i = 0; i < canvas->rows * canvas->columns && !selected; i++)
        selected = canvas->cells[i].style == STYLE_SELECTED;
    if (!selected && canvas->rows >= 12 && canvas->columns >= 40)
        script_complain(script, "nothing is selected and no field has the cursor");
}

bool script_look(struct script *script, const char *line)
{
    const char *rest;
    if (strcmp(line, "screen") == 0) {
        if (script->updating)
            write_screen(script);
        else
            compare_screen(script);
    } else if ((rest = script_after(line, "see")) != NULL) {
        expect_text(script, rest, true);
    } else if ((rest = script_after(line, "not")) != NULL) {
        expect_text(script, rest, false);
    } else if ((rest = script_after(line, "row")) != NULL) {
        expect_row(script, rest);
    } else if ((rest = script_after(line, "style")) != NULL) {
        expect_style(script, rest);
    } else if ((rest = script_after(line, "cursor")) != NULL) {
        expect_cursor(script, rest);
    } else if ((rest = script_after(line, "invariants")) != NULL) {
        check_invariants(script);
    } else if ((rest = script_after(line, "copied")) != NULL) {
        expect_copied(script, rest);
    } else if ((rest = script_after(line, "bell")) != NULL) {
        script->compared++;
        if (atoi(rest) != script->bells)
            script_complain(script, "%d bells so far", script->bells);
    } else {
        return line[0] == '#' || line[strspn(line, " ")] == '\0';
    }
    return true;
}
