/* The catalogue is made here, byte by byte, so that the test hangs on no translation of the day. */
#include "gatepost/words.h"
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

#include <cmocka.h>

static char folder[] = "/tmp/gatepost-words-XXXXXX";
static char program[200];

static const char *const entries[][2] = {
    /* by msgid, as the format of .mo files wants */
    {"", "Content-Type: text/plain; charset=UTF-8\n"},
    {"Mon", "周一"},
    {"Saved", "已保存"},
    {"direction|In", "进"},
};
enum { ENTRIES = sizeof entries / sizeof entries[0] };

static void write_catalogue(const char *path)
{
    uint32_t header[7] = {0x950412DE, 0, ENTRIES, 28, 28 + ENTRIES * 8, 0, 0};
    uint32_t table[2][ENTRIES][2], offset = 28 + 2 * ENTRIES * 8;
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < ENTRIES; i++) {
            table[side][i][0] = (uint32_t)strlen(entries[i][side]);
            table[side][i][1] = offset;
            offset += table[side][i][0] + 1;
        }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(header, sizeof header, 1, file);
    fwrite(table, sizeof table, 1, file);
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < ENTRIES; i++)
            fwrite(entries[i][side], strlen(entries[i][side]) + 1, 1, file);
    assert_int_equal(fclose(file), 0);
}

static int make_folder(void **state)
{
    (void)state;
    static const char *const below[] = {"/bin", "/locale", "/locale/zh_CN", "/locale/zh_CN/LC_MESSAGES"};
    char path[200];
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        snprintf(path, sizeof path, "%s%s", folder, below[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    snprintf(path, sizeof path, "%s/locale/zh_CN/LC_MESSAGES/gatepost.mo", folder);
    write_catalogue(path);
    snprintf(program, sizeof program, "%s/bin/gatepost", folder);
    FILE *file = fopen(program, "wb");
    assert_non_null(file);
    return fclose(file);
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const below[] = {
        "/bin/gatepost", "/bin", "/locale/zh_CN/LC_MESSAGES/gatepost.mo", "/locale/zh_CN/LC_MESSAGES", "/locale/zh_CN",
        "/locale",       ""};
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s%s", folder, below[i]);
        assert_int_equal(remove(path), 0);
    }
    return 0;
}

static void clear_environment(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unsetenv(names[i]);
}

static void chinese_needs_no_locale_package(void **state)
{
    (void)state;
    static const char *const locales[] = {"C", "POSIX", "zh_CN.UTF-8", "zh_CN.GB18030", "en_US.UTF-8", "xx_YY", ""};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        clear_environment();
        setenv("LC_ALL", locales[i], 1);
        words_start(program, "zh_CN");
        assert_string_equal(_("Saved"), "已保存");
        assert_string_equal(words_language(), "zh_CN");
        assert_int_equal(wcwidth(0x5F20), 2);
        char number[8];
        snprintf(number, sizeof number, "%.1f", 36.5);
        assert_string_equal(number, "36.5");
    }
}

static void the_language_switches_at_run_time(void **state)
{
    (void)state;
    words_start(program, "zh_CN");
    for (int i = 0; i < 3; i++) {
        words_switch("en");
        assert_string_equal(_("Saved"), "Saved");
        assert_string_equal(words_weekday(1), "Mon");
        assert_string_equal(words_context("direction|In"), "In");
        assert_string_equal(words_language(), "en");
        words_switch("zh_CN");
        assert_string_equal(_("Saved"), "已保存");
        assert_string_equal(words_weekday(1), "周一");
        assert_string_equal(words_context("direction|In"), "进");
    }
    assert_string_equal(_("never translated"), "never translated");
    assert_string_equal(words_context("direction|Out"), "Out");
    assert_string_equal(words_weekday(0), "");
    assert_string_equal(words_weekday(8), "");
}

static void the_environment_chooses_where_nothing_else_does(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *expected;
    } cases[] = {
        {"LANG", "en_GB.UTF-8", "en"},
        {"LANG", "zh_CN.UTF-8", "zh_CN"},
        {"LANG", "zh_TW.Big5", "zh_CN"},
        {"LANG", "C", "zh_CN"},
        {"LANG", "C.UTF-8", "zh_CN"},
        {"LANG", "POSIX", "zh_CN"},
        {"LANG", "", "zh_CN"},
        {"LC_ALL", "de_DE.UTF-8", "en"},
        {"LC_MESSAGES", "en_US", "en"},
        {"LANGUAGE", "en:zh_CN", "en"},
        {"LANGUAGE", "zh_CN:en", "zh_CN"},
        {"LANG", "zh", "zh_CN"},
        {"LC_CTYPE", "en_US.UTF-8", "zh_CN"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        clear_environment();
        setenv(cases[i].name, cases[i].value, 1);
        words_start(program, NULL);
        assert_string_equal(words_language(), cases[i].expected);
        assert_string_equal(_("Saved"), strcmp(cases[i].expected, "en") == 0 ? "Saved" : "已保存");
    }
    clear_environment();
    setenv("LANG", "en_US.UTF-8", 1);
    words_start(program, "zh_CN");
    assert_string_equal(words_language(), "zh_CN");
}

static void a_program_without_a_catalogue_speaks_english_words(void **state)
{
    (void)state;
    words_start("/nowhere/at/all/gatepost", "zh_CN");
    assert_string_equal(_("never translated"), "never translated");
    words_start("gatepost", "en");
    assert_string_equal(_("Saved"), "Saved");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_needs_no_locale_package),
        cmocka_unit_test(the_language_switches_at_run_time),
        cmocka_unit_test(the_environment_chooses_where_nothing_else_does),
        cmocka_unit_test(a_program_without_a_catalogue_speaks_english_words),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
