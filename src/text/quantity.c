/* Amounts and things as people type them. Why thousandths in integers: 0.1 + 0.2 must be 0.3 in a ledger. */
#include "gatepost/quantity.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TEXT_BYTES = 1280, DIGITS_MOST = 9, FRACTION_DIGITS = 3, CENTS = 100 };

#define WIDE_SPACE "　"

/* ---- units ---- */

enum measure { COUNTED, WEIGHT, VOLUME };
static const struct unit {
    const char *name;
    enum measure measure;
    int64_t worth; /* grams, millilitres */
    const char *also[4];
} units[] = {
    {"克", WEIGHT, 1, {"g"}},
    {"两", WEIGHT, 50, {0}},
    {"斤", WEIGHT, 500, {"市斤"}},
    {"公斤", WEIGHT, 1000, {"kg", "千克"}},
    {"吨", WEIGHT, 1000000, {0}},
    {"毫升", VOLUME, 1, {"ml"}},
    {"升", VOLUME, 1000, {"l"}},
    {"个", COUNTED, 1, {"pc", "pcs", "piece"}},
    {"包", COUNTED, 1, {"pack", "packs"}},
    {"盒", COUNTED, 1, {"box", "boxes"}},
    {"袋", COUNTED, 1, {"bag", "bags"}},
    {"瓶", COUNTED, 1, {"bottle", "bottles"}},
    {"桶", COUNTED, 1, {"barrel"}},
    {"箱", COUNTED, 1, {"case", "cases"}},
    {"罐", COUNTED, 1, {"can", "cans"}},
    {"听", COUNTED, 1, {0}},
    {"份", COUNTED, 1, {"portion"}},
    {"件", COUNTED, 1, {0}},
    {"只", COUNTED, 1, {0}},
    {"支", COUNTED, 1, {"枝"}},
    {"条", COUNTED, 1, {0}},
    {"片", COUNTED, 1, {0}},
    {"粒", COUNTED, 1, {0}},
    {"板", COUNTED, 1, {0}},
    {"卷", COUNTED, 1, {"roll", "rolls"}},
    {"提", COUNTED, 1, {0}},
    {"双", COUNTED, 1, {"pair", "pairs"}},
    {"套", COUNTED, 1, {"set", "sets"}},
    {"把", COUNTED, 1, {0}},
    {"台", COUNTED, 1, {0}},
    {"本", COUNTED, 1, {0}},
    {"张", COUNTED, 1, {0}},
    {"块", COUNTED, 1, {0}},
    {"根", COUNTED, 1, {0}},
    {"棵", COUNTED, 1, {0}},
    {"捆", COUNTED, 1, {0}},
    {"束", COUNTED, 1, {0}},
    {"串", COUNTED, 1, {0}},
    {"节", COUNTED, 1, {0}},
    {"副", COUNTED, 1, {0}},
    {"床", COUNTED, 1, {0}},
    {"顶", COUNTED, 1, {0}},
    {"壶", COUNTED, 1, {0}},
    {"碗", COUNTED, 1, {0}},
    {"打", COUNTED, 1, {"dozen"}},
};
enum { UNITS = sizeof units / sizeof units[0] };

static bool is_called(const struct unit *unit, const char *text)
{
    bool called = strcmp(unit->name, text) == 0;
    for (int i = 0; i < 4 && unit->also[i] != NULL; i++)
        called |= strcasecmp(unit->also[i], text) == 0;
    return called;
}

static const struct unit *unit_of(const char *text)
{
    char folded[UNIT_BYTES * 2];
    if (!habit_fold(text, folded, sizeof folded))
        return NULL;
    for (int i = 0; i < UNITS; i++)
        if (is_called(&units[i], folded))
            return &units[i];
    return NULL;
}

const char *unit_find(const char *text)
{
    const struct unit *unit = unit_of(text);
    return unit != NULL ? unit->name : NULL;
}

void unit_list(struct buffer *out)
{
    for (int i = 0; i < UNITS; i++)
        buffer_format(out, "%s%s", i > 0 ? "、" : "", units[i].name);
}

bool unit_convert(int64_t amount, const char *from, const char *to, int64_t *converted)
{
    const struct unit *one = unit_of(from), *other = unit_of(to);
    if (one == NULL || other == NULL || one->measure != other->measure || (one->measure == COUNTED && one != other))
        return false;
    int64_t whole = 0;
    if (__builtin_mul_overflow(amount, one->worth, &whole) || whole % other->worth != 0)
        return false;
    *converted = whole / other->worth;
    return true;
}

/* ---- numbers ---- */

/* Up to `digits` digits behind the point, as many thousandths (or cents) as they are worth; false when there are more.
 */
static bool take_fraction(const char **at, int digits, int64_t *value)
{
    int64_t scale = 1;
    int count = 0;
    *value = 0;
    for (int i = 0; i < digits; i++)
        scale *= 10;
    for (; habit_is_digit(**at); (*at)++, count++) {
        scale /= 10;
        *value += scale * (**at - '0');
    }
    return count > 0 && count <= digits;
}

/* Digits with a fraction, as `digits` digits behind the point. */
static bool take_decimal(const char **at, int digits, int64_t *value)
{
    int64_t scale = 1, fraction = 0;
    int whole = 0;
    for (int i = 0; i < digits; i++)
        scale *= 10;
    if (habit_number(at, &whole) == 0 || habit_is_digit(**at))
        return false;
    if (**at == '.') {
        (*at)++;
        if (!take_fraction(at, digits, &fraction))
            return false;
    }
    *value = whole * scale + fraction;
    return true;
}

/* 2, 2.5, 半, 两, 十二: moves behind it; false when none begins there. */
static bool take_amount(const char **at, int64_t *amount)
{
    int64_t whole = 0;
    const char *behind = *at;
    if (habit_is_digit(**at))
        return take_decimal(at, FRACTION_DIGITS, amount);
    if (habit_take(at, "半")) {
        *amount = THOUSAND / 2;
        return true;
    }
    if (habit_take(at, "两")) {
        *amount = 2 * THOUSAND;
        return true;
    }
    if (!text_take_number(&behind, &whole))
        return false;
    *at = behind;
    *amount = whole * THOUSAND;
    return true;
}

bool amount_parse(const char *text, int64_t *amount, struct err *err)
{
    char folded[32];
    const char *at = folded;
    int64_t value = 0;
    if (!habit_fold(text, folded, sizeof folded) || !take_amount(&at, &value) || *at != '\0' || value <= 0)
        return err_set(err, ERR_INPUT, _("\"%.40s\" is no amount. Type a number above 0, such as 2 or 2.5."), text);
    *amount = value;
    return true;
}

static void format_decimal(int64_t value, int64_t scale, int digits, char text[24])
{
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    snprintf(text, 24, "%s%llu.%0*llu", value < 0 ? "-" : "", (unsigned long long)(size / (uint64_t)scale), digits,
             (unsigned long long)(size % (uint64_t)scale));
}

void amount_format(int64_t amount, char text[24])
{
    format_decimal(amount, THOUSAND, FRACTION_DIGITS, text);
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        text[--length] = '\0';
    if (text[length - 1] == '.')
        text[length - 1] = '\0';
}

bool money_parse(const char *text, int64_t *cents, struct err *err)
{
    char folded[32];
    const char *at = folded;
    bool good = habit_fold(text, folded, sizeof folded);
    if (good) {
        if (!habit_take(&at, "¥"))
            habit_take(&at, "￥");
        good = take_decimal(&at, 2, cents);
        if (!habit_take(&at, "元"))
            habit_take(&at, "块");
    }
    return (good && *at == '\0') ||
           err_set(err, ERR_INPUT, _("\"%.40s\" is no amount of money. Type it such as 12 or 12.50."), text);
}

void money_format(int64_t cents, char text[24])
{
    format_decimal(cents, CENTS, 2, text);
}

/* ---- things ---- */

static bool is_between(const char *at)
{
    static const char *const marks[] = {" ", ",", "，", "、", ";", "；", "\n", "+", "。"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(at, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

static size_t length_of(const char *at)
{
    const char *behind = at;
    utf8_next(&behind, at + strlen(at));
    return (size_t)(behind - at);
}

/* The next word, without what stands between; false behind the last. */
static bool take_word(const char **at, char *word, size_t size)
{
    while (**at != '\0' && is_between(*at))
        *at += length_of(*at);
    const char *begin = *at;
    while (**at != '\0' && !is_between(*at))
        *at += length_of(*at);
    size_t length = (size_t)(*at - begin);
    length = length < size ? length : size - 1;
    memcpy(word, begin, length);
    word[length] = '\0';
    return length > 0;
}

/* An amount with its unit that fills the text: 2包, 2.5, x2, 两包. `unit` gets "" where none stands. */
static bool is_quantity(const char *text, int64_t *quantity, char unit[UNIT_BYTES])
{
    const char *at = text;
    if (!habit_take(&at, "x") && !habit_take(&at, "X") && !habit_take(&at, "×"))
        habit_take(&at, "*");
    if (!take_amount(&at, quantity))
        return false;
    unit[0] = '\0';
    if (*at == '\0')
        return true;
    const char *found = unit_find(at);
    if (found != NULL)
        text_copy(unit, UNIT_BYTES, found);
    return found != NULL;
}

/* Where the amount at the end of a word begins: the longest end of it that is one. NULL: it has none. */
static const char *amount_at_end(const char *word, int64_t *quantity, char unit[UNIT_BYTES])
{
    for (const char *at = word + length_of(word); *at != '\0'; at += length_of(at))
        if (is_quantity(at, quantity, unit))
            return at;
    return NULL;
}

/* 10斤米: the amount in front, with a unit. Where the name begins, or NULL. */
static const char *amount_in_front(const char *word, int64_t *quantity, char unit[UNIT_BYTES])
{
    const char *at = word, *longest = NULL;
    char text[UNIT_BYTES];
    if (!take_amount(&at, quantity))
        return NULL;
    for (const char *end = at + length_of(at); *end != '\0'; end += length_of(end)) {
        size_t length = (size_t)(end - at);
        if (length >= sizeof text)
            break;
        memcpy(text, at, length);
        text[length] = '\0';
        if (unit_find(text) != NULL) {
            text_copy(unit, UNIT_BYTES, unit_find(text));
            longest = end;
        }
    }
    return longest;
}

/* A number and something at the end that is no unit: 米10坛. Gives that something. */
static const char *foreign_unit(const char *word)
{
    const char *at = word + strlen(word), *behind = NULL;
    for (const char *step = word; *step != '\0'; step += length_of(step))
        if (habit_is_digit(*step))
            behind = step + 1;
    return behind != NULL && behind < at ? behind : NULL;
}

/* Where the word with the cursor begins. */
static const char *word_at(const char *text, const char *cursor)
{
    const char *begin = text;
    for (const char *at = text; *at != '\0' && at < cursor; at += length_of(at))
        if (is_between(at) || strncmp(at, WIDE_SPACE, strlen(WIDE_SPACE)) == 0)
            begin = at + length_of(at);
    return begin;
}

bool items_word(const char *text, size_t cursor, size_t *begin, size_t *end)
{
    char unit[UNIT_BYTES];
    int64_t quantity = 0;
    const char *word = word_at(text, text + cursor), *name = amount_in_front(word, &quantity, unit);
    name = name != NULL ? name : word;
    const char *behind = name;
    while (*behind != '\0' && !habit_is_digit(*behind) && !is_between(behind) &&
           strncmp(behind, WIDE_SPACE, strlen(WIDE_SPACE)) != 0)
        behind += length_of(behind);
    *begin = (size_t)(name - text);
    *end = (size_t)(behind - text);
    return behind > name && cursor > *begin && cursor <= *end;
}

struct reading_items {
    struct item *items;
    int count;
    bool counted[ITEMS_MOST]; /* its amount was said */
    int64_t most;
    item_known_fn *known;
    void *context;
};

static bool refuse_amount(const struct reading_items *all, const struct item *item, struct err *err)
{
    char most[24];
    if (item->quantity <= 0)
        return err_set(err, ERR_INPUT, _("How much %s? 0 is nothing."), item->name);
    amount_format(all->most * THOUSAND, most);
    return item->quantity <= all->most * THOUSAND ||
           err_set(err, ERR_INPUT, _("So much %1$s? More than %2$s cannot be right: check the number."), item->name,
                   most);
}

static bool add_item(struct reading_items *all, const char *name, int64_t quantity, const char *unit, bool counted,
                     struct err *err)
{
    if (all->count == ITEMS_MOST)
        return err_set(err, ERR_INPUT, _("More than %d things: make a second request of the rest."), ITEMS_MOST);
    if (strlen(name) >= ITEM_BYTES - 8)
        return err_set(err, ERR_INPUT, _("\"%.40s…\" is too long for the name of a thing."), name);
    struct item *item = &all->items[all->count];
    *item = (struct item){.quantity = quantity};
    text_copy(item->name, sizeof item->name, name);
    text_copy(item->unit, sizeof item->unit, unit);
    all->counted[all->count++] = counted;
    return !counted || refuse_amount(all, item, err);
}

/* "盐 2包": the amount belongs to the name before it. */
static bool amount_of_last(struct reading_items *all, const char *word, int64_t quantity, const char *unit,
                           struct err *err)
{
    if (all->count == 0 || all->counted[all->count - 1])
        return err_set(err, ERR_INPUT, _("\"%.40s\" of what? Write the thing before it."), word);
    struct item *item = &all->items[all->count - 1];
    item->quantity = quantity;
    text_copy(item->unit, sizeof item->unit, unit);
    all->counted[all->count - 1] = true;
    return refuse_amount(all, item, err);
}

/* "米 10 斤": the unit stands behind its number. */
static bool is_unit_of_last(struct reading_items *all, const char *word)
{
    const char *unit = unit_find(word);
    if (unit == NULL || all->count == 0 || !all->counted[all->count - 1] || all->items[all->count - 1].unit[0] != '\0')
        return false;
    text_copy(all->items[all->count - 1].unit, UNIT_BYTES, unit);
    return true;
}

static bool add_word(struct reading_items *all, const char *word, struct err *err)
{
    char unit[UNIT_BYTES] = "", name[TEXT_BYTES];
    int64_t quantity = THOUSAND;
    if (is_unit_of_last(all, word))
        return true;
    if (is_quantity(word, &quantity, unit))
        return amount_of_last(all, word, quantity, unit, err);
    bool known = all->known != NULL && all->known(all->context, word, unit);
    if (known)
        return add_item(all, word, THOUSAND, "", false, err);
    const char *at = amount_at_end(word, &quantity, unit);
    if (at != NULL) {
        text_copy(name, sizeof name, word);
        name[at - word] = '\0';
        return add_item(all, name, quantity, unit, true, err);
    }
    at = amount_in_front(word, &quantity, unit);
    return at != NULL ? add_item(all, at, quantity, unit, true, err) : add_item(all, word, THOUSAND, "", false, err);
}

/* A name without an amount that ends in a number and something: 米10坛 is no thing, unless it is known. */
static bool check_names(const struct reading_items *all, struct err *err)
{
    char unit[UNIT_BYTES];
    for (int i = 0; i < all->count; i++) {
        const char *name = all->items[i].name, *foreign = all->counted[i] ? NULL : foreign_unit(name);
        if (foreign != NULL && (all->known == NULL || !all->known(all->context, name, unit)))
            return err_set(
                err, ERR_INPUT,
                _("%1$s: \"%2$.20s\" is no unit here. Known are 个 包 盒 袋 瓶 桶 箱 斤 公斤 升 and others; if it "
                  "belongs to the name, write the amount behind it: %1$s 1个."),
                name, foreign);
    }
    return true;
}

static void complete_units(struct reading_items *all)
{
    for (int i = 0; i < all->count; i++) {
        struct item *item = &all->items[i];
        if (item->unit[0] == '\0' && all->known != NULL)
            all->known(all->context, item->name, item->unit);
    }
}

/* The same twice, in one unit. */
static bool add_up(struct reading_items *all, struct err *err)
{
    for (int i = 0; i < all->count; i++)
        for (int k = i + 1; k < all->count; k++) {
            struct item *one = &all->items[i], *other = &all->items[k];
            if (strcmp(one->name, other->name) != 0 || strcmp(one->unit, other->unit) != 0)
                continue;
            one->quantity += other->quantity;
            memmove(other, other + 1, (size_t)(all->count - k - 1) * sizeof *other);
            all->count--;
            k--;
            if (!refuse_amount(all, one, err))
                return false;
        }
    return true;
}

bool items_parse(const char *text, int64_t most, item_known_fn *known, void *context, struct item items[ITEMS_MOST],
                 int *count, struct err *err)
{
    struct reading_items all = {.items = items, .most = most, .known = known, .context = context};
    struct buffer folded = {0};
    char word[TEXT_BYTES];
    bool good = true;
    *count = 0;
    text_fold_width(&folded, text);
    const char *at = buffer_text(&folded);
    while (good && take_word(&at, word, sizeof word))
        good = add_word(&all, word, err);
    buffer_release(&folded);
    if (!good || !check_names(&all, err))
        return false;
    if (all.count == 0)
        return err_set(err, ERR_INPUT, _("What is it? Type things and amounts, such as 米10斤 盐2包."));
    complete_units(&all);
    if (!add_up(&all, err))
        return false;
    *count = all.count;
    return true;
}

void item_format(const char *name, int64_t quantity, const char *unit, struct buffer *out)
{
    char amount[24];
    amount_format(quantity, amount);
    buffer_format(out, "%s %s%s", name, amount, unit);
}

void items_format(const struct item *items, int count, struct buffer *out)
{
    for (int i = 0; i < count; i++) {
        buffer_add(out, i > 0 ? "、" : "");
        item_format(items[i].name, items[i].quantity, items[i].unit, out);
    }
}
