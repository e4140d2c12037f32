/* What the commands of shifts share: how they are said, how they answer. */
#ifndef GATEPOST_COMMAND_SHIFT_H
#define GATEPOST_COMMAND_SHIFT_H
#include "gatepost/roster_move.h"
#include "shared.h"

/* The volunteer a word means. */
bool shift_volunteer(const struct command_call *call, const char *word, int64_t *volunteer_id, struct err *err);
/* What --post, --day and --at say: 0, today, and 0 where nothing is said. A day without its year is the nearest one. */
bool shift_post_said(const struct command_call *call, int64_t *post_id, struct err *err);
bool shift_day_said(const struct command_call *call, int *day, struct err *err);
bool shift_at_said(const struct command_call *call, const char *option, int64_t *at, struct err *err);
/* With --dry-run nothing of what follows is saved. */
void shift_begin(const struct command_call *call);
/* What came of it: the refusal, "saved ID", or the shift with --json. The exit code. */
int shift_answer(const struct command_call *call, bool good, int64_t id, const struct err *err);
#define SHIFT_OPTIONS_OF_CHANGES                              \
    OPTION_REV, {"json", NULL, N_("the shift as JSON")},      \
    {                                                         \
        "dry-run", NULL, N_("check everything, save nothing") \
    }
#endif
