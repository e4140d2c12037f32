/* tidy: what follows from imports that were undone, redone or broken off, mended in the background. */
#include "gatepost/import.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"

static int run(const struct command_call *call)
{
    struct err err = {0};
    return import_tidy(call->store, &err) ? EXIT_DONE : report_error(&err);
}

const struct command tidy_command = {
    .name = "tidy",
    .usage = "",
    .help = N_("Mend the search keys of imports that were undone or broken off; desks start this by themselves."),
    .examples = "  gatepost tidy\n",
    .access = ACCESS_UPKEEP,
    .run = run,
};
