/* The line of a candidate at the gate: who, where, seen when, and what must be known before choosing. */
#ifndef SCREENS_GATE_CANDIDATE_H
#define SCREENS_GATE_CANDIDATE_H
#include "gatepost/crossing.h"
#include "gatepost/view.h"

enum { CANDIDATE_WORDS = 160 };
/* What flags, exit quota and trips say of a candidate; "!" first where that denies. */
void gate_candidate_speak(struct store *store, const struct candidate *candidate, char words[CANDIDATE_WORDS]);
void gate_candidate_line(const struct view *view, const struct candidate *candidate, const char *spoken, char *text,
                         size_t size, enum style *style);
#endif
