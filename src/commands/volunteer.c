/* volunteer add, list, show, edit, void; absence add, list, edit, void: who takes shifts, and when they cannot. */
#include "gatepost/volunteer.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdlib.h>

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|observed|unchecked|all")};
static const struct command_option absence_list_options[] = {REGISTER_LIST_OPTIONS("open|all")};

const struct command volunteer_add_command = {
    .name = "volunteer add",
    .usage = "(--person WHO | --name NAME --phone PHONE) [OPTIONS] | -",
    .help = N_("Add a volunteer: somebody of the register, or a new name with a phone."),
    .more = N_("A new name with a phone becomes a person of the register; the same name and phone is who is known. A "
               "phone is the person's."),
    .examples =
        "  gatepost --officer 李敏 volunteer add --person 3821 --kind party --temperature yes --available 周末\n"
        "  gatepost --officer 李敏 volunteer add --name 李四 --phone 13800001234 --driving yes\n",
    .options = add_options,
    .fields = volunteer_fields,
    .rules = &volunteer_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command volunteer_list_command = {
    .name = "volunteer list",
    .usage = "[--show valid|observed|unchecked|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the volunteers by name; a word may be a part of what is shown, or initials."),
    .title = N_("Volunteers"),
    .options = list_options,
    .rules = &volunteer_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};

static int run_show(const struct command_call *call)
{
    struct err err = {0};
    char *end;
    long long number = strtoll(call->argv[0], &end, 10);
    int64_t id = number;
    struct volunteer volunteer;
    if (*end == '\0' && record_get(call->store, &volunteer_table, number, &volunteer, NULL))
        return register_show_one(call, id);
    if (!volunteer_meant(call->store, call->argv[0], &id, &err))
        return report_error(&err);
    if (id == 0)
        err_set(&err, ERR_NOT_FOUND, _("Nobody matches \"%.60s\"."), call->argv[0]);
    return id != 0 ? register_show_one(call, id) : report_error(&err);
}

const struct command volunteer_show_command = {
    .name = "volunteer show",
    .usage = "[--full] [--json] ID|WHO",
    .help = N_("Show one volunteer."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost volunteer show 张伟明\n",
    .options = show_options,
    .rules = &volunteer_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = run_show,
};
const struct command volunteer_edit_command = {
    .name = "volunteer edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a volunteer; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 volunteer edit 3 --health fit --kit 口罩10只\n",
    .options = edit_options,
    .fields = volunteer_fields,
    .rules = &volunteer_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command volunteer_void_command = {
    .name = "volunteer void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a volunteer with a reason; not while they have shifts to come."),
    .examples = "  gatepost --officer 李敏 volunteer void 3 --reason 已搬走\n",
    .options = void_options,
    .rules = &volunteer_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};

const struct command absence_add_command = {
    .name = "absence add",
    .usage = "--volunteer WHO --from TIME --until TIME [--reason TEXT] | -",
    .help = N_("Write down leave of a volunteer; shifts within it look for a stand-in from then on."),
    .examples = "  gatepost --officer 李敏 absence add --volunteer 张伟明 --from 明天 --until 4-15 --reason 回乡\n",
    .options = add_options,
    .fields = absence_fields,
    .rules = &absence_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command absence_list_command = {
    .name = "absence list",
    .usage = "[--show open|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the leave of volunteers that is not over, or all."),
    .title = N_("Leave of volunteers"),
    .options = absence_list_options,
    .rules = &absence_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command absence_edit_command = {
    .name = "absence edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change leave of a volunteer: longer, shorter, why."),
    .examples = "  gatepost --officer 李敏 absence edit 3 --until 4-16\n",
    .options = edit_options,
    .fields = absence_fields,
    .rules = &absence_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command absence_void_command = {
    .name = "absence void",
    .usage = "ID --reason TEXT",
    .help = N_("Void leave with a reason; the shifts within it stay to be confirmed by somebody."),
    .examples = "  gatepost --officer 李敏 absence void 3 --reason 登错\n",
    .options = void_options,
    .rules = &absence_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
