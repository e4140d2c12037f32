/* Names, phones, documents and plates as typed → as stored, with the field named in every refusal. */
#ifndef GATEPOST_PERSON_FIELDS_H
#define GATEPOST_PERSON_FIELDS_H
#include "gatepost/people.h"

/* Fills name, phone, phone2, ID type and number, birth day and sex. phones (two numbers in one text are two) and
 * id_number may be "" . Masked values are refused. Fields: name, phone, id_number. */
bool person_fields_parse(struct person *person, const char *name, const char *phones, const char *id_number,
                         struct err *err);
/* ERR_INPUT when a typed text filled the array: it was cut on its way here, and part of a number is another number. */
bool phone_refuse_cut(const char *phone, struct err *err);
/* A plate with the province of the settings where none was typed. Field: plate. */
bool plate_accept(struct store *store, const char *typed, char plate[24], struct err *err);
#endif
