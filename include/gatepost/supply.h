/* Supply requests (物资需求, domain.md §5): a household asks for things, somebody brings them to the door. */
#ifndef GATEPOST_SUPPLY_H
#define GATEPOST_SUPPLY_H
#include "gatepost/goods.h"

enum supply_state {
    SUPPLY_NEW,
    SUPPLY_ASSIGNED, /* somebody has taken it */
    SUPPLY_BUYING,
    SUPPLY_LEFT,      /* stands at the door */
    SUPPLY_CONFIRMED, /* the household has it */
    SUPPLY_OUT_OF_STOCK,
    SUPPLY_CANCELLED,
    SUPPLY_DUPLICATE,
    SUPPLY_NOT_NEEDED,
};
enum supply_via { SUPPLY_PHONE, SUPPLY_CHAT, SUPPLY_DOOR, SUPPLY_VISIT, SUPPLY_OTHER };
extern const char *const supply_state_names[], *const supply_state_labels[];
extern const char *const supply_via_names[], *const supply_via_labels[];
enum { ITEMS_BYTES = 1024 };
struct supply {
    struct record_head head;
    int64_t place_id, person_id; /* person_id: who asked; 0: nobody of the register */
    char asked_by[NAME_BYTES], phone[PHONE_SIZE];
    enum supply_via via;
    int64_t asked_at, wanted_at; /* wanted_at 0: by the limit */
    bool urgent;
    int64_t due_at;
    char items[ITEMS_BYTES];
    enum supply_state state;
    int64_t state_at;
    int64_t helper_id; /* 0: nobody of the register */
    char helper[NAME_BYTES], helper_phone[PHONE_SIZE];
    int64_t claimed_at, claimed_by, errand_id; /* 0: none */
    bool again;                                /* the same within a day is meant once more */
    int64_t officer_id;
    char note[NOTE_BYTES];
};
extern const struct record_field supply_fields[];
extern const struct record_table supply_table;
enum {
    SUPPLIES_OPEN, /* not confirmed and not given up */
    SUPPLIES_NEW,
    SUPPLIES_UNDER_WAY,
    SUPPLIES_LEFT,
    SUPPLIES_DONE, /* confirmed or given up, the last first */
    SUPPLIES_ALL
};
/* The confirmed ones by when that was, the last first. Its one scope compares `now` of the window: since then. */
extern const struct record_table supply_confirmed_table;
/* True while something is still to be done: new to at the door. */
bool supply_is_open(enum supply_state state);
/* True while its limit counts: nothing stands at the door yet. */
bool supply_is_waiting(enum supply_state state);
/* The open requests of a household, the newest first. */
bool supply_open_of_place(struct store *store, int64_t place_id, struct supply *rows, int most, int *count,
                          struct err *err);

struct supply_line {
    struct record_head head;
    int64_t supply_id;
    int position;
    int64_t goods_id; /* 0: nothing of the list of goods */
    char item[ITEM_BYTES];
    int64_t quantity;
    char unit[UNIT_BYTES];
    int64_t amount;   /* in the unit of the goods; 0: not to be measured in it */
    int64_t reserved; /* in that unit, kept in the stock; 0: to be bought */
    int64_t delivered;
};
extern const struct record_field supply_line_fields[];
extern const struct record_table supply_line_table;

struct supply_step {
    struct record_head head;
    int64_t supply_id, at;
    enum supply_state from_state, state;
    char helper[NAME_BYTES], remark[NOTE_BYTES];
    int64_t officer_id;
};
extern const struct record_field supply_step_fields[];
extern const struct record_table supply_step_table;

struct supply_delivery {
    struct record_head head;
    int64_t step_id, line_id, quantity;
};
extern const struct record_field supply_delivery_fields[];
extern const struct record_table supply_delivery_table;

/* The valid lines of a request in their order. */
bool supply_lines(struct store *store, int64_t supply_id, struct supply_line *lines, int most, int *count,
                  struct err *err);
/* How much of the goods is still owed of a line, in the unit of the stock; 0 where nobody can tell. */
int64_t supply_line_owed(const struct supply_line *line);
/* What became of it, oldest first; the last `most`. */
bool supply_steps(struct store *store, int64_t supply_id, struct supply_step *steps, int most, int *count,
                  struct err *err);
/* The steps in which something was brought since it last came to the door, the last first. */
bool supply_steps_at_door(struct store *store, int64_t supply_id, struct supply_step *steps, int most, int *count,
                          struct err *err);
bool supply_deliveries(struct store *store, int64_t step_id, struct supply_delivery *deliveries, int most, int *count,
                       struct err *err);
/* A valid request of the household, asked for within `seconds` before `at`, not given up and not `except_id`, that has
 * the item too (by goods, else by name); head.id 0: none. */
bool supply_same(struct store *store, int64_t place_id, int64_t goods_id, const char *item, int64_t at, int seconds,
                 int64_t except_id, struct supply *found, struct err *err);

struct supply_helper {
    int64_t person_id; /* 0: nobody of the register */
    char name[NAME_BYTES], phone[PHONE_SIZE];
};
/* Who had requests lately, the most of the newest 400 first. */
bool supply_helpers(struct store *store, struct supply_helper *helpers, int most, int *count, struct err *err);
/* Of a request that waits too long: what an alarm says of it. */
struct supply_waiting {
    int64_t id, place_id, asked_at;
    char items[100]; /* their beginning */
};
/* Waiting and past their due_at, or urgent and nobody's since `before`; the last first, at most `most`. By indexes of
 * what waits. */
bool supply_over_list(struct store *store, int64_t now, struct supply_waiting *rows, int most, int *count,
                      struct err *err);
bool supply_unclaimed_list(struct store *store, int64_t before, struct supply_waiting *rows, int most, int *count,
                           struct err *err);

struct supply_numbers {
    int waiting;   /* new, assigned, buying */
    int fresh;     /* of these, new */
    int over;      /* of these, over their limit */
    int urgent;    /* of these, urgent */
    int left;      /* at the door, not confirmed */
    int delivered; /* confirmed since `day_start` */
};
bool supply_count(struct store *store, int64_t now, int64_t day_start, struct supply_numbers *numbers, struct err *err);

/* What a household still waits for. */
struct supply_need {
    int open;            /* not confirmed and not given up */
    int over;            /* of these, over their limit */
    struct supply first; /* the most pressing of them; head.id 0: none */
};
bool supply_need(struct store *store, int64_t place_id, int64_t now, struct supply_need *need, struct err *err);
#endif
