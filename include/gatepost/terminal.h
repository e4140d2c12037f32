/* The one interface to a terminal. Two implement it: ui/term_curses.c and ui/term_script.c. */
#ifndef GATEPOST_TERMINAL_H
#define GATEPOST_TERMINAL_H
#include "gatepost/err.h"
#include "gatepost/key.h"
#include <poll.h>

struct canvas;
struct terminal;

struct terminal_ops {
    void (*size)(struct terminal *terminal, int *rows, int *columns);
    /* Shows the canvas; sends only what differs from what is shown. */
    void (*show)(struct terminal *terminal, const struct canvas *canvas);
    /* Forgets what is shown: the next show paints everything (Ctrl-L). */
    void (*redraw)(struct terminal *terminal);
    void (*bell)(struct terminal *terminal);
    /* True when a key is waiting (the loop paints only when none is). */
    bool (*pending)(struct terminal *terminal);
    /* The next event; KEY_WAKE when one of the watched descriptors is ready or timeout_ms passed (-1: no limit). */
    struct key_event (*next)(struct terminal *terminal, struct pollfd *watched, int count, int timeout_ms);
    /* Whether mouse events come; else the terminal keeps the mouse for itself. May be called again with the same. */
    void (*mouse)(struct terminal *terminal, bool on);
    /* Puts a text into the clipboard of the terminal; false when it surely cannot take it. */
    bool (*clipboard)(struct terminal *terminal, const char *text);
    void (*close)(struct terminal *terminal); /* gives the terminal back as it was and frees it */
};
struct terminal {
    const struct terminal_ops *ops;
    bool ascii;          /* no box lines: asked for, or the terminal's answer said so */
    bool borders_chosen; /* a person decided: the terminal's answer no longer counts */
};

enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* The real one: newterm on stdin/stdout, raw mode, alternate screen. NO_COLOR and TERM are honoured. ERR_SYSTEM when
 * stdin or stdout is no terminal, or TERM is unknown and of no known family ("no usable terminal": exit code 5). */
struct terminal *terminal_open_curses(bool ascii, enum colour_choice colour, struct err *err);

/* The scripted one (tests, architecture.md §2.9): `text` is a script. Its verbs are described in tests/README.md and
 * ui/term_script.c. */
struct script;
struct terminal *terminal_open_script(const char *text, const char *file_name, struct err *err);
/* Expectations that were not met so far; each is reported on stderr as it happens. Ask before close. */
int terminal_script_failures(const struct terminal *terminal);
/* What the program that replays scripts adds: a verb of its own (false when the line is none of it; err says why it
 * went wrong), and where close leaves the number of failures. */
struct script_hooks {
    void *context;
    bool (*verb)(void *context, const char *line, struct err *err);
    int *failures;
};
void terminal_script_hook(struct terminal *terminal, const struct script_hooks *hooks);
#endif
