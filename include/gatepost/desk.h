/* The full-screen program, and what every way of starting it has in common: exit codes and the options of the session.
 */
#ifndef GATEPOST_DESK_H
#define GATEPOST_DESK_H
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
    const char *db, *officer, *checkpoint, *lang; /* NULL: not given */
    const char *program;  /* this program, which the desk starts for long work; NULL: it starts none */
    const char *terminal; /* never NULL when a command runs: as given, else the ssh client's address, else the tty */
    bool ascii, read_only;
    enum colour_choice colour;
};

/* Runs the desk on this terminal until it is quit; returns the exit code. Signs the officer on (asks by name when none
 * was given). `first`: the first run just ended here, NULL otherwise. Also what the replay of test scripts calls. Frees
 * the terminal. */
struct first_run;
int desk_run(struct store *store, const struct global_options *global, const struct first_run *first,
             struct terminal *terminal);

/* Every action of the desk, for the manual page: calls `take` for what works everywhere (title NULL), then for each
 * screen with its title (msgid). */
struct action_table;
void desk_each_actions(void (*take)(const char *title, const struct action_table *actions));
#endif
