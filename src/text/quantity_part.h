/* What the files of quantity.h share. */
#ifndef GATEPOST_TEXT_QUANTITY_PART_H
#define GATEPOST_TEXT_QUANTITY_PART_H
#include "gatepost/quantity.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 2, 2.5, 半, 两, 十二: moves behind it; false when none begins there. */
bool quantity_take(const char **at, int64_t *amount);
/* How many bytes the character has that begins here; 0 at the end. */
size_t items_step(const char *at);
/* The longest unit that begins here: behind it; NULL when none does. */
const char *items_longest_unit(const char *at, char unit[UNIT_BYTES]);

struct glued {
    char name[ITEM_BYTES - 8];
    int64_t quantity;
    char unit[UNIT_BYTES];
};
/* 米10斤盐2包, 10斤米2包盐: the things in a word and how many they are; 0 when it is not two at least from end to end.
 */
int items_unglue(const char *word, struct glued things[ITEMS_MOST]);
#endif
