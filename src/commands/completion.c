/* The script that completes gatepost's words in bash, from the tables that also parse them. Why it never asks the
 * program: a Tab must not open the register, nor wait for it. */
#include "gatepost/buffer.h"
#include "gatepost/command.h"
#include "gatepost/documents.h"
#include "gatepost/setting_table.h"
#include "options.h"
#include "record.h"
#include "registry.h"
#include <stdio.h>
#include <string.h>

/* What the functions of the script answer instead of words. */
#define ANY_TEXT "@text"
#define ANY_FILE "@file"

static const char head[] = "# Completion of gatepost's words in bash. Written by gatepost --completion.\n";

/* The line is read from its left: words of the command, and options with what stands behind them. */
static const char body[] = "_gatepost()\n"
                           "{\n"
                           "    local IFS=$' \\t\\n' word=${COMP_WORDS[COMP_CWORD]} command= option= known= said i\n"
                           "    COMPREPLY=()\n"
                           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                           "        said=${COMP_WORDS[i]}\n"
                           "        if [[ -n $option ]]; then\n"
                           "            [[ $said == = ]] || option=\n"
                           "        elif [[ $said == -- ]]; then\n"
                           "            return\n"
                           "        elif [[ $said == -* ]]; then\n"
                           "            [[ -z $(_gatepost_values \"$command\" \"$said\") ]] || option=$said\n"
                           "        elif [[ \" $(_gatepost_words \"$command\") \" == *\" $said \"* ]]; then\n"
                           "            command=${command:+$command }$said\n"
                           "        fi\n"
                           "    done\n"
                           "    [[ $word != = ]] || word=\n"
                           "    if [[ -n $option ]]; then\n"
                           "        known=$(_gatepost_values \"$command\" \"$option\")\n"
                           "    elif [[ $word == -* ]]; then\n"
                           "        known=$(_gatepost_options \"$command\")\n"
                           "    else\n"
                           "        known=$(_gatepost_words \"$command\")\n"
                           "    fi\n"
                           "    if [[ $known == " ANY_FILE " ]]; then\n"
                           "        compopt -o filenames 2>/dev/null\n"
                           "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                           "    elif [[ $known != " ANY_TEXT " ]]; then\n"
                           "        mapfile -t COMPREPLY < <(compgen -W \"$known\" -- \"$word\")\n"
                           "    fi\n"
                           "}\n"
                           "complete -F _gatepost gatepost\n";

static void begin_function(const char *name, const char *subject, const char *comment)
{
    printf("# %s\n_gatepost_%s()\n{\n    case \"%s\" in\n", comment, name, subject);
}

static void end_function(void)
{
    puts("    esac\n}");
}

static void begin_case(const char *pattern)
{
    printf("    \"%s\") echo \"", pattern);
}

static void end_case(void)
{
    puts("\" ;;");
}

/* ---- words ---- */

/* The first bytes of a command's name, when a word ends there. */
static bool begins_with(const struct command *command, const char *words, size_t length)
{
    char end = '\0';
    if (strncmp(command->name, words, length) != 0)
        return false;
    end = command->name[length];
    return length == 0 || end == ' ' || end == '\0';
}

static bool is_first_with(const struct command *const *command, size_t length)
{
    for (const struct command *const *other = commands; other < command; other++)
        if (begins_with(*other, (*command)->name, length))
            return false;
    return true;
}

/* Every word that may stand behind these, once. */
static void put_next_words(const char *words, size_t length)
{
    char known[40];
    snprintf(known, sizeof known, "%.*s", (int)length, words);
    begin_case(known);
    for (const struct command *const *command = commands; *command != NULL; command++) {
        size_t start = length + (length > 0);
        if (!begins_with(*command, words, length) || (*command)->name[length] == '\0')
            continue;
        size_t next = strcspn((*command)->name + start, " ");
        if (is_first_with(command, start + next))
            printf(" %.*s", (int)next, (*command)->name + start);
    }
    end_case();
}

static bool names_file(const char *usage)
{
    return strstr(usage, "FILE") != NULL || strstr(usage, "FOLDER") != NULL;
}

static void put_words(void)
{
    begin_function("words", "$1", "What may stand behind these words of a command.");
    put_next_words("", 0);
    for (const struct command *const *command = commands; *command != NULL; command++) {
        for (const char *space = strchr((*command)->name, ' '); space != NULL; space = strchr(space + 1, ' ')) {
            size_t length = (size_t)(space - (*command)->name);
            bool seen = false;
            for (const struct command *const *other = commands; other < command; other++)
                seen = seen || (begins_with(*other, (*command)->name, length) && (*other)->name[length] == ' ');
            if (!seen)
                put_next_words((*command)->name, length);
        }
        if (*command != &print_command && names_file((*command)->usage))
            printf("    \"%s\") echo " ANY_FILE " ;;\n", (*command)->name);
    }
    begin_case("settings");
    for (int i = 0; i < setting_count; i++)
        printf(" %s", setting_table[i].name);
    end_case();
    begin_case(print_command.name);
    for (int i = 0; document_kinds[i] != NULL; i++)
        printf(" %s", document_kinds[i]->name);
    end_case();
    end_function();
}

/* ---- options ---- */

static void put_option_name(const char *name)
{
    char said[64];
    options_name(name, said, sizeof said);
    printf(" --%s", said);
}

static void put_option_names(const struct command_option *options)
{
    for (const struct command_option *option = options; option != NULL && option->name != NULL; option++)
        put_option_name(option->name);
}

static void put_field_names(const struct command *command)
{
    for (const struct record_field *field = command->fields; field != NULL && field->name != NULL; field++)
        if (command_offers(command, field))
            put_option_name(field->name);
}

static void put_options(void)
{
    begin_function("options", "$1", "The options of a command, then those of every command.");
    for (const struct command *const *command = commands; *command != NULL; command++) {
        begin_case((*command)->name);
        put_option_names((*command)->options);
        put_field_names(*command);
        end_case();
    }
    fputs("    esac\n    echo \"", stdout);
    put_option_names(global_option_table);
    puts("\"\n}");
}

/* ---- values ---- */

/* The command as a pattern; "*" holds for all of them. */
static void begin_value(const char *command, const char *option)
{
    char said[64];
    options_name(option, said, sizeof said);
    if (strcmp(command, "*") == 0)
        printf("    *\" --%s\") echo \"", said);
    else
        printf("    \"%s --%s\") echo \"", command, said);
}

static void put_option_values(const char *command, const struct command_option *options)
{
    for (const struct command_option *option = options; option != NULL && option->name != NULL; option++) {
        if (option->argument == NULL)
            continue;
        begin_value(command, option->name);
        if (names_file(option->argument))
            fputs(ANY_FILE, stdout);
        else if (strchr(option->argument, '|') == NULL)
            fputs(ANY_TEXT, stdout);
        else
            for (const char *at = option->argument; *at != '\0'; at++)
                putchar(*at == '|' ? ' ' : *at);
        end_case();
    }
}

static void put_field_values(const struct command *command)
{
    for (const struct record_field *field = command->fields; field != NULL && field->name != NULL; field++) {
        if (!command_offers(command, field))
            continue;
        begin_value(command->name, field->name);
        if (field->choices == NULL)
            fputs(field->kind == RECORD_SWITCH || field->kind == RECORD_ANSWER ? "yes no" : ANY_TEXT, stdout);
        for (int i = 0; field->choices != NULL && field->choices[i] != NULL; i++)
            printf(" %s", field->choices[i]);
        end_case();
    }
}

static void put_values(void)
{
    begin_function("values", "$1 $2", "What may stand behind an option of a command; nothing for a switch.");
    for (const struct command *const *command = commands; *command != NULL; command++) {
        put_option_values((*command)->name, (*command)->options);
        put_field_values(*command);
    }
    put_option_values("*", global_option_table);
    end_function();
}

void command_completion(void)
{
    fputs(head, stdout);
    put_words();
    put_options();
    put_values();
    fputs(body, stdout);
}
