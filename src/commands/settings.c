/* settings: what differs from town to town. The table is domain/setting_table.c's. */
#include "gatepost/buffer.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdio.h>
#include <string.h>

struct setting_row {
    char name[64], value[256], standard[256], help[256];
};

#define SETTING(member) RECORD_AT(struct setting_row, member)
static const struct record_field setting_fields[] = {
    {"name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SETTING(name), .width = 18, .label = N_("Setting"),
     .said = SAID_AS_IT_IS},
    {"value", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SETTING(value), .width = 16, .said = SAID_AS_IT_IS},
    {"default", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SETTING(standard), .width = 14},
    {"help", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SETTING(help), .width = 1},
    {0},
};

static bool print_setting(const struct command_call *call, const struct setting *setting)
{
    struct setting_row row = {0};
    text_copy(row.name, sizeof row.name, setting->name);
    setting_text(call->store, setting->name, row.value, sizeof row.value);
    text_copy(row.standard, sizeof row.standard, setting->standard);
    text_copy(row.help, sizeof row.help, _(setting->help));
    return print_row(call, setting_fields, &row);
}

static int print_value(const struct command_call *call, const struct setting *setting)
{
    char value[256];
    setting_text(call->store, setting->name, value, sizeof value);
    if (call_format(call) != FORMAT_PLAIN) {
        print_header(call, setting_fields);
        print_setting(call, setting);
        return EXIT_DONE;
    }
    struct setting_row row = {0};
    struct buffer line = {0};
    text_copy(row.value, sizeof row.value, value);
    record_show(record_find(setting_fields, "value"), &row, &line);
    buffer_add_byte(&line, '\n');
    output_write(&line);
    buffer_release(&line);
    return EXIT_DONE;
}

static bool writes(const struct command_call *call)
{
    return call->argc == 2 || call_has(call, "default");
}

static int run(const struct command_call *call)
{
    struct err err = {0};
    if (call->argc == 0 && call_has(call, "default"))
        return report_usage("settings", (err_set(&err, ERR_INPUT, _("Which setting goes back to its default?")), &err));
    if (call->argc == 0) {
        bool done = print_header(call, setting_fields);
        for (int i = 0; done && i < setting_count; i++)
            done = print_setting(call, &setting_table[i]);
        return EXIT_DONE;
    }
    const struct setting *setting = setting_find(call->argv[0]);
    if (setting == NULL)
        return report_error((err_set(&err, ERR_NOT_FOUND, _("There is no setting \"%.60s\"."), call->argv[0]), &err));
    if (call->argc == 2 && call_has(call, "default"))
        return report_usage("settings", (err_set(&err, ERR_INPUT, _("Give a value or --default, not both.")), &err));
    if (!writes(call))
        return print_value(call, setting);
    if (!setting_set(call->store, setting->name, call->argc == 2 ? call->argv[1] : NULL, &err))
        return report_error(&err);
    printf("saved %s\n", setting->name);
    return EXIT_DONE;
}

static const struct command_option options[] = {
    OPTIONS_OF_LISTS,
    {"default", NULL, N_("back to the default")},
    {0},
};
const struct command settings_command = {
    .name = "settings",
    .usage = "[NAME [VALUE | --default]]",
    .help = N_("List the settings, say one, or change one."),
    .title = N_("Settings"),
    .examples = "  gatepost settings\n  gatepost --officer 李敏 settings fever.line 37.2\n",
    .options = options,
    .most = 2,
    .access = ACCESS_READ,
    .verb = "list",
    .writes = writes,
    .run = run,
};
