/* Full phones and ID numbers, by role and a key of its own; who looked is recorded (domain.md §12). */
#ifndef SCREENS_LOOK_H
#define SCREENS_LOOK_H
#include "gatepost/record.h"
#include "gatepost/view.h"
#include "screens/registry.h"

/* Shows the full numbers of a person, or (person_id 0) of a household or place, until a key is pressed or half a minute
 * has passed. Says in the message row why not. */
void look_open(struct view *view, int64_t person_id, int64_t place_id);

/* The same of a record of a register (REGISTER_LOOK). */
void look_open_record(struct view *view, const struct record_table *table, int64_t id);

/* The row of an action table for it: the same key on every screen. `run_` calls look_open for the selected row. Not
 * Ctrl-V: some terminals paste with it. */
#define LOOK_ACTION(name_, run_, ...)                                                                               \
    {                                                                                                               \
        .name = name_, .label = N_("Full no."),                                                                     \
        .help = N_("Shows the full phones and ID number of the selected row for half a minute; that you looked is " \
                   "recorded."),                                                                                    \
        .keys = {KEY_CTRL('D')}, .priority = 28, .flags = ACTION_NEEDS_ROW | ACTION_WRITES, .verb = "person.look",  \
        .run = run_, .opens = &screen_look, __VA_ARGS__                                                             \
    }
#endif
