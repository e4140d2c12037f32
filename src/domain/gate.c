/* The verbs of the gate log (domain.md §2). What speaks for or against a crossing is gate_assess.c's. */
#include "gate_assess.h"
#include "gate_incident.h"
#include "gate_visitor.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/clock.h"
#include "gatepost/presence.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    TEMP_LEAST = 340,
    TEMP_MOST = 429,
    OCCUPANTS_MOST = 99,
    AHEAD_SECONDS = 120, /* another computer's clock may be a little ahead */
    BACK_DAYS = 30,
    ADVICE_MOST = 4 /* only the worst is asked for */
};

static const struct text_field crossing_texts[] = {
    {offsetof(struct crossing, coming_from), NAME_BYTES, "coming_from", N_("Coming from")},
    {offsetof(struct crossing, purpose), NAME_BYTES, "purpose", N_("Purpose")},
    {offsetof(struct crossing, pass_number), 32, "pass_number", N_("Pass number")},
    {offsetof(struct crossing, reason), NAME_BYTES, "reason", N_("Reason")},
    {offsetof(struct crossing, override_reason), NAME_BYTES, "override_reason", N_("Override reason")},
    {offsetof(struct crossing, remark), NOTE_BYTES, "remark", N_("Remark")},
};

enum direction gate_direction(struct store *store, int64_t person_id, enum person_kind kind)
{
    struct presence presence;
    if (person_id != 0 && presence_get(store, person_id, &presence, NULL))
        return presence.direction == DIRECTION_IN ? DIRECTION_OUT : DIRECTION_IN;
    return kind == PERSON_VISITOR ? DIRECTION_IN : DIRECTION_OUT;
}

bool gate_is_fever(struct store *store, int temp_tenths)
{
    char comparison[8];
    setting_text(store, "fever.operator", comparison, sizeof comparison);
    int line = setting_integer(store, "fever.line");
    return strcmp(comparison, ">") == 0 ? temp_tenths > line : temp_tenths >= line;
}

/* A retest at the line confirms; one without an abnormal first reading counts as well: it was somebody's fever. */
static enum abnormal abnormal_of(struct store *store, int temp_tenths, int retest_tenths)
{
    if (retest_tenths != 0 && gate_is_fever(store, retest_tenths))
        return ABNORMAL_CONFIRMED;
    return temp_tenths != 0 && gate_is_fever(store, temp_tenths) ? ABNORMAL_FIRST : ABNORMAL_NO;
}

enum decision gate_default_decision(struct store *store, int temp_tenths, int retest_tenths)
{
    return abnormal_of(store, temp_tenths, retest_tenths) == ABNORMAL_CONFIRMED ? DECISION_HELD : DECISION_ADMITTED;
}

enum crossing_class gate_default_class(enum person_kind kind)
{
    static const enum crossing_class classes[] = {
        [PERSON_RESIDENT] = CLASS_RESIDENT, [PERSON_TENANT] = CLASS_TENANT, [PERSON_VISITOR] = CLASS_VISITOR};
    return classes[kind];
}

static bool check_checkpoint(struct store *store, const struct crossing *crossing, struct err *err)
{
    struct checkpoint checkpoint;
    if (crossing->checkpoint_id == 0)
        return err_field(err, ERR_INPUT, "checkpoint", _("Which checkpoint? Choose one."));
    if (!checkpoint_get(store, crossing->checkpoint_id, &checkpoint, NULL) || checkpoint.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "checkpoint", _("This checkpoint does not exist any more. Choose another."));
    return true;
}

/* Where a visitor goes out from whose entry the system closed meanwhile. */
static int64_t place_of_closed(struct store *store, int64_t person_id)
{
    struct closing closing;
    struct crossing entry;
    bool closed =
        closing_of_person(store, person_id, &closing, NULL) && crossing_get(store, closing.crossing_id, &entry, NULL);
    return closed ? entry.place_id : 0;
}

/* A person merged into another stands for that one. */
static bool check_person(struct store *store, struct crossing *crossing, struct err *err)
{
    if (crossing->person_id == 0)
        return crossing->vehicle_id != 0 || err_field(err, ERR_INPUT, "who", _("Who? Choose a person or a plate."));
    struct person person;
    if (!person_get(store, crossing->person_id, &person, err))
        return false;
    if (person.merged_into != 0) {
        crossing->person_id = person.merged_into;
        if (!person_get(store, crossing->person_id, &person, err))
            return false;
    }
    if (person.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "who", _("%s was voided. Choose another person."), person.name);
    if (crossing->place_id == 0)
        crossing->place_id = person.place_id;
    if (crossing->place_id == 0 && crossing->direction == DIRECTION_OUT)
        crossing->place_id = place_of_closed(store, crossing->person_id);
    return true;
}

static bool check_time(struct crossing *crossing, struct err *err)
{
    int64_t now = clock_now();
    if (crossing->at == 0)
        crossing->at = now;
    if (crossing->at > now + AHEAD_SECONDS)
        return err_field(err, ERR_INPUT, "at", _("This time is in the future."));
    if (crossing->at < now - (int64_t)BACK_DAYS * 86400)
        return err_field(err, ERR_INPUT, "at", _("This time is more than %d days ago."), BACK_DAYS);
    return true;
}

static bool check_one_temp(int tenths, const char *field, struct err *err)
{
    if (tenths == 0 || (tenths >= TEMP_LEAST && tenths <= TEMP_MOST))
        return true;
    return err_field(err, ERR_INPUT, field, _("A temperature is from 34.0 to 42.9."));
}

static bool check_temperature(struct store *store, struct crossing *crossing, struct err *err)
{
    if (!check_one_temp(crossing->temp_tenths, "temp", err) || !check_one_temp(crossing->retest_tenths, "retest", err))
        return false;
    if (crossing->temp_tenths == 0 && crossing->retest_tenths != 0)
        return err_field(err, ERR_INPUT, "temp", _("A second reading needs a first one."));
    crossing->abnormal = abnormal_of(store, crossing->temp_tenths, crossing->retest_tenths);
    if (crossing->abnormal != ABNORMAL_NO && crossing->retest_tenths == 0)
        return err_field(err, ERR_RETEST, "retest", _("%d.%d is at the fever line. Measure a second time."),
                         crossing->temp_tenths / 10, crossing->temp_tenths % 10);
    return true;
}

static bool check_class(const struct crossing *crossing, struct err *err)
{
    if (crossing->class != CLASS_VISITOR || crossing->direction != DIRECTION_IN || crossing->place_id != 0 ||
        crossing->purpose[0] != '\0')
        return true;
    return err_field(err, ERR_INPUT, "place", _("Whom does the visitor visit? Give the household or the purpose."));
}

static bool check_decision(const struct crossing *crossing, struct err *err)
{
    if (crossing->decision != DECISION_ADMITTED && crossing->reason[0] == '\0')
        return err_field(err, ERR_INPUT, "reason", _("Why was the person not admitted? Give the reason."));
    if (crossing->decision == DECISION_ADMITTED && crossing->abnormal == ABNORMAL_CONFIRMED)
        return err_field(err, ERR_INPUT, "decision",
                         _("The second reading confirms fever: turn away, or hold and report."));
    return true;
}

/* An override where nothing denies would raise an alarm about nothing, so a new record drops it; an old one keeps it,
 * since its flag may have been cleared meanwhile. */
static bool check_flags(struct store *store, struct crossing *crossing, struct err *err)
{
    struct gate_advice advice[ADVICE_MOST];
    bool denied = crossing->decision == DECISION_ADMITTED && gate_assess(store, crossing, advice, ADVICE_MOST) > 0 &&
                  advice[0].level == ADVICE_DENY;
    if (!denied && crossing->id == 0)
        crossing->override_reason[0] = '\0';
    if (!denied || crossing->override_reason[0] != '\0')
        return true;
    if (advice[0].call[0] == '\0')
        return err_field(err, ERR_DENIED, "override_reason", _("Denied: %s To admit anyway, give a reason."),
                         advice[0].say);
    return err_field(err, ERR_DENIED, "override_reason", _("Denied: %s (call %s). To admit anyway, give a reason."),
                     advice[0].say, advice[0].call);
}

static bool check_fields(struct crossing *crossing, struct err *err)
{
    int count = sizeof crossing_texts / sizeof crossing_texts[0];
    if (!text_fields_accept(crossing, crossing_texts, count, err))
        return false;
    gate_pass_fold(crossing);
    if (crossing->occupants < 0 || crossing->occupants > OCCUPANTS_MOST)
        return err_field(err, ERR_INPUT, "occupants", _("Occupants of a vehicle: from 0 to %d."), OCCUPANTS_MOST);
    if (crossing->affected_area < -1 || crossing->affected_area > 1)
        return err_field(err, ERR_INPUT, "affected_area", _("Been in an affected area: yes, no or not asked."));
    return true;
}

bool gate_check(struct store *store, struct crossing *crossing, struct err *err)
{
    if (store_officer(store) == 0)
        return err_set(err, ERR_ROLE, _("Nobody is signed on. Sign on by name first (--officer NAME in a command)."));
    return check_checkpoint(store, crossing, err) && check_person(store, crossing, err) &&
           (crossing->id != 0 || check_time(crossing, err)) && check_fields(crossing, err) &&
           check_class(crossing, err) && check_temperature(store, crossing, err) && check_decision(crossing, err) &&
           check_flags(store, crossing, err);
}

/* What an edit must not change by the way: when it was written down and by whom. */
static bool check_edit(struct crossing *crossing, const struct crossing *before, struct err *err)
{
    if (before->voided[0] != '\0')
        return err_set(err, ERR_INPUT, _("This record was voided and cannot be edited. Undo the void first."));
    crossing->entered_at = before->entered_at;
    crossing->officer_id = before->officer_id;
    return crossing->at == before->at || check_time(crossing, err);
}

/* Inside the transaction; before is all zero for a new record. */
static bool gate_write(struct store *store, struct crossing *crossing, const struct gate_visitor *visitor,
                       struct crossing *before, struct err *err)
{
    if (crossing->id != 0 && (!crossing_get(store, crossing->id, before, err) || !check_edit(crossing, before, err)))
        return false;
    if (visitor != NULL && !gate_visitor_register(store, visitor, crossing, err))
        return false;
    if (crossing->id == 0) {
        crossing->officer_id = store_officer(store);
        crossing->entered_at = 0;
    }
    if (!gate_check(store, crossing, err) || !expected_admit(store, crossing, before->expected_id, err) ||
        !crossing_save(store, crossing, err) || !gate_incident_follow(store, crossing, before, err))
        return false;
    return (!alarm_concerns(before) && !alarm_concerns(crossing)) || alarm_scan(store, clock_now(), err);
}

bool gate_save(struct store *store, struct crossing *crossing, const struct gate_visitor *visitor, struct err *err)
{
    struct crossing draft = *crossing, before = {0};
    if (!verb_begin(store, crossing->id == 0 ? "gate.add" : "gate.edit", err))
        return false;
    bool asked = crossing->id != 0 || gate_pass_check(store, crossing, err);
    if (!verb_end(store, asked && gate_write(store, &draft, visitor, &before, err), err))
        return false;
    *crossing = draft;
    /* The names to show; the record is saved whether or not they can be read now. */
    struct crossing stored;
    if (crossing_get(store, draft.id, &stored, NULL))
        *crossing = stored;
    return true;
}

bool gate_add_within(struct store *store, struct crossing *crossing, const struct gate_visitor *visitor,
                     struct err *err)
{
    struct crossing before = {0};
    bool has_visitor = visitor->name[0] != '\0' || visitor->plate[0] != '\0';
    return gate_write(store, crossing, has_visitor ? visitor : NULL, &before, err);
}

bool gate_void(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    char why[NOTE_BYTES];
    if (!reason_accept(reason, why, err) || !verb_begin(store, "gate.void", err))
        return false;
    struct crossing before;
    bool good = crossing_get(store, id, &before, err) && void_refuse_again(before.voided, err) &&
                gate_incident_cause_void(store, &before, err) && row_void(store, "crossing", id, rev, why, err) &&
                (!alarm_concerns(&before) || alarm_scan(store, clock_now(), err));
    return verb_end(store, good, err);
}
