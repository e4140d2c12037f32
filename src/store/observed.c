#include "gatepost/observed.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "table.h"
#include <string.h>

#define RUNNING OBSERVATION_RUNS("o")
/* A place without a building goes by its name, so that it is nobody's neighbour. */
#define BUILDING "CASE WHEN l.building <> '' THEN l.building ELSE l.name END"

bool observed_of_building(struct store *store, const char *estate, const char *building, int64_t *place_ids, int most,
                          int *count, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT DISTINCT o.door, o.place_id FROM observation o JOIN place l ON l.id = o.place_id "
                       "WHERE " RUNNING " AND l.estate = :estate AND " BUILDING " = :building "
                       "ORDER BY o.door, o.place_id",
                       err);
    *count = 0;
    if (statement == NULL)
        return false;
    statement_text(statement, "estate", estate);
    statement_text(statement, "building", building);
    while (*count < most && statement_row(statement))
        place_ids[(*count)++] = column_integer(statement, 1);
    return statement_done(statement, err);
}

bool observed_buildings(struct store *store, struct observed_building *buildings, int most, int *count, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT l.estate, " BUILDING ", COUNT(DISTINCT o.place_id), COUNT(*) FROM observation o "
                       "JOIN place l ON l.id = o.place_id WHERE " RUNNING " GROUP BY 1, 2 ORDER BY MIN(o.door)",
                       err);
    *count = 0;
    if (statement == NULL)
        return false;
    while (*count < most && statement_row(statement)) {
        struct observed_building *row = &buildings[(*count)++];
        column_copy(statement, 0, row->estate, sizeof row->estate);
        column_copy(statement, 1, row->building, sizeof row->building);
        row->households = (int)column_integer(statement, 2);
        row->people = (int)column_integer(statement, 3);
    }
    return statement_done(statement, err);
}

bool observed_estate(struct store *store, const char *building, char *estate, struct err *err)
{
    int found = 0;
    struct statement *statement = statement_take(store,
                                                 "SELECT DISTINCT l.estate FROM observation o JOIN place l ON "
                                                 "l.id = o.place_id WHERE " RUNNING " AND " BUILDING " = :building",
                                                 err);
    if (statement == NULL)
        return false;
    statement_text(statement, "building", building);
    while (statement_row(statement) && ++found == 1)
        column_copy(statement, 0, estate, 64);
    if (!statement_done(statement, err))
        return false;
    if (found == 0)
        return err_field(err, ERR_INPUT, "building", _("Nobody is under observation in building %s."), building);
    return found == 1 ||
           err_field(err, ERR_INPUT, "estate", _("Several estates have a building %s: say which estate."), building);
}

/* ---- contacts of the tiers ---- */

#define PLACES(beyond, order)                                                                          \
    "SELECT o.door, o.place_id, MIN(o.began_at) FROM observation o "                                   \
    "WHERE " RUNNING " AND o.door " beyond "= :door AND "                                              \
    "(o.door, o.place_id) " beyond "= (:door, :place_id) AND o.began_at < :begun_before AND "          \
    "(:only_place = 0 OR o.place_id = :only_place) GROUP BY o.door, o.place_id ORDER BY o.door " order \
    ", o.place_id " order
#define REACHED "f.outcome = 'reached' AND f.voided IS NULL"
#define OF_TIER "FROM follow_up f WHERE f.place_id = :place_id AND f.tier_id = t.id AND "
#define ON_DAY "f.at >= :from_at AND f.at < :until_at AND "
#define TIERS(order)                                                                                            \
    "SELECT t.id, t.position, t.name, k.id, k.name, k.phone, "                                                  \
    "(SELECT MAX(f.at) " OF_TIER "f.at >= :began_at AND " REACHED "), "                                         \
    "(SELECT MAX(f.at) " OF_TIER ON_DAY REACHED "), "                                                           \
    "(SELECT COUNT(*) " OF_TIER ON_DAY "f.outcome <> 'reached' AND f.voided IS NULL) FROM tier t "              \
    "LEFT JOIN keeper k ON k.place_id = :place_id AND k.tier_id = t.id AND k.voided IS NULL WHERE t.voided IS " \
    "NULL AND (:tier_id = t.id OR (:tier_id = 0 AND (:missing = 0 OR t.daily = 1))) AND "                       \
    "(:missing = 0 OR NOT EXISTS (SELECT 1 " OF_TIER ON_DAY REACHED ")) ORDER BY t.position " order ", t.id " order

static const char *const places_sql[2] = {PLACES(">", "ASC"), PLACES("<", "DESC")};
static const char *const tiers_sql[2] = {TIERS("ASC"), TIERS("DESC")};

static void read_tier(const struct statement *statement, struct tier_contact *row)
{
    row->tier_id = column_integer(statement, 0);
    row->tier_position = (int)column_integer(statement, 1);
    column_copy(statement, 2, row->tier, sizeof row->tier);
    row->keeper_id = column_integer(statement, 3);
    column_copy(statement, 4, row->keeper, sizeof row->keeper);
    column_copy(statement, 5, row->phone, sizeof row->phone);
    row->last_at = column_integer(statement, 6);
    row->today_at = column_integer(statement, 7);
    row->tries = (int)column_integer(statement, 8);
}

/* Whether a tier of the anchor's own household lies beyond it. */
static bool is_beyond(const struct tier_contact *row, const struct contact_window *window)
{
    const struct tier_contact *anchor = window->anchor;
    if (anchor == NULL || row->place_id != anchor->place_id)
        return true;
    int rank = row->tier_position - anchor->tier_position;
    if (rank == 0)
        rank = row->tier_id > anchor->tier_id ? 1 : row->tier_id < anchor->tier_id ? -1 : 0;
    return window->backwards ? rank < 0 : rank > 0;
}

/* False with err when it failed; *full when the window has no more room. */
static bool add_tiers(struct store *store, struct contact_window *window, struct tier_contact *row, int64_t began_at,
                      bool *full, struct err *err)
{
    struct statement *statement = statement_take(store, tiers_sql[window->backwards], err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "place_id", row->place_id);
    statement_integer(statement, "from_at", window->day.from_at);
    statement_integer(statement, "until_at", window->day.until_at);
    statement_integer(statement, "began_at", began_at);
    statement_integer(statement, "tier_id", window->tier_id);
    statement_integer(statement, "missing", window->missing);
    while (!*full && statement_row(statement)) {
        read_tier(statement, row);
        if (!is_beyond(row, window))
            continue;
        *full = window->count == window->most;
        if (!*full)
            window->rows[window->count++] = *row;
    }
    return statement_done(statement, err);
}

static void read_place(const struct statement *statement, struct tier_contact *row)
{
    *row = (struct tier_contact){.place_id = column_integer(statement, 1)};
    column_copy(statement, 0, row->door, sizeof row->door);
}

/* What a search goes on behind: all tiers of the household were looked at. */
static void mark_reached(struct contact_window *window, const struct tier_contact *row)
{
    window->reached = *row;
    window->reached.tier_position = window->backwards ? -1 : 1000;
    window->reached.tier_id = 0;
}

bool observed_contacts(struct store *store, struct contact_window *window, struct err *err)
{
    int64_t until_ms = window->budget_ms > 0 ? clock_real_ms() + window->budget_ms : INT64_MAX;
    bool full = false, good = true;
    struct tier_contact row;
    window->count = 0;
    window->finished = false;
    struct statement *statement = statement_take(store, places_sql[window->backwards], err);
    if (statement == NULL)
        return false;
    const char *end = window->backwards ? TEXT_ABOVE_ALL : "";
    statement_text(statement, "door", window->anchor != NULL ? window->anchor->door : end);
    statement_integer(statement, "place_id",
                      window->anchor != NULL ? window->anchor->place_id
                      : window->backwards    ? INT64_MAX
                                             : 0);
    statement_integer(statement, "begun_before", window->day.begun_before);
    statement_integer(statement, "only_place", window->place_id);
    while (good && !full && clock_real_ms() < until_ms) {
        if (!statement_row(statement)) {
            window->finished = true;
            break;
        }
        read_place(statement, &row);
        good = add_tiers(store, window, &row, column_integer(statement, 2), &full, err);
        mark_reached(window, &row);
    }
    return statement_done(statement, good ? err : NULL) && good;
}

/* To find the households apart SQLite would walk all observations there ever were, in the order of their places. */
bool observed_count_missing(struct store *store, const struct contact_day *day, int64_t tier_id, int64_t *count,
                            struct err *err)
{
    struct statement *statement = statement_take(
        store,
        "SELECT COUNT(*) FROM (SELECT DISTINCT o.place_id AS id FROM observation o INDEXED BY observation_running "
        "WHERE " RUNNING " AND o.began_at < :begun_before) h CROSS JOIN tier t WHERE t.voided IS NULL AND "
        "(t.id = :tier_id OR (:tier_id = 0 AND t.daily = 1)) AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE "
        "f.place_id = h.id AND f.tier_id = t.id AND " ON_DAY REACHED ")",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "begun_before", day->begun_before);
    statement_integer(statement, "tier_id", tier_id);
    statement_integer(statement, "from_at", day->from_at);
    statement_integer(statement, "until_at", day->until_at);
    return table_integer(statement, count, err);
}
