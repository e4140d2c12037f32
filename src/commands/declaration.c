/* declaration add, list, show, edit, confirm, reject, reopen, void: what residents declared themselves. */
#include "gatepost/declaration_rules.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <string.h>

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("waiting|confirmed|rejected|all")};
static const struct command_option confirm_options[] = {
    {"newcomer", "visitor|tenant", N_("who is not in the register becomes a person of that household")}, {0}};
static const struct command_option reject_options[] = {{"reason", "TEXT", N_("why it is rejected")}, {0}};

static bool read_newcomer(const struct command_call *call, enum declaration_newcomer *newcomer, struct err *err)
{
    const char *said = call_option(call, "newcomer");
    *newcomer = NEWCOMER_UNKNOWN;
    if (said == NULL)
        return true;
    *newcomer = strcmp(said, "tenant") == 0 ? NEWCOMER_TENANT : NEWCOMER_VISITOR;
    return *newcomer == NEWCOMER_TENANT || strcmp(said, "visitor") == 0 ||
           err_set(err, ERR_INPUT, _("--newcomer takes visitor or tenant."));
}

/* Where it was written, and by what the household was found: it may have been added since the last look. */
static void report_arrival(const struct command_call *call, int64_t id, int64_t arrival)
{
    struct declaration declaration = {0};
    struct buffer words = {0};
    record_get(call->store, &declaration_table, id, &declaration, NULL);
    const struct declaration_matched matched = {.how = declaration.matched, .place_id = declaration.place_id};
    declaration_match_words(call->store, &matched, &words);
    report(_("Arrival %1$lld was written, %2$s."), (long long)arrival, buffer_text(&words));
    buffer_release(&words);
}

static int run_confirm(const struct command_call *call)
{
    enum declaration_newcomer newcomer;
    struct err err = {0};
    int64_t id, arrival = 0;
    if (!read_newcomer(call, &newcomer, &err))
        return report_usage("declaration confirm", &err);
    if (!read_id(call->argv[0], &id, &err) || !declaration_confirm(call->store, id, -1, newcomer, &arrival, &err))
        return report_error(&err);
    print_saved(call, id);
    report_arrival(call, id, arrival);
    return EXIT_DONE;
}

static int run_reject(const struct command_call *call)
{
    const char *reason = call_option(call, "reason");
    struct err err = {0};
    int64_t id;
    if (!read_id(call->argv[0], &id, &err) ||
        !declaration_reject(call->store, id, -1, reason != NULL ? reason : "", &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

static int run_reopen(const struct command_call *call)
{
    struct err err = {0};
    int64_t id;
    if (!read_id(call->argv[0], &id, &err) || !declaration_reopen(call->store, id, -1, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

const struct command declaration_add_command = {
    .name = "declaration add",
    .usage = "--name NAME (--phone PHONE | --id-number NUMBER | --room TEXT) [OPTIONS] | -",
    .help = N_("Write down what a resident declares about a journey; it waits to be checked."),
    .examples = "  gatepost --officer 李敏 declaration add --name 张伟明 --phone 13800003821 --room 12-2-1203 \\\n"
                "           --from 上海 --affected yes --left 4-8 --returned 4-9 --transport 'G1234'\n",
    .options = add_options,
    .fields = declaration_fields,
    .rules = &declaration_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command declaration_list_command = {
    .name = "declaration list",
    .usage = "[--show waiting|confirmed|rejected|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List what residents declared and nobody has checked yet, the oldest first, or the others."),
    .title = N_("Declarations"),
    .options = list_options,
    .rules = &declaration_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command declaration_show_command = {
    .name = "declaration show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one declaration: what was declared, and whom it was matched to."),
    .more = N_("Phone and ID number are masked. With --full they are whole: a duty officer or a clerk may, and who "
               "looked is recorded before anything is printed."),
    .examples = "  gatepost --officer 李敏 declaration show --full 3\n",
    .options = show_options,
    .rules = &declaration_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = register_show_run,
};
const struct command declaration_edit_command = {
    .name = "declaration edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Correct a declaration that waits, or say which household it is about; an empty value empties the "
               "field."),
    .examples = "  gatepost --officer 李敏 declaration edit 3 --place 12-2-1203\n",
    .options = edit_options,
    .fields = declaration_fields,
    .rules = &declaration_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command declaration_confirm_command = {
    .name = "declaration confirm",
    .usage = "ID [--newcomer visitor|tenant]",
    .help = N_("Confirm a declaration; the arrival is written at its household."),
    .examples = "  gatepost --officer 李敏 declaration confirm 3\n"
                "  gatepost --officer 李敏 declaration confirm 4 --newcomer visitor\n",
    .options = confirm_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "declaration.confirm",
    .run = run_confirm,
};
const struct command declaration_reject_command = {
    .name = "declaration reject",
    .usage = "ID --reason TEXT",
    .help = N_("Reject a declaration with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 declaration reject 3 --reason 本人未外出\n",
    .options = reject_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "declaration.reject",
    .run = run_reject,
};
const struct command declaration_reopen_command = {
    .name = "declaration reopen",
    .usage = "ID",
    .help = N_("A declaration that was rejected, or whose arrival was voided, waits again."),
    .examples = "  gatepost --officer 李敏 declaration reopen 3\n",
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "declaration.reopen",
    .run = run_reopen,
};
const struct command declaration_void_command = {
    .name = "declaration void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a declaration with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 declaration void 3 --reason 重复提交\n",
    .options = void_options,
    .rules = &declaration_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
