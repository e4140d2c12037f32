#include "gate_entry.h"
#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "shared.h"
#include <string.h>

static const char *const abnormal_names[] = {"no", "first", "confirmed", NULL};

void gate_entry_init(struct gate_entry *entry)
{
    *entry = (struct gate_entry){.crossing = {.affected_area = -1, .mask = true}};
}

/* What would otherwise follow from the person or the readings. Emptying a household leaves none. */
static void mark_given(struct gate_entry *entry, const char *name, const char *text)
{
    struct {
        const char *name;
        bool *is_given;
    } marks[] = {
        {"direction", &entry->has_direction}, {"class", &entry->has_class}, {"decision", &entry->has_decision},
        {"person", &entry->has_person},       {"place", &entry->has_place}, {"place_id", &entry->has_place_id},
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strcmp(marks[i].name, name) == 0)
            *marks[i].is_given = text[0] != '\0';
    if (strcmp(name, "place") == 0 && !entry->has_place_id)
        entry->crossing.place_id = 0;
}

bool gate_entry_put(struct gate_entry *entry, const char *name, const char *text, struct err *err)
{
    const struct record_field *field = record_find(gate_fields, name);
    if (field == NULL)
        return err_set(err, ERR_INPUT, _("There is no field \"%.60s\"."), name);
    if (strcmp(name, "voided") == 0 && text[0] != '\0')
        return err_field(err, ERR_INPUT, "voided", _("A voided crossing cannot be added."));
    if (field->use == RECORD_SHOWN)
        return true;
    mark_given(entry, name, text);
    /* Nothing said: what it would be without the field. */
    if (text[0] == '\0' && (field->kind == RECORD_CHOICE || field->kind == RECORD_SWITCH))
        return true;
    return record_parse(field, entry, text, err);
}

bool gate_entry_put_options(struct gate_entry *entry, const struct command_call *call, struct err *err)
{
    for (int i = 0; i < call->option_count; i++) {
        const struct call_option *given = &call->options[i];
        if (given->field != NULL && !gate_entry_put(entry, given->field->name, given->value, err))
            return false;
    }
    return true;
}

/* `who` names one person, vehicle or household of the register. */
static bool resolve_who(struct gate_entry *entry, const struct command_call *call, struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    struct candidate candidate;
    if (entry->who[0] == '\0')
        return true;
    if (entry->has_person)
        return err_field(err, ERR_INPUT, "who", _("Give who or person, not both."));
    if (!find_candidate(call, entry->who, crossing->checkpoint_id, &candidate, err))
        return false;
    crossing->person_id = candidate.person_id;
    if (candidate.person_id == 0 && candidate.vehicle_id == 0)
        return err_field(err, ERR_INPUT, "who", _("\"%.60s\" is a household; say which person."), entry->who);
    if (candidate.person_id == 0)
        crossing->vehicle_id = candidate.vehicle_id;
    return true;
}

/* What follows from a known person where nothing else was said. */
static bool follow_person(struct gate_entry *entry, struct store *store, struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    struct person person;
    struct err why = {0};
    if (!person_get(store, crossing->person_id, &person, &why))
        return why.code != ERR_NOT_FOUND
                   ? err_set(err, why.code, "%s", why.text)
                   : err_field(err, ERR_INPUT, "person", _("There is no person %lld."), (long long)crossing->person_id);
    if (!entry->has_class)
        crossing->class = gate_default_class(person.kind);
    if (!entry->has_place && !entry->has_place_id)
        crossing->place_id = person.place_id;
    if (!entry->has_direction)
        crossing->direction = gate_direction(store, person.id, person.kind);
    return true;
}

/* Somebody who is not in the register yet becomes a visitor; masked values are never written back. */
static bool take_visitor(struct gate_entry *entry, struct gate_visitor *visitor, struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    if (mask_is_masked(crossing->person_name) || mask_is_masked(crossing->phone) || mask_is_masked(entry->id_number))
        return err_field(err, ERR_INPUT, "person", _("The values are masked; give the person by number."));
    text_copy(visitor->name, sizeof visitor->name, crossing->person_name);
    text_copy(visitor->phone, sizeof visitor->phone, crossing->phone);
    text_copy(visitor->id_number, sizeof visitor->id_number, entry->id_number);
    if (!entry->has_class)
        crossing->class = CLASS_VISITOR;
    if (!entry->has_direction)
        crossing->direction = DIRECTION_IN;
    return true;
}

/* A vehicle alone says neither who is in it nor where it goes. */
static bool check_vehicle(struct gate_entry *entry, struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    if (crossing->vehicle_id == 0 && crossing->plate[0] == '\0')
        return err_field(err, ERR_INPUT, "who",
                         _("Say who: who (a word), person (a number), name (a new visitor) or plate."));
    if (!entry->has_direction)
        return err_field(err, ERR_INPUT, "direction", _("A vehicle alone needs the direction: in or out."));
    if (!entry->has_class)
        crossing->class = CLASS_VISITOR;
    return true;
}

/* Who: one of the register, somebody new, or a vehicle alone. */
static bool resolve_person(struct gate_entry *entry, const struct command_call *call, struct gate_visitor *visitor,
                           struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    if (!resolve_who(entry, call, err))
        return false;
    bool is_edited = crossing->id != 0 && !entry->has_person && entry->who[0] == '\0';
    if (is_edited)
        return true;
    if (crossing->person_id != 0)
        return follow_person(entry, call->store, err);
    return crossing->person_name[0] != '\0' ? take_visitor(entry, visitor, err) : check_vehicle(entry, err);
}

bool gate_entry_resolve(struct gate_entry *entry, const struct command_call *call, struct gate_visitor *visitor,
                        bool *has_visitor, struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    *visitor = (struct gate_visitor){0};
    bool keeps_checkpoint = crossing->id != 0 && call->global->checkpoint == NULL;
    if (!keeps_checkpoint &&
        !find_checkpoint(call, crossing->id == 0 ? crossing->checkpoint_name : NULL, &crossing->checkpoint_id, err))
        return false;
    if (entry->has_place && !entry->has_place_id &&
        !find_household(call->store, "", crossing->place_label, &crossing->place_id, err))
        return false;
    if (!resolve_person(entry, call, visitor, err))
        return false;
    if (crossing->vehicle_id == 0)
        text_copy(visitor->plate, sizeof visitor->plate, crossing->plate);
    if (!entry->has_decision)
        crossing->decision = gate_default_decision(call->store, crossing->temp_tenths, crossing->retest_tenths);
    *has_visitor = visitor->name[0] != '\0' || visitor->plate[0] != '\0';
    return true;
}

bool gate_entry_save(struct gate_entry *entry, const struct command_call *call, struct err *err)
{
    struct gate_visitor visitor;
    bool has_visitor = false;
    if (!gate_entry_resolve(entry, call, &visitor, &has_visitor, err))
        return false;
    return gate_save(call->store, &entry->crossing, has_visitor ? &visitor : NULL, err);
}

#define CROSSING(member) RECORD_AT(struct crossing, member)
const struct record_field gate_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, CROSSING(id), .width = 8},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, CROSSING(rev)},
    {"at", "TIME", N_("when: 8:15, yesterday 20:00, 2022-04-11 08:15:00 or seconds since 1970; else now"),
     RECORD_MOMENT, RECORD_BOTH, CROSSING(at), .width = 19},
    {"entered_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, CROSSING(entered_at)},
    {"checkpoint", "NAME", N_("the checkpoint; else --checkpoint, else the only one there is"), RECORD_TEXT,
     RECORD_BOTH, CROSSING(checkpoint_name), .width = 10},
    {"direction", "WHICH", N_("else it follows from whether the person is out"), RECORD_CHOICE, RECORD_BOTH,
     CROSSING(direction), .choices = direction_names, .width = 9},
    {"class", "CLASS", N_("else it follows from the person"), RECORD_CHOICE, RECORD_BOTH, CROSSING(class),
     .choices = class_names, .width = 9},
    {"who", "WORD", N_("one known person or vehicle: room, last four of the phone, pinyin initials, name, plate"),
     RECORD_TEXT, RECORD_INPUT, RECORD_AT(struct gate_entry, who)},
    {"person", "ID", N_("a known person by number"), RECORD_ID, RECORD_BOTH, CROSSING(person_id)},
    {"name", "NAME", N_("a visitor who is not known yet"), RECORD_TEXT, RECORD_BOTH, CROSSING(person_name),
     .width = 10},
    {"phone", "NUMBER", N_("the visitor's phone"), RECORD_PHONE, RECORD_BOTH, CROSSING(phone), .width = 12},
    {"id_number", "NUMBER", N_("the visitor's ID document"), RECORD_DOCUMENT, RECORD_INPUT,
     RECORD_AT(struct gate_entry, id_number)},
    {"place", "ROOM", N_("the household visited or lived in: 12-2-1203"), RECORD_TEXT, RECORD_BOTH,
     CROSSING(place_label), .width = 12},
    {"place_id", "ID", N_("the same by number"), RECORD_ID, RECORD_BOTH, CROSSING(place_id)},
    {"plate", "PLATE", N_("the vehicle"), RECORD_TEXT, RECORD_BOTH, CROSSING(plate), .width = 9},
    {"occupants", "COUNT", N_("people in the vehicle"), RECORD_NUMBER, RECORD_BOTH, CROSSING(occupants), .most = 99},
    {"from", "TEXT", N_("coming from"), RECORD_TEXT, RECORD_BOTH, CROSSING(coming_from)},
    {"affected", "ANSWER", N_("been in an affected area within 14 days: yes or no"), RECORD_ANSWER, RECORD_BOTH,
     CROSSING(affected_area)},
    {"purpose", "TEXT", N_("why they come or go"), RECORD_TEXT, RECORD_BOTH, CROSSING(purpose)},
    {"pass", "NUMBER", N_("number of the pass"), RECORD_TEXT, RECORD_BOTH, CROSSING(pass_number)},
    {"temp", "DEGREES", N_("temperature: 365 or 36.5"), RECORD_TEMPERATURE, RECORD_BOTH, CROSSING(temp_tenths),
     .width = 4},
    {"retest", "DEGREES", N_("second reading, needed at the fever line"), RECORD_TEMPERATURE, RECORD_BOTH,
     CROSSING(retest_tenths), .width = 6},
    {"method", "METHOD", N_("how it was measured"), RECORD_CHOICE, RECORD_BOTH, CROSSING(method),
     .choices = method_names},
    {"mask", "ANSWER", N_("wears a mask: yes (if nothing is said) or no"), RECORD_SWITCH, RECORD_BOTH, CROSSING(mask)},
    {"abnormal", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, CROSSING(abnormal), .choices = abnormal_names},
    {"decision", "DECISION", N_("what was decided"), RECORD_CHOICE, RECORD_BOTH, CROSSING(decision),
     .choices = decision_names, .width = 11},
    {"reason", "TEXT", N_("why not admitted"), RECORD_TEXT, RECORD_BOTH, CROSSING(reason)},
    {"override_reason", "TEXT", N_("why admitted although a flag denies it"), RECORD_TEXT, RECORD_BOTH,
     CROSSING(override_reason)},
    {"registrar", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CROSSING(officer_name)},
    {"remark", "TEXT", N_("anything else"), RECORD_TEXT, RECORD_BOTH, CROSSING(remark), .width = 1},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CROSSING(voided)},
    {0},
};
