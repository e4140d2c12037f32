/* What is asked for, given and kept (物品, domain.md §5). What there is of it and what is reserved are queries over the
 * ledger (stock.h) and the lines of requests. */
#ifndef GATEPOST_GOODS_H
#define GATEPOST_GOODS_H
#include "gatepost/quantity.h"
#include "gatepost/record.h"

enum goods_category {
    GOODS_FOOD,
    GOODS_MEDICINE,
    GOODS_PROTECTION, /* 防护: masks, thermometers */
    GOODS_DAILY,
    GOODS_BABY,
    GOODS_TOOL,
    GOODS_OTHER
};
extern const char *const goods_category_names[], *const goods_category_labels[];
struct goods {
    struct record_head head;
    char name[ITEM_BYTES], aliases[NOTE_BYTES]; /* other words for it, spaces between */
    enum goods_category category;
    char unit[UNIT_BYTES];
    int64_t minimum;           /* thousandths of the unit; 0: none */
    int64_t balance, reserved; /* read with the record: what is there, what is kept for requests */
    char note[NOTE_BYTES];
};
extern const struct record_field goods_fields[];
extern const struct record_table goods_table;
enum { GOODS_VALID, GOODS_SHORT, GOODS_ALL }; /* short: under their minimum */

/* The valid goods of that name or with that other word (half-width, without regard to case); head.id 0: none. */
bool goods_named(struct store *store, const char *name, struct goods *goods, struct err *err);
/* Names that letters or characters lead to: goods first, then what was asked for before and is no goods, most asked
 * first. yan → 盐. An empty text: what is asked for most. */
bool goods_offer(struct store *store, const char *typed, char names[][ITEM_BYTES], int most, int *count,
                 struct err *err);
/* As item_known_fn, over the goods of a store (context). */
bool goods_known(void *store, const char *name, char unit[UNIT_BYTES]);
#endif
