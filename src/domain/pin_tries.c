/* How long whoever guessed wrong must wait: PINs, and four digits at a shared terminal. */
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "pin_parts.h"
#include <string.h>

/* Seconds to wait behind that many wrong tries; the last one for all further ones. Long enough that 10,000 PINs take a
 * month, short enough that somebody's joke does not keep an officer from work. */
static const int waits[] = {0, 0, 0, 5, 15, 60, PIN_WAIT_MOST_S};

int pin_tries_wait(const struct pin_tries *tries, int most_s, int64_t now)
{
    int last = sizeof waits / sizeof waits[0] - 1;
    int64_t wait = waits[tries->count < last ? tries->count : last], passed = now - tries->at;
    if (wait > most_s)
        wait = most_s;
    return passed >= wait ? 0 : (int)(wait - passed);
}

static const char door_prefix[] = "00 "; /* what is typed there to come to it */

void pin_door_name(const char *terminal, char door[sizeof((struct pin_tries *)0)->terminal])
{
    text_copy(door, sizeof door_prefix, door_prefix);
    text_copy(door + sizeof door_prefix - 1, sizeof((struct pin_tries *)0)->terminal - sizeof door_prefix + 1,
              terminal);
}

const char *pin_door_terminal(const char *door)
{
    bool is_door = strncmp(door, door_prefix, sizeof door_prefix - 1) == 0;
    return is_door ? door + sizeof door_prefix - 1 : door;
}

bool pin_tries_look(struct store *store, const char *terminal, int most_s, struct pin_tries *tries, int *wait,
                    struct err *err)
{
    int64_t now = clock_now();
    if (!pin_tries_read(store, terminal, tries, err))
        return false;
    text_copy(tries->terminal, sizeof tries->terminal, terminal);
    bool behind = tries->at > now;
    *wait = pin_tries_wait(tries, most_s, behind ? tries->at : now);
    if (*wait == 0 || !behind)
        return true;
    tries->at = now;
    return pin_tries_write(store, tries, err);
}

bool pin_tries_add(struct store *store, struct pin_tries *tries, struct err *err)
{
    tries->at = clock_now();
    tries->count++;
    return pin_tries_write(store, tries, err);
}
