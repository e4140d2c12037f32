#include "gatepost/observed_people.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "search_key.h"
#include "table.h"
#include <string.h>

#define RUNNING OBSERVATION_RUNS("o")
#define READING(name) \
    name ".id, " name ".outcome, " name ".tenths, " name ".retest_tenths, " name ".abnormal, " name ".late"
#define OF(name, number)                                                                                        \
    " LEFT JOIN reading " name " ON " name ".observation_id = o.id AND " name ".day = :day" number " AND " name \
    ".half = :half" number " AND " name ".voided IS NULL"
#define NEXT(table)                                                                                         \
    "(SELECT MIN(n.next_at) FROM " table " n WHERE n.place_id = o.place_id AND n.at >= o.began_at - 86400 " \
    "AND n.next_at >= :next_from AND n.voided IS NULL)"
#define ROWS(beyond, order)                                                                                          \
    "SELECT o.id, o.rev, o.person_id, o.place_id, o.door, o.kind, o.first_day, o.last_day, o.ends_at, o.began_at, "  \
    "p.name, p.phone, " PLACE_LABEL_COLUMNS                                                                          \
    ", " READING("a") ", " READING("b") ", " READING("c") ", " NEXT("follow_up") ", " NEXT(                          \
        "visit") " FROM observation o JOIN person p ON p.id = o.person_id JOIN place l ON l.id = o.place_id" OF("a", \
                                                                                                                "0") \
        OF("b", "1") OF("c", "2") " WHERE " RUNNING " AND (o.door, o.id) " beyond                                    \
                                  " (:door, :id) ORDER BY o.door " order ", o.id " order

static const char *const windows[2] = {ROWS(">", "ASC"), ROWS("<", "DESC")};
enum { COLUMN_LABEL = 12, COLUMN_READING = 16, READING_COLUMNS = 6 };

static void read_reading(const struct statement *statement, int column, struct half_day half_day,
                         struct reading *reading)
{
    reading->head.id = column_integer(statement, column);
    reading->day = half_day.day;
    reading->half = half_day.half;
    if (reading->head.id == 0)
        return;
    reading->outcome = (enum reading_outcome)name_index(reading_outcome_names, column_text(statement, column + 1));
    reading->tenths = (int)column_integer(statement, column + 2);
    reading->retest_tenths = (int)column_integer(statement, column + 3);
    reading->abnormal = column_integer(statement, column + 4) != 0;
    reading->late = column_integer(statement, column + 5) != 0;
}

/* The earlier of the two there are. */
static int64_t earlier(int64_t one, int64_t other)
{
    return one == 0 || (other != 0 && other < one) ? other : one;
}

static void read_row(const struct statement *statement, const struct observed_window *window, struct observed *row)
{
    struct observation *observation = &row->observation;
    memset(row, 0, sizeof *row);
    observation->head.id = column_integer(statement, 0);
    observation->head.rev = column_integer(statement, 1);
    observation->person_id = column_integer(statement, 2);
    observation->place_id = column_integer(statement, 3);
    column_copy(statement, 4, observation->door, sizeof observation->door);
    observation->kind = (enum observation_kind)name_index(observation_kind_names, column_text(statement, 5));
    observation->first_day = (int)column_integer(statement, 6);
    observation->last_day = (int)column_integer(statement, 7);
    observation->ends_at = column_integer(statement, 8);
    observation->began_at = column_integer(statement, 9);
    observation->state = OBSERVATION_OBSERVING;
    column_copy(statement, 10, row->name, sizeof row->name);
    column_copy(statement, 11, row->phone, sizeof row->phone);
    place_label_read(statement, COLUMN_LABEL, row->place_label, sizeof row->place_label);
    for (int i = 0; i < OBSERVED_HALVES; i++)
        read_reading(statement, COLUMN_READING + i * READING_COLUMNS, window->halves[i], &row->readings[i]);
    int next = COLUMN_READING + OBSERVED_HALVES * READING_COLUMNS;
    row->next_at = earlier(column_integer(statement, next), column_integer(statement, next + 1));
}

static bool is_meant(struct store *store, const struct statement *statement, const char *key)
{
    return key[0] == '\0' || search_matches_key(store, SEARCH_PERSON, column_integer(statement, 2), key) ||
           search_matches_key(store, SEARCH_PLACE, column_integer(statement, 3), key);
}

static void walk(struct store *store, struct statement *statement, const char *key, struct observed_window *window)
{
    int64_t end = clock_real_ms() + window->budget_ms;
    while (window->count < window->most) {
        if (!statement_row(statement)) {
            window->finished = true;
            return;
        }
        window->reached.id = column_integer(statement, 0);
        column_copy(statement, 4, window->reached.text, sizeof window->reached.text);
        struct observed *row = &window->rows[window->count];
        if (is_meant(store, statement, key)) {
            read_row(statement, window, row);
            window->count += window->keep == NULL || window->keep(window->context, row);
        }
        if (window->budget_ms > 0 && clock_real_ms() > end)
            return;
    }
}

static void bind_halves(struct statement *statement, const struct observed_window *window)
{
    static const char *const days[] = {"day0", "day1", "day2"}, *const halves[] = {"half0", "half1", "half2"};
    for (int i = 0; i < OBSERVED_HALVES; i++) {
        statement_integer(statement, days[i], window->halves[i].day);
        statement_text(statement, halves[i], half_names[window->halves[i].half]);
    }
}

bool observed_window(struct store *store, struct observed_window *window, struct err *err)
{
    static const struct record_key first = {.id = INT64_MIN}, last = {.id = INT64_MAX, .text = TEXT_ABOVE_ALL};
    const struct record_key *anchor = window->anchor != NULL ? window->anchor : window->backwards ? &last : &first;
    char key[SEARCH_KEY_BYTES];
    window->count = 0;
    window->finished = false;
    window->reached = *anchor;
    if (!search_fold_key(window->word == NULL ? "" : window->word, key)) {
        window->finished = true;
        return true;
    }
    struct statement *statement = statement_take(store, windows[window->backwards], err);
    if (statement == NULL)
        return false;
    bind_halves(statement, window);
    statement_integer(statement, "next_from", window->next_from);
    statement_text(statement, "door", anchor->text);
    statement_integer(statement, "id", anchor->id);
    walk(store, statement, key, window);
    return statement_done(statement, err);
}

/* ---- numbers ---- */

/* The half-day belongs to the observation, and nobody has a reading of it. Those that have one stand side by side in an
 * index: they are read once, not looked for one by one. */
#define MISSING                                                                                                       \
    HALF_DAY_BELONGS("o")                                                                                             \
    " AND o.id NOT IN (SELECT r.observation_id FROM reading r WHERE r.day = :day AND r.half = :half AND r.voided IS " \
    "NULL)"
#define IS_MISSING HALF_DAY_BELONGS("o") " AND NOT EXISTS (SELECT 1 FROM reading r WHERE " READING_OF_CELL("r", "o") ")"

static void bind_cell(struct statement *statement, struct half_day half_day, int64_t missed_at)
{
    statement_integer(statement, "day", half_day.day);
    statement_text(statement, "half", half_names[half_day.half]);
    statement_integer(statement, "missed_at", missed_at);
}

/* Missing are those to whom the half-day belongs less those of them that have a reading of it, at most one each. */
bool observed_count(struct store *store, struct half_day missed, int64_t missed_at, int64_t now,
                    struct observed_numbers *numbers, struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT COUNT(*), COUNT(CASE WHEN " HALF_DAY_BELONGS(
            "o") " THEN 1 END) - (SELECT COUNT(*) FROM reading r CROSS "
                 "JOIN observation o ON o.id = r.observation_id WHERE r.day = :day AND r.half = :half AND r.voided IS "
                 "NULL AND " RUNNING
                 " AND " HALF_DAY_BELONGS("o") "), (SELECT COUNT(*) FROM observation o WHERE " RUNNING
                                               " AND o.ends_at <= :now) FROM observation o WHERE " RUNNING,
        err);
    *numbers = (struct observed_numbers){0};
    if (statement == NULL)
        return false;
    bind_cell(statement, missed, missed_at);
    statement_integer(statement, "now", now);
    if (statement_row(statement)) {
        numbers->observing = (int)column_integer(statement, 0);
        numbers->missing = (int)column_integer(statement, 1);
        numbers->awaiting = (int)column_integer(statement, 2);
    }
    return statement_done(statement, err);
}

/* In one statement and no more of both than is shown: a page of the round asks it of everybody on it. */
bool observed_reach(struct store *store, int64_t person_id, int64_t place_id, struct observed_reach *reach,
                    struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT p.name, CASE WHEN p.phone <> '' THEN p.phone ELSE l.phone END, l.estate, l.kind = "
        "'household', " PLACE_LABEL_COLUMNS " FROM person p JOIN place l ON l.id = :place_id WHERE p.id = :person_id",
        err);
    struct place place = {0};
    if (statement == NULL)
        return false;
    statement_integer(statement, "person_id", person_id);
    statement_integer(statement, "place_id", place_id);
    bool found = statement_row(statement);
    if (found) {
        column_copy(statement, 0, reach->name, sizeof reach->name);
        column_copy(statement, 1, reach->phone, sizeof reach->phone);
        column_copy(statement, 2, place.estate, sizeof place.estate);
        place.kind = column_integer(statement, 3) != 0 ? PLACE_HOUSEHOLD : PLACE_ENTERPRISE;
        column_copy(statement, 4, place.name, sizeof place.name);
        column_copy(statement, 5, place.room.building, sizeof place.room.building);
        column_copy(statement, 6, place.room.unit, sizeof place.room.unit);
        column_copy(statement, 7, place.room.number, sizeof place.room.number);
    }
    if (!statement_done(statement, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("There is no person %lld."), (long long)person_id);
    place_label(&place, place_is_ambiguous(store, &place), reach->room, sizeof reach->room);
    return true;
}

/* ---- who needs something ---- */

#define WHO "o.id, o.rev, o.person_id, o.place_id, o.last_day, p.name, " PLACE_LABEL_COLUMNS
#define WHO_FROM " FROM observation o JOIN person p ON p.id = o.person_id JOIN place l ON l.id = o.place_id "
enum { WHO_COLUMNS = 10 };

static void read_who(const struct statement *statement, struct observed_who *who)
{
    *who = (struct observed_who){.id = column_integer(statement, 0),
                                 .rev = column_integer(statement, 1),
                                 .person_id = column_integer(statement, 2),
                                 .place_id = column_integer(statement, 3),
                                 .day = (int)column_integer(statement, 4)};
    column_copy(statement, 5, who->name, sizeof who->name);
    place_label_read(statement, 6, who->place_label, sizeof who->place_label);
}

static bool read_all(struct statement *statement, struct observed_who *who, int most, int *count, struct err *err)
{
    while (*count < most && statement_row(statement))
        read_who(statement, &who[(*count)++]);
    return statement_done(statement, err);
}

bool observed_missing(struct store *store, struct half_day half_day, int64_t missed_at, struct observed_who *who,
                      int most, int *count, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT " WHO WHO_FROM "WHERE " RUNNING " AND " MISSING " ORDER BY o.door, o.id", err);
    *count = 0;
    if (statement == NULL)
        return false;
    bind_cell(statement, half_day, missed_at);
    return read_all(statement, who, most, count, err);
}

bool observed_is_missing(struct store *store, int64_t observation_id, struct half_day half_day, int64_t missed_at)
{
    int64_t missing = 0;
    struct statement *statement =
        statement_take(store, "SELECT 1 FROM observation o WHERE o.id = :id AND " RUNNING " AND " IS_MISSING, NULL);
    if (statement == NULL)
        return true;
    statement_integer(statement, "id", observation_id);
    bind_cell(statement, half_day, missed_at);
    return !table_integer(statement, &missing, NULL) || missing != 0;
}

bool observed_awaiting(struct store *store, int64_t now, struct observed_who *who, int most, int *count,
                       struct err *err)
{
    struct statement *statement = statement_take(
        store, "SELECT " WHO WHO_FROM "WHERE " RUNNING " AND o.ends_at <= :now ORDER BY o.ends_at, o.id", err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "now", now);
    return read_all(statement, who, most, count, err);
}

bool observed_abnormal(struct store *store, int64_t from, struct observed_reading *readings, int most, int *count,
                       struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT " WHO ", r.id, r.rev, r.at, r.tenths, r.retest_tenths, r.day, r.half FROM reading r JOIN observation o "
        "ON o.id = r.observation_id JOIN person p ON p.id = o.person_id JOIN place l ON l.id = o.place_id "
        "WHERE r.abnormal = 1 AND r.voided IS NULL AND r.at >= :from AND o.voided IS NULL ORDER BY r.at DESC, r.id "
        "DESC",
        err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_integer(statement, "from", from);
    while (*count < most && statement_row(statement)) {
        struct observed_reading *reading = &readings[(*count)++];
        *reading = (struct observed_reading){.id = column_integer(statement, WHO_COLUMNS),
                                             .rev = column_integer(statement, WHO_COLUMNS + 1),
                                             .at = column_integer(statement, WHO_COLUMNS + 2)};
        int tenths = (int)column_integer(statement, WHO_COLUMNS + 3),
            retest = (int)column_integer(statement, WHO_COLUMNS + 4);
        reading->tenths = retest != 0 ? retest : tenths;
        reading->half_day.day = (int)column_integer(statement, WHO_COLUMNS + 5);
        reading->half_day.half = (enum half)name_index(half_names, column_text(statement, WHO_COLUMNS + 6));
        read_who(statement, &reading->who);
    }
    return statement_done(statement, err);
}

#define WAS_OBSERVED                                                                                             \
    " AND voided IS NULL AND state <> 'to_verify' AND began_at <= :at AND (ended_at IS NULL OR ended_at > :at) " \
    "LIMIT 1"

static bool was_observed(struct store *store, const char *sql, int64_t subject, int64_t at)
{
    int64_t found = 0;
    struct statement *statement = subject != 0 ? statement_take(store, sql, NULL) : NULL;
    if (statement == NULL)
        return false;
    statement_integer(statement, "subject", subject);
    statement_integer(statement, "at", at);
    return table_integer(statement, &found, NULL) && found != 0;
}

bool observed_at(struct store *store, int64_t person_id, int64_t place_id, int64_t at)
{
    return was_observed(store, "SELECT 1 FROM observation WHERE person_id = :subject" WAS_OBSERVED, person_id, at) ||
           was_observed(store, "SELECT 1 FROM observation WHERE place_id = :subject" WAS_OBSERVED, place_id, at);
}
