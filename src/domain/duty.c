#include "gatepost/duty.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/curfew.h"
#include "roster_act.h"

/* Longer than the minute between two calls, so that the desk that has a duty keeps it; a desk that died loses it soon.
 */
enum { LEASE_SECONDS = 150 };

struct duty {
    const char *name; /* of the lease */
    const char *verb; /* what the audit calls its batch */
    bool (*due)(struct store *store, int64_t now);
    bool (*run)(struct store *store, int64_t now, struct err *err); /* inside a transaction */
};
static const struct duty duties[] = {
    {"curfew", "presence.close", curfew_due, curfew_run}, /* before the alarms: what it closes rings no more */
    {"roster", "shift.out", roster_close_due, roster_close_run},
    {"alarms", "alarm.scan", alarm_due, alarm_scan},
};

static bool carry_out(struct store *store, const struct duty *duty, int64_t now, struct err *err)
{
    bool ours = false;
    int64_t done_at = 0;
    if (!lease_take(store, duty->name, LEASE_SECONDS, &ours, &done_at, err))
        return false;
    return !ours || (duty->run(store, now, err) && lease_done(store, duty->name, now, err));
}

static bool do_when_due(struct store *store, const struct duty *duty, int64_t now, struct err *err)
{
    if (!duty->due(store, now))
        return true;
    if (!store_begin(store, duty->verb, err))
        return false;
    if (carry_out(store, duty, now, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool duty_run(struct store *store, int64_t now, struct err *err)
{
    if (store_is_read_only(store))
        return true;
    for (size_t i = 0; i < sizeof duties / sizeof duties[0]; i++)
        if (!do_when_due(store, &duties[i], now, err))
            return false;
    return true;
}

bool duty_follow_volunteers(struct store *store, int64_t now, struct err *err)
{
    static const struct duty duty = {"alarms", "alarm.scan", alarm_due_by_volunteers, alarm_scan_by_volunteers};
    return store_is_read_only(store) || lease_is_others(store, duty.name) || do_when_due(store, &duty, now, err);
}
