/* The command structure and the call list in rank order (domain.md §1). */
#include "gatepost/contact.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <string.h>

static const char *const scope_labels[] = {N_("All"), N_("Round the clock"), N_("Void"), NULL};
static const char *const day_night_labels[] = {N_("No"), N_("Yes"), NULL};

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct contact *contact = record;
    (void)view;
    if (strcmp(column, "day_night") != 0)
        return false;
    text_copy(cell->text, sizeof cell->text, contact->day_night ? _("24 h") : "");
    return true;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    application_mask(application_of(view), MASK_NAME, ((const struct contact *)record)->name, text, size);
}

static const struct register_screen contacts = {
    .rules = &contact_rules,
    .form = &screen_contact_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Rank"), .name = "position", .width = 4, .priority = 9, .right = true},
    {.heading = N_("Name"), .name = "name", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Position"), .name = "post", .width = 12, .priority = 8},
    {.heading = N_("Group"), .name = "team", .width = 10, .grow = 1, .most = 24, .priority = 7},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 8},
    {.heading = N_("24 h"), .name = "day_night", .width = 6, .priority = 6},
    {.heading = N_("Remark"), .name = "note", .width = 8, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("The commander, the groups and whom to call stand here. F7 adds the first."),
                  N_("Nobody matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("contact.add", &screen_contact_form, N_("Adds somebody to the command structure.")),
    REGISTER_EDIT("contact.edit", &screen_contact_form, N_("Corrects the selected contact.")),
    REGISTER_VOID("contact.void", N_("Voids the selected contact, with a reason.")),
    REGISTER_TURN("contact.which", N_("Shows all, those reachable round the clock, or the void ones.")),
    REGISTER_HISTORY("contact.history", N_("Who changed what of the selected contact, and when.")),
    REGISTER_LOOK("contact.look"),
};
static const struct field fields[] = {
    {.name = "position", .label = N_("Rank"), .hint = N_("1 is called first"), .width = 5, .flags = FIELD_REQUIRED},
    {.name = "name", .label = N_("Name"), .width = 20, .flags = FIELD_REQUIRED},
    {.name = "post", .label = N_("Position"), .kind = FIELD_CHOICE, .width = 14, .choices = contact_post_labels},
    {.name = "team", .label = N_("Group"), .hint = N_("gate, publicity, screening …"), .width = 20},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "phone2", .label = N_("2nd phone"), .width = 20},
    {.name = "day_night",
     .label = N_("Round the clock"),
     .kind = FIELD_CHOICE,
     .width = 8,
     .choices = day_night_labels},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("contact", fields);

const struct screen_def screen_contact_form = REGISTER_FORM_SCREEN("contact_form", N_("Contact"), &contacts, &form, 66);
const struct screen_def screen_contacts =
    REGISTER_LIST_SCREEN("contacts", N_("Call list"), &contacts, &list, actions, TOPIC_STRUCTURE);
