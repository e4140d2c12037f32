/* What the rules of the gate share: each adds what it knows of a crossing to one list. */
#ifndef GATEPOST_DOMAIN_GATE_ASSESS_H
#define GATEPOST_DOMAIN_GATE_ASSESS_H
#include "gatepost/gate.h"

struct advice_list {
    struct gate_advice *advice;
    int most, count;
    bool has_incident; /* the fever is told by its incident */
};
/* Keeps the list worst first, equals in the order they came; the least falls out when it is full. */
void advice_add(struct advice_list *list, const struct gate_advice *advice);

/* gate_presence.c: the exits of the household, who was out too long, whose entry the system closed. */
void assess_quota(struct store *store, const struct crossing *crossing, struct advice_list *list);
void assess_time_out(struct store *store, const struct crossing *crossing, struct advice_list *list);
void assess_closed(struct store *store, const struct crossing *crossing, struct advice_list *list);
/* gate_observation.c: which day of an observation it is; who is observed and comes in was out. */
void assess_observation(struct store *store, const struct crossing *crossing, struct advice_list *list);
/* gate_vehicle.c: how often this vehicle came in on that day. */
void assess_vehicle(struct store *store, const struct crossing *crossing, struct advice_list *list);
/* gate_pass.c: what the pass is worth, and whose it is. */
void assess_pass(struct store *store, const struct crossing *crossing, struct advice_list *list);
/* ERR_INPUT where a pass is asked for and nothing was written down (GATE_NO_PASS: none was shown). */
bool gate_pass_check(struct store *store, const struct crossing *crossing, struct err *err);
/* The number as passes are stored, in any spelling it was typed in; other texts stay. */
void gate_pass_fold(struct crossing *crossing);
/* gate_expected.c: by whom and for when a visitor was announced; one who comes too early is a warning. */
void assess_expected(struct store *store, const struct crossing *crossing, struct advice_list *list);
/* Inside the transaction, when the crossing's time is known: a new use needs an open announcement. Who goes out was not
 * expected: the announcement is dropped. ERR_INPUT with field "expected" says why it does not count any more. */
bool expected_admit(struct store *store, struct crossing *crossing, int64_t before_id, struct err *err);
/* gate_parcel.c: parcels on the shelf for a member of the household. */
void assess_parcels(struct store *store, const struct crossing *crossing, struct advice_list *list);
#endif
