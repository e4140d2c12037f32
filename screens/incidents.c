/* The register of incidents (domain.md §2, §4): open ones first, how far each has come and how long ago that was; the
 * forms to correct one and to close it. */
#include "screens/incidents.h"
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/history.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

static const char *const scope_labels[] = {N_("incident|Open"), N_("incident|Closed"), N_("All"), N_("Void"), NULL};

/* ---- the list ---- */

static void write_who(const struct view *view, const struct incident *incident, struct cell *cell)
{
    const char *name = incident->person_id ? register_named(view, incident, "person") : incident->name;
    application_mask(application_of(view), MASK_NAME, name, cell->text, sizeof cell->text);
}

/* An open one: since when nothing was done; a closed one: how it ended. */
static void write_age(const struct view *view, const struct incident *incident, struct cell *cell)
{
    char age[TIME_SIZE];
    if (incident->closed_at) {
        text_copy(cell->text, sizeof cell->text, _(incident_result_labels[incident->result]));
        return;
    }
    age_label(clock_now() - incident->stepped_at, age);
    bool late = incident_is_late(application_store(view), incident, clock_now());
    snprintf(cell->text, sizeof cell->text, "%s%s", age, late ? words_context(N_("age| late")) : "");
}

static void write_state(const struct incident *incident, struct cell *cell)
{
    snprintf(cell->text, sizeof cell->text, "%s%s", words_context(incident_state_labels[incident_state_of(incident)]),
             incident->cause_void ? "*" : "");
}

static bool cell(const struct view *view, const void *record, const char *column, struct cell *cell)
{
    const struct incident *incident = record;
    if (!strcmp(column, "who"))
        write_who(view, incident, cell);
    else if (!strcmp(column, "age"))
        write_age(view, incident, cell);
    else if (!strcmp(column, "state"))
        write_state(incident, cell);
    else
        return false;
    return true;
}

static enum style row_style(const struct view *view, const void *record)
{
    const struct incident *incident = record;
    if (incident->closed_at)
        return STYLE_MUTED;
    return incident_is_late(application_store(view), incident, clock_now()) ? STYLE_ALARM : STYLE_NORMAL;
}

static void run_open(struct view *view)
{
    incident_show(view, ((const struct record_head *)register_selected(view))->id);
}

/* ---- the forms ---- */

static void begin(const struct view *view, void *record)
{
    struct incident *incident = record;
    if (!incident->checkpoint_id)
        incident->checkpoint_id = application_of(view)->checkpoint.id;
}

static void changed(struct view *view, const char *field)
{
    if (!strcmp(field, "person"))
        register_form_follow_person(view);
}

/* What comes later is not asked of a new one. */
static bool is_stored(const struct view *view)
{
    return ((const struct register_form *)view->state)->record.head.id != 0;
}

static bool is_unknown(const struct view *view)
{
    return !form_text(&view->form, "person")[0];
}

const struct register_screen incident_register = {
    .rules = &incident_rules,
    .form = &screen_incident_form,
    .scope_labels = scope_labels,
    .cell = cell,
    .row_style = row_style,
    .begin = begin,
    .changed = changed,
    .name = incident_name,
};
static const struct register_screen closing = {
    .rules = &incident_close_rules,
    .form = &screen_incident_close,
    .scope_labels = scope_labels,
    .name = incident_name,
};
/* What can be done about it now, with its keys. */
static void note(const struct view *view, struct buffer *out)
{
    static const char *const labels[STEP_COUNT + 1] = {N_("Isolate"), N_("Report"),   N_("Ambul."),
                                                       N_("Is here"), N_("HandOver"), N_("Finish")};
    const struct incident *incident = register_selected(view);
    if (!incident || incident->closed_at || incident->head.voided[0])
        return;
    buffer_add(out, _("Next:"));
    for (int step = 0; step <= STEP_COUNT; step++)
        if (step == STEP_COUNT || step == STEP_REPORTED || !incident_step_at(incident, (enum incident_step)step))
            buffer_format(out, "  %d %s", step + 1, _(labels[step]));
}

static const struct column columns[] = {
    {.heading = N_("Noticed"), .name = "opened_at", .width = 11, .priority = 8},
    {.heading = N_("Room"), .name = "place", .width = 11, .grow = 1, .most = 20, .priority = 8},
    {.heading = N_("Who"), .name = "who", .width = 8, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Kind"), .name = "kind", .width = 8, .grow = 1, .most = 18, .priority = 6},
    {.heading = N_("Temp"), .name = "retest", .width = 4, .priority = 4},
    {.heading = N_("State"), .name = "state", .width = 8, .grow = 1, .most = 18, .priority = 9},
    {.heading = N_("Waits"), .name = "age", .width = 11, .grow = 1, .most = 20, .priority = 9},
    {.heading = N_("Isolated at"), .name = "isolated", .width = 11, .grow = 3, .priority = 5, .free_text = true},
};
static const struct list_def list = REGISTER_LIST(
    columns, N_("Fevers and suspicions stand here until they are closed by name. There is none. F7 opens one by hand."),
    N_("Nothing matches. Esc shows all again."));
static const struct action actions[] = {
    REGISTER_ADD("incident.add", &screen_incident_form, N_("Opens an incident by hand: a suspicion, symptoms.")),
    {.name = "incident.show",
     .label = N_("Steps"),
     .help = N_("Shows the selected incident step by step."),
     .keys = {KEY_ENTER, 'o'},
     .priority = 72,
     .flags = ACTION_NEEDS_ROW,
     .run = run_open,
     .opens = &screen_incident},
    INCIDENT_ACTIONS,
    REGISTER_EDIT("incident.edit", &screen_incident_form, N_("Corrects the selected incident.")),
    LOOK_ACTION("incident.look", incident_run_look),
    REGISTER_VOID("incident.void", N_("Voids the selected incident, with a reason.")),
    REGISTER_TURN("incident.which", N_("Shows the open ones, the closed ones, all, or the void ones.")),
    REGISTER_BOOKLET("incident.booklet"),
    REGISTER_HISTORY("incident.history", N_("Who changed what of the selected incident, and when.")),
};
static const struct field fields[] = {
    {.name = "person", .label = N_("Person"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "name", .label = N_("Unknown, name"), .width = 24, .shown = is_unknown},
    {.name = "place", .label = N_("Household"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "phone", .label = N_("Phone"), .width = 20},
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 16, .choices = incident_kind_labels},
    {.name = "opened_at", .label = N_("Noticed"), .hint = N_("empty: now"), .width = 16},
    {.name = "first", .label = N_("1st reading"), .width = 6},
    {.name = "retest", .label = N_("Retest"), .width = 6},
    {.name = "symptoms", .label = N_("Symptoms"), .width = 40},
    {.name = "isolated", .label = N_("Isolated at"), .width = 30},
    {.name = "isolated_at", .label = N_("since"), .hint = N_("empty: now"), .width = 16, .shown = is_stored},
    {.name = "reported", .label = N_("Reported to"), .width = 40},
    {.name = "reported_at", .label = N_("at"), .hint = N_("empty: now"), .width = 16, .shown = is_stored},
    {.name = "called_at", .label = N_("Ambulance called"), .width = 16, .shown = is_stored},
    {.name = "arrived_at", .label = N_("Ambulance came"), .width = 16, .shown = is_stored},
    {.name = "ambulance", .label = N_("Ambulance"), .width = 20, .shown = is_stored},
    {.name = "handed", .label = N_("Handed over to"), .width = 30, .shown = is_stored},
    {.name = "handed_at", .label = N_("at"), .hint = N_("empty: now"), .width = 16, .shown = is_stored},
    {.name = "result",
     .label = N_("Result"),
     .kind = FIELD_CHOICE,
     .width = 20,
     .choices = incident_result_labels,
     .shown = is_stored},
    {.name = "outcome", .label = N_("In words"), .width = 40, .shown = is_stored},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = REGISTER_FORM("incident", fields);
static const struct field close_fields[] = {
    {.name = "result", .label = N_("Result"), .kind = FIELD_CHOICE, .width = 20, .choices = incident_result_labels},
    {.name = "outcome", .label = N_("In words"), .width = 40},
};
static const struct form_def close_form = REGISTER_FORM("incident_close", close_fields);

const struct screen_def screen_incident_form =
    REGISTER_FORM_SCREEN("incident_form", N_("Incident"), &incident_register, &form, 0);
const struct screen_def screen_incident_close =
    REGISTER_FORM_SCREEN("incident_close", N_("Close the incident"), &closing, &close_form, 66);
const struct screen_def screen_incidents = {
    .name = "incidents",
    .title = N_("Incidents"),
    .subject = &incident_register,
    .state_size = sizeof(struct incident_screen),
    .actions = ACTION_TABLE(actions),
    .list = &list,
    .topics = TOPIC_INCIDENT | TOPIC_PEOPLE | TOPIC_SETTING | TOPIC_CLOCK | TOPIC_SESSION,
    .heading = register_heading,
    .note = note,
};
