/* A row of a residents' list as a person and a household. */
#ifndef GATEPOST_DOMAIN_IMPORT_PERSON_H
#define GATEPOST_DOMAIN_IMPORT_PERSON_H
#include "gatepost/people.h"
#include "import_register.h"

enum resident_field {
    RESIDENT_NAME,
    RESIDENT_ROOM,
    RESIDENT_ESTATE,
    RESIDENT_BUILDING,
    RESIDENT_UNIT,
    RESIDENT_NUMBER,
    RESIDENT_PHONE,
    RESIDENT_PHONE2,
    RESIDENT_ID,
    RESIDENT_SEX,
    RESIDENT_BIRTH,
    RESIDENT_KIND,
    RESIDENT_RELATION,
    RESIDENT_HEAD,
    RESIDENT_OCCUPANCY,
    RESIDENT_PERSONS,
    RESIDENT_GRID,
    RESIDENT_LINE,
    RESIDENT_RESPONSIBLE,
    RESIDENT_LEADER,
    RESIDENT_NEEDS,
    RESIDENT_NOTE,
    RESIDENT_FIELDS
};
/* What a row says; empty members are what it says nothing about. The household's room and estate, and what the row
 * tells of it, are in place. */
struct resident {
    struct person person;
    struct place place;
    bool says_kind;
};
/* ERR_INPUT says what is wrong with the row. */
bool resident_read(const struct importer *importer, int64_t row, struct resident *resident, struct err *err);
/* The room of a row, with its estate where it names one: "望江苑 12-2-1203"; "" when it cannot be read. */
void resident_room_text(const struct importer *importer, int64_t row, char *text, size_t size);
/* Where what the row says differs from what is known, in words, masked; nothing appended when it does not. */
void resident_differences(const struct resident *row, const struct person *person, const struct place *place,
                          struct buffer *out);
/* What the row says, over what is known; what it says nothing about stays. */
void resident_put_person(const struct resident *row, struct person *person);
void resident_put_place(const struct resident *row, struct place *place);
#endif
