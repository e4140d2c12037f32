/* The rules of the round (测温轮报, domain.md §4): which half-day a reading belongs to, what a second one in the same
 * cell is, what follows from a fever. A reading at a gate never fills a cell. */
#ifndef GATEPOST_READING_RULES_H
#define GATEPOST_READING_RULES_H
#include "gatepost/half_day.h"
#include "gatepost/incident.h"
#include "gatepost/registers.h"

/* One entry into a cell of the grid. */
struct reading_entry {
    int64_t observation_id;
    struct half_day half_day;
    enum reading_outcome outcome;
    int tenths; /* 0: none, as with every outcome but READING_VALUE */
    enum reading_via via;
    int64_t at;           /* when it was measured or tried; 0: now, the end of the half-day when that is over */
    const char *symptoms; /* NULL: nothing said; what is "无" or "none" is none */
    int64_t seen_rev;     /* rev of the reading that is retested or corrected as it was seen; 0: whatever stands */
};
/* What a second entry into a cell with a value is. */
enum reading_again { READING_ASK, READING_RETEST, READING_CORRECTION };

/* The verb of the round (reading.add, reading.edit): begins, checks, writes, opens or corrects the incident, scans the
 * alarms when a reading is or was abnormal, commits. A try without value (no answer, refused, excused) is replaced by
 * whatever comes later. A cell with a value is ERR_RETEST, field "again", with READING_ASK; a retest becomes the second
 * measurement, which decides whether it is abnormal; a correction replaces the last measurement.
 * ERR_INPUT, field "day": the half-day is not due yet, or does not belong to the observation; field "temp": outside
 * 34.0-42.9, missing, or a value where there is none. ERR_CONFLICT: the reading is not the one that was seen.
 * *result (may be NULL) is the reading as stored; with ERR_RETEST the one that stands. */
bool reading_take(struct store *store, const struct reading_entry *entry, enum reading_again again,
                  struct reading *result, struct err *err);
/* The same inside a running transaction of another verb. */
bool reading_take_within(struct store *store, const struct reading_entry *entry, enum reading_again again,
                         struct reading *result, struct err *err);
/* Whether a reading of this half-day may be written at `now`; else ERR_INPUT, field "day", which half-day and why. */
bool reading_accepts(struct store *store, const struct observation *observation, struct half_day half_day, int64_t now,
                     struct err *err);
/* An incident was voided because its cause is gone: the newest reading of the person that had joined it, and still says
 * a fever or symptoms, opens one of its own. Nothing when there is none, or when the incident stands. */
bool reading_incident_take(struct store *store, const struct incident *gone, struct err *err);
/* What an undo may leave: an incident it voided must not be that of such a reading; ERR_DENIED, whose and of when. */
bool reading_incident_fits(struct store *store, const char *table, int64_t id, struct err *err);
#endif
