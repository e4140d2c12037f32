/* How often a vehicle may come in on one day (domain.md §2): its own limit, else the community's. */
#include "gate_assess.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/search.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "person_fields.h"
#include <stdio.h>
#include <string.h>

enum { TIMES_TOLD = 6, PART_LEAST = 4 };

/* The only one found by a part of its plate. */
static bool find_part(struct store *store, const char *typed, char plate[24])
{
    struct vehicle vehicle;
    int64_t ids[2];
    int count = 0;
    bool more = false;
    if (strlen(typed) < PART_LEAST || !search_ids(store, SEARCH_VEHICLE, typed, ids, 2, &count, &more, NULL) ||
        count != 1 || !vehicle_get(store, ids[0], &vehicle, NULL))
        return false;
    text_copy(plate, sizeof vehicle.plate, vehicle.plate);
    return true;
}

/* A whole plate is that one, even where it is the beginning of a longer one. */
bool gate_plate_parse(struct store *store, const char *typed, char plate[24], struct err *err)
{
    return plate_accept(store, typed, plate, err) || find_part(store, typed, plate);
}

int vehicle_trip_limit(struct store *store, const struct vehicle *vehicle)
{
    return vehicle->trips_per_day > 0 ? vehicle->trips_per_day : setting_integer(store, "vehicle.trips");
}

/* "08:10, 10:32", the last ones. */
static void tell_times(const int64_t *times, int count, struct buffer *out)
{
    int first = count > TIMES_TOLD ? count - TIMES_TOLD : 0;
    for (int i = first; i < count; i++) {
        char when[TIME_SIZE];
        time_label(times[i], when);
        buffer_format(out, "%s%s", i > first ? _(", ") : "", when);
    }
}

static void tell_company(const struct vehicle *vehicle, char *text, size_t size)
{
    struct buffer words = {0};
    buffer_format(&words, "%s %s", vehicle->phone, vehicle->company); /* a long name is cut, not the number */
    text_copy(text, size, buffer_text(&words) + (vehicle->phone[0] == '\0'));
    buffer_release(&words);
}

void assess_vehicle(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct vehicle vehicle;
    int64_t times[TRIPS_MOST];
    int count = 0;
    if (crossing->vehicle_id == 0 || crossing->direction != DIRECTION_IN || crossing->class == CLASS_EMERGENCY ||
        !vehicle_get(store, crossing->vehicle_id, &vehicle, NULL))
        return;
    int limit = vehicle_trip_limit(store, &vehicle);
    if (limit == 0 ||
        !vehicle_trips(store, vehicle.head.id, clock_day(crossing->at), crossing->id, times, &count, NULL))
        return;
    struct gate_advice advice = {.level = count < limit ? ADVICE_NOTE : ADVICE_DENY, .reason = N_("too many trips")};
    struct buffer told = {0};
    tell_times(times, count, &told);
    if (count < limit)
        snprintf(advice.say, sizeof advice.say, _("Trip %1$d of %2$d today: %3$s"), count + 1, limit, vehicle.plate);
    else
        snprintf(advice.say, sizeof advice.say, _("%1$s has come in %2$d times today (%3$s), the limit is %4$d."),
                 vehicle.plate, count, buffer_text(&told), limit);
    buffer_release(&told);
    if (advice.level == ADVICE_DENY && vehicle.company[0] != '\0')
        tell_company(&vehicle, advice.call, sizeof advice.call);
    advice_add(list, &advice);
}
