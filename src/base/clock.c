/* Time by plain arithmetic: days since 1970 in the proleptic Gregorian calendar, plus the zone's offset. Only zones
 * with summer time ask the C library, and only for their offset. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { DAY_SECONDS = 86400 };

static bool fixed;
static int64_t fixed_ms;
static bool zone_from_library;
static int64_t zone_offset = 8 * 3600; /* seconds east; the field's country has one zone */

int64_t clock_now(void)
{
    if (fixed)
        return fixed_ms / 1000;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

int64_t clock_real_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_monotonic_ms(void)
{
    return fixed ? fixed_ms : clock_real_ms();
}

void clock_rest_ms(int ms)
{
    poll(NULL, 0, ms);
}

void clock_fix(int64_t at)
{
    fixed = true;
    fixed_ms = at * 1000;
}

void clock_advance_ms(int64_t ms)
{
    if (!fixed)
        clock_fix(clock_now());
    fixed_ms += ms;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* "+08:00" to seconds east; false when it is no offset. */
static bool offset_parse(const char *zone, int64_t *offset)
{
    if (strlen(zone) != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
        return false;
    if (!is_digit(zone[1]) || !is_digit(zone[2]) || !is_digit(zone[4]) || !is_digit(zone[5]))
        return false;
    int hours = (zone[1] - '0') * 10 + zone[2] - '0', minutes = (zone[4] - '0') * 10 + zone[5] - '0';
    if (hours > 14 || minutes > 59)
        return false;
    int64_t seconds = hours * 3600 + minutes * 60;
    *offset = zone[0] == '-' ? -seconds : seconds;
    return true;
}

/* Only names below the zoneinfo folder: letters, digits, `_ + - /`, no dot, so no way out of it. */
static bool zone_installed(const char *zone)
{
    if (zone[0] == '\0' || zone[0] == '/' || strlen(zone) > 60)
        return false;
    if (strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") != strlen(zone))
        return false;
    char path[120];
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool clock_use_zone(const char *zone, struct err *err)
{
    int64_t offset = 8 * 3600;
    if (strcmp(zone, "Asia/Shanghai") == 0 || offset_parse(zone, &offset)) {
        zone_from_library = false;
        zone_offset = offset;
        return true;
    }
    if (strcmp(zone, "UTC") == 0) {
        zone_from_library = false;
        zone_offset = 0;
        return true;
    }
    if (!zone_installed(zone))
        return err_field(err, ERR_INPUT, "zone", _("\"%s\" is no time zone; write +08:00 or Asia/Shanghai"), zone);
    char value[80];
    snprintf(value, sizeof value, ":%s", zone);
    setenv("TZ", value, 1);
    tzset();
    zone_from_library = true;
    return true;
}

static int64_t offset_at(int64_t at)
{
    if (!zone_from_library)
        return zone_offset;
    time_t time = (time_t)at;
    struct tm local;
    return localtime_r(&time, &local) != NULL ? local.tm_gmtoff : 0;
}

/* Days since 1970-01-01; years start in March so that the leap day is the last of a year. */
static int64_t days_from_civil(int year, int month, int day)
{
    int64_t shifted = year - (month <= 2);
    int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int64_t of_era = shifted - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int64_t days, struct civil_time *civil)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t shifted = (5 * of_year + 2) / 153;
    civil->day = (int)(of_year - (153 * shifted + 2) / 5 + 1);
    civil->month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    civil->year = (int)(year + era * 400 + (civil->month <= 2));
}

static int64_t floor_day(int64_t seconds)
{
    return (seconds >= 0 ? seconds : seconds - (DAY_SECONDS - 1)) / DAY_SECONDS;
}

void clock_civil(int64_t at, struct civil_time *civil)
{
    int64_t local = at + offset_at(at), days = floor_day(local);
    int second = (int)(local - days * DAY_SECONDS);
    civil_from_days(days, civil);
    civil->hour = second / 3600;
    civil->minute = second / 60 % 60;
    civil->second = second % 60;
    int64_t weekday = (days + 3) % 7; /* 1970-01-01 was a Thursday */
    civil->weekday = (int)(weekday < 0 ? weekday + 7 : weekday) + 1;
}

int64_t clock_at(const struct civil_time *civil)
{
    int64_t local = days_from_civil(civil->year, civil->month, civil->day) * DAY_SECONDS + civil->hour * 3600 +
                    civil->minute * 60 + civil->second;
    if (!zone_from_library)
        return local - zone_offset;
    /* Around a change the time is read with the offset before it, else with the one after it. In a gap neither holds:
     * the offset before it moves the time forward by the width of the gap. */
    int64_t before = offset_at(local - DAY_SECONDS), after = offset_at(local + DAY_SECONDS);
    if (offset_at(local - before) != before && offset_at(local - after) == after)
        return local - after;
    return local - before;
}

int clock_day(int64_t at)
{
    struct civil_time civil;
    civil_from_days(floor_day(at + offset_at(at)), &civil);
    return civil.year * 10000 + civil.month * 100 + civil.day;
}

static int64_t days_of(int day)
{
    return days_from_civil(day / 10000, day / 100 % 100, day % 100);
}

int64_t clock_day_start(int day)
{
    struct civil_time civil = {.year = day / 10000, .month = day / 100 % 100, .day = day % 100};
    return clock_at(&civil);
}

int clock_day_add(int day, int days)
{
    struct civil_time civil;
    civil_from_days(days_of(day) + days, &civil);
    return civil.year * 10000 + civil.month * 100 + civil.day;
}

bool clock_day_valid(int day)
{
    int month = day / 100 % 100;
    if (day < 10101 || day > 99991231 || month < 1 || month > 12 || day % 100 < 1)
        return false;
    return clock_day_add(day, 0) == day;
}
