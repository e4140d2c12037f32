/* A desk with four made-up panes through the scripted terminal: a list each, a form, questions and a seal over them. */
#ifndef GATEPOST_TEST_MADE_UP_DESK_H
#define GATEPOST_TEST_MADE_UP_DESK_H
#include "gatepost/view.h"

/* What the panes are made of, and what was done with them. */
struct made_up_desk {
    int64_t row_count; /* of the list; the newest has the highest id and stands first */
    int64_t opened_id;
    int opened_times, loads, saves, breaks, erased;
    bool allowed;   /* to write */
    bool fail_load; /* of the list */
    unsigned changes;
    bool ringing;
    char *kept_draft;
};
extern struct made_up_desk made_up;
extern const struct ui_hooks made_up_hooks;
extern const struct screen_def *const made_up_panes[4];

/* Before each test, and after all of them. */
int made_up_setup(void **state);
int made_up_teardown(void **state);
/* Runs a script over so many panes; returns the exit code. */
int made_up_play(int pane_count, const char *script);
#endif
