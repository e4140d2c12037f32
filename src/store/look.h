/* For backup_folder.c. */
#ifndef GATEPOST_LOOK_H
#define GATEPOST_LOOK_H
#include "gatepost/store.h"

/* store_look, and whether the file is as long as its header says; one that is not is STORE_UNREADABLE. */
enum store_kind look_at_whole(const char *path);
/* True for a file by itself, as backups are: one that was opened for writing since keeps a log. */
bool look_is_without_log(const char *path);
#endif
