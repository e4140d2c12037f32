#include "gatepost/clock.h"
#include "gatepost/contradiction.h"
#include "screens/register.h"

/* What would contradict itself is read before it is saved (contradiction.h). */
void register_form_warn(struct view *view)
{
    struct register_form *state = view->state;
    state->warning_count = 0;
    if (((const struct register_screen *)view->def->subject)->rules->table != &observation_table ||
        state->record.head.id)
        return;
    int64_t person_id = register_form_person(view, "person"), place_id = register_form_place(view);
    struct person lives;
    if (!place_id && person_id && person_get(application_store(view), person_id, &lives, NULL))
        place_id = lives.place_id;
    state->warning_count =
        contradiction_would(application_store(view), person_id, place_id, clock_now(),
                            application_masks_names(application_of(view)), state->warnings, REGISTER_WARNINGS);
}
