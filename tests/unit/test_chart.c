/* Marks over columns: in the row nearest to their value, at any size. */
#include "gatepost/buffer.h"
#include "gatepost/chart.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct canvas canvas;
static const struct chart_point points[] = {
    {0, 365, "*", STYLE_NORMAL}, {2, 368, "o", STYLE_NORMAL},
    {5, 376, "!", STYLE_ALARM},  {7, CHART_NOTHING, "?", STYLE_WARNING},
    {10, 420, "!", STYLE_ALARM}, {12, 340, "*", STYLE_NORMAL},
    {15, 373, "!", STYLE_ALARM}, {99, 365, "*", STYLE_NORMAL},
};

static void label(int value, char *text, size_t size)
{
    snprintf(text, size, "%d.%d", value / 10, value % 10);
}

static const struct chart chart = {
    .points = points, .count = sizeof points / sizeof points[0], .line = 373, .step = 3, .label = label};

static void draw(int rows, int columns)
{
    canvas_init(&canvas, rows, columns);
    chart_draw(&canvas, (struct rect){0, 0, rows, columns}, &chart);
}

static void expect(const char *const *rows)
{
    for (int i = 0; i < canvas.rows; i++) {
        struct buffer row = {0};
        canvas_row(&canvas, i, &row);
        assert_string_equal(buffer_text(&row), rows[i]);
        buffer_release(&row);
    }
}

static void as_it_is_drawn(void **state)
{
    (void)state;
    draw(8, 24);
    expect((const char *const[]){
        "38.2            !",
        "37.9",
        "37.6       !",
        "37.3  ---------------!--",
        "37.0",
        "36.7    o",
        "36.4  *",
        "36.1         ?    *",
    });
    canvas_release(&canvas);
}

static void few_rows_lie_further_apart(void **state)
{
    (void)state;
    draw(4, 24);
    expect((const char *const[]){
        "37.9       !    !",
        "37.3  ---------------!--",
        "36.7  * o",
        "36.1         ?    *",
    });
    canvas_release(&canvas);
}

static void any_size_is_drawn(void **state)
{
    (void)state;
    for (int rows = 0; rows < 30; rows++)
        for (int columns = 0; columns < 40; columns++) {
            canvas_init(&canvas, 30, 40);
            chart_draw(&canvas, (struct rect){0, 0, rows, columns}, &chart);
            for (int row = 0; row < 30; row++) {
                struct buffer text = {0};
                canvas_row(&canvas, row, &text);
                if (row >= rows)
                    assert_string_equal(buffer_text(&text), "");
                assert_true(text.length <= (size_t)columns);
                buffer_release(&text);
            }
            canvas_release(&canvas);
        }
}

static void colours_are_not_needed(void **state)
{
    (void)state;
    draw(8, 24);
    assert_int_equal(canvas.cells[2 * 24 + 11].style, STYLE_ALARM);
    assert_string_equal(canvas.cells[2 * 24 + 11].text, "!");
    canvas_release(&canvas);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_it_is_drawn),
        cmocka_unit_test(few_rows_lie_further_apart),
        cmocka_unit_test(any_size_is_drawn),
        cmocka_unit_test(colours_are_not_needed),
    };
    words_start(NULL, "en");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
