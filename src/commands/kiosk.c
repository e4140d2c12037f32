/* kiosk: the shared terminal (domain.md §7). */
#include "console.h"
#include "gatepost/buffer.h"
#include "gatepost/kiosk_access.h"
#include "gatepost/kiosk_seat.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>

static const char *how_words(enum kiosk_how how)
{
    switch (how) {
    case KIOSK_READ:
        return N_("read");
    case KIOSK_WINDOW:
        return N_("some rows");
    case KIOSK_ADD:
        return N_("added");
    case KIOSK_CHANGE:
        return N_("changed");
    }
    return "";
}

static bool print_access(void *context, const struct kiosk_access *access)
{
    (void)context;
    return printf("%s.%s\t%s\t%s\n", access->table, access->column, _(how_words(access->how)), _(access->why)) > 0;
}

/* The terminal is opened last: what goes wrong before is said on the plain one. */
static int run_seat(const struct global_options *global, const char *path)
{
    struct err err = {0};
    int code = EXIT_NO_DATABASE;
    struct store *store = store_open(path, STORE_KIOSK, &err);
    struct terminal *terminal = store != NULL ? terminal_open_curses(global->ascii, global->colour, &err) : NULL;
    if (terminal != NULL)
        code = kiosk_run(store, global, terminal);
    else
        report("%s", err.text);
    if (store != NULL && terminal == NULL)
        code = EXIT_NO_TERMINAL;
    store_close(store);
    return code;
}

static int run(const struct command_call *call)
{
    struct global_options global = *call->global;
    struct buffer path = {0};
    struct err err = {0};
    int code = EXIT_DONE;
    if (call_has(call, "check")) {
        kiosk_access_each(print_access, NULL);
        return EXIT_DONE;
    }
    interrupt_end(); /* the curses terminal knows no Ctrl-C, it reads it as a key */
    if (!console_ready(&global, &code))
        return code;
    code = EXIT_NO_DATABASE;
    if (store_locate(global.db, &path, &err))
        code = run_seat(&global, buffer_text(&path));
    else
        report("%s", err.text);
    buffer_release(&path);
    return code;
}

static const struct command_option options[] = {
    {"check", NULL, N_("only print what the shared terminal's connection may read and write, and why")},
    {0},
};
const struct command kiosk_command = {
    .name = "kiosk",
    .usage = "[--check]",
    .help = N_("Open the shared terminal, where volunteers look after their own shifts."),
    .more =
        N_("Nothing leads out of it but an officer's PIN; other people's names are masked, and phones, addresses and "
           "health are out of its reach."),
    .examples = "  gatepost kiosk --terminal 大厅\n  gatepost kiosk --check\n",
    .options = options,
    .access = ACCESS_NONE,
    .run = run,
};
