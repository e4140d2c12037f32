/* The command structure and the order of the call list (domain.md §1). */
#include "gatepost/contact_rules.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANK_MOST = 999 };

static void begin(void *record)
{
    ((struct contact *)record)->post = POST_MEMBER;
}

/* ---- ranks ---- */

/* The valid contact next to a place in the list; *found false at its end. `from` NULL: from the end itself. */
static bool neighbour(struct store *store, const struct record_key *from, bool up, struct contact *contact, bool *found,
                      struct err *err)
{
    struct record_window window = {.scope = CONTACTS_ALL, .anchor = from, .backwards = up, .rows = contact, .most = 1};
    bool good = record_window(store, &contact_table, &window, err);
    *found = good && window.count == 1;
    return good;
}

/* Another valid contact with this rank. */
static bool with_rank(struct store *store, int position, int64_t not_id, struct contact *contact, bool *found,
                      struct err *err)
{
    const struct record_key before = {.integer = position};
    struct record_key at;
    if (!neighbour(store, &before, false, contact, found, err))
        return false;
    if (*found && contact->head.id == not_id) {
        record_key_of(&contact_table, contact, &at);
        if (!neighbour(store, &at, false, contact, found, err))
            return false;
    }
    *found = *found && contact->position == position;
    return true;
}

static bool refuse_full(struct err *err)
{
    return err_field(err, ERR_INPUT, "position", _("The call list is full: %d is the last rank."), RANK_MOST);
}

static bool take_last_rank(struct store *store, struct contact *contact, struct err *err)
{
    struct contact last;
    bool found = false;
    if (!neighbour(store, NULL, true, &last, &found, err))
        return false;
    contact->position = found ? last.position + 1 : 1;
    return contact->position <= RANK_MOST || refuse_full(err);
}

/* Whoever stood at this rank moves one down, and so on to the first gap. */
static bool push_down(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct contact *contact = record, *was = before;
    struct contact other;
    int position = contact->position;
    int64_t mover = contact->head.id;
    bool found = false;
    if (was != NULL && was->position == position)
        return true;
    for (;;) {
        if (!with_rank(store, position, mover, &other, &found, err))
            return false;
        if (!found)
            return true;
        if (position == RANK_MOST)
            return refuse_full(err);
        other.position = ++position;
        mover = other.head.id;
        if (!record_save(store, &contact_table, &other, err))
            return false;
    }
}

/* Two commanders would be none. */
static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct contact *contact = record;
    struct contact other;
    (void)before;
    if (contact->phone[0] == '\0' && contact->day_night)
        return err_field(err, ERR_INPUT, "phone", _("Who is reached round the clock needs a phone number."));
    if (contact->position == 0 && !take_last_rank(store, contact, err))
        return false;
    if (contact->post != POST_COMMANDER ||
        !record_with_text(store, &contact_table, "post", contact_post_names[POST_COMMANDER], &other, NULL) ||
        other.head.id == contact->head.id)
        return true;
    return err_field(err, ERR_INPUT, "post", _("%s is the commander already. Change that record first."), other.name);
}

const struct register_rules contact_rules = {
    .table = &contact_table,
    .verb_add = "contact.add",
    .verb_edit = "contact.edit",
    .verb_void = "contact.void",
    .begin = begin,
    .check = check,
    .follow = push_down,
};

/* ---- moving ---- */

static bool set_rank(struct store *store, struct contact *contact, int position, struct err *err)
{
    if (contact->position == position)
        return true;
    contact->position = position;
    return record_save(store, &contact_table, contact, err);
}

static bool stands_twice(struct store *store, const struct contact *contact, bool *twice, struct err *err)
{
    struct contact other;
    return with_rank(store, contact->position, contact->head.id, &other, twice, err);
}

/* All from 1 on, with the two in each other's place. */
static bool number_again(struct store *store, int64_t one, int64_t other, struct err *err)
{
    struct contact *all = memory_new(RANK_MOST + 1, sizeof *all), spare;
    struct record_window window = {.scope = CONTACTS_ALL, .rows = all, .most = RANK_MOST + 1};
    bool good = record_window(store, &contact_table, &window, err);
    if (good && window.count > RANK_MOST)
        good = refuse_full(err);
    for (int i = 0; good && i + 1 < window.count; i++) {
        bool here = (all[i].head.id == one && all[i + 1].head.id == other) ||
                    (all[i].head.id == other && all[i + 1].head.id == one);
        if (!here)
            continue;
        spare = all[i];
        all[i] = all[i + 1];
        all[i + 1] = spare;
        break;
    }
    for (int i = 0; good && i < window.count; i++)
        good = set_rank(store, &all[i], i + 1, err);
    free(all);
    return good;
}

static bool change_places(struct store *store, struct contact *one, struct contact *other, struct err *err)
{
    bool one_twice = false, other_twice = false;
    if (!stands_twice(store, one, &one_twice, err) || !stands_twice(store, other, &other_twice, err))
        return false;
    if (one_twice || other_twice)
        return number_again(store, one->head.id, other->head.id, err);
    int position = one->position;
    return set_rank(store, one, other->position, err) && set_rank(store, other, position, err);
}

static bool move(struct store *store, int64_t id, int64_t rev, bool up, struct err *err)
{
    struct contact contact, other;
    struct record_key at;
    bool found = false;
    if (!record_get(store, &contact_table, id, &contact, err) || !void_refuse_again(contact.head.voided, err))
        return false;
    struct record_head standing = contact.head;
    contact.head.rev = rev >= 0 ? rev : standing.rev;
    if (!record_refuse_stale(store, &contact_table, &contact, &standing, err))
        return false;
    record_key_of(&contact_table, &contact, &at);
    if (!neighbour(store, &at, up, &other, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_INPUT, up ? _("%s is called first already.") : _("%s is called last already."),
                       contact.name);
    return change_places(store, &contact, &other, err);
}

bool contact_move(struct store *store, int64_t id, int64_t rev, bool up, struct err *err)
{
    return verb_begin(store, "contact.move", err) && verb_end(store, move(store, id, rev, up, err), err);
}

void contact_call(struct store *store, char *text, size_t size)
{
    struct contact first;
    struct record_window window = {.scope = CONTACTS_DAY_NIGHT, .rows = &first, .most = 1};
    text[0] = '\0';
    if (record_window(store, &contact_table, &window, NULL) && window.count == 1)
        snprintf(text, size, "%.45s%s%.45s%s%s", first.team, first.team[0] != '\0' ? " " : "", first.name,
                 first.phone[0] != '\0' ? " " : "", first.phone);
}
