#include "gate_incident.h"
#include "gatepost/clock.h"
#include "gatepost/incident_rules.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

enum { REACH_SECONDS = 24 * 3600 }; /* an older fever that is written down now opens nothing, as it rings no alarm */

/* Who is kept for another reason than a fever waits for somebody as well. */
static bool is_cause(const struct crossing *crossing)
{
    return (crossing->abnormal == ABNORMAL_CONFIRMED || crossing->decision == DECISION_HELD) &&
           crossing->voided[0] == '\0';
}

static enum incident_kind kind_of(const struct crossing *crossing)
{
    return crossing->abnormal == ABNORMAL_CONFIRMED ? INCIDENT_FEVER : INCIDENT_OTHER;
}

/* Why somebody is kept without a fever; of a fever the readings say it. */
static const char *why_of(const struct crossing *crossing)
{
    return kind_of(crossing) == INCIDENT_FEVER ? "" : crossing->reason;
}

static bool says_why(const struct incident *incident, const struct crossing *before)
{
    return incident->kind == kind_of(before) && strcmp(incident->note, why_of(before)) == 0;
}

static void take_why(const struct crossing *crossing, struct incident *incident)
{
    incident->kind = kind_of(crossing);
    text_copy(incident->note, sizeof incident->note, why_of(crossing));
}

/* What the incident takes from its crossing. */
static void take_over(const struct crossing *crossing, struct incident *incident)
{
    incident->opened_at = crossing->at;
    incident->person_id = crossing->person_id;
    incident->place_id = crossing->place_id;
    incident->checkpoint_id = crossing->checkpoint_id;
    incident->first_tenths = crossing->temp_tenths;
    incident->retest_tenths = crossing->retest_tenths;
}

/* Whose it is when only a vehicle was logged. */
static void name_vehicle(struct store *store, const struct crossing *crossing, struct incident *incident)
{
    struct vehicle vehicle;
    if (crossing->person_id == 0 && vehicle_get(store, crossing->vehicle_id, &vehicle, NULL))
        text_copy(incident->name, sizeof incident->name, vehicle.plate);
}

/* Who has an open incident gets no second one: the reading is added to it. */
static bool join(struct store *store, const struct crossing *crossing, struct incident *incident, struct err *err)
{
    if (incident->crossing_id != 0)
        return true;
    incident->crossing_id = crossing->id;
    if (incident->first_tenths == 0) {
        incident->first_tenths = crossing->temp_tenths;
        incident->retest_tenths = crossing->retest_tenths;
    }
    if (incident->checkpoint_id == 0)
        incident->checkpoint_id = crossing->checkpoint_id;
    return record_save(store, &incident_table, incident, err);
}

static bool open_one(struct store *store, const struct crossing *crossing, struct err *err)
{
    struct incident incident;
    if (clock_now() - crossing->at >= REACH_SECONDS)
        return true;
    if (crossing->person_id != 0 && incident_of_person(store, crossing->person_id, &incident, NULL))
        return join(store, crossing, &incident, err);
    incident = (struct incident){.crossing_id = crossing->id};
    take_over(crossing, &incident);
    take_why(crossing, &incident);
    name_vehicle(store, crossing, &incident);
    incident.opened_by = store_officer(store);
    incident.stepped_at = clock_now();
    return record_save(store, &incident_table, &incident, err);
}

static bool still_says(const struct incident *incident, const struct crossing *before)
{
    return incident->opened_at == before->at && incident->person_id == before->person_id &&
           incident->first_tenths == before->temp_tenths && incident->retest_tenths == before->retest_tenths;
}

/* The crossing was corrected: the incident follows unless somebody has corrected it apart from the crossing. */
static bool correct(struct store *store, const struct crossing *crossing, const struct crossing *before,
                    struct incident *incident, struct err *err)
{
    bool was_void = incident->cause_void;
    if (incident->closed_at != 0)
        return true;
    incident->cause_void = false;
    if (still_says(incident, before)) {
        incident->name[0] = '\0';
        if (says_why(incident, before))
            take_why(crossing, incident);
        take_over(crossing, incident);
        name_vehicle(store, crossing, incident);
    } else if (!was_void) {
        return true;
    }
    return record_save(store, &incident_table, incident, err);
}

/* Nobody has written anything about it, and it is nothing but what the crossing said. */
static bool is_untouched(const struct incident *incident, const struct crossing *before)
{
    const char *const texts[] = {incident->symptoms, incident->isolated, incident->reported, incident->ambulance,
                                 incident->handed,   incident->outcome,  incident->phone};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i][0] != '\0')
            return false;
    for (int step = 0; step < STEP_COUNT; step++)
        if (incident_step_at(incident, step) != 0)
            return false;
    return incident->result == RESULT_NONE && incident->closed_at == 0 && says_why(incident, before) &&
           still_says(incident, before);
}

static bool cause_gone(struct store *store, const struct crossing *before, const char *reason, struct err *err)
{
    struct incident incident;
    struct err why = {0};
    if (!incident_of_crossing(store, before->id, &incident, &why))
        return why.code == ERR_NOT_FOUND || err_set(err, why.code, "%s", why.text);
    if (is_untouched(&incident, before))
        return row_void(store, "incident", incident.head.id, -1, reason, err);
    incident.cause_void = true;
    return record_save(store, &incident_table, &incident, err);
}

bool gate_incident_follow(struct store *store, const struct crossing *crossing, const struct crossing *before,
                          struct err *err)
{
    struct incident incident;
    struct err why = {0};
    if (!is_cause(crossing))
        return before->id == 0 || !is_cause(before) ||
               cause_gone(store, before, _("The crossing was corrected: nobody is held."), err);
    if (incident_of_crossing(store, crossing->id, &incident, &why))
        return correct(store, crossing, before, &incident, err);
    if (why.code != ERR_NOT_FOUND)
        return err_set(err, why.code, "%s", why.text);
    return (before->id != 0 && is_cause(before)) || open_one(store, crossing, err);
}

bool gate_incident_cause_void(struct store *store, const struct crossing *crossing, struct err *err)
{
    return !is_cause(crossing) || cause_gone(store, crossing, _("The crossing was voided."), err);
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
