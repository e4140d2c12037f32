/* The own PIN at a shared terminal, and the PIN that leads out of it (domain.md §7). */
#include "gatepost/kiosk.h"
#include "gatepost/memory.h"
#include "gatepost/pin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "pin_parts.h"
#include <stdlib.h>
#include <string.h>

enum { OFFICERS_MOST = 500 };

/* Found a moment ago: are they a volunteer still, and is it the same PIN? */
static bool check_person(struct store *store, const struct kiosk_person *person, struct err *err)
{
    struct kiosk_person now;
    struct err unread = {0};
    if (!kiosk_person_get(store, person->id, &now, &unread)) {
        if (unread.code == ERR_NOT_FOUND)
            err_set(&unread, ERR_NOT_FOUND, _("You are no longer on the list of volunteers. Please ask at the desk."));
        return err_set(err, unread.code, "%s", unread.text);
    }
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

/* Counted apart from the four digits guessed at this terminal: what somebody does there for themselves must not forget
 * guesses at the way out, and guesses at the way out must not keep anybody from signing in. */
bool kiosk_way_out(struct store *store, const char *pin, struct err *err)
{
    struct pin_owner *owners = memory_new(OFFICERS_MOST, sizeof *owners);
    struct pin_tries tries = {0};
    char door[sizeof tries.terminal] = "00 ";
    int count = 0;
    text_copy(door + strlen(door), sizeof door - strlen(door), store_terminal(store));
    bool good = read_keys(store, owners, &count, err);
    if (good && count == 0)
        good = err_set(err, ERR_NOT_FOUND,
                       _("No duty officer has a PIN yet: set one at the desk, or with \"gatepost officer pin\"."));
    good = good && pin_guess(store, &tries, owners, count, pin, door, err);
    free(owners);
    return good;
}
