#include "gatepost/look.h"
#include "gatepost/clock.h"
#include "gatepost/look_row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <string.h>

static bool read_person(struct store *store, int64_t id, struct look_shown *shown, struct err *err)
{
    struct person person;
    struct place place;
    if (!person_get(store, id, &person, err))
        return false;
    text_copy(shown->name, sizeof shown->name, person.name);
    text_copy(shown->phone, sizeof shown->phone, person.phone);
    text_copy(shown->phone2, sizeof shown->phone2, person.phone2);
    text_copy(shown->id_number, sizeof shown->id_number, person.id_number);
    if (person.place_id == 0)
        return true;
    if (!place_get(store, person.place_id, &place, err))
        return false;
    place_label(&place, true, shown->room, sizeof shown->room);
    return true;
}

static bool read_place(struct store *store, int64_t id, struct look_shown *shown, struct err *err)
{
    struct place place;
    if (!place_get(store, id, &place, err))
        return false;
    text_copy(shown->name, sizeof shown->name, place.head);
    text_copy(shown->phone, sizeof shown->phone, place.phone);
    place_label(&place, true, shown->room, sizeof shown->room);
    return true;
}

static bool record(struct store *store, struct look *look, struct look_shown *shown, struct err *err)
{
    if (look->officer_id == 0)
        return err_set(err, ERR_ROLE, _("Nobody is signed on. Sign on by name first (--officer NAME in a command)."));
    if (look->person_id != 0 ? !read_person(store, look->person_id, shown, err)
                             : !read_place(store, look->place_id, shown, err))
        return false;
    bool has_phone = shown->phone[0] != '\0' || shown->phone2[0] != '\0', has_id = shown->id_number[0] != '\0';
    if (!has_phone && !has_id)
        return err_set(err, ERR_NOT_FOUND, _("There is nothing masked here: no phone and no ID number is on record."));
    look->what = has_phone && has_id ? LOOK_BOTH : has_phone ? LOOK_PHONE : LOOK_ID_NUMBER;
    return look_insert(store, look, err);
}

bool look_take(struct store *store, int64_t person_id, int64_t place_id, struct look_shown *shown, struct err *err)
{
    struct look_shown found = {0};
    struct look saved, look = {.at = clock_now(),
                               .officer_id = store_officer(store),
                               .person_id = person_id,
                               .place_id = person_id != 0 ? 0 : place_id};
    memset(shown, 0, sizeof *shown);
    if (!verb_begin(store, "person.look", err))
        return false;
    bool good = verb_end(store, record(store, &look, &found, err), err);
    /* A commit that only rehearsed left nothing behind. */
    good = good && look_get(store, look.id, &saved, err);
    if (good)
        *shown = found;
    look_forget(&found);
    return good;
}

void look_forget(struct look_shown *shown)
{
    explicit_bzero(shown, sizeof *shown);
}
