#include "verb.h"
#include "gatepost/buffer.h"
#include "gatepost/contradiction.h"
#include "gatepost/habits.h"
#include "gatepost/mask.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdlib.h>
#include <string.h>

enum { SPARE_BYTES = 8 }; /* room a text must leave, see text_fields_accept */

/* The one place that says who may do what: the first row a verb begins with holds. Operators print, import and export,
 * viewers look, a shared terminal shows no records at all. */
enum {
    OFFICERS = 1 << ROLE_OFFICER,
    DESK = OFFICERS | 1 << ROLE_CLERK,
    CLERKS = DESK | 1 << ROLE_GATE,
    OPERATORS = DESK | 1 << ROLE_OPERATOR,
    WRITERS = CLERKS | OPERATORS,
    EVERYBODY = WRITERS | 1 << ROLE_VIEWER,
    VOLUNTEERS = 1 << ROLE_KIOSK, /* by themselves, at a shared terminal */
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
    {"presence.reopen", OFFICERS},
    {"presence.", DESK},
    {"visitor.", CLERKS},
    {"parcel.", CLERKS},
    {"incident.close", DESK},
    {"incident.void", DESK},
    {"incident.", CLERKS},
    {"notice.read", EVERYBODY},
    {"notice.", DESK},
    {"poster.", OPERATORS},
    {"patrol.", CLERKS},
    {"survey_round.", DESK},
    {"survey.", CLERKS},
    {"arrival.", CLERKS},
    {"declaration.", DESK},
    {"observation.release", OFFICERS},
    {"observation.term", OFFICERS},
    {"observation.void", OFFICERS},
    {"observation.", DESK}, /* open, edit, verify, leave */
    {"reading.", CLERKS},
    {"tier.", OFFICERS},
    {"keeper.", DESK},
    {"follow_up.", CLERKS},
    {"team.", DESK}, /* team.split: of a day */
    {"visit.", CLERKS},
    {"pairing.", DESK},
    {"supply.", CLERKS},          /* supply.move: taken, bought, brought */
    {"errand.correct", OFFICERS}, /* of what is settled */
    {"errand.", DESK},
    {"volunteer.", OPERATORS},
    {"absence.", OPERATORS},
    {"post.", OPERATORS},
    {"roster.correct", OFFICERS}, /* of what has been */
    {"roster.call", DESK},
    {"roster.", OPERATORS},
    {"shift.", CLERKS},       /* shift.in, shift.out */
    {"print.internal", DESK}, /* with full names and numbers */
    {"print.", OPERATORS},
    {"goods.", OPERATORS},
    {"stock.", OPERATORS},
    {"donation.", OPERATORS},
    {"contact.", OFFICERS},
    {"alarm.", CLERKS},
    {"setting.", OFFICERS},
    {"checkpoint.", OFFICERS},
    {"officer.own_pin", EVERYBODY},
    {"officer.", OFFICERS}, /* officer.pin: anybody's */
    {"import.residents", OPERATORS},
    {"import.places", OPERATORS},
    {"import.declarations", OPERATORS},
    {"import.stock", OPERATORS},
    {"import.donations", OPERATORS},
    {"import.volunteers", OPERATORS},
    {"import.supplies", CLERKS},
    {"import.crossings", CLERKS},
    {"import.readings", CLERKS},
    {"import", WRITERS}, /* one of them: which one the file says */
    {"backup.copy", OPERATORS},
    {"backup.", WRITERS},
    {"audit.", WRITERS},
    {"undo", WRITERS},
    {"kiosk.", VOLUNTEERS},
    {"list", EVERYBODY}, /* masked listings and the desk's panes */
    {"desk.open", EVERYBODY},
};

/* Who may, as said to those who may not. */
static const struct {
    unsigned roles;
    const char *words;
} refusals[] = {
    {OFFICERS, N_("Only a duty officer may do this, and %s is none. A duty officer has to sign on.")},
    {DESK, N_("Only a duty officer or a clerk may do this, and %s is neither.")},
    {CLERKS, N_("Only a duty officer, a clerk or a gate clerk may do this, and %s is none of them.")},
    {OPERATORS, N_("Only a duty officer, a clerk or an operator may do this, and %s is none of them.")},
    {WRITERS, N_("%s may look but not change anything. Another officer has to sign on.")},
    {VOLUNTEERS, N_("This is done at the shared terminal by the volunteers themselves, not by %s.")},
    {EVERYBODY, N_("%s is a shared terminal, which shows no records. Somebody who works here has to sign on.")},
};

static const struct grant *grant_of(const char *verb)
{
    for (size_t i = 0; i < sizeof grants / sizeof grants[0]; i++)
        if (strncmp(verb, grants[i].verbs, strlen(grants[i].verbs)) == 0)
            return &grants[i];
    return NULL;
}

bool verb_is_granted(const char *verb)
{
    return grant_of(verb) != NULL;
}

/* A viewer is told that viewers look, whatever change it was; who may look at what is masked is another matter. */
static bool refuse(const struct officer *officer, const struct grant *grant, struct err *err)
{
    unsigned roles = grant->roles;
    if (officer->role == ROLE_VIEWER && strcmp(grant->verbs, "person.look") != 0)
        roles = WRITERS;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i].roles == (officer->role == ROLE_KIOSK ? EVERYBODY : roles))
            return err_set(err, ERR_ROLE, _(refusals[i].words), officer->name);
    die("no words for who may: %x", roles);
}

bool role_allowed(const struct officer *officer, const char *verb, struct err *err)
{
    const struct grant *grant = grant_of(verb);
    if (grant == NULL)
        die("nobody was granted %s", verb);
    if (officer->voided[0] != '\0')
        return err_set(err, ERR_ROLE, _("%s does not work here any more. Another officer has to sign on."),
                       officer->name);
    return (grant->roles >> officer->role & 1) != 0 || refuse(officer, grant, err);
}

bool verb_allowed(struct store *store, const char *verb, struct err *err)
{
    struct officer officer;
    if (store_is_kiosk(store))
        return role_allowed(&(struct officer){.role = ROLE_KIOSK, .name = "-"}, verb, err);
    if (store_officer(store) == 0) {
        int count = 0;
        if (!officer_list(store, &officer, 1, &count, err))
            return false;
        if (count == 0)
            return true;
        return err_set(err, ERR_ROLE, _("Nobody is signed on. Sign on by name first (--officer NAME in a command)."));
    }
    return officer_get(store, store_officer(store), &officer, err) && role_allowed(&officer, verb, err);
}

bool verb_begin(struct store *store, const char *verb, struct err *err)
{
    return verb_allowed(store, verb, err) && store_begin(store, verb, err);
}

bool verb_end(struct store *store, bool good, struct err *err)
{
    /* A shared terminal knows nothing of what may contradict what: a desk looks within the minute. */
    if (good && (store_is_kiosk(store) || contradiction_follow(store, err)))
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

/* A typed text that filled the array was cut on its way here, and part of a number is another number. */
bool phone_accept(char *phone, size_t size, const char *field, const char *label, struct err *err)
{
    enum { WHOLE_BYTES = PHONE_SIZE - 4 };
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    if (!masked_refuse(phone, field, err))
        return false;
    if (strlen(phone) > WHOLE_BYTES || !phone_parse(phone, phones, &count, NULL) || count != 1)
        return err_field(err, ERR_INPUT, field, _("%s: one phone number, 11 digits or with area code."), _(label));
    text_copy(phone, size, phones[0]);
    return true;
}
