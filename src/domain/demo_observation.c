/* The observed people of the sample: all stages of a term, with missed readings, a fever, terms that are complete. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/half_day.h"
#include "gatepost/incident.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <string.h>

enum {
    OBSERVED = 46, /* persons */
    AWAITING_ONE = 2,
    AWAITING_OTHER = 4,
    ENDS_TODAY = 1, /* which of the households */
    REFUSES = 9,
    HOUR = 3600,
    EARLY_BIRDS = 7, /* of the half-day that is due, so many have been called */
    MISSING_NOW = 3, /* and so many of the last one were forgotten */
    FEVER_FIRST = 376,
    FEVER_RETEST = 375,
};

static const char *const contacts[] = {"与确诊者同桌用餐", "同乘一趟高铁，邻座确诊", "同一车间密接",
                                       "从涉疫地区返回",   "次密接，同住者为密接",   "出院后居家健康监测"};
static const enum observation_kind kinds[] = {OBSERVED_CLOSE,    OBSERVED_CLOSE,     OBSERVED_CLOSE,
                                              OBSERVED_RETURNED, OBSERVED_SECONDARY, OBSERVED_DISCHARGED};

/* ---- who, chosen before anybody crosses a gate: they stay in ---- */

static int members_of(const struct demo_world *world, int number, int household, int left)
{
    int count = world->households[household].count;
    int wanted = number == 0 ? 3 : number % 3 == 0 ? 2 : 1;
    wanted = wanted < count ? wanted : count;
    return wanted < left ? wanted : left;
}

static int day_of_household(int number)
{
    if (number == 0)
        return 9; /* as in the drawings */
    if (number == ENDS_TODAY)
        return 14;
    if (number == AWAITING_ONE)
        return 15;
    return number == AWAITING_OTHER ? 16 : 1 + number * 5 % 13;
}

static bool flag_household(struct demo_world *world, struct demo_observed *observed, struct err *err)
{
    struct flag flag = {.place_id = world->households[observed->household].id,
                        .kind = FLAG_OBSERVATION,
                        .denies = DENIES_OUT,
                        .from_at = observed->began_at};
    text_copy(flag.say, sizeof flag.say, "居家观察中，不得外出。请先回家，需要什么由志愿者送上门。");
    text_copy(flag.call, sizeof flag.call, "社区医生 陈大夫 19900099001");
    if (!flag_save(world->store, &flag, err) || !demo_row_done(world, err))
        return false;
    observed->flag_id = flag.id;
    return true;
}

/* Spread over the community; 12-2-1203 of the drawings, the last household of the first estate, is the first. */
bool demo_choose_observed(struct demo_world *world, int first_household, struct err *err)
{
    int today = clock_day(world->demo->now), left = OBSERVED;
    for (int i = 0; left > 0 && i < DEMO_OBSERVED_MOST; i++) {
        struct demo_observed *observed = &world->observed[world->observed_count];
        int at =
            i == 0 ? first_household : (i * (world->household_count / DEMO_OBSERVED_MOST) + 7) % world->household_count;
        while (world->households[at].count == 0)
            at++;
        *observed = (struct demo_observed){.household = at, .persons = members_of(world, i, at, left)};
        observed->first_day = clock_day_add(today, 1 - day_of_household(i));
        observed->began_at = clock_day_start(observed->first_day) + 9 * HOUR;
        if (observed->began_at > world->demo->now - HOUR)
            observed->began_at = world->demo->now - HOUR;
        left -= observed->persons;
        const struct demo_household *household = &world->households[at];
        for (int k = 0; k < household->count; k++)
            world->people[household->first + k].observed = true;
        world->observed_count++;
        if (!flag_household(world, observed, err))
            return false;
    }
    return true;
}

/* ---- terms ---- */

static bool set_place(struct demo_world *world, int64_t place_id, struct observation *observation, struct err *err)
{
    struct place place;
    char sort[PLACE_SORT_BYTES];
    if (!place_get(world->store, place_id, &place, err))
        return false;
    place_sort_key(&place, sort, sizeof sort);
    observation->place_id = place_id;
    text_copy(observation->door, sizeof observation->door, sort);
    return true;
}

static void set_term(struct store *store, int first_day, struct observation *observation)
{
    observation->basis_day = observation->first_day = first_day;
    observation->last_day = observation_last_day(store, first_day);
    observation->ends_at = clock_day_start(clock_day_add(observation->last_day, 1));
}

static bool save_observation(struct demo_world *world, struct observation *observation, struct err *err)
{
    return record_save(world->store, &observation_table, observation, err) && demo_row_done(world, err);
}

static bool make_term(struct demo_world *world, const struct demo_observed *observed, int number, int member,
                      struct observation *observation, struct err *err)
{
    const struct demo_person *person = &world->people[world->households[observed->household].first + member];
    int pick = (number + member) % (int)(sizeof contacts / sizeof contacts[0]);
    *observation = (struct observation){.person_id = person->id,
                                        .kind = member > 0    ? OBSERVED_COHABITING
                                                : number == 0 ? OBSERVED_CLOSE
                                                              : kinds[pick],
                                        .basis = BASIS_CONTACT,
                                        .began_at = observed->began_at,
                                        .state = OBSERVATION_OBSERVING,
                                        .flag_id = observed->flag_id,
                                        .opened_by = world->checkpoints[0].officer_id};
    if (observation->kind == OBSERVED_RETURNED)
        observation->basis = BASIS_LEFT;
    int first_day = observed->first_day;
    if (number == 0 && member > 0) {
        first_day = clock_day_add(first_day, 4);
        observation->began_at = clock_day_start(first_day) + 9 * HOUR;
    }
    set_term(world->store, first_day, observation);
    text_copy(observation->reason, sizeof observation->reason, member > 0 ? "同住家人为观察对象" : contacts[pick]);
    observation->told_at = observation->began_at;
    observation->letter_at = number % 7 == 3 ? 0 : observation->began_at;
    observation->promise_at = number % 7 == 3 || number % 5 == 4 ? 0 : observation->began_at;
    return set_place(world, person->place_id, observation, err) && save_observation(world, observation, err);
}

/* ---- readings ---- */

static bool save_reading(struct demo_world *world, struct reading *reading, struct err *err)
{
    return record_save(world->store, &reading_table, reading, err) && demo_row_done(world, err);
}

/* When somebody was measured in the half-day, not behind now. */
static int64_t moment_in(struct demo_world *world, struct half_day half_day)
{
    int64_t from = half_day_due_at(world->store, half_day), until = half_day_missed_at(world->store, half_day);
    if (until > world->demo->now)
        until = world->demo->now;
    return from + demo_random_below(&world->other, (int)(until - from) + 1);
}

static void set_outcome(struct demo_world *world, int number, struct reading *reading)
{
    int drawn = demo_random_below(&world->other, 100);
    reading->outcome = drawn < 2 ? READING_NO_ANSWER : drawn < 3 ? READING_EXCUSED : READING_VALUE;
    if (number == REFUSES && drawn > 70)
        reading->outcome = READING_REFUSED;
    if (reading->outcome == READING_VALUE)
        reading->tenths = 361 + demo_random_below(&world->other, 5) + demo_random_below(&world->other, 5);
}

/* One cell; `skip` says that nobody tried. */
static bool make_reading(struct demo_world *world, const struct observation *observation, struct half_day half_day,
                         int number, bool skip, struct err *err)
{
    struct reading reading = {.observation_id = observation->head.id,
                              .day = half_day.day,
                              .half = half_day.half,
                              .via = demo_one_in(&world->other, 3) ? READING_CHAT : READING_PHONE,
                              .officer_id = world->checkpoints[number % DEMO_CHECKPOINTS].officer_id};
    set_outcome(world, number, &reading);
    reading.at = moment_in(world, half_day);
    if (demo_one_in(&world->other, 60) && half_day_missed_at(world->store, half_day) + HOUR < world->demo->now) {
        reading.late = true;
        reading.at = half_day_missed_at(world->store, half_day) + HOUR;
    }
    return skip || save_reading(world, &reading, err);
}

static bool make_fever(struct demo_world *world, const struct observation *observation, struct half_day half_day,
                       struct err *err)
{
    struct reading reading = {.observation_id = observation->head.id,
                              .day = half_day.day,
                              .half = half_day.half,
                              .tenths = FEVER_FIRST,
                              .retest_tenths = FEVER_RETEST,
                              .abnormal = true,
                              .at = moment_in(world, half_day),
                              .officer_id = observation->opened_by};
    text_copy(reading.symptoms, sizeof reading.symptoms, "轻微咽干");
    if (!save_reading(world, &reading, err))
        return false;
    struct incident incident = {.opened_at = reading.at,
                                .stepped_at = reading.at,
                                .opened_by = reading.officer_id,
                                .person_id = observation->person_id,
                                .place_id = observation->place_id,
                                .reading_id = reading.head.id,
                                .first_tenths = FEVER_FIRST,
                                .retest_tenths = FEVER_RETEST};
    text_copy(incident.symptoms, sizeof incident.symptoms, reading.symptoms);
    return record_save(world->store, &incident_table, &incident, err);
}

/* From the beginning to the half-day that is being taken. `turn`: of the person among all. */
static bool make_readings(struct demo_world *world, const struct observation *observation, int number, int turn,
                          struct err *err)
{
    struct half_day last = half_day_now(world->store, world->demo->now);
    bool open = half_day_missed_at(world->store, last) > world->demo->now;
    struct half_day half_day = {observation->first_day, HALF_MORNING};
    bool good = true;
    for (; good && half_day_compare(half_day, last) <= 0; half_day = half_day_add(half_day, 1)) {
        bool is_last = half_day_compare(half_day, last) == 0;
        struct half_day before = half_day_add(last, open ? -1 : 0);
        bool newest_missed = half_day_compare(half_day, before) == 0 && turn % 13 == 5 && turn / 13 < MISSING_NOW;
        if (!half_day_belongs(world->store, observation, half_day))
            continue;
        if (turn == 0 && is_last)
            good = make_fever(world, observation, half_day, err);
        else if (number == AWAITING_OTHER &&
                 half_day_compare(half_day, (struct half_day){observation->last_day, HALF_MORNING}) >= 0)
            continue; /* the term is complete, two readings are missing */
        else
            good = make_reading(world, observation, half_day, number,
                                newest_missed || (is_last && open && turn > EARLY_BIRDS) ||
                                    (number % 8 == 5 && demo_one_in(&world->other, 9)),
                                err);
    }
    return good;
}

/* ---- who is out of it ---- */

static void set_papers(struct demo_world *world, int number, struct observation *observation)
{
    text_copy(observation->applied_by, sizeof observation->applied_by, "网格员 谢文斌");
    text_copy(observation->verified_by, sizeof observation->verified_by, "社区医生 陈大夫");
    text_copy(observation->issued_by, sizeof observation->issued_by, "刘建明");
    snprintf(observation->paper_number, sizeof observation->paper_number, "望江解〔%d〕%03d号",
             clock_day(world->demo->now) / 10000, 31 + number);
    observation->delivered_at = observation->ended_at;
}

/* Ended so many days ago in that state, or to be verified. */
static bool make_past(struct demo_world *world, int number, enum observation_state state, int days, const char *reason,
                      struct err *err)
{
    int at = (number * 83 + 31) % world->household_count;
    while (world->households[at].count == 0 || world->people[world->households[at].first].observed)
        at = (at + 1) % world->household_count;
    const struct demo_person *person = &world->people[world->households[at].first];
    int64_t ended_at = clock_day_start(clock_day_add(clock_day(world->demo->now), -days)) + 10 * HOUR;
    struct observation observation = {.person_id = person->id,
                                      .kind = kinds[number % 6],
                                      .basis = BASIS_CONTACT,
                                      .state = state,
                                      .opened_by = world->checkpoints[0].officer_id};
    if (ended_at > world->demo->now)
        ended_at = world->demo->now;
    set_term(world->store, clock_day_add(clock_day(ended_at), state == OBSERVATION_RELEASED ? -14 : -5), &observation);
    observation.began_at = clock_day_start(observation.first_day) + 9 * HOUR;
    text_copy(observation.reason, sizeof observation.reason, contacts[number % 6]);
    if (state != OBSERVATION_TO_VERIFY) {
        observation.ended_at = ended_at;
        observation.ended_by = observation.opened_by;
        text_copy(observation.end_reason, sizeof observation.end_reason, reason);
    }
    if (state == OBSERVATION_RELEASED)
        set_papers(world, number, &observation);
    if (state == OBSERVATION_TO_VERIFY) {
        set_term(world->store, clock_day(world->demo->now), &observation);
        observation.began_at = world->demo->now;
    }
    return set_place(world, person->place_id, &observation, err) && save_observation(world, &observation, err);
}

static bool make_past_ones(struct demo_world *world, struct err *err)
{
    static const struct {
        enum observation_state state;
        int days;
        const char *reason;
    } past[] = {
        {OBSERVATION_RELEASED, 0, ""},
        {OBSERVATION_RELEASED, 1, ""},
        {OBSERVATION_RELEASED, 1, ""},
        {OBSERVATION_RELEASED, 2, ""},
        {OBSERVATION_RELEASED, 3, "漏测1次，电话补问无异常"},
        {OBSERVATION_RELEASED, 7, ""},
        {OBSERVATION_RELEASED, 10, ""},
        {OBSERVATION_RELEASED, 14, ""},
        {OBSERVATION_HOSPITAL, 3, "发热，120送市一医院"},
        {OBSERVATION_ISOLATION, 2, "转街道集中隔离点"},
        {OBSERVATION_MISTAKE, 4, "同名误登"},
        {OBSERVATION_TO_VERIFY, 0, ""},
        {OBSERVATION_TO_VERIFY, 0, ""},
    };
    for (int i = 0; i < (int)(sizeof past / sizeof past[0]); i++)
        if (!make_past(world, i, past[i].state, past[i].days, past[i].reason, err))
            return false;
    return true;
}

bool demo_make_observations(struct demo_world *world, struct err *err)
{
    int turn = 0;
    for (int i = 0; i < world->observed_count; i++) {
        for (int k = 0; k < world->observed[i].persons; k++, turn++) {
            struct observation observation;
            if (!make_term(world, &world->observed[i], i, k, &observation, err) ||
                !make_readings(world, &observation, i, turn, err))
                return false;
        }
    }
    return world->household_count == 0 || make_past_ones(world, err);
}
