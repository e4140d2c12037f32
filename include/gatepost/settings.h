/* Settings stored in the file; names, types, defaults and ranges are domain/setting_table.c's (setting_table.h). */
#ifndef GATEPOST_SETTINGS_H
#define GATEPOST_SETTINGS_H
#include "gatepost/store.h"

/* Stored value of a setting into value; false without err when it is not stored (the default holds). Cached per
 * connection and dropped when the topic changes, so it is cheap. */
bool settings_get(struct store *store, const char *name, char *value, size_t size);
/* Stores it (value NULL: back to the default) inside a running transaction, audited. */
bool settings_put(struct store *store, const char *name, const char *value, struct err *err);
#endif
