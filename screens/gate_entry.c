/* The entry form of the gate (F7), the most used form of all: a known resident in 8 keys, z w m Enter 3 6 5 Enter. It
 * stays open for the next person. Its fields are in gate_fields.c, the field "who" in gate_who.c. */
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/gate_fields.h"
#include "screens/gate_phrases.h"
#include "screens/gate_who.h"
#include "screens/registry.h"
#include <stdio.h>

static bool open_entry(struct view *view, const void *argument, struct err *err)
{
    const int64_t *person_id = argument; /* who crosses, NULL: whoever comes next */
    gate_form_reset(view);
    gate_phrases_load(view);
    return !person_id || gate_who_take(view, *person_id, err);
}

/* What is half typed belongs to where the terminal stands now (Ctrl-]): the heading says so, the candidates follow. */
static bool follow_post(struct view *view, struct err *err)
{
    (void)err;
    ((struct gate_form *)view->state)->crossing.checkpoint_id = application_of(view)->checkpoint.id;
    return true;
}

static void say_saved(struct view *view, const struct crossing *crossing)
{
    const struct application *application = application_of(view);
    char when[TIME_SIZE], name[NAME_BYTES], degrees[24] = "", first[8];
    moment_label(crossing->at, when);
    application_mask(application, MASK_NAME, crossing->person_name[0] ? crossing->person_name : crossing->plate, name,
                     sizeof name);
    if (crossing->temp_tenths)
        temperature_format(crossing->retest_tenths ? crossing->retest_tenths : crossing->temp_tenths, degrees);
    if (crossing->abnormal == ABNORMAL_CONFIRMED) {
        temperature_format(crossing->temp_tenths, first);
        snprintf(degrees, sizeof degrees, "%s→%d.%d", first, crossing->retest_tenths / 10,
                 crossing->retest_tenths % 10);
    }
    bool admitted = crossing->decision == DECISION_ADMITTED, forced = admitted && crossing->override_reason[0];
    bool grave = forced || crossing->abnormal == ABNORMAL_CONFIRMED;
    const char *decision = admitted ? "" : _(decision_labels[crossing->decision]), *next = "";
    if (forced)
        next = _("admitted although denied, the duty officer is told");
    else if (crossing->decision == DECISION_HELD)
        next = _(", keep the person here until someone comes");
    ui_say(view->ui, grave ? MESSAGE_WARNING : MESSAGE_GOOD,
           _("Saved %1$s %2$s %3$s %4$s %5$s%6$s%7$s%8$s   Ctrl-Z undoes"), when,
           _(direction_labels[crossing->direction]), name, crossing->place_label, degrees,
           decision[0] || next[0] ? " " : "", decision, next);
}

/* Who is wanted or has an incident is let in only when that was read: saving stops there once. */
static bool warned(struct gate_form *state, const struct crossing *crossing, struct err *err)
{
    const struct gate_advice *worst = &state->advice[0];
    bool warns = state->advice_count && worst->level == ADVICE_WARN && worst->must_read;
    if (state->warned || !warns || crossing->decision != DECISION_ADMITTED)
        return true;
    state->warned = true;
    return err_field(err, ERR_INPUT, "temp", _("Read the warning first. Enter once more files it as admitted."));
}

static bool save(struct view *view, struct err *err)
{
    struct gate_form *state = view->state;
    struct crossing crossing;
    struct gate_visitor visitor;
    if (!follow_post(view, err) || !gate_form_read(view, &crossing, &visitor, err) || !warned(state, &crossing, err))
        return false;
    if (!gate_save(application_store(view), &crossing, &visitor, err)) {
        gate_form_refused(view, &crossing, err);
        return false;
    }
    if (crossing.place_label[0])
        text_copy(state->last_household, sizeof state->last_household, crossing.place_label);
    state->last_person_id = crossing.person_id;
    state->last_crossing_id = crossing.id;
    state->last_at = crossing.at;
    say_saved(view, &crossing);
    gate_form_reset(view);
    application_saved(view);
    return true;
}

static void run_same_household(struct view *view)
{
    const struct gate_form *state = view->state;
    form_set_text(&view->form, "who", state->last_household);
    form_focus(&view->form, "who");
    gate_field_follow(view, "who");
    gate_who_last(view, state->last_person_id);
}

/* The log behind shows the row just filed. */
static void close_entry(struct view *view)
{
    const struct gate_form *state = view->state;
    const struct list_key filed = {.at = state->last_at, .id = state->last_crossing_id};
    struct err ignored = {0};
    if (filed.id && view->opener && view->opener->def == &screen_gate && view->opener->list.loaded)
        list_show(&view->opener->list, view->opener, &filed, &ignored);
}

static const char *same_household_why_not(const struct view *view)
{
    const struct gate_form *state = view->state;
    return state->last_household[0] ? NULL : _("Nobody of a household has been logged here yet.");
}

static void heading(const struct view *view, struct buffer *out)
{
    buffer_format(out, "%s  %s", application_of(view)->checkpoint.name,
                  _(direction_labels[form_choice(&view->form, "direction")]));
}

static const struct action actions[] = {
    {.name = "entry.turn",
     .label = N_("In/Out"),
     .help = N_("Turns the direction, which otherwise follows from who is out."),
     .keys = {KEY_F(6), KEY_ALT('6')},
     .priority = 80,
     .run = gate_turn},
    {.name = "entry.household",
     .label = N_("SameRoom"),
     .help = N_("The next person is of the same household as the last one."),
     .keys = {KEY_CTRL('R')},
     .priority = 75,
     .run = run_same_household,
     .why_not = same_household_why_not},
    {.name = "entry.decide",
     .label = N_("Decide"),
     .help = N_("Opens the decision: admitted, turned away, or held and reported."),
     .keys = {KEY_CTRL('G')},
     .priority = 93,
     .run = gate_decide},
};
static const struct form_def form = {
    .draft = "gate_entry",
    .fields = gate_fields,
    .field_count = GATE_FIELD_COUNT,
    .changed = gate_field_changed,
    .check = gate_field_check,
    .candidate_count = gate_candidate_count,
    .candidate = gate_candidate,
    .choose = gate_choose,
    .note = gate_note,
    .save = save,
};
const struct screen_def screen_gate_entry = {
    .name = "gate_entry",
    .title = N_("New crossing"),
    .state_size = sizeof(struct gate_form),
    .actions = ACTION_TABLE(actions),
    .form = &form,
    .overlay = true,
    .columns = 78,
    .open = open_entry,
    .load = follow_post,
    .close = close_entry,
    .heading = heading,
};
