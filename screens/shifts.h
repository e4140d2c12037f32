/* Shifts of posts and who stands on them (domain.md §6): what pane 4, the people of one shift and the call-out list
 * share. */
#ifndef SCREENS_SHIFTS_H
#define SCREENS_SHIFTS_H
#include "gatepost/roster_move.h"
#include "screens/registry.h"
#include "screens/roster_row.h"

/* screen_shift_people and screen_call_out are opened with a struct fit_shift; screen_shift_correct with a struct
 * roster_entry. */

enum { SHIFT_PEOPLE = 128 };
/* The shift whose people a screen_shift_people shows. */
struct fit_shift shift_people_shift(const struct view *view);
/* "东门 22-06". */
void shift_title(struct store *store, const struct fit_shift *shift, char *text, size_t size);
/* Signs somebody in or out and says so. */
void shift_sign(struct view *view, const struct roster_entry *entry, bool in);
/* "何军 东门 22-06", masked as it may be shown. */
void shift_entry_name(const struct view *view, const struct roster_entry *entry, char *text, size_t size);
#endif
