/* What commands that plan many assignments share: days and posts as said, a plan printed and saved. */
#ifndef GATEPOST_COMMAND_ROSTER_PLAN_H
#define GATEPOST_COMMAND_ROSTER_PLAN_H
#include "gatepost/roster_plan.h"
#include "shared.h"

/* A day, past or to come; without its year the nearest one. ERR_INPUT. */
bool roster_day_parse(const char *word, int *day, struct err *err);
/* first_day to last_day as --week DAY or --day DAY say; this week when neither is said. */
bool roster_days_said(const struct command_call *call, int *first_day, int *last_day, struct err *err);
/* The number of the post that --post names; 0 when it is not said. */
bool roster_post_said(const struct command_call *call, int64_t *post_id, struct err *err);
/* The volunteer that --volunteer names; 0 when it is not said. */
bool roster_volunteer_said(const struct command_call *call, int64_t *volunteer_id, struct err *err);

/* Saves the plan, unless --dry-run; with --reason those that break a rule, too. Prints its rows and what stays open;
 * how many were saved is said on standard error. The exit code; the plan is released. */
int roster_plan_run(const struct command_call *call, struct roster_plan *plan);
#define ROSTER_PLAN_OPTIONS                                                 \
    {"reason", "TEXT", N_("those that break a rule too, for this reason")}, \
        {"dry-run", NULL, N_("show what would be planned, save nothing")},  \
        {"json", NULL, N_("one JSON object a line")},                       \
    {                                                                       \
        "tsv", NULL, N_("tab-separated, with a heading line")               \
    }
#endif
