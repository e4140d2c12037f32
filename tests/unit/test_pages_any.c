/* Documents made by chance, the same ones each time: whatever comes, no row is lost and bars stand below each other. */
#include "gatepost/buffer.h"
#include "src/paper/pages_parts.h"
#include "tests/lib/pages_look.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

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
    document_begin(document, some_words(text, sizeof text, 12));
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
            if (text_count_of(text, "│") == 0)
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
        pages_check(&pages);
        check_bars(&pages);
        for (int i = 0, last = -1; i < names; i++) {
            char name[24];
            int page, line;
            snprintf(name, sizeof name, "#%d#", i);
            if (pages_find_line(&pages, name, &page, &line) != 1 || page * pages.grid.rows + line <= last)
                fail_msg("seed %u: %s", seed, name);
            last = page * pages.grid.rows + line;
        }
        pages_release(&pages);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    pages_look_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_comes_no_row_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
