/* Reading the audit (architecture.md §4): history of a record, listing, proof that nothing was changed behind its back.
 */
#ifndef GATEPOST_AUDIT_H
#define GATEPOST_AUDIT_H
#include "gatepost/store.h"

struct audit_entry {
    int64_t id, batch_id, at, row_id;
    char officer[128], terminal[64], verb[40], table[24], change[8], kind[8]; /* kind: do, undo, redo */
    bool by_volunteer; /* `officer` is one, who did it by themselves at a shared terminal */
    /* update: JSON of the row before and after, "" when purged or an insert. */
    char *before, *after;
};
void audit_entry_release(struct audit_entry *entry);
/* History of one row, newest first, beyond id `below` (0: from the newest); with the looks at its
 * full numbers (table "look"). Returns through entries/count at most `most`. */
bool audit_history(struct store *store, const char *table, int64_t row_id, int64_t below, struct audit_entry *entries,
                   int most, int *count, struct err *err);
/* The same without the looks: who changed it. */
bool audit_changes(struct store *store, const char *table, int64_t row_id, int64_t below, struct audit_entry *entries,
                   int most, int *count, struct err *err);
/* The whole audit, newest first. */
bool audit_list(struct store *store, int64_t below, struct audit_entry *entries, int most, int *count, struct err *err);
/* The changed columns of an update in words, numbers by the names they stand for: "person 张怡梅 → 张伟明; remark
 * (empty) → "late"" appended to out. Phones and IDs are masked, names of people when `masked`. Of a
 * look: at whom, and what was seen. */
void audit_difference(struct store *store, const struct audit_entry *entry, bool masked, struct buffer *out);

/* A row that a batch has changed. */
struct audit_touched {
    char table[24];
    int64_t row_id;
};
/* Rows among the last `most` changes of a batch, the running one too, newest first; each may come several times. */
bool audit_batch_rows(struct store *store, int64_t batch, struct audit_touched *touched, int most, int *count,
                      struct err *err);

struct audit_verdict {
    int64_t count;     /* entries checked */
    char head[65];     /* chain hash of the last one, hex: stands on every printed handover */
    int64_t first_bad; /* 0: all well; else the first audit id that does not fit */
    char what[160];    /* plain sentence: what does not fit */
};
/* Walks the whole chain: ids without a gap, chain and payload hashes, head and count of meta, and that each audited row
 * is now what its last entry says. `progress` (may be NULL) is called now and then with the share done in percent;
 * false stops (ERR_CANCELLED). Returns true also when the verdict is bad; false only when it could not be read. */
bool audit_verify(struct store *store, struct audit_verdict *verdict, bool (*progress)(void *context, int percent),
                  void *context, struct err *err);
#endif
