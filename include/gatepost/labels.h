/* The words shown for stored enum values; each array ends with NULL and its index is the enum value, so that it also
 * serves as the choices of a form field. Translate with _() where they are shown. And how times are written. */
#ifndef GATEPOST_LABELS_H
#define GATEPOST_LABELS_H
#include <stddef.h>
#include <stdint.h>

extern const char *const direction_labels[],
    *const class_labels[], *const decision_labels[],
                               *const answer_labels[], *const person_kind_labels[],
                                                           *const flag_kind_labels[],
                                                               *const flag_denies_labels[],
                                                                   *const role_labels[], *const occupancy_labels[],
                                                                                             *const place_kind_labels[];

enum { TIME_SIZE = 24 };
/* "14:31". */
void time_label(int64_t at, char text[TIME_SIZE]);
/* "04-11": Chinese dates are never month-first with a slash, and year-first where the year matters. */
void day_label(int64_t at, char text[TIME_SIZE]);
/* How long ago that is: "12 min", "3 h", "5 days". */
void age_label(int64_t seconds, char text[TIME_SIZE]);
/* "4 h 12 min", "3 days 2 h". */
void duration_label(int64_t seconds, char text[TIME_SIZE]);
/* "14:31" today, "yesterday 14:31", else as moment_label. */
void near_label(int64_t at, char text[TIME_SIZE]);
/* "14:31" today, "04-10 14:31" this year, "2021-12-31 14:31" before. */
void moment_label(int64_t at, char text[TIME_SIZE]);
#endif
