/* errand add, list, show, edit, settle, void, shopping, balances: who is out for which requests, with whose money. */
#include "gatepost/errand.h"
#include "gatepost/buffer.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/posting.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BALANCES = 500 };

/* ---- add, settle ---- */

static const struct command_option add_options[] = {
    {"requests", "NUMBERS", N_("the requests that go along: 214,217")},
    {"errand", "ID", N_("an errand that has begun: the requests join it")},
    {"dry-run", NULL, N_("check everything, save nothing")},
    {0},
};

/* "214,217", "#214，217" */
static bool read_requests(const char *said, int64_t *ids, int *count, struct err *err)
{
    struct buffer folded = {0};
    char *rest = NULL;
    bool good = true;
    *count = 0;
    text_fold_width(&folded, said);
    for (char *word = strtok_r(folded.bytes, ", #", &rest); good && word != NULL; word = strtok_r(NULL, ", #", &rest)) {
        if (*count == ERRAND_REQUESTS)
            good = err_set(err, ERR_INPUT, _("At most %d requests for one errand: make two of it."), ERRAND_REQUESTS);
        else
            good = read_id(word, &ids[(*count)++], err);
    }
    buffer_release(&folded);
    return good;
}

static int run_add(const struct command_call *call)
{
    struct errand errand;
    int64_t ids[ERRAND_REQUESTS];
    const char *joined = call_option(call, "errand"), *requests = call_option(call, "requests");
    struct err err = {0};
    int count = 0;
    register_new(&errand_rules, &errand);
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (!record_parse_options(call, &errand, &err) || (joined != NULL && !read_id(joined, &errand.head.id, &err)) ||
        (requests != NULL && requests[0] != '\0' && !read_requests(requests, ids, &count, &err)) ||
        !errand_begin(call->store, &errand, ids, count, &err))
        return report_error(&err);
    print_saved(call, errand.head.id);
    return EXIT_DONE;
}

static int run_settle(const struct command_call *call)
{
    struct err err = {0};
    int64_t id, rev;
    if (!read_target(call, &id, &rev, &err) || !errand_settle(call->store, id, rev, &err))
        return report_error(&err);
    print_saved(call, id);
    return EXIT_DONE;
}

/* ---- the shopping list ---- */

struct shopping_row {
    struct shopping_line line;
    int64_t wanted;
    char households[SHOPPING_PARTS * 32];
};
#define ROW(member) RECORD_AT(struct shopping_row, member)
static const struct record_field shopping_fields[] = {
    {"item", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(line.item), .width = 16, .label = N_("supply|Item")},
    {"wanted", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, ROW(wanted), .width = 8, .label = N_("In all")},
    {"unit", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(line.unit), .width = 6, .label = N_("Unit")},
    {"to_buy", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, ROW(line.to_buy), .width = 8, .label = N_("To buy")},
    {"from_stock", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, ROW(line.from_stock), .width = 9,
     .label = N_("From stock")},
    {"requests", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, ROW(line.requests), .width = 8, .label = N_("Requests")},
    {"households", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ROW(households), .width = 1, .label = N_("For whom")},
    {0},
};

/* Of an errand by its number, or of everything a volunteer has. */
static bool find_whose(const struct command_call *call, struct errand *errand, struct err *err)
{
    const char *helper = call_option(call, "helper"), *person = call_option(call, "person");
    struct person found;
    int64_t id;
    *errand = (struct errand){0};
    if ((call->argc > 0) + (helper != NULL) + (person != NULL) != 1)
        return err_set(err, ERR_INPUT, _("Whose? Give the number of an errand, or --helper, or --person."));
    if (call->argc > 0)
        return read_id(call->argv[0], &id, err) && record_get(call->store, &errand_table, id, errand, err);
    text_copy(errand->helper, sizeof errand->helper, helper != NULL ? helper : "");
    if (person == NULL)
        return true;
    if (!record_person(call->store, person, &errand->helper_id, err) ||
        !person_get(call->store, errand->helper_id, &found, err))
        return false;
    text_copy(errand->helper, sizeof errand->helper, found.name);
    return true;
}

static void print_chat(const struct command_call *call, const struct errand *errand, const struct shopping *shopping)
{
    struct posting posting = {0};
    char helper[NAME_BYTES], title[NAME_BYTES * 2];
    mask_value(MASK_NAME, errand->helper, helper, sizeof helper);
    snprintf(title, sizeof title, "%s  %s", _("Shopping list"), helper);
    posting_begin(&posting, title, false);
    for (int i = 0; i < shopping->line_count; i++)
        if (posting_row(&posting))
            shopping_post(call->store, shopping, i, &posting);
    posting_end(&posting, false);
    output_write(&posting.text);
    posting_release(&posting);
}

static void print_lines(const struct command_call *call, const struct shopping *shopping)
{
    bool goes_on = print_header(call, shopping_fields);
    for (int i = 0; goes_on && i < shopping->line_count; i++) {
        struct shopping_row row = {.line = shopping->lines[i],
                                   .wanted = shopping->lines[i].to_buy + shopping->lines[i].from_stock};
        struct buffer rooms = {0};
        shopping_rooms(call->store, shopping, i, &rooms);
        text_copy(row.households, sizeof row.households, buffer_text(&rooms));
        buffer_release(&rooms);
        goes_on = print_row(call, shopping_fields, &row);
    }
}

static int run_shopping(const struct command_call *call)
{
    struct errand errand;
    struct err err = {0};
    struct shopping *shopping = memory_new(1, sizeof *shopping);
    bool good = find_whose(call, &errand, &err) &&
                shopping_read(call->store, errand.head.id, errand.helper_id, errand.helper, shopping, &err);
    if (good && call_format(call) == FORMAT_CHAT)
        print_chat(call, &errand, shopping);
    else if (good)
        print_lines(call, shopping);
    free(shopping);
    return good ? EXIT_DONE : report_error(&err);
}

/* ---- what is not settled ---- */

#define BALANCE(member) RECORD_AT(struct errand_balance, member)
static const struct record_field balance_fields[] = {
    {"helper", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, BALANCE(helper), .width = 12, .said = SAID_NAME,
     .label = N_("Volunteer")},
    {"person", NULL, NULL, RECORD_PERSON, RECORD_SHOWN, BALANCE(helper_id), .label = N_("Person")},
    {"errands", NULL, NULL, RECORD_NUMBER, RECORD_SHOWN, BALANCE(errands), .width = 8, .label = N_("Errands")},
    {"owed", NULL, NULL, RECORD_MONEY, RECORD_SHOWN, BALANCE(owed), .least = -1, .width = 10, .said = SAID_AS_IT_IS,
     .label = N_("To give back")},
    {0},
};

static int run_balances(const struct command_call *call)
{
    struct errand_balance *rows = memory_new(BALANCES, sizeof *rows);
    struct err err = {0};
    int count = 0;
    bool good = errand_balances(call->store, rows, BALANCES, &count, &err);
    bool goes_on = good && print_header(call, balance_fields);
    for (int i = 0; goes_on && i < count; i++)
        goes_on = print_row(call, balance_fields, &rows[i]);
    free(rows);
    return good ? EXIT_DONE : report_error(&err);
}

/* ---- the commands ---- */

static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("open|all")};
static const struct command_option settle_options[] = {OPTION_REV, {0}};
static const struct command_option shopping_options[] = {
    {"helper", "NAME", N_("everything the volunteer of this name has")},
    {"person", "WHO", N_("everything this person of the register has")},
    OPTIONS_OF_LISTS,
    {0},
};
static const struct command_option balance_options[] = {OPTIONS_OF_LISTS, {0}};

const struct command errand_add_command = {
    .name = "errand add",
    .usage = "(--helper NAME | --person WHO | --errand ID) [--requests NUMBERS] [OPTIONS]",
    .help = N_("Begin an errand: one volunteer goes for several requests, which are claimed in the same step."),
    .examples = "  gatepost --officer 李敏 errand add --helper 陈静 --requests 214,217 --given 200\n"
                "  gatepost --officer 李敏 errand add --errand 3 --requests 220\n",
    .options = add_options,
    .fields = errand_fields,
    .rules = &errand_rules,
    .access = ACCESS_WRITE,
    .run = run_add,
};
const struct command errand_list_command = {
    .name = "errand list",
    .usage = "[--show open|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the errands that are not settled, or all, the newest first."),
    .title = N_("Errands"),
    .options = list_options,
    .rules = &errand_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command errand_show_command = {
    .name = "errand show",
    .usage = "[--full] ID",
    .help = N_("Show one errand."),
    .options = show_options,
    .rules = &errand_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = register_show_run,
};
const struct command errand_edit_command = {
    .name = "errand edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of an errand, such as what was spent; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 errand edit 3 --spent 187.50 --returned 12.50\n",
    .options = edit_options,
    .fields = errand_fields,
    .rules = &errand_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command errand_settle_command = {
    .name = "errand settle",
    .usage = "ID",
    .help = N_("An errand is settled: what was given and received is spent or brought back."),
    .examples = "  gatepost --officer 李敏 errand settle 3\n",
    .options = settle_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "errand.settle",
    .run = run_settle,
};
const struct command errand_void_command = {
    .name = "errand void",
    .usage = "ID --reason TEXT",
    .help = N_("Void an errand with a reason; its requests stay with the volunteer."),
    .examples = "  gatepost --officer 李敏 errand void 3 --reason 登记有误\n",
    .options = void_options,
    .rules = &errand_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command errand_shopping_command = {
    .name = "errand shopping",
    .usage = "(ID | --helper NAME | --person WHO) [--json | --tsv | --chat]",
    .help = N_("The shopping list of an errand or a volunteer, added up per item: what to buy, what is in stock."),
    .examples = "  gatepost errand shopping 3 --chat\n  gatepost errand shopping --helper 陈静\n",
    .options = shopping_options,
    .most = 1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_shopping,
};
const struct command errand_balances_command = {
    .name = "errand balances",
    .usage = "[--json | --tsv | --chat]",
    .help = N_("What each volunteer has not settled; below 0 is still to be paid out."),
    .title = N_("Not settled"),
    .options = balance_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_balances,
};
