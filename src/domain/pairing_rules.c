/* One household, one helper: a new pairing ends the one before (domain.md §4). */
#include "gatepost/clock.h"
#include "gatepost/pairing.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "named.h"
#include <stdio.h>
#include <string.h>

static bool complete_names(struct store *store, struct pairing *pairing, const struct pairing *before, struct err *err)
{
    const struct pairing nobody = {0}, *was = before != NULL ? before : &nobody;
    const struct named helper = {&pairing->person_id, pairing->name, pairing->phone, was->person_id,
                                 was->name,           was->phone,    "name"};
    const struct named substitute = {
        &pairing->substitute_id, pairing->substitute, pairing->substitute_phone, was->substitute_id, was->substitute,
        was->substitute_phone,   "substitute"};
    if (!named_complete(store, &helper, err) || !named_complete(store, &substitute, err))
        return false;
    if (pairing->name[0] == '\0')
        return err_field(err, ERR_INPUT, "name", _("Who helps? Give a person of the register or a name."));
    if (pairing->substitute[0] == '\0' && pairing->substitute_phone[0] != '\0')
        return err_field(err, ERR_INPUT, "substitute", _("Whose number is that? Give the substitute's name."));
    bool same = pairing->person_id != 0 ? pairing->person_id == pairing->substitute_id
                                        : strcmp(pairing->name, pairing->substitute) == 0 &&
                                              strcmp(pairing->phone, pairing->substitute_phone) == 0;
    return !same || err_field(err, ERR_INPUT, "substitute", _("%s would step in for nobody else: choose another."),
                              pairing->name);
}

/* Who is observed cannot run errands for the own household. */
static bool refuse_own(struct store *store, int64_t person_id, int64_t place_id, const char *field, struct err *err)
{
    struct person person;
    if (person_id == 0)
        return true;
    if (!person_get(store, person_id, &person, err))
        return false;
    return person.place_id != place_id ||
           err_field(err, ERR_INPUT, field, _("%s lives in this household: choose a helper from outside."),
                     person.name);
}

static bool end_before(struct store *store, const struct pairing *pairing, struct err *err)
{
    struct pairing other;
    char why[NOTE_BYTES];
    if (!pairing_of_place(store, pairing->place_id, &other, NULL) || other.head.id == pairing->head.id)
        return true;
    snprintf(why, sizeof why, _("replaced by %s"), pairing->name);
    return row_void(store, "pairing", other.head.id, other.head.rev, why, err);
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct pairing *pairing = record;
    if (pairing->from_at == 0)
        pairing->from_at = clock_now();
    return complete_names(store, pairing, before, err) &&
           refuse_own(store, pairing->person_id, pairing->place_id, "person", err) &&
           refuse_own(store, pairing->substitute_id, pairing->place_id, "substitute_person", err) &&
           end_before(store, pairing, err);
}

const struct register_rules pairing_rules = {
    .table = &pairing_table,
    .verb_add = "pairing.add",
    .verb_edit = "pairing.edit",
    .verb_void = "pairing.void",
    .check = check,
};
