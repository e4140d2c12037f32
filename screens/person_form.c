/* Adding or correcting a person. Phone and ID stay masked: a new one is typed whole, an untouched one is kept. */
#include "gatepost/labels.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/application.h"
#include "screens/person_double.h"
#include "screens/place_field.h"
#include "screens/registry.h"
#include <stdio.h>
#include <string.h>

enum { DOUBLES_MOST = 3, SAME_OPEN = SAME_COUNT };
struct person_form {
    struct person person;
    struct person_double doubles[DOUBLES_MOST]; /* who may be the same, the likeliest first */
    int double_count;
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

/* The number typed, or the stored one when the masked one stands there untouched. */
static void take_number(const struct view *view, const char *name, const char *masked, char *stored, size_t size)
{
    const char *typed = form_text(&view->form, name);
    if (!masked[0] || strcmp(typed, masked))
        text_copy_narrow(stored, size, typed);
}

/* ---- who may be the same ---- */

/* What is typed, as it would be stored; what is no name or number yet is left out. */
static void take_typed(const struct view *view, struct person *person)
{
    const struct person_form *state = view->state;
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    enum id_type type;
    *person = state->person;
    person->name[0] = '\0';
    name_parse(form_text(&view->form, "name"), person->name, NULL);
    if (!place_lookup_result(&state->places, form_text(&view->form, "place"), "place", &person->place_id, NULL))
        person->place_id = 0;
    take_number(view, "phone", state->masked_phone, person->phone, sizeof person->phone);
    if (!phone_parse(person->phone, phones, &count, NULL))
        phones[0][0] = phones[1][0] = '\0';
    text_copy(person->phone, sizeof person->phone, phones[0]);
    take_number(view, "phone2", state->masked_phone2, person->phone2, sizeof person->phone2);
    if (count < 2 && phone_parse(person->phone2, phones, &count, NULL))
        text_copy(phones[1], sizeof phones[1], phones[0]);
    text_copy(person->phone2, sizeof person->phone2, phones[1]);
    take_number(view, "id_number", state->masked_id, person->id_number, sizeof person->id_number);
    if (!id_parse(person->id_number, &type, person->id_number, NULL))
        person->id_number[0] = '\0';
}

static void find_doubles(struct view *view)
{
    struct person_form *state = view->state;
    struct person typed;
    take_typed(view, &typed);
    if (!doubles_of(application_store(view), &typed, state->doubles, DOUBLES_MOST, &state->double_count, NULL))
        state->double_count = 0;
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
    find_doubles(view);
    return true;
}

/* Only somebody with the same ID number has to be decided on, and only while that number is new here. */
static bool asks_same(const struct view *view)
{
    const struct person_form *state = view->state;
    return state->double_count > 0 && (state->doubles[0].by & DOUBLE_ID) &&
           strcmp(state->doubles[0].person.id_number, state->person.id_number) != 0;
}

static bool note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct person_form *state = view->state;
    char who[200];
    if (index >= state->double_count)
        return false;
    unsigned by = state->doubles[index].by;
    person_double_text(view, &state->doubles[index].person, by, who, sizeof who);
    snprintf(text, size, by & DOUBLE_LIKELY ? _("In the register already? %s") : _("In the register: %s"), who);
    *level = by & DOUBLE_LIKELY ? NOTE_WARNING : NOTE_PLAIN;
    return true;
}

/* The record that is there already; what was typed fills what is empty in it. */
static void open_same(struct view *view)
{
    static const char *const filled[] = {"place", "phone", "phone2", "note"};
    const struct person_form *state = view->state;
    int64_t id = state->doubles[0].person.id;
    char typed[sizeof filled / sizeof filled[0]][NOTE_BYTES];
    for (size_t i = 0; i < sizeof filled / sizeof filled[0]; i++)
        text_copy(typed[i], sizeof typed[i], form_text(&view->form, filled[i]));
    view_close(view);
    struct view *opened = ui_open(view->ui, &screen_person_form, &id);
    for (size_t i = 0; opened && i < sizeof filled / sizeof filled[0]; i++) {
        if (form_text(&opened->form, filled[i])[0] || !typed[i][0])
            continue;
        form_set_text(&opened->form, filled[i], typed[i]);
        opened->form.def->changed(opened, form_field(&opened->form, filled[i]));
    }
    if (opened)
        ui_say(opened->ui, MESSAGE_PLAIN, "%s", _("This is the record that was there; nothing new was saved."));
}

static void changed(struct view *view, int field)
{
    struct person_form *state = view->state;
    if (!strcmp(view->form.def->fields[field].name, "place")) {
        view->form.fields[field].settled = false;
        place_lookup_find(application_store(view), &state->places, form_text(&view->form, "place"));
    }
    find_doubles(view);
}

static int candidate_count(const struct view *view, int field)
{
    (void)field;
    return ((const struct person_form *)view->state)->places.count;
}

static void candidate(const struct view *view, int field, int index, char *text, size_t size, enum style *style)
{
    (void)field;
    place_lookup_text(&((const struct person_form *)view->state)->places, index,
                      application_masks_names(application_of(view)), text, size);
    *style = STYLE_NORMAL;
}

static void choose(struct view *view, int field, int index)
{
    struct person_form *state = view->state;
    char label[200];
    place_lookup_choose(&state->places, index, label, sizeof label);
    form_set_text(&view->form, "place", label);
    view->form.fields[field].settled = true;
    find_doubles(view);
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

static void show_added(const struct view *view, const struct person *person)
{
    struct list_key at = {.id = person->id};
    if (!view->opener || view->opener->def != &screen_people)
        return;
    text_copy(at.text, sizeof at.text, person->name);
    list_show_added(&view->opener->list, view->opener, &at);
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
    int same = asks_same(view) ? form_choice(&view->form, "same") : SAME_NOT_SAID;
    if (same == SAME_OPEN) {
        open_same(view);
        return true;
    }
    if (people_add_person_as(store, &person, (enum same_person)same, err)) {
        ui_say(view->ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), person.name);
        application_saved(view);
        if (!state->person.id)
            show_added(view, &person);
        view_close(view);
        return true;
    }
    if (asks_same(view) && same == SAME_NOT_SAID && err->field && !strcmp(err->field, "id_number"))
        err->field = "same"; /* there it is said */
    struct person theirs;
    if (err->code == ERR_CONFLICT && person_get(store, person.id, &theirs, &(struct err){0}))
        show_theirs(view, &theirs);
    return false;
}

/* enum same_person, then SAME_OPEN. */
static const char *const same_labels[] = {N_("Not said yet"), N_("Yes: merge them later"), N_("No, another person"),
                                          N_("Yes: open that record"), NULL};
static const struct field fields[] = {
    {.name = "name", .label = N_("Name"), .width = 24, .flags = FIELD_REQUIRED},
    {.name = "kind", .label = N_("Kind"), .kind = FIELD_CHOICE, .width = 12, .choices = person_kind_labels},
    {.name = "place", .label = N_("Room"), .hint = N_("12-2-1203 or 1221203"), .kind = FIELD_LOOKUP, .width = 24},
    {.name = "phone", .label = N_("Phone"), .hint = N_("11 digits, or with area code"), .width = 20},
    {.name = "phone2", .label = N_("2nd phone"), .width = 20},
    {.name = "id_number", .label = N_("ID number"), .hint = N_("may stay empty"), .width = 20},
    {.name = "same",
     .label = N_("Same person"),
     .kind = FIELD_CHOICE,
     .width = 30,
     .choices = same_labels,
     .shown = asks_same},
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
    .note = note,
    .save = save,
};
#define PERSON_SCREEN(screen_name, screen_title)                                                             \
    {                                                                                                        \
        .name = screen_name, .title = screen_title, .state_size = sizeof(struct person_form), .form = &form, \
        .overlay = true, .columns = 72, .open = open_form                                                    \
    }
const struct screen_def screen_person_form = PERSON_SCREEN("person_form", N_("Edit person"));
const struct screen_def screen_person_new = PERSON_SCREEN("person_new", N_("New person"));
