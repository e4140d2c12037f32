/* What the files of the gate's rules share: the list of advice, and what speaks beside flags and fevers. */
#ifndef GATEPOST_GATE_ASSESS_H
#define GATEPOST_GATE_ASSESS_H
#include "gatepost/gate.h"

struct advice_list {
    struct gate_advice *advice;
    int most, count;
    bool has_incident; /* an open one speaks already */
};
/* Keeps the list worst first, equals in the order they came; the least falls out when it is full. */
void advice_add(struct advice_list *list, const struct gate_advice *advice);

/* gate_expected.c: by whom and for when a visitor was announced; one who comes too early is a warning. */
void assess_expected(struct store *store, const struct crossing *crossing, struct advice_list *list);
/* Inside the transaction, when the crossing's time is known: a new use needs an open announcement. Who goes out was not
 * expected: the announcement is dropped. ERR_INPUT with field "expected" says why it does not count any more. */
bool expected_admit(struct store *store, struct crossing *crossing, int64_t before_id, struct err *err);
/* gate_parcel.c: parcels on the shelf for a member of the household. */
void assess_parcels(struct store *store, const struct crossing *crossing, struct advice_list *list);
#endif
