#include "gatepost/curfew.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/quota.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdlib.h>

/* At a time, so that nobody waits long for the lock: who is beyond is closed by the next minute's duty. */
enum { STAYS_MOST = 2000 };

bool curfew_before(struct store *store, int64_t at, int64_t *curfew)
{
    int seconds = 0;
    if (!setting_time(store, "curfew.time", &seconds))
        return false;
    for (int day = clock_day(at);; day = clock_day_add(day, -1)) {
        struct civil_time civil = {.year = day / 10000,
                                   .month = day / 100 % 100,
                                   .day = day % 100,
                                   .hour = seconds / 3600,
                                   .minute = seconds / 60 % 60};
        *curfew = clock_at(&civil);
        if (*curfew <= at)
            return true;
    }
}

bool curfew_is_past(struct store *store, enum crossing_class class, int64_t since, int64_t now)
{
    int64_t curfew = 0;
    return presence_must_leave(class) && curfew_before(store, now, &curfew) && since < curfew;
}

static bool need_curfew(struct store *store, int64_t now, int64_t *curfew, struct err *err)
{
    return curfew_before(store, now, curfew) ||
           err_set(err, ERR_INPUT, _("No curfew is set: give it a time in the settings (curfew.time)."));
}

bool curfew_count(struct store *store, int64_t now, int *count, struct err *err)
{
    int64_t curfew = 0;
    *count = 0;
    if (!need_curfew(store, now, &curfew, err))
        return false;
    struct stay *stays = memory_new(STAYS_MOST, sizeof *stays);
    bool read = stay_list(store, curfew, false, stays, STAYS_MOST, count, err);
    free(stays);
    return read;
}

/* Inside a transaction: who is inside is asked under the lock, so that two desks close once. */
static bool close_stays(struct store *store, int64_t curfew, bool untouched, int *count, struct err *err)
{
    struct stay *stays = memory_new(STAYS_MOST, sizeof *stays);
    int64_t now = clock_now();
    bool good = stay_list(store, curfew, untouched, stays, STAYS_MOST, count, err);
    for (int i = 0; good && i < *count; i++)
        good = closing_add(store, stays[i].crossing_id, now, err);
    free(stays);
    return good;
}

bool presence_close(struct store *store, int *count, int64_t *batch, struct err *err)
{
    int64_t curfew = 0, now = clock_now();
    *count = 0;
    if (!verb_begin(store, "presence.close", err))
        return false;
    bool good = need_curfew(store, now, &curfew, err) && close_stays(store, curfew, false, count, err) &&
                alarm_scan(store, now, err);
    *batch = store_batch(store);
    return verb_end(store, good, err);
}

static bool reopen(struct store *store, int64_t batch, const char *reason, int *count, struct err *err)
{
    int64_t *ids = memory_new(STAYS_MOST, sizeof *ids);
    bool good = closing_of_batch(store, batch, ids, STAYS_MOST, count, err);
    if (good && *count == 0)
        good = err_set(err, ERR_NOT_FOUND, _("Nothing of batch %lld is closed."), (long long)batch);
    for (int i = 0; good && i < *count; i++)
        good = row_void(store, "closing", ids[i], -1, reason, err);
    free(ids);
    return good;
}

bool presence_reopen(struct store *store, int64_t batch, const char *reason, int *count, struct err *err)
{
    char why[NOTE_BYTES];
    *count = 0;
    if (!reason_accept(reason, why, err) || !verb_begin(store, "presence.reopen", err))
        return false;
    bool good = reopen(store, batch, why, count, err) && alarm_scan(store, clock_now(), err);
    return verb_end(store, good, err);
}

/* ---- the duty of the clock ---- */

/* The last curfew whose time for leaving is over; false when nothing is closed by the clock. */
static bool curfew_over(struct store *store, int64_t now, int64_t *curfew)
{
    int minutes = setting_integer(store, "curfew.close_minutes");
    return minutes > 0 && curfew_before(store, now - (int64_t)minutes * 60, curfew);
}

bool curfew_due(struct store *store, int64_t now)
{
    int64_t curfew = 0;
    struct stay stay;
    int count = 0;
    return curfew_over(store, now, &curfew) && stay_list(store, curfew, true, &stay, 1, &count, NULL) && count > 0;
}

bool curfew_run(struct store *store, int64_t now, struct err *err)
{
    int64_t curfew = 0;
    int count = 0;
    if (!curfew_over(store, now, &curfew))
        return true;
    store_act_alone(store);
    return close_stays(store, curfew, true, &count, err);
}
