/* Bars: readable without colour, a scale that tells the truth, any size. */
#include "gatepost/bars.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct canvas canvas;

static void draw(int rows, int columns, const struct bar *bars, int count, int64_t unit)
{
    canvas_init(&canvas, rows, columns);
    bars_draw(&canvas, (struct rect){0, 0, rows, columns}, &(struct bars){bars, count, unit});
}

static void expect(const char *const *lines)
{
    for (int i = 0; i < canvas.rows; i++) {
        struct buffer row = {0};
        canvas_row(&canvas, i, &row);
        assert_string_equal(buffer_text(&row), lines[i]);
        buffer_release(&row);
    }
}

/* The number of the scale stands in the row a bar of that value fills; where bar and mark meet shows without colour. */
static void bars_marks_and_scale_stand_where_they_belong(void **state)
{
    static const struct bar bars[] = {
        {"a", 10, 0, false}, {"b", 5, 10, false}, {"c", 10, 5, true}, {"d", 0, 2, false}, {"e", 1, 0, false}};
    static const char *const lines[] = {
        " 10+## -- ##",        "   |##    ##",      "   |##    ##",       "   |##    ##",    "   |##    ##",
        "  5+## ## ==",        "   |## ## ##",      "   |## ## ##",       "   |## ## ## --", "   |## ## ##    ##",
        "  0+------^^-------", "    a  b  c  d  e", "    10  5 10     1",
    };
    (void)state;
    draw(13, 20, bars, 5, 1);
    expect(lines);
}

/* Drawn in sevenths of what is written: a mean of seven days. */
static void a_unit_is_one_on_the_scale(void **state)
{
    static const struct bar bars[] = {{"a", 14, 7, false}, {"b", 21, 28, false}};
    static const char *const lines[] = {
        "  4+   --", "   |   ::",  "   |   ##", "  2+## ##", "   |== ##",
        "   |## ##", "  0+------", "    a  b",  "     2  3",
    };
    (void)state;
    draw(9, 11, bars, 2, 7);
    expect(lines);
}

static void what_is_there_at_all_is_seen_and_nothing_is_not(void **state)
{
    static const struct bar bars[] = {
        {"a", 1, 0, false}, {"b", 1000, 0, false}, {"c", 0, 1, false}, {"d", 0, 0, false}};
    struct buffer row = {0};
    (void)state;
    draw(8, 16, bars, 4, 1);
    canvas_row(&canvas, 5, &row);
    assert_string_equal(buffer_text(&row), "    |. # -");
    buffer_release(&row);
}

static void every_size_stays_in_its_place_and_is_plain_ascii(void **state)
{
    struct bar bars[24];
    (void)state;
    for (int i = 0; i < 24; i++)
        bars[i] = (struct bar){.value = i * 37 % 1000, .mark = i * 53 % 900, .chosen = i == 7};
    for (int i = 0; i < 24; i++)
        snprintf(bars[i].label, sizeof bars[i].label, "%02d", i % 24);
    for (int rows = 0; rows < 30; rows++)
        for (int columns = 0; columns < 160; columns += 3) {
            canvas_init(&canvas, 34, 164);
            canvas_clear(&canvas);
            bars_draw(&canvas, (struct rect){2, 2, rows, columns}, &(struct bars){bars, 24, 1});
            for (int at = 0; at < 34 * 164; at++) {
                const char *text = canvas.cells[at].text;
                int row = at / 164, column = at % 164;
                bool inside = row >= 2 && row < 2 + rows && column >= 2 && column < 2 + columns;
                if (strlen(text) != 1 || text[0] < ' ' || text[0] > '~' || (!inside && text[0] != ' '))
                    fail_msg("%dx%d: \"%s\" at %d, %d", rows, columns, text, row, column);
            }
        }
}

static void a_scale_is_round_and_not_below_the_largest(void **state)
{
    (void)state;
    for (int64_t largest = 0; largest < 3000; largest++)
        for (int steps = 0; steps < 9; steps++) {
            int64_t step, top = bars_scale(largest, steps, &step);
            assert_true(top >= largest && top >= 1 && top % step == 0 && top / step <= (steps > 0 ? steps : 1));
            while (step % 10 == 0)
                step /= 10;
            assert_true(step == 1 || step == 2 || step == 5);
        }
    int64_t step;
    assert_int_equal(bars_scale(77, 4, &step), 80);
    assert_int_equal(step, 20);
}

static int forget(void **state)
{
    (void)state;
    canvas_release(&canvas);
    return 0;
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_marks_and_scale_stand_where_they_belong),
        cmocka_unit_test(a_unit_is_one_on_the_scale),
        cmocka_unit_test(what_is_there_at_all_is_seen_and_nothing_is_not),
        cmocka_unit_test(every_size_stays_in_its_place_and_is_plain_ascii),
        cmocka_unit_test(a_scale_is_round_and_not_below_the_largest),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, forget);
}
