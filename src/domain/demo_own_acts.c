/* What volunteers of the sample find and did at the shared terminal: PINs, a helped household, acts of their own. */
#include "demo_parts.h"
#include "gatepost/assignment.h"
#include "gatepost/pairing.h"
#include "gatepost/pin.h"
#include "gatepost/utf8.h"

enum { HELPED = 6, DAY = 86400 }; /* of the observed households: one whose request nobody has taken */

/* A PIN begins and commits by itself. */
static bool give_pin(struct demo_world *world, int volunteer, const char *pin, struct err *err)
{
    const struct pin_change change = {PIN_SET, pin, pin};
    return store_commit(world->store, err) &&
           pin_save_volunteer(world->store, world->volunteers[volunteer], -1, &change, err) &&
           store_begin(world->store, "demo.fill", err);
}

/* Of the second duty officer: it opens the way out. */
static bool give_officer_pin(struct demo_world *world, struct err *err)
{
    const struct pin_change change = {PIN_SET, "6042", "6042"};
    struct officer officer;
    int64_t id = 0, chief_id = 0;
    return officer_find(world->store, "刘建明", &id, err) && officer_get(world->store, id, &officer, err) &&
           officer_find(world->store, "王秀英", &chief_id, err) && demo_as(world, chief_id, err) &&
           store_commit(world->store, err) && pin_save_officer(world->store, &officer, &change, err) &&
           store_begin(world->store, "demo.fill", err) && demo_as(world, world->desk_officer_id, err);
}

static bool help_household(struct demo_world *world, struct err *err)
{
    struct pairing pairing;
    struct volunteer volunteer;
    if (world->observed_count <= HELPED)
        return true;
    int64_t place_id = world->households[world->observed[HELPED].household].id;
    if (!pairing_of_place(world->store, place_id, &pairing, err) ||
        !record_get(world->store, &volunteer_table, world->volunteers[DEMO_DUE], &volunteer, err))
        return false;
    pairing.person_id = volunteer.person_id;
    text_copy(pairing.name, sizeof pairing.name, volunteer.name);
    text_copy(pairing.phone, sizeof pairing.phone, volunteer.phone);
    return record_save(world->store, &pairing_table, &pairing, err) && demo_row_done(world, err);
}

/* A change of theirs, at the terminal in the hall. */
static bool act(struct demo_world *world, struct assignment *assignment, struct err *err)
{
    struct store *store = world->store;
    if (!store_commit(store, err) || !store_sign_on(store, 0, "大厅", false, err))
        return false;
    store_act_for(store, assignment->volunteer_id, false);
    bool good = store_begin(store, "demo.fill", err) && record_save(store, &assignment_table, assignment, err) &&
                store_commit(store, err);
    store_act_for(store, 0, false);
    return good && store_sign_on(store, world->desk_officer_id, "", false, err) && store_begin(store, "demo.fill", err);
}

static bool sign_in(struct demo_world *world, struct err *err)
{
    struct assignment one;
    if (world->signs_in_id == 0)
        return true;
    if (!record_get(world->store, &assignment_table, world->signs_in_id, &one, err))
        return false;
    one.state = ASSIGNMENT_ARRIVED;
    one.arrived_at = world->signs_in_at;
    return act(world, &one, err);
}

/* Said just now. */
static bool cannot_come(struct demo_world *world, struct err *err)
{
    struct roster_entry entries[8];
    int64_t now = world->demo->now;
    int count = 0;
    if (!roster_read(world->store, now, now + 3 * DAY, 0, world->volunteers[DEMO_SEEKS], entries, 8, &count, err))
        return false;
    for (int i = 0; i < count && i < 8; i++) {
        struct assignment *one = &entries[i].assignment;
        if (one->seeking_at == 0)
            continue;
        one->seeking_at = now;
        return act(world, one, err);
    }
    return true;
}

bool demo_make_own_acts(struct demo_world *world, struct err *err)
{
    return give_pin(world, DEMO_DUE, "4826", err) && give_pin(world, DEMO_PIN_TWIN, "7391", err) &&
           give_officer_pin(world, err) && help_household(world, err) && sign_in(world, err) && cannot_come(world, err);
}
