/* The indexes of the log. A source is one index, a stream walks one index at one subject (person 17, all of time) in
 * the order (at, id), a block of rows at a time, so that no statement stays open between rows. */
#ifndef GATEPOST_CROSSING_SOURCE_H
#define GATEPOST_CROSSING_SOURCE_H
#include "crossing_row.h"

enum crossing_source {
    SOURCE_TIME,
    SOURCE_PERSON,
    SOURCE_PLACE,
    SOURCE_VEHICLE,
    SOURCE_PURPOSE,
    SOURCE_REASON,
    SOURCE_CHECKPOINT,
    SOURCE_OFFICER,
    SOURCE_DECISION,
    SOURCE_ABNORMAL,
    SOURCE_WARM, /* temp_tenths >= WARM_TENTHS */
    SOURCE_VOIDED,
    SOURCE_OVERRIDE,
    SOURCE_COUNT
};
enum { WARM_TENTHS = 372 }; /* of the index crossing_warm */

struct crossing_range {
    struct crossing_place from; /* exclusive */
    int64_t limit_at;           /* older: the least `at`; newer: the first `at` beyond */
    bool newer;
};
struct crossing_stream {
    enum crossing_source source;
    int64_t subject; /* the id; the enum value of a decision; nothing where the source has none */
    struct crossing_row *rows;
    int count, next, room;
    bool ended; /* nothing behind this block */
};

/* The constant SQL of a source, for the test of its plan. */
const char *crossing_source_sql(enum crossing_source source, bool newer);
/* The next row, borrowed until the stream moves; reads another block when needed. NULL at the end. */
bool crossing_stream_peek(struct store *store, struct crossing_stream *stream, const struct crossing_range *range,
                          const struct crossing_row **row, struct err *err);
void crossing_stream_release(struct crossing_stream *stream);
#endif
