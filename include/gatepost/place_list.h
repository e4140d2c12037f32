/* Places as lists show them: parts of the register in the order of their rooms, with how many persons are listed at
 * each (domain.md §3). */
#ifndef GATEPOST_PLACE_LIST_H
#define GATEPOST_PLACE_LIST_H
#include "gatepost/people.h"

enum place_scope {
    PLACES_ALL,
    PLACES_HOUSEHOLDS,
    PLACES_ENTERPRISES,
    PLACES_SMALL,
    PLACES_RENTED,
    PLACES_MISMATCH, /* persons reported are not those listed */
    PLACES_NEEDS,    /* with special needs */
    PLACE_SCOPE_COUNT
};
extern const char *const place_scope_names[]; /* ends with NULL */

struct place_row {
    struct place place;
    int listed; /* valid persons of the register who live there */
};
/* Where people live, in households and rented houses: the number reported is known and not the number listed, or
 * somebody is listed where nobody lives. */
bool place_is_mismatch(const struct place *place, int listed);
/* Valid persons who live there. */
bool place_listed(struct store *store, int64_t place_id, int *listed, struct err *err);
bool place_row_get(struct store *store, int64_t id, struct place_row *row, struct err *err);

struct place_list {
    enum place_scope scope;
    const char *after_sort; /* place_sort_key of the row it begins behind; "" with after_id 0: the first or last */
    int64_t after_id;
    bool backwards;                                                 /* towards the first of the list, nearest first */
    bool (*keep)(const void *context, const struct place_row *row); /* NULL: all */
    const void *context;
    int budget_ms;          /* stops looking after so many ms; 0: no limit */
    struct place_row *rows; /* room for `most` */
    int most, count;
    bool finished;                       /* nothing further that way */
    char reached_sort[PLACE_SORT_BYTES]; /* not finished: continue here */
    int64_t reached_id;
};
/* Fills the list with valid places of the scope beyond the anchor. */
bool place_list_read(struct store *store, struct place_list *list, struct err *err);
/* True while a valid place belongs to the scope. */
bool place_in_scope(const struct place_row *row, enum place_scope scope);
#endif
