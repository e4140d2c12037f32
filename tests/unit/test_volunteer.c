/* Volunteers on the one person table, and their leave. */
#include "gatepost/assignment.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/record_text.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer_rules.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 86400 };
static struct store *store;
static struct err err;
static int64_t home, zhang;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    err = (struct err){0};
    home = register_household(store, "望江苑", "12-2-1203");
    zhang = register_person(store, "张伟明", "13812343821", home);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct volunteer volunteer_from(int64_t person_id, const char *name, const char *phone)
{
    struct volunteer volunteer;
    register_new(&volunteer_rules, &volunteer);
    volunteer.person_id = person_id;
    text_copy(volunteer.name, sizeof volunteer.name, name);
    text_copy(volunteer.phone, sizeof volunteer.phone, phone);
    return volunteer;
}

static void save(struct volunteer *volunteer)
{
    err = (struct err){0};
    if (!register_save(store, &volunteer_rules, volunteer, &err))
        fail_msg("%s", err.text);
}

static struct volunteer added(int64_t person_id, const char *name, const char *phone)
{
    struct volunteer volunteer = volunteer_from(person_id, name, phone);
    save(&volunteer);
    return volunteer;
}

static struct volunteer stored(int64_t id)
{
    struct volunteer volunteer;
    assert_true(record_get(store, &volunteer_table, id, &volunteer, &err));
    return volunteer;
}

static struct person person_of(int64_t id)
{
    struct person person;
    assert_true(person_get(store, id, &person, &err));
    return person;
}

static void refused(struct volunteer volunteer, const char *field, const char *words)
{
    struct volunteer as_it_was = volunteer;
    err = (struct err){0};
    assert_false(register_save(store, &volunteer_rules, &volunteer, &err));
    assert_string_equal(err.field, field);
    if (!strstr(err.text, words))
        fail_msg("%s", err.text);
    assert_memory_equal(&volunteer, &as_it_was, sizeof volunteer);
}

static void somebody_of_the_register_brings_name_phone_and_building(void **state)
{
    (void)state;
    struct volunteer volunteer = added(zhang, "", "");
    assert_string_equal(volunteer.name, "张伟明");
    volunteer = stored(volunteer.head.id);
    assert_string_equal(volunteer.name, "张伟明");
    assert_string_equal(volunteer.phone, "13812343821");
    assert_string_equal(volunteer.building, "12");
    assert_int_equal(volunteer.since_day, 20220411);
    assert_false(volunteer.observed);
}

static void a_new_name_with_a_phone_becomes_a_person_and_goes_with_one_undo(void **state)
{
    (void)state;
    int64_t persons = register_count(store, "SELECT COUNT(*) FROM person WHERE voided IS NULL");
    struct volunteer volunteer = added(0, "李 四", "138 0000 1234");
    struct person person = person_of(volunteer.person_id);
    assert_string_equal(person.name, "李四");
    assert_string_equal(person.phone, "13800001234");
    assert_int_equal(person.kind, PERSON_VISITOR);
    assert_int_equal(person.place_id, 0);
    assert_string_equal(volunteer.phone, "13800001234");
    struct buffer what = {0};
    assert_true(undo_last(store, &what, &err));
    buffer_release(&what);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM person WHERE voided IS NULL"), persons);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM volunteer WHERE voided IS NULL"), 0);
}

static void a_known_name_and_phone_is_the_one_that_is_known(void **state)
{
    (void)state;
    assert_int_equal(added(0, "张伟明", "13812343821").person_id, zhang);
    assert_int_not_equal(added(0, "张小明", "13812343821").person_id, zhang); /* a family shares its phone */
}

static void nobody_is_a_volunteer_twice(void **state)
{
    (void)state;
    added(zhang, "", "");
    refused(volunteer_from(zhang, "", ""), "person", "张伟明 is a volunteer already");
    refused(volunteer_from(0, "张伟明", "13812343821"), "person", "already");
}

static void who_it_is_must_be_said_once(void **state)
{
    (void)state;
    refused(volunteer_from(0, "", ""), "person", "Who is it?");
    refused(volunteer_from(0, "李四", ""), "phone", "李四 is not in the register yet");
    refused(volunteer_from(0, "李四", "12"), "phone", "");
    refused(volunteer_from(0, "李*", "13800001234"), "name", "");
    assert_string_equal(added(zhang, "李四", "").name, "张伟明");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM person"), 1);
}

static void a_phone_is_the_persons(void **state)
{
    (void)state;
    struct volunteer volunteer = added(zhang, "", "13900001111");
    assert_string_equal(person_of(zhang).phone, "13900001111");
    assert_string_equal(person_of(zhang).phone2, "13812343821");
    text_copy(volunteer.phone, sizeof volunteer.phone, "139 0000 2222");
    save(&volunteer);
    assert_string_equal(person_of(zhang).phone, "13900002222");
    assert_string_equal(stored(volunteer.head.id).phone, "13900002222");
    text_copy(volunteer.phone, sizeof volunteer.phone, "139****2222");
    refused(volunteer, "phone", "");
}

static void give_phone(int64_t person_id, const char *phone)
{
    struct person person = person_of(person_id);
    text_copy(person.phone, sizeof person.phone, phone);
    if (!people_add_person(store, &person, &err))
        fail_msg("%s", err.text);
}

static void a_phone_changed_elsewhere_stays(void **state)
{
    (void)state;
    int64_t id = added(zhang, "", "").head.id;
    struct volunteer shown = stored(id), typed = shown;
    give_phone(zhang, "13900003333"); /* another desk, while the form is open */
    shown.driving = true;
    save(&shown);
    assert_string_equal(person_of(zhang).phone, "13900003333");
    assert_string_equal(shown.phone, "13900003333");
    assert_true(stored(id).driving);
    typed.head.rev = shown.head.rev;
    text_copy(typed.phone, sizeof typed.phone, "13900004444");
    save(&typed);
    assert_string_equal(person_of(zhang).phone, "13900004444");
    assert_string_equal(person_of(zhang).phone2, "13900003333"); /* nobody here has seen it */
}

static void name_and_building_follow_the_person(void **state)
{
    (void)state;
    struct volunteer volunteer = added(zhang, "", "");
    struct person person = person_of(zhang);
    text_copy(person.name, sizeof person.name, "张卫明");
    person.place_id = register_household(store, "望江苑", "3-1-502");
    assert_true(people_add_person(store, &person, &err));
    volunteer = stored(volunteer.head.id);
    assert_string_equal(volunteer.name, "张卫明");
    assert_string_equal(volunteer.building, "3");
    text_copy(volunteer.name, sizeof volunteer.name, "李四");
    refused(volunteer, "name", "correct it there");
    volunteer = stored(volunteer.head.id);
    volunteer.person_id = register_person(store, "王芳", "13900003333", home);
    refused(volunteer, "person", "This is 张卫明");
}

static void two_rows_of_one_person_move_the_volunteer(void **state)
{
    (void)state;
    struct volunteer volunteer = added(0, "张伟", "13700001111");
    int64_t visitor = volunteer.person_id;
    assert_true(people_merge(store, visitor, zhang, &err));
    volunteer = stored(volunteer.head.id);
    assert_int_equal(volunteer.person_id, zhang);
    assert_string_equal(volunteer.name, "张伟明");
    assert_string_equal(volunteer.building, "12");
    struct volunteer other = added(0, "张伟", "13700002222");
    assert_false(people_merge(store, other.person_id, zhang, &err));
    assert_non_null(strstr(err.text, "张伟明 is a volunteer in both records"));
}

static void a_person_stays_while_they_are_a_volunteer(void **state)
{
    (void)state;
    struct volunteer volunteer = added(zhang, "", "");
    assert_false(people_void_person(store, zhang, -1, "moved away", &err));
    assert_non_null(strstr(err.text, "entries among the volunteers: 1"));
    err = (struct err){0};
    assert_true(register_void(store, &volunteer_rules, volunteer.head.id, -1, "no longer", &err));
    assert_true(people_void_person(store, zhang, -1, "moved away", &err));
}

static void days_are_completed(void **state)
{
    (void)state;
    struct volunteer volunteer = volunteer_from(zhang, "", "");
    volunteer.health = HEALTH_FIT;
    text_copy(volunteer.kit, sizeof volunteer.kit, "口罩 手套");
    save(&volunteer);
    assert_int_equal(volunteer.health_day, 20220411);
    assert_int_equal(volunteer.kit_day, 20220411);
    volunteer.health = HEALTH_UNCHECKED;
    volunteer.kit[0] = '\0';
    save(&volunteer);
    assert_int_equal(volunteer.health_day, 0);
    assert_int_equal(volunteer.kit_day, 0);
}

static void when_they_can_come_is_kept_in_one_form(void **state)
{
    (void)state;
    struct volunteer volunteer = volunteer_from(zhang, "", "");
    text_copy(volunteer.available, sizeof volunteer.available, "周末");
    save(&volunteer);
    assert_string_equal(volunteer.available, "67");
    text_copy(volunteer.available, sizeof volunteer.available, "随便什么");
    refused(volunteer, "available", "");
}

static int64_t meant(const char *words)
{
    int64_t id = 0;
    err = (struct err){0};
    return volunteer_meant(store, words, &id, &err) ? id : -1;
}

static void one_is_found_by_name_initials_and_digits(void **state)
{
    (void)state;
    int64_t first = added(zhang, "", "").head.id, second = added(0, "王芳", "13800001234").head.id,
            third = added(0, "王芳", "13800005678").head.id;
    assert_int_equal(meant("张伟明"), first);
    assert_int_equal(meant("zwm"), first);
    assert_int_equal(meant("ZHANGW"), first);
    assert_int_equal(meant("3821"), first);
    assert_int_equal(meant("伟"), first);
    assert_int_equal(meant("王芳"), -1);
    assert_non_null(strstr(err.text, "1234"));
    assert_int_equal(meant("王芳 1234"), second);
    assert_int_equal(meant("wf 5678"), third);
    assert_int_equal(meant("李"), 0);
    struct absence absence;
    register_new(&absence_rules, &absence);
    assert_true(record_resolve(store, record_find(absence_fields, "volunteer"), &absence, "5678", &err));
    assert_int_equal(absence.volunteer_id, third);
}

/* ---- shifts and leave ---- */

static int64_t post_added(void)
{
    struct post post = {.position = 1, .name = "南门", .least = 1, .wanted = 2, .pattern = "06-14 14-22 22-06"};
    register_begin(store);
    assert_true(record_save(store, &post_table, &post, &err));
    register_commit(store);
    return post.head.id;
}

static int64_t shift_added(int64_t post_id, int64_t volunteer_id, int64_t starts_at, enum assignment_state state)
{
    struct assignment assignment = {.post_id = post_id,
                                    .volunteer_id = volunteer_id,
                                    .day = clock_day(starts_at),
                                    .starts_at = starts_at,
                                    .ends_at = starts_at + 8 * HOUR,
                                    .state = state,
                                    .assigned_at = REGISTER_NOW};
    if (state == ASSIGNMENT_DONE)
        assignment.arrived_at = starts_at;
    register_begin(store);
    if (!record_save(store, &assignment_table, &assignment, &err))
        fail_msg("%s", err.text);
    register_commit(store);
    return assignment.head.id;
}

static int64_t seeks(int64_t id)
{
    struct assignment assignment;
    assert_true(record_get(store, &assignment_table, id, &assignment, &err));
    return assignment.seeking_at;
}

static struct absence absence_of(int64_t volunteer_id, int64_t from_at, int64_t until_at)
{
    struct absence absence;
    register_new(&absence_rules, &absence);
    absence.volunteer_id = volunteer_id;
    absence.from_at = from_at;
    absence.until_at = until_at;
    return absence;
}

static void whoever_has_shifts_to_come_is_not_voided(void **state)
{
    (void)state;
    int64_t id = added(zhang, "", "").head.id, post = post_added();
    shift_added(post, id, REGISTER_NOW - 2 * DAY, ASSIGNMENT_DONE);
    shift_added(post, id, REGISTER_NOW + DAY, ASSIGNMENT_EXCUSED);
    int64_t running = shift_added(post, id, REGISTER_NOW - HOUR, ASSIGNMENT_CONFIRMED),
            ahead = shift_added(post, id, REGISTER_NOW + 2 * DAY, ASSIGNMENT_PLANNED);
    assert_false(register_void(store, &volunteer_rules, id, -1, "moved", &err));
    assert_non_null(strstr(err.text, "shifts to come: 2"));
    register_begin(store);
    assert_true(row_void(store, "assignment", running, -1, "off", &err) &&
                row_void(store, "assignment", ahead, -1, "off", &err));
    register_commit(store);
    assert_true(register_void(store, &volunteer_rules, id, -1, "moved", &err));
}

static void leave_makes_shifts_look_for_a_stand_in(void **state)
{
    (void)state;
    int64_t id = added(zhang, "", "").head.id, other = added(0, "王芳", "13800001234").head.id, post = post_added();
    int64_t ended = shift_added(post, id, REGISTER_NOW - DAY, ASSIGNMENT_PLANNED),
            within = shift_added(post, id, REGISTER_NOW + DAY, ASSIGNMENT_CONFIRMED),
            touches = shift_added(post, id, REGISTER_NOW + DAY - 8 * HOUR, ASSIGNMENT_PLANNED),
            behind = shift_added(post, id, REGISTER_NOW + 2 * DAY, ASSIGNMENT_PLANNED),
            others = shift_added(post, other, REGISTER_NOW + DAY, ASSIGNMENT_PLANNED);
    struct absence absence = absence_of(id, REGISTER_NOW + DAY, REGISTER_NOW + 2 * DAY);
    int count = 0;
    assert_true(absence_shifts(store, &absence, &count, &err));
    assert_int_equal(count, 1);
    assert_true(register_save(store, &absence_rules, &absence, &err));
    assert_int_equal(seeks(within), REGISTER_NOW);
    assert_int_equal(seeks(touches) + seeks(behind) + seeks(others) + seeks(ended), 0);
    absence.until_at += HOUR;
    assert_true(register_save(store, &absence_rules, &absence, &err));
    assert_int_equal(seeks(behind), REGISTER_NOW);
    struct buffer what = {0};
    assert_true(undo_last(store, &what, &err) && undo_last(store, &what, &err));
    buffer_release(&what);
    assert_int_equal(seeks(within) + seeks(behind), 0);
}

static void leave_that_is_no_leave_is_refused(void **state)
{
    (void)state;
    int64_t id = added(zhang, "", "").head.id;
    struct absence absence = absence_of(id, REGISTER_NOW, REGISTER_NOW);
    assert_false(register_save(store, &absence_rules, &absence, &err));
    assert_string_equal(err.field, "until");
    absence = absence_of(0, REGISTER_NOW, REGISTER_NOW + DAY);
    assert_false(register_save(store, &absence_rules, &absence, &err));
    assert_string_equal(err.field, "volunteer");
    assert_true(register_void(store, &volunteer_rules, id, -1, "moved", &err));
    absence = absence_of(id, REGISTER_NOW, REGISTER_NOW + DAY);
    assert_false(register_save(store, &absence_rules, &absence, &err));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(somebody_of_the_register_brings_name_phone_and_building),
        TEST(a_new_name_with_a_phone_becomes_a_person_and_goes_with_one_undo),
        TEST(a_known_name_and_phone_is_the_one_that_is_known),
        TEST(nobody_is_a_volunteer_twice),
        TEST(who_it_is_must_be_said_once),
        TEST(a_phone_is_the_persons),
        TEST(a_phone_changed_elsewhere_stays),
        TEST(name_and_building_follow_the_person),
        TEST(two_rows_of_one_person_move_the_volunteer),
        TEST(a_person_stays_while_they_are_a_volunteer),
        TEST(days_are_completed),
        TEST(when_they_can_come_is_kept_in_one_form),
        TEST(one_is_found_by_name_initials_and_digits),
        TEST(whoever_has_shifts_to_come_is_not_voided),
        TEST(leave_makes_shifts_look_for_a_stand_in),
        TEST(leave_that_is_no_leave_is_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
