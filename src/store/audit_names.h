/* Records and the numbers in them by name, for the audit's words. */
#ifndef GATEPOST_STORE_AUDIT_NAMES_H
#define GATEPOST_STORE_AUDIT_NAMES_H
#include "database.h"

/* "07:50 Out 张怡梅 8-1-302", "person 张怡梅 8-1-302": the record as it is now; its number where it has no name.
 * masked: names of people are. */
void audit_add_record(struct store *store, const char *table, int64_t id, bool masked, struct buffer *out);
/* The name a column's number stands for (person_id, purpose_id …); false when the column holds no such number. */
bool audit_name_meant(struct store *store, const char *column, int64_t id, bool masked, struct buffer *out);
#endif
