/* Folded keys inside the store: fold a word once, then ask many times. */
#ifndef GATEPOST_SEARCH_KEY_H
#define GATEPOST_SEARCH_KEY_H
#include "gatepost/search.h"

enum { SEARCH_KEY_BYTES = 160 };

extern const char *const search_kind_names[];

/* Half width, lower case, trimmed, without middle dots; no room. `key` of SEARCH_KEY_BYTES; false when it is longer
 * (cut there). */
bool search_fold_text(const char *text, char *key);
/* search_fold; false when the word is longer than any key: it finds nothing. */
bool search_fold_key(const char *word, char *key);
/* A subject has several keys that begin alike, so four times as many keys as subjects are read: *more is also true
 * where even these did not reach the end. */
bool search_ids_key(struct store *store, enum search_kind kind, const char *key, int64_t *ids, int most, int *count,
                    bool *more, struct err *err);
/* The same reading at most so many keys. */
bool search_ids_within(struct store *store, enum search_kind kind, const char *key, int64_t *ids, int most,
                       int keys_most, int *count, bool *more, struct err *err);
/* Only subjects of which this is a whole key; at most `most`. */
bool search_exact_key(struct store *store, enum search_kind kind, const char *key, int64_t *ids, int most, int *count,
                      struct err *err);
bool search_matches_key(struct store *store, enum search_kind kind, int64_t id, const char *key);
#endif
