/* What all domain verbs share: who may change anything, begin and end, and how free text is accepted. */
#ifndef GATEPOST_VERB_H
#define GATEPOST_VERB_H
#include "gatepost/people.h"
#include "gatepost/roles.h"

/* verb_allowed, then store_begin. */
bool verb_begin(struct store *store, const char *verb, struct err *err);
/* Commits when all went well, else takes everything back; false when nothing was saved. */
bool verb_end(struct store *store, bool good, struct err *err);

/* One free text of a record: where it stands, how it is called. Rows of a table per record. */
struct text_field {
    size_t offset, size;
    const char *name;  /* the input field: "remark" */
    const char *label; /* msgid */
};
/* Trims each text in place and refuses (ERR_INPUT, the field named) what a terminal could obey, what is no UTF-8 and
 * what is too long. The last bytes of an array are never filled, so that a text cut on its way here is refused and not
 * stored cut. */
bool text_fields_accept(void *record, const struct text_field *fields, int count, struct err *err);
/* The same for one text. `label` is translated here. */
bool text_accept(char *text, size_t size, const char *field, const char *label, struct err *err);
/* One phone number, as phone_parse gives it; a masked one is refused. */
bool phone_accept(char *phone, size_t size, const char *field, const char *label, struct err *err);
/* Why something is voided; `why` of NOTE_BYTES. ERR_INPUT when there is none. */
bool reason_accept(const char *reason, char *why, struct err *err);
/* ERR_INPUT when `voided` says why it was voided already. */
bool void_refuse_again(const char *voided, struct err *err);
/* Somebody else is a duty officer too: settings and officers would be nobody's else. */
bool duty_officer_stays(struct store *store, int64_t id, struct err *err);
/* Refuses masked values where a real one belongs (domain.md §12: a masked value is never written back). */
bool masked_refuse(const char *value, const char *field, struct err *err);
#endif
