/* What the tests of shifts at the shared terminal share: a desk, two shared terminals with somebody at each. */
#ifndef GATEPOST_TEST_KIOSK_TERMINALS_H
#define GATEPOST_TEST_KIOSK_TERMINALS_H
#include "gatepost/clock.h"
#include "gatepost/kiosk.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 32, HOUR = 3600, MINUTE = 60, TODAY = 20220411, TOMORROW = 20220412 };
static struct store *desk, *kiosk, *other_kiosk;
static int64_t gate, zhang, li;
static struct kiosk_shift shifts[MOST];
static int count;
static struct err err;

static inline struct store *open_kiosk(const char *terminal, int64_t volunteer_id)
{
    struct store *store = store_open(store_path(desk), STORE_KIOSK, &err);
    if (store == NULL)
        fail_msg("%s", err.text);
    assert_true(store_sign_on(store, 0, terminal, false, &err));
    store_act_for(store, volunteer_id, false);
    return store;
}

static inline int setup(void **state)
{
    (void)state;
    err = (struct err){0};
    desk = register_open();
    gate = roster_post(desk, "南门", "14-22", 1, 1);
    zhang = roster_volunteer(desk, "张伟明");
    li = roster_volunteer(desk, "李娜");
    kiosk = open_kiosk("大厅", zhang);
    other_kiosk = open_kiosk("南门", li);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    store_close(kiosk);
    store_close(other_kiosk);
    register_close(desk);
    return 0;
}

static inline void read_own(void)
{
    if (!kiosk_own(kiosk, zhang, clock_now(), shifts, MOST, &count, &err))
        fail_msg("%s", err.text);
}

static inline void act(enum kiosk_can can)
{
    assert_int_equal(shifts[0].can, can);
    if (!kiosk_do(kiosk, zhang, &shifts[0], &err))
        fail_msg("%s", err.text);
}

static inline void assert_refused(struct store *store, int64_t volunteer_id, const struct kiosk_shift *shift,
                                  enum err_code code)
{
    err = (struct err){0};
    assert_false(kiosk_do(store, volunteer_id, shift, &err));
    if (err.code != code)
        fail_msg("%d: %s", err.code, err.text);
}

static inline struct assignment stored(int64_t id)
{
    struct assignment one;
    assert_true(record_get(desk, &assignment_table, id, &one, &err));
    return one;
}

/* The newest batch is theirs, by themselves. */
static inline void assert_own_act(const char *verb)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM batch WHERE id = (SELECT MAX(id) FROM batch) AND verb = '%s' AND volunteer_id = "
             "%lld AND officer_id IS NULL",
             verb, (long long)zhang);
    assert_int_equal(register_count(desk, sql), 1);
    register_whole(desk);
}
#endif
