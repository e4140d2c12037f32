/* Who is offered at a gate, and in which order. */
#include "gatepost/clock.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 10 };

struct post {
    struct store *store;
    int64_t gate, other_gate;
    struct candidate found[MOST];
    int count, left;
};
static struct post post;

static void find(const char *word)
{
    struct err err = {0};
    assert_true(candidate_find(post.store, word, post.gate, post.found, MOST, &post.count, &post.left, &err));
}

static int64_t cross(int64_t gate, int64_t person, int64_t vehicle, int minutes_ago)
{
    struct crossing crossing = {.at = REGISTER_NOW - minutes_ago * 60,
                                .checkpoint_id = gate,
                                .direction = DIRECTION_OUT,
                                .person_id = person,
                                .vehicle_id = vehicle,
                                .temp_tenths = 365};
    return register_crossing(post.store, &crossing);
}

static void expect_order(const int64_t *persons, int count)
{
    assert_int_equal(post.count, count);
    for (int i = 0; i < count; i++)
        assert_int_equal(post.found[i].person_id, persons[i]);
}

static void test_this_gate_first_then_elsewhere_then_by_name(void **state)
{
    (void)state;
    int64_t place = register_household(post.store, "东苑", "12-2-1203");
    int64_t never_b = register_person(post.store, "张伟明", "", place);
    int64_t never_a = register_person(post.store, "张伟民", "", place);
    int64_t elsewhere = register_person(post.store, "赵文明", "", place);
    int64_t here_late = register_person(post.store, "周武敏", "13812343821", place);
    int64_t here_early = register_person(post.store, "郑为谋", "", place);
    cross(post.other_gate, elsewhere, 0, 1);
    cross(post.gate, here_early, 0, 300);
    cross(post.gate, here_late, 0, 200);
    find("zwm");
    const int64_t order[] = {here_late, here_early, elsewhere, never_b, never_a};
    expect_order(order, 5);
    const struct candidate *first = &post.found[0];
    assert_true(first->at_this_checkpoint);
    assert_string_equal(first->name, "周武敏");
    assert_string_equal(first->place_label, "12-2-1203");
    assert_string_equal(first->phone, "13812343821");
    assert_int_equal(first->last_at, REGISTER_NOW - 200 * 60);
    assert_int_equal(first->last_direction, DIRECTION_OUT);
    assert_int_equal(first->last_temp_tenths, 365);
    assert_false(post.found[2].at_this_checkpoint);
    assert_int_equal(post.found[3].last_at, 0);
    find("12栋2单元1203"); /* everybody who lives there, once */
    expect_order(order, 5);
    find("3821");
    expect_order(order, 1);
}

/* Whose initials these are goes before longer names that begin so, even of those this gate saw. */
static void test_whole_initials_before_longer_names(void **state)
{
    (void)state;
    int64_t longer = register_person(post.store, "刘明兴", "", 0);
    int64_t seen_longer = register_person(post.store, "罗美玲", "", 0);
    int64_t whole = register_person(post.store, "刘明", "", 0), seen_whole = register_person(post.store, "黎敏", "", 0);
    cross(post.gate, seen_longer, 0, 1);
    cross(post.gate, seen_whole, 0, 60);
    find("lm");
    const int64_t order[] = {seen_whole, whole, seen_longer, longer};
    expect_order(order, 4);
    assert_true(post.found[0].spelled && post.found[1].spelled);
    assert_false(post.found[2].spelled || post.found[0].exact);
    find("liuming");
    const int64_t spelled[] = {whole, longer};
    expect_order(spelled, 2);
    find("l"); /* nobody's whole initials: as before */
    assert_int_equal(post.found[0].person_id, seen_longer);
}

static void test_a_voided_crossing_ranks_nobody(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t first = register_person(post.store, "钱一", "", 0), second = register_person(post.store, "钱二", "", 0);
    cross(post.gate, first, 0, 10);
    int64_t wrong = cross(post.gate, second, 0, 5);
    register_begin(post.store);
    assert_true(row_void(post.store, "crossing", wrong, 1, "错登", &err));
    register_commit(post.store);
    find("钱");
    const int64_t order[] = {first, second};
    expect_order(order, 2);
}

static void test_empty_rooms_and_plates(void **state)
{
    (void)state;
    struct err err = {0};
    struct place place = {
        .kind = PLACE_HOUSEHOLD, .estate = "东苑", .room = {"7", "1", "204"}, .head = "黄磊", .phone = "13700000000"};
    register_begin(post.store);
    assert_true(place_save(post.store, &place, &err));
    register_commit(post.store);
    find("7-1-204");
    assert_int_equal(post.count, 1);
    assert_int_equal(post.found[0].person_id, 0);
    assert_int_equal(post.found[0].place_id, place.id);
    assert_string_equal(post.found[0].name, "黄磊");
    int64_t vehicle = register_vehicle(post.store, "粤E54321", place.id);
    cross(post.gate, 0, vehicle, 30);
    find("粤e54");
    assert_int_equal(post.count, 1);
    assert_int_equal(post.found[0].vehicle_id, vehicle);
    assert_int_equal(post.found[0].person_id, 0);
    assert_string_equal(post.found[0].plate, "粤E54321");
    assert_string_equal(post.found[0].place_label, "7-1-204");
    assert_true(post.found[0].at_this_checkpoint);
    assert_int_equal(post.found[0].last_at, REGISTER_NOW - 1800);
}

static void test_a_merged_person_is_offered_as_the_one_it_is(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t wrong = register_person(post.store, "孙志刚", "", 0), right = register_person(post.store, "孙志强", "", 0);
    register_begin(post.store);
    assert_true(person_merge(post.store, wrong, right, &err));
    register_commit(post.store);
    find("志刚");
    const int64_t order[] = {right};
    expect_order(order, 1);
    find("孙志");
    expect_order(order, 1);
}

/* One letter over more persons than are looked at: whom this gate saw is there all the same. */
static void test_a_letter_that_finds_very_many_still_ranks_the_recent(void **state)
{
    (void)state;
    struct err err = {0};
    struct person person = {.kind = PERSON_VISITOR};
    register_begin(post.store);
    for (int i = 0; i < 1500; i++) {
        person.id = 0;
        snprintf(person.name, sizeof person.name, "高%c", 'a' + i % 26);
        assert_true(person_save(post.store, &person, &err));
    }
    register_commit(post.store);
    cross(post.gate, person.id, 0, 2);
    find("g");
    assert_int_equal(post.count, MOST);
    assert_int_equal(post.found[0].person_id, person.id);
    for (int i = 1; i < MOST; i++)
        assert_int_not_equal(post.found[i].person_id, person.id);
}

static void test_whole_names_rooms_and_plates_come_before_the_recent(void **state)
{
    (void)state;
    int64_t room = register_household(post.store, "东苑", "6-1-301");
    int64_t longer_room = register_household(post.store, "东苑", "6-1-3012");
    int64_t longer = register_person(post.store, "刘洋嘉", "", longer_room);
    int64_t exact = register_person(post.store, "刘洋", "13800004455", room);
    cross(post.gate, longer, 0, 1);
    find("刘洋");
    const int64_t order[] = {exact, longer};
    expect_order(order, 2);
    find("6-1-301");
    expect_order(order, 2);
    find("4455");
    expect_order(order, 1);
    cross(post.gate, 0, register_vehicle(post.store, "粤E777778", room), 1);
    int64_t plate = register_vehicle(post.store, "粤E77777", room);
    find("粤E77777");
    assert_int_equal(post.found[0].vehicle_id, plate);
    find("刘");
    assert_int_equal(post.found[0].person_id, longer);
}

static void test_who_is_denied_is_never_left_off(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t denied = register_person(post.store, "尤一", "", 0);
    for (int i = 0; i < MOST + 3; i++)
        cross(post.gate, register_person(post.store, "尤二", "", 0), 0, i + 1);
    find("尤");
    assert_int_equal(post.left, 4);
    for (int i = 0; i < MOST; i++)
        assert_int_not_equal(post.found[i].person_id, denied);
    struct flag flag = {
        .person_id = denied, .kind = FLAG_OBSERVATION, .say = "stay", .denies = DENIES_OUT, .from_at = 1};
    register_begin(post.store);
    assert_true(flag_save(post.store, &flag, &err));
    register_commit(post.store);
    find("尤");
    assert_int_equal(post.found[MOST - 1].person_id, denied);
    assert_int_equal(post.left, 4);
}

static void test_the_last_crossing_is_told_whole(void **state)
{
    (void)state;
    struct crossing crossing = {.at = REGISTER_NOW - 60,
                                .checkpoint_id = post.gate,
                                .class = CLASS_COURIER,
                                .person_id = register_person(post.store, "程送", "", 0),
                                .vehicle_id = register_vehicle(post.store, "粤E88001", 0),
                                .temp_tenths = 380,
                                .retest_tenths = 379,
                                .decision = DECISION_HELD};
    register_crossing(post.store, &crossing);
    find("粤E88001");
    assert_int_equal(post.found[0].last_person_id, crossing.person_id);
    assert_int_equal(post.found[0].last_class, CLASS_COURIER);
    assert_int_equal(post.found[0].last_retest_tenths, 379);
    assert_int_equal(post.found[0].last_decision, DECISION_HELD);
}

static void test_words_that_find_nobody(void **state)
{
    (void)state;
    static const char *const words[] = {"", " ", "%", "慕容", "\xff", "99-9-9"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        find(words[i]);
        assert_int_equal(post.count, 0);
    }
}

static int open_register(void **state)
{
    (void)state;
    post.store = register_open();
    post.gate = register_checkpoint(post.store, "南门");
    post.other_gate = register_checkpoint(post.store, "北门");
    return 0;
}

static int close_register(void **state)
{
    (void)state;
    register_close(post.store);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_this_gate_first_then_elsewhere_then_by_name),
        cmocka_unit_test(test_a_voided_crossing_ranks_nobody),
        cmocka_unit_test(test_whole_initials_before_longer_names),
        cmocka_unit_test(test_empty_rooms_and_plates),
        cmocka_unit_test(test_a_merged_person_is_offered_as_the_one_it_is),
        cmocka_unit_test(test_a_letter_that_finds_very_many_still_ranks_the_recent),
        cmocka_unit_test(test_whole_names_rooms_and_plates_come_before_the_recent),
        cmocka_unit_test(test_who_is_denied_is_never_left_off),
        cmocka_unit_test(test_the_last_crossing_is_told_whole),
        cmocka_unit_test(test_words_that_find_nobody),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_register, close_register);
}
