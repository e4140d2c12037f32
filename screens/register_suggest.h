/* Suggestions in the forms of registers (register.h): what the newest records say, what the records are called that a
 * field may name, what the screen offers. */
#ifndef SCREENS_REGISTER_SUGGEST_H
#define SCREENS_REGISTER_SUGGEST_H
#include "screens/register.h"

/* Reads them for every FIELD_SUGGEST of the form. */
void register_suggests_load(struct view *view);
/* Those of a field; NULL: it has none. */
const struct register_suggest *register_suggest_of(const struct view *view, int index);
/* The one of that number among those that fit what was typed: a part of it, or its initials. NULL behind the last. */
const char *register_suggestion(const struct view *view, const struct register_suggest *suggest, int wanted);
int register_suggestion_count(const struct view *view, const struct register_suggest *suggest);
#endif
