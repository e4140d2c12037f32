/* stock show, list, move, count, void: what there is, and the ledger. */
#include "gatepost/stock.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "lines.h"
#include "register.h"
#include "registry.h"
#include <string.h>

static const struct command_option show_what_options[] = {REGISTER_LIST_OPTIONS("valid|short|all")};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|in|out|counts|all")};
static const struct command_option move_options[] = {REGISTER_ADD_OPTIONS};
/* Said as words. */
static const char *const as_words[] = {"goods", "kind", "quantity", NULL};
static const char *const of_counts[] = {"goods", "kind", "quantity", "post", "place", "whom", NULL};

static bool is_count(const struct command_call *call)
{
    return strcmp(call->command->name, "stock count") == 0;
}

/* ---- an amount ---- */

static bool find_goods(const struct command_call *call, int64_t id, struct goods *goods, struct err *err)
{
    return id != 0 ? record_get(call->store, &goods_table, id, goods, err)
                   : err_field(err, ERR_INPUT, "goods", _("Which goods? Give their name."));
}

/* ---- move, count ---- */

struct said {
    const struct command_call *call;
    struct stock_entry entry;
    char amount[48]; /* once the goods are known */
};

static bool save(struct said *said, struct err *err)
{
    struct goods goods;
    if (!find_goods(said->call, said->entry.goods_id, &goods, err))
        return false;
    if (said->amount[0] == '\0')
        return err_field(err, ERR_INPUT, "quantity", _("How much %s? Give an amount."), goods.name);
    return stock_amount_parse(&goods, said->amount, &said->entry.quantity, err) &&
           register_save(said->call->store, &stock_entry_rules, &said->entry, err);
}

static bool put(void *context, const char *name, const char *text, struct err *err)
{
    struct said *said = context;
    const struct record_field *field = record_find(stock_entry_fields, name);
    if (strcmp(name, "quantity") == 0) {
        snprintf(said->amount, sizeof said->amount, "%s", text);
        return true;
    }
    if (field == NULL || field->use == RECORD_SHOWN || (is_count(said->call) && strcmp(name, "kind") == 0))
        return true; /* a listing can be read back */
    return record_resolve(said->call->store, field, &said->entry, text, err);
}

static bool begin(const struct command_call *call, struct said *said, struct err *err)
{
    *said = (struct said){.call = call};
    register_new(&stock_entry_rules, &said->entry);
    if (is_count(call))
        said->entry.kind = STOCK_COUNT;
    return record_parse_options(call, &said->entry, err);
}

static bool save_line(struct lines *lines, const struct command_call *call, int64_t *id, struct err *err)
{
    struct said said;
    if (!begin(call, &said, err) || !lines_each_field(lines, put, &said, err) || !save(&said, err))
        return false;
    *id = said.entry.head.id;
    return true;
}

/* GOODS in|out|adjust AMOUNT; of a count GOODS AMOUNT. */
static bool take_words(const struct command_call *call, struct said *said, struct err *err)
{
    const char *names[] = {"goods", "kind", "quantity"};
    int words = is_count(call) ? 2 : 3;
    if (call->argc != words)
        return err_set(err, ERR_INPUT, "%s",
                       is_count(call) ? _("Give the goods and how much was counted.")
                                      : _("Give the goods, in, out or adjust, and how much."));
    if (!put(said, "goods", call->argv[0], err) || !put(said, "quantity", call->argv[words - 1], err) ||
        (words == 3 && !put(said, names[1], call->argv[1], err)))
        return false;
    return is_count(call) || said->entry.kind != STOCK_COUNT ||
           err_set(err, ERR_INPUT, _("What was counted is written down with stock count."));
}

static int run_move(const struct command_call *call)
{
    struct said said;
    struct err err = {0};
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (call->argc == 1)
        return lines_save_all(call, stock_entry_fields, save_line);
    if (!begin(call, &said, &err) || !take_words(call, &said, &err) || !save(&said, &err))
        return report_error(&err);
    print_saved(call, said.entry.head.id);
    return EXIT_DONE;
}

const struct command stock_show_command = {
    .name = "stock show",
    .usage = "[--show valid|short|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("What there is of the goods, what of it is reserved, and the least that should be there."),
    .title = N_("Goods and stock"),
    .examples = "  gatepost stock show 口罩\n  gatepost stock show --show short\n",
    .options = show_what_options,
    .rules = &goods_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command stock_list_command = {
    .name = "stock list",
    .usage = "[--show valid|in|out|counts|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List the ledger of the stock, the newest first; a word may name goods, a post or somebody."),
    .title = N_("Stock ledger"),
    .options = list_options,
    .rules = &stock_entry_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command stock_move_command = {
    .name = "stock move",
    .usage = "GOODS in|out|adjust AMOUNT [--post NAME | --place ROOM] [--whom WORDS] [OPTIONS] | -",
    .help = N_("Write down what came into the stock, went out of it to a post or a household, or corrects it."),
    .more =
        N_("The amount is in the unit of the goods, or names another that can be told in it. Less is corrected with "
           "a sign, behind two hyphens: adjust -- -3. Never goes out what is not there or is reserved."),
    .examples = "  gatepost --officer 李敏 stock move 口罩 in 1000 --whom 街道物资组\n"
                "  gatepost --officer 李敏 stock move 口罩 out 20 --post 东门\n",
    .options = move_options,
    .fields = stock_entry_fields,
    .without = as_words,
    .rules = &stock_entry_rules,
    .least = 1,
    .most = 3,
    .access = ACCESS_WRITE,
    .run = run_move,
};
const struct command stock_count_command = {
    .name = "stock count",
    .usage = "GOODS AMOUNT [OPTIONS] | -",
    .help = N_("Write down what was counted; what was before is closed with it."),
    .examples = "  gatepost --officer 李敏 stock count 口罩 2080\n",
    .options = move_options,
    .fields = stock_entry_fields,
    .without = of_counts,
    .rules = &stock_entry_rules,
    .least = 1,
    .most = 2,
    .access = ACCESS_WRITE,
    .run = run_move,
};
const struct command stock_void_command = {
    .name = "stock void",
    .usage = "ID --reason TEXT",
    .help = N_("Void an entry of the ledger with a reason; not what a count has closed."),
    .examples = "  gatepost --officer 李敏 stock void 3 --reason 重复登记\n",
    .options = void_options,
    .rules = &stock_entry_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
