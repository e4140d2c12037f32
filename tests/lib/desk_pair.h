/* Two desks at once on one file, each with a script of its own (src/ui/term_script.c), each a process of its own with
 * the clock of the test: what one saves the other learns as any terminal does, from the file. They take turns. Lines of
 * a script beside the terminal's own:
 *
 *   hand             the other desk goes on, with this one's time; this one waits until it is handed back
 *   passage N        the lines up to the next are called by this number when one fails
 *   pressed N        exactly so many keys since the last of these lines (or since the beginning)
 *   rung N           so many bells since the last of these lines; "rung" alone counts anew
 *   only TEXT        from here on every canvas has the text in its first row; "only" alone ends it
 *   check NAME       the test looks at the file and at the canvas
 *   other LINE       another terminal does this (fixture.h) */
#ifndef TESTS_DESK_PAIR_H
#define TESTS_DESK_PAIR_H
#include "gatepost/buffer.h"
#include "gatepost/err.h"
#include <stdbool.h>

enum { DESK_PAIR_ROWS = 120 };
struct desk_side {
    const char *name, *officer, *checkpoint; /* name: of the terminal */
    const char *script;
};
struct desk_pair {
    const char *path, *folder; /* folder: where it looks for a configuration, which is none */
    const char *language;
    struct desk_side sides[2]; /* the first has the first turn */
    /* For `check NAME`; err says what is not so. */
    void (*check)(const char *name, struct err *err);
    const char *(*words_of)(int passage); /* what a passage that fails is called */
};
/* Runs both to the end of their scripts; how often something was not as expected. */
int desk_pair_run(const struct desk_pair *pair);

/* For `check`: a command line (gatepost --db … WORDS) with the time of the desk that asks and in its language, run by a
 * third process; what it prints goes into out, the exit code is given. */
int desk_pair_command(const char *words, struct buffer *out);

/* For `check`: what the desk that is asked shows, row by row, trailing blanks cut; "" behind the last. */
const char *desk_pair_row(int row);
#endif
