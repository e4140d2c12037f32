/* Domain verbs for people, places, flags, checkpoints and officers: begin, check, write, audit, commit. Save means: new
 * when id is 0, else by rev. */
#ifndef GATEPOST_PEOPLE_RULES_H
#define GATEPOST_PEOPLE_RULES_H
#include "gatepost/people.h"

/* Checks names, phones, ID numbers; fills birth day and sex from a resident ID. ERR_INPUT with the field. */
bool people_add_person(struct store *store, struct person *person, struct err *err);
/* What is said of somebody in the register who has the same ID number. */
enum same_person {
    SAME_NOT_SAID, /* ERR_INPUT with field "id_number": saying it comes first (domain.md §3) */
    SAME_LATER,    /* it is the same person, merged later: stays among the doubles (doubles.h) */
    SAME_NOT,      /* it is not: remembered, and not asked again */
    SAME_COUNT
};
extern const char *const same_person_names[]; /* ends with NULL, for commands */
/* people_add_person, with that said. An ID number that stood there before is not asked about. */
bool people_add_person_as(struct store *store, struct person *person, enum same_person same, struct err *err);
/* Two persons who look like one are not: remembered, never asked again. ERR_INPUT when they are one record, or one is
 * merged or voided. */
bool people_say_distinct(struct store *store, int64_t one, int64_t other, struct err *err);
/* people_add_person inside a running transaction of another verb. */
bool people_add_person_within(struct store *store, struct person *person, struct err *err);
/* A household needs a room, unique in its estate; an enterprise and a small place a name, a rented house a name or a
 * room, and none stands there twice (ERR_INPUT, the field named). Who screens it follows from its kind where nothing is
 * said (domain.md §1). */
bool people_add_place(struct store *store, struct place *place, struct err *err);
bool people_merge(struct store *store, int64_t from, int64_t into, struct err *err);
bool people_set_flag(struct store *store, struct flag *flag, struct err *err);
bool people_clear_flag(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
bool people_add_checkpoint(struct store *store, struct checkpoint *checkpoint, struct err *err);
/* ERR_INPUT with field "unix_user" when it would bind the account this runs under to anybody but a duty officer, or to
 * somebody else than who does it: from a bound account nobody else signs on (domain.md §12). */
bool people_add_officer(struct store *store, struct officer *officer, struct err *err);
/* A duty officer whose name alone opens everything: worth a warning. */
bool officer_lacks_pin(const struct officer *officer);
/* Void with a reason, by rev (-1: whatever it is). ERR_INPUT when it is voided already or something valid depends on
 * it: persons or vehicles of a household, flags in force, the only checkpoint, the only duty officer. */
bool people_void_person(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
bool people_void_place(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
bool people_void_checkpoint(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
bool people_void_officer(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
/* Signs an officer on by name at this terminal. ERR_NOT_FOUND; ERR_ROLE with field "pin" when a PIN is needed (ask for
 * it, then pin_sign_on of pin.h), with field "officer" when the Unix user of this process is bound to somebody else.
 * `desk`: undo reaches back to here; a shared terminal's role is refused there. */
bool people_sign_on(struct store *store, const char *name, const char *terminal, bool desk, struct err *err);
#endif
