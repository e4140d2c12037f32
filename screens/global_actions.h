/* What works on every screen: help, menu, alarms, undo, quit, and the doors to the other screens. */
#ifndef SCREENS_GLOBAL_ACTIONS_H
#define SCREENS_GLOBAL_ACTIONS_H
#include "gatepost/action.h"

extern const struct action_table global_actions;
#endif
