/* A store whose backups lie in a folder beside it, and what lies in that folder. */
#ifndef TESTS_BACKUPS_H
#define TESTS_BACKUPS_H
#include "gatepost/backup.h"
#include "store_file.h"

enum { BACKUPS_NOW = 1649658720 /* 2022-04-11 14:32 +08:00 */ };

extern struct backups {
    struct store_file file;
    struct store *store;
    char folder[120];
} backups;

/* For cmocka. */
int backups_setup(void **state);
int backups_teardown(void **state);

void backups_path(const char *name, char path[300]);
bool backups_hold(const char *name);
int backups_count(void);
struct backup_made backups_make_one(void);
void backups_put(const char *name, const char *text); /* a file with this text */
#endif
