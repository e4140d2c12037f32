#ifndef SCREENS_ALARMS_H
#define SCREENS_ALARMS_H
#include <stdbool.h>

struct view;
/* Acknowledges the selected alarm, or all of the selected group, by the officer signed on (F8 on a screen of alarms).
 */
void alarms_acknowledge(struct view *view);
/* True on a screen that lists alarms. */
bool alarms_is_list(const struct view *view);
#endif
