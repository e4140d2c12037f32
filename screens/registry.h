/* Every screen there is: the panes of the desk in their order, and all of them for tests and documents. */
#ifndef SCREENS_REGISTRY_H
#define SCREENS_REGISTRY_H
#include "gatepost/view.h"

/* clang-format off */
extern const struct screen_def screen_gate;
extern const struct screen_def screen_observed;
extern const struct screen_def screen_gate_entry;
extern const struct screen_def screen_gate_edit;
extern const struct screen_def screen_presence;
extern const struct screen_def screen_history;
extern const struct screen_def screen_look;
extern const struct screen_def screen_alarms;
extern const struct screen_def screen_alarm_members;
extern const struct screen_def screen_people;
extern const struct screen_def screen_person_form;
extern const struct screen_def screen_person_new;
extern const struct screen_def screen_places;
extern const struct screen_def screen_place_form;
extern const struct screen_def screen_place_new;
extern const struct screen_def screen_booklet;
extern const struct screen_def screen_flags;
extern const struct screen_def screen_flag_form;
extern const struct screen_def screen_checkpoints;
extern const struct screen_def screen_checkpoint_form;
extern const struct screen_def screen_hours;
extern const struct screen_def screen_officers;
extern const struct screen_def screen_officer_form;
extern const struct screen_def screen_settings;
extern const struct screen_def screen_sign_on;
extern const struct screen_def screen_shift_start;
extern const struct screen_def screen_lock;
extern const struct screen_def screen_own_pin;
extern const struct screen_def screen_import;
extern const struct screen_def screen_import_paste;
extern const struct screen_def screen_import_columns;
extern const struct screen_def screen_import_field;
extern const struct screen_def screen_import_rows;
extern const struct screen_def screen_backups;
extern const struct screen_def screen_contacts;
extern const struct screen_def screen_contact_form;
extern const struct screen_def screen_notices;
extern const struct screen_def screen_notice;
extern const struct screen_def screen_notice_form;
extern const struct screen_def screen_posters;
extern const struct screen_def screen_poster_form;
extern const struct screen_def screen_poster_remains;
extern const struct screen_def screen_patrols;
extern const struct screen_def screen_patrol_form;
extern const struct screen_def screen_survey_rounds;
extern const struct screen_def screen_survey_round_form;
extern const struct screen_def screen_surveys;
extern const struct screen_def screen_survey_form;
extern const struct screen_def screen_arrivals;
extern const struct screen_def screen_arrival_form;
extern const struct screen_def screen_screening;
extern const struct screen_def screen_screening_places;
extern const struct screen_def screen_expected;
extern const struct screen_def screen_expected_form;
extern const struct screen_def screen_parcels;
extern const struct screen_def screen_parcel_form;
extern const struct screen_def screen_parcel_out;
extern const struct screen_def screen_vehicles;
extern const struct screen_def screen_vehicle_form;
extern const struct screen_def screen_passes;
extern const struct screen_def screen_pass_form;
extern const struct screen_def screen_declarations;
extern const struct screen_def screen_declaration;
extern const struct screen_def screen_declaration_form;
extern const struct screen_def screen_incidents;
extern const struct screen_def screen_incident;
extern const struct screen_def screen_incident_form;
extern const struct screen_def screen_round;
extern const struct screen_def screen_reading_form;
extern const struct screen_def screen_incident_close;
extern const struct screen_def screen_follow_ups;
extern const struct screen_def screen_follow_up_form;
extern const struct screen_def screen_visits;
extern const struct screen_def screen_visit_form;
extern const struct screen_def screen_pairings;
extern const struct screen_def screen_pairing_form;
extern const struct screen_def screen_tiers;
extern const struct screen_def screen_tier_form;
extern const struct screen_def screen_keepers;
extern const struct screen_def screen_keeper_form;
extern const struct screen_def screen_contactless;
/* clang-format on */

extern const struct screen_def *const desk_panes[];
extern const int desk_pane_count;
extern const struct screen_def *const screens[];
extern const int screen_count;
#endif
