/* How an alarm is heard (domain.md §11; §9: at the start of a shift it was tried). */
#ifndef GATEPOST_ALARM_SOUND_H
#define GATEPOST_ALARM_SOUND_H
#include "gatepost/alarm.h"

/* The command that sounds: the line "sound = /usr/bin/paplay …" of the configuration file of this computer or user. It
 * is no setting of the database: whoever may change settings there must not run programs at everybody's terminal. */
enum { SOUND_WORDS = 16, SOUND_SECONDS = 10 };
struct alarm_sound {
    char *words[SOUND_WORDS]; /* words[0] is the program, NULL when there is no such line; ends with NULL */
};
/* ERR_INPUT: it does not start with the whole path of a program, or has too many words; ERR_SYSTEM. Release in every
 * case. */
bool alarm_sound_read(struct alarm_sound *sound, struct err *err);
void alarm_sound_release(struct alarm_sound *sound);

/* Minutes after which open alarms ring again that nobody has acknowledged (setting alarm.repeat_minutes); 0: never. */
int alarm_repeat_minutes(struct store *store);
/* Whether the alarm was heard at this terminal, as the officer signed on says; begins and commits. ERR_ROLE. The last
 * answer: sound_test_last. */
bool alarm_sound_note(struct store *store, bool heard, int64_t *id, struct err *err);
#endif
