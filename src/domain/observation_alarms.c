#include "observation_alarms.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/follow_up_rules.h"
#include "gatepost/half_day.h"
#include "gatepost/memory.h"
#include "gatepost/observed_people.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HALVES_BACK = 2, ABNORMAL_SECONDS = 2 * 86400 };

/* "12-2-1203 刘洋", the estate before it where the room is in several. */
static void say_who(struct store *store, const struct observed_who *who, char *words, size_t size)
{
    char label[96] = "?";
    place_label_of(store, who->place_id, label, sizeof label);
    struct buffer text = {0};
    buffer_format(&text, "%s %s", label, who->name);
    text_copy(words, size, buffer_text(&text));
    buffer_release(&text);
}

/* ---- missed ---- */

/* "20220411.0": the day and its half. */
static void write_occasion(struct half_day half_day, char *occasion, size_t size)
{
    snprintf(occasion, size, "%d.%d", half_day.day, (int)half_day.half);
}

/* The words end with the day, "9-3-401 徐强 04-11"; which half of it the label says, in the reader's language. */
static void missed_say(struct store *store, struct half_day half_day, const struct observed_who *who,
                       struct alarm_matter *matter)
{
    char name[160];
    say_who(store, who, name, sizeof name);
    *matter = (struct alarm_matter){.subject = who->id};
    write_occasion(half_day, matter->occasion, sizeof matter->occasion);
    snprintf(matter->words, sizeof matter->words, "%s %02d-%02d", name, half_day.day / 100 % 100, half_day.day % 100);
}

static bool is_evening(const char *occasion)
{
    const char *half = strchr(occasion, '.');
    return half != NULL && half[1] == '1';
}

const char *missed_label_of(const char *occasion)
{
    return is_evening(occasion) ? N_("Evening missed") : N_("Morning missed");
}

bool missed_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                    struct err *err)
{
    struct observed_who *who = memory_new((size_t)most, sizeof *who);
    struct half_day half_day = half_day_missed_last(store, now);
    bool good = true;
    *count = 0;
    for (int back = 0; good && back < HALVES_BACK; back++) {
        int found = 0;
        good = observed_missing(store, half_day, half_day_missed_at(store, half_day), who, most - *count, &found, err);
        for (int i = 0; good && i < found; i++)
            missed_say(store, half_day, &who[i], &matters[(*count)++]);
        half_day = half_day_add(half_day, -1);
    }
    free(who);
    return good;
}

bool missed_stands(struct store *store, int64_t observation_id, const char *occasion)
{
    struct half_day half_day = {(int)strtol(occasion, NULL, 10), is_evening(occasion) ? HALF_EVENING : HALF_MORNING};
    return observed_is_missing(store, observation_id, half_day, half_day_missed_at(store, half_day));
}

/* ---- term complete ---- */

bool term_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count, struct err *err)
{
    struct observed_who *who = memory_new((size_t)most, sizeof *who);
    bool good = observed_awaiting(store, now, who, most, count, err);
    for (int i = 0; good && i < *count; i++) {
        matters[i] = (struct alarm_matter){.subject = who[i].id};
        snprintf(matters[i].occasion, sizeof matters[i].occasion, "%d", who[i].day);
        say_who(store, &who[i], matters[i].words, sizeof matters[i].words);
    }
    free(who);
    return good;
}

bool term_stands(struct store *store, int64_t observation_id, const char *occasion)
{
    struct observation observation;
    return !record_get(store, &observation_table, observation_id, &observation, NULL) ||
           (observation_awaits_release(&observation, clock_now()) &&
            observation.last_day == (int)strtol(occasion, NULL, 10));
}

/* ---- abnormal ---- */

static void abnormal_say(struct store *store, const struct observed_reading *reading, struct alarm_matter *matter)
{
    char name[160];
    say_who(store, &reading->who, name, sizeof name);
    *matter = (struct alarm_matter){.subject = reading->id};
    snprintf(matter->occasion, sizeof matter->occasion, "%" PRId64 ".%" PRId64, reading->id, reading->rev);
    snprintf(matter->words, sizeof matter->words, "%s %d.%d", name, reading->tenths / 10, reading->tenths % 10);
}

bool abnormal_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                      struct err *err)
{
    struct observed_reading *readings = memory_new((size_t)most, sizeof *readings);
    bool good = observed_abnormal(store, now - ABNORMAL_SECONDS, readings, most, count, err);
    for (int i = 0; good && i < *count; i++)
        abnormal_say(store, &readings[i], &matters[i]);
    free(readings);
    return good;
}

bool abnormal_stands(struct store *store, int64_t reading_id, const char *occasion)
{
    struct reading reading;
    (void)occasion;
    return !record_get(store, &reading_table, reading_id, &reading, NULL) ||
           (reading.abnormal && reading.head.voided[0] == '\0');
}

/* ---- no contact ---- */

/* "9-3-401 网格员 李敏": the household, the tier, who of it should have called. */
static void contactless_say(struct store *store, int day, const struct tier_contact *contact,
                            struct alarm_matter *matter)
{
    struct buffer text = {0};
    char label[96] = "?";
    place_label_of(store, contact->place_id, label, sizeof label);
    buffer_format(&text, "%s %s%s%s", label, contact->tier, contact->keeper[0] != '\0' ? " " : "", contact->keeper);
    *matter = (struct alarm_matter){.subject = contact->place_id};
    snprintf(matter->occasion, sizeof matter->occasion, "%d.%" PRId64, day, contact->tier_id);
    text_copy(matter->words, sizeof matter->words, buffer_text(&text));
    buffer_release(&text);
}

bool contactless_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                         struct err *err)
{
    int seconds = 0, day = clock_day(now);
    *count = 0;
    if (!setting_time(store, "follow_up.time", &seconds) || now < clock_day_start(day) + seconds)
        return true;
    struct tier_contact *rows = memory_new((size_t)most, sizeof *rows);
    struct contact_window window = {.rows = rows, .most = most};
    bool good = follow_up_contactless(store, 0, day, &window, err);
    for (; good && *count < window.count; (*count)++)
        contactless_say(store, day, &rows[*count], &matters[*count]);
    free(rows);
    return good;
}

bool contactless_stands(struct store *store, int64_t place_id, const char *occasion)
{
    struct tier_contact contact;
    struct contact_window window = {.place_id = place_id, .rows = &contact, .most = 1};
    char *end;
    int day = (int)strtol(occasion, &end, 10);
    int64_t tier_id = end[0] == '.' ? strtoll(end + 1, NULL, 10) : 0;
    return !follow_up_contactless(store, tier_id, day, &window, NULL) || window.count > 0;
}

bool observation_alarms_follow(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct follow_up follow_up;
    if (strcmp(table, "observation") == 0)
        return alarm_settle(store, "term", id, err) && alarm_settle(store, "missed", id, err);
    return strcmp(table, "follow_up") != 0 || !record_get(store, &follow_up_table, id, &follow_up, NULL) ||
           alarm_settle(store, "contactless", follow_up.place_id, err);
}
