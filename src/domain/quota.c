#include "gatepost/quota.h"
#include "gatepost/clock.h"
#include "gatepost/observed_people.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"

enum { EXITS_MOST = 20, FLAGS_MOST = 16 }; /* setting quota.exits is at most EXITS_MOST */

int64_t quota_out_seconds(struct store *store)
{
    return (int64_t)setting_integer(store, "quota.hours") * 3600;
}

/* The flag speaks for what is older than the register of observations; one that is missing frees nobody. */
static bool is_observed(struct store *store, int64_t place_id, int64_t at)
{
    struct flag flags[FLAGS_MOST];
    int count = 0;
    flag_in_force(store, 0, place_id, at, flags, FLAGS_MOST, &count, NULL);
    for (int i = 0; i < count; i++)
        if (flags[i].kind == FLAG_OBSERVATION)
            return true;
    return observed_at(store, 0, place_id, at);
}

bool quota_applies(struct store *store, int64_t place_id, int64_t at)
{
    struct place place;
    if (place_id == 0 || setting_integer(store, "quota.days") == 0 || !place_get(store, place_id, &place, NULL))
        return false;
    return (place.kind == PLACE_HOUSEHOLD || place.kind == PLACE_RENTED) && !is_observed(store, place_id, at);
}

bool quota_of_place(struct store *store, int64_t place_id, int64_t at, int64_t except_id, struct quota *quota,
                    struct err *err)
{
    struct crossing_exit exits[EXITS_MOST];
    *quota = (struct quota){0};
    if (!quota_applies(store, place_id, at))
        return true;
    *quota = (struct quota){.applies = true,
                            .days = setting_integer(store, "quota.days"),
                            .exits = setting_integer(store, "quota.exits"),
                            .hours = setting_integer(store, "quota.hours")};
    int64_t from = clock_day_start(clock_day_add(clock_day(at), 1 - quota->days));
    if (!crossing_exits(store, place_id, from, at, except_id, exits, EXITS_MOST, &quota->used, err))
        return false;
    quota->left = quota->used < quota->exits ? quota->exits - quota->used : 0;
    if (quota->used > 0) {
        quota->last_out_at = exits[0].at;
        text_copy(quota->last_name, sizeof quota->last_name, exits[0].person_name);
    }
    /* One is free again when the exit that fills the quota is out of the days. */
    if (quota->left == 0)
        quota->next_at = clock_day_start(clock_day_add(clock_day(exits[quota->exits - 1].at), quota->days));
    return true;
}
