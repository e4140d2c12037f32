/* What is known against (or about) a crossing before it is saved. Each kind of knowledge is one row of the table at the
 * end (domain.md §2). */
#include "gate_assess.h"
#include "gate_incident.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { FLAGS_MOST = 16, DAY_SECONDS = 86400 };

void advice_add(struct advice_list *list, const struct gate_advice *advice)
{
    int at = list->count;
    while (at > 0 && list->advice[at - 1].level < advice->level)
        at--;
    if (at >= list->most)
        return;
    int last = list->count < list->most ? list->count++ : list->most - 1;
    memmove(list->advice + at + 1, list->advice + at, (size_t)(last - at) * sizeof *list->advice);
    list->advice[at] = *advice;
}

static bool advice_has(const struct advice_list *list, int64_t flag_id)
{
    for (int i = 0; i < list->count; i++)
        if (list->advice[i].flag_id == flag_id)
            return true;
    return false;
}

static enum advice_level flag_level(const struct flag *flag, enum direction direction)
{
    if (flag->denies == DENIES_BOTH || flag->denies == (direction == DIRECTION_IN ? DENIES_IN : DENIES_OUT))
        return ADVICE_DENY;
    /* Somebody under observation who comes in was out: that deserves more than a note. */
    if (flag->denies != DENIES_NOTHING || flag->kind == FLAG_WANTED)
        return ADVICE_WARN;
    return ADVICE_NOTE;
}

/* What speaks about the household visited is not said to the visitor as if it were about them: a warning on the way in,
 * a note on the way out. */
static void address_visitor(struct store *store, const struct flag *flag, enum direction direction,
                            struct gate_advice *advice)
{
    struct place place;
    char label[NAME_BYTES] = "";
    if (place_get(store, flag->place_id, &place, NULL))
        place_label(&place, false, label, sizeof label);
    if (direction == DIRECTION_OUT || advice->level == ADVICE_NOTE)
        advice->level = ADVICE_NOTE;
    if (flag->kind != FLAG_OBSERVATION)
        snprintf(advice->say, sizeof advice->say, _("The household visited, %1$s: %2$.200s"), label, flag->say);
    else if (direction == DIRECTION_IN)
        snprintf(advice->say, sizeof advice->say,
                 _("The household visited, %s, is under observation: leave things at the door, do not go in"), label);
    else
        snprintf(advice->say, sizeof advice->say, _("The household visited, %s, is under observation"), label);
}

static void add_flags(struct store *store, const struct crossing *crossing, int64_t place_id, bool visited,
                      struct advice_list *list)
{
    struct flag flags[FLAGS_MOST];
    int count = 0;
    if (!flag_in_force(store, crossing->person_id, place_id, crossing->at, flags, FLAGS_MOST, &count, NULL))
        return;
    for (int i = 0; i < count; i++) {
        if (advice_has(list, flags[i].id))
            continue;
        struct gate_advice advice = {.level = flag_level(&flags[i], crossing->direction), .flag_id = flags[i].id};
        text_copy(advice.say, sizeof advice.say, flags[i].say);
        text_copy(advice.call, sizeof advice.call, flags[i].call);
        advice.must_read = advice.level == ADVICE_WARN && flags[i].kind == FLAG_WANTED;
        if (visited && flags[i].place_id != 0)
            address_visitor(store, &flags[i], crossing->direction, &advice);
        advice_add(list, &advice);
    }
}

/* Flags of the person, of the household named in the record, and of the person's own household when that is another:
 * visiting a neighbour does not end one's own observation. */
static void assess_flags(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct person person;
    if (crossing->person_id == 0 || !person_get(store, crossing->person_id, &person, NULL)) {
        add_flags(store, crossing, crossing->place_id, crossing->class >= CLASS_VISITOR, list);
        return;
    }
    bool elsewhere = person.place_id != crossing->place_id;
    add_flags(store, crossing, crossing->place_id, elsewhere, list);
    if (person.place_id != 0 && elsewhere)
        add_flags(store, crossing, person.place_id, false, list);
}

/* An open incident says all that is known of its fever. */
static void assess_incident(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct gate_advice advice;
    list->has_incident = gate_incident_advice(store, crossing, &advice);
    if (list->has_incident)
        advice_add(list, &advice);
}

/* A fever confirmed within a day is known at the next gate too, whatever the thermometer says there. */
static void assess_fever(struct store *store, const struct crossing *crossing, struct advice_list *list)
{
    struct crossing fever;
    struct gate_advice advice = {.level = ADVICE_WARN};
    struct civil_time when;
    if (crossing->person_id == 0 || list->has_incident ||
        !crossing_last_fever(store, crossing->person_id, crossing->at - DAY_SECONDS, crossing->at, crossing->id,
                             &fever))
        return;
    clock_civil(fever.at, &when);
    snprintf(advice.say, sizeof advice.say,
             fever.decision == DECISION_HELD ? _("%1$02d:%2$02d at %3$s: %4$d.%5$d measured, held and reported")
                                             : _("%1$02d:%2$02d at %3$s: %4$d.%5$d measured, turned away"),
             when.hour, when.minute, fever.checkpoint_name, fever.retest_tenths / 10, fever.retest_tenths % 10);
    advice_add(list, &advice);
}

typedef void assessor_fn(struct store *store, const struct crossing *crossing, struct advice_list *list);
static assessor_fn *const assessors[] = {
    assess_flags, assess_observation, assess_incident, assess_quota,    assess_pass,    assess_vehicle,
    assess_fever, assess_time_out,    assess_closed,   assess_expected, assess_parcels,
};

int gate_assess(struct store *store, const struct crossing *crossing, struct gate_advice *advice, int most)
{
    struct advice_list list = {.advice = advice, .most = most};
    for (size_t i = 0; i < sizeof assessors / sizeof assessors[0]; i++)
        assessors[i](store, crossing, &list);
    return list.count;
}
