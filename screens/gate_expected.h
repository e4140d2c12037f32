/* Announced visitors in the field "who" of the gate (gatepost/expected.h): offered among the candidates, taken with
 * what the announcement says. */
#ifndef SCREENS_GATE_EXPECTED_H
#define SCREENS_GATE_EXPECTED_H
#include "screens/gate_fields.h"

/* Nobody announced is taken any more: what came with the announcement goes, what was typed stays. */
void gate_expected_forget(struct view *view);
/* Puts the announced visitors that the text means among the candidates, behind those who are called exactly that and
 * those this checkpoint saw lately. Whom a flag denies stays. */
void gate_expected_offer(struct view *view, const char *text);
/* Fills the visitor's fields from the announcement; temperature and Enter save. */
void gate_expected_choose(struct view *view, const struct candidate *chosen);
/* The phone that the field shows masked. */
void gate_expected_unmask(const struct gate_form *state, struct gate_visitor *visitor);
/* The announcement does not count any more: with the same fields an ordinary visitor is saved. */
void gate_expected_refused(struct view *view, struct err *err);
#endif
