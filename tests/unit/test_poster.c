/* Posters and patrol notes: where they are, what remains, what is open. */
#include "gatepost/clock.h"
#include "gatepost/patrol_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/poster_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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

static struct poster new_poster(enum poster_kind kind, const char *building, int pieces)
{
    struct poster poster;
    register_new(&poster_rules, &poster);
    poster.kind = kind;
    poster.pieces = pieces;
    text_copy(poster.title, sizeof poster.title, "不聚集");
    text_copy(poster.building, sizeof poster.building, building);
    return poster;
}

static int64_t put_up(struct store *store, struct poster poster)
{
    struct err err = {0};
    if (!register_save(store, &poster_rules, &poster, &err))
        fail_msg("%s", err.text);
    return poster.head.id;
}

static struct poster stored(struct store *store, int64_t id)
{
    struct poster poster;
    assert_true(record_get(store, &poster_table, id, &poster, NULL));
    return poster;
}

static void a_building_is_known_by_number_or_place(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct place shop = {.kind = PLACE_SMALL, .name = "惠民便利店"};
    assert_true(people_add_place(store, &shop, &err));
    struct poster poster = new_poster(POSTER_POSTER, "", 0);
    assert_false(register_save(store, &poster_rules, &poster, &err));
    assert_string_equal(err.field, "building");
    poster.place_id = register_household(store, "望江苑", "12-2-1203");
    struct poster saved = stored(store, put_up(store, poster));
    assert_string_equal(saved.building, "望江苑 12栋");
    assert_int_equal(saved.pieces, 1);
    assert_int_equal(saved.at, REGISTER_NOW);
    assert_int_equal(saved.officer_id, 1);
    poster.place_id = shop.id;
    assert_string_equal(stored(store, put_up(store, poster)).building, "惠民便利店");
    assert_string_equal(stored(store, put_up(store, new_poster(POSTER_BANNER, "12", 1))).building, "12栋");
    assert_string_equal(stored(store, put_up(store, new_poster(POSTER_BANNER, "南门", 1))).building, "南门");
}

static void what_remains_is_added_up(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct poster_remains rows[4], total;
    int count = 0;
    put_up(store, new_poster(POSTER_POSTER, "12", 4));
    int64_t second = put_up(store, new_poster(POSTER_POSTER, "12栋", 3));
    put_up(store, new_poster(POSTER_BANNER, "12", 1));
    put_up(store, new_poster(POSTER_LEAFLET, "2", 50));
    put_up(store, new_poster(POSTER_ANNOUNCEMENT, "2", 9));
    int64_t wrong = put_up(store, new_poster(POSTER_LEAFLET, "2", 7));
    assert_true(register_void(store, &poster_rules, wrong, -1, "重复", &err));
    assert_true(poster_take_down(store, second, 1, 1, &err));
    assert_true(poster_remains(store, rows, 4, &count, &total, &err));
    assert_int_equal(count, 2);
    assert_string_equal(rows[0].building, "2栋"); /* before 12栋 */
    assert_int_equal(rows[0].pieces[POSTER_LEAFLET], 50);
    assert_int_equal(rows[0].pieces[POSTER_ANNOUNCEMENT], 0);
    assert_int_equal(rows[1].pieces[POSTER_POSTER], 5);
    assert_int_equal(rows[1].pieces[POSTER_BANNER], 1);
    assert_true(poster_remains(store, rows, 1, &count, &total, &err));
    assert_int_equal(count, 1);
    assert_int_equal(total.pieces[POSTER_POSTER] + total.pieces[POSTER_BANNER] + total.pieces[POSTER_LEAFLET], 56);
    assert_int_equal(stored(store, wrong).remain, 0);
}

static void no_more_come_down_than_hung(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t id = put_up(store, new_poster(POSTER_POSTER, "12", 4));
    assert_false(poster_take_down(store, id, -1, 5, &err));
    assert_false(poster_take_down(store, id, -1, -1, &err));
    assert_true(poster_take_down(store, id, -1, 3, &err));
    assert_int_equal(stored(store, id).gone, 1);
    assert_int_equal(stored(store, id).remain, 3);
    assert_int_equal(stored(store, id).down_at, REGISTER_NOW);
    assert_false(poster_take_down(store, id, 1, 0, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(store_undo(store, NULL, &err));
    assert_int_equal(stored(store, id).remain, 4);
    assert_int_equal(stored(store, id).down_at, 0);
    struct poster poster = stored(store, id);
    poster.gone = 5;
    assert_false(register_save(store, &poster_rules, &poster, &err));
    assert_string_equal(err.field, "gone");
    poster = stored(store, id);
    poster.down_at = REGISTER_NOW - 60;
    poster.at = REGISTER_NOW;
    assert_false(register_save(store, &poster_rules, &poster, &err));
    assert_string_equal(err.field, "down");
    poster.down_at = REGISTER_NOW; /* when alone: all of them */
    assert_true(register_save(store, &poster_rules, &poster, &err));
    assert_int_equal(stored(store, id).remain, 0);
    int64_t spoken = put_up(store, new_poster(POSTER_ANNOUNCEMENT, "全社区", 3));
    assert_false(poster_take_down(store, spoken, -1, 0, &err));
}

static void operators_post_and_guards_do_not(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct officer operator= {.name = "蔡玉洁", .role = ROLE_OPERATOR}, guard = {.name = "张志远", .role = ROLE_GATE};
    assert_true(people_add_officer(store, &operator, & err) && people_add_officer(store, &guard, &err));
    assert_true(store_sign_on(store, operator.id, "test", true, &err));
    int64_t id = put_up(store, new_poster(POSTER_POSTER, "12", 4));
    struct patrol patrol = {.by_whom = "吴芳", .building = "南门", .found = "门坏"};
    assert_false(register_save(store, &patrol_rules, &patrol, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_true(store_sign_on(store, guard.id, "test", true, &err));
    assert_false(poster_take_down(store, id, -1, 0, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_true(register_save(store, &patrol_rules, &patrol, &err));
}

/* ---- patrols ---- */

static struct patrol stored_patrol(struct store *store, int64_t id)
{
    struct patrol patrol;
    assert_true(record_get(store, &patrol_table, id, &patrol, NULL));
    return patrol;
}

static void what_was_found_is_open_until_done(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct patrol patrol = {.by_whom = "吴芳", .building = "6", .found = "门磁掉落", .done_at = 5};
    assert_true(register_save(store, &patrol_rules, &patrol, &err));
    int64_t id = patrol.head.id;
    assert_string_equal(patrol.building, "6栋");
    assert_int_equal(patrol.done_at, 0); /* nobody says done but by patrol_done */
    assert_false(patrol_done(store, id, -1, " ", &err));
    assert_string_equal(err.field, "action");
    assert_false(patrol_done(store, id, -1, "a\x1b[2J", &err));
    assert_false(patrol_done(store, id, 7, "贴好", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_false(patrol_reopen(store, id, -1, &err));
    assert_true(patrol_done(store, id, 1, "贴好", &err));
    assert_int_equal(stored_patrol(store, id).done_at, REGISTER_NOW);
    assert_int_equal(stored_patrol(store, id).done_officer_id, 1);
    assert_false(patrol_done(store, id, -1, "再贴", &err));
    assert_non_null(strstr(err.text, "贴好"));
    assert_true(store_undo(store, NULL, &err));
    assert_int_equal(stored_patrol(store, id).done_at, 0);
    assert_true(patrol_done(store, id, -1, "贴好", &err));
    assert_true(patrol_reopen(store, id, -1, &err));
    assert_int_equal(stored_patrol(store, id).done_at, 0);
    assert_string_equal(stored_patrol(store, id).action, "贴好");
    assert_true(register_void(store, &patrol_rules, id, -1, "重复", &err));
    assert_false(patrol_done(store, id, -1, "贴好", &err));
}

static void where_nothing_was_found_nothing_is_open(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct patrol patrol = {.by_whom = "吴芳", .building = "南门", .urgent = true};
    assert_false(register_save(store, &patrol_rules, &patrol, &err));
    assert_string_equal(err.field, "found");
    patrol.urgent = false;
    assert_true(register_save(store, &patrol_rules, &patrol, &err));
    assert_int_equal(patrol.done_at, REGISTER_NOW);
    assert_false(patrol_reopen(store, patrol.head.id, -1, &err));
    text_copy(patrol.found, sizeof patrol.found, "有人聚集"); /* said afterwards: open */
    assert_true(register_save(store, &patrol_rules, &patrol, &err));
    assert_int_equal(stored_patrol(store, patrol.head.id).done_at, 0);
    struct patrol nobody = {.building = "南门"};
    assert_false(register_save(store, &patrol_rules, &nobody, &err));
    assert_string_equal(err.field, "by");
}

/* What a form suggests: most used first, of valid records only, and nothing empty. */
static void what_is_written_often_is_suggested_first(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    char texts[4][NAME_BYTES];
    int count = 0;
    put_up(store, new_poster(POSTER_POSTER, "东门", 1));
    put_up(store, new_poster(POSTER_POSTER, "南门", 1));
    put_up(store, new_poster(POSTER_POSTER, "东门", 1));
    int64_t wrong = put_up(store, new_poster(POSTER_POSTER, "西门", 1));
    assert_true(register_void(store, &poster_rules, wrong, -1, "写错", &err));
    assert_true(record_recent(store, &poster_table, "building", texts, 4, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(texts[0], "东门");
    assert_string_equal(texts[1], "南门");
    assert_true(record_recent(store, &poster_table, "by_whom", texts, 4, &count, &err));
    assert_int_equal(count, 0);
    assert_true(record_recent(store, &poster_table, "building", texts, 1, &count, &err));
    assert_int_equal(count, 1);
}

#define POSTER_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        POSTER_TEST(a_building_is_known_by_number_or_place),
        POSTER_TEST(what_remains_is_added_up),
        POSTER_TEST(no_more_come_down_than_hung),
        POSTER_TEST(operators_post_and_guards_do_not),
        POSTER_TEST(what_was_found_is_open_until_done),
        POSTER_TEST(where_nothing_was_found_nothing_is_open),
        POSTER_TEST(what_is_written_often_is_suggested_first),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
