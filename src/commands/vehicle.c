/* vehicle add, list, show, edit, void. */
#include "gatepost/vehicle.h"
#include "gatepost/gate.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include "shared.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|seen|void")};

const struct command vehicle_add_command = {
    .name = "vehicle add",
    .usage = "--plate PLATE [OPTIONS] | -",
    .help = N_("Add a vehicle, or complete one that was only seen at a gate."),
    .examples = "  gatepost --officer 李敏 vehicle add --plate 粤E12345 --company 顺达快递 --class courier --trips 2\n",
    .options = add_options,
    .fields = vehicle_fields,
    .rules = &vehicle_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command vehicle_list_command = {
    .name = "vehicle list",
    .usage = "[--show valid|seen|void] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the vehicles by plate."),
    .title = N_("Vehicles"),
    .options = list_options,
    .rules = &vehicle_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};

/* By its number or, as everybody knows it, by its plate. */
static int run_show(const struct command_call *call)
{
    struct vehicle vehicle;
    char plate[24];
    struct err err = {0};
    int64_t id;
    if (read_id(call->argv[0], &id, NULL))
        return register_show_one(call, id);
    if (!gate_plate_parse(call->store, call->argv[0], plate, &err) ||
        !record_with_text(call->store, &vehicle_table, "plate", plate, &vehicle, &err))
        return report_error(&err);
    return register_show_one(call, vehicle.head.id);
}

const struct command vehicle_show_command = {
    .name = "vehicle show",
    .usage = "[--full] [--json] ID|PLATE",
    .help = N_("Show one vehicle."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost --officer 李敏 vehicle show --full 3\n  gatepost vehicle show 粤E12345\n",
    .options = show_options,
    .rules = &vehicle_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = run_show,
};
const struct command vehicle_edit_command = {
    .name = "vehicle edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a vehicle; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 vehicle edit 3 --driver 3821\n",
    .options = edit_options,
    .fields = vehicle_fields,
    .rules = &vehicle_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command vehicle_void_command = {
    .name = "vehicle void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a vehicle with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 vehicle void 3 --reason 已转卖\n",
    .options = void_options,
    .rules = &vehicle_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
