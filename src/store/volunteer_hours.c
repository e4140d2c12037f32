/* Hours of volunteers: ranges of the index by volunteer and time, so that a week costs what stands in it. */
#include "gatepost/volunteer_hours.h"
#include "gatepost/clock.h"
#include "table.h"
#include <stdio.h>

#define SUMS                                                                                                       \
    "COALESCE(SUM(a.state IN ('planned', 'confirmed', 'arrived', 'done')), 0), COALESCE(SUM(CASE WHEN a.state IN " \
    "('planned', 'confirmed', 'arrived', 'done') THEN (a.ends_at - a.starts_at) / 60 END), 0), "                   \
    "COALESCE(SUM(a.minutes > 0), 0), COALESCE(SUM(a.minutes), 0), COALESCE(SUM(a.night_minutes), 0), "            \
    "COALESCE(SUM(a.night_minutes > 0), 0)"
#define IN_SPAN "a.starts_at >= :from_at AND a.starts_at < :until_at AND a.voided IS NULL"

/* A shift belongs to the day it starts on. */
static void bind_span(struct statement *statement, int first_day, int last_day)
{
    statement_integer(statement, "from_at", first_day != 0 ? clock_day_start(first_day) : 0);
    statement_integer(statement, "until_at", last_day != 0 ? clock_day_start(clock_day_add(last_day, 1)) : INT64_MAX);
}

static void read_sums(const struct statement *statement, int column, struct volunteer_span *span)
{
    span->planned_shifts = (int)column_integer(statement, column);
    span->planned_minutes = (int)column_integer(statement, column + 1);
    span->shifts = (int)column_integer(statement, column + 2);
    span->minutes = (int)column_integer(statement, column + 3);
    span->night_minutes = (int)column_integer(statement, column + 4);
    span->nights = (int)column_integer(statement, column + 5);
}

bool volunteer_span_of(struct store *store, int64_t volunteer_id, int first_day, int last_day,
                       struct volunteer_span *span, struct err *err)
{
    *span = (struct volunteer_span){.volunteer_id = volunteer_id};
    struct statement *statement = statement_take(
        store, "SELECT " SUMS " FROM assignment a WHERE a.volunteer_id = :volunteer_id AND " IN_SPAN, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "volunteer_id", volunteer_id);
    bind_span(statement, first_day, last_day);
    if (statement_row(statement))
        read_sums(statement, 0, span);
    return statement_done(statement, err);
}

bool volunteer_spans(struct store *store, int first_day, int last_day, struct volunteer_span *spans, int most,
                     int *count, struct err *err)
{
    *count = 0;
    struct statement *statement =
        statement_take(store,
                       "SELECT v.id, v.name, v.voided IS NOT NULL, " SUMS " FROM volunteer v LEFT JOIN assignment a ON "
                       "a.volunteer_id = v.id AND " IN_SPAN " GROUP BY v.id HAVING v.voided IS NULL OR SUM(a.minutes) "
                       "> 0 ORDER BY 7 DESC, 5 DESC, 2, 1",
                       err);
    if (statement == NULL)
        return false;
    bind_span(statement, first_day, last_day);
    for (; statement_row(statement); (*count)++) {
        if (*count >= most)
            continue;
        struct volunteer_span *span = &spans[*count];
        *span = (struct volunteer_span){.volunteer_id = column_integer(statement, 0),
                                        .left = column_integer(statement, 2) != 0};
        column_copy(statement, 1, span->name, sizeof span->name);
        read_sums(statement, 3, span);
    }
    return statement_done(statement, err);
}

/* By the index of beginnings, whoever's they are: it serves a shared terminal too, to which no partial one is open. */
bool volunteer_total_of(struct store *store, int first_day, int last_day, struct volunteer_total *total,
                        struct err *err)
{
    *total = (struct volunteer_total){0};
    struct statement *statement =
        statement_take(store,
                       "SELECT COUNT(DISTINCT a.volunteer_id), COALESCE(SUM(a.minutes), 0), "
                       "COALESCE(SUM(a.night_minutes), 0) FROM assignment a WHERE a.minutes > 0 AND " IN_SPAN,
                       err);
    if (statement == NULL)
        return false;
    bind_span(statement, first_day, last_day);
    if (statement_row(statement))
        *total = (struct volunteer_total){.volunteers = (int)column_integer(statement, 0),
                                          .minutes = (int)column_integer(statement, 1),
                                          .night_minutes = (int)column_integer(statement, 2)};
    return statement_done(statement, err);
}

void hours_text(int minutes, char text[HOURS_BYTES])
{
    text[0] = '\0';
    if (minutes > 0)
        snprintf(text, HOURS_BYTES, "%d:%02d", minutes / 60, minutes % 60);
}
