/* For pty tests: a program in a pseudo-terminal, its screen kept by libvterm as a real terminal would. Nothing here
 * sleeps: it waits on the pty for what must come, up to a limit. Failures of the machine (no pty, no process) end the
 * test program. */
#ifndef GATEPOST_TESTS_PTY_TERMINAL_H
#define GATEPOST_TESTS_PTY_TERMINAL_H
#include "gatepost/buffer.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

enum { PTY_LIMIT_MS = 10000 }; /* for what must happen: far beyond what a loaded machine needs */

struct pty_options {
    const char *const *arguments; /* the program and its arguments, NULL at the end */
    /* "NAME=VALUE" over PATH, HOME, LANG=C.UTF-8, TERM=xterm-256color; "NAME" alone: not set. NULL at the end */
    const char *const *environment;
    int rows, columns; /* 0: 24 and 80 */
    bool mute;         /* the terminal answers no query (the test may, by pty_send) */
};
struct pty_terminal {
    int master;
    pid_t pid;
    VTerm *vterm;
    VTermScreen *screen;
    int rows, columns;
    bool mute, feeding;
    bool ended;     /* nothing more comes: the program is gone */
    bool alternate; /* the alternate screen is on */
    bool cursor_visible;
    int mouse; /* VTERM_PROP_MOUSE_… */
    int bells;
    struct buffer scrolled; /* lines that left the screen at its top, one a line: what scrolling back would show */
    int status;             /* of waitpid, once reaped */
    bool reaped;
    struct buffer output; /* every byte that came */
};

struct pty_terminal *pty_start(const struct pty_options *options);
/* Kills what still runs (by its own id) and frees everything. */
void pty_free(struct pty_terminal *pty);

/* Keys as the terminal sends them in the mode the program has chosen. */
void pty_key(struct pty_terminal *pty, VTermKey key, VTermModifier modifier);
void pty_character(struct pty_terminal *pty, uint32_t code_point, VTermModifier modifier);
void pty_type(struct pty_terminal *pty, const char *text);  /* UTF-8, as typed characters */
void pty_paste(struct pty_terminal *pty, const char *text); /* bracketed when the program asked for it */
void pty_send(struct pty_terminal *pty, const char *bytes); /* exactly these bytes */
void pty_send_bytes(struct pty_terminal *pty, const char *bytes, size_t length); /* NUL among them */
void pty_resize(struct pty_terminal *pty, int rows, int columns);

/* Reads until holds(pty, argument); false when limit_ms passed or the program ended first. */
bool pty_wait(struct pty_terminal *pty, bool (*holds)(const struct pty_terminal *pty, const void *argument),
              const void *argument, int limit_ms);
/* Until the text stands somewhere in one row. */
bool pty_wait_text(struct pty_terminal *pty, const char *text, int limit_ms);
/* Until the program has been silent for quiet_ms. */
void pty_settle(struct pty_terminal *pty, int quiet_ms);
/* Until the program has ended; its exit code, 128 + signal, or -1 when limit_ms passed. */
int pty_wait_end(struct pty_terminal *pty, int limit_ms);

/* A row as text without trailing blanks. Borrowed until the next call. */
const char *pty_row(const struct pty_terminal *pty, int row);
bool pty_has_text(const struct pty_terminal *pty, const char *text);
VTermScreenCell pty_cell(const struct pty_terminal *pty, int row, int column);
/* Cells with another colour than the default, before or behind the character. */
int pty_coloured_cells(const struct pty_terminal *pty);
void pty_cursor(const struct pty_terminal *pty, int *row, int *column);
struct termios pty_line(const struct pty_terminal *pty);
/* The terminal is gone (a closed window, a cut ssh connection). */
void pty_hang_up(struct pty_terminal *pty);
void pty_kill(struct pty_terminal *pty, int signal_number);
int64_t pty_now_ms(void);
#endif
