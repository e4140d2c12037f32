/* Goods and what there is of them, from a sheet or a chat (domain.md §5). What is new comes onto the list; another
 * amount than the ledger's is a proposal to count, what comes in is one for goods that are known. */
#include "gatepost/buffer.h"
#include "gatepost/registers.h"
#include "gatepost/stock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_cell.h"
#include <stdio.h>
#include <string.h>

enum stock_column {
    STOCK_NAME, /* of a chat's line: all it says */
    STOCK_CATEGORY,
    STOCK_UNIT,
    STOCK_COUNTED,
    STOCK_COMES,
    STOCK_MINIMUM,
    STOCK_ALIASES,
    STOCK_NOTE,
    STOCK_COLUMNS
};
/* What a row says. */
struct stock_row {
    struct goods goods; /* with what the row says of them; head.id 0: new */
    bool has_count;
    int64_t counted, comes; /* comes 0: nothing */
};

static bool mapped(const struct importer *importer, struct err *err)
{
    return importer_has(importer, STOCK_NAME) ||
           err_set(err, ERR_INPUT, _("Which column holds the goods? Say it first."));
}

static const char *cell_of(const struct importer *importer, int64_t row, enum stock_column column)
{
    return importer_cell(importer, row, column);
}

/* ---- one row ---- */

static void read_category(const char *text, enum goods_category *category)
{
    static const struct {
        enum goods_category category;
        const char *const words[8];
    } categories[] = {{GOODS_BABY, {"婴", "母婴", "奶粉", "baby", NULL}},
                      {GOODS_PROTECTION, {"防护", "防疫", "消杀", "protection", NULL}},
                      {GOODS_MEDICINE, {"药", "医", "medicine", NULL}},
                      {GOODS_FOOD, {"食", "粮", "菜", "肉", "饮", "food", NULL}},
                      {GOODS_DAILY, {"日用", "生活", "清洁", "daily", NULL}},
                      {GOODS_TOOL, {"工具", "设备", "器材", "tool", NULL}},
                      {GOODS_OTHER, {"其他", "其它", "other", NULL}}};
    for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++)
        if (import_says(text, categories[i].words)) {
            *category = categories[i].category;
            return;
        }
}

/* One word to the next: 盐巴、食盐 → 盐巴 食盐. */
static void read_aliases(const char *text, char *aliases, size_t size)
{
    static const char *const marks[] = {"、", "，", ",", "/", ";", "；"};
    struct buffer words = {0};
    for (const char *at = text; *at != '\0';) {
        size_t length = 0;
        for (size_t i = 0; length == 0 && i < sizeof marks / sizeof marks[0]; i++)
            length = strncmp(at, marks[i], strlen(marks[i])) == 0 ? strlen(marks[i]) : 0;
        if (length > 0)
            buffer_add(&words, " ");
        else
            buffer_format(&words, "%c", *at);
        at += length > 0 ? length : 1;
    }
    text_copy(aliases, size, buffer_text(&words));
    buffer_release(&words);
}

static bool read_unit(const struct importer *importer, int64_t row, const char **unit, struct err *err)
{
    const char *text = cell_of(importer, row, STOCK_UNIT);
    *unit = text[0] != '\0' ? unit_find(text) : "";
    return *unit != NULL ||
           err_field(err, ERR_INPUT, "unit",
                     _("\"%.20s\" is no unit here. Known are 个 包 盒 袋 瓶 桶 箱 斤 公斤 升 and others."), text);
}

/* The unit of new goods: of its column, else of an amount (20盒), else one by one. */
static void begin_goods(const char *name, const char *unit, const char *amount, struct goods *goods)
{
    const char *behind = amount + strspn(amount, "0123456789.,+ ");
    register_new(&goods_rules, goods);
    goods->category = GOODS_OTHER;
    text_copy(goods->name, sizeof goods->name, name);
    if (unit[0] == '\0')
        unit = behind[0] != '\0' && unit_find(behind) != NULL ? unit_find(behind) : "个";
    text_copy(goods->unit, sizeof goods->unit, unit);
}

/* An amount with a unit of its own is in that one, else in that of the column. */
static bool read_amount(const struct importer *importer, int64_t row, const struct goods *goods,
                        enum stock_column column, const char *unit, int64_t *amount, struct err *err)
{
    const char *text = cell_of(importer, row, column);
    char whole[80];
    size_t length = strlen(text);
    bool bare = length > 0 && text[length - 1] >= '0' && text[length - 1] <= '9';
    *amount = 0;
    if (text[0] == '\0')
        return true;
    snprintf(whole, sizeof whole, "%.48s%s", text, bare ? unit : "");
    if (!stock_amount_parse(goods, whole, amount, err))
        return false;
    return *amount >= 0 ||
           err_field(err, ERR_INPUT, "quantity", _("How much %s? Give an amount above 0."), goods->name);
}

static void read_words(const struct importer *importer, int64_t row, struct goods *goods)
{
    const char *category = cell_of(importer, row, STOCK_CATEGORY), *aliases = cell_of(importer, row, STOCK_ALIASES),
               *note = cell_of(importer, row, STOCK_NOTE);
    if (category[0] != '\0')
        read_category(category, &goods->category);
    if (aliases[0] != '\0')
        read_aliases(aliases, goods->aliases, sizeof goods->aliases);
    if (note[0] != '\0')
        text_copy(goods->note, sizeof goods->note, note);
}

static bool read_cells(struct importer *importer, int64_t row, struct stock_row *said, struct err *err)
{
    const char *name = cell_of(importer, row, STOCK_NAME), *unit, *count = cell_of(importer, row, STOCK_COUNTED),
               *comes = cell_of(importer, row, STOCK_COMES);
    int64_t minimum = 0;
    if (strlen(name) >= sizeof said->goods.name)
        return err_field(err, ERR_INPUT, "name", _("\"%.40s…\" is too long for the name of a thing."), name);
    if (!read_unit(importer, row, &unit, err) || !goods_named(importer->store, name, &said->goods, err))
        return false;
    if (said->goods.head.id == 0)
        begin_goods(name, unit, count[0] != '\0' ? count : comes, &said->goods);
    read_words(importer, row, &said->goods);
    said->has_count = count[0] != '\0';
    if (!read_amount(importer, row, &said->goods, STOCK_COUNTED, unit, &said->counted, err) ||
        !read_amount(importer, row, &said->goods, STOCK_COMES, unit, &said->comes, err) ||
        !read_amount(importer, row, &said->goods, STOCK_MINIMUM, unit, &minimum, err))
        return false;
    if (cell_of(importer, row, STOCK_MINIMUM)[0] != '\0')
        said->goods.minimum = minimum;
    return true;
}

/* A line of a chat is one thing and how much of it is there: 口罩2080个. */
static bool read_line(struct importer *importer, int64_t row, struct stock_row *said, struct err *err)
{
    struct item items[ITEMS_MOST];
    int count = 0;
    if (!items_parse(cell_of(importer, row, STOCK_NAME), STOCK_MOST, goods_known, importer->store, items, &count, err))
        return false;
    if (count != 1)
        return err_set(err, ERR_INPUT, _("Write one thing a line, with how much of it is there: 口罩2080个."));
    if (!goods_named(importer->store, items[0].name, &said->goods, err))
        return false;
    if (said->goods.head.id == 0)
        begin_goods(items[0].name, items[0].unit, "", &said->goods);
    const char *unit = items[0].unit[0] != '\0' ? items[0].unit : said->goods.unit;
    said->has_count = true;
    return unit_convert(items[0].quantity, unit, said->goods.unit, &said->counted) ||
           err_field(err, ERR_INPUT, "quantity",
                     _("%1$s is kept in %2$s, and nobody can tell how much of that %3$s are: write it in %2$s."),
                     said->goods.name, said->goods.unit, unit);
}

static bool read_row(struct importer *importer, int64_t row, struct stock_row *said, struct err *err)
{
    *said = (struct stock_row){.counted = 0};
    return importer->is_chat ? read_line(importer, row, said, err) : read_cells(importer, row, said, err);
}

/* ---- judged ---- */

static void add_difference(struct buffer *out, const char *what, const char *was, const char *is)
{
    if (strcmp(was, is) != 0)
        buffer_format(out, "%s%s %s → %s", out->length > 0 ? _("; ") : "", what, was[0] != '\0' ? was : "-", is);
}

static void add_amount(struct buffer *out, const char *what, int64_t was, int64_t is, const char *unit)
{
    char before[AMOUNT_BYTES], after[AMOUNT_BYTES];
    amount_with_unit(was, unit, before);
    amount_with_unit(is, unit, after);
    add_difference(out, what, before, after);
}

static void differences(const struct stock_row *said, const struct goods *known, struct buffer *out)
{
    const struct goods *goods = &said->goods;
    if (said->has_count)
        add_amount(out, _("counted"), known->balance, said->counted, known->unit);
    if (said->comes != 0)
        add_amount(out, _("comes in"), known->balance, (said->has_count ? said->counted : known->balance) + said->comes,
                   known->unit);
    add_amount(out, _("minimum"), known->minimum, goods->minimum, known->unit);
    add_difference(out, _("kind"), words_context(goods_category_labels[known->category]),
                   words_context(goods_category_labels[goods->category]));
    add_difference(out, _("also called"), known->aliases, goods->aliases);
    add_difference(out, _("note"), known->note, goods->note);
}

static bool judge_read(struct importer *importer, int64_t row, int64_t *who, struct buffer *why, struct err *err)
{
    struct stock_row said;
    struct goods known;
    bool is_new;
    if (!read_row(importer, row, &said, err))
        return false;
    int64_t line = sheet_line(importer->sheet, importer->first + row);
    int64_t first = *seen_at(importer->memory, said.goods.name, line, &is_new);
    if (!is_new)
        return err_set(err, ERR_INPUT, _("Line %1$lld says something of %2$s already."), (long long)first,
                       said.goods.name);
    *who = said.goods.head.id;
    if (*who == 0)
        return register_check(importer->store, &goods_rules, &said.goods, err);
    if (!record_get(importer->store, &goods_table, *who, &known, err))
        return false;
    differences(&said, &known, why);
    return true;
}

static enum import_verdict judge(struct importer *importer, int64_t row, int64_t *who, struct buffer *why)
{
    struct err err = {0};
    const char *name = cell_of(importer, row, STOCK_NAME);
    if (name[0] == '\0' || (importer->is_chat && !import_says_amount(name))) {
        buffer_add(why, importer->is_chat ? _("no thing with an amount in it") : _("no goods in it"));
        return IMPORT_PASSED;
    }
    if (!judge_read(importer, row, who, why, &err)) {
        buffer_clear(why);
        buffer_add(why, err.text);
        return IMPORT_REFUSED;
    }
    return *who == 0 ? IMPORT_NEW : why->length > 0 ? IMPORT_DIFFERS : IMPORT_SAME;
}

/* ---- written ---- */

static bool write_entry(struct store *store, const struct goods *goods, enum stock_kind kind, int64_t amount,
                        struct err *err)
{
    struct stock_entry entry;
    register_new(&stock_entry_rules, &entry);
    entry.goods_id = goods->head.id;
    entry.kind = kind;
    entry.quantity = amount;
    text_copy(entry.note, sizeof entry.note, _("import"));
    return stock_write(store, &entry, err);
}

static bool write_amounts(struct store *store, const struct stock_row *said, int64_t balance, struct err *err)
{
    return (!said->has_count || said->counted == balance ||
            write_entry(store, &said->goods, STOCK_COUNT, said->counted, err)) &&
           (said->comes == 0 || write_entry(store, &said->goods, STOCK_IN, said->comes, err));
}

static bool write_row(struct importer *importer, int64_t row, struct err *err)
{
    struct stock_row said;
    return read_row(importer, row, &said, err) &&
           register_save_within(importer->store, &goods_rules, &said.goods, err) &&
           write_amounts(importer->store, &said, 0, err);
}

/* The goods as they are by now. */
static bool change_row(struct importer *importer, int64_t row, int64_t who, struct err *err)
{
    struct stock_row said;
    (void)who;
    return read_row(importer, row, &said, err) &&
           register_save_within(importer->store, &goods_rules, &said.goods, err) &&
           write_amounts(importer->store, &said, said.goods.balance, err);
}

static void from_chat(const struct importer *importer, const struct chat_line *line,
                      const char *cells[IMPORT_FIELDS_MOST])
{
    (void)importer;
    cells[STOCK_NAME] = line->said;
}

static const struct import_field fields[] = {
    [STOCK_NAME] = {"name", N_("Goods"), "物品|物资|品名|名称|物品名称|物资名称|货品|goods|item|things", 0},
    [STOCK_CATEGORY] = {"category", N_("goods|Kind"), "类别|类型|分类|种类|物资类别|kind|type", 0},
    [STOCK_UNIT] = {"unit", N_("goods|Unit"), "单位|计量单位|unitofmeasure", 0},
    [STOCK_COUNTED] = {"quantity", N_("Counted"),
                       "数量|库存|库存数|库存数量|现有|现存|现有数量|结存|盘点|盘点数|盘点数量|实有|实存|counted|stock|"
                       "balance|amount",
                       0},
    [STOCK_COMES] = {"in", N_("Comes in"), "入库|入库数|入库数量|新到|到货|到货数量|调入|调入数量|received|comesin", 0},
    [STOCK_MINIMUM] = {"minimum", N_("At least"), "最低库存|下限|安全库存|最低|最少|预警值|least|atleast", 0},
    [STOCK_ALIASES] = {"aliases", N_("Also called"), "又名|别名|俗称|alsocalled", 0},
    [STOCK_NOTE] = {"note", N_("Remark"), "备注|说明|其他|remark|remarks|notes|comment", 0},
};
static const struct import_rules rules = {
    .verb = "import.stock",
    .mapped = mapped,
    .start = seen_start,
    .finish = seen_finish,
    .judge = judge,
    .write = write_row,
    .change = change_row,
    .whole_lines = true,
    .from_chat = from_chat,
};
const struct import_register import_stock = {
    .name = "stock",
    .label = N_("Goods and stock"),
    .fields = fields,
    .field_count = STOCK_COLUMNS,
    .rules = &rules,
};
