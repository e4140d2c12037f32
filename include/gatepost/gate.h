/* The rules of the gate (domain.md §2): fever line, flags, direction; the domain verbs that save. */
#ifndef GATEPOST_GATE_H
#define GATEPOST_GATE_H
#include "gatepost/crossing.h"

enum advice_level { ADVICE_NOTE, ADVICE_WARN, ADVICE_DENY };
struct gate_advice {
    enum advice_level level;
    int64_t flag_id;
    char say[NOTE_BYTES], call[NAME_BYTES]; /* words the guard should say; whom to call */
};
/* What must be known before this crossing is saved, worst first: flags of the person and of the household. Later rules
 * (quota, passes) join here. Returns how many. */
int gate_assess(struct store *store, const struct crossing *crossing, struct gate_advice *advice, int most);

/* Direction that follows from presence: who is out comes in; a resident never seen is inside and goes out; a visitor
 * never seen comes in. */
enum direction gate_direction(struct store *store, int64_t person_id, enum person_kind kind);
/* Fever line in tenths (setting fever.line) with its operator (fever.operator: ">=" or ">"). */
bool gate_is_fever(struct store *store, int temp_tenths);

/* Everything that can be refused without writing: fields, the fever line (ERR_RETEST: a second reading is needed),
 * flags (ERR_DENIED: an override reason is needed to admit). Sets crossing->abnormal. err->field names the field. */
bool gate_check(struct store *store, struct crossing *crossing, struct err *err);

/* A visitor who is not in the register yet: becomes a person row in the same batch. */
struct gate_visitor {
    char name[NAME_BYTES], phone[64], id_number[40], plate[24];
};
/* The domain verb: begin, check, (make the visitor, the vehicle), write, raise alarms, audit, commit. New when id is 0,
 * else an edit by rev (ERR_CONFLICT). visitor may be NULL. On success crossing is as stored (id, rev, names). */
bool gate_save(struct store *store, struct crossing *crossing, const struct gate_visitor *visitor, struct err *err);
bool gate_void(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);

/* The filter language of screens.md for the gate log, in Chinese and English: words, 体温>37.2, temp>37.2, 向:进,
 * dir:in, 岗:东门, post:…, 今天, 昨天, 04-10, 04-01..04-10, 高温/fever, 作废/void, 劝返/留观, !word. ERR_INPUT when a
 * condition cannot be understood. */
bool gate_filter_parse(struct store *store, const char *text, struct crossing_filter *filter, struct err *err);
#endif
