#include "verb.h"
#include "gatepost/buffer.h"
#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdlib.h>
#include <string.h>

enum { SPARE_BYTES = 8 }; /* room a text must leave, see text_fields_accept */

/* The one place that says who may do what: by the first word of a verb. Operators keep the hotline, no records; viewers
 * and shared terminals look. */
enum {
    OFFICERS = 1 << ROLE_OFFICER,
    DESK = OFFICERS | 1 << ROLE_CLERK,
    CLERKS = DESK | 1 << ROLE_GATE,
    OPERATORS = DESK | 1 << ROLE_OPERATOR,
    EVERYBODY = CLERKS | 1 << ROLE_OPERATOR | 1 << ROLE_VIEWER,
};
static const struct grant {
    const char *verbs;
    unsigned roles;
} grants[] = {
    {"gate.", CLERKS},
    {"person.look", DESK},
    {"person.", CLERKS},
    {"household.", CLERKS},
    {"flag.", CLERKS},
    {"vehicle.", CLERKS},
    {"pass.", DESK},
    {"presence.", DESK},
    {"visitor.", CLERKS},
    {"parcel.", CLERKS},
    {"incident.", CLERKS},
    {"notice.read", EVERYBODY},
    {"notice.", DESK},
    {"poster.", OPERATORS},
    {"patrol.", CLERKS},
    {"group.", OFFICERS},
    {"contact.", OFFICERS},
    {"alarm.", CLERKS},
    {"setting.", OFFICERS},
    {"checkpoint.", OFFICERS},
    {"officer.", OFFICERS},
    {"import.residents", OPERATORS},
    {"import.crossings", CLERKS},
};

static unsigned roles_of(const char *verb)
{
    for (size_t i = 0; i < sizeof grants / sizeof grants[0]; i++)
        if (strncmp(verb, grants[i].verbs, strlen(grants[i].verbs)) == 0)
            return grants[i].roles;
    die("nobody was granted %s", verb);
}

bool verb_allowed(struct store *store, const char *verb, struct err *err)
{
    if (store_officer(store) == 0) {
        struct officer officer;
        int count = 0;
        if (!officer_list(store, &officer, 1, &count, err))
            return false;
        if (count == 0)
            return true;
        return err_set(err, ERR_ROLE, _("Nobody is signed on. Sign on by name first (--officer NAME in a command)."));
    }
    struct officer officer;
    if (!officer_get(store, store_officer(store), &officer, err))
        return false;
    if (officer.voided[0] != '\0')
        return err_set(err, ERR_ROLE, _("%s does not work here any more. Another officer has to sign on."),
                       officer.name);
    unsigned roles = roles_of(verb);
    if ((roles >> officer.role & 1) != 0)
        return true;
    if (roles == DESK)
        return err_set(err, ERR_ROLE,
                       _("Only a duty officer or a clerk may do this, and %s is neither. One of them has to sign on."),
                       officer.name);
    if ((CLERKS >> officer.role & 1) != 0 && strncmp(verb, "import.", 7) == 0)
        return err_set(err, ERR_ROLE, _("%s may not import this. A duty officer, a clerk or an operator may."),
                       officer.name);
    if ((CLERKS >> officer.role & 1) != 0)
        return err_set(err, ERR_ROLE,
                       _("Only a duty officer may do this, and %s is none. A duty officer has to sign on."),
                       officer.name);
    return err_set(err, ERR_ROLE, _("%s may look but not change anything. Another officer has to sign on."),
                   officer.name);
}

bool verb_begin(struct store *store, const char *verb, struct err *err)
{
    return verb_allowed(store, verb, err) && store_begin(store, verb, err);
}

bool verb_end(struct store *store, bool good, struct err *err)
{
    if (good)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool text_accept(char *text, size_t size, const char *field, const char *label, struct err *err)
{
    size_t length = strnlen(text, size);
    if (length > size - SPARE_BYTES)
        return err_field(err, ERR_INPUT, field, _("%s is too long: at most %d Chinese characters."), _(label),
                         (int)(size - SPARE_BYTES) / 3);
    if (!utf8_valid(text, length) || !text_is_clean(text, length))
        return err_field(err, ERR_INPUT, field, _("%s contains characters that cannot be shown. Type it again."),
                         _(label));
    struct buffer trimmed = {0};
    text_trim(&trimmed, text);
    text_copy(text, size, buffer_text(&trimmed));
    buffer_release(&trimmed);
    return true;
}

bool text_fields_accept(void *record, const struct text_field *fields, int count, struct err *err)
{
    for (int i = 0; i < count; i++)
        if (!text_accept((char *)record + fields[i].offset, fields[i].size, fields[i].name, fields[i].label, err))
            return false;
    return true;
}

bool masked_refuse(const char *value, const char *field, struct err *err)
{
    if (!mask_is_masked(value))
        return true;
    return err_field(err, ERR_INPUT, field,
                     _("This value is masked with asterisks. Type the full value, or leave the field as it was."));
}
