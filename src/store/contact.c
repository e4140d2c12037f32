#include "gatepost/contact.h"
#include "gatepost/words.h"
#include <stddef.h>

const char *const contact_post_names[] = {"commander", "deputy", "leader", "member", "outside", NULL};
const char *const contact_post_labels[] = {N_("Commander"), N_("Deputy"),  N_("Group leader"),
                                           N_("Member"),    N_("Outside"), NULL};

#define CONTACT(member) RECORD_AT(struct contact, member)
const struct record_field contact_fields[] = {
    {"id", NULL, NULL, RECORD_ID, RECORD_SHOWN, CONTACT(head.id), .width = 6},
    {"rev", NULL, NULL, RECORD_ID, RECORD_SHOWN, CONTACT(head.rev)},
    {"position", "NUMBER", N_("rank in the call list, 1 is called first; the last if nothing is said"), RECORD_NUMBER,
     RECORD_BOTH, CONTACT(position), .least = 1, .most = 999, .width = 4, .column = "position", .label = N_("Rank")},
    {"name", "NAME", N_("who it is"), RECORD_TEXT, RECORD_NEEDED, CONTACT(name), .width = 12, .said = SAID_NAME,
     .column = "name", .label = N_("Name")},
    {"team", "NAME", N_("the group: gate, publicity, screening …"), RECORD_TEXT, RECORD_BOTH, CONTACT(team),
     .width = 12, .said = SAID_AS_IT_IS, .column = "team", .label = N_("Group")},
    {"post", "POST", N_("what they are there"), RECORD_CHOICE, RECORD_BOTH, CONTACT(post),
     .choices = contact_post_names, .labels = contact_post_labels, .width = 14, .column = "post",
     .label = N_("Position")},
    {"phone", "PHONE", N_("phone number"), RECORD_PHONE, RECORD_BOTH, CONTACT(phone), .width = 14, .column = "phone",
     .label = N_("Phone")},
    {"phone2", "PHONE", N_("another number"), RECORD_PHONE, RECORD_BOTH, CONTACT(phone2), .column = "phone2",
     .label = N_("2nd phone")},
    {"day_night", "yes|no", N_("reachable round the clock"), RECORD_SWITCH, RECORD_BOTH, CONTACT(day_night), .width = 4,
     .column = "day_night", .label = N_("24 h")},
    {"note", "TEXT", N_("a remark"), RECORD_TEXT, RECORD_BOTH, CONTACT(note), .column = "note", .label = N_("Remark")},
    {"voided", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, CONTACT(head.voided)},
    {0},
};
static const struct record_scope scopes[] = {
    [CONTACTS_ALL] = {"valid", "voided IS NULL"},
    [CONTACTS_DAY_NIGHT] = {"day-night", "voided IS NULL AND day_night = 1"},
    [CONTACTS_VOID] = {"void", "voided IS NOT NULL"},
    {0},
};
const struct record_table contact_table = {
    .name = "contact",
    .size = sizeof(struct contact),
    .fields = contact_fields,
    .order = "position",
    .scopes = scopes,
    .none = N_("There is no contact %lld."),
    .what = N_("contact"),
    .called = "name",
};
