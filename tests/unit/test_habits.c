/* No field lets through what is meant to harm, or is harmed by bytes of any kind. What each field understands is asked
 * in test_typed_*.c. */
#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/memory.h"
#include "tests/lib/typed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HUGE_LENGTH = 100000 };

/* What every field must refuse without a crash and without letting it out raw. */
static const char *const hostile[] = {
    "",
    " ",
    "　",
    "\x1b[2J",
    "36\x1b[31m",
    ("\xE2\x80\xAE"
     "365"),
    "365\xE2\x80\x8B",
    "\xFF\xFE",
    "365\xE5",
    "%s%s%n",
    "';DROP TABLE person;--",
    "\xF3\xA0\x81\xA1",
    "\n\n",
    "----",
    "....",
    "0x16",
    "null",
    "１２３４５６７８９０１２３４５６７８９０１２３４５６７８９０",
};
enum { HOSTILE_COUNT = sizeof hostile / sizeof hostile[0] };

static char *huge_text(char fill)
{
    char *text = memory_new(HUGE_LENGTH + 1, 1);
    memset(text, fill, HUGE_LENGTH);
    return text;
}

static void parse_all(const char *typed, bool digits_may_pass)
{
    struct err err = {0};
    int value, count;
    int64_t at;
    struct room room;
    enum id_type type;
    char text[128], phones[PHONE_MOST][PHONE_SIZE];
    bool passed = temperature_parse(typed, &value, &err);
    assert_refusal(&err, typed);
    passed = date_parse(typed, TYPED_TODAY, &value, &err) || passed;
    passed = time_parse(typed, &value, &err) || passed;
    passed = moment_parse(typed, 1649640600, &at, &err) || passed;
    passed = phone_parse(typed, phones, &count, &err) || passed;
    passed = id_resident_parse(typed, text, NULL, NULL, &err) || passed;
    passed = plate_parse(typed, "粤", text, &err) || passed;
    passed = plate_looks_like(typed) || passed;
    assert_refusal(&err, typed);
    if (passed && !digits_may_pass)
        fail_msg("\"%.40s\" passes", typed);
    room_parse(typed, &room, &err);
    id_parse(typed, &type, text, &err);
    name_parse(typed, text, &err);
    assert_refusal(&err, typed);
}

static void hostile_text_is_refused_everywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < HOSTILE_COUNT; i++)
        parse_all(hostile[i], false);
    static const char fills[] = {'A', '1', ' ', '-', '\xE5', '\x1b', '.'};
    for (size_t i = 0; i < sizeof fills; i++) {
        char *huge = huge_text(fills[i]);
        parse_all(huge, false);
        free(huge);
    }
}

static void random_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char *const pieces[] = {"1",  "2",    "0",  "4",  "-",    ".",  " ", ":",   "栋",  "单元",
                                         "月", "日",   "点", "粤", "E",    "X",  "·", "+86", "138", "。",
                                         "　", "昨天", "T",  "/",  "\xE5", "号", "(", "H",   "楼",  "半"};
    unsigned seed = 411;
    for (int round = 0; round < 20000; round++) {
        char text[200] = "";
        size_t length = 0;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245u + 12345u;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])];
            memcpy(text + length, piece, strlen(piece) + 1);
            length += strlen(piece);
        }
        struct err ignored = {0};
        int value, count;
        int64_t at;
        struct room room;
        enum id_type type;
        char out[128], phones[PHONE_MOST][PHONE_SIZE], key[96];
        if (temperature_parse(text, &value, &ignored))
            assert_in_range(value, 340, 429);
        if (date_parse(text, TYPED_TODAY, &value, &ignored))
            assert_true(clock_day_valid(value));
        if (time_parse(text, &value, &ignored))
            assert_in_range(value, 0, 86399);
        if (room_parse(text, &room, &ignored)) {
            room_sort_key(&room, key);
            assert_true(strlen(key) < sizeof key);
        }
        moment_parse(text, 1649640600, &at, &ignored);
        phone_parse(text, phones, &count, &ignored);
        id_parse(text, &type, out, &ignored);
        plate_parse(text, "粤", out, &ignored);
        name_parse(text, out, &ignored);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_text_is_refused_everywhere),
        cmocka_unit_test(random_bytes_do_no_harm),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, typed_setup, NULL);
}
