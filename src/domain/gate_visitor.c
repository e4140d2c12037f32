#include "gate_visitor.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "person_fields.h"
#include "verb.h"
#include <string.h>

/* Same name and phone: the one seen before. A phone alone may be a whole family's. */
static bool find_by_phone(struct store *store, const struct person *visitor, struct person *known)
{
    int64_t id = 0;
    return visitor->phone[0] != '\0' && person_find(store, "", visitor->phone, visitor->name, 0, &id, NULL) &&
           person_get(store, id, known, NULL);
}

/* *known is filled when true; an ID number that is somebody else's is refused. */
static bool find_known(struct store *store, const struct person *visitor, struct person *known, bool *found,
                       struct err *err)
{
    int64_t id = 0;
    *found = false;
    if (visitor->id_number[0] != '\0' && person_find(store, visitor->id_number, "", "", 0, &id, NULL)) {
        if (!person_get(store, id, known, err))
            return false;
        if (strcmp(known->name, visitor->name) != 0)
            return err_field(err, ERR_INPUT, "id_number", _("This ID number belongs to %s. Check name and number."),
                             known->name);
        *found = true;
        return true;
    }
    *found = find_by_phone(store, visitor, known);
    if (!*found || known->id_number[0] == '\0' || visitor->id_number[0] == '\0')
        return true;
    /* Same name, same phone, another document: two people. */
    *found = false;
    return true;
}

/* What this visit tells that the register did not know yet. */
static bool complete_known(struct store *store, const struct person *visitor, struct person *known, struct err *err)
{
    bool changed = false;
    if (known->phone[0] == '\0' && visitor->phone[0] != '\0') {
        text_copy(known->phone, sizeof known->phone, visitor->phone);
        changed = true;
    }
    if (known->id_number[0] == '\0' && visitor->id_number[0] != '\0') {
        text_copy(known->id_number, sizeof known->id_number, visitor->id_number);
        known->id_type = visitor->id_type;
        known->birth_day = visitor->birth_day;
        known->sex = visitor->sex;
        changed = true;
    }
    return !changed || person_save(store, known, err);
}

static bool register_person(struct store *store, const struct gate_visitor *visitor, struct crossing *crossing,
                            struct err *err)
{
    struct person person = {.kind = PERSON_VISITOR}, known;
    if (!person_fields_parse(&person, visitor->name, visitor->phone, visitor->id_number, err))
        return false;
    bool found = false;
    if (!find_known(store, &person, &known, &found, err))
        return false;
    if (found ? !complete_known(store, &person, &known, err) : !person_save(store, &person, err))
        return false;
    if (found)
        person = known;
    crossing->person_id = person.id;
    if (person.kind == PERSON_VISITOR && (crossing->class == CLASS_RESIDENT || crossing->class == CLASS_TENANT))
        crossing->class = CLASS_VISITOR;
    return true;
}

static bool register_vehicle(struct store *store, const char *typed, struct crossing *crossing, struct err *err)
{
    struct vehicle vehicle = {0};
    if (!gate_plate_parse(store, typed, vehicle.plate, err))
        return false;
    if (!vehicle_find(store, vehicle.plate, &crossing->vehicle_id, NULL)) {
        if (!vehicle_save(store, &vehicle, err))
            return false;
        crossing->vehicle_id = vehicle.head.id;
    }
    return true;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

bool gate_visitor_register(struct store *store, const struct gate_visitor *visitor, struct crossing *crossing,
                           struct err *err)
{
    if (!is_blank(visitor->plate) && !register_vehicle(store, visitor->plate, crossing, err))
        return false;
    bool nobody = is_blank(visitor->name) && is_blank(visitor->phone) && is_blank(visitor->id_number);
    if (nobody && (crossing->vehicle_id != 0 || crossing->person_id != 0))
        return true;
    if (is_blank(visitor->name))
        return err_field(err, ERR_INPUT, "name", _("What is the visitor's name?"));
    return register_person(store, visitor, crossing, err);
}
