/* PINs: hashed, checked, counted. Why a try is counted before it is looked at: terminals that guess at the same time
 * must not get more tries than one. Why yescrypt at its usual cost: four digits are few, so each guess has to be dear
 * also for who has a copy of the file. */
#include "gatepost/pin.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/kept_pin.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer.h"
#include "gatepost/words.h"
#include "pin_parts.h"
#include "verb.h"
#include <crypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT_KIOSK ".kiosk" /* behind an occasion: guessed there */
enum { DIGITS_LEAST = 4, DIGITS_MOST = 12 };

/* An empty one has no bytes. */
static void forget(struct buffer *typed)
{
    if (typed->bytes != NULL)
        explicit_bzero(typed->bytes, typed->length);
    buffer_release(typed);
}

void pin_fold(const char *typed, char pin[PIN_BYTES])
{
    struct buffer folded = {0}, trimmed = {0};
    text_fold_width(&folded, typed);
    text_trim(&trimmed, buffer_text(&folded));
    text_copy(pin, PIN_BYTES, buffer_text(&trimmed));
    forget(&folded);
    forget(&trimmed);
}

/* "" when the system cannot. */
static void hash_with(const char *pin, const char *setting, char hash[PIN_HASH_BYTES])
{
    struct crypt_data *data = memory_new(1, sizeof *data);
    const char *made = crypt_r(pin, setting, data);
    hash[0] = '\0';
    if (made != NULL && made[0] != '*' && strlen(made) < PIN_HASH_BYTES)
        text_copy(hash, PIN_HASH_BYTES, made);
    explicit_bzero(data, sizeof *data);
    free(data);
}

static bool hash_new(const char *pin, char hash[PIN_HASH_BYTES], struct err *err)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    hash[0] = '\0';
    if (crypt_gensalt_rn("$y$", 0, NULL, 0, setting, sizeof setting) != NULL)
        hash_with(pin, setting, hash);
    return hash[0] != '\0' || err_set(err, ERR_SYSTEM, _("This system cannot hash a PIN (yescrypt): it was not set."));
}

bool pin_prepare(const struct pin_change *change, char hash[PIN_HASH_BYTES], struct err *err)
{
    char pin[PIN_BYTES], again[PIN_BYTES];
    hash[0] = '\0';
    if (change->what != PIN_SET)
        return true;
    pin_fold(change->pin, pin);
    pin_fold(change->again, again);
    size_t length = strlen(pin);
    bool good = false;
    if (length < DIGITS_LEAST || length > DIGITS_MOST || strspn(pin, "0123456789") != length)
        err_field(err, ERR_INPUT, "pin", _("A PIN is %d to %d digits."), DIGITS_LEAST, DIGITS_MOST);
    else if (strcmp(pin, again) != 0)
        err_field(err, ERR_INPUT, "again", _("The two PINs differ. Type the new one twice."));
    else
        good = hash_new(pin, hash, err);
    explicit_bzero(pin, sizeof pin);
    explicit_bzero(again, sizeof again);
    return good;
}

bool pin_write(struct store *store, struct pin_owner *owner, const struct pin_change *change, const char *hash,
               struct err *err)
{
    struct pin_tries tries = {.officer_id = owner->officer_id, .volunteer_id = owner->volunteer_id};
    if (change->what == PIN_KEEP)
        return true;
    owner->pin_id = 0;
    if (change->what == PIN_SET && !kept_pin_insert(store, owner, hash, err))
        return false;
    if (!pin_tries_read(store, "", &tries, err))
        return false;
    tries.count = 0;
    return tries.id == 0 || pin_tries_write(store, &tries, err);
}

/* ---- checked ---- */

static bool matches(const char *pin, const char *hash)
{
    char made[PIN_HASH_BYTES];
    hash_with(pin, hash, made);
    return hash[0] != '\0' && strcmp(made, hash) == 0;
}

/* Counts the try that is about to be made; *wait gets how long it must wait instead. */
static bool count_try(struct store *store, struct pin_tries *tries, const char *terminal, int *wait, struct err *err)
{
    return pin_tries_look(store, terminal, PIN_WAIT_MOST_S, tries, wait, err) &&
           (*wait > 0 || pin_tries_add(store, tries, err));
}

static bool begin_try(struct store *store, struct pin_tries *tries, const char *terminal, struct err *err)
{
    int wait = 0;
    if (store_is_read_only(store))
        return err_field(err, ERR_ROLE, "pin",
                         _("This session is read-only, and a PIN is only checked where wrong ones can be counted."));
    if (!store_begin(store, "officer.pin_try", err) ||
        !verb_end(store, count_try(store, tries, terminal, &wait, err), err))
        return false;
    return wait == 0 ||
           err_field(err, ERR_BUSY, "pin",
                     ngettext("Too many wrong PINs. Wait %d second, then try again.",
                              "Too many wrong PINs. Wait %d seconds, then try again.", (unsigned long)wait),
                     wait);
}

static bool write_tries(struct store *store, struct pin_tries *tries, struct err *err)
{
    return store_begin(store, "officer.pin_try", err) && verb_end(store, pin_tries_write(store, tries, err), err);
}

/* All are compared, so that none is found out by how long it takes; for nobody, with something that takes as long. */
static bool compare(struct store *store, const struct pin_owner *owners, int count, const char *pin, bool *right,
                    struct err *err)
{
    char typed[PIN_BYTES], hash[PIN_HASH_BYTES] = "";
    bool good = true;
    *right = false;
    pin_fold(pin, typed);
    for (int i = 0; good && i < count; i++) {
        good = kept_pin_hash(store, &owners[i], hash, err);
        *right = (good && matches(typed, hash)) || *right;
    }
    if (count == 0 && crypt_gensalt_rn("$y$", 0, NULL, 0, hash, PIN_HASH_BYTES) != NULL)
        matches(typed, hash);
    explicit_bzero(typed, sizeof typed);
    return good;
}

static bool refuse_wrong(struct store *store, struct pin_tries *tries, struct err *err)
{
    struct err unseen = {0};
    if (tries->count == PIN_TOLD) {
        tries->told_at = tries->at;
        write_tries(store, tries, &unseen);
        if (!store_is_kiosk(store))
            alarm_scan(store, clock_now(), &unseen); /* a failure is the clock's to repeat */
    }
    int wait = pin_tries_wait(tries, PIN_WAIT_MOST_S, clock_now());
    if (wait == 0)
        return err_field(err, ERR_ROLE, "pin", _("Wrong PIN. Type it again."));
    return err_field(err, ERR_ROLE, "pin",
                     ngettext("Wrong PIN. The next try must wait %d second.",
                              "Wrong PIN. The next try must wait %d seconds.", (unsigned long)wait),
                     wait);
}

bool pin_guess(struct store *store, struct pin_tries *tries, const struct pin_owner *owners, int count, const char *pin,
               const char *terminal, struct err *err)
{
    struct err unseen = {0};
    bool right = false;
    if (!begin_try(store, tries, terminal, err) || !compare(store, owners, count, pin, &right, err))
        return false;
    if (!right)
        return refuse_wrong(store, tries, err);
    tries->count = 0;
    write_tries(store, tries, &unseen); /* what cannot be written now only makes a later wait longer */
    return true;
}

bool pin_check_officer(struct store *store, const struct officer *officer, const char *pin, const char *terminal,
                       struct err *err)
{
    const struct pin_owner owner = {.officer_id = officer->id, .pin_id = officer->pin_id};
    struct pin_tries tries = {.officer_id = officer->id};
    if (officer->id != 0 && officer->pin_id == 0)
        return true;
    return pin_guess(store, &tries, &owner, officer->id != 0, pin, terminal, err);
}

/* Whose PIN; "?" for names nobody bears, nothing for digits nobody has. At the way out it may be any of several. */
static bool read_whose(struct store *store, const struct pin_tries *tries, char name[NAME_BYTES], struct err *err)
{
    struct officer officer = {0};
    struct volunteer volunteer = {0};
    bool good = tries->officer_id != 0     ? officer_get(store, tries->officer_id, &officer, err)
                : tries->volunteer_id != 0 ? record_get(store, &volunteer_table, tries->volunteer_id, &volunteer, err)
                                           : true;
    bool is_door = tries->at_kiosk && pin_door_terminal(tries->terminal) != tries->terminal;
    text_copy(name, NAME_BYTES,
              tries->officer_id != 0     ? officer.name
              : tries->volunteer_id != 0 ? volunteer.name
              : is_door                  ? _("the way out")
              : tries->at_kiosk          ? ""
                                         : "?");
    return good;
}

bool pin_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count, struct err *err)
{
    struct pin_tries *tries = memory_new((size_t)most, sizeof *tries);
    bool good = pin_tries_told(store, now - PIN_TOLD_HOURS * 3600, tries, most, count, err);
    for (int i = 0; good && i < *count; i++) {
        char name[NAME_BYTES];
        good = read_whose(store, &tries[i], name, err);
        matters[i] = (struct alarm_matter){.subject = tries[i].officer_id};
        snprintf(matters[i].occasion, sizeof matters[i].occasion, "%lld.%lld%s", (long long)tries[i].told_at,
                 (long long)tries[i].id, tries[i].at_kiosk ? AT_KIOSK : "");
        if (name[0] != '\0')
            snprintf(matters[i].words, sizeof matters[i].words, "%s (%s)", name, pin_door_terminal(tries[i].terminal));
        else
            text_copy(matters[i].words, sizeof matters[i].words, tries[i].terminal);
    }
    free(tries);
    return good;
}

const char *pin_label_of(const char *occasion)
{
    return strstr(occasion, AT_KIOSK) != NULL ? N_("Wrong guesses at the shared terminal") : N_("Wrong PINs");
}
