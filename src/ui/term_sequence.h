/* The escape sequences that terminals send for keys and reports: xterm, PuTTY, rxvt, the Linux console, tmux and
 * screen. */
#ifndef GATEPOST_UI_TERM_SEQUENCE_H
#define GATEPOST_UI_TERM_SEQUENCE_H
#include "gatepost/key.h"
#include <stddef.h>

struct term_report {
    enum { REPORT_NONE, REPORT_PASTE, REPORT_CURSOR } kind;
    int column; /* REPORT_CURSOR: 1-based */
};

/* Reads one sequence; bytes begin behind its Esc, with `[` or `O`. Returns the bytes it takes, 0 while it is not
 * complete. A sequence that means nothing here leaves event->key KEY_NONE: it is swallowed, never typed. */
size_t sequence_read(const char *bytes, size_t length, struct key_event *event, struct term_report *report);
#endif
