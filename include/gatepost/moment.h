/* How times are written. Chinese dates are never month-first with a slash, and year-first where the year matters. */
#ifndef GATEPOST_MOMENT_H
#define GATEPOST_MOMENT_H
#include <stdint.h>

enum { TIME_SIZE = 24 };
/* "14:31". */
void time_label(int64_t at, char text[TIME_SIZE]);
/* "04-11". */
void day_label(int64_t at, char text[TIME_SIZE]);
/* "2022-04-11" of a day as yyyymmdd. */
void date_label(int day, char text[TIME_SIZE]);
/* "14:31" today, "04-10 14:31" this year, "2021-12-31 14:31" before: for what is shown now. */
void moment_label(int64_t at, char text[TIME_SIZE]);
/* "14:31" today, "yesterday 14:31", else as moment_label. */
void near_label(int64_t at, char text[TIME_SIZE]);
/* "04-11 14:31": for words that are kept, such as an alarm's. */
void stamp_label(int64_t at, char text[TIME_SIZE]);
/* "2022-04-11 14:31". */
void full_label(int64_t at, char text[TIME_SIZE]);
/* How long that is, roughly: "12 min", "3 h", "5 days". */
void age_label(int64_t seconds, char text[TIME_SIZE]);
/* "4 h 12 min", "3 days 2 h". */
void duration_label(int64_t seconds, char text[TIME_SIZE]);
#endif
