#include "errand_desk.h"
#include "gatepost/clock.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "register.h"
#include "store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct errand_desk errands;
static struct store_file file;

int errand_desk_open(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(REGISTER_NOW);
    store_file_make(&file);
    errands.store = store_file_open(&file, "desk", true);
    errands.other = store_file_open(&file, "other desk", true);
    errands.home = register_household(errands.store, "望江苑", "12-2-1203");
    errands.neighbour = register_household(errands.store, "望江苑", "8-1-302");
    errands.volunteer = register_person(errands.store, "陈静", "13800000002", 0);
    return 0;
}

int errand_desk_close(void **state)
{
    (void)state;
    store_close(errands.other);
    store_close(errands.store);
    store_file_remove(&file);
    return 0;
}

void errand_done(bool good, const struct err *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

int64_t errand_request(int64_t place_id, const char *items)
{
    struct err err = {0};
    struct supply supply = {.place_id = place_id, .again = true};
    text_copy(supply.items, sizeof supply.items, items);
    errand_done(register_save(errands.store, &supply_rules, &supply, &err), &err);
    return supply.head.id;
}

struct errand errand_named(const char *helper)
{
    struct errand errand = {0};
    text_copy(errand.helper, sizeof errand.helper, helper);
    return errand;
}

struct errand errand_begun(struct errand errand, const int64_t *ids, int count)
{
    struct err err = {0};
    errand_done(errand_begin(errands.store, &errand, ids, count, &err), &err);
    return errand;
}

struct errand errand_again(int64_t id)
{
    struct errand errand;
    assert_true(record_get(errands.store, &errand_table, id, &errand, NULL));
    return errand;
}

struct supply errand_supply_now(int64_t id)
{
    struct supply supply;
    assert_true(record_get(errands.store, &supply_table, id, &supply, NULL));
    return supply;
}

void errand_claim(int64_t id, const char *helper)
{
    struct err err = {0};
    struct supply_move move = {.id = id, .rev = -1, .to = SUPPLY_ASSIGNED};
    text_copy(move.helper, sizeof move.helper, helper);
    errand_done(supply_move(errands.store, &move, &err), &err);
}
