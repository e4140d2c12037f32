/* What is known of a volunteer: beside the list, and behind Enter. */
#ifndef SCREENS_VOLUNTEER_DETAIL_H
#define SCREENS_VOLUNTEER_DETAIL_H
#include "gatepost/volunteer_hours.h"
#include "screens/application.h"

enum { DETAIL_SHIFTS = 8, DETAIL_ABSENCES = 3 };
struct volunteer_detail {
    struct volunteer volunteer; /* head.id 0: nothing was read */
    char place_label[96];
    struct volunteer_span week, all;
    struct roster_entry shifts[DETAIL_SHIFTS]; /* running and to come */
    int shift_count;                           /* in the next two weeks, beyond DETAIL_SHIFTS too */
    struct absence absences[DETAIL_ABSENCES];
    int absence_count;
};
void volunteer_detail_load(struct store *store, int64_t id, struct volunteer_detail *detail);
/* Line by line. */
void volunteer_detail_words(const struct application *application, const struct volunteer_detail *detail,
                            struct buffer *out);
/* "Takes temperatures, drives"; short: as a column has room for. */
void volunteer_skills(const struct volunteer *volunteer, bool is_short, char *text, size_t size);
/* In words of the language; "any time" where nothing was said. */
void volunteer_available(const struct volunteer *volunteer, char *text, size_t size);
#endif
