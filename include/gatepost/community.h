/* A new community: the file with its first officer and checkpoints, or with sample data. What `gatepost init` and the
 * first run have in common. */
#ifndef GATEPOST_COMMUNITY_H
#define GATEPOST_COMMUNITY_H
#include "gatepost/demo.h"

enum { COMMUNITY_CHECKPOINTS_MOST = 40 };
struct community_plan {
    const char *name;       /* of the community */
    const char *zone;       /* as in clock_use_zone; NULL: the setting's default */
    const char *fever_line; /* as people type a temperature; NULL: the setting's default */
    const char *officer;    /* signs on first, with every right */
    const char *checkpoints[COMMUNITY_CHECKPOINTS_MOST];
    int checkpoint_count; /* 0: one with a plain name is made */
    bool with_demo;       /* the sample community instead: it brings its own officers and checkpoints */
    struct demo demo;
};

/* Makes the file (store_create) and fills it; all or nothing. Checks first, without touching the disk: ERR_INPUT with
 * err->field "community", "zone", "fever", "officer" or "checkpoints". Sets the clock's zone. */
bool community_make(const char *path, const struct community_plan *plan, struct err *err);
#endif
