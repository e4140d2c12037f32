/* Somebody whom a record names: a person of the register, or whoever is known by name and phone alone. */
#ifndef GATEPOST_NAMED_H
#define GATEPOST_NAMED_H
#include "gatepost/people.h"

struct named {
    int64_t *person_id; /* 0: nobody of the register */
    char *name, *phone; /* of NAME_BYTES and PHONE_SIZE, as typed */
    /* Before the change; 0 and "": nobody. */
    int64_t before_id;
    const char *before_name, *before_phone;
    const char *field; /* the input field of the name */
};
/* A person of the register brings name and phone along when newly chosen; a phone that was typed stays, one of whoever
 * was named before does not. Another name typed over theirs is somebody else's: the person is let go. A name is taken
 * as everywhere (name_parse). Nobody at all is fine here. ERR_INPUT with the field. */
bool named_complete(struct store *store, const struct named *named, struct err *err);
/* Their name as a refusal says it: masked where the terminal masks names. */
void named_told(const struct store *store, const char *name, char told[NAME_BYTES]);
#endif
