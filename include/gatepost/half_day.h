/* Half-days of the round (domain.md §4): when a reading is due, when it is missed, and what a cell of the grid says.
 * Derived from observations, readings, settings and the clock; nothing is stored. */
#ifndef GATEPOST_HALF_DAY_H
#define GATEPOST_HALF_DAY_H
#include "gatepost/observation.h"
#include "gatepost/reading.h"

/* From here on it is due (settings round.morning_due, round.evening_due); UTC seconds. */
int64_t half_day_due_at(struct store *store, struct half_day half_day);
/* From here on it is missed (round.morning_missed, round.evening_missed). */
int64_t half_day_missed_at(struct store *store, struct half_day half_day);
/* The half-day whose readings are taken at `now`: the newest that is due. After midnight that is still yesterday
 * evening's until the morning is due. */
struct half_day half_day_now(struct store *store, int64_t now);
/* The newest half-day that is missed by whoever has no reading of it. */
struct half_day half_day_missed_last(struct store *store, int64_t now);
/* The half-day that is meant where the day (0) or the half (NULL), or both, may be left unsaid: the newest that is due.
 * ERR_INPUT, field "half": only another day than that one's is said. */
bool half_day_meant(struct store *store, int day, const enum half *half, int64_t now, struct half_day *half_day,
                    struct err *err);
/* So many half-days further on (back when negative). */
struct half_day half_day_add(struct half_day half_day, int count);
/* Below, equal or above 0, as the one is before, the same or behind the other. */
int half_day_compare(struct half_day one, struct half_day other);
/* "04-11 早", "04-11 morning". */
void half_day_label(struct half_day half_day, char *text, size_t size);

/* What a cell says. Each has a sign of its own (reading_sign_text) that is read without colour. */
enum reading_sign {
    SIGN_OUTSIDE, /* before the observation began, behind its term or its end: no cell */
    SIGN_NOT_YET,
    SIGN_DUE,
    SIGN_NORMAL,
    SIGN_ABNORMAL,
    SIGN_NO_ANSWER,
    SIGN_REFUSED,
    SIGN_NOT_DONE, /* missed: nobody tried */
    SIGN_EXCUSED,
    SIGN_COUNT
};
/* The cell of an observation at `now`; `reading` is the one of this half-day, NULL when there is none. */
enum reading_sign reading_sign_of(struct store *store, const struct observation *observation, struct half_day half_day,
                                  const struct reading *reading, int64_t now);
/* Whether this half-day belongs to the observation: not missed before it began, within the term, due before its end. */
bool half_day_belongs(struct store *store, const struct observation *observation, struct half_day half_day);
/* At most 6 columns in every language: ".", "待测", "36.5", "37.6!", "-未接", "/拒测", "?漏测", "*免测". A reading
 * entered late has "~" behind it where that fits. */
void reading_sign_text(enum reading_sign sign, const struct reading *reading, char *text, size_t size);
/* In words, for help and legends: "not yet due", "no answer". */
extern const char *const reading_sign_labels[];
/* For programs: "not_yet", "no_answer"; ends with NULL. */
extern const char *const reading_sign_names[];

/* Day 1 for a basis day: that day or the one after (setting observation.first_day). */
int observation_first_day(struct store *store, int basis_day);
/* The last day of a term of the usual length (setting observation.days). */
int observation_last_day(struct store *store, int first_day);
/* Which day of the term it is: 1 on the first; 0 or below before. */
int observation_day_number(const struct observation *observation, int day);
/* "9/14" on a day (yyyymmdd); 0/14 before the first, 14/14 behind the last. */
void observation_day_text(const struct observation *observation, int day, char *text, size_t size);
/* How many days the term has, with its changes: 14. */
int observation_day_count(const struct observation *observation);
/* The term is over and nobody has released the person yet. */
bool observation_awaits_release(const struct observation *observation, int64_t now);
/* From one day to the other, in days. */
int day_distance(int from_day, int to_day);
#endif
