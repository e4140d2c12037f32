#include "gatepost/utf8.h"
#include "pages_parts.h"
#include <string.h>

/* What a printer without these characters draws instead. */
static char plain_of(const char *text, bool rule)
{
    static const char *const crosses[] = {"┼", "┬", "┴"};
    if (strncmp(text, "│", strlen("│")) == 0)
        return '|';
    if (!rule)
        return '\0';
    for (size_t i = 0; i < sizeof crosses / sizeof crosses[0]; i++)
        if (strncmp(text, crosses[i], strlen(crosses[i])) == 0)
            return '+';
    return strncmp(text, "─", strlen("─")) == 0 ? '-' : '\0';
}

void pages_plain(const struct pages *pages, int page, int line, struct buffer *text)
{
    enum page_line_style style;
    const char *at = pages_line(pages, page, line, &style);
    if (style == PAGE_TITLE) {
        at += strspn(at, " ");
        add_blanks(text, (pages->grid.columns - text_width(at)) / 2);
    }
    while (*at != '\0') {
        char plain = plain_of(at, style == PAGE_RULE);
        if (plain == '\0') {
            buffer_add_byte(text, *at++);
            continue;
        }
        buffer_add_byte(text, plain);
        at += strlen("│");
    }
}

void pages_text(const struct pages *pages, struct buffer *text)
{
    for (int page = 0; page < pages->count; page++) {
        for (int line = 0; line < pages->grid.rows; line++) {
            pages_plain(pages, page, line, text);
            buffer_add_byte(text, '\n');
        }
        buffer_add_byte(text, '\f');
    }
}

void pages_stream(const struct pages *pages, const char *job, struct buffer *stream)
{
    static const char signs[] = {[PAGE_TEXT] = ' ', [PAGE_BOLD] = '*', [PAGE_TITLE] = '=', [PAGE_RULE] = '-'};
    const struct page_grid *grid = &pages->grid;
    buffer_add(stream, "gatepost-pages 1\ntitle ");
    text_clean(stream, job, strlen(job));
    buffer_format(stream, "\npaper %d %d %d %d\ncell %d %d %d\ngrid %d %d\n", grid->paper_width, grid->paper_height,
                  grid->left, grid->top, grid->cell_width, grid->cell_height, grid->type_tenths, grid->columns,
                  grid->rows);
    for (int page = 0; page < pages->count; page++) {
        buffer_add(stream, "page\n");
        for (int line = 0; line < grid->rows; line++) {
            enum page_line_style style;
            const char *text = pages_line(pages, page, line, &style);
            buffer_add_byte(stream, signs[style]);
            buffer_add(stream, text);
            buffer_add_byte(stream, '\n');
        }
    }
    buffer_add(stream, "end\n");
}
