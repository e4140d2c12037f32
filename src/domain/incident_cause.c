#include "incident_cause.h"
#include "gatepost/clock.h"
#include "gatepost/incident_rules.h"
#include "gatepost/reading_rules.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include <string.h>

static bool says_why(const struct incident *incident, const struct incident_cause *before)
{
    return incident->kind == before->kind && strcmp(incident->note, before->note) == 0 &&
           strcmp(incident->symptoms, before->symptoms) == 0;
}

static void take_why(const struct incident_cause *cause, struct incident *incident)
{
    incident->kind = cause->kind;
    text_copy(incident->note, sizeof incident->note, cause->note);
    text_copy(incident->symptoms, sizeof incident->symptoms, cause->symptoms);
}

/* What the incident takes from its cause. */
static void take_over(const struct incident_cause *cause, struct incident *incident)
{
    incident->opened_at = cause->at;
    incident->person_id = cause->person_id;
    incident->place_id = cause->place_id;
    incident->checkpoint_id = cause->checkpoint_id;
    incident->first_tenths = cause->first_tenths;
    incident->retest_tenths = cause->retest_tenths;
    text_copy(incident->name, sizeof incident->name, cause->name);
}

/* One incident has one cause: another one joins it without being named there. */
static bool join(struct store *store, const struct incident_cause *cause, struct incident *incident, struct err *err)
{
    if (incident->crossing_id != 0 || incident->reading_id != 0)
        return true;
    incident->crossing_id = cause->crossing_id;
    incident->reading_id = cause->reading_id;
    if (incident->first_tenths == 0) {
        incident->first_tenths = cause->first_tenths;
        incident->retest_tenths = cause->retest_tenths;
    }
    if (incident->checkpoint_id == 0)
        incident->checkpoint_id = cause->checkpoint_id;
    return record_save(store, &incident_table, incident, err);
}

static bool open_one(struct store *store, const struct incident_cause *cause, struct err *err)
{
    struct incident incident;
    if (cause->old)
        return true;
    if (cause->person_id != 0 && incident_of_person(store, cause->person_id, &incident, NULL))
        return join(store, cause, &incident, err);
    incident = (struct incident){.crossing_id = cause->crossing_id, .reading_id = cause->reading_id};
    take_over(cause, &incident);
    take_why(cause, &incident);
    incident.opened_by = store_officer(store);
    incident.stepped_at = clock_now();
    return record_save(store, &incident_table, &incident, err);
}

static bool still_says(const struct incident *incident, const struct incident_cause *before)
{
    return incident->opened_at == before->at && incident->person_id == before->person_id &&
           incident->first_tenths == before->first_tenths && incident->retest_tenths == before->retest_tenths;
}

static bool correct(struct store *store, const struct incident_cause *cause, const struct incident_cause *before,
                    struct incident *incident, struct err *err)
{
    bool was_void = incident->cause_void;
    if (incident->closed_at != 0)
        return true;
    incident->cause_void = false;
    if (still_says(incident, before)) {
        if (says_why(incident, before))
            take_why(cause, incident);
        take_over(cause, incident);
    } else if (!was_void) {
        return true;
    }
    return record_save(store, &incident_table, incident, err);
}

/* Nobody has written anything about it, and it is nothing but what the cause said. */
static bool is_untouched(const struct incident *incident, const struct incident_cause *before)
{
    const char *const texts[] = {incident->isolated, incident->reported, incident->ambulance,
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

static bool find(struct store *store, const struct incident_cause *cause, struct incident *incident, struct err *err)
{
    return cause->reading_id != 0 ? incident_of_reading(store, cause->reading_id, incident, err)
                                  : incident_of_crossing(store, cause->crossing_id, incident, err);
}

bool incident_cause_gone(struct store *store, const struct incident_cause *before, const struct incident_cause *now,
                         const char *reason, struct err *err)
{
    struct incident incident;
    struct err why = {0};
    if (!find(store, before, &incident, &why))
        return why.code == ERR_NOT_FOUND || err_set(err, why.code, "%s", why.text);
    if (is_untouched(&incident, before))
        return row_void(store, "incident", incident.head.id, -1, reason, err) &&
               reading_incident_take(store, &incident, err);
    incident.cause_void = true;
    if (now != NULL && incident.retest_tenths == 0 && incident.first_tenths == now->first_tenths)
        incident.retest_tenths = now->retest_tenths;
    return record_save(store, &incident_table, &incident, err);
}

bool incident_cause_follow(struct store *store, const struct incident_cause *cause, const struct incident_cause *before,
                           const char *reason, struct err *err)
{
    struct incident incident;
    struct err why = {0};
    bool held = before != NULL && before->holds;
    if (!cause->holds)
        return !held || incident_cause_gone(store, before, cause, reason, err);
    if (find(store, cause, &incident, &why))
        return before == NULL || correct(store, cause, before, &incident, err);
    if (why.code != ERR_NOT_FOUND)
        return err_set(err, why.code, "%s", why.text);
    return held || open_one(store, cause, err);
}
