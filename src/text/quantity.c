/* Amounts, units and money as people type them. Why thousandths in integers: 0.1 + 0.2 must be 0.3 in a ledger. */
#include "gatepost/quantity.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include "quantity_part.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FRACTION_DIGITS = 3, CENTS = 100 };

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

/* One is one in either word: 口罩 1500只 are 1500个. */
static bool is_same_piece(const struct unit *one, const struct unit *other)
{
    static const char pieces[] = "个只支台顶", tins[] = "罐听";
    return one == other || (strstr(pieces, one->name) != NULL && strstr(pieces, other->name) != NULL) ||
           (strstr(tins, one->name) != NULL && strstr(tins, other->name) != NULL);
}

bool unit_convert(int64_t amount, const char *from, const char *to, int64_t *converted)
{
    const struct unit *one = unit_of(from), *other = unit_of(to);
    if (one == NULL || other == NULL || one->measure != other->measure ||
        (one->measure == COUNTED && !is_same_piece(one, other)))
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

bool quantity_take(const char **at, int64_t *amount)
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
    if (!habit_fold(text, folded, sizeof folded) || !quantity_take(&at, &value) || *at != '\0' || value <= 0)
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

void amount_with_unit(int64_t amount, const char *unit, char text[AMOUNT_BYTES])
{
    char number[24];
    amount_format(amount, number);
    snprintf(text, AMOUNT_BYTES, "%s%s", number, unit);
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
