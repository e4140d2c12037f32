/* Drafts: one file per terminal and form beside the database (0660), architecture.md §4. */
#ifndef GATEPOST_DRAFT_H
#define GATEPOST_DRAFT_H
#include "gatepost/store.h"

bool draft_write(struct store *store, const char *form, const char *text,
                 struct err *err);                       /* temporary file, then rename */
char *draft_read(struct store *store, const char *form); /* free it; NULL when there is none */
void draft_erase(struct store *store, const char *form);
#endif
