/* The text for a chat, and the sequence that brings it to the terminal's clipboard. */
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/posting.h"
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
    struct posting posting = {0};
    posting_begin(&posting, "Gate log", true);
    assert_true(posting_row(&posting));
    posting_cell(&posting, "14:31");
    posting_cell(&posting, "");
    posting_cell(&posting, "刘*");
    assert_true(posting_row(&posting));
    posting_cell(&posting, "");
    posting_cell(&posting, "a\033[2Jb\n2. forged");
    posting_end(&posting, false);
    assert_string_equal(buffer_text(&posting.text), "Gate log (filtered)  2022-04-11 14:53\n"
                                                    "1. 14:31  刘*\n"
                                                    "2. a?[2Jb 2. forged\n"
                                                    "2 in all.\n");
    assert_int_equal(posting_rows(&posting), 2);
    posting_release(&posting);
}

/* An empty cell before them cannot shift what they mean. */
static void numbers_are_named(void **state)
{
    (void)state;
    struct posting posting = {0};
    posting_begin(&posting, "Posts", false);
    assert_true(posting_row(&posting));
    posting_cell(&posting, "东门");
    posting_named(&posting, "进", "");
    posting_named(&posting, "出", "25");
    posting_named(&posting, "Fever", "1");
    assert_non_null(strstr(buffer_text(&posting.text), "1. 东门  出25  Fever 1"));
    posting_release(&posting);
}

static int offer(struct posting *posting, int rows)
{
    int taken = 0;
    posting_begin(posting, "Log", false);
    for (int i = 0; i < rows; i++) {
        taken += posting_row(posting);
        posting_cell(posting, "x");
    }
    return taken;
}

static void what_is_left_out_is_said(void **state)
{
    (void)state;
    struct posting posting = {0};
    assert_int_equal(offer(&posting, POSTING_ROWS), POSTING_ROWS);
    posting_end(&posting, false);
    assert_non_null(strstr(buffer_text(&posting.text), "\n300. x\n300 in all.\n"));
    assert_int_equal(offer(&posting, POSTING_ROWS + 45), POSTING_ROWS);
    assert_false(posting_is_full(&posting));
    posting_end(&posting, false);
    assert_non_null(strstr(buffer_text(&posting.text), "\n300. x\nThe first 300; 45 others are left out.\n"));
    assert_int_equal(offer(&posting, POSTING_COUNTED), POSTING_ROWS);
    assert_true(posting_is_full(&posting));
    posting_end(&posting, true);
    assert_non_null(strstr(buffer_text(&posting.text), "more than 9700 others are left out."));
    assert_int_equal(offer(&posting, 0), 0);
    posting_end(&posting, false);
    assert_string_equal(buffer_text(&posting.text), "Log  2022-04-11 14:53\n0 in all.\n");
    posting_release(&posting);
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
        cmocka_unit_test(numbers_are_named),
        cmocka_unit_test(what_is_left_out_is_said),
        cmocka_unit_test(the_clipboard_gets_base64),
        cmocka_unit_test(a_text_too_long_for_terminals_is_not_sent),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
