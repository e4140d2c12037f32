/* gatepost(1) in mdoc, from the tables that also run the program: commands, options, settings, keys. */
#include "gatepost/action.h"
#include "gatepost/buffer.h"
#include "gatepost/command.h"
#include "gatepost/setting_table.h"
#include "gatepost/words.h"
#include "options.h"
#include "record.h"
#include <stdio.h>
#include <string.h>

/* Text roff must not obey: backslashes, and dots and quotes at the start of a line. */
static void put_text(const char *text)
{
    bool at_start = true;
    for (; *text != '\0'; text++) {
        if (at_start && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
        at_start = *text == '\n';
    }
}

static void put_line(const char *text)
{
    put_text(text);
    putchar('\n');
}

/* Behind a macro, where short words could be macros themselves and quotes group words. */
static void put_item(const char *text)
{
    fputs(".It \"", stdout);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputs("\\(dq", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
    }
    fputs("\"\n", stdout);
}

static void put_option(const char *name, const char *argument, const char *help, const char *const *choices)
{
    char said[64], label[128];
    options_name(name, said, sizeof said);
    snprintf(label, sizeof label, "--%s%s%s", said, argument != NULL ? " " : "", argument != NULL ? argument : "");
    put_item(label);
    put_text(_(help));
    bool unsaid = choices != NULL && (argument == NULL || strchr(argument, '|') == NULL);
    for (int i = 0, written = 0; unsaid && choices[i] != NULL; i++) {
        if (choices[i][0] == '\0')
            continue;
        fputs(written++ > 0 ? ", " : ": ", stdout);
        put_text(choices[i]);
    }
    putchar('\n');
}

/* NULL: those of every command. */
static void put_options(const struct command *command, bool with_fields)
{
    const struct record_field *field = with_fields ? command->fields : NULL;
    const struct command_option *options = command != NULL ? command->options : global_option_table;
    puts(".Bl -tag -width 20n -compact");
    for (; field != NULL && field->name != NULL; field++)
        if (command_offers(command, field))
            put_option(field->name, field->argument, field->help, field->choices);
    for (const struct command_option *option = options; option != NULL && option->name != NULL; option++)
        put_option(option->name, option->argument, option->help, NULL);
    puts(".El");
}

/* The command before this one that takes the same fields, or NULL. */
static const struct command *first_with_fields(const struct command *command)
{
    const struct command *const *other = commands;
    while (*other != command &&
           ((*other)->fields == NULL || (*other)->fields != command->fields || (*other)->without != command->without))
        other++;
    return *other != command ? *other : NULL;
}

static void put_command(const struct command *command)
{
    char title[256];
    snprintf(title, sizeof title, "gatepost %s %s", command->name, command->usage);
    puts(".Pp");
    fputs(".Sy \"", stdout);
    put_text(title);
    puts("\"");
    puts(".Bd -ragged -offset indent");
    put_line(_(command->help));
    if (command->more != NULL)
        put_line(_(command->more));
    const struct command *same = first_with_fields(command);
    if (same != NULL) {
        char line[256];
        snprintf(line, sizeof line, _("The fields are those of gatepost %s."), same->name);
        put_line(line);
    }
    if (command->options != NULL || command->fields != NULL)
        put_options(command, same == NULL);
    puts(".Ed");
    if (command->examples == NULL)
        return;
    puts(".Bd -literal -offset indent");
    put_text(command->examples);
    puts(".Ed");
}

static void put_actions(const char *title, const struct action_table *table)
{
    printf(".Ss \\&"); /* a title may begin with the name of a macro: "No contact today" */
    put_line(title != NULL ? _(title) : _("On every screen"));
    puts(".Bl -tag -width 20n -compact");
    for (size_t i = 0; i < table->count; i++) {
        struct buffer keys = {0};
        action_keys(&table->actions[i], &keys);
        put_item(buffer_text(&keys));
        put_line(_(table->actions[i].help));
        buffer_release(&keys);
    }
    puts(".El");
}

static void put_keys(void)
{
    puts(".Sh KEYS");
    put_line(
        _("No command needs a letter. The last row of the screen shows the keys that work here and now, F1 shows all "
          "of them with search, F9 is a menu."));
    desk_each_actions(put_actions);
}

static void put_settings(void)
{
    puts(".Sh SETTINGS");
    put_line(_("Settings stand in the database and hold at every terminal."));
    puts(".Bl -tag -width 20n -compact");
    for (int i = 0; i < setting_count; i++) {
        put_item(setting_table[i].name);
        put_text(_(setting_table[i].help));
        if (setting_table[i].standard[0] != '\0') {
            fputs(" (", stdout);
            put_text(setting_table[i].standard);
            fputs(")", stdout);
        }
        putchar('\n');
    }
    puts(".El");
}

static void put_exit_codes(void)
{
    static const struct {
        const char *code, *meaning;
    } codes[] = {
        {"0", N_("done")},
        {"1", N_("failed, or no such record; nothing was saved unless an answer says so")},
        {"2", N_("the call is wrong: an option, a value")},
        {"3", N_("partly done: some rows were refused")},
        {"4", N_("the database is not available")},
        {"5", N_("no usable terminal")},
        {"130", N_("interrupted")},
    };
    puts(".Sh EXIT STATUS");
    puts(".Bl -tag -width 6n -compact");
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        put_item(codes[i].code);
        put_line(_(codes[i].meaning));
    }
    puts(".El");
}

static void put_environment(void)
{
    puts(".Sh ENVIRONMENT\n.Bl -tag -width 20n -compact");
    put_item("GATEPOST_DB");
    put_line(_("the database, where --db is not given"));
    put_item("GATEPOST_PIN_FD");
    put_line(_("the number of a file descriptor from which the PIN of --officer is read, a line for each PIN; else it "
               "is asked on the terminal"));
    put_item("LANGUAGE, LC_ALL, LANG");
    put_line(_("the language of messages: Chinese, or English when they name another language"));
    put_item("NO_COLOR");
    put_line(_("no colours"));
    puts(".El");
}

static void put_files(void)
{
    puts(".Sh FILES");
    put_line(_("The database is the first of these that is named:"));
    puts(".Bl -bullet -compact");
    puts(".It\n\\-\\-db, then GATEPOST_DB\n.It\n$XDG_CONFIG_HOME/gatepost.conf, then /etc/gatepost.conf: a line "
         "\\(dqdb = PATH\\(dq\n.It\n$XDG_DATA_HOME/gatepost/gatepost.db");
    puts(".El");
    put_line(
        _("In the same two files a line \"sound = /usr/bin/paplay FILE\" names the command that sounds when an alarm "
          "rings."));
    put_line(
        _("Beside it stand its journal (-wal, -shm), the lock of the one writer (.lock), which is never deleted, and "
          "drafts of forms. All terminals are on one computer; a network file system is refused."));
}

static void put_examples(void)
{
    puts(".Sh EXAMPLES\n.Bd -literal");
    put_text("gatepost init --demo\n"
             "gatepost --officer 王秀英 --checkpoint 南门\n"
             "gatepost --officer 王秀英 --checkpoint 南门 gate add --who 12-2-1203 --temp 365\n"
             "gatepost gate list --json 'temp>37.2' yesterday\n"
             "gatepost audit verify\n");
    puts(".Ed");
}

void command_man(void)
{
    puts(".Dd November 23, 2026\n.Dt GATEPOST 1\n.Os\n.Sh NAME\n.Nm gatepost");
    printf(".Nd ");
    put_line(_("the command post of a neighbourhood in an epidemic"));
    puts(".Sh SYNOPSIS\n.Nm gatepost\n.Op Ar OPTIONS\n.Op Ar COMMAND\n.Sh DESCRIPTION");
    put_line(
        _("gatepost keeps the gate log of a closed neighbourhood, and the people, households and flags behind it, in "
          "one database that many terminals of one computer use at the same time. Without a command it opens the "
          "desk, a full-screen program; what one terminal saves the others show at once. Everything that can be "
          "saved on a screen can be saved by a command. Data is written to standard output, messages to standard "
          "error; saved ID is printed only after the record is stored. Nothing is deleted: records are voided with "
          "a reason, and every change stands in an audit. Phones and ID numbers are always shown masked."));
    puts(".Sh COMMANDS");
    for (const struct command *const *command = commands; *command != NULL; command++)
        put_command(*command);
    puts(".Sh OPTIONS");
    put_line(_("Long options may be shortened while they stay clear; -- ends the options."));
    put_options(NULL, false);
    put_keys();
    put_settings();
    put_environment();
    put_files();
    put_exit_codes();
    put_examples();
}
