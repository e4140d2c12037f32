#include "document_text.h"
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void add_cells(const struct document *document, const struct document_row *row, int columns, struct buffer *text)
{
    int last = columns;
    while (last > 1 && document_cell(document, row, last - 1)[0] == '\0')
        last--;
    for (int i = 0; i < last; i++)
        buffer_format(text, "%s%s", i > 0 ? "|" : "", document_cell(document, row, i));
}

static void add_section(const struct document *document, const struct document_section *section, struct buffer *text)
{
    static const char *const marks[] = {[DOCUMENT_GROUP] = "= ", [DOCUMENT_NOTE] = "- "};
    buffer_format(text, "[%s] ", section->title);
    for (int i = 0; i < section->column_count; i++)
        buffer_format(text, "%s%s", i > 0 ? "|" : "", section->columns[i].title);
    buffer_add(text, "\n");
    for (int64_t i = 0; i < section->row_count; i++) {
        const struct document_row *row = &document->rows[section->first_row + i];
        buffer_add(text, row->marked ? "*" : "");
        if (row->kind == DOCUMENT_ROW)
            add_cells(document, row, section->column_count, text);
        else
            buffer_format(text, "%s%s", marks[row->kind], document_cell(document, row, 0));
        buffer_add(text, "\n");
    }
}

void document_text(const struct document *document, struct buffer *text)
{
    buffer_format(text, "# %s\n", document->title);
    if (document->subtitle[0])
        buffer_format(text, "## %s\n", document->subtitle);
    for (int i = 0; i < document->section_count; i++)
        add_section(document, &document->sections[i], text);
    for (int i = 0; i < document->footnote_count; i++)
        buffer_format(text, "^ %s\n", document->footnotes[i]);
}

void document_text_make(struct store *store, const char *kind, enum document_level level,
                        const struct document_request *request, struct buffer *text)
{
    struct document_request asked = request != NULL ? *request : (struct document_request){.blank_rows = -1};
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    asked.kind = document_kind_find(kind);
    asked.level = level;
    assert_non_null(asked.kind);
    bool made = document_make(store, &asked, &document, &kept, &err);
    buffer_clear(text);
    if (made)
        document_text(&document, text);
    document_release(&document);
    document_kept_release(&kept);
    if (!made)
        fail_msg("%s", err.text);
}

int document_text_digits(const struct buffer *text)
{
    int most = 0, now = 0;
    for (size_t i = 0; i < text->length; i++) {
        now = isdigit((unsigned char)text->bytes[i]) ? now + 1 : 0;
        most = now > most ? now : most;
    }
    return most;
}
