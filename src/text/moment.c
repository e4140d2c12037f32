/* How times are written. */
#include "gatepost/moment.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include <stdio.h>

void time_label(int64_t at, char text[TIME_SIZE])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    snprintf(text, TIME_SIZE, "%02d:%02d", civil.hour % 100, civil.minute % 100);
}

void day_label(int64_t at, char text[TIME_SIZE])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    snprintf(text, TIME_SIZE, "%02d-%02d", civil.month % 100, civil.day % 100);
}

void stamp_label(int64_t at, char text[TIME_SIZE])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    snprintf(text, TIME_SIZE, "%02d-%02d %02d:%02d", civil.month % 100, civil.day % 100, civil.hour % 100,
             civil.minute % 100);
}

void full_label(int64_t at, char text[TIME_SIZE])
{
    struct civil_time civil;
    clock_civil(at, &civil);
    snprintf(text, TIME_SIZE, "%04d-%02d-%02d %02d:%02d", civil.year % 10000, civil.month % 100, civil.day % 100,
             civil.hour % 100, civil.minute % 100);
}

void date_label(int day, char text[TIME_SIZE])
{
    snprintf(text, TIME_SIZE, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

void moment_label(int64_t at, char text[TIME_SIZE])
{
    int now = clock_day(clock_now()), day = clock_day(at);
    if (day == now)
        time_label(at, text);
    else if (day / 10000 == now / 10000)
        stamp_label(at, text);
    else
        full_label(at, text);
}

void age_label(int64_t seconds, char text[TIME_SIZE])
{
    int minutes = seconds < 0 ? 0 : (int)(seconds / 60);
    if (minutes < 120)
        snprintf(text, TIME_SIZE, _("%d min"), minutes);
    else if (minutes < 48 * 60)
        snprintf(text, TIME_SIZE, _("%d h"), minutes / 60);
    else
        snprintf(text, TIME_SIZE, _("%d days"), minutes / (24 * 60));
}

void duration_label(int64_t seconds, char text[TIME_SIZE])
{
    int minutes = seconds < 0 ? 0 : (int)(seconds / 60);
    if (minutes < 60)
        snprintf(text, TIME_SIZE, _("%d min"), minutes);
    else if (minutes < 48 * 60)
        snprintf(text, TIME_SIZE, _("%1$d h %2$d min"), minutes / 60, minutes % 60);
    else
        snprintf(text, TIME_SIZE, _("%1$d days %2$d h"), minutes / (24 * 60), minutes / 60 % 24);
}

void near_label(int64_t at, char text[TIME_SIZE])
{
    char time[TIME_SIZE];
    if (clock_day(at) != clock_day_add(clock_day(clock_now()), -1)) {
        moment_label(at, text);
        return;
    }
    time_label(at, time);
    snprintf(text, TIME_SIZE, _("yest. %.5s"), time);
}
