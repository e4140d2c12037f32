/* What others acted on is not taken back in passing: a crossing whose alarm was acknowledged. */
#include "gatepost/alarm_rules.h"
#include "gatepost/audit.h"
#include "gatepost/clock.h"
#include "gatepost/curfew.h"
#include "gatepost/declaration_rules.h"
#include "gatepost/duty.h"
#include "gatepost/gate.h"
#include "gatepost/look.h"
#include "gatepost/observation.h"
#include "gatepost/parcel_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/survey_rules.h"
#include "gatepost/tier.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static struct crossing crossing;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    crossing = (struct crossing){.at = REGISTER_NOW - 60,
                                 .checkpoint_id = register_checkpoint(store, "南门"),
                                 .person_id = register_person(store, "刘洋", "", 0),
                                 .affected_area = -1,
                                 .mask = true,
                                 .temp_tenths = 376,
                                 .retest_tenths = 378,
                                 .decision = DECISION_HELD,
                                 .reason = "fever"};
    assert_true(gate_save(store, &crossing, NULL, NULL));
    return 0;
}

static int teardown(void **state)
{
    struct audit_verdict verdict;
    (void)state;
    bool read = audit_verify(store, &verdict, NULL, NULL, NULL);
    register_close(store);
    return read && verdict.first_bad == 0 ? 0 : -1;
}

static void acknowledge(void)
{
    struct alarm alarm;
    int count, total;
    assert_true(duty_run(store, clock_now(), NULL));
    assert_true(alarm_open_list(store, &alarm, 1, &count, &total, NULL));
    assert_int_equal(count, 1);
    assert_true(alarm_take_note(store, alarm.id, NULL));
}

static void assert_undone(void)
{
    struct err err = {0};
    if (!undo_last(store, NULL, &err))
        fail_msg("%s", err.text);
}

static void assert_refused(void)
{
    struct err err = {0};
    struct buffer what = {0};
    int64_t entries = register_count(store, "SELECT count(*) FROM audit");
    assert_false(undo_last(store, &what, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_non_null(strstr(err.text, "刘洋 37.8"));
    assert_non_null(strstr(err.text, "void it with a reason (Delete)"));
    assert_int_equal(what.length, 0);
    assert_int_equal(register_count(store, "SELECT count(*) FROM audit"), entries);
    buffer_release(&what);
}

static int64_t valid(void)
{
    return register_count(store, "SELECT count(*) FROM crossing WHERE voided IS NULL");
}

static void set_remark(const char *remark)
{
    text_copy(crossing.remark, sizeof crossing.remark, remark);
    assert_true(gate_save(store, &crossing, NULL, NULL));
}

static void a_fever_nobody_answered_is_taken_back(void **state)
{
    (void)state;
    assert_true(duty_run(store, clock_now(), NULL));
    assert_undone();
    assert_int_equal(valid(), 0);
}

static void an_acknowledged_fever_is_not_taken_back_but_voided(void **state)
{
    (void)state;
    acknowledge();
    assert_refused();
    assert_int_equal(valid(), 1);
    assert_true(gate_void(store, crossing.id, -1, "登错人", NULL));
    assert_int_equal(valid(), 0);
    assert_undone(); /* the voiding: the fever is back, as it was acknowledged */
    assert_int_equal(valid(), 1);
    assert_refused();
}

static void what_does_not_touch_the_fever_is_taken_back(void **state)
{
    (void)state;
    acknowledge();
    set_remark("穿蓝色外套");
    assert_undone();
    assert_int_equal(register_count(store, "SELECT count(*) FROM crossing WHERE remark = ''"), 1);
    assert_refused();
}

static void a_correction_that_made_it_a_fever_stays_once_acknowledged(void **state)
{
    (void)state;
    crossing.temp_tenths = 365;
    crossing.retest_tenths = 0;
    crossing.decision = DECISION_ADMITTED;
    assert_true(gate_save(store, &crossing, NULL, NULL));
    crossing.temp_tenths = 376;
    crossing.retest_tenths = 378;
    crossing.decision = DECISION_HELD;
    assert_true(gate_save(store, &crossing, NULL, NULL));
    acknowledge();
    assert_refused();
    assert_int_equal(register_count(store, "SELECT retest_tenths FROM crossing"), 378);
    /* Corrected by hand and with a name it is no fever any more; a remark after that is taken back as any other. */
    crossing.temp_tenths = 365;
    crossing.retest_tenths = 0;
    crossing.decision = DECISION_ADMITTED;
    assert_true(gate_save(store, &crossing, NULL, NULL));
    set_remark("x");
    assert_undone();
    assert_undone(); /* the correction too: it is a fever again */
    assert_refused();
}

static void another_crossing_is_not_held(void **state)
{
    (void)state;
    acknowledge();
    struct crossing other = {.at = REGISTER_NOW,
                             .checkpoint_id = crossing.checkpoint_id,
                             .person_id = register_person(store, "赵文敏", "", 0),
                             .affected_area = -1,
                             .mask = true,
                             .temp_tenths = 365};
    assert_true(gate_save(store, &other, NULL, NULL));
    assert_undone();
    assert_int_equal(valid(), 1);
}

/* ---- what others did since ---- */

static void assert_not_undone(bool redo, const char *words)
{
    struct err err = {0};
    assert_false(redo ? redo_last(store, NULL, &err) : undo_last(store, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    assert_non_null(strstr(err.text, words));
}

/* Another terminal, as another sign-on: its doings are not what this one takes back. */
static struct store *other_terminal(void)
{
    struct err err = {0};
    struct store *other = store_open(store->path, 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, register_officer(store, "张志远"), "other", true, &err));
    return other;
}

static int64_t shelve(struct store *at, int64_t place_id)
{
    struct parcel parcel;
    struct err err = {0};
    register_new(&parcel_rules, &parcel);
    parcel.place_id = place_id;
    if (!register_save(at, &parcel_rules, &parcel, &err))
        fail_msg("%s", err.text);
    return parcel.head.id;
}

static void a_household_others_wrote_to_is_not_taken_back(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    struct place place = {.kind = PLACE_HOUSEHOLD, .room = {"9", "1", "901"}};
    assert_true(people_add_place(store, &place, NULL));
    int64_t parcel = shelve(other, place.id);
    assert_not_undone(false, "parcels on the shelf");
    assert_true(parcel_hand_out(other, &parcel, 1, PARCEL_COLLECTED, "黄磊", NULL));
    assert_undone();
    assert_int_equal(register_count(store, "SELECT count(*) FROM place WHERE voided IS NULL AND room = '901'"), 0);
    store_close(other);
}

static void what_is_void_again_by_a_redo_is_needed_by_nobody(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    int64_t place = register_household(store, "望江苑", "9-1-901");
    assert_true(people_void_place(store, place, -1, "登错", NULL));
    assert_undone();
    int64_t parcel = shelve(other, place);
    assert_not_undone(true, "parcels on the shelf");
    assert_true(parcel_hand_out(other, &parcel, 1, PARCEL_COLLECTED, "黄磊", NULL));
    assert_true(redo_last(store, NULL, NULL));
    store_close(other);
}

static void nothing_comes_back_to_a_household_that_is_void(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    int64_t place = register_household(store, "望江苑", "9-1-901"), parcel = shelve(other, place);
    assert_true(register_void(store, &parcel_rules, parcel, -1, "登错", NULL));
    assert_true(people_void_place(other, place, -1, "登错", NULL));
    assert_not_undone(false, "9-1-901");
    assert_int_equal(register_count(store, "SELECT count(*) FROM parcel WHERE voided IS NULL"), 0);
    store_close(other);
}

static void no_flag_comes_back_to_a_person_merged_away(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    struct flag flag = {.person_id = register_person(store, "刘杨", "", 0), .denies = DENIES_OUT, .say = "不能出门"};
    assert_true(people_set_flag(store, &flag, NULL));
    assert_true(people_clear_flag(store, flag.id, -1, "到期", NULL));
    assert_true(people_merge(other, flag.person_id, crossing.person_id, NULL));
    assert_not_undone(false, "刘杨");
    store_close(other);
}

static void an_entry_is_closed_once(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    struct err err = {0};
    int64_t batch = 0;
    int count = 0;
    crossing = (struct crossing){.at = REGISTER_NOW - 3600,
                                 .checkpoint_id = crossing.checkpoint_id,
                                 .person_id = register_person(store, "周杰", "", 0),
                                 .place_id = register_household(store, "望江苑", "9-1-901"),
                                 .class = CLASS_VISITOR,
                                 .affected_area = -1,
                                 .mask = true,
                                 .temp_tenths = 365};
    assert_true(gate_save(store, &crossing, NULL, NULL));
    assert_true(setting_set(store, "curfew.time", "14:20", &err));
    assert_true(presence_close(other, &count, &batch, &err));
    assert_int_equal(count, 1);
    assert_true(presence_reopen(store, batch, "人还在", &count, &err));
    assert_true(presence_close(other, &count, &batch, &err));
    assert_not_undone(false, "closed this entry again");
    assert_int_equal(register_count(store, "SELECT count(*) FROM closing WHERE voided IS NULL"), 1);
    assert_true(presence_reopen(other, batch, "人还在", &count, &err));
    assert_undone();
    store_close(other);
}

/* ---- when Ctrl-Z asks first ---- */

static bool asks(const char *kept)
{
    struct err err = {0};
    struct undo_next next;
    struct buffer what = {0};
    bool asked = false;
    if (!undo_prepare(store, &next, &asked, &what, &err))
        fail_msg("%s", err.text);
    assert_string_equal(next.kept, kept);
    assert_true(next.batch > 0);
    assert_non_null(strstr(buffer_text(&what), "刘洋"));
    buffer_release(&what);
    return asked;
}

static void what_lies_behind_an_acknowledgement_is_asked_about_once(void **state)
{
    (void)state;
    set_remark("a");
    set_remark("b");
    assert_false(asks(""));
    acknowledge();
    assert_true(asks("acknowledgement"));
    assert_undone();
    assert_false(asks("")); /* once was enough */
}

static void a_look_at_a_number_stands_in_nobodys_way(void **state)
{
    (void)state;
    struct look_shown shown;
    int64_t person = register_person(store, "陈静", "13800001234", 0);
    set_remark("a");
    assert_true(look_take(store, person, 0, &shown, NULL));
    assert_false(asks(""));
}

static void what_is_older_than_ten_minutes_is_asked_about(void **state)
{
    (void)state;
    clock_advance_ms(UNDO_FRESH_SECONDS * 1000LL);
    assert_false(asks(""));
    clock_advance_ms(1000);
    assert_true(asks(""));
}

static void only_an_acknowledgement_cannot_be_undone(void **state)
{
    (void)state;
    struct err err = {0};
    struct undo_next next;
    struct buffer what = {0};
    bool asked = false;
    assert_true(store_sign_on(store, store_officer(store), "test", true, NULL));
    assert_false(undo_prepare(store, &next, &asked, &what, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_null(strstr(err.text, "acknowledgement"));
    acknowledge();
    assert_false(undo_prepare(store, &next, &asked, &what, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, "acknowledgement"));
    assert_int_equal(valid(), 1);
    buffer_release(&what);
}

/* ---- rows of registers that others wrote to ---- */

static void save(struct store *at, const struct register_rules *rules, void *record)
{
    struct err err = {0};
    if (!register_save(at, rules, record, &err))
        fail_msg("%s", err.text);
}

static int64_t add_arrival(struct store *at, int64_t place, int64_t person)
{
    struct arrival arrival;
    register_new(&arrival_rules, &arrival);
    arrival.place_id = place;
    arrival.person_id = person;
    save(at, &arrival_rules, &arrival);
    return arrival.head.id;
}

static int64_t observe(struct store *at, int64_t place, int64_t person, int64_t arrival)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.place_id = place;
    observation.person_id = person;
    observation.arrival_id = arrival;
    observation.basis_day = 20220409;
    save(at, &observation_rules, &observation);
    return observation.head.id;
}

static void an_arrival_somebody_is_observed_for_stays(void **state)
{
    (void)state;
    struct err err = {0};
    struct store *other = other_terminal();
    int64_t place = register_household(store, "望江苑", "9-1-901"), person = register_person(store, "黄磊", "", place),
            arrival = add_arrival(store, place, person), observation = observe(other, place, person, arrival);
    assert_not_undone(false, "observations opened for it");
    assert_false(register_void(store, &arrival_rules, arrival, -1, "登错", &err));
    assert_non_null(strstr(err.text, "observations opened for it"));
    assert_true(register_void(other, &observation_rules, observation, -1, "登错", NULL));
    assert_undone();
    assert_int_equal(register_count(store, "SELECT count(*) FROM arrival WHERE voided IS NULL"), 0);
    store_close(other);
}

static void a_confirmed_declaration_somebody_is_observed_for_stays(void **state)
{
    (void)state;
    struct err err = {0};
    struct store *other = other_terminal();
    struct declaration declaration;
    int64_t place = register_household(store, "望江苑", "9-1-901"), person = register_person(store, "黄磊", "", place),
            arrival;
    register_new(&declaration_rules, &declaration);
    text_copy(declaration.name, sizeof declaration.name, "黄磊");
    text_copy(declaration.room, sizeof declaration.room, "9-1-901");
    save(store, &declaration_rules, &declaration);
    if (!declaration_confirm(store, declaration.head.id, -1, NEWCOMER_UNKNOWN, &arrival, &err))
        fail_msg("%s", err.text);
    int64_t observation = observe(other, place, person, arrival);
    assert_not_undone(false, "黄磊");
    assert_int_equal(register_count(store, "SELECT count(*) FROM declaration WHERE state = 'confirmed'"), 1);
    assert_true(register_void(other, &observation_rules, observation, -1, "登错", NULL));
    assert_undone();
    assert_int_equal(register_count(store, "SELECT count(*) FROM declaration WHERE state = 'waiting'"), 1);
    store_close(other);
}

static void a_round_others_screened_in_stays(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    struct survey_round round;
    struct survey survey;
    int64_t place = register_household(store, "望江苑", "9-1-901");
    register_new(&survey_round_rules, &round);
    text_copy(round.name, sizeof round.name, "第1轮");
    save(store, &survey_round_rules, &round);
    register_new(&survey_rules, &survey);
    survey.place_id = place;
    survey.persons = 2;
    save(other, &survey_rules, &survey);
    assert_not_undone(false, "surveys");
    assert_true(register_void(other, &survey_rules, survey.head.id, -1, "登错", NULL));
    assert_undone();
    store_close(other);
}

static int64_t add_tier(struct store *at, const char *name)
{
    struct tier tier;
    register_new(&tier_rules, &tier);
    text_copy(tier.name, sizeof tier.name, name);
    save(at, &tier_rules, &tier);
    return tier.head.id;
}

static int64_t add_keeper(struct store *at, int64_t place, int64_t tier)
{
    struct keeper keeper;
    register_new(&keeper_rules, &keeper);
    keeper.place_id = place;
    keeper.tier_id = tier;
    text_copy(keeper.name, sizeof keeper.name, "吴芳");
    save(at, &keeper_rules, &keeper);
    return keeper.head.id;
}

static void a_tier_and_who_follows_up_in_it_go_together(void **state)
{
    (void)state;
    struct store *other = other_terminal();
    int64_t place = register_household(store, "望江苑", "9-1-901"), tier = add_tier(store, "楼长"),
            keeper = add_keeper(other, place, tier);
    assert_not_undone(false, "households followed up");
    assert_true(register_void(store, &keeper_rules, keeper, -1, "换人", NULL));
    assert_true(register_void(other, &tier_rules, tier, -1, "不设", NULL));
    assert_not_undone(false, "楼长"); /* nobody comes back to a tier that is void */
    assert_int_equal(register_count(store, "SELECT count(*) FROM keeper WHERE voided IS NULL"), 0);
    store_close(other);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_fever_nobody_answered_is_taken_back),
        TEST(an_acknowledged_fever_is_not_taken_back_but_voided),
        TEST(what_does_not_touch_the_fever_is_taken_back),
        TEST(a_correction_that_made_it_a_fever_stays_once_acknowledged),
        TEST(another_crossing_is_not_held),
        TEST(a_household_others_wrote_to_is_not_taken_back),
        TEST(what_is_void_again_by_a_redo_is_needed_by_nobody),
        TEST(nothing_comes_back_to_a_household_that_is_void),
        TEST(no_flag_comes_back_to_a_person_merged_away),
        TEST(an_entry_is_closed_once),
        TEST(what_lies_behind_an_acknowledgement_is_asked_about_once),
        TEST(a_look_at_a_number_stands_in_nobodys_way),
        TEST(what_is_older_than_ten_minutes_is_asked_about),
        TEST(only_an_acknowledgement_cannot_be_undone),
        TEST(an_arrival_somebody_is_observed_for_stays),
        TEST(a_confirmed_declaration_somebody_is_observed_for_stays),
        TEST(a_round_others_screened_in_stays),
        TEST(a_tier_and_who_follows_up_in_it_go_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
