/* What the gate's alarm rules hold for (domain.md §11); the rules themselves are rows in alarm_rules.c. */
#ifndef GATEPOST_GATE_ALARMS_H
#define GATEPOST_GATE_ALARMS_H
#include "gatepost/alarm_rules.h"
#include "gatepost/crossing.h"

/* A confirmed fever at a gate, somebody held for another reason, and somebody admitted although something denied it: of
 * the last day. The subject is the
 * crossing; words name checkpoint, who, and who registered it. */
bool fever_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                   struct err *err);
bool fever_concerns(const struct crossing *crossing);
bool fever_stands(struct store *store, int64_t crossing_id, const char *occasion);
bool held_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                  struct err *err);
bool held_concerns(const struct crossing *crossing);
bool held_stands(struct store *store, int64_t crossing_id, const char *occasion);
bool override_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                      struct err *err);
bool override_concerns(const struct crossing *crossing);
bool override_stands(struct store *store, int64_t crossing_id, const char *occasion);
/* Somebody under observation, or of an observed household, who was let out. What this holds for is not an override
 * besides: nobody is disturbed twice. */
bool observed_out_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                          struct err *err);
bool observed_out_concerns(const struct crossing *crossing);
bool observed_out_stands(struct store *store, int64_t crossing_id, const char *occasion);
/* The clock stands before the newest record; no subject. */
bool clock_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                   struct err *err);
#endif
