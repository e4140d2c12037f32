/* roster fill: the fair fill of a week (roster_fill.h), saved or only shown. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "registry.h"
#include "roster_plan.h"

static int run_fill(const struct command_call *call)
{
    struct roster_plan plan = {0};
    struct err err = {0};
    int first_day = 0, last_day = 0;
    if (!roster_days_said(call, &first_day, &last_day, &err) ||
        !roster_plan_fill(call->store, first_day, clock_now(), NULL, NULL, &plan, &err)) {
        roster_plan_release(&plan);
        return report_error(&err);
    }
    return roster_plan_run(call, &plan);
}

static const struct command_option fill_options[] = {
    {"week", "DAY", N_("the week of this day; this week if nothing is said")},
    ROSTER_PLAN_OPTIONS,
    {0},
};
const struct command roster_fill_command = {
    .name = "roster fill",
    .usage = "[--week DAY] [--dry-run] [--json | --tsv]",
    .help = N_("Close the gaps of a week: every rule kept, hours and nights spread evenly, as one step."),
    .more = N_("As few people as can be are missing, wishes and last week's nights are remembered, and what has begun "
               "is left alone. What stays open is told with what bars those who could. The same week is filled the "
               "same way."),
    .title = N_("Planned shifts"),
    .examples = "  gatepost --officer 李敏 roster fill --week 04-18 --dry-run\n"
                "  gatepost --officer 李敏 --json roster fill --week 04-18 --dry-run\n",
    .options = fill_options,
    .access = ACCESS_WRITE,
    .verb = "roster.fill",
    .run = run_fill,
};
