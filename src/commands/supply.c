/* supply add, list, show, edit, void, move: requests and what becomes of them. */
#include "gatepost/buffer.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <string.h>

enum { STEPS_SHOWN = 200 };

/* ---- show ---- */

struct line_row {
    char part[16];
    struct supply_line line;
    int64_t to_buy; /* in the unit that was asked for */
};
#define LINE(member) RECORD_AT(struct line_row, member)
static const struct record_field line_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(part)},
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, LINE(line.head.id), .width = 6},
    {"item", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(line.item), .width = 16, .label = N_("supply|Item")},
    {"quantity", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(line.quantity), .width = 8, .label = N_("Asked for")},
    {"unit", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, LINE(line.unit), .width = 6, .label = N_("Unit")},
    {"delivered", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(line.delivered), .width = 9, .label = N_("Delivered")},
    {"goods", NULL, NULL, RECORD_ID, RECORD_SHOWN, LINE(line.goods_id)},
    {"reserved", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(line.reserved), .width = 9, .label = N_("Reserved")},
    {"to_buy", NULL, NULL, RECORD_AMOUNT, RECORD_SHOWN, LINE(to_buy), .width = 9, .label = N_("To buy")},
    {0},
};

struct step_row {
    char part[16];
    struct supply_step step;
    char brought[ITEMS_BYTES];
};
#define STEP(member) RECORD_AT(struct step_row, member)
static const struct record_field step_fields[] = {
    {"part", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, STEP(part)},
    {"at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, STEP(step.at), .width = 19, .label = N_("When")},
    {"from_state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, STEP(step.from_state), .choices = supply_state_names,
     .width = 10, .label = N_("Before"), .labels = supply_state_labels},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, STEP(step.state), .choices = supply_state_names, .width = 10,
     .label = N_("State"), .labels = supply_state_labels},
    {"helper", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, STEP(step.helper), .width = 10, .label = N_("Volunteer")},
    {"brought", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, STEP(brought), .width = 20, .label = N_("Brought")},
    {"remark", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, STEP(step.remark), .width = 16, .label = N_("Remark")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, STEP(step.officer_id), .width = 1, .label = N_("Officer")},
    {0},
};

static void print_blank(const struct command_call *call)
{
    struct buffer line = {0};
    if (call_format(call) == FORMAT_JSON)
        return;
    buffer_add(&line, "\n");
    output_write(&line);
    buffer_release(&line);
}

static bool print_lines(const struct command_call *call, const struct supply *supply, struct err *err)
{
    struct supply_line lines[ITEMS_MOST];
    int count = 0;
    if (!supply_lines(call->store, supply->head.id, lines, ITEMS_MOST, &count, err))
        return false;
    print_blank(call);
    print_header(call, line_fields);
    for (int i = 0; i < count; i++) {
        struct line_row row = {.part = "line", .line = lines[i]};
        if (supply_is_waiting(supply->state) && lines[i].reserved == 0)
            row.to_buy = lines[i].quantity - lines[i].delivered;
        print_row(call, line_fields, &row);
    }
    return true;
}

/* What was brought in a step, in words. */
static bool add_brought(const struct command_call *call, struct step_row *row, struct err *err)
{
    struct supply_delivery deliveries[ITEMS_MOST];
    struct supply_line line;
    struct buffer words = {0};
    int count = 0;
    bool good = supply_deliveries(call->store, row->step.head.id, deliveries, ITEMS_MOST, &count, err);
    for (int i = 0; good && i < count; i++) {
        good = record_get(call->store, &supply_line_table, deliveries[i].line_id, &line, err);
        buffer_add(&words, i > 0 ? "、" : "");
        if (good)
            item_format(line.item, deliveries[i].quantity, line.unit, &words);
    }
    text_copy(row->brought, sizeof row->brought, buffer_text(&words));
    buffer_release(&words);
    return good;
}

static bool print_steps(const struct command_call *call, int64_t id, struct err *err)
{
    struct supply_step steps[STEPS_SHOWN];
    int count = 0;
    bool good = supply_steps(call->store, id, steps, STEPS_SHOWN, &count, err);
    if (good && count > 0) {
        print_blank(call);
        print_header(call, step_fields);
    }
    for (int i = 0; good && i < count; i++) {
        struct step_row row = {.part = "step", .step = steps[i]};
        good = add_brought(call, &row, err);
        if (good)
            print_row(call, step_fields, &row);
    }
    return good;
}

static int run_show(const struct command_call *call)
{
    struct supply supply;
    struct err err = {0};
    int64_t id;
    int code = register_show_run(call);
    if (code != EXIT_DONE)
        return code;
    bool good = read_id(call->argv[0], &id, &err) && record_get(call->store, &supply_table, id, &supply, &err) &&
                print_lines(call, &supply, &err) && print_steps(call, id, &err);
    return good ? EXIT_DONE : report_error(&err);
}

/* ---- move ---- */

static bool is_called(int state, const char *word)
{
    char name[32];
    text_copy(name, sizeof name, supply_state_names[state]);
    if (strcmp(word, name) == 0 || strcmp(word, words_context(supply_state_labels[state])) == 0)
        return true;
    for (char *at = name; *at != '\0'; at++)
        if (*at == '_')
            *at = '-';
    return strcmp(word, name) == 0;
}

static bool find_state(const char *word, enum supply_state *to, struct err *err)
{
    struct buffer known = {0};
    for (int i = 0; supply_state_names[i] != NULL; i++) {
        if (is_called(i, word)) {
            *to = (enum supply_state)i;
            buffer_release(&known);
            return true;
        }
        buffer_format(&known, "%s%s", i > 0 ? " " : "", supply_state_names[i]);
    }
    err_set(err, ERR_INPUT, _("\"%1$.40s\" is no state of a request. Say on, back or one of: %2$s."), word,
            buffer_text(&known));
    buffer_release(&known);
    return false;
}

/* From where it stands: on, back, or where it is when only something is brought or handed over. */
static bool read_state(const struct command_call *call, const struct supply *supply, struct supply_move *move,
                       struct err *err)
{
    const char *word = call->argc > 1 ? call->argv[1] : NULL;
    bool steps = word != NULL && (strcmp(word, "on") == 0 || strcmp(word, "back") == 0);
    if (word != NULL && !steps)
        return find_state(word, &move->to, err);
    if (word == NULL && !call_has(call, "bring") && !call_has(call, "hand-over"))
        return err_set(err, ERR_INPUT, _("Where to? Say on, back or a state."));
    move->to = word == NULL ? supply->state : supply_next(supply->state);
    if (move->rev < 0)
        move->rev = supply->head.rev; /* a step from where it stands now, not from where it may be by then */
    return word == NULL || strcmp(word, "back") != 0 || supply_back(call->store, supply, &move->to, err);
}

static void take_text(const struct command_call *call, const char *name, char *text, size_t size)
{
    const char *said = call_option(call, name);
    text_copy(text, size, said != NULL ? said : "");
}

static bool read_move(const struct command_call *call, struct supply_move *move, struct err *err)
{
    const char *who = call_option(call, "helper-person");
    struct supply supply;
    if (!read_target(call, &move->id, &move->rev, err) ||
        !record_get(call->store, &supply_table, move->id, &supply, err) || !read_state(call, &supply, move, err) ||
        (who != NULL && !record_person(call->store, who, &move->helper_id, err)))
        return false;
    take_text(call, "helper", move->helper, sizeof move->helper);
    take_text(call, "helper-phone", move->helper_phone, sizeof move->helper_phone);
    take_text(call, "remark", move->remark, sizeof move->remark);
    move->hand_over = call_has(call, "hand-over");
    return true;
}

static int run_move(const struct command_call *call)
{
    struct supply_part parts[ITEMS_MOST];
    const char *bring = call_option(call, "bring");
    struct supply_move move = {0};
    struct err err = {0};
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (!read_move(call, &move, &err) ||
        (bring != NULL && !supply_parts_parse(call->store, move.id, bring, parts, &move.part_count, &err)))
        return report_error(&err);
    move.parts = bring != NULL ? parts : NULL;
    if (!supply_move(call->store, &move, &err))
        return report_error(&err);
    print_saved(call, move.id);
    return EXIT_DONE;
}

#define STATES "new|assigned|buying|left|confirmed|out-of-stock|cancelled|duplicate|not-needed"
static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("open|new|under-way|left|done|all")};
static const struct command_option move_options[] = {
    {"helper", "NAME", N_("who takes it; else the paired helper of an observed household")},
    {"helper-person", "WHO", N_("the same, somebody of the register, as in the gate form")},
    {"helper-phone", "PHONE", N_("on which the volunteer is reached")},
    {"hand-over", NULL, N_("from who has it to somebody else")},
    {"bring", "THINGS", N_("what is brought now: 盐1包; all that is still owed when nothing is said")},
    {"remark", "TEXT", N_("a remark; needed for out-of-stock and cancelled")},
    OPTION_REV,
    {"dry-run", NULL, N_("check everything, save nothing")},
    {0},
};

const struct command supply_add_command = {
    .name = "supply add",
    .usage = "--place ROOM --items THINGS [OPTIONS] | -",
    .help = N_("Write down what a household needs."),
    .more =
        N_("Things are typed freely, each with its amount and unit: 米10斤 盐2包. When the same household asked for "
           "the same within 24 hours this is said and nothing is saved, unless --again yes."),
    .examples = "  gatepost --officer 李敏 supply add --place 12-2-1203 --items '米10斤 盐2包'\n"
                "  gatepost --officer 李敏 supply add --person 张伟明 --items 降压药1盒 --urgent yes --via chat\n",
    .options = add_options,
    .fields = supply_fields,
    .rules = &supply_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command supply_list_command = {
    .name = "supply list",
    .usage = "[--show open|new|under-way|left|done|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List requests by when they are due: the open ones, or others."),
    .title = N_("Supply requests"),
    .examples = "  gatepost supply list --show new\n",
    .options = list_options,
    .rules = &supply_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command supply_show_command = {
    .name = "supply show",
    .usage = "[--full] [--json] ID",
    .help = N_("Show one request: its lines, and everything that became of it."),
    .more =
        N_("Phones are masked. With --full they are whole: a duty officer or a clerk may, and who looked is recorded "
           "before anything is printed."),
    .examples = "  gatepost supply show 3\n",
    .options = show_options,
    .rules = &supply_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .writes = show_is_full,
    .run = run_show,
};
const struct command supply_edit_command = {
    .name = "supply edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a request; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 supply edit 3 --urgent yes\n",
    .options = edit_options,
    .fields = supply_fields,
    .rules = &supply_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command supply_void_command = {
    .name = "supply void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a request with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 supply void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &supply_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
const struct command supply_move_command = {
    .name = "supply move",
    .usage = "ID [on|back|" STATES "] [OPTIONS]",
    .help = N_("Move a request on, back, or out of the way."),
    .more = N_("What stands at the door was brought: all that is still owed, or what --bring says. Without a state "
               "--bring notes a part, the rest comes later. Moved back, what was brought is taken back, and the stock "
               "has it again."),
    .examples = "  gatepost --officer 李敏 supply move 3 assigned --helper 黄磊\n"
                "  gatepost --officer 李敏 supply move 3 on\n"
                "  gatepost --officer 李敏 supply move 3 left --bring 盐1包 --remark '米明天到'\n"
                "  gatepost --officer 李敏 supply move 3 cancelled --remark 亲戚已送到\n",
    .options = move_options,
    .least = 1,
    .most = 2,
    .access = ACCESS_WRITE,
    .verb = "supply.move",
    .run = run_move,
};
