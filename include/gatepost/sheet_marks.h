/* What was written on a signed sheet, typed by its row numbers (domain.md §8): `1 3 5缺 7迟20`. A number alone: came.
 * 缺, q, x: did not. 迟20, c20, l20: came 20 minutes late. 2-6 or 2~6: rows 2 to 6. Full-width counts; commas, 、and
 * spaces part them. */
#ifndef GATEPOST_SHEET_MARKS_H
#define GATEPOST_SHEET_MARKS_H
#include "gatepost/err.h"

enum sheet_mark_kind { MARK_CAME, MARK_MISSING, MARK_LATE };
struct sheet_mark {
    int number; /* of the row, from 1 */
    enum sheet_mark_kind kind;
    int late_minutes; /* 1 to 720 */
};
/* Fills *count marks, in the order they were typed. ERR_INPUT points at what cannot be read, names a row beyond `rows`,
 * or one that is marked twice. */
bool sheet_marks_parse(const char *text, int rows, struct sheet_mark *marks, int most, int *count, struct err *err);
#endif
