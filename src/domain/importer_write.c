/* Writing an import: new rows in short transactions, their search keys, the completion from which on they count, then
 * the proposals that were taken. Undo takes the last batch back, and with the completion all rows. */
#include "gatepost/clock.h"
#include "gatepost/import.h"
#include "gatepost/words.h"
#include "import_register.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

enum {
    BUDGET_MOST_MS = 80,   /* of one transaction: others wait behind it */
    BUDGET_WHOLE_MS = 400, /* where rows count at once: a list of usual length is saved whole or not at all */
    REST_MS = 2,           /* between two: who takes the lock again at once is faster than all who were woken for it */
    TRIES = 5,             /* to complete, when others add the same meanwhile */
};

bool importer_write(struct importer *importer, struct err *err)
{
    if (importer->counts[IMPORT_NEW] == 0 && importer->taken == 0)
        return err_set(err, ERR_INPUT, _("There is nothing to take in."));
    if (!verb_allowed(importer->store, importer->wanted->rules->verb, err))
        return false;
    importer->phase = IMPORTER_WRITING;
    if (importer->rows_batch != 0 && !importer->wanted->rules->unseen)
        return true; /* what was written counts already: it goes on where it failed */
    importer->stage = WRITE_ROWS;
    importer->attempt++;
    importer->next = importer->added = importer->changed = 0;
    importer->import_id = importer->rows_batch = importer->change_batch = 0;
    return true;
}

void importer_write_end(struct importer *importer)
{
    import_index_free(importer->index);
    importer->index = NULL;
    if (!importer->in_store)
        return;
    importer->in_store = false;
    import_end(importer->store);
    import_lease_end(importer->store);
}

bool importer_can_stop(const struct importer *importer)
{
    return importer->phase == IMPORTER_WRITING && importer->wanted->rules->unseen && importer->stage < WRITE_CHANGES;
}

int importer_write_percent(const struct importer *importer)
{
    static const int starts[] = {[WRITE_ROWS] = 0, [WRITE_KEYS] = 50, [WRITE_COMPLETION] = 95, [WRITE_CHANGES] = 95};
    int percent = starts[importer->stage];
    if (importer->stage == WRITE_ROWS && importer->count > 0)
        percent += (int)(50 * importer->next / importer->count);
    if (importer->stage == WRITE_KEYS && importer->index != NULL)
        percent += 45 * import_index_percent(importer->index) / 100;
    return percent;
}

/* What a register may refuse of one row; anything else ends the import. */
static bool is_refusal(enum err_code code)
{
    return code == ERR_INPUT || code == ERR_CONFLICT || code == ERR_DENIED || code == ERR_RETEST ||
           code == ERR_NOT_FOUND;
}

static void refuse_row(struct importer *importer, int64_t row, const char *why)
{
    struct row_state *state = &importer->rows[row];
    importer->counts[state->verdict]--;
    importer->counts[IMPORT_REFUSED]++;
    importer->taken -= state->taken;
    state->taken = false;
    state->verdict = IMPORT_REFUSED;
    state->why = (uint32_t)importer->whys.length;
    buffer_add_bytes(&importer->whys, why, strlen(why) + 1);
}

/* ---- transactions ---- */

/* Begins a batch, or goes on with it. */
static bool begin(struct importer *importer, const char *verb, int64_t batch, struct err *err)
{
    bool begun = batch == 0 ? store_begin(importer->store, verb, err) : store_resume(importer->store, verb, batch, err);
    if (!begun || import_lease(importer->store, err))
        return begun;
    store_rollback(importer->store);
    return false;
}

static const char *rows_verb(const struct importer *importer)
{
    return importer->wanted->rules->unseen ? IMPORT_ROWS_VERB : importer->wanted->rules->verb;
}

static bool begin_rows(struct importer *importer, struct err *err)
{
    if (!begin(importer, rows_verb(importer), importer->rows_batch, err))
        return false;
    if (importer->import_id != 0)
        return true;
    importer->in_store = true;
    bool unseen = importer->wanted->rules->unseen;
    if (import_begin(importer->store, importer->wanted->name, importer->source, unseen, &importer->import_id, err))
        return true;
    store_rollback(importer->store);
    return false;
}

/* Writes rows of one kind until the time is over; the row that was refused, or -1. */
static bool write_until(struct importer *importer, enum import_verdict kind, int64_t until, int64_t *refused,
                        struct err *err)
{
    const struct import_rules *rules = importer->wanted->rules;
    *refused = -1;
    for (; importer->next < importer->count && clock_real_ms() < until; importer->next++) {
        const struct row_state *state = &importer->rows[importer->next];
        if (state->verdict != kind || (kind == IMPORT_DIFFERS && !state->taken))
            continue;
        bool done = kind == IMPORT_NEW ? rules->write(importer, importer->next, err)
                                       : rules->change(importer, importer->next, state->who, err);
        if (!done) {
            *refused = importer->next;
            return false;
        }
        *(kind == IMPORT_NEW ? &importer->added : &importer->changed) += 1;
    }
    return true;
}

static bool end_rows(struct importer *importer, int64_t *batch, struct err *err)
{
    int64_t written = store_batch(importer->store);
    if (!store_commit(importer->store, err))
        return false;
    if (written != 0)
        *batch = written;
    return true;
}

/* One transaction of rows that was begun. A row that is refused by now takes the whole transaction with it; it is
 * written again without that row. */
static bool write_some(struct importer *importer, enum import_verdict kind, int64_t *batch, int budget_ms,
                       struct err *err)
{
    struct err why = {0};
    int64_t start = importer->next, added = importer->added, changed = importer->changed, refused = -1;
    if (write_until(importer, kind, clock_real_ms() + budget_ms, &refused, &why) && end_rows(importer, batch, &why))
        return true;
    store_rollback(importer->store);
    importer->next = start;
    importer->added = added;
    importer->changed = changed;
    if (refused >= 0 && is_refusal(why.code)) {
        refuse_row(importer, refused, why.text);
        return true;
    }
    if (err != NULL)
        *err = why;
    return false;
}

/* ---- stages ---- */

static bool rows_step(struct importer *importer, int budget_ms, struct err *err)
{
    int64_t import_id = importer->import_id;
    if (!importer->wanted->rules->unseen)
        budget_ms = BUDGET_WHOLE_MS;
    if (!begin_rows(importer, err) || !write_some(importer, IMPORT_NEW, &importer->rows_batch, budget_ms, err))
        return false;
    if (importer->rows_batch == 0) /* the first transaction was taken back with the import's own row */
        importer->import_id = import_id;
    else if (importer->next == importer->count)
        importer->stage = importer->wanted->rules->unseen ? WRITE_KEYS : WRITE_COMPLETION;
    return true;
}

static bool keys_step(struct importer *importer, int budget_ms, struct err *err)
{
    bool finished = false;
    if (importer->index == NULL)
        importer->index = import_index_new(importer->import_id);
    if (!import_index_step(importer->store, importer->index, budget_ms, &finished, err))
        return false;
    if (finished)
        importer->stage = WRITE_COMPLETION;
    return true;
}

static bool give_way(struct importer *importer, struct err *err)
{
    int changed = 0;
    if (!begin(importer, IMPORT_ROWS_VERB, importer->rows_batch, err))
        return false;
    if (!import_give_way(importer->store, importer->import_id, &changed, err)) {
        store_rollback(importer->store);
        return false;
    }
    return store_commit(importer->store, err);
}

/* The moment from which on everybody sees the rows. Those that others added since they were judged give way first. */
static bool complete(struct importer *importer, struct err *err)
{
    bool unseen = importer->wanted->rules->unseen;
    for (int tries = 0; tries < TRIES; tries++) {
        struct err why = {0};
        if (unseen && !give_way(importer, err))
            return false;
        if (!begin(importer, importer->wanted->rules->verb, unseen ? 0 : importer->rows_batch, err))
            return false;
        bool good =
            (!unseen || import_has_room(importer->store, importer->import_id, &why)) &&
            import_complete(importer->store, importer->import_id, (int)importer->added, (int)importer->taken, &why);
        if (good) {
            importer->change_batch = store_batch(importer->store);
            return store_commit(importer->store, err);
        }
        store_rollback(importer->store);
        if (err != NULL)
            *err = why;
        if (why.code != ERR_CONFLICT)
            return false;
    }
    return false;
}

static bool completion_step(struct importer *importer, struct err *err)
{
    if (!complete(importer, err))
        return false;
    import_end(importer->store);
    importer->stage = WRITE_CHANGES;
    importer->next = 0;
    return true;
}

static bool changes_step(struct importer *importer, int budget_ms, struct err *err)
{
    if (importer->taken > 0 && importer->next < importer->count) {
        if (!begin(importer, importer->wanted->rules->verb, importer->change_batch, err) ||
            !write_some(importer, IMPORT_DIFFERS, &importer->change_batch, budget_ms, err))
            return false;
        if (importer->next < importer->count)
            return true;
    }
    importer_write_end(importer);
    importer->phase = IMPORTER_DONE;
    return true;
}

static bool stage_step(struct importer *importer, int budget_ms, struct err *err)
{
    switch (importer->stage) {
    case WRITE_ROWS:
        return rows_step(importer, budget_ms, err);
    case WRITE_KEYS:
        return keys_step(importer, budget_ms, err);
    case WRITE_COMPLETION:
        return completion_step(importer, err);
    default:
        return changes_step(importer, budget_ms, err);
    }
}

bool importer_write_step(struct importer *importer, int budget_ms, struct err *err)
{
    bool done = stage_step(importer, budget_ms < BUDGET_MOST_MS ? budget_ms : BUDGET_MOST_MS, err);
    clock_rest_ms(REST_MS);
    if (done)
        return true;
    /* Once complete it stays: what was not changed is said. */
    importer->phase = importer->stage == WRITE_CHANGES ? IMPORTER_DONE : IMPORTER_READY;
    importer_write_end(importer);
    return false;
}
