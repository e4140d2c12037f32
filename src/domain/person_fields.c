#include "person_fields.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <string.h>

/* Parsers of text/ know no form: the field is named here. */
static bool named(bool good, const char *field, struct err *err)
{
    if (!good && err != NULL)
        err->field = field;
    return good;
}

static bool parse_phones(struct person *person, const char *typed, struct err *err)
{
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    if (!masked_refuse(typed, "phone", err) || !named(phone_parse(typed, phones, &count, err), "phone", err))
        return false;
    text_copy(person->phone, sizeof person->phone, phones[0]);
    if (count > 1)
        text_copy(person->phone2, sizeof person->phone2, phones[1]);
    return true;
}

static bool parse_document(struct person *person, const char *typed, struct err *err)
{
    if (!masked_refuse(typed, "id_number", err) ||
        !named(id_parse(typed, &person->id_type, person->id_number, err), "id_number", err))
        return false;
    if (person->id_type != ID_RESIDENT)
        return true;
    char number[24];
    return named(id_resident_parse(person->id_number, number, &person->birth_day, &person->sex, err), "id_number", err);
}

bool person_fields_parse(struct person *person, const char *name, const char *phones, const char *id_number,
                         struct err *err)
{
    char accepted[NAME_BYTES];
    if (!masked_refuse(name, "name", err) || !named(name_parse(name, accepted, err), "name", err))
        return false;
    text_copy(person->name, sizeof person->name, accepted);
    if (phones[strspn(phones, " ")] != '\0' && !parse_phones(person, phones, err))
        return false;
    return id_number[strspn(id_number, " ")] == '\0' || parse_document(person, id_number, err);
}

bool plate_accept(struct store *store, const char *typed, char plate[24], struct err *err)
{
    char province[16];
    setting_text(store, "plate.province", province, sizeof province);
    return masked_refuse(typed, "plate", err) && named(plate_parse(typed, province, plate, err), "plate", err);
}

bool phone_refuse_cut(const char *phone, struct err *err)
{
    enum { WHOLE_BYTES = PHONE_SIZE - 4 };
    return strlen(phone) <= WHOLE_BYTES ||
           err_field(err, ERR_INPUT, "phone", _("The phone number is too long. Two numbers go into two fields."));
}
