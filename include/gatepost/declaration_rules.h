/* Self-declarations checked (自主申报, domain.md §3): whom in the register one is about, and what somebody decides
 * about it. */
#ifndef GATEPOST_DECLARATION_RULES_H
#define GATEPOST_DECLARATION_RULES_H
#include "gatepost/buffer.h"
#include "gatepost/declaration.h"

/* Whom it is about. By ID number, else by phone, else by room and name, else by room alone; a phone whose owners are
 * all called otherwise gives way to room and name. Among several found by one of these, those of the name come first,
 * then those of the declared room. Are they still several, their household counts when it is one; of several
 * households none does. The person of a phone or room is theirs only when the name is the same. */
enum { DECLARATION_RIVALS = 6 };
struct declaration_matched {
    enum declaration_match how;
    int64_t place_id, person_id;    /* 0: none */
    enum declaration_match unclear; /* how is MATCHED_NONE: several households were found by this, else MATCHED_NONE */
    int64_t rivals[DECLARATION_RIVALS]; /* these, the first of them */
    int rival_count;
};
bool declaration_match(struct store *store, const struct declaration *declaration, struct declaration_matched *matched,
                       struct err *err);
/* The same for one that is stored: whoever waits without a household or a person is matched to whom was added since,
 * as a confirming would. What somebody said by hand stays, as does a household that was found. Writes nothing. */
bool declaration_match_anew(struct store *store, struct declaration *declaration, struct declaration_matched *matched,
                            struct err *err);
/* "by phone: 12-2-1203", "by phone several are possible: 12-2-1203, 8-1-302", "not matched". Appends; nobody's name. */
void declaration_match_words(struct store *store, const struct declaration_matched *matched, struct buffer *out);

/* What becomes of a person who is not in the register when a declaration is confirmed. */
enum declaration_newcomer {
    NEWCOMER_UNKNOWN, /* nobody is made: the arrival keeps the name */
    NEWCOMER_VISITOR, /* a visitor of the register, at that household */
    NEWCOMER_TENANT,  /* a tenant there */
};
/* Confirms by rev (-1: whatever it is) and writes the arrival, both in one batch; *arrival_id may be NULL. ERR_CONFLICT
 * says who decided it meanwhile and when; ERR_INPUT with field "place" when no household is said; what people_rules.h
 * refuses of a person, so that a person known by the ID number is never made twice. */
bool declaration_confirm(struct store *store, int64_t id, int64_t rev, enum declaration_newcomer newcomer,
                         int64_t *arrival_id, struct err *err);
/* Rejects with a reason, by rev. ERR_CONFLICT as above, ERR_INPUT without a reason. */
bool declaration_reject(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
/* A decided one waits again, by rev. ERR_INPUT while an arrival stands that was written for it. */
bool declaration_reopen(struct store *store, int64_t id, int64_t rev, struct err *err);
#endif
