/* The keys of one row, made from what it shows. */
#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "search_key.h"
#include "table.h"
#include <stdio.h>
#include <string.h>

enum { STARTS_MOST = 24, SPELLED_MOST = 8 }; /* characters of a name from which it is found, by letters */

static const char delete_sql[] = "DELETE FROM search_key WHERE kind = :kind AND subject = :subject";
static const char insert_sql[] =
    "INSERT INTO search_key (kind, key, subject) VALUES (:kind, :key, :subject) ON CONFLICT DO NOTHING";

struct index {
    struct store *store;
    enum search_kind kind;
    int64_t id;
    struct err *err;
    bool failed;
};

static void put(struct index *index, const char *key)
{
    if (index->failed || key[0] == '\0')
        return;
    struct statement *statement = statement_take(index->store, insert_sql, index->err);
    if (statement == NULL) {
        index->failed = true;
        return;
    }
    statement_text(statement, "kind", search_kind_names[index->kind]);
    statement_text(statement, "key", key);
    statement_integer(statement, "subject", index->id);
    statement_row(statement);
    index->failed = !statement_done(statement, index->err);
}

/* The end of a number, when it is longer. */
static void put_tail(struct index *index, const char *text, size_t bytes)
{
    size_t length = strlen(text);
    if (length > bytes && ((unsigned char)text[length - bytes] & 0xC0) != 0x80) /* not within a character */
        put(index, text + length - bytes);
}

struct spelling {
    struct index *index;
    size_t initials; /* length of an initials key; 0: put these too */
};

static void put_spelling(void *context, const char *key)
{
    const struct spelling *spelling = context;
    char cut[SEARCH_KEY_BYTES];
    if (strlen(key) == spelling->initials)
        return;
    text_copy(cut, sizeof cut, key);
    put(spelling->index, cut);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* A given name alone by its full spelling only: two initials would find too many. */
static void put_given_name(struct index *index, const char *name)
{
    struct spelling spelling = {index, characters(name)};
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
static void put_name(struct index *index, const char *name)
{
    char key[SEARCH_KEY_BYTES];
    search_fold_text(name, key);
    struct spelling whole = {index, 0};
    pinyin_keys(key, put_spelling, &whole);
    bool latin_before = false;
    int starts = 0;
    const char *at = key, *end = key + strlen(key);
    while (at < end && starts < STARTS_MOST) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        bool latin = is_latin(code_point);
        if (!is_between(code_point) && !(latin && latin_before)) {
            put(index, start);
            if (starts > 0 && starts < SPELLED_MOST && !latin)
                put_given_name(index, start);
            starts++;
        }
        latin_before = latin;
    }
}

static void put_phone(struct index *index, const char *phone)
{
    char digits[PHONE_SIZE];
    size_t count = 0;
    for (const char *at = phone; *at != '\0' && count + 1 < sizeof digits; at++)
        if (*at != '-')
            digits[count++] = *at;
    digits[count] = '\0';
    put(index, phone);
    put(index, digits);
    const char *local = strchr(phone, '-');
    if (local != NULL)
        put(index, local + 1);
    put_tail(index, digits, 4);
}

/* "12-2-1203" and what people type without a separator: 1221203, with leading zeros 0810302, 08010302. */
static void put_room(struct index *index, const struct room *room)
{
    char text[56], joined[64], key[SEARCH_KEY_BYTES];
    room_format(room, text);
    search_fold_text(text, key);
    put(index, key);
    snprintf(joined, sizeof joined, "%s%s%s", room->building, room->unit, room->number);
    search_fold_text(joined, key);
    put(index, key);
    size_t building = strlen(room->building), unit = strlen(room->unit), number = strlen(room->number);
    if (building == 0 || building > 2 || unit == 0 || unit > 2 || number == 0 || number > 4)
        return;
    static const char zeros[] = "0000";
    snprintf(joined, sizeof joined, "%s%s%s%s%s", zeros + 2 + building, room->building, room->unit, zeros + number,
             room->number);
    search_fold_text(joined, key);
    put(index, key);
    snprintf(joined, sizeof joined, "%s%s%s%s%s%s", zeros + 2 + building, room->building, zeros + 2 + unit, room->unit,
             zeros + number, room->number);
    search_fold_text(joined, key);
    put(index, key);
}

static void put_plate(struct index *index, const char *plate)
{
    char key[SEARCH_KEY_BYTES];
    search_fold_text(plate, key);
    put(index, key);
    const char *at = key, *end = key + strlen(key);
    for (int i = 0; i < 2 && at < end; i++) { /* the province, then the city's letter */
        utf8_next(&at, end);
        put(index, at);
    }
    put_tail(index, key, 5);
    put_tail(index, key, 4);
}

/* ---- what each table shows ---- */

static void index_person(struct index *index, const struct statement *row)
{
    char number[SEARCH_KEY_BYTES];
    put_name(index, column_text(row, 0));
    put_phone(index, column_text(row, 1));
    put_phone(index, column_text(row, 2));
    search_fold_text(column_text(row, 3), number);
    put(index, number);
    put_tail(index, number, 6);
    put_tail(index, number, 4);
}

static void index_place(struct index *index, const struct statement *row)
{
    struct room room;
    put_name(index, column_text(row, 0));
    put_name(index, column_text(row, 1));
    column_copy(row, 2, room.building, sizeof room.building);
    column_copy(row, 3, room.unit, sizeof room.unit);
    column_copy(row, 4, room.number, sizeof room.number);
    put_room(index, &room);
}

static void index_vehicle(struct index *index, const struct statement *row)
{
    put_plate(index, column_text(row, 0));
}

static void index_name(struct index *index, const struct statement *row)
{
    put_name(index, column_text(row, 0));
}

static const struct {
    const char *sql;
    void (*keys)(struct index *index, const struct statement *row);
} tables[SEARCH_KINDS] = {
    [SEARCH_PERSON] = {"SELECT name, phone, phone2, id_number FROM person WHERE id = :id AND voided IS NULL",
                       index_person},
    [SEARCH_PLACE] = {"SELECT name, estate, building, unit, room FROM place WHERE id = :id AND voided IS NULL",
                      index_place},
    [SEARCH_VEHICLE] = {"SELECT plate FROM vehicle WHERE id = :id AND voided IS NULL", index_vehicle},
    [SEARCH_PHRASE] = {"SELECT text FROM phrase WHERE id = :id", index_name},
    [SEARCH_CHECKPOINT] = {"SELECT name FROM checkpoint WHERE id = :id AND voided IS NULL", index_name},
    [SEARCH_OFFICER] = {"SELECT name FROM officer WHERE id = :id AND voided IS NULL", index_name},
};

static bool keys_delete(struct index *index)
{
    struct statement *statement = statement_take(index->store, delete_sql, index->err);
    if (statement == NULL)
        return false;
    statement_text(statement, "kind", search_kind_names[index->kind]);
    statement_integer(statement, "subject", index->id);
    statement_row(statement);
    return statement_done(statement, index->err);
}

bool search_index_row(struct store *store, const char *table, int64_t id, struct err *err)
{
    int kind = name_index(search_kind_names, table);
    if (kind < 0)
        return true;
    struct index index = {.store = store, .kind = (enum search_kind)kind, .id = id, .err = err};
    if (!keys_delete(&index))
        return false;
    struct statement *row = statement_take(store, tables[kind].sql, err);
    if (row == NULL)
        return false;
    statement_integer(row, "id", id);
    if (statement_row(row))
        tables[kind].keys(&index, row);
    return statement_done(row, err) && !index.failed;
}
