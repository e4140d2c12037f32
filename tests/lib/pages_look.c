#include "pages_look.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const struct paper paper_wall = {PAPER_A4_LANDSCAPE, TYPE_MEDIUM, FIT_FLOW, true};
const struct paper paper_slip = {PAPER_A5, TYPE_LARGE, FIT_FLOW, false};

void pages_look_start(void)
{
    words_start(NULL, "zh_CN");
    clock_fix(1649660000);
}

void document_begin(struct document *document, const char *title)
{
    document_init(document, title);
    text_copy(document->unit, sizeof document->unit, "望江社区");
    text_copy(document->maker, sizeof document->maker, "王秀英");
    document->made_at = 1649658720;
}

void document_roster(struct document *document, int posts)
{
    static const char *const days[] = {"周一\n11", "周二\n12", "周三\n13", "周四\n14",
                                       "周五\n15", "周六\n16", "周日\n17"};
    document_begin(document, "望江社区志愿者排班表");
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

void pages_check(const struct pages *pages)
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

void pages_lay_out(struct pages *pages, struct document *document, const struct paper *paper)
{
    struct err err = {0};
    if (!pages_layout(pages, document, paper, &err))
        fail_msg("%s", err.text);
    pages_check(pages);
    document_release(document);
}

const char *pages_page_text(const struct pages *pages, int page)
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

bool pages_page_has(const struct pages *pages, int page, const char *text)
{
    return strstr(pages_page_text(pages, page), text) != NULL;
}

int pages_find_line(const struct pages *pages, const char *text, int *page, int *line)
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

int text_count_of(const char *text, const char *sign)
{
    int count = 0;
    for (; (text = strstr(text, sign)) != NULL; text += strlen(sign))
        count++;
    return count;
}
