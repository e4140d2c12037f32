/* Time. Everything stored is integer UTC seconds (`at`); days, midnight and shown times follow the community's zone, a
 * setting of the file and not of the terminal (architecture.md §4). */
#ifndef GATEPOST_CLOCK_H
#define GATEPOST_CLOCK_H
#include "gatepost/err.h"
#include <stdint.h>

struct civil_time {
    int year, month, day;     /* month 1–12, day 1–31 */
    int hour, minute, second; /* 0–23, 0–59, 0–59 */
    int weekday;              /* 1 Monday … 7 Sunday (ISO 8601) */
};

/* Now, UTC seconds; the fixed time after clock_fix. */
int64_t clock_now(void);
/* Monotonic milliseconds, for waits and pauses. Moves with clock_fix/clock_advance in tests that fixed the clock. */
int64_t clock_monotonic_ms(void);
/* The same, but real also where a test has stopped the clock: for what bounds work and waits for other processes. */
int64_t clock_real_ms(void);
/* Does nothing for so long (really): between two pieces of bulk work, so that others come to the lock. */
void clock_rest_ms(int ms);
/* Tests and scripts: stops the clock at `at` / moves it on by ms. */
void clock_fix(int64_t at);
void clock_advance_ms(int64_t ms);

/* Sets the zone of the process: "+08:00"-like offsets, or a zoneinfo name where tzdata has it ("Asia/Shanghai" always
 * works: it is +08:00 without summer time). ERR_INPUT for anything else. */
bool clock_use_zone(const char *zone, struct err *err);

void clock_civil(int64_t at, struct civil_time *civil);
/* UTC seconds of a local time; a time that does not exist is moved forward (summer time). */
int64_t clock_at(const struct civil_time *civil);
/* Local day as yyyymmdd (20220411), what the tallies and `day` columns use. */
int clock_day(int64_t at);
/* First second of a local day given as yyyymmdd; `clock_day_start(clock_day_add(day, 1))` is its end. */
int64_t clock_day_start(int day);
int clock_day_add(int day, int days);
/* 1 when yyyymmdd is a real date. */
bool clock_day_valid(int day);
#endif
