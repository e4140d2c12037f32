/* The community of the scripted day (unit/test_closed_day.c): 40 households with 90 people, every fifth one rented, six
 * vehicles of three companies and two households, passes of which one is void and one lost, a household under
 * observation, a visitor who is expected and one who will not come. All people are invented. */
#ifndef TESTS_DAY_COMMUNITY_H
#define TESTS_DAY_COMMUNITY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAY_HOUSEHOLDS = 40, DAY_MEMBERS_MOST = 3, DAY_PEOPLE = 90, DAY_RENTED_EACH = 5 };
struct day_household {
    const char *room; /* as it is shown */
    struct {
        const char *name, *initials; /* NULL: nobody more */
    } members[DAY_MEMBERS_MOST];
};
extern const struct day_household day_households[DAY_HOUSEHOLDS];

bool day_is_rented(int household);
/* The phone of one of them: its last four digits are nobody else's. */
void day_phone(int household, int member, char *phone, size_t size);
/* Makes the file with officers 王秀英 (PIN 2468) and 李娜 (gate, PIN 1357); the clock stands at 05:50 of the day after.
 */
void day_community_make(const char *path);
/* Seconds of the day that is scripted, 2022-04-11 in +08:00, as a moment. */
int64_t day_moment(int seconds);
#endif
