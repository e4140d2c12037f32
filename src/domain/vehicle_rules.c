/* Vehicles: one record of a plate; what was only seen at a gate is completed (domain.md §2). */
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "person_fields.h"

static void tell_owner(struct store *store, const struct vehicle *vehicle, char *text, size_t size)
{
    record_refers(store, record_find(vehicle_fields, "place"), vehicle, text, size);
    if (text[0] == '\0')
        text_copy(text, size, vehicle->company);
    if (text[0] == '\0')
        record_refers(store, record_find(vehicle_fields, "driver"), vehicle, text, size);
}

/* A new record of a plate that was only seen at a gate completes that one; any other double is refused by name. */
static bool check_double(struct store *store, struct vehicle *vehicle, struct err *err)
{
    struct vehicle other;
    char owner[NAME_BYTES];
    if (!record_with_text(store, &vehicle_table, "plate", vehicle->plate, &other, NULL) ||
        other.head.id == vehicle->head.id)
        return true;
    if (vehicle->head.id == 0 && vehicle_is_bare(&other)) {
        vehicle->head = other.head;
        return true;
    }
    tell_owner(store, &other, owner, sizeof owner);
    return err_field(err, ERR_INPUT, "plate",
                     _("%1$s is registered already (record %2$lld%3$s%4$s). Correct that one."), other.plate,
                     (long long)other.head.id, owner[0] != '\0' ? _(", ") : "", owner);
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct vehicle *vehicle = record;
    char plate[sizeof vehicle->plate];
    (void)before;
    if (!plate_accept(store, vehicle->plate, plate, err))
        return false;
    text_copy(vehicle->plate, sizeof vehicle->plate, plate);
    if (vehicle->place_id != 0 && vehicle->company[0] != '\0')
        return err_field(err, ERR_INPUT, "company",
                         _("Either a household or place of the register, or a company: empty one of the two."));
    return check_double(store, vehicle, err);
}

const struct register_rules vehicle_rules = {
    .table = &vehicle_table,
    .verb_add = "vehicle.add",
    .verb_edit = "vehicle.edit",
    .verb_void = "vehicle.void",
    .check = check,
};
