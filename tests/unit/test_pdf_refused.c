/* gatepost-convert pdf: what is damaged, too much or cannot be done is refused with its reason. */
#include "gatepost/buffer.h"
#include "gatepost/process.h"
#include "gatepost/words.h"
#include "tests/lib/pdf_pages.h"
#include "tests/lib/sheet_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
    const char *pages, *said;
} damaged[] = {
    {"", "The pages break off at line 1.\n"},
    {"gatepost-pages 2\n", "These are no pages of gatepost.\n"},
    {"%PDF-1.5\n", "These are no pages of gatepost.\n"},
    {"\x7F"
     "ELF\n",
     "The pages are damaged at line 1.\n"},
    {"gatepost-pages 1\ntitel x\n", "The pages are damaged at line 2.\n"},
    {"gatepost-pages 1\ntitle \xFF\n", "The pages are damaged at line 2.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 1200\n", "The pages are damaged at line 3.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 1200 -1\n", "The pages are damaged at line 3.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 1200 1200 \n", "The pages are damaged at line 3.\n"},
    {"gatepost-pages 1\ntitle x\npaper 9999999 29700 0 0\n", "The pages are damaged at line 3.\n"},
    {"gatepost-pages 1\ntitle x\npaper 10 29700 0 0\n", "The pages are damaged at line 3.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 0 0\ncell 0 500 110\n", "The pages are damaged at line 4.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 0 0\ncell 200 500 0\n", "The pages are damaged at line 4.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 0 0\ncell 200 500 110\ngrid 401 10\n",
     "The pages are damaged at line 5.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 0 0\ncell 200 500 110\ngrid 106 10\n",
     "The pages are damaged at line 5.\n"},
    {"gatepost-pages 1\ntitle x\npaper 21000 29700 999999 0\ncell 200 500 110\ngrid 1 1\n",
     "The pages are damaged at line 5.\n"},
    {PDF_HEAD, "The pages break off at line 6.\n"},
    {PDF_HEAD "end\n", "The pages are damaged at line 6.\n"},
    {PDF_HEAD " 南门\n", "The pages are damaged at line 6.\n"},
    {PDF_HEAD "page\n 南门\n", "The pages break off at line 8.\n"},
    {PDF_HEAD "page\n 南门\nend", "The pages break off at line 8.\n"},
    {PDF_HEAD "page\n 南门\nend\n\n", "The pages are damaged at line 9.\n"},
    {PDF_HEAD "page\n\nend\n", "The pages are damaged at line 7.\n"},
    {PDF_HEAD "page\n+南门\nend\n", "The pages are damaged at line 7.\n"},
    {PDF_HEAD "page\n南门\nend\n", "The pages are damaged at line 7.\n"},
    {PDF_HEAD "page\n \x1B[31m\nend\n", "The pages are damaged at line 7.\n"},
    {PDF_HEAD "page\n 南\xE9\x97\nend\n", "The pages are damaged at line 7.\n"},
    {PDF_HEAD "page\n 南门\xE2\x80\xAE\nend\n", "The pages are damaged at line 7.\n"},
    {PDF_HEAD "page\n 一二三四五六七八九十一二三四五六七八九十.\nend\n", "The pages are damaged at line 7.\n"},
    {PDF_HEAD "page\n \n \n \n \n \n \n \n \n \n \n \n \n \n \n \n \n \n \n \n \n \nend\n",
     "The pages are damaged at line 27.\n"},
};

static void damaged_pages_are_refused_with_their_line(void **state)
{
    (void)state;
    struct buffer pdf = {0}, errors = {0};
    for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
        assert_int_equal(pdf_convert(damaged[i].pages, strlen(damaged[i].pages), NULL, &pdf, &errors), 1);
        assert_string_equal(buffer_text(&errors), damaged[i].said);
    }
    assert_int_equal(pdf_convert(PDF_HEAD "page\n \0\nend\n", sizeof PDF_HEAD + 12, NULL, &pdf, &errors), 1);
    assert_string_equal(buffer_text(&errors), "The pages are damaged at line 7.\n");
    buffer_release(&pdf);
    buffer_release(&errors);
}

static void too_many_pages_and_endless_lines_are_refused(void **state)
{
    (void)state;
    struct buffer pages = {0}, pdf = {0}, errors = {0};
    buffer_add(&pages, PDF_HEAD);
    for (int page = 0; page <= 2000; page++)
        buffer_add(&pages, "page\n");
    buffer_add(&pages, "end\n");
    assert_int_equal(pdf_convert(buffer_text(&pages), pages.length, NULL, &pdf, &errors), 1);
    assert_string_equal(buffer_text(&errors), "The pages are damaged at line 2006.\n");
    buffer_clear(&pages);
    buffer_add(&pages, PDF_HEAD "page\n ");
    for (int i = 0; i < 1 << 20; i++)
        buffer_add_byte(&pages, ' ');
    assert_int_equal(pdf_convert(buffer_text(&pages), pages.length, NULL, &pdf, &errors), 1);
    assert_string_equal(buffer_text(&errors), "The pages are damaged at line 7.\n");
    buffer_release(&pages);
    buffer_release(&pdf);
    buffer_release(&errors);
}

static void without_a_chinese_font_it_says_what_to_install(void **state)
{
    (void)state;
    static const char pages[] = PDF_PAGE(" 南门\n");
    struct buffer settings = {0}, pdf = {0}, errors = {0};
    buffer_format(&settings, "<fontconfig><dir>%s</dir><cachedir>/dev/null</cachedir></fontconfig>",
                  sheet_file_path(""));
    setenv("FONTCONFIG_FILE", sheet_file_write("fonts.conf", settings.bytes, settings.length), 1);
    assert_int_equal(pdf_convert(pages, strlen(pages), NULL, &pdf, &errors), 1);
    unsetenv("FONTCONFIG_FILE");
    unlink(sheet_file_path("fonts.conf"));
    assert_non_null(strstr(buffer_text(&errors), "No font with Chinese characters is installed. On Debian: apt install "
                                                 "fonts-wqy-microhei.\n"));
    assert_int_equal(pdf.length, 0);
    buffer_release(&settings);
    buffer_release(&pdf);
    buffer_release(&errors);
}

static void a_full_disk_is_said(void **state)
{
    (void)state;
    struct buffer pages = {0}, path = {0}, errors = {0};
    process_path("gatepost-convert", &path);
    buffer_add(&pages, PDF_PAGE(" 南门\n"));
    struct buffer output = {0};
    const char *const argv[] = {"sh", "-c", "exec \"$0\" pdf >/dev/full", buffer_text(&path), NULL};
    assert_int_equal(pdf_run("/bin/sh", argv, pages.bytes, pages.length, &output, &errors), 1);
    assert_string_equal(buffer_text(&errors), "The result could not be written: No space left on device.\n");
    buffer_release(&pages);
    buffer_release(&path);
    buffer_release(&errors);
    buffer_release(&output);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_pages_are_refused_with_their_line),
        cmocka_unit_test(too_many_pages_and_endless_lines_are_refused),
        cmocka_unit_test_setup_teardown(without_a_chinese_font_it_says_what_to_install, sheet_folder_make,
                                        sheet_folder_remove),
        cmocka_unit_test(a_full_disk_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
