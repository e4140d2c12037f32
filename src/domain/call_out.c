/* Ringing round for a gap: each call is kept with what was said, and nobody is rung by two officers at once. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "verb.h"
#include <stdlib.h>
#include <string.h>

enum { CALL_LASTS_S = 300 }; /* then nobody is on the line any more */

/* ---- a call begins ---- */

/* One's own call goes on, also at another terminal; where nobody is signed on everybody is somebody else. */
static bool is_own(const struct store *store, const struct call_out *call)
{
    return call->officer_id != 0 && call->officer_id == store_officer(store);
}

static bool refuse_rung(struct store *store, const struct call_out *call, struct err *err)
{
    char name[NAME_BYTES], officer[NAME_BYTES], since[TIME_SIZE];
    volunteer_told(store, call->volunteer_id, name);
    officer_told(store, call->officer_id, officer);
    moment_label(call->at, since);
    return err_field(err, ERR_CONFLICT, "volunteer", _("%1$s is being rung by %2$s, since %3$s: ring somebody else."),
                     name, officer, since);
}

static bool begin_within(struct store *store, const struct fit_shift *shift, int64_t volunteer_id, int64_t *id,
                         struct err *err)
{
    struct call_out call;
    struct volunteer volunteer;
    if (!record_get(store, &volunteer_table, volunteer_id, &volunteer, err))
        return false;
    if (call_out_going_on(store, volunteer_id, clock_now() - CALL_LASTS_S, &call, NULL)) {
        if (!is_own(store, &call))
            return refuse_rung(store, &call, err);
        *id = call.head.id;
        if (call.post_id == shift->post_id && call.starts_at == shift->starts_at)
            return true;
    }
    call = (struct call_out){.post_id = shift->post_id,
                             .starts_at = shift->starts_at,
                             .volunteer_id = volunteer_id,
                             .at = clock_now(),
                             .result = CALL_CALLING,
                             .officer_id = store_officer(store)};
    if (!record_save(store, &call_out_table, &call, err))
        return false;
    *id = call.head.id;
    return true;
}

bool call_out_begin(struct store *store, const struct fit_shift *shift, int64_t volunteer_id, int64_t *id,
                    struct err *err)
{
    int64_t begun = 0;
    if (!verb_begin(store, "roster.call", err) ||
        !verb_end(store, begin_within(store, shift, volunteer_id, &begun, err), err))
        return false;
    *id = begun;
    return true;
}

/* ---- and ends ---- */

/* The shift of a post that begins then: by its pattern, else as somebody stands on it. */
static void shift_beginning(const struct post *post, const struct call_out *call, struct assignment *shift)
{
    struct shift_pattern pattern = {.count = 0};
    int day = clock_day(call->starts_at);
    shift_pattern_parse(post->pattern, &pattern, NULL);
    *shift = (struct assignment){.post_id = call->post_id,
                                 .day = day,
                                 .starts_at = call->starts_at,
                                 .state = ASSIGNMENT_CONFIRMED}; /* they said so */
    for (int i = 0; i < pattern.count; i++)
        if (shift_starts_at(day, pattern.spans[i]) == call->starts_at)
            shift->ends_at = shift_ends_at(day, pattern.spans[i]);
}

/* As in the grid: whoever looks for a stand-in, or whose own household came under observation. */
static bool wants_relief(struct store *store, const struct assignment *one)
{
    struct volunteer volunteer;
    return roster_is_ahead(one) &&
           (one->seeking_at != 0 ||
            (record_get(store, &volunteer_table, one->volunteer_id, &volunteer, NULL) && volunteer.observed));
}

/* Somebody missing comes first; then whoever wants to be relieved is. */
static bool put_there(struct store *store, const struct call_out *call, const char *reason, struct err *err)
{
    struct roster_entry *entries = memory_new(CELL_MOST, sizeof *entries);
    struct take_over take = {.rev = -1, .volunteer_id = call->volunteer_id, .reason = reason, .promised = true};
    struct assignment shift = {0};
    struct post post;
    int64_t stand_in = 0;
    int count = 0, counting = 0;
    bool good = record_get(store, &post_table, call->post_id, &post, err) &&
                roster_cell(store, call->post_id, call->starts_at, entries, &count, err);
    if (good)
        shift_beginning(&post, call, &shift);
    for (int i = 0; good && i < count; i++) {
        const struct assignment *one = &entries[i].assignment;
        shift.ends_at = shift.ends_at != 0 ? shift.ends_at : one->ends_at;
        counting += assignment_counts(one);
        if (take.id == 0 && wants_relief(store, one))
            take.id = one->head.id;
    }
    free(entries);
    if (good && take.id != 0 && counting >= post.least)
        return roster_take_over_within(store, &take, &stand_in, err);
    shift.volunteer_id = call->volunteer_id;
    text_copy(shift.reason, sizeof shift.reason, reason != NULL ? reason : "");
    return good && roster_assign_within(store, &shift, false, false, err);
}

static bool end_within(struct store *store, int64_t id, enum call_out_result result, const char *reason,
                       struct err *err)
{
    struct call_out call;
    char name[NAME_BYTES];
    if (!record_get(store, &call_out_table, id, &call, err) || !void_refuse_again(call.head.voided, err))
        return false;
    volunteer_told(store, call.volunteer_id, name);
    if (call.result == CALL_COMING)
        return err_set(err, ERR_CONFLICT, _("%s has said already that they come."), name);
    call.result = result;
    return record_save(store, &call_out_table, &call, err) &&
           (result != CALL_COMING || put_there(store, &call, reason, err));
}

bool call_out_end(struct store *store, int64_t id, enum call_out_result result, const char *reason, struct err *err)
{
    if (result == CALL_CALLING)
        return err_field(err, ERR_INPUT, "result", _("What did they say? Coming, cannot, no answer or later."));
    return verb_begin(store, "roster.call", err) && verb_end(store, end_within(store, id, result, reason, err), err);
}
