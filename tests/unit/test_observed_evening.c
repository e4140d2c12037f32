/* One evening with the sample's 46 people under home observation, at two desks, typed as officers type it, in both
 * languages: what "Done when" of home observation says is seen on the screens and compared with what stands in the
 * file. What is done is in tests/lib/evening_rows.c, who it is about in evening_cast.c; the rows of the round are made
 * here from who is due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "tests/lib/day_script.h"
#include "tests/lib/desk_pair.h"
#include "tests/lib/evening_cast.h"
#include "tests/lib/evening_checks.h"
#include "tests/lib/evening_rows.h"
#include "tests/lib/store_file.h"
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS_MOST = 200 };

static struct store_file file, template;
static bool english;

/* ---- the rows ---- */

static struct passage rows[ROWS_MOST];
static int row_count;

static void add_row(const char *at, const char *keys)
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

/* What is entered for whom, by their place among those who are due; the others are well. */
static const struct entry {
    const char *keys, *stored;
} no_answer = {"[>$room ] - {pressed 1} [$name $tonight $unanswered]", "$id no_answer / 王秀英"},
  refused = {"[>$room ] / {pressed 1} [$name $tonight $refused]", "$id refused / 王秀英"},
  excused = {"[>$room ] * {pressed 1} [$name $tonight $spared]", "$id excused / 王秀英"},
  well = {"[>$room ] 36$digit Enter {pressed 4} [$name $tonight 36.$digit]", "$id value 36$digit/ 王秀英"},
  fever = {"[>$room ] 376 Enter {pressed 4} [请复测|measure again] [>$room ] 375 Enter {pressed 4} "
           "[$name $tonight 37.5] [仍发热|Fever: the incident]",
           "$id value 376/375 王秀英"};

static const struct entry *entry_for(const struct evening_due *one, int number)
{
    struct buffer ill = {0};
    evening_say("$feverid", &ill);
    bool is_ill = one->observation_id == atoll(buffer_text(&ill));
    buffer_release(&ill);
    return is_ill ? &fever : number == 3 ? &no_answer : number == 6 ? &refused : number == 9 ? &excused : &well;
}

static void add_due(const struct evening_due *one, int number, struct buffer *stored)
{
    const struct entry *entry = entry_for(one, number);
    struct buffer line = {0};
    char id[24], digit[] = {(char)('1' + number % 8), '\0'};
    snprintf(id, sizeof id, "%lld", one->observation_id);
    evening_set("id", id);
    evening_set("name", one->name);
    evening_set("room", one->room);
    evening_set("digit", digit);
    add_row("18:05", entry->keys);
    evening_say(entry->stored, &line);
    buffer_format(stored, "%s%s", stored->length ? "," : "", buffer_text(&line));
    buffer_release(&line);
}

/* From the desk one key, then everybody who is due, in the order of the doors; then one that was forgotten. */
static void add_round(void)
{
    struct evening_due due[EVENING_DUE_MOST];
    struct buffer name = {0}, stored = {0};
    int count = evening_due(&file, "evening", due), forgotten;
    char keys[200];
    snprintf(keys, sizeof keys, "{pressed 6} = {pressed 1} {only $round} [$due %d]", count);
    add_row("18:00", keys);
    for (int i = 0; i < count; i++)
        add_due(&due[i], i, &stored);
    evening_set("entered", buffer_text(&stored));
    buffer_release(&stored);
    add_row("18:07", "[$rounddone] {check round}");
    count = evening_due(&file, "morning", due);
    evening_say("$gate", &name);
    add_row("18:08", "Left [$thismorning]");
    for (forgotten = 0; forgotten < count && strcmp(due[forgotten].name, buffer_text(&name)) != 0; forgotten++)
        add_row("18:08", "Enter");
    add_row("18:08", "Enter [>$story ] 366 Enter [$gate $thismorning 36.6] "
                     "Right [$due 0] {only} Esc {check late} {check fever} {check pane} {rung 1}");
    buffer_release(&name);
}

static void make_rows(void)
{
    for (int i = 0; i < evening_row_count; i++)
        if (evening_rows[i].keys == evening_round)
            add_round();
        else
            add_row(evening_rows[i].at, evening_rows[i].keys);
}

static const char *words_of(int passage)
{
    return passage < row_count ? rows[passage].keys : "?";
}

/* ---- what is in the file afterwards ---- */

static void assert_sound(void)
{
    struct err err = {0};
    struct buffer report = {0};
    struct audit_verdict verdict;
    struct store *store = store_open(file.path, 0, &err);
    if (!store_check(store, &report, &err))
        fail_msg("check: %s%s", buffer_text(&report), err.text);
    assert_true(audit_verify(store, &verdict, NULL, NULL, &err));
    if (verdict.first_bad != 0)
        fail_msg("audit %lld: %s", (long long)verdict.first_bad, verdict.what);
    store_close(store);
    buffer_release(&report);
}

/* All but what is said in words of the officer's language. */
static const char *const tables[][2] = {
    {"reading", "''"},       {"observation", "''"},     {"crossing", "'reason_id','purpose_id'"},
    {"alarm", "'words'"},    {"acknowledgement", "''"}, {"incident", "''"},
    {"follow_up", "''"},     {"visit", "''"},           {"flag", "'say','voided'"},
    {"pairing", "'voided'"}, {"expected", "''"},        {"place", "''"},
};
enum { TABLES = sizeof tables / sizeof tables[0] };
static char *dumps[2][TABLES];

static char *dump_table(const char *table, const char *except)
{
    char sql[300];
    struct buffer whole = {0};
    snprintf(
        sql, sizeof sql,
        "SELECT group_concat('quote(' || name || ')', '||char(32)||') FROM pragma_table_info('%s') WHERE name NOT IN "
        "(%s)",
        table, except);
    char *columns = store_file_ask(&file, sql);
    buffer_format(&whole, "SELECT group_concat(line, char(10)) FROM (SELECT %s AS line FROM %s ORDER BY rowid)",
                  columns, table);
    char *dump = store_file_ask(&file, buffer_text(&whole));
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
static void write_scripts(struct buffer scripts[2])
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

static void run_evening(const char *language)
{
    struct buffer scripts[2] = {{0}};
    english = !strcmp(language, "en");
    store_file_make(&file);
    remove(file.path);
    copy_file(template.path, file.path);
    clock_fix(evening_moment(EVENING_BEGINS));
    words_switch(language);
    evening_checks_begin(&file);
    make_rows();
    write_scripts(scripts);
    const struct desk_pair pair = {
        .path = file.path,
        .folder = file.folder,
        .language = language,
        .sides = {{"值班台1", "王秀英", "东门", buffer_text(&scripts[0])},
                  {"南门岗1", "张志远", "南门", buffer_text(&scripts[1])}},
        .check = evening_check,
        .words_of = words_of,
    };
    int failures = desk_pair_run(&pair);
    for (int i = 0; i < TABLES; i++)
        dumps[english][i] = dump_table(tables[i][0], tables[i][1]);
    assert_sound();
    buffer_release(&scripts[0]);
    buffer_release(&scripts[1]);
    release_rows();
    evening_forget();
    store_file_remove(&file);
    assert_int_equal(failures, 0);
}

static void an_evening_of_observation(void **state)
{
    (void)state;
    run_evening("zh_CN");
}

static void the_same_evening_in_english(void **state)
{
    (void)state;
    run_evening("en");
}

static void the_language_makes_no_difference_to_what_is_stored(void **state)
{
    (void)state;
    for (int i = 0; i < TABLES; i++) {
        assert_true(dumps[0][i] && dumps[1][i] && strlen(dumps[0][i]) > 20);
        assert_same(tables[i][0], dumps[0][i], dumps[1][i]);
    }
}

static int make_template(void **state)
{
    (void)state;
    store_file_make(&template);
    remove(template.path);
    evening_community_make(&template);
    store_file_sql(&template, "PRAGMA wal_checkpoint(TRUNCATE)"); /* it is copied without its journal */
    evening_cast_choose(&template);
    return 0;
}

static int remove_template(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * TABLES; i++)
        free(dumps[i / TABLES][i % TABLES]);
    store_file_remove(&template);
    return 0;
}

int main(int argc, char **argv)
{
    (void)argc;
    words_start(argv[0], "zh_CN");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_evening_of_observation),
        cmocka_unit_test(the_same_evening_in_english),
        cmocka_unit_test(the_language_makes_no_difference_to_what_is_stored),
    };
    return cmocka_run_group_tests_name("observed_evening", tests, make_template, remove_template);
}
