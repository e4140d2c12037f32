/* Errands: whose they are, what goes along, and whose money it is in the end (domain.md §5). */
#include "gatepost/clock.h"
#include "gatepost/errand.h"
#include "gatepost/memory.h"
#include "gatepost/moment.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "named.h"
#include "verb.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More money than anybody is given along was typed wrong. */
#define MONEY_MOST INT64_C(10000000)

/* ---- the record ---- */

static bool complete_helper(struct store *store, struct errand *errand, const struct errand *before, struct err *err)
{
    const struct errand nobody = {0}, *was = before != NULL ? before : &nobody;
    const struct named helper = {&errand->helper_id, errand->helper, errand->phone, was->helper_id,
                                 was->helper,        was->phone,     "helper"};
    return named_complete(store, &helper, err) &&
           (errand->helper[0] != '\0' ||
            err_field(err, ERR_INPUT, "helper", _("Who goes? Give a volunteer of the register or a name.")));
}

static bool check_money(const struct errand *errand, struct err *err)
{
    const struct {
        int64_t cents;
        const char *field;
        bool below; /* may be paid out, too */
    } sums[] = {{errand->given, "given", false},
                {errand->received, "received", false},
                {errand->spent, "spent", false},
                {errand->returned, "returned", true}};
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        if (sums[i].cents < 0 && !sums[i].below)
            return err_field(err, ERR_INPUT, sums[i].field, _("Money is not below 0."));
        if (sums[i].cents > MONEY_MOST || sums[i].cents < -MONEY_MOST)
            return err_field(err, ERR_INPUT, sums[i].field, _("At most 100000.00 for one errand."));
    }
    return true;
}

/* What is settled is corrected by those who answer for it; when the money does not come out even any more, it is open
 * again. */
static bool check_settled(struct store *store, struct errand *errand, const struct errand *was, struct err *err)
{
    if (was == NULL || was->settled_at == 0)
        return true;
    if (!verb_allowed(store, "errand.correct", err))
        return false;
    if (errand_owed(errand) != 0)
        errand->settled_at = errand->settled_by = 0;
    return true;
}

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    struct errand *errand = record;
    const struct errand *was = before;
    if (errand->begun_at == 0)
        errand->begun_at = was != NULL ? was->begun_at : clock_now();
    return complete_helper(store, errand, was, err) && check_money(errand, err) &&
           check_settled(store, errand, was, err);
}

/* ---- its requests ---- */

/* Known by name in one place and in the register in another, it is the same volunteer. */
bool errand_has(const struct errand *errand, const struct supply *supply)
{
    if (errand->helper_id != 0 && supply->helper_id != 0)
        return errand->helper_id == supply->helper_id;
    return supply->helper[0] != '\0' && strcmp(errand->helper, supply->helper) == 0;
}

static bool hand(struct store *store, const struct errand *errand, const struct supply *supply, bool hand_over,
                 struct err *err)
{
    struct supply_move move = {.id = supply->head.id,
                               .rev = supply->head.rev,
                               .to = supply->state == SUPPLY_NEW ? SUPPLY_ASSIGNED : supply->state,
                               .helper_id = errand->helper_id,
                               .hand_over = hand_over,
                               .errand_id = errand->head.id};
    text_copy(move.helper, sizeof move.helper, errand->helper);
    text_copy(move.helper_phone, sizeof move.helper_phone, errand->phone);
    return supply_move_within(store, &move, err);
}

static bool take_along(struct store *store, const struct errand *errand, int64_t supply_id, struct err *err)
{
    struct supply supply;
    if (!register_read(store, &supply_rules, supply_id, -1, &supply, err))
        return false;
    if (!supply_is_waiting(supply.state))
        return err_set(err, ERR_CONFLICT, _("Request #%1$lld is not waiting any more: %2$s."), (long long)supply_id,
                       words_context(supply_state_labels[supply.state]));
    if (supply.errand_id == errand->head.id)
        return true;
    return hand(store, errand, &supply, errand_has(errand, &supply), err);
}

/* Another goes instead: what has not been brought yet is theirs. */
static bool hand_over_all(struct store *store, const struct errand *errand, struct err *err)
{
    struct supply *requests = memory_new(ERRAND_REQUESTS, sizeof *requests);
    int count = 0;
    bool good = errand_requests(store, errand->head.id, SUPPLIES_UNDER_WAY, requests, ERRAND_REQUESTS, &count, err);
    for (int i = 0; good && i < count; i++)
        good = hand(store, errand, &requests[i], true, err);
    free(requests);
    return good;
}

static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    const struct errand *errand = record, *was = before;
    if (was == NULL || (was->helper_id == errand->helper_id && strcmp(was->helper, errand->helper) == 0))
        return true;
    return hand_over_all(store, errand, err);
}

static bool check_void(struct store *store, const void *record, struct err *err)
{
    const struct errand *errand = record;
    char spent[24];
    (void)store;
    if (errand->spent == 0)
        return true;
    money_format(errand->spent, spent);
    return err_set(err, ERR_INPUT, _("%s were spent on it: settle it, or correct that first."), spent);
}

/* Its requests stay with the volunteer. */
static bool follow_void(struct store *store, const void *record, struct err *err)
{
    const struct errand *errand = record;
    struct supply *requests = memory_new(ERRAND_REQUESTS, sizeof *requests);
    int count = 0;
    bool good = errand_requests(store, errand->head.id, SUPPLIES_ALL, requests, ERRAND_REQUESTS, &count, err);
    for (int i = 0; good && i < count; i++) {
        requests[i].errand_id = 0;
        good = record_save(store, &supply_table, &requests[i], err);
    }
    free(requests);
    return good;
}

const struct register_rules errand_rules = {
    .table = &errand_table,
    .verb_add = "errand.add",
    .verb_edit = "errand.edit",
    .verb_void = "errand.void",
    .check = check,
    .follow = follow,
    .check_void = check_void,
    .follow_void = follow_void,
};

/* ---- begun ---- */

static bool refuse_many(struct store *store, const struct errand *errand, int count, struct err *err)
{
    struct supply *requests = memory_new(ERRAND_REQUESTS, sizeof *requests);
    int there = 0;
    bool good = errand_requests(store, errand->head.id, SUPPLIES_ALL, requests, ERRAND_REQUESTS, &there, err);
    free(requests);
    return good && (there + count <= ERRAND_REQUESTS ||
                    err_set(err, ERR_INPUT, _("At most %d requests for one errand: make two of it."), ERRAND_REQUESTS));
}

static bool begin(struct store *store, struct errand *errand, const int64_t *supply_ids, int count, struct err *err)
{
    bool stands = errand->head.id != 0;
    if (stands ? !register_read(store, &errand_rules, errand->head.id, -1, errand, err)
               : !register_save_within(store, &errand_rules, errand, err))
        return false;
    if (errand->settled_at != 0)
        return err_set(err, ERR_CONFLICT, _("This errand is settled: begin another."));
    if (!refuse_many(store, errand, count, err))
        return false;
    for (int i = 0; i < count; i++)
        if (!take_along(store, errand, supply_ids[i], err))
            return false;
    return record_get(store, &errand_table, errand->head.id, errand, err);
}

bool errand_begin(struct store *store, struct errand *errand, const int64_t *supply_ids, int count, struct err *err)
{
    struct errand draft = *errand;
    if (!verb_begin(store, "errand.add", err) || !verb_end(store, begin(store, &draft, supply_ids, count, err), err))
        return false;
    *errand = draft;
    return true;
}

/* ---- settled ---- */

void errand_owed_words(const char *helper, int64_t owed, char *text, size_t size)
{
    char sum[24];
    money_format(owed < 0 ? -owed : owed, sum);
    if (owed == 0)
        text_copy(text, size, _("nothing is owed"));
    else
        snprintf(text, size, owed > 0 ? _("%1$s still has %2$s to give back") : _("the post still owes %1$s %2$s"),
                 helper, sum);
}

static bool refuse_settled(struct store *store, const struct errand *errand, struct err *err)
{
    struct officer officer = {0};
    char when[TIME_SIZE], name[NAME_BYTES];
    moment_label(errand->settled_at, when);
    if (errand->settled_by != 0)
        officer_get(store, errand->settled_by, &officer, NULL);
    named_told(store, officer.name, name);
    return err_set(err, ERR_CONFLICT, _("This errand is settled already: %1$s, by %2$s."), when, name);
}

static bool settle(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    struct errand errand;
    char words[NOTE_BYTES], helper[NAME_BYTES];
    if (!register_read(store, &errand_rules, id, rev, &errand, err))
        return false;
    if (errand.settled_at != 0)
        return refuse_settled(store, &errand, err);
    named_told(store, errand.helper, helper);
    errand_owed_words(helper, errand_owed(&errand), words, sizeof words);
    if (errand_owed(&errand) != 0)
        return err_field(err, ERR_INPUT, "returned", _("It does not come out even: %s."), words);
    errand.settled_at = clock_now();
    errand.settled_by = store_officer(store);
    return record_save(store, &errand_table, &errand, err);
}

bool errand_settle(struct store *store, int64_t id, int64_t rev, struct err *err)
{
    return verb_begin(store, "errand.settle", err) && verb_end(store, settle(store, id, rev, err), err);
}
