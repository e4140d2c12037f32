/* How the text cleaner judges one code point after the other; shared with the JSON writer. */
#ifndef GATEPOST_BASE_CLEAN_H
#define GATEPOST_BASE_CLEAN_H
#include <stdbool.h>
#include <stdint.h>

enum clean_verdict {
    CLEAN_KEEP,
    CLEAN_SPACE,   /* tab, newline: a space */
    CLEAN_HARMFUL, /* a terminal could obey it, or nobody could see it */
    CLEAN_DROP,    /* a combining mark too many */
};

/* What stands before: zero-initialise it at the start of a text. */
struct clean_state {
    bool has_base;
    int marks, selectors;
};

enum clean_verdict clean_next(struct clean_state *state, int32_t code_point);
#endif
