/* Who is observed does not go out, and was out when they come in (domain.md §4). The household's flag says so; what it
 * does not know is added: which day of how many, until when, whom to call now. */
#include "gate_observation.h"
#include "gate_assess.h"
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/observed_people.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observation_flag.h"
#include <stdio.h>
#include <string.h>

/* Where whoever crosses lives, as far as it is known. */
static int64_t home_of(struct store *store, const struct crossing *crossing)
{
    struct person person;
    if (crossing->person_id == 0)
        return crossing->class < CLASS_VISITOR ? crossing->place_id : 0;
    return person_get(store, crossing->person_id, &person, NULL) ? person.place_id : 0;
}

bool gate_observed_exit(struct store *store, const struct crossing *crossing)
{
    return observed_at(store, crossing->person_id, home_of(store, crossing), crossing->at);
}

static bool runs_at(const struct observation *observation, int64_t at)
{
    return observation->state == OBSERVATION_OBSERVING && observation->began_at <= at;
}

static bool of_person(struct store *store, const struct crossing *crossing, struct observation *observation)
{
    return crossing->person_id != 0 && observation_of_person(store, crossing->person_id, observation, NULL) &&
           runs_at(observation, crossing->at);
}

/* The one of the household that lasts longest. */
static bool of_household(struct store *store, const struct crossing *crossing, struct observation *observation)
{
    enum { PEOPLE_MOST = 12 };
    struct observation observations[PEOPLE_MOST];
    int count = 0;
    bool found = false;
    int64_t place_id = home_of(store, crossing);
    if (place_id == 0 || !observation_flags_place(store, place_id) ||
        !observation_of_place(store, place_id, observations, PEOPLE_MOST, &count, NULL))
        return false;
    for (int i = 0; i < count; i++) {
        if (!runs_at(&observations[i], crossing->at) || (found && observations[i].ends_at <= observation->ends_at))
            continue;
        *observation = observations[i];
        found = true;
    }
    return found;
}

/* Nobody is told twice whom to call. */
static void add_call(struct store *store, const struct observation *observation, const struct advice_list *list,
                     struct gate_advice *advice)
{
    observation_call(store, observation->place_id, advice->call, sizeof advice->call);
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->advice[i].call, advice->call) == 0)
            advice->call[0] = '\0';
}

void assess_observation(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct observation observation;
    struct gate_advice advice = {.level = ADVICE_NOTE, .reason = N_("under home observation")};
    char days[120];
    bool out = crossing->direction == DIRECTION_OUT, own = of_person(store, crossing, &observation);
    if (!own && (!out || !of_household(store, crossing, &observation)))
        return;
    bool denied = list->count > 0 && list->advice[0].level == ADVICE_DENY;
    observation_words(&observation, crossing->at, days, sizeof days);
    snprintf(advice.say, sizeof advice.say,
             !out  ? _("Was out while under home observation: %s")
             : own ? _("Under home observation: %s")
                   : _("Household under home observation: %s"),
             days);
    if (!out)
        advice.level = ADVICE_WARN;
    else if (!denied) /* the flag that should say it is gone */
        advice.level = ADVICE_DENY;
    add_call(store, &observation, list, &advice);
    advice_add(list, &advice);
}
