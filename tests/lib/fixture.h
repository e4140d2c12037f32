/* A small community in a real file, made through the domain verbs: what the screen scripts run against. All people are
 * invented. The clock stands at 2022-04-11 14:32 in +08:00. */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H
#include "gatepost/store.h"
#include <stdbool.h>

enum fixture_kind {
    FIXTURE_FULL,  /* people, flags, two days of crossings */
    FIXTURE_EMPTY, /* an officer and a checkpoint, nothing else */
};
/* 2022-04-11 14:32:00 +08:00. */
int64_t fixture_now(void);
/* Makes the file at path; ends the test program when that fails. */
void fixture_make(const char *path, enum fixture_kind kind);

/* What another terminal does meanwhile, through its own connection: one line such as
 *   gate.add 黄磊 in 36.5
 *   gate.let 刘洋 REASON          out at 东门, whatever denies it
 *   gate.edit 刘洋 temp 38.0      (or remark TEXT) of the newest crossing of that person
 *   gate.void 黄磊 REASON
 *   flag.set 12-2-1203 WORDS      (denies out)
 *   visitor.use ID                comes in at 东门 on that announcement
 *   alarm.raise RULE OCCASION COUNT  of a rule this program does not know
 *   backup.make
 *   pin.set 李娜 2468             (a duty officer sets it) · pin.try 李娜 0000 (somebody types it elsewhere)
 *   pin.give 陈静 2580            a volunteer gets a PIN
 *   clock.advance SECONDS
 *   setting.set NAME VALUE       pass.lost ID WORDS, declaration.reject ID WORDS   (as 王秀英, too)
 *   supply.move ID STATE NAME    (a volunteer has it, brings it)
 *   roster.put NAME POST 14-22   a volunteer on a shift of today; roster.ring: calls them for it, roster.in: signs in
 *   roster.post NAME LEAST-WANTED PATTERN   roster.volunteer NAME
 *   roster.assign POST YYYYMMDD/SHIFT NAME   roster.seek ID
 *   kiosk.guess DIGITS   kiosk.cannot DIGITS   (at the shared terminal in the hall: their next shift)
 *   register.add TABLE FIELD=VALUE;…   as 王秀英, as the two below; no value holds a space
 *   register.edit TABLE ID FIELD=VALUE;…
 *   register.void TABLE ID REASON
 * False with a sentence when it was not understood or not saved. */
bool fixture_other(const char *path, const char *line, struct err *err);
#endif
