#include "screens/person_field.h"

#include "gatepost/mask.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/register.h"
#include <stdio.h>

void person_lookup_find(struct store *store, struct person_lookup *lookup, const char *word, int64_t checkpoint_id)
{
    struct err ignored = {0};
    int found = 0, left = 0, kept = 0;
    lookup->count = 0;
    lookup->chosen = 0;
    if (!word[0] ||
        !candidate_find(store, word, checkpoint_id, lookup->candidates, PERSON_CANDIDATES, &found, &left, &ignored))
        return;
    for (int i = 0; i < found; i++)
        if (lookup->candidates[i].person_id)
            lookup->candidates[kept++] = lookup->candidates[i];
    lookup->count = kept;
}

void person_lookup_text(const struct person_lookup *lookup, int index, bool masked, char *text, size_t size)
{
    const struct candidate *candidate = &lookup->candidates[index];
    char name[NAME_BYTES], phone[PHONE_SIZE] = "";
    text_copy(name, sizeof name, candidate->name);
    if (masked)
        mask_value(MASK_NAME, candidate->name, name, sizeof name);
    if (candidate->phone[0])
        mask_value(MASK_PHONE, candidate->phone, phone, sizeof phone);
    snprintf(text, size, "%s  %s  %s", name, candidate->place_label, phone);
}

void person_lookup_choose(struct person_lookup *lookup, int index, char *label, size_t size)
{
    lookup->candidates[0] = lookup->candidates[index];
    lookup->count = 1;
    lookup->chosen = lookup->candidates[0].person_id;
    text_copy(label, size, lookup->candidates[0].name);
}

void person_lookup_set(struct store *store, struct person_lookup *lookup, int64_t person_id, char *label, size_t size)
{
    struct person person;
    lookup->count = 0;
    lookup->chosen = 0;
    text_copy(label, size, "");
    if (!person_id || !person_get(store, person_id, &person, NULL))
        return;
    struct candidate *candidate = &lookup->candidates[0];
    *candidate = (struct candidate){.person_id = person.id, .place_id = person.place_id, .kind = person.kind};
    text_copy(candidate->name, sizeof candidate->name, person.name);
    text_copy(candidate->phone, sizeof candidate->phone, person.phone);
    text_copy(candidate->place_label, sizeof candidate->place_label, person.place_label);
    lookup->count = 1;
    person_lookup_choose(lookup, 0, label, size);
}

bool person_lookup_result(const struct person_lookup *lookup, const char *text, const char *field, int64_t *person_id,
                          struct err *err)
{
    *person_id = lookup->chosen;
    if (!text[0])
        *person_id = 0;
    else if (!lookup->chosen && lookup->count == 1)
        *person_id = lookup->candidates[0].person_id;
    else if (!lookup->chosen && lookup->count > 1)
        return err_field(err, ERR_INPUT, field, _("Several people match \"%s\": choose one with Up, Down and Enter."),
                         text);
    else if (!lookup->chosen)
        return err_field(err, ERR_INPUT, field,
                         _("Nobody of the register matches \"%s\". Type a name, room or phone, or add them under F9, "
                           "People."),
                         text);
    return true;
}

void register_form_follow_person(struct view *view)
{
    struct register_form *state = view->state;
    int64_t id = register_form_person(view, "person");
    struct person person;
    char label[NAME_BYTES];
    bool said = form_text(&view->form, "place")[0] && (view->form.fields[form_field(&view->form, "place")].touched ||
                                                       record_integer(state->place, &state->record));
    if (!id || said || !person_get(application_store(view), id, &person, NULL))
        return;
    place_lookup_set(application_store(view), &state->places, person.place_id, label, sizeof label);
    form_set_text(&view->form, "place", person.place_id ? label : "");
}

void register_form_offer_person(struct view *view, const char *field, int64_t person_id)
{
    struct register_form *state = view->state;
    const struct register_screen *subject = view->def->subject;
    int index = form_field(&view->form, field);
    char label[NAME_BYTES];
    if (view->form.fields[index].touched)
        return;
    for (int i = 0; i < state->person_count; i++)
        if (state->people[i].field == record_find(subject->rules->table->fields, field))
            person_lookup_set(application_store(view), &state->people[i].lookup, person_id, label, sizeof label);
    form_set_text(&view->form, field, label);
    view->form.fields[index].settled = person_id != 0;
}
