/* roster import: a sign-up chain (接龙) onto the shifts it names, saved or only shown. */
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "input.h"
#include "registry.h"
#include "roster_plan.h"

static bool read_preset(const struct command_call *call, struct roster_sign_up_preset *preset, struct err *err)
{
    const char *day = call_option(call, "day"), *shift = call_option(call, "shift");
    return shift_post_said(call, &preset->post_id, err) && (day == NULL || shift_day_parse(day, &preset->day, err)) &&
           (shift == NULL || shift_span_parse(shift, &preset->span, err));
}

static int run_import(const struct command_call *call)
{
    struct roster_sign_up_preset preset = {0};
    struct roster_plan plan = {0};
    struct buffer text = {0};
    struct err err = {0};
    bool good = read_preset(call, &preset, &err) && input_chat(call->argv[0], &text, &err) &&
                roster_plan_sign_up(call->store, buffer_text(&text), &preset, &plan, &err);
    buffer_release(&text);
    if (good && plan.count == 0)
        good = err_set(&err, ERR_INPUT,
                       _("Nobody was recognised: write \"1. name\" below a line with day, post and shift."));
    if (good)
        return roster_plan_run(call, &plan);
    roster_plan_release(&plan);
    return report_error(&err);
}

static const struct command_option import_options[] = {
    {"post", "NAME", N_("the post of lines that name none")},
    {"day", "DAY", N_("the day of lines that name none; else the next such shift")},
    {"shift", "SPAN", N_("the shift of lines that name none: 22-06")},
    ROSTER_PLAN_OPTIONS,
    {0},
};
const struct command roster_import_command = {
    .name = "roster import",
    .usage = "(FILE|-) [--post NAME] [--day DAY] [--shift SPAN] [--reason TEXT] [--dry-run] [--json | --tsv]",
    .help = N_("Put those of a sign-up chain from a chat on the shifts it names, as one step that is undone as one."),
    .more =
        N_("A line with day, post and shift (4月12日 南门 22-06 接龙) holds for the lines below it; a line may say "
           "otherwise (1 王五 东门夜班). Whoever is no volunteer yet is told and stays out: import volunteers takes "
           "those with a phone. The rows tell what speaks against the others."),
    .title = N_("Planned shifts"),
    .examples = "  gatepost --officer 李敏 roster import - --dry-run <接龙.txt\n"
                "  gatepost --officer 李敏 roster import 接龙.txt --post 南门 --day 04-12 --shift 22-06\n",
    .options = import_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "roster.import",
    .run = run_import,
};
