/* goods add, list, show, edit, void: what is kept, given and asked for. */
#include "gatepost/goods.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "register.h"
#include "registry.h"
#include <string.h>

static const struct command_option add_options[] = {REGISTER_ADD_OPTIONS};
static const struct command_option list_options[] = {REGISTER_LIST_OPTIONS("valid|short|all")};
static const struct command_option card_options[] = {{"json", NULL, N_("one JSON object a line")}, {0}};

/* By name or another word for it, else by number. */
static int run_show(const struct command_call *call)
{
    const char *word = call->argv[0];
    struct goods goods;
    struct err err = {0};
    int64_t id = 0;
    if (word[strspn(word, "0123456789")] == '\0' && !read_id(word, &id, &err))
        return report_error(&err);
    if (id == 0 && !goods_named(call->store, word, &goods, &err))
        return report_error(&err);
    if (id == 0 && goods.head.id == 0) {
        err_set(&err, ERR_NOT_FOUND, _("There are no goods called \"%.40s\"."), word);
        return report_error(&err);
    }
    return register_show_one(call, id != 0 ? id : goods.head.id);
}

const struct command goods_add_command = {
    .name = "goods add",
    .usage = "--name NAME --unit UNIT [OPTIONS] | -",
    .help = N_("Add goods to the list, with their unit, other names and the least that should be there."),
    .examples = "  gatepost --officer 李敏 goods add --name 口罩 --unit 个 --category protection --minimum 500\n",
    .options = add_options,
    .fields = goods_fields,
    .rules = &goods_rules,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_add_run,
};
const struct command goods_list_command = {
    .name = "goods list",
    .usage = "[--show valid|short|all] [--json | --tsv | --chat] [WORD ...]",
    .help = N_("List goods with what there is of each, or those under their minimum."),
    .title = N_("Goods and stock"),
    .options = list_options,
    .rules = &goods_rules,
    .most = -1,
    .access = ACCESS_READ,
    .run = register_list_run,
};
const struct command goods_show_command = {
    .name = "goods show",
    .usage = "[--json] NAME | ID",
    .help = N_("Show one of the goods."),
    .examples = "  gatepost goods show 口罩\n",
    .options = card_options,
    .rules = &goods_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_READ,
    .run = run_show,
};
const struct command goods_edit_command = {
    .name = "goods edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of goods; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 goods edit 3 --minimum 200\n",
    .options = edit_options,
    .fields = goods_fields,
    .rules = &goods_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_edit_run,
};
const struct command goods_void_command = {
    .name = "goods void",
    .usage = "ID --reason TEXT",
    .help = N_("Void goods of which nothing is there, with a reason; nothing is erased."),
    .examples = "  gatepost --officer 李敏 goods void 3 --reason 不再储备\n",
    .options = void_options,
    .rules = &goods_rules,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .run = register_void_run,
};
