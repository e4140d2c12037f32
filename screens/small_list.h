/* Pages of a list that is short by its nature (checkpoints, officers, settings, flags of one person): its rows are read
 * whole, in order of their ids. */
#ifndef SCREENS_SMALL_LIST_H
#define SCREENS_SMALL_LIST_H
#include "gatepost/list.h"

/* Fills page with the rows beyond anchor; `id` gives the id of row i. */
void small_list_page(struct list_page *page, const void *rows, int count, size_t row_size,
                     const struct list_key *anchor, enum list_direction direction, int64_t (*id)(const void *row));
#endif
