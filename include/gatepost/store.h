/* The only door to SQLite (architecture.md §4): which file, open, the writer lock, transactions, who is at work. */
#ifndef GATEPOST_STORE_H
#define GATEPOST_STORE_H
#include "gatepost/err.h"
#include <stddef.h>
#include <stdint.h>

struct buffer;
struct store; /* one connection to one file */

enum { STORE_APPLICATION_ID = 0x47507374 }; /* "GPst" */

/* Which file: `option` (--db), GATEPOST_DB, the user's config ($XDG_CONFIG_HOME/gatepost.conf), /etc/gatepost.conf
 * (lines "db = PATH"), else $XDG_DATA_HOME/gatepost/gatepost.db. */
bool store_locate(const char *option, struct buffer *path, struct err *err);
/* True when --db or GATEPOST_DB says which file: no config is asked then. */
bool store_is_named(const char *option);
/* Writes "db = PATH" into the user's config, in place of what it says now; its other lines stay. */
bool store_remember(const char *path, struct err *err);
/* The name of the user's config; empty without a home folder. */
void store_config_path(struct buffer *path);
/* What the last line "NAME = …" of the user's config says, else that of /etc/gatepost.conf; empty when neither has one.
 * For what belongs to this computer and must not come from the shared file. ERR_SYSTEM: a file cannot be read. */
bool store_config_value(const char *name, struct buffer *value, struct err *err);
/* A path as a person types it in full: "~/" is the home folder, others begin in the present folder. */
bool store_full_path(const char *typed, struct buffer *path, struct err *err);
/* A path as it is shown: "~/…" for what is below the home folder. */
void store_brief_path(const char *path, struct buffer *shown);

enum store_kind { STORE_MISSING, STORE_OURS, STORE_FOREIGN, STORE_NEWER, STORE_OLDER, STORE_UNREADABLE };
/* Looks without touching: opens read-only, reads application_id and schema number. Nothing is written, no -wal or -shm
 * is made beside a file that had none. */
enum store_kind store_look(const char *path, struct err *err);

/* Makes a new file: under a temporary name in the same folder (folder made 2770 when missing, and removed again when it
 * fails), schema, `fill` (may be NULL) with syncing off, closed, synced, then renamed without replacing (ERR_DATABASE
 * when the name is taken). `zone` (clock_use_zone, in force from then on) and `community` become the settings
 * community.zone and community.name. fill begins and commits by itself with store_begin and store_commit, as often as
 * it likes (they are cheap there: no lock, no sync); it returns false to give up: nothing is left behind. */
struct store_new {
    const char *community, *zone;
    bool (*fill)(struct store *store, void *context, struct err *err);
    void *context;
};
bool store_create(const char *path, const struct store_new *new_file, struct err *err);
/* For `fill` alone, inside its transactions: between the two, rows of the gate log are written without its indexes,
 * tallies and presence; the end makes these for all rows at once. */
bool store_bulk_begin(struct store *store, struct err *err);
bool store_bulk_end(struct store *store, struct err *err);

enum { STORE_READ_ONLY = 1, STORE_KIOSK = 2 };
/* Opens an existing file: refuses foreign, newer, damaged ones unchanged and network file systems; upgrades an older
 * schema under the writer lock (not with STORE_READ_ONLY). Sets the clock's zone from the file. A folder or file that
 * may not be written opens read-only only when asked, else ERR_DATABASE says which right is missing. STORE_KIOSK: a
 * shared terminal's connection, which SQLite itself keeps from everything kiosk_access.h does not name: ERR_DATABASE
 * there is a mistake of the program. */
struct store *store_open(const char *path, int flags, struct err *err);
void store_close(struct store *store); /* NULL is fine */
const char *store_path(const struct store *store);
bool store_is_read_only(const struct store *store);
bool store_is_kiosk(const struct store *store);
/* SQLite's version as linked, for --version and check. */
const char *store_sqlite_version(void);

/* Who and where: on every audit row. officer_id 0: nobody yet. `terminal` is copied. With sign_on a sign_on row is
 * written (undo reaches back to it); commands pass false. */
bool store_sign_on(struct store *store, int64_t officer_id, const char *terminal, bool sign_on, struct err *err);
/* Had the officer who is signed on signed on at this terminal before, at `since` or later? The present sign-on does not
 * count. Looks back no further than `since`. */
bool store_signed_on_since(struct store *store, int64_t since, bool *earlier, struct err *err);
/* The name of whoever of that role ("officer") signed on last, wherever; "": nobody. */
bool store_last_signed_on(struct store *store, const char *role, char *name, size_t size, struct err *err);
int64_t store_officer(const struct store *store);
const char *store_terminal(const struct store *store);
/* Who stands at a shared terminal; 0: nobody. What is done from now on is in the audit as their own act. `proven`: they
 * have typed their PIN, and only then the connection reads what kiosk_access.h says of their own households. */
void store_act_for(struct store *store, int64_t volunteer_id, bool proven);
int64_t store_volunteer(const struct store *store);
bool store_volunteer_proven(const struct store *store);
/* This terminal masks names (Ctrl-T): then refusals name nobody in full (named_told in src/domain/named.h). */
void store_mask_names(struct store *store, bool masked);
bool store_masks_names(const struct store *store);

/* A write transaction: takes NAME.lock (flock; first without waiting, then blocking, interrupted every 500 ms to call
 * `waiting`, given up after 10 s with ERR_BUSY), blocks terminal signals, BEGIN IMMEDIATE, checks the schema number
 * (ERR_SCHEMA). `verb` is the audit's ("gate.add"), a constant. ERR_ROLE on a read-only store. */
bool store_begin(struct store *store, const char *verb, struct err *err);
/* Inside a transaction, before its first change: it is the program's own (a duty of the clock). Its batch names no
 * officer, and nobody's Ctrl-Z takes it back. */
void store_act_alone(struct store *store);
/* The same, going on with a batch of several transactions of the same verb: bulk work is taken back as one. */
bool store_resume(struct store *store, const char *verb, int64_t batch, struct err *err);
/* COMMIT, checkpoint when due, unlock, wake the other terminals. false: nothing was saved (rolled back). */
bool store_commit(struct store *store, struct err *err);
/* Takes everything back; fine without a transaction. */
void store_rollback(struct store *store);
bool store_in_transaction(const struct store *store);
/* From now on every store_commit of this connection takes everything back and says true: --dry-run goes through the
 * same verbs and checks as the real thing. */
void store_rehearse(struct store *store);
/* The batch of the running transaction (made by its first row change), 0 when nothing was changed yet. */
int64_t store_batch(const struct store *store);
/* Called during a wait for the lock: who holds it ("process 4711", from /proc/locks) and for how long we have waited.
 */
void store_on_wait(struct store *store, void (*waiting)(void *context, const char *holder, int waited_ms),
                   void *context);

/* A read transaction around several reads that must agree; cheap. Never across a wait for a key. */
bool store_read_begin(struct store *store, struct err *err);
void store_read_end(struct store *store);

/* Live (architecture.md §4): topics of change_seq. Bits are for screen_def.topics. */
enum store_topic {
    TOPIC_GATE = 1,
    TOPIC_PEOPLE = 2,
    TOPIC_FLAG = 4,
    TOPIC_CHECKPOINT = 8,
    TOPIC_OFFICER = 16,
    TOPIC_SETTING = 32,
    TOPIC_ALARM = 64,
    TOPIC_PASS = 128,
    TOPIC_VISITOR = 256, /* expected visitors and parcels */
    TOPIC_INCIDENT = 512,
    TOPIC_NOTICE = 1024, /* notices, posters, patrol notes */
    TOPIC_STRUCTURE = 2048,
    TOPIC_SCREENING = 4096,   /* survey rounds, surveys, arrivals, declarations */
    TOPIC_OBSERVATION = 8192, /* observations, readings */
    TOPIC_FOLLOW_UP = 16384,  /* tiers, follow-ups, teams, visits, pairings */
    TOPIC_SUPPLY = 32768,     /* requests and errands */
    TOPIC_STOCK = 1 << 19,    /* goods, donations, the stock's ledger */
    TOPIC_ROSTER = 1 << 20,   /* volunteers, leave, posts, shifts, calls */
    TOPIC_PRINTING = 1 << 21, /* what went to paper */
    TOPIC_KIOSK = 1 << 22,    /* whatever a shared terminal saved, which may not judge it: a desk does */
    TOPIC_CLOCK = 1 << 16,    /* the minute changed; no row of change_seq */
    TOPIC_DAY = 1 << 18,      /* midnight in the community's zone; no row of change_seq */
    TOPIC_SESSION = 1 << 17,  /* mask, language or officer switched here; no row of change_seq */
};
/* Descriptor to poll: readable when another terminal (lock file) or another program (-wal) may have committed. -1 when
 * it cannot be watched. */
int store_watch_descriptor(struct store *store);
/* Reads the events away; returns the bits of topics whose seq moved since the last call (our own commits too); all of
 * them when something was committed that moved none: another program's, which may have changed anything.
 * *again_ms gets when to look again: 2, 4 … 256 after an event on -wal whose commit is not visible yet, else 500. */
unsigned store_changed(struct store *store, int *again_ms);

/* integrity, foreign keys, settings of the connection, schema, and what follows from the records; each finding is one
 * line in `report`; false when something is wrong. */
bool store_check(struct store *store, struct buffer *report, struct err *err);
#endif
