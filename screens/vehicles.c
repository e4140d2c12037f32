/* Vehicles of households and companies: whose they are, who drives, how often a day they come in (domain.md §2). */
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("All"), N_("Only seen at a gate"), N_("Void"), NULL};

/* "2/3": entries of today and the limit; "!3/3" when no more are left. */
static void more(const struct view *view, const void *record, char *text, size_t size)
{
    const struct vehicle *vehicle = record;
    struct store *store = application_store(view);
    int limit = vehicle_trip_limit(store, vehicle), count = 0;
    struct err ignored = {0};
    text_copy(text, size, "");
    if (vehicle->head.voided[0] ||
        !vehicle_trips(store, vehicle->head.id, clock_day(clock_now()), 0, NULL, &count, &ignored))
        return;
    if (limit)
        snprintf(text, size, "%s%d/%d", count >= limit ? "!" : "", count, limit);
    else if (count)
        snprintf(text, size, "%d", count);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct vehicle *vehicle = record;
    if (!strcmp(column, "owner")) {
        const char *place = register_named(view, record, "place");
        text_copy(cell->text, sizeof cell->text, place[0] ? place : vehicle->company);
    } else if (!strcmp(column, "today")) {
        text_copy(cell->text, sizeof cell->text, register_more(record));
        cell->style = cell->text[0] == '!' ? STYLE_WARNING : STYLE_NORMAL;
    } else if (strcmp(column, "class") || vehicle->usual_class) {
        return false;
    }
    return true;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    application_mask(application_of(view), MASK_PLATE, ((const struct vehicle *)record)->plate, text, size);
}

static const struct register_screen vehicles = {
    .rules = &vehicle_rules,
    .form = &screen_vehicle_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .more = more,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Plate"), .name = "plate", .width = 10, .priority = 9},
    {.heading = N_("Kind"), .name = "kind", .width = 8, .priority = 5},
    {.heading = N_("Belongs to"), .name = "owner", .width = 14, .grow = 2, .most = 30, .priority = 8},
    {.heading = N_("Driver"), .name = "driver", .width = 8, .grow = 1, .most = 16, .priority = 7},
    {.heading = N_("Class"), .name = "class", .width = 8, .priority = 6},
    {.heading = N_("Today"), .name = "today", .width = 6, .priority = 8, .right = true},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 4},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Vehicles of households and companies stand here. F7 adds the first."),
                  N_("No vehicle matches. Esc shows all again, F7 adds one."));
static const struct action actions[] = {
    REGISTER_ADD("vehicle.add", &screen_vehicle_form,
                 N_("Adds a vehicle; one that was only seen at a gate is completed.")),
    REGISTER_EDIT("vehicle.edit", &screen_vehicle_form, N_("Corrects the selected vehicle.")),
    REGISTER_VOID("vehicle.void", N_("Voids the selected vehicle, with a reason.")),
    REGISTER_TURN("vehicle.which", N_("Shows all vehicles, those only seen at a gate, or the void ones.")),
    REGISTER_LOOK("vehicle.look"),
    REGISTER_BOOKLET("vehicle.booklet"),
    REGISTER_HISTORY("vehicle.history", N_("Who changed what of the selected vehicle, and when.")),
};
static const struct field fields[] = {
    {.name = "plate",
     .label = N_("Plate"),
     .hint = N_("E12345, the province by itself"),
     .width = 14,
     .flags = FIELD_REQUIRED},
    {.name = "place", .label = N_("Household"), .hint = N_("room or place"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "company", .label = N_("Company"), .hint = N_("from outside"), .width = 24},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "driver", .label = N_("Driver"), .hint = N_("who usually drives"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "class", .label = N_("Class"), .kind = FIELD_CHOICE, .width = 14, .choices = vehicle_class_labels},
    {.name = "trips", .label = N_("Trips a day"), .hint = N_("at most; empty: as the setting says"), .width = 5},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("vehicle", fields);

const struct screen_def screen_vehicle_form = REGISTER_FORM_SCREEN("vehicle_form", N_("Vehicle"), &vehicles, &form, 70);
const struct screen_def screen_vehicles =
    REGISTER_LIST_SCREEN("vehicles", N_("Vehicles"), &vehicles, &list, actions, TOPIC_PEOPLE | TOPIC_GATE);
