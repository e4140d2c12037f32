#include "gatepost/undo_rules.h"
#include "gatepost/alarm_rules.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/people.h"
#include "gatepost/presence.h"
#include "gatepost/reading_rules.h"
#include "gatepost/record.h"
#include "gatepost/record_text.h"
#include "gatepost/roster_move.h"
#include "gatepost/stock.h"
#include "gatepost/survey_rules.h"
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

/* ---- what others did since ---- */

/* Not when valid rows need a person or place that is void or merged away; the same holds for voiding by hand. */
static bool stands(struct store *store, const char *table, int64_t id, struct err *err)
{
    struct err why = {0};
    struct person person = {0};
    struct place place = {0};
    char label[96];
    bool is_person = strcmp(table, "person") == 0;
    if (id == 0 || !(is_person ? person_get(store, id, &person, NULL) : place_get(store, id, &place, NULL)) ||
        ((is_person ? person.voided : place.voided)[0] == '\0' && person.merged_into == 0) ||
        dependents_none(store, table, id, &why))
        return true;
    place_label(&place, true, label, sizeof label);
    return err_set(err, ERR_DENIED, _("Not undone: %1$s would be void and still be needed. %2$s"),
                   is_person ? person.name : label, why.text);
}

union any_record {
    struct record_head head;
    char bytes[RECORD_SIZE_MOST];
};

/* The same of a row of a register: an arrival for which somebody opened an observation, a round with surveys. */
static bool record_stands(struct store *store, const struct record_table *table, int64_t id, struct err *err)
{
    const struct record_field field = {.kind = RECORD_ROW, .size = sizeof id, .of = table};
    union any_record record;
    struct err why = {0};
    char label[NAME_BYTES];
    if (id == 0 || !record_get(store, table, id, &record, NULL) || record.head.voided[0] == '\0' ||
        dependents_none(store, table->name, id, &why))
        return true;
    record_refers(store, &field, &id, label, sizeof label);
    return err_set(err, ERR_DENIED, _("Not undone: %1$s would be void and still be needed. %2$s"), label, why.text);
}

static bool reference_stands(struct store *store, const struct record_field *field, const void *record, struct err *err)
{
    switch (field->kind) {
    case RECORD_PERSON:
        return stands(store, "person", record_integer(field, record), err);
    case RECORD_PLACE:
        return stands(store, "place", record_integer(field, record), err);
    case RECORD_ROW:
        return record_stands(store, field->of, record_integer(field, record), err);
    default:
        return true;
    }
}

static bool references_stand(struct store *store, const struct record_table *table, int64_t id, struct err *err)
{
    union any_record record;
    if (!record_get(store, table, id, &record, err) || !record_stands(store, table, id, err))
        return false;
    for (const struct record_field *field = table->fields; field->name != NULL; field++)
        if (!reference_stands(store, field, &record, err))
            return false;
    return true;
}

static bool person_stands(struct store *store, int64_t id, struct err *err)
{
    struct person person;
    return person_get(store, id, &person, err) && stands(store, "person", id, err) &&
           stands(store, "place", person.place_id, err);
}

static bool flag_stands(struct store *store, int64_t id, struct err *err)
{
    struct flag flag;
    return flag_get(store, id, &flag, err) && stands(store, "person", flag.person_id, err) &&
           stands(store, "place", flag.place_id, err);
}

static bool closing_stands(struct store *store, int64_t id, struct err *err)
{
    bool doubled = false;
    return closing_is_doubled(store, id, &doubled, err) &&
           (!doubled || err_set(err, ERR_DENIED, _("Not undone: the system has closed this entry again since.")));
}

static bool fits(struct store *store, const char *table, int64_t id, struct err *err)
{
    const struct record_table *record_table = record_table_find(table);
    if (!observation_fits(store, table, id, err) || !reading_incident_fits(store, table, id, err) ||
        !survey_round_fits(store, table, id, err) || !stock_fits(store, table, id, err) ||
        !roster_fits(store, table, id, err))
        return false;
    if (record_table != NULL)
        return references_stand(store, record_table, id, err);
    if (strcmp(table, "person") == 0)
        return person_stands(store, id, err);
    if (strcmp(table, "place") == 0)
        return stands(store, table, id, err);
    if (strcmp(table, "flag") == 0)
        return flag_stands(store, id, err);
    return strcmp(table, "closing") != 0 || closing_stands(store, id, err);
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
    static const struct undo_guard guard = {held, refuse, fits};
    return may_take_back(store, false, err) && store_undo_guarded(store, &guard, what, err);
}

bool undo_prepare(struct store *store, struct undo_next *next, bool *asks, struct buffer *what, struct err *err)
{
    if (!may_take_back(store, false, err) || !store_undo_next(store, next, what, err))
        return false;
    if (next->batch == 0 && next->kept[0] != '\0')
        return err_set(err, ERR_NOT_FOUND,
                       _("What you did last cannot be undone (%s), and there is nothing else since you signed on."),
                       next->kept);
    if (next->batch == 0)
        return err_set(err, ERR_NOT_FOUND, _("There is nothing to undo since you signed on."));
    *asks = next->kept[0] != '\0' || clock_now() - next->at > UNDO_FRESH_SECONDS;
    return true;
}

bool redo_last(struct store *store, struct buffer *what, struct err *err)
{
    static const struct undo_guard guard = {.fits = fits};
    return may_take_back(store, true, err) && store_redo_guarded(store, &guard, what, err);
}
