/* patrol add, list, edit, void, done: what patrols found and what was done. */
#include "gatepost/patrol_rules.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("open|done|all")};
static const struct command_option done_options[] = {{"action", "TEXT", N_("what was done about it")}, {0}};

static int run_done(const struct command_call *call)
{
    const char *action = call_option(call, "action");
    struct err err = {0};
    int64_t id;
    if (!read_id(call->argv[0], &id, &err) || !patrol_done(call->store, id, -1, action != NULL ? action : "", &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

const struct command patrol_add_command = {
    .name = "patrol add",
    .usage = "--building TEXT --by NAME [OPTIONS] | -",
    .help = N_("Write down a patrol and what was found; nothing found is done at once."),
    .examples = "  gatepost --officer 李敏 patrol add --building 12栋 --by 吴芳 --found 楼道堆放杂物 --urgent yes\n",
    .options = add_options,
    .fields = patrol_fields,
    .rules = &patrol_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command patrol_list_command = {
    .name = "patrol list",
    .usage = "[--show open|done|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List what patrols found and nobody has done yet, the oldest first, or the others."),
    .title = N_("Patrol notes"),
    .options = list_options,
    .rules = &patrol_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command patrol_edit_command = {
    .name = "patrol edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a patrol note; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 patrol edit 3 --urgent no\n",
    .options = edit_options,
    .fields = patrol_fields,
    .rules = &patrol_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command patrol_void_command = {
    .name = "patrol void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a patrol note with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 patrol void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &patrol_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command patrol_done_command = {
    .name = "patrol done",
    .usage = "ID --action TEXT",
    .help = N_("Say what was done about a patrol note; it is closed then."),
    .examples = "  gatepost --officer 李敏 patrol done 3 --action 已清理\n",
    .options = done_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "patrol.done",
    .run = run_done,
};
