/* Every screen there is: the panes of the desk in their order, and all of them for tests and documents. */
#ifndef SCREENS_REGISTRY_H
#define SCREENS_REGISTRY_H
#include "gatepost/view.h"

extern const struct screen_def screen_gate, screen_gate_entry, screen_gate_edit, screen_history, screen_alarms,
    screen_people, screen_person_form, screen_person_new, screen_places, screen_place_form, screen_place_new,
    screen_flags, screen_flag_form, screen_checkpoints, screen_checkpoint_form, screen_officers, screen_officer_form,
    screen_settings, screen_sign_on, screen_import, screen_import_paste, screen_import_columns, screen_import_field,
    screen_import_rows;

extern const struct screen_def *const desk_panes[];
extern const int desk_pane_count;
extern const struct screen_def *const screens[];
extern const int screen_count;
#endif
