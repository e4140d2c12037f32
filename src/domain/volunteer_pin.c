/* The PIN of a volunteer for the shared terminal: given out by the desk, undone as one. */
#include "gatepost/row.h"
#include "gatepost/volunteer.h"
#include "gatepost/words.h"
#include "pin_parts.h"
#include "verb.h"
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

enum { MAKES_MOST = 1000 };

/* With the last digits of their phone people are found there: whoever looks on sees them. */
static bool is_tail(const char *phone, const char *pin)
{
    size_t length = strlen(pin), at = length;
    for (size_t i = strlen(phone); i > 0 && at > 0; i--)
        if (phone[i - 1] >= '0' && phone[i - 1] <= '9' && phone[i - 1] != pin[--at])
            return false;
    return length > 0 && at == 0;
}

static bool is_of_phone(const struct person *person, const char *pin)
{
    return is_tail(person->phone, pin) || is_tail(person->phone2, pin);
}

/* 1111, 1234, 4321: what is tried first. */
static bool is_guessed_first(const char *pin)
{
    int step = pin[1] - pin[0];
    bool even = step >= -1 && step <= 1;
    for (size_t i = 1; pin[i] != '\0'; i++)
        even = even && pin[i] - pin[i - 1] == step;
    return even;
}

static bool read_whose(struct store *store, int64_t id, struct volunteer *volunteer, struct person *person,
                       struct err *err)
{
    if (!record_get(store, &volunteer_table, id, volunteer, err))
        return false;
    if (volunteer->head.voided[0] != '\0')
        return err_set(err, ERR_INPUT, _("%s is no volunteer any more."), volunteer->name);
    return person_get(store, volunteer->person_id, person, err);
}

bool pin_make(struct store *store, int64_t volunteer_id, char pin[PIN_NEW_DIGITS + 1], struct err *err)
{
    struct volunteer volunteer;
    struct person person;
    if (!read_whose(store, volunteer_id, &volunteer, &person, err))
        return false;
    for (int i = 0; i < MAKES_MOST; i++) {
        uint32_t chance = 0;
        if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
            break;
        snprintf(pin, PIN_NEW_DIGITS + 1, "%04u", chance % 10000u);
        if (!is_guessed_first(pin) && !is_of_phone(&person, pin))
            return true;
    }
    pin[0] = '\0';
    return err_set(err, ERR_SYSTEM, _("This system gives no random numbers: type a PIN yourself."));
}

static bool save(struct store *store, int64_t id, int64_t rev, const struct pin_change *change, const char *hash,
                 struct err *err)
{
    struct pin_owner owner = {.volunteer_id = id};
    struct volunteer volunteer;
    struct person person;
    char pin[PIN_BYTES] = "";
    if (!read_whose(store, id, &volunteer, &person, err))
        return false;
    if (change->what == PIN_SET)
        pin_fold(change->pin, pin);
    bool known = is_of_phone(&person, pin);
    explicit_bzero(pin, sizeof pin);
    if (known)
        return err_field(err, ERR_INPUT, "pin",
                         _("These are the last digits of their phone, which others know. Choose another PIN."));
    if (!pin_write(store, &owner, change, hash, err))
        return false;
    const struct row_value values[] = {ROW_ID("pin_id", owner.pin_id)};
    return row_update(store, "volunteer", id, rev, values, 1, err);
}

bool pin_save_volunteer(struct store *store, int64_t id, int64_t rev, const struct pin_change *change, struct err *err)
{
    char hash[PIN_HASH_BYTES];
    if (change->what == PIN_KEEP)
        return true;
    return verb_allowed(store, "volunteer.pin", err) && pin_prepare(change, hash, err) &&
           verb_begin(store, "volunteer.pin", err) && verb_end(store, save(store, id, rev, change, hash, err), err);
}
