/* The one field "who" of the gate: takes a room, the last four of a phone, initials, pinyin, characters, a plate or a
 * scanner's line. */
#ifndef SCREENS_GATE_WHO_H
#define SCREENS_GATE_WHO_H
#include "gatepost/view.h"
#include <stdint.h>

/* The text changed: nobody is chosen any more, candidates are looked up at once, so that Enter acts on exactly what was
 * typed. */
void gate_who_changed(struct view *view);
/* Enter or Tab leaves it: takes the candidate, opens the visitor's fields, or says what is accepted. */
bool gate_who_leave(struct view *view, struct err *err);
/* Puts this person behind the other candidates: they were just logged. */
void gate_who_last(struct view *view, int64_t person_id);
/* A pass was given and nobody was typed yet: its holder, or who of the household it may be. */
bool gate_who_of_pass(struct view *view, struct err *err);
void gate_who_text(const struct view *view, int index, char *text, size_t size, enum style *style);
void gate_who_choose(struct view *view, int index);
/* Takes a person of the register as if found and chosen; the cursor goes to the temperature. */
bool gate_who_take(struct view *view, int64_t person_id, struct err *err);
#endif
