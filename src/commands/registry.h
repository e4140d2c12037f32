/* Every command, defined at the end of its file. */
#ifndef GATEPOST_REGISTRY_H
#define GATEPOST_REGISTRY_H
#include "gatepost/command.h"

/* clang-format off */
extern const struct command desk_command;
extern const struct command init_command;
extern const struct command gate_add_command;
extern const struct command gate_list_command;
extern const struct command gate_edit_command;
extern const struct command gate_void_command;
extern const struct command person_add_command;
extern const struct command person_list_command;
extern const struct command person_show_command;
extern const struct command person_merge_command;
extern const struct command person_edit_command;
extern const struct command person_void_command;
extern const struct command household_edit_command;
extern const struct command household_void_command;
extern const struct command checkpoint_edit_command;
extern const struct command checkpoint_void_command;
extern const struct command officer_edit_command;
extern const struct command officer_void_command;
extern const struct command officer_pin_command;
extern const struct command household_add_command;
extern const struct command household_list_command;
extern const struct command household_show_command;
extern const struct command flag_set_command;
extern const struct command flag_clear_command;
extern const struct command flag_list_command;
extern const struct command checkpoint_add_command;
extern const struct command checkpoint_list_command;
extern const struct command officer_add_command;
extern const struct command officer_list_command;
extern const struct command settings_command;
extern const struct command alarms_list_command;
extern const struct command alarms_ack_command;
extern const struct command alarms_test_command;
extern const struct command audit_list_command;
extern const struct command audit_verify_command;
extern const struct command check_command;
extern const struct command import_command;
extern const struct command tidy_command;
extern const struct command backup_command;
extern const struct command backup_list_command;
extern const struct command restore_command;
extern const struct command contact_add_command;
extern const struct command contact_list_command;
extern const struct command contact_show_command;
extern const struct command contact_edit_command;
extern const struct command contact_void_command;
extern const struct command notice_add_command;
extern const struct command notice_list_command;
extern const struct command notice_show_command;
extern const struct command notice_edit_command;
extern const struct command notice_void_command;
extern const struct command notice_read_command;
extern const struct command poster_add_command;
extern const struct command poster_list_command;
extern const struct command poster_edit_command;
extern const struct command poster_void_command;
extern const struct command poster_remains_command;
extern const struct command patrol_add_command;
extern const struct command patrol_list_command;
extern const struct command patrol_edit_command;
extern const struct command patrol_void_command;
extern const struct command patrol_done_command;
extern const struct command contact_move_command;
extern const struct command visitor_add_command;
extern const struct command visitor_list_command;
extern const struct command visitor_show_command;
extern const struct command visitor_edit_command;
extern const struct command visitor_void_command;
extern const struct command parcel_add_command;
extern const struct command parcel_list_command;
extern const struct command parcel_edit_command;
extern const struct command parcel_void_command;
extern const struct command parcel_hand_out_command;
extern const struct command incident_add_command;
extern const struct command incident_list_command;
extern const struct command incident_show_command;
extern const struct command incident_edit_command;
extern const struct command incident_close_command;
extern const struct command incident_void_command;
/* clang-format on */
#endif
