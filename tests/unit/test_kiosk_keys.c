/* What volunteers are found by at a shared terminal follows whatever becomes of them, and says nothing by itself. */
#include "gatepost/clock.h"
#include "gatepost/importer.h"
#include "gatepost/kiosk_access.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer_rules.h"
#include "gatepost/words.h"
#include "tests/lib/old_file.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static struct err err;
static int64_t zhang; /* 张伟明, …3821, a volunteer */
static int64_t zhang_person;

static int64_t volunteer_of(int64_t person_id, const char *name)
{
    struct volunteer volunteer = {.person_id = person_id, .health = HEALTH_FIT};
    text_copy(volunteer.name, sizeof volunteer.name, name);
    if (!register_save(store, &volunteer_rules, &volunteer, &err))
        fail_msg("%s", err.text);
    return volunteer.head.id;
}

static int make(void **state)
{
    (void)state;
    err = (struct err){0};
    store = register_open();
    zhang_person = register_person(store, "张伟明", "13812343821", register_household(store, "望江苑", "12-2-1203"));
    zhang = volunteer_of(zhang_person, "张伟明");
    return 0;
}

/* Whatever a test did: made anew, the keys are the same. */
static int clear(void **state)
{
    (void)state;
    register_whole(store);
    register_close(store);
    return 0;
}

static int clear_broken(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static void done(bool good)
{
    if (!good)
        fail_msg("%s", err.text);
}

/* How many are found at the shared terminal, which opens the file anew. */
static int found_as(const char *digits, const char *initials, char name[NAME_BYTES])
{
    struct kiosk_person people[4] = {0};
    int count = 0;
    struct store *hall = store_open(store_path(store), STORE_KIOSK, &err);
    done(hall != NULL && kiosk_find(hall, digits, initials, people, 4, &count, &err));
    if (name != NULL)
        text_copy(name, NAME_BYTES, people[0].name);
    store_close(hall);
    return count;
}

static int found(const char *digits, const char *initials)
{
    return found_as(digits, initials, NULL);
}

static void change_person(int64_t id, const char *name, const char *phone, const char *phone2)
{
    struct person person;
    done(person_get(store, id, &person, &err));
    text_copy(person.name, sizeof person.name, name);
    text_copy(person.phone, sizeof person.phone, phone);
    text_copy(person.phone2, sizeof person.phone2, phone2);
    done(people_add_person(store, &person, &err));
}

static void digits_and_initials_find_a_masked_name(void **state)
{
    (void)state;
    char name[NAME_BYTES];
    assert_int_equal(found_as("3821", "", name), 1);
    assert_string_equal(name, "张*明");
    assert_int_equal(found("3821", "zwm"), 1);
    assert_int_equal(found("3821", "zw"), 0); /* a part of them is a guess */
    assert_int_equal(found("3821", "lwm"), 0);
    assert_int_equal(found("1234", ""), 0);
    assert_int_equal(found("zwm", ""), 0); /* one is not taken for the other */
    assert_int_equal(found("", ""), 0);
}

static void every_reading_of_a_surname_and_latin_names_find(void **state)
{
    (void)state;
    volunteer_of(register_person(store, "单晓", "13900007001", 0), "单晓");
    volunteer_of(register_person(store, "Anna Lee", "13900007002", 0), "Anna Lee");
    volunteer_of(register_person(store, "欧阳建国", "13900007003", 0), "欧阳建国");
    assert_int_equal(found("7001", "sx"), 1);
    assert_int_equal(found("7002", "al"), 1);
    assert_int_equal(found("7003", "oyjg"), 1);
}

static void who_is_renamed_is_found_by_the_new_name(void **state)
{
    (void)state;
    char name[NAME_BYTES];
    change_person(zhang_person, "李明", "13812343821", "");
    assert_int_equal(found_as("3821", "lm", name), 1);
    assert_string_equal(name, "李*");
    assert_int_equal(found("3821", "zwm"), 0);
}

static void both_phones_find_and_old_ones_do_not(void **state)
{
    (void)state;
    change_person(zhang_person, "张伟明", "13812340001", "");
    assert_int_equal(found("3821", ""), 0);
    assert_int_equal(found("0001", ""), 1);
    change_person(zhang_person, "张伟明", "13812340001", "0757-83280002");
    assert_int_equal(found("0001", ""), 1);
    assert_int_equal(found("0002", ""), 1);
    done(undo_last(store, NULL, &err));
    assert_int_equal(found("0002", ""), 0);
}

static void who_is_no_volunteer_is_not_found(void **state)
{
    (void)state;
    register_person(store, "赵敏", "13900003821", 0);
    assert_int_equal(found("3821", ""), 1);
    done(register_void(store, &volunteer_rules, zhang, -1, "搬走了", &err));
    assert_int_equal(found("3821", ""), 0);
    done(undo_last(store, NULL, &err));
    assert_int_equal(found("3821", "zwm"), 1);
}

static void who_is_merged_is_found_by_the_phone_that_counts(void **state)
{
    (void)state;
    int64_t other = register_person(store, "张伟明", "13900009999", 0);
    done(people_merge(store, zhang_person, other, &err));
    assert_int_equal(found("9999", "zwm"), 1);
    register_whole(store);
    done(undo_last(store, NULL, &err));
    assert_int_equal(found("3821", "zwm"), 1);
    assert_int_equal(found("9999", ""), 0);
}

static void imported_volunteers_are_found(void **state)
{
    (void)state;
    static const char list[] = "姓名,手机号\n钱进,13900003333\n孙立,13900004444\n";
    const struct importer_defaults defaults = {0};
    struct importer *importer = importer_new(store, import_register_find("volunteers"), &defaults);
    done(importer_open_text(importer, list, strlen(list), &err));
    for (enum importer_phase phase; (phase = importer_phase(importer)) != IMPORTER_DONE;) {
        if (phase == IMPORTER_MAPPING)
            done(importer_judge(importer, &err));
        else if (phase == IMPORTER_READY) {
            importer_take_all(importer, true);
            done(importer_write(importer, &err));
        } else
            done(importer_step(importer, 20, &err));
    }
    importer_free(importer);
    assert_int_equal(found("3333", "qj"), 1);
    assert_int_equal(found("4444", "sl"), 1);
    register_whole(store);
    done(undo_last(store, NULL, &err));
    assert_int_equal(found("3333", ""), 0);
}

static void officers_are_called_by_masked_names(void **state)
{
    (void)state;
    struct officer officer = {.role = ROLE_CLERK};
    text_copy(officer.name, sizeof officer.name, "陈国梁");
    done(people_add_officer(store, &officer, &err));
    assert_int_equal(
        register_count(store, "SELECT COUNT(*) FROM kiosk_name WHERE kind = 'officer' AND masked = '陈*梁'"), 1);
    text_copy(officer.name, sizeof officer.name, "林小燕");
    done(people_add_officer(store, &officer, &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM kiosk_name WHERE masked = '林*燕'"), 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM kiosk_name WHERE masked = '陈*梁'"), 0);
}

static void keys_say_nothing_by_themselves(void **state)
{
    (void)state;
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM kiosk_key"), 2);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM kiosk_key WHERE hash LIKE '%3821%'"), 0);
}

static void check_finds_what_does_not_follow(void **state)
{
    (void)state;
    register_finds(store, "UPDATE kiosk_name SET masked = '张伟明' WHERE kind = 'volunteer'", "kiosk_name");
    register_finds(store, "DELETE FROM kiosk_key", "kiosk_key");
}

static void an_older_file_gets_them(void **state)
{
    (void)state;
    struct store_file file;
    text_copy(file.path, sizeof file.path, store_path(store));
    store_close(store);
    old_file_make(&file, 23);
    store = store_open(file.path, 0, &err);
    done(store != NULL);
    assert_int_equal(found("3821", "zwm"), 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM kiosk_name"), 2);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, make, clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(digits_and_initials_find_a_masked_name),
        ON_FILE(every_reading_of_a_surname_and_latin_names_find),
        ON_FILE(who_is_renamed_is_found_by_the_new_name),
        ON_FILE(both_phones_find_and_old_ones_do_not),
        ON_FILE(who_is_no_volunteer_is_not_found),
        ON_FILE(who_is_merged_is_found_by_the_phone_that_counts),
        ON_FILE(imported_volunteers_are_found),
        ON_FILE(officers_are_called_by_masked_names),
        ON_FILE(keys_say_nothing_by_themselves),
        cmocka_unit_test_setup_teardown(check_finds_what_does_not_follow, make, clear_broken),
        ON_FILE(an_older_file_gets_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
