#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gatepost/layout.h"

static void sizes_follow_rule_10(void **state)
{
    (void)state;
    assert_int_equal(layout_choose(24, 80), LAYOUT_FOUR);
    assert_int_equal(layout_choose(40, 120), LAYOUT_FOUR);
    assert_int_equal(layout_choose(23, 80), LAYOUT_TWO);
    assert_int_equal(layout_choose(24, 79), LAYOUT_TWO);
    assert_int_equal(layout_choose(18, 60), LAYOUT_TWO);
    assert_int_equal(layout_choose(17, 60), LAYOUT_ONE);
    assert_int_equal(layout_choose(12, 40), LAYOUT_ONE);
    assert_int_equal(layout_choose(11, 40), LAYOUT_LINE);
    assert_int_equal(layout_choose(12, 39), LAYOUT_LINE);
    assert_int_equal(layout_choose(1, 1), LAYOUT_LINE);
}

static void four_panes_share_their_borders(void **state)
{
    (void)state;
    struct rect body = {2, 0, 20, 80}, panes[4];
    layout_panes(body, LAYOUT_FOUR, 4, 0, false, panes);
    assert_int_equal(panes[0].column + panes[0].columns - 1, panes[1].column);
    assert_int_equal(panes[0].row + panes[0].rows - 1, panes[2].row);
    assert_int_equal(panes[1].column + panes[1].columns, 80);
    assert_int_equal(panes[3].row + panes[3].rows, 22);
    assert_int_equal(panes[2].row, 12); /* as in the drawing */
    assert_int_equal(panes[1].column, 39);
}

static int shown_panes(const struct rect panes[4])
{
    int shown = 0;
    for (int i = 0; i < 4; i++)
        shown += panes[i].rows > 0;
    return shown;
}

static void the_focused_pane_is_always_shown(void **state)
{
    (void)state;
    struct rect body = {2, 0, 14, 60}, panes[4];
    static const int most[] = {[LAYOUT_FOUR] = 4, [LAYOUT_TWO] = 2, [LAYOUT_ONE] = 1};
    for (int size = LAYOUT_FOUR; size <= LAYOUT_ONE; size++)
        for (int count = 1; count <= 4; count++)
            for (int focus = 0; focus < count; focus++) {
                layout_panes(body, (enum layout_size)size, count, focus, false, panes);
                assert_true(panes[focus].rows > 0);
                assert_int_equal(shown_panes(panes), count < most[size] ? count : most[size]);
                layout_panes(body, (enum layout_size)size, count, focus, true, panes);
                assert_int_equal(shown_panes(panes), 1);
                assert_int_equal(panes[focus].columns, 60);
            }
}

static void nothing_is_shown_on_a_line(void **state)
{
    (void)state;
    struct rect panes[4];
    layout_panes((struct rect){0, 0, 1, 20}, LAYOUT_LINE, 4, 2, false, panes);
    assert_int_equal(shown_panes(panes), 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_follow_rule_10),
        cmocka_unit_test(four_panes_share_their_borders),
        cmocka_unit_test(the_focused_pane_is_always_shown),
        cmocka_unit_test(nothing_is_shown_on_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
