/* household add, list, show, edit, void; other places too, by --kind. */
#include "gatepost/look.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"

enum { PLACES_AT_ONCE = 100 };

/* A place with its room as one text. */
struct household {
    struct place place;
    char room[56];
};

#define PLACE(member) RECORD_AT(struct household, place.member)
static const struct record_field household_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PLACE(id), .width = 8},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PLACE(rev)},
    {"kind", "KIND", N_("what it is; else a household"), RECORD_CHOICE, RECORD_BOTH, PLACE(kind),
     .choices = place_kind_names},
    {"name", "NAME", N_("its name, when it is no household"), RECORD_TEXT, RECORD_BOTH, PLACE(name)},
    {"estate", "NAME", N_("the estate"), RECORD_TEXT, RECORD_BOTH, PLACE(estate), .width = 12, .said = SAID_AS_IT_IS},
    {"room", "ROOM", N_("building, unit and room: 12-2-1203; a household needs it"), RECORD_TEXT, RECORD_BOTH,
     RECORD_AT(struct household, room), .width = 14, .said = SAID_AS_IT_IS},
    {"grid", "NAME", N_("the grid"), RECORD_TEXT, RECORD_BOTH, PLACE(grid)},
    {"occupancy", "STATE", N_("who lives there"), RECORD_CHOICE, RECORD_BOTH, PLACE(occupancy),
     .choices = occupancy_names, .width = 14},
    {"head", "NAME", N_("head of the household"), RECORD_TEXT, RECORD_BOTH, PLACE(head), .width = 10,
     .said = SAID_NAME},
    {"phone", "NUMBER", N_("the phone"), RECORD_PHONE, RECORD_BOTH, PLACE(phone), .width = 13},
    {"persons", "COUNT", N_("persons reported to live there"), RECORD_NUMBER, RECORD_BOTH, PLACE(reported_persons),
     .most = 99, .width = 7},
    {"responsible", "NAME", N_("the responsible person of the community"), RECORD_TEXT, RECORD_BOTH,
     PLACE(responsible)},
    {"note", "TEXT", N_("anything else"), RECORD_TEXT, RECORD_BOTH, PLACE(note), .width = 1},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PLACE(voided)},
    {0},
};

/* What was said, over what stands there. */
static bool put(const struct command_call *call, struct household *household, struct err *err)
{
    struct place *place = &household->place;
    room_format(&place->room, household->room);
    if (!record_parse_options(call, household, err))
        return false;
    if (household->room[0] == '\0')
        place->room = (struct room){0};
    else if (call_has(call, "room") && !room_parse(household->room, &place->room, err))
        return false;
    return people_add_place(call->store, place, err);
}

static bool edit(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    struct household household = {0};
    if (!place_get(call->store, id, &household.place, err))
        return false;
    if (rev >= 0)
        household.place.rev = rev;
    return put(call, &household, err);
}

static int run_add(const struct command_call *call)
{
    struct household household = {0};
    struct err err = {0};
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (!put(call, &household, &err))
        return report_error(&err);
    print_saved(call, household.place.id);
    return EXIT_DONE;
}

static const struct command_option add_options[] = {
    {"dry-run", NULL, N_("check everything, save nothing")},
    {0},
};
const struct command household_add_command = {
    .name = "household add",
    .usage = "--room ROOM [--estate NAME] [OPTIONS]",
    .help = N_("Add a household to the register."),
    .examples = "  gatepost --officer 李敏 household add --estate 望江苑 --room 12-2-1203 --head 张伟明\n",
    .options = add_options,
    .fields = household_fields,
    .access = ACCESS_WRITE,
    .verb = "household.add",
    .run = run_add,
};

static bool print_place(const struct command_call *call, const struct place *place)
{
    struct household household = {.place = *place};
    room_format(&place->room, household.room);
    return print_row(call, household_fields, &household);
}

static bool list_places(const struct command_call *call, int64_t limit, struct err *err)
{
    struct place places[PLACES_AT_ONCE];
    char sort[PLACE_SORT_BYTES] = "";
    int64_t id = 0;
    int count = 0, most = 0;
    do {
        most = limit < PLACES_AT_ONCE ? (int)limit : PLACES_AT_ONCE;
        if (!place_window(call->store, sort, id, false, places, most, &count, err))
            return false;
        for (int i = 0; i < count; i++)
            if (!print_place(call, &places[i]))
                return true;
        if (count == 0)
            break;
        place_sort_key(&places[count - 1], sort, sizeof sort);
        id = places[count - 1].id;
        limit -= count;
    } while (limit > 0 && count == most);
    return true;
}

static int run_list(const struct command_call *call)
{
    struct err err = {0};
    int64_t limit;
    if (!call_limit(call, &limit, &err))
        return report_error(&err);
    if (!print_header(call, household_fields) || list_places(call, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command household_list_command = {
    .name = "household list",
    .usage = "[--json | --tsv | --chat] [--limit COUNT]",
    .help = N_("List the households by estate and room."),
    .title = N_("Places"),
    .examples = "  gatepost household list --tsv >households.tsv\n",
    .options = list_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

static bool show(const struct command_call *call, int64_t id, struct err *err)
{
    struct household household = {0};
    struct look_shown seen = {0};
    if (!place_get(call->store, id, &household.place, err) ||
        (show_is_full(call) && !look_take(call->store, 0, id, &seen, err)))
        return false;
    room_format(&household.place.room, household.room);
    look_forget(&seen);
    print_card(call, household_fields, &household);
    return true;
}

static int run_show(const struct command_call *call)
{
    struct err err = {0};
    int64_t id;
    bool found = read_id(call->argv[0], &id, NULL) || record_place(call->store, call->argv[0], &id, &err);
    return found && show(call, id, &err) ? EXIT_DONE : report_error(&err);
}

const struct command household_show_command = {
    .name = "household show",
    .usage = "[--full] [--json] ID|ROOM",
    .help = N_("Show one household or other place of the register."),
    .more =
        N_("The phone is masked. With --full it is whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost household show 12\n  gatepost household show 12-2-1203\n  gatepost --officer 李敏 "
                "household show --full 12\n",
    .options = show_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .writes = show_is_full,
    .run = run_show,
};

static int run_edit(const struct command_call *call)
{
    return run_edit_with(call, edit);
}

const struct command household_edit_command = {
    .name = "household edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a household; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 household edit 12 --head 张伟明\n",
    .options = edit_options,
    .fields = household_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "household.edit",
    .run = run_edit,
};

static int run_void(const struct command_call *call)
{
    return run_void_with(call, people_void_place);
}

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
    .run = run_void,
};
