/* What the cells of lists say that several registers read. */
#ifndef GATEPOST_DOMAIN_IMPORT_CELL_H
#define GATEPOST_DOMAIN_IMPORT_CELL_H
#include "import_register.h"

/* The fields of a register whose columns tell a room, as a whole or in parts. */
struct import_room_columns {
    int whole, building, unit, number;
};
/* "12", "2", "1203" of three columns as one room; a part that says more than its own (12栋2单元) stands for itself. */
void import_join_room(const struct importer *importer, int64_t row, const struct import_room_columns *columns,
                      char *text, size_t size);
/* ERR_INPUT for 1.38E+10: a spreadsheet took digits for a number and forgot the last ones. */
bool import_refuse_cut(const char *text, const char *field, struct err *err);
/* True when one of the words stands in the text; ends with NULL. */
bool import_says(const char *text, const char *const *words);
/* True when an amount stands in it: a digit, or a number word with a unit (两包). */
bool import_says_amount(const char *text);
/* "无", "没有", "-": the list asked, and there is nothing to tell. */
bool import_says_nothing(const char *text);
/* A phone cell without what people write beside the number: "13800003821（儿子）" → the number, and "儿子" to be kept.
 * Appends to both. */
void import_take_phones(const char *cell, struct buffer *numbers, struct buffer *words);
#endif
