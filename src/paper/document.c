#include "gatepost/document.h"
#include "gatepost/err.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include <stdlib.h>
#include <string.h>

/* Room doubles: there is some for the next power of two. */
static void *room_for_one(void *items, int64_t count, size_t size)
{
    bool full = (count & (count - 1)) == 0;
    return full ? memory_resize(items, 2 * (size_t)count + 1, size) : items;
}

/* Titles and cells part their lines with "\n", which the cleaner would make a space. */
static void add_clean(struct buffer *target, const char *text, bool lines)
{
    const char *end = lines ? strchr(text, '\n') : NULL;
    for (; end != NULL; text = end + 1, end = strchr(text, '\n')) {
        text_clean(target, text, (size_t)(end - text));
        buffer_add_byte(target, '\n');
    }
    text_clean(target, text, strlen(text));
}

static void copy_clean(char *target, size_t size, const char *text, bool lines)
{
    struct buffer clean = {0};
    add_clean(&clean, text, lines);
    text_copy(target, size, buffer_text(&clean));
    buffer_release(&clean);
}

void document_init(struct document *document, const char *title)
{
    *document = (struct document){0};
    copy_clean(document->title, sizeof document->title, title, false);
    buffer_add_byte(&document->text, '\0');
}

struct document_section *document_section(struct document *document, const char *title)
{
    document->sections = room_for_one(document->sections, document->section_count, sizeof *document->sections);
    struct document_section *section = &document->sections[document->section_count++];
    *section = (struct document_section){.first_row = document->row_count};
    copy_clean(section->title, sizeof section->title, title, false);
    return section;
}

static struct document_section *last_section(struct document *document)
{
    if (document->section_count == 0)
        die("a document's rows stand in a section");
    return &document->sections[document->section_count - 1];
}

struct document_column *document_column(struct document *document, const char *title, int least, int most)
{
    struct document_section *section = last_section(document);
    if (section->column_count == DOCUMENT_COLUMNS_MOST)
        die("too many columns for a document: %s", title);
    struct document_column *column = &section->columns[section->column_count++];
    *column = (struct document_column){.least = least, .most = most};
    copy_clean(column->title, sizeof column->title, title, true);
    return column;
}

static struct document_row *add_row(struct document *document, enum document_row_kind kind)
{
    document->rows = room_for_one(document->rows, document->row_count, sizeof *document->rows);
    struct document_row *row = &document->rows[document->row_count++];
    *row = (struct document_row){.kind = kind};
    last_section(document)->row_count++;
    return row;
}

/* Nothing is offset 0. */
static uint32_t add_text(struct document *document, const char *text, bool lines)
{
    uint32_t offset = (uint32_t)document->text.length;
    if (text == NULL || text[0] == '\0')
        return 0;
    add_clean(&document->text, text, lines);
    buffer_add_byte(&document->text, '\0');
    return offset;
}

struct document_row *document_row(struct document *document, const char *const *cells, int count)
{
    struct document_row *row = add_row(document, DOCUMENT_ROW);
    for (int i = 0; i < count && i < last_section(document)->column_count; i++)
        row->cells[i] = add_text(document, cells[i], true);
    return row;
}

struct document_row *document_group(struct document *document, const char *text)
{
    struct document_row *row = add_row(document, DOCUMENT_GROUP);
    row->cells[0] = add_text(document, text, false);
    return row;
}

void document_note(struct document *document, const char *text)
{
    add_row(document, DOCUMENT_NOTE)->cells[0] = add_text(document, text, false);
}

void document_blank_rows(struct document *document, int count)
{
    for (int i = 0; i < count; i++)
        add_row(document, DOCUMENT_ROW);
}

void document_footnote(struct document *document, const char *text)
{
    if (document->footnote_count < DOCUMENT_FOOTNOTES_MOST)
        copy_clean(document->footnotes[document->footnote_count++], sizeof document->footnotes[0], text, false);
}

const char *document_cell(const struct document *document, const struct document_row *row, int column)
{
    return column < DOCUMENT_COLUMNS_MOST ? document->text.bytes + row->cells[column] : "";
}

void document_release(struct document *document)
{
    free(document->sections);
    free(document->rows);
    buffer_release(&document->text);
    *document = (struct document){0};
}
