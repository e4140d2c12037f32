/* A database copied into a new file: one moment, in slices, without standing in anybody's way. */
#ifndef GATEPOST_COPY_H
#define GATEPOST_COPY_H
#include "gatepost/backup.h"

struct copy_proof {
    int64_t version, audit_count; /* of the moment that was copied */
    char head[65];
};
/* Copies into `temporary`, which is made (new_file.h) and stands synced on the disk afterwards, a plain single file.
 * The caller clears it away when this fails. */
bool copy_database(const char *from, const char *temporary, const struct backup_watch *watch, struct copy_proof *proof,
                   struct err *err);
/* Reports to the watch; false with ERR_CANCELLED when it wants to stop. */
bool copy_tell(const struct backup_watch *watch, enum backup_step step, int percent, struct err *err);
#endif
