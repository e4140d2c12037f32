/* What the import files know of each other. */
#ifndef GATEPOST_STORE_IMPORT_KEYS_H
#define GATEPOST_STORE_IMPORT_KEYS_H
#include "gatepost/err.h"
#include "gatepost/store.h"

/* Whether an import has search keys: "some", "all" or none (NULL). Inside a running transaction. */
bool import_keys_remember(struct store *store, int64_t id, const char *have, struct err *err);
#endif
