#include "gatepost/poster_rules.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/words.h"
#include "site.h"
#include "verb.h"

static void begin(void *record)
{
    ((struct poster *)record)->pieces = 1;
}

/* That all came down says when, and when they came down says that it was all of them. */
static void complete_down(struct poster *poster, const struct poster *before)
{
    bool said = poster->down_at != 0 && (before == NULL || before->down_at != poster->down_at);
    if (said && poster->gone == (before != NULL ? before->gone : 0))
        poster->gone = poster->pieces;
    if (poster->gone == 0)
        poster->down_at = 0;
    else if (poster->gone == poster->pieces && poster->down_at == 0)
        poster->down_at = clock_now();
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct poster *poster = record;
    if (poster->at == 0)
        poster->at = clock_now();
    if (poster->pieces == 0)
        poster->pieces = 1;
    if (before == NULL)
        poster->officer_id = store_officer(store);
    if (poster->kind == POSTER_ANNOUNCEMENT) {
        poster->gone = 0;
        poster->down_at = 0;
    }
    complete_down(poster, before);
    if (poster->gone > poster->pieces)
        return err_field(err, ERR_INPUT, "gone", _("There were %1$d: %2$d cannot be gone."), poster->pieces,
                         poster->gone);
    if (poster->down_at != 0 && poster->down_at < poster->at)
        return err_field(err, ERR_INPUT, "down", _("They cannot have come down before they were put up."));
    return site_complete(store, poster->building, poster->place_id, err);
}

const struct register_rules poster_rules = {
    .table = &poster_table,
    .verb_add = "poster.add",
    .verb_edit = "poster.edit",
    .verb_void = "poster.void",
    .begin = begin,
    .check = check,
};

static bool take_down(struct store *store, int64_t id, int64_t rev, int remain, struct err *err)
{
    struct poster poster;
    if (!record_get(store, &poster_table, id, &poster, err) || !void_refuse_again(poster.head.voided, err))
        return false;
    if (poster.kind == POSTER_ANNOUNCEMENT)
        return err_set(err, ERR_INPUT, _("Of an announcement nothing remains."));
    if (remain < 0 || remain > poster.pieces)
        return err_set(err, ERR_INPUT, _("There were %1$d: from 0 to %1$d can remain."), poster.pieces);
    if (rev >= 0)
        poster.head.rev = rev;
    poster.gone = poster.pieces - remain;
    poster.down_at = poster.gone > 0 ? clock_now() : 0;
    return register_save_within(store, &poster_rules, &poster, err);
}

bool poster_take_down(struct store *store, int64_t id, int64_t rev, int remain, struct err *err)
{
    return verb_begin(store, "poster.down", err) && verb_end(store, take_down(store, id, rev, remain, err), err);
}
