/* The round as a grid: who is next, how far it has come; readings from a chat and a sheet; a whole evening at the desk,
 * its keys counted. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/desk.h"
#include "gatepost/importer.h"
#include "gatepost/people_rules.h"
#include "gatepost/reading_rules.h"
#include "gatepost/round.h"
#include "gatepost/row.h"
#include "gatepost/terminal.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/fixture.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, EVENING_NOW = REGISTER_NOW + 2 * HOUR, STEP_MS = 20 }; /* 16:32 */
static const struct half_day evening = {20220411, HALF_EVENING}, morning = {20220411, HALF_MORNING};
static int64_t liu, liu_father, zhang, chen; /* observations, in the order of their doors below */
static struct importer *importer;

static int64_t observe_as(struct store *store, const char *name, const char *room, int first_day)
{
    struct err err = {0};
    struct observation observation;
    struct room parsed;
    int64_t home = 0;
    assert_true(room_parse(room, &parsed, &err));
    if (!place_find_room(store, "望江苑", &parsed, &home, NULL))
        home = register_household(store, "望江苑", room);
    register_new(&observation_rules, &observation);
    observation.person_id = register_person(store, name, "", home);
    observation.state = OBSERVATION_OBSERVING;
    observation.basis_day = first_day;
    observation.began_at = clock_day_start(first_day) + 8 * HOUR;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s: %s", name, err.text);
    return observation.head.id;
}

static int setup(void **state)
{
    struct err err = {0};
    words_start(NULL, "en");
    *state = register_open();
    assert_true(store_sign_on(*state, 1, "test", true, &err));
    clock_fix(EVENING_NOW);
    zhang = observe_as(*state, "张伟明", "8-1-302", 20220409);
    liu = observe_as(*state, "刘洋", "12-2-1203", 20220405);
    liu_father = observe_as(*state, "刘建国", "12-2-1203", 20220405);
    chen = observe_as(*state, "陈静", "4-2-1502", 20220410);
    return 0;
}

static int teardown(void **state)
{
    importer_free(importer);
    importer = NULL;
    register_close(*state);
    clock_fix(REGISTER_NOW);
    return 0;
}

static void take(struct store *store, int64_t observation_id, struct half_day half_day, int tenths)
{
    struct err err = {0};
    struct reading_entry entry = {.observation_id = observation_id,
                                  .half_day = half_day,
                                  .outcome = tenths != 0 ? READING_VALUE : READING_NO_ANSWER,
                                  .tenths = tenths};
    if (!reading_take(store, &entry, READING_ASK, NULL, &err))
        fail_msg("%s", err.text);
}

/* ---- the grid ---- */

static int64_t next_behind(struct store *store, int64_t observation_id, bool *wrapped)
{
    struct err err = {0};
    struct observation behind, found;
    struct record_key key;
    struct round_search search = {.half_day = evening};
    if (observation_id != 0) {
        assert_true(record_get(store, &observation_table, observation_id, &behind, &err));
        record_key_of(&observation_table, &behind, &key);
        search.behind = &key;
    }
    assert_true(round_next(store, &search, &found, wrapped, &err));
    return found.head.id;
}

static void the_next_is_the_next_door_that_is_due(void **state)
{
    struct store *store = *state;
    bool wrapped;
    assert_int_equal(next_behind(store, 0, &wrapped), chen); /* 4 before 8 before 12 */
    assert_int_equal(next_behind(store, chen, &wrapped), zhang);
    assert_false(wrapped);
    take(store, zhang, evening, 365);
    take(store, liu, evening, 0); /* tried: no answer is asked for again by hand only */
    assert_int_equal(next_behind(store, chen, &wrapped), liu_father);
    assert_int_equal(next_behind(store, liu_father, &wrapped), chen);
    assert_true(wrapped);
    take(store, chen, evening, 365);
    take(store, liu_father, evening, 376);
    assert_int_equal(next_behind(store, chen, &wrapped), 0);
}

static void counts_say_how_far_it_has_come(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct round_counts counts;
    take(store, zhang, evening, 365);
    take(store, liu, evening, 0);
    take(store, chen, evening, 377);
    assert_true(round_counts(store, evening, &counts, &err));
    assert_int_equal(counts.open, 1);
    assert_int_equal(counts.outcomes[READING_VALUE], 2);
    assert_int_equal(counts.outcomes[READING_NO_ANSWER], 1);
    assert_int_equal(counts.abnormal, 1);
    assert_true(round_counts(store, (struct half_day){20220409, HALF_MORNING}, &counts, &err));
    assert_int_equal(counts.open, 3); /* 陈静 was not observed yet */
}

static void a_row_has_its_last_half_days(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct observation observation;
    struct round_row row;
    take(store, zhang, morning, 364);
    assert_true(record_get(store, &observation_table, zhang, &observation, &err));
    assert_true(round_fill(store, &observation, evening, EVENING_NOW, &row, &err));
    assert_string_equal(row.room, "8-1-302");
    assert_int_equal(row.cells[ROUND_CELLS - 1].sign, SIGN_DUE);
    assert_int_equal(row.cells[ROUND_CELLS - 2].sign, SIGN_NORMAL);
    assert_int_not_equal(row.cells[ROUND_CELLS - 2].reading_id, 0);
    assert_string_equal(row.cells[ROUND_CELLS - 2].text, "36.4~");
    assert_int_equal(row.cells[ROUND_CELLS - 3].sign, SIGN_NOT_DONE);
    assert_int_equal(row.cells[ROUND_CELLS - 7].sign, SIGN_OUTSIDE);
    assert_true(round_fill(store, &observation, half_day_add(evening, 1), EVENING_NOW, &row, &err));
    assert_int_equal(row.cells[ROUND_CELLS - 1].sign, SIGN_NOT_YET);
    assert_int_equal(row.cells[ROUND_CELLS - 2].sign, SIGN_DUE);
}

/* However many readings there are, each question goes by an index. */
static void every_question_goes_by_an_index(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct round_counts counts;
    struct reading readings[2];
    char plan[2000];
    bool wrapped;
    int count = 0;
    next_behind(store, chen, &wrapped);
    register_plan(store, "NOT EXISTS (SELECT 1 FROM reading", plan, sizeof plan);
    assert_non_null(strstr(plan, "observation_running (door"));
    assert_non_null(strstr(plan, "reading_cell"));
    assert_null(strstr(plan, "SCAN"));
    assert_true(round_counts(store, evening, &counts, &err));
    register_plan(store, "GROUP BY r.outcome", plan, sizeof plan);
    assert_null(strstr(plan, "SCAN r"));
    take(store, chen, evening, 365);
    assert_true(reading_of_day(store, 20220411, NULL, 0, readings, 2, &count, &err));
    assert_int_equal(count, 1);
    register_plan(store, "half BETWEEN", plan, sizeof plan);
    assert_non_null(strstr(plan, "reading_day"));
    assert_null(strstr(plan, "SCAN"));
}

static void who_is_meant_among_the_observed(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct observation found;
    register_person(store, "张伟", "", register_household(store, "望江苑", "1-1-101")); /* not observed */
    assert_true(round_person(store, "张伟", &found, &err));
    assert_int_equal(found.head.id, zhang);
    assert_true(round_person(store, "4-2-1502", &found, &err));
    assert_int_equal(found.head.id, chen);
    assert_false(round_person(store, "12-2-1203", &found, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_null(strstr(err.text, "刘洋")); /* masked */
    assert_false(round_person(store, "1-1-101", &found, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_true(round_find(store, "刘建国", "12-2-1203", "", &found, &err));
    assert_int_equal(found.head.id, liu_father);
    assert_true(round_find(store, "刘*", "12-2-1203", "", &found, &err)); /* as we gave it out */
    assert_int_equal(found.head.id, liu);
    assert_true(round_find(store, "", "8-1-302", "", &found, &err));
    assert_int_equal(found.head.id, zhang);
    assert_false(round_find(store, "", "12-2-1203", "", &found, &err));
    assert_false(round_find(store, "陈静", "8-1-302", "", &found, &err));
}

static void a_half_day_may_be_left_unsaid(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct half_day found;
    enum half half = HALF_EVENING;
    int64_t night = clock_day_start(20220412) + HOUR / 2;
    assert_true(half_day_meant(store, 0, NULL, EVENING_NOW, &found, &err));
    assert_int_equal(half_day_compare(found, evening), 0);
    assert_true(half_day_meant(store, 0, &half, REGISTER_NOW, &found, &err)); /* 14:32: yesterday's */
    assert_int_equal(found.day, 20220410);
    assert_true(half_day_meant(store, 0, &half, night, &found, &err));
    assert_int_equal(half_day_compare(found, evening), 0);
    assert_false(half_day_meant(store, 20220410, NULL, EVENING_NOW, &found, &err));
    assert_string_equal(err.field, "half");
}

/* ---- import ---- */

static void go_on(void)
{
    struct err err = {0};
    enum importer_phase phase;
    while ((phase = importer_phase(importer)) == IMPORTER_JUDGING || phase == IMPORTER_WRITING ||
           phase == IMPORTER_READING)
        if (!importer_step(importer, STEP_MS, &err))
            fail_msg("%s", err.text);
}

static void begin_import(struct store *store)
{
    const struct importer_defaults defaults = {0};
    importer_free(importer);
    importer = importer_new(store, import_register_find("readings"), &defaults);
}

static void judge_chat(struct store *store, const char *text)
{
    struct err err = {0};
    begin_import(store);
    assert_true(importer_open_chat(importer, text, &err));
    go_on();
    assert_int_equal(importer_phase(importer), IMPORTER_READY);
}

static void judge_list(struct store *store, const char *text)
{
    struct err err = {0};
    begin_import(store);
    assert_true(importer_open_text(importer, text, strlen(text), &err));
    go_on();
    if (!importer_judge(importer, &err))
        fail_msg("%s", err.text);
    go_on();
}

static void write_it(void)
{
    struct err err = {0};
    if (!importer_write(importer, &err))
        fail_msg("%s", err.text);
    go_on();
    assert_int_equal(importer_phase(importer), IMPORTER_DONE);
}

static void is_judged(int64_t line, enum import_verdict verdict, const char *why)
{
    struct importer_row row;
    for (int64_t i = 0; i < importer_rows(importer); i++) {
        importer_row(importer, i, &row);
        if (row.line != line)
            continue;
        if (row.verdict != verdict || strstr(row.why, why) == NULL)
            fail_msg("line %d: %d %s", (int)line, (int)row.verdict, row.why);
        return;
    }
    fail_msg("no line %d", (int)line);
}

static struct reading stored(struct store *store, int64_t observation_id, struct half_day half_day)
{
    struct err err = {0};
    struct reading reading;
    if (!reading_of_cell(store, observation_id, half_day.day, half_day.half, &reading, &err))
        fail_msg("%s", err.text);
    return reading;
}

static void a_chat_becomes_a_preview(void **state)
{
    struct store *store = *state;
    take(store, zhang, evening, 365);
    judge_chat(store, "晚测体温接龙\n1. 12-2-1203 刘洋 36.5\n2. 张伟明 36.6\n3. 陈静 早36.3 晚36.4\n4. 刘建国 没接\n"
                      "5. 陈静 36.4\n6. 王某某 36.5\n7. 刘洋 45.0\n收到\n");
    is_judged(2, IMPORT_NEW, "04-11 Evening 36.5");
    is_judged(3, IMPORT_DIFFERS, "36.6 instead of 36.5");
    is_judged(4, IMPORT_NEW, "04-11 Morning 36.3; 04-11 Evening 36.4");
    is_judged(5, IMPORT_NEW, "No answer");
    is_judged(6, IMPORT_REFUSED, "Line 4");
    is_judged(7, IMPORT_REFUSED, "Nobody");
    is_judged(8, IMPORT_REFUSED, "34.0");
    is_judged(9, IMPORT_PASSED, "");
    write_it();
    assert_int_equal(stored(store, liu, evening).tenths, 365);
    assert_int_equal(stored(store, liu, evening).via, READING_CHAT);
    assert_int_equal(stored(store, zhang, evening).tenths, 365); /* not taken unasked */
    assert_int_equal(stored(store, chen, morning).tenths, 363);
    assert_true(stored(store, chen, morning).late);
    assert_int_equal(stored(store, liu_father, evening).outcome, READING_NO_ANSWER);
    assert_true(store_undo(store, NULL, NULL)); /* one batch */
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM reading WHERE voided IS NULL"), 1);
}

static void a_proposal_that_is_taken_corrects(void **state)
{
    struct store *store = *state;
    take(store, zhang, evening, 365);
    take(store, chen, evening, 376);
    judge_chat(store, "张伟明 36.6\n陈静 36.8\n刘洋 37.9 咳嗽\n");
    is_judged(2, IMPORT_DIFFERS, "as the retest of 37.6");
    is_judged(3, IMPORT_NEW, "fever: opens an incident");
    importer_take_all(importer, true);
    write_it();
    assert_int_equal(stored(store, zhang, evening).tenths, 366);
    assert_int_equal(stored(store, chen, evening).retest_tenths, 368);
    assert_false(stored(store, chen, evening).abnormal);
    assert_string_equal(stored(store, liu, evening).symptoms, "咳嗽");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM incident WHERE voided IS NULL"), 1);
}

static void a_sheet_has_a_column_for_each_half(void **state)
{
    struct store *store = *state;
    judge_list(store, "姓名,房号,日期,早,晚\n刘洋,12-2-1203,2022-04-10,36.5,36.6\n张伟明,,4-10,未接,\n"
                      "陈静,4-2-1502,2022-04-12,36.1,\n,,,,\n刘建国,12-2-1203,2022-04-01,36.4,\n");
    is_judged(2, IMPORT_NEW, "04-10 Morning 36.5; 04-10 Evening 36.6");
    is_judged(3, IMPORT_NEW, "No answer");
    is_judged(4, IMPORT_REFUSED, "");
    is_judged(6, IMPORT_REFUSED, "began only on 04-05");
    write_it();
    assert_int_equal(stored(store, liu, (struct half_day){20220410, HALF_EVENING}).tenths, 366);
    assert_true(stored(store, liu, (struct half_day){20220410, HALF_EVENING}).late);
    judge_list(store, "姓名,时间,体温\n刘洋,2022-04-11 08:10,36.7\n张伟明,2022-04-10,36.5\n");
    is_judged(2, IMPORT_NEW, "04-11 Morning 36.7");
    is_judged(3, IMPORT_REFUSED, "Morning or evening?");
    write_it();
    assert_int_equal(stored(store, liu, morning).at, clock_day_start(20220411) + 8 * HOUR + 600);
    judge_list(store, "姓名,时间,体温\n刘洋,2022-04-11 08:10,36.7\n"); /* the same again */
    is_judged(2, IMPORT_SAME, "");
}

/* ---- a whole evening ---- */

enum { PEOPLE = 46 };
static struct store_file file;

static void make_community(void)
{
    struct err err = {0};
    char name[32], room[40];
    clock_fix(fixture_now() + 2 * HOUR);
    struct store *store = store_open(file.path, 0, &err);
    assert_non_null(store);
    assert_true(people_sign_on(store, "王秀英", "other", false, &err));
    static const char *const given[] = {"安", "宁", "平", "和", "乐"};
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(name, sizeof name, "%s%s", i % 2 ? "孙" : "周", given[i % 5]);
        snprintf(room, sizeof room, "%d-1-%d", 20 + i / 3, 201 + i);
        observe_as(store, name, room, 20220405);
    }
    store_close(store);
}

/* Three digits and Enter a person; every key is one line's doing. */
static int write_keys(struct buffer *script)
{
    int keys = 0;
    buffer_add(script, "size 80x24\nkey =\nsee 填 04-11 晚\nsee 待测 46  已测 0\n");
    for (int i = 0; i < PEOPLE; i++) {
        char value[8];
        snprintf(value, sizeof value, "%d", 362 + i % 8);
        buffer_format(script, "type %s\nkey Enter\n", value);
        keys += (int)strlen(value) + 1;
    }
    buffer_add(script, "see 待测 0  已测 46\nsee 本轮已完成\n");
    return keys;
}

static void an_evening_of_46_people_is_46_times_4_keys(void **state)
{
    struct err err = {0};
    struct buffer script = {0};
    const struct global_options global = {.db = file.path, .terminal = "值班室", .officer = "王秀英"};
    (void)state;
    words_switch("zh_CN");
    store_file_make(&file);
    remove(file.path);
    fixture_make(file.path, FIXTURE_FULL);
    make_community();
    setenv("XDG_CONFIG_HOME", file.folder, 1);
    assert_int_equal(write_keys(&script), PEOPLE * 4);
    struct store *store = store_open(file.path, 0, &err);
    assert_true(people_sign_on(store, "王秀英", "值班室", true, &err));
    struct terminal *terminal = terminal_open_script(buffer_text(&script), "the round", &err);
    int failures = 0;
    struct script_hooks hooks = {.failures = &failures};
    terminal_script_hook(terminal, &hooks);
    desk_run(store, &global, NULL, terminal);
    assert_int_equal(failures, 0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM reading WHERE day = 20220411 AND half = 'evening' AND "
                                           "outcome = 'value' AND late = 0 AND voided IS NULL"),
                     PEOPLE);
    assert_int_equal(register_count(store, "SELECT COUNT(DISTINCT observation_id) FROM reading"), PEOPLE);
    store_close(store);
    buffer_release(&script);
    store_file_remove(&file);
    words_switch("en");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_next_is_the_next_door_that_is_due, setup, teardown),
        cmocka_unit_test_setup_teardown(counts_say_how_far_it_has_come, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_has_its_last_half_days, setup, teardown),
        cmocka_unit_test_setup_teardown(every_question_goes_by_an_index, setup, teardown),
        cmocka_unit_test_setup_teardown(who_is_meant_among_the_observed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_half_day_may_be_left_unsaid, setup, teardown),
        cmocka_unit_test_setup_teardown(a_chat_becomes_a_preview, setup, teardown),
        cmocka_unit_test_setup_teardown(a_proposal_that_is_taken_corrects, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sheet_has_a_column_for_each_half, setup, teardown),
        cmocka_unit_test(an_evening_of_46_people_is_46_times_4_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
