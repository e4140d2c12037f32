/* What can be said on the command line: one const struct command per verb, at the end of its file (architecture.md §1).
 */
#ifndef GATEPOST_COMMAND_H
#define GATEPOST_COMMAND_H
#include "gatepost/store.h"
#include "gatepost/terminal.h"

/* Exit codes of screens.md. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_PARTLY = 3,
    EXIT_NO_DATABASE = 4,
    EXIT_NO_TERMINAL = 5,
    EXIT_INTERRUPTED = 130
};

struct global_options {
    const char *db, *officer, *terminal, *checkpoint, *lang;
    bool ascii, read_only;
    enum colour_choice colour;
};
struct command_option {
    const char *name;     /* "temp": long option --temp */
    const char *argument; /* "DEGREES", NULL: a switch */
    const char *help;     /* msgid */
};
struct command {
    const char *name;                     /* "gate add" */
    const char *usage;                    /* "[--in|--out] WHO [TEMP]" or "" */
    const char *help;                     /* msgid, one sentence */
    const struct command_option *options; /* ends with name NULL; may be NULL */
    bool no_database;                     /* runs without an open store */
    int (*run)(const struct global_options *global, struct store *store, int argc, char **argv);
};
extern const struct command *const commands[]; /* ends with NULL */
/* main() after the locale is set: parses global options, finds the command, opens the store, runs. */
int command_main(int argc, char **argv);
/* gatepost(1) from the tables, in mdoc, on stdout. */
void command_man(void);
#endif
