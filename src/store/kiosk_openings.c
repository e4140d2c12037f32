/* Which tables and columns a shared terminal's connection has need of, and why. What stands in no row is closed, a new
 * column too (tests/unit/test_kiosk_access.c asks of every one of them). */
#include "database.h"
#include "gatepost/words.h"
#include "kiosk.h"
#include <string.h>

/* Households of whoever typed their PIN; own_volunteer() is 0 without one. */
#define OWN_PERSON "(SELECT v.person_id FROM main.volunteer v WHERE v.id = own_volunteer() AND v.voided IS NULL)"
#define OWN_PLACES                                                                                        \
    "(SELECT q.place_id FROM main.pairing q WHERE q.voided IS NULL AND (q.person_id = " OWN_PERSON " OR " \
    "q.substitute_id = " OWN_PERSON "))"
#define OWN_REQUESTS "(SELECT r.id FROM main.supply r WHERE r.place_id IN " OWN_PLACES ")"

#define COMMUNITY N_("the community's name, its time zone, the rules of the roster and of this terminal")
#define WHO N_("what people are called here: masked")
#define FOUND N_("hashes of four digits and of initials, to be matched")
#define FITS N_("whether a shift fits them, by what they said themselves")
#define SHIFTS N_("who stands where, when, and what became of it")
#define POSTS N_("where people stand, and when")
#define HELP N_("the staff, masked, to ask for help; an officer's PIN opens the way out")
#define PIN N_("a PIN is compared with it")
#define GUESSES N_("wrong guesses, so that they wait and the desk is told")
#define HUNG N_("notices that were marked for this terminal")
#define PAIRED N_("open requests of the own paired household, behind the own PIN")
#define OWN_ACTS N_("what they did themselves last, to be taken back")
#define AUDIT N_("what is done here is written down")

const struct kiosk_opening kiosk_openings[] = {
    {"absence", " id rev volunteer_id from_at until_at ", " voided ", NULL, false, "", FITS},
    {"assignment",
     " id rev post_id day starts_at ends_at volunteer_id state seeking_at for_id arrived_at left_at not_signed_out "
     "minutes night_minutes via assigned_at ",
     " voided ", NULL, true, "*", SHIFTS},
    {"audit", " id ", "", NULL, true, "", AUDIT},
    {"audit_payload", "", "", NULL, true, "", AUDIT},
    {"batch", " id ", "", NULL, true, "", AUDIT},
    {"change_seq", " topic seq ", "", NULL, false, " seq ", AUDIT},
    {"kiosk_act", " id assignment_id volunteer_id at verb state seeking_at not_signed_out ", "", NULL, false,
     "", OWN_ACTS},
    {"kiosk_key", " hash volunteer_id ", "", NULL, false, "", FOUND},
    {"kiosk_name", " kind subject_id masked ", "", NULL, false, "", WHO},
    {"meta", " name value ", "", NULL, false, " value ", AUDIT},
    {"notice", "", " id rev title text from_at until_at posted_at voided ", "t.kiosk = 1", false, "", HUNG},
    {"observed_volunteer", " id ", "", NULL, false, "", FITS},
    {"officer", " id ", " rev name role pin_id voided ", NULL, false, "", HELP},
    {"officer_pin", " id hash ", "", NULL, false, "", PIN},
    {"pairing", "", " id rev place_id from_at voided ",
     "(t.person_id = " OWN_PERSON " OR t.substitute_id = " OWN_PERSON ")", false, "", PAIRED},
    {"pin_try", " id officer_id volunteer_id terminal at count told_at ", "", NULL, true, " terminal at count told_at ",
     GUESSES},
    {"post", " id rev position name kind estate least wanted pattern weekdays overlap needs ", " voided ", NULL, false,
     "", POSTS},
    {"post_closed", " id rev post_id day ", " voided ", NULL, false, "", POSTS},
    {"setting", " id ", " rev name value voided ",
     "t.name LIKE 'community.%' OR t.name LIKE 'roster.%' OR t.name LIKE 'kiosk.%'", false, "", COMMUNITY},
    {"sign_on", " id officer_id ", "", NULL, false, "", HELP},
    {"supply", "", " id rev place_id asked_at wanted_at urgent due_at items state state_at voided ",
     "t.place_id IN " OWN_PLACES, false, "", PAIRED},
    {"supply_line", "", " id rev supply_id position item quantity unit delivered voided ",
     "t.supply_id IN " OWN_REQUESTS, false, "", PAIRED},
    {"volunteer", " id rev temperature driving first_aid available wish shifts_most pin_id ", " name health voided ",
     NULL, false, "", FITS},
    {"volunteer_pin", " id volunteer_id hash ", "", NULL, false, "", PIN},
    {0},
};

/* The reason for voiding may say anything of anybody; of the health check it is enough who may not. */
#define MASKED(kind) \
    "COALESCE((SELECT k.masked FROM main.kiosk_name k WHERE k.kind = '" kind "' AND k.subject_id = t.id), '*')"
const struct kiosk_shown kiosk_shown[] = {
    {"", "voided", "CASE WHEN t.voided IS NOT NULL THEN '-' END"},
    {"officer", "name", MASKED("officer")},
    {"volunteer", "name", MASKED("volunteer")},
    {"volunteer", "health", "CASE WHEN t.health = 'unfit' THEN 'unfit' ELSE 'unchecked' END"},
    {0},
};

const struct kiosk_door kiosk_doors[] = {
    {"kiosk_act", "audit", " id batch_id table_name row_id "},
    {"kiosk_act", "batch", " id at verb volunteer_id "},
    {"kiosk_act", "audit_payload", " audit_id before "},
    {"observed_volunteer", "volunteer", " id person_id "},
    {"observed_volunteer", "person", " id place_id "},
    {"observed_volunteer", "observation", " place_id state voided "},
    {"notice", "notice", " kiosk "},
    {"pairing", "volunteer", " id person_id voided "},
    {"pairing", "pairing", " person_id substitute_id "},
    {"supply", "volunteer", " id person_id voided "},
    {"supply", "pairing", " place_id person_id substitute_id voided "},
    {"supply_line", "volunteer", " id person_id voided "},
    {"supply_line", "pairing", " place_id person_id substitute_id voided "},
    {"supply_line", "supply", " id place_id "},
    {0},
};

bool kiosk_names(const char *list, const char *column)
{
    size_t length = strlen(column);
    if (strcmp(list, "*") == 0)
        return true;
    for (const char *at = length > 0 ? strstr(list, column) : NULL; at != NULL; at = strstr(at + 1, column))
        if (at > list && at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

const struct kiosk_opening *kiosk_opening_find(const char *table)
{
    for (const struct kiosk_opening *opening = kiosk_openings; opening->table != NULL; opening++)
        if (strcmp(opening->table, table) == 0)
            return opening;
    return NULL;
}

const char *kiosk_shown_find(const char *table, const char *column)
{
    for (const struct kiosk_shown *shown = kiosk_shown; shown->table != NULL; shown++)
        if ((shown->table[0] == '\0' || strcmp(shown->table, table) == 0) && strcmp(shown->column, column) == 0)
            return shown->sql;
    return NULL;
}

/* Columns of one list, told one by one. */
static bool tell(const struct kiosk_opening *opening, const char *list, enum kiosk_how how,
                 bool (*each)(void *context, const struct kiosk_access *access), void *context)
{
    while (*(list += strspn(list, " ")) != '\0') {
        char column[40];
        size_t length = strcspn(list, " ");
        if (length >= sizeof column)
            die("the column %s is too long", list);
        memcpy(column, list, length);
        column[length] = '\0';
        struct kiosk_access access = {opening->table, column, how, opening->why};
        if (how == KIOSK_WINDOW && kiosk_shown_find(opening->table, column) != NULL)
            access.how = KIOSK_MARK;
        if (!each(context, &access))
            return false;
        list += length;
    }
    return true;
}

void kiosk_access_each(bool (*each)(void *context, const struct kiosk_access *access), void *context)
{
    for (const struct kiosk_opening *opening = kiosk_openings; opening->table != NULL; opening++)
        if (!tell(opening, opening->read, KIOSK_READ, each, context) ||
            !tell(opening, opening->window, KIOSK_WINDOW, each, context) ||
            !tell(opening, opening->insert ? "*" : opening->update, KIOSK_WRITE, each, context))
            return;
}
