/* Amounts of goods as people write them (domain.md §5, §13): how much, of what, in which unit. An amount is an integer
 * of thousandths of its unit, so that halves and grams are exact. */
#ifndef GATEPOST_QUANTITY_H
#define GATEPOST_QUANTITY_H
#include "gatepost/err.h"
#include <stddef.h>
#include <stdint.h>

struct buffer;

enum { THOUSAND = 1000, UNIT_BYTES = 16, ITEM_BYTES = 96, ITEMS_MOST = 24 };
/* The largest amount anybody means: of one line of a request, and of a stock. */
enum { REQUEST_MOST = 9999 };
#define STOCK_MOST INT64_C(9999999)

/* 2, 2.5, ２．５, 半, 十二, 两 → thousandths, above 0; up to three digits behind the point. ERR_INPUT. */
bool amount_parse(const char *text, int64_t *amount, struct err *err);
/* "2.5", without zeros at the end; negative ones with their sign. */
void amount_format(int64_t amount, char text[24]);
/* "2.5斤". */
enum { AMOUNT_BYTES = 24 + UNIT_BYTES };
void amount_with_unit(int64_t amount, const char *unit, char text[AMOUNT_BYTES]);
/* "12.50", "12", ￥12.5, 12元 → cents, not negative. ERR_INPUT. */
bool money_parse(const char *text, int64_t *cents, struct err *err);
/* "12.50", negative ones with their sign. */
void money_format(int64_t cents, char text[24]);

/* What a unit is called in the list of units: 公斤 for kg, 千克 and ＫＧ. NULL when there is no such unit; constant. */
const char *unit_find(const char *text);
/* All of them, 、 between. */
void unit_list(struct buffer *out);
/* So much of `from` in units of `to`: the same unit, or both weights (克 两 斤 公斤 吨), or both volumes (毫升 升), or
 * two words for one piece (个 只 支 台 顶; 罐 听). False where nobody can tell (a 包 in 斤) or it is no whole
 * thousandth. */
bool unit_convert(int64_t amount, const char *from, const char *to, int64_t *converted);

/* One thing and how much of it. */
struct item {
    char name[ITEM_BYTES];
    int64_t quantity;      /* thousandths, above 0 */
    char unit[UNIT_BYTES]; /* as unit_find calls it; "" when none was said */
};
/* Whether a text is a name of its own although a number and something stand at its end (婴儿奶粉2段); and the unit a
 * name is counted in when none is said. `unit` may be left as it is. NULL context: knows nothing. */
typedef bool item_known_fn(void *context, const char *name, char unit[UNIT_BYTES]);
/* Things typed freely: 米10斤 盐2包; 10斤米，两包盐; 降压药 1盒、蔬菜包x2. Between things stand spaces, commas, 、 ;
 * or new lines, or nothing (米10斤盐2包); between a name, its amount and its unit may stand a space. Without an amount
 * it is 1. The same thing twice is added up when the units agree. ERR_INPUT names the thing: no name, an amount of 0,
 * 若干 or above `most` units, a unit that does not exist, more than ITEMS_MOST things; or asks for spaces where
 * items_format would not give it back. */
bool items_parse(const char *text, int64_t most, item_known_fn *known, void *context, struct item items[ITEMS_MOST],
                 int *count, struct err *err);
/* As items_parse, of a line that says other things, too: what has no amount and is not known goes into `rest`, spaces
 * between. No thing in it: count 0. ERR_INPUT as there. */
bool items_pick(const char *text, int64_t most, item_known_fn *known, void *context, struct item items[ITEMS_MOST],
                int *count, struct buffer *rest, struct err *err);
/* The name that is being typed at the cursor, without the amount in front of it or behind: of "米10斤 yan2" with the
 * cursor behind yan, yan. False: the cursor stands in no name. `begin` and `end` in bytes. */
bool items_word(const char *text, size_t cursor, size_t *begin, size_t *end);
/* "大米 10斤、盐 2包", as items_parse reads it back. */
void items_format(const struct item *items, int count, struct buffer *out);
/* One of them: "大米 10斤". */
void item_format(const char *name, int64_t quantity, const char *unit, struct buffer *out);
#endif
