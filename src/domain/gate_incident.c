#include "gate_incident.h"
#include "gatepost/clock.h"
#include "gatepost/incident.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "incident_cause.h"
#include <stdio.h>
#include <string.h>

enum { REACH_SECONDS = 24 * 3600 }; /* an older fever that is written down now opens nothing, as it rings no alarm */

/* Who is kept for another reason than a fever waits for somebody as well. */
static bool is_cause(const struct crossing *crossing)
{
    return (crossing->abnormal == ABNORMAL_CONFIRMED || crossing->decision == DECISION_HELD) &&
           crossing->voided[0] == '\0';
}

/* Whose it is when only a vehicle was logged. */
static void name_vehicle(struct store *store, const struct crossing *crossing, struct incident_cause *cause)
{
    struct vehicle vehicle;
    if (crossing->person_id == 0 && vehicle_get(store, crossing->vehicle_id, &vehicle, NULL))
        text_copy(cause->name, sizeof cause->name, vehicle.plate);
}

/* Why somebody is kept without a fever is its note; of a fever the readings say it. */
static struct incident_cause cause_of(struct store *store, const struct crossing *crossing)
{
    bool fever = crossing->abnormal == ABNORMAL_CONFIRMED;
    struct incident_cause cause = {
        .holds = is_cause(crossing),
        .old = clock_now() - crossing->at >= REACH_SECONDS,
        .crossing_id = crossing->id,
        .at = crossing->at,
        .person_id = crossing->person_id,
        .place_id = crossing->place_id,
        .checkpoint_id = crossing->checkpoint_id,
        .first_tenths = crossing->temp_tenths,
        .retest_tenths = crossing->retest_tenths,
        .kind = fever ? INCIDENT_FEVER : INCIDENT_OTHER,
        .note = fever ? "" : crossing->reason,
        .symptoms = "",
    };
    if (cause.holds)
        name_vehicle(store, crossing, &cause);
    return cause;
}

bool gate_incident_follow(struct store *store, const struct crossing *crossing, const struct crossing *before,
                          struct err *err)
{
    if (!is_cause(crossing) && !is_cause(before))
        return true;
    struct incident_cause cause = cause_of(store, crossing), was = cause_of(store, before);
    return incident_cause_follow(store, &cause, before->id != 0 ? &was : NULL,
                                 _("The crossing was corrected: nobody is held."), err);
}

bool gate_incident_cause_void(struct store *store, const struct crossing *crossing, struct err *err)
{
    struct incident_cause cause = {0};
    if (!is_cause(crossing))
        return true;
    cause = cause_of(store, crossing);
    return incident_cause_gone(store, &cause, NULL, _("The crossing was voided."), err);
}

/* ---- at the gate ---- */

static void say_where(struct store *store, const struct incident *incident, struct gate_advice *advice)
{
    char what[160], reading[16] = "";
    struct civil_time when;
    int tenths = incident->retest_tenths != 0 ? incident->retest_tenths : incident->first_tenths;
    (void)store;
    clock_civil(incident->opened_at, &when);
    if (tenths != 0)
        snprintf(reading, sizeof reading, " %d.%d", tenths / 10, tenths % 10);
    snprintf(what, sizeof what, _("open incident since %1$02d:%2$02d (%3$s%4$s)"), when.hour, when.minute,
             _(incident_kind_labels[incident->kind]), reading);
    if (incident->handed_at != 0)
        snprintf(advice->say, sizeof advice->say, _("%1$s: handed over to %2$.150s"), what, incident->handed);
    else if (incident->isolated_at != 0)
        snprintf(advice->say, sizeof advice->say, _("%1$s: should be isolated at %2$.150s"), what, incident->isolated);
    else
        snprintf(advice->say, sizeof advice->say, _("%s: not isolated yet"), what);
}

bool gate_incident_advice(struct store *store, const struct crossing *crossing, struct gate_advice *advice)
{
    struct incident incident;
    if (crossing->person_id == 0 || !incident_of_person(store, crossing->person_id, &incident, NULL) ||
        (crossing->id != 0 && crossing->id == incident.crossing_id))
        return false;
    bool held = incident.handed_at == 0;
    *advice = (struct gate_advice){.level = held && crossing->direction == DIRECTION_OUT ? ADVICE_DENY : ADVICE_WARN,
                                   .must_read = true,
                                   .reason = N_("should be isolated")};
    say_where(store, &incident, advice);
    return true;
}
