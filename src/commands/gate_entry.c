#include "gate_entry.h"
#include "gatepost/expected_rules.h"
#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "shared.h"
#include <string.h>

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
    const struct record_field *field = record_find(crossing_fields, name);
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

/* A vehicle comes with its usual driver and as its usual class, as in the gate form. */
static void take_vehicle(struct gate_entry *entry, struct store *store, const struct candidate *candidate)
{
    struct crossing *crossing = &entry->crossing;
    struct person driver;
    crossing->vehicle_id = candidate->vehicle_id;
    if (candidate->driver_id != 0 && person_get(store, candidate->driver_id, &driver, NULL) &&
        driver.voided[0] == '\0' && driver.merged_into == 0)
        crossing->person_id = driver.id;
    if (entry->has_class || candidate->usual_class == 0)
        return;
    crossing->class = (enum crossing_class)(candidate->usual_class - 1);
    entry->has_class = true;
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
        take_vehicle(entry, call->store, &candidate);
    return true;
}

/* What follows from a known person where nothing else was said. */
static bool follow_person(struct gate_entry *entry, struct store *store, struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    struct person person;
    struct err why = {0};
    if (!person_get(store, crossing->person_id, &person, &why))
        return why.code != ERR_NOT_FOUND ? err_set(err, why.code, "%s", why.text)
                                         : err_field(err, ERR_NOT_FOUND, "person", _("There is no person %lld."),
                                                     (long long)crossing->person_id);
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

static void take_text(char *text, size_t size, const char *announced)
{
    if (text[0] == '\0')
        text_copy(text, size, announced);
}

/* What the announcement says where nothing else was said. */
static bool take_expected(struct gate_entry *entry, struct store *store, struct err *err)
{
    struct crossing *crossing = &entry->crossing;
    struct expected expected;
    if (crossing->expected_id == 0 || crossing->id != 0)
        return true;
    if (!record_get(store, &expected_table, crossing->expected_id, &expected, err))
        return false;
    take_text(crossing->person_name, sizeof crossing->person_name, expected.name);
    take_text(crossing->phone, sizeof crossing->phone, expected.phone);
    take_text(crossing->plate, sizeof crossing->plate, expected.plate);
    take_text(crossing->purpose, sizeof crossing->purpose, expected.purpose);
    if (!entry->has_place && !entry->has_place_id)
        crossing->place_id = expected.place_id;
    if (!entry->has_class)
        crossing->class = expected_crossing_class(expected.class);
    if (!entry->has_direction)
        crossing->direction = DIRECTION_IN;
    entry->has_class = entry->has_direction = entry->has_place_id = true;
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
    /* The terminal's checkpoint is where new crossings are logged; a stored one moves only when asked (--move-to). */
    const char *to = crossing->id == 0 ? crossing->checkpoint_name : call_option(call, "move-to");
    if (to != NULL && !find_checkpoint(call, to, &crossing->checkpoint_id, err))
        return false;
    if (!take_expected(entry, call->store, err))
        return false;
    if (entry->has_place && !entry->has_place_id &&
        !find_household(call->store, crossing->place_label, &crossing->place_id, err))
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
