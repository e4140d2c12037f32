/* Settings: one table says what is accepted; what is refused changes nothing. */
#include "gatepost/clock.h"
#include "gatepost/setting_table.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    *state = register_open();
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

static void assert_value(struct store *store, const char *name, const char *value)
{
    char text[128];
    setting_text(store, name, text, sizeof text);
    assert_string_equal(text, value);
}

static void defaults_hold_until_set(void **state)
{
    struct err err = {0};
    assert_int_equal(setting_integer(*state, "fever.line"), 373);
    assert_true(setting_set(*state, "fever.line", "３７。５", &err));
    assert_int_equal(setting_integer(*state, "fever.line"), 375);
    assert_value(*state, "fever.line", "37.5");
    assert_true(setting_set(*state, "fever.line", NULL, &err));
    assert_value(*state, "fever.line", "37.3");
    assert_true(setting_set(*state, "community.name", " 望江社区 ", &err));
    assert_value(*state, "community.name", "望江社区");
    assert_true(setting_set(*state, "community.name", NULL, &err));
}

static void refuses_other_values(void **state)
{
    static const struct {
        const char *name, *value;
    } cases[] = {
        {"fever.line", "35.9"},  {"fever.line", "40.1"},          {"fever.line", "hot"},  {"fever.operator", "="},
        {"plate.province", "X"}, {"community.zone", "Nowhere/X"}, {"community.name", ""}, {"community.name", "a\033b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err err = {0};
        char before[128];
        setting_text(*state, cases[i].name, before, sizeof before);
        assert_false(setting_set(*state, cases[i].name, cases[i].value, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_value(*state, cases[i].name, before);
    }
    struct err err = {0};
    assert_false(setting_set(*state, "no.such", "1", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void the_zone_is_in_force_at_once(void **state)
{
    struct err err = {0};
    int64_t at = 1649638800; /* 2022-04-11 01:00 UTC */
    assert_true(setting_set(*state, "community.zone", "-03:00", &err));
    assert_int_equal(clock_day(at), 20220410);
    assert_false(setting_set(*state, "community.zone", "nonsense", &err));
    assert_int_equal(clock_day(at), 20220410);
    assert_true(setting_set(*state, "community.zone", NULL, &err));
    assert_int_equal(clock_day(at), 20220411);
}

static void the_times_of_the_round_rise(void **state)
{
    static const struct {
        const char *name, *value;
    } cases[] = {
        {"round.morning_missed", "05:00"}, {"round.morning_missed", "06:00"}, {"round.morning_due", "13:00"},
        {"round.evening_due", "23:00"},    {"round.evening_due", "05:00"},    {"round.evening_missed", "01:00"},
        {"round.evening_missed", "12:00"}, {"round.evening_missed", "16:00"},
    };
    struct err err = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char before[128];
        setting_text(*state, cases[i].name, before, sizeof before);
        assert_false(setting_set(*state, cases[i].name, cases[i].value, &err));
        assert_string_equal(err.field, "value");
        assert_value(*state, cases[i].name, before);
    }
    assert_true(setting_set(*state, "round.morning_missed", "17:00", &err));
    assert_true(setting_set(*state, "round.morning_due", "13:00", &err));
    assert_false(setting_set(*state, "round.morning_missed", NULL, &err));
    assert_false(setting_set(*state, "round.morning_missed", "", &err));
    assert_true(setting_set(*state, "round.morning_due", NULL, &err));
    assert_true(setting_set(*state, "round.morning_missed", NULL, &err));
}

static void every_row_is_sound(void **state)
{
    for (int i = 0; i < setting_count; i++) {
        const struct setting *setting = &setting_table[i];
        struct err err = {0};
        assert_ptr_equal(setting_find(setting->name), setting);
        assert_true(setting->help != NULL && setting->help[0] != '\0');
        if (setting->standard[0] != '\0')
            assert_true(setting_set(*state, setting->name, setting->standard, &err));
    }
    assert_null(setting_find("fever"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(defaults_hold_until_set, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_other_values, setup, teardown),
        cmocka_unit_test_setup_teardown(the_zone_is_in_force_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(the_times_of_the_round_rise, setup, teardown),
        cmocka_unit_test_setup_teardown(every_row_is_sound, setup, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
