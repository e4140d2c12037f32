/* What can be added from the booklet: every form opened with the household, and the record behind a line. */
#include "gatepost/arrival.h"
#include "gatepost/expected.h"
#include "gatepost/follow_up.h"
#include "gatepost/parcel.h"
#include "gatepost/pass.h"
#include "gatepost/registers.h"
#include "gatepost/survey.h"
#include "gatepost/time_line_words.h"
#include "gatepost/visit.h"
#include "screens/booklet.h"
#include "screens/flags.h"
#include "screens/history.h"
#include "screens/incidents.h"
#include "screens/register.h"

/* ---- new records ---- */

static void open_new(struct view *view, const struct screen_def *form, const void *preset)
{
    struct register_open open = {.preset = preset};
    ui_open(view->ui, form, &open);
}

static int64_t place_id(const struct view *view)
{
    return ((const struct booklet *)view->state)->place_id;
}

/* The running observation of the selected person, 0: none. */
static int64_t observation_id(const struct view *view)
{
    const struct booklet_member *member = booklet_member(view);
    return member && !member->observation.ended_at ? member->observation.head.id : 0;
}

static void add_reading(struct view *view)
{
    const struct booklet *state = view->state;
    struct half_day half_day = booklet_half_day(view);
    struct reading reading;
    if (state->cell != NO_CELL && state->cells[state->cell].reading_id) {
        booklet_open_record(view, TIME_READING, state->cells[state->cell].reading_id);
        return;
    }
    register_new(&reading_rules, &reading);
    reading.observation_id = observation_id(view);
    reading.day = half_day.day;
    reading.half = half_day.half;
    open_new(view, &screen_reading_form, &reading);
}

static void add_follow_up(struct view *view)
{
    struct follow_up follow_up;
    register_new(&follow_up_rules, &follow_up);
    follow_up.place_id = place_id(view);
    open_new(view, &screen_follow_up_form, &follow_up);
}

static void add_visit(struct view *view)
{
    struct visit visit;
    register_new(&visit_rules, &visit);
    visit.place_id = place_id(view);
    open_new(view, &screen_visit_form, &visit);
}

void booklet_add_supply(struct view *view)
{
    struct supply supply;
    register_new(&supply_rules, &supply);
    supply.place_id = place_id(view);
    open_new(view, &screen_supply_form, &supply);
}

static void add_member(struct view *view)
{
    int64_t place = place_id(view);
    ui_open(view->ui, &screen_person_new, &place);
}

static void show_all(struct view *view)
{
    ui_open_menu(view->ui);
}

const char *booklet_why_no_member(const struct view *view)
{
    return booklet_member(view) ? NULL : _("Nobody of this household is in the register. F7 in part 5 adds somebody.");
}

/* All of these are the same people's to add. */
const char *booklet_why_not_here(const struct view *view)
{
    const struct booklet *state = view->state;
    if (state->tab != TAB_TEMPERATURE)
        return NULL;
    if (!booklet_member(view))
        return booklet_why_no_member(view);
    if (state->cell != NO_CELL && state->cells[state->cell].reading_id)
        return NULL;
    return observation_id(view) ? NULL : _("This person is not under observation; + opens one.");
}

void booklet_add_here(struct view *view)
{
    static void (*const adds[TAB_COUNT])(struct view *) = {
        [TAB_TEMPERATURE] = add_reading,     [TAB_FOLLOW_UPS] = add_follow_up, [TAB_VISITS] = add_visit,
        [TAB_SUPPLIES] = booklet_add_supply, [TAB_MEMBERS] = add_member,       [TAB_RECORDS] = show_all,
    };
    adds[((const struct booklet *)view->state)->tab](view);
}

const char *booklet_why_not_observe(const struct view *view)
{
    const char *why = booklet_why_no_member(view);
    return why || !observation_id(view) ? why
                                        : _("This person is under observation already; Enter in part 5 opens it.");
}

void booklet_add_observation(struct view *view)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.place_id = place_id(view);
    observation.person_id = booklet_member(view)->person.id;
    open_new(view, &screen_observation_form, &observation);
}

const char *booklet_why_not_release(const struct view *view)
{
    const struct booklet_member *member = booklet_member(view);
    if (!observation_id(view))
        return _("This person is not under observation; + opens one.");
    return member->observation.state == OBSERVATION_OBSERVING ? NULL : _("The observation must be verified first.");
}

void booklet_release(struct view *view)
{
    struct register_open open = {.id = observation_id(view)};
    ui_open(view->ui, &screen_observation_release, &open);
}

void booklet_change_term(struct view *view)
{
    const struct observation *observation = &booklet_member(view)->observation;
    struct term_change change = {.observation_id = observation->head.id, .from_day = observation->last_day};
    open_new(view, &screen_observation_term, &change);
}

void booklet_add_pairing(struct view *view)
{
    const struct booklet *state = view->state;
    struct register_open standing = {.id = state->pairing.head.id};
    struct pairing pairing;
    if (standing.id) {
        struct view *form = ui_open(view->ui, &screen_pairing_form, &standing);
        if (form)
            form_focus(&form->form, "person"); /* which household is known */
        return;
    }
    register_new(&pairing_rules, &pairing);
    pairing.place_id = place_id(view);
    open_new(view, &screen_pairing_form, &pairing);
}

void booklet_add_survey(struct view *view)
{
    struct survey survey;
    register_new(&survey_rules, &survey);
    survey.place_id = place_id(view);
    open_new(view, &screen_survey_form, &survey);
}

void booklet_add_arrival(struct view *view)
{
    struct arrival arrival;
    register_new(&arrival_rules, &arrival);
    arrival.place_id = place_id(view);
    open_new(view, &screen_arrival_form, &arrival);
}

void booklet_add_pass(struct view *view)
{
    struct pass pass;
    register_new(&pass_rules, &pass);
    pass.person_id = booklet_member(view)->person.id;
    open_new(view, &screen_pass_form, &pass);
}

void booklet_add_parcel(struct view *view)
{
    struct parcel parcel;
    register_new(&parcel_rules, &parcel);
    parcel.place_id = place_id(view);
    open_new(view, &screen_parcel_form, &parcel);
}

void booklet_add_expected(struct view *view)
{
    struct expected expected;
    register_new(&expected_rules, &expected);
    expected.place_id = place_id(view);
    open_new(view, &screen_expected_form, &expected);
}

void booklet_add_incident(struct view *view)
{
    struct incident incident;
    register_new(&incident_rules, &incident);
    incident.place_id = place_id(view);
    incident.person_id = booklet_member(view)->person.id;
    open_new(view, &screen_incident_form, &incident);
}

void booklet_open_flags(struct view *view)
{
    const struct booklet_member *member = booklet_member(view);
    flags_open(view, member ? member->person.id : 0, place_id(view));
}

/* ---- the record behind a line ---- */

static int64_t request_of_step(const struct view *view, int64_t step_id)
{
    struct supply_step step;
    return record_get(application_store(view), &supply_step_table, step_id, &step, NULL) ? step.supply_id : 0;
}

void booklet_open_record(struct view *view, enum time_line_kind kind, int64_t id)
{
    static const struct {
        const struct screen_def *form;
        bool by_id; /* opened with a pointer to the number alone */
    } forms[TIME_KIND_COUNT] = {
        [TIME_MEMBER] = {&screen_person_form, true},
        [TIME_PASS] = {&screen_pass_form, false},
        [TIME_PASS_LOST] = {&screen_pass_form, false},
        [TIME_CROSSING] = {&screen_gate_edit, true},
        [TIME_READING] = {&screen_reading_form, false},
        [TIME_DECLARATION] = {&screen_declaration_form, false},
        [TIME_FOLLOW_UP] = {&screen_follow_up_form, false},
        [TIME_VISIT] = {&screen_visit_form, false},
        [TIME_SURVEY] = {&screen_survey_form, false},
        [TIME_ARRIVAL] = {&screen_arrival_form, false},
        [TIME_OBSERVATION] = {&screen_observation_form, false},
        [TIME_VERIFIED] = {&screen_observation_form, false},
        [TIME_TOLD] = {&screen_observation_form, false},
        [TIME_LETTER] = {&screen_observation_form, false},
        [TIME_PROMISE] = {&screen_observation_form, false},
        [TIME_OBSERVED_END] = {&screen_observation_form, false},
        [TIME_INCIDENT] = {&screen_incident, true},
        [TIME_INCIDENT_CLOSED] = {&screen_incident, true},
        [TIME_PARCEL] = {&screen_parcel_form, false},
        [TIME_PARCEL_OUT] = {&screen_parcel_form, false},
        [TIME_EXPECTED] = {&screen_expected_form, false},
        [TIME_PAIRING] = {&screen_pairing_form, false},
        [TIME_PATROL] = {&screen_patrol_form, false},
        [TIME_SUPPLY] = {&screen_supply_form, false},
        [TIME_SUPPLY_STEP] = {&screen_supply_form, false},
    };
    struct register_open open = {.id = kind == TIME_SUPPLY_STEP ? request_of_step(view, id) : id};
    if (kind == TIME_FLAG)
        booklet_open_flags(view);
    else if (!forms[kind].form)
        history_open(view, time_line_table(kind), id, time_line_kind_words(kind));
    else
        ui_open(view->ui, forms[kind].form, forms[kind].by_id ? (const void *)&id : &open);
}
