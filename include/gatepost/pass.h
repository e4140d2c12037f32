/* Passes (出入证, domain.md §2): of a person or of a household; valid, expired, lost or void. A lost pass keeps its
 * number, so that it is known when somebody shows it; the number of a void one may be issued again. */
#ifndef GATEPOST_PASS_H
#define GATEPOST_PASS_H
#include "gatepost/record.h"

enum pass_state { PASS_VALID, PASS_EXPIRED, PASS_LOST, PASS_VOID, PASS_STATE_COUNT };
struct pass {
    struct record_head head;
    char number[PASS_NUMBER_SIZE];
    int64_t person_id, place_id; /* one of them */
    char colour[64];
    int64_t issued_at, valid_until; /* valid_until 0: until it is void */
    char lost[NOTE_BYTES];          /* how it was lost; "": it is not */
    int64_t lost_at, voided_at;
    int64_t replaces; /* the pass it was issued for, 0: none */
    char note[NOTE_BYTES];
    enum pass_state state; /* read only: as it is now */
};
extern const char *const pass_state_names[], *const pass_state_labels[];
extern const struct record_field pass_fields[];
extern const struct record_table pass_table;
enum { PASSES_VALID, PASSES_LOST, PASSES_VOID, PASSES_ALL }; /* scopes */

/* By its number in any spelling; of several with that number the one that is not void, else the newest. ERR_INPUT when
 * the text is no number of a pass, ERR_NOT_FOUND. */
bool pass_find(struct store *store, const char *typed, struct pass *pass, struct err *err);
/* What it was at a moment. */
enum pass_state pass_state_at(const struct pass *pass, int64_t at);
/* Reported lost (挂失) with how and when, by rev (-1: whatever it is). ERR_INPUT when it is lost or void already. */
bool pass_lose(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err);
/* True when the gate asks this class for a pass (setting pass.asked; CLASS_ of crossing.h). */
bool pass_is_asked(struct store *store, int class);
/* Whom to call about a pass that does not count: the setting pass.call, else who of the call list is reached round the
 * clock, with the full number: they are there to be called; "" when nobody is named. */
void pass_call(struct store *store, char *text, size_t size);
/* A colour offered (setting pass.colours, "红,黄,绿"); false behind the last. */
bool pass_colour(struct store *store, int index, char *text, size_t size);
#endif
