/* Failure is a value: functions that can fail return bool and take a struct err * last (architecture.md §2.6). */
#ifndef GATEPOST_ERR_H
#define GATEPOST_ERR_H
#include <stdarg.h>
#include <stdbool.h>

enum err_code {
    ERR_NONE,
    ERR_INPUT,     /* what was typed cannot be accepted; the text says what can */
    ERR_NOT_FOUND, /* the named record does not exist */
    ERR_CONFLICT,  /* somebody else changed the record since it was read (rev moved on) */
    ERR_RETEST,    /* a first reading at the fever line: a second one is needed before filing */
    ERR_DENIED,    /* a rule denies it; a reason overrides */
    ERR_ROLE,      /* this officer's role or a read-only session does not allow it */
    ERR_BUSY,      /* another terminal held the writer lock too long; nothing was saved */
    ERR_SCHEMA,    /* the file is foreign, newer, or was upgraded under us */
    ERR_DATABASE,  /* the file cannot be opened, read or written (damage, disk full, rights) */
    ERR_SYSTEM,    /* the operating system refused something else */
    ERR_CANCELLED, /* the user stopped it */
};

/* What went wrong, in the user's language. Zero-initialise it: struct err err = {0}. */
struct err {
    enum err_code code;
    const char *field; /* name of the input field at fault ("temp"), a constant, or NULL */
    char text[400];    /* one plain sentence, already cleaned by text_clean */
};

/* Fills err (which may be NULL) and returns false, so that callers can write `return err_set(...)`.
 * The finished text is cleaned (text_clean), data in it cannot reach the terminal raw. */
bool err_set(struct err *err, enum err_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same, naming the input field at fault. */
bool err_field(struct err *err, enum err_code code, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* For bugs and exhausted memory only: gives the terminal back (through die_hook), says why on stderr, aborts. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What die() runs first; the curses terminal sets it to restore the screen. NULL for nothing. */
extern void (*die_hook)(void);
#endif
