/* Adding or correcting a person. Phone and ID stay masked: a new one is typed whole, an untouched one is kept. */
#include "gatepost/labels.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/place_field.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

struct person_form {
    struct person person;
    struct place_lookup places;
    char masked_phone[PHONE_SIZE], masked_phone2[PHONE_SIZE], masked_id[24]; /* as shown at first */
};

/* What a field says of a person; of a choice its number. */
static void field_text(struct store *store, const struct person *person, const char *name, char *text, size_t size)
{
    struct place_lookup lookup;
    text_copy(text, size, "");
    if (!strcmp(name, "name"))
        text_copy(text, size, person->name);
    else if (!strcmp(name, "note"))
        text_copy(text, size, person->note);
    else if (!strcmp(name, "kind"))
        snprintf(text, size, "%d", (int)person->kind);
    else if (!strcmp(name, "place"))
        place_lookup_set(store, &lookup, person->place_id, text, size);
    else if (!strcmp(name, "phone"))
        mask_value(MASK_PHONE, person->phone, text, size);
    else if (!strcmp(name, "phone2"))
        mask_value(MASK_PHONE, person->phone2, text, size);
    else if (!strcmp(name, "id_number"))
        mask_value(MASK_ID, person->id_number, text, size);
}

/* The person as stored: what is edited from now on. */
static void take_person(struct view *view, const struct person *person)
{
    struct person_form *state = view->state;
    state->person = *person;
    mask_value(MASK_PHONE, person->phone, state->masked_phone, sizeof state->masked_phone);
    mask_value(MASK_PHONE, person->phone2, state->masked_phone2, sizeof state->masked_phone2);
    mask_value(MASK_ID, person->id_number, state->masked_id, sizeof state->masked_id);
}

static bool open_form(struct view *view, const void *argument, struct err *err)
{
    struct person_form *state = view->state;
    struct store *store = application_store(view);
    const struct form_def *def = view->form.def;
    struct person person;
    char text[NOTE_BYTES];
    if (!argument)
        return true;
    if (view->def == &screen_person_new) { /* a new one of this household */
        place_lookup_set(store, &state->places, *(const int64_t *)argument, text, sizeof text);
        form_set_text(&view->form, "place", text);
        view->form.fields[form_field(&view->form, "place")].settled = true;
        return true;
    }
    if (!person_get(store, *(const int64_t *)argument, &person, err))
        return false;
    view->form.draft_of = person.id;
    take_person(view, &person);
    for (int i = 0; i < def->field_count; i++) {
        field_text(store, &person, def->fields[i].name, text, sizeof text);
        form_set_text(&view->form, def->fields[i].name, text);
    }
    place_lookup_set(store, &state->places, person.place_id, text, sizeof text);
    return true;
}

static void changed(struct view *view, int field)
{
    struct person_form *state = view->state;
    if (strcmp(view->form.def->fields[field].name, "place"))
        return;
    view->form.fields[field].settled = false;
    place_lookup_find(application_store(view), &state->places, form_text(&view->form, "place"));
}

static int candidate_count(const struct view *view, int field)
{
    (void)field;
    return ((const struct person_form *)view->state)->places.count;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    (void)field;
    place_lookup_text(&((const struct person_form *)view->state)->places, index, text, size);
    *style = STYLE_NORMAL;
}

static void choose(struct view *view, int field, int index)
{
    struct person_form *state = view->state;
    char label[200];
    place_lookup_choose(&state->places, index, label, sizeof label);
    form_set_text(&view->form, "place", label);
    view->form.fields[field].settled = true;
}

/* The number typed, or the stored one when the masked one stands there untouched. */
static void take_number(const struct view *view, const char *name, const char *masked, char *stored, size_t size)
{
    const char *typed = form_text(&view->form, name);
    if (!masked[0] || strcmp(typed, masked))
        text_copy(stored, size, typed);
}

/* Saved again, it is on top of what the other terminal saved. */
static void show_theirs(struct view *view, const struct person *theirs)
{
    struct person_form *state = view->state;
    struct store *store = application_store(view);
    const struct form_def *def = view->form.def;
    char was[NOTE_BYTES], is[NOTE_BYTES];
    field_text(store, &state->person, "place", was, sizeof was);
    bool same_place = !strcmp(form_text(&view->form, "place"), was);
    for (int i = 0; i < def->field_count; i++) {
        field_text(store, &state->person, def->fields[i].name, was, sizeof was);
        field_text(store, theirs, def->fields[i].name, is, sizeof is);
        form_merge_theirs(&view->form, def->fields[i].name, was, is);
    }
    if (same_place)
        place_lookup_set(store, &state->places, theirs->place_id, is, sizeof is);
    take_person(view, theirs);
}

static bool save(struct view *view, struct err *err)
{
    struct person_form *state = view->state;
    struct store *store = application_store(view);
    struct person person = state->person;
    text_copy(person.name, sizeof person.name, form_text(&view->form, "name"));
    person.kind = (enum person_kind)form_choice(&view->form, "kind");
    if (!place_lookup_result(&state->places, form_text(&view->form, "place"), "place", &person.place_id, err))
        return false;
    take_number(view, "phone", state->masked_phone, person.phone, sizeof person.phone);
    take_number(view, "phone2", state->masked_phone2, person.phone2, sizeof person.phone2);
    take_number(view, "id_number", state->masked_id, person.id_number, sizeof person.id_number);
    text_copy(person.note, sizeof person.note, form_text(&view->form, "note"));
    if (people_add_person(store, &person, err)) {
        ui_say(view->ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), person.name);
        application_saved(view);
        view_close(view);
        return true;
    }
    struct person theirs;
    if (err->code == ERR_CONFLICT && person_get(store, person.id, &theirs, &(struct err){0}))
        show_theirs(view, &theirs);
    return false;
}

static const struct field fields[] = {
    {.name = "name", .label = N_("Name"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 12, .choices = person_kind_labels},
    {.name = "place", .label = N_("Room"), .hint = N_("12-2-1203 or 1221203"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "phone", .label = N_("Phone"), .hint = N_("11 digits, or with area code"), .width = 20},
    {.name = "phone2", .label = N_("2nd phone"), .width = 20},
    {.name = "id_number", .label = N_("ID number"), .hint = N_("may stay empty"), .width = 20},
    {.name = "note", .label = N_("Remark"), .width = 40},
};
static const struct form_def form = {
    .draft = "person",
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .changed = changed,
    .candidate_count = candidate_count,
    .candidate = candidate,
    .choose = choose,
    .save = save,
};
#define PERSON_SCREEN(screen_name, screen_title)                                                             \
    {                                                                                                        \
        .name = screen_name, .title = screen_title, .state_size = sizeof(struct person_form), .form = &form, \
        .overlay = true, .columns = 72, .open = open_form                                                    \
    }
const struct screen_def screen_person_form = PERSON_SCREEN("person_form", N_("Edit person"));
const struct screen_def screen_person_new = PERSON_SCREEN("person_new", N_("New person"));
