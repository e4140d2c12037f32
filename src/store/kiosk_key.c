/* Names and keys of the shared terminal: they follow from person, volunteer and officer as search keys do, and are no
 * records of their own. Why hashes: what stands in the table must not read as a list of phones; that four digits are
 * soon guessed is answered by the waits (domain/kiosk_who.c). */
#include "audit_chain.h"
#include "gatepost/kiosk_access.h"
#include "gatepost/mask.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <sha2.h>
#include <string.h>

enum { KEY_HEX = 32, DIGITS = 4 };

static const char salt_sql[] = "SELECT value FROM meta WHERE name = 'community_id'";
static const char forget_name_sql[] = "DELETE FROM kiosk_name WHERE kind = :kind AND subject_id = :id";
static const char put_name_sql[] = "INSERT INTO kiosk_name (kind, subject_id, masked) VALUES (:kind, :id, :masked)";
static const char forget_keys_sql[] = "DELETE FROM kiosk_key WHERE volunteer_id = :id";
static const char put_key_sql[] =
    "INSERT INTO kiosk_key (hash, volunteer_id) VALUES (:hash, :id) ON CONFLICT DO NOTHING";
static const char officer_sql[] = "SELECT name FROM officer WHERE id = :id";
static const char volunteer_sql[] = "SELECT v.name, v.voided IS NULL, p.phone, p.phone2 FROM volunteer v JOIN person p "
                                    "ON p.id = v.person_id WHERE v.id = :id";
static const char of_person_sql[] = "SELECT id FROM volunteer WHERE person_id = :id AND voided IS NULL";

/* ---- keys ---- */

struct keys { /* of one volunteer, being written */
    struct store *store;
    int64_t id;
    size_t initials; /* characters of the name: a key so long is its initials */
    bool good;
    struct err *err;
};

bool kiosk_keys_salt(struct store *store, char salt[SALT_BYTES], struct err *err)
{
    struct statement *row = statement_take(store, salt_sql, err);
    if (row == NULL)
        return false;
    salt[0] = '\0';
    if (statement_row(row))
        column_copy(row, 0, salt, SALT_BYTES);
    return statement_done(row, err);
}

/* `what` keeps digits and letters apart. */
static bool make_hash(struct store *store, const char *what, const char *text, char hash[2 * HASH_BYTES + 1],
                      struct err *err)
{
    unsigned char bytes[HASH_BYTES];
    char salt[SALT_BYTES];
    SHA2_CTX context;
    if (store->kiosk)
        text_copy(salt, sizeof salt, store->salt);
    else if (!kiosk_keys_salt(store, salt, err))
        return false;
    SHA256Init(&context);
    SHA256Update(&context, (const unsigned char *)salt, strlen(salt) + 1);
    SHA256Update(&context, (const unsigned char *)what, strlen(what) + 1);
    SHA256Update(&context, (const unsigned char *)text, strlen(text));
    SHA256Final(bytes, &context);
    audit_hex(bytes, hash);
    hash[KEY_HEX] = '\0';
    return true;
}

static bool run_for(struct store *store, const char *sql, const char *kind, int64_t id, const char *name,
                    const char *text, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    if (kind != NULL)
        statement_text(statement, "kind", kind);
    statement_integer(statement, "id", id);
    if (name != NULL)
        statement_text(statement, name, text);
    statement_row(statement);
    return statement_done(statement, err);
}

static void put_key(struct keys *keys, const char *what, const char *text)
{
    char hash[2 * HASH_BYTES + 1];
    keys->good = keys->good && make_hash(keys->store, what, text, hash, keys->err) &&
                 run_for(keys->store, put_key_sql, NULL, keys->id, "hash", hash, keys->err);
}

/* The last four digits, whatever stands between them. */
static void put_tail(struct keys *keys, const char *phone)
{
    char digits[DIGITS + 1] = "";
    size_t at = DIGITS, length = strlen(phone);
    while (at > 0 && length > 0)
        if (phone[--length] >= '0' && phone[length] <= '9')
            digits[--at] = phone[length];
    if (at == 0)
        put_key(keys, "tail", digits);
}

static void put_initials(void *context, const char *key)
{
    struct keys *keys = context;
    if (strlen(key) == keys->initials)
        put_key(keys, "initials", key);
}

/* Middle dots and blanks are no initials; of a Latin name the letters its words begin with are. */
static size_t count_initials(const char *name)
{
    size_t count = 0;
    for (const char *at = name, *end = name + strlen(name); at < end;) {
        int32_t code_point = utf8_next(&at, end);
        count += pinyin_readings(code_point)[0] != '\0';
    }
    return count;
}

static void put_words(struct keys *keys, const char *name)
{
    char letters[NAME_BYTES];
    size_t count = 0;
    for (const char *at = name; *at != '\0' && count + 1 < sizeof letters; at++) {
        char letter = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        if (letter >= 'a' && letter <= 'z' && (at == name || at[-1] == ' ' || at[-1] == '-'))
            letters[count++] = letter;
    }
    letters[count] = '\0';
    if (count > 0)
        put_key(keys, "initials", letters);
}

/* ---- following rows ---- */

static bool write_name(struct store *store, const char *kind, int64_t id, const char *name, struct err *err)
{
    char masked[NAME_BYTES];
    mask_value(MASK_NAME, name, masked, sizeof masked);
    return run_for(store, forget_name_sql, kind, id, NULL, NULL, err) &&
           run_for(store, put_name_sql, kind, id, "masked", masked, err);
}

static bool follow_officer(struct store *store, int64_t id, struct err *err)
{
    char name[NAME_BYTES] = "";
    struct statement *row = statement_take(store, officer_sql, err);
    if (row == NULL)
        return false;
    statement_integer(row, "id", id);
    if (statement_row(row))
        column_copy(row, 0, name, sizeof name);
    return statement_done(row, err) && write_name(store, "officer", id, name, err);
}

static bool follow_volunteer(struct store *store, int64_t id, struct err *err)
{
    char name[NAME_BYTES] = "", phone[PHONE_SIZE] = "", phone2[PHONE_SIZE] = "";
    bool valid = false;
    struct statement *row = statement_take(store, volunteer_sql, err);
    if (row == NULL)
        return false;
    statement_integer(row, "id", id);
    if (statement_row(row)) {
        column_copy(row, 0, name, sizeof name);
        valid = column_integer(row, 1) != 0;
        column_copy(row, 2, phone, sizeof phone);
        column_copy(row, 3, phone2, sizeof phone2);
    }
    if (!statement_done(row, err) || !write_name(store, "volunteer", id, name, err) ||
        !run_for(store, forget_keys_sql, NULL, id, NULL, NULL, err))
        return false;
    if (!valid)
        return true;
    struct keys keys = {.store = store, .id = id, .initials = count_initials(name), .good = true, .err = err};
    put_tail(&keys, phone);
    put_tail(&keys, phone2);
    if (keys.initials > 0)
        pinyin_keys(name, put_initials, &keys);
    else
        put_words(&keys, name);
    return keys.good;
}

static bool follow_person(struct store *store, int64_t id, struct err *err)
{
    int64_t volunteer_id = 0;
    struct statement *row = statement_take(store, of_person_sql, err);
    if (row == NULL)
        return false;
    statement_integer(row, "id", id);
    return table_integer(row, &volunteer_id, err) && (volunteer_id == 0 || follow_volunteer(store, volunteer_id, err));
}

bool kiosk_keys_follow(struct store *store, const char *table, int64_t id, struct err *err)
{
    if (store->kiosk) /* changes none of them, and may not */
        return true;
    if (strcmp(table, "person") == 0)
        return follow_person(store, id, err);
    if (strcmp(table, "volunteer") == 0)
        return follow_volunteer(store, id, err);
    return strcmp(table, "officer") != 0 || follow_officer(store, id, err);
}

static bool follow_all(struct store *store, const char *ids_sql, const char *table, struct err *err)
{
    struct statement *row = statement_take(store, ids_sql, err);
    if (row == NULL)
        return false;
    bool good = true;
    while (good && statement_row(row))
        good = kiosk_keys_follow(store, table, column_integer(row, 0), err);
    return statement_done(row, err) && good;
}

bool kiosk_keys_make(struct store *store, struct err *err)
{
    return statement_script(store, "DELETE FROM kiosk_name; DELETE FROM kiosk_key", err) &&
           follow_all(store, "SELECT id FROM officer", "officer", err) &&
           follow_all(store, "SELECT id FROM volunteer", "volunteer", err);
}

/* ---- found by them ---- */

#define PERSON_SELECT                                                                                                \
    "SELECT v.id, v.pin_id, k.masked FROM volunteer v JOIN kiosk_name k ON k.kind = 'volunteer' AND k.subject_id = " \
    "v.id WHERE v.voided IS NULL AND "
static const char by_digits_sql[] =
    PERSON_SELECT "v.id IN (SELECT volunteer_id FROM kiosk_key WHERE hash = :digits) ORDER BY v.id";
static const char by_both_sql[] = PERSON_SELECT
    "v.id IN (SELECT volunteer_id FROM kiosk_key WHERE hash = :digits) AND v.id IN (SELECT volunteer_id FROM kiosk_key "
    "WHERE hash = :initials) ORDER BY v.id";
static const char by_id_sql[] = PERSON_SELECT "v.id = :id";

static void read_person(const struct statement *row, struct kiosk_person *person)
{
    *person = (struct kiosk_person){.id = column_integer(row, 0), .pin_id = column_integer(row, 1)};
    column_copy(row, 2, person->name, sizeof person->name);
}

bool kiosk_find(struct store *store, const char *digits, const char *initials, struct kiosk_person *people, int most,
                int *count, struct err *err)
{
    char tail[2 * HASH_BYTES + 1], letters[2 * HASH_BYTES + 1];
    *count = 0;
    if (!make_hash(store, "tail", digits, tail, err) || !make_hash(store, "initials", initials, letters, err))
        return false;
    struct statement *row = statement_take(store, initials[0] != '\0' ? by_both_sql : by_digits_sql, err);
    if (row == NULL)
        return false;
    statement_text(row, "digits", tail);
    if (initials[0] != '\0')
        statement_text(row, "initials", letters);
    for (; statement_row(row); (*count)++)
        if (*count < most)
            read_person(row, &people[*count]);
    return statement_done(row, err);
}

bool kiosk_person_get(struct store *store, int64_t id, struct kiosk_person *person, struct err *err)
{
    struct statement *row = statement_take(store, by_id_sql, err);
    if (row == NULL)
        return false;
    statement_integer(row, "id", id);
    bool found = statement_row(row);
    if (found)
        read_person(row, person);
    return statement_done(row, err) && (found || err_set(err, ERR_NOT_FOUND, _("This record does not exist.")));
}
