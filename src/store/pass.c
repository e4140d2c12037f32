#include "gatepost/pass.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "table.h"
#include <stddef.h>

const char *const pass_state_names[] = {"valid", "expired", "lost", "void", NULL};
const char *const pass_state_labels[] = {N_("Valid"), N_("Expired"), N_("Lost"), N_("Void"), NULL};

#define PASS(member) RECORD_AT(struct pass, member)
const struct record_field pass_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, PASS(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, PASS(head.rev)},
    {"number", "NUMBER", N_("the number printed on it"), RECORD_TEXT, RECORD_NEEDED, PASS(number), .width = 12,
     .column = "number", .label = N_("Number")},
    {"person", "WORD", N_("whose it is, as in the gate form"), RECORD_PERSON, RECORD_BOTH, PASS(person_id), .width = 12,
     .column = "person_id", .label = N_("Holder")},
    {"place", "ROOM", N_("the household, of a pass that is a household's"), RECORD_PLACE, RECORD_BOTH, PASS(place_id),
     .width = 16, .column = "place_id", .label = N_("Household")},
    {"colour", "COLOUR", N_("its colour"), RECORD_TEXT, RECORD_BOTH, PASS(colour), .width = 8, .said = SAID_AS_IT_IS,
     .column = "colour", .label = N_("Colour")},
    {"state", NULL, NULL, RECORD_CHOICE, RECORD_SHOWN, PASS(state), .choices = pass_state_names,
     .labels = pass_state_labels, .width = 8, .label = N_("State")},
    {"issued_at", "TIME", N_("when it was issued, else now"), RECORD_MOMENT, RECORD_BOTH, PASS(issued_at),
     .column = "issued_at", .label = N_("Issued")},
    {"valid_until", "TIME", N_("its last day: 4-25, or 30天; without it holds until it is void"), RECORD_DEADLINE,
     RECORD_BOTH, PASS(valid_until), .width = 19, .column = "valid_until", .label = N_("Valid until")},
    {"lost", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PASS(lost), .width = 14, .column = "lost", .label = N_("Lost")},
    {"lost_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, PASS(lost_at), .column = "lost_at",
     .label = N_("Reported lost")},
    {"replaces", "ID", N_("the pass it is issued for, which is lost from then on"), RECORD_ID, RECORD_BOTH,
     PASS(replaces), .column = "replaces", .label = N_("Replaces")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, PASS(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, PASS(head.voided), .width = 14, .label = N_("Voided")},
    {"voided_at", NULL, NULL, RECORD_MOMENT, RECORD_SHOWN, PASS(voided_at), .column = "voided_at",
     .label = N_("Voided at")},
    {0},
};
/* Not "voided IS NULL": that would lead to the index of all valid ones, past which a few would have to be looked for.
 */
#define IS_VALID "COALESCE(voided, '') = ''"
static const struct record_scope scopes[] = {
    [PASSES_VALID] = {"valid", "voided IS NULL AND lost = ''"},
    [PASSES_LOST] = {"lost", "lost <> '' AND " IS_VALID},
    [PASSES_VOID] = {"void", "voided IS NOT NULL"},
    [PASSES_ALL] = {"all", "number <> ''"},
    {0},
};

enum pass_state pass_state_at(const struct pass *pass, int64_t at)
{
    if (pass->head.voided[0] != '\0' && pass->voided_at <= at)
        return PASS_VOID;
    if (pass->lost[0] != '\0' && pass->lost_at <= at)
        return PASS_LOST;
    return pass->valid_until != 0 && pass->valid_until < at ? PASS_EXPIRED : PASS_VALID;
}

static void derive(void *record)
{
    struct pass *pass = record;
    pass->state = pass_state_at(pass, clock_now());
}

const struct record_table pass_table = {
    .name = "pass",
    .size = sizeof(struct pass),
    .fields = pass_fields,
    .order = "number",
    .scopes = scopes,
    .none = N_("There is no pass %lld."),
    .what = N_("pass"),
    .called = "number",
    .voided_at = "voided_at",
    .derive = derive,
};

static const char find_sql[] =
    "SELECT id FROM pass WHERE number = :number ORDER BY (voided IS NOT NULL), id DESC LIMIT 1";

bool pass_find(struct store *store, const char *typed, struct pass *pass, struct err *err)
{
    char number[PASS_NUMBER_SIZE];
    int64_t id = 0;
    if (!pass_number_parse(typed, number, err))
        return false;
    struct statement *statement = statement_take(store, find_sql, err);
    if (statement == NULL)
        return false;
    statement_text(statement, "number", number);
    if (!table_integer(statement, &id, err))
        return false;
    return id != 0 ? record_get(store, &pass_table, id, pass, err)
                   : err_set(err, ERR_NOT_FOUND, _("There is no pass %s."), number);
}
