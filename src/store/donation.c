#include "gatepost/donation.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "table.h"
#include <stddef.h>

/* Who agreed to it is named by the whole name: that is what they agreed to. */
static enum record_said donor_said(const void *record)
{
    return ((const struct donation *)record)->may_be_named == 1 ? SAID_AS_IT_IS : SAID_SOMEBODY;
}

static enum record_said not_said(const void *record)
{
    (void)record;
    return SAID_NOTHING;
}

#define DONATION(member) RECORD_AT(struct donation, member)
const struct record_field donation_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, DONATION(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, DONATION(head.rev)},
    {"at", "TIME", N_("when; now if nothing is said"), RECORD_MOMENT, RECORD_BOTH, DONATION(at), .width = 19,
     .column = "at", .label = N_("When")},
    {"donor", "NAME", N_("who gave it: a person, a shop, a company"), RECORD_TEXT, RECORD_NEEDED, DONATION(donor),
     .width = 18, .said = SAID_NAME, .column = "donor", .label = N_("Donor"), .said_of = donor_said},
    {"phone", "PHONE", N_("the donor's phone"), RECORD_PHONE, RECORD_BOTH, DONATION(phone), .width = 14,
     .column = "phone", .label = N_("Phone"), .said_of = not_said},
    {"items", "THINGS", N_("what was given: 口罩1000只 大米20袋"), RECORD_TEXT, RECORD_NEEDED, DONATION(items),
     .width = 24, .said = SAID_AS_IT_IS, .column = "items", .label = N_("Given")},
    {"received_by", "NAME", N_("who took it; the officer if nothing is said"), RECORD_TEXT, RECORD_BOTH,
     DONATION(received_by), .width = 12, .said = SAID_NAME, .column = "received_by", .label = N_("Received by"),
     .said_of = not_said} /* it would be taken for the donor's */,
    {"may_be_named", "YES", N_("whether the donor may be named in public: yes, no"), RECORD_ANSWER, RECORD_BOTH,
     DONATION(may_be_named), .width = 8, .column = "may_be_named", .label = N_("May be named"), .said_of = not_said},
    {"thanked_at", "TIME", N_("when the donor was thanked"), RECORD_MOMENT, RECORD_BOTH, DONATION(thanked_at),
     .width = 19, .column = "thanked_at", .label = N_("Thanked"), .said_of = not_said},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, DONATION(note), .column = "note", .label = N_("Remark")},
    {"officer", NULL, NULL, RECORD_OFFICER, RECORD_SHOWN, DONATION(officer_id), .column = "officer_id",
     .label = N_("Officer")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, DONATION(head.voided)},
    {0},
};
static const struct record_scope donation_scopes[] = {
    [DONATIONS_VALID] = {"valid", "voided IS NULL"},
    [DONATIONS_UNTHANKED] = {"unthanked", "thanked_at IS NULL AND voided IS NULL"},
    [DONATIONS_ALL] = {"all", "1 = 1"},
    {0},
};
const struct record_table donation_table = {
    .name = "donation",
    .size = sizeof(struct donation),
    .fields = donation_fields,
    .order = "at",
    .newest_first = true,
    .scopes = donation_scopes,
    .none = N_("There is no donation %lld."),
    .what = N_("donation"),
    .called = "donor",
};

bool donation_same(struct store *store, const char *donor, int day, const char *items, int64_t *id, struct err *err)
{
    struct statement *statement =
        statement_take(store,
                       "SELECT id FROM donation WHERE donor = :donor AND at >= :from AND at < "
                       ":until AND items = :items AND voided IS NULL ORDER BY id LIMIT 1",
                       err);
    *id = 0;
    if (statement == NULL)
        return false;
    statement_text(statement, "donor", donor);
    statement_text(statement, "items", items);
    statement_integer(statement, "from", clock_day_start(day));
    statement_integer(statement, "until", clock_day_start(clock_day_add(day, 1)));
    return table_integer(statement, id, err);
}
