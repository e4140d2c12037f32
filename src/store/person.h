/* Reading person rows, for person.c and the files beside it. */
#ifndef GATEPOST_STORE_PERSON_H
#define GATEPOST_STORE_PERSON_H
#include "gatepost/people.h"
#include "table.h"

#define PERSON_SELECT                                                                                    \
    "SELECT p.id, p.rev, p.name, p.kind, p.place_id, p.phone, p.phone2, p.id_type, p.id_number, p.sex, " \
    "p.birth_day, p.note, p.merged_into, p.voided, p.import_id, " PLACE_LABEL_COLUMNS                    \
    " FROM person p LEFT JOIN place l ON l.id = p.place_id "

void person_read(const struct statement *statement, struct person *person);
#endif
