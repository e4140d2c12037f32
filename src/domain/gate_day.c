/* The numbers of a day at the gates. Local hours are made here, from quarters of an hour in UTC: the zone is a setting.
 */
#include "gatepost/gate_day.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include <stdio.h>
#include <stdlib.h>

void gate_hour_label(int hour, char text[8])
{
    snprintf(text, 8, "%02d-%02d", hour % 100, (hour + 1) % 100);
}

void gate_mean_label(int64_t sum, int days, char text[24])
{
    text[0] = '\0';
    if (days <= 0)
        return;
    int64_t tenths = (sum * 10 + days / 2) / days;
    if (tenths < 100)
        snprintf(text, 24, "%d.%d", (int)(tenths / 10), (int)(tenths % 10));
    else
        snprintf(text, 24, "%lld", (long long)((sum + days / 2) / days));
}

/* The first of the largest; -1 when all are zero. */
static int busiest(const int64_t counts[DAY_HOURS], int64_t *most)
{
    int found = -1;
    *most = 0;
    for (int hour = 0; hour < DAY_HOURS; hour++)
        if (counts[hour] > *most) {
            *most = counts[hour];
            found = hour;
        }
    return found;
}

static int hour_of(int64_t at, int *seconds)
{
    struct civil_time civil;
    clock_civil(at, &civil);
    if (seconds)
        *seconds = (civil.hour * 60 + civil.minute) * 60 + civil.second;
    return civil.hour;
}

/* ---- every checkpoint ---- */

/* By id, as checkpoint_list gives them; what is missing is made. NULL: there is no room. */
static struct gate_day_line *line_of(struct gate_day *gate_day, int64_t checkpoint_id)
{
    int at = 0;
    while (at < gate_day->count && gate_day->lines[at].checkpoint.id < checkpoint_id)
        at++;
    if (at < gate_day->count && gate_day->lines[at].checkpoint.id == checkpoint_id)
        return &gate_day->lines[at];
    if (gate_day->count == DAY_CHECKPOINTS)
        return NULL;
    for (int i = gate_day->count++; i > at; i--)
        gate_day->lines[i] = gate_day->lines[i - 1];
    gate_day->lines[at] = (struct gate_day_line){.checkpoint.id = checkpoint_id};
    return &gate_day->lines[at];
}

static bool read_checkpoints(struct store *store, struct gate_day *gate_day, struct err *err)
{
    struct checkpoint *checkpoints = memory_new(DAY_CHECKPOINTS, sizeof *checkpoints);
    int count = 0;
    bool read = checkpoint_list(store, checkpoints, DAY_CHECKPOINTS, &count, err);
    for (int i = 0; read && i < count; i++)
        gate_day->lines[i].checkpoint = checkpoints[i];
    gate_day->count = count;
    free(checkpoints);
    return read;
}

static void add_totals(struct gate_totals *sum, const struct gate_totals *totals)
{
    sum->in += totals->in;
    sum->out += totals->out;
    sum->turned_away += totals->turned_away;
    sum->held += totals->held;
    sum->fevers += totals->fevers;
    sum->vehicles += totals->vehicles;
}

static bool read_totals(struct store *store, struct gate_day *gate_day, struct err *err)
{
    struct checkpoint_totals totals[DAY_CHECKPOINTS];
    int count = 0;
    if (!crossing_day_totals(store, gate_day->day, totals, DAY_CHECKPOINTS, &count, err))
        return false;
    for (int i = 0; i < count; i++) {
        struct gate_day_line *line = line_of(gate_day, totals[i].checkpoint_id);
        add_totals(&gate_day->total, &totals[i].totals);
        if (line == NULL)
            continue;
        line->totals = totals[i].totals;
        if (line->checkpoint.name[0] == '\0' && !checkpoint_get(store, line->checkpoint.id, &line->checkpoint, err))
            return false;
    }
    return true;
}

struct day_hours {
    struct gate_day *gate_day;
    int64_t counts[DAY_CHECKPOINTS][DAY_HOURS]; /* in the order of the lines */
};

static void take_quarter(void *context, const struct crossing_quarter *quarter)
{
    struct day_hours *hours = context;
    for (int i = 0; i < hours->gate_day->count; i++)
        if (hours->gate_day->lines[i].checkpoint.id == quarter->checkpoint_id)
            hours->counts[i][hour_of(quarter->at, NULL)] += quarter->in + quarter->out;
}

static bool read_busiest(struct store *store, struct gate_day *gate_day, int64_t start, int64_t end, struct err *err)
{
    struct day_hours hours = {.gate_day = gate_day};
    if (!crossing_quarters(store, start, end, take_quarter, &hours, err))
        return false;
    for (int i = 0; i < gate_day->count; i++)
        gate_day->lines[i].busiest_hour = busiest(hours.counts[i], &gate_day->lines[i].busiest_count);
    return true;
}

bool gate_day_read(struct store *store, int day, struct gate_day *gate_day, struct err *err)
{
    *gate_day = (struct gate_day){.day = day};
    int64_t start = clock_day_start(day), end = clock_day_start(clock_day_add(day, 1));
    if (!store_read_begin(store, err))
        return false;
    bool read = read_checkpoints(store, gate_day, err) && read_totals(store, gate_day, err) &&
                read_busiest(store, gate_day, start, end, err);
    for (int i = 0; read && i < gate_day->count; i++) {
        struct gate_day_line *line = &gate_day->lines[i];
        read = crossing_last_at(store, line->checkpoint.id, start, end, &line->last_at, line->last_officer, err);
    }
    store_read_end(store);
    return read;
}

/* ---- hour by hour ---- */

struct week {
    struct gate_hours *hours;
    int64_t day_start;
    int until;    /* seconds after midnight */
    int last_day; /* the newest day before with crossings, so far */
};

/* Days come oldest first, so that a new one is seen by its number. */
static void take_week(void *context, const struct crossing_quarter *quarter)
{
    struct week *week = context;
    struct gate_hours *hours = week->hours;
    int seconds, hour = hour_of(quarter->at, &seconds);
    int64_t count = quarter->in + quarter->out;
    if (quarter->at >= week->day_start) {
        hours->in[hour] += quarter->in;
        hours->out[hour] += quarter->out;
        hours->total += count;
        return;
    }
    int day = clock_day(quarter->at);
    hours->week_days += day != week->last_day;
    week->last_day = day;
    hours->week_sum[hour] += count;
    hours->week_total += count;
    hours->week_until += seconds < week->until ? count : 0;
}

bool gate_hours_read(struct store *store, int day, int64_t checkpoint_id, int64_t now, struct gate_hours *hours,
                     struct err *err)
{
    *hours = (struct gate_hours){.day = day};
    struct week week = {.hours = hours, .day_start = clock_day_start(day), .until = 24 * 3600};
    if (clock_day(now) == day)
        hour_of(now, &week.until);
    int64_t first = clock_day_start(clock_day_add(day, -WEEK_DAYS)), end = clock_day_start(clock_day_add(day, 1));
    if (!crossing_quarters_at(store, first, end, checkpoint_id, take_week, &week, err))
        return false;
    int64_t counts[DAY_HOURS];
    for (int hour = 0; hour < DAY_HOURS; hour++)
        counts[hour] = hours->in[hour] + hours->out[hour];
    hours->busiest_hour = busiest(counts, &hours->busiest_count);
    return true;
}
