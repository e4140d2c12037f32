/* Undo and redo: the reverse of a batch, from the audit, as a batch of its own. A created row is voided, a changed one
 * gets its earlier values back. Rows are compared apart from rev, which only ever moves on. */
#include "audit_chain.h"
#include "audit_names.h"
#include "gatepost/audit.h"
#include "gatepost/import.h"
#include "gatepost/json.h"
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <stdlib.h>
#include <string.h>

enum { TOLD_MOST = 3 }; /* rows told in words; a larger batch ends in a count */

struct past {
    int64_t row_id;
    char table[40];
    bool update;
    unsigned char hash[HASH_BYTES];
    char *before, *after; /* NULL: purged or an insert */
};
struct batch {
    int64_t id, at;
    struct past *changes;
    int count;
};

static void batch_release(struct batch *batch)
{
    for (int i = 0; i < batch->count; i++) {
        free(batch->changes[i].before);
        free(batch->changes[i].after);
    }
    free(batch->changes);
    *batch = (struct batch){0};
}

/* ---- which batch ---- */

/* The dictionary keeps what was added to it; what somebody took note of, saw or heard was noted, seen and heard; and a
 * PIN holds only while its owner names it; paper is out of the house. */
#define KEPT \
    "('phrase', 'acknowledgement', 'look', 'sound_test', 'officer_pin', 'volunteer_pin', 'notice_read', 'printing')"
#define TAKES_BACK(batch) \
    "EXISTS (SELECT 1 FROM audit a WHERE a.batch_id = " batch ".id AND a.table_name NOT IN " KEPT ") "

/* What an import wrote counts no more when its completion is taken back. */
static const char last_done[] =
    "SELECT b.id, b.verb, b.at FROM batch b WHERE b.sign_on_id = :sign_on_id AND b.kind IN ('do', 'redo') "
    "AND b.verb <> '" IMPORT_ROWS_VERB "' "
    "AND " TAKES_BACK("b") "AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.of_batch = b.id) ORDER BY b.id DESC LIMIT 1";
/* Not behind anything new: after that, the earlier future is gone. */
static const char last_undone[] =
    "SELECT b.id, b.verb, b.at FROM batch b WHERE b.sign_on_id = :sign_on_id AND b.kind = 'undo' "
    "AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.of_batch = b.id) "
    "AND b.id > (SELECT coalesce(max(d.id), 0) FROM batch d WHERE d.sign_on_id = :sign_on_id AND d.kind = 'do' "
    "AND " TAKES_BACK("d") ") "
                           "ORDER BY b.id DESC LIMIT 1";

/* What the person did knowingly, and thinks of first when undoing. Undoing past it once says so. */
static const char kept_since[] =
    "SELECT a.table_name FROM batch b JOIN audit a ON a.batch_id = b.id "
    "WHERE b.sign_on_id = :sign_on_id AND b.kind = 'do' AND b.id > :batch_id "
    "AND a.table_name IN ('acknowledgement', 'sound_test', 'officer_pin', 'volunteer_pin', 'notice_read', "
    "'printing') AND "
    "NOT " TAKES_BACK(
        "b") "AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.sign_on_id = :sign_on_id AND u.kind = 'undo' AND u.id > "
             "b.id) "
             "ORDER BY b.id DESC LIMIT 1";

static bool find_batch(struct store *store, const char *sql, struct batch *batch, struct buffer *verb, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "sign_on_id", store->sign_on_id);
    if (statement_row(statement)) {
        batch->id = column_integer(statement, 0);
        buffer_add(verb, column_text(statement, 1));
        batch->at = column_integer(statement, 2);
    }
    return statement_done(statement, err);
}

/* All changes of the batch, the last one first. */
static bool read_changes(struct store *store, struct batch *batch, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT a.table_name, a.row_id, a.change, a.payload_hash, p.before, p.after FROM audit a "
                       "LEFT JOIN audit_payload p ON p.audit_id = a.id WHERE a.batch_id = :batch_id "
                       "AND a.table_name NOT IN " KEPT " ORDER BY a.id DESC",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "batch_id", batch->id);
    while (statement_row(statement)) {
        if ((batch->count & (batch->count - 1)) == 0) /* room doubles at each power of two */
            batch->changes =
                memory_resize(batch->changes, batch->count > 0 ? 2 * (size_t)batch->count : 1, sizeof *batch->changes);
        struct past *past = &batch->changes[batch->count++];
        *past = (struct past){.row_id = column_integer(statement, 1)};
        column_copy(statement, 0, past->table, sizeof past->table);
        past->update = strcmp(column_text(statement, 2), "update") == 0;
        size_t size = 0;
        const void *hash = column_blob(statement, 3, &size);
        if (size == HASH_BYTES)
            memcpy(past->hash, hash, HASH_BYTES);
        past->before = column_is_null(statement, 4) ? NULL : memory_copy(column_text(statement, 4));
        past->after = column_is_null(statement, 5) ? NULL : memory_copy(column_text(statement, 5));
    }
    return statement_done(statement, err);
}

/* ---- one row back ---- */

static int64_t rev_of(const char *row)
{
    struct json_object object = {0};
    int64_t rev = -1;
    if (json_parse(&object, row, strlen(row), NULL)) {
        const struct json_member *member = json_find(&object, "rev");
        rev = member != NULL ? member->integer : -1;
    }
    json_release(&object);
    return rev;
}

/* The row must still be what this change made of it, whatever its rev. An insert's payload is only a hash, of a row
 * whose rev was 1. */
static bool is_unmoved(struct store *store, const struct past *past, bool *unmoved, struct err *err)
{
    int64_t rev = past->update ? rev_of(past->after) : 1;
    if (!row_read(store, past->table, past->row_id, rev, &store->after, err))
        return false;
    const char *now = buffer_text(&store->after);
    unsigned char hash[HASH_BYTES];
    audit_payload_hash(NULL, now, hash);
    *unmoved = past->update ? strcmp(now, past->after) == 0 : memcmp(hash, past->hash, HASH_BYTES) == 0;
    return true;
}

static bool write_back(struct store *store, const struct past *past, struct err *err)
{
    struct json_object row = {0}, now = {0};
    if (!json_parse(&row, past->before, strlen(past->before), err) ||
        !json_parse(&now, past->after, strlen(past->after), err)) {
        json_release(&row);
        json_release(&now);
        return false;
    }
    struct row_value *values = memory_new(row.count + now.count, sizeof *values);
    int count = 0;
    for (size_t i = 0; i < row.count; i++) {
        const struct json_member *member = &row.members[i];
        if (strcmp(member->name, "id") == 0 || strcmp(member->name, "rev") == 0)
            continue;
        struct row_value *value = &values[count++];
        *value = (struct row_value){.column = member->name, .text = member->text, .integer = member->integer};
        value->type = member->type == JSON_NULL ? ROW_NULL : member->type == JSON_TEXT ? ROW_TEXT : ROW_INTEGER;
    }
    /* A later column (row.c) stands in a snapshot only where it holds something. */
    for (size_t i = 0; i < now.count; i++)
        if (json_find(&row, now.members[i].name) == NULL)
            values[count++] = (struct row_value){.column = now.members[i].name, .type = ROW_NULL};
    bool done = row_update(store, past->table, past->row_id, -1, values, count, err);
    free(values);
    json_release(&row);
    json_release(&now);
    return done;
}

/* An import that counts is taken back, one that does not is put in force again; a redo that is undone is the former. */
static bool import_allows(struct store *store, const struct past *past, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT voided IS NULL FROM import_complete WHERE id = :id", err);
    int64_t counts = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", past->row_id);
    if (!table_integer(statement, &counts, err))
        return false;
    return counts != 0 ? import_is_unused(store, past->row_id, err) : import_has_room(store, past->row_id, err);
}

static bool take_row_back(struct store *store, const struct past *past, struct err *err)
{
    bool unmoved = false;
    if (past->update && (past->before == NULL || past->after == NULL))
        return err_set(err, ERR_NOT_FOUND, _("What it was before has been purged: it cannot be taken back."));
    if (!is_unmoved(store, past, &unmoved, err))
        return false;
    if (!unmoved)
        return audit_conflict(store, past->table, past->row_id, err);
    if (strcmp(past->table, "import_complete") == 0 && !import_allows(store, past, err))
        return false;
    if (past->update)
        return write_back(store, past, err);
    return row_void(store, past->table, past->row_id, -1, _("undone"), err);
}

static bool take_back(struct store *store, const struct undo_guard *guard, const struct past *past, struct err *err)
{
    if (guard == NULL || guard->held == NULL)
        return take_row_back(store, past, err);
    unsigned before = guard->held(store, past->table, past->row_id);
    if (!take_row_back(store, past, err))
        return false;
    unsigned lost = before & ~guard->held(store, past->table, past->row_id);
    return lost == 0 || guard->refuse(store, past->table, past->row_id, lost, err);
}

/* "07:50 Out 张怡梅 8-1-302: temperature 37.5 → 36.5", before it is taken back: as the person saw the record. */
static void tell(struct store *store, const struct past *past, struct buffer *what)
{
    struct audit_entry entry = {.before = past->after, .after = past->before};
    text_copy(entry.table, sizeof entry.table, past->table);
    buffer_add(what, what->length > 0 ? _("; ") : "");
    audit_add_record(store, past->table, past->row_id, false, what);
    buffer_add(what, _(": "));
    if (past->update)
        audit_difference(store, &entry, false, what);
    else
        buffer_add(what, _("voided"));
}

/* An import is told as one, whatever it changed besides. */
static const struct past *find_import(const struct batch *batch)
{
    for (int i = 0; i < batch->count; i++)
        if (strcmp(batch->changes[i].table, "import_complete") == 0)
            return &batch->changes[i];
    return NULL;
}

static void tell_all(struct store *store, const struct batch *batch, struct buffer *what)
{
    const struct past *import = find_import(batch);
    if (import != NULL) {
        tell(store, import, what);
        return;
    }
    for (int i = 0; i < batch->count && i < TOLD_MOST; i++)
        tell(store, &batch->changes[i], what);
    if (batch->count > TOLD_MOST)
        buffer_format(what, ngettext("; and %d more", "; and %d more", (unsigned long)(batch->count - TOLD_MOST)),
                      batch->count - TOLD_MOST);
}

/* ---- the batch ---- */

/* Which batch: the last one done or undone, and what is said where there is none. */
struct reversal {
    const char *kind, *sql, *nothing;
    const struct undo_guard *guard; /* or NULL */
};

static bool reverse(struct store *store, const struct reversal *reversal, struct batch *batch, struct buffer *verb,
                    struct buffer *what, struct err *err)
{
    if (!find_batch(store, reversal->sql, batch, verb, err))
        return false;
    if (batch->id == 0)
        return err_set(err, ERR_NOT_FOUND, "%s", reversal->nothing);
    if (!read_changes(store, batch, err))
        return false;
    if (what != NULL)
        tell_all(store, batch, what);
    store->of_batch = batch->id;
    store->verb = buffer_text(verb);
    for (int i = 0; i < batch->count; i++)
        if (!take_back(store, reversal->guard, &batch->changes[i], err))
            return false;
    for (int i = 0; reversal->guard != NULL && reversal->guard->fits != NULL && i < batch->count; i++)
        if (!reversal->guard->fits(store, batch->changes[i].table, batch->changes[i].row_id, err))
            return false;
    return true;
}

static bool run(struct store *store, const struct reversal *reversal, struct buffer *what, struct err *err)
{
    if (store->sign_on_id == 0)
        return err_set(err, ERR_NOT_FOUND, "%s", reversal->nothing);
    if (!store_begin(store, reversal->kind, err))
        return false;
    store->batch_kind = reversal->kind;
    struct batch batch = {0};
    struct buffer verb = {0};
    bool done = reverse(store, reversal, &batch, &verb, what, err);
    if (done)
        done = store_commit(store, err);
    else
        store_rollback(store);
    settings_forget(store); /* a setting may be among what was taken back */
    if (!done && what != NULL)
        buffer_clear(what);
    batch_release(&batch);
    buffer_release(&verb);
    return done;
}

bool store_undo_guarded(struct store *store, const struct undo_guard *guard, struct buffer *what, struct err *err)
{
    const struct reversal undo = {"undo", last_done, _("There is nothing to undo since you signed on."), guard};
    return run(store, &undo, what, err);
}

bool store_undo(struct store *store, struct buffer *what, struct err *err)
{
    return store_undo_guarded(store, NULL, what, err);
}

bool store_redo_guarded(struct store *store, const struct undo_guard *guard, struct buffer *what, struct err *err)
{
    const struct reversal redo = {"redo", last_undone, _("There is nothing to redo."), guard};
    return run(store, &redo, what, err);
}

bool store_redo(struct store *store, struct buffer *what, struct err *err)
{
    return store_redo_guarded(store, NULL, what, err);
}

bool store_undo_verb(struct store *store, bool redo, struct buffer *verb, struct err *err)
{
    struct batch batch = {0};
    return store->sign_on_id == 0 || find_batch(store, redo ? last_undone : last_done, &batch, verb, err);
}

static bool find_kept(struct store *store, struct undo_next *next, struct err *err)
{
    struct statement *statement = statement_take(store, kept_since, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "sign_on_id", store->sign_on_id);
    statement_integer(statement, "batch_id", next->batch);
    if (statement_row(statement))
        text_copy(next->kept, sizeof next->kept, audit_table_words(column_text(statement, 0)));
    return statement_done(statement, err);
}

bool store_undo_next(struct store *store, struct undo_next *next, struct buffer *what, struct err *err)
{
    struct batch batch = {0};
    struct buffer verb = {0};
    *next = (struct undo_next){0};
    if (store->sign_on_id == 0)
        return true;
    bool read = find_batch(store, last_done, &batch, &verb, err) && (batch.id == 0 || read_changes(store, &batch, err));
    next->batch = batch.id;
    next->at = batch.at;
    if (read)
        tell_all(store, &batch, what);
    batch_release(&batch);
    buffer_release(&verb);
    return read && find_kept(store, next, err);
}
