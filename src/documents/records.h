/* Records of a register for a sheet. */
#ifndef GATEPOST_DOCUMENTS_RECORDS_H
#define GATEPOST_DOCUMENTS_RECORDS_H
#include "gatepost/record.h"

/* Gets one record, borrowed until it returns. False ends the reading with its err. */
typedef bool record_take_fn(void *context, const void *record, struct err *err);
/* Gives every record of a scope to `take`, in the order of its table, a few dozen in memory at a time. False: reading
 * or `take` failed. */
bool records_each(struct store *store, const struct record_table *table, int scope, record_take_fn *take, void *context,
                  struct err *err);
#endif
