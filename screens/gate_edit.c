/* Correcting a crossing (F2). When another terminal changed it meanwhile, saving shows theirs and ours field by
 * field. */
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/gate_fields.h"
#include "screens/gate_phrases.h"
#include "screens/registry.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 512 };

static void fill(struct view *view, const struct crossing *crossing)
{
    char text[TEXT_BYTES];
    for (int i = 0; i < GATE_FIELD_COUNT; i++) {
        const struct field *field = &gate_fields[i];
        gate_field_text(application_store(view), crossing, field->name, text, sizeof text);
        if (field->kind != FIELD_CHOICE)
            form_set_text(&view->form, field->name, text);
        else if (text[0])
            form_set_choice(&view->form, field->name, atoi(text));
    }
}

static bool open_edit(struct view *view, const void *argument, struct err *err)
{
    struct gate_form *state = view->state;
    struct crossing *crossing = &state->crossing;
    if (!crossing_get(application_store(view), *(const int64_t *)argument, crossing, err))
        return false;
    view->form.draft_of = crossing->id;
    fill(view, crossing);
    gate_phrases_load(view);
    state->known = true;
    state->direction_turned = state->class_turned = state->decision_turned = true;
    state->wants_retest = crossing->retest_tenths != 0;
    state->wants_decision = crossing->decision != DECISION_ADMITTED || crossing->abnormal == ABNORMAL_CONFIRMED;
    state->wants_override = crossing->override_reason[0] != '\0';
    view->form.fields[form_field(&view->form, "who")].settled = true;
    return true;
}

static bool is_untouched(const struct view *view, const struct crossing *before, const char *name)
{
    char text[TEXT_BYTES];
    gate_field_text(application_store(view), before, name, text, sizeof text);
    return !strcmp(text, form_text(&view->form, name));
}

/* Takes over what the other terminal saved, what this form does not show included; where both changed a field, ours
 * stays and theirs is shown with it. */
static void show_theirs(struct view *view)
{
    struct gate_form *state = view->state;
    struct store *store = application_store(view);
    struct crossing before = state->crossing, theirs;
    struct err ignored = {0};
    char was[TEXT_BYTES], is[TEXT_BYTES];
    if (!crossing_get(store, before.id, &theirs, &ignored))
        return;
    bool same_person = is_untouched(view, &before, "who") && is_untouched(view, &before, "place");
    for (int i = 0; i < GATE_FIELD_COUNT; i++) {
        gate_field_text(store, &before, gate_fields[i].name, was, sizeof was);
        gate_field_text(store, &theirs, gate_fields[i].name, is, sizeof is);
        form_merge_theirs(&view->form, gate_fields[i].name, was, is);
    }
    state->wants_retest = state->wants_retest || theirs.retest_tenths;
    state->wants_decision = state->wants_decision || theirs.decision != DECISION_ADMITTED;
    state->crossing = theirs; /* saved again, it is on top of theirs */
    if (same_person)
        return;
    state->crossing.person_id = before.person_id;
    state->crossing.place_id = before.place_id;
    state->crossing.vehicle_id = before.vehicle_id;
}

static bool save(struct view *view, struct err *err)
{
    struct crossing crossing;
    struct gate_visitor visitor;
    char who[TEXT_BYTES];
    if (!gate_form_read(view, &crossing, &visitor, err))
        return false;
    if (!gate_save(application_store(view), &crossing, &visitor, err)) {
        gate_form_refused(view, &crossing, err);
        if (err->code == ERR_CONFLICT)
            show_theirs(view);
        return false;
    }
    application_mask(application_of(view), MASK_NAME, crossing.person_name[0] ? crossing.person_name : crossing.plate,
                     who, sizeof who);
    ui_say(view->ui, MESSAGE_GOOD, _("Changed: %s   Ctrl-Z undoes"), who);
    application_saved(view);
    view_close(view);
    return true;
}

static void heading(const struct view *view, struct buffer *out)
{
    const struct gate_form *state = view->state;
    char when[TIME_SIZE];
    moment_label(state->crossing.at, when);
    buffer_format(out, "%s  %s", when, state->crossing.checkpoint_name);
}

static const struct action actions[] = {
    {.name = "edit.turn",
     .label = N_("In/Out"),
     .help = N_("Turns the direction."),
     .keys = {KEY_F(6), KEY_ALT('6')},
     .priority = 80,
     .run = gate_turn},
    {.name = "edit.decide",
     .label = N_("Decide"),
     .help = N_("Opens the decision: admitted, turned away, or held and reported."),
     .keys = {KEY_CTRL('G')},
     .priority = 93,
     .run = gate_decide},
};
static const struct form_def form = {
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
const struct screen_def screen_gate_edit = {
    .name = "gate_edit",
    .title = N_("Edit crossing"),
    .state_size = sizeof(struct gate_form),
    .actions = ACTION_TABLE(actions),
    .form = &form,
    .overlay = true,
    .columns = 78,
    .open = open_edit,
    .heading = heading,
};
