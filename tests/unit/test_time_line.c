/* The time line of a household (lib/told_household.h): everything about it, once, in one order of time, whatever the
 * windows are. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/observation.h"
#include "gatepost/supply.h"
#include "src/store/statement.h"
#include "src/store/time_line_source.h"
#include "tests/lib/register.h"
#include "tests/lib/told_household.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void read_window(struct time_line_window *window)
{
    struct err err = {0};
    window->place_id = told.home;
    if (!time_line_window(told.store, window, &err))
        fail_msg("%s", err.text);
}

static void assert_line(const struct time_line_row *row, const struct told_line *line)
{
    struct time_line_key key = time_line_key_of(row);
    if (key.at != line->key.at || key.id != line->key.id || row->kind != line->kind)
        fail_msg("line of kind %d, record %lld at %lld, instead of kind %d, record %lld at %lld", row->kind,
                 (long long)row->id, (long long)row->at, line->kind, (long long)(line->key.id / TIME_KIND_MOST),
                 (long long)line->key.at);
    assert_int_equal(row->voided, line->voided);
}

static void everything_stands_there_once(void **state)
{
    struct time_line_row *rows = calloc(TOLD_LINES_MOST, sizeof *rows);
    struct time_line_window window = {.rows = rows, .most = TOLD_LINES_MOST};
    bool seen[TIME_KIND_COUNT] = {0};
    (void)state;
    assert_non_null(rows);
    read_window(&window);
    for (int i = 0; i < window.count && i < told.line_count; i++) {
        assert_line(&rows[i], &told.lines[i]);
        seen[rows[i].kind] = true;
    }
    assert_int_equal(window.count, told.line_count);
    assert_true(window.finished);
    for (int kind = 0; kind < TIME_KIND_COUNT; kind++)
        if (!seen[kind] && kind != TIME_PROMISE)
            fail_msg("no line of kind %d", kind);
    free(rows);
}

static void windows_of_any_size_join(void **state)
{
    static const int sizes[] = {1, 2, 3, 17, 100};
    struct time_line_row rows[100];
    (void)state;
    for (int size = 0; size < 5; size++) {
        for (int newer = 0; newer < 2; newer++) {
            struct time_line_window window = {.rows = rows, .most = sizes[size], .newer = newer != 0};
            struct time_line_key anchor;
            int at = 0;
            do {
                read_window(&window);
                for (int i = 0; i < window.count; i++, at++) {
                    assert_true(at < told.line_count);
                    assert_line(&rows[i], &told.lines[newer ? told.line_count - 1 - at : at]);
                }
                if (window.count > 0)
                    anchor = time_line_key_of(&rows[window.count - 1]);
                window.anchor = &anchor;
            } while (!window.finished);
            assert_int_equal(at, told.line_count);
        }
    }
}

static void kinds_can_be_chosen(void **state)
{
    struct time_line_row *rows = calloc(TOLD_LINES_MOST, sizeof *rows);
    struct time_line_window window = {
        .rows = rows, .most = TOLD_LINES_MOST, .kinds = 1u << TIME_VISIT | 1u << TIME_READING};
    int at = 0;
    (void)state;
    assert_non_null(rows);
    read_window(&window);
    for (int i = 0; i < told.line_count; i++) {
        if (told.lines[i].kind != TIME_VISIT && told.lines[i].kind != TIME_READING)
            continue;
        assert_true(at < window.count);
        assert_line(&rows[at++], &told.lines[i]);
    }
    assert_int_equal(at, window.count);
    free(rows);
}

static void lines_say_whom_and_who(void **state)
{
    struct time_line_row rows[40];
    struct time_line_window window = {.rows = rows, .most = 40, .kinds = 1u << TIME_OBSERVED_END | 1u << TIME_PATROL};
    (void)state;
    read_window(&window);
    assert_int_equal(rows[0].kind, TIME_OBSERVED_END);
    assert_string_equal(rows[0].name, "刘洋");
    assert_string_equal(rows[0].who, "李卫国");
    assert_int_equal(rows[0].code, OBSERVATION_HOSPITAL);
    assert_string_equal(rows[0].text, "市一医院");
    assert_string_equal(rows[1].name, "");
    assert_string_equal(rows[1].who, "马强");
    assert_string_equal(time_line_table(rows[0].kind), "observation");
}

/* Whether a request is late says the clock; of half a delivery how much was asked for. */
static void supplies_say_how_they_stand(void **state)
{
    struct time_line_row rows[40];
    struct time_line_window window = {
        .rows = rows, .most = 40, .kinds = 1u << TIME_SUPPLY | 1u << TIME_SUPPLY_PART | 1u << TIME_ISSUED};
    int asked = 0, parts = 0, issued = 0;
    (void)state;
    read_window(&window);
    for (int i = 0; i < window.count; i++) {
        if (rows[i].kind == TIME_SUPPLY) {
            assert_true(rows[i].alarming);
            assert_int_equal(rows[i].code, SUPPLY_BUYING);
            assert_string_equal(rows[i].who, "李娜");
            assert_string_equal(rows[i].text, "大米 10斤");
            asked++;
        } else if (rows[i].kind == TIME_SUPPLY_PART) {
            assert_int_equal(rows[i].number, 4000);
            assert_int_equal(rows[i].other_number, 10000);
            parts++;
        } else {
            assert_int_equal(rows[i].number, 20000);
            assert_string_equal(rows[i].text, "口罩");
            issued++;
        }
    }
    assert_true(asked > 0 && parts > 0 && issued > 0);
    clock_fix(TOLD_FROM);
    read_window(&window);
    for (int i = 0; i < window.count; i++)
        assert_false(rows[i].alarming);
    clock_fix(REGISTER_NOW);
}

/* No source looks at more than its household: nothing is scanned. */
static void every_source_seeks(void **state)
{
    (void)state;
    for (int i = 0; i < time_line_source_count; i++) {
        for (int newer = 0; newer < 2; newer++) {
            struct buffer question = {0};
            struct err err = {0};
            buffer_format(&question, "EXPLAIN QUERY PLAN %s",
                          newer ? time_line_sources[i].newer : time_line_sources[i].older);
            struct statement *statement = statement_take_text(told.store, buffer_text(&question), &err);
            assert_non_null(statement);
            while (statement_row(statement))
                if (!strncmp(column_text(statement, 3), "SCAN", 4))
                    fail_msg("source %d of kind %d: %s", i, time_line_sources[i].kind, column_text(statement, 3));
            assert_true(statement_done(statement, &err));
            buffer_release(&question);
        }
    }
}

/* What grows without bound gives its rows in the order of its index: no more are read than are asked for. */
static void long_sources_are_not_sorted(void **state)
{
    static const unsigned long_ones = 1u << TIME_CROSSING | 1u << TIME_READING | 1u << TIME_FOLLOW_UP |
                                      1u << TIME_VISIT | 1u << TIME_SURVEY | 1u << TIME_SUPPLY | 1u << TIME_ISSUED |
                                      1u << TIME_PARCEL | 1u << TIME_PARCEL_OUT | 1u << TIME_EXPECTED;
    (void)state;
    for (int i = 0; i < time_line_source_count; i++) {
        struct buffer question = {0};
        struct err err = {0};
        if (!(long_ones & 1u << time_line_sources[i].kind))
            continue;
        buffer_format(&question, "EXPLAIN QUERY PLAN %s", time_line_sources[i].older);
        struct statement *statement = statement_take_text(told.store, buffer_text(&question), &err);
        assert_non_null(statement);
        while (statement_row(statement))
            if (strstr(column_text(statement, 3), "TEMP B-TREE"))
                fail_msg("source %d of kind %d sorts", i, time_line_sources[i].kind);
        assert_true(statement_done(statement, &err));
        buffer_release(&question);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_stands_there_once), cmocka_unit_test(windows_of_any_size_join),
        cmocka_unit_test(kinds_can_be_chosen),          cmocka_unit_test(lines_say_whom_and_who),
        cmocka_unit_test(supplies_say_how_they_stand),  cmocka_unit_test(every_source_seeks),
        cmocka_unit_test(long_sources_are_not_sorted),
    };
    return cmocka_run_group_tests(tests, told_household_open, told_household_close);
}
