#include "void_passes.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "records.h"
#include <stdlib.h>
#include <string.h>

struct reading {
    struct store *store;
    struct void_passes *passes;
};

/* The number of a void one may have been issued again: what stands on the card that holds is no void number. Of several
 * void ones with the same number the one that a search finds is told. */
static bool is_meant(struct store *store, const struct pass *pass)
{
    struct pass found;
    if (pass->state == PASS_VALID)
        return false;
    return pass->state != PASS_VOID || (pass_find(store, pass->number, &found, NULL) && found.head.id == pass->head.id);
}

static bool take_pass(void *context, const void *record, struct err *err)
{
    const struct reading *reading = context;
    struct void_passes *passes = reading->passes;
    const struct pass *pass = record;
    (void)err;
    if (!is_meant(reading->store, pass))
        return true;
    if ((passes->count & (passes->count - 1)) == 0)
        passes->rows = memory_resize(passes->rows, 2 * (size_t)passes->count + 1, sizeof *passes->rows);
    passes->rows[passes->count++] = *pass;
    return true;
}

static int compare_numbers(const void *one, const void *two)
{
    return strcmp(((const struct pass *)one)->number, ((const struct pass *)two)->number);
}

bool void_passes_read(struct store *store, struct void_passes *passes, struct err *err)
{
    static const int scopes[] = {PASSES_LOST, PASSES_VOID, PASSES_VALID /* those that have expired */};
    struct reading reading = {.store = store, .passes = passes};
    bool good = true;
    *passes = (struct void_passes){0};
    for (size_t i = 0; good && i < sizeof scopes / sizeof scopes[0]; i++)
        good = records_each(store, &pass_table, scopes[i], take_pass, &reading, err);
    if (passes->count > 0)
        qsort(passes->rows, (size_t)passes->count, sizeof *passes->rows, compare_numbers);
    return good;
}

void void_passes_columns(struct document *document, enum document_level level)
{
    document_column(document, _("Number"), 8, 20)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Colour"), 4, 10);
    document_column(document, _("State"), 6, 8);
    document_column(document, words_context(N_("pass|Since")), 16, 16);
    if (level == LEVEL_POSTED) {
        document_column(document, _("Remark"), 8, 0); /* to write in at the gate */
        return;
    }
    document_column(document, _("Holder"), 8, 24)->wrap = DOCUMENT_WRAP;
    document_column(document, _("Reason"), 8, 0)->wrap = DOCUMENT_WRAP;
}

static void write_holder(struct store *store, const struct pass *pass, char *text, size_t size)
{
    struct person person;
    text[0] = '\0';
    if (pass->person_id != 0 && person_get(store, pass->person_id, &person, NULL))
        text_copy(text, size, person.name);
    else if (pass->place_id != 0)
        place_label_of(store, pass->place_id, text, size);
}

struct document_row *void_passes_row(struct store *store, struct document *document, enum document_level level,
                                     const struct pass *pass)
{
    const int64_t since[] = {
        [PASS_EXPIRED] = pass->valid_until, [PASS_LOST] = pass->lost_at, [PASS_VOID] = pass->voided_at};
    const char *const reasons[] = {[PASS_EXPIRED] = "", [PASS_LOST] = pass->lost, [PASS_VOID] = pass->head.voided};
    char when[TIME_SIZE], holder[NAME_BYTES];
    full_label(since[pass->state], when);
    write_holder(store, pass, holder, sizeof holder);
    const char *const cells[] = {pass->number, pass->colour, _(pass_state_labels[pass->state]),
                                 when,         holder,       reasons[pass->state]};
    return document_row(document, cells, level == LEVEL_POSTED ? 4 : 6);
}

void void_passes_release(struct void_passes *passes)
{
    free(passes->rows);
    *passes = (struct void_passes){0};
}
