#include "gatepost/availability.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include "shift_part.h"
#include <stdio.h>
#include <string.h>

enum { TEXT_SIZE = 256, WEEK_HOURS = 7 * 24, ALL_DAYS = 0x7f };
#define ALL_HOURS 0xffffffu
#define HOURS(from, until) ((1ull << (until)) - (1ull << (from)))

/* ---- read ---- */

static const struct day_word {
    const char *word;
    unsigned days; /* bit 0 is Monday */
} day_words[] = {
    {"工作日", 0x1f},   {"平日", 0x1f},     {"周末", 0x60},          {"双休日", 0x60},    {"每天", ALL_DAYS},
    {"每日", ALL_DAYS}, {"天天", ALL_DAYS}, {"EVERY DAY", ALL_DAYS}, {"DAILY", ALL_DAYS}, {"WEEKDAYS", 0x1f},
    {"WEEKDAY", 0x1f},  {"WORKDAYS", 0x1f}, {"WEEKENDS", 0x60},      {"WEEKEND", 0x60},
};
static const struct hour_word {
    const char *word;
    uint64_t hours; /* of a day and the next one */
} hour_words[] = {
    {"不上夜班", HOURS(6, 22)},    {"不值夜班", HOURS(6, 22)},   {"不夜班", HOURS(6, 22)},  {"除夜班", HOURS(6, 22)},
    {"NO NIGHTS", HOURS(6, 22)},   {"NO NIGHT", HOURS(6, 22)},   {"早班", HOURS(6, 14)},    {"中班", HOURS(14, 22)},
    {"夜班", HOURS(22, 30)},       {"夜间", HOURS(22, 30)},      {"NIGHTS", HOURS(22, 30)}, {"NIGHT", HOURS(22, 30)},
    {"白天", HOURS(6, 18)},        {"日间", HOURS(6, 18)},       {"白班", HOURS(6, 18)},    {"DAYTIME", HOURS(6, 18)},
    {"上午", HOURS(6, 12)},        {"MORNINGS", HOURS(6, 12)},   {"MORNING", HOURS(6, 12)}, {"下午", HOURS(12, 18)},
    {"AFTERNOONS", HOURS(12, 18)}, {"AFTERNOON", HOURS(12, 18)}, {"晚上", HOURS(18, 22)},   {"EVENINGS", HOURS(18, 22)},
    {"EVENING", HOURS(18, 22)},    {"全天", HOURS(0, 24)},       {"ALL DAY", HOURS(0, 24)},
};
/* English names of days, the longer one of a pair first. */
static const char *const english_days[7][2] = {{"MONDAY", "MON"},   {"TUESDAY", "TUE"}, {"WEDNESDAY", "WED"},
                                               {"THURSDAY", "THU"}, {"FRIDAY", "FRI"},  {"SATURDAY", "SAT"},
                                               {"SUNDAY", "SUN"}};

static int take_chinese_day(const char **at)
{
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日"};
    for (int day = 0; day < 7; day++)
        if (habit_take(at, days[day]))
            return day;
    return habit_take(at, "天") ? 6 : -1;
}

static bool take_week(const char **at)
{
    return habit_take(at, "周") || habit_take(at, "星期") || habit_take(at, "礼拜");
}

static bool take_to(const char **at)
{
    const char *here = *at;
    here += strspn(here, " ");
    if (!habit_take(&here, "-") && !habit_take(&here, "~") && !habit_take(&here, "—") && !habit_take(&here, "–") &&
        !habit_take(&here, "到") && !habit_take(&here, "至") && !habit_take(&here, "TO "))
        return false;
    *at = here + strspn(here, " ");
    return true;
}

/* Monday to Friday, Saturday to Tuesday. */
static unsigned days_between(int first, int last)
{
    unsigned days = 1u << first;
    for (int day = first; day != last;) {
        day = (day + 1) % 7;
        days |= 1u << day;
    }
    return days;
}

/* 周一至周五, 周六日, 一三五. */
static bool take_chinese_days(const char **at, unsigned *days)
{
    const char *here = *at;
    take_week(&here);
    int day = take_chinese_day(&here), last = -1;
    if (day < 0)
        return false;
    *days = 1u << day;
    *at = here;
    if (take_to(&here) && (take_week(&here), last = take_chinese_day(&here)) >= 0) {
        *days = days_between(day, last);
        *at = here;
        return true;
    }
    while ((day = take_chinese_day(at)) >= 0)
        *days |= 1u << day;
    return true;
}

/* Digits from 1 to 7 alone: 67, 135, and 1-5. Digits of an hour stand before a sign of one. */
static bool take_digit_days(const char **at, unsigned *days)
{
    const char *here = *at;
    take_week(&here);
    const char *first = here;
    *days = 0;
    for (; *here >= '1' && *here <= '7'; here++)
        *days |= 1u << (*here - '1');
    const char *behind = here;
    if (here == first || habit_is_digit(*here) || *here == ':' || habit_take(&behind, "点") ||
        habit_take(&behind, "时"))
        return false;
    const char *to = here;
    if (take_to(&to)) {
        take_week(&to);
        if (here != first + 1 || *to < '1' || *to > '7' || habit_is_digit(to[1]) || to[1] == ':')
            return false;
        *days = days_between(*first - '1', *to - '1');
        here = to + 1;
    }
    *at = here;
    return true;
}

static int take_english_day(const char **at)
{
    for (int i = 0; i < 14; i++) {
        const char *here = *at;
        if (habit_take(&here, english_days[i / 2][i % 2]) && !habit_is_letter(*here)) {
            *at = here;
            return i / 2;
        }
    }
    return -1;
}

static bool take_english_days(const char **at, unsigned *days)
{
    int day = take_english_day(at);
    if (day < 0)
        return false;
    const char *here = *at;
    int last = take_to(&here) ? take_english_day(&here) : -1;
    *days = days_between(day, last >= 0 ? last : day);
    *at = last >= 0 ? here : *at;
    return true;
}

/* Bare digits are days only in front of the hours of a group: 1-5 14-22. */
static bool take_days(const char **at, bool digits, unsigned *days)
{
    for (size_t i = 0; i < sizeof day_words / sizeof day_words[0]; i++)
        if (habit_take(at, day_words[i].word)) {
            *days = day_words[i].days;
            return true;
        }
    return (digits || !habit_is_digit(**at) ? take_digit_days(at, days) : false) || take_chinese_days(at, days) ||
           take_english_days(at, days);
}

/* Whole hours that lie in the span: of somebody who can come from 18:30 on the hour from 18:00 is not counted on. */
static bool take_hours(const char **at, uint64_t *hours)
{
    struct shift_span span;
    for (size_t i = 0; i < sizeof hour_words / sizeof hour_words[0]; i++)
        if (habit_take(at, hour_words[i].word)) {
            *hours = hour_words[i].hours;
            return true;
        }
    const char *here = *at;
    if (!shift_span_take(&here, &span) || span.until - span.from > DAY_MINUTES)
        return false;
    int from = (span.from + 59) / 60, until = span.until / 60;
    if (from >= until)
        return false;
    *hours = HOURS(from, until);
    *at = here;
    return true;
}

struct group { /* some days and their hours */
    unsigned days;
    uint64_t hours;
};

static void group_close(struct group *group, struct availability *availability)
{
    if (group->days == 0 && group->hours == 0)
        return;
    unsigned days = group->days != 0 ? group->days : ALL_DAYS;
    uint64_t hours = group->hours != 0 ? group->hours : ALL_HOURS;
    for (int day = 0; day < 7; day++) {
        if ((days >> day & 1) == 0)
            continue;
        availability->hours[day] |= (uint32_t)(hours & ALL_HOURS);
        availability->hours[(day + 1) % 7] |= (uint32_t)(hours >> 24);
    }
    *group = (struct group){0};
}

/* *at stays where nothing was understood. */
static bool read_groups(const char **at, struct availability *availability)
{
    struct group group = {0};
    for (shift_separators_skip(at); **at != '\0'; shift_separators_skip(at)) {
        unsigned days;
        uint64_t hours;
        if (habit_take(at, ";")) {
            group_close(&group, availability);
        } else if (take_days(at, group.hours == 0, &days)) {
            if (group.hours != 0)
                group_close(&group, availability);
            group.days |= days;
        } else if (take_hours(at, &hours)) {
            group.hours |= hours;
        } else {
            return false;
        }
    }
    group_close(&group, availability);
    return true;
}

static bool is_never(const char *text)
{
    static const char *const nevers[] = {"0", "NEVER", "从不", "暂不"};
    for (size_t i = 0; i < sizeof nevers / sizeof nevers[0]; i++)
        if (strcmp(text, nevers[i]) == 0)
            return true;
    return false;
}

static bool is_always(const char *text)
{
    static const char *const always[] = {"", "ALWAYS", "ANY TIME", "随时", "都可以"};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        if (strcmp(text, always[i]) == 0)
            return true;
    return false;
}

/* ---- written ---- */

static bool has_hour(const struct availability *availability, int hour)
{
    hour %= WEEK_HOURS;
    return availability->hours[hour / 24] >> hour % 24 & 1;
}

static bool is_full(const struct availability *availability)
{
    for (int day = 0; day < 7; day++)
        if (availability->hours[day] != ALL_HOURS)
            return false;
    return true;
}

/* The spans each day begins, in hours from its midnight, bit by bit; what runs over midnight into less than a whole
 * day goes with the day it begins on. */
static void spans_by_day(const struct availability *availability, uint64_t spans[7])
{
    memset(spans, 0, 7 * sizeof spans[0]);
    for (int start = 0; start < WEEK_HOURS; start++) {
        if (!has_hour(availability, start) || has_hour(availability, start + WEEK_HOURS - 1))
            continue;
        int end = start + 1; /* of the run: it ends, for not all hours are set */
        while (has_hour(availability, end))
            end++;
        while (start < end) {
            int midnight = (start / 24 + 1) * 24, until = end < midnight ? end : midnight;
            if (start % 24 != 0 && end < midnight + 24 && end - start < 24)
                until = end;
            spans[start / 24 % 7] |= HOURS(start % 24, start % 24 + until - start);
            start = until;
        }
        if (end >= WEEK_HOURS)
            return;
        start = end - 1;
    }
}

/* "18-22", "06-08 22-06"; "" for a whole day. */
static void hours_text(uint64_t spans, char *text, size_t size)
{
    size_t length = 0;
    text[0] = '\0';
    for (int from = 0; spans != HOURS(0, 24) && from < 48 && length < size; from++) {
        if ((spans >> from & 1) == 0)
            continue;
        int until = from;
        while (until < 48 && (spans >> until & 1))
            until++;
        char span[SHIFT_SPAN_BYTES];
        shift_span_text((struct shift_span){from * 60, until * 60}, span);
        length += (size_t)snprintf(text + length, size - length, "%s%s", length > 0 ? " " : "", span);
        from = until;
    }
}

/* "1-5", "67", "135". */
static void days_text(unsigned days, char text[8])
{
    int first = 0, last = 6, count = 0;
    while ((days >> first & 1) == 0)
        first++;
    while ((days >> last & 1) == 0)
        last--;
    if (last - first >= 2 && days_between(first, last) == days) {
        snprintf(text, 8, "%d-%d", first + 1, last + 1);
        return;
    }
    for (int day = 0; day < 7; day++)
        if (days >> day & 1)
            text[count++] = (char)('1' + day);
    text[count] = '\0';
}

/* "周一至周五", "周末", "周一、周三". */
static void days_words(unsigned days, char *text, size_t size)
{
    int first = 0, last = 6;
    size_t length = 0;
    text[0] = '\0';
    while ((days >> first & 1) == 0)
        first++;
    while ((days >> last & 1) == 0)
        last--;
    if (days == ALL_DAYS)
        text_copy(text, size, _("every day"));
    else if (days == 0x60)
        text_copy(text, size, words_context(N_("available|at weekends")));
    else if (last - first >= 2 && days_between(first, last) == days)
        snprintf(text, size, words_context(N_("available|%1$s to %2$s")), words_weekday(first + 1),
                 words_weekday(last + 1));
    else
        for (int day = 0; day < 7 && length < size; day++)
            if (days >> day & 1)
                length += (size_t)snprintf(text + length, size - length, "%s%s",
                                           length > 0 ? words_context(N_("available|, ")) : "", words_weekday(day + 1));
}

/* Days with the same hours stand together; returns how long it would be. */
static size_t write_groups(const struct availability *availability, bool in_words, char *text, size_t size)
{
    uint64_t spans[7];
    size_t length = 0;
    unsigned written = 0;
    spans_by_day(availability, spans);
    for (int day = 0; day < 7; day++) {
        if (spans[day] == 0 || written >> day & 1)
            continue;
        unsigned days = 0;
        for (int other = day; other < 7; other++)
            days |= spans[other] == spans[day] ? 1u << other : 0;
        written |= days;
        char named[128], hours[160];
        if (in_words)
            days_words(days, named, sizeof named);
        else
            days_text(days, named);
        hours_text(spans[day], hours, sizeof hours);
        bool hours_alone = !in_words && days == ALL_DAYS && hours[0] != '\0';
        length +=
            (size_t)snprintf(text + (length < size ? length : size), length < size ? size - length : 0, "%s%s%s%s",
                             length == 0 ? ""
                             : in_words  ? words_context(N_("available|; "))
                                         : "; ",
                             hours_alone ? "" : named, hours_alone || hours[0] == '\0' ? "" : " ", hours);
    }
    return length;
}

static bool is_none(const struct availability *availability)
{
    for (int day = 0; day < 7; day++)
        if (availability->hours[day] != 0)
            return false;
    return true;
}

bool availability_parse(const char *text, struct availability *availability, struct err *err)
{
    char folded[TEXT_SIZE], own[AVAILABILITY_BYTES];
    const char *at = folded;
    struct availability read = {0};
    if (!habit_fold(text, folded, sizeof folded))
        return err_field(err, ERR_INPUT, "available", _("That is too long: write it like 1-5 18-22; 67."));
    habit_upper(folded);
    if (is_always(folded)) {
        for (int day = 0; day < 7; day++)
            read.hours[day] = ALL_HOURS;
    } else if (!is_never(folded)) {
        if (!read_groups(&at, &read) || is_none(&read))
            return err_field(err, ERR_INPUT, "available",
                             _("\"%.20s\" is no time of the week: write it like 1-5 18-22; 67, or weekends."), at);
        if (!is_full(&read) && write_groups(&read, false, own, sizeof own) >= sizeof own)
            return err_field(err, ERR_INPUT, "available", _("That is too long: write it like 1-5 18-22; 67."));
    }
    *availability = read;
    return true;
}

void availability_text(const struct availability *availability, char text[AVAILABILITY_BYTES])
{
    text[0] = '\0';
    if (is_none(availability))
        text_copy(text, AVAILABILITY_BYTES, "0");
    else if (!is_full(availability))
        write_groups(availability, false, text, AVAILABILITY_BYTES);
}

void availability_words(const struct availability *availability, char *text, int size)
{
    text_copy(text, (size_t)size,
              is_none(availability)   ? words_context(N_("available|never"))
              : is_full(availability) ? words_context(N_("available|any time"))
                                      : "");
    if (text[0] == '\0')
        write_groups(availability, true, text, (size_t)size);
}

/* ---- asked ---- */

bool availability_covers(const struct availability *availability, int64_t starts_at, int64_t ends_at)
{
    if (is_full(availability))
        return true;
    for (int64_t at = starts_at; at < ends_at;) {
        struct civil_time civil;
        clock_civil(at, &civil);
        if ((availability->hours[civil.weekday - 1] >> civil.hour & 1) == 0)
            return false;
        at += 3600 - civil.minute * 60 - civil.second;
    }
    return true;
}
