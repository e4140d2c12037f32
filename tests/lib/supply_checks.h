/* What must stand in the file, and what of it on the canvas, at certain moments of the scripted evening of supplies
 * (unit/test_supply_evening.c), by the name a row calls it ("{check asked}"). */
#ifndef TESTS_SUPPLY_CHECKS_H
#define TESTS_SUPPLY_CHECKS_H
#include "store_file.h"

/* In the language of the desks, which must be the present one. */
void supply_checks_begin(const struct store_file *file);
void supply_evening_check(const char *name, struct err *err);
#endif
