#include "gatepost/people_rules.h"
#include "gatepost/clock.h"
#include "gatepost/doubles.h"
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observation_flag.h"
#include "person_fields.h"
#include "verb.h"
#include "volunteer_part.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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

const char *const same_person_names[] = {"", "later", "no", NULL};

enum { DOUBLES_MOST = 8 };

/* An ID number belongs to one person: whose the second row is must be said. */
static bool check_document_free(struct store *store, const struct person *person, enum same_person same,
                                struct err *err)
{
    struct person_double found[DOUBLES_MOST];
    struct person before = {0};
    int count = 0;
    if (person->id_number[0] == '\0' || same != SAME_NOT_SAID)
        return true;
    if (person->id != 0 && !person_get(store, person->id, &before, err))
        return false;
    if (strcmp(before.id_number, person->id_number) == 0)
        return true;
    if (!doubles_of(store, person, found, DOUBLES_MOST, &count, err))
        return false;
    return count == 0 || (found[0].by & DOUBLE_ID) == 0 ||
           err_field(err, ERR_INPUT, "id_number",
                     _("This ID number belongs to %1$s already (No. %2$lld). Is it the same person? Say it first."),
                     found[0].person.name, (long long)found[0].person.id);
}

/* Everybody with the same ID number is somebody else. */
static bool say_others(struct store *store, const struct person *person, struct err *err)
{
    struct person_double found[DOUBLES_MOST];
    int count = 0;
    bool good = doubles_of(store, person, found, DOUBLES_MOST, &count, err);
    for (int i = 0; good && i < count; i++)
        good = (found[i].by & DOUBLE_ID) == 0 || distinct_save(store, person->id, found[i].person.id, err);
    return good;
}

static bool check_person(struct store *store, struct person *person, struct err *err)
{
    if (!phone_refuse_cut(person->phone, err) || !phone_refuse_cut(person->phone2, err))
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
           check_home(store, person->place_id, err);
}

static bool add_within(struct store *store, struct person *person, enum same_person same, struct err *err)
{
    return void_refuse_again(person->voided, err) && check_person(store, person, err) &&
           check_document_free(store, person, same, err) && person_save(store, person, err) &&
           (same != SAME_NOT || say_others(store, person, err)) && volunteer_follow_person(store, person, err);
}

bool people_add_person_within(struct store *store, struct person *person, struct err *err)
{
    return add_within(store, person, SAME_NOT_SAID, err);
}

bool people_add_person(struct store *store, struct person *person, struct err *err)
{
    return people_add_person_as(store, person, SAME_NOT_SAID, err);
}

bool people_add_person_as(struct store *store, struct person *person, enum same_person same, struct err *err)
{
    struct person draft = *person;
    if (!verb_begin(store, person->id == 0 ? "person.add" : "person.edit", err))
        return false;
    if (!verb_end(store, add_within(store, &draft, same, err), err))
        return false;
    *person = draft;
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

/* Two rows of hours and shifts are nobody's to add up in passing. */
static bool check_volunteer_once(struct store *store, const struct person *one, const struct person *other,
                                 struct err *err)
{
    struct volunteer volunteer;
    return !volunteer_of_person(store, one->id, &volunteer, NULL) ||
           !volunteer_of_person(store, other->id, &volunteer, NULL) ||
           err_field(err, ERR_INPUT, "from", _("%s is a volunteer in both records. Void one of the two first."),
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
    return check_observed_once(store, &one, &other, err) && check_volunteer_once(store, &one, &other, err);
}

bool people_say_distinct(struct store *store, int64_t one, int64_t other, struct err *err)
{
    struct person persons[2];
    if (one == other)
        return err_field(err, ERR_INPUT, "into", _("That is one record, not two."));
    if (!person_get(store, one, &persons[0], err) || !person_get(store, other, &persons[1], err))
        return false;
    for (int i = 0; i < 2; i++)
        if (persons[i].merged_into != 0 || persons[i].voided[0] != '\0')
            return err_field(err, ERR_INPUT, "from", _("%s was merged or voided already."), persons[i].name);
    if (!verb_begin(store, "person.distinct", err))
        return false;
    return verb_end(store, distinct_save(store, one, other, err), err);
}

bool people_merge(struct store *store, int64_t from, int64_t into, struct err *err)
{
    if (!verb_begin(store, "person.merge", err))
        return false;
    struct person kept;
    bool good = check_mergeable(store, from, into, err) && person_merge(store, from, into, err) &&
                person_get(store, into, &kept, err) && volunteer_follow_person(store, &kept, err);
    return verb_end(store, good, err);
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
