/* Documents laid out: whole pages as they come out, on the paper and as a stream, and how long many rows take. Where a
 * page ends: test_pages_break.c; what a cell holds: test_pages_columns.c; anything at all: test_pages_any.c. */
#include "gatepost/words.h"
#include "tests/lib/pages_look.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct paper list = {PAPER_A4, TYPE_SMALL, FIT_FLOW, false};

/* ---- whole pages ---- */

static void a_week_hangs_on_the_wall(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    document_roster(&document, 3);
    pages_lay_out(&pages, &document, &paper_wall);
    assert_int_equal(pages.count, 1);
    assert_int_equal(pages.cut, 0);
    assert_string_equal(pages_page_text(&pages, 0),
                        "                                                            望江社区志愿者排班表\n"
                        "\n"
                        "望江社区                                                 第15周 2022-04-11 至 04-17\n"
                        "----------------+------------+---------------+---------------+---------------+---------------+"
                        "---------------+---------------+--------------\n"
                        "   岗位         | 班次       | 周一          | 周二          | 周三          | 周四          "
                        "| 周五          | 周六          | 周日\n"
                        "                |            | 11            | 12            | 13            | 14            "
                        "| 15            | 16            | 17\n"
                        "----------------+------------+---------------+---------------+---------------+---------------+"
                        "---------------+---------------+--------------\n"
                        "   1号卡口      | 06-14      | 李* 何*       | 张*明         | 王*英 吴*     |               "
                        "| 赵*           | 黄*           | 刘*远\n"
                        "----------------+------------+---------------+---------------+---------------+---------------+"
                        "---------------+---------------+--------------\n"
                        "   2号卡口      | 06-14      | 李* 何*       | 张*明         | 王*英 吴*     |               "
                        "| 赵*           | 黄*           | 刘*远\n"
                        "----------------+------------+---------------+---------------+---------------+---------------+"
                        "---------------+---------------+--------------\n"
                        "改 3号卡口      | 06-14      | 李* 何*       | 张*明         | 王*英 吴*     |               "
                        "| 赵*           | 黄*           | 刘*远\n"
                        "----------------+------------+---------------+---------------+---------------+---------------+"
                        "---------------+---------------+--------------\n"
                        "(20)\n"
                        "请提前10分钟到岗，调班找值班员。\n"
                        "\n"
                        "制表 王秀英                                                  审核 ____________                "
                        "                                      （公章）\n"
                        "打印 2022-04-11 14:32  第3版  编号 17                                                         "
                        "                                   第1页/共1页\n");
    pages_release(&pages);
}

static void make_slip(struct document *document)
{
    document_begin(document, "物资签收单");
    document->internal = true;
    document_footnote(document, "电话不得外传。");
    document_section(document, "待送");
    document_column(document, "户", 6, 8);
    document_column(document, "物品", 8, 0)->wrap = DOCUMENT_WRAP;
    document_column(document, "件", 2, 4)->right = true;
    document_group(document, "3号楼");
    document_row(document,
                 (const char *const[]){"1-302", "大米10斤、食盐2包、降压药（硝苯地平）一盒，放在门口即可", "3"}, 3);
    document_row(document, (const char *const[]){"1-501东侧", "salt and rice, leave everything at the door", "12"}, 3);
    document_note(document, "5号楼电梯停用，请走楼梯。");
    document_group(document, "5号楼");
    document_row(document, (const char *const[]){"2-101"}, 1);
    document_section(document, "备注")->new_page = true;
    document_note(document, "以上由志愿者送到门口，敲门后退后两米，等住户取走再离开。");
    document_note(document, "没人应门的带回，改日再送。");
}

static void groups_notes_and_long_texts(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    make_slip(&document);
    pages_lay_out(&pages, &document, &paper_slip);
    assert_int_equal(pages.count, 2);
    assert_int_equal(pages.cut, 1);
    assert_string_equal(pages_page_text(&pages, 0), "                物资签收单\n"
                                                    "\n"
                                                    "望江社区                  内部资料 请勿张贴\n"
                                                    "待送\n"
                                                    "---------+-----------------------------+---\n"
                                                    "户       | 物品                        | 件\n"
                                                    "---------+-----------------------------+---\n"
                                                    "3号楼\n"
                                                    "1-302    | 大米10斤、食盐2包、降压药   |  3\n"
                                                    "         | （硝苯地平）一盒，放在门口  |\n"
                                                    "         | 即可                        |\n"
                                                    "1-501东~ | salt and rice, leave        | 12\n"
                                                    "         | everything at the door      |\n"
                                                    "---------+-----------------------------+---\n"
                                                    "5号楼电梯停用，请走楼梯。\n"
                                                    "-------------------------------------------\n"
                                                    "5号楼\n"
                                                    "2-101    |                             |\n"
                                                    "---------+-----------------------------+---\n"
                                                    "(7)\n"
                                                    "电话不得外传。\n"
                                                    "打印 2022-04-11 14:32           第1页/共2页\n");
    assert_string_equal(pages_page_text(&pages, 1), "                物资签收单\n"
                                                    "望江社区                  内部资料 请勿张贴\n"
                                                    "备注\n"
                                                    "以上由志愿者送到门口，敲门后退后两米，等住\n"
                                                    "户取走再离开。\n"
                                                    "没人应门的带回，改日再送。\n"
                                                    "(20)\n"
                                                    "电话不得外传。\n"
                                                    "打印 2022-04-11 14:32           第2页/共2页\n");
    pages_release(&pages);
}

static void in_english_too(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    document_begin(&document, "Roster");
    document.internal = true;
    document.version = 2;
    words_switch("en");
    bool done = pages_layout(&pages, &document, &paper_wall, NULL);
    const char *text = pages_page_text(&pages, 0);
    words_switch("zh_CN");
    assert_true(done);
    static const char *const words[] = {"Internal: not to be posted",
                                        "There is nothing in it.",
                                        "Made by 王秀英",
                                        "Checked by ____________",
                                        "(seal)",
                                        "Printed 2022-04-11 14:32  Version 2",
                                        "Page 1 of 1"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("%s", words[i]);
    pages_release(&pages);
    document_release(&document);
}

static void what_is_empty_says_so(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    document_roster(&document, 0);
    pages_lay_out(&pages, &document, &paper_wall);
    assert_int_equal(pages.count, 1);
    assert_true(pages_page_has(&pages, 0, "周三")); /* an empty week is still that week */
    assert_true(pages_page_has(&pages, 0, "没有内容"));
    pages_release(&pages);
    document_begin(&document, "");
    pages_lay_out(&pages, &document, &paper_slip);
    assert_int_equal(pages.count, 1);
    assert_true(pages_page_has(&pages, 0, "没有内容"));
    pages_release(&pages);
}

/* ---- what goes out ---- */

static void the_grid_stays_on_the_paper(void **state)
{
    (void)state;
    for (int size = 0; size < PAPER_SIZE_COUNT; size++)
        for (int type = 0; type < PAPER_TYPE_COUNT; type++) {
            struct document document;
            struct pages pages;
            document_begin(&document, "表");
            pages_lay_out(&pages, &document, &(struct paper){size, type, FIT_FLOW, false});
            const struct page_grid *grid = &pages.grid;
            assert_in_range(grid->left, 1200, 1400);
            assert_in_range(grid->top, 1200, 1600);
            assert_int_equal((grid->paper_width - grid->columns * grid->cell_width) / 2, grid->left);
            assert_int_equal((grid->paper_height - grid->rows * grid->cell_height) / 2, grid->top);
            pages_release(&pages);
        }
}

/* The stream, the text and the preview's lines say the same, page by page. */
static void text_and_stream_are_the_same_pages(void **state)
{
    (void)state;
    static const char signs[] = " *=-";
    struct document document;
    struct pages pages;
    struct buffer text = {0}, stream = {0}, plain = {0}, lines = {0};
    document_roster(&document, 40);
    pages_lay_out(&pages, &document, &paper_wall);
    buffer_format(&lines,
                  "gatepost-pages 1\ntitle roster?20220411\npaper 29700 21000 %d %d\ncell 194 500 110\ngrid 140 37\n",
                  pages.grid.left, pages.grid.top);
    for (int page = 0; page < pages.count; page++) {
        buffer_add(&lines, "page\n");
        for (int line = 0; line < pages.grid.rows; line++) {
            enum page_line_style style;
            const char *words = pages_line(&pages, page, line, &style);
            buffer_format(&lines, "%c%s\n", signs[style], words);
            pages_plain(&pages, page, line, &plain);
            buffer_add_byte(&plain, '\n');
        }
        buffer_add_byte(&plain, '\f');
    }
    buffer_add(&lines, "end\n");
    pages_text(&pages, &text);
    pages_stream(&pages, "roster\00220220411", &stream);
    assert_string_equal(buffer_text(&text), buffer_text(&plain));
    assert_string_equal(buffer_text(&stream), buffer_text(&lines));
    buffer_release(&text);
    buffer_release(&stream);
    buffer_release(&plain);
    buffer_release(&lines);
    pages_release(&pages);
}

static void ten_thousand_rows_take_a_moment(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    document_begin(&document, "出入登记");
    document_section(&document, "");
    for (int i = 0; i < 8; i++)
        document_column(&document, "栏目", 6, i == 7 ? 0 : 16)->wrap = i == 7;
    for (int i = 0; i < 10000; i++)
        document_row(&document,
                     (const char *const[]){"14:31", "进", "张伟明", "3-1-302", "36.5", "步行", "买菜",
                                           "红码已上报，陪同去医院；家属在门口等"},
                     8);
    struct paper paper = list;
    for (paper.fit = FIT_FLOW; paper.fit < PAPER_FIT_COUNT; paper.fit++) {
        struct err err = {0};
        clock_t began = clock();
        assert_true(pages_layout(&pages, &document, &paper, &err));
        double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
        print_message("# 10,000 rows, %s, %d pages: %.0f ms\n", paper_fit_names[paper.fit], pages.count,
                      1000 * seconds);
        assert_true(seconds < 2);
        pages_check(&pages);
        assert_in_range(pages.count, 80, 300);
        pages_release(&pages);
    }
    document_release(&document);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    pages_look_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_hangs_on_the_wall),
        cmocka_unit_test(groups_notes_and_long_texts),
        cmocka_unit_test(in_english_too),
        cmocka_unit_test(what_is_empty_says_so),
        cmocka_unit_test(the_grid_stays_on_the_paper),
        cmocka_unit_test(text_and_stream_are_the_same_pages),
        cmocka_unit_test(ten_thousand_rows_take_a_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
