/* What one link of the audit's chain is made of; shared by writing (audit.c) and proof (audit_verify.c). */
#ifndef GATEPOST_AUDIT_CHAIN_H
#define GATEPOST_AUDIT_CHAIN_H
#include "database.h"

struct audit_link {
    int64_t id, batch_id, at, officer_id, sign_on_id, of_batch, row_id; /* 0 for NULL */
    int64_t volunteer_id; /* hashed where there is one: what was hashed before there were any still fits */
    const char *terminal, *verb, *kind, *table, *change;
    const unsigned char *payload_hash;
};
/* `previous` is not read for the first entry. */
void audit_entry_hash(const unsigned char *previous, const struct audit_link *link, unsigned char *hash);
/* Of an insert (before NULL): the row; of an update: before, NUL, after. */
void audit_payload_hash(const char *before, const char *after, unsigned char *hash);
/* hex: 65 bytes. */
void audit_hex(const unsigned char *hash, char *hex);
/* Count and head as `meta` has them; head: 65 bytes. */
bool audit_meta(struct store *store, int64_t *count, char *head, struct err *err);
#endif
