/* Visits of a team at the door: who went, what was found, what was needed and whether it is done (domain.md §4). */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/visit_rules.h"
#include "screens/history.h"
#include "screens/register.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("Valid"), N_("Still needed"), N_("All"), NULL};

static bool is_open(const struct visit *visit)
{
    return visit->needed[0] && !visit->done_at && !visit->head.voided[0];
}

/* The age of what is still needed, the day it was done. */
static void write_state(const struct visit *visit, char *text, size_t size)
{
    char when[TIME_SIZE];
    text_copy(text, size, visit->head.voided);
    if (is_open(visit)) {
        age_label(clock_now() - visit->at, when);
        snprintf(text, size, _("open %s"), when);
    } else if (visit->done_at && !visit->head.voided[0]) {
        moment_label(visit->done_at, when);
        snprintf(text, size, _("done %s"), when);
    }
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    (void)view;
    if (strcmp(column, "state"))
        return false;
    write_state(record, cell->text, sizeof cell->text);
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    (void)view;
    return is_open(record) ? STYLE_WARNING : STYLE_NORMAL;
}

static void name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct visit *visit = record;
    char place[NAME_BYTES], when[TIME_SIZE];
    record_refers(application_store(view), record_find(visit_fields, "place"), record, place, sizeof place);
    moment_label(visit->at, when);
    snprintf(text, size, _("visit %1$.60s %2$s"), place, when);
}

/* ---- the form ---- */

/* The members of the team, until somebody else was typed. */
static void offer_members(struct view *view)
{
    struct team team;
    char members[NAME_BYTES] = "";
    const char *typed = form_text(&view->form, "team");
    if (view->form.fields[form_field(&view->form, "who")].touched)
        return;
    if (typed[0] && record_with_text(application_store(view), &team_table, "name", typed, &team, NULL))
        team_members(&team, members);
    form_set_text(&view->form, "who", members);
}

/* Today's team of the building. */
static void offer_team(struct view *view)
{
    struct place place;
    struct team_day team_day;
    struct team team;
    struct store *store = application_store(view);
    if (view->form.fields[form_field(&view->form, "team")].touched || form_text(&view->form, "team")[0] ||
        !register_form_place(view) || !place_get(store, register_form_place(view), &place, NULL) ||
        !team_of_building(store, clock_day(clock_now()), place.estate, place.room.building, &team_day, NULL) ||
        !record_get(store, &team_table, team_day.team_id, &team, NULL) || team.head.voided[0])
        return;
    form_set_text(&view->form, "team", team.name);
}

static void changed(struct view *view, const char *field)
{
    if (((const struct record_head *)register_form_record(view))->id)
        return;
    if (!field[0] || !strcmp(field, "place"))
        offer_team(view);
    if (!field[0] || !strcmp(field, "place") || !strcmp(field, "team"))
        offer_members(view);
}

static bool is_about_person(const struct view *view)
{
    return ((const struct visit *)register_form_record(view))->observation_id != 0;
}

static bool is_stored(const struct view *view)
{
    return ((const struct record_head *)register_form_record(view))->id != 0;
}

static const struct register_screen visits = {
    .rules = &visit_rules,
    .form = &screen_visit_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .changed = changed,
    .name = name,
};

/* ---- done ---- */

static void run_done(struct view *view)
{
    const struct visit *visit = register_selected(view);
    struct err err = {0};
    char what[NAME_BYTES];
    name(view, visit, what, sizeof what);
    if (!visit_done(application_store(view), visit->head.id, visit->head.rev, &err)) {
        ui_say_err(view->ui, &err);
        return;
    }
    ui_say(view->ui, MESSAGE_GOOD, _("Done: %s   Ctrl-Z undoes"), what);
    application_saved(view);
}

static const char *done_why_not(const struct view *view)
{
    const struct visit *visit = register_selected(view);
    if (!visit || is_open(visit))
        return NULL;
    return visit->head.voided[0] ? _("It is void.") : _("Nothing is open there.");
}

/* The whole of it in the message row: the list has room for its beginning. */
static void note(const struct view *view, struct buffer *out)
{
    const struct visit *visit = register_selected(view);
    if (!visit)
        return;
    buffer_add(out, visit->found);
    if (visit->needed[0])
        buffer_format(out, _("   Needed: %s"), visit->needed);
}

static const struct column columns[] = {
    {.heading = N_("When"), .name = "at", .width = 11, .priority = 9},
    {.heading = N_("Household"), .name = "place", .width = 10, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Team"), .name = "team", .width = 8, .grow = 1, .most = 14, .priority = 7},
    {.heading = N_("Who went"), .name = "who", .width = 10, .grow = 1, .most = 24, .priority = 5, .free_text = true},
    {.heading = N_("Found"), .name = "found", .width = 10, .grow = 3, .priority = 8, .free_text = true},
    {.heading = N_("Needed"), .name = "needed", .width = 10, .grow = 2, .priority = 8, .free_text = true},
    {.heading = N_("State"), .name = "state", .width = 12, .grow = 2, .most = 18, .priority = 8},
    {.heading = N_("Next time"), .name = "next_at", .width = 11, .priority = 4},
};
static const struct list_def list =
    REGISTER_LIST(columns, N_("Visits at the doors of observed households stand here. F7 writes down the first."),
                  N_("No visit matches. Esc shows all again, F7 adds one."));
static const struct action actions[] = {
    {.name = "visit.done",
     .verb = "visit.done",
     .label = N_("Need met"),
     .help = N_("What was needed at the selected visit is done now."),
     .keys = {'+', KEY_CTRL('G')},
     .priority = 78,
     .flags = ACTION_NEEDS_ROW | ACTION_WRITES,
     .run = run_done,
     .why_not = done_why_not},
    REGISTER_ADD("visit.add", &screen_visit_form, N_("Writes down a visit: who went, what was found and needed.")),
    REGISTER_EDIT("visit.edit", &screen_visit_form, N_("Corrects the selected visit.")),
    REGISTER_VOID("visit.void", N_("Voids the selected visit, with a reason.")),
    REGISTER_TURN("visit.which", N_("Shows the valid visits, those where something is still needed, or all.")),
    REGISTER_BOOKLET("visit.booklet"),
    REGISTER_HISTORY("visit.history", N_("Who changed what of the selected visit, and when.")),
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
    {.name = "team", .label = N_("Team"), .kind = FIELD_SUGGEST, .width = 16},
    {.name = "who", .label = N_("Who went"), .hint = N_("the team's members, or names"), .width = 36},
    {.name = "found", .label = N_("Found"), .width = 40, .flags = FIELD_STOP},
    {.name = "needed", .label = N_("Needed"), .hint = N_("empty: nothing"), .width = 40, .flags = FIELD_STOP},
    {.name = "at", .label = N_("When"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 17},
    {.name = "done_at", .label = N_("Done at"), .width = 17, .shown = is_stored},
    {.name = "next_at", .label = N_("Next time"), .hint = N_("tomorrow, 4-12 9:00"), .width = 17},
};
static const struct form_def form = REGISTER_FORM("visit", fields);

const struct screen_def screen_visit_form = REGISTER_FORM_SCREEN("visit_form", N_("Visit"), &visits, &form, 76);
const struct screen_def screen_visits = {
    .name = "visits",
    .title = N_("Visits of the teams"),
    .subject = &visits,
    .state_size = sizeof(struct register_list),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_FOLLOW_UP | TOPIC_PEOPLE | TOPIC_CLOCK | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
