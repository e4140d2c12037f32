/* Rows that come by the hundred thousand (architecture.md §4): inserted in transactions of at most 100 ms beside
 * everybody's work, unseen until they are complete, then all at once; undone and redone as one, however many they are.
 * What a file means is importer.h's. */
#ifndef GATEPOST_IMPORT_H
#define GATEPOST_IMPORT_H
#include "gatepost/store.h"

/* Verb of the batch that inserts the rows. It is never undone: its rows stop to count with the import's completion. */
#define IMPORT_ROWS_VERB "import.rows"

/* One import at a time holds the lease; taken anew (for 60 s) inside each of its transactions. ERR_BUSY when another
 * terminal has it. */
bool import_lease(struct store *store, struct err *err);
void import_lease_end(struct store *store);

/* An import is begun. unseen: *id is what its rows carry as import_id, in a running transaction of IMPORT_ROWS_VERB,
 * and from now on until import_end this connection inserts rows without search keys and with a larger cache. Otherwise
 * it has only a number; its rows count at once. */
bool import_begin(struct store *store, const char *register_name, const char *source, bool unseen, int64_t *id,
                  struct err *err);
void import_end(struct store *store);

/* Search keys of all rows of an import, made at its end, in order, which takes a tenth of the time. Call step until
 * *finished; each takes about budget_ms, in write transactions of its own. */
struct import_index;
struct import_index *import_index_new(int64_t import_id);
bool import_index_step(struct store *store, struct import_index *index, int budget_ms, bool *finished, struct err *err);
/* From 0 to 100. */
int import_index_percent(const struct import_index *index);
void import_index_free(struct import_index *index);

/* Rows of the import that came to stand in the way of others since they were judged (the same room, the same ID number,
 * added by hand meanwhile) give way: people move into the household that is there, doubles are voided; *changed says
 * how many. Inside a running transaction of IMPORT_ROWS_VERB. */
bool import_give_way(struct store *store, int64_t id, int *changed, struct err *err);
/* From its commit on the rows count. Inside a running transaction, of any verb. */
bool import_complete(struct store *store, int64_t id, int added, int changed, struct err *err);

/* May it be undone: ERR_CONFLICT says who changed one of its rows, or that one is in use by now (seen at a gate,
 * flagged, somebody else lives there). */
bool import_is_unused(struct store *store, int64_t id, struct err *err);
/* May it be redone: ERR_CONFLICT when a room or an ID number of it was given to another record. */
bool import_has_room(struct store *store, int64_t id, struct err *err);

/* True when some import has search keys and does not count, or counts and lacks them (it was undone, redone, or its
 * program killed). Cheap. */
bool import_is_untidy(struct store *store);
/* Mends that; returns when all is tidy, in transactions of at most 100 ms. ERR_BUSY while an import is running. */
bool import_tidy(struct store *store, struct err *err);
#endif
