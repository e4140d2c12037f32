/* The call list: no rank twice, moved one place at a time, one step of undo, one commander, a history in words. */
#include "gatepost/buffer.h"
#include "gatepost/contact_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    struct err err = {0};
    *state = register_open();
    assert_true(store_sign_on(*state, 1, "test", true, &err));
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

static int64_t add(struct store *store, const char *name, int position)
{
    struct err err = {0};
    struct contact contact;
    register_new(&contact_rules, &contact);
    text_copy(contact.name, sizeof contact.name, name);
    contact.position = position;
    if (!register_save(store, &contact_rules, &contact, &err))
        fail_msg("%s: %s", name, err.text);
    return contact.head.id;
}

/* "A1 B2 C3": valid ones in the order of the list. */
static void assert_order(struct store *store, const char *expected)
{
    struct contact rows[10];
    struct record_window window = {.scope = CONTACTS_ALL, .rows = rows, .most = 10};
    char text[200] = "";
    assert_true(record_window(store, &contact_table, &window, NULL));
    for (int i = 0; i < window.count; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%s%d", i > 0 ? " " : "", rows[i].name, rows[i].position);
    }
    assert_string_equal(text, expected);
}

static void run_sql(struct store *store, const char *sql)
{
    struct store_file file = {0};
    text_copy(file.path, sizeof file.path, store_path(store));
    store_file_sql(&file, sql);
}

static void a_new_one_is_last_or_pushes_the_others_down(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    add(store, "A", 0);
    add(store, "B", 0);
    add(store, "D", 7);
    add(store, "E", 0);
    assert_order(store, "A1 B2 D7 E8");
    add(store, "C", 1);
    assert_order(store, "C1 A2 B3 D7 E8"); /* as far as the first gap */
    assert_true(store_undo(store, NULL, &err));
    assert_order(store, "A1 B2 D7 E8"); /* all of it in one step */
    struct contact contact;
    assert_true(record_get(store, &contact_table, 4, &contact, &err));
    contact.position = 2;
    assert_true(register_save(store, &contact_rules, &contact, &err));
    assert_order(store, "A1 E2 B3 D7");
    assert_true(register_void(store, &contact_rules, 4, -1, "调离", &err));
    add(store, "F", 2); /* a void one has no rank */
    assert_order(store, "A1 F2 B3 D7");
}

static void the_list_has_an_end(void **state)
{
    struct err err = {0};
    add(*state, "A", 999);
    struct contact contact = {.name = "B", .post = POST_MEMBER};
    assert_false(register_save(*state, &contact_rules, &contact, &err));
    assert_string_equal(err.field, "position");
    contact.position = 999;
    assert_false(register_save(*state, &contact_rules, &contact, &err));
    assert_order(*state, "A999"); /* nothing was saved of it */
}

static void one_place_up_and_down(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t a = add(store, "A", 1), b = add(store, "B", 5), c = add(store, "C", 9);
    assert_true(contact_move(store, c, 1, true, &err));
    assert_order(store, "A1 C5 B9");
    assert_true(contact_move(store, a, -1, false, &err));
    assert_order(store, "C1 A5 B9");
    assert_true(store_undo(store, NULL, &err));
    assert_order(store, "A1 C5 B9");
    assert_false(contact_move(store, a, -1, true, &err));
    assert_non_null(strstr(err.text, "first"));
    assert_false(contact_move(store, b, -1, false, &err));
    assert_non_null(strstr(err.text, "last"));
    assert_false(contact_move(store, c, 1, true, &err)); /* moved meanwhile */
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(register_void(store, &contact_rules, b, -1, "调离", &err));
    assert_false(contact_move(store, b, -1, true, &err));
    assert_order(store, "A1 C5");
}

/* Ranks of older files may stand twice: then all are numbered again, and it moved one place all the same. */
static void ranks_that_stand_twice_are_numbered_again(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t a = add(store, "A", 4), b = add(store, "B", 5), c = add(store, "C", 6), d = add(store, "D", 7);
    run_sql(store, "UPDATE contact SET position = 5");
    assert_order(store, "A5 B5 C5 D5");
    assert_true(contact_move(store, c, -1, true, &err));
    assert_order(store, "A1 C2 B3 D4");
    run_sql(store, "UPDATE contact SET position = 5 WHERE name <> 'D'");
    run_sql(store, "UPDATE contact SET position = 6 WHERE name = 'D'");
    assert_order(store, "A5 B5 C5 D6");
    assert_true(contact_move(store, d, -1, true, &err)); /* exchanging ranks would put it among three fives */
    assert_order(store, "A1 B2 D3 C4");
    assert_true(contact_move(store, a, -1, false, &err) && contact_move(store, b, -1, false, &err));
    assert_order(store, "A1 B2 D3 C4"); /* there and back */
}

static void only_a_duty_officer_changes_the_order(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t a = add(store, "A", 1);
    add(store, "B", 2);
    struct officer clerk = {.name = "冯梅", .role = ROLE_CLERK};
    assert_true(people_add_officer(store, &clerk, &err));
    assert_true(store_sign_on(store, clerk.id, "test", true, &err));
    assert_false(contact_move(store, a, -1, false, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_order(store, "A1 B2");
}

static void there_is_one_commander(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct contact one = {.position = 1, .name = "陈国梁", .post = POST_COMMANDER}, two = one;
    assert_true(register_save(store, &contact_rules, &one, &err));
    text_copy(two.name, sizeof two.name, "李敏");
    assert_false(register_save(store, &contact_rules, &two, &err));
    assert_string_equal(err.field, "post");
    one.position = 2;
    assert_true(register_save(store, &contact_rules, &one, &err)); /* the commander may change */
    two.post = POST_DEPUTY;
    two.day_night = true;
    assert_false(register_save(store, &contact_rules, &two, &err));
    assert_string_equal(err.field, "phone");
    text_copy(two.phone, sizeof two.phone, "13800001111");
    assert_true(register_save(store, &contact_rules, &two, &err));
    assert_true(register_void(store, &contact_rules, one.head.id, -1, "调离", &err));
    two.post = POST_COMMANDER;
    assert_true(register_save(store, &contact_rules, &two, &err));
}

/* Their history says columns and values in words, numbers masked. */
static void the_history_of_a_record_is_told_in_words(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct buffer what = {0};
    struct contact contact = {.position = 1, .name = "陈国梁", .post = POST_MEMBER, .phone = "13800001111"};
    assert_true(register_save(store, &contact_rules, &contact, &err));
    contact.position = 2;
    contact.post = POST_LEADER;
    contact.day_night = true;
    text_copy(contact.phone, sizeof contact.phone, "13800002222");
    assert_true(register_save(store, &contact_rules, &contact, &err));
    assert_true(store_undo(store, &what, &err));
    static const char *const said[] = {"contact 陈国梁", "Rank 2 → 1", "Position Group leader → Member",
                                       "\"138****2222\" → \"138****1111\"", "24 h Yes → No"};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (strstr(buffer_text(&what), said[i]) == NULL)
            fail_msg("%s: %s", said[i], buffer_text(&what));
    buffer_clear(&what);
    assert_true(store_undo(store, &what, &err));
    assert_int_equal(register_count(store, "SELECT count(*) FROM contact WHERE voided IS NULL"), 0);
    buffer_release(&what);
}

#define CONTACT_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONTACT_TEST(a_new_one_is_last_or_pushes_the_others_down),
        CONTACT_TEST(the_list_has_an_end),
        CONTACT_TEST(one_place_up_and_down),
        CONTACT_TEST(ranks_that_stand_twice_are_numbered_again),
        CONTACT_TEST(only_a_duty_officer_changes_the_order),
        CONTACT_TEST(there_is_one_commander),
        CONTACT_TEST(the_history_of_a_record_is_told_in_words),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
