#include "gatepost/people_rules.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observation_flag.h"
#include "person_fields.h"
#include "verb.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { PERSONS_MOST = 99 };

static const struct text_field place_texts[] = {
    {offsetof(struct place, name), NAME_BYTES, "name", N_("Name")},
    {offsetof(struct place, estate), 64, "estate", N_("Estate")},
    {offsetof(struct place, grid), 64, "grid", N_("Grid")},
    {offsetof(struct place, head), NAME_BYTES, "head", N_("Head of household")},
    {offsetof(struct place, responsible), NAME_BYTES, "responsible", N_("Responsible person")},
    {offsetof(struct place, note), NOTE_BYTES, "note", N_("Note")},
};
static const struct text_field flag_texts[] = {
    {offsetof(struct flag, say), NOTE_BYTES, "say", N_("Words to say")},
    {offsetof(struct flag, call), NAME_BYTES, "call", N_("Whom to call")},
};

static bool check_home(struct store *store, int64_t place_id, struct err *err)
{
    struct place place;
    if (place_id == 0)
        return true;
    if (!place_get(store, place_id, &place, err))
        return false;
    if (place.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "place", _("This household was voided. Choose another."));
    return true;
}

/* An ID number belongs to one person: the second row would be the same one again. */
static bool check_document_free(struct store *store, const struct person *person, struct err *err)
{
    int64_t other = 0;
    struct person known;
    if (person->id_number[0] == '\0' || !person_find(store, person->id_number, "", "", 0, &other, NULL) ||
        other == person->id || !person_get(store, other, &known, NULL))
        return true;
    return err_field(err, ERR_INPUT, "id_number", _("This ID number belongs to %s already. Edit or merge that record."),
                     known.name);
}

/* A typed text that filled the array was cut on its way here, and part of a number is another number. */
static bool check_phone_whole(const char *phone, struct err *err)
{
    enum { WHOLE_BYTES = PHONE_SIZE - 4 };
    return strlen(phone) <= WHOLE_BYTES ||
           err_field(err, ERR_INPUT, "phone", _("The phone number is too long. Two numbers go into two fields."));
}

static bool check_person(struct store *store, struct person *person, struct err *err)
{
    if (!check_phone_whole(person->phone, err) || !check_phone_whole(person->phone2, err))
        return false;
    char phones[2 * PHONE_SIZE + 2], id_number[sizeof person->id_number];
    text_copy(phones, sizeof phones, person->phone);
    if (person->phone2[0] != '\0') {
        size_t used = strlen(phones);
        phones[used++] = ' ';
        text_copy(phones + used, sizeof phones - used, person->phone2);
    }
    text_copy(id_number, sizeof id_number, person->id_number);
    struct person parsed = *person;
    parsed.phone[0] = parsed.phone2[0] = '\0';
    if (id_number[0] == '\0')
        parsed.id_type = ID_NONE;
    if (!person_fields_parse(&parsed, person->name, phones, id_number, err))
        return false;
    *person = parsed;
    if (person->birth_day != 0 && (!clock_day_valid(person->birth_day) || person->birth_day > clock_day(clock_now())))
        return err_field(err, ERR_INPUT, "birth_day", _("This is no date of birth."));
    return text_accept(person->note, sizeof person->note, "note", N_("Note"), err) &&
           check_home(store, person->place_id, err) && check_document_free(store, person, err);
}

bool people_add_person_within(struct store *store, struct person *person, struct err *err)
{
    return void_refuse_again(person->voided, err) && check_person(store, person, err) &&
           person_save(store, person, err);
}

bool people_add_person(struct store *store, struct person *person, struct err *err)
{
    struct person draft = *person;
    if (!verb_begin(store, person->id == 0 ? "person.add" : "person.edit", err))
        return false;
    if (!verb_end(store, people_add_person_within(store, &draft, err), err))
        return false;
    *person = draft;
    return true;
}

static bool check_place_phone(struct place *place, struct err *err)
{
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    if (place->phone[strspn(place->phone, " ")] == '\0') {
        place->phone[0] = '\0';
        return true;
    }
    if (!masked_refuse(place->phone, "phone", err) || !check_phone_whole(place->phone, err))
        return false;
    if (!phone_parse(place->phone, phones, &count, err)) {
        if (err != NULL)
            err->field = "phone";
        return false;
    }
    text_copy(place->phone, sizeof place->phone, phones[0]);
    return true;
}

static bool check_place_room(struct store *store, const struct place *place, struct err *err)
{
    if (place->kind != PLACE_HOUSEHOLD) {
        if (place->name[0] == '\0')
            return err_field(err, ERR_INPUT, "name", _("A place that is no household needs a name."));
        return true;
    }
    if (place->room.building[0] == '\0' || place->room.number[0] == '\0')
        return err_field(err, ERR_INPUT, "room", _("Which room? Such as 12-2-1203."));
    int64_t other = 0;
    struct err why = {0};
    if (!place_find_room(store, place->estate, &place->room, &other, &why)) {
        /* Without an estate, a room that several estates have is no double of this one. */
        if (why.code == ERR_NOT_FOUND || why.code == ERR_INPUT)
            return true;
        if (err != NULL)
            *err = why;
        return false;
    }
    struct place known;
    if (other == place->id || !place_get(store, other, &known, NULL) || strcmp(known.estate, place->estate) != 0)
        return true;
    char room[56];
    room_format(&place->room, room);
    return err_field(err, ERR_INPUT, "room", _("Room %s is in the register already."), room);
}

static bool check_place(struct store *store, struct place *place, struct err *err)
{
    int count = sizeof place_texts / sizeof place_texts[0];
    if (!text_fields_accept(place, place_texts, count, err) || !masked_refuse(place->head, "head", err) ||
        !check_place_phone(place, err))
        return false;
    if (place->reported_persons < 0 || place->reported_persons > PERSONS_MOST)
        return err_field(err, ERR_INPUT, "reported_persons", _("Persons reported: from 0 to %d."), PERSONS_MOST);
    return check_place_room(store, place, err);
}

bool people_add_place(struct store *store, struct place *place, struct err *err)
{
    struct place draft = *place;
    if (!verb_begin(store, place->id == 0 ? "household.add" : "household.edit", err))
        return false;
    bool good =
        void_refuse_again(draft.voided, err) && check_place(store, &draft, err) && place_save(store, &draft, err);
    if (!verb_end(store, good, err))
        return false;
    *place = draft;
    return true;
}

/* One person has one observation: which of the two is true is nobody's guess. */
static bool check_observed_once(struct store *store, const struct person *one, const struct person *other,
                                struct err *err)
{
    struct observation observation;
    return !observation_of_person(store, one->id, &observation, NULL) ||
           !observation_of_person(store, other->id, &observation, NULL) ||
           err_field(err, ERR_INPUT, "from", _("%s is under observation in both records. Void one of the two first."),
                     other->name);
}

static bool check_mergeable(struct store *store, int64_t from, int64_t into, struct err *err)
{
    struct person one, other;
    if (from == into)
        return err_field(err, ERR_INPUT, "into", _("A person cannot be merged with itself."));
    if (!person_get(store, from, &one, err) || !person_get(store, into, &other, err))
        return false;
    if (one.merged_into != 0 || one.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "from", _("%s was merged or voided already."), one.name);
    if (other.merged_into != 0 || other.voided[0] != '\0')
        return err_field(err, ERR_INPUT, "into", _("%s was merged or voided already."), other.name);
    return check_observed_once(store, &one, &other, err);
}

bool people_merge(struct store *store, int64_t from, int64_t into, struct err *err)
{
    if (!verb_begin(store, "person.merge", err))
        return false;
    return verb_end(store, check_mergeable(store, from, into, err) && person_merge(store, from, into, err), err);
}

static bool check_flag(struct store *store, struct flag *flag, struct err *err)
{
    if ((flag->person_id == 0) == (flag->place_id == 0))
        return err_field(err, ERR_INPUT, "who", _("A flag is about one person or one household."));
    struct person person;
    if (flag->person_id != 0 ? !person_get(store, flag->person_id, &person, err)
                             : !check_home(store, flag->place_id, err))
        return false;
    if (!text_fields_accept(flag, flag_texts, sizeof flag_texts / sizeof flag_texts[0], err))
        return false;
    if (flag->say[0] == '\0')
        return err_field(err, ERR_INPUT, "say", _("What should the guard say? Give the words."));
    if (flag->from_at == 0)
        flag->from_at = clock_now();
    if (flag->until_at != 0 && flag->until_at <= flag->from_at)
        return err_field(err, ERR_INPUT, "until", _("The end is before the beginning."));
    return true;
}

static bool check_flag_needed(struct store *store, const struct flag *flag, struct err *err)
{
    struct flag before;
    return flag->id == 0 ||
           (flag_get(store, flag->id, &before, err) && observation_flag_refuse(store, &before, flag, err));
}

bool people_set_flag(struct store *store, struct flag *flag, struct err *err)
{
    struct flag draft = *flag;
    if (!verb_begin(store, flag->id == 0 ? "flag.set" : "flag.edit", err))
        return false;
    if (!verb_end(store,
                  check_flag(store, &draft, err) && check_flag_needed(store, &draft, err) &&
                      flag_save(store, &draft, err),
                  err))
        return false;
    *flag = draft;
    return true;
}

bool people_clear_flag(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    char why[NOTE_BYTES];
    text_copy(why, sizeof why, reason);
    if (!text_accept(why, sizeof why, "reason", N_("Reason"), err))
        return false;
    if (why[0] == '\0')
        return err_field(err, ERR_INPUT, "reason", _("Why is the flag cleared? Give the reason."));
    if (!verb_begin(store, "flag.clear", err))
        return false;
    struct flag flag;
    bool good = flag_get(store, id, &flag, err) && void_refuse_again(flag.voided, err) &&
                observation_flag_refuse(store, &flag, NULL, err) && row_void(store, "flag", id, rev, why, err);
    return verb_end(store, good, err);
}

static bool check_checkpoint(struct store *store, struct checkpoint *checkpoint, struct err *err)
{
    if (!void_refuse_again(checkpoint->voided, err) ||
        !text_accept(checkpoint->name, sizeof checkpoint->name, "name", N_("Name"), err) ||
        !text_accept(checkpoint->estate, sizeof checkpoint->estate, "estate", N_("Estate"), err))
        return false;
    if (checkpoint->name[0] == '\0')
        return err_field(err, ERR_INPUT, "name", _("What is the checkpoint called?"));
    int64_t other = 0;
    if (checkpoint_find(store, checkpoint->name, &other, NULL) && other != checkpoint->id)
        return err_field(err, ERR_INPUT, "name", _("There is a checkpoint called %s already."), checkpoint->name);
    return true;
}

bool people_add_checkpoint(struct store *store, struct checkpoint *checkpoint, struct err *err)
{
    struct checkpoint draft = *checkpoint;
    if (!verb_begin(store, checkpoint->id == 0 ? "checkpoint.add" : "checkpoint.edit", err))
        return false;
    if (!verb_end(store, check_checkpoint(store, &draft, err) && checkpoint_save(store, &draft, err), err))
        return false;
    *checkpoint = draft;
    return true;
}
