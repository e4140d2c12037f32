/* officer add, list, edit, void. */
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
    {"name", NULL, NULL, RECORD_TEXT, RECORD_BOTH, OFFICER(name), .width = 16, .said = SAID_NAME},
    {"role", "ROLE", N_("what they may do; it is needed"), RECORD_CHOICE, RECORD_BOTH, OFFICER(role),
     .choices = role_names, .width = 15},
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
    .usage = "[--json | --tsv | --chat]",
    .help = N_("List those who sign on."),
    .title = N_("Officers"),
    .options = list_options,
    .access = ACCESS_READ,
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
    .help = N_("Change name or role of an officer."),
    .examples = "  gatepost --officer 李敏 officer edit 3 --role clerk\n",
    .options = named_options,
    .fields = officer_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
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
    .run = run_void,
};
