/* Which streams of the log a filter walks: the cheapest that hold every row it can match. */
#ifndef GATEPOST_CROSSING_PLAN_H
#define GATEPOST_CROSSING_PLAN_H
#include "crossing_source.h"
#include "crossing_word.h"

struct crossing_plan {
    struct crossing_filter filter;
    struct crossing_word words[FILTER_WORDS];
    int word_count;
    struct crossing_stream *streams;
    int stream_count; /* 0: no row can match */
    struct crossing_range range;
};

/* Release in every case. filter NULL: no conditions. */
bool crossing_plan_init(struct store *store, struct crossing_plan *plan, const struct crossing_filter *filter,
                        const struct crossing_place *anchor, bool newer, struct err *err);
void crossing_plan_release(struct crossing_plan *plan);
/* Every condition but the days, which are the streams' range. */
bool crossing_plan_passes(struct store *store, struct crossing_plan *plan, const struct crossing_row *row);
#endif
