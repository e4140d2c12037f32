/* Who is out and inside, the curfew, entries closed by the system and opened again (domain.md §2). */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/gate.h"
#include "gatepost/people_rules.h"
#include "gatepost/presence.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "tests/lib/register.h"
#include "tests/unit/presence_gate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- the lists ---- */

static int window_of(enum presence_side side, const char *word, const struct presence_place *anchor, bool later,
                     struct presence_row *rows, int most)
{
    struct presence_window window = {
        .side = side, .word = word, .anchor = anchor, .later = later, .rows = rows, .most = most};
    check(presence_window(store, &window, &err));
    assert_true(window.finished || window.count == most);
    return window.count;
}

static void the_longest_stand_first(void **state)
{
    (void)state;
    struct presence_row rows[10];
    int64_t people[5];
    for (int i = 0; i < 5; i++) {
        char name[8];
        snprintf(name, sizeof name, "张%s", (const char *[]){"一", "二", "三", "四", "五"}[i]);
        people[i] = register_person(store, name, "", home);
        logged(people[i], CLASS_RESIDENT, DIRECTION_OUT, REGISTER_NOW - 3600 + (i == 4 ? 3 : i) * 60);
    }
    somebody(CLASS_VISITOR, DIRECTION_IN, REGISTER_NOW - 60, "来客");
    somebody(CLASS_VISITOR, DIRECTION_OUT, REGISTER_NOW - 50, "去客");
    assert_int_equal(window_of(PRESENCE_OUT, "", NULL, true, rows, 10), 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(rows[i].person_id, people[i]);
    assert_string_equal(rows[0].place_label, "12-2-1203");
    assert_string_equal(rows[0].checkpoint_name, "南门");
    assert_int_equal(window_of(PRESENCE_OUT, NULL, NULL, false, rows, 2), 2);
    assert_int_equal(rows[0].person_id, people[4]);
    assert_int_equal(rows[1].person_id, people[3]);
    struct presence_place middle = {rows[1].at, rows[1].person_id};
    assert_int_equal(window_of(PRESENCE_OUT, "", &middle, true, rows, 10), 1);
    assert_int_equal(rows[0].person_id, people[4]);
    assert_int_equal(window_of(PRESENCE_OUT, "", &middle, false, rows, 10), 3);
    assert_int_equal(rows[0].person_id, people[2]);
    assert_int_equal(window_of(PRESENCE_INSIDE, "", NULL, true, rows, 10), 1);
    assert_string_equal(rows[0].name, "来客");
}

static void a_word_finds_the_person_and_the_room(void **state)
{
    (void)state;
    struct presence_row rows[10];
    logged(resident, CLASS_RESIDENT, DIRECTION_OUT, REGISTER_NOW - 60);
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, REGISTER_NOW - 60);
    somebody(CLASS_COURIER, DIRECTION_IN, REGISTER_NOW - 30, "吴刚");
    assert_int_equal(window_of(PRESENCE_OUT, "ly", NULL, true, rows, 10), 1);
    assert_int_equal(window_of(PRESENCE_OUT, "12-2-1203", NULL, true, rows, 10), 1);
    assert_int_equal(window_of(PRESENCE_OUT, "zj", NULL, true, rows, 10), 0);
    assert_int_equal(window_of(PRESENCE_INSIDE, "zj", NULL, true, rows, 10), 1);
    assert_int_equal(window_of(PRESENCE_INSIDE, "12-2-1203", NULL, true, rows, 10), 2); /* whom they visit */
}

static void voided_persons_are_nowhere(void **state)
{
    (void)state;
    struct presence_row rows[4];
    struct person person;
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, REGISTER_NOW - 86400);
    check(person_get(store, visitor, &person, &err) && people_void_person(store, visitor, person.rev, "重复", &err));
    assert_int_equal(window_of(PRESENCE_INSIDE, "", NULL, true, rows, 4), 0);
    assert_int_equal(close_by_hand(), 0);
    int64_t out = 0, inside = 0;
    check(presence_counts(store, &out, &inside, &err));
    assert_int_equal(inside, 0);
    register_whole(store);
    check(store_undo(store, NULL, &err));
    check(presence_counts(store, &out, &inside, &err));
    assert_int_equal(inside, 1);
    assert_int_equal(window_of(PRESENCE_INSIDE, "", NULL, true, rows, 4), 1);
    register_whole(store);
}

static void windows_walk_their_index(void **state)
{
    (void)state;
    static const char *const sides[] = {"class IN ('resident', 'tenant')", "class IN ('visitor', 'courier')"};
    static const char *const indexes[PRESENCE_SIDES][2] = {{"presence_out (", "presence_out ("},
                                                           {"presence_stays (", "presence_staff ("}};
    struct presence_row rows[2];
    char plan[1000], fragment[120];
    int count;
    for (int side = 0; side < PRESENCE_SIDES; side++) {
        for (int later = 0; later < 2; later++) {
            window_of((enum presence_side)side, "", NULL, later != 0, rows, 2);
            snprintf(fragment, sizeof fragment, "%s AND (x.at, x.person_id) %s", sides[side], later ? ">" : "<");
            register_plan(store, fragment, plan, sizeof plan);
            if (strstr(plan, indexes[side][0]) == NULL || strstr(plan, indexes[side][1]) == NULL ||
                strstr(plan, "TEMP B-TREE") != NULL || strstr(plan, "SCAN") != NULL)
                fail_msg("%s", plan);
        }
    }
    check(presence_since(store, PRESENCE_OUT, REGISTER_NOW, 10, &count, &err));
    register_plan(store, "x.at < :before", plan, sizeof plan);
    assert_non_null(strstr(plan, "presence_out (at<?)"));
    struct stay stay;
    for (int untouched = 0; untouched < 2; untouched++) {
        check(stay_list(store, REGISTER_NOW, untouched != 0, &stay, 1, &count, &err));
        register_plan(store, untouched ? "k.at >= :curfew" : ":curfew AND p.voided IS NULL", plan, sizeof plan);
        if (strstr(plan, "presence_stays (at<?)") == NULL || strstr(plan, "TEMP B-TREE") != NULL ||
            strstr(plan, "SCAN") != NULL)
            fail_msg("%s", plan);
    }
}

/* ---- the curfew ---- */

static void a_curfew_is_of_its_day(void **state)
{
    (void)state;
    int64_t curfew = 0;
    assert_true(curfew_before(store, at(11, 21, 59), &curfew));
    assert_int_equal(curfew, at(10, 22, 0));
    assert_true(curfew_before(store, at(11, 22, 0), &curfew));
    assert_int_equal(curfew, at(11, 22, 0));
    assert_true(curfew_before(store, at(1, 0, 30), &curfew));
    assert_int_equal(curfew, at(0, 22, 0)); /* 31 March */
    set("curfew.time", "00:30");
    assert_true(curfew_before(store, at(12, 0, 29), &curfew));
    assert_int_equal(curfew, at(11, 0, 30));
    set("curfew.time", "");
    assert_false(curfew_before(store, at(12, 12, 0), &curfew));
}

static void a_time_of_day_is_a_setting(void **state)
{
    (void)state;
    char value[32];
    int seconds;
    set("curfew.time", "２１：３０");
    setting_text(store, "curfew.time", value, sizeof value);
    assert_string_equal(value, "21:30");
    assert_true(setting_time(store, "curfew.time", &seconds));
    assert_int_equal(seconds, 21 * 3600 + 30 * 60);
    set("curfew.time", "9点半");
    setting_text(store, "curfew.time", value, sizeof value);
    assert_string_equal(value, "09:30");
    assert_false(setting_set(store, "curfew.time", "25:00", &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "value");
    set("curfew.time", "无");
    assert_false(setting_time(store, "curfew.time", &seconds));
    set("curfew.time", NULL);
    setting_text(store, "curfew.time", value, sizeof value);
    assert_string_equal(value, "22:00");
}

static void visitors_and_couriers_who_stayed_are_closed(void **state)
{
    (void)state;
    int64_t closed[2] = {somebody(CLASS_VISITOR, DIRECTION_IN, at(11, 8, 0), "来客"),
                         somebody(CLASS_COURIER, DIRECTION_IN, at(11, 21, 59), "快递")};
    int64_t open[5] = {somebody(CLASS_SERVICE, DIRECTION_IN, at(11, 8, 0), "夜班"),
                       somebody(CLASS_OFFICIAL, DIRECTION_IN, at(11, 8, 0), "公务"),
                       somebody(CLASS_EMERGENCY, DIRECTION_IN, at(11, 8, 0), "急救"),
                       somebody(CLASS_VISITOR, DIRECTION_IN, at(11, 22, 0), "晚客"), resident};
    logged(resident, CLASS_RESIDENT, DIRECTION_IN, at(11, 8, 0));
    int64_t gone = somebody(CLASS_VISITOR, DIRECTION_OUT, at(11, 9, 0), "去客");
    clock_fix(at(11, 22, 30));
    int count = 0;
    check(curfew_count(store, clock_now(), &count, &err));
    assert_int_equal(count, 2);
    assert_int_equal(close_by_hand(), 2);
    for (int i = 0; i < 2; i++)
        assert_false(is_present(closed[i], DIRECTION_IN) || is_present(closed[i], DIRECTION_OUT));
    for (int i = 0; i < 5; i++)
        assert_true(is_present(open[i], DIRECTION_IN));
    assert_true(is_present(gone, DIRECTION_OUT));
    assert_int_equal(close_by_hand(), 0);
    assert_int_equal(counted("SELECT COUNT(*) FROM crossing"), 8); /* no exit was written */
    register_whole(store);
}

static void before_the_curfew_nobody_is_closed(void **state)
{
    (void)state;
    somebody(CLASS_VISITOR, DIRECTION_IN, at(11, 8, 0), "来客");
    int64_t yesterdays = somebody(CLASS_VISITOR, DIRECTION_IN, at(10, 8, 0), "昨客");
    clock_fix(at(11, 21, 59));
    assert_int_equal(close_by_hand(), 1); /* of yesterday's curfew */
    assert_false(is_present(yesterdays, DIRECTION_IN));
    set("curfew.time", "");
    int count;
    int64_t batch;
    assert_false(presence_close(store, &count, &batch, &err));
    assert_int_equal(err.code, ERR_INPUT);
}

static void the_closed_is_seen_in_the_log_and_may_come_and_go(void **state)
{
    (void)state;
    struct crossing entry = logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 14, 0)), read;
    clock_fix(at(11, 22, 30));
    assert_int_equal(close_by_hand(), 1);
    check(crossing_get(store, entry.id, &read, &err));
    assert_int_equal(read.closed_at, at(11, 22, 30));
    /* appears again: in is offered */
    assert_int_equal(gate_direction(store, visitor, PERSON_VISITOR), DIRECTION_IN);
    struct crossing next = {.checkpoint_id = checkpoint,
                            .person_id = visitor,
                            .class = CLASS_VISITOR,
                            .direction = DIRECTION_IN,
                            .at = clock_now(),
                            .place_id = home,
                            .affected_area = -1,
                            .temp_tenths = 365};
    struct gate_advice advice[4];
    assert_int_equal(gate_assess(store, &next, advice, 4), 1);
    assert_string_equal(advice[0].say,
                        "Entry closed by the system 04-11 22:30; if the person leaves only now, choose Out.");
    /* really leaves: out is logged, with the household that was visited */
    next.direction = DIRECTION_OUT;
    next.place_id = 0;
    check(gate_save(store, &next, NULL, &err));
    assert_int_equal(next.place_id, home);
    assert_true(is_present(visitor, DIRECTION_OUT));
    assert_int_equal(gate_assess(store, &(struct crossing){.person_id = visitor, .at = clock_now()}, advice, 4), 0);
    check(crossing_get(store, entry.id, &read, &err));
    assert_int_equal(read.closed_at, at(11, 22, 30));
    assert_int_equal(gate_direction(store, visitor, PERSON_VISITOR), DIRECTION_IN);
    register_whole(store);
}

static void three_hundred_are_undone_in_one_step(void **state)
{
    (void)state;
    struct buffer what = {0};
    register_begin(store);
    for (int i = 0; i < 300; i++) {
        struct person person = {.kind = PERSON_VISITOR, .name = "访客"};
        check(person_save(store, &person, &err));
        logged(person.id, CLASS_VISITOR, DIRECTION_IN, at(11, 8, 0) + i);
    }
    register_commit(store);
    int64_t out, inside;
    clock_fix(at(11, 22, 30));
    assert_int_equal(close_by_hand(), 300);
    check(presence_counts(store, &out, &inside, &err));
    assert_int_equal(inside, 0);
    check(store_undo(store, &what, &err));
    assert_non_null(strstr(buffer_text(&what), "and 297 more"));
    check(presence_counts(store, &out, &inside, &err));
    assert_int_equal(inside, 300);
    register_whole(store);
    check(store_redo(store, NULL, &err));
    check(presence_counts(store, &out, &inside, &err));
    assert_int_equal(inside, 0);
    register_whole(store);
    buffer_release(&what);
}

static void a_batch_is_opened_again_by_an_officer(void **state)
{
    (void)state;
    int count;
    int64_t batch = 0, last = 0, when = 0;
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 8, 0));
    clock_fix(at(11, 22, 30));
    check(presence_close(store, &count, &batch, &err));
    struct officer clerk = {.name = "李敏", .role = ROLE_CLERK}, gate = {.name = "王强", .role = ROLE_GATE};
    check(people_add_officer(store, &clerk, &err) && people_add_officer(store, &gate, &err));
    check(people_sign_on(store, "李敏", "t", false, &err));
    assert_false(presence_reopen(store, batch, "有人", &count, &err));
    assert_int_equal(err.code, ERR_ROLE);
    check(people_sign_on(store, "王强", "t", false, &err));
    assert_false(presence_close(store, &count, &when, &err));
    assert_int_equal(err.code, ERR_ROLE);
    check(people_sign_on(store, "李卫国", "t", true, &err));
    assert_false(presence_reopen(store, batch, " ", &count, &err));
    assert_false(presence_reopen(store, batch + 1000, "有人", &count, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    check(closing_last_batch(store, &last, &when, &err));
    assert_int_equal(last, batch);
    assert_int_equal(when, at(11, 22, 30));
    check(presence_reopen(store, batch, "有人", &count, &err));
    assert_int_equal(count, 1);
    assert_true(is_present(visitor, DIRECTION_IN));
    assert_false(closing_last_batch(store, &last, &when, &err));
    assert_false(presence_reopen(store, batch, "有人", &count, &err));
    register_whole(store);
    check(store_undo(store, NULL, &err));
    assert_false(is_present(visitor, DIRECTION_IN));
    register_whole(store);
}

/* ---- what happens to a closed entry ---- */

static struct crossing closed_entry(void)
{
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(9, 8, 0));
    logged(visitor, CLASS_VISITOR, DIRECTION_OUT, at(9, 9, 0));
    struct crossing entry = logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 8, 0));
    clock_fix(at(11, 22, 30));
    assert_int_equal(close_by_hand(), 1);
    check(crossing_get(store, entry.id, &entry, &err));
    return entry;
}

static void an_edited_entry_stays_closed(void **state)
{
    (void)state;
    struct crossing entry = closed_entry();
    entry.temp_tenths = 367;
    check(gate_save(store, &entry, NULL, &err));
    assert_false(is_present(visitor, DIRECTION_IN) || is_present(visitor, DIRECTION_OUT));
    register_whole(store);
    entry.direction = DIRECTION_OUT; /* it was no entry */
    check(gate_save(store, &entry, NULL, &err));
    assert_true(is_present(visitor, DIRECTION_OUT));
    assert_int_equal(entry.closed_at, 0);
    register_whole(store);
    entry.direction = DIRECTION_IN;
    check(gate_save(store, &entry, NULL, &err));
    assert_false(is_present(visitor, DIRECTION_IN));
    register_whole(store);
}

static void a_voided_entry_gives_the_one_before(void **state)
{
    (void)state;
    struct crossing entry = closed_entry();
    check(gate_void(store, entry.id, entry.rev, "看错人", &err));
    assert_true(is_present(visitor, DIRECTION_OUT));
    register_whole(store);
    check(store_undo(store, NULL, &err));
    assert_false(is_present(visitor, DIRECTION_OUT));
    register_whole(store);
}

static void an_older_crossing_written_late_opens_nothing(void **state)
{
    (void)state;
    closed_entry();
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 7, 0));
    assert_false(is_present(visitor, DIRECTION_IN));
    register_whole(store);
    logged(visitor, CLASS_VISITOR, DIRECTION_IN, at(11, 8, 0)); /* the same second, later in the log */
    assert_true(is_present(visitor, DIRECTION_IN));
    register_whole(store);
}

static void an_entry_of_somebody_else_is_theirs_closed(void **state)
{
    (void)state;
    struct crossing entry = closed_entry();
    int64_t twin = register_person(store, "周节", "13800000008", 0);
    entry.person_id = twin;
    check(gate_save(store, &entry, NULL, &err));
    assert_true(is_present(visitor, DIRECTION_OUT));
    assert_false(is_present(twin, DIRECTION_IN));
    register_whole(store);
    check(people_merge(store, twin, visitor, &err));
    assert_false(is_present(visitor, DIRECTION_OUT) || is_present(visitor, DIRECTION_IN));
    register_whole(store);
}

#define PRESENCE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PRESENCE(the_longest_stand_first),
        PRESENCE(a_word_finds_the_person_and_the_room),
        PRESENCE(voided_persons_are_nowhere),
        PRESENCE(windows_walk_their_index),
        PRESENCE(a_curfew_is_of_its_day),
        PRESENCE(a_time_of_day_is_a_setting),
        PRESENCE(visitors_and_couriers_who_stayed_are_closed),
        PRESENCE(before_the_curfew_nobody_is_closed),
        PRESENCE(the_closed_is_seen_in_the_log_and_may_come_and_go),
        PRESENCE(three_hundred_are_undone_in_one_step),
        PRESENCE(a_batch_is_opened_again_by_an_officer),
        PRESENCE(an_edited_entry_stays_closed),
        PRESENCE(a_voided_entry_gives_the_one_before),
        PRESENCE(an_older_crossing_written_late_opens_nothing),
        PRESENCE(an_entry_of_somebody_else_is_theirs_closed),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
