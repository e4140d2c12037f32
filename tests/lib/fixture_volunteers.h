/* Volunteers, posts and two weeks of shifts in the fixture community (fixture.h), for the shared terminal and for the
 * desk that watches it. All people are invented.
 *
 *   who        phone        PIN   now, on 2022-04-11 at 14:32
 *   张伟明     …0001        4826  is due at 南门 since 14:00, also on the 12th and 13th; worked a day and a night;
 *                                 helps 5-1-0802, which asked for rice and salt today
 *   赵文敏     …0002              has no shift before the 18th
 *   郑为民     …0003              the own household is under observation
 *   黄磊       …0005              signed in at 14:02 at 大厅 by himself, 东门 to 22:00
 *   陈静       …0006        7391  looks for a stand-in: 东门 on the 12th, 14-22
 *   欧阳建国   …0009              may not stand anywhere: unfit
 *   马小军     …5566              is at 南门 since 13:58, signed in at the desk
 *   林小燕     …5566              stands at 东门 on the 12th, 22-06
 *
 * Open: 东门 tonight 22-06, 送物资 on the 12th 09-18 and on the 16th, 南门 on the 16th (two). 陈国梁 is an officer with
 * the PIN 6042. Two notices hang at the shared terminal, one does not. */
#ifndef TESTS_FIXTURE_VOLUNTEERS_H
#define TESTS_FIXTURE_VOLUNTEERS_H
#include <stdint.h>

/* Adds them to the file fixture_make made (FIXTURE_FULL). */
void fixture_volunteers(const char *path);
/* So that they have this one. */
struct store;
void fixture_give_pin(struct store *store, int64_t volunteer_id, const char *pin);
#endif
