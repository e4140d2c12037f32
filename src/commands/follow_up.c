/* follow-up add, list, edit, void, missing: contacts of the tiers with observed households, and who had none today. */
#include "gatepost/clock.h"
#include "gatepost/follow_up_rules.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdlib.h>

enum { ROWS_AT_ONCE = 100 };

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|all")};
static const struct command_option missing_options[] = {
    {"tier", "NAME", N_("only this tier; every daily one when not said")},
    {"limit", "NUMBER", N_("at most so many rows")},
    OPTIONS_OF_LISTS,
    {0},
};

#define CONTACT(member) RECORD_AT(struct tier_contact, member)
static const struct record_field contact_row_fields[] = {
    {"place", NULL, NULL, RECORD_PLACE, RECORD_SHOWN, CONTACT(place_id), .width = 14, .label = N_("Household")},
    {"tier", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CONTACT(tier), .width = 12, .said = SAID_AS_IT_IS,
     .label = N_("Tier")},
    {"by", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CONTACT(keeper), .width = 12, .said = SAID_NAME,
     .label = N_("Followed up by")},
    {"phone", NULL, NULL, RECORD_PHONE, RECORD_SHOWN, CONTACT(phone), .width = 14, .label = N_("Phone")},
    {"last_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, CONTACT(last_at), .width = 19, .label = N_("Last contact")},
    {"tries", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, CONTACT(tries), .least = 1, .most = 1000, .width = 6,
     .label = N_("Tries")},
    {0},
};

static bool print_missing(const struct command_call *call, int64_t tier_id, int64_t limit, struct err *err)
{
    struct tier_contact from;
    struct contact_window window = {.rows = memory_new(ROWS_AT_ONCE, sizeof *window.rows), .most = ROWS_AT_ONCE};
    bool good, goes_on;
    do {
        good = follow_up_contactless(call->store, tier_id, clock_day(clock_now()), &window, err);
        goes_on = good && !window.finished;
        for (int i = 0; good && i < window.count; i++)
            goes_on = --limit >= 0 && print_row(call, contact_row_fields, &window.rows[i]) && goes_on;
        if (window.count > 0)
            from = window.rows[window.count - 1];
        window.anchor = &from;
    } while (goes_on);
    free(window.rows);
    return good;
}

static int run_missing(const struct command_call *call)
{
    const char *tier = call_option(call, "tier");
    struct keeper of = {0};
    struct err err = {0};
    int64_t limit;
    if (!call_limit(call, &limit, &err) ||
        (tier != NULL && !record_resolve(call->store, record_find(keeper_fields, "tier"), &of, tier, &err)))
        return report_usage(call->command->name, &err);
    if (!print_header(call, contact_row_fields) || print_missing(call, of.tier_id, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

const struct command follow_up_add_command = {
    .name = "follow-up add",
    .usage = "--place ROOM [OPTIONS] | -",
    .help = N_("Write down a contact of a tier with a household, or the try."),
    .examples = "  gatepost --officer 李敏 follow-up add --place 12-2-1203 --tier 网格员 --words 无不适\n",
    .options = add_options,
    .fields = follow_up_fields,
    .rules = &follow_up_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command follow_up_list_command = {
    .name = "follow-up list",
    .usage = "[--show valid|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List follow-ups, the newest first."),
    .title = N_("Follow-ups"),
    .options = list_options,
    .rules = &follow_up_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command follow_up_edit_command = {
    .name = "follow-up edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a follow-up; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 follow-up edit 3 --outcome no_answer\n",
    .options = edit_options,
    .fields = follow_up_fields,
    .rules = &follow_up_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command follow_up_void_command = {
    .name = "follow-up void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a follow-up with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 follow-up void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &follow_up_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command follow_up_missing_command = {
    .name = "follow-up missing",
    .usage = "[--tier NAME] [--json | --tsv | --chat]",
    .help =
        N_("List the observed households that a tier has not reached today; tries that reached nobody are counted."),
    .title = N_("No contact today"),
    .examples = "  gatepost follow-up missing --tier 网格员 --chat\n",
    .options = missing_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_missing,
};
