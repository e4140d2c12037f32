/* Totals and exact counts from gate_tally; day 0 there is all days together. */
#include "gatepost/crossing.h"
#include "table.h"
#include <limits.h>

#define IN_RANGE "WHERE day >= :first AND day <= :last AND (:checkpoint = 0 OR checkpoint_id = :checkpoint) "

static const char totals_sql[] =
    "SELECT COALESCE(SUM(CASE WHEN direction = 'in' AND decision = 'admitted' THEN count ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN direction = 'out' AND decision = 'admitted' THEN count ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN decision = 'turned_away' THEN count ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN decision = 'held' THEN count ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN abnormal > 0 THEN count ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN vehicle = 1 THEN count ELSE 0 END), 0) FROM gate_tally " IN_RANGE "AND voided = 0";
static const char count_sql[] =
    "SELECT COALESCE(SUM(count), 0) FROM gate_tally " IN_RANGE
    "AND (:direction = '' OR direction = :direction) AND (:decision = '' OR decision = :decision) "
    "AND (:class = '' OR class = :class) AND (:valid_only = 0 OR voided = 0) "
    "AND abnormal >= :abnormal AND voided >= :voided";

static void bind_range(struct statement *statement, int day_first, int day_last, int64_t checkpoint_id)
{
    bool all = day_first == 0 && day_last == 0;
    statement_integer(statement, "first", all ? 0 : day_first > 0 ? day_first : 1);
    statement_integer(statement, "last", all ? 0 : day_last > 0 ? day_last : INT_MAX);
    statement_integer(statement, "checkpoint", checkpoint_id);
}

bool crossing_totals(struct store *store, int day_first, int day_last, int64_t checkpoint_id,
                     struct gate_totals *totals, struct err *err)
{
    *totals = (struct gate_totals){0};
    struct statement *statement = statement_take(store, totals_sql, err);
    if (statement == NULL)
        return false;
    bind_range(statement, day_first, day_last, checkpoint_id);
    if (statement_row(statement))
        *totals = (struct gate_totals){.in = column_integer(statement, 0),
                                       .out = column_integer(statement, 1),
                                       .turned_away = column_integer(statement, 2),
                                       .held = column_integer(statement, 3),
                                       .fevers = column_integer(statement, 4),
                                       .vehicles = column_integer(statement, 5)};
    return statement_done(statement, err);
}

bool crossing_tally_count(struct store *store, const struct crossing_filter *filter, int64_t *count)
{
    *count = 0;
    if (filter->word_count > 0 || filter->person_id != 0 || filter->place_id != 0 || filter->override_only ||
        filter->temp_comparison != COMPARE_NONE)
        return false;
    struct statement *statement = statement_take(store, count_sql, NULL);
    if (statement == NULL)
        return false;
    bind_range(statement, filter->day_first, filter->day_last, filter->checkpoint_id);
    statement_text(statement, "direction", filter->direction < 0 ? "" : direction_names[filter->direction]);
    statement_text(statement, "decision", filter->decision < 0 ? "" : decision_names[filter->decision]);
    statement_text(statement, "class", filter->class < 0 ? "" : class_names[filter->class]);
    statement_integer(statement, "valid_only", filter->valid_only);
    statement_integer(statement, "abnormal", filter->abnormal_only);
    statement_integer(statement, "voided", filter->voided_only);
    return table_integer(statement, count, NULL);
}
