/* The gate log of the sample community: people leave and come back, visitors come and leave, by the hours of a day.
 * Only what a gate could have written: presence holds at every row. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdlib.h>
#include <string.h>

enum { TRIES = 12, VOID_CHANCES = 5000, OVERRIDE_EVERY = 33000, OVERRIDE_BEFORE_END = 150 };

/* How busy an hour is, and how many in a thousand residents are out at it. */
static const int hour_weight[24] = {2,  1,  1,  1,  2,  8,  30, 60, 55, 40, 36, 36,
                                    40, 32, 30, 32, 40, 58, 62, 48, 30, 18, 9,  4};
static const int out_per_mille[24] = {8,  6,  5,  5,  6,  12, 30, 55, 70, 75, 75, 70,
                                      60, 60, 65, 70, 70, 60, 45, 35, 25, 16, 12, 9};

static const char *const out_purposes[] = {"买菜", "上班", "就医", "取快递", "买药", "办事", "送孩子", "散步"};
static const char *const visit_purposes[] = {"探亲", "送东西", "照顾老人", "看房", "接人"};
static const char *const service_purposes[] = {"维修水电", "家政", "燃气检查", "装修"};
static const char *const coming_from[] = {"本市", "邻区", "南沙", "顺德", "广州", "深圳"};
static const char *const away_reasons[] = {"无出入证", "未戴口罩", "来自管控区域", "非必要外出，劝回", "访客未报备"};
#define PICK(crossings, list) (list)[demo_random_below(&(crossings)->world->random, sizeof(list) / sizeof *(list))]

/* People who are away from where they belong: residents out, visitors inside. */
struct pool {
    int *people, count;
};
struct crossings {
    struct demo_world *world;
    struct pool out, inside;
    int64_t count, done;
    int percent;
    int hour;
    struct crossing row; /* kept, it is large */
};

static void pool_remove(struct pool *pool, int at)
{
    pool->people[at] = pool->people[--pool->count];
}

/* Somebody who has been away for long: the oldest of a few. */
static int pool_pick(struct crossings *crossings, const struct pool *pool)
{
    const struct demo_person *people = crossings->world->people;
    int best = demo_random_below(&crossings->world->random, pool->count);
    for (int i = 0; i < 3; i++) {
        int other = demo_random_below(&crossings->world->random, pool->count);
        if (people[pool->people[other]].last_at < people[pool->people[best]].last_at)
            best = other;
    }
    return best;
}

/* Somebody at home (or, of the visitors, outside) who may go, if possible not one who has just come. */
static int pick_resting(struct crossings *crossings, int first, int count, int64_t at)
{
    const struct demo_person *people = crossings->world->people;
    int found = -1;
    for (int i = 0; i < TRIES; i++) {
        int one = first + demo_random_below(&crossings->world->random, count);
        if (people[one].away || people[one].observed)
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

/* index: of the person; at_pool: place in the pool when away, else -1. */
static bool cross(struct crossings *crossings, int index, struct pool *pool, int at_pool, int64_t at, bool override,
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
    if (override) {
        row->temp_tenths = 364;
        text_copy(row->purpose, NAME_BYTES, "就医");
        text_copy(row->override_reason, NAME_BYTES, "急诊就医，社区医生同意");
    } else {
        set_temperature(crossings);
        set_decision(crossings);
    }
    person->last_at = at;
    if (row->decision == DECISION_ADMITTED) {
        person->away = !person->away;
        if (at_pool >= 0)
            pool_remove(pool, at_pool);
        else
            pool->people[pool->count++] = index;
    }
    return save_row(crossings, err);
}

/* Somebody of first … first + count crosses: back when more than `wanted` are away, mostly. */
static bool cross_one_of(struct crossings *crossings, struct pool *pool, int first, int count, int wanted, int64_t at,
                         struct err *err)
{
    bool back = demo_random_below(&crossings->world->random, 10) < (pool->count > wanted ? 7 : 3);
    int resting = back && pool->count > 0 ? -1 : pick_resting(crossings, first, count, at);
    if (resting >= 0)
        return cross(crossings, resting, pool, -1, at, false, err);
    if (pool->count == 0)
        return true; /* everybody is held at home: nothing crosses now */
    int at_pool = pool_pick(crossings, pool);
    return cross(crossings, pool->people[at_pool], pool, at_pool, at, false, err);
}

/* Somebody under observation goes to hospital: the flag is overridden. */
static bool cross_against_flag(struct crossings *crossings, int64_t at, struct err *err)
{
    struct demo_world *world = crossings->world;
    int index = demo_random_below(&world->random, world->resident_count);
    for (int i = 0; i < world->resident_count; i++, index = (index + 1) % world->resident_count)
        if (world->people[index].observed && !world->people[index].away)
            return cross(crossings, index, &crossings->out, -1, at, true, err);
    return true;
}

static bool cross_somebody(struct crossings *crossings, int64_t at, struct err *err)
{
    struct demo_world *world = crossings->world;
    if ((crossings->count - crossings->done) % OVERRIDE_EVERY == OVERRIDE_BEFORE_END)
        return cross_against_flag(crossings, at, err);
    int share = out_per_mille[crossings->hour];
    if (demo_one_in(&world->random, 9))
        return cross_one_of(crossings, &crossings->inside, world->resident_count, world->visitor_count,
                            world->visitor_count * share / 400, at, err);
    return cross_one_of(crossings, &crossings->out, 0, world->resident_count, world->resident_count * share / 1000, at,
                        err);
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
        sum += hour_weight[crossings->hour];
        int64_t until = crossings->count * sum / total; /* all of them only in the last minute */
        int64_t here = until - crossings->done;
        for (int64_t i = 0; i < here; i++)
            if (!cross_somebody(crossings, from + i * 60 / here, err))
                return false;
    }
    return true;
}

bool demo_make_crossings(struct demo_world *world, int64_t count, int days, struct err *err)
{
    int64_t start = clock_day_start(clock_day_add(clock_day(world->demo->now), 1 - days));
    struct crossings *crossings = memory_new(1, sizeof *crossings);
    crossings->world = world;
    crossings->count = count;
    crossings->out.people = memory_new((size_t)world->resident_count, sizeof(int));
    crossings->inside.people = memory_new((size_t)world->visitor_count, sizeof(int));
    bool good = run_minutes(crossings, start, (world->demo->now - start) / 60, err);
    free(crossings->out.people);
    free(crossings->inside.people);
    free(crossings);
    return good;
}
