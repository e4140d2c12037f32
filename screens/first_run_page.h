/* What the files of the first run's page know of each other. */
#ifndef SCREENS_FIRST_RUN_PAGE_H
#define SCREENS_FIRST_RUN_PAGE_H
#include "gatepost/community.h"
#include "gatepost/first_run.h"
#include "gatepost/view.h"

struct page {
    struct first_run *run;
    char checkpoints[COMMUNITY_CHECKPOINTS_MOST][NAMES_SIZE]; /* as typed so far */
    int checkpoint_count;                                     /* as typed: may be more */
    bool elsewhere;                                           /* the path is not the one gatepost would look at */
};

struct first_run *page_run(const struct view *view);
enum first_run_what page_what(const struct view *view);
/* True when `path`, in full, is what was said. */
bool page_is_path(const char *said, const char *path);
/* Makes or opens what the page says, and ends it; false with the field at fault, and nothing on the disk. */
bool page_save(struct view *view, struct err *err);
#endif
