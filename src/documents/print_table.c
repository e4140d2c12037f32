#include "gatepost/csv.h"
#include "gatepost/utf8.h"
#include "print_parts.h"
#include <string.h>

/* A heading of several lines stands in one. */
static void add_titles(const struct document_section *section, struct buffer *csv)
{
    char titles[DOCUMENT_COLUMNS_MOST][DOCUMENT_TITLE_BYTES];
    const char *cells[DOCUMENT_COLUMNS_MOST];
    for (int column = 0; column < section->column_count; column++) {
        text_copy(titles[column], sizeof titles[column], section->columns[column].title);
        for (char *at = titles[column]; (at = strchr(at, '\n')) != NULL;)
            *at = ' ';
        cells[column] = titles[column];
    }
    if (section->column_count > 0)
        csv_write_row(csv, cells, section->column_count, ',');
}

/* What strangers said at the gate is nothing to compute. A workbook's cells are texts anyway. */
static void add_harmless(const char *const *cells, int count, bool guarded, struct buffer *csv)
{
    struct buffer texts[DOCUMENT_COLUMNS_MOST] = {0};
    const char *harmless[DOCUMENT_COLUMNS_MOST];
    for (int i = 0; i < count; i++) {
        bool formula = guarded && csv_is_formula(cells[i]);
        if (formula)
            buffer_format(&texts[i], "'%s", cells[i]);
        harmless[i] = formula ? buffer_text(&texts[i]) : cells[i];
    }
    csv_write_row(csv, harmless, count, ',');
    for (int i = 0; i < count; i++)
        buffer_release(&texts[i]);
}

static void add_rows(const struct document *document, const struct document_section *section, bool guarded,
                     struct buffer *csv)
{
    const char *cells[DOCUMENT_COLUMNS_MOST];
    for (int64_t i = section->first_row; i < section->first_row + section->row_count; i++) {
        const struct document_row *row = &document->rows[i];
        int count = row->kind == DOCUMENT_ROW ? section->column_count : 1;
        for (int cell = 0; cell < count; cell++)
            cells[cell] = document_cell(document, row, cell);
        if (row->kind == DOCUMENT_ROW || cells[0][0] != '\0')
            add_harmless(cells, count, guarded, csv);
    }
}

void print_table(const struct document *document, bool marked, struct buffer *csv)
{
    if (marked)
        buffer_add(csv, "\xEF\xBB\xBF"); /* without it Excel takes UTF-8 for the local charset */
    for (int i = 0; i < document->section_count; i++) {
        const struct document_section *section = &document->sections[i];
        const char *title = section->title, *nothing = "";
        if (i > 0)
            csv_write_row(csv, &nothing, 1, ',');
        if (title[0] != '\0')
            csv_write_row(csv, &title, 1, ',');
        add_titles(section, csv);
        add_rows(document, section, marked, csv);
    }
}
