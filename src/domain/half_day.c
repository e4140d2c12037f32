#include "gatepost/half_day.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { DAY_SECONDS = 86400 };

const char *const reading_sign_labels[] = {
    [SIGN_OUTSIDE] = N_("outside the observation"),
    [SIGN_NOT_YET] = N_("not yet due"),
    [SIGN_DUE] = N_("due"),
    [SIGN_NORMAL] = N_("normal"),
    [SIGN_ABNORMAL] = N_("abnormal"),
    [SIGN_NO_ANSWER] = N_("no answer"),
    [SIGN_REFUSED] = N_("would not"),
    [SIGN_NOT_DONE] = N_("not done"),
    [SIGN_EXCUSED] = N_("excused"),
};

const char *const reading_sign_names[] = {
    [SIGN_OUTSIDE] = "outside",   [SIGN_NOT_YET] = "not_yet",
    [SIGN_DUE] = "due",           [SIGN_NORMAL] = "normal",
    [SIGN_ABNORMAL] = "abnormal", [SIGN_NO_ANSWER] = "no_answer",
    [SIGN_REFUSED] = "refused",   [SIGN_NOT_DONE] = "not_done",
    [SIGN_EXCUSED] = "excused",   NULL,
};

/* ---- half-days ---- */

/* A time that was emptied is the one that stands in the table of settings. */
static int64_t moment_of(struct store *store, struct half_day half_day, const char *morning, const char *evening)
{
    const char *name = half_day.half == HALF_MORNING ? morning : evening;
    int seconds = 0;
    if (!setting_time(store, name, &seconds))
        time_parse(setting_find(name)->standard, &seconds, NULL);
    return clock_day_start(half_day.day) + seconds;
}

int64_t half_day_due_at(struct store *store, struct half_day half_day)
{
    return moment_of(store, half_day, "round.morning_due", "round.evening_due");
}

int64_t half_day_missed_at(struct store *store, struct half_day half_day)
{
    return moment_of(store, half_day, "round.morning_missed", "round.evening_missed");
}

struct half_day half_day_add(struct half_day half_day, int count)
{
    int halves = (int)half_day.half + count;
    int days = halves >= 0 ? halves / 2 : (halves - 1) / 2;
    return (struct half_day){clock_day_add(half_day.day, days), (enum half)(halves - days * 2)};
}

int half_day_compare(struct half_day one, struct half_day other)
{
    if (one.day != other.day)
        return one.day < other.day ? -1 : 1;
    return (int)one.half - (int)other.half;
}

struct half_day half_day_now(struct store *store, int64_t now)
{
    struct half_day half_day = {clock_day(now), HALF_EVENING};
    for (int i = 0; i < 2 && half_day_due_at(store, half_day) > now; i++)
        half_day = half_day_add(half_day, -1);
    return half_day;
}

struct half_day half_day_missed_last(struct store *store, int64_t now)
{
    struct half_day half_day = {clock_day(now), HALF_EVENING};
    for (int i = 0; i < 2 && half_day_missed_at(store, half_day) > now; i++)
        half_day = half_day_add(half_day, -1);
    return half_day;
}

bool half_day_meant(struct store *store, int day, const enum half *half, int64_t now, struct half_day *half_day,
                    struct err *err)
{
    *half_day = half_day_now(store, now);
    if (half == NULL && day != 0 && day != half_day->day)
        return err_field(err, ERR_INPUT, "half", _("Morning or evening? Only the day is written."));
    if (day != 0)
        *half_day = (struct half_day){day, half != NULL ? *half : half_day->half};
    else if (half != NULL && *half != half_day->half)
        *half_day = half_day_add(*half_day, -1);
    return true;
}

void half_day_label(struct half_day half_day, char *text, size_t size)
{
    snprintf(text, size, "%02d-%02d %s", half_day.day / 100 % 100, half_day.day % 100, _(half_labels[half_day.half]));
}

/* ---- cells ---- */

bool half_day_belongs(struct store *store, const struct observation *observation, struct half_day half_day)
{
    return half_day.day >= observation->first_day && half_day.day <= observation->last_day &&
           half_day_missed_at(store, half_day) > observation->began_at &&
           (observation->ended_at == 0 || half_day_due_at(store, half_day) < observation->ended_at);
}

enum reading_sign reading_sign_of(struct store *store, const struct observation *observation, struct half_day half_day,
                                  const struct reading *reading, int64_t now)
{
    static const enum reading_sign signs[] = {
        [READING_VALUE] = SIGN_NORMAL,
        [READING_NO_ANSWER] = SIGN_NO_ANSWER,
        [READING_REFUSED] = SIGN_REFUSED,
        [READING_EXCUSED] = SIGN_EXCUSED,
    };
    if (reading != NULL)
        return reading->outcome == READING_VALUE && reading->abnormal ? SIGN_ABNORMAL : signs[reading->outcome];
    if (!half_day_belongs(store, observation, half_day))
        return SIGN_OUTSIDE;
    if (half_day_missed_at(store, half_day) <= now)
        return SIGN_NOT_DONE;
    return half_day_due_at(store, half_day) <= now ? SIGN_DUE : SIGN_NOT_YET;
}

static void write_value(const struct reading *reading, char *text, size_t size)
{
    char value[8];
    temperature_format(reading_last_tenths(reading), value);
    snprintf(text, size, "%s%s%s", value, reading->abnormal ? "!" : "", reading->late ? "~" : "");
}

void reading_sign_text(enum reading_sign sign, const struct reading *reading, char *text, size_t size)
{
    static const char *const signs[] = {
        [SIGN_OUTSIDE] = "",         [SIGN_NOT_YET] = ".",
        [SIGN_DUE] = N_("due"),      [SIGN_NO_ANSWER] = N_("-none"),
        [SIGN_REFUSED] = N_("/ref"), [SIGN_NOT_DONE] = N_("?miss"),
        [SIGN_EXCUSED] = N_("*exc"),
    };
    if (sign == SIGN_NORMAL || sign == SIGN_ABNORMAL)
        write_value(reading, text, size);
    else
        text_copy(text, size, signs[sign][0] != '\0' ? _(signs[sign]) : "");
}

/* ---- terms ---- */

int day_distance(int from_day, int to_day)
{
    /* A day of summer time has 23 or 25 hours. */
    int64_t seconds = clock_day_start(to_day) - clock_day_start(from_day);
    return (int)((seconds + (seconds >= 0 ? DAY_SECONDS / 2 : -DAY_SECONDS / 2)) / DAY_SECONDS);
}

int observation_first_day(struct store *store, int basis_day)
{
    char rule[16];
    setting_text(store, "observation.first_day", rule, sizeof rule);
    return strcmp(rule, "after") == 0 ? clock_day_add(basis_day, 1) : basis_day;
}

int observation_last_day(struct store *store, int first_day)
{
    return clock_day_add(first_day, setting_integer(store, "observation.days") - 1);
}

int observation_day_number(const struct observation *observation, int day)
{
    return day_distance(observation->first_day, day) + 1;
}

int observation_day_count(const struct observation *observation)
{
    return observation_day_number(observation, observation->last_day);
}

void observation_day_text(const struct observation *observation, int day, char *text, size_t size)
{
    int number = observation_day_number(observation, day), count = observation_day_count(observation);
    number = number > count ? count : number;
    snprintf(text, size, "%d/%d", number > 0 ? number : 0, count);
}

bool observation_awaits_release(const struct observation *observation, int64_t now)
{
    return observation->state == OBSERVATION_OBSERVING && observation->head.voided[0] == '\0' &&
           observation->ends_at <= now;
}
