/* The command that sounds when an alarm rings (alarm_sound.h), beside the terminal's bell; the desk never waits for it.
 */
#ifndef SCREENS_SOUND_PROCESS_H
#define SCREENS_SOUND_PROCESS_H
#include "screens/application.h"

/* An alarm rings: starts the command where somebody is signed on and none runs. A failure is said once, until it has
 * gone well again. */
void sound_process_ring(struct application *application);
/* The same because somebody wants to hear it: what is playing already is what they hear. *configured: there is a
 * command. */
bool sound_process_try(struct application *application, bool *configured, struct err *err);
/* At every wake-up: nothing unless one is running; one that goes on too long is ended. */
void sound_process_follow(struct application *application);
/* The desk ends: so does what it plays. */
void sound_process_end(struct application *application);
/* How long the loop may rest for it, of `most_ms`. */
int sound_process_rest_ms(const struct application *application, int most_ms);
#endif
