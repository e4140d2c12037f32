/* Officers: saved, signed on, bound to a user of the computer. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "gatepost/people_rules.h"
#include "gatepost/pin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "pin_parts.h"
#include "verb.h"
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OFFICERS_MOST = 500, PASSWD_BYTES = 4096 };

bool officer_lacks_pin(const struct officer *officer)
{
    return officer->role == ROLE_OFFICER && officer->pin_id == 0;
}

bool duty_officer_stays(struct store *store, int64_t id, struct err *err)
{
    struct officer *officers = memory_new(OFFICERS_MOST, sizeof *officers);
    int count = 0;
    bool read = officer_list(store, officers, OFFICERS_MOST, &count, err), is_one = false, has_other = false;
    for (int i = 0; i < count; i++) {
        is_one = is_one || (officers[i].role == ROLE_OFFICER && officers[i].id == id);
        has_other = has_other || (officers[i].role == ROLE_OFFICER && officers[i].id != id);
    }
    free(officers);
    return read && (!is_one || has_other ||
                    err_field(err, ERR_INPUT, "role", _("This is the only duty officer. Name another first.")));
}

/* The real user, also where the program is installed set-group-id: whoever started it. */
static bool unix_name(char *name, size_t size)
{
    static char known[sizeof((struct officer *)0)->unix_user]; /* the same from start to end */
    char room[PASSWD_BYTES];
    struct passwd entry, *found = NULL;
    if (known[0] == '\0') {
        if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) != 0 || found == NULL)
            return false;
        text_copy(known, sizeof known, entry.pw_name);
    }
    text_copy(name, size, known);
    return true;
}

/* From an account that is bound nobody else signs on: the one this is done from must stay a duty officer's, and the
 * one's who works with it (domain.md: settings and officers would be out of reach of whoever sits here). */
static bool check_own_account(struct store *store, const struct officer *officer, struct err *err)
{
    char user[sizeof officer->unix_user];
    if (officer->unix_user[0] == '\0' || !unix_name(user, sizeof user) || strcmp(user, officer->unix_user) != 0)
        return true;
    if (store_officer(store) != 0 && store_officer(store) != officer->id)
        return err_field(err, ERR_INPUT, "unix_user",
                         _("%1$s is the account you work with: bound to %2$s, it would not let you sign on any more."),
                         user, officer->name);
    return officer->role == ROLE_OFFICER ||
           err_field(err, ERR_INPUT, "unix_user",
                     _("%s is the account you work with: no duty officer could sign on from it any more."), user);
}

/* Only what is typed anew is looked up: the computer a file was moved to may know other users. */
static bool check_unix(struct store *store, struct officer *officer, struct err *err)
{
    struct officer before = {0}, other;
    char room[PASSWD_BYTES];
    struct passwd entry, *found = NULL;
    if (!text_accept(officer->unix_user, sizeof officer->unix_user, "unix_user", N_("Unix user"), err))
        return false;
    if (officer->unix_user[0] == '\0')
        return true;
    if (officer->id != 0 && !officer_get(store, officer->id, &before, err))
        return false;
    if (strcmp(before.unix_user, officer->unix_user) == 0)
        return true;
    if (getpwnam_r(officer->unix_user, &entry, room, sizeof room, &found) != 0 || found == NULL)
        return err_field(err, ERR_INPUT, "unix_user", _("This computer has no user called %s."), officer->unix_user);
    if (!officer_of_unix(store, officer->unix_user, &other, err))
        return false;
    return other.id == 0 || err_field(err, ERR_INPUT, "unix_user", _("The Unix user %1$s is bound to %2$s already."),
                                      officer->unix_user, other.name);
}

static bool check_officer(struct store *store, struct officer *officer, struct err *err)
{
    char name[NAME_BYTES];
    if (!void_refuse_again(officer->voided, err) || !masked_refuse(officer->name, "name", err))
        return false;
    if (!name_parse(officer->name, name, err)) {
        if (err != NULL)
            err->field = "name";
        return false;
    }
    text_copy(officer->name, sizeof officer->name, name);
    int64_t other = 0;
    if (officer_find(store, officer->name, &other, NULL) && other != officer->id)
        return err_field(err, ERR_INPUT, "name", _("There is an officer called %s already."), officer->name);
    return check_unix(store, officer, err) && check_own_account(store, officer, err) &&
           (officer->id == 0 || officer->role == ROLE_OFFICER || duty_officer_stays(store, officer->id, err));
}

static bool save_officer(struct store *store, struct officer *officer, const struct pin_change *change,
                         const char *hash, struct err *err)
{
    if (!check_officer(store, officer, err) || !officer_save(store, officer, err))
        return false;
    struct pin_owner owner = {.officer_id = officer->id, .pin_id = officer->pin_id};
    if (!pin_write(store, &owner, change, hash, err))
        return false;
    bool same = officer->pin_id == owner.pin_id;
    officer->pin_id = owner.pin_id;
    return same || officer_save(store, officer, err);
}

bool pin_save_officer(struct store *store, struct officer *officer, const struct pin_change *change, struct err *err)
{
    const char *verb = officer->id == 0 ? "officer.add" : "officer.edit";
    struct officer draft = *officer;
    char hash[PIN_HASH_BYTES];
    /* Who may not is told before the digits are looked at. */
    if (!verb_allowed(store, verb, err) || !pin_prepare(change, hash, err) || !verb_begin(store, verb, err))
        return false;
    if (!verb_end(store, save_officer(store, &draft, change, hash, err), err))
        return false;
    *officer = draft;
    return true;
}

bool people_add_officer(struct store *store, struct officer *officer, struct err *err)
{
    return pin_save_officer(store, officer, &(struct pin_change){PIN_KEEP, "", ""}, err);
}

/* Not through save_officer: name, role and Unix user are not theirs to change, nor to be checked anew. */
static bool save_own(struct store *store, struct officer *officer, const struct pin_change *change, const char *hash,
                     struct err *err)
{
    struct pin_owner owner = {.officer_id = officer->id, .pin_id = officer->pin_id};
    if (!pin_write(store, &owner, change, hash, err))
        return false;
    officer->pin_id = owner.pin_id;
    return officer_save(store, officer, err);
}

bool pin_change_own(struct store *store, const char *current, const struct pin_change *change, struct err *err)
{
    struct officer officer;
    char hash[PIN_HASH_BYTES];
    if (!verb_allowed(store, "officer.own_pin", err) || !officer_get(store, store_officer(store), &officer, err) ||
        !pin_prepare(change, hash, err))
        return false;
    if (!pin_check_officer(store, &officer, current, store_terminal(store), err)) {
        if (err != NULL && err->field != NULL)
            err->field = "current";
        return false;
    }
    if (!verb_begin(store, "officer.own_pin", err))
        return false;
    return verb_end(store, save_own(store, &officer, change, hash, err), err);
}

/* ---- signing on ---- */

bool pin_bound_officer(struct store *store, struct officer *bound, struct err *err)
{
    char user[sizeof bound->unix_user];
    *bound = (struct officer){0};
    return !unix_name(user, sizeof user) || officer_of_unix(store, user, bound, err);
}

/* Whom the name means, and whether this user of the computer may be that officer. */
static bool find_signing(struct store *store, const char *name, struct officer *officer, bool *bound, struct err *err)
{
    char typed[NAME_BYTES];
    int64_t id = 0;
    struct officer only;
    if (!name_parse(name, typed, err))
        return false;
    if (!pin_bound_officer(store, &only, err))
        return false;
    *bound = only.id != 0;
    if (*bound && strcmp(only.name, typed) != 0)
        return err_field(err, ERR_ROLE, "officer",
                         _("The Unix user %1$s is bound to %2$s and to nobody else: sign on from another account."),
                         only.unix_user, only.name);
    if (!officer_find(store, typed, &id, NULL))
        return err_field(err, ERR_NOT_FOUND, "officer",
                         _("No officer is called %s. A duty officer adds people under F9, Officers."), typed);
    return officer_get(store, id, officer, err);
}

bool people_sign_on(struct store *store, const char *name, const char *terminal, bool desk, struct err *err)
{
    struct officer officer;
    bool bound = false;
    if (!find_signing(store, name, &officer, &bound, err))
        return false;
    if (!bound && officer.pin_id != 0)
        return err_field(err, ERR_ROLE, "pin", _("%s signs on with a PIN."), officer.name);
    return (!desk || role_allowed(&officer, "desk.open", err)) && store_sign_on(store, officer.id, terminal, desk, err);
}

bool pin_sign_on(struct store *store, const char *name, const char *pin, const char *terminal, bool desk,
                 struct err *err)
{
    struct officer officer;
    bool bound = false;
    return find_signing(store, name, &officer, &bound, err) &&
           (bound || pin_check_officer(store, &officer, pin, terminal, err)) &&
           (!desk || role_allowed(&officer, "desk.open", err)) && store_sign_on(store, officer.id, terminal, desk, err);
}

bool pin_unlock(struct store *store, const char *name, const char *pin, const char *terminal, struct err *err)
{
    struct officer officer = {0}, only;
    char typed[NAME_BYTES];
    int64_t id = 0;
    bool known = name_parse(name, typed, NULL) && officer_find(store, typed, &id, NULL);
    if (known && !officer_get(store, id, &officer, err))
        return false;
    /* Nobody who could open it, except whose desk it is: a PIN taken from them meanwhile must not lock them out. */
    if (officer.pin_id == 0 && officer.id != store_officer(store))
        officer = (struct officer){0};
    if (!pin_check_officer(store, &officer, pin, terminal, err))
        return false;
    if (officer.id == store_officer(store))
        return true;
    bool bound = false;
    if (!pin_bound_officer(store, &only, err) || (only.id != 0 && !find_signing(store, name, &officer, &bound, err)))
        return false;
    return role_allowed(&officer, "desk.open", err) && store_sign_on(store, officer.id, terminal, true, err);
}
