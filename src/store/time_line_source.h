/* The sources of the time line: each gives the lines of one kind that belong to one subject, in the order of time. */
#ifndef GATEPOST_STORE_TIME_LINE_SOURCE_H
#define GATEPOST_STORE_TIME_LINE_SOURCE_H
#include "gatepost/time_line.h"

enum time_line_subject { SUBJECT_PLACE, SUBJECT_MEMBER, SUBJECT_OBSERVATION };
struct time_line_source {
    enum time_line_kind kind;
    enum time_line_subject subject; /* whose id :subject is */
    const char *older, *newer;
};
/* What the columns of a source are; every statement gives all of them in this order. */
enum time_line_column {
    TIME_AT,
    TIME_ID,
    TIME_VOIDED,
    TIME_ALARMING,
    TIME_PERSON,
    TIME_NAME,
    TIME_WHO,
    TIME_CODE,
    TIME_OTHER_CODE,
    TIME_NUMBER,
    TIME_OTHER_NUMBER,
    TIME_TEXT,
    TIME_MORE
};
extern const struct time_line_source time_line_sources[];
extern const int time_line_source_count;
#endif
