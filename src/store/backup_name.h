/* What backups are called. */
#ifndef GATEPOST_BACKUP_NAME_H
#define GATEPOST_BACKUP_NAME_H
#include "gatepost/backup.h"
#include "gatepost/buffer.h"

/* FOLDER/gatepost-2022-04-11-1432.db; from number 2 on with -2 … behind the minute. */
void backup_name(const struct store *store, const char *folder, int64_t at, int number, struct buffer *name);
/* What they are called while they are made, whatever the minute, so that the next one clears away what a killed one
 * left. */
void backup_working_name(const struct store *store, const char *folder, struct buffer *name);
#endif
