/* Columns and texts: nothing breaks out of its cell, narrow pages are shared, rows are high enough, lines break where
 * they may. */
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "src/paper/pages_parts.h"
#include "tests/lib/pages_look.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void nothing_breaks_out_of_its_cell(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "a│b┼c",
        "\033[2Jx\n2. y\f",
        "\xE2\x80\xAEgnp.exe\xE2\x81\xA6", /* bidi override and isolate */
        "e\u0301e\u0301\u0301\u0301 x",
        "😀👍\xF0\x9F\x8F\xBD👨\xE2\x80\x8D👩\xE2\x80\x8D👧",
        "１２３ＡＢＣ，。",
        "阿依古丽·买买提江",
        "\xE2\x80\x8B\xEF\xBB\xBF", /* zero-width */
        "\xff\xfe\x80",
        "────────",
        "~~~~~~~~~",
        "\xCC\x81\xCC\x81\xCC\x81",
    };
    enum { COUNT = sizeof hostile / sizeof hostile[0] };
    for (int wide = 1; wide < 12; wide++) {
        struct document document;
        struct pages pages;
        document_begin(&document, hostile[wide % COUNT]);
        text_copy(document.unit, sizeof document.unit, hostile[1]);
        text_copy(document.maker, sizeof document.maker, hostile[2]);
        document_section(&document, hostile[1]);
        for (int i = 0; i < COUNT; i++)
            document_column(&document, hostile[(i + 5) % COUNT], wide, wide + i)->wrap = i % 2;
        document_row(&document, hostile, COUNT)->marked = true;
        document_group(&document, hostile[0]);
        document_row(&document, hostile, COUNT);
        document_footnote(&document, hostile[2]);
        pages_lay_out(&pages, &document, &(struct paper){PAPER_A5, TYPE_LARGE, FIT_FLOW, true});
        for (int at = 0, bars; at < pages.grid.rows; at++) {
            enum page_line_style style;
            const char *line = pages_line(&pages, 0, at, &style);
            bars = text_count_of(line, "│");
            assert_true(bars == 0 || bars == COUNT - 1);
        }
        pages_release(&pages);
    }
}

static void sixteen_columns_share_a_narrow_page(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    document_begin(&document, "表");
    document_section(&document, "");
    for (int i = 0; i < DOCUMENT_COLUMNS_MOST; i++)
        document_column(&document, "栏目", i == 0 ? 300 : 1, 0);
    document_row(&document, (const char *const[]){"张伟明", "李秀英"}, 2);
    pages_lay_out(&pages, &document, &paper_slip);
    assert_int_equal(pages.cut, 1);
    assert_true(pages_page_has(&pages, 0, "张伟明"));
    pages_release(&pages);
}

static void rows_are_high_enough_to_sign_in(void **state)
{
    (void)state;
    for (int size = 0; size < PAPER_SIZE_COUNT; size++)
        for (int type = 0; type < PAPER_TYPE_COUNT; type++) {
            struct document document;
            struct pages pages;
            enum page_line_style style;
            int rules[3], found = 0;
            document_begin(&document, "签到表");
            document_section(&document, "")->row_mm = 8;
            document_column(&document, "姓名", 6, 8);
            document_column(&document, "签到", 10, 0);
            document_blank_rows(&document, 5);
            pages_lay_out(&pages, &document, &(struct paper){size, type, FIT_FLOW, true});
            for (int line = 0; line < pages.grid.rows && found < 3; line++)
                if (pages_line(&pages, 0, line, &style) != NULL && style == PAGE_RULE)
                    rules[found++] = line;
            int height = (rules[2] - rules[1]) * pages.grid.cell_height;
            assert_in_range(height, 800, 1440);
            pages_release(&pages);
        }
}

static void a_changed_row_is_seen_in_black_and_white(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    enum page_line_style style;
    int page, line;
    document_roster(&document, 4);
    pages_lay_out(&pages, &document, &paper_wall);
    assert_int_equal(pages_find_line(&pages, "改", &page, &line), 1);
    assert_non_null(strstr(pages_line(&pages, page, line, &style), "改 3号卡口"));
    assert_int_equal(style, PAGE_BOLD);
    pages_line(&pages, page, line + 2, &style);
    assert_int_equal(style, PAGE_TEXT);
    pages_release(&pages);
}

/* A cell of several lines, cut line by line; a group without a text is a rule and nothing else. */
static void cells_have_lines_and_rows_are_parted(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    document_begin(&document, "排班");
    document_section(&document, "");
    document_column(&document, "岗位", 6, 6);
    document_column(&document, "周一", 6, 6);
    document_column(&document, "周二", 6, 6);
    document_column(&document, "周三", 6, 6);
    document_column(&document, "周四", 6, 6);
    for (int post = 0; post < 2; post++) {
        document_group(&document, "");
        document_row(&document, (const char *const[]){"南门", "李*\n\n阿依古丽*", "何*", "吴*"}, 4);
        document_row(&document, (const char *const[]){"", "张*\n"}, 2);
    }
    pages_lay_out(&pages, &document, &paper_slip);
    assert_int_equal(pages.cut, 2);
    assert_string_equal(pages_page_text(&pages, 0), "                   排班\n"
                                                    "\n"
                                                    "望江社区\n"
                                                    "-------+---------+--------+--------+-------\n"
                                                    "岗位   | 周一    | 周二   | 周三   | 周四\n"
                                                    "-------+---------+--------+--------+-------\n"
                                                    "南门   | 李*     | 何*    | 吴*    |\n"
                                                    "       |         |        |        |\n"
                                                    "       | 阿依古~ |        |        |\n"
                                                    "       | 张*     |        |        |\n"
                                                    "-------+---------+--------+--------+-------\n"
                                                    "南门   | 李*     | 何*    | 吴*    |\n"
                                                    "       |         |        |        |\n"
                                                    "       | 阿依古~ |        |        |\n"
                                                    "       | 张*     |        |        |\n"
                                                    "-------+---------+--------+--------+-------\n"
                                                    "(11)\n"
                                                    "打印 2022-04-11 14:32           第1页/共1页\n");
    pages_release(&pages);
}

static void lines_break_between_words_and_characters(void **state)
{
    (void)state;
    static const char text[] = "3号楼（东侧）电梯停用，请走楼梯；salt and rice, 放在门口即可。";
    for (int columns = 4; columns < 70; columns++) {
        struct buffer joined = {0};
        const char *next;
        int lines = 0;
        for (const char *at = text; *at != '\0'; at = next, lines++) {
            size_t length = wrap_line(at, columns, &next);
            assert_true(length > 0 && next > at);
            assert_in_range(words_width(at, length), 1, columns);
            if (lines > 0 && (strncmp(at, "，", 3) == 0 || strncmp(at, "。", 3) == 0 || strncmp(at, "）", 3) == 0))
                fail_msg("%d columns: %s", columns, at);
            buffer_add_bytes(&joined, at, (size_t)(next - at));
        }
        assert_string_equal(buffer_text(&joined), text);
        assert_int_equal(wrap_count(text, columns), lines);
        buffer_release(&joined);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    pages_look_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_breaks_out_of_its_cell),
        cmocka_unit_test(sixteen_columns_share_a_narrow_page),
        cmocka_unit_test(rows_are_high_enough_to_sign_in),
        cmocka_unit_test(a_changed_row_is_seen_in_black_and_white),
        cmocka_unit_test(cells_have_lines_and_rows_are_parted),
        cmocka_unit_test(lines_break_between_words_and_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
