/* The one place for alarm rules (domain.md §11). A rule is one row in one table: what it is called and a query that
 * says what it holds for now. One review compares that with the alarms that stand; rules know no alarms. */
#ifndef GATEPOST_ALARM_RULES_H
#define GATEPOST_ALARM_RULES_H
#include "gatepost/alarm.h"
#include "gatepost/crossing.h"

/* One thing a rule holds for. */
struct alarm_matter {
    int64_t subject; /* id of what it is about; 0 when there is but one */
    /* What makes it another alarm about the same subject: the day, the round, "id.rev" of a record. Alarms of one rule
     * and occasion are one line on the screen ("9-3-402 +12"): what rings for many at once gives all the same one. */
    char occasion[64];
    char words[200]; /* names and figures, no sentence; in no language: "南门 12-2-1203 刘洋 37.8 (李敏)" */
};
struct alarm_rule {
    const char *name;  /* "fever"; at most 23 bytes */
    const char *label; /* msgid, short: "Fever" */
    /* Everything the rule holds for at `now` (UTC seconds), newest or most urgent first, at most `most`; when there are
     * more, *count is `most` and it is called again with more room. Reads only, by index, and cheaply: each desk asks
     * each minute. No subject and occasion twice; one at a time: no subject twice. */
    bool (*matters)(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count,
                    struct err *err);
    /* While an alarm about the subject stands, another occasion is the same alarm: a record edited while it is wrong.
     */
    bool one_at_a_time;
    /* Over and true once more, it rings once more, without an occasion of the rule's: the first ones of all subjects
     * are one line. Goes with one_at_a_time. */
    bool rings_again;
    /* For rules whose matters only grow old: an alarm that nobody acknowledged and that is not among them any more
     * stands as long as this is true of its subject and occasion. NULL: what is not among them is over. */
    bool (*stands)(struct store *store, int64_t subject, const char *occasion);
    /* What volunteers do at a shared terminal may change it. That connection reviews no alarms: a desk does, at once.
     */
    bool by_volunteers;
    /* The rule looks at crossings like this one: it rings when the crossing is saved. NULL: it waits for the minute. */
    bool (*concerns)(const struct crossing *crossing);
    /* A label (msgid) for one occasion, where a rule is about several things; NULL: `label` is that of all. */
    const char *(*label_of)(const char *occasion);
};
extern const struct alarm_rule alarm_rules[];
extern const int alarm_rule_count;
/* NULL: a later version of the program raised it. */
const struct alarm_rule *alarm_rule_find(const char *name);

/* What an alarm is called, translated; the name of a rule that a later version of the program has. */
const char *alarm_label(const char *rule, const char *occasion);

/* So many matters of one rule are dealt with. With more, the first so many ring and none of the rule's alarms is
 * cleared, since what is missing may be among the rest; those follow when there are fewer. */
enum { ALARM_MATTERS_MOST = 32768 };

/* Reviews every rule: raises what has no alarm, clears what is over. What was acknowledged does not ring again while it
 * holds; the same occasion never rings twice. In the running transaction when there is one, else in one of its own only
 * if there is something to do. Called by the domain verbs before their commit, and by the desk each minute under the
 * lease "alarms"; facts are compared with alarms, so that whoever comes first after a pause catches up. */
bool alarm_scan(struct store *store, int64_t now, struct err *err);
/* The same of one rule alone, inside the running transaction: for verbs that touch nothing of the others. */
bool alarm_scan_rule(struct store *store, const char *name, int64_t now, struct err *err);
/* Clears the alarms of a rule about one subject that do not stand any more, inside the running transaction: some seeks
 * where a review would read all matters. */
bool alarm_settle(struct store *store, const char *name, int64_t subject, struct err *err);
/* True when alarm_scan would have something to do; never writes. False when the facts cannot be read. */
bool alarm_due(struct store *store, int64_t now);
/* alarm_due and alarm_scan of the rules that are by_volunteers, the latter inside a running transaction. */
bool alarm_due_by_volunteers(struct store *store, int64_t now);
bool alarm_scan_by_volunteers(struct store *store, int64_t now, struct err *err);
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
/* The same for all open ones of a rule, or of one occasion of it, in one batch, up to the alarm with the id `last` (0:
 * the newest): what came after the officer looked is not taken note of. rule or occasion NULL: of all. *count: how
 * many; 0 is no error. What was committed before a failure stays. */
bool alarm_take_note_all(struct store *store, const char *rule, const char *occasion, int64_t last, int *count,
                         struct err *err);
/* The open alarms on one line, grouped by rule and occasion: "!3 [Fever] 南门 12-2-1203 刘洋 37.6 (李敏)  [Denial
 * overridden] …". */
void alarm_line(struct store *store, struct buffer *out, int *open);
#endif
