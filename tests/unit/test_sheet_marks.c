/* What was written on a signed sheet, as people type it. */
#include "gatepost/buffer.h"
#include "gatepost/sheet_marks.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 12, MOST = 16 };

/* "1+ 5- 7=20": came, did not, late. */
static void write_marks(const struct sheet_mark *marks, int count, struct buffer *out)
{
    for (int i = 0; i < count; i++) {
        buffer_format(out, i > 0 ? " %d" : "%d", marks[i].number);
        if (marks[i].kind == MARK_LATE)
            buffer_format(out, "=%d", marks[i].late_minutes);
        else
            buffer_add(out, marks[i].kind == MARK_CAME ? "+" : "-");
    }
}

static void marks_are_read_as_people_type_them(void **state)
{
    static const struct {
        const char *text, *marks;
    } rows[] = {
        {"1 3 5缺 7迟20", "1+ 3+ 5- 7=20"},
        {"", ""},
        {"   ", ""},
        {"１　３　５缺　７迟２０", "1+ 3+ 5- 7=20"},
        {"1,3，5缺、7迟20；8", "1+ 3+ 5- 7=20 8+"},
        {"1、3、5q 7c20", "1+ 3+ 5- 7=20"},
        {"5x 6X 7L5 8l720 9C1", "5- 6- 7=5 8=720 9=1"},
        {"5缺7迟20", "5- 7=20"},
        {"2-4 6~7 9至10 11到12", "2+ 3+ 4+ 6+ 7+ 9+ 10+ 11+ 12+"},
        {"2－4缺 6～7迟到10分钟", "2- 3- 4- 6=10 7=10"},
        {"3到 4√ 5未到 6没来", "3+ 4+ 5- 6-"},
        {"12 1", "12+ 1+"},
        {"3-3", "3+"},
        {"03号缺", "3-"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sheet_mark marks[MOST];
        struct buffer read = {0};
        struct err err = {0};
        int count = 0;
        if (!sheet_marks_parse(rows[i].text, ROWS, marks, MOST, &count, &err))
            fail_msg("\"%s\": %s", rows[i].text, err.text);
        write_marks(marks, count, &read);
        if (strcmp(buffer_text(&read), rows[i].marks) != 0)
            fail_msg("\"%s\" became \"%s\"", rows[i].text, buffer_text(&read));
        buffer_release(&read);
    }
}

static void what_cannot_be_read_is_pointed_at_and_what_stands_before_it_is_given(void **state)
{
    static const struct {
        const char *text, *says;
        int read;
    } rows[] = {
        {"1 缺", "\"缺\"", 1},
        {"1 王五", "\"王五\"", 1},
        {"1 3 foo 5", "\"FOO\"", 2},
        {"1 3z", "\"3Z\"", 1},
        {"7迟", "Row 7: how many minutes", 0},
        {"7迟 20", "Row 7: how many minutes", 0},
        {"2 7迟0", "Row 7: late by 1 to 720", 1},
        {"7迟721", "Row 7: late by 1 to 720", 0},
        {"7迟9999", "Row 7: late by 1 to 720", 0},
        {"7迟99999999999999", "Row 7: late by 1 to 720", 0},
        {"7迟-5", "Row 7: how many minutes", 0},
        {"13", "Row 13 is not of this sheet", 0},
        {"0", "Row 0 is not of this sheet", 0},
        {"1 99999999999", "Row 999999999 is not of this sheet", 1},
        {"10-14", "Row 14 is not of this sheet", 0},
        {"6-2", "6-2: write the smaller number first", 0},
        {"1 3 1缺", "Row 1 is marked twice", 2},
        {"2-4 3", "Row 3 is marked twice", 3},
        {"1\033[2J", "cannot be shown", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sheet_mark marks[MOST];
        struct err err = {0};
        int count = -1;
        if (sheet_marks_parse(rows[i].text, ROWS, marks, MOST, &count, &err))
            fail_msg("\"%s\" was taken", rows[i].text);
        if (strstr(err.text, rows[i].says) == NULL || err.code != ERR_INPUT || strcmp(err.field, "marks") != 0)
            fail_msg("\"%s\": %s", rows[i].text, err.text);
        if (count != rows[i].read)
            fail_msg("\"%s\": read %d", rows[i].text, count);
    }
}

static void more_than_there_is_room_for_is_refused(void **state)
{
    struct sheet_mark marks[3];
    struct err err = {0};
    int count = 0;
    (void)state;
    assert_true(sheet_marks_parse("1 2 3", ROWS, marks, 3, &count, &err));
    assert_false(sheet_marks_parse("1-4", ROWS, marks, 3, &count, &err));
    assert_int_equal(count, 3);
    assert_non_null(strstr(err.text, "At most 3 rows"));
}

static void a_text_too_long_is_refused(void **state)
{
    char text[5000];
    struct sheet_mark marks[MOST];
    struct err err = {0};
    int count = 0;
    (void)state;
    memset(text, '1', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_false(sheet_marks_parse(text, ROWS, marks, MOST, &count, &err));
    assert_int_equal(count, 0);
    assert_int_equal(err.code, ERR_INPUT);
}

/* Pieces thrown together by a chance that is the same each time: whatever is taken keeps to its bounds. */
static void whatever_is_typed_no_row_is_marked_twice_or_beyond_the_sheet(void **state)
{
    static const char *const pieces[] = {"1",  "12", "7",  "0", "缺", "迟",   "c",  "q",    "20", "-", "~",
                                         "、", " ",  "到", "×", "号", "分钟", "３", "\xE5", "王", "+", "999999999"};
    enum { TRIES = 50000, PIECES_MOST = 8, PIECES = sizeof pieces / sizeof pieces[0] };
    unsigned chance = 20220411;
    int taken = 0;
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct sheet_mark marks[ROWS];
        struct buffer text = {0};
        struct err err = {0};
        bool seen[ROWS + 1] = {false};
        int count = 0, length = 0;
        for (length = 1 + (int)(chance >> 16) % PIECES_MOST; length > 0; length--) {
            chance = chance * 1103515245u + 12345u;
            buffer_add(&text, pieces[(chance >> 16) % PIECES]);
        }
        taken += sheet_marks_parse(buffer_text(&text), ROWS, marks, ROWS, &count, &err);
        assert_in_range(count, 0, ROWS);
        for (int mark = 0; mark < count; mark++) {
            assert_in_range(marks[mark].number, 1, ROWS);
            assert_false(seen[marks[mark].number]);
            seen[marks[mark].number] = true;
            if (marks[mark].kind == MARK_LATE)
                assert_in_range(marks[mark].late_minutes, 1, 720);
        }
        buffer_release(&text);
    }
    assert_in_range(taken, TRIES / 100, TRIES); /* it is not all nonsense */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_read_as_people_type_them),
        cmocka_unit_test(what_cannot_be_read_is_pointed_at_and_what_stands_before_it_is_given),
        cmocka_unit_test(more_than_there_is_room_for_is_refused),
        cmocka_unit_test(a_text_too_long_is_refused),
        cmocka_unit_test(whatever_is_typed_no_row_is_marked_twice_or_beyond_the_sheet),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
