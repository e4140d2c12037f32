/* A signed sign-in sheet (签到表) comes back from its post (domain.md §8): what was written on its numbered rows
 * becomes who came, who was late and who did not come. Looked at first, then posted as one step that is undone as one.
 */
#ifndef GATEPOST_SHEET_POST_H
#define GATEPOST_SHEET_POST_H
#include "gatepost/assignment.h"
#include "gatepost/buffer.h"
#include "gatepost/printing.h"
#include "gatepost/sheet_marks.h"

enum sheet_step {
    SHEET_UNMARKED, /* nothing was typed for it: it stays as it is */
    SHEET_SAME,     /* it is so already */
    SHEET_IN,       /* signed in, and out again where the shift is over */
    SHEET_OUT,      /* signed in at the terminal, and now out: the shift is over */
    SHEET_MISSING,  /* did not come */
    SHEET_CORRECT,  /* the sheet says otherwise than what is stored, and holds; needs roster.correct */
    SHEET_BARRED    /* cannot be, and why */
};
enum { SHEET_WHY_BYTES = 256 };
struct sheet_row {
    int number;                /* on the paper */
    struct roster_entry entry; /* as it is stored now */
    bool marked;
    struct sheet_mark mark;
    enum sheet_step step;
    int64_t arrived_at, left_at; /* as they will be; 0: none */
    char why[SHEET_WHY_BYTES];   /* SHEET_BARRED, SHEET_SAME: in words */
};
struct sheet_plan {
    struct printing printing;
    struct sheet_row *rows; /* by number, from 1 */
    int count;
    int changes, barred, unmarked; /* of the rows */
};
/* Of the newest sign-in sheet that is about today, else the newest of all; 0: none was printed. */
bool sheet_newest(struct store *store, int64_t *printing_id, struct err *err);
/* The rows of a printing as they are stored now, nothing typed yet. ERR_NOT_FOUND; ERR_INPUT, field "number": no
 * sign-in sheet. Released in every case. */
bool sheet_plan_read(struct store *store, int64_t printing_id, struct sheet_plan *plan, struct err *err);
void sheet_plan_release(struct sheet_plan *plan);
/* What was typed (sheet_marks.h) onto the rows, each judged. ERR_INPUT, field "marks": not understood; what stands
 * before it is on the rows all the same. *last (may be NULL): the number of the row typed last, 0: none. */
bool sheet_plan_mark(struct store *store, struct sheet_plan *plan, const char *text, int *last, struct err *err);
/* What becomes of a row, in words; nothing for one that is not marked. */
void sheet_row_words(const struct sheet_row *row, struct buffer *out);
/* Posts the rows that change something as one step; the barred ones stay out. ERR_CONFLICT: one of them was changed
 * since the plan was read, and by whom; nothing was posted. ERR_INPUT, field "marks": nothing to post, or a row that
 * cannot be. Grant: roster.sheet. */
bool sheet_plan_save(struct store *store, const struct sheet_plan *plan, struct err *err);
#endif
