/* The command structure and the call list in rank order (domain.md §1). */
#include "gatepost/contact_rules.h"
#include "gatepost/labels.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

struct contacts {
    struct register_list list;
    struct contact commander; /* id 0: none */
};
static const char *const scope_labels[] = {N_("All"), N_("Round the clock"), N_("Void"), NULL};

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct contact *contact = record;
    (void)view;
    if (strcmp(column, "day_night") != 0)
        return false;
    text_copy(cell->text, sizeof cell->text, contact->day_night ? _("24 h") : "");
    return true;
}

static bool is_commander(const void *record)
{
    return ((const struct contact *)record)->post == POST_COMMANDER;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return is_commander(record) ? STYLE_TITLE : STYLE_NORMAL;
}

/* The groups of domain.md §1; a community adds its own by writing them. */
static bool offer(const struct view *view, const char *field, int index, char *text, size_t size)
{
    static const char *const groups[] = {N_("Gate group"), N_("Publicity group"), N_("Screening group"),
                                         N_("Information group")};
    (void)view;
    if (strcmp(field, "team") != 0 || index >= (int)(sizeof groups / sizeof groups[0]))
        return false;
    text_copy(text, size, _(groups[index]));
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
    .row_style = row_style,
    .offer = offer,
    .name = name,
};
/* ---- the commander above all, wherever the rank is ---- */

static bool load(struct view *view, struct err *err)
{
    struct contacts *state = view->state;
    struct err none = {0};
    struct contact commander;
    bool found = record_with_text(application_store(view), &contact_table, "post", contact_post_names[POST_COMMANDER],
                                  &commander, &none);
    state->commander = found ? commander : (struct contact){0};
    return found || none.code == ERR_NOT_FOUND || err_set(err, none.code, "%s", none.text);
}

static void status(const struct view *view, struct buffer *out)
{
    const struct contacts *state = view->state;
    char name[NAME_BYTES], phone[PHONE_SIZE];
    if (!state->commander.head.id) {
        buffer_add(out, _("no commander yet"));
        return;
    }
    application_mask(application_of(view), MASK_NAME, state->commander.name, name, sizeof name);
    application_mask(application_of(view), MASK_PHONE, state->commander.phone, phone, sizeof phone);
    buffer_format(out, _("Commander: %1$s %2$s"), name, phone);
}

/* ---- ranks ---- */

static void move(struct view *view, bool up)
{
    const struct contact *contact = register_selected(view);
    struct err err = {0};
    char who[NAME_BYTES];
    if (!contact_move(application_store(view), contact->head.id, contact->head.rev, up, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    name(view, contact, who, sizeof who);
    ui_say(view->ui, MESSAGE_GOOD,
           up ? _("%s is called earlier now.   Ctrl-Z undoes") : _("%s is called later now.   Ctrl-Z undoes"), who);
    application_saved(view);
}

static void run_up(struct view *view)
{
    move(view, true);
}

static void run_down(struct view *view)
{
    move(view, false);
}

static const char *move_why_not(const struct view *view)
{
    const struct record_head *head = register_selected(view);
    const struct contacts *state = view->state;
    if (head && head->voided[0])
        return _("It is void: it has no rank.");
    return state->list.words[0] || state->list.scope != CONTACTS_ALL
               ? _("Others stand between these: show all first (Tab, Esc), then change the rank.")
               : NULL;
}

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
    {.name = "contact.earlier",
     .verb = "contact.move",
     .label = N_("Earlier"),
     .help = N_("The selected contact is called one place earlier."),
     .keys = {'+'},
     .priority = 60,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_up,
     .why_not = move_why_not},
    {.name = "contact.later",
     .verb = "contact.move",
     .label = N_("Later"),
     .help = N_("The selected contact is called one place later."),
     .keys = {'-'},
     .priority = 59,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_down,
     .why_not = move_why_not},
    REGISTER_VOID("contact.void", N_("Voids the selected contact, with a reason.")),
    REGISTER_TURN("contact.which", N_("Shows all, those reachable round the clock, or the void ones.")),
    REGISTER_HISTORY("contact.history", N_("Who changed what of the selected contact, and when.")),
    REGISTER_LOOK("contact.look"),
};
static const struct field fields[] = {
    {.name = "position", .label = N_("Rank"), .hint = N_("1 is called first, empty = last"), .width = 5},
    {.name = "name", .label = N_("Name"), .width = 20, .flags = FIELD_REQUIRED},
    {.name = "post", .label = N_("Position"), .kind = FIELD_CHOICE, .width = 14, .choices = contact_post_labels},
    {.name = "team", .label = N_("Group"), .kind = FIELD_SUGGEST, .width = 24},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "phone2", .label = N_("2nd phone"), .width = 20},
    {.name = "day_night", .label = N_("Round the clock"), .kind = FIELD_CHOICE, .width = 8, .choices = yes_labels},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("contact", fields);

const struct screen_def screen_contact_form = REGISTER_FORM_SCREEN("contact_form", N_("Contact"), &contacts, &form, 66);
const struct screen_def screen_contacts = {
    .name = "contacts",
    .title = N_("Call list"),
    .subject = &contacts,
    .state_size = sizeof(struct contacts),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_STRUCTURE | TOPIC_SESSION,
    .heading = register_heading,
    .load = load,
    .status = status,
};
