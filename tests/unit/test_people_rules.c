/* People, places, flags, checkpoints, officers: what is accepted, and that a refusal changes nothing. */
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    *state = register_open();
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

static void assert_code(bool done, const struct err *err, enum err_code code, const char *field)
{
    assert_false(done);
    assert_int_equal(err->code, code);
    assert_string_equal(err->field != NULL ? err->field : "", field);
}

static void a_person_is_brought_into_form(void **state)
{
    struct err err = {0};
    struct person person = {.name = " 阿依古丽・吐尔逊 ", .phone = "138 0000 0001"};
    text_copy(person.id_number, sizeof person.id_number, "11010519491231002x");
    assert_true(people_add_person(*state, &person, &err));
    assert_string_equal(person.name, "阿依古丽·吐尔逊");
    assert_string_equal(person.phone, "13800000001");
    assert_string_equal(person.id_number, "11010519491231002X");
    assert_int_equal(person.id_type, ID_RESIDENT);
    assert_int_equal(person.birth_day, 19491231);
    assert_int_equal(person.sex, 'f');
    struct person twin = {.name = "李四"};
    text_copy(twin.id_number, sizeof twin.id_number, person.id_number);
    assert_code(people_add_person(*state, &twin, &err), &err, ERR_INPUT, "id_number");
    text_copy(person.note, sizeof person.note, "new");
    assert_true(people_add_person(*state, &person, &err));
    assert_int_equal(person.rev, 2);
}

static void a_bad_person_is_refused(void **state)
{
    struct err err = {0};
    struct person person = {.name = "王*明"};
    assert_code(people_add_person(*state, &person, &err), &err, ERR_INPUT, "name");
    person = (struct person){.name = "王小明", .phone = "138****3821"};
    assert_code(people_add_person(*state, &person, &err), &err, ERR_INPUT, "phone");
    text_copy(person.phone, sizeof person.phone, "０７５７８６１２３４５６"); /* cut to 0757861 */
    assert_code(people_add_person(*state, &person, &err), &err, ERR_INPUT, "phone");
    person = (struct person){.name = "王小明", .id_number = "110105194912310021"};
    assert_code(people_add_person(*state, &person, &err), &err, ERR_INPUT, "id_number");
    person = (struct person){.name = "王小明", .birth_day = 20230101};
    assert_code(people_add_person(*state, &person, &err), &err, ERR_INPUT, "birth_day");
    person = (struct person){.name = "王小明", .note = "a\033]0;x"};
    assert_code(people_add_person(*state, &person, &err), &err, ERR_INPUT, "note");
    person = (struct person){.name = "王小明", .place_id = 77};
    assert_code(people_add_person(*state, &person, &err), &err, ERR_NOT_FOUND, "");
    assert_int_equal(register_count(*state, "SELECT COUNT(*) FROM person"), 0);
}

static void a_room_is_in_the_register_once(void **state)
{
    struct err err = {0};
    struct place place = {.estate = "望江苑", .room = {"12", "2", "1203"}, .phone = "13800000001"};
    assert_true(people_add_place(*state, &place, &err));
    struct place twin = {.estate = "望江苑", .room = {"12", "2", "1203"}};
    assert_code(people_add_place(*state, &twin, &err), &err, ERR_INPUT, "room");
    text_copy(twin.estate, sizeof twin.estate, "滨河花园");
    assert_true(people_add_place(*state, &twin, &err));
    place.reported_persons = 3;
    assert_true(people_add_place(*state, &place, &err));
    struct place shop = {.kind = PLACE_SMALL};
    assert_code(people_add_place(*state, &shop, &err), &err, ERR_INPUT, "name");
    struct place nowhere = {0};
    assert_code(people_add_place(*state, &nowhere, &err), &err, ERR_INPUT, "room");
    struct place crowd = {.room = {"1", "", "101"}, .reported_persons = 100};
    assert_code(people_add_place(*state, &crowd, &err), &err, ERR_INPUT, "reported_persons");
}

static void merging_leaves_one(void **state)
{
    struct err err = {0};
    int64_t one = register_person(*state, "刘洋", "", 0), other = register_person(*state, "刘洋", "", 0);
    assert_code(people_merge(*state, one, one, &err), &err, ERR_INPUT, "into");
    assert_true(people_merge(*state, one, other, &err));
    struct person person;
    assert_true(person_get(*state, one, &person, &err));
    assert_int_equal(person.merged_into, other);
    assert_code(people_merge(*state, one, other, &err), &err, ERR_INPUT, "from");
    assert_code(people_merge(*state, other, one, &err), &err, ERR_INPUT, "into");
}

static void flags_need_words_and_a_reason_to_go(void **state)
{
    struct err err = {0};
    int64_t person = register_person(*state, "刘洋", "", 0);
    struct flag flag = {.kind = FLAG_OTHER, .say = "Stop."};
    assert_code(people_set_flag(*state, &flag, &err), &err, ERR_INPUT, "who");
    flag = (struct flag){.person_id = person, .say = "  "};
    assert_code(people_set_flag(*state, &flag, &err), &err, ERR_INPUT, "say");
    flag = (struct flag){.person_id = person, .say = "Stop.", .until_at = REGISTER_NOW - 1};
    assert_code(people_set_flag(*state, &flag, &err), &err, ERR_INPUT, "until");
    flag.until_at = 0;
    assert_true(people_set_flag(*state, &flag, &err));
    assert_int_equal(flag.from_at, REGISTER_NOW);
    assert_code(people_clear_flag(*state, flag.id, flag.rev, "", &err), &err, ERR_INPUT, "reason");
    assert_true(people_clear_flag(*state, flag.id, flag.rev, "term over", &err));
    struct flag flags[2];
    int count;
    assert_true(flag_in_force(*state, person, 0, REGISTER_NOW, flags, 2, &count, &err));
    assert_int_equal(count, 0);
}

static void names_of_checkpoints_and_officers_are_unique(void **state)
{
    struct err err = {0};
    struct checkpoint gate = {.name = " 南门 "}, twin = {.name = "南门"}, none = {.name = " "};
    assert_true(people_add_checkpoint(*state, &gate, &err));
    assert_string_equal(gate.name, "南门");
    assert_code(people_add_checkpoint(*state, &twin, &err), &err, ERR_INPUT, "name");
    assert_code(people_add_checkpoint(*state, &none, &err), &err, ERR_INPUT, "name");
    struct officer officer = {.name = "李卫国", .role = ROLE_GATE};
    assert_code(people_add_officer(*state, &officer, &err), &err, ERR_INPUT, "name");
    assert_code(people_sign_on(*state, "没有这人", "t", false, &err), &err, ERR_NOT_FOUND, "officer");
    assert_true(people_sign_on(*state, " 李卫国 ", "t", false, &err));
}

static void nobody_signed_on_changes_nothing(void **state)
{
    struct err err = {0};
    assert_true(store_sign_on(*state, 0, "t", false, &err));
    struct checkpoint gate = {.name = "南门"};
    assert_code(people_add_checkpoint(*state, &gate, &err), &err, ERR_ROLE, "");
}

#define PEOPLE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(a_person_is_brought_into_form),       PEOPLE_TEST(a_bad_person_is_refused),
        PEOPLE_TEST(a_room_is_in_the_register_once),      PEOPLE_TEST(merging_leaves_one),
        PEOPLE_TEST(flags_need_words_and_a_reason_to_go), PEOPLE_TEST(names_of_checkpoints_and_officers_are_unique),
        PEOPLE_TEST(nobody_signed_on_changes_nothing),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
