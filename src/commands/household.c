/* household add, list, show, edit, void: the commands of places (place.h), of households. */
#include "gatepost/words.h"
#include "household_story.h"
#include "place.h"
#include "registry.h"
#include "shared.h"

const struct command household_add_command = {
    .name = "household add",
    .usage = "--room ROOM [--estate NAME] [OPTIONS] | -",
    .help = N_("Add a household to the register."),
    .examples = "  gatepost --officer 李敏 household add --estate 望江苑 --room 12-2-1203 --head 张伟明\n",
    .options = place_add_options,
    .fields = place_fields,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "household.add",
    .run = place_add_run,
};
const struct command household_list_command = {
    .name = "household list",
    .usage = "[--show SCOPE] [--json | --tsv | --chat] [--limit COUNT] [WORD ...]",
    .help = N_("List the households by estate and room, or those the words mean."),
    .title = N_("Households"),
    .examples = "  gatepost household list --tsv >households.tsv\n  gatepost household list 12栋 孕妇\n",
    .options = place_list_options,
    .most = -1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = place_list_run,
};
const struct command household_show_command = {
    .name = "household show",
    .usage = "[--full] [--json] [--limit COUNT] ID|ROOM",
    .help = N_("Show the whole story of a household: members, temperatures, everything in one time line."),
    .more =
        N_("The phone is masked. With --full it is whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost household show 12\n  gatepost household show 12-2-1203\n  gatepost --officer 李敏 "
                "household show --full 12\n",
    .options = household_story_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .writes = show_is_full,
    .run = household_story_run,
};
const struct command household_edit_command = {
    .name = "household edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a household; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 household edit 12 --head 张伟明\n",
    .options = edit_options,
    .fields = place_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "household.edit",
    .run = place_edit_run,
};
const struct command household_void_command = {
    .name = "household void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a household with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 household void 12 --reason 登记有误\n",
    .options = void_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "household.void",
    .run = place_void_run,
};
