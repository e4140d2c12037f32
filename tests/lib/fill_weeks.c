#include "fill_weeks.h"
#include <limits.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_HOURS = 24, NIGHT_FROM = 22, NIGHT_UNTIL = 6, SKILLS = 3 };

struct maker {
    struct fill_week *week;
    unsigned chance;
    int needs[FILL_POSTS]; /* bits of the skills it needs */
};

static int chance(struct maker *maker, int below)
{
    maker->chance = maker->chance * 1103515245u + 12345u;
    return (int)(maker->chance >> 16 & 0x7fff) % below;
}

/* Hours of the week from Monday 0:00: 0 to 7 * 24. */
static int night_minutes_of(int from, int until)
{
    int minutes = 0;
    for (int hour = from; hour < until; hour++)
        minutes += hour % DAY_HOURS >= NIGHT_FROM || hour % DAY_HOURS < NIGHT_UNTIL ? 60 : 0;
    return minutes;
}

/* The first 17 are checkpoints, manned round the clock; the others work by day, half a shift long. */
static void make_shifts(struct maker *maker)
{
    static const int checkpoint_hours[3][2] = {{6, 14}, {14, 22}, {22, 30}},
                     other_hours[3][2] = {{8, 12}, {12, 16}, {16, 20}};
    for (int post = 0; post < FILL_POSTS; post++) {
        const int least = post % 7 == 6 ? 2 : 1, wanted = least + (chance(maker, 3) == 0);
        maker->needs[post] = chance(maker, 3) == 0 ? 1 << chance(maker, SKILLS) : 0;
        for (int i = 0; i < 21; i++) {
            const int *hours = post < 17 ? checkpoint_hours[i % 3] : other_hours[i % 3];
            const int from = i / 3 * DAY_HOURS + hours[0], until = i / 3 * DAY_HOURS + hours[1];
            maker->week->shifts[post * 21 + i] = (struct fill_shift){{(int64_t)from * HOUR_S, (int64_t)until * HOUR_S},
                                                                     least,
                                                                     wanted,
                                                                     (until - from) * 60,
                                                                     night_minutes_of(from, until)};
        }
    }
}

enum kind { ALWAYS, AFTER_WORK, BY_DAY, NIGHT_OWL, SOME_DAYS, KINDS };

static bool is_there(enum kind kind, unsigned days, int from)
{
    const int day = from / DAY_HOURS, hour = from % DAY_HOURS;
    switch (kind) {
    case AFTER_WORK:
        return day >= 5 || hour >= 16;
    case BY_DAY:
        return hour >= 6 && hour < 16;
    case NIGHT_OWL:
        return hour >= 14;
    case SOME_DAYS:
        return days >> day & 1;
    default:
        return true;
    }
}

static void make_person(struct maker *maker, int number, int person)
{
    struct fill_week *week = maker->week;
    static const int most[] = {2, 3, 4, 5, 6, INT_MAX};
    const enum kind kind = chance(maker, FILL_WEEKS) < number ? ALWAYS : (enum kind)chance(maker, KINDS);
    const unsigned days = (unsigned)chance(maker, 128), skills = (unsigned)chance(maker, 1 << SKILLS);
    const int wish = chance(maker, 5); /* 0: nights, 1: no nights */
    const int nights = chance(maker, 3) == 0 ? 480 * (1 + chance(maker, 3)) : 0;
    week->persons[person] = (struct fill_person){.base_nights = nights, .shifts_most = most[chance(maker, 6)]};
    if (week->persons[person].shifts_most < INT_MAX - number)
        week->persons[person].shifts_most += number / 3;
    if (chance(maker, 8) == 0) { /* stands somewhere already */
        const int from = chance(maker, 7) * DAY_HOURS + 6 + 8 * chance(maker, 3);
        week->stands[person] = (struct fill_span){(int64_t)from * HOUR_S, (int64_t)(from + 8) * HOUR_S};
        week->persons[person].stands = &week->stands[person];
        week->persons[person].stand_count = 1;
        week->persons[person].base_minutes = 480;
        week->persons[person].base_nights += night_minutes_of(from, from + 8);
    }
    for (int shift = 0; shift < FILL_SHIFTS; shift++) {
        const int at = person * FILL_SHIFTS + shift, from = (int)(week->shifts[shift].span.starts_at / HOUR_S);
        const unsigned needs = (unsigned)maker->needs[shift / 21];
        week->may[at] = is_there(kind, days, from) && (skills & needs) == needs;
        const bool night = week->shifts[shift].night_minutes > 0;
        week->likes[at] = (signed char)(wish == 0 ? night : wish == 1 ? -night : 0);
    }
}

void fill_week_make(struct fill_week *week, int number)
{
    memset(week, 0, sizeof *week);
    struct maker maker = {.week = week, .chance = 2022u + 97u * (unsigned)number};
    make_shifts(&maker);
    for (int person = 0; person < FILL_PERSONS; person++)
        make_person(&maker, number, person);
    week->problem = (struct fill_problem){.shifts = week->shifts,
                                          .shift_count = FILL_SHIFTS,
                                          .persons = week->persons,
                                          .person_count = FILL_PERSONS,
                                          .may = week->may,
                                          .likes = week->likes,
                                          .rest_minutes = 11 * 60,
                                          .cap_minutes = 10 * 60};
}
