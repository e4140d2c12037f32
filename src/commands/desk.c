/* desk: the full-screen program, and the question it asks when there is no database yet. */
#include "gatepost/desk.h"
#include "gatepost/buffer.h"
#include "gatepost/people.h"
#include "gatepost/process.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "init.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OFFICERS_LOOKED_AT = 16 };

/* Asks on the plain terminal. The answer is trimmed and half width; false at the end of input. */
static bool ask(const char *question, struct buffer *answer)
{
    char *line = NULL;
    size_t size = 0;
    struct buffer folded = {0};
    printf("%s ", question);
    fflush(stdout);
    buffer_clear(answer);
    bool done = getline(&line, &size, stdin) >= 0;
    if (done) {
        text_fold_width(&folded, line);
        text_trim(answer, buffer_text(&folded));
    } else {
        printf("\n");
    }
    buffer_release(&folded);
    free(line);
    return done;
}

static void say_where(const char *path)
{
    struct buffer clean = {0};
    text_clean(&clean, path, strlen(path));
    printf("%s\n  %s\n\n", _("There is no database yet. It would be made here:"), buffer_text(&clean));
    printf("  1  %s\n  2  %s\n  q  %s\n\n", _("with sample data: an invented community, to try everything"),
           _("empty, for your own community"), _("quit; nothing is made"));
    buffer_release(&clean);
}

/* An empty one needs two names. They are asked again until they can be used. */
static bool make_empty(const char *path, struct buffer *officer)
{
    struct buffer community = {0};
    bool made = false, asked = true;
    while (!made && asked) {
        struct err err = {0};
        asked = ask(_("Name of the community:"), &community) && ask(_("Your name (you sign on first):"), officer);
        struct init_plan plan = {.community = buffer_text(&community), .officer = buffer_text(officer)};
        made = asked && init_make(path, &plan, &err);
        if (asked && !made)
            report("%s", err.text);
        if (err.code != ERR_NONE && err.code != ERR_INPUT)
            asked = false;
    }
    buffer_release(&community);
    return made;
}

static bool make_demo(const char *path)
{
    struct init_plan plan = {.community = _("Sample community"), .with_demo = true};
    struct err err = {0};
    if (init_make(path, &plan, &err))
        return true;
    report("%s", err.text);
    return false;
}

/* True when a file was made. `officer` gets who signs on, "" when nobody is known yet; *quit: the person left. */
static bool offer_new(const char *path, struct buffer *officer, bool *quit)
{
    struct buffer answer = {0};
    bool made = false, asking = true;
    *quit = false;
    say_where(path);
    while (asking && !made) {
        asking = ask(_("1, 2 or q:"), &answer);
        const char *said = buffer_text(&answer);
        if (!asking || strcmp(said, "q") == 0 || strcmp(said, "Q") == 0) {
            *quit = true;
            asking = false;
        } else if (strcmp(said, "1") == 0) {
            asking = made = make_demo(path);
        } else if (strcmp(said, "2") == 0) {
            asking = made = make_empty(path, officer);
        }
    }
    buffer_release(&answer);
    return made;
}

/* Whoever tries the sample data knows none of its people: the first duty officer signs on. */
static void find_first_officer(struct store *store, struct buffer *name)
{
    struct officer officers[OFFICERS_LOOKED_AT];
    int count = 0;
    if (!officer_list(store, officers, OFFICERS_LOOKED_AT, &count, NULL))
        return;
    for (int i = 0; i < count && name->length == 0; i++)
        if (officers[i].role == ROLE_OFFICER)
            buffer_add(name, officers[i].name);
}

/* The terminal is opened last: what goes wrong before is said on the plain one. */
static int open_desk(const struct command_call *call, const char *path, bool is_new, struct buffer *officer)
{
    struct global_options global = *call->global;
    struct buffer program = {0};
    struct err err = {0};
    struct store *store = store_open(path, global.read_only ? STORE_READ_ONLY : 0, &err);
    if (store == NULL) {
        report("%s", err.text);
        return EXIT_NO_DATABASE;
    }
    if (is_new && officer->length == 0)
        find_first_officer(store, officer);
    if (global.officer == NULL && officer->length > 0)
        global.officer = buffer_text(officer);
    process_path("gatepost", &program);
    global.program = buffer_text(&program);
    struct terminal *terminal = terminal_open_curses(global.ascii, global.colour, &err);
    int code = EXIT_NO_TERMINAL;
    if (terminal == NULL)
        report("%s", err.text);
    else
        code = desk_run(store, &global, terminal);
    store_close(store);
    buffer_release(&program);
    return code;
}

static int run_at(const struct command_call *call, const char *path)
{
    struct err err = {0};
    struct buffer officer = {0};
    bool is_new = false, quit = false;
    if (store_look(path, &err) == STORE_MISSING) {
        if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || call->global->read_only) {
            report(_("There is no database at %s. Make one: gatepost init --demo, or gatepost init --help."), path);
            return EXIT_NO_DATABASE;
        }
        is_new = offer_new(path, &officer, &quit);
        if (!is_new) {
            buffer_release(&officer);
            return interrupted ? EXIT_INTERRUPTED : quit ? EXIT_DONE : EXIT_NO_DATABASE;
        }
    }
    int code = open_desk(call, path, is_new, &officer);
    buffer_release(&officer);
    return code;
}

static int run(const struct command_call *call)
{
    struct buffer path = {0};
    struct err err = {0};
    int code = EXIT_NO_DATABASE;
    interrupt_end(); /* the curses terminal knows no Ctrl-C, it reads it as a key */
    if (store_locate(call->global->db, &path, &err))
        code = run_at(call, buffer_text(&path));
    else
        report("%s", err.text);
    buffer_release(&path);
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
