#include "named.h"
#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "verb.h"
#include <string.h>

static bool take_person(struct store *store, const struct named *named, struct err *err)
{
    struct person person;
    if (!person_get(store, *named->person_id, &person, err))
        return false;
    text_copy(named->name, NAME_BYTES, person.name);
    if (named->phone[0] == '\0' || strcmp(named->phone, named->before_phone) == 0)
        text_copy(named->phone, PHONE_SIZE, person.phone);
    return true;
}

bool named_complete(struct store *store, const struct named *named, struct err *err)
{
    char name[NAME_BYTES];
    bool chosen = *named->person_id != 0 && *named->person_id != named->before_id;
    if (chosen || (*named->person_id != 0 && named->name[0] == '\0'))
        return take_person(store, named, err);
    if (strcmp(named->name, named->before_name) != 0)
        *named->person_id = 0;
    if (named->name[0] == '\0')
        return true;
    if (masked_refuse(named->name, named->field, err) && name_parse(named->name, name, err)) {
        text_copy(named->name, NAME_BYTES, name);
        return true;
    }
    if (err != NULL)
        err->field = named->field;
    return false;
}

void named_told(const struct store *store, const char *name, char told[NAME_BYTES])
{
    if (store_masks_names(store) && !mask_is_masked(name)) /* a shared terminal reads them masked */
        mask_value(MASK_NAME, name, told, NAME_BYTES);
    else
        text_copy(told, NAME_BYTES, name);
}
