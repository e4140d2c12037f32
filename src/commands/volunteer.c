/* volunteer add, list, show, edit, void, pin; absence add, list, edit, void: who takes shifts, and when they cannot. */
#include "gatepost/volunteer.h"
#include "gatepost/pin.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "pin_prompt.h"
#include "register.h"
#include "registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Named by number, or by what people call them. */
static bool find_named(struct store *store, const char *word, int64_t *id, struct err *err)
{
    char *end;
    struct volunteer volunteer;
    *id = strtoll(word, &end, 10);
    if (*end == '\0' && record_get(store, &volunteer_table, *id, &volunteer, NULL))
        return true;
    return volunteer_meant(store, word, id, err) &&
           (*id != 0 || err_set(err, ERR_NOT_FOUND, _("Nobody matches \"%.60s\"."), word));
}

static int run_show(const struct command_call *call)
{
    struct err err = {0};
    int64_t id = 0;
    return find_named(call->store, call->argv[0], &id, &err) ? register_show_one(call, id) : report_error(&err);
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

/* ---- pin ---- */

static bool read_pin(const struct command_call *call, int64_t id, char *pin, char *again, struct err *err)
{
    if (call_has(call, "none"))
        return true;
    if (!call_has(call, "new"))
        return pin_ask_new(pin, again, PIN_BYTES, err);
    bool good = pin_make(call->store, id, pin, err);
    memcpy(again, pin, PIN_BYTES);
    return good;
}

/* The new one is printed behind the commit, and nowhere else. */
static int run_pin(const struct command_call *call)
{
    char pin[PIN_BYTES] = "", again[PIN_BYTES] = "";
    const struct pin_change change = {call_has(call, "none") ? PIN_NONE : PIN_SET, pin, again};
    struct err err = {0};
    int64_t id = 0;
    if (call_has(call, "new") && call_has(call, "none"))
        return report_usage("volunteer pin", (err_set(&err, ERR_INPUT, _("Give one of --new, --none.")), &err));
    bool good = find_named(call->store, call->argv[0], &id, &err) && read_pin(call, id, pin, again, &err) &&
                pin_save_volunteer(call->store, id, -1, &change, &err);
    if (good)
        print_saved(call, id);
    if (good && call_has(call, "new"))
        printf("PIN %s\n", pin);
    explicit_bzero(pin, sizeof pin);
    explicit_bzero(again, sizeof again);
    return good ? output_end(EXIT_DONE) : report_error(&err);
}

static const struct command_option pin_options[] = {
    {"new", NULL, N_("make one up and print it, once: write it down for them")},
    {"none", NULL, N_("they have no PIN from now on")},
    {0},
};
const struct command volunteer_pin_command = {
    .name = "volunteer pin",
    .usage = "ID|WHO [--new | --none]",
    .help = N_("Give a volunteer the PIN of the shared terminal: made up, asked twice, or read from standard input."),
    .more = N_("At the shared terminal four digits of a phone show one's own shifts; the PIN is needed to say that one "
               "cannot come, to stand in for somebody, and to see what the paired household asked for. It is 4 to 12 "
               "digits, kept as a yescrypt hash and shown nowhere; wrong ones wait as those of officers do. A new PIN "
               "ends the wait."),
    .examples = "  gatepost --officer 李敏 volunteer pin 张伟明 --new\n"
                "  gatepost --officer 李敏 volunteer pin 3 <pin.txt\n"
                "  gatepost --officer 李敏 volunteer pin 张伟明 --none\n",
    .options = pin_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "volunteer.pin",
    .run = run_pin,
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
