/* Somebody whom a record names: a person of the register, or whoever is known by name and phone alone. */
#ifndef GATEPOST_NAMED_H
#define GATEPOST_NAMED_H
#include "gatepost/people.h"

struct named {
    int64_t person_id, before_id; /* now, and before the change; 0: nobody of the register */
    char *name, *phone;           /* of NAME_BYTES and PHONE_SIZE, as typed */
    const char *before_phone;     /* "": there was none before */
    const char *field;            /* the input field of the name */
};
/* A person of the register brings name and phone along when newly chosen; a phone that was typed stays, one of
 * whoever was named before does not. A name is taken
 * as everywhere (name_parse). Nobody at all is fine here. ERR_INPUT with the field. */
bool named_complete(struct store *store, const struct named *named, struct err *err);
#endif
