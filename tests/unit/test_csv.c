/* base/csv.c: RFC 4180 and what spreadsheets make of it; which separator a text has. */
#include "gatepost/csv.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* All rows as one text: cells in [], the line of each row before it. */
static bool read_all(struct buffer *out, const char *text, char separator, struct err *err)
{
    struct csv csv;
    struct csv_row row;
    bool done = true, end = false;
    csv_init(&csv, text, strlen(text), separator);
    while (done && !end) {
        done = csv_next(&csv, &row, &end, err);
        if (!done || end)
            break;
        buffer_format(out, "%lld", (long long)row.line);
        for (int i = 0; i < row.count; i++)
            buffer_format(out, "[%s]", row.cells[i]);
    }
    csv_release(&csv);
    return done;
}

static void check(const char *text, char separator, const char *expected)
{
    struct buffer out = {0};
    struct err err = {0};
    if (!read_all(&out, text, separator, &err))
        fail_msg("%s: %s", text, err.text);
    assert_string_equal(buffer_text(&out), expected);
    buffer_release(&out);
}

static void cells_and_rows_are_split(void **state)
{
    (void)state;
    check("", ',', "");
    check("a,b,c\n1,2,3\n", ',', "1[a][b][c]2[1][2][3]");
    check("a,b\r\n1,2", ',', "1[a][b]2[1][2]");
    check("a\rb\r\rc", ',', "1[a]2[b]3[]4[c]");
    check("a\n\r\nb", ',', "1[a]2[]3[b]");
    check(",\n,", ',', "1[][]2[][]");
    check("a;b,c", ';', "1[a][b,c]");
    check("张三\t12-2\n", '\t', "1[张三][12-2]");
}

static void quotes_are_what_spreadsheets_make_of_them(void **state)
{
    (void)state;
    check("\"a,b\",c\n", ',', "1[a,b][c]");
    check("\"say \"\"no\"\"\",\"\"\n", ',', "1[say \"no\"][]");
    check("\"two\r\nlines\",x\nnext", ',', "1[two\nlines][x]3[next]");
    check("\"a\rb\"\rc", ',', "1[a\nb]3[c]");
    check("5\" pipe,a\"b\n", ',', "1[5\" pipe][a\"b]");
    check("\"a\"b\"c\",d", ',', "1[ab\"c\"][d]");
    check(" \"a\",b", ',', "1[ \"a\"][b]");
}

static void check_refused(const char *text, const char *words)
{
    struct buffer out = {0};
    struct err err = {0};
    assert_false(read_all(&out, text, ',', &err));
    assert_int_equal(err.code, ERR_INPUT);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s, not %s", err.text, words);
    buffer_release(&out);
}

static void what_cannot_be_read_names_its_line(void **state)
{
    (void)state;
    check_refused("a\nb,\"c\nd\n", "Line 2: a cell begins with a quotation mark that is never closed");
    char *wide = memory_new(CSV_COLUMNS_MOST + 4, 1);
    memcpy(wide, "a\n", 2);
    memset(wide + 2, ',', CSV_COLUMNS_MOST);
    check_refused(wide, "Line 2 has more than 256 columns");
    wide[CSV_COLUMNS_MOST + 1] = '\0';
    struct buffer out = {0};
    assert_true(read_all(&out, wide, ',', NULL));
    buffer_release(&out);
    free(wide);
    char *deep = memory_new(CSV_CELL_BYTES_MOST + 8, 1);
    memset(deep, 'x', CSV_CELL_BYTES_MOST + 4);
    memcpy(deep, "a\n\n", 3);
    check_refused(deep, "Line 3: a cell holds more than 32 KiB");
    deep[CSV_CELL_BYTES_MOST + 3] = '\0';
    assert_true(read_all(&out, deep, ',', NULL));
    buffer_release(&out);
    free(deep);
}

static void check_separator(const char *text, char expected)
{
    struct csv csv;
    csv_init(&csv, text, strlen(text), '\0');
    if (csv.separator != expected)
        fail_msg("%s: '%c', not '%c'", text, csv.separator, expected);
    csv_release(&csv);
}

static void the_separator_is_found_out(void **state)
{
    (void)state;
    check_separator("", ',');
    check_separator("name\n张三\n", ',');
    check_separator("name,room\n张三,12-2\n", ',');
    check_separator("name;room\n张三;12-2\n", ';');
    check_separator("name\troom\n张三\t12-2\n", '\t');
    check_separator("望江社区居民名册\n\nname;room;temp\nLi;1-1;36,5\nWang;1-2;36,6\n", ';');
    check_separator("name\tnote\nLi\tmilk, rice; salt\nWang\tbread, tea, oil\n", '\t');
    check_separator("name;note\nLi;\"a,b,c\nd,e,f\"\nWang;\"a,b,c\"\n", ';');
    check_separator("5\" pipe;a,b\n6\" pipe;c\n", ';');
}

static void a_first_line_sep_is_obeyed(void **state)
{
    (void)state;
    check("sep=;\r\na,b;c\r\n", '\0', "2[a,b][c]");
    check("SEP=|\na|b;c", '\0', "2[a][b;c]");
    check("sep=;", '\0', "");
    check("sep=;x\na;b\n", '\0', "1[sep=][x]2[a][b]");
    check("sep=\na,b\n", '\0', "1[sep=]2[a][b]");
}

static void check_written(const char *const *cells, int count, char separator, const char *expected)
{
    struct buffer out = {0};
    csv_write_row(&out, cells, count, separator);
    assert_string_equal(buffer_text(&out), expected);
    buffer_release(&out);
}

static void cells_are_quoted_only_where_they_must_be(void **state)
{
    (void)state;
    const char *plain[] = {"张三", "12-2", "", "a;b"};
    check_written(plain, 4, ',', "张三,12-2,,a;b\r\n");
    check_written(plain, 4, ';', "张三;12-2;;\"a;b\"\r\n");
    const char *hard[] = {"a,b", "say \"no\"", "two\nlines", " x"};
    check_written(hard, 4, ',', "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\" x\"\r\n");
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    const char *cells[] = {"\"", "a\"", "\n", ",", "\t;", "end "};
    struct buffer out = {0};
    csv_write_row(&out, cells, 6, ',');
    check(buffer_text(&out), ',', "1[\"][a\"][\n][,][\t;][end ]");
    buffer_release(&out);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_and_rows_are_split),
        cmocka_unit_test(quotes_are_what_spreadsheets_make_of_them),
        cmocka_unit_test(what_cannot_be_read_names_its_line),
        cmocka_unit_test(the_separator_is_found_out),
        cmocka_unit_test(a_first_line_sep_is_obeyed),
        cmocka_unit_test(cells_are_quoted_only_where_they_must_be),
        cmocka_unit_test(what_is_written_is_read_again),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
