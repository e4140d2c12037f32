/* Errands (跑腿, domain.md §5): one way of one volunteer for several requests, its shopping list and its money. */
#ifndef GATEPOST_ERRAND_H
#define GATEPOST_ERRAND_H
#include "gatepost/supply.h"

struct errand {
    struct record_head head;
    int64_t helper_id; /* 0: nobody of the register */
    char helper[NAME_BYTES], phone[PHONE_SIZE];
    int64_t begun_at;
    int64_t given, received, spent, returned; /* cents; errand_owed */
    int64_t settled_at, settled_by;           /* 0: not yet */
    int requests;                             /* read with the record: how many go with it */
    char note[NOTE_BYTES];
};
extern const struct record_field errand_fields[];
extern const struct record_table errand_table;
enum { ERRANDS_OPEN, ERRANDS_ALL };

/* Cents the volunteer still has of others' money; below 0: what the post still owes the volunteer. */
int64_t errand_owed(const struct errand *errand);

enum { SHOPPING_LINES = 256, SHOPPING_PARTS = 1024 };
/* One line of a shopping list: an item of all its requests added up; reserved goods come from the stock, the rest is
 * bought. Quantities that cannot be added (2 包 and 1 斤) are lines of their own. */
struct shopping_line {
    char item[ITEM_BYTES], unit[UNIT_BYTES];
    int64_t goods_id, to_buy, from_stock; /* thousandths of the unit */
    int requests;
};
/* Of one errand, or with errand_id 0 of all open requests of a helper (by helper_id, else by name). Lines of requests
 * that stand at the door or are closed are not in it. In the order of categories, then names. ERR_INPUT when there are
 * more than `most`. */
bool shopping_list(struct store *store, int64_t errand_id, int64_t helper_id, const char *helper,
                   struct shopping_line *lines, int most, int *count, struct err *err);
/* For whom a line is: what one request still wants of it, in the line's unit. */
struct shopping_part {
    int line; /* index among the lines */
    int64_t supply_id, place_id, wanted;
};
/* The same list with the parts of its lines, those of one line behind each other; of SHOPPING_LINES and SHOPPING_PARTS.
 */
struct shopping {
    struct shopping_line lines[SHOPPING_LINES];
    struct shopping_part parts[SHOPPING_PARTS];
    int line_count, part_count;
};
bool shopping_read(struct store *store, int64_t errand_id, int64_t helper_id, const char *helper,
                   struct shopping *shopping, struct err *err);

struct buffer;
struct posting;
/* "12-2-1203 10斤、8-1-302 2斤": for which households a line is, and how much for each. */
void shopping_rooms(struct store *store, const struct shopping *shopping, int line, struct buffer *out);
/* The line in the present row of a text for a chat: the thing, what of it comes from the stock, the rooms. No names of
 * residents, no phones. */
void shopping_post(struct store *store, const struct shopping *shopping, int line, struct posting *posting);

/* What a volunteer has not settled. */
struct errand_balance {
    char helper[NAME_BYTES];
    int64_t helper_id, owed; /* as errand_owed, over the open errands */
    int errands;
};
bool errand_balances(struct store *store, struct errand_balance *rows, int most, int *count, struct err *err);

/* ---- domain: errand_rules.c ---- */

/* A new errand of a helper with these requests: each is claimed for them (supply_move) and goes along, all in one verb
 * ("errand.add"); what the same helper has already only joins. With an errand that stands (head.id) they join that one.
 * A request somebody else took meanwhile is told (ERR_CONFLICT) and nothing is saved. */
bool errand_begin(struct store *store, struct errand *errand, const int64_t *supply_ids, int count, struct err *err);
enum { ERRAND_REQUESTS = 60 }; /* more than anybody carries */
/* Its requests are these; of SUPPLIES_ALL or another scope. */
bool errand_requests(struct store *store, int64_t errand_id, int scope, struct supply *requests, int most, int *count,
                     struct err *err);
/* The volunteer of the errand has the request already. */
bool errand_has(const struct errand *errand, const struct supply *supply);
/* Settled by name: refuses while something is owed, and says how much by whom. */
bool errand_settle(struct store *store, int64_t id, int64_t rev, struct err *err);
/* Who owes how much, in a sentence: "陈静 still has 12.50 to give back", "the post still owes 陈静 3.00", "nothing is
 * owed". `helper` as it may be shown. */
void errand_owed_words(const char *helper, int64_t owed, char *text, size_t size);
#endif
