#include "screens/place_field.h"

#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <string.h>

static void add_place(struct store *store, struct place_lookup *lookup, int64_t id, const char *who)
{
    struct place *place = &lookup->places[lookup->count];
    struct err ignored = {0};
    for (int i = 0; i < lookup->count; i++)
        if (lookup->places[i].id == id)
            return;
    if (lookup->count == PLACE_CANDIDATES || !place_get(store, id, place, &ignored) || place->voided[0])
        return;
    text_copy(lookup->who[lookup->count], NAME_BYTES, who[0] ? who : place->head);
    lookup->count++;
}

static void find_by_resident(struct store *store, struct place_lookup *lookup, const char *word)
{
    enum { PERSONS_MOST = 24 };
    int64_t ids[PERSONS_MOST];
    struct err ignored = {0};
    struct person person;
    int found = 0;
    bool more = false;
    if (!search_ids(store, SEARCH_PERSON, word, ids, PERSONS_MOST, &found, &more, &ignored))
        return;
    for (int i = 0; i < found; i++)
        if (person_get(store, ids[i], &person, &ignored) && person.place_id)
            add_place(store, lookup, person.place_id, person.name);
}

static bool has_digit(const char *word)
{
    struct buffer narrow = {0};
    text_fold_width(&narrow, word);
    bool found = strpbrk(buffer_text(&narrow), "0123456789") != NULL;
    buffer_release(&narrow);
    return found;
}

void place_lookup_find(struct store *store, struct place_lookup *lookup, const char *word)
{
    struct err ignored = {0};
    int64_t ids[PLACE_CANDIDATES];
    int found = 0;
    bool more = false;
    lookup->count = 0;
    lookup->chosen = 0;
    lookup->by_name = !has_digit(word);
    if (!word[0] || !search_ids(store, SEARCH_PLACE, word, ids, PLACE_CANDIDATES, &found, &more, &ignored))
        return;
    for (int i = 0; i < found; i++)
        add_place(store, lookup, ids[i], "");
    if (!found)
        find_by_resident(store, lookup, word);
}

void place_lookup_text(const struct place_lookup *lookup, int index, char *text, size_t size)
{
    char label[200];
    place_label(&lookup->places[index], true, label, sizeof label);
    snprintf(text, size, "%s  %s", label, lookup->who[index]);
}

void place_lookup_choose(struct place_lookup *lookup, int index, char *label, size_t size)
{
    lookup->places[0] = lookup->places[index];
    memmove(lookup->who[0], lookup->who[index], sizeof lookup->who[0]);
    lookup->count = 1;
    lookup->chosen = lookup->places[0].id;
    place_label(&lookup->places[0], true, label, size);
}

void place_lookup_set(struct store *store, struct place_lookup *lookup, int64_t place_id, char *label, size_t size)
{
    struct err ignored = {0};
    lookup->count = 0;
    lookup->chosen = 0;
    text_copy(label, size, "");
    if (place_id && place_get(store, place_id, &lookup->places[0], &ignored)) {
        lookup->count = 1;
        text_copy(lookup->who[0], sizeof lookup->who[0], lookup->places[0].head);
        place_lookup_choose(lookup, 0, label, size);
    }
}

bool place_lookup_result(const struct place_lookup *lookup, const char *text, const char *field, int64_t *place_id,
                         struct err *err)
{
    *place_id = lookup->chosen;
    if (!text[0])
        *place_id = 0;
    else if (!lookup->chosen && lookup->count == 1 && !lookup->by_name)
        *place_id = lookup->places[0].id;
    else if (!lookup->chosen && lookup->count > 0)
        return err_field(err, ERR_INPUT, field, _("Several places match \"%s\": choose one with Up, Down and Enter."),
                         text);
    else if (!lookup->chosen)
        return err_field(err, ERR_INPUT, field,
                         _("No place \"%s\" is registered. Write the room as 12-2-1203, or add it under F9, Places."),
                         text);
    return true;
}
