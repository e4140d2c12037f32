/* Which tables and columns a shared terminal's connection has need of, and why. What stands in no row is closed, a new
 * column too (tests/unit/test_kiosk_access.c asks of every one of them). */
#include "database.h"
#include "gatepost/words.h"
#include "kiosk.h"
#include "table.h"
#include <string.h>

/* Whoever stands there; what is theirs alone shows of nobody else. own_volunteer() is 0 without their PIN. */
#define HERE "t.id = here_volunteer()"
#define OWN_PERSON "(SELECT v.person_id FROM main.volunteer v WHERE v.id = own_volunteer() AND v.voided IS NULL)"
#define OWN_PLACES                                                                                        \
    "(SELECT q.place_id FROM main.pairing q WHERE q.voided IS NULL AND (q.person_id = " OWN_PERSON " OR " \
    "q.substitute_id = " OWN_PERSON "))"
#define OWN_REQUESTS "(SELECT r.id FROM main.supply r WHERE r.place_id IN " OWN_PLACES ")"
#define OBSERVED                                                                                                     \
    HERE " AND EXISTS (SELECT 1 FROM main.person h JOIN main.observation o ON o.place_id = h.place_id WHERE h.id = " \
         "t.person_id AND " OBSERVATION_RUNS("o") ")"
/* What was done to own shifts, and what they were before: of the audit no more than somebody needs who takes back their
 * own doing. */
#define ACTS                                                                                                        \
    "SELECT a.id AS id, a.row_id AS assignment_id, b.volunteer_id AS volunteer_id, b.at AS at, b.verb AS verb, "    \
    "row_was(p.before, 'state') AS state, row_was(p.before, 'seeking_at') AS seeking_at, row_was(p.before, "        \
    "'not_signed_out') AS not_signed_out FROM main.assignment s CROSS JOIN main.audit a ON a.table_name = "         \
    "'assignment' AND a.row_id = s.id CROSS JOIN main.batch b ON b.id = a.batch_id LEFT JOIN main.audit_payload p " \
    "ON p.audit_id = a.id WHERE s.volunteer_id = here_volunteer()"

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

#define OF_WHOEVER N_("of whoever stands there")
#define OF_OWN_HOUSEHOLDS N_("of the own paired household, behind the own PIN")

const struct kiosk_opening kiosk_openings[] = {
    {.table = "absence",
     .window = " id rev volunteer_id from_at until_at voided ",
     .where = "t.volunteer_id = here_volunteer()",
     .rows = OF_WHOEVER,
     .why = FITS},
    {.table = "assignment",
     .read = " id rev post_id day starts_at ends_at volunteer_id state seeking_at for_id arrived_at left_at "
             "not_signed_out minutes night_minutes via assigned_at ",
     .window = " voided ",
     .insert = true,
     .update = "*",
     .why = SHIFTS},
    {.table = "audit", .read = " id ", .insert = true, .why = AUDIT},
    {.table = "audit_payload", .insert = true, .why = AUDIT},
    {.table = "batch", .read = " id ", .insert = true, .why = AUDIT},
    {.table = "change_seq", .read = " topic seq ", .update = " seq ", .why = AUDIT},
    {.table = "kiosk_act",
     .window = " id assignment_id volunteer_id at verb state seeking_at not_signed_out ",
     .query = ACTS,
     .rows = OF_WHOEVER,
     .why = OWN_ACTS},
    {.table = "kiosk_key", .read = " hash volunteer_id ", .why = FOUND},
    {.table = "kiosk_name", .read = " kind subject_id masked ", .why = WHO},
    {.table = "meta",
     .read = " name ",
     .window = " value ",
     .where = "t.name = 'audit_count' OR t.name = 'audit_head'",
     .rows = N_("where the audit ends"),
     .update = " value ",
     .why = AUDIT},
    {.table = "notice",
     .window = " id rev title text from_at until_at posted_at voided ",
     .where = "t.kiosk = 1",
     .rows = N_("of what may hang there"),
     .why = HUNG},
    {.table = "observed_volunteer",
     .window = " id ",
     .where = OBSERVED,
     .rows = OF_WHOEVER,
     .source = "volunteer",
     .why = FITS},
    {.table = "officer", .read = " id ", .window = " rev name role pin_id voided ", .why = HELP},
    {.table = "officer_pin",
     .window = " id hash ",
     .where =
         "t.officer_id IN (SELECT o.id FROM main.officer o WHERE o.pin_id = t.id AND o.role = 'officer' AND o.voided "
         "IS NULL)",
     .rows = N_("of officers who may open the way out"),
     .why = PIN},
    {.table = "pairing",
     .window = " id rev place_id from_at voided ",
     .where = "(t.person_id = " OWN_PERSON " OR t.substitute_id = " OWN_PERSON ")",
     .rows = OF_OWN_HOUSEHOLDS,
     .why = PAIRED},
    {.table = "person",
     .window = " id ",
     .where = "t.place_id = 0", /* of nobody, said by a column: where none is named SQLite asks for the whole table */
     .rows = N_("none: nobody's phone is read here"),
     .why = FITS},
    {.table = "pin_try",
     .read = " id officer_id volunteer_id terminal at_kiosk at count told_at ",
     .insert = true,
     .update = " terminal at_kiosk at count told_at ",
     .why = GUESSES},
    {.table = "post",
     .read = " id rev position name kind estate least wanted pattern weekdays overlap needs ",
     .window = " voided ",
     .why = POSTS},
    {.table = "post_closed", .read = " id rev post_id day ", .window = " voided ", .why = POSTS},
    {.table = "setting",
     .window = " id rev name value voided ",
     .where = "t.name IN ('community.name', 'community.zone') OR t.name LIKE 'roster.%' OR t.name LIKE 'kiosk.%'",
     .rows = N_("of the community's name and zone, the roster, this terminal"),
     .why = COMMUNITY},
    {.table = "sign_on", .read = " id officer_id ", .why = HELP}, /* SQLite asks for what a batch could refer to, too */
    {.table = "supply",
     .window = " id rev place_id asked_at wanted_at urgent due_at items state state_at voided ",
     .where = "t.place_id IN " OWN_PLACES,
     .rows = OF_OWN_HOUSEHOLDS,
     .why = PAIRED},
    {.table = "supply_line",
     .window = " id rev supply_id position item quantity unit delivered voided ",
     .where = "t.supply_id IN " OWN_REQUESTS,
     .rows = OF_OWN_HOUSEHOLDS,
     .why = PAIRED},
    {.table = "volunteer",
     .read = " id rev pin_id ",
     .window = " name temperature driving first_aid available wish shifts_most health voided ",
     .why = FITS},
    {.table = "volunteer_pin",
     .window = " id volunteer_id hash ",
     .where = "t.volunteer_id = here_volunteer()",
     .rows = OF_WHOEVER,
     .why = PIN},
    {0},
};

/* The reason for voiding may say anything of anybody; of the health check it is enough who may not. */
#define MASKED(kind) \
    "COALESCE((SELECT k.masked FROM main.kiosk_name k WHERE k.kind = '" kind "' AND k.subject_id = t.id), '*')"
#define OF_HERE(column, other) "CASE WHEN " HERE " THEN t." column " ELSE " other " END", OF_WHOEVER
const struct kiosk_shown kiosk_shown[] = {
    {"", "voided", "CASE WHEN t.voided IS NOT NULL THEN '-' END", N_("only whether it is")},
    {"officer", "name", MASKED("officer"), N_("masked")},
    {"volunteer", "name", MASKED("volunteer"), N_("masked")},
    {"volunteer", "temperature", OF_HERE("temperature", "0")},
    {"volunteer", "driving", OF_HERE("driving", "0")},
    {"volunteer", "first_aid", OF_HERE("first_aid", "0")},
    {"volunteer", "available", OF_HERE("available", "''")},
    {"volunteer", "wish", OF_HERE("wish", "'any'")},
    {"volunteer", "shifts_most", OF_HERE("shifts_most", "0")},
    {"volunteer", "health", "CASE WHEN " HERE " AND t.health = 'unfit' THEN 'unfit' ELSE 'unchecked' END",
     N_("only whether they may not, of whoever stands there")},
    {0},
};

bool kiosk_names(const char *list, const char *column)
{
    size_t length = strlen(column);
    if (list == NULL)
        return false;
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

const struct kiosk_shown *kiosk_shown_find(const char *table, const char *column)
{
    for (const struct kiosk_shown *shown = kiosk_shown; shown->table != NULL; shown++)
        if ((shown->table[0] == '\0' || strcmp(shown->table, table) == 0) && strcmp(shown->column, column) == 0)
            return shown;
    return NULL;
}

/* Columns of one list, told one by one. */
static bool tell(const struct kiosk_opening *opening, const char *list, enum kiosk_how how,
                 bool (*each)(void *context, const struct kiosk_access *access), void *context)
{
    while (list != NULL && *(list += strspn(list, " ")) != '\0') {
        char column[40];
        size_t length = strcspn(list, " ");
        if (length >= sizeof column)
            die("the column %s is too long", list);
        memcpy(column, list, length);
        column[length] = '\0';
        const struct kiosk_shown *shown = how == KIOSK_WINDOW ? kiosk_shown_find(opening->table, column) : NULL;
        struct kiosk_access access = {.table = opening->table,
                                      .column = column,
                                      .how = how,
                                      .rows = how == KIOSK_WINDOW ? opening->rows : NULL,
                                      .shown = shown != NULL ? shown->words : NULL,
                                      .why = opening->why};
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
            !tell(opening, opening->insert ? "*" : NULL, KIOSK_ADD, each, context) ||
            !tell(opening, opening->update, KIOSK_CHANGE, each, context))
            return;
}
