/* Shifts of a day and weeks (domain.md §6, §13). A shift belongs to the day it starts on; spans are half-open. */
#ifndef GATEPOST_SHIFT_TIME_H
#define GATEPOST_SHIFT_TIME_H
#include "gatepost/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SHIFTS_A_DAY = 6,
    SHIFT_MINUTES_LEAST = 30,
    SHIFT_MINUTES_MOST = 16 * 60,
    SHIFT_SPAN_BYTES = 16,
    PATTERN_BYTES = 96
};
/* Minutes after midnight of its day: 0 <= from < 1440, until > from; 22-06 is {1320, 1800}. */
struct shift_span {
    int from, until;
};
struct shift_pattern {
    struct shift_span spans[SHIFTS_A_DAY]; /* in order of their beginning */
    int count;
};
/* "06-14 14-22 22-06", "0600-1400、14:00-22:00", "８－１２", "8点到12点". ERR_INPUT, field "pattern": not understood, a
 * shift of no length, one longer than SHIFT_MINUTES_MOST, two that overlap, more than SHIFTS_A_DAY. */
bool shift_pattern_parse(const char *text, struct shift_pattern *pattern, struct err *err);
/* One of them: "22-06". ERR_INPUT, field "shift". */
bool shift_span_parse(const char *text, struct shift_span *span, struct err *err);
/* In its own form: "06-14 14-22 22-06"; minutes only where they are not 0: "08:30-12". */
void shift_pattern_text(const struct shift_pattern *pattern, char text[PATTERN_BYTES]);
void shift_span_text(struct shift_span span, char text[SHIFT_SPAN_BYTES]);
/* UTC seconds of a span on a day (yyyymmdd) in the zone of the file; an hour that the zone leaves out or repeats is
 * counted as the wall clock says it. */
int64_t shift_starts_at(int day, struct shift_span span);
int64_t shift_ends_at(int day, struct shift_span span);
/* The span a stored shift has on its day. */
struct shift_span shift_span_of(int day, int64_t starts_at, int64_t ends_at);
/* Minutes of [from_at, until_at) between night_from and night_until (minutes after midnight, 1320 and 360: over it). */
int shift_night_minutes(int64_t from_at, int64_t until_at, int night_from, int night_until);

/* The Monday of a day's week; 0 is Monday. ISO 8601: the week's number in its year, 1 to 53. */
int week_first_day(int day);
int week_day(int day);
int week_number(int day);
#endif
