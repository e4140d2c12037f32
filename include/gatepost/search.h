/* Search goes through people (architecture.md §3): a word is folded and finds subjects by a range of keys. Keys of a
 * person: every suffix of the name (Chinese), every initials and full-spelling key of every reading, phone from each
 * start within the number's last four and whole, room in all spellings of domain.md §13, household members by their
 * room. */
#ifndef GATEPOST_SEARCH_H
#define GATEPOST_SEARCH_H
#include "gatepost/store.h"

enum search_kind {
    SEARCH_PERSON,
    SEARCH_PLACE,
    SEARCH_VEHICLE,
    SEARCH_PHRASE,
    SEARCH_CHECKPOINT,
    SEARCH_OFFICER,
    SEARCH_KINDS
};

/* Folds a typed word as keys are folded: half width, lower case, trimmed; a room in any spelling becomes the room's
 * key. */
void search_fold(const char *word, char *key, size_t size);
/* Ids whose keys begin with the word, at most `most` (ascending, distinct); *more when there are others. */
bool search_ids(struct store *store, enum search_kind kind, const char *word, int64_t *ids, int most, int *count,
                bool *more, struct err *err);
/* True when this subject has a key that begins with the word. */
bool search_matches(struct store *store, enum search_kind kind, int64_t id, const char *word);
/* Rewrites the keys of one row of a searchable table ("person", "place" …); row.c calls it after each change. */
bool search_index_row(struct store *store, const char *table, int64_t id, struct err *err);
#endif
