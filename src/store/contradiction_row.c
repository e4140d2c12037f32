#include "gatepost/contradiction_row.h"
#include "gatepost/utf8.h"
#include "stock_sql.h"
#include "table.h"
#include <string.h>

/* Each kind asks for all, for one person, for one household, some for one subject (`:one`); NULL where it is not about
 * such. Those of all are
 * walked from what runs now: the partial indexes of schema/016_observation.sql. */
struct questions {
    const char *all, *person, *place, *subject;
};

#define OBSERVED_AT(place)                                                                 \
    "(" place " = :as_if OR EXISTS (SELECT 1 FROM observation q WHERE q.place_id = " place \
    " AND " OBSERVATION_RUNS("q") "))"
#define COLUMNS(subject, person, place, name, at, other_id, other) \
    "SELECT " subject ", " person ", " place ", " name ", " PLACE_LABEL_COLUMNS ", " at ", " other_id ", " other " "

/* ---- about an observation ---- */

#define OF_OBSERVATION(subject, at, other_id, other)                             \
    COLUMNS(subject, "o.person_id", "o.place_id", "p.name", at, other_id, other) \
    "FROM observation o JOIN person p ON p.id = o.person_id JOIN place l ON l.id = o.place_id "
#define RUNNING(subject, at, other_id, other, joined, where)                                                           \
    {                                                                                                                  \
        OF_OBSERVATION(subject, at, other_id, other)                                                                   \
        joined " WHERE " OBSERVATION_RUNS("o") where,                                                                  \
            OF_OBSERVATION(subject, at, other_id, other) joined " WHERE o.person_id = :one AND " OBSERVATION_RUNS("o") \
                where,                                                                                                 \
            OF_OBSERVATION(subject, at, other_id, other) joined " WHERE o.place_id = :one AND " OBSERVATION_RUNS("o")  \
                where,                                                                                                 \
            NULL,                                                                                                      \
    }
#define NO_FLAG                                                                                                       \
    " AND NOT EXISTS (SELECT 1 FROM flag f WHERE f.place_id = o.place_id AND f.kind = 'observation' AND f.voided IS " \
    "NULL AND f.denies IN ('out', 'both') AND f.from_at <= :now AND (f.until_at IS NULL OR f.until_at > :now)) AND "  \
    "NOT "                                                                                                            \
    "EXISTS (SELECT 1 FROM observation s WHERE s.place_id = o.place_id AND s.id < o.id AND " OBSERVATION_RUNS("s") ")"
#define OTHER_OBSERVATION " AND o2.ended_at IS NULL AND o2.voided IS NULL AND (o2.state = 'to_verify' OR o2.id > o.id)"
#define TAKEN                                                                                                      \
    " AND i.voided IS NULL AND i.opened_at >= o.began_at AND (i.result = 'hospital' OR i.result = 'isolation' OR " \
    "(i.handed_at IS NOT NULL AND i.result = 'none'))"

/* ---- readings ---- */

#define OF_READING(where)                                                                                         \
    COLUMNS("r.id", "o.person_id", "o.place_id", "p.name", "r.at", "NULL", "''")                                  \
    "FROM observation o JOIN person p ON p.id = o.person_id JOIN place l ON l.id = o.place_id JOIN reading r ON " \
    "r.observation_id = o.id WHERE o.voided IS NULL AND r.voided IS NULL AND " where
/* Since `:since`: what was put right or stands for longer is history. */
#define READ_ON "o.ended_at >= :since AND r.at > o.ended_at"

/* ---- people who help ---- */

#define OF_HELPER(table, person, other, where)                                                                        \
    COLUMNS("g.id", "h.id", "h.place_id", "h.name", "0", "g.place_id", other)                                         \
    "FROM " table " g JOIN person h ON h.id = g." person " JOIN place l ON l.id = h.place_id WHERE g.voided IS NULL " \
    "AND " OBSERVED_AT("h.place_id") " AND " OBSERVED_AT("g.place_id") where
#define HELPER(table, person)                                                                                         \
    {                                                                                                                 \
        OF_HELPER(table, person, "''", ""), OF_HELPER(table, person, "''", " AND g." person " = :one"),               \
            OF_HELPER(table, person, "''",                                                                            \
                      " AND g.id IN (SELECT n.id FROM " table " n WHERE n.place_id = :one "                           \
                      "AND n.voided IS NULL UNION SELECT m.id FROM person e JOIN " table " m ON m." person " = e.id " \
                      "WHERE e.place_id = :one AND m.voided IS NULL)"),                                               \
            NULL,                                                                                                     \
    }
#define OF_MEMBER(where)                                                                                           \
    "SELECT DISTINCT h.id, h.id, h.place_id, h.name, " PLACE_LABEL_COLUMNS                                         \
    ", 0, NULL, '' FROM team t JOIN person h ON "                                                                  \
    "h.name IN (t.cadre, t.grid_worker, t.doctor) JOIN place l ON l.id = h.place_id WHERE t.voided IS NULL AND "   \
    "h.voided IS NULL AND h.merged_into IS NULL AND " OBSERVED_AT(                                                 \
        "h.place_id") " AND NOT EXISTS (SELECT 1 FROM "                                                            \
                      "person s WHERE s.name = h.name AND s.id <> h.id AND s.voided IS NULL AND s.merged_into IS " \
                      "NULL)" where

/* ---- about a household ---- */

#define OF_FLAG(where)                                                                                              \
    COLUMNS("f.id", "NULL", "f.place_id", "''", "f.from_at", "NULL", "''")                                          \
    "FROM flag f JOIN place l ON l.id = f.place_id WHERE f.place_id IS NOT NULL AND f.voided IS NULL AND f.kind = " \
    "'observation' AND (f.until_at IS NULL OR f.until_at > :now) AND EXISTS (SELECT 1 FROM observation s WHERE "    \
    "s.place_id = f.place_id AND s.flag_id = f.id) AND NOT " OBSERVED_AT("f.place_id") where
#define OF_EXPECTED(where)                                                                                \
    COLUMNS("e.id", "NULL", "e.place_id", "e.name", "e.from_at", "NULL", "''")                            \
    "FROM expected e JOIN place l ON l.id = e.place_id WHERE e.until_at > :now AND e.voided IS NULL AND " \
    "e.class = 'visitor' AND " OBSERVED_AT("e.place_id") where

/* ---- supplies ---- */

#define OF_SUPPLY(other, joined, where)                                      \
    COLUMNS("s.id", "NULL", "s.place_id", "''", "s.asked_at", "NULL", other) \
    "FROM supply s JOIN place l ON l.id = s.place_id " joined " WHERE " SUPPLY_OPEN("s") where
/* The later one was not said to be wanted once more. */
#define ASKED_TWICE(where)                                                                                           \
    OF_SUPPLY("'#' || s.id || ' = #' || o.id || ' ' || s.items",                                                     \
              "JOIN supply o ON o.place_id = s.place_id AND o.asked_at BETWEEN s.asked_at - 86400 AND s.asked_at + " \
              "86400 AND o.id < s.id",                                                                               \
              " AND s.again = 0 AND " SUPPLY_OPEN(                                                                   \
                  "o") " AND EXISTS (SELECT 1 FROM supply_line v JOIN supply_line w ON w.supply_id = o.id AND "      \
                       "(w.goods_id = v.goods_id OR w.item = v.item) AND w.voided IS NULL WHERE v.supply_id = s.id " \
                       "AND v.voided IS NULL)" where)
#define ASKED_VACANT(where) \
    OF_SUPPLY("'#' || s.id || ' ' || s.items", "", " AND (l.occupancy = 'vacant' OR l.voided IS NOT NULL)" where)
/* What stands at the door is brought already. */
#define VOLUNTEER(index, where)                                                                                    \
    COLUMNS("s.id", "h.id", "h.place_id", "h.name", "0", "s.place_id", "'#' || s.id")                              \
    "FROM supply s " index                                                                                         \
    "JOIN person h ON h.id = s.helper_id JOIN place l ON l.id = h.place_id WHERE s.voided IS NULL "                \
    "AND (s.state = 'assigned' OR s.state = 'buying') AND h.place_id <> s.place_id AND " OBSERVED_AT("h.place_id") \
        where
#define AMOUNT(thousandths) "rtrim(rtrim(printf('%.3f', " thousandths " / 1000.0), '0'), '.') || g.unit"
#define RESERVED(where)                                                                                                \
    "SELECT g.id, NULL, NULL, g.name, '', '', '', '', 0, NULL, " AMOUNT(STOCK_BALANCE("g.id")) " || ' < ' || " AMOUNT( \
        STOCK_RESERVED("g.id")) " FROM (SELECT DISTINCT v.goods_id AS id FROM supply_line v WHERE v.reserved > "       \
                                "0 AND v.voided IS NULL) k JOIN goods g ON g.id = k.id WHERE " STOCK_RESERVED(         \
                                    "g.id") " > " STOCK_BALANCE("g.id")

/* ---- the roster ---- */

/* The next shift of each volunteer, or the one that runs. */
#define ROSTERED(where)                                                                                            \
    COLUMNS("v.id", "h.id", "h.place_id", "h.name", "MIN(a.starts_at)", "NULL", "q.name")                          \
    "FROM person h JOIN place l ON l.id = h.place_id JOIN volunteer v ON v.person_id = h.id AND v.voided IS NULL " \
    "JOIN assignment a ON a.volunteer_id = v.id AND a.starts_at > :now - 86400 AND a.ends_at > :now AND a.voided " \
    "IS NULL AND " ASSIGNMENT_OPEN("a") " JOIN post q ON q.id = a.post_id WHERE " where " GROUP BY v.id"

static const struct questions questions[CONTRADICTION_KINDS] = {
    [CONTRADICTION_OUT] = RUNNING("x.crossing_id", "x.at", "NULL", "''", "JOIN presence x ON x.person_id = o.person_id",
                                  " AND x.direction = 'out' AND x.at >= o.began_at"),
    [CONTRADICTION_UNFLAGGED] = RUNNING("o.id", "0", "NULL", "''", "", NO_FLAG),
    [CONTRADICTION_FLAG_LEFT] = {OF_FLAG(""), NULL, OF_FLAG(" AND f.place_id = :one"), NULL},
    [CONTRADICTION_READ_ON] = {OF_READING(READ_ON), OF_READING(READ_ON " AND o.person_id = :one"),
                               OF_READING(READ_ON " AND o.place_id = :one"), NULL},
    [CONTRADICTION_AHEAD] = {OF_READING("r.at > :ahead"), OF_READING("r.at > :ahead AND o.person_id = :one"),
                             OF_READING("r.at > :ahead AND o.place_id = :one"), NULL},
    [CONTRADICTION_TWICE] =
        RUNNING("o2.id", "0", "NULL", "''", "JOIN observation o2 ON o2.person_id = o.person_id AND o2.id <> o.id",
                OTHER_OBSERVATION),
    [CONTRADICTION_TAKEN] =
        RUNNING("i.id", "i.handed_at", "NULL", "i.handed", "JOIN incident i ON i.person_id = o.person_id", TAKEN),
    [CONTRADICTION_ELSEWHERE] =
        RUNNING("o.id", "0", "p.place_id", "''", "", " AND p.place_id IS NOT NULL AND p.place_id <> o.place_id"),
    [CONTRADICTION_VACANT] = RUNNING("o.id", "0", "NULL", "''", "", " AND l.occupancy = 'vacant'"),
    [CONTRADICTION_HELPER] = HELPER("pairing", "person_id"),
    [CONTRADICTION_SUBSTITUTE] = HELPER("pairing", "substitute_id"),
    [CONTRADICTION_KEEPER] = HELPER("keeper", "person_id"),
    [CONTRADICTION_MEMBER] = {OF_MEMBER(""), OF_MEMBER(" AND h.id = :one"), OF_MEMBER(" AND h.place_id = :one"), NULL},
    [CONTRADICTION_VISITOR] = {OF_EXPECTED(""), NULL, OF_EXPECTED(" AND e.place_id = :one"), NULL},
    [CONTRADICTION_ASKED_TWICE] = {ASKED_TWICE(""), NULL, ASKED_TWICE(" AND s.place_id = :one"),
                                   ASKED_TWICE(" AND s.id = :one")},
    [CONTRADICTION_ASKED_VACANT] = {ASKED_VACANT(""), NULL, ASKED_VACANT(" AND s.place_id = :one"),
                                    ASKED_VACANT(" AND s.id = :one")},
    [CONTRADICTION_VOLUNTEER] = {VOLUNTEER("INDEXED BY supply_under_way ", ""),
                                 VOLUNTEER("", " AND s.helper_id = :one"), VOLUNTEER("", " AND h.place_id = :one"),
                                 VOLUNTEER("", " AND s.id = :one")},
    [CONTRADICTION_ROSTERED] =
        {ROSTERED("h.place_id IN (SELECT o.place_id FROM observation o WHERE " OBSERVATION_RUNS("o") ")"),
         ROSTERED("h.id = :one AND " OBSERVED_AT("h.place_id")),
         ROSTERED("h.place_id = :one AND " OBSERVED_AT("h.place_id")),
         ROSTERED("h.id = (SELECT w.person_id FROM volunteer w WHERE w.id = :one) AND " OBSERVED_AT("h.place_id"))},
    [CONTRADICTION_RESERVED] = {RESERVED(""), NULL, NULL, RESERVED(" AND g.id = :one")},
};

enum { SINCE_SECONDS = 14 * 86400, AHEAD_SECONDS = 120 }; /* gate.c accepts times as far ahead as this */

static void read_row(const struct statement *statement, struct contradiction_row *row)
{
    *row = (struct contradiction_row){.subject = column_integer(statement, 0),
                                      .person_id = column_integer(statement, 1),
                                      .place_id = column_integer(statement, 2)};
    column_copy(statement, 3, row->name, sizeof row->name);
    place_label_read(statement, 4, row->place_label, sizeof row->place_label);
    row->at = column_integer(statement, 8);
    row->other_id = column_integer(statement, 9);
    column_copy(statement, 10, row->other, sizeof row->other);
}

static bool asks(const char *sql, const char *parameter)
{
    return strstr(sql, parameter) != NULL;
}

bool contradiction_asks_one(enum contradiction_kind kind)
{
    return questions[kind].subject != NULL;
}

bool contradiction_rows(struct store *store, enum contradiction_kind kind, struct contradiction_scope scope,
                        int64_t now, struct contradiction_row *rows, int most, int *count, struct err *err)
{
    const struct questions *of = &questions[kind];
    const char *sql = scope.subject != 0     ? of->subject
                      : scope.person_id != 0 ? of->person
                      : scope.place_id != 0  ? of->place
                                             : of->all;
    *count = 0;
    if (sql == NULL)
        return true;
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    if (asks(sql, ":one"))
        statement_integer(statement, "one",
                          scope.subject != 0     ? scope.subject
                          : scope.person_id != 0 ? scope.person_id
                                                 : scope.place_id);
    if (asks(sql, ":as_if"))
        statement_integer(statement, "as_if", scope.as_if);
    if (asks(sql, ":now"))
        statement_integer(statement, "now", now);
    if (asks(sql, ":since"))
        statement_integer(statement, "since", now - SINCE_SECONDS);
    if (asks(sql, ":ahead"))
        statement_integer(statement, "ahead", now + AHEAD_SECONDS);
    while (*count < most && statement_row(statement))
        read_row(statement, &rows[(*count)++]);
    return statement_done(statement, err);
}
