/* Alarm rows and leases (architecture.md §2.7); the rules are alarm_rules.h's. */
#ifndef GATEPOST_ALARM_H
#define GATEPOST_ALARM_H
#include "gatepost/store.h"

struct alarm {
    int64_t id, subject, raised_at, acknowledged_at, acknowledged_by, cleared_at;
    char rule[24], occasion[64], words[200], acknowledged_name[128];
};
/* Inserted or ignored: *raised tells whether it is new. Inside a running transaction. Not part of a batch: an alarm is
 * no entry. */
bool alarm_raise(struct store *store, const char *rule, int64_t subject, const char *occasion, const char *words,
                 bool *raised, struct err *err);
/* True when this alarm row exists already (whatever its state). */
bool alarm_exists(struct store *store, const char *rule, int64_t subject, const char *occasion);
/* An alarm that is not cleared, acknowledged or not. */
struct alarm_standing {
    int64_t id, subject;
    char occasion[64];
    bool acknowledged;
};
/* Those of one rule in the order of subject and occasion; free *standing. By an index of these alone. */
bool alarm_standing_list(struct store *store, const char *rule, struct alarm_standing **standing, int *count,
                         struct err *err);
/* Cleared: its cause is gone, or it was acknowledged and is too old to matter. Inside a running transaction. */
bool alarm_clear(struct store *store, int64_t id, struct err *err);
/* ERR_NOT_FOUND. */
bool alarm_get(struct store *store, int64_t id, struct alarm *alarm, struct err *err);
/* Acknowledged now by the officer signed on; it must not be yet. In the audit. Inside a running transaction; the verb
 * is alarm_rules.h's. */
/* The newest alarm of this rule about this subject that somebody took note of; false without one. */
bool alarm_acknowledged(struct store *store, const char *rule, int64_t subject, struct alarm *alarm);
bool alarm_acknowledge(struct store *store, int64_t id, struct err *err);
/* Open ones, newest first; *total counts all open. */
bool alarm_open_list(struct store *store, struct alarm *alarms, int most, int *count, int *total, struct err *err);
/* All, newest first, beyond (raised_at, id); 0,0 from the newest. */
bool alarm_window(struct store *store, int64_t raised_at, int64_t id, bool newer, struct alarm *alarms, int most,
                  int *count, struct err *err);

/* Takes or renews a lease for `seconds`: true when it is ours now. *done_at gets when the duty was last carried out.
 * Inside a running transaction. */
bool lease_take(struct store *store, const char *name, int seconds, bool *ours, int64_t *done_at, struct err *err);
bool lease_done(struct store *store, const char *name, int64_t at, struct err *err);
/* Gives a lease of ours back before its time. Inside a running transaction. */
bool lease_release(struct store *store, const char *name, struct err *err);
/* True while somebody, we ourselves too, holds it. */
bool lease_is_held(struct store *store, const char *name);
#endif
