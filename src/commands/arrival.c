/* arrival add, list, show, edit, void: who came back from elsewhere or came to visit. */
#include "gatepost/arrival.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {
    REGISTER_LIST_OPTIONS("valid|workers|students|relatives|affected|all")};

const struct command arrival_add_command = {
    .name = "arrival add",
    .usage = "--place ROOM (--person WHO | --name NAME) [OPTIONS] | -",
    .help = N_("Write down who came back from elsewhere or came to visit."),
    .examples = "  gatepost --officer 李敏 arrival add --place 12-2-1203 --name 张磊 --kind student --from 上海 "
                "--affected yes --left 昨天 --returned 今天 --transport '高铁 G1305'\n",
    .options = add_options,
    .fields = arrival_fields,
    .rules = &arrival_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command arrival_list_command = {
    .name = "arrival list",
    .usage = "[--show valid|workers|students|relatives|affected|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List who came, the newest first: all, or only workers, students, relatives, the affected area."),
    .title = N_("Arrivals"),
    .options = list_options,
    .rules = &arrival_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command arrival_show_command = {
    .name = "arrival show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one arrival."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost --officer 李敏 arrival show --full 3\n",
    .options = show_options,
    .rules = &arrival_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = register_show_run,
};
const struct command arrival_edit_command = {
    .name = "arrival edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of an arrival; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 arrival edit 3 --affected no\n",
    .options = edit_options,
    .fields = arrival_fields,
    .rules = &arrival_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command arrival_void_command = {
    .name = "arrival void",
    .usage = "ID --reason TEXT",
    .help = N_("Void an arrival with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 arrival void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &arrival_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
