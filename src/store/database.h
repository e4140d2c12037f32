/* The connection's inside, for the files of this folder only. */
#ifndef GATEPOST_DATABASE_H
#define GATEPOST_DATABASE_H
#include "gatepost/buffer.h"
#include "gatepost/store.h"
#include "statement.h"
#include <signal.h>
#include <sqlite3.h>

enum {
    HASH_BYTES = 32,
    TERMINAL_BYTES = 64,
    PASSAGE_BYTES = 34,
    SALT_BYTES = 40,
    TOPICS = 21,              /* rows of change_seq */
    TEXT_STATEMENTS = 64,     /* statements built at run time that stay prepared */
    STATEMENT_PARAMETERS = 8, /* names of a statement whose places are remembered */
    BUSY_TIMEOUT_MS = 2000,   /* for programs that know nothing of our lock, and for WAL recovery */
};

struct statement {
    struct store *store;
    sqlite3_stmt *prepared;
    const char *sql; /* the caller's constant; our own copy for SQL built at run time */
    uint64_t hash;   /* of the text, for SQL built at run time */
    uint64_t used;   /* when it was last taken, counted in takes */
    int code;        /* SQLite's answer to the last step or the first failed binding */
    struct {
        const char *name; /* a constant: found again by its address */
        int index;
    } parameters[STATEMENT_PARAMETERS];
    bool taken;
};

/* Prepared statements. Constants are found by address in an open hash table, built ones by their text. */
struct statement_cache {
    struct statement **slots;
    size_t capacity, count;
    struct statement *texts[TEXT_STATEMENTS];
    int text_count;
    uint64_t takes;
};

struct writer_lock {
    char *path;
    int descriptor; /* -1: none (read-only) */
    bool held;
    sigset_t signals_before;
};

/* Head of the audit chain as it will be after this transaction. */
struct audit_chain {
    bool loaded;
    int64_t count;
    unsigned char head[HASH_BYTES]; /* nothing before the first entry: length 0 is hashed */
};

struct setting_cache {
    struct {
        char *name, *value;
    } * entries;
    int count;
    bool loaded;
    int64_t data_version;
};

struct watch {
    int descriptor;      /* inotify; -1: not watched */
    int lock_id, wal_id; /* its watches; -1: none */
    bool own_commit;     /* data_version does not move on our own */
    int again_ms;        /* step of the looks after an event on the -wal; 0: none */
    int64_t again_at;    /* when the next one is, monotonic ms */
    int64_t data_version;
    int64_t seq[TOPICS];
    unsigned touched; /* topics of the rows written in this transaction */
};

enum store_mode {
    MODE_NORMAL,
    MODE_FILL /* store_create: our own file nobody else can see; no lock, no syncing */
};

enum { CHECKPOINT_FRAMES = 4000 }; /* frames in the WAL that make a checkpoint due: some 16 MB, 200 saves and more */
extern int checkpoint_mode;        /* SQLITE_CHECKPOINT_…; the test of the race sets its own */

struct store {
    sqlite3 *db;
    char *path;
    int system_error; /* errno after the last step; means something only where it failed */
    enum store_mode mode;
    bool read_only;
    bool pragma_at_prepare; /* see transaction.c, query_only */
    bool alone;             /* the running transaction is the program's own: its batch names no officer */
    bool keys_later;        /* rows are inserted without search keys: import_index.c makes them in one go */
    struct statement_cache statements;
    struct writer_lock lock;

    int64_t officer_id, sign_on_id;
    bool kiosk;                  /* a shared terminal's: closed but for what kiosk_openings.c says */
    int64_t volunteer_id;        /* who stands there; 0: nobody */
    bool volunteer_proven;       /* and has typed their PIN */
    char passage[PASSAGE_BYTES]; /* there: what reads by this name reads everything, and nobody else knows it */
    char salt[SALT_BYTES];       /* there: what the keys were hashed with; the connection cannot read it any more */
    bool masks_names;            /* Ctrl-T: refusals too */
    char terminal[TERMINAL_BYTES];

    bool rehearsing; /* store_rehearse: every commit takes back */
    bool writing;    /* between store_begin and store_commit or store_rollback */
    int readers;     /* store_read_begin's that are open */
    const char *verb, *batch_kind;
    int64_t batch, of_batch, batch_at;
    int64_t changes_before;
    struct audit_chain chain;
    int wal_frames, checkpoint_at; /* frames in the WAL after the last commit; where the next checkpoint is due */

    struct setting_cache settings;
    struct watch watch;
    void (*waiting)(void *context, const char *holder, int waited_ms);
    void *waiting_context;
    struct buffer before, after, text; /* scratch of row.c and audit.c, kept for their memory */
};

/* failure.c: SQLite's code as a plain sentence; always false. */
bool store_fail(struct store *store, int code, struct err *err);
/* Why the system refused, in words ("no permission"). */
const char *system_reason(int error);

/* statement.c */
void statement_cache_release(struct statement_cache *cache);
/* One integer of a statement without parameters; false with err. */
bool statement_integer_of(struct store *store, const char *sql, int64_t *value, struct err *err);
/* SQL of several statements, not cached. */
bool statement_script(struct store *store, const char *sql, struct err *err);

/* locate.c */
extern const char *locate_system_file; /* /etc/gatepost.conf; another one in tests */

/* writer_lock.c */
extern int writer_lock_give_up_ms; /* 10,000; shorter in tests */
bool writer_lock_open(struct writer_lock *lock, struct err *err);
bool writer_lock_take(struct writer_lock *lock, struct store *store, struct err *err);
void writer_lock_release(struct writer_lock *lock);
/* Wakes whoever watches: one byte written over itself. */
void writer_lock_signal(struct writer_lock *lock);
void writer_lock_close(struct writer_lock *lock);

/* database.c. Before anything else is asked of SQLite: a process has one thread and asks nobody how much memory SQLite
 * holds; without its mutexes and its counting a statement costs a third less. Has no effect when SQLite is running
 * already (a test that opened a file past the store). */
void database_set_up_library(void);
/* A connection with its settings made, without looking at what is in the file. `path` is taken over. */
struct store *database_open(const char *path, enum store_mode mode, bool read_only, struct err *err);
void database_close(struct store *store);

/* The commit hook; its context is the store. */
int refuse_unlocked(void *context);

/* look.c: refuses network file systems with the reason. */
/* True for the statfs type of a network file system. */
bool look_is_network(long type);
bool look_at_file_system(const char *path, struct err *err);

/* migrate.c: runs the steps the file has not had yet, inside the caller's transaction. */
bool migrate_run(struct store *store, int64_t from, struct err *err);
int migrate_target(void);

/* transaction.c */
void query_only(struct store *store, bool on);
bool transaction_version(struct store *store, int64_t *version, struct err *err);
/* Brings an older schema up to date. */
bool transaction_upgrade(struct store *store, struct err *err);

/* row.c */
/* The row as JSON, columns in table order; `rev` < 0: as it is, else this rev instead of the stored one, so that two
 * states of a row can be compared apart from it. */
void row_snapshot(const struct statement *statement, int64_t rev, struct buffer *json);
/* ERR_NOT_FOUND when there is no such row. */
bool row_read(struct store *store, const char *table, int64_t id, int64_t rev, struct buffer *json, struct err *err);

/* kiosk.c: shuts the connection but for what kiosk_openings.c opens; for the rest of its life. */
bool kiosk_shut(struct store *store, struct err *err);
/* False for a statement that a shared terminal's connection may not have, because SQLite would not ask of all of it. */
bool kiosk_hears_all(const struct store *store, const char *sql);
/* kiosk_key.c: names and keys of the shared terminal follow a row of person, volunteer or officer; of any other table
 * nothing does. */
bool kiosk_keys_follow(struct store *store, const char *table, int64_t id, struct err *err);
/* What keys are hashed with: only this file has it. */
bool kiosk_keys_salt(struct store *store, char salt[SALT_BYTES], struct err *err);
/* All of them anew. */
bool kiosk_keys_make(struct store *store, struct err *err);

/* audit.c */
bool audit_insert(struct store *store, const char *table, int64_t id, const struct buffer *row, struct err *err);
bool audit_update(struct store *store, const char *table, int64_t id, const struct buffer *before,
                  const struct buffer *after, struct err *err);
/* Head and count into meta, before COMMIT. */
bool audit_seal(struct store *store, struct err *err);

/* audit_words.c */
/* ERR_CONFLICT: who moved the row on, where and when. Always false. */
bool audit_conflict(struct store *store, const char *table, int64_t id, struct err *err);
const char *audit_table_words(const char *table);
void audit_time(int64_t at, char *text, size_t size); /* "2022-04-11 08:12" */

/* settings.c */
void settings_forget(struct store *store);
/* Forgets what was read under another data_version. */
void settings_refresh(struct store *store, int64_t data_version);

/* watch.c */
void watch_start(struct store *store);
void watch_stop(struct store *store);
/* SQLite's update hook; `context` is the store. */
void watch_row(void *context, int operation, const char *schema, const char *name, sqlite3_int64 id);
/* Moves the touched topics on, before COMMIT. */
bool watch_seal(struct store *store, struct err *err);
/* The topics a table's rows move on, 0: none; false for a table that is not named in watch.c. */
bool watch_table(const char *name, unsigned *topics_of);
#endif
