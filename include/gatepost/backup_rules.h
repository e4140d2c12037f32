/* When a backup is made, by which terminal, and what is said when there is none (architecture.md §4). */
#ifndef GATEPOST_BACKUP_RULES_H
#define GATEPOST_BACKUP_RULES_H
#include "gatepost/backup.h"

struct alarm_matter;

enum backup_when {
    BACKUP_NOW,        /* somebody asks for one */
    BACKUP_AT_SIGNOFF, /* if anything was saved since the last one */
    BACKUP_BY_CLOCK,   /* and the last one is older than backup.minutes; after a failure, again ten minutes later */
};
/* The setting backup.folder, else NAME-backups beside the database. */
void backup_folder(struct store *store, struct buffer *folder);
/* Should one be made now? Cheap, never writes; false on a read-only store, and with backup.minutes 0 except
 * BACKUP_NOW. */
bool backup_wanted(struct store *store, enum backup_when when, int64_t now);
/* Of all terminals that find one wanted by the clock in the same minute, *ours is true at one, which starts it (and
 * again three minutes later when nothing came of it). Begins and commits. */
bool backup_claim(struct store *store, int64_t now, bool *ours, struct err *err);
/* Makes one under the lease "backup" if it is wanted, thins out the folder, and notes down what came of it; alarms
 * follow. *made is false when it was not wanted or another process is at it (BACKUP_NOW: ERR_BUSY says so). Takes long:
 * for a process of its own, never at a desk. */
bool backup_run(struct store *store, enum backup_when when, const struct backup_watch *watch,
                struct backup_made *backup, bool *made, struct err *err);
/* True when the last try failed, or changes have waited for more than three times backup.minutes. `occasion` and
 * `words` are an alarm's: the reason, or since when changes are without a backup. Cheap. */
bool backup_is_overdue(struct store *store, int64_t now, char occasion[64], char words[200]);
/* The same for the alarm rules (alarm_rules.h); no subject. */
bool backup_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                    struct err *err);
#endif
