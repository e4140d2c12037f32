/* The text for a chat, and the sequence that brings it to the terminal's clipboard. */
#include "gatepost/chat.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "src/ui/term_clipboard.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void rows_are_numbered_lines(void **state)
{
    (void)state;
    struct chat chat = {0};
    chat_begin(&chat, "Gate log", true);
    assert_true(chat_row(&chat));
    chat_cell(&chat, "14:31");
    chat_cell(&chat, "");
    chat_cell(&chat, "刘*");
    assert_true(chat_row(&chat));
    chat_cell(&chat, "");
    chat_cell(&chat, "a\033[2Jb\n2. forged");
    chat_end(&chat, false);
    assert_string_equal(buffer_text(&chat.text), "Gate log (filtered)  2022-04-11 14:53\n"
                                                 "1. 14:31  刘*\n"
                                                 "2. a?[2Jb 2. forged\n"
                                                 "2 in all.\n");
    assert_int_equal(chat_rows(&chat), 2);
    chat_release(&chat);
}

static int offer(struct chat *chat, int rows)
{
    int taken = 0;
    chat_begin(chat, "Log", false);
    for (int i = 0; i < rows; i++) {
        taken += chat_row(chat);
        chat_cell(chat, "x");
    }
    return taken;
}

static void what_is_left_out_is_said(void **state)
{
    (void)state;
    struct chat chat = {0};
    assert_int_equal(offer(&chat, CHAT_ROWS), CHAT_ROWS);
    chat_end(&chat, false);
    assert_non_null(strstr(buffer_text(&chat.text), "\n300. x\n300 in all.\n"));
    assert_int_equal(offer(&chat, CHAT_ROWS + 45), CHAT_ROWS);
    assert_false(chat_is_full(&chat));
    chat_end(&chat, false);
    assert_non_null(strstr(buffer_text(&chat.text), "\n300. x\nThe first 300; 45 others are left out.\n"));
    assert_int_equal(offer(&chat, CHAT_COUNTED), CHAT_ROWS);
    assert_true(chat_is_full(&chat));
    chat_end(&chat, true);
    assert_non_null(strstr(buffer_text(&chat.text), "more than 9700 others are left out."));
    assert_int_equal(offer(&chat, 0), 0);
    chat_end(&chat, false);
    assert_string_equal(buffer_text(&chat.text), "Log  2022-04-11 14:53\n0 in all.\n");
    chat_release(&chat);
}

/* RFC 4648 §10. */
static void the_clipboard_gets_base64(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"刘*", "5YiYKg=="},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer sequence = {0}, expected = {0};
        buffer_format(&expected, "\033]52;c;%s\a", cases[i][1]);
        assert_true(clipboard_sequence(cases[i][0], &sequence));
        assert_string_equal(buffer_text(&sequence), buffer_text(&expected));
        buffer_release(&sequence);
        buffer_release(&expected);
    }
}

static void a_text_too_long_for_terminals_is_not_sent(void **state)
{
    (void)state;
    struct buffer sequence = {0};
    char *text = memory_new(CLIPBOARD_MOST + 2, 1);
    memset(text, 'x', CLIPBOARD_MOST + 1);
    assert_false(clipboard_sequence(text, &sequence));
    assert_int_equal(sequence.length, 0);
    text[CLIPBOARD_MOST] = '\0';
    assert_true(clipboard_sequence(text, &sequence));
    free(text);
    buffer_release(&sequence);
}

int main(void)
{
    words_start(NULL, "en");
    clock_fix(1649660000);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_numbered_lines),
        cmocka_unit_test(what_is_left_out_is_said),
        cmocka_unit_test(the_clipboard_gets_base64),
        cmocka_unit_test(a_text_too_long_for_terminals_is_not_sent),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
