/* Who stands at the shared terminal. Why counting and looking are one transaction: terminals that guess at the same
 * time must not get more guesses than one, and an answer nobody could count is not given. */
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/words.h"
#include "pin_parts.h"
#include "verb.h"

/* A joker must not keep a queue from signing in: the digits are no secret, so their waits stop where those of PINs go
 * on. */
enum { QUIET_S = 600, WAIT_MOST_S = 60 };

/* Guesses of long ago are forgotten; their wait is over too. */
static void forget_old(struct pin_tries *tries)
{
    if (clock_now() - tries->at >= QUIET_S)
        tries->count = 0;
}

static bool count_wrong(struct store *store, struct pin_tries *tries, struct err *err)
{
    if (tries->count + 1 == PIN_TOLD)
        tries->told_at = clock_now();
    return pin_tries_add(store, tries, err);
}

static bool look(struct store *store, const char *digits, const char *initials, struct kiosk_person *people, int most,
                 int *count, int *wait, struct err *err)
{
    struct pin_tries tries = {0};
    if (!pin_tries_look(store, store_terminal(store), WAIT_MOST_S, &tries, wait, err))
        return false;
    if (*wait > 0)
        return true;
    forget_old(&tries);
    return kiosk_find(store, digits, initials, people, most, count, err) &&
           (*count > 0 || count_wrong(store, &tries, err));
}

bool kiosk_who(struct store *store, const char *digits, const char *initials, struct kiosk_person *people, int most,
               int *count, struct err *err)
{
    int wait = 0;
    *count = 0;
    if (!verb_begin(store, "kiosk.who", err) ||
        !verb_end(store, look(store, digits, initials, people, most, count, &wait, err), err)) {
        *count = 0;
        return false;
    }
    return wait == 0 ||
           err_field(err, ERR_BUSY, "digits",
                     ngettext("Too many wrong numbers. Wait %d second, then type yours again.",
                              "Too many wrong numbers. Wait %d seconds, then type yours again.", (unsigned long)wait),
                     wait);
}

bool kiosk_was_right(struct store *store, struct err *err)
{
    struct pin_tries tries = {0};
    if (!pin_tries_read(store, store_terminal(store), &tries, err))
        return false;
    if (tries.count == 0)
        return true;
    tries.count = 0;
    return pin_tries_write(store, &tries, err);
}
