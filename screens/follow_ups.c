/* Follow-ups: contacts of the tiers with observed households, and calls after release (domain.md §4). */
#include "gatepost/follow_up_rules.h"
#include "gatepost/moment.h"
#include "gatepost/observation.h"
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
    const struct follow_up *follow_up = record;
    (void)view;
    if (!strcmp(column, "outcome") && follow_up->outcome != FOLLOW_UP_REACHED)
        snprintf(cell->text, sizeof cell->text, "%s%s", follow_up->outcome == FOLLOW_UP_REFUSED ? "/" : "-",
                 _(follow_up_outcome_labels[follow_up->outcome]));
    else if (!strcmp(column, "tier") && follow_up->release_day)
        snprintf(cell->text, sizeof cell->text, _("day %d after"), follow_up->release_day);
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return ((const struct follow_up *)record)->outcome == FOLLOW_UP_REACHED ? STYLE_NORMAL : STYLE_WARNING;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct follow_up *follow_up = record;
    char place[NAME_BYTES], tier[NAME_BYTES];
    record_refers(application_store(view), record_find(follow_up_fields, "place"), record, place, sizeof place);
    record_refers(application_store(view), record_find(follow_up_fields, "tier"), record, tier, sizeof tier);
    snprintf(text, size, "%.60s%s%.40s %.20s", place, tier[0] ? " " : "", tier,
             _(follow_up_outcome_labels[follow_up->outcome]));
}

/* ---- the form ---- */

static bool find_tier(const struct view *view, const char *text, int64_t *id)
{
    struct tier tiers[TIERS_MOST];
    int count = 0;
    if (!tier_list(application_store(view), tiers, TIERS_MOST, &count, NULL))
        return false;
    for (int i = 0; i < count; i++)
        if (!strcmp(tiers[i].name, text)) {
            *id = tiers[i].head.id;
            return true;
        }
    return false;
}

/* The tier's person of the household, until somebody else was typed. */
static void offer_keeper(struct view *view)
{
    struct keeper keeper;
    int64_t tier_id = 0, place_id = register_form_place(view);
    int field = form_field(&view->form, "by");
    if (view->form.fields[field].touched || !place_id || !find_tier(view, form_text(&view->form, "tier"), &tier_id))
        return;
    bool known = keeper_of_tier(application_store(view), place_id, tier_id, &keeper, NULL);
    form_set_text(&view->form, "by", known ? keeper.name : "");
}

static void say_observed(struct view *view)
{
    int64_t place_id = register_form_place(view);
    const struct follow_up *follow_up = register_form_record(view);
    register_form_hush(view);
    if (place_id && !follow_up->release_day && !observation_flags_place(application_store(view), place_id))
        register_form_say(view, NOTE_PLAIN, _("Nobody of this household is under observation now."));
}

static void changed(struct view *view, const char *field)
{
    const struct follow_up *follow_up = register_form_record(view);
    bool is_new = !follow_up->head.id;
    /* Who is called is known then: what came of it is typed. */
    if (!field[0] && is_new && follow_up->release_day)
        form_focus(&view->form, "outcome");
    if (!field[0] || !strcmp(field, "place"))
        say_observed(view);
    if (is_new && (!field[0] || !strcmp(field, "place") || !strcmp(field, "tier")))
        offer_keeper(view);
}

static bool is_about_person(const struct view *view)
{
    return ((const struct follow_up *)register_form_record(view))->observation_id != 0;
}

static bool is_after_release(const struct view *view)
{
    return ((const struct follow_up *)register_form_record(view))->release_day != 0;
}

static bool is_of_tier(const struct view *view)
{
    return !is_after_release(view);
}

static const struct register_screen follow_ups = {
    .rules = &follow_up_rules,
    .form = &screen_follow_up_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("When"), .name = "at", .width = 11, .priority = 9},
    {.heading = N_("Household"), .name = "place", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Tier"), .name = "tier", .width = 8, .grow = 1, .most = 14, .priority = 8},
    {.heading = N_("Outcome"), .name = "outcome", .width = 8, .grow = 1, .most = 12, .priority = 8},
    {.heading = N_("How"), .name = "how", .width = 8, .priority = 5},
    {.heading = N_("By"), .name = "by", .width = 8, .grow = 1, .most = 14, .priority = 7},
    {.heading = N_("What was said"), .name = "words", .width = 13, .grow = 3, .priority = 6, .free_text = true},
    {.heading = N_("Next time"), .name = "next_at", .width = 11, .priority = 4},
    {.heading = N_("Observed"), .name = "observation", .width = 8, .priority = 3, .zoomed_only = true},
};
static const struct list_def list = REGISTER_LIST(
    columns, N_("Contacts with observed households stand here, the newest first. F7 writes down the first."),
    N_("No follow-up matches. Esc shows all again, F7 adds one."));
static const struct action actions[] = {
    REGISTER_ADD("follow_up.add", &screen_follow_up_form, N_("Writes down a contact with a household, or the try.")),
    REGISTER_EDIT("follow_up.edit", &screen_follow_up_form, N_("Corrects the selected follow-up.")),
    REGISTER_VOID("follow_up.void", N_("Voids the selected follow-up, with a reason.")),
    REGISTER_TURN("follow_up.which", N_("Shows the valid follow-ups, or all.")),
    REGISTER_BOOKLET("follow_up.booklet"),
    REGISTER_HISTORY("follow_up.history", N_("Who changed what of the selected follow-up, and when.")),
};
static const struct field fields[] = {
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("room or name"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "observation",
     .label = N_("Observed"),
     .hint = N_("empty: the household"),
     .width = 24,
     .shown = is_about_person},
    {.name = "release_day",
     .label = N_("Day after release"),
     .hint = N_("the call of this day"),
     .width = 5,
     .shown = is_after_release},
    {.name = "tier", .label = N_("Tier"), .kind = FIELD_SUGGEST, .width = 16, .shown = is_of_tier},
    {.name = "outcome", .label = N_("Outcome"), .kind = FIELD_CHOICE, .width = 12, .choices = follow_up_outcome_labels},
    {.name = "how", .label = N_("How"), .kind = FIELD_CHOICE, .width = 12, .choices = follow_up_how_labels},
    {.name = "by",
     .label = N_("Followed up by"),
     .hint = N_("empty: the tier's person"),
     .kind = FIELD_SUGGEST,
     .width = 20},
    {.name = "words", .label = N_("What was said"), .width = 40},
    {.name = "at", .label = N_("When"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 17},
    {.name = "next_at", .label = N_("Next time"), .hint = N_("tomorrow, 4-12 9:00"), .width = 17},
};
static const struct form_def form = REGISTER_FORM("follow_up", fields);

const struct screen_def screen_follow_up_form =
    REGISTER_FORM_SCREEN("follow_up_form", N_("Follow-up"), &follow_ups, &form, 76);
const struct screen_def screen_follow_ups = REGISTER_LIST_SCREEN(
    "follow_ups", N_("Follow-ups"), &follow_ups, &list, actions, TOPIC_FOLLOW_UP | TOPIC_OBSERVATION | TOPIC_PEOPLE);
