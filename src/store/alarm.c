#include "gatepost/alarm.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "table.h"

#define ALARM_SELECT                                                                                        \
    "SELECT a.id, a.subject, a.raised_at, k.at, k.officer_id, a.cleared_at, a.rule, a.occasion, a.words, "  \
    "o.name FROM alarm a LEFT JOIN acknowledgement k ON k.id = a.acknowledgement_id AND k.alarm_id = a.id " \
    "LEFT JOIN officer o ON o.id = k.officer_id "

static const char raise_sql[] = "INSERT INTO alarm (rule, subject, occasion, words, raised_at) "
                                "VALUES (:rule, :subject, :occasion, :words, :at) ON CONFLICT DO NOTHING";
static const char exists_sql[] =
    "SELECT 1 FROM alarm WHERE rule = :rule AND subject = :subject AND occasion = :occasion";
static const char standing_sql[] = "SELECT id, subject, acknowledgement_id IS NOT NULL, occasion FROM alarm "
                                   "WHERE rule = :rule AND cleared_at IS NULL ORDER BY subject, occasion";
static const char clear_sql[] = "UPDATE alarm SET cleared_at = :at WHERE id = :id AND cleared_at IS NULL";
static const char get_sql[] = ALARM_SELECT "WHERE a.id = :id";
static const char acknowledged_sql[] =
    ALARM_SELECT "WHERE a.rule = :rule AND a.subject = :subject AND a.acknowledgement_id IS NOT NULL "
                 "ORDER BY a.id DESC LIMIT 1";
static const char acknowledge_sql[] = "UPDATE alarm SET acknowledgement_id = :acknowledgement WHERE id = :id";
static const char open_sql[] =
    ALARM_SELECT "WHERE a.acknowledgement_id IS NULL AND a.cleared_at IS NULL ORDER BY a.raised_at DESC, a.id DESC "
                 "LIMIT :most";
static const char open_count_sql[] =
    "SELECT COUNT(*) FROM alarm WHERE acknowledgement_id IS NULL AND cleared_at IS NULL";
static const char older_sql[] =
    ALARM_SELECT "WHERE (a.raised_at, a.id) < (:at, :id) ORDER BY a.raised_at DESC, a.id DESC LIMIT :most";
static const char newer_sql[] =
    ALARM_SELECT "WHERE (a.raised_at, a.id) > (:at, :id) ORDER BY a.raised_at, a.id LIMIT :most";

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
        struct alarm_standing *one = &(*standing)[(*count)++];
        *one = (struct alarm_standing){.id = column_integer(statement, 0), .subject = column_integer(statement, 1)};
        one->acknowledged = column_integer(statement, 2) != 0;
        column_copy(statement, 3, one->occasion, sizeof one->occasion);
    }
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

bool alarm_open_list(struct store *store, struct alarm *alarms, int most, int *count, int *total, struct err *err)
{
    *count = *total = 0;
    struct statement *statement = statement_take(store, open_count_sql, err);
    int64_t open;
    if (statement == NULL || !table_integer(statement, &open, err))
        return false;
    *total = (int)open;
    statement = statement_take(store, open_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "most", most);
    alarms_read(statement, alarms, most, count);
    return statement_done(statement, err);
}

bool alarm_window(struct store *store, int64_t raised_at, int64_t id, bool newer, struct alarm *alarms, int most,
                  int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, newer ? newer_sql : older_sql, err);
    if (statement == NULL)
        return false;
    bool from_newest = !newer && raised_at == 0 && id == 0;
    statement_integer(statement, "at", from_newest ? INT64_MAX : raised_at);
    statement_integer(statement, "id", id);
    statement_integer(statement, "most", most);
    alarms_read(statement, alarms, most, count);
    return statement_done(statement, err);
}
