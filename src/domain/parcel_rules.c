#include "gatepost/parcel_rules.h"
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "verb.h"
#include <string.h>

static void begin(void *record)
{
    ((struct parcel *)record)->pieces = 1;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct parcel *parcel = record;
    (void)err;
    if (parcel->pieces == 0)
        parcel->pieces = 1;
    if (parcel->arrived_at == 0)
        parcel->arrived_at = clock_now();
    if (before == NULL) {
        parcel->officer_id = store_officer(store);
        parcel->state = PARCEL_SHELF;
    }
    return true;
}

const struct register_rules parcel_rules = {
    .table = &parcel_table,
    .verb_add = "parcel.add",
    .verb_edit = "parcel.edit",
    .verb_void = "parcel.void",
    .begin = begin,
    .check = check,
};

/* ---- off the shelf ---- */

static bool hand_out(struct store *store, int64_t id, enum parcel_state state, const char *by, struct err *err)
{
    struct parcel parcel;
    struct civil_time when;
    if (!record_get(store, &parcel_table, id, &parcel, err) || !void_refuse_again(parcel.head.voided, err))
        return false;
    if (parcel.state != PARCEL_SHELF) {
        clock_civil(parcel.done_at, &when);
        return err_set(err, ERR_CONFLICT, _("Parcel %1$lld is gone already: %2$s, %3$02d-%4$02d %5$02d:%6$02d, %7$s."),
                       (long long)id, _(parcel_state_labels[parcel.state]), when.month, when.day, when.hour,
                       when.minute, parcel.done_by);
    }
    parcel.state = state;
    parcel.done_at = clock_now();
    parcel.done_officer_id = store_officer(store);
    text_copy(parcel.done_by, sizeof parcel.done_by, by);
    return record_save(store, &parcel_table, &parcel, err);
}

bool parcel_hand_out(struct store *store, const int64_t *ids, int count, enum parcel_state state, const char *by,
                     struct err *err)
{
    char who[NAME_BYTES];
    text_copy(who, sizeof who, by);
    if (!text_accept(who, sizeof who, "by", N_("Who takes it"), err) || !masked_refuse(who, "by", err))
        return false;
    if (who[0] == '\0')
        return err_field(err, ERR_INPUT, "by", _("Who takes the parcel? Give a name."));
    if (count == 0 || state == PARCEL_SHELF)
        return err_set(err, ERR_NOT_FOUND, _("Nothing stands on the shelf for this household."));
    if (!verb_begin(store, "parcel.hand_out", err))
        return false;
    bool good = true;
    for (int i = 0; good && i < count; i++)
        good = hand_out(store, ids[i], state, who, err);
    return verb_end(store, good, err);
}

static bool put_back(struct store *store, int64_t id, struct err *err)
{
    struct parcel parcel;
    if (!record_get(store, &parcel_table, id, &parcel, err) || !void_refuse_again(parcel.head.voided, err))
        return false;
    if (parcel.state == PARCEL_SHELF)
        return err_set(err, ERR_CONFLICT, _("It stands on the shelf already."));
    parcel.state = PARCEL_SHELF;
    parcel.done_at = parcel.done_officer_id = 0;
    parcel.done_by[0] = '\0';
    return record_save(store, &parcel_table, &parcel, err);
}

bool parcel_put_back(struct store *store, int64_t id, struct err *err)
{
    return verb_begin(store, "parcel.put_back", err) && verb_end(store, put_back(store, id, err), err);
}

bool parcel_is_late(struct store *store, const struct parcel *parcel, int64_t now)
{
    int days = setting_integer(store, "parcel.days");
    return parcel->state == PARCEL_SHELF && parcel->head.voided[0] == '\0' &&
           now - parcel->arrived_at > (int64_t)days * 86400;
}
