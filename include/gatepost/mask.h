/* The one masking function (domain.md §12): 张*, 张*明, 欧阳**, 138****3821, ID first 3 and last 4. Names keep the
 * surname (two characters for compound surnames). A masked value is never written back: mask_is_masked() lets a form
 * refuse it. */
#ifndef GATEPOST_MASK_H
#define GATEPOST_MASK_H
#include <stdbool.h>
#include <stddef.h>

enum mask_kind { MASK_NAME, MASK_PHONE, MASK_ID, MASK_PLATE };

/* Writes the masked value into out (size bytes, always terminated). Short or odd values lose everything but the first
 * character. */
void mask_value(enum mask_kind kind, const char *value, char *out, size_t size);
/* True when the text carries masking asterisks (half or full width). */
bool mask_is_masked(const char *value);
#endif
