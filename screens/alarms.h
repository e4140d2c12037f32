#ifndef SCREENS_ALARMS_H
#define SCREENS_ALARMS_H

struct view;
/* Acknowledges the selected alarm by the officer signed on (F8 on the screen of alarms). */
void alarms_acknowledge(struct view *view);
#endif
