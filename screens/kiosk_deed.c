/* What was pressed at the shared terminal is saved, however long the file is busy or out of reach, and whoever stands
 * there by then. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include <string.h>

enum { DEED_MS = 120000 };

bool kiosk_is_out_of_reach(const struct err *err)
{
    return (err->code == ERR_BUSY && err->field == NULL) || err->code == ERR_DATABASE || err->code == ERR_SYSTEM;
}

const char *kiosk_why(const struct err *err)
{
    if (kiosk_is_out_of_reach(err))
        return _("One moment, please.");
    if (err->code == ERR_SCHEMA) /* only the staff can do anything about it */
        return _("This terminal must be started again. Please tell the desk.");
    return err->text;
}

/* Whoever pressed the key may have gone, and somebody else may stand there: it is done for them all the same. */
static bool run_deed(struct kiosk *kiosk, const struct kiosk_deed *deed, struct err *err)
{
    store_act_for(kiosk->store, deed->who.id, deed->proven);
    bool good = deed->run(kiosk, deed, err);
    store_act_for(kiosk->store, kiosk->who.id, kiosk->proven);
    return good;
}

/* To whoever pressed the key; when they have gone, without saying what it was: that it was saved on the start page,
 * that it was not to whoever stands there now, who knows them or tells the desk. */
static void tell(struct kiosk *kiosk, const struct kiosk_deed *deed, bool good, const struct err *err)
{
    if (deed->who.id == kiosk->who.id) {
        if (good)
            deed->done(kiosk, deed);
        else if (kiosk_is_out_of_reach(err))
            kiosk_say(kiosk, "%s", _("It was not saved. Please tell the staff at the desk."));
        else {
            if (err->code == ERR_NOT_FOUND) /* whoever stands there is no volunteer any more */
                kiosk_reset(kiosk);
            kiosk_say(kiosk, "%s", kiosk_why(err));
        }
    } else if (!good)
        kiosk_say(kiosk, _("%s: it was not saved. Please ask at the desk."), deed->who.name);
    else if (kiosk->who.id == 0)
        kiosk_say(kiosk, _("%s: saved."), deed->who.name);
}

void kiosk_try_again(struct kiosk *kiosk)
{
    struct kiosk_deed deed = kiosk->deed;
    struct err err = {0};
    bool good = run_deed(kiosk, &deed, &err);
    int64_t now = clock_monotonic_ms();
    kiosk->waiting = !good && kiosk_is_out_of_reach(&err) && now - kiosk->deed_since_ms < DEED_MS;
    kiosk->again_at_ms = now + KIOSK_AGAIN_MS;
    kiosk_read_again(kiosk);
    if (kiosk->waiting)
        return;
    explicit_bzero(&kiosk->deed, sizeof kiosk->deed);
    tell(kiosk, &deed, good, &err);
}

void kiosk_begin(struct kiosk *kiosk, const struct kiosk_deed *deed)
{
    if (kiosk->deed.run != NULL) { /* the one before is not written yet; draw says so */
        kiosk_say(kiosk, "%s", _("One moment, please: it is being saved by itself."));
        return;
    }
    kiosk->deed = *deed;
    kiosk->deed.who = kiosk->who;
    kiosk->deed.proven = kiosk->proven;
    kiosk->deed_since_ms = clock_monotonic_ms();
    kiosk_try_again(kiosk);
}
