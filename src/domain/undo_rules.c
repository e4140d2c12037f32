#include "gatepost/undo_rules.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "verb.h"
#include <string.h>

static unsigned held(struct store *store, const char *table, int64_t id)
{
    return strcmp(table, "crossing") == 0 ? alarm_noted(store, id) : 0;
}

static bool refuse(struct store *store, const char *table, int64_t id, unsigned lost, struct err *err)
{
    struct alarm alarm = {0};
    struct civil_time at;
    (void)table;
    alarm_of_noted(store, id, lost, &alarm);
    clock_civil(alarm.acknowledged_at, &at);
    return err_set(err, ERR_DENIED,
                   _("Not undone: %1$s took note of this alarm at %2$02d:%3$02d (%4$s). Select the record and void it "
                     "with a reason (Delete)."),
                   alarm.acknowledged_name, at.hour, at.minute, alarm.words);
}

/* The role may have changed since it was done. */
static bool may_take_back(struct store *store, bool redo, struct err *err)
{
    struct buffer verb = {0};
    bool may = store_undo_verb(store, redo, &verb, err) && (verb.length == 0 || !verb_is_granted(buffer_text(&verb)) ||
                                                            verb_allowed(store, buffer_text(&verb), err));
    buffer_release(&verb);
    return may;
}

bool undo_last(struct store *store, struct buffer *what, struct err *err)
{
    static const struct undo_guard guard = {held, refuse};
    return may_take_back(store, false, err) && store_undo_guarded(store, &guard, what, err);
}

bool redo_last(struct store *store, struct buffer *what, struct err *err)
{
    return may_take_back(store, true, err) && store_redo(store, what, err);
}
