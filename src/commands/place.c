/* place add, list, show, edit, void, of every kind; household.c has the same of households. */
#include "place.h"
#include "gatepost/buffer.h"
#include "gatepost/labels.h"
#include "gatepost/look.h"
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/place_filter.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "lines.h"
#include "registry.h"
#include "shared.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS_AT_ONCE = 64 };

#define PLACE(member) RECORD_AT(struct place_record, row.place.member)
#define OWN(member) RECORD_AT(struct place_record, member)
const struct record_field place_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PLACE(id), .width = 8},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PLACE(rev)},
    {"kind", "KIND", N_("what it is; else a household"), RECORD_CHOICE, RECORD_BOTH, PLACE(kind),
     .choices = place_kind_names, .width = 12},
    {"name", "NAME", N_("its name, when it is no household"), RECORD_TEXT, RECORD_BOTH, PLACE(name), .width = 14,
     .said = SAID_AS_IT_IS},
    {"estate", "NAME", N_("the estate"), RECORD_TEXT, RECORD_BOTH, PLACE(estate), .width = 12, .said = SAID_AS_IT_IS},
    {"room", "ROOM", N_("building, unit and room: 12-2-1203; a household needs it"), RECORD_TEXT, RECORD_BOTH,
     OWN(room), .width = 14, .said = SAID_AS_IT_IS},
    {"grid", "NAME", N_("the grid"), RECORD_TEXT, RECORD_BOTH, PLACE(grid)},
    {"occupancy", "STATE", N_("who lives there"), RECORD_CHOICE, RECORD_BOTH, PLACE(occupancy),
     .choices = occupancy_names, .width = 14},
    {"head", "NAME", N_("head of the household; of others whom to ask for"), RECORD_TEXT, RECORD_BOTH, PLACE(head),
     .width = 10, .said = SAID_NAME},
    {"phone", "NUMBER", N_("the phone"), RECORD_PHONE, RECORD_BOTH, PLACE(phone), .width = 13},
    {"persons", "COUNT", N_("persons reported to live or work there"), RECORD_NUMBER, RECORD_BOTH,
     PLACE(reported_persons), .most = 9999, .width = 7},
    {"listed", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, OWN(row.listed), .most = INT32_MAX, .width = 6,
     .label = N_("Listed")},
    {"mismatch", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, OWN(mismatch), .label = N_("Numbers differ")},
    {"line", "LINE", N_("who screens it: committee, grid, safety, migrant; else as usual for its kind"), RECORD_CHOICE,
     RECORD_BOTH, PLACE(line), .choices = place_line_names, .width = 14, .label = N_("Screened by"),
     .labels = place_line_labels},
    {"responsible", "NAME", N_("the responsible person of the community"), RECORD_TEXT, RECORD_BOTH,
     PLACE(responsible)},
    {"leader", "NAME", N_("the building leader"), RECORD_TEXT, RECORD_BOTH, PLACE(leader),
     .label = N_("Building leader")},
    {"needs", "LIST", N_("special needs: alone,pregnant,dialysis,medication,mobility"), RECORD_TEXT, RECORD_BOTH,
     OWN(needs), .label = N_("Special needs")},
    {"needs_note", "TEXT", N_("who has them, and what else is to be known"), RECORD_TEXT, RECORD_BOTH,
     PLACE(needs_note), .label = N_("About the needs")},
    {"note", "TEXT", N_("anything else"), RECORD_TEXT, RECORD_BOTH, PLACE(note), .width = 1},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PLACE(voided)},
    {0},
};

void place_record_take(struct place_record *record, const struct place_row *row, enum record_format format)
{
    *record = (struct place_record){.row = *row, .mismatch = place_is_mismatch(&row->place, row->listed)};
    room_format(&row->place.room, record->room);
    if (format == FORMAT_JSON || format == FORMAT_TSV)
        place_needs_format(row->place.needs, record->needs, sizeof record->needs);
    else
        place_needs_label(row->place.needs, "", record->needs, sizeof record->needs);
}

/* What was said, over what stands there. */
static bool put(struct store *store, struct place_record *record, struct err *err)
{
    struct place *place = &record->row.place;
    struct room none = {0};
    place->room = none;
    if (record->room[0] != '\0' && !room_parse(record->room, &place->room, err)) {
        if (err != NULL)
            err->field = "room";
        return false;
    }
    if (!place_needs_parse(record->needs, &place->needs, NULL, err))
        return false;
    return people_add_place(store, place, err);
}

/* ---- add ---- */

static bool put_field(void *context, const char *name, const char *text, struct err *err)
{
    const struct record_field *field = record_find(place_fields, name);
    return field == NULL || field->use == RECORD_SHOWN || record_parse(field, context, text, err);
}

static bool save_row(struct lines *lines, const struct command_call *call, int64_t *id, struct err *err)
{
    struct place_record record = {0};
    if (!record_parse_options(call, &record, err) || !lines_each_field(lines, put_field, &record, err) ||
        !put(call->store, &record, err))
        return false;
    *id = record.row.place.id;
    return true;
}

int place_add_run(const struct command_call *call)
{
    struct place_record record = {0};
    struct err err = {0};
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (call->argc > 0)
        return lines_save_all(call, place_fields, save_row);
    if (!record_parse_options(call, &record, &err) || !put(call->store, &record, &err))
        return report_error(&err);
    print_saved(call, record.row.place.id);
    return EXIT_DONE;
}

/* ---- list ---- */

static bool find_scope(const struct command_call *call, enum place_scope *scope, struct err *err)
{
    const char *said = call_option(call, "show");
    int found = 0;
    *scope = strncmp(call->command->name, "household", 9) == 0 ? PLACES_HOUSEHOLDS : PLACES_ALL;
    if (said == NULL)
        return true;
    while (place_scope_names[found] != NULL && strcmp(place_scope_names[found], said) != 0)
        found++;
    if (place_scope_names[found] == NULL)
        return err_set(err, ERR_INPUT, _("--show does not know \"%.40s\"."), said);
    *scope = (enum place_scope)found;
    return true;
}

static bool find_filter(const struct command_call *call, struct place_filter *filter, struct err *err)
{
    struct buffer words = {0};
    call_words(call, &words);
    bool good = place_filter_parse(call->store, buffer_text(&words), filter, err);
    buffer_release(&words);
    return good;
}

/* False when enough were printed, or nobody reads them. */
static bool print_rows(const struct command_call *call, const struct place_list *list, int64_t *limit)
{
    struct place_record record;
    for (int i = 0; i < list->count; i++) {
        place_record_take(&record, &list->rows[i], call_format(call));
        if (--*limit < 0 || !print_row(call, place_fields, &record))
            return false;
    }
    return true;
}

static bool list_places(const struct command_call *call, enum place_scope scope, const struct place_filter *filter,
                        int64_t limit, struct err *err)
{
    struct place_list list = {.scope = scope,
                              .after_sort = "",
                              .keep = filter->count > 0 ? place_filter_keeps : NULL,
                              .context = filter,
                              .rows = memory_new(ROWS_AT_ONCE, sizeof *list.rows),
                              .most = ROWS_AT_ONCE};
    char sort[PLACE_SORT_BYTES];
    bool good, goes_on;
    do {
        good = place_list_read(call->store, &list, err);
        goes_on = good && print_rows(call, &list, &limit) && !list.finished;
        text_copy(sort, sizeof sort, list.reached_sort);
        list.after_sort = sort;
        list.after_id = list.reached_id;
    } while (goes_on);
    free(list.rows);
    return good;
}

int place_list_run(const struct command_call *call)
{
    struct place_filter filter = {0};
    enum place_scope scope;
    struct err err = {0};
    int64_t limit;
    if (!call_limit(call, &limit, &err) || !find_scope(call, &scope, &err) || !find_filter(call, &filter, &err))
        return report_usage(call->command->name, &err);
    if (!print_header(call, place_fields) || list_places(call, scope, &filter, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

/* ---- show, edit, void ---- */

static bool show(const struct command_call *call, int64_t id, struct err *err)
{
    struct place_row row;
    struct place_record record;
    struct look_shown seen = {0};
    if (!place_row_get(call->store, id, &row, err) ||
        (show_is_full(call) && !look_take(call->store, 0, id, &seen, err)))
        return false;
    look_forget(&seen);
    place_record_take(&record, &row, call_format(call));
    print_card(call, place_fields, &record);
    return true;
}

int place_show_run(const struct command_call *call)
{
    struct err err = {0};
    int64_t id;
    bool found = read_id(call->argv[0], &id, NULL) || record_place(call->store, call->argv[0], &id, &err);
    return found && show(call, id, &err) ? EXIT_DONE : report_error(&err);
}

static bool edit(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    struct place_row row;
    struct place_record record;
    if (!place_row_get(call->store, id, &row, err))
        return false;
    place_record_take(&record, &row, FORMAT_JSON);
    if (rev >= 0)
        record.row.place.rev = rev;
    /* Of another kind others screen it, unless it was said who. */
    if (call_has(call, "kind") && row.place.line == place_usual_line(row.place.kind))
        record.row.place.line = LINE_NONE;
    return record_parse_options(call, &record, err) && put(call->store, &record, err);
}

int place_edit_run(const struct command_call *call)
{
    return run_edit_with(call, edit);
}

int place_void_run(const struct command_call *call)
{
    return run_void_with(call, people_void_place);
}

/* ---- the commands ---- */

const struct command_option place_add_options[] = {
    {"dry-run", NULL, N_("check everything, save nothing")},
    {0},
};
const struct command_option place_list_options[] = {
    {"show", "all|households|enterprises|small_places|rented_houses|mismatch|needs", N_("which of them")},
    {"limit", "COUNT", N_("at most so many rows")},
    OPTIONS_OF_LISTS,
    {0},
};
const struct command place_add_command = {
    .name = "place add",
    .usage = "--kind KIND --name NAME [OPTIONS] | -",
    .help = N_("Add an enterprise, a small place, a rented house or a household; with - rows from standard input."),
    .examples = "  gatepost --officer 李敏 place add --kind enterprise --name 恒达纸品厂 --head 何国强 --phone "
                "0757-86123456\n  gatepost --officer 李敏 place add - <places.jsonl\n",
    .options = place_add_options,
    .fields = place_fields,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "household.add",
    .run = place_add_run,
};
const struct command place_list_command = {
    .name = "place list",
    .usage = "[--show SCOPE] [--json | --tsv | --chat] [--limit COUNT] [WORD ...]",
    .help = N_("List households and other places by estate, room and name, or those the words mean."),
    .title = N_("Places"),
    .more =
        N_("Words are as in the list on the screen: 12栋 (a building), 3网格 (a grid), 孕妇 (a special need), 网格员 "
           "(who screens it), 人数不符 or mismatch (persons reported are not those listed), names, !WORD excludes."),
    .examples = "  gatepost place list --show mismatch\n  gatepost place list --json 12栋 独居\n",
    .options = place_list_options,
    .most = -1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = place_list_run,
};
const struct command place_show_command = {
    .name = "place show",
    .usage = "[--full] [--json] ID|ROOM|NAME",
    .help = N_("Show one household or other place of the register."),
    .more =
        N_("The phone is masked. With --full it is whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost place show 恒通五金厂\n  gatepost --officer 李敏 place show --full 12\n",
    .options = show_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .writes = show_is_full,
    .run = place_show_run,
};
const struct command place_edit_command = {
    .name = "place edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a household or another place; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 place edit 12 --needs alone,dialysis --needs-note 每周三次\n",
    .options = edit_options,
    .fields = place_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "household.edit",
    .run = place_edit_run,
};
const struct command place_void_command = {
    .name = "place void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a household or another place with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 place void 12 --reason 登记有误\n",
    .options = void_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "household.void",
    .run = place_void_run,
};
