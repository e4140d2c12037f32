#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/words.h"
#include "habit.h"
#include <string.h>

enum { TEXT_SIZE = 64, DAYS_BACK_MOST = 999, DAYS_AHEAD_MOST = 365, NEAR_DAYS = 60 };
/* What lies in the past (a crossing) or is still to come (the end of a flag). */
enum direction { BACK, AHEAD };

static const struct day_word {
    const char *word;
    int days_ago;
} day_words[] = {
    {"今天", 0}, {"今日", 0},   {"TODAY", 0}, {"昨天", 1},  {"昨日", 1},      {"YESTERDAY", 1}, {"前天", 2},
    {"前日", 2}, {"大前天", 3}, {"明天", -1}, {"明日", -1}, {"TOMORROW", -1}, {"后天", -2},     {"大后天", -3},
};

/* The nearest day with this month and day in this direction, today included; 0 when there is none (2-29 goes at most to
 * a leap year). */
static int nearest_day(int month, int day, int today, enum direction direction)
{
    int step = direction == BACK ? -1 : 1;
    for (int i = 0; i <= 8; i++) {
        int candidate = (today / 10000 + i * step) * 10000 + month * 100 + day;
        bool beyond = direction == BACK ? candidate > today : candidate < today;
        if (month <= 12 && day <= 31 && clock_day_valid(candidate) && !beyond)
            return candidate;
    }
    return 0;
}

static int full_day(int year, int month, int day)
{
    int candidate = year * 10000 + month * 100 + day;
    bool real = year >= 1900 && year <= 2199 && month <= 12 && day <= 31 && clock_day_valid(candidate);
    return real ? candidate : 0;
}

static bool take_date_separator(const char **at)
{
    return habit_take(at, "-") || habit_take(at, "/") || habit_take(at, ".") || habit_take(at, "年") ||
           habit_take(at, "月") || habit_take(at, " ") || habit_take(at, "—") || habit_take(at, "–");
}

/* 4-11, 4月11日, 2022-04-11, and runs of 4 or 8 digits. 0 when it is no date. */
static int numbers_to_day(const char *text, int today, enum direction direction)
{
    int value[3], digits[3], count = 0;
    const char *at = text;
    do {
        digits[count] = habit_number(&at, &value[count]);
        if (digits[count] == 0)
            return 0;
        count++;
    } while (count < 3 && take_date_separator(&at));
    if (count > 1 && !habit_take(&at, "日"))
        habit_take(&at, "号");
    if (*at != '\0')
        return 0;
    if (count == 1 && digits[0] == 8)
        return full_day(value[0] / 10000, value[0] / 100 % 100, value[0] % 100);
    if (count == 1)
        return digits[0] == 4 ? nearest_day(value[0] / 100, value[0] % 100, today, direction) : 0;
    for (int i = count - 2; i < count; i++)
        if (digits[i] > 2)
            return 0;
    if (count == 2)
        return nearest_day(value[0], value[1], today, direction);
    return digits[0] == 4 ? full_day(value[0], value[1], value[2]) : 0;
}

static bool is_beyond(int days_ago, enum direction direction)
{
    return direction == BACK ? days_ago < 0 : days_ago > 0;
}

/* Text is folded, upper case, without loose spaces. 0 when it is no date. */
static int find_day(const char *text, int today, enum direction direction)
{
    for (size_t i = 0; i < sizeof day_words / sizeof day_words[0]; i++)
        if (strcmp(text, day_words[i].word) == 0)
            return is_beyond(day_words[i].days_ago, direction) ? 0 : clock_day_add(today, -day_words[i].days_ago);
    const char *at = text;
    int back;
    if (direction == BACK && habit_take(&at, "-") && habit_number(&at, &back) > 0 && *at == '\0')
        return back <= DAYS_BACK_MOST ? clock_day_add(today, -back) : 0;
    return numbers_to_day(text, today, direction);
}

/* -1 when these are no time of a day. */
static int to_seconds(int hour, int minute, int second)
{
    return hour > 23 || minute > 59 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
}

static int digits_to_seconds(int digits, int value)
{
    if (digits <= 2)
        return to_seconds(value, 0, 0);
    if (digits <= 4)
        return to_seconds(value / 100, value % 100, 0);
    return digits == 6 ? to_seconds(value / 10000, value / 100 % 100, value % 100) : -1;
}

/* Text as in find_day. -1 when it is no time. */
static int find_seconds(const char *text)
{
    const char *at = text;
    int hour, minute = 0, second = 0;
    int digits = habit_number(&at, &hour);
    if (digits == 0)
        return -1;
    if (*at == '\0')
        return digits_to_seconds(digits, hour);
    bool in_words = habit_take(&at, "点") || habit_take(&at, "时");
    if (digits > 2 || (!in_words && !habit_take(&at, ":")))
        return -1;
    if (in_words && *at == '\0')
        return to_seconds(hour, 0, 0);
    if (in_words && strcmp(at, "半") == 0)
        return to_seconds(hour, 30, 0);
    digits = habit_number(&at, &minute);
    if (digits == 0 || digits > 2)
        return -1;
    if (habit_take(&at, ":") || (in_words && habit_take(&at, "分") && *at != '\0')) {
        digits = habit_number(&at, &second);
        if (digits == 0 || digits > 2)
            return -1;
        habit_take(&at, "秒");
    }
    return *at == '\0' ? to_seconds(hour, minute, second) : -1;
}

static bool prepare(const char *text, char prepared[TEXT_SIZE])
{
    if (!habit_fold(text, prepared, TEXT_SIZE))
        return false;
    habit_upper(prepared);
    habit_drop_loose_spaces(prepared);
    return prepared[0] != '\0';
}

bool date_parse(const char *text, int today, int *day, struct err *err)
{
    char prepared[TEXT_SIZE];
    int found = prepare(text, prepared) ? find_day(prepared, today, BACK) : 0;
    if (found == 0)
        return err_set(err, ERR_INPUT, _("Date: write 4-11, 0411 or 2022-04-11, or today, yesterday, -1"));
    *day = found;
    return true;
}

/* In seconds, only to be compared. */
static int64_t apart(int one, int other)
{
    int64_t seconds = clock_day_start(one) - clock_day_start(other);
    return seconds < 0 ? -seconds : seconds;
}

bool date_near_parse(const char *text, int today, int *day, struct err *err)
{
    char prepared[TEXT_SIZE];
    bool good = prepare(text, prepared);
    int back = good ? find_day(prepared, today, BACK) : 0, ahead = good ? find_day(prepared, today, AHEAD) : 0;
    if (back == 0 && ahead == 0)
        return err_set(err, ERR_INPUT, _("Day: write 4-11, 0411 or 2022-04-11, or today, tomorrow, yesterday"));
    bool is_back = ahead == 0 || (back != 0 && apart(today, back) < apart(today, ahead));
    *day = is_back ? back : ahead;
    return true;
}

bool time_parse(const char *text, int *seconds, struct err *err)
{
    char prepared[TEXT_SIZE];
    int found = prepare(text, prepared) ? find_seconds(prepared) : -1;
    if (found < 0)
        return err_set(err, ERR_INPUT, _("Time: write 8, 0800 or 8:00, up to 23:59"));
    *seconds = found;
    return true;
}

static bool parse_pair(const char *date, const char *time, int today, enum direction direction, int *day, int *seconds)
{
    char left[TEXT_SIZE], right[TEXT_SIZE];
    if (!prepare(date, left) || !prepare(time, right))
        return false;
    *day = find_day(left, today, direction);
    *seconds = find_seconds(right);
    return *day != 0 && *seconds >= 0;
}

/* The places where a date can end and a time begin, or the other way round: a space, the T of ISO 8601, or behind a
 * Chinese word for a day. */
static bool can_split(const char *text, size_t at)
{
    static const char *const ends[] = {"日", "号", "天"};
    if (text[at] == ' ' || (text[at] == 'T' && at > 0 && habit_is_digit(text[at - 1])))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t length = strlen(ends[i]);
        if (at >= length && memcmp(text + at - length, ends[i], length) == 0)
            return true;
    }
    return false;
}

static bool find_pair(const char *text, int today, enum direction direction, int *day, int *seconds)
{
    for (size_t at = 1; text[at] != '\0'; at++) {
        if (!can_split(text, at))
            continue;
        char left[TEXT_SIZE];
        memcpy(left, text, at);
        left[at] = '\0';
        const char *right = text + at + (text[at] == 'T');
        if (parse_pair(left, right, today, direction, day, seconds) ||
            parse_pair(right, left, today, direction, day, seconds))
            return true;
    }
    return false;
}

static int64_t moment_at(int day, int seconds)
{
    struct civil_time civil = {
        .year = day / 10000,
        .month = day / 100 % 100,
        .day = day % 100,
        .hour = seconds / 3600,
        .minute = seconds / 60 % 60,
        .second = seconds % 60,
    };
    return clock_at(&civil);
}

bool date_is_ahead(const char *text, int today)
{
    char folded[TEXT_SIZE], prepared[TEXT_SIZE];
    int seconds, ahead = prepare(text, prepared) ? find_day(prepared, today, AHEAD) : 0, back = 0;
    if (ahead != 0)
        back = find_day(prepared, today, BACK);
    if (ahead == 0 && habit_fold(text, folded, sizeof folded)) {
        habit_upper(folded);
        find_pair(folded, today, AHEAD, &ahead, &seconds);
        find_pair(folded, today, BACK, &back, &seconds);
    }
    return ahead > today && ahead != back && ahead <= clock_day_add(today, NEAR_DAYS);
}

bool moment_parse(const char *text, int64_t now, int64_t *at, struct err *err)
{
    char folded[TEXT_SIZE], prepared[TEXT_SIZE];
    int today = clock_day(now), day = 0;
    int seconds = prepare(text, prepared) ? find_seconds(prepared) : -1;
    if (seconds >= 0) {
        int64_t moment = moment_at(today, seconds);
        *at = moment <= now ? moment : moment_at(clock_day_add(today, -1), seconds);
        return true;
    }
    bool folds = habit_fold(text, folded, sizeof folded);
    habit_upper(folded);
    if (!folds || !find_pair(folded, today, BACK, &day, &seconds))
        return err_set(err, ERR_INPUT, _("Write a time, or a day and a time: 8:00, 4-11 8:00, yesterday 2015"));
    *at = moment_at(day, seconds);
    return true;
}

/* "14": so many days, today being the first; 0 when it is no such number. */
static int find_days(const char *prepared)
{
    const char *at = prepared;
    int days, digits = habit_number(&at, &days);
    habit_take(&at, "天");
    return digits > 0 && digits < 4 && *at == '\0' && days <= DAYS_AHEAD_MOST ? days : 0;
}

/* A day alone, a time alone, or both; what is not said is 0, and -1 for the seconds. A bare number is a time, or a day
 * or days. */
static bool find_ahead(const char *text, int today, bool number_is_time, int *day, int *seconds)
{
    char folded[TEXT_SIZE], prepared[TEXT_SIZE];
    *day = 0;
    *seconds = -1;
    if (prepare(text, prepared)) {
        bool is_number = prepared[strspn(prepared, "0123456789")] == '\0';
        bool is_time = is_number && number_is_time;
        int days = is_time ? 0 : find_days(prepared);
        if (!is_time)
            *day = days > 0 ? clock_day_add(today, days - 1) : find_day(prepared, today, AHEAD);
        if (*day == 0 && (is_time || !is_number))
            *seconds = find_seconds(prepared);
    }
    if (*day != 0 || *seconds >= 0)
        return true;
    bool folds = habit_fold(text, folded, sizeof folded);
    habit_upper(folded);
    return folds && find_pair(folded, today, AHEAD, day, seconds);
}

bool deadline_parse(const char *text, int64_t now, int64_t *at, struct err *err)
{
    int today = clock_day(now), day, seconds;
    if (!find_ahead(text, today, false, &day, &seconds))
        return err_set(err, ERR_INPUT, _("Until when: write 04-25, tomorrow, 04-25 20:00, or a number of days"));
    if (day != 0 && seconds >= 0) {
        *at = moment_at(day, seconds);
    } else if (day != 0) {
        *at = clock_day_start(clock_day_add(day, 1));
    } else {
        *at = moment_at(today, seconds);
        if (*at <= now)
            *at = moment_at(clock_day_add(today, 1), seconds);
    }
    return true;
}

bool beginning_parse(const char *text, int64_t now, int64_t *at, struct err *err)
{
    enum { JUST_PASSED_SECONDS = 3600 };
    int today = clock_day(now), day, seconds;
    if (!find_ahead(text, today, true, &day, &seconds))
        return err_set(err, ERR_INPUT, _("From when: write 14:00, tomorrow, tomorrow 9:00, 04-25 20:00"));
    if (day != 0) {
        *at = seconds >= 0 ? moment_at(day, seconds) : clock_day_start(day);
    } else {
        *at = moment_at(today, seconds);
        if (*at <= now - JUST_PASSED_SECONDS)
            *at = moment_at(clock_day_add(today, 1), seconds);
    }
    return true;
}
