#include "gatepost/alarm.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "table.h"

#define ALARM_COLUMNS \
    "a.id, a.subject, a.raised_at, k.at, k.officer_id, a.cleared_at, a.rule, a.occasion, a.words, o.name"
#define ALARM_JOINS                                                                               \
    "LEFT JOIN acknowledgement k ON k.id = a.acknowledgement_id AND k.alarm_id = a.id LEFT JOIN " \
    "officer o ON o.id = k.officer_id "
#define ALARM_FROM " FROM alarm a " ALARM_JOINS
#define ALARM_SELECT "SELECT " ALARM_COLUMNS ", 0" ALARM_FROM
#define OPEN(row) row ".acknowledgement_id IS NULL AND " row ".cleared_at IS NULL"
#define PAST(row) "(" row ".acknowledgement_id IS NOT NULL OR " row ".cleared_at IS NOT NULL)"

static const char raise_sql[] = "INSERT INTO alarm (rule, subject, occasion, words, raised_at) "
                                "VALUES (:rule, :subject, :occasion, :words, :at) ON CONFLICT DO NOTHING";
static const char exists_sql[] =
    "SELECT 1 FROM alarm WHERE rule = :rule AND subject = :subject AND occasion = :occasion";
static const char standing_sql[] = "SELECT id, subject, acknowledgement_id IS NOT NULL, occasion FROM alarm "
                                   "WHERE rule = :rule AND cleared_at IS NULL ORDER BY subject, occasion";
static const char standing_of_sql[] = "SELECT id, subject, acknowledgement_id IS NOT NULL, occasion FROM alarm "
                                      "WHERE rule = :rule AND subject = :subject AND cleared_at IS NULL";
static const char clear_sql[] = "UPDATE alarm SET cleared_at = :at WHERE id = :id AND cleared_at IS NULL";
static const char get_sql[] = ALARM_SELECT "WHERE a.id = :id";
static const char acknowledged_sql[] =
    ALARM_SELECT "WHERE a.rule = :rule AND a.subject = :subject AND a.acknowledgement_id IS NOT NULL "
                 "ORDER BY a.id DESC LIMIT 1";
static const char acknowledge_sql[] = "UPDATE alarm SET acknowledgement_id = :acknowledgement WHERE id = :id";
static const char open_sql[] = ALARM_SELECT "WHERE " OPEN("a") " ORDER BY a.raised_at DESC, a.id DESC LIMIT :most";
static const char open_count_sql[] = "SELECT COUNT(*), MAX(a.id) FROM alarm a WHERE " OPEN("a");

bool alarm_raise(struct store *store, const char *rule, int64_t subject, const char *occasion, const char *words,
                 bool *raised, struct err *err)
{
    *raised = false;
    struct statement *statement = statement_take(store, raise_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "rule", rule);
    statement_integer(statement, "subject", subject);
    statement_text(statement, "occasion", occasion);
    statement_text(statement, "words", words);
    statement_integer(statement, "at", clock_now());
    statement_row(statement);
    if (!statement_done(statement, err))
        return false;
    *raised = statement_changes(store) > 0;
    return true;
}

bool alarm_exists(struct store *store, const char *rule, int64_t subject, const char *occasion)
{
    struct statement *statement = statement_take(store, exists_sql, NULL);
    if (statement == NULL)
        return false;
    statement_text(statement, "rule", rule);
    statement_integer(statement, "subject", subject);
    statement_text(statement, "occasion", occasion);
    int64_t found;
    return table_integer(statement, &found, NULL) && found != 0;
}

bool alarm_times(struct store *store, const char *rule, int64_t subject, int64_t *times, struct err *err)
{
    struct statement *statement =
        statement_take(store, "SELECT COUNT(*) FROM alarm WHERE rule = :rule AND subject = :subject", err);
    if (statement == NULL)
        return false;
    statement_text(statement, "rule", rule);
    statement_integer(statement, "subject", subject);
    return table_integer(statement, times, err);
}

static void standing_read(const struct statement *statement, struct alarm_standing *standing)
{
    *standing = (struct alarm_standing){.id = column_integer(statement, 0), .subject = column_integer(statement, 1)};
    standing->acknowledged = column_integer(statement, 2) != 0;
    column_copy(statement, 3, standing->occasion, sizeof standing->occasion);
}

bool alarm_standing_list(struct store *store, const char *rule, struct alarm_standing **standing, int *count,
                         struct err *err)
{
    int room = 0;
    *standing = NULL;
    *count = 0;
    struct statement *statement = statement_take(store, standing_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "rule", rule);
    while (statement_row(statement)) {
        if (*count == room) {
            room = room == 0 ? 64 : 2 * room;
            *standing = memory_resize(*standing, (size_t)room, sizeof **standing);
        }
        standing_read(statement, &(*standing)[(*count)++]);
    }
    return statement_done(statement, err);
}

bool alarm_standing_of(struct store *store, const char *rule, int64_t subject, struct alarm_standing *standing,
                       int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, standing_of_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "rule", rule);
    statement_integer(statement, "subject", subject);
    while (*count < most && statement_row(statement))
        standing_read(statement, &standing[(*count)++]);
    return statement_done(statement, err);
}

bool alarm_clear(struct store *store, int64_t id, struct err *err)
{
    struct statement *statement = statement_take(store, clear_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "at", clock_now());
    statement_integer(statement, "id", id);
    statement_row(statement);
    return statement_done(statement, err);
}

static void alarms_read(struct statement *statement, struct alarm *alarms, int most, int *count)
{
    for (*count = 0; *count < most && statement_row(statement); (*count)++) {
        struct alarm *alarm = &alarms[*count];
        *alarm = (struct alarm){.id = column_integer(statement, 0), .subject = column_integer(statement, 1)};
        alarm->raised_at = column_integer(statement, 2);
        alarm->acknowledged_at = column_integer(statement, 3);
        alarm->acknowledged_by = column_integer(statement, 4);
        alarm->cleared_at = column_integer(statement, 5);
        column_copy(statement, 6, alarm->rule, sizeof alarm->rule);
        column_copy(statement, 7, alarm->occasion, sizeof alarm->occasion);
        column_copy(statement, 8, alarm->words, sizeof alarm->words);
        column_copy(statement, 9, alarm->acknowledged_name, sizeof alarm->acknowledged_name);
        alarm->members = (int)column_integer(statement, 10);
    }
}

bool alarm_get(struct store *store, int64_t id, struct alarm *alarm, struct err *err)
{
    struct statement *statement = statement_take(store, get_sql, err);
    if (statement == NULL)
        return false;
    int count = 0;
    statement_integer(statement, "id", id);
    alarms_read(statement, alarm, 1, &count);
    return statement_done(statement, err) &&
           (count == 1 || err_set(err, ERR_NOT_FOUND, _("There is no alarm %lld."), (long long)id));
}

bool alarm_acknowledged(struct store *store, const char *rule, int64_t subject, struct alarm *alarm)
{
    struct statement *statement = statement_take(store, acknowledged_sql, NULL);
    if (statement == NULL)
        return false;
    int count = 0;
    statement_text(statement, "rule", rule);
    statement_integer(statement, "subject", subject);
    alarms_read(statement, alarm, 1, &count);
    return statement_done(statement, NULL) && count == 1;
}

bool alarm_acknowledge(struct store *store, int64_t id, struct err *err)
{
    int64_t acknowledgement = 0;
    const struct row_value values[] = {ROW_INT("alarm_id", id), ROW_INT("at", clock_now()),
                                       ROW_ID("officer_id", store_officer(store))};
    if (!row_insert(store, "acknowledgement", values, 3, &acknowledgement, err))
        return false;
    struct statement *statement = statement_take(store, acknowledge_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "acknowledgement", acknowledgement);
    statement_integer(statement, "id", id);
    statement_row(statement);
    return statement_done(statement, err);
}

bool alarm_open_count(struct store *store, int *total, int64_t *last_id, struct err *err)
{
    *total = 0;
    *last_id = 0;
    struct statement *statement = statement_take(store, open_count_sql, err);
    if (statement == NULL)
        return false;
    if (statement_row(statement)) {
        *total = (int)column_integer(statement, 0);
        *last_id = column_integer(statement, 1);
    }
    return statement_done(statement, err);
}

bool alarm_open_list(struct store *store, struct alarm *alarms, int most, int *count, int *total, struct err *err)
{
    int64_t last_id;
    *count = 0;
    if (!alarm_open_count(store, total, &last_id, err))
        return false;
    struct statement *statement = statement_take(store, open_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    alarms_read(statement, alarms, most, count);
    return statement_done(statement, err);
}

/* The newest of a group in its state stands for it; how many there are is counted for that one alone. */
#define GROUP(state) "FROM alarm b WHERE b.rule = a.rule AND b.occasion = a.occasion AND " state
#define MEMBERS(state)                                                                                             \
    ", CASE WHEN a.id = (SELECT b.id " GROUP(state) " ORDER BY b.raised_at DESC, b.id DESC LIMIT 1) THEN (SELECT " \
                                                    "COUNT(*) FROM (SELECT 1 " GROUP(                              \
                                                        state) " LIMIT 1000) members) ELSE 0 END"
_Static_assert(ALARM_MEMBERS_MOST == 1000, "MEMBERS counts so many");

/* From each group to the next through the index of open alarms; SQLite has no such scan of its own. */
static const char open_groups_sql[] =
    "WITH RECURSIVE member (id, rule, occasion) AS (SELECT * FROM (SELECT b.id, b.rule, b.occasion FROM alarm b "
    "WHERE " OPEN(
        "b") " ORDER BY b.rule, b.occasion LIMIT 1) UNION ALL SELECT n.id, n.rule, n.occasion FROM member m JOIN "
             "alarm n ON n.id = (SELECT b.id FROM alarm b WHERE (b.rule, b.occasion) > (m.rule, m.occasion) AND " OPEN(
                 "b") " ORDER BY b.rule, b.occasion LIMIT 1)) "
                      "SELECT " ALARM_COLUMNS ", (SELECT COUNT(*) FROM (SELECT 1 " GROUP(
                          OPEN("b")) " LIMIT 1000) members) "
                                     "FROM (SELECT h.* FROM member m JOIN alarm h ON h.id = (SELECT b.id FROM alarm b "
                                     "WHERE b.rule = m.rule AND "
                                     "b.occasion = m.occasion AND " OPEN(
                                         "b") " ORDER BY b.raised_at DESC, b.id DESC LIMIT 1) "
                                              "ORDER BY h.raised_at DESC, h.id DESC LIMIT :most) a " ALARM_JOINS
                                              "ORDER BY a.raised_at DESC, a.id DESC";

static const struct state_sql {
    const char *members, *condition;
} states[] = {
    [ALARM_ANY] = {MEMBERS("1 = 1"), ""},
    [ALARM_OPEN] = {MEMBERS(OPEN("b")), "AND " OPEN("a") " "},
    [ALARM_PAST] = {MEMBERS(PAST("b")), "AND " PAST("a") " "},
};

static void window_sql(const struct alarm_window *window, struct buffer *sql)
{
    const struct state_sql *state = &states[window->state];
    buffer_format(sql, "SELECT " ALARM_COLUMNS "%s" ALARM_FROM, window->grouped ? state->members : ", 0");
    buffer_format(sql, "WHERE (a.raised_at, a.id) %c (:at, :id) ", window->newer ? '>' : '<');
    buffer_add(sql, state->condition);
    buffer_add(sql, window->rule != NULL ? "AND a.rule = :rule AND a.occasion = :occasion " : "");
    buffer_add(sql, window->newer ? "ORDER BY a.raised_at, a.id LIMIT :most"
                                  : "ORDER BY a.raised_at DESC, a.id DESC LIMIT :most");
}

bool alarm_window(struct store *store, struct alarm_window *window, struct err *err)
{
    struct buffer sql = {0};
    window->count = 0;
    window_sql(window, &sql);
    struct statement *statement = statement_take_text(store, buffer_text(&sql), err);
    buffer_release(&sql);
    if (statement == NULL)
        return false;
    bool from_newest = !window->newer && window->raised_at == 0 && window->id == 0;
    statement_integer(statement, "at", from_newest ? INT64_MAX : window->raised_at);
    statement_integer(statement, "id", window->id);
    statement_integer(statement, "most", window->most);
    if (window->rule != NULL) {
        statement_text(statement, "rule", window->rule);
        statement_text(statement, "occasion", window->occasion);
    }
    alarms_read(statement, window->alarms, window->most, &window->count);
    return statement_done(statement, err);
}

bool alarm_open_groups(struct store *store, struct alarm *alarms, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, open_groups_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    alarms_read(statement, alarms, most, count);
    return statement_done(statement, err);
}

/* ---- is it heard? ---- */

bool sound_test_insert(struct store *store, bool heard, int64_t *id, struct err *err)
{
    const struct row_value values[] = {ROW_INT("at", clock_now()), ROW_STR("terminal", store_terminal(store)),
                                       ROW_ID("officer_id", store_officer(store)), ROW_INT("heard", heard)};
    return row_insert(store, "sound_test", values, sizeof values / sizeof values[0], id, err);
}

bool sound_test_last(struct store *store, const char *terminal, struct sound_test *test, struct err *err)
{
    *test = (struct sound_test){0};
    struct statement *statement =
        statement_take(store,
                       "SELECT t.at, t.officer_id, t.heard, o.name FROM sound_test t JOIN officer o ON o.id = "
                       "t.officer_id WHERE t.terminal = :terminal ORDER BY t.at DESC, t.id DESC LIMIT 1",
                       err);
    if (statement == NULL)
        return false;
    statement_text(statement, "terminal", terminal);
    if (statement_row(statement)) {
        test->at = column_integer(statement, 0);
        test->officer_id = column_integer(statement, 1);
        test->heard = column_integer(statement, 2) != 0;
        column_copy(statement, 3, test->officer_name, sizeof test->officer_name);
    }
    return statement_done(statement, err);
}
