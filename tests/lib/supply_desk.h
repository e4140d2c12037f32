/* A household, a helper and some stock in a register of their own, and the way of a request said in few words. */
#ifndef GATEPOST_TEST_SUPPLY_DESK_H
#define GATEPOST_TEST_SUPPLY_DESK_H
#include "gatepost/supply_rules.h"

enum { HOUR = 3600 };
/* What a test begins with: 50 kilograms of rice and 10 packets of salt are there, masks are known, 刘洋 lives in the
 * household that asks and 黄磊, who helps, in another. */
extern struct supply_desk {
    struct store *store;
    int64_t home, neighbour, resident, helper, rice, salt, masks;
} supplies;
int supply_desk_open(void **state);
int supply_desk_close(void **state);

/* The household asks for these; the id of its request. */
int64_t supply_asked(const char *items);
struct supply supply_again(int64_t id);
/* A line of a request, counted from 1. */
struct supply_line supply_line_at(int64_t id, int position);
struct supply_move supply_to(int64_t id, enum supply_state state);
void supply_done(struct supply_move move);
/* Done by somebody of that name. */
void supply_by(int64_t id, enum supply_state state, const char *name);
/* Refused with a code, a field ("" for none) and words; nothing is written. */
void supply_not_done(struct supply_move move, enum err_code code, const char *field, const char *words);
/* Done, and these things brought with it. */
void supply_with_parts(int64_t id, enum supply_state state, const char *things);
/* What is kept of these goods, in whole units. */
int64_t stock_reserved(int64_t goods_id);
void supply_line_is(int64_t id, int position, int64_t delivered, int64_t kept);
#endif
