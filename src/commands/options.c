#include "options.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "record.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 32, OPTIONS_MOST = 64, FIRST_VALUE = 1000 };

const struct command_option global_option_table[] = {
    {"db", "FILE", N_("the database; else GATEPOST_DB, the configuration files, or the user's data folder")},
    {"officer", "NAME", N_("who is at work; every change is filed under this name")},
    {"terminal", "NAME", N_("name of this terminal; else the ssh client's address or the tty")},
    {"checkpoint", "NAME", N_("the checkpoint of this terminal")},
    {"lang", "zh_CN|en", N_("the language; else as LANGUAGE and LANG say")},
    {"ascii", NULL, N_("draw borders with plain characters")},
    {"color", "auto|always|never", N_("when to use colours; NO_COLOR is honoured")},
    {"read-only", NULL, N_("change nothing, whatever is pressed")},
    {"help", NULL, N_("say what can be done (also -h, also behind a command)")},
    {"version", NULL, N_("say the version")},
    {"man", NULL, N_("write the manual page gatepost(1)")},
    {"completion", NULL, N_("write the completion of all words for bash")},
    {0},
};

/* One long option and what it stands for. */
struct known_option {
    char name[NAME_MOST];
    const struct command_option *option;
    const struct record_field *field;
    bool is_global;
};
struct known_options {
    struct known_option known[OPTIONS_MOST];
    struct option longs[OPTIONS_MOST + 1];
    int count;
};

void options_name(const char *field, char *name, size_t size)
{
    text_copy(name, size, field);
    for (char *at = name; *at != '\0'; at++)
        if (*at == '_')
            *at = '-';
}

static void known_add(struct known_options *all, struct known_option known, const char *name, bool takes_value)
{
    if (all->count == OPTIONS_MOST)
        die("too many options in one command");
    options_name(name, known.name, sizeof known.name);
    all->known[all->count] = known;
    all->longs[all->count] = (struct option){.name = all->known[all->count].name,
                                             .has_arg = takes_value ? required_argument : no_argument,
                                             .val = FIRST_VALUE + all->count};
    all->count++;
}

/* A field that bears the name of a global option is said by it. */
static bool is_said_by_global(struct known_options *all, const struct record_field *field)
{
    for (int i = 0; i < all->count; i++)
        if (all->known[i].is_global && strcmp(all->known[i].name, field->name) == 0) {
            all->known[i].field = field;
            return true;
        }
    return false;
}

bool command_offers(const struct command *command, const struct record_field *field)
{
    for (const char *const *name = command->without; name != NULL && *name != NULL; name++)
        if (strcmp(*name, field->name) == 0)
            return false;
    return field->argument != NULL;
}

static void known_collect(struct known_options *all, const struct command *command)
{
    for (const struct command_option *option = global_option_table; option->name != NULL; option++)
        known_add(all, (struct known_option){.option = option, .is_global = true}, option->name,
                  option->argument != NULL);
    if (command == NULL)
        return;
    for (const struct command_option *option = command->options; option != NULL && option->name != NULL; option++)
        known_add(all, (struct known_option){.option = option}, option->name, option->argument != NULL);
    for (const struct record_field *field = command->fields; field != NULL && field->name != NULL; field++)
        if (command_offers(command, field) && !is_said_by_global(all, field))
            known_add(all, (struct known_option){.field = field}, field->name, true);
}

/* The terminal's name stands in every entry of the audit. The other names are looked up, so they need no such test. */
static bool check_terminal(const char *value, struct err *err)
{
    return text_is_clean(value, strlen(value)) ||
           err_set(err, ERR_INPUT, _("%s: the text holds control or invisible characters; type it without them."),
                   "--terminal");
}

/* Which of "auto|always|never" the value is, -1 when it is none. */
static int choice_index(const char *choices, const char *value)
{
    for (int index = 0; *choices != '\0'; index++) {
        size_t length = strcspn(choices, "|");
        if (strlen(value) == length && memcmp(choices, value, length) == 0)
            return index;
        choices += length + (choices[length] == '|');
    }
    return -1;
}

static bool take_global(struct parsed_options *parsed, const struct command_option *option, const char *value,
                        struct err *err)
{
    struct global_options *global = &parsed->global;
    const char *name = option->name;
    bool is_choice = option->argument != NULL && strchr(option->argument, '|') != NULL;
    if (is_choice && choice_index(option->argument, value) < 0)
        return err_set(err, ERR_INPUT, _("--%s takes %s, not \"%s\"."), name, option->argument, value);
    const struct {
        const char *name;
        const char **text;
        bool *is_on;
    } targets[] = {
        {"db", &global->db, NULL},
        {"officer", &global->officer, NULL},
        {"terminal", &global->terminal, NULL},
        {"checkpoint", &global->checkpoint, NULL},
        {"lang", &global->lang, NULL},
        {"ascii", NULL, &global->ascii},
        {"read-only", NULL, &global->read_only},
        {"help", NULL, &parsed->help},
        {"version", NULL, &parsed->version},
        {"man", NULL, &parsed->man},
        {"completion", NULL, &parsed->completion},
    };
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        if (strcmp(targets[i].name, name) != 0)
            continue;
        if (targets[i].text != NULL)
            *targets[i].text = value;
        else
            *targets[i].is_on = true;
    }
    if (strcmp(name, "db") == 0 && value[0] == '\0')
        return err_set(err, ERR_INPUT, _("--db takes the path of a file."));
    if (strcmp(name, "terminal") == 0)
        return check_terminal(value, err);
    if (strcmp(name, "color") == 0)
        global->colour = (enum colour_choice)choice_index(option->argument, value);
    return true;
}

/* Only a file name may be no UTF-8: what the file system has, it has. */
static bool check_text(const struct known_option *known, const char *value, struct err *err)
{
    if (utf8_valid(value, strlen(value)) || (known != NULL && strcmp(known->name, "db") == 0))
        return true;
    return known != NULL ? err_set(err, ERR_INPUT, _("--%s: the value is not valid UTF-8."), known->name)
                         : err_set(err, ERR_INPUT, _("\"%s\" is not valid UTF-8."), value);
}

static bool take_option(const struct known_option *known, const char *value, struct parsed_options *parsed,
                        struct command_call *call, struct err *err)
{
    if (value != NULL && !check_text(known, value, err))
        return false;
    if (known->is_global && !take_global(parsed, known->option, value, err))
        return false;
    if (known->is_global && known->field == NULL)
        return true;
    call->options = memory_resize(call->options, (size_t)call->option_count + 1, sizeof *call->options);
    call->options[call->option_count++] = (struct call_option){
        .option = known->field == NULL ? known->option : NULL, .field = known->field, .value = value};
    return true;
}

/* A name that is none, or the beginning of several. */
static bool refuse_name(const struct known_options *all, const char *said, struct err *err)
{
    struct buffer meant = {0};
    size_t length = strncmp(said, "--", 2) == 0 ? strcspn(said + 2, "=") : 0;
    for (int i = 0; length > 0 && i < all->count; i++)
        if (strncmp(all->known[i].name, said + 2, length) == 0)
            buffer_format(&meant, "%s--%s", meant.length > 0 ? ", " : "", all->known[i].name);
    if (meant.length > 0)
        err_set(err, ERR_INPUT, _("%s may be one of %s."), said, buffer_text(&meant));
    else
        err_set(err, ERR_INPUT, _("Unknown option: %s"), said);
    buffer_release(&meant);
    return false;
}

static bool refuse_option(const struct known_options *all, int answer, const char *said, struct err *err)
{
    const char *name = optopt >= FIRST_VALUE ? all->known[optopt - FIRST_VALUE].name : NULL;
    if (answer == ':' && name != NULL)
        return err_set(err, ERR_INPUT, _("--%s needs a value."), name);
    if (name != NULL)
        return err_set(err, ERR_INPUT, _("--%s takes no value."), name);
    return refuse_name(all, said, err);
}

bool options_parse(const struct command *command, int argc, char **argv, struct parsed_options *parsed,
                   struct command_call *call, int *next, struct err *err)
{
    struct known_options all = {0};
    known_collect(&all, command);
    opterr = 0;
    optind = 0; /* glibc: start anew */
    int answer;
    while ((answer = getopt_long(argc, argv, command == NULL ? "+:h" : ":h", all.longs, NULL)) != -1) {
        if (answer == 'h')
            parsed->help = true;
        else if (answer < FIRST_VALUE)
            return refuse_option(&all, answer, argv[optind - 1], err);
        else if (!take_option(&all.known[answer - FIRST_VALUE], optarg, parsed, call, err))
            return false;
    }
    *next = optind;
    for (int i = optind; command != NULL && i < argc; i++)
        if (!check_text(NULL, argv[i], err))
            return false;
    return true;
}

static bool is_named(const struct call_option *given, const char *name)
{
    return strcmp(given->option != NULL ? given->option->name : given->field->name, name) == 0;
}

const char *call_option(const struct command_call *call, const char *name)
{
    for (int i = call->option_count - 1; i >= 0; i--)
        if (is_named(&call->options[i], name))
            return call->options[i].value;
    return NULL;
}

bool call_has(const struct command_call *call, const char *name)
{
    for (int i = 0; i < call->option_count; i++)
        if (is_named(&call->options[i], name))
            return true;
    return false;
}
