/* Values of records as people type and read them (record.h). */
#ifndef GATEPOST_RECORD_TEXT_H
#define GATEPOST_RECORD_TEXT_H
#include "gatepost/record.h"

/* Puts a text into the record; "" empties the field. ERR_INPUT with the field says what is accepted. Kinds that name
 * another record take its number here. */
bool record_parse(const struct record_field *field, void *record, const char *text, struct err *err);
/* The same; what names another record is looked up: a room, a person as in the gate form, an officer, a checkpoint. */
bool record_resolve(struct store *store, const struct record_field *field, void *record, const char *text,
                    struct err *err);
/* The value as text, masked and cleaned; of a field that names another record its number. */
void record_show(const struct record_field *field, const void *record, struct buffer *out);
/* What a field that names another record is called: room with its estate where that is not clear, name; "" for none. */
void record_refers(struct store *store, const struct record_field *field, const void *record, char *text, size_t size);
bool record_is_reference(const struct record_field *field);
/* 2022-04-11 08:15:30 in the community's zone; "" for 0. */
void record_add_moment(int64_t at, struct buffer *out);
/* 2022-04-11; "" for 0. */
void record_add_day(int day, struct buffer *out);
/* The only person the word means, as in the gate form, or the one of a number: "#3839". ERR_NOT_FOUND, and ERR_INPUT
 * that lists several with their numbers, masked. */
bool record_person(struct store *store, const char *word, int64_t *id, struct err *err);
/* A room as people type it, its estate in front where that is needed ("望江苑 12-2-1203"), or a place's name. */
bool record_place(struct store *store, const char *text, int64_t *id, struct err *err);
/* True when every word is found in what the record shows: texts and names by a part or pinyin initials, what it names
 * as everywhere (search.h), days as 04-11, the record itself by #number. A word behind ! must not be found. */
bool record_matches(struct store *store, const struct record_table *table, const void *record, const char *words);
#endif
