#include "gatepost/vehicle.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "table.h"
#include <stddef.h>

const char *const plate_kind_names[] = {"ordinary",  "new_energy", "police", "trailer", "learner", "consulate",
                                        "hong_kong", "macao",      "rescue", "other",   NULL};
const char *const plate_kind_labels[] = {N_("Ordinary"), N_("New energy"), N_("Police"), N_("Trailer"),
                                         N_("Learner"),  N_("Consulate"),  N_("HK"),     N_("Macao"),
                                         N_("Rescue"),   N_("Other"),      NULL};
static const char *const vehicle_class_names[] = {"",        "resident", "tenant",    "visitor", "courier",
                                                  "service", "official", "emergency", NULL};
const char *const vehicle_class_labels[] = {N_("As last time"), N_("Resident"),  N_("Tenant"),
                                            N_("Visitor"),      N_("Courier"),   N_("Service"),
                                            N_("Official"),     N_("Emergency"), NULL};

#define VEHICLE(member) RECORD_AT(struct vehicle, member)
const struct record_field vehicle_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, VEHICLE(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, VEHICLE(head.rev)},
    {"plate", "PLATE", N_("the plate, the province may be left out"), RECORD_TEXT, RECORD_NEEDED, VEHICLE(plate),
     .width = 11, .said = SAID_PLATE, .column = "plate", .label = N_("Plate")},
    {"kind", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, VEHICLE(kind), .choices = plate_kind_names,
     .labels = plate_kind_labels, .width = 10, .label = N_("Kind")},
    {"place", "ROOM", N_("the household or company it belongs to"), RECORD_PLACE, RECORD_BOTH, VEHICLE(place_id),
     .width = 16, .column = "place_id", .label = N_("Household")},
    {"company", "NAME", N_("a company that is no place of the register"), RECORD_TEXT, RECORD_BOTH, VEHICLE(company),
     .width = 16, .said = SAID_AS_IT_IS, .column = "company", .label = N_("Company"), .nullable = true},
    {"phone", "PHONE", N_("whom to call about it"), RECORD_PHONE, RECORD_BOTH, VEHICLE(phone), .width = 14,
     .column = "company_phone", .label = N_("Phone"), .nullable = true},
    {"driver", "WORD", N_("who usually drives, as in the gate form"), RECORD_PERSON, RECORD_BOTH, VEHICLE(driver_id),
     .width = 10, .column = "driver_id", .label = N_("Driver")},
    {"class", "CLASS", N_("as what it comes; else as the last time"), RECORD_CHOICE, RECORD_BOTH, VEHICLE(usual_class),
     .choices = vehicle_class_names, .labels = vehicle_class_labels, .width = 12, .column = "usual_class",
     .label = N_("Class"), .nullable = true},
    {"trips", "COUNT", N_("at most so many entries a day; 0: as the setting vehicle.trips says"), RECORD_NUMBER,
     RECORD_BOTH, VEHICLE(trips_per_day), .least = 0, .most = 99, .width = 4, .column = "trips_per_day",
     .label = N_("A day"), .nullable = true},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, VEHICLE(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, VEHICLE(head.voided)},
    {0},
};
/* As in pass.c: the index of the few, not that of all valid ones. */
static const struct record_scope scopes[] = {
    [VEHICLES_ALL] = {"valid", "voided IS NULL"},
    [VEHICLES_SEEN] = {"seen",
                       "place_id IS NULL AND company IS NULL AND driver_id IS NULL AND COALESCE(voided, '') = ''"},
    [VEHICLES_VOID] = {"void", "voided IS NOT NULL"},
    {0},
};

static void derive(void *record)
{
    struct vehicle *vehicle = record;
    vehicle->kind = plate_kind_of(vehicle->plate);
}

const struct record_table vehicle_table = {
    .name = "vehicle",
    .size = sizeof(struct vehicle),
    .fields = vehicle_fields,
    .order = "plate",
    .scopes = scopes,
    .none = N_("There is no vehicle %lld."),
    .what = N_("vehicle"),
    .called = "plate",
    .derive = derive,
};

static const char find_sql[] = "SELECT id FROM vehicle WHERE plate = :plate AND voided IS NULL";
static const char trips_sql[] =
    "SELECT at FROM crossing WHERE vehicle_id = :vehicle AND at >= :first AND at < :until AND direction = 'in' "
    "AND decision = 'admitted' AND voided IS NULL AND id <> :except ORDER BY at, id LIMIT :most";

bool vehicle_get(struct store *store, int64_t id, struct vehicle *vehicle, struct err *err)
{
    return record_get(store, &vehicle_table, id, vehicle, err);
}

bool vehicle_find(struct store *store, const char *plate, int64_t *id, struct err *err)
{
    struct statement *statement = statement_take(store, find_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "plate", plate);
    if (!table_integer(statement, id, err))
        return false;
    return *id != 0 || err_set(err, ERR_NOT_FOUND, _("There is no vehicle %s."), plate);
}

bool vehicle_save(struct store *store, struct vehicle *vehicle, struct err *err)
{
    return record_save(store, &vehicle_table, vehicle, err);
}

bool vehicle_is_bare(const struct vehicle *vehicle)
{
    return vehicle->place_id == 0 && vehicle->company[0] == '\0' && vehicle->phone[0] == '\0' &&
           vehicle->driver_id == 0 && vehicle->usual_class == 0 && vehicle->trips_per_day == 0 &&
           vehicle->note[0] == '\0';
}

bool vehicle_trips(struct store *store, int64_t vehicle_id, int day, int64_t except, int64_t times[TRIPS_MOST],
                   int *count, struct err *err)
{
    *count = 0;
    struct statement *statement = statement_take(store, trips_sql, err);
    if (statement == NULL)
        return false;
    statement_integer(statement, "vehicle", vehicle_id);
    statement_integer(statement, "first", clock_day_start(day));
    statement_integer(statement, "until", clock_day_start(clock_day_add(day, 1)));
    statement_integer(statement, "except", except);
    statement_integer(statement, "most", TRIPS_MOST);
    while (*count < TRIPS_MOST && statement_row(statement)) {
        if (times != NULL)
            times[*count] = column_integer(statement, 0);
        ++*count;
    }
    return statement_done(statement, err);
}
