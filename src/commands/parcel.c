/* parcel add, list, edit, void, hand-out: the parcel shelf. */
#include "gatepost/buffer.h"
#include "gatepost/parcel_rules.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <string.h>

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("shelf|done|all")};
static const struct command_option out_options[] = {
    {"by", "NAME", N_("who takes it")},
    {"place", "ROOM", N_("all that stands on the shelf for this household")},
    {"how", "collected|delivered|returned", N_("collected when nothing is said")},
    {"dry-run", NULL, N_("check everything, save nothing")},
    {0},
};

/* All of a household, or those named by number. */
static bool read_ids(const struct command_call *call, int64_t *ids, int *count, struct err *err)
{
    struct parcel rows[PARCELS_AT_ONCE];
    const char *room = call_option(call, "place");
    int64_t place_id = 0;
    int pieces = 0;
    *count = 0;
    if (room != NULL && call->argc > 0)
        return err_set(err, ERR_INPUT, _("Give numbers or --place, not both."));
    if (room == NULL) {
        for (int i = 0; i < call->argc && i < PARCELS_AT_ONCE; i++)
            if (!read_id(call->argv[i], &ids[(*count)++], err))
                return false;
        return *count > 0 || err_set(err, ERR_INPUT, _("Which parcels? Give their numbers, or --place."));
    }
    if (!record_place(call->store, room, &place_id, err) ||
        !parcel_of_place(call->store, place_id, rows, PARCELS_AT_ONCE, count, &pieces, err))
        return false;
    for (int i = 0; i < *count; i++)
        ids[i] = rows[i].head.id;
    return true;
}

static bool read_how(const struct command_call *call, enum parcel_state *state, struct err *err)
{
    const char *how = call_option(call, "how");
    *state = PARCEL_COLLECTED;
    if (how == NULL)
        return true;
    for (int i = PARCEL_COLLECTED; i < PARCEL_STATE_COUNT; i++)
        if (strcmp(parcel_state_names[i], how) == 0) {
            *state = (enum parcel_state)i;
            return true;
        }
    return err_set(err, ERR_INPUT, _("--how is collected, delivered or returned, not \"%.40s\"."), how);
}

static int run_hand_out(const struct command_call *call)
{
    int64_t ids[PARCELS_AT_ONCE];
    const char *by = call_option(call, "by");
    enum parcel_state state;
    struct err err = {0};
    int count = 0;
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (!read_how(call, &state, &err) || !read_ids(call, ids, &count, &err) ||
        !parcel_hand_out(call->store, ids, count, state, by != NULL ? by : "", &err))
        return report_error(&err);
    for (int i = 0; i < count; i++)
        print_saved(call, ids[i]);
    return EXIT_DONE;
}

const struct command parcel_add_command = {
    .name = "parcel add",
    .usage = "--place ROOM [OPTIONS] | -",
    .help = N_("Take a parcel in for a household."),
    .examples = "  gatepost --officer 李敏 parcel add --place 12-2-1203 --pieces 2 --shelf A3 --carrier 顺丰\n",
    .options = add_options,
    .fields = parcel_fields,
    .rules = &parcel_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command parcel_list_command = {
    .name = "parcel list",
    .usage = "[--show shelf|done|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the parcel shelf, the oldest first."),
    .title = N_("Parcel shelf"),
    .options = list_options,
    .rules = &parcel_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command parcel_edit_command = {
    .name = "parcel edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a parcel; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 parcel edit 3 --shelf B1\n",
    .options = edit_options,
    .fields = parcel_fields,
    .rules = &parcel_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command parcel_void_command = {
    .name = "parcel void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a parcel with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 parcel void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &parcel_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command parcel_hand_out_command = {
    .name = "parcel hand-out",
    .usage = "(ID ... | --place ROOM) --by NAME [--how collected|delivered|returned]",
    .help = N_("Hand parcels out, in one step that is undone as one."),
    .examples = "  gatepost --officer 李敏 parcel hand-out --place 12-2-1203 --by 刘洋\n",
    .options = out_options,
    .most = PARCELS_AT_ONCE,
    .access = ACCESS_WRITE,
    .verb = "parcel.hand_out",
    .run = run_hand_out,
};
