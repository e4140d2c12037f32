/* Who may be meant by a word at a gate: everybody it finds, those first who are called exactly that, then those
 * whose whole name it spells, then those whom this checkpoint saw last. Whom a flag denies is never left off unseen. */
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/memory.h"
#include "gatepost/pass.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "person.h"
#include "search_key.h"
#include <stdlib.h>
#include <string.h>

enum {
    RECENT_ROWS = 400, /* of this checkpoint that are looked at */
    PERSONS_MOST = 300,
    EXACT_MOST = 40,
    PLACES_MOST = 40, /* a word that finds more is an estate's name, not a room */
    VEHICLES_MOST = 40,
    HOUSEHOLD_MOST = 40, /* persons of one place */
    NEVER_RECENT = RECENT_ROWS,
};

static const char recent_sql[] = "SELECT person_id, vehicle_id FROM crossing WHERE checkpoint_id = :checkpoint "
                                 "AND voided IS NULL ORDER BY at DESC, id DESC LIMIT :most";
#define DENIES_NOW "denies <> 'nothing' AND voided IS NULL AND from_at <= :at AND (until_at IS NULL OR until_at > :at)"
static const char seen_sql[] = "SELECT p.name, p.phone, COALESCE(s.at, 0), "
                               "EXISTS (SELECT 1 FROM flag WHERE person_id = p.id AND " DENIES_NOW ") OR "
                               "EXISTS (SELECT 1 FROM flag WHERE place_id = p.place_id AND " DENIES_NOW ") "
                               "FROM person p LEFT JOIN presence s ON s.person_id = p.id "
                               "WHERE p.id = :person AND " PERSON_COUNTS("p");
static const char household_sql[] =
    "SELECT id FROM person WHERE place_id = :place AND " PERSON_COUNTS("person") " ORDER BY id LIMIT :most";
#define LAST "SELECT at, direction, temp_tenths, retest_tenths, decision, class, person_id, occupants FROM crossing "
#define NEWEST "AND voided IS NULL ORDER BY at DESC, id DESC LIMIT 1"
static const char last_of_person_sql[] = LAST "WHERE person_id = :subject " NEWEST;
static const char last_of_vehicle_sql[] = LAST "WHERE vehicle_id = :subject " NEWEST;

/* What is known of one of them while they are put in order. */
struct ranked {
    int64_t person_id, place_id, vehicle_id; /* one of them */
    bool exact;                              /* the word is their whole name, phone, its end, room or plate */
    bool spelled;                            /* the word is the initials or the spelling of their whole name */
    bool denied;                             /* by a flag in force */
    int recent;                              /* place among this checkpoint's last rows, 0 the newest */
    int64_t seen_at;
    char name[NAME_BYTES];
};
struct search {
    struct store *store;
    const char *key;
    struct recent {
        int64_t person_id, vehicle_id;
    } recents[RECENT_ROWS];
    int recent_count;
    struct ranked *ranked;
    int count, room;
    bool cut; /* more match than were looked at */
};

static struct ranked *add(struct search *search, struct ranked ranked)
{
    if (search->count == search->room) {
        search->room = search->room == 0 ? 64 : search->room * 2;
        search->ranked = memory_resize(search->ranked, (size_t)search->room, sizeof *search->ranked);
    }
    search->ranked[search->count] = ranked;
    return &search->ranked[search->count++];
}

static bool recents_read(struct search *search, int64_t checkpoint_id, struct err *err)
{
    if (checkpoint_id == 0)
        return true;
    struct statement *statement = statement_take(search->store, recent_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "checkpoint", checkpoint_id);
    statement_integer(statement, "most", RECENT_ROWS);
    while (search->recent_count < RECENT_ROWS && statement_row(statement))
        search->recents[search->recent_count++] =
            (struct recent){column_integer(statement, 0), column_integer(statement, 1)};
    return statement_done(statement, err);
}

static int recent_place(const struct search *search, int64_t person_id, int64_t vehicle_id)
{
    for (int i = 0; i < search->recent_count; i++)
        if (person_id != 0 ? search->recents[i].person_id == person_id : search->recents[i].vehicle_id == vehicle_id)
            return i;
    return NEVER_RECENT;
}

static bool has_person(const struct search *search, int64_t person_id)
{
    for (int i = 0; i < search->count; i++)
        if (search->ranked[i].person_id == person_id)
            return true;
    return false;
}

static bool is_whole(const struct search *search, const char *name, const char *phone)
{
    char key[SEARCH_KEY_BYTES];
    size_t length = strlen(phone);
    return (search_fold_text(name, key) && strcmp(key, search->key) == 0) || strcmp(phone, search->key) == 0 ||
           (length > 4 && strcmp(phone + length - 4, search->key) == 0);
}

struct spelled {
    const char *key;
    bool found;
};

static void compare_spelling(void *context, const char *key)
{
    struct spelled *spelled = context;
    spelled->found |= strcmp(key, spelled->key) == 0;
}

static bool is_spelled(const struct search *search, const char *name)
{
    struct spelled spelled = {search->key, false};
    if (search->key[0] >= 'a' && search->key[0] <= 'z')
        pinyin_keys(name, compare_spelling, &spelled);
    return spelled.found;
}

static bool add_person(struct search *search, int64_t person_id, bool exact, struct err *err)
{
    if (has_person(search, person_id))
        return true;
    struct statement *statement = statement_take(search->store, seen_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "person", person_id);
    statement_integer(statement, "at", clock_now());
    if (statement_row(statement)) {
        struct ranked *ranked = add(search, (struct ranked){.person_id = person_id});
        ranked->recent = recent_place(search, person_id, 0);
        column_copy(statement, 0, ranked->name, sizeof ranked->name);
        ranked->exact = exact || is_whole(search, ranked->name, column_text(statement, 1));
        ranked->spelled = ranked->exact || is_spelled(search, ranked->name);
        ranked->seen_at = column_integer(statement, 2);
        ranked->denied = column_integer(statement, 3) != 0;
    }
    return statement_done(statement, err);
}

/* A word with very many persons: those called exactly that, those this checkpoint saw lately, and the first of the
 * rest. */
static bool add_persons(struct search *search, struct err *err)
{
    int64_t ids[PERSONS_MOST];
    int count;
    bool more;
    if (!search_exact_key(search->store, SEARCH_PERSON, search->key, ids, EXACT_MOST, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!add_person(search, ids[i], false, err))
            return false;
    if (!search_ids_key(search->store, SEARCH_PERSON, search->key, ids, PERSONS_MOST, &count, &more, err))
        return false;
    search->cut |= more;
    for (int i = 0; more && i < search->recent_count; i++) {
        int64_t id = search->recents[i].person_id;
        if (id != 0 && !has_person(search, id) && search_matches_key(search->store, SEARCH_PERSON, id, search->key) &&
            !add_person(search, id, false, err))
            return false;
    }
    for (int i = 0; i < count; i++)
        if (!add_person(search, ids[i], false, err))
            return false;
    return true;
}

static bool household_read(struct search *search, int64_t place_id, int64_t *ids, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(search->store, household_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place", place_id);
    statement_integer(statement, "most", HOUSEHOLD_MOST);
    while (*count < HOUSEHOLD_MOST && statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    return statement_done(statement, err);
}

static bool contains(const int64_t *ids, int count, int64_t id)
{
    for (int i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Who lives in a room that is meant; the room itself where nobody is listed. */
static bool add_household(struct search *search, int64_t place_id, bool whole, struct err *err)
{
    int64_t persons[HOUSEHOLD_MOST];
    int count;
    if (!household_read(search, place_id, persons, &count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!add_person(search, persons[i], whole, err))
            return false;
    if (count == 0)
        add(search, (struct ranked){.place_id = place_id, .exact = whole, .recent = NEVER_RECENT});
    return true;
}

static bool add_places(struct search *search, struct err *err)
{
    int64_t places[PLACES_MOST], exact[PLACES_MOST];
    int place_count, exact_count;
    bool more;
    if (!search_exact_key(search->store, SEARCH_PLACE, search->key, exact, PLACES_MOST, &exact_count, err) ||
        !search_ids_key(search->store, SEARCH_PLACE, search->key, places, PLACES_MOST, &place_count, &more, err))
        return false;
    search->cut |= more;
    for (int i = 0; i < place_count; i++)
        if (!add_household(search, places[i], contains(exact, exact_count, places[i]), err))
            return false;
    return true;
}

/* Whoever holds the pass of this number, valid or not: what it is worth is said of the crossing. */
static bool add_pass(struct search *search, const char *word, struct err *err)
{
    struct pass pass;
    struct err why = {0};
    if (pass_find(search->store, word, &pass, &why))
        return pass.person_id != 0 ? add_person(search, pass.person_id, true, err)
                                   : add_household(search, pass.place_id, true, err);
    return why.code == ERR_INPUT || why.code == ERR_NOT_FOUND || err_set(err, why.code, "%s", why.text);
}

static bool add_vehicles(struct search *search, struct err *err)
{
    int64_t ids[VEHICLES_MOST], exact[VEHICLES_MOST];
    int count, exact_count;
    bool more;
    if (!search_exact_key(search->store, SEARCH_VEHICLE, search->key, exact, VEHICLES_MOST, &exact_count, err) ||
        !search_ids_key(search->store, SEARCH_VEHICLE, search->key, ids, VEHICLES_MOST, &count, &more, err))
        return false;
    search->cut |= more;
    for (int i = 0; i < count; i++)
        add(search, (struct ranked){.vehicle_id = ids[i],
                                    .exact = contains(exact, exact_count, ids[i]),
                                    .recent = recent_place(search, 0, ids[i])});
    return true;
}

static int ranked_compare(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->exact != b->exact)
        return a->exact ? -1 : 1;
    if (a->spelled != b->spelled)
        return a->spelled ? -1 : 1;
    if (a->recent != b->recent)
        return a->recent - b->recent;
    if (a->seen_at != b->seen_at)
        return a->seen_at > b->seen_at ? -1 : 1;
    int order = strcmp(a->name, b->name);
    if (order != 0)
        return order;
    int64_t a_id = a->person_id + a->place_id + a->vehicle_id, b_id = b->person_id + b->place_id + b->vehicle_id;
    return (a_id > b_id) - (a_id < b_id);
}

/* Who is denied is seen even where more match than are shown: they take the last places of the list. */
static void keep_denied(struct ranked *ranked, int count, int most)
{
    for (int shown = most - 1, i = most; i < count && shown > 0; i++) {
        if (!ranked[i].denied)
            continue;
        while (shown > 0 && ranked[shown].denied)
            shown--;
        if (shown > 0) {
            struct ranked moved = ranked[shown];
            ranked[shown--] = ranked[i];
            ranked[i] = moved;
        }
    }
}

static bool last_read(struct store *store, const char *sql, int64_t subject, struct candidate *candidate,
                      struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "subject", subject);
    if (statement_row(statement)) {
        candidate->last_at = column_integer(statement, 0);
        candidate->last_direction = (enum direction)name_index(direction_names, column_text(statement, 1));
        candidate->last_temp_tenths = (int)column_integer(statement, 2);
        candidate->last_retest_tenths = (int)column_integer(statement, 3);
        candidate->last_decision = (enum decision)name_index(decision_names, column_text(statement, 4));
        candidate->last_class = (enum crossing_class)name_index(class_names, column_text(statement, 5));
        candidate->last_person_id = column_integer(statement, 6);
        candidate->last_occupants = (int)column_integer(statement, 7);
    }
    return statement_done(statement, err);
}

/* With the estate where the room alone would mean two households. */
static void label_place(struct store *store, const struct place *place, struct candidate *candidate)
{
    place_label(place, place_is_ambiguous(store, place), candidate->place_label, sizeof candidate->place_label);
}

static bool fill_person(struct store *store, int64_t id, struct candidate *candidate, struct err *err)
{
    struct person person;
    if (!person_get(store, id, &person, err))
        return false;
    candidate->person_id = id;
    candidate->place_id = person.place_id;
    candidate->kind = person.kind;
    text_copy(candidate->name, sizeof candidate->name, person.name);
    struct place place;
    if (person.place_id != 0 && place_get(store, person.place_id, &place, NULL))
        label_place(store, &place, candidate);
    text_copy(candidate->phone, sizeof candidate->phone, person.phone);
    return last_read(store, last_of_person_sql, id, candidate, err);
}

static bool fill_place(struct store *store, int64_t id, struct candidate *candidate, struct err *err)
{
    struct place place;
    if (id == 0)
        return true;
    if (!place_get(store, id, &place, err))
        return false;
    candidate->place_id = id;
    label_place(store, &place, candidate);
    text_copy(candidate->name, sizeof candidate->name, place.head);
    text_copy(candidate->phone, sizeof candidate->phone, place.phone);
    return true;
}

static bool fill_vehicle(struct store *store, int64_t id, struct candidate *candidate, struct err *err)
{
    struct vehicle vehicle;
    if (!vehicle_get(store, id, &vehicle, err) || !fill_place(store, vehicle.place_id, candidate, err))
        return false;
    candidate->vehicle_id = id;
    candidate->driver_id = vehicle.driver_id;
    candidate->usual_class = vehicle.usual_class;
    text_copy(candidate->plate, sizeof candidate->plate, vehicle.plate);
    text_copy(candidate->company, sizeof candidate->company, vehicle.company);
    return last_read(store, last_of_vehicle_sql, id, candidate, err);
}

static bool fill(struct store *store, const struct ranked *ranked, struct candidate *candidate, struct err *err)
{
    *candidate = (struct candidate){
        .at_this_checkpoint = ranked->recent < NEVER_RECENT, .exact = ranked->exact, .spelled = ranked->spelled};
    if (ranked->person_id != 0)
        return fill_person(store, ranked->person_id, candidate, err);
    if (ranked->vehicle_id != 0)
        return fill_vehicle(store, ranked->vehicle_id, candidate, err);
    return fill_place(store, ranked->place_id, candidate, err);
}

bool candidate_find(struct store *store, const char *word, int64_t checkpoint_id, struct candidate *candidates,
                    int most, int *count, int *left, struct err *err)
{
    char key[SEARCH_KEY_BYTES];
    *count = *left = 0;
    if (!search_fold_key(word, key) || key[0] == '\0')
        return true;
    if (!store_read_begin(store, err))
        return false;
    struct search *search = memory_new(1, sizeof *search);
    search->store = store;
    search->key = key;
    bool found = recents_read(search, checkpoint_id, err) && add_pass(search, word, err) && add_persons(search, err) &&
                 add_places(search, err) && add_vehicles(search, err);
    if (found && search->count > 0) {
        qsort(search->ranked, (size_t)search->count, sizeof *search->ranked, ranked_compare);
        keep_denied(search->ranked, search->count, most);
        *left = search->count > most ? search->count - most : 0;
        if (search->cut || *left > CANDIDATES_LEFT)
            *left = CANDIDATES_LEFT;
    }
    for (int i = 0; found && i < search->count && i < most; i++) {
        found = fill(store, &search->ranked[i], &candidates[i], err);
        *count += found;
    }
    store_read_end(store);
    free(search->ranked);
    free(search);
    return found;
}

int candidate_keep_exact(struct candidate *candidates, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (candidates[i].exact)
            candidates[kept++] = candidates[i];
    return kept > 0 ? kept : count;
}
