/* Announced visitors. Words are matched in memory: some hundreds are open at a time, and search_key knows no kind for
 * them (its CHECK stands in files of the first version). */
#include "gatepost/expected.h"
#include "database.h"
#include "gatepost/memory.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "search_key.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 4, PLACES_MOST = 40 /* a word that finds more is an estate's name, as in candidate.c */ };

const char *const expected_class_names[] = {"visitor", "courier", "service", NULL};
const char *const expected_class_labels[] = {N_("Visitor"), N_("Courier"), N_("Service"), NULL};

#define CAME_IN                                                                                       \
    " FROM crossing c WHERE c.expected_id = expected.id AND c.voided IS NULL AND c.direction = 'in' " \
    "AND c.decision = 'admitted')"
#define CAME "COALESCE((SELECT SUM(CASE WHEN c.occupants > 1 THEN c.occupants ELSE 1 END)" CAME_IN ", 0)"
#define EXPECTED(member) RECORD_AT(struct expected, member)
const struct record_field expected_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, EXPECTED(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, EXPECTED(head.rev)},
    {"place", "ROOM", N_("the household visited: 12-2-1203"), RECORD_PLACE, RECORD_NEEDED, EXPECTED(place_id),
     .width = 14, .said = SAID_AS_IT_IS, .column = "place_id", .label = N_("Household")},
    {"name", "NAME", N_("the visitor"), RECORD_TEXT, RECORD_BOTH, EXPECTED(name), .width = 10, .said = SAID_NAME,
     .column = "name", .label = N_("Visitor")},
    {"phone", "PHONE", N_("the visitor's phone"), RECORD_PHONE, RECORD_BOTH, EXPECTED(phone), .width = 12,
     .column = "phone", .label = N_("Phone")},
    {"plate", "PLATE", N_("the vehicle they come with"), RECORD_TEXT, RECORD_BOTH, EXPECTED(plate), .width = 9,
     .said = SAID_PLATE, .column = "plate", .label = N_("Plate")},
    {"people", "NUMBER", N_("how many come, 1 if nothing is said"), RECORD_NUMBER, RECORD_BOTH, EXPECTED(people),
     .least = 1, .most = 99, .width = 4, .column = "people", .label = N_("Persons")},
    {"class", "CLASS", N_("visitor, courier or service"), RECORD_CHOICE, RECORD_BOTH, EXPECTED(class),
     .choices = expected_class_names, .labels = expected_class_labels, .width = 8, .column = "class",
     .label = N_("Class")},
    {"purpose", "TEXT", N_("why they come"), RECORD_TEXT, RECORD_BOTH, EXPECTED(purpose), .column = "purpose",
     .label = N_("Purpose")},
    {"from", "TIME", N_("from when; now if nothing is said"), RECORD_BEGINNING, RECORD_BOTH, EXPECTED(from_at),
     .width = 19, .column = "from_at", .label = N_("Begins")},
    {"until", "TIME", N_("until when; the end of that day if nothing is said"), RECORD_DEADLINE, RECORD_BOTH,
     EXPECTED(until_at), .width = 19, .column = "until_at", .label = N_("Ends")},
    {"announced_by", "NAME", N_("who called"), RECORD_TEXT, RECORD_BOTH, EXPECTED(announced_by), .said = SAID_NAME,
     .column = "announced_by", .label = N_("Caller")},
    {"tell", "yes|no", N_("an alarm when they do not come"), RECORD_SWITCH, RECORD_BOTH, EXPECTED(tell),
     .column = "tell", .label = N_("Tell")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, EXPECTED(note), .column = "note", .label = N_("Remark")},
    {"came", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, EXPECTED(came), .width = 4, .derived = CAME, .label = N_("Came")},
    {"came_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, EXPECTED(came_at), .derived = "(SELECT MAX(c.at)" CAME_IN,
     .label = N_("Last came")},
    {"crossing", NULL, NULL, RECORD_ID, RECORD_SHOWN, EXPECTED(crossing_id), .derived = "(SELECT MAX(c.id)" CAME_IN,
     .label = N_("Crossing")},
    {"announced_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, EXPECTED(announced_at), .column = "announced_at",
     .label = N_("Announced at")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, EXPECTED(officer_id), .column = "officer_id",
     .label = N_("By")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, EXPECTED(head.voided)},
    {0},
};
#define OPEN "voided IS NULL AND until_at > :now"
static const struct record_scope scopes[] = {
    [EXPECTED_NOW] = {.name = "expected", .where = OPEN " AND people > " CAME},
    [EXPECTED_USED] = {.name = "used", .where = "voided IS NULL AND people <= " CAME},
    [EXPECTED_EXPIRED] = {.name = "expired", .where = "voided IS NULL AND until_at <= :now AND people > " CAME},
    [EXPECTED_ALL] = {.name = "all", .where = "1 = 1"},
    {0},
};
const struct record_table expected_table = {
    .name = "expected",
    .size = sizeof(struct expected),
    .fields = expected_fields,
    .order = "until_at",
    .scopes = scopes,
    .turned = 1U << EXPECTED_USED | 1U << EXPECTED_EXPIRED | 1U << EXPECTED_ALL,
    .none = N_("There is no announced visitor %lld."),
    .what = N_("announced visitor"),
    .called = "name",
};

bool expected_is_open(const struct expected *expected, int64_t at)
{
    return expected->head.voided[0] == '\0' && expected->until_at > at && expected->came < expected->people;
}

/* ---- found by words ---- */

struct word {
    char key[SEARCH_KEY_BYTES];
    int64_t places[PLACES_MOST]; /* whose room it may be */
    int place_count;
};
enum match { MATCH_NONE, MATCH_PART, MATCH_WHOLE };

static bool split_words(struct store *store, const char *text, struct word *words, int *count, struct err *err)
{
    char narrow[SEARCH_KEY_BYTES];
    *count = 0;
    if (!search_fold_text(text, narrow))
        return true;
    for (char *rest = narrow, *part; (part = strsep(&rest, " ,、")) != NULL && *count < WORDS_MOST;) {
        struct word *word = &words[*count];
        bool more = false;
        if (part[0] == '\0' || !search_fold_key(part, word->key))
            continue;
        if (!search_ids_key(store, SEARCH_PLACE, word->key, word->places, PLACES_MOST, &word->place_count, &more, err))
            return false;
        if (more)
            word->place_count = 0;
        (*count)++;
    }
    return true;
}

static enum match match_word(const struct expected *expected, const struct search_keys *keys, const struct word *word)
{
    char name[SEARCH_KEY_BYTES], plate[SEARCH_KEY_BYTES];
    size_t length = strlen(expected->phone);
    search_fold_text(expected->name, name);
    search_fold_text(expected->plate, plate);
    if (strcmp(name, word->key) == 0 || strcmp(plate, word->key) == 0 || strcmp(expected->phone, word->key) == 0 ||
        (length > 4 && strcmp(expected->phone + length - 4, word->key) == 0))
        return MATCH_WHOLE;
    for (int i = 0; i < word->place_count; i++)
        if (word->places[i] == expected->place_id)
            return MATCH_PART;
    for (int i = 0; i < keys->count; i++)
        if (strncmp(search_keys_at(keys, i), word->key, strlen(word->key)) == 0)
            return MATCH_PART;
    return MATCH_NONE;
}

static enum match match_all(const struct expected *expected, struct search_keys *keys, const struct word *words,
                            int count)
{
    enum match best = MATCH_PART;
    search_keys_of_visitor(expected->name, expected->phone, expected->plate, keys);
    for (int i = 0; i < count; i++) {
        enum match match = match_word(expected, keys, &words[i]);
        if (match == MATCH_NONE)
            return MATCH_NONE;
        if (match == MATCH_WHOLE)
            best = MATCH_WHOLE;
    }
    return best;
}

/* 0 first: whole, then running, then what begins later. */
static int rank_of(const struct expected_search *search, const struct expected *expected, enum match match)
{
    return match == MATCH_WHOLE ? 0 : expected->from_at <= search->at ? 1 : 2;
}

/* Kept in order; equals stay as they came, the first to end first. */
static void keep(struct expected_search *search, int *ranks, const struct expected *expected, enum match match)
{
    int rank = rank_of(search, expected, match), at = search->count;
    search->whole += match == MATCH_WHOLE && search->whole < search->most;
    while (at > 0 && ranks[at - 1] > rank)
        at--;
    search->left += search->count == search->most;
    if (at == search->most)
        return;
    int last = search->count < search->most ? search->count++ : search->most - 1;
    memmove(search->rows + at + 1, search->rows + at, (size_t)(last - at) * sizeof *search->rows);
    memmove(ranks + at + 1, ranks + at, (size_t)(last - at) * sizeof *ranks);
    search->rows[at] = *expected;
    ranks[at] = rank;
}

bool expected_find(struct store *store, struct expected_search *search, struct err *err)
{
    struct word words[WORDS_MOST];
    int word_count = 0;
    search->count = search->whole = search->left = 0;
    if (!split_words(store, search->words, words, &word_count, err) || word_count == 0)
        return word_count == 0;
    struct expected *open = memory_new(EXPECTED_OPEN_MOST, sizeof *open);
    int *ranks = memory_new((size_t)search->most + 1, sizeof *ranks);
    struct search_keys keys = {0};
    struct record_window window = {.scope = EXPECTED_NOW, .now = search->at, .rows = open, .most = EXPECTED_OPEN_MOST};
    bool read = record_window(store, &expected_table, &window, err);
    for (int i = 0; read && i < window.count; i++) {
        enum match match =
            open[i].from_at < search->before ? match_all(&open[i], &keys, words, word_count) : MATCH_NONE;
        if (match != MATCH_NONE)
            keep(search, ranks, &open[i], match);
    }
    search_keys_release(&keys);
    free(ranks);
    free(open);
    return read;
}

/* ---- who did not come ---- */

static const char missed_sql[] =
    "SELECT id FROM expected WHERE tell = 1 AND voided IS NULL AND until_at > :since "
    "AND until_at <= :until AND people > " CAME " ORDER BY until_at DESC, id DESC LIMIT :most";

bool expected_missed(struct store *store, int64_t since, int64_t until, int64_t *ids, int most, int *count,
                     struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, missed_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "since", since);
    statement_integer(statement, "until", until);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    return statement_done(statement, err);
}
