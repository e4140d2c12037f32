/* person add, list, show, edit, void, merge. */
#include "gatepost/crossing.h"
#include "gatepost/look.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <string.h>

enum { PERSONS_AT_ONCE = 100 };

#define PERSON(member) RECORD_AT(struct person, member)
static const struct record_field person_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PERSON(id), .width = 8},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PERSON(rev)},
    {"name", "NAME", N_("the name; it is needed"), RECORD_TEXT, RECORD_BOTH, PERSON(name), .width = 12,
     .said = SAID_NAME},
    {"kind", "KIND", N_("else visitor without a household, resident with one"), RECORD_CHOICE, RECORD_BOTH,
     PERSON(kind), .choices = person_kind_names, .width = 8},
    {"room", "ROOM", N_("where the person lives: 12-2-1203, with the estate in front where several have that room"),
     RECORD_TEXT, RECORD_BOTH, PERSON(place_label), .width = 14, .said = SAID_AS_IT_IS},
    {"place_id", "ID", N_("the same by number"), RECORD_ID, RECORD_BOTH, PERSON(place_id)},
    {"phone", "NUMBER", N_("the phone"), RECORD_PHONE, RECORD_BOTH, PERSON(phone), .width = 13},
    {"phone2", "NUMBER", N_("a second phone"), RECORD_PHONE, RECORD_BOTH, PERSON(phone2)},
    {"id_number", "NUMBER", N_("number of the ID document; its type is recognised"), RECORD_DOCUMENT, RECORD_BOTH,
     PERSON(id_number), .width = 18},
    {"note", "TEXT", N_("anything else"), RECORD_TEXT, RECORD_BOTH, PERSON(note), .width = 1},
    {"merged_into", NULL, NULL, RECORD_ID, RECORD_SHOWN, PERSON(merged_into)},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PERSON(voided)},
    {0},
};

/* What is said of somebody who has the same ID number already. */
static bool save(const struct command_call *call, struct person *person, struct err *err)
{
    const char *said = call_option(call, "same");
    int same = SAME_NOT_SAID;
    while (said != NULL && same_person_names[same] != NULL && strcmp(same_person_names[same], said) != 0)
        same++;
    if (same == SAME_COUNT)
        return err_field(err, ERR_INPUT, "same", _("--same is later or no."));
    return people_add_person_as(call->store, person, (enum same_person)same, err);
}

static bool add(const struct command_call *call, struct person *person, struct err *err)
{
    if (!record_parse_options(call, person, err))
        return false;
    if (person->place_label[0] != '\0' && person->place_id == 0 &&
        !find_household(call->store, person->place_label, &person->place_id, err))
        return false;
    if (!call_has(call, "kind"))
        person->kind = person->place_id != 0 ? PERSON_RESIDENT : PERSON_VISITOR;
    return save(call, person, err);
}

static int run_add(const struct command_call *call)
{
    struct person person = {0};
    struct err err = {0};
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (!add(call, &person, &err))
        return report_error(&err);
    print_saved(call, person.id);
    return EXIT_DONE;
}

#define OPTION_SAME                                                                                         \
    {                                                                                                       \
        "same", "later|no",                                                                                 \
            N_("the ID number is somebody's already: the same person, to be merged later, or not the same") \
    }
static const struct command_option add_options[] = {
    {"dry-run", NULL, N_("check everything, save nothing")},
    OPTION_SAME,
    {0},
};
const struct command person_add_command = {
    .name = "person add",
    .usage = "--name NAME [--room ROOM] [OPTIONS]",
    .help = N_("Add a person to the register."),
    .examples = "  gatepost --officer 李敏 person add --name 张伟明 --room 12-2-1203 --phone 13812345678\n",
    .options = add_options,
    .fields = person_fields,
    .access = ACCESS_WRITE,
    .verb = "person.add",
    .run = run_add,
};

static bool list_persons(const struct command_call *call, const char *word, int64_t limit, struct err *err)
{
    struct person persons[PERSONS_AT_ONCE];
    char name[NAME_BYTES] = "";
    int64_t id = 0;
    int count = 0, most = 0;
    do {
        most = limit < PERSONS_AT_ONCE ? (int)limit : PERSONS_AT_ONCE;
        if (!person_window(call->store, word, name, id, false, persons, most, &count, err))
            return false;
        for (int i = 0; i < count; i++)
            if (!print_row(call, person_fields, &persons[i]))
                return true;
        if (count == 0)
            break;
        text_copy(name, sizeof name, persons[count - 1].name);
        id = persons[count - 1].id;
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
    if (!print_header(call, person_fields) || list_persons(call, call->argc > 0 ? call->argv[0] : "", limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command person_list_command = {
    .name = "person list",
    .usage = "[--json | --tsv | --chat] [--limit COUNT] [WORD]",
    .help = N_("List the people of the register by name."),
    .title = N_("People"),
    .more = N_("WORD is a name or a part of it, pinyin or its initials, the last four digits of the phone, or a room. "
               "Phones and ID numbers are masked."),
    .examples = "  gatepost person list zwm\n",
    .options = list_options,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

static bool show(const struct command_call *call, int64_t id, struct err *err)
{
    struct person person;
    struct look_shown seen = {0};
    if (!person_get(call->store, id, &person, err) ||
        (show_is_full(call) && !look_take(call->store, id, 0, &seen, err)))
        return false;
    look_forget(&seen);
    print_card(call, person_fields, &person);
    return true;
}

static int run_show(const struct command_call *call)
{
    struct err err = {0};
    int64_t id;
    return read_id(call->argv[0], &id, &err) && show(call, id, &err) ? EXIT_DONE : report_error(&err);
}

const struct command person_show_command = {
    .name = "person show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one person of the register."),
    .more = N_("Phones and ID numbers are masked. With --full they are whole: a duty officer or a clerk may, and who "
               "looked is recorded before anything is printed."),
    .examples = "  gatepost person show 118\n  gatepost --officer 李敏 person show --full 118\n",
    .options = show_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .writes = show_is_full,
    .run = run_show,
};

static bool edit(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    struct person person;
    if (!person_get(call->store, id, &person, err))
        return false;
    if (rev >= 0)
        person.rev = rev;
    if (!record_parse_options(call, &person, err))
        return false;
    if (call_has(call, "room") && !call_has(call, "place_id"))
        person.place_id = 0;
    if (call_has(call, "room") && person.place_label[0] != '\0' && person.place_id == 0 &&
        !find_household(call->store, person.place_label, &person.place_id, err))
        return false;
    return save(call, &person, err);
}

static int run_edit(const struct command_call *call)
{
    return run_edit_with(call, edit);
}

static const struct command_option person_edit_options[] = {OPTION_REV, OPTION_SAME, {0}};
const struct command person_edit_command = {
    .name = "person edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a person; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 person edit 118 --phone 13812345678\n",
    .options = person_edit_options,
    .fields = person_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "person.edit",
    .run = run_edit,
};

static int run_void(const struct command_call *call)
{
    return run_void_with(call, people_void_person);
}

const struct command person_void_command = {
    .name = "person void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a person with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 person void 12 --reason 登记有误\n",
    .options = void_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "person.void",
    .run = run_void,
};

static int run_merge(const struct command_call *call)
{
    struct err err = {0};
    int64_t from, into;
    if (!read_id(call->argv[0], &from, &err) || !read_id(call->argv[1], &into, &err) ||
        !people_merge(call->store, from, into, &err))
        return report_error(&err);
    print_saved(call, into);
    return EXIT_DONE;
}

const struct command person_merge_command = {
    .name = "person merge",
    .usage = "FROM INTO",
    .help = N_("Two records turn out to be one person: crossings and flags of FROM go to INTO."),
    .examples = "  gatepost --officer 李敏 person merge 3021 118\n",
    .least = 2,
    .most = 2,
    .access = ACCESS_WRITE,
    .verb = "person.merge",
    .run = run_merge,
};
