/* Voiding what is no longer so: refused while something valid still depends on it. */
#include "gatepost/people_rules.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"

bool reason_accept(const char *reason, char *why, struct err *err)
{
    text_copy(why, NOTE_BYTES, reason);
    if (!text_accept(why, NOTE_BYTES, "reason", N_("Reason"), err))
        return false;
    return why[0] != '\0' || err_field(err, ERR_INPUT, "reason", _("Why is it voided? Give the reason."));
}

bool void_refuse_again(const char *voided, struct err *err)
{
    return voided[0] == '\0' || err_set(err, ERR_INPUT, _("This record was voided already: %s"), voided);
}

static bool check_person(struct store *store, int64_t id, struct err *err)
{
    struct person person;
    return person_get(store, id, &person, err) && void_refuse_again(person.voided, err) &&
           dependents_none(store, "person", id, err);
}

static bool check_place(struct store *store, int64_t id, struct err *err)
{
    struct place place;
    return place_get(store, id, &place, err) && void_refuse_again(place.voided, err) &&
           dependents_none(store, "place", id, err);
}

/* Crossings need a checkpoint to be logged at. */
static bool check_checkpoint(struct store *store, int64_t id, struct err *err)
{
    struct checkpoint checkpoint, two[2];
    int count = 0;
    if (!checkpoint_get(store, id, &checkpoint, err) || !void_refuse_again(checkpoint.voided, err) ||
        !checkpoint_list(store, two, 2, &count, err))
        return false;
    return count > 1 || err_set(err, ERR_INPUT, _("This is the only checkpoint. Add another first."));
}

static bool check_officer(struct store *store, int64_t id, struct err *err)
{
    struct officer officer;
    return officer_get(store, id, &officer, err) && void_refuse_again(officer.voided, err) &&
           duty_officer_stays(store, id, err);
}

static bool void_row(struct store *store, const char *verb, const char *table,
                     bool (*check)(struct store *, int64_t, struct err *), int64_t id, int64_t rev, const char *reason,
                     struct err *err)
{
    char why[NOTE_BYTES];
    if (!reason_accept(reason, why, err) || !verb_begin(store, verb, err))
        return false;
    return verb_end(store, check(store, id, err) && row_void(store, table, id, rev, why, err), err);
}

bool people_void_person(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    return void_row(store, "person.void", "person", check_person, id, rev, reason, err);
}

bool people_void_place(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    return void_row(store, "household.void", "place", check_place, id, rev, reason, err);
}

bool people_void_checkpoint(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    return void_row(store, "checkpoint.void", "checkpoint", check_checkpoint, id, rev, reason, err);
}

bool people_void_officer(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    return void_row(store, "officer.void", "officer", check_officer, id, rev, reason, err);
}
