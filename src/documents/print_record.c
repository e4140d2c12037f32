#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/printing_rules.h"
#include "gatepost/utf8.h"
#include "print_parts.h"
#include <stdlib.h>
#include <string.h>

/* Each text with its end, so that what moves from one cell to the next is something else. */
static void add(struct buffer *all, const char *text)
{
    buffer_add_bytes(all, text, strlen(text));
    buffer_add_byte(all, '\n');
}

static void add_section(struct buffer *all, const struct document *document, const struct document_section *section)
{
    add(all, section->title);
    for (int column = 0; column < section->column_count; column++)
        add(all, section->columns[column].title);
    for (int64_t i = section->first_row; i < section->first_row + section->row_count; i++) {
        const struct document_row *row = &document->rows[i];
        int cells = row->kind == DOCUMENT_ROW ? section->column_count : 1;
        buffer_add_byte(all, (char)('0' + row->kind));
        for (int cell = 0; cell < cells; cell++)
            add(all, document_cell(document, row, cell));
    }
}

/* Not when and by whom it was printed: the same in the evening is the same version. */
void print_keep_whole(const struct document *document, struct document_kept *kept)
{
    struct buffer all = {0};
    add(&all, document->title);
    add(&all, document->subtitle);
    for (int i = 0; i < document->section_count; i++)
        add_section(&all, document, &document->sections[i]);
    for (int i = 0; i < document->footnote_count; i++)
        add(&all, document->footnotes[i]);
    document_keep(kept, "document", 0, buffer_text(&all));
    buffer_release(&all);
}

static struct printing_row *numbered(const struct document_kept *kept)
{
    struct printing_row *rows = memory_new((size_t)kept->count, sizeof *rows);
    for (int i = 0; i < kept->count; i++) {
        rows[i] = (struct printing_row){.number = i + 1, .row_id = kept->rows[i].row_id};
        text_copy(rows[i].name, sizeof rows[i].name, kept->rows[i].name);
        text_copy(rows[i].digest, sizeof rows[i].digest, kept->rows[i].digest);
    }
    return rows;
}

bool print_record(struct store *store, const struct print_request *request, const struct print_target *target,
                  const struct document_kept *kept, int pages, struct printing *printing, struct err *err)
{
    const struct document_request *asked = &request->document;
    struct printing_row *rows = numbered(kept);
    struct buffer place = {0};
    *printing = (struct printing){.at = clock_now(),
                                  .level = asked->level == LEVEL_INTERNAL ? PRINTING_INTERNAL : PRINTING_POSTED,
                                  .pages = pages,
                                  .copies = request->copies,
                                  .target = target->kind};
    text_copy(printing->document, sizeof printing->document, asked->kind->name);
    document_subject(asked, printing->subject, sizeof printing->subject);
    text_clean(&place, request->to, strlen(request->to));
    text_copy(printing->place, sizeof printing->place, buffer_text(&place));
    bool good = printing_begin(store, printing, rows, kept->count, err);
    buffer_release(&place);
    free(rows);
    return good;
}
