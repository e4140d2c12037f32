/* Records and the numbers in them by name, for the audit's words. */
#ifndef GATEPOST_STORE_AUDIT_NAMES_H
#define GATEPOST_STORE_AUDIT_NAMES_H
#include "database.h"
#include "gatepost/json.h"
#include "gatepost/record.h"

/* "07:50 Out 张怡梅 8-1-302", "person 张怡梅 8-1-302": the record as it is now; its number where it has no name.
 * masked: names of people are. */
void audit_add_record(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out);
/* What a row is called, without where a person lives; false when the table has no names. */
bool audit_add_name(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out);
/* The name a column's number stands for (person_id, purpose_id …); false when the column holds no such number. */
bool audit_name_meant(struct store *store, const char *column, int64_t id, bool masked, struct buffer *out);
/* A value of a record of a register (record.h), as its field says it. */
void audit_add_field(struct store *store, const struct record_field *field, const struct json_member *member,
                     bool masked, struct buffer *out);
#endif
