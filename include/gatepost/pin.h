/* PINs (domain.md §1, §7; screens.md Command line): set, checked with growing waits, kept as yescrypt hashes. And who a
 * user of the computer is. */
#ifndef GATEPOST_PIN_H
#define GATEPOST_PIN_H
#include "gatepost/people.h"

enum {
    PIN_BYTES = 64,      /* room for what is typed; digits may be full-width */
    PIN_TOLD = 5,        /* so many wrong ones for one officer, and the desk is told */
    PIN_TOLD_HOURS = 12, /* for so long */
    PIN_NEW_DIGITS = 4,  /* of one the program makes */
};
enum pin_what { PIN_KEEP, PIN_SET, PIN_NONE };
struct pin_change {
    enum pin_what what;
    const char *pin, *again; /* PIN_SET: as typed, twice */
};

/* people_add_officer, and the PIN with it: one batch, undone as one. ERR_INPUT with field "pin" when it is not 4 to 12
 * digits, "again" when the two differ; nothing is saved then. A new PIN ends the waits of its officer. */
bool pin_save_officer(struct store *store, struct officer *officer, const struct pin_change *change, struct err *err);
/* The officer signed on changes their own PIN, whatever the role; `current` is checked as pin_check does ("" when there
 * is none yet; ERR_ROLE with field "current"). */
bool pin_change_own(struct store *store, const char *current, const struct pin_change *change, struct err *err);

/* Gives a volunteer the PIN of the shared terminal, another one, or takes it away: verb volunteer.pin, one batch,
 * undone as one. `rev` of their record, -1: whatever it is. ERR_INPUT as above, and with field "pin" when it is the end
 * of their phone's number. A new one ends the waits. */
bool pin_save_volunteer(struct store *store, int64_t id, int64_t rev, const struct pin_change *change, struct err *err);
/* Makes one up for them, by chance; nothing is saved. */
bool pin_make(struct store *store, int64_t volunteer_id, char pin[PIN_NEW_DIGITS + 1], struct err *err);

/* people_sign_on (people_rules.h) with a PIN, which is looked at where the officer has one. Every try is counted before
 * it is looked at, wherever it comes from; from the third wrong one on the next must wait 5 s, 15 s, 60 s, then 5 min
 * (ERR_BUSY, the PIN is not looked at), until a right one or a new PIN. ERR_ROLE with field "pin": it is wrong, or the
 * session is read-only and cannot count. Begins and commits by itself. */
bool pin_sign_on(struct store *store, const char *name, const char *pin, const char *terminal, bool desk,
                 struct err *err);
/* Opens a locked desk: the officer signed on stays so (and undo reaches back as before), another one is signed on. Only
 * with a PIN: an unknown name and an officer without one take as long and are told the same, counted per terminal.
 * Whose desk it is comes back in without one when it was taken from them meanwhile. */
bool pin_unlock(struct store *store, const char *name, const char *pin, const char *terminal, struct err *err);
/* The officer the real Unix user of this process is bound to (officer.unix_user): that one needs no PIN here, and
 * nobody else can sign on. id 0: bound to nobody. */
bool pin_bound_officer(struct store *store, struct officer *bound, struct err *err);

struct alarm_matter;
/* The alarm rule "pin" (alarm_rules.h): officers and volunteers for whom so many wrong ones were typed within
 * the last hours, with the terminal; "?" for names nobody bears; for digits nobody has the shared terminal alone. A
 * right one does not end it: it may have been a guess. */
bool pin_matters(struct store *store, int64_t now, struct alarm_matter *matters, int most, int *count, struct err *err);
/* What such an occasion is called (msgid): those at a shared terminal otherwise. */
const char *pin_label_of(const char *occasion);
#endif
