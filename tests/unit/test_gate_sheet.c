/* The gate log on paper: every crossing of a shift by checkpoint, its totals, what was out of the ordinary; never for
 * a wall; ten thousand rows in a moment. */
#include "gatepost/clock.h"
#include "gatepost/post.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20220411, HOUR = 3600 };
static int64_t east, south, home, holder;

static int setup(void **state)
{
    document_case_open(state);
    east = register_checkpoint(store, "东门");
    south = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    holder = register_person(store, "张伟明", "13812343821", home);
    return 0;
}

/* hour 24 and beyond: of the next day. */
static int64_t today(int hour, int minute)
{
    return clock_day_start(TODAY) + (int64_t)hour * HOUR + (int64_t)minute * 60;
}

static struct crossing crossing(int64_t checkpoint_id, int64_t at)
{
    return (struct crossing){.at = at,
                             .entered_at = at,
                             .checkpoint_id = checkpoint_id,
                             .person_id = holder,
                             .place_id = home,
                             .temp_tenths = 365,
                             .officer_id = 1};
}

static void cross(int64_t checkpoint_id, int64_t at)
{
    struct crossing one = crossing(checkpoint_id, at);
    register_crossing(store, &one);
}

static void void_crossing(int64_t id)
{
    struct err err = {0};
    register_begin(store);
    assert_true(row_void(store, "crossing", id, -1, "误登", &err));
    register_commit(store);
}

/* Of a night shift, 22 to 06; what is just outside of it, too. */
static struct document_request a_night(void)
{
    struct crossing fever = crossing(south, today(29, 59));
    struct crossing away = crossing(east, today(22, 0));
    struct crossing void_one = crossing(south, today(23, 30));
    fever.temp_tenths = 380;
    fever.retest_tenths = 378;
    fever.abnormal = ABNORMAL_CONFIRMED;
    fever.decision = DECISION_HELD;
    text_copy(fever.reason, sizeof fever.reason, "复测仍高");
    away.decision = DECISION_TURNED_AWAY;
    away.direction = DIRECTION_OUT;
    text_copy(away.reason, sizeof away.reason, "未持证");
    cross(south, today(21, 59));
    register_crossing(store, &away);
    void_crossing(register_crossing(store, &void_one));
    cross(south, today(24, 10));
    register_crossing(store, &fever);
    cross(south, today(30, 0));
    return (struct document_request){.day = TODAY, .from_at = today(22, 0), .until_at = today(30, 0), .blank_rows = -1};
}

static void a_shift_across_midnight_is_whole(void **state)
{
    struct document_request night = a_night();
    (void)state;
    document_text_make(store, "gate", LEVEL_INTERNAL, &night, &text);
    assert_string_equal(buffer_text(&text),
                        "# Gate log\n"
                        "## 2022-04-11 22:00 ~ 06:00   all together: in 1, out 0, turned away 1, held 1, fever 1\n"
                        "[] No.|Time|Way|Name/car|Class|Room|Phone|Temp|Purpose|From|Pass|By|Remark\n"
                        "= 东门\n"
                        "1|22:00|Out|张伟明|Resident|12-2-1203|13812343821|36.5||||李卫国|away 未持证\n"
                        "= 南门\n"
                        "2|23:30|In|张伟明|Resident|12-2-1203|13812343821|36.5||||李卫国|void 误登\n"
                        "3|00:10|In|张伟明|Resident|12-2-1203|13812343821|36.5||||李卫国\n"
                        "4|05:59|In|张伟明|Resident|12-2-1203|13812343821|38.0/37.8!||||李卫国|held 复测仍高\n"
                        "[Totals] Checkpoint|In|Out|Turned away|Held|Fever|Vehicles\n"
                        "东门|0|0|1|0|0|0\n"
                        "南门|1|0|0|1|1|0\n"
                        "Together|1|0|1|1|1|0\n"
                        "[Out of the ordinary] Checkpoint|No.|Time|Way|Name/car|Room|Temp|Remark\n"
                        "东门|1|22:00|Out|张伟明|12-2-1203|36.5|away 未持证\n"
                        "南门|4|05:59|In|张伟明|12-2-1203|38.0/37.8!|held 复测仍高\n"
                        "^ !: fever confirmed by the second reading. What is void is not counted.\n");
}

static void a_day_counts_as_its_tallies(void **state)
{
    struct document_request day = {.day = TODAY, .blank_rows = -1};
    struct gate_totals totals;
    struct err err = {0};
    char wanted[128];
    (void)state;
    a_night();
    document_text_make(store, "gate", LEVEL_INTERNAL, &day, &text);
    assert_true(crossing_totals(store, TODAY, TODAY, 0, &totals, &err));
    snprintf(wanted, sizeof wanted,
             "## 2022-04-11   all together: in %lld, out %lld, turned away %lld, held 0, fever 0\n",
             (long long)totals.in, (long long)totals.out, (long long)totals.turned_away);
    assert_non_null(strstr(buffer_text(&text), wanted));
    assert_non_null(strstr(wanted, "in 1, out 0, turned away 1"));
    assert_null(strstr(buffer_text(&text), "00:10"));
    assert_non_null(strstr(buffer_text(&text), "21:59"));
}

static int64_t post_at(int64_t checkpoint_id, const char *name)
{
    struct post post = {.checkpoint_id = checkpoint_id, .least = 1, .wanted = 1, .pattern = "06-14 14-22 22-06"};
    struct err err = {0};
    text_copy(post.name, sizeof post.name, name);
    if (!register_save(store, &post_rules, &post, &err))
        fail_msg("%s", err.text);
    return post.head.id;
}

static void a_post_at_a_gate_means_that_gate(void **state)
{
    struct document_request night = a_night();
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    (void)state;
    night.post_id = post_at(east, "东门岗");
    document_text_make(store, "gate", LEVEL_INTERNAL, &night, &text);
    assert_non_null(strstr(buffer_text(&text), "all together: in 0, out 0, turned away 1, held 0, fever 0\n"));
    assert_null(strstr(buffer_text(&text), "南门"));
    night.post_id = post_at(0, "消杀");
    night.kind = document_kind_find("gate");
    night.level = LEVEL_INTERNAL;
    assert_false(document_make(store, &night, &document, &kept, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "post");
    document_release(&document);
}

static void it_never_hangs_on_a_wall(void **state)
{
    struct document_request day = {.kind = document_kind_find("gate"), .day = TODAY, .level = LEVEL_POSTED};
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    (void)state;
    assert_false(document_make(store, &day, &document, &kept, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(document.row_count, 0);
}

static void a_day_without_crossings_has_no_rows(void **state)
{
    struct document_request day = {.day = TODAY, .blank_rows = -1};
    (void)state;
    document_text_make(store, "gate", LEVEL_INTERNAL, &day, &text);
    assert_non_null(strstr(buffer_text(&text), "|Remark\n^ "));
}

enum { MANY = 10000, MANY_MOST_MS = 3000 };

static void ten_thousand_rows_are_made_in_a_moment(void **state)
{
    struct document_request day = {.kind = document_kind_find("gate"), .day = TODAY, .level = LEVEL_INTERNAL};
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    (void)state;
    register_begin(store);
    for (int i = 0; i < MANY; i++)
        cross(i % 3 == 0 ? east : south, today(6, 0) + i * 4);
    register_commit(store);
    int64_t begun = clock_real_ms();
    assert_true(document_make(store, &day, &document, &kept, &err));
    int64_t took = clock_real_ms() - begun;
    print_message("# %d rows made in %lld ms\n", MANY, (long long)took);
    assert_int_equal(document.sections[0].row_count, MANY + 2);
    assert_true(took < MANY_MOST_MS);
    document_release(&document);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, document_case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_shift_across_midnight_is_whole),    TEST(a_day_counts_as_its_tallies),
        TEST(a_post_at_a_gate_means_that_gate),    TEST(it_never_hangs_on_a_wall),
        TEST(a_day_without_crossings_has_no_rows), TEST(ten_thousand_rows_are_made_in_a_moment),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
