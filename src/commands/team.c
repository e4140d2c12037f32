/* team add, list, edit, void, split: three-person teams, which goes to which building on a day. */
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/team_split.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|all")};
static const struct command_option split_options[] = {
    {"anew", NULL, N_("every building, whatever is decided")},
    {"dry-run", NULL, N_("show what would be decided, save nothing")},
    OPTIONS_OF_LISTS,
    {0},
};

struct split_row {
    struct plan_row plan;
    bool kept;
};
#define SPLIT(member) RECORD_AT(struct split_row, member)
static const struct record_field split_fields[] = {
    {"estate", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SPLIT(plan.estate), .width = 10, .said = SAID_AS_IT_IS,
     .label = N_("Estate")},
    {"building", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SPLIT(plan.building), .width = 8, .said = SAID_AS_IT_IS,
     .label = N_("Building")},
    {"households", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, SPLIT(plan.households), .most = 100000, .width = 10,
     .label = N_("Households")},
    {"people", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, SPLIT(plan.people), .most = 100000, .width = 8,
     .label = N_("People")},
    {"team", NULL, NULL, RECORD_ROW, RECORD_SHOWN, SPLIT(plan.team_id), .width = 12, .label = N_("Team"),
     .of = &team_table},
    {"kept", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, SPLIT(kept), .width = 6, .label = N_("Kept")},
    {0},
};

static void print_plan(const struct command_call *call, const struct team_plan *plan)
{
    if (!print_header(call, split_fields))
        return;
    for (int i = 0; i < plan->count; i++) {
        struct split_row row = {.plan = plan->rows[i], .kept = plan->rows[i].team_id == plan->rows[i].before_id};
        if (!print_row(call, split_fields, &row))
            return;
    }
}

static bool accept(const struct command_call *call, const struct team_plan *plan, struct err *err)
{
    int count = 0;
    return plan->proposed == 0 || call_has(call, "dry-run") || team_plan_accept(call->store, plan, &count, err);
}

/* One building by name: whatever team it has that day. */
static int set_one(const struct command_call *call, struct team_day *said)
{
    struct team_day standing;
    struct err err = {0};
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (said->estate[0] == '\0' && said->building[0] != '\0' &&
        !observed_estate(call->store, said->building, said->estate, &err))
        return report_error(&err);
    if (said->day == 0)
        said->day = clock_day(clock_now());
    if (team_of_building(call->store, said->day, said->estate, said->building, &standing, NULL))
        said->head = standing.head;
    if (!register_save(call->store, &team_day_rules, said, &err))
        return report_error(&err);
    print_saved(call, said->head.id);
    return EXIT_DONE;
}

static int run_split(const struct command_call *call)
{
    struct team_day said = {0};
    struct team_plan plan;
    struct err err = {0};
    if (!record_parse_options(call, &said, &err))
        return report_usage(call->command->name, &err);
    if (said.building[0] != '\0' || said.team_id != 0)
        return set_one(call, &said);
    if (!team_plan_make(call->store, said.day != 0 ? said.day : clock_day(clock_now()), call_has(call, "anew"), &plan,
                        &err))
        return report_error(&err);
    bool good = accept(call, &plan, &err);
    if (good)
        print_plan(call, &plan);
    team_plan_release(&plan);
    return good ? EXIT_DONE : report_error(&err);
}

const struct command team_add_command = {
    .name = "team add",
    .usage = "--name NAME [OPTIONS] | -",
    .help = N_("Add a three-person team: cadre, grid worker, community doctor."),
    .examples = "  gatepost --officer 李敏 team add --name 第五小组 --cadre 周敏 --grid-worker 吴芳 --doctor 郑文\n",
    .options = add_options,
    .fields = team_fields,
    .rules = &team_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command team_list_command = {
    .name = "team list",
    .usage = "[--show valid|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the three-person teams."),
    .title = N_("Teams"),
    .options = list_options,
    .rules = &team_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command team_edit_command = {
    .name = "team edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a team; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 team edit 2 --doctor 郑文\n",
    .options = edit_options,
    .fields = team_fields,
    .rules = &team_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command team_void_command = {
    .name = "team void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a team with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 team void 2 --reason 已并组\n",
    .options = void_options,
    .rules = &team_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command team_split_command = {
    .name = "team split",
    .usage = "[--day DAY] [--anew] [--dry-run] | --building NUMBER --team NAME [--estate NAME] [--day DAY]",
    .help =
        N_("Give every building with observed households a team for a day: evenly, and the team it had where that is "
           "even; or one building another team."),
    .more =
        N_("Even is a difference of one household between the team with most and with least, or the least there can "
           "be. What is decided already stays, unless --anew. The rows tell what holds then."),
    .title = N_("Teams of the day"),
    .examples = "  gatepost --officer 李敏 team split --dry-run\n",
    .options = split_options,
    .fields = team_day_fields,
    .access = ACCESS_WRITE,
    .verb = "team.split",
    .run = run_split,
};
