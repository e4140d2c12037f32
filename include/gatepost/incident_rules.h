/* What is done about incidents (domain.md §2, §4, §11): steps, closing by name, how far one has come, which are too
 * long without a step. */
#ifndef GATEPOST_INCIDENT_RULES_H
#define GATEPOST_INCIDENT_RULES_H
#include "gatepost/incident.h"

/* Follows from what is filled in; the furthest counts. */
enum incident_state { STATE_OPEN, STATE_ISOLATED, STATE_REPORTED, STATE_HANDED, STATE_CLOSED };
extern const char *const incident_state_labels[];
enum incident_state incident_state_of(const struct incident *incident);

/* What is done about it, one after another or not. */
enum incident_step { STEP_ISOLATED, STEP_REPORTED, STEP_CALLED, STEP_ARRIVED, STEP_HANDED, STEP_COUNT };
/* When the step was done; 0: not yet. */
int64_t incident_step_at(const struct incident *incident, enum incident_step step);
/* Done now: where isolated, to whom reported (again: one more), the ambulance's plate, to whom handed over. `words` may
 * be "" for the ambulance. By rev; begins and commits as "incident.step". ERR_INPUT when it was done already (edit
 * corrects it), when words are missing, when it is closed. */
bool incident_take_step(struct store *store, int64_t id, int64_t rev, enum incident_step step, const char *words,
                        struct err *err);

/* "12-2-1203 刘洋": household and who; at most so many bytes, names whole. */
void incident_title(struct store *store, const struct incident *incident, char *text, size_t size);
/* Open and nothing was done about it for the minutes of the setting incident.minutes. */
bool incident_is_late(struct store *store, const struct incident *incident, int64_t now);
/* The open incidents on one line, newest first: "12-2-1203 刘洋 isolated 35 min  …"; nothing when there
 * are none. *open: how many, at most INCIDENTS_COUNTED. False when they cannot be read: nothing is written. */
enum { INCIDENTS_COUNTED = 99 };
bool incident_line(struct store *store, struct buffer *out, int *open);
#endif
