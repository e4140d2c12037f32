/* Alarm rows and leases (architecture.md §2.7); the rules are alarm_rules.h's. */
#ifndef GATEPOST_ALARM_H
#define GATEPOST_ALARM_H
#include "gatepost/store.h"

struct alarm {
    int64_t id, subject, raised_at, acknowledged_at, acknowledged_by, cleared_at;
    char rule[24], occasion[64], words[200], acknowledged_name[128];
    /* In a grouped window: how many alarms of its rule and occasion are in that state, itself included; 0 when a newer
     * one stands for the group. */
    int members;
};
/* Inserted or ignored: *raised tells whether it is new. Inside a running transaction. Not part of a batch: an alarm is
 * no entry. */
bool alarm_raise(struct store *store, const char *rule, int64_t subject, const char *occasion, const char *words,
                 bool *raised, struct err *err);
/* True when this alarm row exists already (whatever its state). */
bool alarm_exists(struct store *store, const char *rule, int64_t subject, const char *occasion);
/* How many alarms there are of this rule about this subject, whatever their state. */
bool alarm_times(struct store *store, const char *rule, int64_t subject, int64_t *times, struct err *err);
/* An alarm that is not cleared, acknowledged or not. */
struct alarm_standing {
    int64_t id, subject;
    char occasion[64];
    bool acknowledged;
};
/* Those of one rule in the order of subject and occasion; free *standing. By an index of these alone. */
bool alarm_standing_list(struct store *store, const char *rule, struct alarm_standing **standing, int *count,
                         struct err *err);
/* Those about one subject, at most `most`. */
bool alarm_standing_of(struct store *store, const char *rule, int64_t subject, struct alarm_standing *standing,
                       int most, int *count, struct err *err);
/* Cleared: its cause is gone, or it was acknowledged and is too old to matter. Inside a running transaction. */
bool alarm_clear(struct store *store, int64_t id, struct err *err);
/* ERR_NOT_FOUND. */
bool alarm_get(struct store *store, int64_t id, struct alarm *alarm, struct err *err);
/* The newest alarm of this rule about this subject that somebody took note of; false without one. */
bool alarm_acknowledged(struct store *store, const char *rule, int64_t subject, struct alarm *alarm);
/* Acknowledged now by the officer signed on; it must not be yet. In the audit. Inside a running transaction; the verb
 * is alarm_rules.h's. */
bool alarm_acknowledge(struct store *store, int64_t id, struct err *err);
/* How many are open, and the one that was raised last whatever the clock said (0: none). */
bool alarm_open_count(struct store *store, int *total, int64_t *last_id, struct err *err);
/* Open ones, newest first; *total counts all open. */
bool alarm_open_list(struct store *store, struct alarm *alarms, int most, int *count, int *total, struct err *err);

enum alarm_state {
    ALARM_ANY,
    ALARM_OPEN, /* neither acknowledged nor cleared */
    ALARM_PAST,
};
enum { ALARM_MEMBERS_MOST = 1000 };
struct alarm_window {
    enum alarm_state state;
    const char *rule, *occasion; /* only the members of this group; NULL, NULL: all */
    bool grouped;                /* count members: ALARM_MEMBERS_MOST for so many or more */
    int64_t raised_at, id;       /* beyond this one, exclusive; 0, 0: from the newest, `newer`: from the oldest */
    bool newer;                  /* towards newer ones, nearest first; else towards older */
    struct alarm *alarms;
    int most, count;
};
/* Fills a window by an index, whatever the number of alarms. */
bool alarm_window(struct store *store, struct alarm_window *window, struct err *err);
/* The newest of each group of open alarms with its members counted (to ALARM_MEMBERS_MOST), newest group first, at most
 * `most`. Costs by the number of groups, not of alarms. */
bool alarm_open_groups(struct store *store, struct alarm *alarms, int most, int *count, struct err *err);

/* Somebody tried whether the alarm is heard at a terminal. */
struct sound_test {
    int64_t at, officer_id;
    bool heard;
    char officer_name[128];
};
/* Now, at this terminal, by the officer signed on. Inside a running transaction; the verb is alarm_sound.h's. */
bool sound_test_insert(struct store *store, bool heard, int64_t *id, struct err *err);
/* The last one at a terminal; at = 0 when there was none. By an index. */
bool sound_test_last(struct store *store, const char *terminal, struct sound_test *test, struct err *err);

/* Takes or renews a lease for `seconds`: true when it is ours now. *done_at gets when the duty was last carried out.
 * Inside a running transaction. */
bool lease_take(struct store *store, const char *name, int seconds, bool *ours, int64_t *done_at, struct err *err);
bool lease_done(struct store *store, const char *name, int64_t at, struct err *err);
/* Gives a lease of ours back before its time. Inside a running transaction. */
bool lease_release(struct store *store, const char *name, struct err *err);
/* True while another one holds it. */
bool lease_is_others(struct store *store, const char *name);
/* True while somebody, we ourselves too, holds it. */
bool lease_is_held(struct store *store, const char *name);
#endif
