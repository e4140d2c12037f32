#include "gatepost/shift_time.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "habit.h"
#include "shift_part.h"
#include <stdio.h>
#include <string.h>

enum { TEXT_SIZE = 160, HOUR_MOST = 48, DAY_SECONDS = 24 * 3600 };

/* ---- read ---- */

static bool take_minutes(const char **at, bool in_words, int *minute)
{
    *minute = 0;
    if (in_words && habit_take(at, "半")) {
        *minute = 30;
        return true;
    }
    int digits = habit_number(at, minute);
    if (in_words)
        habit_take(at, digits > 0 ? "分" : "整");
    return digits <= 2 && (in_words || digits > 0) && *minute < 60;
}

/* 8, 0800, 8:00, 8点, 8点半, 8点30分, 次日6点; hours beyond 24 too, so that what is too long can be told so. */
static bool take_time(const char **at, int *minutes)
{
    int hour, minute = 0;
    bool next_day = habit_take(at, "次日") || habit_take(at, "第二天");
    habit_take(at, "凌晨");
    int digits = habit_number(at, &hour);
    if (digits == 0 || digits > 4)
        return false;
    if (digits > 2) {
        minute = hour % 100;
        hour /= 100;
    } else {
        bool in_words = habit_take(at, "点") || habit_take(at, "时");
        if ((in_words || habit_take(at, ":")) && !take_minutes(at, in_words, &minute))
            return false;
    }
    *minutes = hour * 60 + minute + (next_day && hour < 24 ? DAY_MINUTES : 0);
    return hour <= HOUR_MOST && minute < 60;
}

static bool take_until(const char **at)
{
    static const char *const words[] = {"--", "-", "~", "—", "–", "−", "到", "至", "TO"};
    *at += strspn(*at, " ");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (habit_take(at, words[i])) {
            while (habit_take(at, words[i])) /* —— */
                ;
            *at += strspn(*at, " ");
            return true;
        }
    return false;
}

bool shift_span_take(const char **at, struct shift_span *span)
{
    const char *here = *at;
    if (!take_time(&here, &span->from) || !take_until(&here) || !take_time(&here, &span->until))
        return false;
    if (span->from >= DAY_MINUTES)
        return false;
    if (span->until < span->from)
        span->until += DAY_MINUTES;
    *at = here;
    return true;
}

void shift_separators_skip(const char **at)
{
    static const char *const separators[] = {" ", ",", "/", "+", "、", "。", "和", "\n", "\t"};
    bool skipped = true;
    while (skipped) {
        skipped = false;
        for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++)
            skipped = habit_take(at, separators[i]) || skipped;
    }
}

static bool check_length(struct shift_span span, const char *field, struct err *err)
{
    char text[SHIFT_SPAN_BYTES];
    int minutes = span.until - span.from;
    shift_span_text(span, text);
    if (minutes == 0)
        return err_field(err, ERR_INPUT, field, _("%s begins and ends at the same time: a shift has a length."), text);
    if (minutes < SHIFT_MINUTES_LEAST)
        return err_field(err, ERR_INPUT, field, _("%1$s is a shift of %2$d minutes: at least %3$d."), text, minutes,
                         SHIFT_MINUTES_LEAST);
    if (minutes > SHIFT_MINUTES_MOST)
        return err_field(err, ERR_INPUT, field, _("%1$s is a shift of %2$d hours: at most %3$d."), text,
                         (minutes + 59) / 60, SHIFT_MINUTES_MOST / 60);
    return true;
}

static bool fold(const char *text, char folded[TEXT_SIZE], const char *field, struct err *err)
{
    if (!habit_fold(text, folded, TEXT_SIZE))
        return err_field(err, ERR_INPUT, field, _("That is too long for the shifts of a day."));
    habit_upper(folded);
    return true;
}

static bool not_understood(const char *at, const char *field, struct err *err)
{
    if (*at == '\0')
        return err_field(err, ERR_INPUT, field, _("Write shifts as 06-14 14-22 22-06."));
    return err_field(err, ERR_INPUT, field, _("\"%.20s\" is no shift: write them as 06-14 14-22 22-06."), at);
}

bool shift_span_parse(const char *text, struct shift_span *span, struct err *err)
{
    char folded[TEXT_SIZE];
    const char *at = folded;
    struct shift_span read;
    if (!fold(text, folded, "shift", err))
        return false;
    if (!shift_span_take(&at, &read) || *at != '\0')
        return not_understood(folded, "shift", err);
    if (!check_length(read, "shift", err))
        return false;
    *span = read;
    return true;
}

/* Keeps them in order of their beginning. */
static void insert(struct shift_pattern *pattern, struct shift_span span)
{
    int at = pattern->count++;
    for (; at > 0 && pattern->spans[at - 1].from > span.from; at--)
        pattern->spans[at] = pattern->spans[at - 1];
    pattern->spans[at] = span;
}

/* The last one against the first of the next day too. */
static bool check_overlaps(const struct shift_pattern *pattern, struct err *err)
{
    for (int i = 0; i < pattern->count; i++) {
        struct shift_span one = pattern->spans[i], next = pattern->spans[(i + 1) % pattern->count];
        if (one.until <= next.from + (i + 1 == pattern->count ? DAY_MINUTES : 0))
            continue;
        char first[SHIFT_SPAN_BYTES], second[SHIFT_SPAN_BYTES];
        shift_span_text(one, first);
        shift_span_text(next, second);
        return err_field(err, ERR_INPUT, "pattern", _("%1$s and %2$s overlap."), first, second);
    }
    return true;
}

bool shift_pattern_parse(const char *text, struct shift_pattern *pattern, struct err *err)
{
    char folded[TEXT_SIZE];
    const char *at = folded;
    struct shift_pattern read = {.count = 0};
    if (!fold(text, folded, "pattern", err))
        return false;
    for (shift_separators_skip(&at); *at != '\0'; shift_separators_skip(&at)) {
        struct shift_span span;
        if (habit_take(&at, ";"))
            continue;
        if (!shift_span_take(&at, &span) || habit_is_digit(*at) || habit_is_letter(*at))
            return not_understood(at, "pattern", err);
        if (!check_length(span, "pattern", err))
            return false;
        if (read.count == SHIFTS_A_DAY)
            return err_field(err, ERR_INPUT, "pattern", _("A day has at most %d shifts."), SHIFTS_A_DAY);
        insert(&read, span);
    }
    if (read.count == 0)
        return not_understood(at, "pattern", err);
    if (!check_overlaps(&read, err))
        return false;
    *pattern = read;
    return true;
}

/* ---- written ---- */

static void time_text(int minutes, bool is_end, char text[8])
{
    int hour = is_end && minutes == DAY_MINUTES ? 24 : minutes / 60 % 24;
    if (minutes % 60 == 0)
        snprintf(text, 8, "%02d", hour);
    else
        snprintf(text, 8, "%02d:%02d", hour, minutes % 60);
}

void shift_span_text(struct shift_span span, char text[SHIFT_SPAN_BYTES])
{
    char from[8], until[8];
    time_text(span.from, false, from);
    time_text(span.until, true, until);
    snprintf(text, SHIFT_SPAN_BYTES, "%s-%s", from, until);
}

void shift_pattern_text(const struct shift_pattern *pattern, char text[PATTERN_BYTES])
{
    size_t length = 0;
    text[0] = '\0';
    for (int i = 0; i < pattern->count; i++) {
        char span[SHIFT_SPAN_BYTES];
        shift_span_text(pattern->spans[i], span);
        length += (size_t)snprintf(text + length, PATTERN_BYTES - length, "%s%s", i > 0 ? " " : "", span);
    }
}

/* ---- on a day ---- */

static int64_t wall_at(int day, int minutes)
{
    int on = clock_day_add(day, minutes / DAY_MINUTES), rest = minutes % DAY_MINUTES;
    return clock_at(&(struct civil_time){
        .year = on / 10000, .month = on / 100 % 100, .day = on % 100, .hour = rest / 60, .minute = rest % 60});
}

int64_t shift_starts_at(int day, struct shift_span span)
{
    return wall_at(day, span.from);
}

int64_t shift_ends_at(int day, struct shift_span span)
{
    return wall_at(day, span.until);
}

static int wall_minutes(int day, int64_t at)
{
    struct civil_time civil;
    clock_civil(at, &civil);
    int minutes = civil.hour * 60 + civil.minute, on = civil.year * 10000 + civil.month * 100 + civil.day;
    for (int i = 0; i < 2 && day < on; i++, day = clock_day_add(day, 1))
        minutes += DAY_MINUTES;
    return minutes;
}

struct shift_span shift_span_of(int day, int64_t starts_at, int64_t ends_at)
{
    return (struct shift_span){wall_minutes(day, starts_at), wall_minutes(day, ends_at)};
}

int shift_night_minutes(int64_t from_at, int64_t until_at, int night_from, int night_until)
{
    struct shift_span night = {night_from, night_until + (night_until < night_from ? DAY_MINUTES : 0)};
    int64_t seconds = 0;
    if (until_at <= from_at || night.from == night.until)
        return 0;
    /* the night that began the day before may still go on */
    for (int day = clock_day_add(clock_day(from_at), -1); clock_day_start(day) < until_at;
         day = clock_day_add(day, 1)) {
        int64_t from = shift_starts_at(day, night), until = shift_ends_at(day, night);
        from = from > from_at ? from : from_at;
        until = until < until_at ? until : until_at;
        seconds += until > from ? until - from : 0;
    }
    return (int)(seconds / 60);
}

/* ---- weeks ---- */

int week_day(int day)
{
    struct civil_time civil;
    clock_civil(clock_day_start(day), &civil);
    return civil.weekday - 1;
}

int week_first_day(int day)
{
    return clock_day_add(day, -week_day(day));
}

/* A week belongs to the year its Thursday is in. */
int week_number(int day)
{
    int thursday = clock_day_add(week_first_day(day), 3);
    int64_t since = clock_day_start(thursday) - clock_day_start(thursday / 10000 * 10000 + 101);
    return (int)((since + DAY_SECONDS / 2) / DAY_SECONDS) / 7 + 1; /* a day may have 23 or 25 hours */
}
