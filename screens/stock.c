/* The stock's ledger (库存台账, domain.md §5): what came, went, was corrected and counted; all of it, or of one thing.
 */
#include "gatepost/clock.h"
#include "gatepost/donation.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/goods.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

struct ledger {
    struct register_list list;
    struct goods goods; /* head.id 0: of everything */
};
static const char *const scope_labels[] = {N_("Valid"),         N_("stock|Came in"), N_("stock|Went out"),
                                           N_("stock|Counted"), N_("All"),           NULL};

static bool open_ledger(struct view *view, const void *argument, struct err *err)
{
    struct ledger *state = view->state;
    const int64_t *goods_id = argument;
    if (!goods_id)
        return true;
    state->list.only = "goods_id";
    state->list.only_value = *goods_id;
    return record_get(application_store(view), &goods_table, *goods_id, &state->goods, err);
}

static bool load(struct view *view, struct err *err)
{
    struct ledger *state = view->state;
    return !state->goods.head.id ||
           record_get(application_store(view), &goods_table, state->goods.head.id, &state->goods, err);
}

/* ---- rows ---- */

/* "+1000", "-20"; of a count what is there. */
static void write_amount(const struct stock_entry *entry, char *text, size_t size)
{
    char number[24];
    amount_format(entry->kind == STOCK_COUNT ? entry->counted : entry->change, number);
    snprintf(text, size, "%s%s", entry->kind == STOCK_COUNT ? "=" : entry->change > 0 ? "+" : "", number);
}

/* By how much a count was off. */
static void write_off(const struct stock_entry *entry, char *text, size_t size)
{
    char number[24];
    text_copy(text, size, "");
    if (entry->kind != STOCK_COUNT || !entry->change)
        return;
    amount_format(entry->change, number);
    snprintf(text, size, "%s%s", entry->change > 0 ? "+" : "", number);
}

/* From whom or to whom: the post, the household, the donor or whoever was written down. */
static void write_whom(const struct view *view, const struct stock_entry *entry, char *text, size_t size)
{
    char name[NAME_BYTES];
    const char *place = register_named(view, entry, entry->checkpoint_id ? "post" : "place");
    application_mask(application_of(view), MASK_NAME, entry->whom, name, sizeof name);
    snprintf(text, size, "%s%s%s%s", entry->donation_id ? _("gift ") : "", place, place[0] && name[0] ? " " : "", name);
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct stock_entry *entry = record;
    if (!strcmp(column, "amount"))
        write_amount(entry, cell->text, sizeof cell->text);
    else if (!strcmp(column, "off"))
        write_off(entry, cell->text, sizeof cell->text);
    else if (!strcmp(column, "whom"))
        write_whom(view, entry, cell->text, sizeof cell->text);
    else if (!strcmp(column, "note"))
        text_copy(cell->text, sizeof cell->text, entry->head.voided[0] ? entry->head.voided : entry->note);
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return ((const struct stock_entry *)record)->kind == STOCK_COUNT ? STYLE_TITLE : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct stock_entry *entry = record;
    struct goods goods = {0};
    char amount[AMOUNT_BYTES];
    record_get(application_store(view), &goods_table, entry->goods_id, &goods, NULL);
    amount_with_unit(entry->kind == STOCK_COUNT ? entry->counted
                     : entry->kind == STOCK_OUT ? -entry->change
                                                : entry->change,
                     goods.unit, amount);
    snprintf(text, size, "%s %s %s", goods.name, words_context(stock_kind_labels[entry->kind]), amount);
}

/* ---- the form ---- */

/* The goods the form names; false while it names none. */
static bool goods_in_form(const struct view *view, struct goods *goods)
{
    const char *typed = form_text(&view->form, "goods");
    return typed[0] && goods_named(application_store(view), typed, goods, NULL) && goods->head.id;
}

static bool is_out(const struct view *view)
{
    return form_choice(&view->form, "kind") == STOCK_OUT;
}

static bool has_whom(const struct view *view)
{
    return form_choice(&view->form, "kind") == STOCK_OUT || form_choice(&view->form, "kind") == STOCK_IN;
}

/* What is on the list: an entry is of nothing else. */
static int listed_words(const struct view *view, const char *text, size_t cursor, size_t *begin, size_t *end,
                        char texts[][NAME_BYTES], int most)
{
    int count = goods_words(view, text, cursor, begin, end, texts, most), kept = 0;
    struct goods goods;
    for (int i = 0; i < count; i++)
        if (goods_named(application_store(view), texts[i], &goods, NULL) && goods.head.id) {
            memmove(texts[kept], texts[i], NAME_BYTES);
            kept++;
        }
    return kept;
}

static void say_level(struct view *view)
{
    struct goods goods;
    char words[NOTE_BYTES], there[AMOUNT_BYTES], reserved[AMOUNT_BYTES], free_amount[AMOUNT_BYTES];
    register_form_hush(view);
    if (!goods_in_form(view, &goods))
        return;
    amount_with_unit(goods.balance, goods.unit, there);
    amount_with_unit(goods.reserved, goods.unit, reserved);
    amount_with_unit(goods.balance - goods.reserved, goods.unit, free_amount);
    if (goods.reserved)
        snprintf(words, sizeof words, _("%1$s: there are %2$s, %3$s of them reserved for requests: %4$s can go out"),
                 goods.name, there, reserved, free_amount);
    else
        snprintf(words, sizeof words, _("%1$s: there are %2$s"), goods.name, there);
    register_form_say(view, NOTE_PLAIN, words);
}

/* Nothing is no amount yet; a count of 0 is typed. */
static void changed(struct view *view, const char *field)
{
    const struct stock_entry *entry = register_form_record(view);
    if (!field[0] && !entry->quantity)
        form_set_text(&view->form, "quantity", "");
    if (!field[0] || !strcmp(field, "goods") || !strcmp(field, "kind"))
        say_level(view);
}

/* Whoever issues to all the posts writes the same but for the post. */
static void next(const struct view *view, const void *saved, void *record)
{
    const struct stock_entry *before = saved;
    struct stock_entry *entry = record;
    (void)view;
    entry->kind = before->kind;
    entry->goods_id = before->kind == STOCK_COUNT ? 0 : before->goods_id;
}

static void begin(const struct view *view, void *record)
{
    const struct view *below = view->opener;
    struct stock_entry *entry = record;
    if (below && below->def == &screen_stock && !entry->goods_id)
        entry->goods_id = ((const struct ledger *)below->state)->goods.head.id;
}

static const struct register_screen stock_register = {
    .rules = &stock_entry_rules,
    .form = &screen_stock_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .begin = begin,
    .changed = changed,
    .words = listed_words,
    .next = next,
    .name = name,
};

/* ---- keys ---- */

static void run_move(struct view *view)
{
    struct stock_entry preset;
    register_new(&stock_entry_rules, &preset);
    preset.kind = (enum stock_kind)view->running->argument;
    struct register_open open = {.preset = &preset, .again = true};
    ui_open(view->ui, &screen_stock_form, &open);
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct ledger *state = view->state;
    if (state->goods.head.id)
        buffer_format(out, "%s  ", state->goods.name);
    register_heading(view, out);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct ledger *state = view->state;
    char there[AMOUNT_BYTES], reserved[AMOUNT_BYTES];
    if (!state->goods.head.id)
        return;
    amount_with_unit(state->goods.balance, state->goods.unit, there);
    amount_with_unit(state->goods.reserved, state->goods.unit, reserved);
    buffer_format(out, state->goods.reserved ? _("there %1$s  reserved %2$s") : _("there %1$s"), there, reserved);
}

static void note(const struct view *view, struct buffer *out)
{
    const struct stock_entry *entry = register_selected(view);
    if (!entry)
        return;
    if (entry->supply_step_id)
        buffer_add(out, _("Brought to a household for its request; moved back there it comes back here."));
    else if (entry->donation_id)
        buffer_add(out, _("Came with a donation; corrected there."));
    if (entry->note[0])
        buffer_format(out, "%s%s", out->length ? "   " : "", entry->note);
}

static const struct column columns[] = {
    {.heading = N_("When"), .name = "at", .width = 11, .priority = 9},
    {.heading = N_("Goods"), .name = "goods", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("stock|Kind"), .name = "kind", .width = 6, .priority = 8},
    {.heading = N_("Amount"), .name = "amount", .width = 9, .priority = 9, .right = true},
    {.heading = N_("stock|Off"), .name = "off", .width = 7, .priority = 5, .right = true},
    {.heading = N_("From or to"), .name = "whom", .width = 14, .grow = 2, .most = 36, .priority = 8},
    {.heading = N_("By"), .name = "officer", .width = 8, .priority = 4},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 1, .priority = 3, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("What came into the stock and went out of it stands here. F7 writes down the first."),
                  N_("Nothing matches. Esc shows all again."));
#define STOCK_MOVE(name_, label_, key_, priority_, kind_, help_)                                       \
    {                                                                                                  \
        .name = (name_), .verb = "stock.add", .label = (label_), .help = (help_), .keys = {(key_)},    \
        .priority = (priority_), .flags = ACTION_WRITES, .run = run_move, .opens = &screen_stock_form, \
        .argument = (kind_)                                                                            \
    }
static const struct action actions[] = {
    STOCK_MOVE("stock.in", N_("stock|In"), '+', 79, STOCK_IN,
               N_("Something came in; the form stays open for the next.")),
    STOCK_MOVE("stock.out", N_("stock|Out"), '-', 78, STOCK_OUT,
               N_("Something goes out to a post, a household or somebody; the form stays open for the next.")),
    STOCK_MOVE("stock.count", N_("stock|Count"), '1', 77, STOCK_COUNT,
               N_("Writes down what was counted; what was before is closed with it.")),
    STOCK_MOVE("stock.correct", N_("stock|Correct"), '2', 66, STOCK_ADJUST,
               N_("Corrects the stock by more or less, with a remark why.")),
    REGISTER_ADD("stock.add", &screen_stock_form, N_("Writes an entry of the ledger: in, out, counted or corrected.")),
    REGISTER_VOID("stock.void", N_("Voids the selected entry, with a reason. What a count closed stays.")),
    REGISTER_TURN("stock.which",
                  N_("Shows all valid entries, what came, what went, the counts, or the void ones too.")),
    {.name = "stock.goods",
     .label = N_("Goods"),
     .help = N_("The list of goods with what there is of each."),
     .keys = {'3'},
     .priority = 45,
     .opens = &screen_goods},
    {.name = "stock.donations",
     .label = N_("Donation"),
     .help = N_("The donations: who gave what."),
     .keys = {'4'},
     .priority = 44,
     .opens = &screen_donations},
    REGISTER_BOOKLET("stock.booklet"),
    REGISTER_HISTORY("stock.history", N_("Who changed what of the selected entry, and when.")),
};
static const struct field fields[] = {
    {.name = "goods",
     .label = N_("Goods"),
     .hint = N_("by name"),
     .kind = FIELD_SUGGEST,
     .width = 24,
     .flags = FIELD_REQUIRED | FIELD_WORDS},
    {.name = "quantity",
     .label = N_("Amount"),
     .hint = N_("of a correction with its sign: -3"),
     .width = 12,
     .flags = FIELD_REQUIRED},
    {.name = "kind", .label = N_("stock|Kind"), .kind = FIELD_CHOICE, .width = 14, .choices = stock_kind_labels},
    {.name = "post",
     .label = N_("Post"),
     .hint = N_("to a checkpoint, by name"),
     .width = 20,
     .flags = FIELD_STOP,
     .shown = is_out},
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("or to a household"),
     .kind = FIELD_LOOKUP,
     .width = 28,
     .shown = is_out},
    {.name = "whom", .label = N_("From or to"), .kind = FIELD_SUGGEST, .width = 24, .shown = has_whom},
    {.name = "at", .label = N_("When"), .hint = N_("empty = now"), .width = 17},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = REGISTER_FORM("stock", fields);

const struct screen_def screen_stock_form =
    REGISTER_FORM_SCREEN("stock_form", N_("Stock entry"), &stock_register, &form, 76);
const struct screen_def screen_stock = {
    .name = "stock",
    .title = N_("Stock ledger"),
    .subject = &stock_register,
    .state_size = sizeof(struct ledger),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_STOCK | TOPIC_SUPPLY | TOPIC_PEOPLE | TOPIC_CLOCK | TOPIC_SESSION,
    .open = open_ledger,
    .load = load,
    .heading = heading,
    .status = status,
    .note = note,
};
