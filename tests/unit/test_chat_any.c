/* Whatever is pasted from a group chat: every part that is recognised is one its own parser takes, no digit is lost,
 * and too much of it is refused. */
#include "gatepost/buffer.h"
#include "gatepost/chat.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/chat_part.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const int64_t now = 1649658720; /* 2022-04-11 14:32 */

static int count_digits(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++)
        count += *text >= '0' && *text <= '9';
    return count;
}

static void check_line(const struct chat_line *line)
{
    int digits = 0;
    for (int part = 0; part < CHAT_PARTS; part++) {
        const char *text = chat_part(line, part);
        if (!text_is_clean(text, strlen(text)) ||
            (text[0] != '\0' && !chat_part_is_accepted((enum chat_part)part, text, now)))
            fail_msg("part %d of \"%s\" is \"%s\"", part, line->text, text);
        digits += count_digits(text);
    }
    if (line->is_entry && digits < count_digits(line->text))
        fail_msg("\"%s\" lost a digit", line->text);
}

static void every_part_is_accepted_and_no_digit_is_lost(void **state)
{
    (void)state;
    static const char *const scraps[] = {
        "张伟明", "李娜",     "12-2-1203", "8栋302",      "1203",
        "365",    "36.5",     "36度5",     "13800003821", "0757-83321234",
        " ",      "，",       "、",        "/",           "：",
        "\t",     "进",       "出",        "8:05",        "8点",
        "昨天",   "粤E12345", "身份证",    "体温",        "房号",
        "共3人",  "😀",        "-",         ".",           "#",
        "(",      "*",        "房",        "号",          "4月11日",
        "和",     "\xff",     "\x1b[2J",   "\u202e",      "①",
        "·",      "A座",      "下午",      "12 2 1203",
    };
    enum { ROUNDS = 20000, SCRAPS = sizeof scraps / sizeof scraps[0] };
    unsigned random = 12345;
    for (int round = 0; round < ROUNDS; round++) {
        struct buffer text = {0};
        buffer_add(&text, "我");     /* no number of a list */
        bool used[SCRAPS] = {false}; /* the same twice is one value */
        for (int i = 0; i < 6; i++) {
            random = random * 1103515245u + 12345u;
            size_t pick = (random >> 16) % SCRAPS;
            buffer_add(&text, used[pick] ? " " : scraps[pick]);
            used[pick] = true;
        }
        struct chat chat;
        assert_true(chat_read(&chat, buffer_text(&text), NULL));
        for (int i = 0; i < chat.count; i++)
            check_line(&chat.lines[i]);
        chat_release(&chat);
        buffer_release(&text);
    }
}

static void too_much_text_is_refused_and_a_long_line_passed_over(void **state)
{
    (void)state;
    struct chat chat;
    struct err err = {0};
    char *text = memory_new(CHAT_BYTES_MOST + 2, 1);
    memset(text, 'x', CHAT_BYTES_MOST);
    assert_true(chat_read(&chat, text, &err));
    assert_int_equal(chat.count, 1);
    assert_false(chat.lines[0].is_entry);
    chat_release(&chat);
    text[CHAT_BYTES_MOST] = 'x';
    assert_false(chat_read(&chat, text, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(chat.count, 0);
    memset(text, '\n', CHAT_LINES_MOST);
    text[CHAT_LINES_MOST] = '\0';
    assert_true(chat_read(&chat, text, &err));
    assert_int_equal(chat.count, CHAT_LINES_MOST);
    chat_release(&chat);
    text[CHAT_LINES_MOST] = 'x';
    text[CHAT_LINES_MOST + 1] = '\0';
    assert_false(chat_read(&chat, text, &err));
    free(text);
}

int main(void)
{
    words_start(NULL, "en");
    clock_fix(now);
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_accepted_and_no_digit_is_lost),
        cmocka_unit_test(too_much_text_is_refused_and_a_long_line_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
