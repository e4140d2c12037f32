/* The script that completes gatepost's words in bash, from the tables that also parse them. Why it never asks the
 * program: a Tab must not open the register, nor wait for it. */
#include "gatepost/buffer.h"
#include "gatepost/command.h"
#include "gatepost/setting_table.h"
#include "options.h"
#include "record.h"
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

static size_t first_word(const struct command *command)
{
    return strcspn(command->name, " ");
}

static bool same_first_word(const struct command *a, const struct command *b)
{
    return first_word(a) == first_word(b) && memcmp(a->name, b->name, first_word(a)) == 0;
}

static bool is_first_of_its_word(const struct command *const *command)
{
    for (const struct command *const *other = commands; other < command; other++)
        if (same_first_word(*other, *command))
            return false;
    return true;
}

static void put_second_words(const struct command *first)
{
    char word[40];
    snprintf(word, sizeof word, "%.*s", (int)first_word(first), first->name);
    begin_case(word);
    for (const struct command *const *command = commands; *command != NULL; command++)
        if (same_first_word(*command, first))
            printf(" %s", (*command)->name + first_word(first) + 1);
    end_case();
}

static bool names_file(const char *usage)
{
    return strstr(usage, "FILE") != NULL || strstr(usage, "FOLDER") != NULL;
}

static void put_words(void)
{
    begin_function("words", "$1", "What may stand behind these words of a command.");
    begin_case("");
    for (const struct command *const *command = commands; *command != NULL; command++)
        if (is_first_of_its_word(command))
            printf(" %.*s", (int)first_word(*command), (*command)->name);
    end_case();
    for (const struct command *const *command = commands; *command != NULL; command++) {
        if (strchr((*command)->name, ' ') != NULL && is_first_of_its_word(command))
            put_second_words(*command);
        if (names_file((*command)->usage))
            printf("    \"%s\") echo " ANY_FILE " ;;\n", (*command)->name);
    }
    begin_case("settings");
    for (int i = 0; i < setting_count; i++)
        printf(" %s", setting_table[i].name);
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

static void put_option_names(const struct command_option *options, const struct record_field *fields)
{
    for (const struct command_option *option = options; option != NULL && option->name != NULL; option++)
        put_option_name(option->name);
    for (const struct record_field *field = fields; field != NULL && field->name != NULL; field++)
        if (field->argument != NULL)
            put_option_name(field->name);
}

static void put_options(void)
{
    begin_function("options", "$1", "The options of a command, then those of every command.");
    for (const struct command *const *command = commands; *command != NULL; command++) {
        begin_case((*command)->name);
        put_option_names((*command)->options, (*command)->fields);
        end_case();
    }
    fputs("    esac\n    echo \"", stdout);
    put_option_names(global_option_table, NULL);
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

static void put_field_values(const char *command, const struct record_field *fields)
{
    for (const struct record_field *field = fields; field != NULL && field->name != NULL; field++) {
        if (field->argument == NULL)
            continue;
        begin_value(command, field->name);
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
        put_field_values((*command)->name, (*command)->fields);
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
