/* contact add, list, show, edit, void: the command structure and the call list. */
#include "gatepost/contact_rules.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|day-night|void")};

static const struct command_option move_options[] = {
    {"up", NULL, N_("called one place earlier")}, {"down", NULL, N_("called one place later")}, {0}};

static int run_move(const struct command_call *call)
{
    struct err err = {0};
    int64_t id;
    bool up = call_has(call, "up");
    if (up == call_has(call, "down")) {
        err_set(&err, ERR_INPUT, _("Say --up or --down."));
        return report_usage(call->command->name, &err);
    }
    if (!read_id(call->argv[0], &id, &err) || !contact_move(call->store, id, -1, up, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

const struct command contact_add_command = {
    .name = "contact add",
    .usage = "--name NAME [OPTIONS] | -",
    .help = N_("Add somebody to the command structure and the call list."),
    .examples = "  gatepost --officer 李敏 contact add --position 1 --name 陈国梁 --post commander --phone 13800001111 "
                "--day-night yes\n",
    .options = add_options,
    .fields = contact_fields,
    .rules = &contact_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command contact_list_command = {
    .name = "contact list",
    .usage = "[--show valid|day-night|void] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the command structure in rank order."),
    .title = N_("Call list"),
    .options = list_options,
    .rules = &contact_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command contact_show_command = {
    .name = "contact show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one of the call list."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost --officer 李敏 contact show --full 3\n",
    .options = show_options,
    .rules = &contact_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = register_show_run,
};
const struct command contact_edit_command = {
    .name = "contact edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a contact; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 contact edit 3 --position 2\n",
    .options = edit_options,
    .fields = contact_fields,
    .rules = &contact_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command contact_void_command = {
    .name = "contact void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a contact with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 contact void 3 --reason 已调离\n",
    .options = void_options,
    .rules = &contact_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command contact_move_command = {
    .name = "contact move",
    .usage = "ID (--up | --down)",
    .help = N_("Move a contact one place in the call list."),
    .examples = "  gatepost --officer 李敏 contact move 3 --up\n",
    .options = move_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "contact.move",
    .run = run_move,
};
