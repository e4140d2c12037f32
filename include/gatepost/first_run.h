/* The first run: one page on which a community is made, a file opened or sample data tried, before there is a store. */
#ifndef GATEPOST_FIRST_RUN_H
#define GATEPOST_FIRST_RUN_H
#include "gatepost/desk.h"
#include "gatepost/people.h"

enum first_run_what { FIRST_NEW, FIRST_OPEN, FIRST_SAMPLE };
struct first_run {
    const char *path;                    /* where the file would be: store_locate */
    const struct global_options *global; /* what was said on the command line fills the page in */
    /* What became of it: */
    struct store *store; /* opened; the caller closes it. NULL: the person left, and nothing is on the disk */
    enum first_run_what what;
    char officer[NAME_BYTES],
        checkpoint[NAME_BYTES]; /* who works here, and where; "" after FIRST_OPEN: asked as always */
    bool found_again;           /* the next start finds the file by itself … */
    bool remembered;            /* … because the user's config now names it */
};

/* Shows the page until something was made or opened (true) or the person left (false). The terminal stays open: the
 * desk goes on in it. */
bool first_run(struct terminal *terminal, struct first_run *run);
#endif
