/* Whom of the register a declaration is about. */
#include "gatepost/declaration_rules.h"
#include "gatepost/record_text.h"
#include "gatepost/words.h"
#include <string.h>

enum { PERSONS_MOST = 40, SAME_NAME = 2, SAME_ROOM = 1 };

/* The households a declaration may mean by its room, and what was found so far. */
struct search {
    struct store *store;
    const struct declaration *declaration;
    int64_t places[DECLARATION_RIVALS];
    int place_count;
    struct person persons[PERSONS_MOST];
    int count;
};

static bool find_places(struct search *search, struct err *err)
{
    const char *text = search->declaration->room;
    char estate[64] = "";
    struct room room;
    struct err why = {0};
    if (text[0] == '\0')
        return true;
    if (room_parse_in_estate(text, estate, &room, NULL))
        return declaration_households(search->store, estate, &room, search->places, DECLARATION_RIVALS,
                                      &search->place_count, err);
    if (record_place(search->store, text, &search->places[0], &why))
        search->place_count = 1;
    return why.code == ERR_NONE || why.code == ERR_NOT_FOUND || why.code == ERR_INPUT ||
           err_set(err, why.code, "%s", why.text);
}

static bool is_declared_place(const struct search *search, int64_t place_id)
{
    for (int i = 0; i < search->place_count; i++)
        if (search->places[i] == place_id)
            return true;
    return false;
}

static bool has_name(const struct search *search, const struct person *person)
{
    return strcmp(person->name, search->declaration->name) == 0;
}

static int score_of(const struct search *search, const struct person *person)
{
    return (has_name(search, person) ? SAME_NAME : 0) + (is_declared_place(search, person->place_id) ? SAME_ROOM : 0);
}

/* ---- several that are equal ---- */

static void add_rival(struct declaration_matched *matched, int64_t place_id)
{
    for (int i = 0; i < matched->rival_count; i++)
        if (matched->rivals[i] == place_id)
            return;
    if (place_id != 0 && matched->rival_count < DECLARATION_RIVALS)
        matched->rivals[matched->rival_count++] = place_id;
}

/* Who is known without a household is at the one that was declared. */
static int64_t home_of(const struct search *search, const struct person *person)
{
    return person->place_id != 0 ? person->place_id : search->place_count == 1 ? search->places[0] : 0;
}

/* Of the persons found, the best ones: one person, or one household. */
static void settle(const struct search *search, enum declaration_match how, struct declaration_matched *matched)
{
    int best = 0, equals = 0;
    const struct person *found = NULL;
    for (int i = 0; i < search->count; i++)
        best = score_of(search, &search->persons[i]) > best ? score_of(search, &search->persons[i]) : best;
    *matched = (struct declaration_matched){0};
    for (int i = 0; i < search->count; i++) {
        if (score_of(search, &search->persons[i]) != best)
            continue;
        equals++;
        found = &search->persons[i];
        add_rival(matched, home_of(search, found));
    }
    if (equals > 1 && matched->rival_count != 1) {
        matched->unclear = how;
        return;
    }
    *matched = (struct declaration_matched){.how = how, .place_id = home_of(search, found)};
    if (equals == 1 && (how == MATCHED_ID || has_name(search, found)))
        matched->person_id = found->id;
}

/* ---- in their order ---- */

static bool find_persons(struct search *search, const char *id_number, const char *phone, struct err *err)
{
    return declaration_persons(search->store, id_number, phone, search->persons, PERSONS_MOST, &search->count, err);
}

static bool anybody_has_name(const struct search *search)
{
    for (int i = 0; i < search->count; i++)
        if (has_name(search, &search->persons[i]))
            return true;
    return false;
}

/* Those of the name in any of the declared households. */
static bool find_in_rooms(struct search *search, struct err *err)
{
    int kept = 0;
    for (int i = 0; i < search->place_count && kept < PERSONS_MOST; i++) {
        int count = 0;
        if (!person_of_place(search->store, search->places[i], search->persons + kept, PERSONS_MOST - kept, &count,
                             err))
            return false;
        for (int one = kept, end = kept + count; one < end; one++)
            if (has_name(search, &search->persons[one]))
                search->persons[kept++] = search->persons[one];
    }
    search->count = kept;
    return true;
}

static void settle_room(const struct search *search, struct declaration_matched *matched)
{
    *matched = (struct declaration_matched){0};
    for (int i = 0; i < search->place_count; i++)
        add_rival(matched, search->places[i]);
    if (search->place_count == 1)
        *matched = (struct declaration_matched){.how = MATCHED_ROOM, .place_id = search->places[0]};
    else if (search->place_count > 1)
        matched->unclear = MATCHED_ROOM;
}

static bool match_room(struct search *search, bool by_name_only, struct declaration_matched *matched, bool *found,
                       struct err *err)
{
    if (!find_in_rooms(search, err))
        return false;
    *found = search->count > 0;
    if (*found) {
        settle(search, MATCHED_ROOM_NAME, matched);
        /* Namesakes in one room: the room is what is known. */
        if (matched->how == MATCHED_ROOM_NAME && matched->person_id == 0)
            matched->how = MATCHED_ROOM;
    } else if (!by_name_only) {
        settle_room(search, matched);
    }
    return true;
}

bool declaration_match(struct store *store, const struct declaration *declaration, struct declaration_matched *matched,
                       struct err *err)
{
    struct search search = {.store = store, .declaration = declaration};
    bool found = false;
    *matched = (struct declaration_matched){0};
    if (!find_places(&search, err))
        return false;
    if (declaration->id_number[0] != '\0') {
        if (!find_persons(&search, declaration->id_number, "", err))
            return false;
        if (search.count > 0) {
            settle(&search, MATCHED_ID, matched);
            return true;
        }
    }
    if (declaration->phone[0] != '\0') {
        if (!find_persons(&search, "", declaration->phone, err))
            return false;
        if (search.count > 0)
            settle(&search, MATCHED_PHONE, matched);
        if (search.count > 0 && anybody_has_name(&search))
            return true;
        if (search.count > 0)
            return match_room(&search, true, matched, &found, err);
    }
    return match_room(&search, false, matched, &found, err);
}

bool declaration_match_anew(struct store *store, struct declaration *declaration, struct declaration_matched *matched,
                            struct err *err)
{
    if (!declaration_match(store, declaration, matched, err))
        return false;
    bool same_place = declaration->place_id == 0 || declaration->place_id == matched->place_id;
    if (declaration->state != DECLARATION_WAITING || declaration->head.voided[0] != '\0' ||
        declaration->matched == MATCHED_HAND || declaration->person_id != 0 || matched->how == MATCHED_NONE ||
        !same_place)
        return true;
    declaration->matched = matched->how;
    declaration->place_id = matched->place_id;
    declaration->person_id = matched->person_id;
    return true;
}

void declaration_match_words(struct store *store, const struct declaration_matched *matched, struct buffer *out)
{
    static const struct record_field household = {.kind = RECORD_PLACE};
    char label[200] = "";
    if (matched->how != MATCHED_NONE) {
        record_refers(store, &household, &matched->place_id, label, sizeof label);
        buffer_format(out, label[0] != '\0' ? _("%1$s: %2$s") : "%1$s%2$s", _(declaration_match_labels[matched->how]),
                      label);
        return;
    }
    if (matched->unclear == MATCHED_NONE) {
        buffer_add(out, _(declaration_match_labels[MATCHED_NONE]));
        return;
    }
    buffer_format(out, _("%s several are possible:"), _(declaration_match_labels[matched->unclear]));
    for (int i = 0; i < matched->rival_count; i++) {
        record_refers(store, &household, &matched->rivals[i], label, sizeof label);
        buffer_format(out, "%s%s", i > 0 ? _(", ") : " ", label);
    }
}
