/* The stock's ledger (库存台账, domain.md §5): what came, what went, what was counted. What there is of a thing is the
 * sum of its changes since the last count; it never falls below what is reserved, and never below nothing. */
#ifndef GATEPOST_STOCK_H
#define GATEPOST_STOCK_H
#include "gatepost/goods.h"

enum stock_kind { STOCK_IN, STOCK_OUT, STOCK_ADJUST, STOCK_COUNT };
extern const char *const stock_kind_names[], *const stock_kind_labels[];
struct stock_entry {
    struct record_head head;
    int64_t at, goods_id;
    enum stock_kind kind;
    int64_t quantity;        /* what is typed: how much came or went, or was counted; not stored */
    int64_t change, counted; /* counted only of a count, else 0 */
    int64_t donation_id, supply_line_id, supply_step_id; /* 0: none */
    int64_t checkpoint_id, place_id;                     /* issued to a post, to a household; 0: none */
    char whom[NAME_BYTES], note[NOTE_BYTES];
    int64_t officer_id;
};
extern const struct record_field stock_entry_fields[];
extern const struct record_table stock_entry_table;
enum { STOCK_ENTRIES_VALID, STOCK_ENTRIES_IN, STOCK_ENTRIES_OUT, STOCK_ENTRIES_COUNTS, STOCK_ENTRIES_ALL };

/* What there is of a thing, what of it is reserved for lines of requests, and when it was last counted (0: never). */
struct stock_level {
    int64_t balance, reserved, counted_at, count_id;
};
bool stock_level(struct store *store, int64_t goods_id, struct stock_level *level, struct err *err);
/* Whether something came, went or was counted later than `at`, or was written behind entry `entry_id`. */
bool stock_moved_since(struct store *store, int64_t goods_id, int64_t entry_id, int64_t at, bool *moved,
                       struct err *err);
/* Whether the ledger has ever had an entry of it, void or not. */
bool stock_was_kept(struct store *store, int64_t goods_id, bool *kept, struct err *err);
/* ERR_INPUT when `amount` more cannot leave the stock, with the words: what of which thing is there, how much was asked
 * for, how much is reserved. `own` is reserved for who asks and does not stand in the way. */
bool stock_refuse_more(struct store *store, const struct goods *goods, int64_t amount, int64_t own, struct err *err);

/* ---- domain: stock_rules.c ---- */

/* An amount of goods as it is said, with a sign or 0 too: 1000, 2,080个, 20盒, -3; in their unit or in another that can
 * be told in it. ERR_INPUT "quantity", where the unit does not go, with both. */
bool stock_amount_parse(const struct goods *goods, const char *text, int64_t *amount, struct err *err);

/* Writes an entry inside a running transaction: completes officer and change, keeps closed periods closed (an entry
 * before the last count is refused) and the stock above nothing and above what is reserved. */
bool stock_write(struct store *store, struct stock_entry *entry, struct err *err);
/* Voids an entry inside a running transaction: not one that a count has closed, not one without which there would be
 * less than nothing. */
bool stock_take_back(struct store *store, int64_t entry_id, const char *reason, struct err *err);
/* Whether a row that an undo has put back may stand as it is now: ERR_DENIED for an entry that was counted over since,
 * and for an entry or a reservation with which there would be less than nothing or less than what is reserved. True for
 * rows of other tables. */
bool stock_fits(struct store *store, const char *table, int64_t id, struct err *err);
#endif
