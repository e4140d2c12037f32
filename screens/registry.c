#include "screens/registry.h"

const struct screen_def *const desk_panes[] = {&screen_gate};
const int desk_pane_count = sizeof desk_panes / sizeof desk_panes[0];

/* One a line. */
/* clang-format off */
const struct screen_def *const screens[] = {
    &screen_gate,
    &screen_gate_entry,
    &screen_gate_edit,
    &screen_history,
    &screen_look,
    &screen_alarms,
    &screen_alarm_members,
    &screen_people,
    &screen_person_form,
    &screen_person_new,
    &screen_places,
    &screen_place_form,
    &screen_place_new,
    &screen_flags,
    &screen_flag_form,
    &screen_checkpoints,
    &screen_checkpoint_form,
    &screen_officers,
    &screen_officer_form,
    &screen_settings,
    &screen_sign_on,
    &screen_lock,
    &screen_own_pin,
    &screen_import,
    &screen_import_paste,
    &screen_import_columns,
    &screen_import_field,
    &screen_import_rows,
    &screen_backups,
    &screen_contacts,
    &screen_contact_form,
    &screen_notices,
    &screen_notice,
    &screen_notice_form,
    &screen_posters,
    &screen_poster_form,
    &screen_poster_remains,
    &screen_patrols,
    &screen_patrol_form,
    &screen_expected,
    &screen_expected_form,
    &screen_parcels,
    &screen_parcel_form,
    &screen_parcel_out,
    &screen_incidents,
    &screen_incident,
    &screen_incident_form,
    &screen_incident_close,
};
/* clang-format on */
const int screen_count = sizeof screens / sizeof screens[0];
