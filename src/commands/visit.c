/* visit add, list, edit, void, done: visits of the teams, what is still needed. */
#include "gatepost/registers.h"
#include "gatepost/visit_rules.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|open|all")};

static const struct command_option done_options[] = {OPTION_REV, {0}};

static int run_done(const struct command_call *call)
{
    struct err err = {0};
    int64_t id, rev;
    if (!read_target(call, &id, &rev, &err) || !visit_done(call->store, id, rev, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

const struct command visit_add_command = {
    .name = "visit add",
    .usage = "--place ROOM (--team NAME | --who NAMES) [OPTIONS] | -",
    .help = N_("Write down a visit: who went, what was found, what was needed."),
    .examples =
        "  gatepost --officer 李敏 visit add --place 12-2-1203 --team 第一小组 --found 情况稳定 --needed 降压药\n",
    .options = add_options,
    .fields = visit_fields,
    .rules = &visit_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command visit_list_command = {
    .name = "visit list",
    .usage = "[--show valid|open|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List visits, the newest first, or those where something is still needed."),
    .title = N_("Visits of the teams"),
    .options = list_options,
    .rules = &visit_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command visit_edit_command = {
    .name = "visit edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a visit; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 visit edit 3 --needed 体温计\n",
    .options = edit_options,
    .fields = visit_fields,
    .rules = &visit_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command visit_void_command = {
    .name = "visit void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a visit with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 visit void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &visit_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command visit_done_command = {
    .name = "visit done",
    .usage = "ID",
    .help = N_("What was needed at a visit is done now."),
    .examples = "  gatepost --officer 李敏 visit done 3\n",
    .options = done_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "visit.done",
    .run = run_done,
};
