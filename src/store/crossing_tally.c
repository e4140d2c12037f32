/* Totals and exact counts from gate_tally; day 0 there is all days together. Hours from gate_quarter. */
#include "gatepost/crossing.h"
#include "table.h"
#include <limits.h>

#define IN_RANGE "WHERE day >= :first AND day <= :last AND (:checkpoint = 0 OR checkpoint_id = :checkpoint) "

#define TOTALS                                                                                        \
    "COALESCE(SUM(CASE WHEN direction = 'in' AND decision = 'admitted' THEN count ELSE 0 END), 0), "  \
    "COALESCE(SUM(CASE WHEN direction = 'out' AND decision = 'admitted' THEN count ELSE 0 END), 0), " \
    "COALESCE(SUM(CASE WHEN decision = 'turned_away' THEN count ELSE 0 END), 0), "                    \
    "COALESCE(SUM(CASE WHEN decision = 'held' THEN count ELSE 0 END), 0), "                           \
    "COALESCE(SUM(CASE WHEN abnormal > 0 THEN count ELSE 0 END), 0), "                                \
    "COALESCE(SUM(CASE WHEN vehicle = 1 THEN count ELSE 0 END), 0) "

static const char totals_sql[] = "SELECT " TOTALS "FROM gate_tally " IN_RANGE "AND voided = 0";
static const char day_totals_sql[] = "SELECT " TOTALS ", checkpoint_id, SUM(count) FROM gate_tally "
                                     "WHERE day = :day AND voided = 0 GROUP BY checkpoint_id";
#define QUARTERS "FROM gate_quarter WHERE quarter >= :first AND quarter < :end GROUP BY quarter"
static const char quarters_sql[] =
    "SELECT quarter, checkpoint_id, SUM(CASE WHEN direction = 'in' THEN count ELSE 0 END), "
    "SUM(count), SUM(count) " QUARTERS ", checkpoint_id";
static const char all_quarters_sql[] =
    "SELECT quarter, 0, SUM(CASE WHEN direction = 'in' THEN count ELSE 0 END), SUM(count), SUM(count) " QUARTERS;
static const char quarters_at_sql[] =
    "SELECT quarter, :checkpoint, SUM(CASE WHEN checkpoint_id = :checkpoint AND direction = 'in' THEN count ELSE 0 "
    "END), "
    "SUM(CASE WHEN checkpoint_id = :checkpoint THEN count ELSE 0 END), SUM(count) " QUARTERS;
static const char last_at_sql[] =
    "SELECT c.at, o.name FROM crossing c LEFT JOIN officer o ON o.id = c.officer_id "
    "WHERE c.checkpoint_id = :checkpoint AND c.at >= :first AND c.at < :end AND c.voided IS NULL "
    "ORDER BY c.at DESC LIMIT 1";
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

static void read_totals(const struct statement *statement, struct gate_totals *totals)
{
    *totals = (struct gate_totals){.in = column_integer(statement, 0),
                                   .out = column_integer(statement, 1),
                                   .turned_away = column_integer(statement, 2),
                                   .held = column_integer(statement, 3),
                                   .fevers = column_integer(statement, 4),
                                   .vehicles = column_integer(statement, 5)};
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
        read_totals(statement, totals);
    return statement_done(statement, err);
}

bool crossing_day_totals(struct store *store, int day, struct checkpoint_totals *checkpoints, int most, int *count,
                         struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, day_totals_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "day", day);
    while (*count < most && statement_row(statement)) {
        if (column_integer(statement, 7) == 0)
            continue; /* what was counted here was voided or moved */
        checkpoints[*count].checkpoint_id = column_integer(statement, 6);
        read_totals(statement, &checkpoints[(*count)++].totals);
    }
    return statement_done(statement, err);
}

static bool take_quarters(struct store *store, const char *sql, const int64_t *checkpoint_id, int64_t first_at,
                          int64_t end_at, crossing_quarter_fn *take, void *context, struct err *err)
{
    struct statement *statement = statement_take(store, sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "first", (first_at + QUARTER_SECONDS - 1) / QUARTER_SECONDS);
    statement_integer(statement, "end", (end_at + QUARTER_SECONDS - 1) / QUARTER_SECONDS);
    if (checkpoint_id != NULL)
        statement_integer(statement, "checkpoint", *checkpoint_id);
    while (statement_row(statement)) {
        struct crossing_quarter quarter = {.at = column_integer(statement, 0) * QUARTER_SECONDS,
                                           .checkpoint_id = column_integer(statement, 1),
                                           .in = column_integer(statement, 2),
                                           .everywhere = column_integer(statement, 4)};
        quarter.out = column_integer(statement, 3) - quarter.in;
        if (quarter.everywhere > 0)
            take(context, &quarter);
    }
    return statement_done(statement, err);
}

bool crossing_quarters(struct store *store, int64_t first_at, int64_t end_at, crossing_quarter_fn *take, void *context,
                       struct err *err)
{
    return take_quarters(store, quarters_sql, NULL, first_at, end_at, take, context, err);
}

bool crossing_quarters_at(struct store *store, int64_t first_at, int64_t end_at, int64_t checkpoint_id,
                          crossing_quarter_fn *take, void *context, struct err *err)
{
    const char *sql = checkpoint_id != 0 ? quarters_at_sql : all_quarters_sql;
    return take_quarters(store, sql, checkpoint_id != 0 ? &checkpoint_id : NULL, first_at, end_at, take, context, err);
}

bool crossing_last_at(struct store *store, int64_t checkpoint_id, int64_t first_at, int64_t end_at, int64_t *at,
                      char officer_name[NAME_BYTES], struct err *err)
{
    *at = 0;
    officer_name[0] = '\0';
    struct statement *statement = statement_take(store, last_at_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "checkpoint", checkpoint_id);
    statement_integer(statement, "first", first_at);
    statement_integer(statement, "end", end_at);
    if (statement_row(statement)) {
        *at = column_integer(statement, 0);
        column_copy(statement, 1, officer_name, NAME_BYTES);
    }
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
