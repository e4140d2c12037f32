/* What residents declared themselves (自主申报, domain.md §3): the queue of those to be checked, oldest first, and the
 * form that corrects one. */
#include "screens/declarations.h"
#include "gatepost/clock.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("To check"), N_("Verified"), N_("Rejected"), N_("All"), NULL};

/* ---- the list ---- */

static void write_days(const struct declaration *declaration, char *text, size_t size)
{
    char left[TIME_SIZE] = "?", came[TIME_SIZE] = "?";
    text_copy(text, size, "");
    if (declaration->left_day)
        day_label(clock_day_start(declaration->left_day), left);
    if (declaration->returned_day)
        day_label(clock_day_start(declaration->returned_day), came);
    if (declaration->left_day || declaration->returned_day)
        snprintf(text, size, "%s/%s", left, came);
}

static void write_state(const struct declaration *declaration, char *text, size_t size)
{
    if (declaration->head.voided[0])
        text_copy(text, size, declaration->head.voided);
    else if (declaration->state == DECLARATION_REJECTED)
        text_copy(text, size, declaration->reason);
    else
        text_copy(text, size, _(declaration_state_labels[declaration->state]));
}

/* Who it is in the register; a household alone says that nobody of it was found. */
static void write_person(const struct view *view, const struct declaration *declaration, char *text, size_t size)
{
    if (declaration->person_id)
        application_mask(application_of(view), MASK_NAME, register_named(view, declaration, "person"), text, size);
    else
        text_copy(text, size, declaration->place_id ? _("unlisted") : "");
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct declaration *declaration = record;
    if (!strcmp(column, "days"))
        write_days(declaration, cell->text, sizeof cell->text);
    else if (!strcmp(column, "state"))
        write_state(declaration, cell->text, sizeof cell->text);
    else if (!strcmp(column, "person"))
        write_person(view, declaration, cell->text, sizeof cell->text);
    else if (!strcmp(column, "affected"))
        text_copy(cell->text, sizeof cell->text, declaration->affected > 0 ? _("yes!") : "");
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct declaration *declaration = record;
    (void)view;
    if (declaration->state != DECLARATION_WAITING)
        return STYLE_MUTED;
    return declaration->affected > 0 ? STYLE_WARNING : STYLE_NORMAL;
}

void declaration_name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct declaration *declaration = record;
    char name[NAME_BYTES];
    application_mask(application_of(view), MASK_NAME, declaration->name, name, sizeof name);
    snprintf(text, size, "%s%s%s", name, declaration->from_place[0] ? " " : "", declaration->from_place);
}

static void run_open(struct view *view)
{
    ui_open(view->ui, &screen_declaration, &((const struct record_head *)register_selected(view))->id);
}

static void note(const struct view *view, struct buffer *out)
{
    const struct declaration *declaration = register_selected(view);
    if (!declaration)
        return;
    if (declaration->head.voided[0]) {
        buffer_format(out, _("void: %s"), declaration->head.voided);
        return;
    }
    if (declaration->state != DECLARATION_WAITING) {
        buffer_format(out, "%s  %s", _(declaration_state_labels[declaration->state]), declaration->reason);
        return;
    }
    buffer_format(out, _("Matched %s."), _(declaration_match_labels[declaration->matched]));
    if (declaration->transport[0])
        buffer_format(out, "  %s", declaration->transport);
    if (declaration->symptoms[0])
        buffer_format(out, _("  Symptoms: %s"), declaration->symptoms);
}

/* ---- the form ---- */

/* What stands in a field now; a masked one is as it was stored. */
static void typed(const struct view *view, const char *field, const char *stored, char *text, size_t size)
{
    const char *now = form_text(&view->form, field);
    text_copy(text, size, mask_is_masked(now) ? stored : now);
}

/* As it would be stored, as far as what is typed can be read. */
static void read_typed(const struct view *view, struct declaration *declaration)
{
    const struct declaration *stored = register_form_record(view);
    char phone[NAME_BYTES], number[NAME_BYTES], phones[PHONE_MOST][PHONE_SIZE] = {0};
    enum id_type type;
    int count = 0;
    *declaration = (struct declaration){.head = stored->head};
    name_parse(form_text(&view->form, "name"), declaration->name, NULL);
    typed(view, "phone", stored->phone, phone, sizeof phone);
    typed(view, "id_number", stored->id_number, number, sizeof number);
    if (phone_parse(phone, phones, &count, NULL))
        text_copy(declaration->phone, sizeof declaration->phone, phones[0]);
    if (!number[0] || !id_parse(number, &type, declaration->id_number, NULL))
        declaration->id_number[0] = '\0';
    if (!date_parse(form_text(&view->form, "returned"), clock_day(clock_now()), &declaration->returned_day, NULL))
        declaration->returned_day = 0;
}

static void warn_same(struct view *view)
{
    struct declaration declaration, other;
    char when[TIME_SIZE], words[NOTE_BYTES];
    register_form_hush(view);
    read_typed(view, &declaration);
    if (!declaration_same(application_store(view), &declaration, &other, NULL))
        return;
    moment_label(other.at, when);
    snprintf(words, sizeof words, _("! Declared already at %1$s for the same day: %2$s."), when,
             _(declaration_state_labels[other.state]));
    register_form_say(view, NOTE_WARNING, words);
}

/* The person's household, unless another was typed. */
static void follow_person(struct view *view)
{
    struct register_form *state = view->state;
    struct person person;
    char label[200];
    int64_t chosen = register_form_person(view, "person");
    if (!chosen || form_text(&view->form, "place")[0] || !person_get(application_store(view), chosen, &person, NULL) ||
        !person.place_id)
        return;
    place_lookup_set(application_store(view), &state->places, person.place_id, label, sizeof label);
    form_set_text(&view->form, "place", label);
}

static void changed(struct view *view, const char *field)
{
    static const char *const telling[] = {"", "name", "phone", "id_number", "returned"};
    if (!strcmp(field, "person"))
        follow_person(view);
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++)
        if (!strcmp(field, telling[i]))
            warn_same(view);
}

const struct register_screen declaration_register = {
    .rules = &declaration_rules,
    .form = &screen_declaration_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .name = declaration_name,
};
static const struct column columns[] = {
    {.heading = N_("Declared at"), .name = "at", .width = 11, .priority = 5},
    {.heading = N_("Name"), .name = "name", .width = 6, .grow = 1, .most = 16, .priority = 9},
    {.heading = N_("Declared room"), .name = "room", .width = 15, .grow = 1, .most = 24, .priority = 7},
    {.heading = N_("Household"), .name = "place", .width = 9, .grow = 1, .most = 24, .priority = 9},
    {.heading = N_("Person"), .name = "person", .width = 6, .grow = 1, .most = 16, .priority = 7},
    {.heading = N_("Matched"), .name = "matched", .width = 8, .grow = 1, .most = 20, .priority = 8},
    {.heading = N_("From"), .name = "from", .width = 6, .grow = 1, .most = 20, .priority = 8},
    {.heading = N_("Risk"), .name = "affected", .width = 4, .grow = 1, .most = 9, .priority = 8},
    {.heading = N_("Left/came"), .name = "days", .width = 11, .priority = 6},
    {.heading = N_("State"), .name = "state", .width = 8, .grow = 1, .most = 20, .priority = 4, .free_text = true},
    {.heading = N_("Came with"), .name = "source", .width = 9, .grow = 1, .priority = 2, .free_text = true},
};
static const struct list_def list = REGISTER_LIST(
    columns,
    N_("What residents declared waits here until somebody has checked it. F9, Import, brings in the form's file or "
       "the text of a chat; F7 writes one down."),
    N_("Nobody matches. Esc shows all again."));
static const struct action actions[] = {
    {.name = "declaration.show",
     .label = N_("Check"),
     .help = N_("Shows the selected declaration beside what the register knows; there it is confirmed or rejected."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open,
     .opens = &screen_declaration},
    REGISTER_ADD("declaration.add", &screen_declaration_form,
                 N_("Writes down what somebody declares by phone or at the door.")),
    REGISTER_EDIT("declaration.edit", &screen_declaration_form,
                  N_("Corrects the selected declaration, or says which household it is about.")),
    REGISTER_VOID("declaration.void", N_("Voids the selected declaration, with a reason.")),
    REGISTER_TURN("declaration.which", N_("Shows those to be checked, the confirmed ones, the rejected ones, or all.")),
    REGISTER_HISTORY("declaration.history", N_("Who changed what of the selected declaration, and when.")),
    REGISTER_LOOK("declaration.look"),
    REGISTER_BOOKLET("declaration.booklet"),
};
static const struct field fields[] = {
    {.name = "name", .label = N_("Name"), .width = 16, .flags = FIELD_REQUIRED},
    {.name = "kind",
     .label = N_("Who comes"),
     .kind = FIELD_CHOICE,
     .width = 16,
     .choices = arrival_kind_labels,
     .flags = FIELD_SAME_LINE},
    {.name = "phone", .label = N_("Phone"), .width = 16},
    {.name = "id_number", .label = N_("ID number"), .width = 20, .flags = FIELD_SAME_LINE},
    {.name = "room", .label = N_("Declared room"), .width = 24},
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("empty: found by number, phone, room"),
     .kind = FIELD_LOOKUP,
     .width = 24},
    {.name = "person", .label = N_("Person"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "from", .label = N_("From"), .kind = FIELD_SUGGEST, .width = 24},
    {.name = "affected",
     .label = N_("Affected area"),
     .kind = FIELD_CHOICE,
     .width = 10,
     .choices = answer_labels,
     .flags = FIELD_SAME_LINE},
    {.name = "left", .label = N_("Left on"), .width = 12},
    {.name = "returned", .label = N_("Came on"), .width = 12, .flags = FIELD_SAME_LINE},
    {.name = "transport", .label = N_("Transport"), .width = 24},
    {.name = "companions", .label = N_("Companions"), .width = 40},
    {.name = "symptoms", .label = N_("Symptoms"), .width = 40},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = REGISTER_FORM("declaration", fields);

const struct screen_def screen_declaration_form =
    REGISTER_FORM_SCREEN("declaration_form", N_("Declaration"), &declaration_register, &form, 76);
const struct screen_def screen_declarations = {
    .name = "declarations",
    .title = N_("Declarations"),
    .subject = &declaration_register,
    .state_size = sizeof(struct register_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_SCREENING | TOPIC_PEOPLE | TOPIC_DAY | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
