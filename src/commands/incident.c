/* incident add, list, show, edit, close, void: fevers and suspicions until they are closed by name. */
#include "gatepost/incident_rules.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("open|closed|valid|void")};

const struct command incident_add_command = {
    .name = "incident add",
    .usage = "--person WHO | --name NAME [OPTIONS] | -",
    .help = N_("Open an incident by hand: a suspicion, symptoms. A confirmed fever opens one by itself."),
    .examples = "  gatepost --officer 李敏 incident add --person 12-2-1203 --kind symptoms --symptoms 咳嗽 "
                "--isolated 南门留观帐篷\n",
    .options = add_options,
    .fields = incident_fields,
    .rules = &incident_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command incident_list_command = {
    .name = "incident list",
    .usage = "[--show open|closed|valid|void] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List incidents, the newest first; the open ones when nothing is said."),
    .title = N_("Incidents"),
    .options = list_options,
    .rules = &incident_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command incident_show_command = {
    .name = "incident show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one incident with everything that was done."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost --officer 李敏 incident show --full 3\n",
    .options = show_options,
    .rules = &incident_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = register_show_run,
};
const struct command incident_edit_command = {
    .name = "incident edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Note a step of an incident, or correct it; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 incident edit 3 --reported 社区医院\n"
                "  gatepost --officer 李敏 incident edit 3 --handed 市一医院 --handed-at 15:20\n",
    .options = edit_options,
    .fields = incident_fields,
    .rules = &incident_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command incident_close_command = {
    .name = "incident close",
    .usage = "ID --result RESULT [--outcome TEXT]",
    .help = N_("Close an incident with the name of the officer; it needs a result."),
    .examples = "  gatepost --officer 李敏 incident close 3 --result hospital --outcome 市一医院收治\n",
    .options = edit_options,
    .fields = incident_fields,
    .rules = &incident_close_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command incident_void_command = {
    .name = "incident void",
    .usage = "ID --reason TEXT",
    .help = N_("Void an incident with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 incident void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &incident_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
