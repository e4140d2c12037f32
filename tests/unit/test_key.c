#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gatepost/action.h"
#include "gatepost/buffer.h"
#include "gatepost/key.h"

static void assert_name(int32_t key, const char *name, const char *brief)
{
    struct buffer out = {0};
    key_name(key, false, &out);
    assert_string_equal(buffer_text(&out), name);
    buffer_clear(&out);
    key_name(key, true, &out);
    assert_string_equal(buffer_text(&out), brief);
    buffer_release(&out);
    assert_int_equal(key_parse(name), key);
    assert_int_equal(key_parse(brief), key);
}

static void names_read_back(void **state)
{
    (void)state;
    assert_name(KEY_F(7), "F7", "F7");
    assert_name(KEY_F(12), "F12", "F12");
    assert_name(KEY_CTRL('S'), "Ctrl-S", "^S");
    assert_name(KEY_ALT('1'), "Alt-1", "Alt-1");
    assert_name(KEY_PAGE_DOWN, "PgDn", "PgDn");
    assert_name(' ', "Space", "Space");
    assert_name('a', "a", "a");
    assert_name('^', "^", "^");
    assert_name(0x5F20, "张", "张");
    assert_int_equal(key_parse("Ctrl-s"), KEY_CTRL('S'));
    assert_int_equal(key_parse("Delete"), KEY_DELETE);
}

static void unknown_names_are_none(void **state)
{
    (void)state;
    assert_int_equal(key_parse(""), KEY_NONE);
    assert_int_equal(key_parse("F13"), KEY_NONE);
    assert_int_equal(key_parse("Foo"), KEY_NONE);
    assert_int_equal(key_parse("Ctrl-"), KEY_NONE);
    assert_int_equal(key_parse("ab"), KEY_NONE);
}

static void full_width_keys_are_commands(void **state)
{
    (void)state;
    assert_int_equal(key_command(0xFF11), '1');
    assert_int_equal(key_command(0xFF1F), '?');
    assert_int_equal(key_command(0x3000), ' ');
    assert_int_equal(key_command(0x3002), '.');
    assert_int_equal(key_command(0x3001), '/');
    assert_int_equal(key_command(0x00D7), '*');
    assert_int_equal(key_command(0x2014), '-');
    assert_int_equal(key_command(0x300A), '<');
    assert_int_equal(key_command(0x300B), '>');
    assert_int_equal(key_command(0x5F20), 0x5F20);
    assert_int_equal(key_command(KEY_F(1)), KEY_F(1));
}

static void only_characters_are_text(void **state)
{
    (void)state;
    assert_true(key_is_text('a'));
    assert_true(key_is_text(0x5F20));
    assert_true(key_is_text(' '));
    assert_false(key_is_text(0x1B));
    assert_false(key_is_text(0x7F));
    assert_false(key_is_text(0x9B));
    assert_false(key_is_text(KEY_ENTER));
    assert_false(key_is_text(KEY_ALT('1')));
}

static void actions_are_found_by_command(void **state)
{
    (void)state;
    static const struct action actions[] = {
        {.name = "a.one", .keys = {'1', KEY_ALT('1')}},
        {.name = "a.undo", .keys = {KEY_CTRL('Z'), 'u'}},
    };
    static const struct action_table table = ACTION_TABLE(actions);
    assert_ptr_equal(action_find(&table, 0xFF11), &actions[0]);
    assert_ptr_equal(action_find(&table, 'u'), &actions[1]);
    assert_null(action_find(&table, 'x'));
    assert_null(action_find(&table, KEY_NONE));
    struct buffer out = {0};
    action_keys(&actions[1], &out);
    assert_string_equal(buffer_text(&out), "Ctrl-Z / u");
    buffer_release(&out);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_read_back),
        cmocka_unit_test(unknown_names_are_none),
        cmocka_unit_test(full_width_keys_are_commands),
        cmocka_unit_test(only_characters_are_text),
        cmocka_unit_test(actions_are_found_by_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
