#include "gatepost/own_act.h"
#include "table.h"

static const char last_sql[] = "SELECT b.at, b.terminal FROM audit a JOIN batch b ON b.id = a.batch_id WHERE "
                               "a.table_name = :table AND a.row_id = :id AND b.volunteer_id IS NOT NULL "
                               "ORDER BY a.id DESC LIMIT 1";
/* Said at the desk, it is later than whatever they did before. */
static const char seekers_sql[] =
    "SELECT s.id FROM assignment s WHERE s.seeking_at IS NOT NULL AND s.voided IS NULL AND s.starts_at > :least_at "
    "AND s.ends_at > :now AND (s.state = 'planned' OR s.state = 'confirmed') AND EXISTS (SELECT 1 FROM audit a JOIN "
    "batch b ON b.id = a.batch_id WHERE a.table_name = 'assignment' AND a.row_id = s.id AND b.volunteer_id = "
    "s.volunteer_id AND b.at >= s.seeking_at) ORDER BY s.starts_at, s.id LIMIT :most";
enum { LONGEST_SHIFT_S = 86400 };

bool own_act_last(struct store *store, const char *table, int64_t row_id, struct own_act *act, struct err *err)
{
    *act = (struct own_act){0};
    struct statement *statement = statement_take(store, last_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "table", table);
    statement_integer(statement, "id", row_id);
    if (statement_row(statement)) {
        act->at = column_integer(statement, 0);
        column_copy(statement, 1, act->terminal, sizeof act->terminal);
    }
    return statement_done(statement, err);
}

bool own_act_seekers(struct store *store, int64_t now, int64_t *ids, int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, seekers_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "least_at", now - LONGEST_SHIFT_S - 1);
    statement_integer(statement, "now", now);
    statement_integer(statement, "most", most);
    while (*count < most && statement_row(statement))
        ids[(*count)++] = column_integer(statement, 0);
    return statement_done(statement, err);
}
