/* The sample's screening: one round that is over, one at about 80 %, who came from elsewhere, what was declared. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/declaration.h"
#include "gatepost/survey.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <string.h>

enum { DAY = 86400, HOUR = 3600, SCREENED = 80, NOT_HOME = 88, TURNED_AWAY = 90, ARRIVALS = 24, DECLARATIONS = 19 };

static const char *const askers[] = {"网格员 谢文斌", "网格员 曹立新", "居委会 何军", "楼长 吴芳", "流管员 彭海波"};
static const char *const cities[] = {"上海", "深圳", "广州", "东莞", "长春", "泉州"};
static const char *const transports[] = {"高铁 G1305", "自驾 粤E72016", "航班 CZ3548",
                                         "大巴",       "高铁 G6121",    "列车 K528"};
#define PICK(list, index) (list)[(index) % (int)(sizeof(list) / sizeof *(list))]

static bool make_round(struct demo_world *world, const char *name, int began, int ended, struct survey_round *round,
                       struct err *err)
{
    int today = clock_day(world->demo->now);
    *round = (struct survey_round){.began_day = clock_day_add(today, -began),
                                   .ended_day = ended > 0 ? clock_day_add(today, -ended) : 0};
    text_copy(round->name, sizeof round->name, name);
    return record_save(world->store, &survey_round_table, round, err) && demo_row_done(world, err);
}

/* One visit or call; later ones come later. */
static bool make_survey(struct demo_world *world, const struct survey_round *round, int index, int64_t place_id,
                        int persons, enum survey_result result, int later, struct err *err)
{
    struct survey survey = {.round_id = round->head.id,
                            .place_id = place_id,
                            .at = clock_day_start(round->began_day) + 9 * HOUR + index % 600 * 60 + later * 5 * HOUR,
                            .how = index % 3 == 0 ? SURVEY_PHONE : SURVEY_DOOR,
                            .result = result,
                            .returned = -1,
                            .visitors = -1,
                            .affected = -1,
                            .unwell = -1,
                            .officer_id = world->checkpoints[index % DEMO_CHECKPOINTS].officer_id};
    if (survey.at > world->demo->now)
        survey.at = world->demo->now;
    text_copy(survey.by_whom, sizeof survey.by_whom, PICK(askers, index / 36));
    if (result == SURVEY_DONE) {
        survey.persons = persons;
        survey.returned = survey.visitors = survey.affected = survey.unwell = 0;
    }
    return record_save(world->store, &survey_table, &survey, err) && demo_row_done(world, err);
}

static bool make_surveys(struct demo_world *world, const struct survey_round *round, bool whole, struct err *err)
{
    for (int i = 0; i < world->household_count; i++) {
        const struct demo_household *household = &world->households[i];
        int drawn = demo_random_below(&world->other, 100), tries = 0;
        bool observed = household->count > 0 && world->people[household->first].observed;
        if (!whole && !observed && drawn >= TURNED_AWAY)
            continue;
        enum survey_result result = SURVEY_DONE;
        if (!whole && !observed && drawn >= SCREENED)
            result = drawn < NOT_HOME ? SURVEY_NOT_HOME : SURVEY_REFUSED;
        if (result == SURVEY_DONE && household->count == 0)
            result = SURVEY_VACANT;
        if (result == SURVEY_NOT_HOME)
            tries = demo_random_below(&world->other, 3);
        for (int try = 0; try <= tries; try++)
            if (!make_survey(world, round, i, household->id, household->count, result, try, err))
                return false;
    }
    return true;
}

/* ---- who came ---- */

static void set_journey(struct demo_world *world, int index, int *left, int *returned, char *from, char *transport)
{
    int today = clock_day(world->demo->now);
    *returned = clock_day_add(today, -(index % 6));
    *left = clock_day_add(*returned, -(index % 2));
    text_copy(from, NAME_BYTES, PICK(cities, index));
    text_copy(transport, NAME_BYTES, PICK(transports, index));
}

static const struct demo_household *household_of(const struct demo_world *world, int index)
{
    int at = (index * 47 + 19) % world->household_count;
    while (world->households[at].count < 2)
        at = (at + 1) % world->household_count;
    return &world->households[at];
}

static bool make_arrival(struct demo_world *world, int index, struct err *err)
{
    static const enum arrival_kind kinds[] = {ARRIVAL_WORKER, ARRIVAL_STUDENT, ARRIVAL_RELATIVE, ARRIVAL_WORKER,
                                              ARRIVAL_RESIDENT};
    const struct demo_household *household = household_of(world, index);
    struct arrival arrival = {.place_id = household->id,
                              .kind = PICK(kinds, index),
                              .affected = index % 5 == 0,
                              .officer_id = world->checkpoints[index % DEMO_CHECKPOINTS].officer_id};
    struct person person;
    set_journey(world, index, &arrival.left_day, &arrival.returned_day, arrival.from_place, arrival.transport);
    arrival.at = clock_day_start(arrival.returned_day) + 11 * HOUR;
    if (arrival.at > world->demo->now)
        arrival.at = world->demo->now;
    if (arrival.kind == ARRIVAL_RELATIVE) {
        demo_name(&world->other, "", 'f', arrival.name);
    } else {
        arrival.person_id = world->people[household->first + 1].id;
        if (!person_get(world->store, arrival.person_id, &person, err))
            return false;
        text_copy(arrival.name, sizeof arrival.name, person.name);
        text_copy(arrival.phone, sizeof arrival.phone, person.phone);
    }
    return record_save(world->store, &arrival_table, &arrival, err) && demo_row_done(world, err);
}

/* ---- what was declared ---- */

static void set_match(const struct person *person, int index, struct declaration *declaration)
{
    static const enum declaration_match matches[] = {MATCHED_ID, MATCHED_PHONE, MATCHED_ROOM_NAME, MATCHED_ROOM,
                                                     MATCHED_NONE};
    declaration->matched = PICK(matches, index);
    if (declaration->matched == MATCHED_ID && person->id_number[0] == '\0')
        declaration->matched = MATCHED_PHONE;
    if (declaration->matched == MATCHED_PHONE && person->phone[0] == '\0')
        declaration->matched = MATCHED_ROOM_NAME;
    if (declaration->matched == MATCHED_ID)
        text_copy(declaration->id_number, sizeof declaration->id_number, person->id_number);
    if (declaration->matched <= MATCHED_PHONE && declaration->matched != MATCHED_NONE)
        text_copy(declaration->phone, sizeof declaration->phone, person->phone);
    if (declaration->matched != MATCHED_NONE)
        declaration->place_id = person->place_id;
    if (declaration->matched != MATCHED_NONE && declaration->matched != MATCHED_ROOM)
        declaration->person_id = person->id;
}

static void decide(struct demo_world *world, int index, struct declaration *declaration)
{
    if (index < 12)
        return;
    declaration->state = index % 3 == 2 || declaration->place_id == 0 ? DECLARATION_REJECTED : DECLARATION_CONFIRMED;
    if (declaration->state == DECLARATION_REJECTED)
        text_copy(declaration->reason, sizeof declaration->reason, "电话核实：不住本小区");
    declaration->checked_at = world->demo->now - HOUR;
    declaration->checked_by = world->checkpoints[0].officer_id;
}

static bool make_declaration(struct demo_world *world, int index, struct err *err)
{
    static const enum arrival_kind kinds[] = {ARRIVAL_WORKER, ARRIVAL_STUDENT, ARRIVAL_RESIDENT, ARRIVAL_RELATIVE};
    const struct demo_household *household = household_of(world, 100 + index);
    struct declaration declaration = {.kind = PICK(kinds, index),
                                      .affected = index % 4 == 1,
                                      .at = world->demo->now - (int64_t)(index + 1) * 2 * HOUR};
    struct person person;
    char label[96];
    if (!person_get(world->store, world->people[household->first].id, &person, err))
        return false;
    set_journey(world, index, &declaration.left_day, &declaration.returned_day, declaration.from_place,
                declaration.transport);
    set_match(&person, index, &declaration);
    if (declaration.matched == MATCHED_ROOM || declaration.matched == MATCHED_NONE)
        demo_name(&world->other, "", 'm', declaration.name);
    else
        text_copy(declaration.name, sizeof declaration.name, person.name);
    text_copy(label, sizeof label, person.place_label);
    text_copy(declaration.room, sizeof declaration.room, declaration.matched == MATCHED_NONE ? "17栋3单元905" : label);
    text_copy(declaration.source, sizeof declaration.source, "返乡申报.xlsx");
    decide(world, index, &declaration);
    return record_save(world->store, &declaration_table, &declaration, err) && demo_row_done(world, err);
}

bool demo_make_screening(struct demo_world *world, struct err *err)
{
    struct survey_round first, second;
    bool good = world->household_count > 0 && make_round(world, "第1轮入户排查", 9, 4, &first, err) &&
                make_surveys(world, &first, true, err) && make_round(world, "第2轮入户排查", 2, 0, &second, err) &&
                make_surveys(world, &second, false, err);
    for (int i = 0; good && i < ARRIVALS; i++)
        good = make_arrival(world, i, err);
    for (int i = 0; good && i < DECLARATIONS; i++)
        good = make_declaration(world, i, err);
    return good;
}
