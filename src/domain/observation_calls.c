#include "gatepost/observation_calls.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"

enum { AT_ONCE = 32, LISTED_DAYS = 14 };

/* What stays the same while a window is filled. */
struct calling {
    int days[SETTING_DAYS_MOST], count;
    int today;
};

static void start(struct store *store, int64_t now, struct calling *calling)
{
    calling->count = setting_days(store, "observation.calls", calling->days);
    calling->today = clock_day(now);
}

static int64_t listed_from(const struct calling *calling)
{
    return clock_day_start(clock_day_add(calling->today, -(calling->days[calling->count - 1] + LISTED_DAYS)));
}

static bool is_due(const struct calling *calling, const struct released *released, struct observation_call *call)
{
    int release_day = clock_day(released->ended_at);
    call->day = 0;
    for (int i = 0; i < calling->count; i++) {
        int due = clock_day_add(release_day, calling->days[i]);
        if (calling->days[i] <= released->answered_day || due > calling->today)
            continue;
        call->day = calling->days[i];
        call->due_day = due;
    }
    call->overdue = call->day != 0 && call->due_day < calling->today;
    call->tried_at = released->tried_at;
    call->key = (struct record_key){.integer = released->ended_at, .id = released->id};
    return call->day != 0;
}

bool observation_calls(struct store *store, struct observation_calls_window *window, struct err *err)
{
    struct released released[AT_ONCE];
    struct calling calling;
    int64_t until = clock_real_ms() + window->budget_ms;
    int count = 0;
    start(store, window->now, &calling);
    const struct record_key *anchor = window->anchor;
    window->count = 0;
    window->finished = calling.count == 0;
    while (!window->finished && window->count < window->most && (window->budget_ms == 0 || clock_real_ms() <= until)) {
        if (!observation_released(store, listed_from(&calling), anchor, window->backwards, released, AT_ONCE, &count,
                                  err))
            return false;
        int taken = 0;
        for (; taken < count && window->count < window->most; taken++) {
            struct observation_call *call = &window->calls[window->count];
            bool due = is_due(&calling, &released[taken], call);
            window->reached = call->key;
            if (due && !record_get(store, &observation_table, released[taken].id, &call->observation, err))
                return false;
            window->count += due;
        }
        window->finished = count < AT_ONCE && taken == count;
        anchor = &window->reached;
    }
    return true;
}

void observation_call_begin(const struct observation_call *call, struct follow_up *follow_up)
{
    *follow_up = (struct follow_up){.place_id = call->observation.place_id,
                                    .observation_id = call->observation.head.id,
                                    .how = FOLLOW_UP_PHONE,
                                    .release_day = call->day};
}
