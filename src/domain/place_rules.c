/* What is accepted of a household or another place (domain.md §1, §3). */
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "person_fields.h"
#include "verb.h"
#include <stddef.h>
#include <string.h>

enum { PERSONS_MOST = 99, WORKERS_MOST = 9999 };

static const struct text_field texts[] = {
    {offsetof(struct place, name), NAME_BYTES, "name", N_("Name")},
    {offsetof(struct place, estate), 64, "estate", N_("Estate")},
    {offsetof(struct place, grid), 64, "grid", N_("Grid")},
    {offsetof(struct place, head), NAME_BYTES, "head", N_("Head of household")},
    {offsetof(struct place, leader), NAME_BYTES, "leader", N_("Building leader")},
    {offsetof(struct place, responsible), NAME_BYTES, "responsible", N_("Responsible person")},
    {offsetof(struct place, needs_note), NOTE_BYTES, "needs_note", N_("About the needs")},
    {offsetof(struct place, note), NOTE_BYTES, "note", N_("Note")},
};

static bool check_phone(struct place *place, struct err *err)
{
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    if (place->phone[strspn(place->phone, " ")] == '\0') {
        place->phone[0] = '\0';
        return true;
    }
    if (!masked_refuse(place->phone, "phone", err) || !phone_refuse_cut(place->phone, err))
        return false;
    if (!phone_parse(place->phone, phones, &count, err)) {
        if (err != NULL)
            err->field = "phone";
        return false;
    }
    text_copy(place->phone, sizeof place->phone, phones[0]);
    return true;
}

static bool check_household(struct store *store, const struct place *place, struct err *err)
{
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

/* A rented house may be known by its room alone; an enterprise and a small place are known by their names. */
static bool check_other(struct store *store, const struct place *place, struct err *err)
{
    bool has_room = place->room.number[0] != '\0';
    if (place->name[0] == '\0' && !(place->kind == PLACE_RENTED && has_room))
        return err_field(err, ERR_INPUT, "name",
                         place->kind == PLACE_RENTED ? _("A rented house needs a name or a room.")
                                                     : _("A place that is no household needs a name."));
    int64_t twin = 0;
    struct err why = {0};
    if (!place_find_twin(store, place, &twin, &why)) {
        if (why.code == ERR_NOT_FOUND)
            return true;
        if (err != NULL)
            *err = why;
        return false;
    }
    char label[200];
    place_label(place, true, label, sizeof label);
    return err_field(err, ERR_INPUT, place->name[0] != '\0' ? "name" : "room", _("%s is in the register already."),
                     label);
}

static bool check_choices(const struct place *place, struct err *err)
{
    int most = place->kind == PLACE_HOUSEHOLD ? PERSONS_MOST : WORKERS_MOST;
    if (place->reported_persons < 0 || place->reported_persons > most)
        return err_field(err, ERR_INPUT, "reported_persons", _("Persons reported: from 0 to %d."), most);
    if (place->needs >> NEED_BITS != 0)
        return err_field(err, ERR_INPUT, "needs", _("There are no such special needs."));
    return true;
}

static bool check_place(struct store *store, struct place *place, struct err *err)
{
    if (!text_fields_accept(place, texts, sizeof texts / sizeof texts[0], err) ||
        !masked_refuse(place->head, "head", err) || !masked_refuse(place->leader, "leader", err) ||
        !masked_refuse(place->responsible, "responsible", err) || !check_phone(place, err) ||
        !check_choices(place, err))
        return false;
    return place->kind == PLACE_HOUSEHOLD ? check_household(store, place, err) : check_other(store, place, err);
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
