/* donation add, list, show, edit, void, thank: who gave what. */
#include "gatepost/donation.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|unthanked|all")};
static const struct command_option thank_options[] = {OPTION_REV, {0}};

static int run_thank(const struct command_call *call)
{
    struct err err = {0};
    int64_t id, rev;
    if (!read_target(call, &id, &rev, &err) || !donation_thank(call->store, id, rev, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

const struct command donation_add_command = {
    .name = "donation add",
    .usage = "--donor NAME --items THINGS [OPTIONS] | -",
    .help = N_("Write down a donation; it enters the stock at once, and what is new comes onto the list of goods."),
    .examples = "  gatepost --officer 李敏 donation add --donor 德济药房 --items '口罩1000个 额温枪3把'\n",
    .options = add_options,
    .fields = donation_fields,
    .rules = &donation_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command donation_list_command = {
    .name = "donation list",
    .usage = "[--show valid|unthanked|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List donations, the newest first, or those whose donor is still to be thanked."),
    .title = N_("Donations"),
    .more = N_("As text for a chat it names only donors who agreed to be named."),
    .options = list_options,
    .rules = &donation_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command donation_show_command = {
    .name = "donation show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one donation."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .options = show_options,
    .rules = &donation_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = register_show_run,
};
const struct command donation_edit_command = {
    .name = "donation edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a donation; other amounts correct the stock."),
    .examples = "  gatepost --officer 李敏 donation edit 3 --items 口罩900个 --may-be-named yes\n",
    .options = edit_options,
    .fields = donation_fields,
    .rules = &donation_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command donation_void_command = {
    .name = "donation void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a donation with a reason; the stock gives back what came with it."),
    .examples = "  gatepost --officer 李敏 donation void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &donation_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command donation_thank_command = {
    .name = "donation thank",
    .usage = "ID [--rev NUMBER]",
    .help = N_("The donor was thanked now."),
    .examples = "  gatepost --officer 李敏 donation thank 3\n",
    .options = thank_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "donation.thank",
    .run = run_thank,
};
