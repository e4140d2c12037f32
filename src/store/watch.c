/* Live between terminals (architecture.md §4): what to wake for, and what has moved. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/settings.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    POLL_MS = 500,      /* net below everything that wakes us */
    AGAIN_FIRST_MS = 2, /* after an event on the -wal, which comes before the commit can be seen */
    AGAIN_LAST_MS = 256,
    WATCHED = IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF,
};

static const struct {
    const char *name;
    unsigned bit;
} topics[TOPICS] = {
    {"gate", TOPIC_GATE},           {"people", TOPIC_PEOPLE},
    {"flag", TOPIC_FLAG},           {"checkpoint", TOPIC_CHECKPOINT},
    {"officer", TOPIC_OFFICER},     {"setting", TOPIC_SETTING},
    {"alarm", TOPIC_ALARM},         {"pass", TOPIC_PASS},
    {"visitor", TOPIC_VISITOR},     {"incident", TOPIC_INCIDENT},
    {"notice", TOPIC_NOTICE},       {"structure", TOPIC_STRUCTURE},
    {"screening", TOPIC_SCREENING}, {"observation", TOPIC_OBSERVATION},
    {"follow_up", TOPIC_FOLLOW_UP}, {"supply", TOPIC_SUPPLY},
    {"stock", TOPIC_STOCK},
};

/* ---- what moved ---- */

/* Bits of the topics that moved on since `seq`, which is brought up to date. */
static unsigned read_topics(struct store *store, int64_t *seq)
{
    unsigned moved = 0;
    struct statement *statement = statement_take(store, "SELECT topic, seq FROM change_seq", NULL);
    if (statement == NULL)
        return 0;
    while (statement_row(statement))
        for (int i = 0; i < TOPICS; i++) {
            if (strcmp(topics[i].name, column_text(statement, 0)) != 0)
                continue;
            moved |= seq[i] != column_integer(statement, 1) ? topics[i].bit : 0;
            seq[i] = column_integer(statement, 1);
        }
    statement_done(statement, NULL);
    return moved;
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
