/* The day a screen shows, and the keys that go to the one before and after it. */
#ifndef SCREENS_DAY_STEP_H
#define SCREENS_DAY_STEP_H

struct buffer;
struct view;

/* yyyymmdd of what a screen keeps: 0 is today, also past midnight. */
int day_shown(int day);
/* "04-11 Mon", with the year where it is another one than now. */
void day_heading(int day, struct buffer *out);
/* One day back or on, by the argument of the running action; today is the last. */
void day_step(struct view *view, int *day);

/* Rows of an action table: `run` calls day_step. */
#define DAY_ACTIONS(prefix, run_step)                                                                      \
    {.name = prefix ".day-before",                                                                         \
     .label = N_("Day-"),                                                                                  \
     .help = N_("Shows the day before."),                                                                  \
     .keys = {'<', KEY_CTRL_LEFT},                                                                         \
     .priority = 68,                                                                                       \
     .run = run_step,                                                                                      \
     .argument = -1},                                                                                      \
    {                                                                                                      \
        .name = prefix ".day-after", .label = N_("Day+"), .help = N_("Shows the day after, up to today."), \
        .keys = {'>', KEY_CTRL_RIGHT}, .priority = 57, .run = run_step, .argument = 1                      \
    }
#endif
