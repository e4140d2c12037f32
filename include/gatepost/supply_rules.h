/* What becomes of a request (domain.md §5): new → assigned → buying → left at the door → confirmed, and the side exits.
 * Every change is one step with who, when and a remark; each is one verb and can be undone. */
#ifndef GATEPOST_SUPPLY_RULES_H
#define GATEPOST_SUPPLY_RULES_H
#include "gatepost/supply.h"

/* The next state of the way, the one before; the same state at its end, and of a side exit. */
enum supply_state supply_next(enum supply_state state);
enum supply_state supply_before(enum supply_state state);
/* Where back leads: one state of the way; to new when nobody has it; from a side exit to where it left the way. */
bool supply_back(struct store *store, const struct supply *supply, enum supply_state *to, struct err *err);

/* How long a request may wait until it stands at the door (settings supply.limit_minutes, supply.urgent_minutes). */
int64_t supply_limit_seconds(struct store *store, bool urgent);
/* Waiting and past due_at. */
bool supply_is_over(const struct supply *supply, int64_t now);
/* Somebody of the household is under observation now: the goods are left at the door, no contact. */
bool supply_leave_at_door(struct store *store, int64_t place_id);

struct supply_part { /* how much of a line is brought now */
    int64_t line_id, quantity;
};
/* Things as typed (盐1包 米5斤) as parts of a request's lines, in their units; at most ITEMS_MOST. ERR_INPUT "parts"
 * names what the request does not ask for, or not in that unit. */
bool supply_parts_parse(struct store *store, int64_t supply_id, const char *text, struct supply_part *parts, int *count,
                        struct err *err);
struct supply_move {
    int64_t id, rev; /* rev below 0: whatever it is */
    enum supply_state to;
    /* Assigned and buying need somebody: of the register or by name. Nobody said: who has it, else the paired helper of
     * an observed household, else ERR_INPUT "helper". Somebody else than who has it: a claim is refused
     * (ERR_CONFLICT: by whom and when), unless `hand_over`, which is for what nobody has brought (ERR_CONFLICT else).
     */
    int64_t helper_id;
    char helper[NAME_BYTES], helper_phone[PHONE_SIZE];
    bool hand_over;
    int64_t errand_id; /* 0: as it is */
    int64_t at;        /* when it was; 0: now */
    char remark[NOTE_BYTES];
    /* What is brought when it is left at the door, or to === the state it has: a part now, the rest later. NULL: all
     * that is still owed. ERR_INPUT names the item when it is more than was asked for. */
    const struct supply_part *parts;
    int part_count;
};
/* Moves it on, back (what was brought in that step is taken back, the stock gets it again), or out by a side exit
 * (remark needed for out of stock and cancelled). ERR_CONFLICT: it is closed, says as what, by whom and when; a
 * confirmed one or one that left by a side exit only goes back. */
bool supply_move(struct store *store, struct supply_move *move, struct err *err);
/* The same inside a running transaction of another verb. */
bool supply_move_within(struct store *store, struct supply_move *move, struct err *err);

/* What of it within the last 24 hours was asked for already by the same household: the lines of a request as typed. The
 * item and the request; found->head.id 0: nothing. */
bool supply_asked_twice(struct store *store, int64_t place_id, const char *items, int64_t at, int64_t except_id,
                        char item[ITEM_BYTES], struct supply *found, struct err *err);

/* "Supply ensured?" of a household (domain.md §4): "nothing open", or the most pressing request: its state, how long
 * it waits, what it is, how many others there are; '!' behind it when one is over its limit. */
void supply_need_words(const struct supply_need *need, int64_t now, char *text, size_t size);
#endif
