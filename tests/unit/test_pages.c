/* Documents laid out: whole pages, widths, breaks, groups, texts that want to break out. */
#include "gatepost/clock.h"
#include "gatepost/pages.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/paper/pages_parts.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct paper wall = {PAPER_A4_LANDSCAPE, TYPE_MEDIUM, FIT_FLOW, true};
static const struct paper slip = {PAPER_A5, TYPE_LARGE, FIT_FLOW, false};
static const struct paper list = {PAPER_A4, TYPE_SMALL, FIT_FLOW, false};

/* ---- what all look at ---- */

static void begin(struct document *document, const char *title)
{
    document_init(document, title);
    text_copy(document->unit, sizeof document->unit, "望江社区");
    text_copy(document->maker, sizeof document->maker, "王秀英");
    document->made_at = 1649658720;
}

/* What must hold of any pages: no line wider than the grid, none with blanks at its end or half a character, bars at
 * the same place all along a table, the numbers of the pages, plain text without a sign it cannot print. */
static void check_pages(const struct pages *pages)
{
    struct buffer plain = {0};
    for (int page = 0; page < pages->count; page++) {
        char number[64];
        for (int line = 0; line < pages->grid.rows; line++) {
            enum page_line_style style;
            const char *text = pages_line(pages, page, line, &style);
            size_t length = strlen(text);
            assert_true(utf8_valid(text, length));
            if (!text_is_clean(text, length))
                fail_msg("%s", text);
            assert_in_range(text_width(text) * (style == PAGE_TITLE ? 2 : 1), 0, pages->grid.columns);
            assert_true(length == 0 || text[length - 1] != ' ');
            buffer_clear(&plain);
            pages_plain(pages, page, line, &plain);
            assert_in_range(text_width(buffer_text(&plain)), 0, pages->grid.columns);
            assert_null(strstr(buffer_text(&plain), "│"));
            assert_true(style != PAGE_RULE || strspn(buffer_text(&plain), "-+") == plain.length);
        }
        snprintf(number, sizeof number, "第%d页/共%d页", page + 1, pages->count);
        assert_non_null(strstr(buffer_text(&plain), number)); /* the last line */
    }
    buffer_release(&plain);
}

static void lay_out(struct pages *pages, struct document *document, const struct paper *paper)
{
    struct err err = {0};
    if (!pages_layout(pages, document, paper, &err))
        fail_msg("%s", err.text);
    check_pages(pages);
    document_release(document);
}

/* A page as plain text; empty lines at its end, before the foot, are one "…". */
static const char *page_text(const struct pages *pages, int page)
{
    static struct buffer text;
    int empty = 0;
    buffer_clear(&text);
    for (int line = 0; line < pages->grid.rows; line++) {
        size_t before = text.length;
        pages_plain(pages, page, line, &text);
        if (text.length == before) {
            empty++;
            continue;
        }
        char *kept = strdup(text.bytes + before);
        text.length = before;
        if (empty > 2)
            buffer_format(&text, "(%d)\n", empty);
        for (; empty > 0 && empty <= 2; empty--)
            buffer_add_byte(&text, '\n');
        empty = 0;
        buffer_format(&text, "%s\n", kept);
        free(kept);
    }
    return buffer_text(&text);
}

static bool page_has(const struct pages *pages, int page, const char *text)
{
    return strstr(page_text(pages, page), text) != NULL;
}

static void make_roster(struct document *document, int posts)
{
    static const char *const days[] = {"周一\n11", "周二\n12", "周三\n13", "周四\n14",
                                       "周五\n15", "周六\n16", "周日\n17"};
    begin(document, "望江社区志愿者排班表");
    text_copy(document->subtitle, sizeof document->subtitle, "第15周 2022-04-11 至 04-17");
    document->version = 3;
    document->number = 17;
    document_section(document, "")->row_mm = 8;
    document_column(document, "岗位", 8, 12);
    document_column(document, "班次", 5, 11);
    for (int i = 0; i < 7; i++)
        document_column(document, days[i], 6, 14)->wrap = DOCUMENT_WRAP;
    for (int i = 0; i < posts; i++) {
        char post[32];
        snprintf(post, sizeof post, "%d号卡口", i + 1);
        const char *const cells[] = {post, "06-14", "李* 何*", "张*明", "王*英 吴*", "", "赵*", "黄*", "刘*远"};
        document_row(document, cells, 9)->marked = i == 2;
    }
    document_footnote(document, "请提前10分钟到岗，调班找值班员。");
}

/* ---- whole pages ---- */

static void a_week_hangs_on_the_wall(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    make_roster(&document, 3);
    lay_out(&pages, &document, &wall);
    assert_int_equal(pages.count, 1);
    assert_int_equal(pages.cut, 0);
    assert_string_equal(page_text(&pages, 0),
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
    begin(document, "物资签收单");
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
    lay_out(&pages, &document, &slip);
    assert_int_equal(pages.count, 2);
    assert_int_equal(pages.cut, 1);
    assert_string_equal(page_text(&pages, 0), "                物资签收单\n"
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
    assert_string_equal(page_text(&pages, 1), "                物资签收单\n"
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
    begin(&document, "Roster");
    document.internal = true;
    document.version = 2;
    words_switch("en");
    bool done = pages_layout(&pages, &document, &wall, NULL);
    const char *text = page_text(&pages, 0);
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
    make_roster(&document, 0);
    lay_out(&pages, &document, &wall);
    assert_int_equal(pages.count, 1);
    assert_true(page_has(&pages, 0, "周三")); /* an empty week is still that week */
    assert_true(page_has(&pages, 0, "没有内容"));
    pages_release(&pages);
    begin(&document, "");
    lay_out(&pages, &document, &slip);
    assert_int_equal(pages.count, 1);
    assert_true(page_has(&pages, 0, "没有内容"));
    pages_release(&pages);
}

/* ---- breaks ---- */

/* A page and a line on which this text stands, counted from 0; how often it does. */
static int find_line(const struct pages *pages, const char *text, int *page, int *line)
{
    enum page_line_style style;
    int found = 0;
    for (int at = 0; at < pages->count * pages->grid.rows; at++)
        if (strstr(pages_line(pages, at / pages->grid.rows, at % pages->grid.rows, &style), text) != NULL) {
            *page = at / pages->grid.rows;
            *line = at % pages->grid.rows;
            found++;
        }
    return found;
}

static void forty_posts_stand_once_each(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    make_roster(&document, 40);
    lay_out(&pages, &document, &wall);
    assert_int_equal(pages.count, 3);
    for (int post = 1, page = 0, line = 0, before = -1; post <= 40; post++) {
        char name[32];
        snprintf(name, sizeof name, "%s%d号卡口", post == 3 ? "改 " : "  ", post); /* behind the mark's place */
        assert_int_equal(find_line(&pages, name, &page, &line), 1);
        assert_true(page * pages.grid.rows + line > before);
        before = page * pages.grid.rows + line;
    }
    for (int page = 0; page < pages.count; page++) {
        assert_true(page_has(&pages, page, "周三"));
        assert_true(page_has(&pages, page, "第3版  编号 17"));
        assert_true(page_has(&pages, page, "制表 王秀英"));
        assert_true(page_has(&pages, page, "调班找值班员"));
        assert_true(page_has(&pages, page, "望江社区志愿者排班表"));
    }
    pages_release(&pages);
}

/* So many rows in one group, then a second group of two rows. */
static void make_list(struct document *document, int rows)
{
    begin(document, "居家观察名单");
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
        lay_out(&pages, &document, &slip);
        assert_int_equal(find_line(&pages, "2-101", &row_page, &row_line), 1);
        assert_int_equal(find_line(&pages, "5号楼", &page, &line) >= 1, 1);
        find_line(&pages, "2-101", &row_page, &row_line);
        for (page = 0; page < pages.count; page++) {
            bool goes_on = page > 0 && page_has(&pages, page, "1-302");
            assert_true(goes_on == page_has(&pages, page, "3号楼（续）"));
            assert_true(page_has(&pages, page, "内部资料"));
            assert_true((page > 0) == page_has(&pages, page, "名单（续）"));
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
        begin(&document, "排班");
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
        lay_out(&pages, &document, &slip);
        assert_int_equal(find_line(&pages, "南门一", &first, &line), 1);
        assert_int_equal(find_line(&pages, "南门九", &last, &line), 1);
        assert_int_equal(first, last);
        assert_true(page_has(&pages, 0, "调班找值班员。   夜班写在开始的那一天。\n"));
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
        begin(&document, "排班");
        document_section(&document, "");
        document_column(&document, "岗位", 6, 8);
        for (int i = 0; i < rows; i++)
            document_row(&document, (const char *const[]){"东门"}, 1);
        document_group(&document, "");
        lay_out(&pages, &document, &slip);
        for (int page = 0; page < pages.count; page++)
            assert_true(page_has(&pages, page, "东门"));
        pages_release(&pages);
    }
}

static void each_group_on_its_own_sheet(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    struct paper split = slip;
    make_list(&document, 3);
    lay_out(&pages, &document, &slip);
    assert_int_equal(pages.count, 1);
    pages_release(&pages);
    split.fit = FIT_SPLIT;
    make_list(&document, 3);
    lay_out(&pages, &document, &split);
    assert_int_equal(pages.count, 2);
    assert_true(page_has(&pages, 0, "3号楼") && !page_has(&pages, 0, "5号楼"));
    assert_true(page_has(&pages, 1, "5号楼") && !page_has(&pages, 1, "3号楼"));
    assert_false(page_has(&pages, 1, "续"));
    pages_release(&pages);
}

static void type_shrinks_to_one_page(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    struct paper paper = {PAPER_A4, TYPE_LARGE, FIT_ONE_PAGE, true};
    make_roster(&document, 3);
    lay_out(&pages, &document, &paper);
    assert_int_equal(pages.grid.type_tenths, 160);
    pages_release(&pages);
    make_roster(&document, 40);
    document.sections[0].row_mm = 1;
    lay_out(&pages, &document, &paper);
    assert_int_equal(pages.count, 1);
    assert_false(pages.too_big);
    assert_in_range(pages.grid.type_tenths, 60, 140);
    assert_true(page_has(&pages, 0, "40号卡口"));
    pages_release(&pages);
    make_roster(&document, 200);
    lay_out(&pages, &document, &paper);
    assert_true(pages.count > 1 && pages.too_big);
    assert_int_equal(pages.grid.type_tenths, 60);
    assert_true(page_has(&pages, pages.count - 1, "200号卡口"));
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
    begin(&document, "户册");
    document_section(&document, "");
    document_column(&document, "日期", 5, 5);
    document_column(&document, "经过", 10, 0)->wrap = DOCUMENT_WRAP;
    document_row(&document, (const char *const[]){"04-10", "短"}, 2);
    document_row(&document, (const char *const[]){"04-11", buffer_text(&story)}, 2);
    document_note(&document, buffer_text(&story));
    lay_out(&pages, &document, &slip);
    assert_true(pages.count > 3);
    assert_int_equal(pages.cut, 0);
    for (int i = 0; i < 100; i += 33) {
        char said[32];
        int page, line;
        snprintf(said, sizeof said, "%03d", i);
        assert_int_equal(find_line(&pages, said, &page, &line), 2);
    }
    for (int page = 0; page < 3; page++)
        assert_true(page_has(&pages, page, "经过"));
    pages_release(&pages);
    buffer_release(&story);
}

static void what_has_no_room_is_refused(void **state)
{
    (void)state;
    struct document document;
    struct pages pages;
    struct err err = {0};
    begin(&document, "名单");
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
    begin(&document, "名单");
    document_section(&document, "");
    document_column(&document, "姓名", 6, 0);
    document_blank_rows(&document, 60000);
    assert_false(pages_layout(&pages, &document, &slip, &err));
    assert_int_equal(err.code, ERR_INPUT);
    document_release(&document);
}

/* ---- columns and texts ---- */

static int count_of(const char *text, const char *sign)
{
    int count = 0;
    for (; (text = strstr(text, sign)) != NULL; text += strlen(sign))
        count++;
    return count;
}

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
        begin(&document, hostile[wide % COUNT]);
        text_copy(document.unit, sizeof document.unit, hostile[1]);
        text_copy(document.maker, sizeof document.maker, hostile[2]);
        document_section(&document, hostile[1]);
        for (int i = 0; i < COUNT; i++)
            document_column(&document, hostile[(i + 5) % COUNT], wide, wide + i)->wrap = i % 2;
        document_row(&document, hostile, COUNT)->marked = true;
        document_group(&document, hostile[0]);
        document_row(&document, hostile, COUNT);
        document_footnote(&document, hostile[2]);
        lay_out(&pages, &document, &(struct paper){PAPER_A5, TYPE_LARGE, FIT_FLOW, true});
        for (int at = 0, bars; at < pages.grid.rows; at++) {
            enum page_line_style style;
            const char *line = pages_line(&pages, 0, at, &style);
            bars = count_of(line, "│");
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
    begin(&document, "表");
    document_section(&document, "");
    for (int i = 0; i < DOCUMENT_COLUMNS_MOST; i++)
        document_column(&document, "栏目", i == 0 ? 300 : 1, 0);
    document_row(&document, (const char *const[]){"张伟明", "李秀英"}, 2);
    lay_out(&pages, &document, &slip);
    assert_int_equal(pages.cut, 1);
    assert_true(page_has(&pages, 0, "张伟明"));
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
            begin(&document, "签到表");
            document_section(&document, "")->row_mm = 8;
            document_column(&document, "姓名", 6, 8);
            document_column(&document, "签到", 10, 0);
            document_blank_rows(&document, 5);
            lay_out(&pages, &document, &(struct paper){size, type, FIT_FLOW, true});
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
    make_roster(&document, 4);
    lay_out(&pages, &document, &wall);
    assert_int_equal(find_line(&pages, "改", &page, &line), 1);
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
    begin(&document, "排班");
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
    lay_out(&pages, &document, &slip);
    assert_int_equal(pages.cut, 2);
    assert_string_equal(page_text(&pages, 0), "                   排班\n"
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

/* ---- what goes out ---- */

static void the_grid_stays_on_the_paper(void **state)
{
    (void)state;
    for (int size = 0; size < PAPER_SIZE_COUNT; size++)
        for (int type = 0; type < PAPER_TYPE_COUNT; type++) {
            struct document document;
            struct pages pages;
            begin(&document, "表");
            lay_out(&pages, &document, &(struct paper){size, type, FIT_FLOW, false});
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
    make_roster(&document, 40);
    lay_out(&pages, &document, &wall);
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
    begin(&document, "出入登记");
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
        check_pages(&pages);
        assert_in_range(pages.count, 80, 300);
        pages_release(&pages);
    }
    document_release(&document);
}

/* ---- whatever comes ---- */

static uint32_t chance_state;

static int chance(int below)
{
    chance_state = chance_state * 1664525 + 1013904223;
    return (int)((chance_state >> 8) % (uint32_t)below);
}

/* Words by chance, Chinese and not, some with line breaks. */
static const char *some_words(char *text, size_t size, int most)
{
    static const char *const words[] = {"门口", "，", "rice ", "（", "）", "。", "\n", "买", "salt", " ", "😀", "1-302"};
    size_t length = 0;
    text[0] = '\0';
    for (int i = chance(most + 1); i > 0 && length + 16 < size; i--)
        length += (size_t)snprintf(text + length, size - length, "%s", words[chance(12)]);
    return text;
}

/* Sections, columns, groups, notes and rows by chance; rows and notes are named #0#, #1# …; how many there are. */
static int make_any(struct document *document)
{
    char text[512], name[24];
    int names = 0;
    begin(document, some_words(text, sizeof text, 12));
    document->internal = chance(2);
    for (int i = chance(3); i > 0; i--)
        document_footnote(document, some_words(text, sizeof text, 20));
    for (int section = chance(3); section >= 0; section--) {
        struct document_section *at = document_section(document, some_words(text, sizeof text, 4));
        int columns = 1 + chance(6);
        at->row_mm = chance(3) * 7;
        at->new_page = chance(4) == 0;
        document_column(document, "名", 8, 8);
        for (int i = 1; i < columns; i++) {
            struct document_column *column = document_column(document, "栏\n目", 1 + chance(8), chance(3) * 12);
            column->wrap = chance(2);
            column->right = chance(3) == 0;
        }
        for (int row = chance(60); row > 0; row--) {
            snprintf(name, sizeof name, "#%d#", names);
            const char *cells[6] = {name};
            char cell[5][512];
            for (int i = 1; i < columns; i++)
                cells[i] = some_words(cell[i - 1], sizeof cell[0], i == 1 && chance(20) == 0 ? 200 : 8);
            if (chance(8) == 0)
                document_group(document, some_words(text, sizeof text, chance(2) * 5))->breaks_page = chance(2);
            if (chance(12) == 0)
                document_note(document, name);
            else
                document_row(document, cells, columns)->marked = chance(9) == 0;
            names++;
        }
    }
    return names;
}

/* Bars of a line stand where the last rule has its crosses. */
static void check_bars(const struct pages *pages)
{
    struct buffer above = {0}, plain = {0};
    for (int page = 0; page < pages->count; page++)
        for (int line = 0; line < pages->grid.rows; line++) {
            enum page_line_style style;
            const char *text = pages_line(pages, page, line, &style);
            buffer_clear(&plain);
            pages_plain(pages, page, line, &plain);
            if (style == PAGE_RULE && strchr(plain.bytes, '+') != NULL) {
                buffer_clear(&above);
                buffer_add(&above, plain.bytes);
            }
            if (count_of(text, "│") == 0)
                continue;
            assert_true(above.length > 0);
            for (const char *bar = text; (bar = strstr(bar, "│")) != NULL; bar += strlen("│"))
                assert_int_equal(above.bytes[words_width(text, (size_t)(bar - text))], '+');
        }
    buffer_release(&above);
    buffer_release(&plain);
}

static void whatever_comes_no_row_is_lost(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 400; seed++) {
        struct document document;
        struct pages pages;
        struct err err = {0};
        chance_state = seed;
        struct paper paper = {chance(3), chance(3), chance(3), chance(2)};
        int names = make_any(&document);
        bool done = pages_layout(&pages, &document, &paper, &err);
        document_release(&document);
        if (!done && err.code == ERR_INPUT)
            continue;
        check_pages(&pages);
        check_bars(&pages);
        for (int i = 0, last = -1; i < names; i++) {
            char name[24];
            int page, line;
            snprintf(name, sizeof name, "#%d#", i);
            if (find_line(&pages, name, &page, &line) != 1 || page * pages.grid.rows + line <= last)
                fail_msg("seed %u: %s", seed, name);
            last = page * pages.grid.rows + line;
        }
        pages_release(&pages);
    }
}

int main(void)
{
    words_start(NULL, "zh_CN");
    clock_fix(1649660000);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_hangs_on_the_wall),
        cmocka_unit_test(groups_notes_and_long_texts),
        cmocka_unit_test(in_english_too),
        cmocka_unit_test(what_is_empty_says_so),
        cmocka_unit_test(forty_posts_stand_once_each),
        cmocka_unit_test(a_group_goes_on_and_never_stands_alone),
        cmocka_unit_test(rows_that_belong_together_stay_together),
        cmocka_unit_test(no_page_without_rows),
        cmocka_unit_test(each_group_on_its_own_sheet),
        cmocka_unit_test(type_shrinks_to_one_page),
        cmocka_unit_test(a_row_higher_than_a_page_goes_on),
        cmocka_unit_test(what_has_no_room_is_refused),
        cmocka_unit_test(nothing_breaks_out_of_its_cell),
        cmocka_unit_test(sixteen_columns_share_a_narrow_page),
        cmocka_unit_test(rows_are_high_enough_to_sign_in),
        cmocka_unit_test(a_changed_row_is_seen_in_black_and_white),
        cmocka_unit_test(cells_have_lines_and_rows_are_parted),
        cmocka_unit_test(lines_break_between_words_and_characters),
        cmocka_unit_test(the_grid_stays_on_the_paper),
        cmocka_unit_test(text_and_stream_are_the_same_pages),
        cmocka_unit_test(ten_thousand_rows_take_a_moment),
        cmocka_unit_test(whatever_comes_no_row_is_lost),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
