/* Declarations: whom of the register they are about, what is refused, which are the same. */
#include "gatepost/buffer.h"
#include "gatepost/declaration_rules.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "tests/lib/declared.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* ---- matching ---- */

static void each_is_matched_by_the_strongest_thing_it_says(void **state)
{
    const struct {
        const char *name, *id_number, *phone, *room;
        enum declaration_match how, unclear;
        const int64_t *place;
        bool person;
    } cases[] = {
        {"张伟明", DECLARED_ID, "", "", MATCHED_ID, MATCHED_NONE, &declared.river, true},
        {"张为明", DECLARED_ID, "13812340002", "8-1-302", MATCHED_ID, MATCHED_NONE, &declared.river, true},
        {"张伟明", "", "13812340001", "", MATCHED_PHONE, MATCHED_NONE, &declared.river, true},
        {"张伟明", "", "13812340001", "8-1-302", MATCHED_PHONE, MATCHED_NONE, &declared.river, true},
        /* The phone of a family: who has the name; a child without a record is of the household. */
        {"李大山", "", "13812340002", "", MATCHED_PHONE, MATCHED_NONE, &declared.garden, true},
        {"李小虎", "", "13812340002", "", MATCHED_PHONE, MATCHED_NONE, &declared.garden, false},
        /* A phone of two households: the name decides, then the room, else none of them. */
        {"黄磊", "", "13812340006", "", MATCHED_PHONE, MATCHED_NONE, &declared.home, true},
        {"黄大宝", "", "13812340006", "7-1-205", MATCHED_PHONE, MATCHED_NONE, &declared.other, false},
        {"黄大宝", "", "13812340006", "", MATCHED_NONE, MATCHED_PHONE, NULL, false},
        /* The phone of somebody else gives way to room and name. */
        {"张伟明", "", "13812340002", "12-2-1203", MATCHED_ROOM_NAME, MATCHED_NONE, &declared.river, true},
        {"张伟明", "", "", "12栋2单元1203", MATCHED_ROOM_NAME, MATCHED_NONE, &declared.river, true},
        {"陈静", "", "", "4-2-1502", MATCHED_ROOM_NAME, MATCHED_NONE, &declared.big_river, true},
        {"陈静", "", "", "锦绣园 4-2-1502", MATCHED_ROOM, MATCHED_NONE, &declared.big_garden, false},
        {"王芳", "", "", "7-1-204", MATCHED_ROOM, MATCHED_NONE, &declared.home, false},
        {"王芳", "", "13812340004", "7-1-204", MATCHED_PHONE, MATCHED_NONE, &declared.home, true},
        {"赵敏", "", "", "12-2-1203", MATCHED_ROOM, MATCHED_NONE, &declared.river, false},
        {"赵敏", "", "", "4-2-1502", MATCHED_NONE, MATCHED_ROOM, NULL, false},
        {"赵敏", "", "13999999999", "99-9-999", MATCHED_NONE, MATCHED_NONE, NULL, false},
        {"赵敏", "", "", "东门对面", MATCHED_NONE, MATCHED_NONE, NULL, false},
        /* A visitor of the register is at the household that was declared. */
        {"周明", "", "13812340007", "12-2-1203", MATCHED_PHONE, MATCHED_NONE, &declared.river, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct declaration declaration = declared_new(cases[i].name, cases[i].id_number, cases[i].phone, cases[i].room);
        struct declaration_matched matched;
        struct err err = {0};
        assert_true(declaration_match(*state, &declaration, &matched, &err));
        if (matched.how != cases[i].how || matched.unclear != cases[i].unclear ||
            matched.place_id != (cases[i].place ? *cases[i].place : 0) || (matched.person_id != 0) != cases[i].person)
            fail_msg("case %zu: how %d unclear %d place %lld person %lld", i, (int)matched.how, (int)matched.unclear,
                     (long long)matched.place_id, (long long)matched.person_id);
    }
}

static void several_that_are_equal_are_named(void **state)
{
    struct declaration declaration = declared_new("赵敏", "", "", "4-2-1502");
    struct declaration_matched matched;
    struct buffer words = {0};
    struct err err = {0};
    assert_true(declaration_match(*state, &declaration, &matched, &err));
    assert_int_equal(matched.rival_count, 2);
    declaration_match_words(*state, &matched, &words);
    assert_string_equal(buffer_text(&words), "by room only several are possible: 望江苑 4-2-1502, 锦绣园 4-2-1502");
    buffer_clear(&words);
    declaration = declared_new("张伟明", "", "13812340001", "");
    assert_true(declaration_match(*state, &declaration, &matched, &err));
    declaration_match_words(*state, &matched, &words);
    assert_string_equal(buffer_text(&words), "by phone: 12-2-1203");
    buffer_release(&words);
}

static void what_matched_is_stored_and_follows_corrections(void **state)
{
    struct declaration declaration = declared_new("张伟明", "", "13812340001", "");
    declared_save(*state, &declaration);
    declaration = declared_read(*state, declaration.head.id);
    assert_int_equal(declaration.matched, MATCHED_PHONE);
    assert_int_equal(declaration.place_id, declared.river);
    assert_int_equal(declaration.person_id, declared.zhang);
    text_copy(declaration.phone, sizeof declaration.phone, "13812340002");
    declared_save(*state, &declaration);
    assert_int_equal(declaration.place_id, declared.garden);
    assert_int_equal(declaration.person_id, 0);
}

static void a_household_said_by_hand_stays(void **state)
{
    struct declaration declaration = declared_new("张伟明", "", "13999999999", "某处");
    declared_save(*state, &declaration);
    assert_int_equal(declaration.matched, MATCHED_NONE);
    declaration.place_id = declared.river;
    declared_save(*state, &declaration);
    assert_int_equal(declaration.matched, MATCHED_HAND);
    assert_int_equal(declaration.person_id, declared.zhang); /* of the name, there */
    text_copy(declaration.phone, sizeof declaration.phone, "13812340002");
    declared_save(*state, &declaration);
    assert_int_equal(declaration.matched, MATCHED_HAND);
    assert_int_equal(declaration.place_id, declared.river);
    declaration.place_id = 0;
    declared_save(*state, &declaration); /* emptied it is found anew */
    assert_int_equal(declaration.matched, MATCHED_PHONE);
    assert_int_equal(declaration.place_id, declared.garden);
}

/* ---- what is refused ---- */

static void refuses(struct store *store, struct declaration declaration, const char *field)
{
    struct err err = {0};
    assert_false(register_save(store, &declaration_rules, &declaration, &err));
    if (err.field == NULL || strcmp(err.field, field) != 0)
        fail_msg("field %s: %s", err.field != NULL ? err.field : "(none)", err.text);
}

static void what_cannot_be_is_refused(void **state)
{
    struct declaration good = declared_new("张伟明", "", "13812340001", "12-2-1203"), bad = good;
    bad.left_day = 20220410;
    refuses(*state, bad, "returned");
    bad = good;
    bad.returned_day = 20220412;
    refuses(*state, bad, "returned");
    bad = good;
    text_copy(bad.phone, sizeof bad.phone, "138****0001");
    refuses(*state, bad, "phone");
    bad = good;
    text_copy(bad.name, sizeof bad.name, "张*明");
    refuses(*state, bad, "name");
    bad = good;
    text_copy(bad.id_number, sizeof bad.id_number, "110105194912310021");
    refuses(*state, bad, "id_number");
    refuses(*state, declared_new("张伟明", "", "", ""), "phone");
    assert_int_equal(register_count(*state, "SELECT count(*) FROM declaration"), 0);
}

static void a_room_that_is_none_is_kept_as_typed(void **state)
{
    struct declaration declaration = declared_new("张伟明", "", "", "东门对面二楼");
    declared_save(*state, &declaration);
    assert_string_equal(declared_read(*state, declaration.head.id).room, "东门对面二楼");
}

/* ---- the same twice ---- */

static void the_same_is_found_by_number_or_by_phone_and_name(void **state)
{
    struct declaration first = declared_new("张伟明", DECLARED_ID, "13812340001", ""), found;
    struct err err = {0};
    declared_save(*state, &first);
    struct declaration same_id = declared_new("张伟明", DECLARED_ID, "13999999999", ""),
                       same_phone = declared_new("张伟明", "", "13812340001", ""),
                       child = declared_new("张小明", "", "13812340001", ""), later = same_phone;
    later.returned_day = 20220410;
    assert_true(declaration_same(*state, &same_id, &found, &err));
    assert_int_equal(found.head.id, first.head.id);
    assert_true(declaration_same(*state, &same_phone, &found, &err));
    assert_false(declaration_same(*state, &child, &found, &err));
    assert_false(declaration_same(*state, &later, &found, &err));
    assert_false(declaration_same(*state, &first, &found, &err)); /* itself is no other */
    assert_true(declaration_reject(*state, first.head.id, -1, "错", &err));
    assert_false(declaration_same(*state, &same_id, &found, &err));
}

static void the_queue_is_found_by_its_indexes(void **state)
{
    struct declaration declaration = declared_new("张伟明", DECLARED_ID, "13812340001", "12-2-1203"), found;
    struct err err = {0};
    char plan[2000];
    int count = 0;
    declared_save(*state, &declaration);
    assert_true(declaration_waiting(*state, 1000, &count, &err));
    assert_int_equal(count, 1);
    register_plan(*state, "FROM declaration WHERE state = 'waiting'", plan, sizeof plan);
    assert_non_null(strstr(plan, "declaration_waiting"));
    declaration_same(*state, &declaration, &found, &err);
    register_plan(*state, "FROM declaration WHERE id_number", plan, sizeof plan);
    assert_non_null(strstr(plan, "declaration_id_number"));
    register_plan(*state, "FROM declaration WHERE phone", plan, sizeof plan);
    assert_non_null(strstr(plan, "USING INDEX declaration_"));
    struct declaration bare = declared_new("张伟明", "", "", "12-2-1203");
    declaration_same(*state, &bare, &found, &err);
    register_plan(*state, "FROM declaration WHERE name", plan, sizeof plan);
    assert_non_null(strstr(plan, "declaration_name"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, declared_setup, declared_teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(each_is_matched_by_the_strongest_thing_it_says),
        TEST(several_that_are_equal_are_named),
        TEST(what_matched_is_stored_and_follows_corrections),
        TEST(a_household_said_by_hand_stays),
        TEST(what_cannot_be_is_refused),
        TEST(a_room_that_is_none_is_kept_as_typed),
        TEST(the_same_is_found_by_number_or_by_phone_and_name),
        TEST(the_queue_is_found_by_its_indexes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
