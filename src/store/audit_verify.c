/* Proof that nothing was changed behind the audit's back. Each slice is one short read transaction, so the walk stands
 * in nobody's way; what is compared stands in one snapshot. */
#include "audit_chain.h"
#include "database.h"
#include "gatepost/audit.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_ENTRIES = 500, TABLES_MOST = 64 };

struct walk {
    struct store *store;
    struct audit_verdict *verdict;
    struct err *err;
    unsigned char chain[HASH_BYTES];
    int64_t last_id, last_batch, batches, updates, all;
    struct {
        char name[40];
        int64_t inserts;
    } tables[TABLES_MOST];
    int table_count;
    bool finished;
};

/* What one row of the walk's statement says, copied before other statements run. */
struct entry {
    struct audit_link link;
    size_t payload_size, chain_size;
    const unsigned char *chain_hash;
    const char *before, *after; /* NULL: no payload */
    bool has_batch;
};

static bool bad(struct walk *walk, int64_t id, const char *what)
{
    if (walk->verdict->first_bad == 0) {
        walk->verdict->first_bad = id;
        snprintf(walk->verdict->what, sizeof walk->verdict->what, "%s", what);
    }
    return false;
}

/* ---- one entry ---- */

static void entry_read(const struct statement *row, struct entry *entry)
{
    entry->link = (struct audit_link){.id = column_integer(row, 0),
                                      .batch_id = column_integer(row, 1),
                                      .at = column_integer(row, 2),
                                      .officer_id = column_integer(row, 3),
                                      .sign_on_id = column_integer(row, 4),
                                      .of_batch = column_integer(row, 5),
                                      .row_id = column_integer(row, 6),
                                      .terminal = column_text(row, 7),
                                      .verb = column_text(row, 8),
                                      .kind = column_text(row, 9),
                                      .table = column_text(row, 10),
                                      .change = column_text(row, 11),
                                      .volunteer_id = column_integer(row, 16)};
    entry->link.payload_hash = column_blob(row, 12, &entry->payload_size);
    entry->chain_hash = column_blob(row, 13, &entry->chain_size);
    entry->before = column_is_null(row, 14) ? NULL : column_text(row, 14);
    entry->after = column_is_null(row, 15) ? NULL : column_text(row, 15);
    entry->has_batch = !column_is_null(row, 2);
}

static bool check_chain(struct walk *walk, const struct entry *entry)
{
    const struct audit_link *link = &entry->link;
    unsigned char hash[HASH_BYTES];
    if (link->id != walk->last_id + 1)
        return bad(walk, walk->last_id + 1, _("An entry of the audit is missing."));
    if (!entry->has_batch)
        return bad(walk, link->id, _("The batch of this entry is missing."));
    if (entry->payload_size != HASH_BYTES || entry->chain_size != HASH_BYTES)
        return bad(walk, link->id, _("This entry of the audit was changed."));
    audit_entry_hash(walk->chain, link, hash);
    if (memcmp(hash, entry->chain_hash, HASH_BYTES) != 0)
        return bad(walk, link->id, _("This entry of the audit, or its batch, was changed."));
    memcpy(walk->chain, hash, HASH_BYTES);
    return true;
}

static bool check_payload(struct walk *walk, const struct entry *entry)
{
    unsigned char hash[HASH_BYTES];
    bool update = strcmp(entry->link.change, "update") == 0;
    walk->updates += update;
    if (!update)
        return entry->before == NULL ? true
                                     : bad(walk, entry->link.id, _("Before and after were added to this entry."));
    if (entry->before == NULL || entry->after == NULL)
        return bad(walk, entry->link.id, _("Before and after of this entry are missing."));
    audit_payload_hash(entry->before, entry->after, hash);
    if (memcmp(hash, entry->link.payload_hash, HASH_BYTES) == 0)
        return true;
    return bad(walk, entry->link.id, _("Before and after of this entry were changed."));
}

/* Table names come from the file: only plain names may become SQL. */
static bool is_plain_name(const char *name)
{
    return name[0] != '\0' && strlen(name) < 40 && strspn(name, "abcdefghijklmnopqrstuvwxyz_") == strlen(name);
}

static bool is_last_of_row(struct walk *walk, const struct audit_link *link, bool *last)
{
    int64_t newest = 0;
    struct statement *statement = statement_take(
        walk->store, "SELECT max(id) FROM audit WHERE table_name = :table AND row_id = :row_id", walk->err);
    if (statement == NULL)
        return false;
    statement_text(statement, "table", link->table);
    statement_integer(statement, "row_id", link->row_id);
    if (statement_row(statement))
        newest = column_integer(statement, 0);
    *last = newest == link->id;
    return statement_done(statement, walk->err);
}

/* The row as it is now must be what its last entry says. False with a verdict, or with err when it cannot be read. */
static bool check_row(struct walk *walk, const struct entry *entry)
{
    const struct audit_link *link = &entry->link;
    bool last = false;
    if (!is_plain_name(link->table))
        return bad(walk, link->id, _("This entry of the audit was changed."));
    if (!is_last_of_row(walk, link, &last))
        return false;
    if (!last)
        return true;
    struct err err = {0};
    if (!row_read(walk->store, link->table, link->row_id, -1, &walk->store->after, &err)) {
        if (err.code == ERR_NOT_FOUND)
            return bad(walk, link->id, _("The record of this entry was removed."));
        return err_set(walk->err, err.code, "%s", err.text);
    }
    const char *now = buffer_text(&walk->store->after);
    unsigned char hash[HASH_BYTES];
    audit_payload_hash(NULL, now, hash);
    bool same =
        entry->after != NULL ? strcmp(entry->after, now) == 0 : memcmp(hash, entry->link.payload_hash, HASH_BYTES) == 0;
    return same ? true : bad(walk, link->id, _("The record of this entry was changed behind the audit's back."));
}

static bool count_insert(struct walk *walk, const struct audit_link *link)
{
    int i = 0;
    if (link->batch_id > walk->last_batch) { /* a batch of several transactions comes again behind those of others */
        walk->batches++;
        walk->last_batch = link->batch_id;
    }
    if (strcmp(link->change, "insert") != 0)
        return true;
    while (i < walk->table_count && strcmp(walk->tables[i].name, link->table) != 0)
        i++;
    if (i == TABLES_MOST)
        return bad(walk, link->id, _("This entry of the audit was changed."));
    if (i == walk->table_count) {
        snprintf(walk->tables[i].name, sizeof walk->tables[i].name, "%s", link->table);
        walk->table_count++;
    }
    walk->tables[i].inserts++;
    return true;
}

/* ---- a slice ---- */

static bool check_slice(struct walk *walk)
{
    struct statement *statement =
        statement_take(walk->store,
                       "SELECT a.id, a.batch_id, b.at, b.officer_id, b.sign_on_id, b.of_batch, a.row_id, b.terminal, "
                       "b.verb, b.kind, a.table_name, a.change, a.payload_hash, a.chain_hash, p.before, p.after, "
                       "b.volunteer_id "
                       "FROM audit a LEFT JOIN batch b ON b.id = a.batch_id "
                       "LEFT JOIN audit_payload p ON p.audit_id = a.id WHERE a.id > :after ORDER BY a.id LIMIT :most",
                       walk->err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "after", walk->last_id);
    statement_integer(statement, "most", SLICE_ENTRIES);
    int rows = 0;
    bool good = true;
    while (good && statement_row(statement)) {
        struct entry entry;
        entry_read(statement, &entry);
        good = check_chain(walk, &entry) && check_payload(walk, &entry) && check_row(walk, &entry) &&
               count_insert(walk, &entry.link);
        walk->last_id = good ? entry.link.id : walk->last_id;
        rows++;
    }
    walk->finished = good && rows < SLICE_ENTRIES;
    return statement_done(statement, walk->err) && good;
}

/* ---- the end ---- */

static bool count_rows(struct walk *walk, const char *table, int64_t *count)
{
    char sql[80];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    struct statement *statement = statement_take_text(walk->store, sql, walk->err);
    if (statement == NULL)
        return false;
    *count = statement_row(statement) ? column_integer(statement, 0) : 0;
    return statement_done(statement, walk->err);
}

static int64_t inserts_of(const struct walk *walk, const char *table)
{
    for (int i = 0; i < walk->table_count; i++)
        if (strcmp(walk->tables[i].name, table) == 0)
            return walk->tables[i].inserts;
    return 0;
}

/* Rows nobody entered: a table has more than were ever inserted. Removed ones were found by their entries. */
static bool check_tables(struct walk *walk)
{
    struct statement *statement =
        statement_take(walk->store,
                       "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND (m.name IN ('sign_on', 'phrase', "
                       "'acknowledgement', 'officer_pin', 'volunteer_pin') OR EXISTS "
                       "(SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'rev')) ORDER BY m.name",
                       walk->err);
    if (statement == NULL)
        return false;
    bool good = true;
    while (good && statement_row(statement)) {
        const char *table = column_text(statement, 0);
        int64_t count = 0;
        good = is_plain_name(table) && count_rows(walk, table, &count);
        if (good && count != inserts_of(walk, table)) {
            char what[sizeof walk->verdict->what];
            snprintf(what, sizeof what, _("Table %s has records that are not in the audit."), table);
            good = bad(walk, walk->last_id + 1, what);
        }
    }
    return statement_done(statement, walk->err) && good;
}

static bool check_end(struct walk *walk)
{
    int64_t count = 0, batches = 0, payloads = 0;
    char head[2 * HASH_BYTES + 1];
    if (!audit_meta(walk->store, &count, head, walk->err) || !count_rows(walk, "batch", &batches) ||
        !count_rows(walk, "audit_payload", &payloads))
        return false;
    walk->verdict->head[0] = '\0';
    if (walk->last_id > 0)
        audit_hex(walk->chain, walk->verdict->head);
    if (count != walk->last_id || strcmp(head, walk->verdict->head) != 0)
        return bad(walk, walk->last_id + 1, _("The end of the audit was cut off or added to."));
    if (batches != walk->batches || payloads != walk->updates)
        return bad(walk, walk->last_id + 1, _("Batches or payloads were added to the audit."));
    return check_tables(walk);
}

/* One slice in one snapshot; the last one with what must hold at the end. */
static bool step(struct walk *walk)
{
    if (!store_read_begin(walk->store, walk->err))
        return false;
    bool good = check_slice(walk) && (!walk->finished || check_end(walk));
    store_read_end(walk->store);
    return good;
}

bool audit_verify(struct store *store, struct audit_verdict *verdict, bool (*progress)(void *context, int percent),
                  void *context, struct err *err)
{
    char head[2 * HASH_BYTES + 1];
    *verdict = (struct audit_verdict){0};
    struct walk *walk = memory_new(1, sizeof *walk);
    *walk = (struct walk){.store = store, .verdict = verdict, .err = err};
    bool good = audit_meta(store, &walk->all, head, err), cancelled = false;
    while (good && !walk->finished && !cancelled) {
        good = step(walk);
        int64_t all = walk->all > 0 ? walk->all : 1;
        int percent = walk->last_id >= all ? 100 : (int)(walk->last_id * 100 / all);
        cancelled = progress != NULL && !progress(context, percent);
    }
    verdict->count = walk->last_id;
    if (good && !walk->finished)
        good = err_set(err, ERR_CANCELLED, _("Stopped."));
    free(walk);
    return good || verdict->first_bad != 0;
}
