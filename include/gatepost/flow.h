/* Breaking text into lines: at a blank where there is one, else between any two characters (as Chinese does). */
#ifndef GATEPOST_FLOW_H
#define GATEPOST_FLOW_H
#include "gatepost/canvas.h"
#include <stddef.h>

/* Bytes of the first line of text in `columns`, *next where the following one begins. 0 and *next 0 at the end. */
size_t flow_line(const char *text, int columns, size_t *next);
/* Lines that text takes. */
int flow_height(const char *text, int columns);
/* Draws text into rect from its line `first` on; returns the lines drawn. */
int flow_draw(struct canvas *canvas, struct rect rect, const char *text, int first, enum style style);
/* The line on top after scrolling by ±1 (a line) or ±2 (a page) of `rows`. */
int flow_scroll(int first, int step, int lines, int rows);
/* The rows of an action table that scroll a text: `run` finds the step in view->running->argument. */
#define FLOW_ACTIONS(prefix, run_step)                                                                              \
    {.name = prefix ".up",                                                                                          \
     .label = N_("Up"),                                                                                             \
     .help = N_("One line up."),                                                                                    \
     .keys = {KEY_UP, 'k'},                                                                                         \
     .flags = ACTION_HIDDEN,                                                                                        \
     .run = run_step,                                                                                               \
     .argument = -1},                                                                                               \
        {.name = prefix ".down",                                                                                    \
         .label = N_("Down"),                                                                                       \
         .help = N_("One line down."),                                                                              \
         .keys = {KEY_DOWN, 'j'},                                                                                   \
         .flags = ACTION_HIDDEN,                                                                                    \
         .run = run_step,                                                                                           \
         .argument = 1},                                                                                            \
        {.name = prefix ".page-up",                                                                                 \
         .label = N_("Page up"),                                                                                    \
         .help = N_("One page up."),                                                                                \
         .keys = {KEY_PAGE_UP},                                                                                     \
         .flags = ACTION_HIDDEN,                                                                                    \
         .run = run_step,                                                                                           \
         .argument = -2},                                                                                           \
    {                                                                                                               \
        .name = prefix ".page-down", .label = N_("Page dn"), .help = N_("One page down."), .keys = {KEY_PAGE_DOWN}, \
        .flags = ACTION_HIDDEN, .run = run_step, .argument = 2                                                      \
    }
#endif
