/* Between the fields of the gate forms and a crossing. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/labels.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/gate_expected.h"
#include "screens/gate_fields.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fields that are plain texts of the crossing. */
static const struct plain {
    const char *name;
    size_t offset, size;
} plains[] = {
#define PLAIN(name_)                                                                       \
    {                                                                                      \
#name_, offsetof(struct crossing, name_), sizeof(((struct crossing *)NULL)->name_) \
    }
    PLAIN(reason), PLAIN(override_reason), PLAIN(purpose), PLAIN(coming_from), PLAIN(remark), PLAIN(pass_number),
#undef PLAIN
};
enum { PLAIN_COUNT = sizeof plains / sizeof plains[0] };

static bool read_temperature(const struct view *view, const char *name, bool shown, int *tenths, struct err *err)
{
    const char *text = form_text(&view->form, name);
    *tenths = 0;
    if (!shown || !text[0])
        return true;
    if (temperature_parse(text, tenths, err))
        return true;
    err->field = name;
    return false;
}

static bool read_time(const struct view *view, struct crossing *crossing, struct err *err)
{
    const struct gate_form *state = view->state;
    const char *text = form_text(&view->form, "at");
    char shown[TIME_SIZE] = "";
    if (state->crossing.id)
        moment_label(state->crossing.at, shown);
    if (!text[0] || !strcmp(text, shown)) /* untouched: the seconds stay too */
        return true;
    if (moment_parse(text, clock_now(), &crossing->at, err))
        return true;
    err->field = "at";
    return false;
}

static bool read_place(const struct view *view, struct crossing *crossing, struct err *err)
{
    const struct gate_form *state = view->state;
    const char *text = form_text(&view->form, "place");
    if (!text[0] || crossing->place_id)
        return true;
    return place_lookup_result(&state->places, text, "place", &crossing->place_id, err);
}

bool gate_form_occupants(const struct view *view, int *occupants, struct err *err)
{
    struct buffer narrow = {0};
    text_fold_width(&narrow, form_text(&view->form, "occupants"));
    const char *text = buffer_text(&narrow);
    size_t digits = strspn(text, "0123456789");
    bool good = !text[digits] && digits <= 2;
    *occupants = good ? atoi(text) : 0;
    buffer_release(&narrow);
    return good || err_field(err, ERR_INPUT, "occupants", _("How many are in the vehicle? A number from 0 to 99."));
}

void gate_form_carried(const struct view *view, struct crossing *crossing)
{
    const char *plate = form_text(&view->form, "plate");
    char number[24];
    text_copy(crossing->pass_number, sizeof crossing->pass_number, form_text(&view->form, "pass_number"));
    if (plate[0] && (!gate_plate_parse(application_store(view), plate, number, NULL) ||
                     !vehicle_find(application_store(view), number, &crossing->vehicle_id, NULL)))
        crossing->vehicle_id = 0;
}

bool gate_form_read(struct view *view, struct crossing *crossing, struct gate_visitor *visitor, struct err *err)
{
    const struct gate_form *state = view->state;
    const struct form *form = &view->form;
    *crossing = state->crossing;
    memset(visitor, 0, sizeof *visitor);
    crossing->direction = (enum direction)form_choice(form, "direction");
    crossing->class = (enum crossing_class)form_choice(form, "class");
    crossing->decision = state->wants_decision ? (enum decision)form_choice(form, "decision") : DECISION_ADMITTED;
    if (state->visitor)
        crossing->affected_area = form_choice(form, "affected_area") - 1;
    for (int i = 0; i < PLAIN_COUNT; i++)
        text_copy((char *)crossing + plains[i].offset, plains[i].size, form_text(form, plains[i].name));
    if (crossing->decision == DECISION_ADMITTED)
        crossing->reason[0] = '\0';
    if (!state->wants_override || crossing->decision != DECISION_ADMITTED)
        crossing->override_reason[0] = '\0';
    text_copy_narrow(visitor->plate, sizeof visitor->plate, form_text(form, "plate"));
    if (crossing->person_id && !visitor->plate[0])
        crossing->vehicle_id = 0; /* the plate was taken out */
    if (state->visitor) {
        text_copy(visitor->name, sizeof visitor->name, form_text(form, "name"));
        text_copy_narrow(visitor->phone, sizeof visitor->phone, form_text(form, "phone"));
        text_copy_narrow(visitor->id_number, sizeof visitor->id_number, form_text(form, "id_number"));
        gate_expected_unmask(state, visitor);
    }
    if (!gate_form_occupants(view, &crossing->occupants, err))
        return false;
    return read_temperature(view, "temp", true, &crossing->temp_tenths, err) &&
           read_temperature(view, "retest", state->wants_retest, &crossing->retest_tenths, err) &&
           read_time(view, crossing, err) && read_place(view, crossing, err);
}

static void decide(struct view *view, enum decision decision, const char *reason)
{
    struct gate_form *state = view->state;
    state->wants_decision = true;
    form_set_choice(&view->form, "decision", (int)decision);
    if (!form_text(&view->form, "reason")[0])
        form_set_text(&view->form, "reason", reason);
    form_focus(&view->form, "decision");
}

/* Enter turns the person away; who is admitted against a flag is chosen by hand, with a reason. */
static void denied(struct view *view, struct err *err)
{
    struct gate_form *state = view->state;
    struct flag flag;
    if (state->wants_override) /* admitting was chosen: the reason is missing */
        return;
    const char *reason = state->advice_count ? state->advice[0].reason : NULL;
    bool known = state->advice_count && flag_get(application_store(view), state->advice[0].flag_id, &flag, NULL);
    state->wants_override = state->decision_turned = true;
    decide(view, DECISION_TURNED_AWAY, known ? _(flag_kind_labels[flag.kind]) : reason ? _(reason) : "");
    err_set(err, ERR_DENIED, "%s", _("Enter turns the person away; to admit, choose \"Admitted\" and say why."));
}

void gate_fever_reason(const struct crossing *crossing, char *text, size_t size)
{
    char first[8], second[8];
    temperature_format(crossing->temp_tenths, first);
    temperature_format(crossing->retest_tenths, second);
    snprintf(text, size, "%s %s/%s", _("fever"), first, second);
}

void gate_form_refused(struct view *view, const struct crossing *crossing, struct err *err)
{
    struct gate_form *state = view->state;
    char reason[NAME_BYTES];
    if (err->code == ERR_RETEST) {
        state->wants_retest = true;
    } else if (err->code == ERR_DENIED) {
        denied(view, err);
    } else if (err->field && !strcmp(err->field, "expected")) {
        gate_expected_refused(view, err);
    } else if (err->field && !strcmp(err->field, "decision")) {
        gate_fever_reason(crossing, reason, sizeof reason);
        decide(view, DECISION_HELD, reason);
    }
}

void gate_field_text(struct store *store, const struct crossing *crossing, const char *name, char *text, size_t size)
{
    char degrees[8], when[TIME_SIZE];
    int tenths = !strcmp(name, "temp") ? crossing->temp_tenths : !strcmp(name, "retest") ? crossing->retest_tenths : 0;
    text_copy(text, size, "");
    for (int i = 0; i < PLAIN_COUNT; i++) {
        if (!strcmp(name, plains[i].name))
            text_copy(text, size, (const char *)crossing + plains[i].offset);
    }
    if (tenths) {
        temperature_format(tenths, degrees);
        text_copy(text, size, degrees);
    } else if (!strcmp(name, "who")) {
        snprintf(text, size, "%s%s%s", crossing->person_name[0] ? crossing->person_name : crossing->plate,
                 crossing->place_label[0] ? " " : "", crossing->place_label);
    } else if (!strcmp(name, "occupants") && crossing->occupants) {
        snprintf(text, size, "%d", crossing->occupants);
    } else if (!strcmp(name, "plate")) {
        text_copy(text, size, crossing->plate);
    } else if (!strcmp(name, "at")) {
        moment_label(crossing->at, when);
        text_copy(text, size, when);
    } else if (!strcmp(name, "direction")) {
        snprintf(text, size, "%d", (int)crossing->direction);
    } else if (!strcmp(name, "class")) {
        snprintf(text, size, "%d", (int)crossing->class);
    } else if (!strcmp(name, "decision")) {
        snprintf(text, size, "%d", (int)crossing->decision);
    } else if (!strcmp(name, "place") && crossing->class == CLASS_VISITOR && crossing->place_id) {
        struct place_lookup lookup;
        place_lookup_set(store, &lookup, crossing->place_id, text, size);
    }
}
