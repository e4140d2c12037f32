/* What becomes of a shift besides standing on it: confirmed, excused, a stand-in looked for, nobody came; and all of it
 * put right. */
#include "gatepost/clock.h"
#include "gatepost/moment.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "roster_act.h"
#include "verb.h"

/* One verb: the shift is read, looked at, changed and written. */
struct move {
    int64_t id, rev;
    char text[NOTE_BYTES]; /* reason or remark */
    bool seeking;
};
typedef bool move_fn(struct store *store, const struct move *move, struct assignment *one, struct err *err);

static bool carry_out(struct store *store, const struct move *move, move_fn *change, struct err *err)
{
    struct assignment one;
    if (!roster_get(store, move->id, &one, err))
        return false;
    if (!change(store, move, &one, err))
        return false;
    return roster_refuse_stale(store, move->rev, &one, err) && roster_write(store, &one, err);
}

static bool take(struct move *move, const char *text, bool needed, struct err *err)
{
    text_copy(move->text, sizeof move->text, text != NULL ? text : "");
    if (!text_accept(move->text, sizeof move->text, needed ? "reason" : "note", needed ? N_("Reason") : N_("Remark"),
                     err))
        return false;
    return !needed || move->text[0] != '\0' ||
           err_field(err, ERR_INPUT, "reason", _("Why? Give the reason: it stays with the shift."));
}

static bool run(struct store *store, const char *verb, const struct move *move, move_fn *change, struct err *err)
{
    return verb_begin(store, verb, err) && verb_end(store, carry_out(store, move, change, err), err);
}

/* ---- coming ---- */

static bool confirm(struct store *store, const struct move *move, struct assignment *one, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES];
    if (!roster_is_ahead(one))
        return refuse_state(store, move->rev, one, err);
    shift_words(store, one, words);
    volunteer_told(store, one->volunteer_id, name);
    if (one->state == ASSIGNMENT_CONFIRMED)
        return err_set(err, ERR_INPUT, _("%1$s has confirmed %2$s already."), name, words);
    if (one->ends_at <= clock_now())
        return err_set(err, ERR_INPUT, _("%s is over: there is nothing to confirm."), words);
    one->state = ASSIGNMENT_CONFIRMED;
    one->seeking_at = 0;
    return true;
}

bool roster_confirm(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    const struct move move = {.id = id, .rev = rev};
    return run(store, "roster.move", &move, confirm, err);
}

/* ---- not coming ---- */

static bool excuse(struct store *store, const struct move *move, struct assignment *one, struct err *err)
{
    if (!roster_is_ahead(one) && one->state != ASSIGNMENT_NO_SHOW)
        return refuse_state(store, move->rev, one, err);
    one->state = ASSIGNMENT_EXCUSED;
    one->seeking_at = 0;
    text_copy(one->reason, sizeof one->reason, move->text);
    return true;
}

bool roster_excuse(struct store *store, int64_t id, int64_t rev, const char *reason, struct err *err)
{
    struct move move = {.id = id, .rev = rev};
    return take(&move, reason, true, err) && run(store, "roster.move", &move, excuse, err);
}

static bool miss(struct store *store, const struct move *move, struct assignment *one, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], when[TIME_SIZE];
    if (!roster_is_ahead(one))
        return refuse_state(store, move->rev, one, err);
    if (clock_now() < one->starts_at) {
        shift_words(store, one, words);
        moment_label(one->starts_at, when);
        return err_set(err, ERR_INPUT, _("%1$s begins only at %2$s: until then nobody has failed to come."), words,
                       when);
    }
    one->state = ASSIGNMENT_NO_SHOW;
    one->seeking_at = 0;
    note_behind(one, move->text);
    return true;
}

bool roster_no_show_within(struct store *store, int64_t id, int64_t rev, const char *note, struct err *err)
{
    struct move move = {.id = id, .rev = rev};
    return take(&move, note, false, err) && carry_out(store, &move, miss, err);
}

bool roster_no_show(struct store *store, int64_t id, int64_t rev, const char *note, struct err *err)
{
    struct move move = {.id = id, .rev = rev};
    return take(&move, note, false, err) && run(store, "roster.move", &move, miss, err);
}

/* ---- a stand-in ---- */

static bool refuse_same(struct store *store, const struct move *move, const struct assignment *one, struct err *err)
{
    char words[SHIFT_WORDS_BYTES], name[NAME_BYTES], since[TIME_SIZE];
    shift_words(store, one, words);
    volunteer_told(store, one->volunteer_id, name);
    moment_label(one->seeking_at, since);
    return move->seeking ? err_set(err, ERR_INPUT, _("%1$s looks for a stand-in on %2$s already, since %3$s."), name,
                                   words, since)
                         : err_set(err, ERR_INPUT, _("%1$s does not look for a stand-in on %2$s."), name, words);
}

static bool seek(struct store *store, const struct move *move, struct assignment *one, struct err *err)
{
    char words[SHIFT_WORDS_BYTES];
    if (!roster_is_ahead(one))
        return refuse_state(store, move->rev, one, err);
    if (move->seeking == (one->seeking_at != 0))
        return refuse_same(store, move, one, err);
    shift_words(store, one, words);
    if (move->seeking && one->ends_at <= clock_now())
        return err_set(err, ERR_INPUT, _("%s is over: nobody can stand in any more."), words);
    one->seeking_at = move->seeking ? clock_now() : 0;
    note_behind(one, move->text);
    return true;
}

bool roster_seek_within(struct store *store, int64_t id, int64_t rev, bool seeking, const char *note, struct err *err)
{
    struct move move = {.id = id, .rev = rev, .seeking = seeking};
    return take(&move, note, false, err) && carry_out(store, &move, seek, err);
}

bool roster_seek(struct store *store, int64_t id, int64_t rev, bool seeking, const char *note, struct err *err)
{
    struct move move = {.id = id, .rev = rev, .seeking = seeking};
    return take(&move, note, false, err) && run(store, "roster.move", &move, seek, err);
}
