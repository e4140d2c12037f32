/* Rows of the looks at full numbers (domain.md §12); the rule is in look.h. */
#ifndef GATEPOST_LOOK_ROW_H
#define GATEPOST_LOOK_ROW_H
#include "gatepost/store.h"

enum look_what { LOOK_PHONE, LOOK_ID_NUMBER, LOOK_BOTH, LOOK_WHAT_COUNT };
struct look {
    int64_t id, at; /* UTC seconds */
    int64_t officer_id;
    char table[24]; /* whose numbers: "person", "place", or the table of a register */
    int64_t row_id;
    enum look_what what;
};
/* Writes it down and sets id, inside a running transaction. Looks are never changed, and undo leaves them. */
bool look_insert(struct store *store, struct look *look, struct err *err);
/* ERR_NOT_FOUND when it was not saved. */
bool look_get(struct store *store, int64_t id, struct look *look, struct err *err);
#endif
