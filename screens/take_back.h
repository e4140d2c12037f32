/* Ctrl-Z and Ctrl-Y, for every screen. */
#ifndef SCREENS_TAKE_BACK_H
#define SCREENS_TAKE_BACK_H
#include "gatepost/view.h"

/* Takes the last step back; asks first where another one than the very last would be meant. */
void take_back_undo(struct view *view);
/* Does again what was undone last. */
void take_back_redo(struct view *view);
#endif
