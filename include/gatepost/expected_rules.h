/* The rules of announced visitors (domain.md §2); expected_rules in registers.h has what is refused. */
#ifndef GATEPOST_EXPECTED_RULES_H
#define GATEPOST_EXPECTED_RULES_H
#include "gatepost/alarm_rules.h"
#include "gatepost/crossing.h"
#include "gatepost/expected.h"

enum { EXPECTED_WINDOW_SIZE = 56 };
/* "14:30-18:00", "04-12 09:00-12:00", "22:00-04-12 02:00"; the day is left out where it is that of `now`, that of the
 * end where it is that of the beginning; midnight is 24:00 of the day that ends. */
void expected_window_label(int64_t from_at, int64_t until_at, int64_t now, char text[EXPECTED_WINDOW_SIZE]);
/* The class of the crossing an announcement becomes. */
enum crossing_class expected_crossing_class(enum expected_class class);
/* Until when announcements are offered at the gates that begin later: the end of the day `at` (UTC seconds). */
int64_t expected_offer_end(int64_t at);
/* The words of the household's observation, "" when it is under none at `at`. */
void expected_observation(struct store *store, int64_t place_id, int64_t at, char *words, size_t size);

/* Alarm rule: announced with "tell me if they do not come", and the time is over. */
bool expected_missed_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                             struct err *err);
bool expected_missed_stands(struct store *store, int64_t subject, const char *occasion);
#endif
