/* Who came back from elsewhere or came to visit (来返人员, domain.md §3). */
#include "gatepost/arrival.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"

/* Lists and chats show a name without asking the register of persons for each row. A name that was typed stays. */
static bool complete_name(struct store *store, struct arrival *arrival, const struct arrival *was, struct err *err)
{
    struct person person;
    if (arrival->person_id == 0)
        return arrival->name[0] != '\0' ||
               err_field(err, ERR_INPUT, "name", _("Who came? A person of the register, or a name."));
    if (!person_get(store, arrival->person_id, &person, err))
        return false;
    bool other = was == NULL || was->person_id != arrival->person_id;
    if (arrival->name[0] == '\0' || other)
        text_copy(arrival->name, sizeof arrival->name, person.name);
    if (arrival->phone[0] == '\0' && other)
        text_copy(arrival->phone, sizeof arrival->phone, person.phone);
    return true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct arrival *arrival = record;
    const struct arrival *was = before;
    if (arrival->at == 0)
        arrival->at = was != NULL ? was->at : clock_now();
    if (was == NULL)
        arrival->officer_id = store_officer(store);
    if (!masked_refuse(arrival->companions, "companions", err) || !complete_name(store, arrival, was, err))
        return false;
    if (arrival->left_day != 0 && arrival->returned_day != 0 && arrival->left_day > arrival->returned_day)
        return err_field(err, ERR_INPUT, "returned", _("They cannot have come here before they left there."));
    return true;
}

/* Whoever asks why somebody is observed finds it here. */
static bool check_void(struct store *store, const void *record, struct err *err)
{
    return dependents_none(store, "arrival", ((const struct record_head *)record)->id, err);
}

const struct register_rules arrival_rules = {
    .table = &arrival_table,
    .verb_add = "arrival.add",
    .verb_edit = "arrival.edit",
    .verb_void = "arrival.void",
    .check = check,
    .check_void = check_void,
};
