/* officer add, list, edit, void. */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/roles.h"
#include "gatepost/words.h"
#include "pin_prompt.h"
#include "registry.h"
#include "shared.h"
#include <stdlib.h>
#include <string.h>

enum { OFFICERS_MOST = 500 };

/* Of a listing: the PIN itself is nowhere. */
struct officer_row {
    struct officer officer;
    int has_pin;
};
#define OFFICER(member) RECORD_AT(struct officer, member)
static const struct record_field officer_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, OFFICER(id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, OFFICER(rev)},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_BOTH, OFFICER(name), .width = 16, .said = SAID_NAME},
    {"role", "ROLE", N_("what they may do; it is needed"), RECORD_CHOICE, RECORD_BOTH, OFFICER(role),
     .choices = role_names, .width = 15},
    {"unix", "USER", N_("this user of the computer is this officer without a PIN, and can be nobody else"), RECORD_TEXT,
     RECORD_BOTH, OFFICER(unix_user), .width = 12, .label = N_("Unix user"), .said = SAID_AS_IT_IS},
    {"pin", NULL, NULL, RECORD_ANSWER, RECORD_SHOWN, RECORD_AT(struct officer_row, has_pin), .width = 4,
     .label = N_("PIN")},
    {0},
};

static int run_add(const struct command_call *call)
{
    struct officer officer = {0};
    struct err err = {0};
    const struct record_field *name = record_find(officer_fields, "name");
    if (!call_has(call, "role"))
        return report_usage("officer add", (err_set(&err, ERR_INPUT, _("Say the role: --role ROLE.")), &err));
    if (!record_parse_options(call, &officer, &err) || !record_parse(name, &officer, call->argv[0], &err) ||
        !people_add_officer(call->store, &officer, &err))
        return report_error(&err);
    print_saved(call, officer.id);
    return EXIT_DONE;
}

const struct command officer_add_command = {
    .name = "officer add",
    .usage = "NAME --role ROLE [--unix USER]",
    .help = N_("Add somebody who signs on."),
    .more =
        N_("Everything is filed under the name of the officer who is signed on. The first officer of a file is added "
           "without one. With --unix that user of this computer needs neither --officer nor a PIN, and cannot sign on "
           "as anybody else. Voiding the officer ends that."),
    .examples = "  gatepost --officer 李敏 officer add 赵强 --role gate\n",
    .fields = officer_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "officer.add",
    .run = run_add,
};

static int run_list(const struct command_call *call)
{
    struct officer *officers = memory_new(OFFICERS_MOST, sizeof *officers);
    struct err err = {0};
    int count = 0;
    bool done = officer_list(call->store, officers, OFFICERS_MOST, &count, &err) && print_header(call, officer_fields);
    for (int i = 0; done && i < count; i++) {
        const struct officer_row row = {officers[i], officers[i].pin_id != 0};
        done = print_row(call, officer_fields, &row);
    }
    free(officers);
    return err.code == ERR_NONE ? EXIT_DONE : report_error(&err);
}

static const struct command_option list_options[] = {OPTIONS_OF_LISTS, {0}};
const struct command officer_list_command = {
    .name = "officer list",
    .usage = "[--json | --tsv | --chat]",
    .help = N_("List those who sign on."),
    .title = N_("Officers"),
    .options = list_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

static bool edit(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    struct officer officer;
    if (!officer_get(call->store, id, &officer, err))
        return false;
    if (rev >= 0)
        officer.rev = rev;
    const char *name = call_option(call, "name");
    return record_parse_options(call, &officer, err) &&
           (name == NULL || record_parse(record_find(officer_fields, "name"), &officer, name, err)) &&
           people_add_officer(call->store, &officer, err);
}

static const struct command_option named_options[] = {{"name", "NAME", N_("the new name")}, OPTION_REV, {0}};

static int run_edit(const struct command_call *call)
{
    return run_edit_with(call, edit);
}

const struct command officer_edit_command = {
    .name = "officer edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change name, role or Unix user of an officer."),
    .examples = "  gatepost --officer 李敏 officer edit 3 --role clerk\n",
    .options = named_options,
    .fields = officer_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "officer.edit",
    .run = run_edit,
};

static int run_void(const struct command_call *call)
{
    return run_void_with(call, people_void_officer);
}

const struct command officer_void_command = {
    .name = "officer void",
    .usage = "ID --reason TEXT",
    .help = N_("Void an officer with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 officer void 12 --reason 登记有误\n",
    .options = void_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "officer.void",
    .run = run_void,
};

/* ---- pin ---- */

/* Who arranges officers sets anybody's; everybody else changes their own, and shows that they know it. */
static bool change_pin(const struct command_call *call, int64_t id, const struct pin_change *change, struct err *err)
{
    struct officer officer;
    char current[PIN_BYTES] = "";
    if (verb_allowed(call->store, "officer.pin", NULL))
        return officer_get(call->store, id, &officer, err) && pin_save_officer(call->store, &officer, change, err);
    if (!officer_get(call->store, id, &officer, err) ||
        (officer.pin_id != 0 && !pin_ask(_("The PIN that holds now: "), current, sizeof current, err)))
        return false;
    bool good = pin_change_own(call->store, current, change, err);
    explicit_bzero(current, sizeof current);
    return good;
}

static int run_pin(const struct command_call *call)
{
    char pin[PIN_BYTES] = "", again[PIN_BYTES] = "";
    struct pin_change change = {call_has(call, "none") ? PIN_NONE : PIN_SET, pin, again};
    struct err err = {0};
    int64_t id = 0;
    bool good = officer_find(call->store, call->argv[0], &id, &err) &&
                (id == store_officer(call->store) || verb_allowed(call->store, "officer.pin", &err)) &&
                (change.what == PIN_NONE || pin_ask_new(pin, again, sizeof pin, &err)) &&
                change_pin(call, id, &change, &err);
    explicit_bzero(pin, sizeof pin);
    explicit_bzero(again, sizeof again);
    if (!good)
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

static const struct command_option pin_options[] = {
    {"none", NULL, N_("this officer signs on without a PIN from now on")},
    {0},
};
const struct command officer_pin_command = {
    .name = "officer pin",
    .usage = "NAME [--none]",
    .help = N_("Set the PIN of an officer: asked twice without echo, or read from standard input."),
    .more =
        N_("A PIN is 4 to 12 digits. It is kept as a yescrypt hash and shown nowhere. A duty officer sets anybody's, "
           "everybody else their own. From the third wrong PIN on the next try must wait: 5 s, 15 s, 60 s, then 5 "
           "min, at every terminal; after five the desks ring. A new PIN ends the wait. When a command asks for the "
           "PIN of --officer, a script gives it as a line of the file descriptor that GATEPOST_PIN_FD names."),
    .examples = "  gatepost --officer 李敏 officer pin 赵强\n"
                "  gatepost --officer 李敏 officer pin 赵强 <pin.txt\n"
                "  GATEPOST_PIN_FD=3 gatepost --officer 赵强 gate add 张伟明 36.5 3<pin.txt\n",
    .options = pin_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "officer.own_pin",
    .run = run_pin,
};
