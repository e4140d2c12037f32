/* Every command, defined at the end of its file. */
#ifndef GATEPOST_REGISTRY_H
#define GATEPOST_REGISTRY_H
#include "gatepost/command.h"

extern const struct command desk_command, init_command, gate_add_command, gate_list_command, gate_edit_command,
    gate_void_command, person_add_command, person_list_command, person_merge_command, person_edit_command,
    person_void_command, household_edit_command, household_void_command, checkpoint_edit_command,
    checkpoint_void_command, officer_edit_command, officer_void_command, household_add_command, household_list_command,
    flag_set_command, flag_clear_command, flag_list_command, checkpoint_add_command, checkpoint_list_command,
    officer_add_command, officer_list_command, settings_command, alarms_list_command, alarms_ack_command,
    audit_list_command, audit_verify_command, check_command, import_command, tidy_command, backup_command,
    backup_list_command, restore_command;
#endif
