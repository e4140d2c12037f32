/* Who came back from elsewhere or came to visit (来返人员, domain.md §3). */
#include "gatepost/arrival.h"
#include "gatepost/labels.h"
#include "gatepost/observation.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("All"),
                                           N_("Returning workers"),
                                           N_("Returning students"),
                                           N_("Visiting relatives"),
                                           N_("From the affected area"),
                                           N_("All and the void"),
                                           NULL};

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct arrival *arrival = record;
    (void)view;
    if (strcmp(column, "affected") != 0)
        return false;
    if (arrival->affected == 1) {
        text_copy(cell->text, sizeof cell->text, _("! yes"));
        cell->style = STYLE_WARNING;
    } else {
        text_copy(cell->text, sizeof cell->text, arrival->affected == 0 ? _("no") : "");
    }
    return true;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    application_mask(application_of(view), MASK_NAME, ((const struct arrival *)record)->name, text, size);
}

static void changed(struct view *view, const char *field)
{
    if (!strcmp(field, "person"))
        register_form_follow_person(view);
    register_form_hush(view);
    if (form_choice(&view->form, "affected") == 2)
        register_form_say(view, NOTE_WARNING,
                          _("! From the affected area: home observation is opened under F9, Arrivals, with +."));
}

/* Who travels together comes by the same train. */
static void next(const struct view *view, const void *saved, void *record)
{
    const struct arrival *from = saved;
    struct arrival *arrival = record;
    (void)view;
    *arrival = *from;
    arrival->head = (struct record_head){0};
    arrival->at = arrival->person_id = arrival->declaration_id = 0;
    arrival->name[0] = arrival->phone[0] = arrival->note[0] = arrival->companions[0] = '\0';
}

static bool is_unknown(const struct view *view)
{
    return !form_text(&view->form, "person")[0];
}

static const struct register_screen arrivals = {
    .rules = &arrival_rules,
    .form = &screen_arrival_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .changed = changed,
    .next = next,
    .name = name,
};
/* The basis is the day they left there; who is observed already is told so by the form. */
static void run_observe(struct view *view)
{
    const struct arrival *arrival = register_selected(view);
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = arrival->person_id;
    observation.place_id = arrival->place_id;
    observation.arrival_id = arrival->head.id;
    observation.basis = BASIS_LEFT;
    observation.basis_day = arrival->left_day;
    const struct register_open open = {.preset = &observation};
    ui_open(view->ui, &screen_observation_form, &open);
}

static const char *observe_why_not(const struct view *view)
{
    const struct arrival *arrival = register_selected(view);
    if (arrival && arrival->head.voided[0])
        return _("It is void.");
    return arrival && !arrival->person_id
               ? _("This is nobody of the register yet: add the person under F9, People, then choose them here, F2.")
               : NULL;
}

static const struct column columns[] = {
    {.heading = N_("Came on"), .name = "returned", .width = 10, .priority = 8},
    {.heading = N_("Household"), .name = "place", .width = 12, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Name"), .name = "name", .width = 8, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Who comes"), .name = "kind", .width = 10, .priority = 7},
    {.heading = N_("From"), .name = "from", .width = 8, .grow = 1, .most = 20, .priority = 8},
    {.heading = N_("Affected"), .name = "affected", .width = 8, .priority = 9},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 5},
    {.heading = N_("Left on"), .name = "left", .width = 10, .priority = 4},
    {.heading = N_("Transport"), .name = "transport", .width = 9, .grow = 1, .priority = 3},
    {.heading = N_("Remark"), .name = "note", .width = 6, .grow = 2, .priority = 2, .free_text = true},
};
static const struct list_def list = REGISTER_LIST(
    columns, N_("Returning workers and students, visiting relatives and others who came stand here. F7 adds one."),
    N_("Nobody matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("arrival.add", &screen_arrival_form,
                 N_("Writes down who came back or came to visit; the form stays open for who came along.")),
    {.name = "arrival.observe",
     .verb = "observation.open",
     .label = N_("Observe"),
     .help = N_("Opens home observation for the selected person, counted from the day they left there."),
     .keys = {'+'},
     .priority = 72,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_observe,
     .why_not = observe_why_not,
     .opens = &screen_observation_form},
    REGISTER_EDIT("arrival.edit", &screen_arrival_form, N_("Corrects the selected arrival.")),
    REGISTER_VOID("arrival.void", N_("Voids the selected arrival, with a reason.")),
    REGISTER_TURN("arrival.which",
                  N_("Shows all, returning workers, students, visiting relatives, those from the affected area.")),
    REGISTER_BOOKLET("arrival.booklet"),
    REGISTER_HISTORY("arrival.history", N_("Who changed what of the selected arrival, and when.")),
    REGISTER_LOOK("arrival.look"),
};
static const struct field fields[] = {
    {.name = "person", .label = N_("Person"), .hint = N_("of the register"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "name", .label = N_("Unknown, name"), .width = 20, .shown = is_unknown, .required = is_unknown},
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("room / who lives there"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "kind",
     .label = N_("Who comes"),
     .hint = N_("1 worker  2 student  3 relative  4 other"),
     .kind = FIELD_CHOICE,
     .width = 12,
     .choices = arrival_kind_labels,
     .flags = FIELD_STOP},
    {.name = "from", .label = N_("From"), .kind = FIELD_SUGGEST, .width = 24, .flags = FIELD_STOP},
    {.name = "affected",
     .label = N_("Affected area"),
     .kind = FIELD_CHOICE,
     .width = 24,
     .choices = answer_labels,
     .flags = FIELD_STOP},
    {.name = "left", .label = N_("Left on"), .hint = N_("4-11, yesterday"), .width = 12, .flags = FIELD_STOP},
    {.name = "returned", .label = N_("Came on"), .hint = N_("4-11, yesterday"), .width = 12, .flags = FIELD_STOP},
    {.name = "transport", .label = N_("Transport"), .hint = N_("with its number"), .width = 20, .flags = FIELD_STOP},
    {.name = "companions", .label = N_("Companions"), .width = 36},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "at",
     .label = N_("Became known"),
     .hint = N_("empty = now"),
     .kept_hint = N_("empty = unchanged"),
     .width = 17},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("arrival", fields);

const struct screen_def screen_arrival_form = REGISTER_FORM_SCREEN("arrival_form", N_("Arrival"), &arrivals, &form, 76);
const struct screen_def screen_arrivals =
    REGISTER_LIST_SCREEN("arrivals", N_("Arrivals"), &arrivals, &list, actions, TOPIC_SCREENING | TOPIC_PEOPLE);
