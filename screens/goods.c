/* Goods (物品, domain.md §5): what there is of each, what of it is reserved, what is short. Enter opens the ledger. */
#include "screens/goods.h"

#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("All"), N_("goods|Short"), N_("All, void ones too"), NULL};

static bool is_short(const struct goods *goods)
{
    return goods->minimum > 0 && goods->balance < goods->minimum && !goods->head.voided[0];
}

/* ---- the list ---- */

static void write_state(const struct goods *goods, char *text, size_t size)
{
    char missing[AMOUNT_BYTES];
    text_copy(text, size, goods->head.voided);
    if (!is_short(goods))
        return;
    amount_with_unit(goods->minimum - goods->balance, goods->unit, missing);
    snprintf(text, size, _("short %s"), missing);
}

static void write_counted(const struct view *view, const struct goods *goods, struct cell *cell)
{
    const struct goods_list *state = view->state;
    if (state->counting && register_selected(view) == goods)
        text_copy(cell->text, sizeof cell->text, state->typed);
    else
        text_copy(cell->text, sizeof cell->text, register_more(goods));
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct goods *goods = record;
    cell->text[0] = '\0';
    if (!strcmp(column, "balance"))
        amount_with_unit(goods->balance, goods->unit, cell->text);
    else if (!strcmp(column, "free"))
        amount_with_unit(goods->balance - goods->reserved, goods->unit, cell->text);
    else if (!strcmp(column, "minimum") && goods->minimum)
        amount_with_unit(goods->minimum, goods->unit, cell->text);
    else if (!strcmp(column, "state"))
        write_state(goods, cell->text, sizeof cell->text);
    else if (!strcmp(column, "counted"))
        write_counted(view, goods, cell);
    else
        return !strcmp(column, "minimum") || (!strcmp(column, "reserved") && !goods->reserved);
    return true;
}

/* When it was counted last. */
static void more(const struct view *view, const void *record, char *text, size_t size)
{
    struct stock_level level;
    char when[TIME_SIZE] = "";
    if (stock_level(application_store(view), ((const struct record_head *)record)->id, &level, NULL) && level.count_id)
        moment_label(level.counted_at, when);
    text_copy(text, size, when);
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return is_short(record) ? STYLE_WARNING : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, ((const struct goods *)record)->name);
}

/* ---- the form ---- */

static bool offer(const struct view *view, const char *field, int index, char *text, size_t size)
{
    static const char *const units[] = {"个", "包", "袋", "盒", "瓶", "桶", "箱", "斤", "公斤", "升", "只", "支"};
    (void)view;
    if (strcmp(field, "unit") != 0 || index >= (int)(sizeof units / sizeof units[0]))
        return false;
    text_copy(text, size, units[index]);
    return true;
}

/* Whoever writes the list writes the goods of one kind one after the other. */
static void next(const struct view *view, const void *saved, void *record)
{
    (void)view;
    ((struct goods *)record)->category = ((const struct goods *)saved)->category;
}

/* 0 says nothing there. */
static void changed(struct view *view, const char *field)
{
    const struct goods *goods = register_form_record(view);
    if (!field[0] && !goods->minimum)
        form_set_text(&view->form, "minimum", "");
}

static const struct register_screen goods_register = {
    .rules = &goods_rules,
    .form = &screen_goods_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .more = more,
    .row_style = row_style,
    .changed = changed,
    .offer = offer,
    .next = next,
    .name = name,
};

/* ---- to the ledger ---- */

static void run_ledger(struct view *view)
{
    const struct record_head *head = register_selected(view);
    ui_open(view->ui, &screen_stock, &head->id);
}

static const char *ledger_label(const struct view *view)
{
    return ((const struct goods_list *)view->state)->counting ? N_("Next") : N_("Ledger");
}

static void run_move(struct view *view)
{
    struct stock_entry preset;
    register_new(&stock_entry_rules, &preset);
    preset.goods_id = ((const struct record_head *)register_selected(view))->id;
    preset.kind = (enum stock_kind)view->running->argument;
    struct register_open open = {.preset = &preset};
    ui_open(view->ui, &screen_stock_form, &open);
}

static const char *void_why_not(const struct view *view)
{
    const struct record_head *head = register_selected(view);
    return head && head->voided[0] ? _("It is void.") : NULL;
}

static void note(const struct view *view, struct buffer *out)
{
    const struct goods *goods = register_selected(view);
    const struct goods_list *state = view->state;
    char there[AMOUNT_BYTES];
    if (!goods)
        return;
    if (state->counting) {
        amount_with_unit(goods->balance, goods->unit, there);
        buffer_format(out, _("How much %1$s is there? The ledger says %2$s.  = as there  Enter on  Esc ends"),
                      goods->name, there);
        return;
    }
    if (goods->aliases[0])
        buffer_format(out, _("Also called: %s"), goods->aliases);
    if (goods->note[0])
        buffer_format(out, "%s%s", out->length ? "   " : "", goods->note);
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct goods_list *state = view->state;
    register_heading(view, out);
    if (state->counting)
        buffer_format(out, _("  counting, %lld done"), (long long)state->counted);
}

static const struct column columns[] = {
    {.heading = N_("Goods"), .name = "name", .width = 14, .grow = 2, .most = 28, .priority = 9},
    {.heading = N_("goods|Kind"), .name = "category", .width = 11, .priority = 4},
    {.heading = N_("In stock"), .name = "balance", .width = 10, .priority = 9, .right = true},
    {.heading = N_("Reserved"), .name = "reserved", .width = 8, .priority = 6, .right = true},
    {.heading = N_("stock|Free"), .name = "free", .width = 9, .priority = 5, .right = true},
    {.heading = N_("At least"), .name = "minimum", .width = 9, .priority = 5, .right = true},
    [GOODS_COLUMN_COUNTED] = {.heading = N_("stock|Counted"), .name = "counted", .width = 11, .priority = 8},
    {.heading = N_("State"), .name = "state", .width = 10, .priority = 8},
    {.heading = N_("Also called"), .name = "aliases", .width = 11, .grow = 1, .priority = 3},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 1, .priority = 2, .free_text = true},
};
static const struct list_def list = {
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct register_row),
    .fetch = register_fetch,
    .reread = register_reread,
    .key = register_key,
    .cell = register_cell,
    .field = goods_count_field,
    .row_style = register_row_style,
    .filter = register_filter,
    .empty = N_("Goods that are kept, given and asked for stand here. F7 adds the first; a donation adds its own."),
    .empty_filtered = N_("Nothing matches. Esc shows all again."),
};
#define STOCK_MOVE(name_, label_, key_, priority_, kind_, help_)                                    \
    {                                                                                               \
        .name = (name_), .verb = "stock.add", .label = (label_), .help = (help_), .keys = {(key_)}, \
        .priority = (priority_), .flags = ACTION_NEEDS_ROW | ACTION_WRITES, .run = run_move,        \
        .opens = &screen_stock_form, .why_not = void_why_not, .argument = (kind_)                   \
    }
static const struct action actions[] = {
    {.name = "goods.ledger",
     .label = N_("Ledger"),
     .help = N_("The ledger of the selected goods: what came, what went, what was counted."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 80,
     .flags = ACTION_NEEDS_ROW,
     .run = run_ledger,
     .opens = &screen_stock,
     .label_now = ledger_label},
    STOCK_MOVE("goods.in", N_("stock|In"), '+', 79, STOCK_IN, N_("Some of the selected goods came in.")),
    STOCK_MOVE("goods.out", N_("stock|Out"), '-', 78, STOCK_OUT,
               N_("Some of the selected goods goes out: to a post, to a household, to somebody.")),
    STOCK_MOVE("goods.count", N_("stock|Count"), '1', 77, STOCK_COUNT,
               N_("Writes down what was counted of the selected goods; what was before is closed with it.")),
    STOCK_MOVE("goods.correct", N_("stock|Correct"), '2', 66, STOCK_ADJUST,
               N_("Corrects the stock of the selected goods by more or less, with a remark why.")),
    {.name = "goods.count_all",
     .verb = "stock.add",
     .label = N_("CountAll"),
     .help = N_("Counts one after the other: the amount, Enter, and on to the next. Again, or Esc, ends it."),
     .keys = {KEY_CTRL('G'), '3'},
     .priority = 76,
     .flags = ACTION_WRITES,
     .run = goods_run_count,
     .label_now = goods_count_label},
    REGISTER_ADD("goods.add", &screen_goods_form, N_("Adds goods to the list; the form stays open for the next.")),
    REGISTER_EDIT("goods.edit", &screen_goods_form,
                  N_("Corrects the selected goods: its other names, its minimum, its kind.")),
    REGISTER_VOID("goods.void", N_("Voids the selected goods, with a reason; only while nothing of it is there.")),
    REGISTER_TURN("goods.which", N_("Shows all goods, those under their minimum, or the void ones too.")),
    {.name = "goods.requests",
     .label = N_("Board"),
     .help = N_("The requests of the households as a board by state."),
     .keys = {'/'},
     .priority = 43,
     .opens = &screen_supply_board},
    {.name = "goods.donations",
     .label = N_("Donation"),
     .help = N_("The donations: who gave what."),
     .keys = {'4'},
     .priority = 44,
     .opens = &screen_donations},
    REGISTER_HISTORY("goods.history", N_("Who changed what of the selected goods, and when.")),
};
static const struct field fields[] = {
    {.name = "name", .label = N_("Goods"), .hint = N_("one word: 大米"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "unit",
     .label = N_("goods|Unit"),
     .hint = N_("what it is counted in"),
     .kind = FIELD_SUGGEST,
     .width = 8,
     .flags = FIELD_REQUIRED},
    {.name = "category",
     .label = N_("goods|Kind"),
     .kind = FIELD_CHOICE,
     .width = 14,
     .choices = goods_category_labels},
    {.name = "minimum", .label = N_("At least"), .hint = N_("below it the alarm rings; empty: never"), .width = 10},
    {.name = "aliases", .label = N_("Also called"), .hint = N_("spaces between"), .width = 36},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = REGISTER_FORM("goods", fields);

const struct screen_def screen_goods_form = REGISTER_FORM_SCREEN("goods_form", N_("Goods"), &goods_register, &form, 70);
const struct screen_def screen_goods = {
    .name = "goods",
    .title = N_("Goods and stock"),
    .subject = &goods_register,
    .state_size = sizeof(struct goods_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_STOCK | TOPIC_SUPPLY | TOPIC_CLOCK | TOPIC_SESSION,
    .heading = heading,
    .note = note,
    .key = goods_count_key,
};
