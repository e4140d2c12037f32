#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "gatepost/buffer.h"
#include "gatepost/line_editor.h"
#include "gatepost/words.h"

static struct line_editor line;

static int start(void **state)
{
    (void)state;
    words_start(NULL, "en");
    line = (struct line_editor){0};
    return 0;
}

static bool press(int32_t key)
{
    bool refused;
    assert_true(line_key(&line, key, &refused));
    return !refused;
}

static void typing_inserts_at_the_cursor(void **state)
{
    (void)state;
    press(0x5F20);
    press('b');
    press(KEY_LEFT);
    press('a');
    assert_string_equal(line.text, "张ab");
    press(KEY_HOME);
    press(KEY_DELETE);
    assert_string_equal(line.text, "ab");
    press(KEY_END);
    press(KEY_BACKSPACE);
    assert_string_equal(line.text, "a");
    press(KEY_RIGHT);
    press(KEY_BACKSPACE);
    press(KEY_BACKSPACE);
    assert_string_equal(line.text, "");
}

static void a_mark_and_its_base_are_one(void **state)
{
    (void)state;
    press('e');
    press(0x301);
    press('x');
    assert_string_equal(line.text, "e\u0301x");
    press(KEY_LEFT);
    press(KEY_LEFT);
    assert_int_equal(line.cursor, 0);
    press(KEY_DELETE);
    assert_string_equal(line.text, "x");
}

static void words_and_lines_are_cleared(void **state)
{
    (void)state;
    line_set(&line, "one two  ");
    press(KEY_CTRL('W'));
    assert_string_equal(line.text, "one ");
    press(KEY_CTRL('A'));
    press('x');
    assert_string_equal(line.text, "xone ");
    press(KEY_CTRL('U'));
    assert_string_equal(line.text, "");
}

static void a_paste_is_one_clean_line(void **state)
{
    (void)state;
    assert_true(line_paste(&line, "a\nb\tc\033d"));
    assert_string_equal(line.text, "a b c d");
    line_set(&line, "x\u202Ey");
    assert_string_equal(line.text, "x?y");
}

static void text_past_the_limit_is_refused(void **state)
{
    (void)state;
    line.most = 4;
    assert_true(press(0x5F20));
    assert_false(press(0x4F1F));
    assert_string_equal(line.text, "张");
    assert_true(press('a'));
    assert_false(press('b'));
    line_set(&line, "");
    assert_false(line_paste(&line, "张伟"));
    assert_string_equal(line.text, "张");
    line.most = 0;
    char big[LINE_BYTES * 8];
    memset(big, 'x', sizeof big);
    big[sizeof big - 1] = '\0';
    assert_false(line_paste(&line, big));
    assert_int_equal(strlen(line.text), LINE_BYTES - 1);
}

static void other_keys_are_not_for_it(void **state)
{
    (void)state;
    bool refused;
    assert_false(line_key(&line, KEY_ENTER, &refused));
    assert_false(line_key(&line, KEY_TAB, &refused));
    assert_false(line_key(&line, KEY_UP, &refused));
    assert_false(line_key(&line, KEY_CTRL('S'), &refused));
    assert_false(line_key(&line, KEY_F(1), &refused));
}

static void the_cursor_is_always_in_sight(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    canvas_init(&canvas, 1, 8);
    line_set(&line, "张伟明abcdef");
    line_draw(&line, &canvas, 0, 1, 6, true);
    struct buffer out = {0};
    canvas_row(&canvas, 0, &out);
    assert_string_equal(buffer_text(&out), " ~cdef");
    assert_int_equal(canvas.cursor_column, 6);
    press(KEY_HOME);
    canvas_clear(&canvas);
    line_draw(&line, &canvas, 0, 1, 6, true);
    assert_int_equal(canvas.cursor_column, 1);
    buffer_clear(&out);
    canvas_row(&canvas, 0, &out);
    assert_string_equal(buffer_text(&out), " 张伟明");
    for (int columns = 0; columns < 9; columns++) {
        press(columns % 2 ? KEY_END : KEY_HOME);
        line_draw(&line, &canvas, 0, 0, columns, true);
        assert_in_range(canvas.cursor_column, 0, 8);
    }
    buffer_release(&out);
    canvas_release(&canvas);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup(name, start)
    const struct CMUnitTest tests[] = {
        TEST(typing_inserts_at_the_cursor),  TEST(a_mark_and_its_base_are_one),    TEST(words_and_lines_are_cleared),
        TEST(a_paste_is_one_clean_line),     TEST(text_past_the_limit_is_refused), TEST(other_keys_are_not_for_it),
        TEST(the_cursor_is_always_in_sight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
