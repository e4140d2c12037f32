/* One household, one helper: standing pairings with a volunteer and a substitute (domain.md §4). */
#include "gatepost/moment.h"
#include "gatepost/observation.h"
#include "gatepost/pairing.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("Valid"), N_("All"), NULL};

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct pairing *pairing = record;
    (void)view;
    if (!strcmp(column, "why"))
        text_copy(cell->text, sizeof cell->text, pairing->head.voided[0] ? pairing->head.voided : pairing->note);
    else if (!strcmp(column, "from"))
        day_label(pairing->from_at, cell->text);
    else
        return false;
    return true;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    char place[NAME_BYTES], helper[NAME_BYTES];
    record_refers(application_store(view), record_find(pairing_fields, "place"), record, place, sizeof place);
    application_mask(application_of(view), MASK_NAME, ((const struct pairing *)record)->name, helper, sizeof helper);
    snprintf(text, size, "%.60s %.60s", place, helper);
}

/* ---- the form: what must be read before saving ---- */

static void say_replaced(struct view *view)
{
    const struct record_head *head = register_form_record(view);
    struct pairing standing;
    char helper[NAME_BYTES], words[NOTE_BYTES];
    if (!register_form_place(view) ||
        !pairing_of_place(application_store(view), register_form_place(view), &standing, NULL) ||
        standing.head.id == head->id)
        return;
    application_mask(application_of(view), MASK_NAME, standing.name, helper, sizeof helper);
    snprintf(words, sizeof words, _("! %.80s helps this household now: saving ends that pairing."), helper);
    register_form_say(view, NOTE_WARNING, words);
}

static void say_observed(struct view *view, const char *field)
{
    struct person person;
    char who[NAME_BYTES], words[NOTE_BYTES];
    if (!register_form_person(view, field) ||
        !person_get(application_store(view), register_form_person(view, field), &person, NULL) || !person.place_id ||
        !observation_flags_place(application_store(view), person.place_id))
        return;
    application_mask(application_of(view), MASK_NAME, person.name, who, sizeof who);
    snprintf(words, sizeof words, _("! %1$.60s lives in %2$.60s, which is under observation itself."), who,
             person.place_label);
    register_form_say(view, NOTE_WARNING, words);
}

static void changed(struct view *view, const char *field)
{
    if (field[0] && strcmp(field, "place") && strcmp(field, "person") && strcmp(field, "substitute_person"))
        return;
    register_form_hush(view);
    say_replaced(view);
    say_observed(view, "person");
    say_observed(view, "substitute_person");
}

static bool has_no_helper(const struct view *view)
{
    return !form_text(&view->form, "person")[0];
}

static bool has_no_substitute(const struct view *view)
{
    return !form_text(&view->form, "substitute_person")[0];
}

static const struct register_screen pairings = {
    .rules = &pairing_rules,
    .form = &screen_pairing_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .changed = changed,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Household"), .name = "place", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Helper"), .name = "name", .width = 8, .grow = 1, .most = 14, .priority = 9},
    {.heading = N_("Phone"), .name = "phone", .width = 13, .priority = 7},
    {.heading = N_("Substitute"), .name = "substitute", .width = 10, .grow = 1, .most = 14, .priority = 8},
    {.heading = N_("Phone"), .name = "substitute_phone", .width = 13, .priority = 4},
    {.heading = N_("Since"), .name = "from", .width = 6, .priority = 6},
    {.heading = N_("Remark"), .name = "why", .width = 8, .grow = 2, .priority = 3, .free_text = true},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Who helps which household stands here, by the name of the helper. F7 pairs the first."),
                  N_("No pairing matches. Esc shows all again, F7 adds one."));
static const struct action actions[] = {
    REGISTER_ADD("pairing.add", &screen_pairing_form,
                 N_("Pairs a household with a helper; a pairing it had before ends.")),
    REGISTER_EDIT("pairing.edit", &screen_pairing_form, N_("Corrects the selected pairing.")),
    REGISTER_VOID("pairing.void", N_("Ends the selected pairing, with a reason.")),
    {.name = "pairing.missing",
     .label = N_("NoHelper"),
     .help = N_("Shows the observed households that nobody helps yet."),
     .keys = {'+', KEY_CTRL('G')},
     .priority = 60,
     .opens = &screen_helperless},
    REGISTER_TURN("pairing.which", N_("Shows the pairings that hold, or all.")),
    REGISTER_LOOK("pairing.look"),
    REGISTER_BOOKLET("pairing.booklet"),
    REGISTER_HISTORY("pairing.history", N_("Who changed what of the selected pairing, and when.")),
};
static const struct field fields[] = {
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("room or name"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "person",
     .label = N_("Helper"),
     .hint = N_("of the register, or below"),
     .kind = FIELD_LOOKUP,
     .width = 24},
    {.name = "name",
     .label = N_("Helper's name"),
     .hint = N_("from elsewhere"),
     .width = 24,
     .required = has_no_helper},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "substitute_person",
     .label = N_("Substitute"),
     .hint = N_("of the register, or below"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_STOP},
    {.name = "substitute",
     .label = N_("Substitute's name"),
     .hint = N_("from elsewhere"),
     .width = 24,
     .shown = has_no_substitute},
    {.name = "substitute_phone", .label = N_("Phone"), .width = 20},
    {.name = "from",
     .label = N_("Since"),
     .hint = N_("empty = now"),
     .kept_hint = N_("empty = unchanged"),
     .width = 17},
    {.name = "note", .label = N_("Remark"), .width = 36},
};
static const struct form_def form = REGISTER_FORM("pairing", fields);

const struct screen_def screen_pairing_form =
    REGISTER_FORM_SCREEN("pairing_form", N_("One household, one helper"), &pairings, &form, 74);
const struct screen_def screen_pairings =
    REGISTER_LIST_SCREEN("pairings", N_("One household, one helper"), &pairings, &list, actions,
                         TOPIC_FOLLOW_UP | TOPIC_OBSERVATION | TOPIC_PEOPLE);
