/* person doubles, person distinct: who may stand in the register twice, and who does not. */
#include "gatepost/doubles.h"
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <stdlib.h>

enum { PAIRS_AT_ONCE = 32 };

/* A row of the listing. */
struct pair {
    struct double_pair pair;
    bool by_id, by_phone, by_home;
};
#define PERSON(member) RECORD_AT(struct pair, pair.person.member)
#define OTHER(member) RECORD_AT(struct pair, pair.other.member)
static const struct record_field pair_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PERSON(id), .width = 8},
    {"name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PERSON(name), .width = 12, .said = SAID_NAME},
    {"room", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PERSON(place_label), .width = 14, .said = SAID_AS_IT_IS},
    {"phone", NULL, NULL, RECORD_PHONE, RECORD_SHOWN, PERSON(phone), .width = 13},
    {"other_id", NULL, NULL, RECORD_ID, RECORD_SHOWN, OTHER(id), .width = 8, .label = N_("The other")},
    {"other_name", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, OTHER(name), .width = 12, .said = SAID_NAME,
     .label = N_("Their name")},
    {"other_room", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, OTHER(place_label), .width = 14, .said = SAID_AS_IT_IS,
     .label = N_("Their room")},
    {"same_id_number", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, RECORD_AT(struct pair, by_id), .width = 8,
     .label = N_("Same ID")},
    {"same_phone", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, RECORD_AT(struct pair, by_phone), .width = 10,
     .label = N_("Same phone")},
    {"same_home", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, RECORD_AT(struct pair, by_home), .width = 10,
     .label = N_("Same home")},
    {0},
};

/* Each pair once: the other has the smaller number. */
static bool print_pairs(const struct command_call *call, const struct double_list *list, int64_t *limit)
{
    for (int i = 0; i < list->count; i++) {
        const struct double_pair *found = &list->rows[i];
        struct pair pair = {.pair = *found,
                            .by_id = (found->by & DOUBLE_ID) != 0,
                            .by_phone = (found->by & DOUBLE_PHONE) != 0,
                            .by_home = (found->by & DOUBLE_HOME) != 0};
        if (found->other.id > found->person.id)
            continue;
        if (--*limit < 0 || !print_row(call, pair_fields, &pair))
            return false;
    }
    return true;
}

static bool list_pairs(const struct command_call *call, int64_t limit, struct err *err)
{
    struct double_list list = {.word = call->argc > 0 ? call->argv[0] : "",
                               .after_name = "",
                               .rows = memory_new(PAIRS_AT_ONCE, sizeof *list.rows),
                               .most = PAIRS_AT_ONCE};
    char name[NAME_BYTES];
    bool good, goes_on;
    do {
        good = double_list_read(call->store, &list, err);
        goes_on = good && print_pairs(call, &list, &limit) && !list.finished;
        text_copy(name, sizeof name, list.reached_name);
        list.after_name = name;
        list.after_id = list.reached_id;
    } while (goes_on);
    free(list.rows);
    return good;
}

static int run_doubles(const struct command_call *call)
{
    struct err err = {0};
    int64_t limit;
    if (!call_limit(call, &limit, &err))
        return report_error(&err);
    if (!print_header(call, pair_fields) || list_pairs(call, limit, &err))
        return EXIT_DONE;
    return report_error(&err);
}

static const struct command_option doubles_options[] = {
    OPTIONS_OF_LISTS,
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command person_doubles_command = {
    .name = "person doubles",
    .usage = "[--json | --tsv | --chat] [--limit COUNT] [WORD]",
    .help = N_("List who may stand in the register twice and is not decided yet."),
    .title = N_("may be doubles"),
    .more = N_("The same ID number, or the same name and the same phone or home. One record of each pair may be merged "
               "into the other (person merge), or the two are not the same (person distinct)."),
    .examples = "  gatepost person doubles\n",
    .options = doubles_options,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_doubles,
};

static int run_distinct(const struct command_call *call)
{
    struct err err = {0};
    int64_t one, other;
    if (!read_id(call->argv[0], &one, &err) || !read_id(call->argv[1], &other, &err) ||
        !people_say_distinct(call->store, one, other, &err))
        return report_error(&err);
    print_saved(call, one);
    return EXIT_DONE;
}

const struct command person_distinct_command = {
    .name = "person distinct",
    .usage = "ID ID",
    .help = N_("Two records that look like one are two persons: remembered, never asked again."),
    .examples = "  gatepost --officer 李敏 person distinct 3021 118\n",
    .least = 2,
    .most = 2,
    .access = ACCESS_WRITE,
    .verb = "person.distinct",
    .run = run_distinct,
};
