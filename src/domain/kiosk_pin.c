/* The own PIN at a shared terminal, and the PIN that leads out of it (domain.md §7). */
#include "gatepost/memory.h"
#include "gatepost/pin.h"
#include "gatepost/words.h"
#include "kiosk_part.h"
#include "pin_parts.h"
#include <stdlib.h>

enum { OFFICERS_MOST = 500 };

/* Found a moment ago: are they a volunteer still, and is it the same PIN? */
static bool check_person(struct store *store, const struct kiosk_person *person, struct err *err)
{
    struct kiosk_person now;
    if (!kiosk_person_read(store, person->id, &now, err))
        return false;
    if (now.pin_id == 0)
        return err_set(err, ERR_NOT_FOUND, _("You have no PIN yet. Please ask for one at the desk."));
    return now.pin_id == person->pin_id ||
           err_set(err, ERR_NOT_FOUND, _("The desk has just given you another PIN. Begin again and type the new one."));
}

bool kiosk_prove(struct store *store, const struct kiosk_person *person, const char *pin, struct err *err)
{
    const struct pin_owner owner = {.volunteer_id = person->id, .pin_id = person->pin_id};
    struct pin_tries tries = {.volunteer_id = person->id};
    if (!check_person(store, person, err))
        return false;
    store_act_for(store, person->id, false); /* nobody else's hash is there to be compared with */
    if (!pin_guess(store, &tries, &owner, 1, pin, store_terminal(store), err))
        return false;
    store_act_for(store, person->id, true);
    return true;
}

/* Duty officers who have a PIN. */
static bool read_keys(struct store *store, struct pin_owner *owners, int *count, struct err *err)
{
    struct officer *officers = memory_new(OFFICERS_MOST, sizeof *officers);
    int found = 0;
    *count = 0;
    bool good = officer_list(store, officers, OFFICERS_MOST, &found, err);
    for (int i = 0; good && i < found; i++)
        if (officers[i].role == ROLE_OFFICER && officers[i].pin_id != 0)
            owners[(*count)++] = (struct pin_owner){.officer_id = officers[i].id, .pin_id = officers[i].pin_id};
    free(officers);
    return good;
}

bool kiosk_way_out(struct store *store, const char *pin, struct err *err)
{
    struct pin_owner *owners = memory_new(OFFICERS_MOST, sizeof *owners);
    struct pin_tries tries = {0};
    char door[sizeof tries.terminal];
    int count = 0;
    pin_door_name(store_terminal(store), door);
    bool good = read_keys(store, owners, &count, err);
    if (good && count == 0)
        good = err_set(err, ERR_NOT_FOUND,
                       _("No duty officer has a PIN yet: set one at the desk, or with \"gatepost officer pin\"."));
    good = good && pin_guess(store, &tries, owners, count, pin, door, err);
    free(owners);
    return good;
}
