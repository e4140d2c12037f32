#include "crossing_source.h"
#include "gatepost/memory.h"
#include "table.h"
#include <stdlib.h>

enum { BLOCK_MOST = 256 };

#define ROW_SELECT                                                                                                  \
    "SELECT at, id, checkpoint_id, person_id, place_id, vehicle_id, purpose_id, reason_id, officer_id, direction, " \
    "decision, temp_tenths, abnormal, CASE WHEN override_reason <> '' THEN 1 ELSE 0 END, "                          \
    "CASE WHEN voided IS NOT NULL THEN 1 ELSE 0 END, class FROM crossing WHERE "
#define OLDER(condition) \
    ROW_SELECT condition "(at, id) < (:at, :id) AND at >= :limit ORDER BY at DESC, id DESC LIMIT :most"
#define NEWER(condition) ROW_SELECT condition "(at, id) > (:at, :id) AND at < :limit ORDER BY at, id LIMIT :most"
#define BOTH(condition) OLDER(condition), NEWER(condition)

/* Each condition names its index's own condition, else the partial index cannot be used. */
static const struct source_def {
    const char *older, *newer;
    bool has_subject;
} sources[SOURCE_COUNT] = {
    [SOURCE_TIME] = {BOTH(""), false},
    [SOURCE_PERSON] = {BOTH("person_id = :subject AND "), true},
    [SOURCE_PLACE] = {BOTH("place_id = :subject AND "), true},
    [SOURCE_VEHICLE] = {BOTH("vehicle_id = :subject AND "), true},
    [SOURCE_PURPOSE] = {BOTH("purpose_id = :subject AND "), true},
    [SOURCE_REASON] = {BOTH("reason_id = :subject AND "), true},
    [SOURCE_CHECKPOINT] = {BOTH("checkpoint_id = :subject AND "), true},
    [SOURCE_OFFICER] = {BOTH("officer_id = :subject AND "), true},
    [SOURCE_DECISION] = {BOTH("decision = :subject AND decision <> 'admitted' AND "), true},
    [SOURCE_ABNORMAL] = {BOTH("abnormal > 0 AND "), false},
    [SOURCE_WARM] = {BOTH("temp_tenths >= 372 AND "), false},
    [SOURCE_VOIDED] = {BOTH("voided IS NOT NULL AND "), false},
    [SOURCE_OVERRIDE] = {BOTH("override_reason <> '' AND "), false},
};

const char *crossing_source_sql(enum crossing_source source, bool newer)
{
    return newer ? sources[source].newer : sources[source].older;
}

static void row_read(const struct statement *statement, struct crossing_row *row)
{
    row->place = (struct crossing_place){.at = column_integer(statement, 0), .id = column_integer(statement, 1)};
    row->checkpoint_id = column_integer(statement, 2);
    row->person_id = column_integer(statement, 3);
    row->place_id = column_integer(statement, 4);
    row->vehicle_id = column_integer(statement, 5);
    row->purpose_id = column_integer(statement, 6);
    row->reason_id = column_integer(statement, 7);
    row->officer_id = column_integer(statement, 8);
    row->direction = name_index(direction_names, column_text(statement, 9));
    row->decision = name_index(decision_names, column_text(statement, 10));
    row->temp_tenths = (int)column_integer(statement, 11);
    row->is_abnormal = column_integer(statement, 12) > 0;
    row->is_override = column_integer(statement, 13) != 0;
    row->is_voided = column_integer(statement, 14) != 0;
    row->class = name_index(class_names, column_text(statement, 15));
}

static void bind_subject(struct statement *statement, const struct crossing_stream *stream)
{
    if (stream->source == SOURCE_DECISION)
        statement_text(statement, "subject", decision_names[stream->subject]);
    else if (sources[stream->source].has_subject)
        statement_integer(statement, "subject", stream->subject);
}

/* Blocks grow: of many streams most give few rows, a single one gives them all. */
static bool block_read(struct store *store, struct crossing_stream *stream, const struct crossing_range *range,
                       struct err *err)
{
    struct crossing_place from = stream->count > 0 ? stream->rows[stream->count - 1].place : range->from;
    stream->room = stream->room == 0 ? 1 : stream->room < BLOCK_MOST ? stream->room * 4 : BLOCK_MOST;
    stream->rows = memory_resize(stream->rows, (size_t)stream->room, sizeof *stream->rows);
    stream->count = stream->next = 0;
    struct statement *statement = statement_take(store, crossing_source_sql(stream->source, range->newer), err);
    if (statement == NULL)
        return false;
    bind_subject(statement, stream);
    statement_integer(statement, "at", from.at);
    statement_integer(statement, "id", from.id);
    statement_integer(statement, "limit", range->limit_at);
    statement_integer(statement, "most", stream->room);
    while (stream->count < stream->room && statement_row(statement))
        row_read(statement, &stream->rows[stream->count++]);
    stream->ended = stream->count < stream->room;
    return statement_done(statement, err);
}

bool crossing_stream_peek(struct store *store, struct crossing_stream *stream, const struct crossing_range *range,
                          const struct crossing_row **row, struct err *err)
{
    if (stream->next == stream->count && !stream->ended && !block_read(store, stream, range, err))
        return false;
    *row = stream->next < stream->count ? &stream->rows[stream->next] : NULL;
    return true;
}

void crossing_stream_release(struct crossing_stream *stream)
{
    free(stream->rows);
    stream->rows = NULL;
}
