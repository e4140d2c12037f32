#include "gatepost/visit_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "observed_part.h"
#include "verb.h"

enum { SPARE_BYTES = 8 }; /* text_accept refuses a text that fills its array */

void team_members(const struct team *team, char *text)
{
    const char *const names[] = {team->cadre, team->grid_worker, team->doctor};
    struct buffer all = {0};
    for (int i = 0; i < 3; i++)
        if (names[i][0] != '\0')
            buffer_format(&all, "%s%s", all.length > 0 ? "、" : "", names[i]);
    text_copy(text, NAME_BYTES - SPARE_BYTES, buffer_text(&all));
    buffer_release(&all);
}

static bool complete_who(struct store *store, struct visit *visit, struct err *err)
{
    struct team team;
    if (visit->who[0] != '\0')
        return masked_refuse(visit->who, "who", err);
    if (visit->team_id == 0)
        return err_field(err, ERR_INPUT, "who", _("Who went? Give the team or the names."));
    if (!record_get(store, &team_table, visit->team_id, &team, err))
        return false;
    team_members(&team, visit->who);
    return true;
}

static bool check_times(const struct visit *visit, struct err *err)
{
    if (visit->done_at != 0 && visit->needed[0] == '\0')
        return err_field(err, ERR_INPUT, "needed", _("What was done? Say what was needed."));
    if (visit->done_at != 0 && visit->done_at < visit->at)
        return err_field(err, ERR_INPUT, "done_at", _("It would have been done before the visit."));
    return visit->next_at == 0 || visit->next_at > visit->at ||
           err_field(err, ERR_INPUT, "next_at", _("The next time would be before this one."));
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct visit *visit = record;
    if (visit->at == 0)
        visit->at = clock_now();
    if (before == NULL)
        visit->officer_id = store_officer(store);
    return observed_complete(store, visit->observation_id, &visit->place_id, err) && complete_who(store, visit, err) &&
           check_times(visit, err);
}

const struct register_rules visit_rules = {
    .table = &visit_table,
    .verb_add = "visit.add",
    .verb_edit = "visit.edit",
    .verb_void = "visit.void",
    .check = check,
};

static bool done(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    struct visit visit;
    if (!register_read(store, &visit_rules, id, rev, &visit, err))
        return false;
    if (visit.needed[0] == '\0')
        return err_set(err, ERR_INPUT, _("Nothing was needed there: nothing is open."));
    if (visit.done_at != 0)
        return err_set(err, ERR_CONFLICT, _("It is done already: %s"), visit.needed);
    visit.done_at = clock_now();
    return record_save(store, &visit_table, &visit, err);
}

bool visit_done(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    return verb_begin(store, "visit.done", err) && verb_end(store, done(store, id, rev, err), err);
}
