/* Follow-ups: what is refused, what follows by itself (domain.md §4). */
#include "gatepost/follow_up_rules.h"
#include "gatepost/clock.h"
#include "gatepost/observation.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observed_part.h"
#include "verb.h"

/* Their own contact: the tier's person of the household, else who writes it down. */
static bool complete_by(struct store *store, struct follow_up *follow_up, struct err *err)
{
    struct keeper keeper;
    struct officer officer;
    if (follow_up->by_whom[0] != '\0')
        return masked_refuse(follow_up->by_whom, "by", err);
    if (follow_up->tier_id != 0 && keeper_of_tier(store, follow_up->place_id, follow_up->tier_id, &keeper, NULL))
        text_copy(follow_up->by_whom, sizeof follow_up->by_whom, keeper.name);
    else if (store_officer(store) != 0 && officer_get(store, store_officer(store), &officer, NULL))
        text_copy(follow_up->by_whom, sizeof follow_up->by_whom, officer.name);
    return true;
}

static bool check_release_day(struct store *store, const struct follow_up *follow_up, struct err *err)
{
    struct observation observation;
    if (follow_up->release_day == 0)
        return true;
    if (follow_up->observation_id == 0)
        return err_field(err, ERR_INPUT, "observation", _("A call after release is about one observation: say which."));
    if (!record_get(store, &observation_table, follow_up->observation_id, &observation, err))
        return false;
    return observation.state == OBSERVATION_RELEASED ||
           err_field(err, ERR_INPUT, "release_day",
                     _("This person is not released yet: no call after release is due."));
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct follow_up *follow_up = record;
    if (follow_up->at == 0)
        follow_up->at = clock_now();
    if (before == NULL)
        follow_up->officer_id = store_officer(store);
    if (!observed_complete(store, follow_up->observation_id, &follow_up->place_id, err) ||
        !check_release_day(store, follow_up, err))
        return false;
    if (follow_up->next_at != 0 && follow_up->next_at <= follow_up->at)
        return err_field(err, ERR_INPUT, "next_at", _("The next time would be before this one."));
    return complete_by(store, follow_up, err);
}

const struct register_rules follow_up_rules = {
    .table = &follow_up_table,
    .verb_add = "follow_up.add",
    .verb_edit = "follow_up.edit",
    .verb_void = "follow_up.void",
    .check = check,
};

bool follow_up_tick(struct store *store, int64_t place_id, int64_t tier_id, enum follow_up_outcome outcome,
                    const char *words, struct follow_up *follow_up, struct err *err)
{
    register_new(&follow_up_rules, follow_up);
    follow_up->place_id = place_id;
    follow_up->tier_id = tier_id;
    follow_up->outcome = outcome;
    text_copy(follow_up->words, sizeof follow_up->words, words);
    return register_save(store, &follow_up_rules, follow_up, err);
}

void follow_up_day(struct store *store, int day, struct contact_day *counted)
{
    int seconds = 0;
    counted->from_at = clock_day_start(day);
    counted->until_at = clock_day_start(clock_day_add(day, 1));
    counted->begun_before =
        setting_time(store, "follow_up.time", &seconds) ? counted->from_at + seconds : counted->until_at;
}

bool follow_up_contactless(struct store *store, int64_t tier_id, int day, struct contact_window *window,
                           struct err *err)
{
    follow_up_day(store, day, &window->day);
    window->tier_id = tier_id;
    window->missing = true;
    return observed_contacts(store, window, err);
}

bool follow_up_contactless_count(struct store *store, int64_t tier_id, int day, int64_t *count, struct err *err)
{
    struct contact_day counted;
    follow_up_day(store, day, &counted);
    return observed_count_missing(store, &counted, tier_id, count, err);
}
