/* The tiers of follow-up as the community has them, and the form that says who of one follows up a household
 * (domain.md §4). */
#include "gatepost/labels.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/tier_rules.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    (void)view;
    if (strcmp(column, "daily"))
        return false;
    text_copy(cell->text, sizeof cell->text, ((const struct tier *)record)->daily ? _("every day") : "");
    return true;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    (void)view;
    text_copy(text, size, ((const struct tier *)record)->name);
}

/* Files made before there were tiers have none. */
static void run_usual(struct view *view)
{
    struct err err = {0};
    if (!tier_begin(application_store(view), &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, "%s", _("The four usual tiers are there.   Ctrl-Z undoes"));
    application_saved(view);
}

static const char *usual_why_not(const struct view *view)
{
    return view->list.count ? _("There are tiers already. F7 adds another.") : NULL;
}

static const struct register_screen tiers = {
    .rules = &tier_rules,
    .form = &screen_tier_form,
    .cell = cell,
    .name = name,
};
static const struct column columns[] = {
    {.heading = N_("Rank"), .name = "position", .width = 4, .priority = 9, .right = true},
    {.heading = N_("Tier"), .name = "name", .width = 16, .grow = 1, .most = 40, .priority = 9},
    {.heading = N_("Daily"), .name = "daily", .width = 10, .priority = 8},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Who follows up observed households stands here: F7 adds a tier, + the four usual ones."),
                  N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("tier.add", &screen_tier_form, N_("Adds a tier of follow-up.")),
    REGISTER_EDIT("tier.edit", &screen_tier_form, N_("Renames the selected tier, or changes its rank.")),
    REGISTER_VOID("tier.void", N_("Voids the selected tier, with a reason; not while it has follow-up persons.")),
    {.name = "tier.usual",
     .verb = "tier.add",
     .label = N_("Usual"),
     .help = N_("Adds the four usual tiers: cadre, medical staff, grid worker, volunteer."),
     .keys = {'+'},
     .priority = 60,
     .flags = ACTION_WRITES,
     .run = run_usual,
     .why_not = usual_why_not},
    REGISTER_HISTORY("tier.history", N_("Who changed what of the selected tier, and when.")),
};
static const struct field fields[] = {
    {.name = "name", .label = N_("Tier"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "position", .label = N_("Rank"), .hint = N_("empty: the last"), .width = 4},
    {.name = "daily", .label = N_("Daily"), .kind = FIELD_CHOICE, .width = 8, .choices = yes_labels},
};
static const struct form_def form = REGISTER_FORM("tier", fields);

const struct screen_def screen_tier_form = REGISTER_FORM_SCREEN("tier_form", N_("Tier"), &tiers, &form, 60);
const struct screen_def screen_tiers =
    REGISTER_LIST_SCREEN("tiers", N_("Tiers of follow-up"), &tiers, &list, actions, TOPIC_FOLLOW_UP);

/* ---- the form of a keeper ---- */

static void keeper_name(const struct view *view, const void *record, char *text, size_t size)
{
    char place[NAME_BYTES], who[NAME_BYTES];
    record_refers(application_store(view), record_find(keeper_fields, "place"), record, place, sizeof place);
    application_mask(application_of(view), MASK_NAME, ((const struct keeper *)record)->name, who, sizeof who);
    snprintf(text, size, "%.60s %.60s", place, who);
}

static bool has_no_person(const struct view *view)
{
    return !form_text(&view->form, "person")[0];
}

static const struct register_screen keepers = {
    .rules = &keeper_rules, .form = &screen_keeper_form, .name = keeper_name};
static const struct field keeper_fields_shown[] = {
    {.name = "place",
     .label = N_("Household"),
     .hint = N_("room or name"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "tier", .label = N_("Tier"), .kind = FIELD_SUGGEST, .width = 16, .flags = FIELD_REQUIRED},
    {.name = "person",
     .label = N_("Person"),
     .hint = N_("of the register, or below"),
     .kind = FIELD_LOOKUP,
     .width = 24},
    {.name = "name", .label = N_("Followed up by"), .kind = FIELD_SUGGEST, .width = 24, .required = has_no_person},
    {.name = "phone", .label = N_("Phone"), .width = 20},
};
static const struct form_def keeper_form = REGISTER_FORM("keeper", keeper_fields_shown);

const struct screen_def screen_keeper_form =
    REGISTER_FORM_SCREEN("keeper_form", N_("Follow-up person"), &keepers, &keeper_form, 74);
