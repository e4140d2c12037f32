/* A register: records with their rules (record.h has the fields). What is said here feeds its list, its form and its
 * commands; it is saved by one domain verb: begin, check, write, audit, commit. */
#ifndef GATEPOST_REGISTER_H
#define GATEPOST_REGISTER_H
#include "gatepost/record.h"

struct register_rules {
    const struct record_table *table;
    const char *verb_add, *verb_edit, *verb_void; /* "pass.add"; grants: domain/verb.c */
    /* What a new record is before anything is said of it, where that is not nothing. May be NULL. */
    void (*begin)(void *record);
    /* Refuses or completes a record whose fields are accepted each for itself; before is NULL for a new one. Inside the
     * transaction. May be NULL. */
    bool (*check)(struct store *store, void *record, const void *before, struct err *err);
    /* What else changes with it, in the same transaction, behind the writing. May be NULL. */
    bool (*follow)(struct store *store, const void *record, const void *before, struct err *err);
    /* Refuses a void. May be NULL. */
    bool (*check_void)(struct store *store, const void *record, struct err *err);
    /* What else changes when it is voided, in the same transaction, behind the writing; the record as it was. May be
     * NULL. */
    bool (*follow_void)(struct store *store, const void *record, struct err *err);
};
/* Makes a record new: nothing said of it, no question asked, the defaults of the register. */
void register_new(const struct register_rules *rules, void *record);
/* New when its id is 0, else by rev (ERR_CONFLICT, before anything is asked of its fields). ERR_INPUT with the field;
 * ERR_ROLE. On success the record is as
 * stored; on failure it is as it was. */
bool register_save(struct store *store, const struct register_rules *rules, void *record, struct err *err);
/* The same inside a running transaction of another verb. */
bool register_save_within(struct store *store, const struct register_rules *rules, void *record, struct err *err);
/* A new record as register_save would store it, and refused as there; nothing is written. For registers whose check
 * only reads. */
bool register_check(struct store *store, const struct register_rules *rules, void *record, struct err *err);
/* Reads a record for a verb of its own, inside the transaction: ERR_INPUT when it is void, ERR_CONFLICT when its rev is
 * another (below 0: whatever it is). */
bool register_read(struct store *store, const struct register_rules *rules, int64_t id, int64_t rev, void *record,
                   struct err *err);
/* With a reason, by rev (-1: whatever it is). */
bool register_void(struct store *store, const struct register_rules *rules, int64_t id, int64_t rev, const char *reason,
                   struct err *err);
#endif
