/* Making a new database: the command and the desk's first run. */
#ifndef GATEPOST_INIT_H
#define GATEPOST_INIT_H
#include "gatepost/demo.h"

enum { CHECKPOINTS_FIRST = 64 };
struct init_plan {
    const char *community, *zone; /* zone NULL: the setting's default */
    const char *officer;          /* signs on first, with every right */
    const char *checkpoints[CHECKPOINTS_FIRST];
    int checkpoint_count; /* 0: one with a plain name is made */
    bool with_demo;
    struct demo demo;
};

/* Makes the file; shows the progress of sample data on a terminal; Ctrl-C gives up and leaves nothing. ERR_INPUT for
 * a name that cannot be used. */
bool init_make(const char *path, struct init_plan *plan, struct err *err);
#endif
