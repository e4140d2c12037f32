/* The whole story of a household on the command line (一户一册, domain.md §4). */
#ifndef GATEPOST_HOUSEHOLD_STORY_H
#define GATEPOST_HOUSEHOLD_STORY_H
#include "shared.h"

/* `household show`: the place, then its members with their observations, the temperatures, the time line. */
int household_story_run(const struct command_call *call);
extern const struct command_option household_story_options[];
#endif
