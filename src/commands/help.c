#include "help.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "options.h"
#include "record.h"
#include <stdio.h>
#include <string.h>

enum { LABEL_COLUMNS = 26, LINE_COLUMNS = 80 };

/* Chinese may be broken anywhere, but no line begins with a mark that closes. */
static bool may_break(const char *text, const char *at)
{
    static const char *const closing[] = {"，", "。", "、", "；", "：", "）", "”"};
    for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++)
        if (strncmp(at, closing[i], strlen(closing[i])) == 0)
            return false;
    return *at == '\0' || *at == ' ' || (at > text && ((at[-1] & 0x80) != 0 || (at[0] & 0x80) != 0));
}

/* Where the line ends that holds at most `fits` bytes of text. */
static const char *find_break(const char *text, size_t fits)
{
    for (const char *at = text + fits; at > text; at--)
        if ((*at & 0xC0) != 0x80 && may_break(text, at))
            return at;
    return text + fits;
}

/* Text from `column` on, broken before the 80th column. */
static void print_wrapped(const char *text, int column)
{
    int at = column;
    while (*text != '\0') {
        int used = 0;
        size_t fits = text_fit(text, LINE_COLUMNS - at, &used);
        const char *cut = find_break(text, fits);
        printf("%.*s\n", (int)(cut - text), text);
        text = cut + strspn(cut, " ");
        if (*text != '\0')
            printf("%*s", column, "");
        at = column;
        if (fits == 0)
            return; /* not even one character fits: cannot be with these columns */
    }
}

static void print_entry(const char *label, const char *help)
{
    int width = text_width(label);
    printf("  %s", label);
    if (width + 4 > LABEL_COLUMNS) {
        printf("\n%*s", LABEL_COLUMNS, "");
    } else {
        printf("%*s", LABEL_COLUMNS - 2 - width, "");
    }
    print_wrapped(help, LABEL_COLUMNS);
}

static void print_option(const char *name, const char *argument, const char *help)
{
    char said[64], label[128];
    options_name(name, said, sizeof said);
    snprintf(label, sizeof label, "--%s%s%s", said, argument != NULL ? " " : "", argument != NULL ? argument : "");
    print_entry(label, help);
}

static void print_choices(const struct record_field *field, const char *argument)
{
    struct buffer text = {0};
    buffer_add(&text, _(field->help));
    for (int i = 0, said = 0; field->choices[i] != NULL; i++)
        if (field->choices[i][0] != '\0')
            buffer_format(&text, "%s%s", said++ > 0 ? ", " : ": ", field->choices[i]);
    print_option(field->name, argument, buffer_text(&text));
    buffer_release(&text);
}

void help_command(const struct command *command)
{
    printf("gatepost %s\n", command->name);
    print_wrapped(_(command->help), 0);
    printf("\n%s\n  gatepost %s%s%s\n", _("Usage:"), command->name, command->usage[0] != '\0' ? " " : "",
           command->usage);
    if (command->more != NULL) {
        printf("\n");
        print_wrapped(_(command->more), 0);
    }
    if (command->examples != NULL)
        printf("\n%s\n%s", _("Examples:"), command->examples);
    if (command->options != NULL || command->fields != NULL)
        printf("\n%s\n", _("Options:"));
    for (const struct record_field *field = command->fields; field != NULL && field->name != NULL; field++) {
        if (!command_offers(command, field))
            continue;
        if (field->choices != NULL && strchr(field->argument, '|') == NULL) /* else they are said there */
            print_choices(field, field->argument);
        else
            print_option(field->name, field->argument, _(field->help));
    }
    for (const struct command_option *option = command->options; option != NULL && option->name != NULL; option++)
        print_option(option->name, option->argument, _(option->help));
    printf("\n%s\n", _("Options for every command: gatepost --help"));
}

void help_program(void)
{
    printf("%s\n\n%s\n", _("gatepost - the command post of a neighbourhood in an epidemic: gate log and people"),
           _("Usage:"));
    printf("  gatepost [%s] [%s]\n\n", _("OPTIONS"), _("COMMAND"));
    print_wrapped(_("Without a command it opens the desk, the full-screen program."), 0);
    printf("\n%s\n", _("Examples:"));
    printf("  gatepost init --demo\n"
           "  gatepost --officer 王秀英 --checkpoint 南门 gate add --who 张伟明 --temp 365\n"
           "  gatepost gate list --limit 20 'temp>37.2'\n"
           "  gatepost gate list --json yesterday\n");
    printf("\n%s\n", _("Commands:"));
    for (const struct command *const *command = commands; *command != NULL; command++)
        print_entry((*command)->name, _((*command)->help));
    printf("\n%s\n", _("Options:"));
    for (const struct command_option *option = global_option_table; option->name != NULL; option++)
        print_option(option->name, option->argument, _(option->help));
    printf("\n%s\n", _("More about a command: gatepost COMMAND --help. Manual: man gatepost"));
}
