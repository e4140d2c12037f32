#include "gatepost/patrol_rules.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "site.h"
#include "verb.h"

/* Where nothing was found there is nothing to do. */
static void complete_done(struct store *store, struct patrol *patrol, const struct patrol *before)
{
    bool nothing = patrol->found[0] == '\0';
    if (nothing && patrol->done_at == 0) {
        patrol->done_at = patrol->at;
        patrol->done_officer_id = store_officer(store);
    } else if (!nothing && before != NULL && before->found[0] == '\0') {
        patrol->done_at = patrol->done_officer_id = 0;
    }
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct patrol *patrol = record;
    if (patrol->at == 0)
        patrol->at = clock_now();
    if (before == NULL) {
        patrol->officer_id = store_officer(store);
        patrol->done_at = patrol->done_officer_id = 0;
    }
    if (patrol->urgent && patrol->found[0] == '\0')
        return err_field(err, ERR_INPUT, "found", _("What is urgent? Say what was found."));
    complete_done(store, patrol, before);
    return site_complete(store, patrol->building, patrol->place_id, err);
}

const struct register_rules patrol_rules = {
    .table = &patrol_table,
    .verb_add = "patrol.add",
    .verb_edit = "patrol.edit",
    .verb_void = "patrol.void",
    .check = check,
};

static bool close_note(struct store *store, int64_t id, int64_t rev, const char *action, struct err *err)
{
    struct patrol patrol;
    if (!register_read(store, &patrol_rules, id, rev, &patrol, err))
        return false;
    if (patrol.done_at != 0)
        return err_set(err, ERR_CONFLICT, _("It is done already: %s"),
                       patrol.action[0] != '\0' ? patrol.action : _("all in order"));
    text_copy(patrol.action, sizeof patrol.action, action);
    patrol.done_at = clock_now();
    patrol.done_officer_id = store_officer(store);
    return record_save(store, &patrol_table, &patrol, err);
}

bool patrol_done(struct store *store, int64_t id, int64_t rev, const char *action, struct err *err)
{
    char words[NOTE_BYTES];
    text_copy(words, sizeof words, action);
    if (!text_accept(words, sizeof words, "action", N_("What was done"), err))
        return false;
    if (words[0] == '\0')
        return err_field(err, ERR_INPUT, "action", _("What was done about it? A few words."));
    return verb_begin(store, "patrol.done", err) && verb_end(store, close_note(store, id, rev, words, err), err);
}

static bool reopen(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    struct patrol patrol;
    if (!register_read(store, &patrol_rules, id, rev, &patrol, err))
        return false;
    if (patrol.done_at == 0)
        return err_set(err, ERR_CONFLICT, _("It is open already."));
    if (patrol.found[0] == '\0')
        return err_set(err, ERR_INPUT, _("All was in order there: nothing is open. Edit it to say what was found."));
    patrol.done_at = patrol.done_officer_id = 0;
    return record_save(store, &patrol_table, &patrol, err);
}

bool patrol_reopen(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    return verb_begin(store, "patrol.reopen", err) && verb_end(store, reopen(store, id, rev, err), err);
}
