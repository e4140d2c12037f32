#include "gatepost/expected_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "person_fields.h"
#include "verb.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLAGS_MOST = 16, DAY_SECONDS = 86400, AHEAD_DAYS = 31 };

/* ---- what is refused ---- */

static bool accept_name(struct expected *expected, struct err *err)
{
    char name[128];
    if (expected->name[0] == '\0')
        return expected->plate[0] != '\0' ||
               err_field(err, ERR_INPUT, "name", _("Who comes? Give the visitor's name or the plate."));
    if (!masked_refuse(expected->name, "name", err))
        return false;
    if (!name_parse(expected->name, name, err)) {
        if (err != NULL)
            err->field = "name";
        return false;
    }
    text_copy(expected->name, sizeof expected->name, name);
    return true;
}

static bool accept_plate(struct store *store, struct expected *expected, struct err *err)
{
    char plate[24];
    if (expected->plate[0] == '\0')
        return true;
    if (!masked_refuse(expected->plate, "plate", err) || !plate_accept(store, expected->plate, plate, err))
        return false;
    text_copy(expected->plate, sizeof expected->plate, plate);
    return true;
}

static bool accept_window(struct store *store, struct expected *expected, const struct expected *before,
                          struct err *err)
{
    int64_t now = clock_now();
    int days = setting_integer(store, "visitor.days");
    if (expected->from_at == 0)
        expected->from_at = now;
    if (expected->until_at == 0)
        expected->until_at = expected_offer_end(expected->from_at > now ? expected->from_at : now);
    bool moved = before == NULL || before->until_at != expected->until_at || before->from_at != expected->from_at;
    if (!moved)
        return true;
    if (expected->from_at > now + (int64_t)AHEAD_DAYS * DAY_SECONDS)
        return err_field(err, ERR_INPUT, "from", _("This is more than %d days ahead."), AHEAD_DAYS);
    if (expected->until_at <= expected->from_at)
        return err_field(err, ERR_INPUT, "until", _("The visit would end before it begins."));
    if (expected->until_at <= now)
        return err_field(err, ERR_INPUT, "until", _("This time has passed already."));
    if (expected->until_at > expected->from_at + (int64_t)days * DAY_SECONDS)
        return err_field(err, ERR_INPUT, "until",
                         _("A visit is announced for at most %d days. A time of the day is written 18:00."), days);
    return true;
}

static void begin(void *record)
{
    ((struct expected *)record)->people = 1;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct expected *expected = record;
    if (expected->people == 0)
        expected->people = 1;
    if (before == NULL) {
        expected->officer_id = store_officer(store);
        expected->announced_at = clock_now();
    }
    return accept_plate(store, expected, err) && accept_name(expected, err) &&
           accept_window(store, expected, before, err);
}

const struct register_rules expected_rules = {
    .table = &expected_table,
    .verb_add = "visitor.add",
    .verb_edit = "visitor.edit",
    .verb_void = "visitor.void",
    .begin = begin,
    .check = check,
};

/* ---- what follows from it ---- */

/* The day is said where it is not `day`. */
static void add_moment(int64_t at, int day, char text[TIME_SIZE])
{
    if (clock_day(at) == day)
        time_label(at, text);
    else
        stamp_label(at, text);
}

/* Midnight ends a day. */
static void add_end(int64_t at, int day, char text[TIME_SIZE])
{
    if (at != expected_offer_end(at - 1))
        add_moment(at, day, text);
    else if (clock_day(at - 1) == day)
        text_copy(text, TIME_SIZE, "24:00");
    else {
        day_label(at - 1, text);
        text_copy(text + strlen(text), TIME_SIZE - strlen(text), " 24:00");
    }
}

void expected_window_label(int64_t from_at, int64_t until_at, int64_t now, char text[EXPECTED_WINDOW_SIZE])
{
    char from[TIME_SIZE], until[TIME_SIZE];
    add_moment(from_at, clock_day(now), from);
    add_end(until_at, clock_day(from_at), until);
    snprintf(text, EXPECTED_WINDOW_SIZE, "%s-%s", from, until);
}

enum crossing_class expected_crossing_class(enum expected_class class)
{
    static const enum crossing_class classes[] = {
        [EXPECTED_VISITOR] = CLASS_VISITOR, [EXPECTED_COURIER] = CLASS_COURIER, [EXPECTED_SERVICE] = CLASS_SERVICE};
    return classes[class];
}

int64_t expected_offer_end(int64_t at)
{
    return clock_day_start(clock_day_add(clock_day(at), 1));
}

void expected_observation(struct store *store, int64_t place_id, int64_t at, char *words, size_t size)
{
    struct flag flags[FLAGS_MOST];
    int count = 0;
    text_copy(words, size, "");
    if (place_id == 0 || !flag_in_force(store, 0, place_id, at, flags, FLAGS_MOST, &count, NULL))
        return;
    for (int i = 0; i < count; i++)
        if (flags[i].kind == FLAG_OBSERVATION) {
            text_copy(words, size, flags[i].say);
            return;
        }
}

/* ---- who did not come ---- */

static void missed_say(struct store *store, const struct expected *expected, int64_t now, struct alarm_matter *matter)
{
    struct buffer words = {0};
    char label[96] = "", window[EXPECTED_WINDOW_SIZE];
    place_label_of(store, expected->place_id, label, sizeof label);
    expected_window_label(expected->from_at, expected->until_at, now, window);
    buffer_format(&words, "%s %s %s", expected->name[0] != '\0' ? expected->name : expected->plate, label, window);
    if (expected->people > 1)
        buffer_format(&words, " %d/%d", expected->came, expected->people);
    text_copy(matter->words, sizeof matter->words, buffer_text(&words));
    buffer_release(&words);
}

bool expected_missed_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                             struct err *err)
{
    int64_t *ids = memory_new((size_t)most, sizeof *ids);
    struct expected expected;
    int found = 0;
    *count = 0;
    bool good = expected_missed(store, now - DAY_SECONDS, now, ids, most, &found, err);
    for (int i = 0; good && i < found; i++) {
        struct alarm_matter *matter = &matters[i];
        *matter = (struct alarm_matter){.subject = ids[i]};
        good = record_get(store, &expected_table, ids[i], &expected, err);
        snprintf(matter->occasion, sizeof matter->occasion, "%" PRId64, expected.until_at);
        missed_say(store, &expected, now, matter);
        *count += good;
    }
    free(ids);
    return good;
}

bool expected_missed_stands(struct store *store, int64_t subject, const char *occasion)
{
    struct expected expected;
    (void)occasion;
    return record_get(store, &expected_table, subject, &expected, NULL) && expected.head.voided[0] == '\0' &&
           expected.tell && expected.came < expected.people && expected.until_at <= clock_now();
}
