/* One gate, one person and what is measured there; incidents and their steps with few words. */
#ifndef GATEPOST_TEST_INCIDENT_GATE_H
#define GATEPOST_TEST_INCIDENT_GATE_H
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/incident_rules.h"
#include "gatepost/setting_table.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int64_t gate, officer, home, person;

static inline int setup(void **state)
{
    struct err err = {0};
    *state = register_open();
    gate = register_checkpoint(*state, "南门");
    officer = register_officer(*state, "王秀英");
    home = register_household(*state, "望江苑", "12-2-1203");
    person = register_person(*state, "刘洋", "13812343821", home);
    assert_true(store_sign_on(*state, officer, "test", true, &err));
    assert_true(setting_set(*state, "quota.days", "0", &err)); /* this is about incidents alone */
    return 0;
}

static inline int teardown(void **state)
{
    register_close(*state);
    clock_fix(REGISTER_NOW);
    return 0;
}

static inline struct crossing crossing_of(int64_t who, int temp, int retest)
{
    struct crossing crossing = {.checkpoint_id = gate,
                                .person_id = who,
                                .direction = DIRECTION_IN,
                                .temp_tenths = temp,
                                .retest_tenths = retest,
                                .affected_area = -1,
                                .decision = DECISION_HELD,
                                .reason = "发热"};
    if (retest < 373) {
        crossing.decision = DECISION_ADMITTED;
        crossing.reason[0] = '\0';
    }
    return crossing;
}

static inline void save(struct store *store, struct crossing *crossing)
{
    struct err err = {0};
    if (!gate_save(store, crossing, NULL, &err))
        fail_msg("%s", err.text);
}

static inline struct incident only_open(struct store *store)
{
    struct incident rows[2];
    struct record_window window = {.scope = INCIDENTS_OPEN, .rows = rows, .most = 2};
    struct err err = {0};
    assert_true(record_window(store, &incident_table, &window, &err));
    assert_int_equal(window.count, 1);
    return rows[0];
}

static inline int valid_count(struct store *store)
{
    return (int)register_count(store, "SELECT count(*) FROM incident WHERE voided IS NULL");
}

static inline struct incident read(struct store *store, int64_t id)
{
    struct incident incident;
    struct err err = {0};
    assert_true(record_get(store, &incident_table, id, &incident, &err));
    return incident;
}

static inline void step(struct store *store, const struct incident *incident, enum incident_step which,
                        const char *words)
{
    struct err err = {0};
    if (!incident_take_step(store, incident->head.id, -1, which, words, &err))
        fail_msg("%s", err.text);
}
#endif
