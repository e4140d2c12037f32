/* The check queue: what a declaration must say, and what is decided about it. */
#include "gatepost/declaration_rules.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <string.h>

/* ---- a record ---- */

/* What was decided is not decided again, and not changed under who decided it. */
static bool refuse_decided(struct store *store, const struct declaration *standing, struct err *err)
{
    struct officer officer = {0};
    char when[TIME_SIZE];
    if (standing->state == DECLARATION_WAITING)
        return true;
    moment_label(standing->checked_at, when);
    if (standing->checked_by != 0 && !officer_get(store, standing->checked_by, &officer, err))
        return false;
    return err_set(err, ERR_CONFLICT,
                   standing->state == DECLARATION_CONFIRMED ? _("%1$s has confirmed it already, at %2$s.")
                                                            : _("%1$s has rejected it already, at %2$s."),
                   officer.name, when);
}

static bool check_days(const struct declaration *declaration, struct err *err)
{
    if (declaration->left_day == 0 || declaration->returned_day == 0 ||
        declaration->left_day <= declaration->returned_day)
        return true;
    return err_field(err, ERR_INPUT, "returned", _("They cannot have come here before they left there."));
}

static bool check_who(struct declaration *declaration, struct err *err)
{
    char accepted[NAME_BYTES];
    if (!masked_refuse(declaration->name, "name", err))
        return false;
    if (!name_parse(declaration->name, accepted, err)) {
        if (err != NULL)
            err->field = "name";
        return false;
    }
    text_copy(declaration->name, sizeof declaration->name, accepted);
    if (declaration->phone[0] == '\0' && declaration->id_number[0] == '\0' && declaration->room[0] == '\0' &&
        declaration->place_id == 0)
        return err_field(err, ERR_INPUT, "phone",
                         _("Nobody can find this person: a phone, an ID number or a room is needed."));
    return masked_refuse(declaration->room, "room", err) && masked_refuse(declaration->companions, "companions", err);
}

static bool is_about_same(const struct declaration *one, const struct declaration *other)
{
    return strcmp(one->name, other->name) == 0 && strcmp(one->phone, other->phone) == 0 &&
           strcmp(one->id_number, other->id_number) == 0 && strcmp(one->room, other->room) == 0;
}

/* Somebody said the household or the person; who of the name lives there is theirs. */
static bool take_by_hand(struct store *store, struct declaration *declaration, const struct declaration *before,
                         struct err *err)
{
    struct person person;
    bool other_person = declaration->person_id != (before != NULL ? before->person_id : 0);
    bool other_place = declaration->place_id != (before != NULL ? before->place_id : 0);
    declaration->matched = MATCHED_HAND;
    if (declaration->person_id != 0) {
        if (!person_get(store, declaration->person_id, &person, err))
            return false;
        if (declaration->place_id == 0 || (other_person && !other_place))
            declaration->place_id = person.place_id != 0 ? person.place_id : declaration->place_id;
        if (!other_person && person.place_id != declaration->place_id)
            declaration->person_id = 0;
    }
    if (declaration->person_id == 0 && !other_person)
        person_find(store, "", "", declaration->name, declaration->place_id, &declaration->person_id, NULL);
    return true;
}

/* Emptied by hand it is found anew, as it is when what it is found by was changed. */
static bool complete_match(struct store *store, struct declaration *declaration, const struct declaration *before,
                           struct err *err)
{
    struct declaration_matched matched;
    bool said = before == NULL ? declaration->place_id != 0 || declaration->person_id != 0
                               : (declaration->place_id != before->place_id && declaration->place_id != 0) ||
                                     (declaration->person_id != before->person_id && declaration->person_id != 0);
    if (said)
        return take_by_hand(store, declaration, before, err);
    bool kept = before != NULL && declaration->place_id != 0 &&
                (declaration->matched == MATCHED_HAND || is_about_same(declaration, before));
    if (kept)
        return true;
    if (!declaration_match(store, declaration, &matched, err))
        return false;
    declaration->matched = matched.how;
    declaration->place_id = matched.place_id;
    declaration->person_id = matched.person_id;
    return true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct declaration *declaration = record;
    const struct declaration *was = before;
    if (was != NULL && !refuse_decided(store, was, err))
        return false;
    if (declaration->at == 0)
        declaration->at = clock_now();
    declaration->state = DECLARATION_WAITING;
    return check_who(declaration, err) && check_days(declaration, err) && complete_match(store, declaration, was, err);
}

static bool refuse_with_arrival(struct store *store, int64_t id, struct err *err)
{
    struct arrival arrival;
    struct err why = {0};
    if (!declaration_arrival(store, id, &arrival, &why))
        return why.code == ERR_NOT_FOUND || err_set(err, why.code, "%s", why.text);
    return err_set(err, ERR_INPUT, _("Arrival %lld was written for it. Void that one first."),
                   (long long)arrival.head.id);
}

static bool check_void(struct store *store, const void *record, struct err *err)
{
    return refuse_with_arrival(store, ((const struct record_head *)record)->id, err);
}

static void begin(void *record)
{
    ((struct declaration *)record)->kind = ARRIVAL_RESIDENT;
}

const struct register_rules declaration_rules = {
    .table = &declaration_table,
    .verb_add = "declaration.add",
    .verb_edit = "declaration.edit",
    .verb_void = "declaration.void",
    .begin = begin,
    .check = check,
    .check_void = check_void,
};

/* ---- decided ---- */

/* Who decided it meanwhile says more than that the record was changed. */
static bool read_standing(struct store *store, int64_t id, int64_t rev, bool waiting, struct declaration *declaration,
                          struct err *err)
{
    if (!record_get(store, &declaration_table, id, declaration, err) ||
        !void_refuse_again(declaration->head.voided, err) || (waiting && !refuse_decided(store, declaration, err)))
        return false;
    struct record_head standing = declaration->head;
    declaration->head.rev = rev >= 0 ? rev : standing.rev;
    return record_refuse_stale(store, &declaration_table, declaration, &standing, err);
}

static bool make_person(struct store *store, struct declaration *declaration, enum declaration_newcomer newcomer,
                        struct err *err)
{
    struct person person = {.kind = newcomer == NEWCOMER_TENANT ? PERSON_TENANT : PERSON_VISITOR,
                            .place_id = declaration->place_id};
    if (newcomer == NEWCOMER_UNKNOWN || declaration->person_id != 0)
        return true;
    text_copy(person.name, sizeof person.name, declaration->name);
    text_copy(person.phone, sizeof person.phone, declaration->phone);
    text_copy(person.id_number, sizeof person.id_number, declaration->id_number);
    if (!people_add_person_within(store, &person, err))
        return false;
    declaration->person_id = person.id;
    return true;
}

static bool write_arrival(struct store *store, const struct declaration *declaration, int64_t *arrival_id,
                          struct err *err)
{
    struct arrival arrival;
    register_new(&arrival_rules, &arrival);
    arrival.place_id = declaration->place_id;
    arrival.person_id = declaration->person_id;
    arrival.kind = declaration->kind;
    arrival.affected = declaration->affected;
    arrival.left_day = declaration->left_day;
    arrival.returned_day = declaration->returned_day;
    arrival.declaration_id = declaration->head.id;
    text_copy(arrival.name, sizeof arrival.name, declaration->name);
    text_copy(arrival.phone, sizeof arrival.phone, declaration->phone);
    text_copy(arrival.from_place, sizeof arrival.from_place, declaration->from_place);
    text_copy(arrival.transport, sizeof arrival.transport, declaration->transport);
    text_copy(arrival.companions, sizeof arrival.companions, declaration->companions);
    text_copy(arrival.note, sizeof arrival.note, declaration->note);
    if (!register_save_within(store, &arrival_rules, &arrival, err))
        return false;
    if (arrival_id != NULL)
        *arrival_id = arrival.head.id;
    return true;
}

static bool decide(struct store *store, struct declaration *declaration, enum declaration_state state,
                   const char *reason, struct err *err)
{
    declaration->state = state;
    declaration->checked_at = state == DECLARATION_WAITING ? 0 : clock_now();
    declaration->checked_by = state == DECLARATION_WAITING ? 0 : store_officer(store);
    text_copy(declaration->reason, sizeof declaration->reason, reason);
    return record_save(store, &declaration_table, declaration, err);
}

static bool check_place(struct store *store, int64_t place_id, struct err *err)
{
    struct place place;
    if (place_id == 0)
        return err_field(err, ERR_INPUT, "place", _("Which household is it about? Say it first."));
    return place_get(store, place_id, &place, err) &&
           (place.voided[0] == '\0' ||
            err_field(err, ERR_INPUT, "place", _("This household was voided. Choose another.")));
}

static bool confirm(struct store *store, int64_t id, int64_t rev, enum declaration_newcomer newcomer,
                    int64_t *arrival_id, struct err *err)
{
    struct declaration declaration;
    struct declaration_matched matched;
    return read_standing(store, id, rev, true, &declaration, err) &&
           declaration_match_anew(store, &declaration, &matched, err) &&
           check_place(store, declaration.place_id, err) && make_person(store, &declaration, newcomer, err) &&
           decide(store, &declaration, DECLARATION_CONFIRMED, "", err) &&
           write_arrival(store, &declaration, arrival_id, err);
}

bool declaration_confirm(struct store *store, int64_t id, int64_t rev, enum declaration_newcomer newcomer,
                         int64_t *arrival_id, struct err *err)
{
    return verb_begin(store, "declaration.confirm", err) &&
           verb_end(store, confirm(store, id, rev, newcomer, arrival_id, err), err);
}

bool declaration_reject(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    struct declaration declaration;
    char why[NOTE_BYTES];
    text_copy(why, sizeof why, reason);
    if (!text_accept(why, sizeof why, "reason", N_("Reason"), err))
        return false;
    if (why[0] == '\0')
        return err_field(err, ERR_INPUT, "reason", _("Why is it rejected? Give the reason."));
    return verb_begin(store, "declaration.reject", err) &&
           verb_end(store,
                    read_standing(store, id, rev, true, &declaration, err) &&
                        decide(store, &declaration, DECLARATION_REJECTED, why, err),
                    err);
}

static bool reopen(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    struct declaration declaration;
    if (!read_standing(store, id, rev, false, &declaration, err))
        return false;
    if (declaration.state == DECLARATION_WAITING)
        return err_set(err, ERR_CONFLICT, _("It is waiting already."));
    return refuse_with_arrival(store, id, err) && decide(store, &declaration, DECLARATION_WAITING, "", err);
}

bool declaration_reopen(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    return verb_begin(store, "declaration.reopen", err) && verb_end(store, reopen(store, id, rev, err), err);
}
