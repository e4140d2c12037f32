/* What was done to the roster is taken back and done again, but fills no place twice and puts nobody at two places. */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/undo_rules.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/roster_desk.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- taken back ---- */

static void every_verb_is_undone_and_done_again(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.south, MONDAY, "14-22", roster.ma), stand_in = 0;
    roster_undo();
    assert_true(roster_again(id).head.voided[0] != '\0');
    roster_redo();
    roster_is_in(id, ASSIGNMENT_PLANNED);
    roster_done(roster_confirm(roster.store, id, -1, &roster.err));
    roster_undo();
    roster_is_in(id, ASSIGNMENT_PLANNED);
    roster_redo();
    roster_is_in(id, ASSIGNMENT_CONFIRMED);
    roster_done(roster_seek(roster.store, id, -1, true, NULL, &roster.err));
    roster_done(roster_take_over(roster.store, id, -1, roster.he, NULL, false, &stand_in, &roster.err));
    roster_undo();
    roster_is_in(id, ASSIGNMENT_CONFIRMED);
    assert_int_equal(roster_again(id).seeking_at, REGISTER_NOW);
    assert_true(roster_again(stand_in).head.voided[0] != '\0');
    roster_redo();
    roster_is_in(id, ASSIGNMENT_REPLACED);
    roster_done(shift_in(roster.store, stand_in, -1, 0, &roster.err));
    roster_undo();
    roster_is_in(stand_in, ASSIGNMENT_PLANNED);
    assert_int_equal(roster_again(stand_in).arrived_at, 0);
    roster_done(roster_remove(roster.store, stand_in, -1, NULL, &roster.err));
    roster_undo();
    roster_is_in(id, ASSIGNMENT_REPLACED);
    assert_string_equal(roster_again(stand_in).head.voided, "");
}

static void undo_says_whose_shift_it_was(void **state)
{
    (void)state;
    struct buffer what = {0};
    int64_t id = roster_assigned(roster.south, MONDAY, "14-22", roster.ma);
    roster_done(roster_confirm(roster.store, id, -1, &roster.err));
    roster_done(undo_last(roster.store, &what, &roster.err));
    if (strstr(buffer_text(&what), "南门 04-11 14:00 马小军") == NULL ||
        strstr(buffer_text(&what), "Confirmed") == NULL)
        fail_msg("%s", buffer_text(&what));
    buffer_release(&what);
}

static bool undoes(void)
{
    struct buffer what = {0};
    bool good = undo_last(roster.store, &what, &roster.err);
    buffer_release(&what);
    return good;
}

static void undo_does_not_fill_a_place_twice(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_remove(roster.store, id, -1, NULL, &roster.err));
    struct store *other = store_open(store_path(roster.store), 0, &roster.err);
    assert_true(store_sign_on(other, roster.officer, "other", true, &roster.err));
    struct assignment one = roster_shift(roster.east, MONDAY, "22-06", roster.he);
    roster_done(roster_assign(other, &one, false, false, &roster.err));
    store_close(other);
    REFUSED(undoes(), ERR_DENIED, "", "东门 22-06 04-11 has been filled since, by 何军");
}

static void undo_puts_nobody_at_two_places(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_remove(roster.store, id, -1, NULL, &roster.err));
    struct store *other = store_open(store_path(roster.store), 0, &roster.err);
    assert_true(store_sign_on(other, roster.officer, "other", true, &roster.err));
    struct assignment one = roster_shift(roster.south, MONDAY, "22-06", roster.ma),
                      same = roster_shift(roster.east, MONDAY, "22-06", roster.ma);
    roster_done(roster_assign(other, &one, false, false, &roster.err));
    REFUSED(undoes(), ERR_DENIED, "", "马小军 would stand at two places");
    roster_done(roster_remove(other, one.head.id, -1, NULL, &roster.err));
    roster_done(roster_assign(other, &same, false, false, &roster.err));
    store_close(other);
    REFUSED(undoes(), ERR_CONFLICT, "", "entered meanwhile by somebody else");
}

static void undone_is_not_what_somebody_wrote_anew(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.south, MONDAY, "22-06", roster.ma);
    struct err refused = {0};
    roster_done(roster_remove(roster.store, id, -1, NULL, &roster.err));
    struct store *other = register_open_again("desk-2");
    struct assignment one = roster_shift(roster.south, MONDAY, "22-06", roster.ma);
    roster_done(roster_assign(other, &one, false, false, &roster.err));
    store_close(other);
    assert_false(undo_last(roster.store, NULL, &refused));
    assert_int_equal(refused.code, ERR_CONFLICT);
    assert_string_equal(refused.text, "The same was entered meanwhile by somebody else: nothing was saved.");
    register_whole(roster.store);
}

static void a_post_does_not_come_back_as_one_too_many(void **state)
{
    (void)state;
    char name[32];
    struct post *posts = memory_new(POSTS_MOST, sizeof *posts);
    int count = 0;
    struct err refused = {0};
    for (int i = 2; i < POSTS_MOST; i++) {
        snprintf(name, sizeof name, "岗%d", i);
        roster_post(roster.store, name, "06-14", 1, 1);
    }
    roster_done(register_void(roster.store, &post_rules, roster.south, -1, "撤了", &roster.err));
    struct store *other = register_open_again("desk-2");
    roster_post(other, "新岗", "06-14", 1, 1);
    store_close(other);
    assert_false(undo_last(roster.store, NULL, &refused));
    assert_int_equal(refused.code, ERR_INPUT);
    roster_done(post_list(roster.store, posts, POSTS_MOST, &count, &roster.err));
    assert_int_equal(count, POSTS_MOST);
    free(posts);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, roster_desk_open, roster_desk_close)
    const struct CMUnitTest tests[] = {
        TEST(every_verb_is_undone_and_done_again),    TEST(undo_says_whose_shift_it_was),
        TEST(undo_does_not_fill_a_place_twice),       TEST(undo_puts_nobody_at_two_places),
        TEST(undone_is_not_what_somebody_wrote_anew), TEST(a_post_does_not_come_back_as_one_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
