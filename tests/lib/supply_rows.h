/* The scripted evening of supplies (unit/test_supply_evening.c): who it is about, and what is done in the order of
 * time; day_script.h says how a row is read. A time with '>' before it: at the second desk. */
#ifndef TESTS_SUPPLY_ROWS_H
#define TESTS_SUPPLY_ROWS_H
#include "store_file.h"

/* Finds who plays what and adds the rows, in the language of the desks. */
void supply_rows_add(const struct store_file *file);
#endif
