#include "gatepost/look.h"
#include "gatepost/clock.h"
#include "gatepost/look_row.h"
#include "gatepost/record_text.h"
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

static void read_field(struct store *store, const struct record_field *field, const void *record,
                       struct look_shown *shown)
{
    const char *text = (const char *)record + field->offset;
    if (field->kind == RECORD_PHONE && shown->phone[0] == '\0')
        text_copy(shown->phone, sizeof shown->phone, text);
    else if (field->kind == RECORD_PHONE)
        text_copy(shown->phone2, sizeof shown->phone2, text);
    else if (field->kind == RECORD_DOCUMENT)
        text_copy(shown->id_number, sizeof shown->id_number, text);
    else if (field->kind == RECORD_TEXT && field->said == SAID_NAME && shown->name[0] == '\0')
        text_copy(shown->name, sizeof shown->name, text);
    else if (field->kind == RECORD_PERSON && shown->name[0] == '\0')
        record_refers(store, field, record, shown->name, sizeof shown->name);
    else if (field->kind == RECORD_PLACE && shown->room[0] == '\0')
        record_refers(store, field, record, shown->room, sizeof shown->room);
}

static bool read_record(struct store *store, const struct record_table *table, int64_t id, struct look_shown *shown,
                        struct err *err)
{
    union {
        struct record_head head;
        char bytes[RECORD_SIZE_MOST];
    } record;
    if (!record_get(store, table, id, &record, err))
        return false;
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        read_field(store, field, &record, shown);
    explicit_bzero(&record, sizeof record);
    return true;
}

static bool read_subject(struct store *store, const struct record_table *table, const struct look *look,
                         struct look_shown *shown, struct err *err)
{
    if (table != NULL)
        return read_record(store, table, look->row_id, shown, err);
    return strcmp(look->table, "person") == 0 ? read_person(store, look->row_id, shown, err)
                                              : read_place(store, look->row_id, shown, err);
}

static bool write_down(struct store *store, const struct record_table *table, struct look *look,
                       struct look_shown *shown, struct err *err)
{
    if (look->officer_id == 0)
        return err_set(err, ERR_ROLE, _("Nobody is signed on. Sign on by name first (--officer NAME in a command)."));
    if (!read_subject(store, table, look, shown, err))
        return false;
    bool has_phone = shown->phone[0] != '\0' || shown->phone2[0] != '\0', has_id = shown->id_number[0] != '\0';
    if (!has_phone && !has_id)
        return err_set(err, ERR_NOT_FOUND, _("There is nothing masked here: no phone and no ID number is on record."));
    look->what = has_phone && has_id ? LOOK_BOTH : has_phone ? LOOK_PHONE : LOOK_ID_NUMBER;
    return look_insert(store, look, err);
}

/* `table` NULL: a person or place. */
static bool take(struct store *store, const struct record_table *table, const char *name, int64_t id,
                 struct look_shown *shown, struct err *err)
{
    struct look_shown found = {0};
    struct look saved, look = {.at = clock_now(), .officer_id = store_officer(store), .row_id = id};
    text_copy(look.table, sizeof look.table, name);
    memset(shown, 0, sizeof *shown);
    if (!verb_begin(store, "person.look", err))
        return false;
    bool good = verb_end(store, write_down(store, table, &look, &found, err), err);
    /* A commit that only rehearsed left nothing behind. */
    good = good && look_get(store, look.id, &saved, err);
    if (good)
        *shown = found;
    look_forget(&found);
    return good;
}

bool look_take(struct store *store, int64_t person_id, int64_t place_id, struct look_shown *shown, struct err *err)
{
    bool person = person_id != 0;
    return take(store, NULL, person ? "person" : "place", person ? person_id : place_id, shown, err);
}

bool look_take_record(struct store *store, const struct record_table *table, int64_t id, struct look_shown *shown,
                      struct err *err)
{
    return take(store, table, table->name, id, shown, err);
}

void look_forget(struct look_shown *shown)
{
    explicit_bzero(shown, sizeof *shown);
}
