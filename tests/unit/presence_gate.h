/* One gate, a household of one resident, a visitor: their crossings at an hour of a day, and what is asked of them. */
#ifndef GATEPOST_TEST_PRESENCE_GATE_H
#define GATEPOST_TEST_PRESENCE_GATE_H
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/setting_table.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct store *store;
static int64_t checkpoint, home, resident, visitor;
static struct err err;

static inline int setup(void **state)
{
    (void)state;
    store = register_open();
    err = (struct err){0};
    checkpoint = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    resident = register_person(store, "刘洋", "13800000001", home);
    visitor = register_person(store, "周杰", "13800000009", 0);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static inline void check(bool done)
{
    if (!done)
        fail_msg("%s", err.text);
}

static inline int64_t at(int day, int hour, int minute)
{
    struct civil_time civil = {.year = 2022, .month = 4, .day = day, .hour = hour, .minute = minute};
    return clock_at(&civil);
}

static inline struct crossing logged(int64_t person, enum crossing_class class, enum direction direction, int64_t when)
{
    struct crossing crossing = {.at = when,
                                .checkpoint_id = checkpoint,
                                .person_id = person,
                                .place_id = home,
                                .class = class,
                                .direction = direction,
                                .affected_area = -1,
                                .mask = true,
                                .temp_tenths = 365};
    register_crossing(store, &crossing);
    return crossing;
}

static inline int64_t somebody(enum crossing_class class, enum direction direction, int64_t when, const char *name)
{
    int64_t person = register_person(store, name, "", 0);
    logged(person, class, direction, when);
    return person;
}

static inline void set(const char *name, const char *value)
{
    check(setting_set(store, name, value, &err));
}

static inline int64_t counted(const char *sql)
{
    return register_count(store, sql);
}

static inline bool is_present(int64_t person, enum direction direction)
{
    struct presence presence;
    return presence_get(store, person, &presence, NULL) && presence.direction == direction;
}

static inline int close_by_hand(void)
{
    int count = 0;
    int64_t batch = 0;
    check(presence_close(store, &count, &batch, &err));
    return count;
}
#endif
