/* The command line from its first word to the exit code: which command, which store, who is at work. */
#include "gatepost/command.h"
#include "gatepost/buffer.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/roles.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "help.h"
#include "options.h"
#include "pin_prompt.h"
#include "register.h"
#include "registry.h"
#include "shared.h"
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How many of the given words are this command's name; 0 when they are not. */
static int match_words(const char *name, int argc, char **argv)
{
    int matched = 0;
    while (*name != '\0') {
        size_t length = strcspn(name, " ");
        if (matched == argc || strlen(argv[matched]) != length || strncmp(argv[matched], name, length) != 0)
            return 0;
        matched++;
        name += length + strspn(name + length, " ");
    }
    return matched;
}

static const struct command *find_command(int argc, char **argv, int *words)
{
    const struct command *longest = NULL;
    *words = 0;
    for (const struct command *const *command = commands; *command != NULL; command++) {
        int matched = match_words((*command)->name, argc, argv);
        if (matched > *words) {
            *words = matched;
            longest = *command;
        }
    }
    return longest;
}

/* "gate" alone: what there is to say behind it. */
static int refuse_command(const char *word)
{
    struct buffer known = {0};
    size_t length = strlen(word);
    for (const struct command *const *command = commands; *command != NULL; command++)
        if (strncmp((*command)->name, word, length) == 0 && (*command)->name[length] == ' ')
            buffer_format(&known, "%s%s", known.length > 0 ? ", " : "", (*command)->name);
    struct err err = {0};
    if (known.length > 0)
        err_set(&err, ERR_INPUT, _("\"%s\" needs a second word: %s."), word, buffer_text(&known));
    else
        err_set(&err, ERR_INPUT, _("There is no command \"%.80s\"."), word);
    buffer_release(&known);
    return report_usage("", &err);
}

/* The ssh client's address, else the tty; a name may be given with --terminal. */
static void name_terminal(struct global_options *global, char *name, size_t size)
{
    if (global->terminal != NULL)
        return;
    const char *client = getenv("SSH_CONNECTION");
    const char *tty = client == NULL || client[0] == '\0' ? ttyname(STDIN_FILENO) : NULL;
    if (client != NULL && client[0] != '\0') {
        text_copy(name, size, client);
        name[strcspn(name, " ")] = '\0';
    } else if (tty != NULL)
        text_copy(name, size, strncmp(tty, "/dev/", 5) == 0 ? tty + 5 : tty);
    else
        text_copy(name, size, "command");
    global->terminal = name;
}

static bool open_database(struct command_call *call, enum command_access access, struct err *err)
{
    struct buffer path = {0};
    bool located = store_locate(call->global->db, &path, err);
    /* Wrong PINs must be counted: who is named for a listing opens for writing. */
    bool read_only = (access == ACCESS_READ && call->global->officer == NULL) || call->global->read_only;
    enum store_kind kind = located ? store_look(buffer_text(&path), err) : STORE_UNREADABLE;
    if (located && kind == STORE_MISSING)
        err_set(err, ERR_DATABASE,
                _("There is no database at %s. Make one: gatepost init --demo, or gatepost init --help."),
                buffer_text(&path));
    else if (located)
        call->store = store_open(buffer_text(&path), read_only ? STORE_READ_ONLY : 0, err);
    buffer_release(&path);
    return call->store != NULL;
}

/* The officer who bears the name of the Unix user, if there is one. */
static const char *officer_of_user(struct store *store)
{
    const struct passwd *user = getpwuid(getuid());
    int64_t id = 0;
    return user != NULL && officer_find(store, user->pw_name, &id, NULL) ? user->pw_name : NULL;
}

/* Asks for the PIN of who has one. */
static bool sign_on_as(const struct command_call *call, const char *name, struct err *err)
{
    char pin[PIN_BYTES];
    struct buffer prompt = {0};
    if (people_sign_on(call->store, name, call->global->terminal, false, err))
        return true;
    if (err->field == NULL || strcmp(err->field, "pin") != 0)
        return false;
    *err = (struct err){0};
    buffer_format(&prompt, _("PIN of %s: "), name);
    bool good = pin_ask(buffer_text(&prompt), pin, sizeof pin, err) &&
                pin_sign_on(call->store, name, pin, call->global->terminal, false, err);
    explicit_bzero(pin, sizeof pin);
    buffer_release(&prompt);
    return good;
}

/* Changes are filed under a name; the very first officer of a file is the only thing made by nobody. */
static bool sign_on(const struct command_call *call, enum command_access access, struct err *err)
{
    const char *name = call->global->officer;
    struct officer bound;
    if (!pin_bound_officer(call->store, &bound, err))
        return false;
    if (name == NULL && bound.id != 0)
        name = bound.name;
    if (access != ACCESS_WRITE && name == NULL)
        return true;
    if (name == NULL)
        name = officer_of_user(call->store);
    if (name != NULL)
        return sign_on_as(call, name, err);
    struct officer first;
    int count = 0;
    if (!officer_list(call->store, &first, 1, &count, err))
        return false;
    if (count == 0 && call->command == &officer_add_command)
        return store_sign_on(call->store, 0, call->global->terminal, false, err);
    return err_set(err, ERR_INPUT, _("Say who is at work: --officer NAME. Every change is filed under a name."));
}

const char *command_verb(const struct command *command)
{
    const struct register_rules *rules = command->rules;
    if (command->verb != NULL || rules == NULL)
        return command->verb;
    return command->run == register_add_run    ? rules->verb_add
           : command->run == register_edit_run ? rules->verb_edit
           : command->run == register_void_run ? rules->verb_void
                                               : "list";
}

/* Nobody is signed on in a file without officers, and for listings. */
static bool may_run(const struct command_call *call, struct err *err)
{
    const char *verb = command_verb(call->command);
    return verb == NULL || call->store == NULL || store_officer(call->store) == 0 ||
           verb_allowed(call->store, verb, err);
}

static int run_command(struct command_call *call)
{
    const struct command *command = call->command;
    struct err err = {0};
    enum command_access access = command->access;
    if (command->writes != NULL && command->writes(call))
        access = ACCESS_WRITE;
    if (access == ACCESS_WRITE && call->global->read_only)
        return report_usage(command->name,
                            (err_set(&err, ERR_INPUT, _("This command saves; it cannot run with --read-only.")), &err));
    if (access != ACCESS_NONE && !open_database(call, access, &err)) {
        report("%s", err.text);
        return EXIT_NO_DATABASE;
    }
    int code;
    if (access != ACCESS_NONE && (!sign_on(call, access, &err) || !may_run(call, &err)))
        code = report_error(&err);
    else
        code = command->run(call);
    code = output_end(code);
    store_close(call->store);
    return code;
}

static bool check_words(const struct command_call *call, struct err *err)
{
    const struct command *command = call->command;
    if (call_has(call, "json") && call_has(call, "tsv"))
        return err_set(err, ERR_INPUT, _("Give --json or --tsv, not both."));
    if (call->argc < command->least)
        return err_set(err, ERR_INPUT, _("Something is missing: gatepost %s %s"), command->name, command->usage);
    if (command->most >= 0 && call->argc > command->most)
        return err_set(err, ERR_INPUT, _("\"%.80s\" is one word too many."), call->argv[command->most]);
    return true;
}

/* Help, version and manual need neither a command nor a database. */
static bool print_about(const struct parsed_options *parsed, const struct command *command, int argc)
{
    if (parsed->version) {
        printf("gatepost %s, SQLite %s\n", GATEPOST_VERSION, store_sqlite_version());
    } else if (parsed->man) {
        words_switch(parsed->global.lang != NULL ? parsed->global.lang : "en");
        command_man();
    } else if (parsed->completion) {
        command_completion();
    } else if (parsed->help && (command != NULL || argc == 0)) {
        if (command != NULL)
            help_command(command);
        else
            help_program();
    } else {
        return false;
    }
    return true;
}

static int parse_and_run(struct command_call *call, struct parsed_options *parsed, int argc, char **argv)
{
    struct err err = {0};
    int first = 0, words = 0, next = 0;
    if (!options_parse(NULL, argc, argv, parsed, call, &first, &err))
        return report_usage("", &err);
    call->command = find_command(argc - first, argv + first, &words);
    if (print_about(parsed, call->command, argc - first))
        return output_end(EXIT_DONE);
    if (call->command == NULL && first < argc)
        return refuse_command(argv[first]);
    if (call->command == NULL)
        call->command = &desk_command;
    else if (!options_parse(call->command, argc - first - words + 1, argv + first + words - 1, parsed, call, &next,
                            &err))
        return report_usage(call->command->name, &err);
    if (print_about(parsed, call->command, argc - first))
        return output_end(EXIT_DONE);
    call->argc = words > 0 ? argc - first - words + 1 - next : 0;
    call->argv = argv + argc - call->argc;
    if (!check_words(call, &err))
        return report_usage(call->command->name, &err);
    char terminal[64];
    name_terminal(&parsed->global, terminal, sizeof terminal);
    interrupt_start();
    if (parsed->global.lang != NULL)
        words_switch(parsed->global.lang);
    return run_command(call);
}

int command_main(int argc, char **argv)
{
    struct parsed_options parsed = {0};
    struct command_call call = {.global = &parsed.global};
    if (argc < 1)
        return EXIT_USAGE;
    int code = parse_and_run(&call, &parsed, argc, argv);
    free(call.options);
    return code;
}
