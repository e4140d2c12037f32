/* Folded keys inside the store: fold a word once, then ask many times. */
#ifndef GATEPOST_SEARCH_KEY_H
#define GATEPOST_SEARCH_KEY_H
#include "gatepost/buffer.h"
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

/* The keys of one row, in order, each once. Zero-initialise. */
struct search_keys {
    struct buffer text; /* the keys, each ended by a NUL */
    size_t *starts;
    int count, room;
};
/* Made from what the row shows; none for a voided or missing row. What it held before is forgotten. */
bool search_keys_read(struct store *store, enum search_kind kind, int64_t id, struct search_keys *keys,
                      struct err *err);
/* The same from a row that was read: name, phone, phone2, id_number of a person; name, estate, building, unit, room of
 * a place; whatever columns follow. NULL: no row. */
struct statement;
void search_keys_of(enum search_kind kind, const struct statement *row, struct search_keys *keys);
/* The keys of somebody who is announced: as a person is found by name and phone, a vehicle by its plate. */
void search_keys_of_visitor(const char *name, const char *phone, const char *plate, struct search_keys *keys);
const char *search_keys_at(const struct search_keys *keys, int index);
void search_keys_release(struct search_keys *keys);
/* One key of a subject comes (there) or goes. */
bool search_key_write(struct store *store, enum search_kind kind, const char *key, int64_t id, bool there,
                      struct err *err);
/* Remembers which keys a subject has, from both sides; the row goes where it has none. */
bool search_subject_write(struct store *store, enum search_kind kind, int64_t id, const struct search_keys *keys,
                          struct err *err);
/* Takes every key of a subject out of search_key; search_subject still remembers them. *had: there were some. */
bool search_keys_forget(struct store *store, enum search_kind kind, int64_t id, bool *had, struct err *err);
/* LF key LF key LF; "" for none. */
bool search_subject_read(struct store *store, enum search_kind kind, int64_t id, struct buffer *keys, struct err *err);
#endif
