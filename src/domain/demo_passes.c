/* Whose the vehicles of the sample community are, and its passes. No number of the stream is used: what comes behind is
 * the same community with and without them. */
#include "demo_parts.h"
#include "gatepost/pass.h"
#include "gatepost/row.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include <stdio.h>

enum {
    DAY_SECONDS = 86400,
    ISSUED_DAYS = 20,
    LOST_EVERY = 40, /* one household in so many lost its pass and has another */
    VOID_EVERY = 70, /* moved away */
    EXPIRED_EVERY = 90,
    COURIER_TRIPS = 4,
};

static const char *const courier_companies[] = {"顺达快递", "邻里到家", "京通速递", "鲜达配送"};
static const char *const service_companies[] = {"安捷维修", "康洁家政", "城北燃气"};
static const struct {
    const char *place, *plate; /* of a company of the community */
    enum crossing_class class;
    int trips;
} company_vehicles[] = {
    {"恒通五金厂", "粤X10231", CLASS_SERVICE, 4},     {"恒通五金厂", "粤X10232", CLASS_SERVICE, 4},
    {"恒通五金厂", "粤X1023挂", CLASS_SERVICE, 2},    {"望江物业公司", "粤X20881", CLASS_OFFICIAL, 0},
    {"望江物业公司", "粤XD20882", CLASS_OFFICIAL, 0}, {"滨河幼儿园", "粤X33019", CLASS_SERVICE, 0},
};

/* ---- vehicles ---- */

static bool complete(struct demo_world *world, int64_t id, const struct vehicle *with, struct err *err)
{
    struct vehicle vehicle;
    if (!vehicle_get(world->store, id, &vehicle, err))
        return false;
    vehicle.driver_id = with->driver_id;
    vehicle.usual_class = with->usual_class;
    vehicle.trips_per_day = with->trips_per_day;
    text_copy(vehicle.company, sizeof vehicle.company, with->company);
    text_copy(vehicle.phone, sizeof vehicle.phone, with->phone);
    return vehicle_save(world->store, &vehicle, err) && demo_row_done(world, err);
}

static bool complete_families(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < world->household_count; i++) {
        const struct demo_household *household = &world->households[i];
        const struct demo_person *head = &world->people[household->first];
        if (household->count == 0 || head->vehicle_id == 0)
            continue;
        const struct vehicle with = {.driver_id = head->id};
        if (!complete(world, head->vehicle_id, &with, err))
            return false;
    }
    return true;
}

static bool complete_couriers(struct demo_world *world, struct err *err)
{
    for (int i = 0; i < world->visitor_count; i++) {
        const struct demo_person *visitor = &world->people[world->resident_count + i];
        bool courier = visitor->class == CLASS_COURIER;
        if (visitor->vehicle_id == 0 || i % 12 == 11) /* some were only seen at a gate */
            continue;
        struct vehicle with = {
            .driver_id = visitor->id, .usual_class = visitor->class + 1, .trips_per_day = courier ? COURIER_TRIPS : 0};
        text_copy(with.company, sizeof with.company, courier ? courier_companies[i % 4] : service_companies[i % 3]);
        snprintf(with.phone, sizeof with.phone, "199000980%02d", courier ? i % 4 : 10 + i % 3);
        if (!complete(world, visitor->vehicle_id, &with, err))
            return false;
    }
    return true;
}

static bool make_company_vehicles(struct demo_world *world, struct err *err)
{
    for (size_t i = 0; i < sizeof company_vehicles / sizeof company_vehicles[0]; i++) {
        struct vehicle vehicle = {.usual_class = company_vehicles[i].class + 1,
                                  .trips_per_day = company_vehicles[i].trips};
        int count = 0;
        bool more = false;
        if (!search_ids(world->store, SEARCH_PLACE, company_vehicles[i].place, &vehicle.place_id, 1, &count, &more,
                        err))
            return false;
        text_copy(vehicle.plate, sizeof vehicle.plate, company_vehicles[i].plate);
        if (!vehicle_save(world->store, &vehicle, err) || !demo_row_done(world, err))
            return false;
    }
    return true;
}

/* ---- passes ---- */

static bool save_pass(struct demo_world *world, struct pass *pass, int number, struct err *err)
{
    snprintf(pass->number, sizeof pass->number, "WJ%05d", number);
    return record_save(world->store, &pass_table, pass, err) && demo_row_done(world, err);
}

/* The lost card and the one issued for it. */
static bool replace(struct demo_world *world, struct pass *lost, int number, struct err *err)
{
    struct pass new_one = *lost;
    lost->lost_at = world->demo->now - (int64_t)(1 + number % 9) * DAY_SECONDS;
    text_copy(lost->lost, sizeof lost->lost, number % 3 == 0 ? "钥匙包一起丢失" : "买菜时丢失");
    new_one.head = (struct record_head){0};
    new_one.replaces = lost->head.id;
    new_one.issued_at = lost->lost_at;
    return record_save(world->store, &pass_table, lost, err) && demo_row_done(world, err) &&
           save_pass(world, &new_one, number, err);
}

static bool void_pass(struct demo_world *world, const struct pass *pass, struct err *err)
{
    const struct row_value values[] = {
        ROW_STR("voided", "已搬走，证件收回"),
        ROW_INT("voided_at", world->demo->now - (int64_t)(1 + pass->head.id % 7) * DAY_SECONDS)};
    return row_update(world->store, "pass", pass->head.id, pass->head.rev, values, 2, err) && demo_row_done(world, err);
}

static bool make_passes(struct demo_world *world, struct err *err)
{
    static const char *const colours[DEMO_ESTATES] = {"红", "黄", "绿"};
    for (int i = 0; i < world->household_count; i++) {
        const struct demo_household *household = &world->households[i];
        if (household->count == 0)
            continue;
        int64_t issued_at = world->demo->now - (int64_t)ISSUED_DAYS * DAY_SECONDS;
        struct pass pass = {.place_id = household->id, .issued_at = issued_at};
        text_copy(pass.colour, sizeof pass.colour, colours[world->people[household->first].estate % DEMO_ESTATES]);
        if (i % EXPIRED_EVERY == EXPIRED_EVERY / 2)
            pass.valid_until = world->demo->now - (int64_t)(1 + i % 5) * DAY_SECONDS;
        if (!save_pass(world, &pass, i + 1, err))
            return false;
        if (i % LOST_EVERY == LOST_EVERY / 2 && !replace(world, &pass, world->household_count + i + 1, err))
            return false;
        if (i % VOID_EVERY == VOID_EVERY / 2 && pass.lost[0] == '\0' && !void_pass(world, &pass, err))
            return false;
    }
    return true;
}

bool demo_make_passes(struct demo_world *world, struct err *err)
{
    return complete_families(world, err) && complete_couriers(world, err) && make_company_vehicles(world, err) &&
           make_passes(world, err);
}
