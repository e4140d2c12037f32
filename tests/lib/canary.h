/* A community of which nothing may be seen at a shared terminal: names, phones, ID numbers, rooms, plates and words
 * that stand nowhere else. Every secret text, and every name in the middle, holds one character that masking takes away
 * and that no screen of its own has. Made at the real time, for the real program, through the house's own verbs. */
#ifndef TESTS_CANARY_H
#define TESTS_CANARY_H
#include <stdbool.h>
#include <stddef.h>

#define CANARY_MARK "燚"
#define CANARY_OFFICER "龚燚英" /* role officer */
#define CANARY_OFFICER_PIN "864200975"

struct canary_volunteer {
    const char *name, *digits, *pin; /* pin NULL: none was given out */
    const char *initials;            /* asked for because somebody else has these digits too; NULL: not */
};
/* The first stands at her post just now and is not signed in, the second too and pairs with a household that has an
 * open request; those of the third and fourth have the same digits; the fifth looks for a stand-in for tomorrow.
 * Others: one under observation, one who is unfit, one who has no shifts. */
enum { CANARY_VOLUNTEERS = 9, CANARY_SIGNS_IN = 0, CANARY_PAIRED = 1, CANARY_SHARES = 2, CANARY_SEEKS = 4 };
extern const struct canary_volunteer canary_volunteers[CANARY_VOLUNTEERS];
#define CANARY_GONE_DIGITS "7399" /* of a volunteer who was removed */

/* Makes the file; ends the test program when that fails. */
void canary_make(const char *path);
/* Where a secret stands in it, and *what it is; NULL: nowhere. */
const char *canary_found(const char *text, size_t length, const char **what);
#endif
