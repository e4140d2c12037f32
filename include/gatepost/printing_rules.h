/* What leaves the house is written down first, and how it ended behind it (domain.md §12). */
#ifndef GATEPOST_PRINTING_RULES_H
#define GATEPOST_PRINTING_RULES_H
#include "gatepost/printing.h"
#include "gatepost/register.h"

/* For the listing alone: printings are made by printing. */
extern const struct register_rules printing_rules;

/* Records a printing as begun, with what stands on it, and commits (verb print.posted or print.internal). Its version
 * is that of the last printing of the same when the same rows stood on it, in whatever order, else one more. Sets head
 * and version. ERR_ROLE. */
bool printing_begin(struct store *store, struct printing *printing, const struct printing_row *rows, int count,
                    struct err *err);
/* How it ended, and how many pages it had; commits. reason: why it failed, in words, cleaned here. */
bool printing_end(struct store *store, int64_t id, enum printing_result result, int pages, const char *reason,
                  struct err *err);
#endif
