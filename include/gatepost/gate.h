/* The rules of the gate (domain.md §2): fever line, flags, direction; the domain verbs that save. */
#ifndef GATEPOST_GATE_H
#define GATEPOST_GATE_H
#include "gatepost/crossing.h"

/* A pass number that says: none was shown. */
#define GATE_NO_PASS "-"

enum advice_level { ADVICE_NOTE, ADVICE_WARN, ADVICE_DENY };
struct gate_advice {
    enum advice_level level;
    int64_t flag_id;
    bool must_read;                         /* a warning nobody may overlook: who is wanted, who has an incident */
    char say[NOTE_BYTES], call[NAME_BYTES]; /* words the guard should say; whom to call */
    const char *reason; /* msgid: why who is turned away for it; NULL: the kind of its flag says so */
};
/* What must be known before this crossing is saved, worst first: flags of the person and of the household, the exit
 * quota, the pass, the trips of the vehicle, a fever, an entry the system closed. Returns how many. */
int gate_assess(struct store *store, const struct crossing *crossing, struct gate_advice *advice, int most);

/* Direction that follows from presence: who is out comes in; a resident never seen is inside and goes out; a visitor
 * never seen comes in. */
enum direction gate_direction(struct store *store, int64_t person_id, enum person_kind kind);
/* Fever line in tenths (setting fever.line) with its operator (fever.operator: ">=" or ">"). */
bool gate_is_fever(struct store *store, int temp_tenths);

/* The decision a form should offer for these readings (tenths, 0: none): held when fever is confirmed, else admitted.
 */
enum decision gate_default_decision(struct store *store, int temp_tenths, int retest_tenths);
/* A plate as it was typed, with the community's province where it has none; of one that is known a part will do (its
 * last four). ERR_INPUT, field "plate". */
bool gate_plate_parse(struct store *store, const char *typed, char plate[24], struct err *err);
/* The class that follows from who it is, when nobody says otherwise. */
enum crossing_class gate_default_class(enum person_kind kind);

/* Everything that can be refused without writing: fields, the fever line (ERR_RETEST, field "retest": a second reading
 * is needed; ERR_INPUT, field "decision": confirmed fever cannot be admitted), flags (ERR_DENIED, field
 * "override_reason": a reason is needed to admit). Trims texts, sets crossing->at (now when 0), ->abnormal, and
 * ->place_id from the person when it is 0. Nobody signed on is ERR_ROLE. err->field is a member's name without its
 * unit: checkpoint, who, at, temp, retest, place, purpose, reason … */
bool gate_check(struct store *store, struct crossing *crossing, struct err *err);

/* A visitor who is not in the register yet: becomes a person row in the same batch. */
struct gate_visitor {
    char name[NAME_BYTES], phone[64], id_number[40], plate[24]; /* as typed */
};
/* The domain verb: begin, check, (make the visitor, the vehicle), write, raise alarms, audit, commit. New when id is 0,
 * else an edit by rev (ERR_CONFLICT). visitor may be NULL; one who is known already (same ID number, or same name and
 * phone) is taken from the register; a visitor without a name only brings a plate. On success crossing is as stored
 * (id, rev, names). */
bool gate_save(struct store *store, struct crossing *crossing, const struct gate_visitor *visitor, struct err *err);
/* A new one inside a running transaction of another verb. */
bool gate_add_within(struct store *store, struct crossing *crossing, const struct gate_visitor *visitor,
                     struct err *err);
bool gate_void(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);

/* The filter language of screens.md for the gate log, in Chinese and English: words, 体温>37.2, temp>37.2, 向:进,
 * dir:in, 岗:东门, post:…, 今天, 昨天, 04-10, 04-01..04-10, 高温/fever, 作废/void, 破例/override, 劝返/留观, !word.
 * A bare word is a day when it is a day word or two parts of one or two digits that are a real date (4-11, 04/10, also
 * with a year or 月日); 12-2-1203, 8-302 and 0411 stay words, 日:0411 is a day. ERR_INPUT when a condition cannot be
 * understood; the filter is then without conditions. */
bool gate_filter_parse(struct store *store, const char *text, struct crossing_filter *filter, struct err *err);
#endif
