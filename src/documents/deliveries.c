#include "deliveries.h"
#include "gatepost/memory.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "records.h"
#include <stdlib.h>
#include <string.h>

struct reading {
    struct store *store;
    struct deliveries *deliveries;
};

static bool take_supply(void *context, const void *record, struct err *err)
{
    const struct reading *reading = context;
    struct deliveries *deliveries = reading->deliveries;
    const struct supply *supply = record;
    struct place place;
    if (supply->head.voided[0] != '\0' || !supply_is_waiting(supply->state))
        return true;
    if ((deliveries->count & (deliveries->count - 1)) == 0)
        deliveries->rows = memory_resize(deliveries->rows, 2 * (size_t)deliveries->count + 1, sizeof *deliveries->rows);
    struct delivery *row = &deliveries->rows[deliveries->count];
    *row =
        (struct delivery){.supply_id = supply->head.id, .place_id = supply->place_id, .helper_id = supply->helper_id};
    text_copy(row->helper, sizeof row->helper, supply->helper);
    if (!place_get(reading->store, supply->place_id, &place, err))
        return false;
    place_sort_key(&place, row->door, sizeof row->door);
    deliveries->count++;
    return true;
}

/* Who is named in one request and of the register in another is the same: those of the register come first. */
static int compare(const void *one, const void *two)
{
    const struct delivery *a = one, *b = two;
    if ((a->helper[0] == '\0') != (b->helper[0] == '\0'))
        return a->helper[0] == '\0' ? 1 : -1;
    int order = strcmp(a->helper, b->helper);
    if (order == 0 && a->helper_id != 0 && b->helper_id != 0)
        order = (a->helper_id > b->helper_id) - (a->helper_id < b->helper_id);
    if (order == 0)
        order = strcmp(a->door, b->door);
    return order != 0 ? order : (a->supply_id > b->supply_id) - (a->supply_id < b->supply_id);
}

static bool read_errand(struct reading *reading, int64_t errand_id, struct err *err)
{
    struct errand errand;
    int count = 0;
    if (!record_get(reading->store, &errand_table, errand_id, &errand, err))
        return false;
    struct supply *requests = memory_new(ERRAND_REQUESTS, sizeof *requests);
    bool good = errand_requests(reading->store, errand_id, SUPPLIES_ALL, requests, ERRAND_REQUESTS, &count, err);
    for (int i = 0; good && i < count; i++)
        good = take_supply(reading, &requests[i], err);
    free(requests);
    return good;
}

bool deliveries_read(struct store *store, int64_t errand_id, struct deliveries *deliveries, struct err *err)
{
    struct reading reading = {.store = store, .deliveries = deliveries};
    *deliveries = (struct deliveries){0};
    bool good = errand_id != 0 ? read_errand(&reading, errand_id, err)
                               : records_each(store, &supply_table, SUPPLIES_NEW, take_supply, &reading, err) &&
                                     records_each(store, &supply_table, SUPPLIES_UNDER_WAY, take_supply, &reading, err);
    if (deliveries->count > 0)
        qsort(deliveries->rows, (size_t)deliveries->count, sizeof *deliveries->rows, compare);
    return good;
}

bool deliveries_begin_helper(const struct deliveries *deliveries, int i)
{
    if (i == 0)
        return true;
    const struct delivery *row = &deliveries->rows[i], *before = &deliveries->rows[i - 1];
    bool two_people = row->helper_id != 0 && before->helper_id != 0 && row->helper_id != before->helper_id;
    return two_people || strcmp(row->helper, before->helper) != 0;
}

void deliveries_release(struct deliveries *deliveries)
{
    free(deliveries->rows);
    *deliveries = (struct deliveries){0};
}
