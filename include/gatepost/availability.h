/* When a volunteer can be counted on, week for week (domain.md §6: available when). */
#ifndef GATEPOST_AVAILABILITY_H
#define GATEPOST_AVAILABILITY_H
#include "gatepost/err.h"
#include <stdbool.h>
#include <stdint.h>

enum { AVAILABILITY_BYTES = 128 };
/* Bit h of hours[d]: from h:00 to h+1:00, Monday is 0. All 0: never. */
struct availability {
    uint32_t hours[7];
};
/* Whole hours: those that lie in the spans named. A night belongs to the day it starts. "0" never; "" always; "周末",
 * "工作日 18-22", "一三五 夜班", "1-5 14-22; 67", "周六日 白天", "weekends", "no nights". ERR_INPUT, field "available",
 * with an example. */
bool availability_parse(const char *text, struct availability *availability, struct err *err);
/* In its own form, which availability_parse understands in every language: "1-5 18-22; 67"; "" when always. */
void availability_text(const struct availability *availability, char text[AVAILABILITY_BYTES]);
/* In words of the language: "周一至周五 18-22；周六日". */
void availability_words(const struct availability *availability, char *text, int size);
/* Every hour that [starts_at, ends_at) touches is in it. */
bool availability_covers(const struct availability *availability, int64_t starts_at, int64_t ends_at);
#endif
