/* One table of fields per kind of record feeds its options, the rows read from standard input, and the listings as
 * plain text, tab-separated and JSON. A field is a member of the record's struct. */
#ifndef GATEPOST_RECORD_H
#define GATEPOST_RECORD_H
#include "gatepost/command.h"
#include <stddef.h>

struct buffer;
struct posting;

enum record_kind {
    RECORD_TEXT,        /* char[] */
    RECORD_PHONE,       /* char[]: one number, masked when shown */
    RECORD_DOCUMENT,    /* char[]: number of an ID document, masked when shown */
    RECORD_CHOICE,      /* enum; one of `choices` */
    RECORD_TEMPERATURE, /* int, tenths; 0: not measured */
    RECORD_NUMBER,      /* int from least to most */
    RECORD_ID,          /* int64_t; 0: none */
    RECORD_SWITCH,      /* bool */
    RECORD_ANSWER,      /* int: 1 yes, 0 no, -1 not asked */
    RECORD_MOMENT,      /* int64_t, UTC seconds; 0: none */
};
enum record_use {
    RECORD_BOTH,
    RECORD_SHOWN,  /* made by the program; in input it is passed over, so that a listing can be read back */
    RECORD_INPUT,  /* not in listings */
    RECORD_NEEDED, /* both, and an entry without it is refused */
};
/* What of a text field goes into a chat (--chat). Only what is said here: in others anybody's name may stand. */
enum record_said { SAID_NOTHING, SAID_AS_IT_IS, SAID_NAME, SAID_PLATE };
struct record_field {
    const char *name;     /* as in --json; --name with - for _ */
    const char *argument; /* "DEGREES" in the help; NULL: no option */
    const char *help;     /* msgid; NULL with argument NULL */
    enum record_kind kind;
    enum record_use use;
    size_t offset, size;
    const char *const *choices; /* ends with NULL */
    int least, most;
    int width; /* columns of the plain listing; 0: not there */
    enum record_said said;
};
#define RECORD_AT(type, member) .offset = offsetof(type, member), .size = sizeof(((type *)NULL)->member)

enum record_format { FORMAT_PLAIN, FORMAT_TSV, FORMAT_JSON, FORMAT_CHAT };

const struct record_field *record_find(const struct record_field *fields, const char *name);
/* Puts a text into the record; "" empties the field. ERR_INPUT with the field says what is accepted. */
bool record_parse(const struct record_field *field, void *record, const char *text, struct err *err);
/* Every field given as an option, into the record. */
bool record_parse_options(const struct command_call *call, void *record, struct err *err);
/* The value as text, masked and cleaned. */
void record_show(const struct record_field *field, const void *record, struct buffer *out);
/* The heading line of a listing (none for JSON), and one row, both with their newline. */
void record_add_header(const struct record_field *fields, enum record_format format, struct buffer *out);
void record_add_row(const struct record_field *fields, const void *record, enum record_format format,
                    struct buffer *out);
/* The record on its own, a line for each field that holds something, with its title. */
void record_add_card(const struct record_field *fields, const void *record, struct buffer *out);
/* The row for a chat: names, phones and plates masked; no numbers of records or documents. */
void record_add_posting(const struct record_field *fields, const void *record, struct posting *posting);
/* 2022-04-11 08:15:30 in the community's zone; "" for 0. */
void record_add_moment(int64_t at, struct buffer *out);
#endif
