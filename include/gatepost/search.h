/* Search goes through people (architecture.md §3): a word is folded and finds subjects by a range of keys. A name (of a
 * person, place, estate, phrase, checkpoint, officer) is found from each of its characters or Latin words on, and by
 * the initials and full spelling of every reading. A person also by phone (whole, last four) and ID number (whole, last
 * six, last four); a place by its room in all spellings of domain.md §13; a plate whole, without province, without both
 * letters in front, by its last five and four. */
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

/* Folds a typed word as keys are folded: half width, lower case, trimmed, without middle dots; a room with separators
 * or labels becomes "12-2-1203" (only digits stay digits: rooms have keys of digits too, and it may be a phone). */
void search_fold(const char *word, char *key, size_t size);
/* Ids whose keys begin with the word, at most `most` of them (ascending, distinct; a merged person as the one they were
 * merged into); *more when there are, or may be, others. An empty word finds nothing. */
bool search_ids(struct store *store, enum search_kind kind, const char *word, int64_t *ids, int most, int *count,
                bool *more, struct err *err);
/* True when this subject has a key that begins with the word. */
bool search_matches(struct store *store, enum search_kind kind, int64_t id, const char *word);
/* Rewrites the keys of one row of a searchable table ("person", "place" …; others have none and it does nothing); row.c
 * calls it after each change. A voided row has no keys. */
bool search_index_row(struct store *store, const char *table, int64_t id, struct err *err);
#endif
