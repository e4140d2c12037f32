/* tier add, list, edit, void; keeper set, list, void: the tiers of follow-up, who of each keeps contact. */
#include "gatepost/observed.h"
#include "gatepost/registers.h"
#include "gatepost/tier_rules.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdio.h>

static const struct command_option tier_add_options[] = {
    {"usual", NULL, N_("the four usual tiers, where there are none")}, REGISTER_ADD_OPTIONS};

static int run_tier_add(const struct command_call *call)
{
    struct err err = {0};
    if (!call_has(call, "usual"))
        return register_add_run(call);
    if (call_has(call, "name") || call_has(call, "position") || call_has(call, "daily") || call->argc > 0) {
        err_set(&err, ERR_INPUT, _("Give --usual alone, or a tier, not both."));
        return report_usage("tier add", &err);
    }
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (!tier_begin(call->store, &err))
        return report_error(&err);
    return EXIT_DONE;
}

static const struct command_option keeper_add_options[] = {
    {"building", "NUMBER", N_("every observed household of this building")},
    {"estate", "NAME", N_("with --building: the estate")},
    REGISTER_ADD_OPTIONS};

static bool check_keeper_options(const struct command_call *call, bool building, struct err *err)
{
    if (!building && call_has(call, "estate"))
        return err_set(err, ERR_INPUT, _("--estate goes with --building: a household's room says its own."));
    return !building || (!call_has(call, "place") && call->argc == 0) ||
           err_set(err, ERR_INPUT, _("Give --place or --building, not both."));
}

static int run_keeper_set(const struct command_call *call)
{
    const char *building = call_option(call, "building"), *said = call_option(call, "estate");
    char estate[64] = "";
    struct keeper keeper;
    struct err err = {0};
    int count = 0;
    if (!check_keeper_options(call, building != NULL, &err))
        return report_usage("keeper set", &err);
    if (building == NULL)
        return register_add_run(call);
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    register_new(&keeper_rules, &keeper);
    if (!record_parse_options(call, &keeper, &err) ||
        (said == NULL && !observed_estate(call->store, building, estate, &err)) ||
        !keeper_assign(call->store, said != NULL ? said : estate, building, &keeper, &count, &err))
        return report_error(&err);
    fprintf(stderr,
            call_has(call, "dry-run") ? _("%d households would have another follow-up person.\n")
                                      : _("%d households have another follow-up person now.\n"),
            count);
    return EXIT_DONE;
}
static const struct command_option tier_list_options[] = {REGISTER_LIST_OPTIONS("valid")};

const struct command tier_add_command = {
    .name = "tier add",
    .usage = "--name NAME [OPTIONS] | --usual | -",
    .help = N_("Add a tier of follow-up, or the four usual ones."),
    .examples = "  gatepost --officer 李敏 tier add --name 楼长 --daily no\n",
    .options = tier_add_options,
    .fields = tier_fields,
    .rules = &tier_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = run_tier_add,
};
const struct command tier_list_command = {
    .name = "tier list",
    .usage = "[--show valid] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the tiers of follow-up by rank."),
    .title = N_("Tiers of follow-up"),
    .options = tier_list_options,
    .rules = &tier_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command tier_edit_command = {
    .name = "tier edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a tier; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 tier edit 2 --name 社区医生\n",
    .options = edit_options,
    .fields = tier_fields,
    .rules = &tier_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command tier_void_command = {
    .name = "tier void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a tier with a reason; not while it has follow-up persons."),
    .examples = "  gatepost --officer 李敏 tier void 5 --reason 不再设\n",
    .options = void_options,
    .rules = &tier_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|all")};

const struct command keeper_set_command = {
    .name = "keeper set",
    .usage = "(--place ROOM | --building NUMBER) --tier NAME (--person WHO | --name NAME) [OPTIONS] | -",
    .help = N_("Say who of a tier follows up a household, or every observed household of a building; whoever did "
               "before is ended."),
    .examples =
        "  gatepost --officer 李敏 keeper set --place 12-2-1203 --tier 网格员 --name 吴芳 --phone 13800001111\n",
    .options = keeper_add_options,
    .fields = keeper_fields,
    .rules = &keeper_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = run_keeper_set,
};
const struct command keeper_list_command = {
    .name = "keeper list",
    .usage = "[--show valid|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List who of each tier follows up which household."),
    .title = N_("Who follows up"),
    .options = list_options,
    .rules = &keeper_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command keeper_void_command = {
    .name = "keeper void",
    .usage = "ID --reason TEXT",
    .help = N_("End a follow-up person of a household, with a reason."),
    .examples = "  gatepost --officer 李敏 keeper void 3 --reason 已调离\n",
    .options = void_options,
    .rules = &keeper_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
