/* survey add, list, edit, void: visits and calls of the screening; survey round …: their rounds. */
#include "gatepost/registers.h"
#include "gatepost/survey_rules.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|not-home|refused|vacant|all")};
static const struct command_option round_list_options[] = {REGISTER_LIST_OPTIONS("valid")};
static const struct command_option end_options[] = {{"on", "DAY", N_("its last day; today if nothing is said")}, {0}};

static int run_end(const struct command_call *call)
{
    static const struct record_field day_field = {.name = "on", .kind = RECORD_DAY, .label = N_("Ended on")};
    const char *said = call_option(call, "on");
    struct err err = {0};
    int64_t id;
    int day = 0;
    if (!read_id(call->argv[0], &id, &err) || !record_parse(&day_field, &day, said != NULL ? said : "", &err) ||
        !survey_round_end(call->store, id, -1, day, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

const struct command survey_add_command = {
    .name = "survey add",
    .usage = "--place ROOM [--persons NUMBER | --result RESULT] [OPTIONS] | -",
    .help = N_("Screen a household, at the door or by phone; one that is not home is a try."),
    .more = N_("Answers not given are not asked. With - many surveys are read from standard input."),
    .examples = "  gatepost --officer 李敏 survey add --place 12-2-1203 --persons 4 --returned no --visitors no\n"
                "  gatepost --officer 李敏 survey add --place 12-2-1103 --result not_home --how phone\n",
    .options = add_options,
    .fields = survey_fields,
    .rules = &survey_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command survey_list_command = {
    .name = "survey list",
    .usage = "[--show valid|not-home|refused|vacant|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List visits and calls of the screening, the newest first."),
    .title = N_("Surveys"),
    .options = list_options,
    .rules = &survey_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command survey_edit_command = {
    .name = "survey edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a survey; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 survey edit 3 --persons 5\n",
    .options = edit_options,
    .fields = survey_fields,
    .rules = &survey_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command survey_void_command = {
    .name = "survey void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a survey with a reason; the one before it counts again."),
    .examples = "  gatepost --officer 李敏 survey void 3 --reason 房号记错\n",
    .options = void_options,
    .rules = &survey_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command survey_round_add_command = {
    .name = "survey round add",
    .usage = "--name NAME [OPTIONS]",
    .help = N_("Begin a survey round; the one going on ends."),
    .examples = "  gatepost --officer 李敏 survey round add --name 第3轮入户排查\n",
    .options = add_options,
    .fields = survey_round_fields,
    .rules = &survey_round_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command survey_round_list_command = {
    .name = "survey round list",
    .usage = "[--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the survey rounds, the newest first."),
    .title = N_("Survey rounds"),
    .options = round_list_options,
    .rules = &survey_round_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command survey_round_edit_command = {
    .name = "survey round edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a survey round; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 survey round edit 2 --name 第2轮重点排查\n",
    .options = edit_options,
    .fields = survey_round_fields,
    .rules = &survey_round_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command survey_round_end_command = {
    .name = "survey round end",
    .usage = "ID [--on DAY]",
    .help = N_("End a survey round."),
    .examples = "  gatepost --officer 李敏 survey round end 2\n",
    .options = end_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "survey_round.end",
    .run = run_end,
};
const struct command survey_round_void_command = {
    .name = "survey round void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a survey round without surveys, with a reason."),
    .examples = "  gatepost --officer 李敏 survey round void 3 --reason 重复新建\n",
    .options = void_options,
    .rules = &survey_round_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
