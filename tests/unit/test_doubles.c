/* Persons who may be one, and those of whom it was said that they are not. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/doubles.h"
#include "gatepost/people_rules.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUMBER "11010519491231002X"

static struct store_file file;
static struct store *store;
static struct err err;
static int64_t home, next_door;

static void check_done(bool done)
{
    if (!done)
        fail_msg("%s", err.text);
}

static int64_t add_home(const char *number)
{
    struct place place = {.kind = PLACE_HOUSEHOLD};
    check_done(room_parse(number, &place.room, &err) && people_add_place(store, &place, &err));
    return place.id;
}

static int make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(1649658720);
    err = (struct err){0};
    store_file_make(&file);
    store = store_file_open(&file, "seat-1", true);
    home = add_home("12-2-1203");
    next_door = add_home("12-2-1204");
    return 0;
}

static int clear(void **state)
{
    (void)state;
    struct buffer report = {0};
    check_done(store_check(store, &report, &err));
    buffer_release(&report);
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static int64_t add(const char *name, int64_t place_id, const char *phone, const char *number, enum same_person same)
{
    struct person person = {.place_id = place_id};
    text_copy(person.name, sizeof person.name, name);
    text_copy(person.phone, sizeof person.phone, phone);
    text_copy(person.id_number, sizeof person.id_number, number);
    check_done(people_add_person_as(store, &person, same, &err));
    return person.id;
}

/* What one person has in common with another; 0 when they are not named. */
static unsigned common(int64_t one, int64_t other)
{
    struct person person;
    struct person_double found[8];
    int count = 0;
    check_done(person_get(store, one, &person, &err) && doubles_of(store, &person, found, 8, &count, &err));
    for (int i = 0; i < count; i++)
        if (found[i].person.id == other)
            return found[i].by;
    return 0;
}

static int undecided(void)
{
    struct double_pair rows[16];
    struct double_list list = {.word = "", .after_name = "", .rows = rows, .most = 16};
    check_done(double_list_read(store, &list, &err));
    assert_true(list.finished);
    for (int i = 1; i < list.count; i++)
        assert_true(strcmp(rows[i - 1].person.name, rows[i].person.name) <= 0);
    int forwards = list.count;
    list.backwards = true;
    check_done(double_list_read(store, &list, &err));
    assert_int_equal(list.count, forwards);
    return forwards;
}

static void undo(void)
{
    struct buffer what = {0};
    check_done(undo_last(store, &what, &err));
    buffer_release(&what);
}

static void the_same_number_phone_or_home_points_to_somebody(void **state)
{
    (void)state;
    int64_t first = add("张伟明", home, "13912340001", NUMBER, SAME_NOT_SAID);
    int64_t phone = add("张伟明", next_door, "13912340001", "", SAME_NOT_SAID);
    int64_t room = add("张伟明", home, "", "", SAME_NOT_SAID);
    int64_t wife = add("李娜", home, "13912340001", "", SAME_NOT_SAID);
    int64_t other = add("张伟明", 0, "", "", SAME_NOT_SAID);
    assert_int_equal(common(phone, first), DOUBLE_PHONE);
    assert_int_equal(common(room, first), DOUBLE_HOME);
    assert_int_equal(common(wife, first), DOUBLE_SHARED_PHONE);
    assert_int_equal(common(other, first), 0);
    /* A family's phone is a hint, no question. */
    assert_int_equal(undecided(), 3);
    /* Two numbers that differ are two persons. */
    int64_t son = add("张伟明", home, "13912340001", "E12345678", SAME_NOT_SAID);
    assert_int_equal(common(son, first), 0);
}

static void an_id_number_that_is_somebodys_is_asked_about(void **state)
{
    (void)state;
    int64_t first = add("张伟明", home, "", NUMBER, SAME_NOT_SAID);
    struct person twin = {.name = "张为民", .id_number = NUMBER};
    assert_false(people_add_person(store, &twin, &err));
    assert_string_equal(err.field, "id_number");
    assert_non_null(strstr(err.text, "张伟明"));
    err = (struct err){0};
    int64_t later = add("张为民", 0, "", NUMBER, SAME_LATER);
    assert_int_equal(common(later, first), DOUBLE_ID);
    assert_int_equal(undecided(), 2);
    undo();
    assert_int_equal(undecided(), 0);
    int64_t never = add("张为民", 0, "", NUMBER, SAME_NOT);
    assert_int_equal(common(never, first), 0);
    assert_int_equal(common(first, never), 0);
    assert_int_equal(undecided(), 0);
    /* Corrected later, the number that stood there is not asked about again. */
    check_done(person_get(store, never, &twin, &err));
    text_copy(twin.note, sizeof twin.note, "改过");
    check_done(people_add_person(store, &twin, &err));
}

static void who_is_not_the_same_is_never_asked_again(void **state)
{
    (void)state;
    int64_t one = add("张伟明", home, "", "", SAME_NOT_SAID), other = add("张伟明", home, "", "", SAME_NOT_SAID);
    assert_int_equal(undecided(), 2);
    check_done(people_say_distinct(store, other, one, &err));
    check_done(people_say_distinct(store, one, other, &err)); /* known already */
    assert_int_equal(common(one, other), 0);
    assert_int_equal(common(other, one), 0);
    assert_int_equal(undecided(), 0);
    undo();
    assert_int_equal(undecided(), 2);
    assert_false(people_say_distinct(store, one, one, &err));
}

static void what_was_said_of_a_merged_person_holds_for_the_other(void **state)
{
    (void)state;
    int64_t one = add("张伟明", home, "", "", SAME_NOT_SAID), two = add("张伟明", home, "", "", SAME_NOT_SAID),
            three = add("张伟明", home, "", "", SAME_NOT_SAID);
    check_done(people_say_distinct(store, one, three, &err));
    assert_int_equal(common(two, three), DOUBLE_HOME);
    check_done(people_merge(store, three, two, &err));
    assert_int_equal(common(one, two), 0); /* as it was said of three */
    assert_int_equal(undecided(), 0);
    undo();
    assert_int_equal(common(one, two), DOUBLE_HOME);
    assert_int_equal(common(one, three), 0);
    /* Merged after all, what was said of the two holds no longer. */
    check_done(people_merge(store, one, three, &err));
    assert_int_equal(common(two, three), DOUBLE_HOME);
    assert_false(people_say_distinct(store, one, two, &err));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, make, clear)
    const struct CMUnitTest tests[] = {
        ON_FILE(the_same_number_phone_or_home_points_to_somebody),
        ON_FILE(an_id_number_that_is_somebodys_is_asked_about),
        ON_FILE(who_is_not_the_same_is_never_asked_again),
        ON_FILE(what_was_said_of_a_merged_person_holds_for_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
