/* Announced visitors and parcels of the sample community: expected, come, expired; on the shelf, handed out. */
#include "demo_parts.h"
#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/parcel.h"
#include "gatepost/utf8.h"
#include <string.h>

enum {
    USED_MOST = 5,
    USED_AMONG = 400, /* the last rows of the log */
    HOUR = 3600,
    PARCELS = 30,
    STEP = 37, /* through the households, so that neighbours are not all of them */
};

static const struct announced {
    const char *name, *phone, *plate, *purpose;
    enum expected_class class;
    int people, from_hours, hours; /* from now */
    bool tell;
} announced[] = {
    {"周文明", "19900008821", "", "探亲", EXPECTED_VISITOR, 1, 0, 8, false},
    {"何丽华", "19900008822", "粤E5K862", "送老人药品", EXPECTED_VISITOR, 2, 0, 6, true},
    {"罗志强", "19900008823", "", "维修水电", EXPECTED_SERVICE, 1, -1, 5, false},
    {"", "", "粤ED12068", "送家具", EXPECTED_COURIER, 1, 0, 10, false},
    {"区美玲", "19900008824", "", "家政", EXPECTED_SERVICE, 1, 18, 8, false},
    {"谭国栋", "19900008825", "", "看房", EXPECTED_VISITOR, 1, -30, 4, false},
    {"梁小燕", "19900008826", "", "送东西", EXPECTED_VISITOR, 1, -27, 3, false},
    {"冼伟业", "19900008827", "粤EF3316", "装修", EXPECTED_SERVICE, 3, -52, 8, false},
};
enum { ANNOUNCED = sizeof announced / sizeof announced[0] };

static const struct demo_household *household(const struct demo_world *world, int index)
{
    int at = (index * STEP + 11) % world->household_count;
    while (world->households[at].count == 0)
        at = (at + 1) % world->household_count;
    return &world->households[at];
}

/* The clerk who sits at the desk. */
static int64_t officer_of(const struct demo_world *world, int index)
{
    return world->checkpoints[index % DEMO_CHECKPOINTS].officer_id;
}

static bool announce(struct demo_world *world, int index, struct err *err)
{
    const struct announced *from = &announced[index];
    struct expected expected = {.place_id = household(world, index)->id,
                                .people = from->people,
                                .class = from->class,
                                .from_at = world->demo->now + (int64_t)from->from_hours * HOUR,
                                .tell = from->tell,
                                .officer_id = officer_of(world, index)};
    expected.until_at =
        from->hours > 0 ? expected.from_at + (int64_t)from->hours * HOUR : expected_offer_end(world->demo->now);
    expected.announced_at = from->from_hours > 0 ? world->demo->now - 600 : expected.from_at;
    text_copy(expected.name, sizeof expected.name, from->name);
    text_copy(expected.phone, sizeof expected.phone, from->phone);
    text_copy(expected.plate, sizeof expected.plate, from->plate);
    text_copy(expected.purpose, sizeof expected.purpose, from->purpose);
    return record_save(world->store, &expected_table, &expected, err) && demo_row_done(world, err);
}

bool demo_announce_visit(struct demo_world *world, struct crossing *row, int64_t rows_left, struct err *err)
{
    struct person person;
    bool fits = rows_left <= USED_AMONG && world->announced_count < USED_MOST && row->class == CLASS_VISITOR &&
                row->direction == DIRECTION_IN && row->decision == DECISION_ADMITTED && row->place_id != 0;
    if (!fits)
        return true;
    if (!person_get(world->store, row->person_id, &person, err))
        return false;
    struct expected expected = {.place_id = row->place_id,
                                .people = 1,
                                .from_at = row->at - HOUR,
                                .until_at = expected_offer_end(row->at),
                                .officer_id = row->officer_id,
                                .announced_at = row->at - HOUR};
    text_copy(expected.name, sizeof expected.name, person.name);
    text_copy(expected.phone, sizeof expected.phone, person.phone);
    text_copy(expected.purpose, sizeof expected.purpose, row->purpose);
    if (!record_save(world->store, &expected_table, &expected, err))
        return false;
    row->expected_id = expected.head.id;
    world->announced_count++;
    return true;
}

static bool put_on_shelf(struct demo_world *world, int index, struct err *err)
{
    static const char *const carriers[] = {"顺丰", "圆通", "中通", "邮政", "京东", "社区团购"};
    static const char *const shelves[] = {"A1", "A2", "A3", "B1", "B2", "冷柜"};
    const struct demo_household *of = household(world, ANNOUNCED + index - index % 4); /* some have several */
    struct parcel parcel = {.place_id = of->id,
                            .pieces = 1 + index % 3 / 2,
                            .urgent = index % 11 == 3,
                            .arrived_at = world->demo->now - (int64_t)(PARCELS - index) * 4 * HOUR,
                            .officer_id = officer_of(world, index)};
    text_copy(parcel.carrier, sizeof parcel.carrier, parcel.urgent ? "药品" : carriers[index % 6]);
    text_copy(parcel.shelf, sizeof parcel.shelf, shelves[index * 5 % 6]);
    if (index % 3 == 0) {
        bool delivered = index % 9 == 0;
        struct place place;
        parcel.state = delivered ? PARCEL_DELIVERED : PARCEL_COLLECTED;
        parcel.done_at = parcel.arrived_at + 3 * HOUR;
        parcel.done_officer_id = officer_of(world, index + 1);
        if (place_get(world->store, of->id, &place, NULL))
            text_copy(parcel.done_by, sizeof parcel.done_by, delivered ? "志愿者" : place.head);
    }
    return record_save(world->store, &parcel_table, &parcel, err) && demo_row_done(world, err);
}

bool demo_make_expected(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < ANNOUNCED; i++)
        if (!announce(world, i, err))
            return false;
    for (int i = 0; i < PARCELS; i++)
        if (!put_on_shelf(world, i, err))
            return false;
    return true;
}
