/* Live between terminals (architecture.md §4): what to wake for, and what has moved. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/settings.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    POLL_MS = 500,      /* net below everything that wakes us */
    AGAIN_FIRST_MS = 2, /* after an event on the -wal, which comes before the commit can be seen */
    AGAIN_LAST_MS = 256,
    WATCHED = IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF,
};

#define OTHER_ROWS "other" /* a commit that touches no topic moves it: one that moves nothing at all is not ours */

static const struct {
    const char *name;
    unsigned bit;
} topics[TOPICS] = {
    {"gate", TOPIC_GATE},
    {"people", TOPIC_PEOPLE},
    {"flag", TOPIC_FLAG},
    {"checkpoint", TOPIC_CHECKPOINT},
    {"officer", TOPIC_OFFICER},
    {"setting", TOPIC_SETTING},
    {"alarm", TOPIC_ALARM},
    {"pass", TOPIC_PASS},
    {"visitor", TOPIC_VISITOR},
    {"incident", TOPIC_INCIDENT},
    {"notice", TOPIC_NOTICE},
    {"structure", TOPIC_STRUCTURE},
    {"screening", TOPIC_SCREENING},
    {"observation", TOPIC_OBSERVATION},
    {"follow_up", TOPIC_FOLLOW_UP},
    {"supply", TOPIC_SUPPLY},
    {"stock", TOPIC_STOCK},
    {"roster", TOPIC_ROSTER},
    {"printing", TOPIC_PRINTING},
    {"kiosk", TOPIC_KIOSK},
    {OTHER_ROWS, 0},
};

/* Every table of the schema in order of its name, and the topics its rows belong to; 0: no pane shows them, or they are
 * written only beside rows that have one. SQLite tells nothing of tables WITHOUT ROWID. */
static const struct table_topics {
    const char *table;
    unsigned topics;
} tables[] = {
    {"absence", TOPIC_ROSTER},
    {"acknowledgement", TOPIC_ALARM},
    {"alarm", TOPIC_ALARM},
    {"arrival", TOPIC_SCREENING},
    {"assignment", TOPIC_ROSTER},
    {"audit", 0},
    {"audit_payload", 0},
    {"batch", 0},
    {"call_out", TOPIC_ROSTER},
    {"change_seq", 0},
    {"checkpoint", TOPIC_CHECKPOINT},
    {"closing", TOPIC_GATE},
    {"contact", TOPIC_STRUCTURE},
    {"crossing", TOPIC_GATE},
    {"declaration", TOPIC_SCREENING},
    {"distinct_pair", TOPIC_PEOPLE},
    {"donation", TOPIC_STOCK},
    {"errand", TOPIC_SUPPLY},
    {"expected", TOPIC_VISITOR},
    {"flag", TOPIC_FLAG},
    {"follow_up", TOPIC_FOLLOW_UP},
    {"gate_quarter", 0},
    {"gate_tally", 0},
    {"goods", TOPIC_STOCK},
    {"import", 0},
    {"import_complete", TOPIC_PEOPLE | TOPIC_GATE},
    {"import_keys", 0},
    {"incident", TOPIC_INCIDENT},
    {"keeper", TOPIC_FOLLOW_UP},
    {"kiosk_key", 0},
    {"kiosk_name", 0},
    {"lease", 0},
    {"look", TOPIC_PEOPLE},
    {"meta", 0},
    {"notice", TOPIC_NOTICE},
    {"notice_read", TOPIC_NOTICE},
    {"observation", TOPIC_OBSERVATION},
    {"officer", TOPIC_OFFICER},
    {"officer_pin", 0},
    {"pairing", TOPIC_FOLLOW_UP},
    {"parcel", TOPIC_VISITOR},
    {"pass", TOPIC_PASS},
    {"patrol", TOPIC_NOTICE},
    {"person", TOPIC_PEOPLE},
    {"phrase", 0},
    {"pin_try", 0},
    {"place", TOPIC_PEOPLE},
    {"post", TOPIC_ROSTER},
    {"post_closed", TOPIC_ROSTER},
    {"poster", TOPIC_NOTICE},
    {"presence", TOPIC_GATE},
    {"presence_tally", 0},
    {"printing", TOPIC_PRINTING},
    {"printing_row", 0},
    {"reading", TOPIC_OBSERVATION},
    {"search_key", 0},
    {"search_subject", 0},
    {"setting", TOPIC_SETTING},
    {"sign_on", 0},
    {"sound_test", TOPIC_ALARM},
    {"stock_entry", TOPIC_STOCK},
    {"supply", TOPIC_SUPPLY},
    {"supply_delivery", TOPIC_SUPPLY},
    {"supply_line", TOPIC_SUPPLY},
    {"supply_step", TOPIC_SUPPLY},
    {"survey", TOPIC_SCREENING},
    {"survey_round", TOPIC_SCREENING},
    {"team", TOPIC_FOLLOW_UP},
    {"team_day", TOPIC_FOLLOW_UP},
    {"term_change", TOPIC_OBSERVATION},
    {"tier", TOPIC_FOLLOW_UP},
    {"vehicle", TOPIC_PEOPLE},
    {"visit", TOPIC_FOLLOW_UP},
    {"volunteer", TOPIC_ROSTER},
    {"volunteer_pin", 0},
};

/* ---- what we move ---- */

static int compare_table(const void *name, const void *row)
{
    return strcmp(name, ((const struct table_topics *)row)->table);
}

static const struct table_topics *find_table(const char *name)
{
    return bsearch(name, tables, sizeof tables / sizeof tables[0], sizeof tables[0], compare_table);
}

bool watch_table(const char *name, unsigned *topics_of)
{
    const struct table_topics *table = find_table(name);
    *topics_of = table != NULL ? table->topics : 0;
    return table != NULL;
}

void watch_row(void *context, int operation, const char *schema, const char *name, sqlite3_int64 id)
{
    struct store *store = context;
    unsigned touched = 0;
    (void)schema;
    (void)id;
    watch_table(name, &touched);
    bool unseen = operation == SQLITE_INSERT && store->keys_later && touched == TOPIC_PEOPLE;
    if (!unseen) /* nobody sees such a row before its import is complete, and that moves the topic on */
        store->watch.touched |= touched;
}

static bool move_on(struct store *store, const char *topic, struct err *err)
{
    struct statement *statement =
        statement_take(store, "UPDATE change_seq SET seq = seq + 1 WHERE topic = :topic", err);
    if (statement == NULL)
        return false;
    statement_text(statement, "topic", topic);
    statement_row(statement);
    return statement_done(statement, err);
}

bool watch_seal(struct store *store, struct err *err)
{
    bool changed = sqlite3_total_changes64(store->db) != store->changes_before;
    if (store->kiosk && changed)
        store->watch.touched |= TOPIC_KIOSK;
    if (store->watch.touched == 0 && changed)
        return move_on(store, OTHER_ROWS, err);
    for (int i = 0; i < TOPICS; i++)
        if ((store->watch.touched & topics[i].bit) != 0 && !move_on(store, topics[i].name, err))
            return false;
    return true;
}

/* ---- what moved ---- */

/* Bits of the topics that moved on since `seq`, which is brought up to date; all of them when nothing did: another
 * program wrote, and nobody knows what. */
static unsigned read_topics(struct store *store, int64_t *seq)
{
    unsigned moved = 0, all = 0;
    bool ours = false;
    struct statement *statement = statement_take(store, "SELECT topic, seq FROM change_seq", NULL);
    if (statement == NULL)
        return 0;
    while (statement_row(statement))
        for (int i = 0; i < TOPICS; i++) {
            if (strcmp(topics[i].name, column_text(statement, 0)) != 0)
                continue;
            bool moves = seq[i] != column_integer(statement, 1);
            all |= topics[i].bit;
            moved |= moves ? topics[i].bit : 0;
            ours = ours || moves;
            seq[i] = column_integer(statement, 1);
        }
    statement_done(statement, NULL);
    return ours ? moved : all;
}

void watch_start(struct store *store)
{
    struct watch *watch = &store->watch;
    *watch = (struct watch){.descriptor = -1, .lock_id = -1, .wal_id = -1};
    statement_integer_of(store, "PRAGMA data_version", &watch->data_version, NULL);
    read_topics(store, watch->seq);
}

void watch_stop(struct store *store)
{
    if (store->watch.descriptor >= 0)
        close(store->watch.descriptor);
    store->watch.descriptor = -1;
}

/* ---- events ---- */

static void add_watches(struct store *store)
{
    struct watch *watch = &store->watch;
    char wal[PATH_MAX];
    if (watch->lock_id < 0)
        watch->lock_id = inotify_add_watch(watch->descriptor, store->lock.path, WATCHED);
    if (watch->wal_id < 0 && (size_t)snprintf(wal, sizeof wal, "%s-wal", store->path) < sizeof wal)
        watch->wal_id = inotify_add_watch(watch->descriptor, wal, WATCHED);
}

int store_watch_descriptor(struct store *store)
{
    struct watch *watch = &store->watch;
    if (watch->descriptor < 0) {
        watch->descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        if (watch->descriptor >= 0)
            add_watches(store);
    }
    return watch->descriptor;
}

/* A file that went away or was replaced is watched anew at the next look. */
static void forget_watch(struct watch *watch, const struct inotify_event *event)
{
    if ((event->mask & IN_IGNORED) == 0)
        inotify_rm_watch(watch->descriptor, event->wd);
    if (event->wd == watch->lock_id)
        watch->lock_id = -1;
    if (event->wd == watch->wal_id)
        watch->wal_id = -1;
}

/* Reads the events away; true when the -wal was written to. */
static bool drain(struct store *store)
{
    struct watch *watch = &store->watch;
    _Alignas(struct inotify_event) char bytes[4096];
    bool wal = false;
    ssize_t got = 0;
    if (watch->descriptor < 0)
        return false;
    while ((got = read(watch->descriptor, bytes, sizeof bytes)) > 0)
        for (char *at = bytes; at < bytes + got;) {
            const struct inotify_event *event = (const struct inotify_event *)(void *)at;
            wal = wal || event->wd == watch->wal_id;
            if ((event->mask & (uint32_t)~IN_MODIFY) != 0)
                forget_watch(watch, event);
            at += sizeof *event + event->len;
        }
    if (watch->lock_id < 0 || watch->wal_id < 0)
        add_watches(store);
    return wal;
}

/* ---- looks ---- */

static unsigned take_change(struct store *store, int64_t data_version)
{
    struct watch *watch = &store->watch;
    watch->data_version = data_version;
    watch->own_commit = false;
    watch->again_ms = 0;
    unsigned bits = read_topics(store, watch->seq);
    if (bits & TOPIC_SETTING)
        settings_forget(store);
    return bits;
}

/* Plans the looks after an event on the -wal: 2, 4 … 256 ms apart, each only when its time has come. */
static void plan_next_look(struct watch *watch, bool wal_event)
{
    int64_t now = clock_real_ms();
    if (wal_event && watch->again_ms == 0)
        watch->again_ms = AGAIN_FIRST_MS;
    else if (watch->again_ms > 0 && now >= watch->again_at)
        watch->again_ms = watch->again_ms < AGAIN_LAST_MS ? watch->again_ms * 2 : 0;
    else
        return;
    watch->again_at = now + watch->again_ms;
}

unsigned store_changed(struct store *store, int *again_ms)
{
    struct watch *watch = &store->watch;
    bool wal_event = drain(store);
    int64_t data_version = watch->data_version;
    unsigned bits = 0;
    statement_integer_of(store, "PRAGMA data_version", &data_version, NULL);
    if (data_version != watch->data_version || watch->own_commit)
        bits = take_change(store, data_version);
    else
        plan_next_look(watch, wal_event);
    *again_ms = POLL_MS;
    if (watch->again_ms > 0) {
        int64_t left = watch->again_at - clock_real_ms();
        *again_ms = left > 0 ? (int)left : 1;
    }
    return bits;
}
