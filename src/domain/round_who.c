#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/habits.h"
#include "gatepost/mask.h"
#include "gatepost/memory.h"
#include "gatepost/round.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <stdlib.h>
#include <string.h>

enum { NAMESAKES_MOST = 60, HOUSEHOLD_MOST = 40 };

struct found {
    struct observation observation; /* the first */
    int count;
};

/* Lists that we gave out come back with values, and masked. */
static bool is_name(const char *name, const char *typed)
{
    char masked[NAME_BYTES];
    mask_value(MASK_NAME, name, masked, sizeof masked);
    return typed[0] == '\0' || strcmp(name, typed) == 0 || strcmp(masked, typed) == 0;
}

static bool is_called(struct store *store, int64_t person_id, const char *name)
{
    struct person person;
    return name[0] == '\0' || (person_get(store, person_id, &person, NULL) && is_name(person.name, name));
}

static void take(struct found *found, const struct observation *observation)
{
    if (found->count++ == 0)
        found->observation = *observation;
}

static bool find_in_place(struct store *store, int64_t place_id, const char *name, struct found *found, struct err *err)
{
    struct observation *observations = memory_new(HOUSEHOLD_MOST, sizeof *observations);
    int count = 0;
    bool read = observation_of_place(store, place_id, observations, HOUSEHOLD_MOST, &count, err);
    for (int i = 0; i < count; i++)
        if (observations[i].ended_at == 0 && is_called(store, observations[i].person_id, name))
            take(found, &observations[i]);
    free(observations);
    return read;
}

static bool find_by_word(struct store *store, const char *word, const char *name, struct found *found, struct err *err)
{
    struct candidate *people = memory_new(NAMESAKES_MOST, sizeof *people);
    struct observation observation;
    int count = 0, left = 0;
    bool read = candidate_find(store, word, 0, people, NAMESAKES_MOST, &count, &left, err);
    for (int i = 0; i < count; i++)
        if (people[i].person_id != 0 && (name[0] == '\0' || strcmp(people[i].name, name) == 0) &&
            observation_of_person(store, people[i].person_id, &observation, NULL))
            take(found, &observation);
    free(people);
    return read;
}

/* A room that several estates have says less than the name. */
static bool find(struct store *store, const struct person *typed, const char *room_text, struct found *found,
                 struct err *err)
{
    char estate[64] = "";
    struct room room;
    struct err why = {0};
    int64_t place_id = 0;
    if (room_text[0] == '\0' && typed->name[0] == '\0' && typed->phone[0] == '\0')
        return true;
    if (room_text[0] == '\0')
        return find_by_word(store, typed->phone[0] != '\0' ? typed->phone : typed->name, typed->name, found, err);
    if (!room_parse_in_estate(room_text, estate, &room, err)) {
        if (err != NULL)
            err->field = "place";
        return false;
    }
    if (place_find_room(store, estate, &room, &place_id, &why))
        return find_in_place(store, place_id, typed->name, found, err);
    return why.code == ERR_INPUT && typed->name[0] != '\0' ? find_by_word(store, typed->name, typed->name, found, err)
                                                           : err_field(err, why.code, "place", "%s", why.text);
}

/* A masked phone says nothing. */
static bool accept(const char *name, const char *phone, struct person *typed, struct err *err)
{
    char phones[PHONE_MOST][PHONE_SIZE] = {0};
    int count = 0;
    const char *field = "name";
    bool good = true;
    if (mask_is_masked(name))
        text_copy(typed->name, sizeof typed->name, name);
    else if (name[0] != '\0')
        good = name_parse(name, typed->name, err);
    if (good && phone[0] != '\0' && !mask_is_masked(phone)) {
        field = "phone";
        good = phone_parse(phone, phones, &count, err);
        text_copy(typed->phone, sizeof typed->phone, phones[0]);
    }
    if (!good && err != NULL)
        err->field = field;
    return good;
}

bool round_find(struct store *store, const char *name, const char *room, const char *phone,
                struct observation *observation, struct err *err)
{
    struct person typed = {0};
    struct found found = {.count = 0};
    if (!accept(name, phone, &typed, err) || !find(store, &typed, room, &found, err))
        return false;
    if (found.count > 1)
        return err_field(err, ERR_INPUT, "who",
                         room[0] != '\0' ? _("Several people there are under observation: give the name.")
                                         : _("Several people of this name are under observation: give the room."));
    if (found.count == 0)
        return err_field(err, ERR_INPUT, "who",
                         room[0] != '\0' && name[0] != '\0' ? _("Nobody of this name is under observation there.")
                                                            : _("Nobody under observation is meant by this."));
    *observation = found.observation;
    return true;
}

static void describe(const struct candidate *candidate, const struct observation *observation, struct buffer *out)
{
    char name[NAME_BYTES];
    mask_value(MASK_NAME, candidate->name, name, sizeof name);
    buffer_format(out, "; %s %s (%lld)", name, candidate->place_label, (long long)observation->head.id);
}

/* A whole name counts before those that only begin with it. */
static bool find_whole(const struct candidate *people, int count, const char *word, struct store *store,
                       struct observation *observation)
{
    struct observation one;
    int found = 0;
    for (int i = 0; i < count; i++)
        if (people[i].person_id != 0 && strcmp(people[i].name, word) == 0 &&
            observation_of_person(store, people[i].person_id, &one, NULL) && found++ == 0)
            *observation = one;
    return found == 1;
}

/* Returns how many. */
static int find_all(const struct candidate *people, int count, struct store *store, struct observation *observation,
                    struct buffer *list)
{
    struct observation one;
    int found = 0;
    for (int i = 0; i < count; i++) {
        if (people[i].person_id == 0 || !observation_of_person(store, people[i].person_id, &one, NULL))
            continue;
        if (found++ == 0)
            *observation = one;
        describe(&people[i], &one, list);
    }
    return found;
}

bool round_person(struct store *store, const char *word, struct observation *observation, struct err *err)
{
    struct candidate *people = memory_new(NAMESAKES_MOST, sizeof *people);
    struct buffer list = {0};
    int count = 0, left = 0;
    bool good = candidate_find(store, word, 0, people, NAMESAKES_MOST, &count, &left, err);
    if (good && !find_whole(people, count, word, store, observation)) {
        int found = find_all(people, count, store, observation, &list);
        if (found == 0)
            err_field(err, ERR_NOT_FOUND, "who", _("Nobody under observation matches \"%.60s\"."), word);
        else if (found > 1)
            err_field(err, ERR_INPUT, "who", _("\"%.60s\" matches more than one%s"), word, buffer_text(&list));
        good = found == 1;
    }
    free(people);
    buffer_release(&list);
    return good;
}
