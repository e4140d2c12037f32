/* The command structure (domain.md §1). */
#include "gatepost/contact.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include <string.h>

static void begin(void *record)
{
    ((struct contact *)record)->post = POST_MEMBER;
}

/* Two commanders would be none. */
static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    const struct contact *contact = record;
    struct contact other;
    (void)before;
    if (contact->phone[0] == '\0' && contact->day_night)
        return err_field(err, ERR_INPUT, "phone", _("Who is reached round the clock needs a phone number."));
    if (contact->post != POST_COMMANDER ||
        !record_with_text(store, &contact_table, "post", contact_post_names[POST_COMMANDER], &other, NULL) ||
        other.head.id == contact->head.id)
        return true;
    return err_field(err, ERR_INPUT, "post", _("%s is the commander already. Change that record first."), other.name);
}

const struct register_rules contact_rules = {
    .table = &contact_table,
    .verb_add = "contact.add",
    .verb_edit = "contact.edit",
    .verb_void = "contact.void",
    .begin = begin,
    .check = check,
};
