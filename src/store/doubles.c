#include "gatepost/doubles.h"
#include "gatepost/clock.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "person.h"
#include <stddef.h>
#include <string.h>

enum { KEPT_MOST = 20, PAIRS_MOST = 64, ROWS_BETWEEN_LOOKS = 16 };

/* ---- two who are not the same ---- */

#define PAIR(member) RECORD_AT(struct distinct_pair, member)
static const struct record_field pair_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PAIR(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PAIR(head.rev)},
    {"one", NULL, NULL, RECORD_PERSON, RECORD_SHOWN, PAIR(one_id), .width = 12, .column = "one_id",
     .label = N_("Person")},
    {"other", NULL, NULL, RECORD_PERSON, RECORD_SHOWN, PAIR(other_id), .width = 12, .column = "other_id",
     .label = N_("Another person")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, PAIR(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, PAIR(at), .column = "at", .label = N_("Time")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PAIR(head.voided)},
    {0},
};
static const struct record_scope pair_scopes[] = {{"valid", "voided IS NULL"}, {0}};
const struct record_table distinct_pair_table = {
    .name = "distinct_pair",
    .size = sizeof(struct distinct_pair),
    .fields = pair_fields,
    .order = "at",
    .scopes = pair_scopes,
    .none = N_("There is no decision %lld on doubles."),
    .what = N_("two persons who are not the same"),
};

#define ARE_DISTINCT(one, other)                                                                       \
    "EXISTS (SELECT 1 FROM distinct_pair x WHERE x.one_id = min(" one ", " other ") AND x.other_id = " \
    "max(" one ", " other ") AND x.voided IS NULL)"

static bool pair_find(struct store *store, int64_t one, int64_t other, int64_t *id, struct err *err)
{
    static const char find_sql[] =
        "SELECT id FROM distinct_pair WHERE one_id = :one AND other_id = :other AND voided IS NULL";
    struct statement *statement = statement_take(store, find_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "one", one < other ? one : other);
    statement_integer(statement, "other", one < other ? other : one);
    return table_integer(statement, id, err);
}

bool distinct_save(struct store *store, int64_t one_id, int64_t other_id, struct err *err)
{
    struct distinct_pair pair = {.one_id = one_id < other_id ? one_id : other_id,
                                 .other_id = one_id < other_id ? other_id : one_id,
                                 .officer_id = store_officer(store),
                                 .at = clock_now()};
    int64_t known = 0;
    if (!pair_find(store, one_id, other_id, &known, err))
        return false;
    return known != 0 || record_save(store, &distinct_pair_table, &pair, err);
}

static bool pairs_read(struct store *store, int64_t person_id, struct distinct_pair *pairs, int *count, struct err *err)
{
    static const char of_sql[] =
        "SELECT id, one_id, other_id FROM distinct_pair WHERE one_id = :person AND voided IS NULL UNION ALL "
        "SELECT id, one_id, other_id FROM distinct_pair WHERE other_id = :person AND voided IS NULL LIMIT :most";
    struct statement *statement = statement_take(store, of_sql, err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "person", person_id);
    statement_integer(statement, "most", PAIRS_MOST);
    while (*count < PAIRS_MOST && statement_row(statement)) {
        struct distinct_pair *pair = &pairs[(*count)++];
        *pair = (struct distinct_pair){.head.id = column_integer(statement, 0),
                                       .one_id = column_integer(statement, 1),
                                       .other_id = column_integer(statement, 2)};
    }
    return statement_done(statement, err);
}

/* A pair is voided and made anew, so that its two ids stay in order and no pair stands twice. */
bool distinct_move(struct store *store, int64_t from, int64_t into, struct err *err)
{
    struct distinct_pair pairs[PAIRS_MOST];
    int count = 0;
    do {
        if (!pairs_read(store, from, pairs, &count, err))
            return false;
        for (int i = 0; i < count; i++) {
            int64_t third = pairs[i].one_id == from ? pairs[i].other_id : pairs[i].one_id;
            if (!row_void(store, "distinct_pair", pairs[i].head.id, -1, _("merged"), err) ||
                (third != into && !distinct_save(store, third, into, err)))
                return false;
        }
    } while (count == PAIRS_MOST);
    return true;
}

/* ---- what two persons have in common ---- */

static bool is_same(const char *one, const char *other)
{
    return one[0] != '\0' && strcmp(one, other) == 0;
}

static bool share_phone(const struct person *one, const struct person *other)
{
    return is_same(one->phone, other->phone) || is_same(one->phone, other->phone2) ||
           is_same(one->phone2, other->phone) || is_same(one->phone2, other->phone2);
}

unsigned doubles_by(const struct person *one, const struct person *other)
{
    bool named = strcmp(one->name, other->name) == 0, phone = share_phone(one, other);
    unsigned by = is_same(one->id_number, other->id_number) ? DOUBLE_ID : 0;
    if (by == 0 && one->id_number[0] != '\0' && other->id_number[0] != '\0')
        return 0;
    if (phone)
        by |= named ? DOUBLE_PHONE : DOUBLE_SHARED_PHONE;
    if (named && one->place_id != 0 && one->place_id == other->place_id)
        by |= DOUBLE_HOME;
    return by;
}

/* Who may have something in common with the person, by an index each. */
static const struct search_by {
    const char *sql;
    size_t offset; /* of the text asked for; of the name: its home is asked for, too */
} searches[] = {
    {PERSON_SELECT "WHERE p.id_number = :text AND p.id_number <> '' AND " PERSON_COUNTS("p") " ORDER BY p.id LIMIT 20",
     offsetof(struct person, id_number)},
    {PERSON_SELECT "WHERE p.phone = :text AND p.phone <> '' AND " PERSON_COUNTS("p") " ORDER BY p.id LIMIT 20",
     offsetof(struct person, phone)},
    {PERSON_SELECT "WHERE p.phone2 = :text AND p.phone2 <> '' AND " PERSON_COUNTS("p") " ORDER BY p.id LIMIT 20",
     offsetof(struct person, phone)},
    {PERSON_SELECT "WHERE p.phone = :text AND p.phone <> '' AND " PERSON_COUNTS("p") " ORDER BY p.id LIMIT 20",
     offsetof(struct person, phone2)},
    {PERSON_SELECT "WHERE p.phone2 = :text AND p.phone2 <> '' AND " PERSON_COUNTS("p") " ORDER BY p.id LIMIT 20",
     offsetof(struct person, phone2)},
    {PERSON_SELECT "WHERE p.name = :text AND p.place_id = :place AND " PERSON_COUNTS("p") " ORDER BY p.id LIMIT 20",
     offsetof(struct person, name)},
};

/* The strongest bit is the smallest: an ID number before a phone. */
static bool is_likelier(const struct person_double *one, const struct person_double *other)
{
    unsigned a = one->by & -one->by, b = other->by & -other->by;
    return a != b ? a < b : one->person.id < other->person.id;
}

/* Keeps the likeliest in order, each once. */
static void keep(struct person_double *found, int most, int *count, const struct person_double *one)
{
    int at = *count;
    for (int i = 0; i < *count; i++)
        if (found[i].person.id == one->person.id)
            return;
    while (at > 0 && is_likelier(one, &found[at - 1])) {
        if (at < most)
            found[at] = found[at - 1];
        at--;
    }
    if (at < most)
        found[at] = *one;
    *count += *count < most;
}

static bool search_one(struct store *store, const struct search_by *search, const struct person *person,
                       struct person_double *found, int *count, struct err *err)
{
    const char *text = (const char *)person + search->offset;
    if (text[0] == '\0')
        return true;
    struct statement *statement = statement_take(store, search->sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "text", text);
    if (search->offset == offsetof(struct person, name))
        statement_id(statement, "place", person->place_id);
    *count = 0;
    while (*count < KEPT_MOST && statement_row(statement)) {
        struct person_double *one = &found[*count];
        person_read(statement, &one->person);
        one->by = doubles_by(person, &one->person);
        *count += one->person.id != person->id && one->by != 0;
    }
    return statement_done(statement, err);
}

bool doubles_of(struct store *store, const struct person *person, struct person_double *found, int most, int *count,
                struct err *err)
{
    struct person_double some[KEPT_MOST];
    *count = 0;
    for (size_t i = 0; i < sizeof searches / sizeof searches[0]; i++) {
        int read = 0;
        if (!search_one(store, &searches[i], person, some, &read, err))
            return false;
        for (int one = 0; one < read; one++) {
            int64_t distinct = 0;
            if (person->id != 0 && !pair_find(store, person->id, some[one].person.id, &distinct, err))
                return false;
            if (distinct == 0)
                keep(found, most, count, &some[one]);
        }
    }
    return true;
}

/* ---- who is not decided yet ---- */

/* The likely double with the smallest id, as doubles_by says it. */
#define FIRST_DOUBLE                                                                                                 \
    "(SELECT min(d.id) FROM person d WHERE d.id <> p.id AND d.id_number = p.id_number AND d.id_number <> '' "        \
    "AND " PERSON_COUNTS("d") " AND NOT " ARE_DISTINCT(                                                              \
        "p.id", "d.id") "), "                                                                                        \
                        "(SELECT min(d.id) FROM person d WHERE d.name = p.name AND d.id <> p.id AND (d.id_number = " \
                        "'' OR p.id_number = '') "                                                                   \
                        "AND (d.place_id = p.place_id OR (p.phone <> '' AND p.phone IN (d.phone, d.phone2)) OR "     \
                        "(p.phone2 <> '' AND p.phone2 IN (d.phone, d.phone2))) AND " PERSON_COUNTS(                  \
                            "d") " AND NOT " ARE_DISTINCT("p.id", "d.id") ")"
#define PAIRS "SELECT p.id, p.name, " FIRST_DOUBLE " FROM person p WHERE "

static const char forwards_sql[] =
    PAIRS "(p.name, p.id) > (:name, :id) AND " PERSON_COUNTS("p") " ORDER BY p.name, p.id";
static const char backwards_sql[] =
    PAIRS "(p.name, p.id) < (:name, :id) AND " PERSON_COUNTS("p") " ORDER BY p.name DESC, p.id DESC";
static const char one_sql[] = PAIRS "p.id = :id AND " PERSON_COUNTS("p");

/* The smaller of the two that was found; 0: none. */
static int64_t found_double(const struct statement *statement)
{
    int64_t by_id = column_integer(statement, 2), by_name = column_integer(statement, 3);
    return by_id == 0 || (by_name != 0 && by_name < by_id) ? by_name : by_id;
}

static bool fill_pair(struct store *store, int64_t person_id, int64_t other_id, struct double_pair *pair,
                      struct err *err)
{
    if (!person_get(store, person_id, &pair->person, err) || !person_get(store, other_id, &pair->other, err))
        return false;
    pair->by = doubles_by(&pair->person, &pair->other);
    return true;
}

bool double_get(struct store *store, int64_t person_id, struct double_pair *pair, struct err *err)
{
    struct statement *statement = statement_take(store, one_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "id", person_id);
    int64_t other = statement_row(statement) ? found_double(statement) : 0;
    if (!statement_done(statement, err))
        return false;
    return other != 0 ? fill_pair(store, person_id, other, pair, err)
                      : err_set(err, ERR_NOT_FOUND, _("There is no such person in the register."));
}

/* As in the list of everybody: by themselves, or by where they live. */
static bool is_meant(struct store *store, const struct person *person, const char *word)
{
    return word[0] == '\0' || search_matches(store, SEARCH_PERSON, person->id, word) ||
           (person->place_id != 0 && search_matches(store, SEARCH_PLACE, person->place_id, word));
}

bool double_list_read(struct store *store, struct double_list *list, struct err *err)
{
    int64_t until_ms = list->budget_ms > 0 ? clock_real_ms() + list->budget_ms : INT64_MAX;
    bool from_end = list->backwards && list->after_id == 0, good = true;
    list->count = 0;
    list->finished = false;
    struct statement *statement = statement_take(store, list->backwards ? backwards_sql : forwards_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "name", from_end ? TEXT_ABOVE_ALL : list->after_name);
    statement_integer(statement, "id", list->after_id);
    for (int looked = 1; good && list->count < list->most; looked++) {
        list->finished = !statement_row(statement);
        if (list->finished)
            break;
        list->reached_id = column_integer(statement, 0);
        column_copy(statement, 1, list->reached_name, sizeof list->reached_name);
        int64_t other = found_double(statement);
        struct double_pair *pair = &list->rows[list->count];
        if (other != 0)
            good = fill_pair(store, list->reached_id, other, pair, err);
        list->count += good && other != 0 && is_meant(store, &pair->person, list->word);
        if (looked % ROWS_BETWEEN_LOOKS == 0 && clock_real_ms() >= until_ms)
            break;
    }
    return statement_done(statement, err) && good;
}
