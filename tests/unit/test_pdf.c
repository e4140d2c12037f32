/* gatepost-convert pdf: what is on the page, what can be read from the file again. */
#include "gatepost/buffer.h"
#include "gatepost/pages.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/pdf_pages.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What one of poppler's programs says about these pages as PDF. */
static void ask(const char *pages, const char *const argv[], struct buffer *answer)
{
    struct buffer pdf = {0}, errors = {0};
    char path[64];
    assert_int_equal(pdf_convert(pages, strlen(pages), NULL, &pdf, &errors), 0);
    snprintf(path, sizeof path, "/usr/bin/%s", argv[0]);
    assert_int_equal(pdf_run(path, argv, buffer_text(&pdf), pdf.length, answer, &errors), 0);
    assert_string_equal(buffer_text(&errors), "");
    buffer_release(&pdf);
    buffer_release(&errors);
}
#define ASK(pages, answer, ...) ask(pages, (const char *const[]){__VA_ARGS__, NULL}, answer)

/* Its lines that are not empty, with one blank for many: how far apart the words of a line stand is asked elsewhere. */
static void fold_blanks(const struct buffer *text, struct buffer *folded)
{
    char last = '\n';
    for (size_t i = 0; i < text->length; i++) {
        char byte = text->bytes[i];
        if ((byte == ' ' || byte == '\n') && (last == ' ' || last == '\n') && !(byte == '\n' && last == ' '))
            continue;
        buffer_add_byte(folded, byte);
        last = byte;
    }
}

static void check_text(const char *pages, const char *text)
{
    struct buffer answer = {0}, folded = {0};
    ASK(pages, &answer, "pdftotext", "-layout", "-nopgbrk", "-", "-");
    fold_blanks(&answer, &folded);
    assert_string_equal(buffer_text(&folded), text);
    buffer_release(&answer);
    buffer_release(&folded);
}

/* The page in shades of grey, a byte a pixel, 72 pixels an inch; gives its width. */
static int draw(const char *pages, struct buffer *pixels)
{
    struct buffer picture = {0};
    int width, height, behind;
    ASK(pages, &picture, "pdftoppm", "-r", "72", "-gray", "-");
    assert_int_equal(sscanf(buffer_text(&picture), "P5 %d %d 255%n", &width, &height, &behind), 2);
    assert_int_equal(picture.length, (size_t)behind + 1 + (size_t)width * (size_t)height);
    buffer_clear(pixels);
    buffer_add_bytes(pixels, picture.bytes + behind + 1, (size_t)width * (size_t)height);
    buffer_release(&picture);
    return width;
}

static bool look_alike(const char *some, const char *others)
{
    struct buffer one = {0}, other = {0};
    draw(some, &one);
    draw(others, &other);
    bool alike = one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
    buffer_release(&one);
    buffer_release(&other);
    return alike;
}

static void the_file_says_its_title_and_nothing_else(void **state)
{
    (void)state;
    struct buffer answer = {0};
    ASK(PDF_HEAD "page\n 南门\npage\npage\n*东门\nend\n", &answer, "pdfinfo", "-");
    const char *said = buffer_text(&answer);
    assert_non_null(strstr(said, "Title:           排班表\n"));
    assert_non_null(strstr(said, "Pages:           3\n"));
    assert_non_null(strstr(said, "Page size:       283.465 x 340.157 pts\n"));
    assert_null(strstr(said, "Date"));
    assert_null(strstr(said, "Author"));
    assert_null(strstr(said, "Creator"));
    buffer_release(&answer);
}

static void the_same_pages_are_the_same_file(void **state)
{
    (void)state;
    static const char pages[] = PDF_PAGE("=排班表\n \n*南门 06-14\n 张*明 𠮷\n");
    struct buffer one = {0}, other = {0}, errors = {0};
    assert_int_equal(pdf_convert(pages, strlen(pages), NULL, &one, &errors), 0);
    assert_int_equal(pdf_convert(pages, strlen(pages), NULL, &other, &errors), 0);
    assert_int_equal(one.length, other.length);
    assert_memory_equal(one.bytes, other.bytes, one.length);
    buffer_release(&one);
    buffer_release(&other);
    buffer_release(&errors);
}

static void text_can_be_searched_line_by_line(void **state)
{
    (void)state;
    check_text(PDF_PAGE("=排班表\n \n*岗位 班次  │周一11 │周二12 \n-────────────┼───────┼───────\n"
                        " 南门 06-14  │李*    │张*明  \n 东门 22-06  │王*英  │       \n"),
               "排班表\n岗位 班次 周一11 周二12\n南门 06-14 李* 张*明\n东门 22-06 王*英\n");
}

static void what_no_letter_has_its_own_width_for_stays_in_order(void **state)
{
    (void)state;
    check_text(PDF_PAGE(" 体温36.5℃●■①②×÷“夜”é ế ㎡〇龘完\n"), "体温36.5℃●■①②×÷“夜”é ế ㎡〇龘完\n");
}

/* Left edge of the word in the answer of pdftotext -bbox. */
static double left_of(const char *answer, const char *word)
{
    char end[64];
    snprintf(end, sizeof end, "\">%s</word>", word);
    const char *found = strstr(answer, end);
    if (found == NULL)
        fail_msg("%s is not there", word);
    while (strncmp(found, "xMin=\"", 6) != 0)
        found--;
    return strtod(found + 6, NULL);
}

static void check_near(double found, double meant)
{
    if (found < meant - 0.8 || found > meant + 0.8)
        fail_msg("%.2f is not %.2f points", found, meant);
}

static void columns_line_up_whatever_stands_before(void **state)
{
    (void)state;
    struct buffer answer = {0};
    const double cell = 200 * 72 / 2540.0, margin = 1000 * 72 / 2540.0;
    ASK(PDF_PAGE(" WWWWWWWW  甲\n iiiiiiii  乙\n 张明张明  丙\n*WWi张明.  丁\n ●℃①×÷°§‰  戊\n"), &answer, "pdftotext",
        "-bbox", "-", "-");
    static const char *const words[] = {"甲", "乙", "丙", "丁", "戊"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        check_near(left_of(buffer_text(&answer), words[i]), margin + 10 * cell);
    buffer_release(&answer);
}

static void fonts_go_along(void **state)
{
    (void)state;
    struct buffer answer = {0};
    ASK(PDF_PAGE("=排班表\n \n*南门\n 张*明 06-14\n"), &answer, "pdffonts", "-");
    int fonts = 0;
    char *line, *rest = answer.bytes;
    for (int i = 0; (line = strsep(&rest, "\n")) != NULL; i++) {
        if (i < 2 || line[0] == '\0')
            continue;
        assert_non_null(strstr(line, " yes yes yes "));
        fonts++;
    }
    assert_true(fonts >= 2);
    buffer_release(&answer);
}

static void what_no_font_has_is_a_geta_and_said(void **state)
{
    (void)state;
    static const char pages[] = PDF_PAGE(" \xF3\xB0\x80\x80 a\xF3\xB0\x80\x80\n*\xF3\xB0\x80\x81\n");
    struct buffer pdf = {0}, errors = {0};
    assert_int_equal(pdf_convert(pages, strlen(pages), NULL, &pdf, &errors), 0);
    assert_string_equal(buffer_text(&errors), "missing U+F0000 \xF3\xB0\x80\x80\nmissing U+F0001 \xF3\xB0\x80\x81\n");
    /* A box with the number in it would not be the same for both. */
    assert_true(look_alike(PDF_PAGE(" 甲\xF3\xB0\x80\x80\n"), PDF_PAGE(" 甲\xF3\xB0\x80\x81\n")));
    assert_false(look_alike(PDF_PAGE(" 甲\xF3\xB0\x80\x80\n"), PDF_PAGE(" 甲\n")));
    buffer_release(&pdf);
    buffer_release(&errors);
}

static void an_empty_place_of_a_font_is_filled(void **state)
{
    (void)state;
    static const char *const characters[] = {"℃", "ǎ", "ǒ", "A", "|", "."};
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++)
        for (int bold = 0; bold <= 1; bold++) {
            char pages[400];
            snprintf(pages, sizeof pages, PDF_HEAD "page\n%c36.5%s\nend\n", bold ? '*' : ' ', characters[i]);
            assert_false(look_alike(pages, bold ? PDF_PAGE("*36.5\n") : PDF_PAGE(" 36.5\n")));
        }
}

/* How many columns of pixels have ink. */
static int ink_width(const char *pages)
{
    struct buffer pixels = {0};
    int width = draw(pages, &pixels), inked = 0;
    for (int x = 0; x < width; x++) {
        bool is_inked = false;
        for (size_t at = (size_t)x; at < pixels.length && !is_inked; at += (size_t)width)
            is_inked = (unsigned char)pixels.bytes[at] < 200;
        inked += is_inked;
    }
    buffer_release(&pixels);
    return inked;
}

static void a_wide_symbol_takes_the_blank_behind_it(void **state)
{
    (void)state;
    assert_true(ink_width(PDF_PAGE(" ℃ |\n")) > ink_width(PDF_PAGE(" ℃|\n")));
    assert_true(ink_width(PDF_PAGE(" ℃\n")) > ink_width(PDF_PAGE(" ℃|\n")));
    assert_int_equal(ink_width(PDF_PAGE(" A |\n")), ink_width(PDF_PAGE(" A|\n")));
}

static void marks_stand_on_their_letters(void **state)
{
    (void)state;
    assert_true(look_alike(PDF_PAGE(" é\n"), PDF_PAGE(" e\xCC\x81\n")));
    assert_false(look_alike(PDF_PAGE(" é\n"), PDF_PAGE(" e\n")));
    assert_false(look_alike(PDF_PAGE(" 甲\xCC\x88\n"), PDF_PAGE(" \xE3\x80\x93\n")));
}

/* Down the middle of the third column, from the first row to the sixth, and along the fourth row. */
static void lines_of_tables_are_whole(void **state)
{
    (void)state;
    struct buffer pixels = {0};
    int width = draw(PDF_PAGE(" 甲│\n 乙│\n 丙│\n-──┼───────\n 丁│\n 戊│\n"), &pixels);
    const double point = 72 / 2540.0;
    int x = (int)(1500 * point), y = (int)(2750 * point);
    for (int at = (int)(1000 * point) + 1; at < (int)(4000 * point); at++) {
        const unsigned char *row = (unsigned char *)pixels.bytes + at * width;
        assert_true(row[x] < 200 || row[x - 1] < 200 || row[x + 1] < 200);
    }
    for (int at = (int)(1000 * point) + 1; at < (int)(3000 * point); at++) {
        const unsigned char *column = (unsigned char *)pixels.bytes + at;
        assert_true(column[y * width] < 200 || column[(y - 1) * width] < 200 || column[(y + 1) * width] < 200);
    }
    buffer_release(&pixels);
}

static void a_title_is_twice_as_large_and_in_the_middle(void **state)
{
    (void)state;
    struct buffer answer = {0};
    ASK(PDF_PAGE("=排班表\n \n 甲\n"), &answer, "pdftotext", "-bbox", "-", "-");
    check_near(left_of(buffer_text(&answer), "排班表"), (1000 + 14 * 200) * 72 / 2540.0);
    ASK(PDF_PAGE("=     排班表     \n \n 甲\n"), &answer, "pdftotext", "-bbox", "-", "-");
    check_near(left_of(buffer_text(&answer), "排班表"), (1000 + 14 * 200) * 72 / 2540.0);
    ASK(PDF_PAGE("=一二三四五六七八九十一二三四五六七八九十\n \n 甲\n"), &answer, "pdftotext", "-bbox", "-", "-");
    check_near(left_of(buffer_text(&answer), "一二三四五六七八九十一二三四五六七八九十"), 1000 * 72 / 2540.0);
    buffer_release(&answer);
}

/* Posts of a week with a name or two in most cells; `groups` of them have a heading. */
static void make_week(struct document *document, int posts, int groups)
{
    static const char *const names[] = {"张*明", "李*", "欧阳*", "", "王*英、赵*", "买买提·阿*", "𠮷*"};
    document_init(document, "望江社区疫情防控志愿者排班表");
    text_copy(document->subtitle, sizeof document->subtitle, "第15周 2022-04-11 至 04-17");
    document->made_at = 1649658720;
    document->version = 3;
    document_section(document, "")->row_mm = posts < 20 ? 9 : 0;
    document_column(document, "岗位\n班次", 12, 20);
    for (int day = 11; day <= 17; day++) {
        char title[32];
        snprintf(title, sizeof title, "04-%d", day);
        document_column(document, title, 8, 12)->wrap = DOCUMENT_WRAP;
    }
    for (int post = 0; post < posts; post++) {
        char place[64];
        const char *cells[8] = {place};
        snprintf(place, sizeof place, "%d号楼 06-14 36.5℃", post + 1);
        if (groups > 0 && post % (posts / groups) == 0)
            document_group(document, post % 2 == 0 ? "南门网格" : "东门网格");
        for (int day = 1; day <= 7; day++)
            cells[day] = names[(post * 3 + day * 5) % 7];
        document_row(document, cells, 8)->marked = post % 6 == 2;
    }
    document_footnote(document, "请提前10分钟到岗，调班找值班员。");
}

/* Appends what is left of a line without its blanks and the lines of its table; nothing of one that has no more. */
static void add_letters(struct buffer *out, const char *line, size_t length)
{
    size_t before = out->length;
    for (const char *at = line, *end = line + length; at < end;) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        if (code_point != ' ' && !(code_point >= 0x2500 && code_point < 0x2580))
            buffer_add_bytes(out, start, (size_t)(at - start));
    }
    if (out->length > before)
        buffer_add_byte(out, '\n');
}

static void add_preview(struct buffer *out, const struct pages *pages)
{
    enum page_line_style style;
    for (int page = 0; page < pages->count; page++) {
        for (int row = 0; row < pages->grid.rows; row++) {
            const char *line = pages_line(pages, page, row, &style);
            add_letters(out, line, strlen(line));
        }
        buffer_add_byte(out, '\f');
    }
}

static void add_printed(struct buffer *out, const struct buffer *text)
{
    const char *at = buffer_text(text);
    while (*at != '\0') {
        size_t length = strcspn(at, "\n\f");
        add_letters(out, at, length);
        if (at[length] == '\f')
            buffer_add_byte(out, '\f');
        at += length + (at[length] != '\0');
    }
}

static void compare_with_preview(const struct paper *paper, int posts, int groups)
{
    struct document document;
    struct pages pages = {0};
    struct err err = {0};
    struct buffer stream = {0}, text = {0}, meant = {0}, printed = {0};
    make_week(&document, posts, groups);
    if (!pages_layout(&pages, &document, paper, &err))
        fail_msg("%s", err.text);
    pages_stream(&pages, "排班表", &stream);
    ASK(buffer_text(&stream), &text, "pdftotext", "-raw", "-", "-");
    add_preview(&meant, &pages);
    add_printed(&printed, &text);
    assert_string_equal(buffer_text(&printed), buffer_text(&meant));
    pages_release(&pages);
    document_release(&document);
    buffer_release(&stream);
    buffer_release(&text);
    buffer_release(&meant);
    buffer_release(&printed);
}

static void it_breaks_where_the_preview_breaks(void **state)
{
    (void)state;
    compare_with_preview(&(struct paper){PAPER_A4_LANDSCAPE, TYPE_MEDIUM, FIT_FLOW, true}, 12, 0);
    compare_with_preview(&(struct paper){PAPER_A4_LANDSCAPE, TYPE_LARGE, FIT_FLOW, true}, 40, 4);
    compare_with_preview(&(struct paper){PAPER_A4, TYPE_SMALL, FIT_FLOW, false}, 90, 3);
    compare_with_preview(&(struct paper){PAPER_A4_LANDSCAPE, TYPE_LARGE, FIT_ONE_PAGE, true}, 35, 0);
    compare_with_preview(&(struct paper){PAPER_A5, TYPE_MEDIUM, FIT_FLOW, false}, 30, 0);
}

static void it_says_how_far_it_is(void **state)
{
    (void)state;
    static const char pages[] = PDF_HEAD "page\n 1\npage\n 2\npage\npage\n page\nend\n";
    struct buffer pdf = {0}, errors = {0};
    assert_int_equal(pdf_convert(pages, strlen(pages), "--progress", &pdf, &errors), 0);
    assert_string_equal(buffer_text(&errors), "25%\n50%\n75%\n100%\n");
    buffer_release(&pdf);
    buffer_release(&errors);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_says_its_title_and_nothing_else),
        cmocka_unit_test(the_same_pages_are_the_same_file),
        cmocka_unit_test(text_can_be_searched_line_by_line),
        cmocka_unit_test(what_no_letter_has_its_own_width_for_stays_in_order),
        cmocka_unit_test(columns_line_up_whatever_stands_before),
        cmocka_unit_test(fonts_go_along),
        cmocka_unit_test(what_no_font_has_is_a_geta_and_said),
        cmocka_unit_test(an_empty_place_of_a_font_is_filled),
        cmocka_unit_test(a_wide_symbol_takes_the_blank_behind_it),
        cmocka_unit_test(marks_stand_on_their_letters),
        cmocka_unit_test(lines_of_tables_are_whole),
        cmocka_unit_test(a_title_is_twice_as_large_and_in_the_middle),
        cmocka_unit_test(it_breaks_where_the_preview_breaks),
        cmocka_unit_test(it_says_how_far_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
