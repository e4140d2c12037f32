/* The gate log of the sample community: people leave and come back, visitors come and leave, by the hours of a day.
 * Only what a gate could have written: presence holds at every row. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/presence.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/settings.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRIES = 12,
    VOID_CHANCES = 5000,
    OVERRIDE_EVERY = 33000,
    OVERRIDE_BEFORE_END = 150,
    AGAINST_QUOTA = 150, /* one exit in so many is let out although the household's quota is used */
    VISITORS_SHARE = 6,  /* one crossing in so many is a visitor's */
    EXITS_KEPT = 8,      /* of each household; the quota set for the sample is smaller */
    DAY_SECONDS = 86400,
    UNSEEN = 25,    /* one visitor in so many leaves without being seen */
    OUT_LEAST = 50, /* minutes; who is out for longer than that and up to OUT_SPREAD more comes back */
    OUT_SPREAD = 70,
    STAY_LEAST = 60, /* minutes of a visit */
    STAY_SPREAD = 120,
    LAST_EXIT_HOUR = 20, /* from then on people come home, and visitors leave */
    FIRST_EXIT_HOUR = 5,
    CURFEW_HOUR = 22, /* the default of the setting curfew.time; closed two hours later, at midnight */
};

/* How busy an hour is. */
static const int hour_weight[24] = {2,  1,  1,  1,  2,  8,  30, 60, 55, 40, 36, 36,
                                    40, 32, 30, 32, 40, 58, 62, 48, 30, 18, 9,  4};

static const char *const out_purposes[] = {"买菜", "上班", "就医", "取快递", "买药", "办事", "送孩子", "散步"};
static const char *const visit_purposes[] = {"探亲", "送东西", "照顾老人", "看房", "接人"};
static const char *const service_purposes[] = {"维修水电", "家政", "燃气检查", "装修"};
static const char *const coming_from[] = {"本市", "邻区", "南沙", "顺德", "广州", "深圳"};
static const char *const away_reasons[] = {"无出入证", "未戴口罩", "来自管控区域", "非必要外出，劝回", "访客未报备"};
static const char *const quota_reasons[] = {"急诊就医，凭病历放行", "透析，医院预约", "社区书记同意，家中急事",
                                            "核酸复查，有通知"};
#define PICK(crossings, list) (list)[demo_random_below(&(crossings)->world->random, sizeof(list) / sizeof *(list))]

/* People who are away from where they belong (residents out, visitors inside), in the order they went: a ring. */
struct pool {
    int *people, size, head, count;
    int least, spread; /* minutes they stay */
};
struct exits { /* days of the last exits of a household, since the first day; a ring */
    int days[EXITS_KEPT], next;
};
struct crossings {
    struct demo_world *world;
    struct pool out, inside;
    struct pool unseen;    /* visitors who leave without being seen: the system closes their entries */
    struct exits *exits;   /* of each household */
    int *household_of;     /* of each resident */
    int quota_days, quota; /* as the settings say */
    int64_t start;         /* midnight of the first day */
    int64_t count, done;
    int percent;
    int hour;
    struct crossing row; /* kept, it is large */
};

static void pool_init(struct pool *pool, int size, int least, int spread)
{
    *pool = (struct pool){.people = memory_new((size_t)size + 1, sizeof(int)), .size = size + 1};
    pool->least = least;
    pool->spread = spread;
}

static int pool_at(const struct pool *pool, int place)
{
    return pool->people[(pool->head + place) % pool->size];
}

static void pool_add(struct pool *pool, int person)
{
    pool->people[(pool->head + pool->count++) % pool->size] = person;
}

/* Those in front move up by one: there are few. */
static int pool_take(struct pool *pool, int place)
{
    int taken = pool_at(pool, place);
    for (; place > 0; place--)
        pool->people[(pool->head + place) % pool->size] = pool_at(pool, place - 1);
    pool->head = (pool->head + 1) % pool->size;
    pool->count--;
    return taken;
}

static int day_of(const struct crossings *crossings, int64_t at)
{
    return (int)((at - crossings->start) / DAY_SECONDS);
}

static bool may_go_out(const struct crossings *crossings, int person, int64_t at)
{
    const struct exits *exits = &crossings->exits[crossings->household_of[person]];
    int used = 0, from = day_of(crossings, at) - crossings->quota_days + 1;
    for (int i = 0; i < EXITS_KEPT; i++)
        used += exits->days[i] >= from;
    return used < crossings->quota;
}

static void note_exit(struct crossings *crossings, int person, int64_t at)
{
    struct exits *exits = &crossings->exits[crossings->household_of[person]];
    exits->days[exits->next] = day_of(crossings, at);
    exits->next = (exits->next + 1) % EXITS_KEPT;
}

/* Somebody at home (or, of the visitors, outside) who may go, if possible not one who has just come; -1: nobody found.
 * With against_quota one whose household's exits are used. */
static int pick_resting(struct crossings *crossings, int first, int count, int64_t at, bool against_quota)
{
    const struct demo_person *people = crossings->world->people;
    int found = -1;
    for (int i = 0; i < TRIES; i++) {
        int one = first + demo_random_below(&crossings->world->random, count);
        if (people[one].away || people[one].observed ||
            (people[one].kind != PERSON_VISITOR && may_go_out(crossings, one, at) == against_quota))
            continue;
        found = one;
        if (people[one].last_at < at - 3 * 3600)
            break;
    }
    return found;
}

static void set_gate(struct crossings *crossings, int estate)
{
    struct demo_world *world = crossings->world;
    int gate;
    do
        gate = demo_random_below(&world->random, DEMO_CHECKPOINTS);
    while (world->checkpoints[gate].estate != estate);
    crossings->row.checkpoint_id = world->checkpoints[gate].id;
    crossings->row.officer_id = world->checkpoints[gate].officer_id;
}

static void set_temperature(struct crossings *crossings)
{
    struct demo_random *random = &crossings->world->random;
    struct crossing *row = &crossings->row;
    row->temp_tenths = 358 + demo_random_below(random, 8) + demo_random_below(random, 8);
    if (demo_random_below(random, 1000) >= 6)
        return;
    row->temp_tenths = 373 + demo_random_below(random, 9);
    row->retest_tenths = 362 + demo_random_below(random, 10);
    row->abnormal = ABNORMAL_FIRST;
    if (!demo_one_in(random, 16))
        return;
    row->retest_tenths = 374 + demo_random_below(random, 10);
    row->method = METHOD_AXILLARY;
    row->abnormal = ABNORMAL_CONFIRMED;
    row->decision = DECISION_HELD;
    text_copy(row->reason, sizeof row->reason, "复测仍发热");
    text_copy(row->remark, sizeof row->remark, "已联系社区医生，留观上报");
}

static void set_decision(struct crossings *crossings)
{
    if (crossings->row.decision != DECISION_ADMITTED || demo_random_below(&crossings->world->random, 1000) >= 7)
        return;
    crossings->row.decision = DECISION_TURNED_AWAY;
    text_copy(crossings->row.reason, NAME_BYTES, PICK(crossings, away_reasons));
}

static void set_vehicle(struct crossings *crossings, struct demo_person *person, bool leaves_home)
{
    struct demo_random *random = &crossings->world->random;
    if (leaves_home)
        person->driving = person->vehicle_id != 0 && (person->kind == PERSON_VISITOR || demo_one_in(random, 3));
    if (!person->driving)
        return;
    crossings->row.vehicle_id = person->vehicle_id;
    crossings->row.occupants = 1 + demo_random_below(random, 3);
}

static void set_resident(struct crossings *crossings, struct demo_person *person)
{
    struct crossing *row = &crossings->row;
    row->place_id = person->place_id;
    row->direction = person->away ? DIRECTION_IN : DIRECTION_OUT;
    text_copy(row->purpose, NAME_BYTES, person->away ? "回家" : PICK(crossings, out_purposes));
    set_gate(crossings, person->estate);
    set_vehicle(crossings, person, !person->away);
}

static void set_visitor(struct crossings *crossings, struct demo_person *person)
{
    struct demo_world *world = crossings->world;
    struct crossing *row = &crossings->row;
    row->direction = person->away ? DIRECTION_OUT : DIRECTION_IN;
    if (!person->away) {
        const struct demo_person *host = &world->people[demo_random_below(&world->random, world->resident_count)];
        person->estate = host->estate;
        person->visited_id = host->place_id;
        text_copy(row->coming_from, NAME_BYTES, PICK(crossings, coming_from));
        row->affected_area = 0;
        const char *purpose = person->class == CLASS_COURIER     ? "送货"
                              : person->class == CLASS_SERVICE   ? PICK(crossings, service_purposes)
                              : person->class == CLASS_OFFICIAL  ? "公务"
                              : person->class == CLASS_EMERGENCY ? "急救"
                                                                 : PICK(crossings, visit_purposes);
        text_copy(row->purpose, NAME_BYTES, purpose);
    } else
        text_copy(row->purpose, NAME_BYTES, "离开");
    row->place_id = person->visited_id;
    set_gate(crossings, person->estate);
    set_vehicle(crossings, person, !person->away);
}

/* A row put in twice by mistake, and voided. */
static bool save_double(struct crossings *crossings, struct err *err)
{
    struct crossing twin = crossings->row;
    twin.id = twin.rev = 0;
    twin.entered_at++;
    return crossing_save(crossings->world->store, &twin, err) &&
           row_void(crossings->world->store, "crossing", twin.id, twin.rev, "重复登记", err);
}

static bool save_row(struct crossings *crossings, struct err *err)
{
    struct demo_world *world = crossings->world;
    if (!demo_announce_visit(world, &crossings->row, crossings->count - crossings->done, err) ||
        !crossing_save(world->store, &crossings->row, err) || !demo_row_done(world, err))
        return false;
    crossings->done++;
    if (demo_one_in(&world->random, VOID_CHANCES) && !save_double(crossings, err))
        return false;
    int percent = (int)(crossings->done * 100 / crossings->count);
    if (percent == crossings->percent || world->demo->progress == NULL)
        return true;
    crossings->percent = percent;
    return world->demo->progress(world->demo->context, percent) ||
           err_set(err, ERR_CANCELLED, _("Stopped. Nothing was made."));
}

/* index: of the person; reason: why they are let out although something denies it, NULL: nothing does. */
static bool cross(struct crossings *crossings, int index, struct pool *pool, int64_t at, const char *reason,
                  struct err *err)
{
    struct demo_person *person = &crossings->world->people[index];
    struct crossing *row = &crossings->row;
    *row = (struct crossing){.at = at,
                             .entered_at = at + 2 + demo_random_below(&crossings->world->random, 9),
                             .person_id = person->id,
                             .class = person->class,
                             .affected_area = -1,
                             .mask = true};
    if (row->entered_at > crossings->world->demo->now)
        row->entered_at = crossings->world->demo->now;
    if (person->kind == PERSON_VISITOR)
        set_visitor(crossings, person);
    else
        set_resident(crossings, person);
    if (reason != NULL) {
        row->temp_tenths = 364;
        text_copy(row->purpose, NAME_BYTES, "就医");
        text_copy(row->override_reason, NAME_BYTES, reason);
    } else {
        set_temperature(crossings);
        set_decision(crossings);
    }
    person->last_at = at;
    bool admitted = row->decision == DECISION_ADMITTED;
    if (admitted)
        person->away = !person->away;
    bool unseen = person->away && presence_must_leave(person->class) && demo_one_in(&crossings->world->random, UNSEEN);
    if (person->away)
        pool_add(unseen ? &crossings->unseen : pool, index); /* who comes back and is not admitted tries again later */
    if (admitted && person->away && person->kind != PERSON_VISITOR)
        note_exit(crossings, index, at);
    if (!save_row(crossings, err))
        return false;
    if (admitted)
        person->entry_id = row->id;
    return true;
}

/* Somebody of first … first + count crosses: back who has been away for long enough, or in the evening. */
static bool cross_one_of(struct crossings *crossings, struct pool *pool, int first, int count, int64_t at,
                         struct err *err)
{
    struct demo_world *world = crossings->world;
    bool evening = crossings->hour >= LAST_EXIT_HOUR || crossings->hour < FIRST_EXIT_HOUR;
    int stay = pool->least + demo_random_below(&world->random, pool->spread);
    bool back = pool->count > 0 && (evening || world->people[pool_at(pool, 0)].last_at < at - stay * 60);
    bool against_quota = !back && first == 0 && demo_one_in(&world->random, AGAINST_QUOTA);
    int resting = back ? -1 : pick_resting(crossings, first, count, at, against_quota);
    if (resting >= 0)
        return cross(crossings, resting, pool, at, against_quota ? PICK(crossings, quota_reasons) : NULL, err);
    if (pool->count == 0)
        return true; /* everybody is held at home: nothing crosses now */
    int front = pool->count < 3 ? pool->count : 3;
    return cross(crossings, pool_take(pool, demo_random_below(&world->random, front)), pool, at, NULL, err);
}

/* At midnight the system closes the entries of visitors and couriers who are inside since before the curfew. */
static bool close_entries(struct crossings *crossings, struct pool *pool, int64_t midnight, struct err *err)
{
    struct demo_world *world = crossings->world;
    for (int left = pool->count; left > 0; left--) {
        int index = pool_take(pool, 0);
        struct demo_person *person = &world->people[index];
        struct crossing entry;
        if (!presence_must_leave(person->class) || !crossing_get(world->store, person->entry_id, &entry, err) ||
            entry.decision != DECISION_ADMITTED || entry.at >= midnight - (24 - CURFEW_HOUR) * 3600) {
            pool_add(pool, index);
            continue;
        }
        if (!closing_add(world->store, entry.id, midnight, err))
            return false;
        person->away = false;
    }
    return true;
}

/* Somebody under observation goes to hospital: the flag is overridden. */
static bool cross_against_flag(struct crossings *crossings, int64_t at, struct err *err)
{
    struct demo_world *world = crossings->world;
    int index = demo_random_below(&world->random, world->resident_count);
    for (int i = 0; i < world->resident_count; i++, index = (index + 1) % world->resident_count)
        if (world->people[index].observed && !world->people[index].away)
            return cross(crossings, index, &crossings->out, at, "急诊就医，社区医生同意", err);
    return true;
}

static bool cross_somebody(struct crossings *crossings, int64_t at, struct err *err)
{
    struct demo_world *world = crossings->world;
    if ((crossings->count - crossings->done) % OVERRIDE_EVERY == OVERRIDE_BEFORE_END)
        return cross_against_flag(crossings, at, err);
    bool evening = crossings->hour >= LAST_EXIT_HOUR; /* then visitors only leave */
    if (evening ? crossings->inside.count > 0 && demo_one_in(&world->random, 2)
                : demo_one_in(&world->random, VISITORS_SHARE))
        return cross_one_of(crossings, &crossings->inside, world->resident_count, world->visitor_count, at, err);
    return cross_one_of(crossings, &crossings->out, 0, world->resident_count, at, err);
}

static int hour_of(int64_t at)
{
    struct civil_time civil;
    clock_civil(at, &civil);
    return civil.hour;
}

static int64_t sum_of_weights(int64_t start, int64_t minutes)
{
    int64_t sum = 0;
    for (int64_t minute = 0; minute < minutes; minute++)
        sum += hour_weight[hour_of(start + minute * 60)];
    return sum;
}

/* Minute by minute: each gets its share of the whole by the hour's weight. */
static bool run_minutes(struct crossings *crossings, int64_t start, int64_t minutes, struct err *err)
{
    int64_t total = sum_of_weights(start, minutes), sum = 0;
    for (int64_t minute = 0; minute < minutes; minute++) {
        int64_t from = start + minute * 60;
        crossings->hour = hour_of(from);
        bool midnight = crossings->hour == 0 && minute > 0 && minute % (24 * 60) == 0;
        if (midnight && (!close_entries(crossings, &crossings->inside, from, err) ||
                         !close_entries(crossings, &crossings->unseen, from, err)))
            return false;
        sum += hour_weight[crossings->hour];
        int64_t until = crossings->count * sum / total; /* all of them only in the last minute */
        int64_t here = until - crossings->done;
        for (int64_t i = 0; i < here; i++)
            if (!cross_somebody(crossings, from + i * 60 / here, err))
                return false;
    }
    return true;
}

/* As dense as it was asked for: where the quota of every two days does not do for that, the sample community has a
 * wider one. */
static bool set_quota(struct crossings *crossings, int64_t count, int days, struct err *err)
{
    const struct demo_world *world = crossings->world;
    int64_t exits = count / 2 * (VISITORS_SHARE - 1) / VISITORS_SHARE;
    double a_day = (double)exits / days / world->household_count;
    char text[16];
    crossings->quota_days = setting_integer(world->store, "quota.days");
    crossings->quota = setting_integer(world->store, "quota.exits");
    if (a_day < 0.45 * crossings->quota * 2 / crossings->quota_days)
        return true;
    crossings->quota_days = 1;
    crossings->quota = a_day < 4 ? (int)(a_day * 1.5) + 2 : EXITS_KEPT;
    snprintf(text, sizeof text, "%d", crossings->quota);
    return settings_put(world->store, "quota.days", "1", err) && settings_put(world->store, "quota.exits", text, err);
}

static void crossings_init(struct crossings *crossings)
{
    struct demo_world *world = crossings->world;
    pool_init(&crossings->out, world->resident_count, OUT_LEAST, OUT_SPREAD);
    pool_init(&crossings->inside, world->visitor_count, STAY_LEAST, STAY_SPREAD);
    pool_init(&crossings->unseen, world->visitor_count, 0, 1);
    crossings->exits = memory_new((size_t)world->household_count, sizeof *crossings->exits);
    crossings->household_of = memory_new((size_t)world->resident_count, sizeof(int));
    for (int i = 0; i < world->household_count; i++) {
        for (int k = 0; k < EXITS_KEPT; k++)
            crossings->exits[i].days[k] = INT_MIN;
        for (int k = 0; k < world->households[i].count; k++)
            crossings->household_of[world->households[i].first + k] = i;
    }
}

bool demo_make_crossings(struct demo_world *world, int64_t count, int days, struct err *err)
{
    struct crossings *crossings = memory_new(1, sizeof *crossings);
    crossings->world = world;
    crossings->start = clock_day_start(clock_day_add(clock_day(world->demo->now), 1 - days));
    crossings->count = count;
    crossings_init(crossings);
    bool good = set_quota(crossings, count, days, err) &&
                run_minutes(crossings, crossings->start, (world->demo->now - crossings->start) / 60, err);
    free(crossings->out.people);
    free(crossings->inside.people);
    free(crossings->unseen.people);
    free(crossings->exits);
    free(crossings->household_of);
    free(crossings);
    return good;
}
