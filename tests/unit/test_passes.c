/* Passes: numbers, holders, lost and replaced ones; what they say at the gate. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/contact.h"
#include "gatepost/gate.h"
#include "gatepost/pass.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "src/domain/verb.h"
#include "src/store/record_sql.h"
#include "src/store/statement.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 4, DAY = 86400 };
static struct store *store;
static int64_t gate, home, next_door, holder, wife, neighbour;

static void set(const char *name, const char *value)
{
    struct err err = {0};
    assert_true(setting_set(store, name, value, &err));
}

static int setup(void **state)
{
    (void)state;
    store = register_open();
    gate = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    next_door = register_household(store, "望江苑", "12-2-1204");
    holder = register_person(store, "张伟明", "13812343821", home);
    wife = register_person(store, "刘洋", "", home);
    neighbour = register_person(store, "陈静", "", next_door);
    set("quota.days", "0"); /* this is about passes alone */
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static int64_t issue(const char *number, int64_t person, int64_t place)
{
    struct pass pass = {.person_id = person, .place_id = place, .issued_at = REGISTER_NOW - 30 * DAY};
    struct err err = {0};
    text_copy(pass.number, sizeof pass.number, number);
    if (!register_save(store, &pass_rules, &pass, &err))
        fail_msg("%s", err.text);
    return pass.head.id;
}

static struct pass read_pass(int64_t id)
{
    struct pass pass;
    struct err err = {0};
    assert_true(record_get(store, &pass_table, id, &pass, &err));
    return pass;
}

static void a_number_is_one_in_any_spelling(void **state)
{
    static const char *const spellings[] = {"A-0012", "a-0012", "Ａ－００１２", "  a-00 12 "};
    static const char *const refused[] = {"", "-", "证件", "A_1", "A;1", "1234567890123456789012345678901234567890"};
    char number[PASS_NUMBER_SIZE];
    struct pass pass;
    struct err err = {0};
    int64_t id = issue("a-0012", holder, 0);
    (void)state;
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        assert_true(pass_find(store, spellings[i], &pass, &err));
        assert_int_equal(pass.head.id, id);
        assert_string_equal(pass.number, "A-0012");
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_false(pass_number_parse(refused[i], number, &err));
    assert_true(pass_number_parse("望江0012号", number, &err));
    assert_false(pass_find(store, "A-0013", &pass, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void a_number_is_one_card_until_it_is_void(void **state)
{
    int64_t first = issue("A1", holder, 0);
    struct pass twice = {.number = "a1", .place_id = next_door};
    struct pass found;
    struct err err = {0};
    (void)state;
    assert_false(register_save(store, &pass_rules, &twice, &err));
    assert_string_equal(err.field, "number");
    assert_non_null(strstr(err.text, "张伟明"));
    assert_true(pass_lose(store, first, -1, "丢失", &err));
    assert_false(register_save(store, &pass_rules, &twice, &err)); /* whoever shows it must be found out */
    assert_non_null(strstr(err.text, "lost"));
    assert_true(register_void(store, &pass_rules, first, -1, "找回后注销", &err));
    assert_true(register_save(store, &pass_rules, &twice, &err));
    assert_true(pass_find(store, "A1", &found, &err));
    assert_int_equal(found.head.id, twice.head.id); /* the one that counts */
}

static void a_pass_has_one_holder_and_ends_behind_its_issue(void **state)
{
    struct pass pass = {.number = "A1"};
    struct err err = {0};
    (void)state;
    assert_false(register_save(store, &pass_rules, &pass, &err));
    assert_string_equal(err.field, "person");
    pass.person_id = holder;
    pass.place_id = home;
    assert_false(register_save(store, &pass_rules, &pass, &err));
    assert_string_equal(err.field, "place");
    pass.place_id = 0;
    pass.issued_at = REGISTER_NOW;
    pass.valid_until = REGISTER_NOW - DAY;
    assert_false(register_save(store, &pass_rules, &pass, &err));
    assert_string_equal(err.field, "valid_until");
    pass.issued_at = pass.valid_until = 0;
    assert_true(register_save(store, &pass_rules, &pass, &err));
    assert_int_equal(pass.issued_at, REGISTER_NOW);
}

static void lost_and_void_say_why_and_since_when(void **state)
{
    int64_t lost = issue("A1", holder, 0), voided = issue("A2", wife, 0);
    struct err err = {0};
    (void)state;
    assert_false(pass_lose(store, lost, -1, " ", &err));
    assert_string_equal(err.field, "reason");
    assert_true(pass_lose(store, lost, read_pass(lost).head.rev, "买菜时丢失", &err));
    assert_int_equal(read_pass(lost).state, PASS_LOST);
    assert_int_equal(read_pass(lost).lost_at, REGISTER_NOW);
    assert_false(pass_lose(store, lost, -1, "再丢", &err));
    assert_non_null(strstr(err.text, "买菜时丢失"));
    assert_true(register_void(store, &pass_rules, voided, -1, "搬走", &err));
    assert_int_equal(read_pass(voided).state, PASS_VOID);
    assert_int_equal(read_pass(voided).voided_at, REGISTER_NOW);
    assert_false(pass_lose(store, voided, -1, "丢失", &err));
    assert_true(store_undo(store, NULL, &err));
    assert_int_equal(read_pass(voided).state, PASS_VALID);
    assert_int_equal(read_pass(voided).voided_at, 0);
    assert_false(pass_lose(store, voided, 77, "丢失", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
}

static void a_replaced_pass_is_lost_in_the_same_batch(void **state)
{
    int64_t old = issue("A1", 0, home);
    struct pass other = {.number = "A2", .place_id = next_door, .replaces = old};
    struct pass new_one = {.number = "A2", .place_id = home, .replaces = old};
    struct err err = {0};
    (void)state;
    assert_false(register_save(store, &pass_rules, &other, &err));
    assert_string_equal(err.field, "replaces");
    assert_int_equal(read_pass(old).state, PASS_VALID);
    assert_true(register_save(store, &pass_rules, &new_one, &err));
    assert_int_equal(read_pass(old).state, PASS_LOST);
    assert_non_null(strstr(read_pass(old).lost, "A2"));
    assert_true(store_undo(store, NULL, &err));
    assert_int_equal(read_pass(old).state, PASS_VALID);
    assert_int_equal(read_pass(new_one.head.id).state, PASS_VOID);
    other.replaces = 77;
    assert_false(register_save(store, &pass_rules, &other, &err));
    assert_string_equal(err.field, "replaces");
}

/* ---- at the gate ---- */

static struct crossing at_gate(int64_t person, const char *number)
{
    struct crossing crossing = {.at = REGISTER_NOW,
                                .checkpoint_id = gate,
                                .direction = DIRECTION_OUT,
                                .class = CLASS_RESIDENT,
                                .person_id = person,
                                .affected_area = -1,
                                .mask = true,
                                .temp_tenths = 365};
    text_copy(crossing.pass_number, sizeof crossing.pass_number, number);
    return crossing;
}

/* The worst that is said; -1: nothing. */
static int said(const struct crossing *crossing, struct gate_advice *first)
{
    struct gate_advice advice[MOST] = {0};
    int count = gate_assess(store, crossing, advice, MOST);
    if (first != NULL)
        *first = advice[0];
    return count == 0 ? -1 : (int)advice[0].level;
}

static int said_of(int64_t person, const char *number)
{
    struct crossing crossing = at_gate(person, number);
    return said(&crossing, NULL);
}

static void a_pass_is_good_for_its_holder_or_household(void **state)
{
    struct gate_advice advice;
    (void)state;
    issue("A1", holder, 0);
    issue("H1", 0, home);
    assert_int_equal(said_of(holder, "a1"), -1);
    assert_int_equal(said_of(wife, "a1"), ADVICE_WARN);
    assert_int_equal(said_of(holder, "h1"), -1);
    assert_int_equal(said_of(wife, "h1"), -1);
    struct crossing crossing = at_gate(neighbour, "h1");
    assert_int_equal(said(&crossing, &advice), ADVICE_WARN);
    assert_non_null(strstr(advice.say, "12-2-1203"));
    crossing = at_gate(holder, "Z9");
    assert_int_equal(said(&crossing, &advice), ADVICE_WARN);
    assert_non_null(strstr(advice.say, "Z9"));
    assert_int_equal(said_of(holder, ""), -1);
    assert_int_equal(said_of(0, "a1"), -1); /* nobody typed yet: nothing against it */
}

static void a_pass_that_counts_no_more_is_denied_with_words_and_whom_to_call(void **state)
{
    int64_t lost = issue("L1", holder, 0), voided = issue("V1", holder, 0), ends = issue("E1", holder, 0);
    struct gate_advice advice;
    struct pass pass = read_pass(ends);
    struct err err = {0};
    (void)state;
    assert_true(pass_lose(store, lost, -1, "买菜时丢失", &err));
    assert_true(register_void(store, &pass_rules, voided, -1, "搬走", &err));
    pass.valid_until = REGISTER_NOW - 1;
    assert_true(register_save(store, &pass_rules, &pass, &err));
    set("pass.call", "居委会 2233");
    static const char *const numbers[][2] = {{"l1", "买菜时丢失"}, {"v1", "搬走"}, {"e1", "04-11"}};
    for (int i = 0; i < 3; i++) {
        for (int typed_only = 0; typed_only < 2; typed_only++) {
            struct crossing crossing = at_gate(typed_only ? 0 : holder, numbers[i][0]);
            assert_int_equal(said(&crossing, &advice), ADVICE_DENY);
            assert_non_null(strstr(advice.say, numbers[i][1]));
            assert_string_equal(advice.call, "居委会 2233");
            assert_non_null(advice.reason);
        }
    }
    /* What was so at the time of the crossing: its correction later is not denied. */
    struct crossing before = at_gate(holder, "l1");
    before.at = REGISTER_NOW - 60;
    assert_int_equal(said(&before, NULL), -1);
    before.pass_number[0] = 'v';
    assert_int_equal(said(&before, NULL), -1);
}

static void without_the_setting_the_call_list_says_whom_to_call(void **state)
{
    char call[NAME_BYTES];
    struct contact day = {.name = "冯梅", .position = 1, .post = POST_MEMBER};
    struct contact night = {.name = "李敏",
                            .team = "闸口组",
                            .position = 2,
                            .post = POST_MEMBER,
                            .phone = "13800001111",
                            .day_night = true};
    struct err err = {0};
    (void)state;
    pass_call(store, call, sizeof call);
    assert_string_equal(call, "");
    assert_true(register_save(store, &contact_rules, &day, &err) && register_save(store, &contact_rules, &night, &err));
    pass_call(store, call, sizeof call);
    assert_string_equal(call, "闸口组 李敏 13800001111"); /* who is told to call has no other way to the number */
}

static void who_is_asked_follows_the_setting(void **state)
{
    (void)state;
    assert_false(pass_is_asked(store, CLASS_RESIDENT));
    set("pass.asked", "residents");
    assert_true(pass_is_asked(store, CLASS_RESIDENT) && pass_is_asked(store, CLASS_TENANT));
    assert_false(pass_is_asked(store, CLASS_VISITOR) || pass_is_asked(store, CLASS_COURIER));
    set("pass.asked", "everybody");
    assert_true(pass_is_asked(store, CLASS_VISITOR) && pass_is_asked(store, CLASS_RESIDENT));
    assert_false(pass_is_asked(store, CLASS_EMERGENCY));
}

static void where_a_pass_is_asked_for_it_must_be_said(void **state)
{
    struct crossing crossing = at_gate(holder, "");
    struct gate_visitor nobody = {0};
    struct err err = {0};
    (void)state;
    assert_true(gate_save(store, &crossing, NULL, &err));
    set("pass.asked", "residents");
    crossing.remark[0] = 'x'; /* a correction of what was logged before is not asked */
    assert_true(gate_save(store, &crossing, NULL, &err));
    crossing = at_gate(holder, "");
    crossing.direction = DIRECTION_IN;
    assert_false(gate_save(store, &crossing, NULL, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, "pass_number");
    /* A list of what was logged elsewhere has no passes in it. */
    assert_true(verb_begin(store, "gate.add", &err));
    assert_true(verb_end(store, gate_add_within(store, &crossing, &nobody, &err), &err));
    crossing = at_gate(holder, "");
    crossing.decision = DECISION_TURNED_AWAY;
    text_copy(crossing.reason, sizeof crossing.reason, "无出入证");
    assert_true(gate_save(store, &crossing, NULL, &err));
    issue("A1", holder, 0);
    crossing = at_gate(holder, "ａ1");
    assert_true(gate_save(store, &crossing, NULL, &err));
    assert_string_equal(crossing.pass_number, "A1");
}

static void none_shown_is_denied_where_one_is_asked_for(void **state)
{
    struct crossing crossing = at_gate(holder, "－");
    struct err err = {0};
    (void)state;
    assert_int_equal(said(&crossing, NULL), -1);
    set("pass.asked", "residents");
    assert_int_equal(said(&crossing, NULL), ADVICE_DENY);
    assert_false(gate_save(store, &crossing, NULL, &err));
    assert_int_equal(err.code, ERR_DENIED);
    text_copy(crossing.override_reason, sizeof crossing.override_reason, "本人认识，证在家中");
    assert_true(gate_save(store, &crossing, NULL, &err));
    assert_string_equal(crossing.pass_number, GATE_NO_PASS);
}

/* ---- found ---- */

static void a_number_typed_as_who_finds_its_holder(void **state)
{
    struct candidate found[MOST];
    struct err err = {0};
    int count = 0, left = 0;
    int64_t id = issue("A-0012", holder, 0);
    (void)state;
    issue("H-0012", 0, home);
    assert_true(candidate_find(store, "ａ-0012", gate, found, MOST, &count, &left, &err));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].person_id, holder);
    assert_true(candidate_find(store, "h-0012", gate, found, MOST, &count, &left, &err));
    assert_int_equal(count, 2);
    assert_true(pass_lose(store, id, -1, "丢失", &err)); /* a lost one, too: it has to speak */
    assert_true(candidate_find(store, "A-0012", gate, found, MOST, &count, &left, &err));
    assert_int_equal(count, 1);
    assert_true(candidate_find(store, "A-001", gate, found, MOST, &count, &left, &err));
    assert_int_equal(count, 0);
}

static void passes_follow_a_merge_and_keep_their_household(void **state)
{
    int64_t twin = register_person(store, "张伟明", "", home), pass = issue("A1", twin, 0);
    struct err err = {0};
    (void)state;
    issue("H1", 0, next_door);
    assert_false(people_void_person(store, twin, -1, "重复", &err));
    assert_non_null(strstr(err.text, "pass"));
    assert_true(people_merge(store, twin, holder, &err));
    assert_int_equal(read_pass(pass).person_id, holder);
    assert_true(people_void_person(store, neighbour, -1, "搬走", &err));
    assert_false(people_void_place(store, next_door, -1, "拆除", &err));
    assert_non_null(strstr(err.text, "pass"));
}

static void colours_come_from_the_setting(void **state)
{
    char text[64];
    (void)state;
    assert_true(pass_colour(store, 0, text, sizeof text));
    assert_string_equal(text, "红");
    assert_true(pass_colour(store, 2, text, sizeof text));
    assert_false(pass_colour(store, 3, text, sizeof text));
    set("pass.colours", "蓝，紫");
    assert_true(pass_colour(store, 1, text, sizeof text));
    assert_string_equal(text, "紫");
    assert_false(pass_colour(store, 2, text, sizeof text));
}

/* The few lost or only seen ones are not looked for among all valid ones. */
static void each_part_of_a_list_walks_its_own_index(void **state)
{
    static const struct {
        const struct record_table *table;
        int scope;
        const char *index;
    } parts[] = {
        {&pass_table, PASSES_LOST, "INDEX pass_lost"},           {&pass_table, PASSES_VOID, "INDEX pass_voided"},
        {&pass_table, PASSES_VALID, "INDEX pass_number"},        {&vehicle_table, VEHICLES_SEEN, "INDEX vehicle_seen"},
        {&vehicle_table, VEHICLES_VOID, "INDEX vehicle_voided"}, {&vehicle_table, VEHICLES_ALL, "INDEX vehicle_plate"}};
    struct err err = {0};
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct buffer sql = {0}, question = {0};
        record_window_sql(parts[i].table, &(struct record_window){.scope = parts[i].scope}, &sql);
        buffer_format(&question, "EXPLAIN QUERY PLAN %s", buffer_text(&sql));
        struct statement *statement = statement_take_text(store, buffer_text(&question), &err);
        assert_non_null(statement);
        assert_true(statement_row(statement));
        assert_non_null(strstr(column_text(statement, 3), parts[i].index));
        assert_false(statement_row(statement));
        assert_true(statement_done(statement, &err));
        buffer_release(&sql);
        buffer_release(&question);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_number_is_one_in_any_spelling),
        TEST(a_number_is_one_card_until_it_is_void),
        TEST(a_pass_has_one_holder_and_ends_behind_its_issue),
        TEST(lost_and_void_say_why_and_since_when),
        TEST(a_replaced_pass_is_lost_in_the_same_batch),
        TEST(a_pass_is_good_for_its_holder_or_household),
        TEST(a_pass_that_counts_no_more_is_denied_with_words_and_whom_to_call),
        TEST(without_the_setting_the_call_list_says_whom_to_call),
        TEST(who_is_asked_follows_the_setting),
        TEST(where_a_pass_is_asked_for_it_must_be_said),
        TEST(none_shown_is_denied_where_one_is_asked_for),
        TEST(a_number_typed_as_who_finds_its_holder),
        TEST(passes_follow_a_merge_and_keep_their_household),
        TEST(colours_come_from_the_setting),
        TEST(each_part_of_a_list_walks_its_own_index),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
