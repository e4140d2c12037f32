/* checkpoint add, list, edit, void. */
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdlib.h>

enum { CHECKPOINTS_MOST = 500 };

#define CHECKPOINT(member) RECORD_AT(struct checkpoint, member)
static const struct record_field checkpoint_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, CHECKPOINT(id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, CHECKPOINT(rev)},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_BOTH, CHECKPOINT(name), .width = 16, .label = N_("Checkpoint"),
     .said = SAID_AS_IT_IS},
    {"estate", "NAME", N_("the estate it belongs to"), RECORD_TEXT, RECORD_BOTH, CHECKPOINT(estate), .width = 1,
     .said = SAID_AS_IT_IS},
    {0},
};

static int run_add(const struct command_call *call)
{
    struct checkpoint checkpoint = {0};
    struct err err = {0};
    const struct record_field *name = record_find(checkpoint_fields, "name");
    if (!record_parse_options(call, &checkpoint, &err) || !record_parse(name, &checkpoint, call->argv[0], &err) ||
        !people_add_checkpoint(call->store, &checkpoint, &err))
        return report_error(&err);
    print_saved(call, checkpoint.id);
    return EXIT_DONE;
}

const struct command checkpoint_add_command = {
    .name = "checkpoint add",
    .usage = "NAME [--estate NAME]",
    .help = N_("Add a checkpoint, where crossings are logged."),
    .examples = "  gatepost --officer 李敏 checkpoint add 东门 --estate 望江苑\n",
    .fields = checkpoint_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "checkpoint.add",
    .run = run_add,
};

static int run_list(const struct command_call *call)
{
    struct checkpoint *checkpoints = memory_new(CHECKPOINTS_MOST, sizeof *checkpoints);
    struct err err = {0};
    int count = 0;
    bool done = checkpoint_list(call->store, checkpoints, CHECKPOINTS_MOST, &count, &err) &&
                print_header(call, checkpoint_fields);
    for (int i = 0; done && i < count; i++)
        done = print_row(call, checkpoint_fields, &checkpoints[i]);
    free(checkpoints);
    return err.code == ERR_NONE ? EXIT_DONE : report_error(&err);
}

static const struct command_option list_options[] = {OPTIONS_OF_LISTS, {0}};
const struct command checkpoint_list_command = {
    .name = "checkpoint list",
    .usage = "[--json | --tsv | --chat]",
    .help = N_("List the checkpoints."),
    .title = N_("Checkpoints"),
    .options = list_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

static bool edit(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    struct checkpoint checkpoint;
    if (!checkpoint_get(call->store, id, &checkpoint, err))
        return false;
    if (rev >= 0)
        checkpoint.rev = rev;
    const char *name = call_option(call, "name");
    return record_parse_options(call, &checkpoint, err) &&
           (name == NULL || record_parse(record_find(checkpoint_fields, "name"), &checkpoint, name, err)) &&
           people_add_checkpoint(call->store, &checkpoint, err);
}

static const struct command_option named_options[] = {{"name", "NAME", N_("the new name")}, OPTION_REV, {0}};

static int run_edit(const struct command_call *call)
{
    return run_edit_with(call, edit);
}

const struct command checkpoint_edit_command = {
    .name = "checkpoint edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a checkpoint; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 checkpoint edit 2 --name 东门\n",
    .options = named_options,
    .fields = checkpoint_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "checkpoint.edit",
    .run = run_edit,
};

static int run_void(const struct command_call *call)
{
    return run_void_with(call, people_void_checkpoint);
}

const struct command checkpoint_void_command = {
    .name = "checkpoint void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a checkpoint with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 checkpoint void 12 --reason 登记有误\n",
    .options = void_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "checkpoint.void",
    .run = run_void,
};
