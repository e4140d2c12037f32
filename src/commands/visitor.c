/* visitor add, list, show, edit, void: visitors announced to the desk. */
#include "gatepost/expected.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("expected|used|expired|all")};

const struct command visitor_add_command = {
    .name = "visitor add",
    .usage = "--place ROOM (--name NAME | --plate PLATE) [OPTIONS] | -",
    .help = N_("Write down a visitor whom a household announces; every gate knows at once."),
    .examples =
        "  gatepost --officer 李敏 visitor add --place 12-2-1203 --name 周文明 --phone 13800003821 --until 18:00\n",
    .options = add_options,
    .fields = expected_fields,
    .rules = &expected_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command visitor_list_command = {
    .name = "visitor list",
    .usage = "[--show expected|used|expired|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the announced visitors: those who are expected, who came, who did not come in time."),
    .title = N_("Expected visitors"),
    .options = list_options,
    .rules = &expected_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command visitor_show_command = {
    .name = "visitor show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one announced visitor."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost --officer 李敏 visitor show --full 3\n",
    .options = show_options,
    .rules = &expected_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = register_show_run,
};
const struct command visitor_edit_command = {
    .name = "visitor edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of an announcement; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 visitor edit 3 --until 20:00\n",
    .options = edit_options,
    .fields = expected_fields,
    .rules = &expected_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command visitor_void_command = {
    .name = "visitor void",
    .usage = "ID --reason TEXT",
    .help = N_("Void an announcement with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 visitor void 3 --reason 住户来电取消\n",
    .options = void_options,
    .rules = &expected_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
