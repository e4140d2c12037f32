/* What the files of quantity.h share. */
#ifndef GATEPOST_TEXT_QUANTITY_PART_H
#define GATEPOST_TEXT_QUANTITY_PART_H
#include <stdbool.h>
#include <stdint.h>

/* 2, 2.5, 半, 两, 十二: moves behind it; false when none begins there. */
bool quantity_take(const char **at, int64_t *amount);
#endif
