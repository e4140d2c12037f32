#include "import_person.h"
#include "gatepost/clock.h"
#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_cell.h"
#include "person_fields.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PERSONS_MOST = 99, SPARE_BYTES = 8 };

/* ---- one cell ---- */

static bool contains_one(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (text_contains(text, *words))
            return true;
    return false;
}

/* Free text as the register takes it. */
static bool take_text(const struct importer *importer, int64_t row, enum resident_field field, char *target,
                      size_t size, struct err *err)
{
    const struct import_field *about = &importer->wanted->fields[field];
    text_copy(target, size, importer_cell(importer, row, field));
    return text_accept(target, size, about->name, about->label, err) && masked_refuse(target, about->name, err);
}

/* ---- where ---- */

static const struct import_room_columns room_columns = {
    .whole = RESIDENT_ROOM, .building = RESIDENT_BUILDING, .unit = RESIDENT_UNIT, .number = RESIDENT_NUMBER};

static bool read_room(const struct importer *importer, int64_t row, struct place *place, struct err *err)
{
    char text[200];
    if (!take_text(importer, row, RESIDENT_ESTATE, place->estate, sizeof place->estate, err))
        return false;
    if (place->estate[0] == '\0')
        text_copy(place->estate, sizeof place->estate, importer->estate);
    import_join_room(importer, row, &room_columns, text, sizeof text);
    if (text[0] == '\0')
        return err_field(err, ERR_INPUT, "room", _("The room is missing."));
    if (!room_parse_in_estate(text, place->estate, &place->room, err))
        return false;
    return place->room.building[0] != '\0' ||
           err_field(err, ERR_INPUT, "room", _("\"%.60s\" is no whole room: building and number are needed."), text);
}

void resident_room_text(const struct importer *importer, int64_t row, char *text, size_t size)
{
    struct place place = {.kind = PLACE_HOUSEHOLD};
    text[0] = '\0';
    if (read_room(importer, row, &place, NULL))
        place_label(&place, place.estate[0] != '\0', text, size);
}

/* ---- who ---- */

static bool read_names(const struct importer *importer, int64_t row, struct person *person, struct err *err)
{
    const char *first = importer_cell(importer, row, RESIDENT_PHONE);
    const char *second = importer_cell(importer, row, RESIDENT_PHONE2);
    const char *id_number = importer_cell(importer, row, RESIDENT_ID);
    const char *name = importer_cell(importer, row, RESIDENT_NAME);
    if (name[0] == '\0')
        return err_field(err, ERR_INPUT, "name", _("The name is missing."));
    if (!import_refuse_cut(first, "phone", err) || !import_refuse_cut(second, "phone", err) ||
        !import_refuse_cut(id_number, "id_number", err))
        return false;
    struct buffer numbers = {0}, words = {0}, trimmed = {0};
    import_take_phones(first, &numbers, &words);
    buffer_add_byte(&numbers, ' ');
    import_take_phones(second, &numbers, &words);
    text_trim(&trimmed, buffer_text(&numbers));
    text_copy(person->note, sizeof person->note - SPARE_BYTES, buffer_text(&words));
    bool done = person_fields_parse(person, name, buffer_text(&trimmed), id_number + (id_number[0] == '\''), err);
    buffer_release(&numbers);
    buffer_release(&words);
    buffer_release(&trimmed);
    return done;
}

/* Without a resident ID, which says both. */
static bool read_birth(const struct importer *importer, int64_t row, struct person *person, struct err *err)
{
    const char *sex = importer_cell(importer, row, RESIDENT_SEX);
    const char *birth = importer_cell(importer, row, RESIDENT_BIRTH);
    if (person->id_type == ID_RESIDENT)
        return true;
    if (text_contains(sex, "男") || sex[0] == 'm' || sex[0] == 'M')
        person->sex = 'm';
    else if (text_contains(sex, "女") || sex[0] == 'f' || sex[0] == 'F')
        person->sex = 'f';
    return birth[0] == '\0' || date_parse(birth, clock_day(clock_now()), &person->birth_day, err);
}

/* What lists call those who rent; anybody else on it lives there. */
static void read_kind(const struct importer *importer, int64_t row, struct resident *resident)
{
    static const char *const tenants[] = {"租", "tenant", "rent", NULL};
    const char *text = importer_cell(importer, row, RESIDENT_KIND);
    resident->says_kind = text[0] != '\0';
    resident->person.kind = contains_one(text, tenants) ? PERSON_TENANT : PERSON_RESIDENT;
}

/* ---- the household ---- */

static void read_occupancy(const struct importer *importer, int64_t row, struct resident *resident)
{
    static const char *const owner[] = {"自住", "业主", "owner", NULL}, *const rented[] = {"租", "rent", NULL},
                             *const vacant[] = {"空", "vacant", "empty", NULL};
    const char *text = importer_cell(importer, row, RESIDENT_OCCUPANCY);
    enum occupancy *occupancy = &resident->place.occupancy;
    *occupancy = contains_one(text, rented)   ? OCCUPANCY_RENTED
                 : contains_one(text, owner)  ? OCCUPANCY_OWNER
                 : contains_one(text, vacant) ? OCCUPANCY_VACANT
                                              : OCCUPANCY_UNKNOWN;
    resident->says_occupancy = *occupancy != OCCUPANCY_UNKNOWN;
}

static bool read_persons(const struct importer *importer, int64_t row, struct place *place, struct err *err)
{
    const char *text = importer_cell(importer, row, RESIDENT_PERSONS);
    char *end;
    if (text[0] == '\0')
        return true;
    long count = strtol(text, &end, 10);
    if (end != text && count >= 0 && count <= PERSONS_MOST && (*end == '\0' || strcmp(end, "人") == 0)) {
        place->reported_persons = (int)count;
        return true;
    }
    return err_field(err, ERR_INPUT, "persons", _("Persons reported: from 0 to %d."), PERSONS_MOST);
}

/* The remark, and behind it whose phone it is. */
static bool read_note(const struct importer *importer, int64_t row, struct person *person, struct err *err)
{
    char note[NOTE_BYTES], of_phone[NOTE_BYTES];
    text_copy(of_phone, sizeof of_phone, person->note);
    if (!take_text(importer, row, RESIDENT_NOTE, note, sizeof note, err))
        return false;
    struct buffer both = {0};
    buffer_add(&both, note);
    if (of_phone[0] != '\0')
        buffer_format(&both, "%s%s%s", both.length > 0 ? " " : "", _("phone: "), of_phone);
    text_copy(person->note, sizeof person->note, buffer_text(&both));
    buffer_release(&both);
    return text_accept(person->note, sizeof person->note, "note", N_("Note"), err);
}

static bool read_household(const struct importer *importer, int64_t row, struct resident *resident, struct err *err)
{
    static const char *const heads[] = {"户主", "本人", "head", NULL};
    struct place *place = &resident->place;
    if (!take_text(importer, row, RESIDENT_HEAD, place->head, sizeof place->head, err) ||
        !take_text(importer, row, RESIDENT_GRID, place->grid, sizeof place->grid, err) ||
        !take_text(importer, row, RESIDENT_RESPONSIBLE, place->responsible, sizeof place->responsible, err) ||
        !read_note(importer, row, &resident->person, err) || !read_persons(importer, row, place, err))
        return false;
    if (contains_one(importer_cell(importer, row, RESIDENT_RELATION), heads)) {
        text_copy(place->head, sizeof place->head, resident->person.name);
        text_copy(place->phone, sizeof place->phone, resident->person.phone);
    }
    read_occupancy(importer, row, resident);
    return true;
}

bool resident_read(const struct importer *importer, int64_t row, struct resident *resident, struct err *err)
{
    *resident = (struct resident){.place = {.kind = PLACE_HOUSEHOLD}};
    read_kind(importer, row, resident);
    return read_names(importer, row, &resident->person, err) && read_room(importer, row, &resident->place, err) &&
           read_birth(importer, row, &resident->person, err) && read_household(importer, row, resident, err);
}

/* ---- compared ---- */

static void add_difference(struct buffer *out, const char *label, const char *was, const char *is, int mask)
{
    char before[NOTE_BYTES], after[NOTE_BYTES];
    if (is[0] == '\0' || strcmp(was, is) == 0)
        return;
    text_copy(before, sizeof before, was);
    text_copy(after, sizeof after, is);
    if (mask >= 0 && was[0] != '\0')
        mask_value((enum mask_kind)mask, was, before, sizeof before);
    if (mask >= 0)
        mask_value((enum mask_kind)mask, is, after, sizeof after);
    buffer_format(out, "%s%s %s → %s", out->length > 0 ? _("; ") : "", label, before[0] != '\0' ? before : _("(empty)"),
                  after);
}

/* A number that is known in either place is no news. */
static bool knows_phone(const struct person *person, const char *phone)
{
    return phone[0] == '\0' || strcmp(person->phone, phone) == 0 || strcmp(person->phone2, phone) == 0;
}

static void room_text(const struct place *place, char text[200])
{
    place_label(place, place->estate[0] != '\0', text, 200);
}

static void birthday_text(int day, char text[16])
{
    text[0] = '\0';
    if (day != 0)
        snprintf(text, 16, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

static void add_birthday(const struct resident *row, const struct person *person, struct buffer *out)
{
    char was[16], is[16];
    birthday_text(person->birth_day, was);
    birthday_text(row->person.birth_day, is);
    add_difference(out, _("birthday"), was, is, -1);
}

static void person_differences(const struct resident *row, const struct person *person, struct buffer *out)
{
    add_difference(out, _("name"), person->name, row->person.name, -1);
    if (!knows_phone(person, row->person.phone))
        add_difference(out, _("phone"), person->phone, row->person.phone, MASK_PHONE);
    if (!knows_phone(person, row->person.phone2))
        add_difference(out, _("second phone"), person->phone2, row->person.phone2, MASK_PHONE);
    add_difference(out, _("ID number"), person->id_number, row->person.id_number, MASK_ID);
    /* A resident ID says it too. */
    if (row->person.id_number[0] == '\0' && person->id_type != ID_RESIDENT)
        add_birthday(row, person, out);
    add_difference(out, _("note"), person->note, row->person.note, -1);
    if (row->says_kind && row->person.kind != person->kind)
        add_difference(out, _("kind"), person->kind == PERSON_TENANT ? _("Tenant") : _("Resident"),
                       row->person.kind == PERSON_TENANT ? _("Tenant") : _("Resident"), -1);
}

void resident_differences(const struct resident *row, const struct person *person, const struct place *place,
                          struct buffer *out)
{
    char was[200] = "", is[200];
    person_differences(row, person, out);
    if (person->place_id != place->id || place->id == 0) {
        text_copy(was, sizeof was, person->place_label);
        room_text(&row->place, is);
        add_difference(out, _("room"), was, is, -1);
    }
    if (place->id == 0)
        return;
    const char *occupancy_words[OCCUPANCY_COUNT] = {"", _("Owner-occupied"), _("Rented"), _("Vacant"), _("Not home")};
    add_difference(out, _("head of household"), place->head, row->place.head, -1);
    add_difference(out, _("grid"), place->grid, row->place.grid, -1);
    add_difference(out, _("responsible"), place->responsible, row->place.responsible, -1);
    if (row->says_occupancy && row->place.occupancy != place->occupancy)
        add_difference(out, _("occupancy"), occupancy_words[place->occupancy], occupancy_words[row->place.occupancy],
                       -1);
    if (row->place.reported_persons != 0 && row->place.reported_persons != place->reported_persons) {
        snprintf(was, sizeof was, "%d", place->reported_persons);
        snprintf(is, sizeof is, "%d", row->place.reported_persons);
        add_difference(out, _("persons reported"), was, is, -1);
    }
}

/* ---- put together ---- */

static void put_text(char *target, size_t size, const char *said)
{
    if (said[0] != '\0')
        text_copy(target, size, said);
}

void resident_put_person(const struct resident *row, struct person *person)
{
    const struct person *said = &row->person;
    put_text(person->name, sizeof person->name, said->name);
    if (!knows_phone(person, said->phone))
        put_text(person->phone, sizeof person->phone, said->phone);
    if (!knows_phone(person, said->phone2))
        put_text(person->phone2, sizeof person->phone2, said->phone2);
    put_text(person->note, sizeof person->note, said->note);
    if (said->id_number[0] != '\0') {
        text_copy(person->id_number, sizeof person->id_number, said->id_number);
        person->id_type = said->id_type;
    }
    bool numbered = said->id_type == ID_RESIDENT, unknown = person->id_type != ID_RESIDENT;
    if (said->sex != 0 && (numbered || (unknown && person->sex == 0)))
        person->sex = said->sex;
    if (said->birth_day != 0 && (numbered || unknown))
        person->birth_day = said->birth_day;
    if (row->says_kind)
        person->kind = said->kind;
}

void resident_put_place(const struct resident *row, struct place *place)
{
    const struct place *said = &row->place;
    put_text(place->head, sizeof place->head, said->head);
    if (place->phone[0] == '\0') /* a change of it was not shown */
        put_text(place->phone, sizeof place->phone, said->phone);
    put_text(place->grid, sizeof place->grid, said->grid);
    put_text(place->responsible, sizeof place->responsible, said->responsible);
    if (row->says_occupancy)
        place->occupancy = said->occupancy;
    if (said->reported_persons != 0)
        place->reported_persons = said->reported_persons;
}
