/* The keys of one row, made from what it shows. */
#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "search_key.h"
#include "table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STARTS_MOST = 24, SPELLED_MOST = 8 }; /* characters of a name from which it is found, by letters */

static void put(struct search_keys *keys, const char *key)
{
    if (key[0] == '\0')
        return;
    if (keys->count == keys->room) {
        keys->room = keys->room == 0 ? 32 : 2 * keys->room;
        keys->starts = memory_resize(keys->starts, (size_t)keys->room, sizeof *keys->starts);
    }
    keys->starts[keys->count++] = keys->text.length;
    buffer_add_bytes(&keys->text, key, strlen(key) + 1);
}

/* The end of a number, when it is longer. */
static void put_tail(struct search_keys *keys, const char *text, size_t bytes)
{
    size_t length = strlen(text);
    if (length > bytes && ((unsigned char)text[length - bytes] & 0xC0) != 0x80) /* not within a character */
        put(keys, text + length - bytes);
}

struct spelling {
    struct search_keys *keys;
    size_t initials; /* length of an initials key; 0: put these too */
};

static void put_spelling(void *context, const char *key)
{
    const struct spelling *spelling = context;
    char cut[SEARCH_KEY_BYTES];
    if (strlen(key) == spelling->initials)
        return;
    text_copy(cut, sizeof cut, key);
    put(spelling->keys, cut);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* A given name alone by its full spelling only: two initials would find too many. */
static void put_given_name(struct search_keys *keys, const char *name)
{
    struct spelling spelling = {keys, characters(name)};
    pinyin_keys(name, put_spelling, &spelling);
}

static bool is_latin(int32_t code_point)
{
    return (code_point >= 'a' && code_point <= 'z') || (code_point >= '0' && code_point <= '9') ||
           (code_point >= 0xC0 && code_point < 0x2000);
}

static bool is_between(int32_t code_point)
{
    return code_point < 0x80 && !is_latin(code_point);
}

/* A name from each of its characters on; Latin words only from their beginning. */
static void put_name(struct search_keys *keys, const char *name)
{
    char key[SEARCH_KEY_BYTES];
    search_fold_text(name, key);
    struct spelling whole = {keys, 0};
    pinyin_keys(key, put_spelling, &whole);
    bool latin_before = false;
    int starts = 0;
    const char *at = key, *end = key + strlen(key);
    while (at < end && starts < STARTS_MOST) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        bool latin = is_latin(code_point);
        if (!is_between(code_point) && !(latin && latin_before)) {
            put(keys, start);
            if (starts > 0 && starts < SPELLED_MOST && !latin)
                put_given_name(keys, start);
            starts++;
        }
        latin_before = latin;
    }
}

static void put_phone(struct search_keys *keys, const char *phone)
{
    char digits[PHONE_SIZE];
    size_t count = 0;
    for (const char *at = phone; *at != '\0' && count + 1 < sizeof digits; at++)
        if (*at != '-')
            digits[count++] = *at;
    digits[count] = '\0';
    put(keys, phone);
    put(keys, digits);
    const char *local = strchr(phone, '-');
    if (local != NULL)
        put(keys, local + 1);
    put_tail(keys, digits, 4);
}

/* "12-2-1203" and what people type without a separator: 1221203, with leading zeros 0810302, 08010302. */
static void put_room(struct search_keys *keys, const struct room *room)
{
    char text[56], joined[64], key[SEARCH_KEY_BYTES];
    room_format(room, text);
    search_fold_text(text, key);
    put(keys, key);
    snprintf(joined, sizeof joined, "%s%s%s", room->building, room->unit, room->number);
    search_fold_text(joined, key);
    put(keys, key);
    size_t building = strlen(room->building), unit = strlen(room->unit), number = strlen(room->number);
    if (building == 0 || building > 2 || unit == 0 || unit > 2 || number == 0 || number > 4)
        return;
    static const char zeros[] = "0000";
    snprintf(joined, sizeof joined, "%s%s%s%s%s", zeros + 2 + building, room->building, room->unit, zeros + number,
             room->number);
    search_fold_text(joined, key);
    put(keys, key);
    snprintf(joined, sizeof joined, "%s%s%s%s%s%s", zeros + 2 + building, room->building, zeros + 2 + unit, room->unit,
             zeros + number, room->number);
    search_fold_text(joined, key);
    put(keys, key);
}

static void put_plate(struct search_keys *keys, const char *plate)
{
    char key[SEARCH_KEY_BYTES];
    search_fold_text(plate, key);
    put(keys, key);
    const char *at = key, *end = key + strlen(key);
    for (int i = 0; i < 2 && at < end; i++) { /* the province, then the city's letter */
        utf8_next(&at, end);
        put(keys, at);
    }
    put_tail(keys, key, 5);
    put_tail(keys, key, 4);
}

/* ---- what each table shows ---- */

static void add_person(struct search_keys *keys, const struct statement *row)
{
    char number[SEARCH_KEY_BYTES];
    put_name(keys, column_text(row, 0));
    put_phone(keys, column_text(row, 1));
    put_phone(keys, column_text(row, 2));
    search_fold_text(column_text(row, 3), number);
    put(keys, number);
    put_tail(keys, number, 6);
    put_tail(keys, number, 4);
}

static void add_place(struct search_keys *keys, const struct statement *row)
{
    struct room room;
    put_name(keys, column_text(row, 0));
    put_name(keys, column_text(row, 1));
    column_copy(row, 2, room.building, sizeof room.building);
    column_copy(row, 3, room.unit, sizeof room.unit);
    column_copy(row, 4, room.number, sizeof room.number);
    put_room(keys, &room);
}

static void add_vehicle(struct search_keys *keys, const struct statement *row)
{
    put_plate(keys, column_text(row, 0));
}

static void add_name(struct search_keys *keys, const struct statement *row)
{
    put_name(keys, column_text(row, 0));
}

/* A row of an import that has its keys already keeps them when it changes before the import counts (import_give_way).
 */
#define HAS_KEYS(row) \
    row ".voided IS NULL AND (" IMPORT_COUNTS(row) " OR " row ".import_id IN (SELECT id FROM import_keys))"
static const struct {
    const char *sql;
    void (*add)(struct search_keys *keys, const struct statement *row);
} tables[SEARCH_KINDS] = {
    [SEARCH_PERSON] = {"SELECT name, phone, phone2, id_number FROM person WHERE id = :id AND " HAS_KEYS("person"),
                       add_person},
    [SEARCH_PLACE] = {"SELECT name, estate, building, unit, room FROM place WHERE id = :id AND " HAS_KEYS("place"),
                      add_place},
    [SEARCH_VEHICLE] = {"SELECT plate FROM vehicle WHERE id = :id AND voided IS NULL", add_vehicle},
    [SEARCH_PHRASE] = {"SELECT text FROM phrase WHERE id = :id", add_name},
    [SEARCH_CHECKPOINT] = {"SELECT name FROM checkpoint WHERE id = :id AND voided IS NULL", add_name},
    [SEARCH_OFFICER] = {"SELECT name FROM officer WHERE id = :id AND voided IS NULL", add_name},
};

static int key_compare(const void *left, const void *right, void *text)
{
    return strcmp((const char *)text + *(const size_t *)left, (const char *)text + *(const size_t *)right);
}

/* In order and each only once. */
static void sort_keys(struct search_keys *keys)
{
    int kept = 0;
    if (keys->count > 0)
        qsort_r(keys->starts, (size_t)keys->count, sizeof *keys->starts, key_compare, keys->text.bytes);
    for (int i = 0; i < keys->count; i++)
        if (kept == 0 || key_compare(&keys->starts[i], &keys->starts[kept - 1], keys->text.bytes) != 0)
            keys->starts[kept++] = keys->starts[i];
    keys->count = kept;
}

void search_keys_of(enum search_kind kind, const struct statement *row, struct search_keys *keys)
{
    buffer_clear(&keys->text);
    keys->count = 0;
    if (row != NULL)
        tables[kind].add(keys, row);
    sort_keys(keys);
}

void search_keys_of_visitor(const char *name, const char *phone, const char *plate, struct search_keys *keys)
{
    buffer_clear(&keys->text);
    keys->count = 0;
    put_name(keys, name);
    put_phone(keys, phone);
    put_plate(keys, plate);
}

bool search_keys_read(struct store *store, enum search_kind kind, int64_t id, struct search_keys *keys, struct err *err)
{
    struct statement *row = statement_take(store, tables[kind].sql, err);
    if (row == NULL)
        return false;
    statement_integer(row, "id", id);
    search_keys_of(kind, statement_row(row) ? row : NULL, keys);
    return statement_done(row, err);
}

const char *search_keys_at(const struct search_keys *keys, int index)
{
    return keys->text.bytes + keys->starts[index];
}

void search_keys_release(struct search_keys *keys)
{
    buffer_release(&keys->text);
    free(keys->starts);
    *keys = (struct search_keys){0};
}

/* ---- written ---- */

static const char read_sql[] = "SELECT keys FROM search_subject WHERE kind = :kind AND subject = :subject";
static const char delete_sql[] = "DELETE FROM search_key WHERE kind = :kind AND key = :key AND subject = :subject";
static const char insert_sql[] =
    "INSERT INTO search_key (kind, key, subject) VALUES (:kind, :key, :subject) ON CONFLICT DO NOTHING";
static const char forget_sql[] = "DELETE FROM search_subject WHERE kind = :kind AND subject = :subject";
static const char remember_sql[] = "INSERT INTO search_subject (kind, subject, keys) VALUES (:kind, :subject, :keys) "
                                   "ON CONFLICT (kind, subject) DO UPDATE SET keys = excluded.keys";

bool search_key_write(struct store *store, enum search_kind kind, const char *key, int64_t id, bool there,
                      struct err *err)
{
    struct statement *statement = statement_take(store, there ? insert_sql : delete_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "kind", search_kind_names[kind]);
    statement_text(statement, "key", key);
    statement_integer(statement, "subject", id);
    statement_row(statement);
    return statement_done(statement, err);
}

bool search_subject_write(struct store *store, enum search_kind kind, int64_t id, const struct search_keys *keys,
                          struct err *err)
{
    struct statement *statement = statement_take(store, keys->count > 0 ? remember_sql : forget_sql, err);
    if (statement == NULL)
        return false;
    struct buffer joined = {0};
    buffer_add_byte(&joined, '\n');
    for (int i = 0; i < keys->count; i++) {
        buffer_add(&joined, search_keys_at(keys, i));
        buffer_add_byte(&joined, '\n');
    }
    statement_text_kept(statement, "kind", search_kind_names[kind]);
    statement_integer(statement, "subject", id);
    if (keys->count > 0)
        statement_text_kept(statement, "keys", buffer_text(&joined));
    statement_row(statement);
    bool done = statement_done(statement, err);
    buffer_release(&joined);
    return done;
}

bool search_subject_read(struct store *store, enum search_kind kind, int64_t id, struct buffer *keys, struct err *err)
{
    struct statement *statement = statement_take(store, read_sql, err);
    buffer_clear(keys);
    if (statement == NULL)
        return false;
    statement_text(statement, "kind", search_kind_names[kind]);
    statement_integer(statement, "subject", id);
    if (statement_row(statement))
        buffer_add(keys, column_text(statement, 0));
    return statement_done(statement, err);
}

bool search_keys_forget(struct store *store, enum search_kind kind, int64_t id, bool *had, struct err *err)
{
    struct buffer before = {0};
    bool done = search_subject_read(store, kind, id, &before, err);
    *had = before.length > 0;
    char *rest = before.bytes;
    for (char *key; done && (key = strsep(&rest, "\n")) != NULL;)
        done = key[0] == '\0' || search_key_write(store, kind, key, id, false, err);
    buffer_release(&before);
    return done;
}

bool search_index_row(struct store *store, const char *table, int64_t id, struct err *err)
{
    int found = name_index(search_kind_names, table);
    if (found < 0)
        return true;
    enum search_kind kind = (enum search_kind)found;
    struct search_keys keys = {0};
    bool had = false;
    bool done = search_keys_forget(store, kind, id, &had, err) && search_keys_read(store, kind, id, &keys, err);
    for (int i = 0; done && i < keys.count; i++)
        done = search_key_write(store, kind, search_keys_at(&keys, i), id, true, err);
    if (done && (keys.count > 0 || had))
        done = search_subject_write(store, kind, id, &keys, err);
    search_keys_release(&keys);
    return done;
}
