/* PINs as they are kept: hashes that leave the store only to be compared, and how often a wrong one was tried. Only
 * the files of domain/pin_parts.h include this. */
#ifndef GATEPOST_KEPT_PIN_H
#define GATEPOST_KEPT_PIN_H
#include "gatepost/store.h"

enum { PIN_HASH_BYTES = 160 };
/* Whose PIN: of one of the two. */
struct pin_owner {
    int64_t officer_id, volunteer_id;
    int64_t pin_id; /* the one that holds, as their record names it; 0: none */
};
/* Writes a hash (crypt(5)) of theirs and sets pin_id; it holds once their record names it. Inside a running
 * transaction. */
bool kept_pin_insert(struct store *store, struct pin_owner *owner, const char *hash, struct err *err);
/* The one that holds; ERR_NOT_FOUND. */
bool kept_pin_hash(struct store *store, const struct pin_owner *owner, char hash[PIN_HASH_BYTES], struct err *err);

struct pin_tries {
    int64_t id; /* 0: none yet */
    /* Whose PIN. Both 0: a name or four digits nobody bears, at that terminal. */
    int64_t officer_id, volunteer_id;
    char terminal[64]; /* of the last one, */
    bool at_kiosk;     /* a shared one; read, and written as the connection is */
    int64_t at;        /* of the last one */
    int count;         /* wrong ones since the last right one */
    int64_t told_at;   /* when there were so many that the desk is told, 0: never yet */
};
/* `tries` says whose: those of its officer or of its volunteer from any terminal, else those of this terminal. id 0 and
 * count 0: none. */
bool pin_tries_read(struct store *store, const char *terminal, struct pin_tries *tries, struct err *err);
/* Inside a running transaction. */
bool pin_tries_write(struct store *store, struct pin_tries *tries, struct err *err);
/* Those told of after `after`, newest first. */
bool pin_tries_told(struct store *store, int64_t after, struct pin_tries *tries, int most, int *count, struct err *err);
#endif
