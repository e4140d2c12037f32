/* What the list of incidents and the one shown step by step share: the steps, each one key, and the ways in. */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "screens/incidents.h"
#include "screens/registry.h"
#include <stdio.h>

static const struct {
    const char *asks; /* msgid; NULL: nothing to ask */
    const char *done; /* msgid: "%1$s: … at %2$s" */
} step_words[STEP_COUNT] = {
    [STEP_ISOLATED] = {N_("Isolated where"), N_("%1$s: isolated at %2$s   Ctrl-Z undoes")},
    [STEP_REPORTED] = {N_("Reported to"), N_("%1$s: reported at %2$s   Ctrl-Z undoes")},
    [STEP_CALLED] = {NULL, N_("%1$s: ambulance called at %2$s   Ctrl-Z undoes")},
    [STEP_ARRIVED] = {N_("Ambulance, its plate (or nothing)"), N_("%1$s: ambulance here at %2$s   Ctrl-Z undoes")},
    [STEP_HANDED] = {N_("Handed over to"), N_("%1$s: handed over at %2$s   Ctrl-Z undoes")},
};

const struct incident *incident_here(const struct view *view)
{
    if (view->def == &screen_incident)
        return &((const struct incident_screen *)view->state)->incident;
    return register_selected(view);
}

void incident_name(const struct view *view, const void *record, char *text, size_t size)
{
    const struct incident *incident = record;
    struct incident copy = *incident;
    char name[NAME_BYTES] = "", masked[NAME_BYTES];
    struct person person;
    if (incident->person_id && person_get(application_store(view), incident->person_id, &person, NULL))
        text_copy(name, sizeof name, person.name);
    else
        text_copy(name, sizeof name, incident->name);
    application_mask(application_of(view), MASK_NAME, name, masked, sizeof masked);
    copy.person_id = 0; /* the household alone, then the name as it may be shown */
    text_copy(copy.name, sizeof copy.name, masked);
    incident_title(application_store(view), &copy, text, size);
}

/* Of what was asked about, whatever is selected by now. */
static bool step_answered(struct view *view, const char *text, struct err *err)
{
    const struct incident_screen *state = view->state;
    struct incident incident;
    char name[NAME_BYTES], when[TIME_SIZE];
    if (!text)
        return true;
    if (!record_get(application_store(view), &incident_table, state->step_id, &incident, err) ||
        !incident_take_step(application_store(view), state->step_id, state->step_rev, state->step, text, err))
        return false;
    incident_name(view, &incident, name, sizeof name);
    time_label(clock_now(), when);
    ui_say(view->ui, MESSAGE_GOOD, _(step_words[state->step].done), name, when);
    application_saved(view);
    return true;
}

void incident_step_run(struct view *view, enum incident_step step)
{
    struct incident_screen *state = view->state;
    const struct incident *incident = incident_here(view);
    char name[NAME_BYTES];
    struct err err = {0};
    state->step = step;
    state->step_id = incident->head.id;
    state->step_rev = incident->head.rev;
    incident_name(view, incident, name, sizeof name);
    if (step_words[step].asks)
        prompt_line(view, name, _(step_words[step].asks), "", step_answered);
    else if (!step_answered(view, "", &err))
        ui_say_err(view->ui, &err);
}

void incident_run_step(struct view *view)
{
    incident_step_run(view, (enum incident_step)view->running->argument);
}

const char *incident_why_not_open(const struct view *view)
{
    const struct incident *incident = incident_here(view);
    if (!incident)
        return _("No incident is selected.");
    if (incident->head.voided[0])
        return _("This incident is void.");
    return incident->closed_at ? _("This incident is closed already.") : NULL;
}

void incident_run_close(struct view *view)
{
    struct register_open open = {.id = incident_here(view)->head.id};
    ui_open(view->ui, &screen_incident_close, &open);
}

void incident_run_look(struct view *view)
{
    const struct incident *incident = incident_here(view);
    if (incident->phone[0] || !incident->person_id)
        look_open_record(view, &incident_table, incident->head.id);
    else
        look_open(view, incident->person_id, 0);
}

void incident_show(struct view *view, int64_t id)
{
    ui_open(view->ui, &screen_incident, &id);
}

void incident_from_crossing(struct view *view, const struct crossing *crossing)
{
    struct store *store = application_store(view);
    struct incident incident;
    if (incident_of_crossing(store, crossing->id, &incident, NULL) ||
        (crossing->person_id && incident_of_person(store, crossing->person_id, &incident, NULL))) {
        incident_show(view, incident.head.id);
        return;
    }
    register_new(&incident_rules, &incident);
    incident.person_id = crossing->person_id;
    incident.place_id = crossing->place_id;
    incident.checkpoint_id = crossing->checkpoint_id;
    incident.first_tenths = crossing->temp_tenths;
    incident.retest_tenths = crossing->retest_tenths;
    text_copy(incident.name, sizeof incident.name, crossing->person_id ? "" : crossing->plate);
    struct register_open open = {.preset = &incident};
    ui_open(view->ui, &screen_incident_form, &open);
}
