/* pair set, list, missing, void: one household, one helper. */
#include "gatepost/memory.h"
#include "gatepost/pairing.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdlib.h>

enum { ROWS_AT_ONCE = 100 };

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|all")};
static const struct command_option missing_options[] = {
    {"limit", "NUMBER", N_("at most so many rows")},
    OPTIONS_OF_LISTS,
    {0},
};

#define MISSING(member) RECORD_AT(struct pairing_missing, member)
static const struct record_field missing_fields[] = {
    {"place", NULL, NULL, RECORD_PLACE, RECORD_SHOWN, MISSING(place_id), .width = 14, .label = N_("Household")},
    {"head", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, MISSING(head), .width = 12, .said = SAID_NAME, .label = N_("Head")},
    {"people", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, MISSING(people), .most = 1000, .width = 8,
     .label = N_("Observed")},
    {"since", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, MISSING(began_at), .width = 19, .label = N_("Since")},
    {0},
};

static bool print_missing(const struct command_call *call, int64_t limit, struct err *err)
{
    struct pairing_missing *rows = memory_new(ROWS_AT_ONCE, sizeof *rows), from;
    const struct pairing_missing *anchor = NULL;
    bool good, goes_on;
    int count;
    do {
        good = pairing_missing(call->store, anchor, false, rows, ROWS_AT_ONCE, &count, err);
        goes_on = good && count == ROWS_AT_ONCE;
        for (int i = 0; good && i < count; i++)
            goes_on = --limit >= 0 && print_row(call, missing_fields, &rows[i]) && goes_on;
        if (count > 0)
            from = rows[count - 1];
        anchor = &from;
    } while (goes_on);
    free(rows);
    return good;
}

static int run_missing(const struct command_call *call)
{
    struct err err = {0};
    int64_t limit;
    if (!call_limit(call, &limit, &err))
        return report_usage(call->command->name, &err);
    if (!print_header(call, missing_fields) || print_missing(call, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

const struct command pair_set_command = {
    .name = "pair set",
    .usage = "--place ROOM (--person WHO | --name NAME) [OPTIONS] | -",
    .help = N_("Pair a household with a helper and a substitute; a pairing it had before ends."),
    .examples =
        "  gatepost --officer 李敏 pair set --place 12-2-1203 --name 周敏 --phone 13800001111 --substitute 吴芳\n",
    .options = add_options,
    .fields = pairing_fields,
    .rules = &pairing_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command pair_list_command = {
    .name = "pair list",
    .usage = "[--show valid|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List who helps which household, by the name of the helper."),
    .title = N_("One household, one helper"),
    .options = list_options,
    .rules = &pairing_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command pair_void_command = {
    .name = "pair void",
    .usage = "ID --reason TEXT",
    .help = N_("End a pairing with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 pair void 3 --reason 已解除观察\n",
    .options = void_options,
    .rules = &pairing_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command pair_missing_command = {
    .name = "pair missing",
    .usage = "[--json | --tsv | --chat]",
    .help = N_("List the observed households that nobody helps yet."),
    .title = N_("Without a helper"),
    .examples = "  gatepost pair missing --chat\n",
    .options = missing_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_missing,
};
