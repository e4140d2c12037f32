/* Persons of the register who may be one (domain.md §3): with the same ID number, or the same name and the same phone
 * or home. Who said of two that they are not the same is believed, also after one of them was merged (person_merge):
 * they are not asked about again. Rules: people_rules.h. */
#ifndef GATEPOST_DOUBLES_H
#define GATEPOST_DOUBLES_H
#include "gatepost/people.h"
#include "gatepost/record.h"

/* Two persons who look like one and are not. */
struct distinct_pair {
    struct record_head head;
    int64_t one_id, other_id; /* one_id is the smaller */
    int64_t officer_id, at;
};
extern const struct record_table distinct_pair_table;

/* By what two persons look like one; bits. */
enum double_by {
    DOUBLE_ID = 1,    /* the same ID number */
    DOUBLE_PHONE = 2, /* the same name and phone */
    DOUBLE_HOME = 4,  /* the same name and household */
    DOUBLE_SHARED_PHONE =
        8, /* the same phone and another name: families share phones, so this is no more than a hint */
};
enum { DOUBLE_LIKELY = DOUBLE_ID | DOUBLE_PHONE | DOUBLE_HOME };
/* What two persons have in common, whatever was said of them; 0: nothing. Two ID numbers that differ are two persons.
 */
unsigned doubles_by(const struct person *one, const struct person *other);

struct person_double {
    struct person person;
    unsigned by; /* bits of enum double_by */
};
/* Valid persons with whom `person` (id 0: not saved yet) has something in common, without those of whom it was said
 * that they are not the same; the likeliest first. */
bool doubles_of(struct store *store, const struct person *person, struct person_double *found, int most, int *count,
                struct err *err);

struct double_pair {
    struct person person, other; /* other: the likely one with the smallest id */
    unsigned by;
};
struct double_list {
    const char *word;       /* filters persons by their search keys; "" all */
    const char *after_name; /* it begins behind (name, id); "" and 0: the first or last */
    int64_t after_id;
    bool backwards;           /* nearest first */
    int budget_ms;            /* stops looking after so many ms; 0: no limit */
    struct double_pair *rows; /* room for `most` */
    int most, count;
    bool finished; /* nothing further that way */
    char reached_name[NAME_BYTES];
    int64_t reached_id; /* not finished: continue here */
};
/* Valid persons in the order of their names who have a likely double of whom nothing was said. */
bool double_list_read(struct store *store, struct double_list *list, struct err *err);
/* The likely double of one person of whom nothing was said; ERR_NOT_FOUND. */
bool double_get(struct store *store, int64_t person_id, struct double_pair *pair, struct err *err);

/* Remembers that two persons are not the same; nothing when that is known. Inside a running transaction. */
bool distinct_save(struct store *store, int64_t one_id, int64_t other_id, struct err *err);
/* What was said of `from` holds for `into`; of the two themselves it holds no longer. Inside a running transaction. */
bool distinct_move(struct store *store, int64_t from, int64_t into, struct err *err);
#endif
