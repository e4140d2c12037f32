/* Who goes out, how often and for how long (domain.md §2): what quota and presence say at the gate. */
#include "gate_assess.h"
#include "gatepost/clock.h"
#include "gatepost/mask.h"
#include "gatepost/moment.h"
#include "gatepost/presence.h"
#include "gatepost/quota.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { LATE_SECONDS = 3600 };

static bool is_of_household(struct store *store, const struct crossing *crossing)
{
    struct person person;
    return (crossing->class == CLASS_RESIDENT || crossing->class == CLASS_TENANT) && crossing->person_id != 0 &&
           person_get(store, crossing->person_id, &person, NULL) && person.place_id != 0 &&
           (crossing->place_id == 0 || crossing->place_id == person.place_id);
}

static int64_t household_of(struct store *store, const struct crossing *crossing)
{
    struct person person;
    if (crossing->place_id != 0 || !person_get(store, crossing->person_id, &person, NULL))
        return crossing->place_id;
    return person.place_id;
}

/* A stored exit whose correction makes it no other one: it was asked for when it was made. One that was admitted
 * against the quota keeps its denial, since that is what its reason is for. */
static bool was_asked(struct store *store, const struct crossing *crossing)
{
    struct crossing stored;
    return crossing->id != 0 && crossing_get(store, crossing->id, &stored, NULL) && stored.override_reason[0] == '\0' &&
           stored.decision == DECISION_ADMITTED && stored.direction == DIRECTION_OUT &&
           stored.place_id == crossing->place_id && stored.at == crossing->at &&
           (stored.class == CLASS_RESIDENT || stored.class == CLASS_TENANT);
}

static void say_used_up(const struct quota *quota, char *say, size_t size)
{
    char name[NAME_BYTES], last[24], next[24];
    mask_value(MASK_NAME, quota->last_name, name, sizeof name);
    stamp_label(quota->last_out_at, last);
    stamp_label(quota->next_at, next);
    snprintf(say, size,
             _("Exit quota used (%1$d in %2$d days): %3$.60s went out %4$s; the next exit is due on %5$.5s."),
             quota->exits, quota->days, name, last, next);
}

static void say_left(const struct quota *quota, char *say, size_t size)
{
    if (quota->hours > 0)
        snprintf(say, size, _("Exit quota: %1$d of %2$d left in %3$d days; back within %4$d h"), quota->left,
                 quota->exits, quota->days, quota->hours);
    else
        snprintf(say, size, _("Exit quota: %1$d of %2$d left in %3$d days"), quota->left, quota->exits, quota->days);
}

/* The exit quota of the household (domain.md §2). What happened more than an hour ago has happened: written down late
 * it is recorded with a warning, nobody can be sent back any more. */
void assess_quota(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct quota quota;
    if (crossing->direction != DIRECTION_OUT || !is_of_household(store, crossing) ||
        !quota_of_place(store, household_of(store, crossing), crossing->at, crossing->id, &quota, NULL) ||
        !quota.applies || was_asked(store, crossing))
        return;
    struct gate_advice advice = {.level = ADVICE_NOTE, .reason = N_("exit quota used")};
    bool denied = list->count > 0 && list->advice[0].level == ADVICE_DENY;
    if (quota.left > 0 && denied) /* nobody goes out all the same */
        return;
    if (quota.left > 0) {
        say_left(&quota, advice.say, sizeof advice.say);
    } else {
        say_used_up(&quota, advice.say, sizeof advice.say);
        advice.level = crossing->at < clock_now() - LATE_SECONDS ? ADVICE_WARN : ADVICE_DENY;
    }
    advice_add(list, &advice);
}

/* Somebody who comes back later than the household's people may. */
void assess_time_out(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct presence last;
    int64_t limit = quota_out_seconds(store);
    if (crossing->direction != DIRECTION_IN || limit == 0 || !is_of_household(store, crossing) ||
        !presence_before(store, crossing->person_id, crossing->at, crossing->id, &last, NULL) ||
        last.direction != DIRECTION_OUT || crossing->at - last.at <= limit)
        return;
    struct gate_advice advice = {.level = ADVICE_WARN};
    int minutes = (int)((crossing->at - last.at) / 60);
    snprintf(advice.say, sizeof advice.say, _("Out %1$d h %2$d min, limit %3$d h"), minutes / 60, minutes % 60,
             (int)(limit / 3600));
    advice_add(list, &advice);
}

/* Whose entry the system closed is offered the way in; who has stayed all the time goes out. */
void assess_closed(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct closing closing;
    if (crossing->id != 0 || crossing->person_id == 0 || !closing_of_person(store, crossing->person_id, &closing, NULL))
        return;
    struct gate_advice advice = {.level = ADVICE_NOTE};
    char when[24];
    stamp_label(closing.at, when);
    snprintf(advice.say, sizeof advice.say,
             crossing->direction == DIRECTION_IN
                 ? _("Entry closed by the system %s; if the person leaves only now, choose Out.")
                 : _("Entry closed by the system %s: leaves only now."),
             when);
    advice_add(list, &advice);
}
