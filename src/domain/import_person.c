#include "import_person.h"
#include "gatepost/clock.h"
#include "gatepost/mask.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "import_place.h"
#include "person_fields.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPARE_BYTES = 8 };

/* ---- where ---- */

static const struct import_place_columns place_columns = {
    .room = {.whole = RESIDENT_ROOM, .building = RESIDENT_BUILDING, .unit = RESIDENT_UNIT, .number = RESIDENT_NUMBER},
    .estate = RESIDENT_ESTATE,
    .grid = RESIDENT_GRID,
    .head = RESIDENT_HEAD,
    .persons = RESIDENT_PERSONS,
    .occupancy = RESIDENT_OCCUPANCY,
    .line = RESIDENT_LINE,
    .responsible = RESIDENT_RESPONSIBLE,
    .leader = RESIDENT_LEADER,
    .needs = RESIDENT_NEEDS,
};

void resident_room_text(const struct importer *importer, int64_t row, char *text, size_t size)
{
    struct place place = {.kind = PLACE_HOUSEHOLD};
    text[0] = '\0';
    if (import_read_room(importer, row, &place_columns, true, &place, NULL))
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
    resident->person.kind = import_says(text, tenants) ? PERSON_TENANT : PERSON_RESIDENT;
}

/* ---- the household ---- */

/* The remark, and behind it whose phone it is. */
static bool read_note(const struct importer *importer, int64_t row, struct person *person, struct err *err)
{
    char note[NOTE_BYTES], of_phone[NOTE_BYTES];
    text_copy(of_phone, sizeof of_phone, person->note);
    if (!import_take_text(importer, row, RESIDENT_NOTE, note, sizeof note, err))
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
    if (!import_read_place(importer, row, &place_columns, place, err) ||
        !read_note(importer, row, &resident->person, err))
        return false;
    /* Of the household's people it is this one who needs it. */
    if (place->needs_note[0] != '\0') {
        struct buffer whose = {0};
        buffer_format(&whose, "%s %s", resident->person.name, place->needs_note);
        text_copy(place->needs_note, sizeof place->needs_note, buffer_text(&whose));
        buffer_release(&whose);
    }
    if (import_says(importer_cell(importer, row, RESIDENT_RELATION), heads)) {
        text_copy(place->head, sizeof place->head, resident->person.name);
        text_copy(place->phone, sizeof place->phone, resident->person.phone);
    }
    return true;
}

bool resident_read(const struct importer *importer, int64_t row, struct resident *resident, struct err *err)
{
    *resident = (struct resident){.place = {.kind = PLACE_HOUSEHOLD}};
    read_kind(importer, row, resident);
    return read_names(importer, row, &resident->person, err) &&
           import_read_room(importer, row, &place_columns, true, &resident->place, err) &&
           read_birth(importer, row, &resident->person, err) && read_household(importer, row, resident, err);
}

/* ---- compared ---- */

/* A number that is known in either place is no news. */
static bool knows_phone(const struct person *person, const char *phone)
{
    return phone[0] == '\0' || strcmp(person->phone, phone) == 0 || strcmp(person->phone2, phone) == 0;
}

static void room_text(const struct place *place, char text[200])
{
    place_label(place, place->estate[0] != '\0', text, 200);
}

static void birthday_text(int day, char text[TIME_SIZE])
{
    text[0] = '\0';
    if (day != 0)
        date_label(day, text);
}

static void add_birthday(const struct resident *row, const struct person *person, struct buffer *out)
{
    char was[TIME_SIZE], is[TIME_SIZE];
    birthday_text(person->birth_day, was);
    birthday_text(row->person.birth_day, is);
    import_add_difference(out, _("birthday"), was, is, -1);
}

static void person_differences(const struct resident *row, const struct person *person, struct buffer *out)
{
    import_add_difference(out, _("name"), person->name, row->person.name, -1);
    if (!knows_phone(person, row->person.phone))
        import_add_difference(out, _("phone"), person->phone, row->person.phone, MASK_PHONE);
    if (!knows_phone(person, row->person.phone2))
        import_add_difference(out, _("second phone"), person->phone2, row->person.phone2, MASK_PHONE);
    import_add_difference(out, _("ID number"), person->id_number, row->person.id_number, MASK_ID);
    /* A resident ID says it too. */
    if (row->person.id_number[0] == '\0' && person->id_type != ID_RESIDENT)
        add_birthday(row, person, out);
    import_add_difference(out, _("note"), person->note, row->person.note, -1);
    if (row->says_kind && row->person.kind != person->kind)
        import_add_difference(out, _("kind"), person->kind == PERSON_TENANT ? _("Tenant") : _("Resident"),
                              row->person.kind == PERSON_TENANT ? _("Tenant") : _("Resident"), -1);
}

/* A row tells of one person: what is known of the others in the household stays. */
static void said_of_all(struct place *said, const struct place *known)
{
    if (said->needs != 0)
        said->needs |= known->needs;
    if (text_contains(known->needs_note, said->needs_note))
        said->needs_note[0] = '\0';
}

void resident_differences(const struct resident *row, const struct person *person, const struct place *place,
                          struct buffer *out)
{
    char was[200] = "", is[200];
    person_differences(row, person, out);
    if (person->place_id != place->id || place->id == 0) {
        text_copy(was, sizeof was, person->place_label);
        room_text(&row->place, is);
        import_add_difference(out, _("room"), was, is, -1);
    }
    if (place->id == 0)
        return;
    struct place said = row->place;
    said_of_all(&said, place);
    import_place_differences(&said, place, out);
}

/* ---- put together ---- */

void resident_put_person(const struct resident *row, struct person *person)
{
    const struct person *said = &row->person;
    import_put_text(person->name, sizeof person->name, said->name);
    if (!knows_phone(person, said->phone))
        import_put_text(person->phone, sizeof person->phone, said->phone);
    if (!knows_phone(person, said->phone2))
        import_put_text(person->phone2, sizeof person->phone2, said->phone2);
    import_put_text(person->note, sizeof person->note, said->note);
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
    struct place said = row->place;
    said_of_all(&said, place);
    import_put_place(&said, place);
    if (place->phone[0] == '\0') /* a change of it was not shown */
        import_put_text(place->phone, sizeof place->phone, said.phone);
}
