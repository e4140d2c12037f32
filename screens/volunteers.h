/* What screens share that ask for a volunteer by name. */
#ifndef SCREENS_VOLUNTEERS_H
#define SCREENS_VOLUNTEERS_H
#include "gatepost/people.h"
#include "gatepost/view.h"

/* struct register_screen.words of a field that names a volunteer: who is found by what is typed, with the last digits
 * of the phone where two have one name. */
int volunteer_words(const struct view *view, const char *text, size_t cursor, size_t *begin, size_t *end,
                    char texts[][NAME_BYTES], int most);
/* The volunteer selected in the list of hours; 0: none. */
int64_t volunteer_hours_selected(const struct view *view);
#endif
