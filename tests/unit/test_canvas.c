#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "gatepost/buffer.h"
#include "gatepost/canvas.h"
#include "gatepost/words.h"

static struct canvas canvas;

static int start(void **state)
{
    (void)state;
    words_start(NULL, "en");
    canvas_init(&canvas, 5, 12);
    return 0;
}
static int stop(void **state)
{
    (void)state;
    canvas_release(&canvas);
    return 0;
}

static void assert_row(int row, const char *expected)
{
    struct buffer out = {0};
    canvas_row(&canvas, row, &out);
    assert_string_equal(buffer_text(&out), expected);
    buffer_release(&out);
}

static void text_is_clipped_between_characters(void **state)
{
    (void)state;
    assert_int_equal(canvas_text(&canvas, 0, 9, 12, "张伟", STYLE_NORMAL), 2);
    assert_row(0, "         张");
    assert_int_equal(canvas_text(&canvas, 1, 0, 3, "张伟", STYLE_NORMAL), 2);
    assert_int_equal(canvas_text(&canvas, 9, 0, 3, "x", STYLE_NORMAL), 0);
    assert_int_equal(canvas_text(&canvas, -1, 0, 3, "x", STYLE_NORMAL), 0);
    canvas_text(&canvas, 2, -2, 10, "abcd", STYLE_NORMAL);
    assert_row(2, "cd");
}

static void fields_are_cut_with_a_mark_and_padded(void **state)
{
    (void)state;
    canvas_fill(&canvas, (struct rect){0, 0, 5, 12}, STYLE_MUTED);
    canvas_field(&canvas, 0, 0, 6, "张伟明天", STYLE_NORMAL);
    canvas_text(&canvas, 0, 6, 1, "|", STYLE_NORMAL);
    assert_row(0, "张伟~ |"); /* the mark takes the place of half a character */
    canvas_field(&canvas, 1, 0, 5, "abcde", STYLE_NORMAL);
    assert_row(1, "abcde");
    canvas_field(&canvas, 2, 0, 5, "abcdef", STYLE_NORMAL);
    assert_row(2, "abcd~");
    assert_int_equal(canvas.cells[12 + 5].style, STYLE_MUTED);
    canvas_text(&canvas, 3, 0, 12, "xxxxxxxx", STYLE_NORMAL);
    canvas_cut(&canvas, 3, 0, 4, "ab", STYLE_NORMAL);
    assert_row(3, "abxxxxxx");
    canvas_cut(&canvas, 3, 0, 4, "abcde", STYLE_NORMAL);
    assert_row(3, "abc~xxxx");
}

static void half_a_wide_character_never_stands(void **state)
{
    (void)state;
    canvas_text(&canvas, 0, 0, 12, "张伟明", STYLE_NORMAL);
    canvas_text(&canvas, 0, 1, 1, "x", STYLE_NORMAL);
    assert_row(0, " x伟明");
    canvas_text(&canvas, 0, 4, 1, "y", STYLE_NORMAL);
    assert_row(0, " x伟y");
    canvas_text(&canvas, 1, 0, 12, "张伟明", STYLE_NORMAL);
    canvas_fill(&canvas, (struct rect){1, 1, 1, 2}, STYLE_NORMAL);
    assert_row(1, "    明");
}

static void harmful_text_is_cleaned(void **state)
{
    (void)state;
    canvas_text(&canvas, 0, 0, 12, "a\033[2Jb\xFF", STYLE_NORMAL);
    assert_row(0, "a?[2Jb?");
    canvas_text(&canvas, 1, 0, 12, "x\u202Ey\u200Bz", STYLE_NORMAL);
    assert_row(1, "x?y?z");
    canvas_text(&canvas, 2, 0, 12, "e\u0301a", STYLE_NORMAL);
    assert_row(2, "e\u0301a");
    assert_string_equal(canvas.cells[2 * 12].text, "e\u0301");
    assert_string_equal(canvas.cells[2 * 12 + 1].text, "a");
}

static void many_marks_stay_in_their_cell(void **state)
{
    (void)state;
    char text[200] = "a";
    for (int i = 0; i < 40; i++)
        strncat(text, "\u0301", sizeof text - strlen(text) - 1);
    strncat(text, "b", sizeof text - strlen(text) - 1);
    assert_int_equal(canvas_text(&canvas, 0, 0, 12, text, STYLE_NORMAL), 2);
    assert_string_equal(canvas.cells[1].text, "b");
}

static void neighbours_share_their_border(void **state)
{
    (void)state;
    canvas_box(&canvas, (struct rect){0, 0, 3, 6}, "", "", STYLE_BORDER);
    canvas_box(&canvas, (struct rect){0, 5, 3, 7}, "", "", STYLE_BORDER);
    canvas_box(&canvas, (struct rect){2, 0, 3, 12}, "", "", STYLE_BORDER);
    assert_row(0, "┌────┬─────┐");
    assert_row(1, "│    │     │");
    assert_row(2, "├────┴─────┤");
    assert_row(4, "└──────────┘");
    canvas_rule(&canvas, 3, 0, 12, STYLE_BORDER);
    assert_row(3, "├──────────┤");
}

static void borders_can_be_ascii(void **state)
{
    (void)state;
    canvas.ascii = true;
    canvas_box(&canvas, (struct rect){0, 0, 3, 12}, "T", "9", STYLE_BORDER);
    assert_row(0, "+-[T]----9-+");
    assert_row(1, "|          |");
    assert_row(2, "+----------+");
    canvas.ascii = false;
}

static void a_status_is_whole_or_absent(void **state)
{
    (void)state;
    canvas_box(&canvas, (struct rect){0, 0, 3, 12}, "Gate", "12", STYLE_BORDER);
    assert_row(0, "┌─[Gate]───┐");
    canvas_clear(&canvas);
    canvas_box(&canvas, (struct rect){2, 0, 3, 12}, "Gate log book", "", STYLE_BORDER);
    assert_row(2, "┌─[Gate ~]─┐");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(text_is_clipped_between_characters),
        TEST(fields_are_cut_with_a_mark_and_padded),
        TEST(half_a_wide_character_never_stands),
        TEST(harmful_text_is_cleaned),
        TEST(many_marks_stay_in_their_cell),
        TEST(neighbours_share_their_border),
        TEST(borders_can_be_ascii),
        TEST(a_status_is_whole_or_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
