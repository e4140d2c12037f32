/* The one place for alarm rules (domain.md §11). A rule is one row: name, label, query over facts and the clock. */
#ifndef GATEPOST_ALARM_RULES_H
#define GATEPOST_ALARM_RULES_H
#include "gatepost/alarm.h"
#include "gatepost/crossing.h"

struct alarm_rule {
    const char *name;  /* "fever" */
    const char *label; /* msgid, short: "Fever" */
    /* Raises what is missing and clears what is over, inside a running transaction. */
    bool (*scan)(struct store *store, const struct alarm_rule *rule, int64_t now, struct err *err);
    /* Cheap read: could scan have something to do? Never writes. */
    bool (*due)(struct store *store, const struct alarm_rule *rule, int64_t now);
};
extern const struct alarm_rule alarm_rules[];
extern const int alarm_rule_count;
const struct alarm_rule *alarm_rule_find(const char *name);

/* Runs every rule that is due: in the running transaction when there is one, else in one of its own only if something
 * is due. Called by the domain verbs before their commit, and by the desk each minute under the lease "alarms". */
bool alarm_scan(struct store *store, int64_t now, struct err *err);
/* True when some rule is due; never writes. */
bool alarm_due(struct store *store, int64_t now);
/* Rules whose alarm about this crossing somebody took note of and for which it still gives cause, in bits. */
unsigned alarm_noted(struct store *store, int64_t crossing_id);
/* The alarm of one of these bits; false when there is none. */
bool alarm_of_noted(struct store *store, int64_t crossing_id, unsigned bits, struct alarm *alarm);
/* True when some rule looks at crossings like this one: the gate scans after saving only then, the rest waits for the
 * minute. */
bool alarm_concerns(const struct crossing *crossing);
/* The officer signed on takes note of an alarm; begins and commits. ERR_NOT_FOUND, ERR_ROLE; ERR_CONFLICT says who
 * acknowledged it before. */
bool alarm_take_note(struct store *store, int64_t id, struct err *err);
/* The open alarms on one line, grouped by rule and occasion: "!3 [Fever] 12-2-1203 刘洋 37.6  [Denial overridden] …".
 */
void alarm_line(struct store *store, struct buffer *out, int *open);
#endif
