#include "evening_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "day_script.h"
#include "evening_cast.h"
#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS_MOST = 200 };

static const struct evening *evening;
static struct store_file template;          /* copied for each run, without its journal */
static char *dumps[2][EVENING_TABLES_MOST]; /* of each run, English last */

/* ---- the rows ---- */

static struct passage rows[ROWS_MOST];
static int row_count;

void evening_row_add(const char *at, const char *keys)
{
    struct buffer said = {0};
    assert_true(row_count < ROWS_MOST);
    evening_say(keys, &said);
    rows[row_count++] = (struct passage){at, memory_copy(buffer_text(&said)), ""};
    buffer_release(&said);
}

static void release_rows(void)
{
    for (int i = 0; i < row_count; i++)
        free((char *)rows[i].keys);
    row_count = 0;
}

static const char *words_of(int passage)
{
    return passage < row_count ? rows[passage].keys : "?";
}

/* ---- what is in the file afterwards ---- */

static void assert_sound(const struct store_file *file)
{
    struct err err = {0};
    struct buffer report = {0};
    struct audit_verdict verdict;
    struct store *store = store_open(file->path, 0, &err);
    if (!store_check(store, &report, &err))
        fail_msg("check: %s%s", buffer_text(&report), err.text);
    assert_true(audit_verify(store, &verdict, NULL, NULL, &err));
    if (verdict.first_bad != 0)
        fail_msg("audit %lld: %s", (long long)verdict.first_bad, verdict.what);
    store_close(store);
    buffer_release(&report);
}

static char *dump_table(const struct store_file *file, const char *table, const char *except)
{
    char sql[300];
    struct buffer whole = {0};
    snprintf(
        sql, sizeof sql,
        "SELECT group_concat('quote(' || name || ')', '||char(32)||') FROM pragma_table_info('%s') WHERE name NOT IN "
        "(%s)",
        table, except);
    char *columns = store_file_ask(file, sql);
    buffer_format(&whole, "SELECT group_concat(line, char(10)) FROM (SELECT %s AS line FROM %s ORDER BY rowid)",
                  columns, table);
    char *dump = store_file_ask(file, buffer_text(&whole));
    buffer_release(&whole);
    free(columns);
    return dump;
}

/* The first line that differs is shown. */
static void assert_same(const char *table, const char *one, const char *other)
{
    size_t line = 0, at = 0;
    for (; one[at] && one[at] == other[at]; at++)
        line = one[at] == '\n' ? at + 1 : line;
    if (one[at] != other[at])
        fail_msg("%s: %.*s\nin English: %.*s", table, (int)strcspn(one + line, "\n"), one + line,
                 (int)strcspn(other + line, "\n"), other + line);
}

/* ---- the evening ---- */

/* Each desk gets the rows that are its own, and hands over to the other where a row is the other's. */
static void write_scripts(bool english, struct buffer scripts[2])
{
    struct day_script day = {.english = english, .begins = EVENING_BEGINS};
    int at = 0;
    for (int i = 0; i < row_count; i++) {
        int side = rows[i].at[0] == '>';
        struct passage row = rows[i];
        row.at += side;
        if (side != at)
            buffer_add(&scripts[at], "hand\nwake\n");
        at = side;
        day_script_write(&day, &row, 1);
        buffer_add(&scripts[side], buffer_text(&day.script));
        buffer_clear(&day.script);
    }
    day_script_release(&day);
}

static void copy_file(const char *from, const char *to)
{
    char bytes[65536];
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t length;
    assert_true(in >= 0 && out >= 0);
    while ((length = read(in, bytes, sizeof bytes)) > 0)
        assert_int_equal(write(out, bytes, (size_t)length), length);
    assert_int_equal(length, 0);
    assert_int_equal(close(in) + close(out), 0);
}

static void run(const char *language)
{
    bool english = !strcmp(language, "en");
    struct store_file file;
    struct buffer scripts[2] = {{0}};
    store_file_make(&file);
    remove(file.path);
    copy_file(template.path, file.path);
    clock_fix(evening_moment(EVENING_BEGINS));
    words_switch(language);
    evening->begin(&file);
    write_scripts(english, scripts);
    struct desk_pair pair = {
        .path = file.path,
        .folder = file.folder,
        .language = language,
        .sides = {evening->sides[0], evening->sides[1]},
        .check = evening->check,
        .words_of = words_of,
    };
    pair.sides[0].script = buffer_text(&scripts[0]);
    pair.sides[1].script = buffer_text(&scripts[1]);
    int failures = desk_pair_run(&pair);
    for (int i = 0; evening->tables[i][0]; i++)
        dumps[english][i] = dump_table(&file, evening->tables[i][0], evening->tables[i][1]);
    assert_sound(&file);
    buffer_release(&scripts[0]);
    buffer_release(&scripts[1]);
    release_rows();
    evening_forget();
    store_file_remove(&file);
    assert_int_equal(failures, 0);
}

/* ---- the test program ---- */

static void in_chinese(void **state)
{
    (void)state;
    run("zh_CN");
}

static void in_english(void **state)
{
    (void)state;
    run("en");
}

static void the_language_makes_no_difference_to_what_is_stored(void **state)
{
    (void)state;
    for (int i = 0; evening->tables[i][0]; i++) {
        const char *one = dumps[0][i], *other = dumps[1][i];
        assert_true(one && other && strlen(one) > 20);
        assert_same(evening->tables[i][0], one, other);
    }
}

static int make_template(void **state)
{
    (void)state;
    store_file_make(&template);
    remove(template.path);
    evening_community_make(&template, evening->with_roster);
    store_file_sql(&template, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (evening->choose != NULL)
        evening->choose(&template);
    return 0;
}

static int remove_template(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * EVENING_TABLES_MOST; i++)
        free(dumps[i / EVENING_TABLES_MOST][i % EVENING_TABLES_MOST]);
    store_file_remove(&template);
    return 0;
}

int evening_tests(const struct evening *of)
{
    const struct CMUnitTest tests[] = {
        {.name = of->test, .test_func = in_chinese},
        {.name = "the_same_in_english", .test_func = in_english},
        cmocka_unit_test(the_language_makes_no_difference_to_what_is_stored),
    };
    evening = of;
    return cmocka_run_group_tests_name(of->title, tests, make_template, remove_template);
}
