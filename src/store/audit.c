/* Writing and reading the audit. Each entry's chain hash is SHA-256 of the chain hash before it, what the entry and its
 * batch say (audit_entry_hash), and the payload's hash; so a changed, removed or added entry breaks the chain, and head
 * and count in `meta` show a cut tail. */
#include "gatepost/audit.h"
#include "audit_chain.h"
#include "database.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- hashes ---- */

void audit_entry_hash(const unsigned char *previous, const struct audit_link *link, unsigned char *hash)
{
    /* Numbers first, each ended by a bar, then texts, each ended by a NUL: no two entries read the same. */
    char numbers_text[8 * 21 + 2];
    int length = 0;
    const int64_t numbers[] = {link->id,         link->batch_id, link->at,    link->officer_id,
                               link->sign_on_id, link->of_batch, link->row_id};
    const char *texts[] = {link->terminal, link->verb, link->kind, link->table, link->change};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        length += snprintf(numbers_text + length, sizeof numbers_text - (size_t)length, "%lld|", (long long)numbers[i]);
    if (link->volunteer_id != 0)
        length += snprintf(numbers_text + length, sizeof numbers_text - (size_t)length, "v%lld|",
                           (long long)link->volunteer_id);
    SHA2_CTX context;
    SHA256Init(&context);
    if (link->id > 1)
        SHA256Update(&context, previous, HASH_BYTES);
    SHA256Update(&context, (const unsigned char *)numbers_text, (size_t)length);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        SHA256Update(&context, (const unsigned char *)texts[i], strlen(texts[i]) + 1);
    SHA256Update(&context, link->payload_hash, HASH_BYTES);
    SHA256Final(hash, &context);
}

void audit_payload_hash(const char *before, const char *after, unsigned char *hash)
{
    SHA2_CTX context;
    SHA256Init(&context);
    if (before != NULL)
        SHA256Update(&context, (const unsigned char *)before, strlen(before) + 1);
    SHA256Update(&context, (const unsigned char *)after, strlen(after));
    SHA256Final(hash, &context);
}

void audit_hex(const unsigned char *hash, char *hex)
{
    for (int i = 0; i < HASH_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
}

/* False when it is no hash of 64 hex digits. */
static bool from_hex(const char *hex, unsigned char *hash)
{
    if (strlen(hex) != 2 * HASH_BYTES || strspn(hex, "0123456789abcdef") != 2 * HASH_BYTES)
        return false;
    for (int i = 0; i < HASH_BYTES; i++) {
        char byte[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        hash[i] = (unsigned char)strtoul(byte, NULL, 16);
    }
    return true;
}

/* ---- writing ---- */

bool audit_meta(struct store *store, int64_t *count, char *head, struct err *err)
{
    struct statement *statement = statement_take(store,
                                                 "SELECT (SELECT value FROM meta WHERE name = 'audit_count'), "
                                                 "(SELECT value FROM meta WHERE name = 'audit_head')",
                                                 err);
    if (statement == NULL)
        return false;
    head[0] = '\0';
    if (statement_row(statement)) {
        *count = column_integer(statement, 0);
        column_copy(statement, 1, head, 2 * HASH_BYTES + 1);
    }
    return statement_done(statement, err);
}

static bool chain_load(struct store *store, struct err *err)
{
    char head[2 * HASH_BYTES + 1];
    if (store->chain.loaded)
        return true;
    if (!audit_meta(store, &store->chain.count, head, err))
        return false;
    if (store->chain.count > 0 && !from_hex(head, store->chain.head))
        return err_set(err, ERR_DATABASE, _("The head of the audit is damaged: nothing was saved."));
    store->chain.loaded = true;
    return true;
}

static bool batch_start(struct store *store, struct err *err)
{
    if (store->batch != 0)
        return true;
    struct statement *statement =
        statement_take(store,
                       "INSERT INTO batch (at, officer_id, terminal, sign_on_id, verb, kind, of_batch, volunteer_id) "
                       "VALUES (:at, :officer_id, :terminal, :sign_on_id, :verb, :kind, :of_batch, :volunteer_id)",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "at", store->batch_at);
    statement_id(statement, "officer_id", store->alone ? 0 : store->officer_id);
    statement_text(statement, "terminal", store->terminal);
    statement_id(statement, "sign_on_id", store->alone ? 0 : store->sign_on_id);
    statement_text(statement, "verb", store->verb);
    statement_text(statement, "kind", store->batch_kind);
    statement_id(statement, "of_batch", store->of_batch);
    statement_id(statement, "volunteer_id", store->alone ? 0 : store->volunteer_id);
    statement_row(statement);
    if (!statement_done(statement, err))
        return false;
    store->batch = statement_last_id(store);
    return true;
}

static bool write_entry(struct store *store, const struct audit_link *link, const unsigned char *hash, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "INSERT INTO audit (id, batch_id, table_name, row_id, change, payload_hash, chain_hash) "
                       "VALUES (:id, :batch_id, :table_name, :row_id, :change, :payload_hash, :chain_hash)",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", link->id);
    statement_integer(statement, "batch_id", link->batch_id);
    statement_text_kept(statement, "table_name", link->table);
    statement_integer(statement, "row_id", link->row_id);
    statement_text_kept(statement, "change", link->change);
    statement_blob_kept(statement, "payload_hash", link->payload_hash, HASH_BYTES);
    statement_blob_kept(statement, "chain_hash", hash, HASH_BYTES);
    statement_row(statement);
    return statement_done(statement, err);
}

static bool append(struct store *store, const char *table, int64_t id, const char *change,
                   const unsigned char *payload_hash, struct err *err)
{
    if (!batch_start(store, err) || !chain_load(store, err))
        return false;
    struct audit_link link = {.id = store->chain.count + 1,
                              .batch_id = store->batch,
                              .at = store->batch_at,
                              .officer_id = store->alone ? 0 : store->officer_id,
                              .sign_on_id = store->alone ? 0 : store->sign_on_id,
                              .of_batch = store->of_batch,
                              .row_id = id,
                              .volunteer_id = store->alone ? 0 : store->volunteer_id,
                              .terminal = store->terminal,
                              .verb = store->verb,
                              .kind = store->batch_kind,
                              .table = table,
                              .change = change,
                              .payload_hash = payload_hash};
    unsigned char hash[HASH_BYTES];
    audit_entry_hash(store->chain.head, &link, hash);
    if (!write_entry(store, &link, hash, err))
        return false;
    memcpy(store->chain.head, hash, HASH_BYTES);
    store->chain.count++;
    return true;
}

bool audit_insert(struct store *store, const char *table, int64_t id, const struct buffer *row, struct err *err)
{
    unsigned char hash[HASH_BYTES];
    audit_payload_hash(NULL, buffer_text(row), hash);
    return append(store, table, id, "insert", hash, err);
}

bool audit_update(struct store *store, const char *table, int64_t id, const struct buffer *before,
                  const struct buffer *after, struct err *err)
{
    unsigned char hash[HASH_BYTES];
    audit_payload_hash(buffer_text(before), buffer_text(after), hash);
    if (!append(store, table, id, "update", hash, err))
        return false;
    struct statement *statement =
        statement_take(store, "INSERT INTO audit_payload (audit_id, before, after) VALUES (:id, :before, :after)", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", store->chain.count);
    statement_text(statement, "before", buffer_text(before));
    statement_text(statement, "after", buffer_text(after));
    statement_row(statement);
    return statement_done(statement, err);
}

bool audit_seal(struct store *store, struct err *err)
{
    if (!store->chain.loaded)
        return true;
    char count[24], head[2 * HASH_BYTES + 1];
    snprintf(count, sizeof count, "%lld", (long long)store->chain.count);
    audit_hex(store->chain.head, head);
    struct statement *statement =
        statement_take(store,
                       "UPDATE main.meta SET value = CASE name WHEN 'audit_count' THEN :count ELSE :head END "
                       "WHERE name IN ('audit_count', 'audit_head')",
                       err);
    if (statement == NULL)
        return false;
    statement_text(statement, "count", count);
    statement_text(statement, "head", head);
    statement_row(statement);
    return statement_done(statement, err);
}

/* ---- reading ---- */

void audit_entry_release(struct audit_entry *entry)
{
    free(entry->before);
    free(entry->after);
    *entry = (struct audit_entry){0};
}

/* Who: an officer, or a volunteer by themselves at a shared terminal. */
#define ENTRY_COLUMNS                                                                                                 \
    "SELECT a.id, a.batch_id, b.at, a.row_id, COALESCE(o.name, v.name), b.terminal, b.verb, a.table_name, a.change, " \
    "p.before, p.after, b.kind, b.volunteer_id IS NOT NULL FROM audit a JOIN batch b ON b.id = a.batch_id LEFT JOIN " \
    "officer o ON o.id = "                                                                                            \
    "b.officer_id LEFT JOIN volunteer v ON v.id = b.volunteer_id LEFT JOIN audit_payload p ON p.audit_id = a.id "

static bool read_entries(struct statement *statement, struct audit_entry *entries, int most, int *count,
                         struct err *err)
{
    *count = 0;
    while (*count < most && statement_row(statement)) {
        struct audit_entry *entry = &entries[(*count)++];
        *entry = (struct audit_entry){.id = column_integer(statement, 0),
                                      .batch_id = column_integer(statement, 1),
                                      .at = column_integer(statement, 2),
                                      .row_id = column_integer(statement, 3),
                                      .by_volunteer = column_integer(statement, 12) != 0};
        column_copy(statement, 4, entry->officer, sizeof entry->officer);
        column_copy(statement, 5, entry->terminal, sizeof entry->terminal);
        column_copy(statement, 6, entry->verb, sizeof entry->verb);
        column_copy(statement, 7, entry->table, sizeof entry->table);
        column_copy(statement, 8, entry->change, sizeof entry->change);
        column_copy(statement, 11, entry->kind, sizeof entry->kind);
        entry->before = memory_copy(column_text(statement, 9));
        entry->after = memory_copy(column_text(statement, 10));
    }
    return statement_done(statement, err);
}

static int64_t limit_of(int64_t below)
{
    return below > 0 ? below : INT64_MAX;
}

bool audit_batch_rows(struct store *store, int64_t batch, struct audit_touched *touched, int most, int *count,
                      struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(
        store, "SELECT table_name, row_id FROM audit WHERE batch_id = :batch ORDER BY id DESC LIMIT :most", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "batch", batch);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement)) {
        struct audit_touched *row = &touched[(*count)++];
        column_copy(statement, 0, row->table, sizeof row->table);
        row->row_id = column_integer(statement, 1);
    }
    return statement_done(statement, err);
}

bool audit_changes(struct store *store, const char *table, int64_t row_id, int64_t below, struct audit_entry *entries,
                   int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(
        store,
        ENTRY_COLUMNS
        "WHERE a.table_name = :table AND a.row_id = :row_id AND a.id < :below ORDER BY a.id DESC LIMIT :most",
        err);
    if (statement == NULL)
        return false;
    statement_text(statement, "table", table);
    statement_integer(statement, "row_id", row_id);
    statement_integer(statement, "below", limit_of(below));
    statement_integer(statement, "most", most);
    return read_entries(statement, entries, most, count, err);
}

/* Looks are records of their own: their order is that of their entries. */
static const char looks_sql[] =
    ENTRY_COLUMNS "JOIN look l ON a.table_name = 'look' AND a.row_id = l.id WHERE l.subject_table = :table AND "
                  "l.subject_id = :row_id AND a.id < :below ORDER BY l.id DESC LIMIT :most";

static bool read_looks(struct store *store, const char *table, int64_t row_id, int64_t below,
                       struct audit_entry *entries, int most, int *count, struct err *err)
{
    struct statement *statement = statement_take(store, looks_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "table", table);
    statement_integer(statement, "row_id", row_id);
    statement_integer(statement, "below", limit_of(below));
    statement_integer(statement, "most", most);
    return read_entries(statement, entries, most, count, err);
}

/* Puts the newest of both into `entries`, newest first; what does not fit is released. */
static void merge_newest(struct audit_entry *entries, int *count, struct audit_entry *looks, int look_count, int most)
{
    int own = *count, at = own + look_count;
    while (at > most) { /* the oldest of both goes */
        bool look_goes = look_count > 0 && (own == 0 || looks[look_count - 1].id < entries[own - 1].id);
        audit_entry_release(look_goes ? &looks[--look_count] : &entries[--own]);
        at--;
    }
    *count = at;
    while (look_count > 0) {
        bool own_is_older = own > 0 && entries[own - 1].id < looks[look_count - 1].id;
        entries[--at] = own_is_older ? entries[--own] : looks[--look_count];
    }
}

bool audit_history(struct store *store, const char *table, int64_t row_id, int64_t below, struct audit_entry *entries,
                   int most, int *count, struct err *err)
{
    int look_count = 0;
    struct audit_entry *looks = memory_new((size_t)most, sizeof *looks);
    bool read = audit_changes(store, table, row_id, below, entries, most, count, err) &&
                read_looks(store, table, row_id, below, looks, most, &look_count, err);
    if (read)
        merge_newest(entries, count, looks, look_count, most);
    free(looks);
    return read;
}

bool audit_list(struct store *store, int64_t below, struct audit_entry *entries, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement =
        statement_take(store, ENTRY_COLUMNS "WHERE a.id < :below ORDER BY a.id DESC LIMIT :most", err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "below", limit_of(below));
    statement_integer(statement, "most", most);
    return read_entries(statement, entries, most, count, err);
}
