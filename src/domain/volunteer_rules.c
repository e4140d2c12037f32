/* The register of volunteers: each is a person of the register, once (domain.md §6). */
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "person_fields.h"
#include "verb.h"
#include "volunteer_part.h"
#include <string.h>

/* ---- who it is ---- */

static bool refuse_twice(struct store *store, const struct person *person, struct err *err)
{
    struct volunteer other;
    if (person->id == 0 || !volunteer_of_person(store, person->id, &other, NULL))
        return true;
    return err_field(err, ERR_INPUT, "person", _("%1$s is a volunteer already (No. %2$lld): edit that one."),
                     person->name, (long long)other.head.id);
}

/* Same name and phone: the one that is known. A phone alone may be a whole family's. */
static bool read_named(struct store *store, const struct volunteer *volunteer, struct person *person, struct err *err)
{
    int64_t id = 0;
    if (volunteer->name[0] == '\0')
        return err_field(err, ERR_INPUT, "person", _("Who is it? Choose a person, or write a name and a phone."));
    *person = (struct person){.kind = PERSON_VISITOR};
    if (!person_fields_parse(person, volunteer->name, volunteer->phone, "", err))
        return false;
    if (person->phone[0] == '\0')
        return err_field(err, ERR_INPUT, "phone",
                         _("%s is not in the register yet: write a phone, or choose a person."), person->name);
    return !person_find(store, "", person->phone, person->name, 0, &id, NULL) || person_get(store, id, person, err);
}

bool volunteer_who(struct store *store, const struct volunteer *volunteer, struct person *person, struct err *err)
{
    bool good = volunteer->person_id != 0 ? person_get(store, volunteer->person_id, person, err)
                                          : read_named(store, volunteer, person, err);
    return good && refuse_twice(store, person, err);
}

/* Somebody else is another volunteer, and a name is the person's. */
static bool read_kept(struct store *store, const struct volunteer *volunteer, const struct volunteer *was,
                      struct person *person, struct err *err)
{
    if (volunteer->person_id != was->person_id)
        return err_field(err, ERR_INPUT, "person",
                         _("This is %s. Add whoever else it should be as a volunteer, and void this one."), was->name);
    if (volunteer->name[0] != '\0' && strcmp(volunteer->name, was->name) != 0)
        return err_field(err, ERR_INPUT, "name", _("The name is that of the person: correct it there."));
    return person_get(store, was->person_id, person, err);
}

/* ---- the person follows ---- */

/* A number that was not before somebody's eyes is kept beside the new one. */
static void put_phone(struct person *person, const char *phone, bool unseen)
{
    if (unseen && person->phone[0] != '\0' && person->phone2[0] == '\0')
        text_copy(person->phone2, sizeof person->phone2, person->phone);
    text_copy(person->phone, sizeof person->phone, phone);
}

/* What a form shows may have been changed by another desk since: that stays, unless it was typed anew here. */
static bool says_phone(const struct volunteer *volunteer, const struct volunteer *was, const struct person *person)
{
    if (was != NULL)
        return strcmp(volunteer->phone, volunteer->phone_was) != 0 && strcmp(volunteer->phone, person->phone) != 0;
    return volunteer->phone[0] != '\0' && strcmp(volunteer->phone, person->phone) != 0 &&
           strcmp(volunteer->phone, person->phone2) != 0;
}

static bool write_person(struct store *store, const struct volunteer *volunteer, const struct volunteer *was,
                         struct person *person, struct err *err)
{
    if (person->id != 0 && !says_phone(volunteer, was, person))
        return true;
    if (person->id != 0)
        put_phone(person, volunteer->phone, was == NULL || strcmp(volunteer->phone_was, person->phone) != 0);
    return people_add_person_within(store, person, err);
}

static bool read_building(struct store *store, const struct person *person, char *building, size_t size,
                          struct err *err)
{
    struct place place;
    if (person->place_id == 0)
        return true;
    if (!place_get(store, person->place_id, &place, err))
        return false;
    if (place.room.building[0] != '\0')
        text_copy(building, size, place.room.building);
    return true;
}

bool volunteer_follow_person(struct store *store, const struct person *person, struct err *err)
{
    struct volunteer volunteer;
    if (!volunteer_of_person(store, person->id, &volunteer, NULL))
        return true;
    if (!read_building(store, person, volunteer.building, sizeof volunteer.building, err))
        return false;
    const struct row_value values[] = {ROW_STR("name", person->name), ROW_STR("building", volunteer.building)};
    return row_update(store, "volunteer", volunteer.head.id, -1, values, 2, err);
}

/* ---- a record ---- */

static bool check_available(struct volunteer *volunteer, struct err *err)
{
    struct availability availability;
    if (!availability_parse(volunteer->available, &availability, err))
        return false;
    availability_text(&availability, volunteer->available);
    return true;
}

/* What was written down without its day was today. */
static void complete_days(struct volunteer *volunteer, const struct volunteer *was)
{
    int today = clock_day(clock_now());
    if (volunteer->health == HEALTH_UNCHECKED)
        volunteer->health_day = 0;
    else if (volunteer->health_day == 0 ||
             (was != NULL && was->health != volunteer->health && was->health_day == volunteer->health_day))
        volunteer->health_day = today;
    if (volunteer->kit[0] == '\0')
        volunteer->kit_day = 0;
    else if (volunteer->kit_day == 0)
        volunteer->kit_day = today;
    if (was == NULL && volunteer->since_day == 0)
        volunteer->since_day = today;
}

/* The person's change may have moved the volunteer on, too. */
static bool take_rev(struct store *store, struct volunteer *volunteer, struct err *err)
{
    struct volunteer standing;
    if (volunteer->head.id == 0)
        return true;
    if (!record_get(store, &volunteer_table, volunteer->head.id, &standing, err))
        return false;
    volunteer->head.rev = standing.head.rev;
    return true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct volunteer *volunteer = record;
    struct person person;
    bool known = before == NULL ? volunteer_who(store, volunteer, &person, err)
                                : read_kept(store, volunteer, before, &person, err);
    if (!known || !check_available(volunteer, err) || !write_person(store, volunteer, before, &person, err) ||
        !take_rev(store, volunteer, err))
        return false;
    volunteer->person_id = person.id;
    text_copy(volunteer->name, sizeof volunteer->name, person.name);
    text_copy(volunteer->phone, sizeof volunteer->phone, person.phone);
    text_copy(volunteer->phone_was, sizeof volunteer->phone_was, person.phone);
    complete_days(volunteer, before);
    return read_building(store, &person, volunteer->building, sizeof volunteer->building, err);
}

static void begin(void *record)
{
    ((struct volunteer *)record)->kind = VOLUNTEER_OWNER;
}

/* Whoever goes is taken off the shifts first: nobody vanishes from a shift in passing. */
static bool check_void(struct store *store, const void *record, struct err *err)
{
    return dependents_none(store, "volunteer", ((const struct record_head *)record)->id, err);
}

const struct register_rules volunteer_rules = {
    .table = &volunteer_table,
    .verb_add = "volunteer.add",
    .verb_edit = "volunteer.edit",
    .verb_void = "volunteer.void",
    .begin = begin,
    .check = check,
    .check_void = check_void,
};
