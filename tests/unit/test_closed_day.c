/* One day of one gate under closed management, typed as its guards type it, in both languages: every rule is seen to
 * act, on the screen and in what is stored. The rows that matter are in tests/lib/day_rows.c, the many who just come
 * and go are made here from the community. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/desk.h"
#include "gatepost/memory.h"
#include "gatepost/terminal.h"
#include "gatepost/words.h"
#include "tests/lib/day_community.h"
#include "tests/lib/day_rows.h"
#include "tests/lib/day_script.h"
#include "tests/lib/fixture.h"
#include "tests/lib/store_file.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 600, VISITORS = 110, QUIET_HOUSEHOLD = 12, DUMPS = 10 };

/* ---- those who just come and go ---- */

static struct passage rows[ROWS_MOST];
static int row_count;

static void add_row(int minute, const char *keys, const char *stored)
{
    char at[24];
    assert_true(row_count < ROWS_MOST);
    snprintf(at, sizeof at, "%02d:%02d", minute / 60, minute % 60);
    rows[row_count++] = (struct passage){memory_copy(at), memory_copy(keys), memory_copy(stored)};
}

/* The ways a guard finds somebody: initials, end of the phone, name, two words. */
static void write_who(int household, int member, int way, char *who, size_t size)
{
    const struct day_household *home = &day_households[household];
    const char *name = home->members[member].name, *initials = home->members[member].initials;
    char phone[16];
    day_phone(household, member, phone, sizeof phone);
    if (way % 4 == 0)
        snprintf(who, size, "%s", initials);
    else if (way % 4 == 1)
        snprintf(who, size, "%s", phone + strlen(phone) - 4);
    else if (way % 4 == 2)
        snprintf(who, size, "%s", name);
    else
        snprintf(who, size, "(%s %s)", initials, home->room);
}

static void add_member(int minute, int household, int member, bool in, bool turned)
{
    char who[80], keys[160], stored[200];
    const struct day_household *home = &day_households[household];
    write_who(household, member, household + member + in, who, sizeof who);
    snprintf(stored, sizeof stored, "%s %s %s %s 36.%d admitted", in ? "in" : "out",
             day_is_rented(household) ? "tenant" : "resident", home->members[member].name, home->room, household % 8);
    snprintf(keys, sizeof keys, "%s Enter%s 36%d Enter [%s]", who, turned ? " F6" : "", household % 8,
             home->members[member].name);
    add_row(minute, keys, stored);
}

static bool is_named(const char *name)
{
    for (int i = 0; i < day_row_count; i++)
        if (strstr(day_rows[i].stored, name))
            return true;
    return false;
}

/* One of each household goes shopping and is back within the hours; who is named nowhere comes home in the evening. */
static void add_households(void)
{
    int evening = 17 * 60;
    for (int k = 0; k < DAY_HOUSEHOLDS; k++) {
        for (int i = 0; i < DAY_MEMBERS_MOST && day_households[k].members[i].name; i++) {
            if (k >= QUIET_HOUSEHOLD && i == 0) {
                add_member(6 * 60 + 30 + k * 2, k, i, false, false);
                add_member(8 * 60 + 15 + k * 2, k, i, true, false);
            } else if (!is_named(day_households[k].members[i].name)) {
                add_member(evening++, k, i, true, true);
            }
        }
    }
}

/* Names nobody of the community bears. */
static void add_visitors(void)
{
    static const char *const surnames[] = {"丁", "方", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆"};
    static const char *const given[] = {"一凡", "子涵", "雨桐", "浩然", "思远", "天佑",
                                        "若溪", "景行", "乐山", "云舒", "望舒"};
    char name[32], keys[200], stored[200];
    for (int i = 0; i < VISITORS; i++) {
        const char *room = day_households[QUIET_HOUSEHOLD + i % (DAY_HOUSEHOLDS - QUIET_HOUSEHOLD)].room;
        snprintf(name, sizeof name, "%s%s", surnames[i % 10], given[i / 10]);
        snprintf(keys, sizeof keys, "%s [新访客|new visitor] Enter %s Enter 364 Enter [%s %s]", name, room, name, room);
        snprintf(stored, sizeof stored, "in visitor %s %s 36.4 admitted", name, room);
        add_row(10 * 60 + i * 3, keys, stored);
        if (i % 10 == 9)
            continue; /* stays past the curfew */
        snprintf(keys, sizeof keys, "%s [> %s] Enter 365 Enter [%s %s]", name, name, name, room);
        snprintf(stored, sizeof stored, "out visitor %s %s 36.5 admitted", name, room);
        add_row(15 * 60 + 31 + i * 3, keys, stored);
    }
}

static void copy_rows_that_matter(void)
{
    for (int i = 0; i < day_row_count; i++)
        rows[row_count++] = day_rows[i];
}

/* Stable: rows of the same minute stay in the order they were written in. */
static void sort_rows(void)
{
    for (int i = 1; i < row_count; i++) {
        struct passage row = rows[i];
        int to = i;
        for (; to > 0 && strcmp(rows[to - 1].at, row.at) > 0; to--)
            rows[to] = rows[to - 1];
        rows[to] = row;
    }
}

/* ---- the desk ---- */

static struct store_file file;
static struct terminal *terminal;
static struct day_script day;
static int failed_before, running = -1;
static char *dumps[2][DUMPS];

/* A row after which something was not as expected is named. */
static void name_failed(int next)
{
    int failures = terminal_script_failures(terminal);
    if (running >= 0 && failures > failed_before)
        fprintf(stderr, "in the row: %s %s\n\n", rows[running].at, rows[running].keys);
    failed_before = failures;
    running = next;
}

static bool own_verb(void *context, const char *line, struct err *err)
{
    (void)context;
    if (!strncmp(line, "passage ", strlen("passage ")))
        name_failed(atoi(line + strlen("passage ")));
    else if (!strncmp(line, "other ", strlen("other ")))
        fixture_other(file.path, line + strlen("other "), err);
    else
        return false;
    return true;
}

static int run_desk(const char *language)
{
    struct err err = {0};
    int failures = 0;
    const struct global_options global = {.db = file.path, .terminal = "南门岗1", .checkpoint = "南门"};
    struct script_hooks hooks = {.verb = own_verb, .failures = &failures};
    words_switch(language);
    setenv("XDG_CONFIG_HOME", file.folder, 1); /* whoever tests may have set up a sound */
    unsetenv("GATEPOST_SCRIPT_UPDATE");
    failed_before = 0;
    running = -1;
    terminal = terminal_open_script(buffer_text(&day.script), "the day", &err);
    terminal_script_hook(terminal, &hooks);
    struct store *store = store_open(file.path, 0, &err);
    assert_non_null(store);
    desk_run(store, &global, NULL, terminal);
    store_close(store);
    return failures;
}

/* ---- what is in the file afterwards ---- */

static const char stored_sql[] =
    "SELECT group_concat(line, char(10)) || char(10) FROM (SELECT strftime('%H:%M', c.at + 28800, 'unixepoch') || ' ' "
    "|| "
    "direction || ' ' || class || ' ' || coalesce(p.name, '-') || ' ' || "
    "coalesce(h.building || '-' || h.unit || '-' || ltrim(h.room, '0'), '-') || ' ' || "
    "printf('%.1f', temp_tenths / 10.0) || CASE WHEN retest_tenths > 0 THEN printf('/%.1f', retest_tenths / 10.0) "
    "ELSE '' END || ' ' || "
    "decision || coalesce(' plate=' || v.plate, '') || coalesce(' pass=' || nullif(pass_number, ''), '') || "
    "coalesce(' purpose=' || u.text, '') || coalesce(' reason=' || r.text, '') || "
    "coalesce(' because=' || nullif(override_reason, ''), '') || ' by ' || coalesce(o.name, '-') || "
    "CASE k.name WHEN '南门' THEN '' ELSE ' at ' || k.name END AS line FROM crossing c "
    "LEFT JOIN person p ON p.id = c.person_id LEFT JOIN place h ON h.id = c.place_id "
    "LEFT JOIN vehicle v ON v.id = c.vehicle_id LEFT JOIN phrase u ON u.id = purpose_id "
    "LEFT JOIN phrase r ON r.id = reason_id LEFT JOIN officer o ON o.id = c.officer_id "
    "LEFT JOIN checkpoint k ON k.id = c.checkpoint_id WHERE c.voided IS NULL ORDER BY c.id)";

static void assert_asks(const char *sql, const char *expected)
{
    char *answer = store_file_ask(&file, sql);
    if (strcmp(answer, expected) != 0)
        fail_msg("%s: %s instead of %s", sql, answer, expected);
    free(answer);
}

static void assert_counts(const char *sql, int expected)
{
    char number[24];
    snprintf(number, sizeof number, "%d", expected);
    assert_asks(sql, number);
}

/* Line by line: the first that differs is shown. */
static void assert_same(const char *one, const char *other)
{
    char *left = memory_copy(one), *right = memory_copy(other), *left_rest = left, *right_rest = right;
    while (left_rest || right_rest) {
        const char *line = left_rest ? strsep(&left_rest, "\n") : "(none)";
        const char *should = right_rest ? strsep(&right_rest, "\n") : "(none)";
        if (strcmp(line, should) != 0)
            fail_msg("%s\nshould be: %s", line, should);
    }
    free(left);
    free(right);
}

static void assert_stored(void)
{
    char *answer = store_file_ask(&file, stored_sql);
    assert_same(answer, buffer_text(&day.stored));
    free(answer);
}

static void assert_overrides_named(void)
{
    assert_true(day.overrides >= 5);
    assert_counts("SELECT count(*) FROM crossing WHERE override_reason <> '' AND voided IS NULL", day.overrides);
    assert_counts("SELECT count(*) FROM crossing c JOIN officer o ON o.id = c.officer_id "
                  "JOIN alarm a ON a.rule = 'override' AND a.subject = c.id "
                  "JOIN acknowledgement k ON k.id = a.acknowledgement_id JOIN officer n ON n.id = k.officer_id "
                  "WHERE c.override_reason <> '' AND c.voided IS NULL AND o.name <> '' AND n.name <> ''",
                  day.overrides);
}

static void assert_presence(void)
{
    assert_counts("SELECT count(*) FROM presence WHERE direction = 'out' AND class IN ('resident', 'tenant')",
                  day_out(&day));
    assert_counts("SELECT count(*) FROM presence WHERE direction = 'in' AND class NOT IN ('resident', 'tenant')",
                  day_inside(&day));
    for (int i = 0; i < day.name_count; i++) {
        char sql[200];
        const struct day_name *person = &day.names[i];
        snprintf(
            sql, sizeof sql,
            "SELECT count(*) FROM presence JOIN person p ON p.id = person_id WHERE name = '%s' AND direction = '%s'",
            person->name, person->inside ? "in" : "out");
        if (person->came && (person->lives_here || person->inside))
            assert_counts(sql, 1);
    }
}

static void assert_nothing_left_open(void)
{
    assert_asks("SELECT group_concat(rule) FROM alarm WHERE acknowledgement_id IS NULL", "");
    assert_counts("SELECT count(*) FROM closing WHERE voided IS NULL", 16); /* 15 by hand, one by the clock */
    assert_counts("SELECT count(*) FROM crossing WHERE voided IS NOT NULL", 1);
    assert_counts("SELECT count(*) FROM incident WHERE closed_at IS NULL AND voided IS NULL", 0);
    assert_counts("SELECT count(*) FROM incident", 1);
    assert_asks(
        "SELECT o.name || ' ' || result || ' ' || isolated || ' ' || reported || ' ' || ambulance || ' ' || handed "
        "FROM incident JOIN officer o ON o.id = closed_by",
        "王秀英 hospital 南门留观帐篷 社区医院 粤E120 市一医院");
    assert_asks("SELECT group_concat(rule || ' ' || n) FROM (SELECT rule, count(*) AS n FROM alarm GROUP BY rule)",
                day_alarms);
    assert_asks("SELECT group_concat(o.name) FROM notice_read JOIN officer o ON o.id = officer_id", "王秀英");
    assert_asks("SELECT group_concat(done_by || ' ' || state) FROM parcel", day_parcels);
}

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
    assert_true(verdict.count > day.crossings);
    store_close(store);
    buffer_release(&report);
}

/* All of a table but what is said in words of the guard's language. */
static char *dump_table(const char *table, const char *except)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "SELECT group_concat('quote(' || name || CASE name WHEN 'voided' THEN ' IS NULL' ELSE '' END || ')', "
             "'||\" \"||') "
             "FROM pragma_table_info('%s') WHERE name NOT IN (%s)",
             table, except);
    char *columns = store_file_ask(&file, sql);
    struct buffer whole = {0};
    buffer_format(&whole, "SELECT group_concat(line, char(10)) FROM (SELECT %s AS line FROM %s ORDER BY rowid)",
                  columns, table);
    for (char *at = whole.bytes; *at; at++)
        *at = *at == '"' ? '\'' : *at;
    char *dump = store_file_ask(&file, buffer_text(&whole));
    buffer_release(&whole);
    free(columns);
    return dump;
}

static void dump_all(char *into[DUMPS])
{
    static const char *const tables[DUMPS][2] = {
        {"crossing", "'reason_id','purpose_id'"},
        {"alarm", "'words'"},
        {"acknowledgement", "''"},
        {"incident", "''"},
        {"closing", "''"},
        {"person", "''"},
        {"vehicle", "''"},
        {"pass", "''"},
        {"expected", "''"},
        {"parcel", "''"},
    };
    for (int i = 0; i < DUMPS; i++)
        into[i] = dump_table(tables[i][0], tables[i][1]);
}

static void run_day(const char *language, int number)
{
    int came = 0;
    day = (struct day_script){.english = number == 1};
    day_script_write(&day, rows, row_count);
    store_file_make(&file);
    remove(file.path);
    day_community_make(file.path);
    int failures = run_desk(language);
    dump_all(dumps[number]);
    for (int i = 0; i < day.name_count; i++)
        came += day.names[i].came;
    print_message("# %d rows, %d crossings, %d people, %d overrides\n", row_count, day.crossings, came, day.overrides);
    assert_int_equal(failures, 0);
    assert_stored();
    assert_true(came >= 200);
    assert_overrides_named();
    assert_presence();
    assert_nothing_left_open();
    assert_sound();
    day_script_release(&day);
    store_file_remove(&file);
}

static void a_day_of_one_gate(void **state)
{
    (void)state;
    run_day("zh_CN", 0);
}

static void the_same_day_in_english(void **state)
{
    (void)state;
    run_day("en", 1);
}

static void the_language_makes_no_difference_to_what_is_stored(void **state)
{
    (void)state;
    for (int i = 0; i < DUMPS; i++) {
        assert_non_null(dumps[0][i]);
        assert_non_null(dumps[1][i]);
        assert_true(strlen(dumps[0][i]) > 20);
        assert_same(dumps[0][i], dumps[1][i]);
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    words_start(argv[0], "zh_CN");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    copy_rows_that_matter();
    add_households();
    add_visitors();
    sort_rows();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_of_one_gate),
        cmocka_unit_test(the_same_day_in_english),
        cmocka_unit_test(the_language_makes_no_difference_to_what_is_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
