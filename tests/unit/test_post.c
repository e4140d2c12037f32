/* Posts of the roster: what is refused, what is made one way, their places in the grid; closed days. */
#include "gatepost/assignment.h"
#include "gatepost/clock.h"
#include "gatepost/post.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/volunteer.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;

static int setup(void **state)
{
    (void)state;
    store = register_open();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct post post_of(const char *name)
{
    struct post post;
    register_new(&post_rules, &post);
    text_copy(post.name, sizeof post.name, name);
    return post;
}

static int64_t save(struct post post)
{
    struct err err = {0};
    if (!register_save(store, &post_rules, &post, &err))
        fail_msg("%s", err.text);
    return post.head.id;
}

static struct post stored(int64_t id)
{
    struct post post;
    assert_true(record_get(store, &post_table, id, &post, NULL));
    return post;
}

static void refused(struct post post, const char *field, const char *words)
{
    struct err err = {0};
    assert_false(register_save(store, &post_rules, &post, &err));
    assert_string_equal(err.field, field);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s", err.text);
}

static void a_name_alone_makes_a_post_with_the_usual_shifts(void **state)
{
    (void)state;
    struct post post = stored(save(post_of("南门")));
    assert_string_equal(post.pattern, "06-14 14-22 22-06");
    assert_int_equal(post.least, 1);
    assert_int_equal(post.wanted, 1);
    assert_int_equal(post.position, 1);
    assert_string_equal(post.weekdays, "");
    refused(post_of("南门"), "name", "a post 南门 already");
}

static void what_was_typed_is_kept_one_way(void **state)
{
    static const char *const weekdays[][2] = {{"1-5", "12345"},  {"周末", "67"}, {"６７", "67"}, {"每天", ""},
                                              {"一三五", "135"}, {"", ""},       {"7 1", "17"}};
    (void)state;
    struct post post = post_of("送菜");
    text_copy(post.pattern, sizeof post.pattern, "15点到18点，９：３０－１２");
    int64_t id = save(post);
    assert_string_equal(stored(id).pattern, "09:30-12 15-18");
    for (size_t i = 0; i < sizeof weekdays / sizeof weekdays[0]; i++) {
        post = stored(id);
        text_copy(post.weekdays, sizeof post.weekdays, weekdays[i][0]);
        save(post);
        assert_string_equal(stored(id).weekdays, weekdays[i][1]);
    }
}

static void what_is_no_post_is_refused_by_the_field(void **state)
{
    (void)state;
    struct post post = post_of("东门");
    text_copy(post.pattern, sizeof post.pattern, "06-36");
    refused(post, "pattern", "30 hours");
    text_copy(post.pattern, sizeof post.pattern, "06-06");
    refused(post, "pattern", "same time");
    text_copy(post.pattern, sizeof post.pattern, "06-14 13-21");
    refused(post, "pattern", "overlap");
    post = post_of("东门");
    text_copy(post.weekdays, sizeof post.weekdays, "1-5 18");
    refused(post, "weekdays", "no days of the week");
    text_copy(post.weekdays, sizeof post.weekdays, "夜班");
    refused(post, "weekdays", "no days of the week");
    text_copy(post.weekdays, sizeof post.weekdays, "0");
    refused(post, "weekdays", "no days of the week");
    post = post_of("东门");
    post.least = 3;
    post.wanted = 2;
    refused(post, "wanted", "needs at least 3");
}

/* Nobody wants fewer than there have to be: what was never said goes along. */
static void wanted_follows_at_least_until_it_is_said(void **state)
{
    (void)state;
    struct post post = post_of("东门");
    post.least = 2;
    int64_t id = save(post);
    assert_int_equal(stored(id).wanted, 2);
    post = stored(id);
    post.least = 3;
    save(post);
    assert_int_equal(stored(id).wanted, 3);
    post = stored(id);
    post.wanted = 4;
    save(post);
    post = stored(id);
    post.least = 5;
    refused(post, "wanted", "at least 5");
}

static void a_place_in_the_grid_moves_the_others_down_to_the_first_gap(void **state)
{
    (void)state;
    int64_t south = save(post_of("南门")), east = save(post_of("东门"));
    struct post far = post_of("西门");
    far.position = 9;
    int64_t west = save(far);
    struct post first = post_of("北门");
    first.position = 1;
    int64_t north = save(first);
    assert_int_equal(stored(north).position, 1);
    assert_int_equal(stored(south).position, 2);
    assert_int_equal(stored(east).position, 3);
    assert_int_equal(stored(west).position, 9);
    first = stored(west);
    first.position = 2;
    save(first);
    assert_int_equal(stored(west).position, 2);
    assert_int_equal(stored(south).position, 3);
    assert_int_equal(stored(east).position, 4);
    assert_true(undo_last(store, NULL, NULL)); /* all of it */
    assert_int_equal(stored(west).position, 9);
    assert_int_equal(stored(east).position, 3);
    assert_int_equal(stored(save(post_of("岗亭"))).position, 10);
}

/* ---- while somebody is to stand there ---- */

/* The one there is. */
static int64_t volunteer(void)
{
    struct volunteer volunteer = {.name = "张伟明"};
    if (register_count(store, "SELECT COUNT(*) FROM volunteer") > 0)
        return 1;
    volunteer.person_id = register_person(store, "张伟明", "13800138001", 0);
    register_begin(store);
    assert_true(record_save(store, &volunteer_table, &volunteer, NULL));
    register_commit(store);
    return volunteer.head.id;
}

static void assign(int64_t post_id, int64_t starts_at, enum assignment_state state)
{
    struct err err = {0};
    int64_t who = volunteer();
    struct assignment assignment = {.post_id = post_id,
                                    .day = clock_day(starts_at),
                                    .starts_at = starts_at,
                                    .ends_at = starts_at + 8 * 3600,
                                    .volunteer_id = who,
                                    .state = state,
                                    .arrived_at = state == ASSIGNMENT_DONE ? starts_at : 0,
                                    .assigned_at = REGISTER_NOW};
    register_begin(store);
    if (!record_save(store, &assignment_table, &assignment, &err))
        fail_msg("%s", err.text);
    register_commit(store);
}

static void a_post_with_shifts_to_come_is_not_voided(void **state)
{
    struct err err = {0};
    (void)state;
    int64_t id = save(post_of("南门"));
    assign(id, REGISTER_NOW - 20 * 3600, ASSIGNMENT_DONE);
    assign(id, REGISTER_NOW + 4 * 3600, ASSIGNMENT_EXCUSED);
    int64_t other = save(post_of("东门"));
    assign(other, REGISTER_NOW - 4 * 3600, ASSIGNMENT_CONFIRMED); /* going on */
    assert_true(register_void(store, &post_rules, id, -1, "已撤岗", &err));
    assert_false(register_void(store, &post_rules, other, -1, "已撤岗", &err));
    assert_non_null(strstr(err.text, "shifts to come: 1"));
    save(post_of("南门")); /* the name is free again */
}

/* ---- closed days ---- */

static bool close(int64_t post_id, int day, struct err *err)
{
    struct post_closed closed;
    register_new(&post_closed_rules, &closed);
    closed.post_id = post_id;
    closed.day = day;
    return register_save(store, &post_closed_rules, &closed, err);
}

static void a_day_is_closed_once(void **state)
{
    struct err err = {0};
    struct post_closed closed[8];
    int count = 0;
    (void)state;
    struct post weekdays = post_of("送菜");
    text_copy(weekdays.weekdays, sizeof weekdays.weekdays, "12345");
    int64_t south = save(post_of("南门")), delivery = save(weekdays);
    assert_true(close(south, 20220501, &err));
    assert_false(close(south, 20220501, &err));
    assert_string_equal(err.text, "南门 is closed on 2022-05-01 already.");
    assert_string_equal(err.field, "day");
    assert_false(close(delivery, 20220501, &err));
    assert_string_equal(err.text, "送菜 is not manned on 2022-05-01 anyway.");
    assert_true(close(0, 20220502, &err));
    assert_false(close(0, 20220502, &err));
    assert_false(close(south, 20220502, &err));
    assert_string_equal(err.text, "All posts are closed on 2022-05-02 already.");
    assert_true(close(0, 20220501, &err)); /* one was closed, now all are */
    assert_true(post_closed_list(store, 20220501, 20220502, closed, 8, &count, &err));
    assert_int_equal(count, 3);
    assert_true(register_void(store, &post_closed_rules, closed[0].head.id, -1, "照常值守", &err));
    assert_true(post_closed_list(store, 20220501, 20220501, closed, 8, &count, &err));
    assert_int_equal(count, 1);
}

#define POST_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        POST_TEST(a_name_alone_makes_a_post_with_the_usual_shifts),
        POST_TEST(what_was_typed_is_kept_one_way),
        POST_TEST(what_is_no_post_is_refused_by_the_field),
        POST_TEST(wanted_follows_at_least_until_it_is_said),
        POST_TEST(a_place_in_the_grid_moves_the_others_down_to_the_first_gap),
        POST_TEST(a_post_with_shifts_to_come_is_not_voided),
        POST_TEST(a_day_is_closed_once),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
