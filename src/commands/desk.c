/* desk: the full-screen program, and the first run when there is no database yet. */
#include "gatepost/desk.h"
#include "console.h"
#include "gatepost/buffer.h"
#include "gatepost/first_run.h"
#include "gatepost/pin.h"
#include "gatepost/process.h"
#include "gatepost/roles.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <unistd.h>

static struct terminal *open_terminal(const struct global_options *global)
{
    struct err err = {0};
    struct terminal *terminal = terminal_open_curses(global->ascii, global->colour, &err);
    if (terminal == NULL)
        report("%s", err.text);
    return terminal;
}

/* The terminal is opened last: what goes wrong before is said on the plain one. */
static int run_desk(const struct global_options *global, const char *path)
{
    struct err err = {0};
    struct store *store = store_open(path, global->read_only ? STORE_READ_ONLY : 0, &err);
    if (store == NULL) {
        report("%s", err.text);
        return EXIT_NO_DATABASE;
    }
    struct officer bound;
    if (!pin_bound_officer(store, &bound, &err) || (bound.id != 0 && !role_allowed(&bound, "desk.open", &err))) {
        report("%s", err.text);
        store_close(store);
        return EXIT_FAILED;
    }
    struct terminal *terminal = open_terminal(global);
    int code = terminal != NULL ? desk_run(store, global, NULL, terminal) : EXIT_NO_TERMINAL;
    store_close(store);
    return code;
}

/* The page, then the desk in the same terminal. Who leaves the page has done what they wanted. */
static int run_first(const struct global_options *global, const char *path)
{
    struct first_run first = {.path = path, .global = global};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || global->read_only) {
        report(_("There is no database at %s. Make one: gatepost init --demo, or gatepost init --help."), path);
        return EXIT_NO_DATABASE;
    }
    struct terminal *terminal = open_terminal(global);
    if (terminal == NULL)
        return EXIT_NO_TERMINAL;
    int code = EXIT_DONE;
    if (first_run(terminal, &first))
        code = desk_run(first.store, global, &first, terminal);
    else
        terminal->ops->close(terminal);
    store_close(first.store);
    return code;
}

static int run(const struct command_call *call)
{
    struct global_options global = *call->global;
    struct buffer path = {0}, program = {0};
    struct err err = {0};
    int code = EXIT_DONE;
    interrupt_end(); /* the curses terminal knows no Ctrl-C, it reads it as a key */
    if (!console_ready(&global, &code))
        return code;
    process_path("gatepost", &program);
    global.program = buffer_text(&program);
    code = EXIT_NO_DATABASE;
    if (!store_locate(global.db, &path, &err))
        report("%s", err.text);
    else if (store_look(buffer_text(&path), &err) == STORE_MISSING)
        code = run_first(&global, buffer_text(&path));
    else
        code = run_desk(&global, buffer_text(&path));
    buffer_release(&path);
    buffer_release(&program);
    return code;
}

const struct command desk_command = {
    .name = "desk",
    .usage = "",
    .help = N_("Open the desk, the full-screen program; the same as no command at all."),
    .examples = "  gatepost\n  gatepost --officer 李敏 --checkpoint 东门\n",
    .access = ACCESS_NONE,
    .run = run,
};
