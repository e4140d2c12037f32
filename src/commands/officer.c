/* officer add, list. */
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdlib.h>

enum { OFFICERS_MOST = 500 };

#define OFFICER(member) RECORD_AT(struct officer, member)
static const struct record_field officer_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, OFFICER(id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, OFFICER(rev)},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_BOTH, OFFICER(name), .width = 16},
    {"role", "ROLE", N_("what they may do; it is needed"), RECORD_CHOICE, RECORD_BOTH, OFFICER(role),
     .choices = role_names, .width = 8},
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
    .usage = "NAME --role ROLE",
    .help = N_("Add somebody who signs on."),
    .more =
        N_("Everything is filed under the name of the officer who is signed on. The first officer of a file is added "
           "without one."),
    .examples = "  gatepost --officer 李敏 officer add 赵强 --role gate\n",
    .fields = officer_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = run_add,
};

static int run_list(const struct command_call *call)
{
    struct officer *officers = memory_new(OFFICERS_MOST, sizeof *officers);
    struct err err = {0};
    int count = 0;
    bool done = officer_list(call->store, officers, OFFICERS_MOST, &count, &err) && print_header(call, officer_fields);
    for (int i = 0; done && i < count; i++)
        done = print_row(call, officer_fields, &officers[i]);
    free(officers);
    return err.code == ERR_NONE ? EXIT_DONE : report_error(&err);
}

static const struct command_option list_options[] = {OPTIONS_OF_LISTS, {0}};
const struct command officer_list_command = {
    .name = "officer list",
    .usage = "[--json | --tsv]",
    .help = N_("List those who sign on."),
    .options = list_options,
    .access = ACCESS_READ,
    .run = run_list,
};
