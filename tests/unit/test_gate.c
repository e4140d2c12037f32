/* The rules of the gate (domain.md §2): what is refused, what is saved, who becomes whom. */
#include "gatepost/alarm.h"
#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/gate.h"
#include "gatepost/people_rules.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct gate_case {
    struct store *store;
    int64_t checkpoint, home, neighbour, person;
};

static int setup(void **state)
{
    static struct gate_case now;
    now.store = register_open();
    now.checkpoint = register_checkpoint(now.store, "南门");
    now.home = register_household(now.store, "望江苑", "12-2-1203");
    now.neighbour = register_household(now.store, "望江苑", "8-1-302");
    now.person = register_person(now.store, "刘洋", "13800000001", now.home);
    *state = &now;
    return 0;
}

static int teardown(void **state)
{
    register_close(((struct gate_case *)*state)->store);
    return 0;
}

static struct crossing out_of(const struct gate_case *now)
{
    return (struct crossing){.checkpoint_id = now->checkpoint,
                             .person_id = now->person,
                             .direction = DIRECTION_OUT,
                             .affected_area = -1,
                             .mask = true,
                             .temp_tenths = 365};
}

static void assert_refused(struct gate_case *now, struct crossing *crossing, enum err_code code, const char *field)
{
    struct err err = {0};
    assert_false(gate_save(now->store, crossing, NULL, &err));
    assert_int_equal(err.code, code);
    assert_string_equal(err.field != NULL ? err.field : "", field);
    assert_true(err.text[0] != '\0');
    assert_false(store_in_transaction(now->store));
}

static int64_t set_flag(struct gate_case *now, int64_t person_id, int64_t place_id, enum flag_denies denies)
{
    struct flag flag = {.person_id = person_id,
                        .place_id = place_id,
                        .kind = FLAG_OBSERVATION,
                        .denies = denies,
                        .say = "Please stay at home.",
                        .call = "Dr Chen",
                        .from_at = REGISTER_NOW - 60};
    struct err err = {0};
    assert_true(people_set_flag(now->store, &flag, &err));
    return flag.id;
}

static void saves_with_defaults(void **state)
{
    struct gate_case *now = *state;
    struct crossing crossing = out_of(now);
    struct err err = {0};
    assert_true(gate_save(now->store, &crossing, NULL, &err));
    assert_int_equal(crossing.at, REGISTER_NOW);
    assert_int_equal(crossing.entered_at, REGISTER_NOW);
    assert_int_equal(crossing.place_id, now->home);
    assert_int_equal(crossing.officer_id, store_officer(now->store));
    assert_string_equal(crossing.person_name, "刘洋");
    assert_string_equal(crossing.place_label, "12-2-1203");
    assert_int_equal(gate_direction(now->store, now->person, PERSON_RESIDENT), DIRECTION_IN);
}

static void direction_follows_presence(void **state)
{
    struct gate_case *now = *state;
    assert_int_equal(gate_direction(now->store, now->person, PERSON_RESIDENT), DIRECTION_OUT);
    assert_int_equal(gate_direction(now->store, 0, PERSON_VISITOR), DIRECTION_IN);
}

static void refuses_bad_fields(void **state)
{
    struct gate_case *now = *state;
    struct crossing crossing = out_of(now);
    crossing.checkpoint_id = 0;
    assert_refused(now, &crossing, ERR_INPUT, "checkpoint");
    crossing = out_of(now);
    crossing.checkpoint_id = 99;
    assert_refused(now, &crossing, ERR_INPUT, "checkpoint");
    crossing = out_of(now);
    crossing.person_id = 0;
    assert_refused(now, &crossing, ERR_INPUT, "who");
    crossing = out_of(now);
    crossing.temp_tenths = 339;
    assert_refused(now, &crossing, ERR_INPUT, "temp");
    crossing.temp_tenths = 430;
    assert_refused(now, &crossing, ERR_INPUT, "temp");
    crossing = out_of(now);
    crossing.at = REGISTER_NOW + 121;
    assert_refused(now, &crossing, ERR_INPUT, "at");
    crossing.at = REGISTER_NOW - 30 * 86400 - 1;
    assert_refused(now, &crossing, ERR_INPUT, "at");
    crossing = out_of(now);
    crossing.occupants = 100;
    assert_refused(now, &crossing, ERR_INPUT, "occupants");
    crossing = out_of(now);
    crossing.class = CLASS_VISITOR;
    crossing.direction = DIRECTION_IN;
    crossing.person_id = register_person(now->store, "无家", "13800000002", 0);
    assert_refused(now, &crossing, ERR_INPUT, "place");
    assert_int_equal(register_count(now->store, "SELECT COUNT(*) FROM crossing"), 0);
}

static void refuses_bad_texts(void **state)
{
    struct gate_case *now = *state;
    struct crossing crossing = out_of(now);
    memcpy(crossing.remark, "a\033[31mb", 8);
    assert_refused(now, &crossing, ERR_INPUT, "remark");
    memcpy(crossing.remark,
           "a\xE2\x80\xAE"
           "b",
           6);
    assert_refused(now, &crossing, ERR_INPUT, "remark");
    memcpy(crossing.remark, "a\xFF", 3);
    assert_refused(now, &crossing, ERR_INPUT, "remark");
    memset(crossing.remark, 'x', sizeof crossing.remark - 1);
    assert_refused(now, &crossing, ERR_INPUT, "remark");
    struct err err = {0};
    memcpy(crossing.remark, "  late　", sizeof "  late　");
    assert_true(gate_save(now->store, &crossing, NULL, &err));
    assert_string_equal(crossing.remark, "late");
}

static void fever_needs_a_retest_and_confirmed_is_not_admitted(void **state)
{
    struct gate_case *now = *state;
    struct err err = {0};
    struct crossing crossing = out_of(now);
    crossing.temp_tenths = 373;
    assert_refused(now, &crossing, ERR_RETEST, "retest");
    crossing.retest_tenths = 373;
    assert_refused(now, &crossing, ERR_INPUT, "decision");
    assert_int_equal(gate_default_decision(now->store, 373, 373), DECISION_HELD);
    assert_int_equal(gate_default_decision(now->store, 373, 372), DECISION_ADMITTED);
    crossing.decision = DECISION_HELD;
    assert_refused(now, &crossing, ERR_INPUT, "reason");
    memcpy(crossing.reason, "fever", 6);
    assert_true(gate_save(now->store, &crossing, NULL, &err));
    assert_int_equal(crossing.abnormal, ABNORMAL_CONFIRMED);
    struct crossing below = out_of(now);
    below.direction = DIRECTION_IN; /* out is denied while the incident is open */
    below.temp_tenths = 380;
    below.retest_tenths = 372;
    assert_true(gate_save(now->store, &below, NULL, &err));
    assert_int_equal(below.abnormal, ABNORMAL_FIRST);
    assert_int_equal(below.decision, DECISION_ADMITTED);
}

static void fever_line_follows_the_settings(void **state)
{
    struct gate_case *now = *state;
    struct err err = {0};
    assert_true(gate_is_fever(now->store, 373));
    assert_true(setting_set(now->store, "fever.operator", ">", &err));
    assert_false(gate_is_fever(now->store, 373));
    assert_true(gate_is_fever(now->store, 374));
    assert_true(setting_set(now->store, "fever.line", "37.5", &err));
    assert_false(gate_is_fever(now->store, 375));
    assert_true(gate_is_fever(now->store, 376));
}

static void confirmed_fever_raises_an_alarm_until_it_is_voided(void **state)
{
    struct gate_case *now = *state;
    struct err err = {0};
    struct crossing crossing = out_of(now);
    crossing.temp_tenths = crossing.retest_tenths = 381;
    crossing.decision = DECISION_HELD;
    memcpy(crossing.reason, "fever", 6);
    assert_true(gate_save(now->store, &crossing, NULL, &err));
    struct alarm alarm;
    int count, total;
    assert_true(alarm_open_list(now->store, &alarm, 1, &count, &total, &err));
    assert_int_equal(total, 1);
    assert_string_equal(alarm.rule, "fever");
    assert_string_equal(alarm.words, "南门 12-2-1203 刘洋 38.1 (李卫国)");
    assert_false(gate_void(now->store, crossing.id, crossing.rev, "  ", &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_true(gate_void(now->store, crossing.id, crossing.rev, "typed twice", &err));
    assert_true(alarm_open_list(now->store, &alarm, 1, &count, &total, &err));
    assert_int_equal(total, 0);
}

/* Written by the store, as a fever whose incident is closed. */
static void fever_of_the_last_day_is_known_at_the_next_gate(void **state)
{
    enum { DAY_SECONDS = 86400 };
    struct gate_case *now = *state;
    struct err err = {0};
    struct gate_advice advice[4];
    char plan[400];
    struct crossing next = out_of(now), fever = out_of(now);
    fever.at = REGISTER_NOW - DAY_SECONDS;
    fever.temp_tenths = fever.retest_tenths = 381;
    fever.abnormal = ABNORMAL_CONFIRMED;
    fever.decision = DECISION_TURNED_AWAY;
    memcpy(fever.reason, "fever", 6);
    register_begin(now->store);
    assert_true(crossing_save(now->store, &fever, &err));
    register_commit(now->store);
    next.direction = DIRECTION_IN;
    next.at = fever.at + DAY_SECONDS - 1;
    assert_int_equal(gate_assess(now->store, &next, advice, 4), 1);
    assert_int_equal(advice[0].level, ADVICE_WARN);
    assert_non_null(strstr(advice[0].say, "38.1 measured, turned away"));
    register_plan(now->store, "abnormal = 2", plan, sizeof plan);
    if (strstr(plan, "crossing_person (person_id=? AND at>? AND at<?)") == NULL)
        fail_msg("%s", plan);
    next.at = fever.at + DAY_SECONDS;
    assert_int_equal(gate_assess(now->store, &next, advice, 4), 0);
    next.at = fever.at - 1;
    assert_int_equal(gate_assess(now->store, &next, advice, 4), 0);
    next.at = fever.at + 1;
    assert_true(gate_void(now->store, fever.id, fever.rev, "typed twice", &err));
    assert_int_equal(gate_assess(now->store, &next, advice, 4), 0);
}

static void a_flag_denies_until_a_reason_overrides(void **state)
{
    struct gate_case *now = *state;
    struct err err = {0};
    int64_t flag_id = set_flag(now, 0, now->home, DENIES_OUT);
    struct crossing crossing = out_of(now);
    struct gate_advice advice[4];
    crossing.at = REGISTER_NOW;
    crossing.place_id = now->neighbour; /* where one says one goes does not matter */
    assert_int_equal(gate_assess(now->store, &crossing, advice, 4), 1);
    assert_int_equal(advice[0].level, ADVICE_DENY);
    assert_int_equal(advice[0].flag_id, flag_id);
    assert_string_equal(advice[0].call, "Dr Chen");
    assert_refused(now, &crossing, ERR_DENIED, "override_reason");
    memcpy(crossing.override_reason, "hospital", 9);
    assert_true(gate_save(now->store, &crossing, NULL, &err));
    assert_string_equal(crossing.override_reason, "hospital");
    struct alarm alarm;
    int count, total;
    assert_true(alarm_open_list(now->store, &alarm, 1, &count, &total, &err));
    assert_int_equal(total, 1);
    assert_string_equal(alarm.rule, "override");
    assert_non_null(strstr(alarm.words, "(李卫国): hospital")); /* who let them pass stands before why */
    struct crossing back = out_of(now);
    back.direction = DIRECTION_IN;
    memcpy(back.override_reason, "none needed", 12);
    assert_true(gate_save(now->store, &back, NULL, &err));
    assert_string_equal(back.override_reason, "");
}

static void the_worst_advice_comes_first(void **state)
{
    struct gate_case *now = *state;
    set_flag(now, now->person, 0, DENIES_NOTHING);
    set_flag(now, now->person, 0, DENIES_IN);
    set_flag(now, 0, now->home, DENIES_OUT);
    struct crossing crossing = out_of(now);
    struct gate_advice advice[4];
    crossing.at = REGISTER_NOW;
    assert_int_equal(gate_assess(now->store, &crossing, advice, 4), 3);
    assert_int_equal(advice[0].level, ADVICE_DENY);
    assert_int_equal(advice[1].level, ADVICE_WARN);
    assert_int_equal(advice[2].level, ADVICE_NOTE);
    assert_int_equal(gate_assess(now->store, &crossing, advice, 1), 1);
    assert_int_equal(advice[0].level, ADVICE_DENY);
}

static void a_visitor_becomes_one_person(void **state)
{
    struct gate_case *now = *state;
    struct err err = {0};
    struct gate_visitor visitor = {.name = "王小明", .phone = "１３９ ０００ ０１２３４", .plate = "e12345"};
    struct crossing crossing = {.checkpoint_id = now->checkpoint, .affected_area = -1, .temp_tenths = 364};
    crossing.place_id = now->home;
    struct crossing again = crossing;
    assert_true(gate_save(now->store, &crossing, &visitor, &err));
    assert_int_equal(crossing.class, CLASS_VISITOR);
    assert_string_equal(crossing.plate, "粤E12345");
    assert_string_equal(crossing.phone, "13900001234");
    again.direction = DIRECTION_OUT;
    assert_true(gate_save(now->store, &again, &visitor, &err));
    assert_int_equal(again.person_id, crossing.person_id);
    assert_int_equal(again.vehicle_id, crossing.vehicle_id);
    struct gate_visitor other = {.name = "王小红", .phone = "13900001234"};
    struct crossing third = {.checkpoint_id = now->checkpoint, .place_id = now->home, .temp_tenths = 364};
    assert_true(gate_save(now->store, &third, &other, &err));
    assert_int_not_equal(third.person_id, crossing.person_id);
}

static void a_masked_or_bad_visitor_is_refused(void **state)
{
    struct gate_case *now = *state;
    static const struct {
        struct gate_visitor visitor;
        const char *field;
    } cases[] = {
        {{.name = "王*明"}, "name"},
        {{.name = ""}, "name"},
        {{.name = "王小明", .phone = "138****3821"}, "phone"},
        {{.name = "王小明", .phone = "12"}, "phone"},
        {{.name = "王小明", .id_number = "11010119900101123"}, "id_number"},
        {{.name = "王小明", .plate = "???"}, "plate"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct crossing crossing = {.checkpoint_id = now->checkpoint, .place_id = now->home, .temp_tenths = 364};
        struct err err = {0};
        assert_false(gate_save(now->store, &crossing, &cases[i].visitor, &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, cases[i].field);
    }
    assert_int_equal(register_count(now->store, "SELECT COUNT(*) FROM person"), 1);
}

static void an_edit_goes_by_rev_and_keeps_the_registrar(void **state)
{
    struct gate_case *now = *state;
    struct err err = {0};
    struct crossing crossing = out_of(now);
    assert_true(gate_save(now->store, &crossing, NULL, &err));
    struct crossing mine = crossing, theirs = crossing;
    clock_fix(REGISTER_NOW + 40 * 86400); /* the time is not what changed: no limit on it */
    theirs.temp_tenths = 366;
    assert_true(gate_save(now->store, &theirs, NULL, &err));
    assert_int_equal(theirs.rev, crossing.rev + 1);
    assert_int_equal(theirs.entered_at, REGISTER_NOW);
    mine.temp_tenths = 367;
    assert_false(gate_save(now->store, &mine, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(gate_void(now->store, theirs.id, theirs.rev, "wrong person", &err));
    assert_false(gate_save(now->store, &theirs, NULL, &err));
    assert_int_equal(err.code, ERR_INPUT);
}

static void only_who_may_can_save(void **state)
{
    struct gate_case *now = *state;
    struct officer viewer = {.name = "街道值守", .role = ROLE_VIEWER};
    struct err err = {0};
    assert_true(people_add_officer(now->store, &viewer, &err));
    assert_true(people_sign_on(now->store, "街道值守", "t", false, &err));
    struct crossing crossing = out_of(now);
    assert_refused(now, &crossing, ERR_ROLE, "");
    assert_true(store_sign_on(now->store, 0, "t", false, &err));
    assert_refused(now, &crossing, ERR_ROLE, "");
}

/* The purpose was new with the crossing; the dictionary keeps it when the crossing is taken back. */
static void undo_leaves_the_dictionary(void **state)
{
    struct gate_case *now = *state;
    struct err err = {0};
    struct audit_verdict verdict;
    struct officer officer = {.name = "甲一", .role = ROLE_OFFICER};
    assert_true(people_add_officer(now->store, &officer, &err));
    assert_true(people_sign_on(now->store, "甲一", "t", true, &err));
    struct crossing crossing = out_of(now);
    text_copy(crossing.purpose, sizeof crossing.purpose, "取快递");
    assert_true(gate_save(now->store, &crossing, NULL, &err));
    assert_true(store_undo(now->store, NULL, &err));
    assert_true(crossing_get(now->store, crossing.id, &crossing, &err));
    assert_string_not_equal(crossing.voided, "");
    assert_string_equal(crossing.purpose, "取快递");
    assert_true(store_redo(now->store, NULL, &err));
    assert_true(crossing_get(now->store, crossing.id, &crossing, &err));
    assert_string_equal(crossing.voided, "");
    assert_true(audit_verify(now->store, &verdict, NULL, NULL, &err));
    assert_string_equal(verdict.what, "");
}

static void what_a_role_may(void **state)
{
    static const struct {
        const char *name;
        enum role role;
        bool logs, arranges;
    } cases[] = {{"甲一", ROLE_OFFICER, true, true},  {"乙二", ROLE_CLERK, true, false},
                 {"丙三", ROLE_GATE, true, false},    {"丁四", ROLE_OPERATOR, false, false},
                 {"戊五", ROLE_VIEWER, false, false}, {"己六", ROLE_KIOSK, false, false}};
    struct gate_case *now = *state;
    struct err err = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct officer officer = {.role = cases[i].role};
        text_copy(officer.name, sizeof officer.name, cases[i].name);
        assert_true(people_add_officer(now->store, &officer, &err));
    }
    for (size_t i = sizeof cases / sizeof cases[0]; i-- > 0;) {
        struct crossing crossing = out_of(now);
        crossing.direction = DIRECTION_IN;
        struct checkpoint checkpoint = {0};
        text_copy(checkpoint.name, sizeof checkpoint.name, cases[i].name);
        assert_true(people_sign_on(now->store, cases[i].name, "t", false, &err));
        assert_int_equal(gate_save(now->store, &crossing, NULL, &err), cases[i].logs);
        assert_int_equal(people_add_checkpoint(now->store, &checkpoint, &err), cases[i].arranges);
        assert_int_equal(setting_set(now->store, "fever.line", "37.4", &err), cases[i].arranges);
        if (!cases[i].arranges)
            assert_int_equal(err.code, ERR_ROLE);
    }
}

#define GATE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GATE_TEST(saves_with_defaults),
        GATE_TEST(direction_follows_presence),
        GATE_TEST(refuses_bad_fields),
        GATE_TEST(refuses_bad_texts),
        GATE_TEST(fever_needs_a_retest_and_confirmed_is_not_admitted),
        GATE_TEST(fever_line_follows_the_settings),
        GATE_TEST(what_a_role_may),
        GATE_TEST(undo_leaves_the_dictionary),
        GATE_TEST(confirmed_fever_raises_an_alarm_until_it_is_voided),
        GATE_TEST(fever_of_the_last_day_is_known_at_the_next_gate),
        GATE_TEST(a_flag_denies_until_a_reason_overrides),
        GATE_TEST(the_worst_advice_comes_first),
        GATE_TEST(a_visitor_becomes_one_person),
        GATE_TEST(a_masked_or_bad_visitor_is_refused),
        GATE_TEST(an_edit_goes_by_rev_and_keeps_the_registrar),
        GATE_TEST(only_who_may_can_save),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
