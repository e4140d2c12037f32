/* Where a page ends: every row stands there once, groups go on and never stand alone, type shrinks to one page, what
 * has no room is refused. */
#include "gatepost/buffer.h"
#include "tests/lib/pages_look.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static void forty_posts_stand_once_each(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    document_roster(&document, 40);
    pages_lay_out(&pages, &document, &paper_wall);
    assert_int_equal(pages.count, 3);
    for (int post = 1, page = 0, line = 0, before = -1; post <= 40; post++) {
        char name[32];
        snprintf(name, sizeof name, "%s%d号卡口", post == 3 ? "改 " : "  ", post); /* behind the mark's place */
        assert_int_equal(pages_find_line(&pages, name, &page, &line), 1);
        assert_true(page * pages.grid.rows + line > before);
        before = page * pages.grid.rows + line;
    }
    for (int page = 0; page < pages.count; page++) {
        assert_true(pages_page_has(&pages, page, "周三"));
        assert_true(pages_page_has(&pages, page, "第3版  编号 17"));
        assert_true(pages_page_has(&pages, page, "制表 王秀英"));
        assert_true(pages_page_has(&pages, page, "调班找值班员"));
        assert_true(pages_page_has(&pages, page, "望江社区志愿者排班表"));
    }
    pages_release(&pages);
}

/* So many rows in one group, then a second group of two rows. */
static void make_list(struct document *document, int rows)
{
    document_begin(document, "居家观察名单");
    document->internal = true;
    document_section(document, "名单");
    document_column(document, "房号", 6, 8);
    document_column(document, "姓名", 6, 10);
    document_group(document, "3号楼")->breaks_page = true;
    for (int i = 0; i < rows; i++)
        document_row(document, (const char *const[]){"1-302", "陈*"}, 2);
    document_group(document, "5号楼")->breaks_page = true;
    document_row(document, (const char *const[]){"2-101", "吴*"}, 2);
    document_row(document, (const char *const[]){"2-102", "何*"}, 2);
}

static void a_group_goes_on_and_never_stands_alone(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    for (int rows = 1; rows < 40; rows++) {
        int page, line, row_page, row_line;
        make_list(&document, rows);
        pages_lay_out(&pages, &document, &paper_slip);
        assert_int_equal(pages_find_line(&pages, "2-101", &row_page, &row_line), 1);
        assert_int_equal(pages_find_line(&pages, "5号楼", &page, &line) >= 1, 1);
        pages_find_line(&pages, "2-101", &row_page, &row_line);
        for (page = 0; page < pages.count; page++) {
            bool goes_on = page > 0 && pages_page_has(&pages, page, "1-302");
            assert_true(goes_on == pages_page_has(&pages, page, "3号楼（续）"));
            assert_true(pages_page_has(&pages, page, "内部资料"));
            assert_true((page > 0) == pages_page_has(&pages, page, "名单（续）"));
        }
        enum page_line_style style;
        assert_string_equal(pages_line(&pages, row_page, row_line - 1, &style), "5号楼");
        assert_int_equal(style, PAGE_BOLD);
        pages_release(&pages);
    }
}

/* Rows between two groups without a text stay on one page; only more than a page of them are parted. */
static void rows_that_belong_together_stay_together(void **state)
{
    (void)state;
    for (int rows = 1; rows < 20; rows++) {
        struct document document;
        struct pages pages;
        int first, last, line;
        document_begin(&document, "排班");
        document_footnote(&document, "调班找值班员。");
        document_footnote(&document, "夜班写在开始的那一天。");
        document_section(&document, "");
        document_column(&document, "岗位", 6, 8);
        for (int i = 0; i < rows; i++)
            document_row(&document, (const char *const[]){"东门"}, 1);
        document_group(&document, "");
        document_row(&document, (const char *const[]){"南门一"}, 1);
        for (int i = 0; i < 7; i++)
            document_row(&document, (const char *const[]){"南门"}, 1);
        document_row(&document, (const char *const[]){"南门九"}, 1);
        pages_lay_out(&pages, &document, &paper_slip);
        assert_int_equal(pages_find_line(&pages, "南门一", &first, &line), 1);
        assert_int_equal(pages_find_line(&pages, "南门九", &last, &line), 1);
        assert_int_equal(first, last);
        assert_true(pages_page_has(&pages, 0, "调班找值班员。   夜班写在开始的那一天。\n"));
        pages_release(&pages);
    }
}

/* A page is begun for rows, never for what only parts them. */
static void no_page_without_rows(void **state)
{
    (void)state;
    for (int rows = 1; rows < 40; rows++) {
        struct document document;
        struct pages pages;
        document_begin(&document, "排班");
        document_section(&document, "");
        document_column(&document, "岗位", 6, 8);
        for (int i = 0; i < rows; i++)
            document_row(&document, (const char *const[]){"东门"}, 1);
        document_group(&document, "");
        pages_lay_out(&pages, &document, &paper_slip);
        for (int page = 0; page < pages.count; page++)
            assert_true(pages_page_has(&pages, page, "东门"));
        pages_release(&pages);
    }
}

static void each_group_on_its_own_sheet(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    struct paper split = paper_slip;
    make_list(&document, 3);
    pages_lay_out(&pages, &document, &paper_slip);
    assert_int_equal(pages.count, 1);
    pages_release(&pages);
    split.fit = FIT_SPLIT;
    make_list(&document, 3);
    pages_lay_out(&pages, &document, &split);
    assert_int_equal(pages.count, 2);
    assert_true(pages_page_has(&pages, 0, "3号楼") && !pages_page_has(&pages, 0, "5号楼"));
    assert_true(pages_page_has(&pages, 1, "5号楼") && !pages_page_has(&pages, 1, "3号楼"));
    assert_false(pages_page_has(&pages, 1, "续"));
    pages_release(&pages);
}

static void type_shrinks_to_one_page(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    struct paper paper = {PAPER_A4, TYPE_LARGE, FIT_ONE_PAGE, true};
    document_roster(&document, 3);
    pages_lay_out(&pages, &document, &paper);
    assert_int_equal(pages.grid.type_tenths, 160);
    pages_release(&pages);
    document_roster(&document, 40);
    document.sections[0].row_mm = 1;
    pages_lay_out(&pages, &document, &paper);
    assert_int_equal(pages.count, 1);
    assert_false(pages.too_big);
    assert_in_range(pages.grid.type_tenths, 60, 140);
    assert_true(pages_page_has(&pages, 0, "40号卡口"));
    pages_release(&pages);
    document_roster(&document, 200);
    pages_lay_out(&pages, &document, &paper);
    assert_true(pages.count > 1 && pages.too_big);
    assert_int_equal(pages.grid.type_tenths, 60);
    assert_true(pages_page_has(&pages, pages.count - 1, "200号卡口"));
    pages_release(&pages);
}

static void a_row_higher_than_a_page_goes_on(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    struct buffer story = {0};
    for (int i = 0; i < 100; i++)
        buffer_format(&story, "第%03d句说的是门口。", i);
    document_begin(&document, "户册");
    document_section(&document, "");
    document_column(&document, "日期", 5, 5);
    document_column(&document, "经过", 10, 0)->wrap = DOCUMENT_WRAP;
    document_row(&document, (const char *const[]){"04-10", "短"}, 2);
    document_row(&document, (const char *const[]){"04-11", buffer_text(&story)}, 2);
    document_note(&document, buffer_text(&story));
    pages_lay_out(&pages, &document, &paper_slip);
    assert_true(pages.count > 3);
    assert_int_equal(pages.cut, 0);
    for (int i = 0; i < 100; i += 33) {
        char said[32];
        int page, line;
        snprintf(said, sizeof said, "%03d", i);
        assert_int_equal(pages_find_line(&pages, said, &page, &line), 2);
    }
    for (int page = 0; page < 3; page++)
        assert_true(pages_page_has(&pages, page, "经过"));
    pages_release(&pages);
    buffer_release(&story);
}

static void what_has_no_room_is_refused(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    struct err err = {0};
    document_begin(&document, "名单");
    for (int i = 0; i < DOCUMENT_FOOTNOTES_MOST; i++)
        document_footnote(&document, "一段很长的脚注一段很长的脚注一段很长的脚注一段很长的脚注一段很长的脚注一段很长的"
                                     "脚注一段很长的脚注一段很长的脚注");
    document_section(&document, "");
    document_column(&document, "姓名", 6, 0);
    document_blank_rows(&document, 1);
    assert_false(pages_layout(&pages, &document, &(struct paper){PAPER_A5, TYPE_LARGE, FIT_FLOW, true}, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_null(pages.lines);
    document_release(&document);
    document_begin(&document, "名单");
    document_section(&document, "");
    document_column(&document, "姓名", 6, 0);
    document_blank_rows(&document, 60000);
    assert_false(pages_layout(&pages, &document, &paper_slip, &err));
    assert_int_equal(err.code, ERR_INPUT);
    document_release(&document);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    pages_look_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forty_posts_stand_once_each),
        cmocka_unit_test(a_group_goes_on_and_never_stands_alone),
        cmocka_unit_test(rows_that_belong_together_stay_together),
        cmocka_unit_test(no_page_without_rows),
        cmocka_unit_test(each_group_on_its_own_sheet),
        cmocka_unit_test(type_shrinks_to_one_page),
        cmocka_unit_test(a_row_higher_than_a_page_goes_on),
        cmocka_unit_test(what_has_no_room_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
