/* pass add, list, edit, void, lost. */
#include "gatepost/pass.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|lost|void|all")};

const struct command pass_add_command = {
    .name = "pass add",
    .usage = "--number NUMBER (--person WORD | --place ROOM) [OPTIONS] | -",
    .help = N_("Issue a pass to a person or a household."),
    .examples = "  gatepost --officer 李敏 pass add --number A-0012 --place 12-2-1203 --colour 绿\n"
                "  gatepost --officer 李敏 pass add --number A-0913 --place 12-2-1203 --replaces 12\n",
    .options = add_options,
    .fields = pass_fields,
    .rules = &pass_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command pass_list_command = {
    .name = "pass list",
    .usage = "[--show valid|lost|void|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the passes by number."),
    .title = N_("Passes"),
    .examples = "  gatepost pass list --show void\n",
    .options = list_options,
    .rules = &pass_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command pass_edit_command = {
    .name = "pass edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a pass; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 pass edit 3 --valid-until 4-25\n",
    .options = edit_options,
    .fields = pass_fields,
    .rules = &pass_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command pass_void_command = {
    .name = "pass void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a pass with a reason; at a gate it speaks from then on."),
    .examples = "  gatepost --officer 李敏 pass void 3 --reason 已搬走\n",
    .options = void_options,
    .rules = &pass_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};

static int run_lost(const struct command_call *call)
{
    return run_void_with(call, pass_lose);
}

const struct command pass_lost_command = {
    .name = "pass lost",
    .usage = "ID --reason TEXT",
    .help = N_("Report a pass lost: its number stays known, so that whoever shows it is found out."),
    .examples = "  gatepost --officer 李敏 pass lost 3 --reason 买菜时丢失\n",
    .options = void_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "pass.lost",
    .run = run_lost,
};
