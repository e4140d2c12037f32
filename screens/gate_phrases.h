/* Purposes and reasons as suggestions under their fields: chosen with Down, never taken unasked. */
#ifndef SCREENS_GATE_PHRASES_H
#define SCREENS_GATE_PHRASES_H
#include "gatepost/view.h"

/* Reads what this checkpoint writes most. */
void gate_phrases_load(struct view *view);
/* The text of a field changed: looks in the dictionary. False when it is no field with suggestions. */
bool gate_phrases_follow(struct view *view, const char *name);
int gate_phrases_count(const struct view *view, const char *name);
/* NULL beyond the last. */
const char *gate_phrase(const struct view *view, const char *name, int index);
#endif
