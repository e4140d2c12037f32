/* Errands (domain.md §5): how their screens are opened. */
#ifndef SCREENS_ERRANDS_H
#define SCREENS_ERRANDS_H
#include "gatepost/errand.h"
#include "screens/marks.h"

struct view;

/* screen_errand_pick: NULL, or the errand that more requests join. */

/* screen_errand_begin: the requests that go along; NULL: none. */
struct errand_begin_open {
    struct marks requests;
};
/* screen_shopping: of an errand, or with id 0 of everything its helper has. */
struct shopping_open {
    struct errand errand;
};
/* The errand whose shopping list it is; 0: of no single one. */
int64_t shopping_errand(const struct view *view);

/* "owes 12.50", "is owed 3.00", "even". */
void errand_owed_label(int64_t owed, char *text, size_t size);
#endif
