#include "screens/place_field.h"

#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/habits.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESIDENTS_MOST = 24 };

static void add_place(struct store *store, struct place_lookup *lookup, int64_t id, const char *who, int64_t person_id)
{
    struct place *place = &lookup->places[lookup->count];
    struct err ignored = {0};
    for (int i = 0; i < lookup->count; i++)
        if (lookup->places[i].id == id)
            return;
    if (lookup->count == PLACE_CANDIDATES || !place_get(store, id, place, &ignored) || place->voided[0])
        return;
    text_copy(lookup->who[lookup->count], NAME_BYTES, who[0] ? who : place->head);
    lookup->person_ids[lookup->count] = person_id;
    lookup->count++;
}

/* Where they live whom a word finds; of them those whose place a second word finds, unless that is "". */
static void find_by_resident(struct store *store, struct place_lookup *lookup, const char *word, const char *room)
{
    struct candidate *found = memory_new(RESIDENTS_MOST, sizeof *found);
    struct err ignored = {0};
    int count = 0, left = 0;
    if (candidate_find(store, word, 0, found, RESIDENTS_MOST, &count, &left, &ignored))
        for (int i = 0; i < count; i++)
            if (found[i].person_id && found[i].place_id &&
                (!room[0] || search_matches(store, SEARCH_PLACE, found[i].place_id, room)))
                add_place(store, lookup, found[i].place_id, found[i].name, found[i].person_id);
    free(found);
}

static bool has_digit(const char *word)
{
    struct buffer narrow = {0};
    text_fold_width(&narrow, word);
    bool found = strpbrk(buffer_text(&narrow), "0123456789") != NULL;
    buffer_release(&narrow);
    return found;
}

/* "zwm 8-1", "8-1-302 张". */
static void find_by_both(struct store *store, struct place_lookup *lookup, const char *words)
{
    char first[NAME_BYTES];
    const char *space = strchr(words, ' ');
    const char *second = space ? space + strspn(space, " ") : "";
    if (!second[0])
        return;
    snprintf(first, sizeof first, "%.*s", (int)(space - words), words);
    bool room_first = has_digit(first) && !has_digit(second);
    find_by_resident(store, lookup, room_first ? second : first, room_first ? first : second);
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
        add_place(store, lookup, ids[i], "", 0);
    if (lookup->count < PLACE_CANDIDATES)
        find_by_resident(store, lookup, word, "");
    if (lookup->count == 0)
        find_by_both(store, lookup, word);
}

void place_lookup_text(const struct place_lookup *lookup, int index, bool masked, char *text, size_t size)
{
    char label[200], who[NAME_BYTES];
    place_label(&lookup->places[index], true, label, sizeof label);
    text_copy(who, sizeof who, lookup->who[index]);
    if (masked)
        mask_value(MASK_NAME, lookup->who[index], who, sizeof who);
    snprintf(text, size, "%s  %s", label, who);
}

void place_lookup_choose(struct place_lookup *lookup, int index, char *label, size_t size)
{
    lookup->places[0] = lookup->places[index];
    lookup->person_ids[0] = lookup->person_ids[index];
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
        lookup->person_ids[0] = 0;
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
