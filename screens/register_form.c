/* The form of a register: fields are named like the record's. Only what was changed is taken over, so that a masked
 * value is never written back (domain.md §12). */
#include "screens/register_suggest.h"

#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/record_text.h"
#include "gatepost/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct register_screen *subject_of(const struct view *view)
{
    return view->def->subject;
}

static const struct record_table *table_of(const struct view *view)
{
    return subject_of(view)->rules->table;
}

static const struct record_field *field_of(const struct view *view, int field)
{
    return record_find(table_of(view)->fields, view->form.def->fields[field].name);
}

const void *register_form_record(const struct view *view)
{
    return &((const struct register_form *)view->state)->record;
}

/* NULL: the field names no person. */
static struct person_lookup *people_of(struct register_form *state, const struct record_field *field)
{
    for (int i = 0; i < state->person_count; i++)
        if (field && state->people[i].field == field)
            return &state->people[i].lookup;
    return NULL;
}

static const struct person_lookup *people_in(const struct view *view, const struct record_field *field)
{
    return people_of(view->state, field);
}

/* What the form's field says of a record; of a choice its number. */
static void field_text(const struct view *view, const struct record_field *field, const void *record, char *text,
                       size_t size)
{
    struct buffer shown = {0};
    int64_t integer = record_is_text(field) ? 0 : record_integer(field, record);
    char when[TIME_SIZE];
    text_copy(text, size, "");
    switch (field->kind) {
    case RECORD_TEXT:
        text_copy(text, size, (const char *)record + field->offset);
        return;
    case RECORD_CHOICE:
    case RECORD_SWITCH:
        snprintf(text, size, "%d", (int)integer);
        return;
    case RECORD_ANSWER:
        snprintf(text, size, "%d", (int)(integer < 0 ? 0 : integer == 0 ? 1 : 2)); /* as answer_labels stand */
        return;
    case RECORD_NUMBER:
        if (integer)
            snprintf(text, size, "%d", (int)integer);
        return;
    case RECORD_AMOUNT:
    case RECORD_MONEY:
        if (!integer)
            return; /* what is typed there is not typed behind 0.00 */
        break;
    case RECORD_MOMENT:
    case RECORD_DEADLINE:
    case RECORD_BEGINNING:
        full_label(integer, when);
        text_copy(text, size, integer ? when : "");
        return;
    default:
        break;
    }
    if (record_is_reference(field)) {
        record_refers(application_store(view), field, record, text, size);
        return;
    }
    record_show(field, record, &shown);
    text_copy(text, size, buffer_text(&shown));
    buffer_release(&shown);
}

static void set_lookup(struct view *view, int index, const struct record_field *field)
{
    struct register_form *state = view->state;
    struct store *store = application_store(view);
    int64_t id = record_integer(field, &state->record);
    char label[200] = "";
    if (field->kind == RECORD_PLACE)
        place_lookup_set(store, &state->places, id, label, sizeof label);
    else
        person_lookup_set(store, people_of(state, field), id, label, sizeof label);
    form_set_text(&view->form, field->name, label);
    view->form.fields[index].settled = id != 0;
}

/* The record into the form. */
static void show_record(struct view *view)
{
    struct register_form *state = view->state;
    char text[REGISTER_VALUE_BYTES];
    for (int i = 0; i < view->form.def->field_count; i++) {
        const struct record_field *field = field_of(view, i);
        if (!field)
            continue;
        field_text(view, field, &state->record, text, sizeof text);
        if (field == state->place || people_of(state, field))
            set_lookup(view, i, field);
        else if (view->form.def->fields[i].kind == FIELD_CHOICE)
            form_set_choice(&view->form, field->name, text[0] - '0');
        else
            form_set_text(&view->form, field->name, text);
    }
}

static void add_people(struct register_form *state, const struct record_field *field)
{
    if (state->person_count == REGISTER_PEOPLE)
        die("a form finds more than %d persons", REGISTER_PEOPLE);
    state->people[state->person_count++].field = field;
}

static void find_lookups(struct view *view)
{
    struct register_form *state = view->state;
    for (int i = 0; i < view->form.def->field_count; i++) {
        const struct record_field *field = field_of(view, i);
        if (field && view->form.def->fields[i].kind == FIELD_LOOKUP && field->kind == RECORD_PLACE)
            state->place = field;
        if (field && view->form.def->fields[i].kind == FIELD_LOOKUP && field->kind == RECORD_PERSON)
            add_people(state, field);
    }
}

/* ---- opening, following ---- */

static void follow(struct view *view, const char *field)
{
    const struct register_screen *subject = subject_of(view);
    if (subject->changed)
        subject->changed(view, field);
    register_form_warn(view);
}

/* What is known already is not asked first. */
static void focus_unknown(struct view *view)
{
    for (int i = 0; i < view->form.def->field_count; i++) {
        const struct field *field = &view->form.def->fields[i];
        if ((field->shown && !field->shown(view)) ||
            (field->kind != FIELD_CHOICE && form_text(&view->form, field->name)[0]))
            continue;
        form_focus(&view->form, field->name);
        return;
    }
}

bool register_form_open(struct view *view, const void *argument, struct err *err)
{
    struct register_form *state = view->state;
    const struct register_screen *subject = subject_of(view);
    const struct register_open *open = argument;
    find_lookups(view);
    if (open && open->id) {
        if (!record_get(application_store(view), table_of(view), open->id, &state->record, err))
            return false;
        if (state->record.head.voided[0])
            return err_set(err, ERR_INPUT, _("This record was voided and cannot be edited. Undo the void first."));
        view->form.draft_of = open->id;
    } else {
        register_new(subject->rules, &state->record);
        state->once = open && open->preset && !open->again;
        if (open && open->preset)
            memcpy(&state->record, open->preset, table_of(view)->size);
        if (subject->begin)
            subject->begin(view, &state->record);
    }
    register_suggest_load(view);
    show_record(view);
    follow(view, "");
    if (open && subject->first && (open->id || open->preset))
        form_focus(&view->form, subject->first);
    else if (open && open->preset && !open->id)
        focus_unknown(view);
    return true;
}

void register_form_changed(struct view *view, int index)
{
    struct register_form *state = view->state;
    const struct record_field *field = field_of(view, index);
    struct store *store = application_store(view);
    if (field && field == state->place) {
        view->form.fields[index].settled = false;
        place_lookup_find(store, &state->places, form_text(&view->form, field->name));
    } else if (people_of(state, field)) {
        view->form.fields[index].settled = false;
        person_lookup_find(store, people_of(state, field), form_text(&view->form, field->name),
                           application_of(view)->checkpoint.id);
    }
    register_suggest_follow(view, index);
    follow(view, view->form.def->fields[index].name);
}

/* What was typed in a field, into a record; nothing when it stands there as it was shown. */
static bool take_field(struct view *view, int index, void *record, struct err *err)
{
    const struct register_form *state = view->state;
    const struct record_field *field = field_of(view, index);
    const char *text;
    char shown[REGISTER_VALUE_BYTES];
    int64_t id = 0;
    if (!field)
        return true;
    if (view->form.def->fields[index].kind == FIELD_CHOICE) {
        int choice = form_choice(&view->form, field->name);
        record_set_integer(field, record, field->kind == RECORD_ANSWER ? choice - 1 : choice);
        return true;
    }
    text = form_text(&view->form, field->name);
    field_text(view, field, &state->record, shown, sizeof shown);
    if (!strcmp(text, shown) && field != state->place && !people_in(view, field))
        return true;
    if (field == state->place) {
        if (!place_lookup_result(&state->places, text, field->name, &id, err))
            return false;
        record_set_integer(field, record, id);
        return true;
    }
    if (people_in(view, field)) {
        if (!person_lookup_result(people_in(view, field), text, field->name, &id, err))
            return false;
        record_set_integer(field, record, id);
        return true;
    }
    return record_resolve(application_store(view), field, record, text, err);
}

bool register_form_check(struct view *view, int index, struct err *err)
{
    union register_record scratch = ((const struct register_form *)view->state)->record;
    const char *name = view->form.def->fields[index].name;
    if (view->form.def->fields[index].kind != FIELD_TEXT || !form_text(&view->form, name)[0])
        return true;
    return take_field(view, index, &scratch, err);
}

int register_form_candidates(const struct view *view, int index)
{
    const struct register_form *state = view->state;
    const struct record_field *field = field_of(view, index);
    const struct register_suggest *suggest = register_suggest_of(view, index);
    if (suggest)
        return register_suggest_count(view, suggest);
    if (field && field == state->place)
        return state->places.count;
    return people_in(view, field) ? people_in(view, field)->count : 0;
}

void register_form_candidate(const struct view *view, int index, int candidate, char *text, size_t size,
                             enum style *style)
{
    const struct register_form *state = view->state;
    const struct register_suggest *suggest = register_suggest_of(view, index);
    const struct record_field *field = field_of(view, index);
    const char *offered = suggest ? register_suggestion(view, suggest, candidate) : NULL;
    bool masked = application_masks_names(application_of(view));
    *style = STYLE_NORMAL;
    if (suggest && (field->said == SAID_NAME || record_names_somebody(field)))
        application_mask(application_of(view), MASK_NAME, offered ? offered : "", text, size);
    else if (suggest)
        text_copy(text, size, offered ? offered : "");
    else if (field_of(view, index) == state->place)
        place_lookup_text(&state->places, candidate, masked, text, size);
    else
        person_lookup_text(people_in(view, field_of(view, index)), candidate, masked, text, size);
}

void register_form_choose(struct view *view, int index, int candidate)
{
    struct register_form *state = view->state;
    const struct record_field *field = field_of(view, index);
    const struct register_suggest *suggest = register_suggest_of(view, index);
    char label[200];
    if (suggest) {
        register_suggest_choose(view, suggest, candidate);
        follow(view, field->name);
        return;
    }
    if (field == state->place)
        place_lookup_choose(&state->places, candidate, label, sizeof label);
    else
        person_lookup_choose(people_of(state, field), candidate, label, sizeof label);
    form_set_text(&view->form, field->name, label);
    view->form.fields[index].settled = true;
    follow(view, field->name);
}

/* ---- what must be read before saving ---- */

bool register_form_note(const struct view *view, int index, char *text, size_t size, enum form_note_level *level)
{
    const struct register_form *state = view->state;
    if (index >= state->note_count + state->warning_count)
        return false;
    *level = NOTE_WARNING;
    if (index >= state->note_count) {
        text_copy(text, size, state->warnings[index - state->note_count]);
        return true;
    }
    text_copy(text, size, state->notes[index].text);
    *level = state->notes[index].level;
    return true;
}

void register_form_say(struct view *view, enum form_note_level level, const char *text)
{
    struct register_form *state = view->state;
    if (state->note_count == REGISTER_NOTES)
        return;
    text_copy(state->notes[state->note_count].text, sizeof state->notes[0].text, text);
    state->notes[state->note_count++].level = level;
}

void register_form_hush(struct view *view)
{
    ((struct register_form *)view->state)->note_count = 0;
}

int64_t register_form_place(const struct view *view)
{
    return ((const struct register_form *)view->state)->places.chosen;
}

int64_t register_form_person(const struct view *view, const char *field)
{
    const struct person_lookup *people = people_in(view, record_find(table_of(view)->fields, field));
    return people ? people->chosen : 0;
}

/* ---- saving ---- */

/* Saved again, it is on top of what the other terminal saved. */
static void show_theirs(struct view *view, const union register_record *theirs)
{
    struct register_form *state = view->state;
    char was[REGISTER_VALUE_BYTES], is[REGISTER_VALUE_BYTES];
    for (int i = 0; i < view->form.def->field_count; i++) {
        const struct record_field *field = field_of(view, i);
        if (!field)
            continue;
        field_text(view, field, &state->record, was, sizeof was);
        field_text(view, field, theirs, is, sizeof is);
        bool untouched = !strcmp(form_text(&view->form, field->name), was);
        form_merge_theirs(&view->form, field->name, was, is);
        if (untouched && field == state->place)
            place_lookup_set(application_store(view), &state->places, record_integer(field, theirs), is, sizeof is);
        if (untouched && people_of(state, field))
            person_lookup_set(application_store(view), people_of(state, field), record_integer(field, theirs), is,
                              sizeof is);
    }
    state->record = *theirs;
}

/* The next one: what carries over from the one that was saved. */
static void show_next(struct view *view, const union register_record *saved)
{
    struct register_form *state = view->state;
    const struct register_screen *subject = subject_of(view);
    register_new(subject->rules, &state->record);
    if (subject->begin)
        subject->begin(view, &state->record);
    subject->next(view, saved, &state->record);
    form_clear(&view->form);
    register_suggest_load(view); /* what was just written too */
    show_record(view);
    follow(view, "");
    focus_unknown(view);
}

bool register_form_take(struct view *view, void *record, struct err *err)
{
    const struct register_form *state = view->state;
    memcpy(record, &state->record, table_of(view)->size);
    for (int i = 0; i < view->form.def->field_count; i++)
        if ((!view->form.def->fields[i].shown || view->form.def->fields[i].shown(view)) &&
            !take_field(view, i, record, err))
            return false;
    return true;
}

void register_show_added(struct view *list, const struct register_rules *rules, const void *record)
{
    struct record_key at;
    struct list_key key;
    if (!list || !list->def->list || list->def->list->key != register_key || subject_of(list)->rules != rules)
        return;
    record_key_of(rules->table, record, &at);
    list_key_of_record(&at, &key);
    list_show_added(&list->list, list, &key);
}

bool register_form_save(struct view *view, struct err *err)
{
    struct register_form *state = view->state;
    const struct register_screen *subject = subject_of(view);
    struct store *store = application_store(view);
    union register_record record = state->record, before = state->record, theirs;
    char name[NAME_BYTES];
    for (int i = 0; i < view->form.def->field_count; i++)
        if ((!view->form.def->fields[i].shown || view->form.def->fields[i].shown(view)) &&
            !take_field(view, i, &record, err))
            return false;
    if (register_save(store, subject->rules, &record, err)) {
        subject->name(view, &record, name, sizeof name);
        ui_say(view->ui, MESSAGE_GOOD, _("Saved %s   Ctrl-Z undoes"), name);
        application_saved(view);
        if (!before.head.id)
            register_show_added(view->opener, subject->rules, &record);
        if (subject->next && !state->record.head.id && !state->once)
            show_next(view, &record);
        else
            view_close(view);
        if (subject->saved)
            subject->saved(view, &record, before.head.id ? &before : NULL);
        return true;
    }
    if (err->code == ERR_CONFLICT && record_get(store, table_of(view), record.head.id, &theirs, NULL) &&
        theirs.head.rev != before.head.rev)
        show_theirs(view, &theirs);
    return false;
}
