/* The words shown for stored enum values; each array ends with NULL and its index is the enum value, so that it also
 * serves as the choices of a form field. Translate with _() where they are shown. */
#ifndef GATEPOST_LABELS_H
#define GATEPOST_LABELS_H
#include "gatepost/screening.h"
#include <stddef.h>

struct crossing;

extern const char *const direction_labels[];
extern const char *const class_labels[];
extern const char *const decision_labels[];
extern const char *const yes_labels[];
extern const char *const answer_labels[];
extern const char *const person_kind_labels[];
extern const char *const flag_kind_labels[];
extern const char *const flag_denies_labels[];
extern const char *const role_labels[];
extern const char *const place_kind_labels[];
/* The needs (bits) in words and what was written beside them: "Lives alone, dialysis  何秀兰 每周三次". */
void place_needs_label(unsigned needs, const char *note, char *text, size_t size);
/* What a group of the screening is called: "望江苑 12栋", "Small place", "(nobody)". */
void screening_group_label(enum screening_by by, const struct screening_group *group, char *text, size_t size);
/* The one word a row of the gate log must not hide, the gravest first, in words already: "void", "held", "late"; "" for
 * none. */
const char *crossing_mark_label(const struct crossing *crossing);
#endif
