/* What whoever takes over the desk looks at first (domain.md §9, shift start). One row is one line of the screen and of
 * the command; a line of a module to come is one more row. */
#ifndef GATEPOST_SHIFT_START_H
#define GATEPOST_SHIFT_START_H
#include "gatepost/buffer.h"
#include "gatepost/store.h"

/* What a line says now. */
struct shift_said {
    struct buffer text; /* entries, one below the other ('\n'); each is short enough for a row of 60 columns */
    bool look;          /* somebody should see to it: marked with ! */
    bool masked;        /* given: names are masked (Ctrl-T) */
};
struct shift_line {
    const char *name;  /* for JSON: "backup" */
    const char *label; /* msgid, at most 12 columns */
    /* Reads only, bounded whatever the size of the file. `said` is empty at first; what stays empty is not shown. */
    bool (*say)(struct store *store, int64_t now, struct shift_said *said, struct err *err);
};
extern const struct shift_line shift_lines[];
extern const int shift_line_count;

enum { SHIFT_SECONDS = 8 * 3600, ON_POST_SECONDS = 12 * 3600 };
/* Is this the start of a shift: the desk's officer or clerk, signed on here for the first time in SHIFT_SECONDS? Guards
 * at a gate (role gate) have people waiting, all others no desk: they find the screen in the menu. False also when it
 * cannot be read. */
bool shift_begins(struct store *store, int64_t now);
#endif
