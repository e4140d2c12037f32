/* Hours of volunteers (domain.md §6): planned and worked, those at night apart, with no weighting. */
#ifndef GATEPOST_VOLUNTEER_HOURS_H
#define GATEPOST_VOLUNTEER_HOURS_H
#include "gatepost/assignment.h"

/* Shifts whose day lies in a span of days. */
struct volunteer_span {
    int64_t volunteer_id;
    char name[NAME_BYTES];
    bool left;                           /* no volunteer any more */
    int planned_shifts, planned_minutes; /* that count: planned, confirmed, arrived, done */
    int shifts, minutes, night_minutes;  /* worked, signed out */
    int nights;                          /* of these shifts: with night hours */
};
/* Of one; first_day and last_day (no end: 0) as yyyymmdd. */
bool volunteer_span_of(struct store *store, int64_t volunteer_id, int first_day, int last_day,
                       struct volunteer_span *span, struct err *err);
/* Of every valid volunteer, and of whoever left with hours in the span: the most minutes worked first, then the most
 * planned, then by name. *count beyond `most` is said, not filled. */
bool volunteer_spans(struct store *store, int first_day, int last_day, struct volunteer_span *spans, int most,
                     int *count, struct err *err);
/* All who worked in a span of days, together. */
struct volunteer_total {
    int volunteers, minutes, night_minutes;
};
bool volunteer_total_of(struct store *store, int first_day, int last_day, struct volunteer_total *total,
                        struct err *err);
/* "16:30" for 990 minutes; "" for none. */
enum { HOURS_BYTES = 16 };
void hours_text(int minutes, char text[HOURS_BYTES]);
#endif
