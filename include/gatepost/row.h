/* The one change mechanism (architecture.md §2.8): every insert and update of an editable row goes through here and is
 * in the audit with officer, terminal, before and after; search keys follow. Needs a running store_begin. */
#ifndef GATEPOST_ROW_H
#define GATEPOST_ROW_H
#include "gatepost/store.h"

enum row_type { ROW_NULL, ROW_INTEGER, ROW_TEXT };
struct row_value {
    const char *column; /* a constant, lower-case column name */
    enum row_type type;
    int64_t integer;
    const char *text; /* borrowed; NULL writes NULL */
};
#define ROW_INT(column_, value_)                                      \
    {                                                                 \
        .column = (column_), .type = ROW_INTEGER, .integer = (value_) \
    }
#define ROW_STR(column_, value_)                                \
    {                                                           \
        .column = (column_), .type = ROW_TEXT, .text = (value_) \
    }
/* An id that is NULL when 0. */
#define ROW_ID(column_, value_)                                                             \
    {                                                                                       \
        .column = (column_), .type = (value_) ? ROW_INTEGER : ROW_NULL, .integer = (value_) \
    }

bool row_insert(struct store *store, const char *table, const struct row_value *values, int count, int64_t *id,
                struct err *err);
/* `UPDATE … WHERE id=… AND rev=…`, rev moves on; ERR_CONFLICT when no row changed. rev < 0: whatever it is. Nothing is
 * written when the values are the same. */
bool row_update(struct store *store, const char *table, int64_t id, int64_t rev, const struct row_value *values,
                int count, struct err *err);
/* Voids with a reason (ERR_INPUT when empty). */
bool row_void(struct store *store, const char *table, int64_t id, int64_t rev, const char *reason, struct err *err);

/* Undo: the reverse of this officer's last batch on this terminal since sign-on; redo: the reverse of the last undo
 * while nothing new was saved. Both begin and commit by themselves. ERR_CONFLICT names who moved which row on;
 * ERR_NOT_FOUND when there is nothing. `what` gets before and after in words ("crossing 512: temp 36.5 → 37.5"); *verb
 * the batch's verb when not NULL. */
bool store_undo(struct store *store, struct buffer *what, struct err *err);
/* What must not be taken back in passing, because somebody has relied on it. `held` tells what that is of a row, in
 * bits; it is asked before and after the row is taken back, and where bits are lost `refuse` says why (it returns
 * false) and nothing is taken back. `fits` is asked of every row when all rows are back: whether it may stand as it is
 * now beside what others did since; it says why not, and nothing is taken back. Each may be NULL. */
struct undo_guard {
    unsigned (*held)(struct store *store, const char *table, int64_t id);
    bool (*refuse)(struct store *store, const char *table, int64_t id, unsigned lost, struct err *err);
    bool (*fits)(struct store *store, const char *table, int64_t id, struct err *err);
};
bool store_undo_guarded(struct store *store, const struct undo_guard *guard, struct buffer *what, struct err *err);
bool store_redo(struct store *store, struct buffer *what, struct err *err);
bool store_redo_guarded(struct store *store, const struct undo_guard *guard, struct buffer *what, struct err *err);
/* What the next undo would take back. */
struct undo_next {
    int64_t batch, at; /* batch 0: nothing */
    char kept[64]; /* in words, something newer by this sign-on that is never taken back, nothing being undone since;
                      "" when there is none. A look at a number is not in the way. */
};
/* `what` gets in words what would be taken back; false only when it cannot be read. */
bool store_undo_next(struct store *store, struct undo_next *next, struct buffer *what, struct err *err);
/* The verb ("gate.add") of what the next undo, or redo, would take back; empty when there is nothing. */
bool store_undo_verb(struct store *store, bool redo, struct buffer *verb, struct err *err);
#endif
