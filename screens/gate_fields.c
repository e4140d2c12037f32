#include "screens/gate_fields.h"

#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/pass.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/gate_phrases.h"
#include "screens/gate_who.h"
#include <stdio.h>
#include <string.h>

static const struct gate_form *form_of(const struct view *view)
{
    return view->state;
}

static bool is_visitor(const struct view *view)
{
    return form_of(view)->visitor;
}

static bool shows_place(const struct view *view)
{
    const struct gate_form *state = form_of(view);
    return state->visitor ||
           (state->known && (state->crossing.class == CLASS_VISITOR || form_text(&view->form, "place")[0]));
}

/* A plate says enough of who it is; but of one that nobody knows the driver is asked, once. */
static bool wants_name(const struct view *view)
{
    const struct gate_form *state = form_of(view);
    bool fresh =
        !state->crossing.vehicle_id && !state->announced && !view->form.fields[form_field(&view->form, "name")].stopped;
    return is_visitor(view) && (fresh || !form_text(&view->form, "plate")[0]);
}

/* A visitor says whom they visit; for couriers and the like the purpose says enough. */
static bool wants_place(const struct view *view)
{
    return shows_place(view) && form_choice(&view->form, "class") == CLASS_VISITOR &&
           form_choice(&view->form, "direction") == DIRECTION_IN && !form_text(&view->form, "purpose")[0];
}

/* Where the setting says so; and what was typed as who it is, or stands in the record. */
static bool shows_pass(const struct view *view)
{
    return form_text(&view->form, "pass_number")[0] ||
           (!form_of(view)->crossing.id && pass_is_asked(application_store(view), form_choice(&view->form, "class")));
}

static bool shows_occupants(const struct view *view)
{
    return form_text(&view->form, "plate")[0];
}

static bool wants_retest(const struct view *view)
{
    return form_of(view)->wants_retest;
}

static bool wants_decision(const struct view *view)
{
    return form_of(view)->wants_decision;
}

static bool not_admitted(const struct view *view)
{
    return wants_decision(view) && form_choice(&view->form, "decision") != DECISION_ADMITTED;
}

static bool wants_override(const struct view *view)
{
    return form_of(view)->wants_override && !not_admitted(view);
}

static bool wants_pass(const struct view *view)
{
    return shows_pass(view) && !form_of(view)->crossing.id && !not_admitted(view) && !wants_override(view) &&
           pass_is_asked(application_store(view), form_choice(&view->form, "class"));
}

#define SUGGEST_HELP N_("Type what it is, or choose with Down and take it with Enter.")

const struct field gate_fields[GATE_FIELD_COUNT] = {
    {.name = "who",
     .label = N_("Who"),
     .hint = N_("room / phone / initials / plate / scan"),
     .kind = FIELD_LOOKUP,
     .width = 24,
     .flags = FIELD_REQUIRED},
    {.name = "name", .label = N_("Name"), .width = 20, .shown = is_visitor, .required = wants_name},
    {.name = "phone", .label = N_("Phone"), .width = 16, .flags = FIELD_SAME_LINE, .shown = is_visitor},
    {.name = "place",
     .label = N_("Visits"),
     .hint = N_("room of the household"),
     .kind = FIELD_LOOKUP,
     .width = 20,
     .missing = N_("Fill in the room visited, or the purpose."),
     .shown = shows_place,
     .required = wants_place},
    {.name = "pass_number",
     .label = N_("Pass"),
     .hint = N_("number; - where none is shown"),
     .missing = N_("Type the number of the pass, or - where none is shown."),
     .width = 16,
     .shown = shows_pass,
     .required = wants_pass},
    {.name = "temp", .label = N_("Temp"), .hint = N_("365 = 36.5"), .width = 8, .flags = FIELD_REQUIRED},
    {.name = "retest",
     .label = N_("Retest"),
     .hint = N_("measure once more"),
     .width = 8,
     .flags = FIELD_SAME_LINE,
     .shown = wants_retest,
     .required = wants_retest},
    {.name = "decision",
     .label = N_("Decision"),
     .kind = FIELD_CHOICE,
     .width = 14,
     .choices = decision_labels,
     .shown = wants_decision},
    {.name = "reason",
     .label = N_("Reason"),
     .help = SUGGEST_HELP,
     .kind = FIELD_SUGGEST,
     .width = 28,
     .flags = FIELD_SAME_LINE,
     .shown = not_admitted,
     .required = not_admitted},
    {.name = "override_reason",
     .label = N_("Admitted because"),
     .help = SUGGEST_HELP,
     .kind = FIELD_SUGGEST,
     .width = 36,
     .shown = wants_override,
     .required = wants_override},
    {.name = "direction", .label = N_("Way"), .kind = FIELD_CHOICE, .width = 8, .choices = direction_labels},
    {.name = "class",
     .label = N_("Class"),
     .kind = FIELD_CHOICE,
     .width = 12,
     .flags = FIELD_SAME_LINE,
     .choices = class_labels},
    {.name = "purpose", .label = N_("Purpose"), .help = SUGGEST_HELP, .kind = FIELD_SUGGEST, .width = 16},
    {.name = "plate", .label = N_("Plate"), .width = 12, .flags = FIELD_SAME_LINE},
    {.name = "occupants", .label = N_("Occupants"), .width = 4, .flags = FIELD_SAME_LINE, .shown = shows_occupants},
    {.name = "coming_from", .label = N_("From"), .width = 16, .shown = is_visitor},
    {.name = "affected_area",
     .label = N_("Affected area"),
     .kind = FIELD_CHOICE,
     .width = 10,
     .flags = FIELD_SAME_LINE,
     .choices = answer_labels,
     .shown = is_visitor},
    {.name = "id_number", .label = N_("ID number"), .width = 20, .shown = is_visitor},
    {.name = "at", .label = N_("Time"), .hint = N_("empty = now"), .kept_hint = N_("empty = unchanged"), .width = 16},
    {.name = "remark", .label = N_("Remark"), .width = 28, .flags = FIELD_SAME_LINE},
};

/* What must be read before saving: asked again whenever who, where or which way changes. */
static void assess(struct view *view)
{
    struct gate_form *state = view->state;
    struct crossing crossing = state->crossing;
    crossing.direction = (enum direction)form_choice(&view->form, "direction");
    crossing.class = (enum crossing_class)form_choice(&view->form, "class");
    if (!crossing.at)
        crossing.at = clock_now();
    gate_form_carried(view, &crossing);
    state->advice_count = 0;
    if (crossing.person_id || crossing.place_id || crossing.vehicle_id || crossing.pass_number[0])
        state->advice_count = gate_assess(application_store(view), &crossing, state->advice, GATE_ADVICE);
    if (!state->advice_count || state->advice[0].level != ADVICE_DENY)
        state->wants_override = state->crossing.id && state->crossing.override_reason[0]; /* why it was, stays */
}

/* A first reading at the fever line opens the retest; a second one there opens the decision (domain.md §2). */
static void follow_temperature(struct view *view)
{
    struct gate_form *state = view->state;
    struct store *store = application_store(view);
    struct err ignored = {0};
    int temp = 0, retest = 0;
    temperature_parse(form_text(&view->form, "temp"), &temp, &ignored);
    state->wants_retest = temp && gate_is_fever(store, temp);
    if (state->wants_retest)
        temperature_parse(form_text(&view->form, "retest"), &retest, &ignored);
    enum decision usual = gate_default_decision(store, temp, retest);
    if (state->decision_turned)
        return;
    state->wants_decision = usual != DECISION_ADMITTED;
    form_set_choice(&view->form, "decision", (int)usual);
    if (view->form.fields[form_field(&view->form, "reason")].touched)
        return;
    char reason[NAME_BYTES] = "";
    if (state->wants_decision)
        gate_fever_reason(&(struct crossing){.temp_tenths = temp, .retest_tenths = retest}, reason, sizeof reason);
    form_set_text(&view->form, "reason", reason);
}

void gate_field_follow(struct view *view, const char *name)
{
    struct gate_form *state = view->state;
    if (gate_phrases_follow(view, name))
        return;
    if (!strcmp(name, "who")) {
        gate_who_changed(view);
    } else if (!strcmp(name, "place")) {
        view->form.fields[form_field(&view->form, "place")].settled = false;
        place_lookup_find(application_store(view), &state->places, form_text(&view->form, "place"));
        state->crossing.place_id = 0;
        state->asked_place = false;
    } else if (!strcmp(name, "temp") || !strcmp(name, "retest")) {
        follow_temperature(view);
        return;
    }
    assess(view);
}

void gate_field_changed(struct view *view, int field)
{
    struct gate_form *state = view->state;
    const char *name = gate_fields[field].name;
    state->direction_turned = state->direction_turned || !strcmp(name, "direction");
    state->class_turned = state->class_turned || !strcmp(name, "class");
    state->decision_turned = state->decision_turned || !strcmp(name, "decision");
    gate_field_follow(view, name);
}

/* A name is more likely the visitor's own, in the wrong field, than somebody's who lives there. */
static bool place_is_meant(struct view *view, int field, struct err *err)
{
    struct gate_form *state = view->state;
    if (!state->asking_place)
        return true;
    state->asking_place = false;
    view->form.fields[field].settled = false;
    return err_field(err, ERR_INPUT, "place",
                     _("This is no room. If that household is meant, take it with Enter once more."));
}

bool gate_field_check(struct view *view, int field, struct err *err)
{
    const char *name = gate_fields[field].name, *text = form_text(&view->form, name);
    int64_t at;
    int tenths;
    if (!strcmp(name, "who"))
        return gate_who_leave(view, err);
    if (!strcmp(name, "place") && !place_is_meant(view, field, err))
        return false;
    if (!text[0])
        return true;
    if (!strcmp(name, "temp") || !strcmp(name, "retest"))
        return temperature_parse(text, &tenths, err);
    if (!strcmp(name, "pass_number"))
        return gate_who_of_pass(view, err);
    if (!strcmp(name, "occupants"))
        return gate_form_occupants(view, &tenths, err);
    if (!strcmp(name, "at"))
        return moment_parse(text, clock_now(), &at, err);
    return true;
}

int gate_candidate_count(const struct view *view, int field)
{
    const struct gate_form *state = view->state;
    if (gate_fields[field].kind == FIELD_SUGGEST)
        return gate_phrases_count(view, gate_fields[field].name);
    if (!strcmp(gate_fields[field].name, "place"))
        return state->places.count;
    return state->known || state->visitor ? 0 : state->candidate_count + state->can_be_new;
}

void gate_candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    const struct gate_form *state = view->state;
    *style = STYLE_NORMAL;
    if (gate_fields[field].kind == FIELD_SUGGEST) {
        const char *phrase = gate_phrase(view, gate_fields[field].name, index);
        text_copy(text, size, phrase ? phrase : "");
    } else if (!strcmp(gate_fields[field].name, "place"))
        place_lookup_text(&state->places, index, application_masks_names(application_of(view)), text, size);
    else
        gate_who_text(view, index, text, size, style);
}

void gate_choose(struct view *view, int field, int index)
{
    struct gate_form *state = view->state;
    char label[200];
    if (gate_fields[field].kind == FIELD_SUGGEST) {
        const char *phrase = gate_phrase(view, gate_fields[field].name, index);
        text_copy(label, sizeof label, phrase ? phrase : "");
        form_set_text(&view->form, gate_fields[field].name, label);
        return;
    }
    if (strcmp(gate_fields[field].name, "place")) {
        gate_who_choose(view, index);
    } else if (state->places.by_name && !state->asked_place) {
        state->asked_place = state->asking_place = true;
        return;
    } else {
        place_lookup_choose(&state->places, index, label, sizeof label);
        form_set_text(&view->form, "place", label);
        view->form.fields[field].settled = true;
        state->crossing.place_id = state->places.chosen;
    }
    assess(view);
}

bool gate_note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    static const enum form_note_level levels[] = {
        [ADVICE_NOTE] = NOTE_PLAIN, [ADVICE_WARN] = NOTE_WARNING, [ADVICE_DENY] = NOTE_DENIED};
    const struct gate_form *state = view->state;
    bool choosing = state->candidates_left > 0 && !state->known && !state->visitor;
    if (choosing && index == 0) {
        bool many = state->candidates_left >= CANDIDATES_LEFT;
        *level = NOTE_WARNING;
        snprintf(text, size, _("! %1$d%2$s more match: type more of it."), state->candidates_left - many,
                 many ? "+" : "");
        return true;
    }
    index -= choosing;
    if (state->letters != LETTERS_NONE && index == 0) {
        *level = NOTE_WARNING;
        snprintf(text, size,
                 state->letters == LETTERS_AS_NAME
                     ? _("! New visitor: the letters \"%s\" were taken as the name.")
                     : _("! New visitor: \"%s\" is nobody's initials. Type the name, or go back to who."),
                 form_text(&view->form, "who"));
        return true;
    }
    index -= state->letters != LETTERS_NONE;
    if (state->just_at && index == 0) {
        char when[TIME_SIZE];
        moment_label(state->just_at, when);
        *level = NOTE_WARNING;
        snprintf(text, size, _("! Logged a moment ago: %1$s %2$s"), when, _(direction_labels[state->just_direction]));
        return true;
    }
    index -= state->just_at != 0;
    if (index >= state->advice_count)
        return false;
    const struct gate_advice *advice = &state->advice[index];
    *level = levels[advice->level];
    if (advice->call[0])
        snprintf(text, size, _("%1$s%2$s   call %3$s"), advice->level != ADVICE_NOTE ? "! " : "", advice->say,
                 advice->call);
    else
        snprintf(text, size, "%s%s", advice->level != ADVICE_NOTE ? "! " : "", advice->say);
    return true;
}

void gate_turn(struct view *view)
{
    int now = form_choice(&view->form, "direction");
    form_set_choice(&view->form, "direction", now == DIRECTION_IN ? DIRECTION_OUT : DIRECTION_IN);
    gate_field_changed(view, form_field(&view->form, "direction"));
}

void gate_decide(struct view *view)
{
    struct gate_form *state = view->state;
    state->wants_decision = true;
    form_focus(&view->form, "decision");
}

void gate_form_reset(struct view *view)
{
    struct gate_form *state = view->state;
    struct gate_form fresh = {
        .crossing = {.checkpoint_id = application_of(view)->checkpoint.id, .affected_area = -1, .mask = true}};
    text_copy(fresh.last_household, sizeof fresh.last_household, state->last_household);
    fresh.phrases = state->phrases;
    fresh.last_person_id = state->last_person_id;
    fresh.last_crossing_id = state->last_crossing_id;
    fresh.last_at = state->last_at;
    *state = fresh;
    form_clear(&view->form);
}
