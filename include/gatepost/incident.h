/* Incidents: a confirmed fever or a suspicion, from the first reading to its outcome (domain.md §2, §4). */
#ifndef GATEPOST_INCIDENT_H
#define GATEPOST_INCIDENT_H
#include "gatepost/record.h"

enum incident_kind { INCIDENT_FEVER, INCIDENT_SYMPTOMS, INCIDENT_CONTACT, INCIDENT_OTHER, INCIDENT_KIND_COUNT };
enum incident_result {
    RESULT_NONE,
    RESULT_HOSPITAL,
    RESULT_ISOLATION,
    RESULT_OBSERVATION,
    RESULT_HOME,
    RESULT_FALSE_ALARM,
    RESULT_OTHER,
    RESULT_COUNT
};
struct incident {
    struct record_head head;
    int64_t opened_at, opened_by;
    enum incident_kind kind;
    int64_t person_id;
    char name[NAME_BYTES]; /* of somebody who is not in the register */
    int64_t place_id;
    char phone[PHONE_SIZE];
    int64_t crossing_id; /* that confirmed the fever; 0: none did */
    int64_t reading_id;  /* the reading of the round that opened it; 0: none did */
    bool cause_void;     /* that crossing or reading was voided, or corrected so that it confirms nothing */
    int64_t checkpoint_id;
    int first_tenths, retest_tenths;
    char symptoms[NOTE_BYTES];
    char isolated[NAME_BYTES]; /* where */
    int64_t isolated_at;
    char reported[NOTE_BYTES]; /* to whom, one after another */
    int64_t reported_at, reported_by;
    int64_t called_at, arrived_at;
    char ambulance[NAME_BYTES];
    char handed[NAME_BYTES]; /* to whom the person was handed over */
    int64_t handed_at;
    enum incident_result result;
    char outcome[NOTE_BYTES]; /* the result in words */
    int64_t stepped_at;       /* when something was last done about it */
    int64_t closed_at, closed_by;
    char note[NOTE_BYTES];
};
extern const char *const incident_kind_names[], *const incident_kind_labels[];
extern const char *const incident_result_names[], *const incident_result_labels[];
extern const struct record_field incident_fields[];
extern const struct record_table incident_table;
enum { INCIDENTS_OPEN, INCIDENTS_CLOSED, INCIDENTS_ALL, INCIDENTS_VOID }; /* scopes */

/* The valid incident a crossing opened; ERR_NOT_FOUND. */
bool incident_of_crossing(struct store *store, int64_t crossing_id, struct incident *incident, struct err *err);
/* The valid incident a reading opened; ERR_NOT_FOUND. */
bool incident_of_reading(struct store *store, int64_t reading_id, struct incident *incident, struct err *err);
/* The newest open incident of a person; ERR_NOT_FOUND. */
bool incident_of_person(struct store *store, int64_t person_id, struct incident *incident, struct err *err);
/* The person's newest incident, with a step since that moment, says they were handed over, or sent to a hospital or to
 * central isolation: who is not back waits for nobody's limit. One seek. */
bool incident_took_away(struct store *store, int64_t person_id, int64_t since);
#endif
