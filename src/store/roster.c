/* What the rules of the roster need of many volunteers at once, each in one statement: the candidates of a gap are
 * there in one frame. */
#include "database.h"
#include "gatepost/assignment.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "record_sql.h"
#include "table.h"
#include <stdlib.h>

static int compare_shifts(const void *one, const void *other)
{
    const struct roster_shift *a = one, *b = other;
    if (a->volunteer_id != b->volunteer_id)
        return a->volunteer_id < b->volunteer_id ? -1 : 1;
    if (a->starts_at != b->starts_at)
        return a->starts_at < b->starts_at ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* Sorted here: that costs a third of what a sorter of the statement does. */
bool roster_shifts(struct store *store, int64_t from_at, int64_t until_at, struct roster_shift *shifts, int most,
                   int *count, struct err *err)
{
    *count = 0;
    struct statement *statement =
        statement_take(store,
                       "SELECT volunteer_id, id, post_id, starts_at, ends_at, day FROM assignment WHERE starts_at >= "
                       ":from_at AND starts_at < :until_at AND voided IS NULL AND (state = 'planned' OR state = "
                       "'confirmed' OR state = 'arrived' OR state = 'done') ORDER BY starts_at, id",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "from_at", from_at);
    statement_integer(statement, "until_at", until_at);
    for (; statement_row(statement); (*count)++)
        if (*count < most)
            shifts[*count] = (struct roster_shift){
                .volunteer_id = column_integer(statement, 0),
                .id = column_integer(statement, 1),
                .post_id = column_integer(statement, 2),
                .starts_at = column_integer(statement, 3),
                .ends_at = column_integer(statement, 4),
                .day = (int)column_integer(statement, 5),
            };
    if (*count > 1)
        qsort(shifts, (size_t)(*count < most ? *count : most), sizeof *shifts, compare_shifts);
    return statement_done(statement, err);
}

bool roster_stands(struct store *store, int64_t from_at, int64_t until_at, int64_t now, struct roster_stand *stands,
                   int most, int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(
        store,
        "SELECT volunteer_id, post_id, starts_at, ends_at, day, state FROM assignment WHERE starts_at "
        ">= :from_at AND starts_at < :until_at AND (ends_at > :now OR state = 'arrived') AND (" ASSIGNMENT_OPEN(
            "assignment") " OR state = 'done') AND voided IS NULL ORDER BY starts_at, id",
        err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "from_at", from_at);
    statement_integer(statement, "until_at", until_at);
    statement_integer(statement, "now", now);
    while (*count < most && statement_row(statement))
        stands[(*count)++] = (struct roster_stand){
            .volunteer_id = column_integer(statement, 0),
            .post_id = column_integer(statement, 1),
            .starts_at = column_integer(statement, 2),
            .ends_at = column_integer(statement, 3),
            .day = (int)column_integer(statement, 4),
            .state = name_index(assignment_state_names, column_text(statement, 5)),
        };
    return statement_done(statement, err);
}

/* Nights and homes are looked up for each: ranges of an index, never a walk through the years. */
static void histories_sql(struct buffer *sql)
{
    struct buffer rows = {0};
    record_select_sql(&volunteer_table, &rows);
    buffer_clear(sql);
    buffer_format(
        sql,
        "SELECT r.*, (SELECT COALESCE(SUM(a.night_minutes), 0) FROM assignment a WHERE a.volunteer_id = r.id "
        "AND a.day BETWEEN :first_day AND :last_day AND a.minutes > 0 AND a.voided IS NULL), EXISTS (SELECT 1 "
        "FROM assignment a WHERE a.volunteer_id = r.id AND a.minutes > 0 AND a.voided IS NULL), (SELECT "
        "l.estate FROM person p JOIN place l ON l.id = p.place_id WHERE p.id = r.person_id) FROM (%svoided IS "
        "NULL) r ORDER BY r.name, r.id",
        buffer_text(&rows));
    buffer_release(&rows);
}

bool roster_histories(struct store *store, int first_day, int last_day, struct roster_history *rows, int most,
                      int *count, struct err *err)
{
    *count = 0;
    histories_sql(&store->text);
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "first_day", first_day);
    statement_integer(statement, "last_day", last_day);
    for (; statement_row(statement); (*count)++) {
        if (*count >= most)
            continue;
        struct roster_history *row = &rows[*count];
        int behind = column_count(statement) - 3;
        record_read(statement, &volunteer_table, &row->volunteer);
        row->night_minutes = (int)column_integer(statement, behind);
        row->stood = column_integer(statement, behind + 1) != 0;
        column_copy(statement, behind + 2, row->estate, sizeof row->estate);
    }
    return statement_done(statement, err);
}

bool roster_absences(struct store *store, int64_t from_at, int64_t until_at, struct absence *rows, int most, int *count,
                     struct err *err)
{
    *count = 0;
    record_select_sql(&absence_table, &store->text);
    buffer_add(&store->text, "voided IS NULL AND until_at > :from_at AND from_at < :until_at ORDER BY volunteer_id, "
                             "until_at, id");
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "from_at", from_at);
    statement_integer(statement, "until_at", until_at);
    for (; statement_row(statement); (*count)++)
        if (*count < most)
            record_read(statement, &absence_table, &rows[*count]);
    return statement_done(statement, err);
}

/* ---- calls ---- */

bool call_out_list(struct store *store, int64_t post_id, int64_t starts_at, struct call_out *calls, int most,
                   int *count, struct err *err)
{
    *count = 0;
    record_select_sql(&call_out_table, &store->text);
    buffer_add(&store->text, "post_id = :post_id AND starts_at = :starts_at AND voided IS NULL ORDER BY id");
    struct statement *statement = statement_take_text(store, buffer_text(&store->text), err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "post_id", post_id);
    statement_integer(statement, "starts_at", starts_at);
    for (; statement_row(statement); (*count)++)
        if (*count < most)
            record_read(statement, &call_out_table, &calls[*count]);
    return statement_done(statement, err);
}

bool call_out_going_on(struct store *store, int64_t volunteer_id, int64_t since_at, struct call_out *call,
                       struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM call_out WHERE volunteer_id = :volunteer_id AND at > :since_at AND result = "
                       "'calling' AND voided IS NULL ORDER BY at DESC, id DESC LIMIT 1",
                       err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "volunteer_id", volunteer_id);
    statement_integer(statement, "since_at", since_at);
    return record_found(store, statement, &call_out_table, call, _("Nobody rings them now."), err);
}
