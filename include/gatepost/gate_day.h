/* The numbers of a day at the gates, from the tallies (domain.md §2, §9): per checkpoint, per hour of the local day,
 * and beside them the mean of the seven days before. Bounded by checkpoints and quarters of an hour, never by the log.
 */
#ifndef GATEPOST_GATE_DAY_H
#define GATEPOST_GATE_DAY_H
#include "gatepost/crossing.h"

enum { DAY_HOURS = 24, DAY_CHECKPOINTS = 200, WEEK_DAYS = 7 };

/* The day at one checkpoint. In a list by id; valid ones, and voided ones where somebody crossed on that day, so that
 * the total is the sum of the lines. */
struct gate_day_line {
    struct checkpoint checkpoint;
    struct gate_totals totals;
    int busiest_hour;              /* 8 is 08-09; of several as busy the first; -1: nobody crossed */
    int64_t busiest_count;         /* admitted crossings in it */
    int64_t last_at;               /* newest valid crossing of the day, 0: none */
    char last_officer[NAME_BYTES]; /* who logged it */
};
struct gate_day {
    int day; /* yyyymmdd */
    struct gate_day_line lines[DAY_CHECKPOINTS];
    int count;
    struct gate_totals total;
};
bool gate_day_read(struct store *store, int day, struct gate_day *gate_day, struct err *err);

/* Admitted crossings by hour of the local day. An hour that comes twice (summer time) holds both. */
struct gate_hours {
    int day;
    int64_t in[DAY_HOURS], out[DAY_HOURS];
    int week_days; /* how many of the seven days before have crossings anywhere: what the mean is of. 0: no mean */
    int64_t week_sum[DAY_HOURS]; /* of those days; the mean is this / week_days */
    int64_t total, week_total;
    int64_t week_until; /* of week_total what came before the time of day it is now (on another day than today: all) */
    int busiest_hour;   /* as above */
    int64_t busiest_count;
};
/* checkpoint_id 0: all. `now` tells how far today is. */
bool gate_hours_read(struct store *store, int day, int64_t checkpoint_id, int64_t now, struct gate_hours *hours,
                     struct err *err);
/* "08-09" of hour 8, "23-24" of the last. */
void gate_hour_label(int hour, char text[8]);
/* The mean of a sum over so many days, rounded, as "38" or "2.4" below ten; "" for no days. */
void gate_mean_label(int64_t sum, int days, char text[24]);
#endif
