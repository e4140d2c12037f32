/* Verified copies of the database (architecture.md §4): made, listed, thinned out, put back, and what the file itself
 * remembers of them. When one is made and where is backup_rules.h's. */
#ifndef GATEPOST_BACKUP_H
#define GATEPOST_BACKUP_H
#include "gatepost/store.h"

struct buffer;

enum backup_step { BACKUP_COPYING, BACKUP_CHECKING, BACKUP_PROVING };
/* Called now and then, several times a second; percent is -1 where the share done is not known. false stops the work:
 * ERR_CANCELLED, nothing is left behind. `progress` may be NULL. */
struct backup_watch {
    bool (*progress)(void *context, enum backup_step step, int percent);
    void *context;
};

/* The file's name without folder and ".db": what its backups begin with. */
void backup_stem(const char *database, struct buffer *stem);
/* NAME-backups beside the database. */
void backup_folder_beside(const char *database, struct buffer *folder);

/* Makes the folder when it is missing, 2770. */
bool backup_folder_make(const char *folder, struct err *err);

/* A verified backup of one moment in `folder` (which must exist), named after the file, the day and the minute:
 * gatepost-2022-04-11-1432.db, with -2, -3 … behind it in the same minute. Nobody who saves waits for it: it reads one
 * snapshot through a connection of its own, takes no lock, and writes in slices. ERR_DATABASE says what went wrong;
 * then nothing is left behind and older backups are as they were. */
struct backup_made {
    char path[400];
    int64_t at, bytes, audit_count; /* audit_count: how far the audit of the copy goes */
};
bool backup_make(struct store *store, const char *folder, const struct backup_watch *watch, struct backup_made *made,
                 struct err *err);
/* The same into a file of this name; ERR_DATABASE when there is one already. */
bool backup_make_to(struct store *store, const char *path, const struct backup_watch *watch, struct backup_made *made,
                    struct err *err);
/* How far a backup_make of process `pid` into the folder is, in percent of the file; -1 when there is none. */
int backup_percent(const struct store *store, const char *folder, int pid);

/* Puts a backup back as a new file, checked whole: every page and index, and the audit's chain (ERR_SCHEMA for a
 * foreign or newer file, ERR_DATABASE for a damaged or tampered one or when `path` is taken; then nothing is left
 * behind). The clock follows its zone from then on. `content` gets what it holds. */
struct backup_content {
    char community[128];
    int64_t people, crossings; /* that are not voided */
    int64_t newest_at;         /* of the newest crossing; 0: none */
    int64_t audit_count;
};
bool backup_restore(const char *backup, const char *path, const struct backup_watch *watch,
                    struct backup_content *content, struct err *err);

enum backup_state {
    BACKUP_GOOD,    /* checked when it was made; its head and its length are as they should be */
    BACKUP_NEWER,   /* of a newer gatepost */
    BACKUP_DAMAGED, /* cut short, or no database any more */
};
struct backup_file {
    char name[96];
    int64_t at; /* as its name says, to the minute */
    int number; /* 1, 2 … in the same minute */
    int64_t bytes;
    enum backup_state state;
};
/* The backups of this database in the folder, newest first; free *files. A folder that is not there holds none. */
bool backup_list(const struct store *store, const char *folder, struct backup_file **files, int *count,
                 struct err *err);
/* Removes backups beyond the newest `keep`, but not the newest of each of the last `days` days (today is one), nor any
 * that is dated after now. Only files that bear such a name and hold this community are removed, and none that somebody
 * works with. Returns how many were removed. */
int backup_thin(struct store *store, const char *folder, int keep, int days);

/* What the file remembers. It is not in the audit: a backup changes no record. */
struct backup_record {
    int64_t made_at;     /* the last good one; 0: none yet */
    int64_t since;       /* made_at, or when the file was made */
    int64_t tried_at;    /* the last try */
    int64_t audit_count; /* how far the audit of the last good one goes */
    char path[400];      /* of the last good one */
    char failure[200];   /* why the last try failed, a sentence; "" when it did not */
};
bool backup_record_read(struct store *store, struct backup_record *record, struct err *err);
/* Inside a running transaction. */
bool backup_record_write(struct store *store, const struct backup_record *record, struct err *err);
/* When the first change was saved that the last good backup does not have; 0 when it has all. */
int64_t backup_unsaved_since(struct store *store, const struct backup_record *record);
#endif
