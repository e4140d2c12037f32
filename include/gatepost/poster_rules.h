/* Taking posters down (domain.md §10). */
#ifndef GATEPOST_POSTER_RULES_H
#define GATEPOST_POSTER_RULES_H
#include "gatepost/poster.h"

/* So many of them still hang; the others came down now (verb poster.down). ERR_INPUT when there were never so many, or
 * it is an announcement. */
bool poster_take_down(struct store *store, int64_t id, int64_t rev, int remain, struct err *err);
#endif
