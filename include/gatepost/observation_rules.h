/* What is done with home observations (居家医学观察, domain.md §4): opened, verified, released, left otherwise,
 * extended. Opened and edited as a register: observation_rules of registers.h. Nothing ends or extends by itself; that
 * a term is complete follows from its end (observation_awaits_release of half_day.h). Verbs begin and commit by
 * themselves; `rev` below 0 takes whatever it is, ERR_CONFLICT says who changed the record since. */
#ifndef GATEPOST_OBSERVATION_RULES_H
#define GATEPOST_OBSERVATION_RULES_H
#include "gatepost/half_day.h"

/* What a new observation will be before it is saved, or an edited one: place from the person, days from the settings,
 * end and door. What the rules refuse is refused here too. `before` NULL: a new one. Writes nothing. */
bool observation_complete(struct store *store, struct observation *observation, const struct observation *before,
                          struct err *err);
/* What was to be verified is under observation; the household's flag is set (verb observation.verify). */
bool observation_verify(struct store *store, int64_t id, int64_t rev, struct err *err);

/* The papers of a release. Texts "" where they are not known. */
struct observation_release {
    char applied_by[NAME_BYTES], verified_by[NAME_BYTES], issued_by[NAME_BYTES], paper_number[NAME_BYTES];
    int64_t delivered_at; /* 0: not yet; written later by an edit */
    char end_reason[NOTE_BYTES];
};
/* Releases by name (verb observation.release). ERR_INPUT with the field: the papers but delivered_at are needed;
 * end_reason is needed before the end of the term and where readings are missing, and the sentence lists them. The last
 * running observation of a household that ends takes its flag away. */
bool observation_release(struct store *store, int64_t id, int64_t rev, const struct observation_release *release,
                         struct err *err);
/* Another end (verb observation.leave): to hospital, to central isolation, moved out, lost contact, by mistake. The
 * reason says where to, or what was wrong. Who is lost is wanted at the gates from then on. */
bool observation_leave(struct store *store, int64_t id, int64_t rev, enum observation_state how, const char *reason,
                       struct err *err);
/* Another last day (yyyymmdd), with a reason that is kept beside it (verb observation.term). ERR_INPUT for one before
 * day 1 or today, the same, one behind which readings stand, and terms longer than TERM_DAYS_MOST. */
enum { TERM_DAYS_MOST = 60 };
bool observation_change_term(struct store *store, int64_t id, int64_t rev, int last_day, const char *reason,
                             struct err *err);
/* The half-days that are over at `now` without a temperature and not excused, oldest first: nobody tried, no answer or
 * refused. *count: how many in all, also beyond `most`. */
bool observation_missing(struct store *store, const struct observation *observation, int64_t now,
                         struct half_day *missing, int most, int *count, struct err *err);
/* "day 9 of 14, until 04-16"; "term complete since 04-16, awaiting release"; "to be verified"; how and when it ended.
 */
void observation_words(const struct observation *observation, int64_t now, char *text, size_t size);

/* What Ctrl-Z would leave: nobody observed twice, no household without the flag it needs or with one it does not. For
 * rows of the tables observation and flag; ERR_DENIED says whom it is about. */
bool observation_fits(struct store *store, const char *table, int64_t id, struct err *err);
#endif
