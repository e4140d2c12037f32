/* Declarations are decided by an officer: confirmed as an arrival, rejected with a reason, once. */
#include "gatepost/arrival.h"
#include "gatepost/buffer.h"
#include "gatepost/declaration_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/declared.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* ---- decided ---- */

static struct arrival only_arrival(struct store *store)
{
    struct arrival rows[2];
    struct record_window window = {.scope = ARRIVALS_VALID, .rows = rows, .most = 2};
    struct err err = {0};
    assert_true(record_window(store, &arrival_table, &window, &err));
    assert_int_equal(window.count, 1);
    return rows[0];
}

static void confirming_writes_the_arrival_in_the_same_batch_and_is_undone_with_it(void **state)
{
    struct declaration declaration = declared_new("张伟明", DECLARED_ID, "13812340001", "12-2-1203");
    struct buffer what = {0};
    struct err err = {0};
    int64_t arrival_id = 0;
    declaration.affected = 1;
    declaration.kind = ARRIVAL_WORKER;
    declared_save(*state, &declaration);
    assert_true(
        declaration_confirm(*state, declaration.head.id, declaration.head.rev, NEWCOMER_UNKNOWN, &arrival_id, &err));
    struct arrival arrival = only_arrival(*state);
    assert_int_equal(arrival.head.id, arrival_id);
    assert_int_equal(arrival.place_id, declared.river);
    assert_int_equal(arrival.person_id, declared.zhang);
    assert_int_equal(arrival.kind, ARRIVAL_WORKER);
    assert_int_equal(arrival.affected, 1);
    assert_int_equal(arrival.left_day, 20220408);
    assert_int_equal(arrival.returned_day, 20220409);
    assert_int_equal(arrival.declaration_id, declaration.head.id);
    assert_int_equal(arrival.officer_id, declared.officer);
    struct declaration after = declared_read(*state, declaration.head.id);
    assert_int_equal(after.state, DECLARATION_CONFIRMED);
    assert_int_equal(after.checked_by, declared.officer);
    assert_int_equal(after.checked_at, REGISTER_NOW);
    assert_int_equal(register_count(*state, "SELECT count(DISTINCT batch_id) FROM audit WHERE table_name = 'arrival' "
                                            "OR (table_name = 'declaration' AND change = 'update')"),
                     1);
    assert_true(undo_last(*state, &what, &err));
    buffer_release(&what);
    assert_int_equal(declared_read(*state, declaration.head.id).state, DECLARATION_WAITING);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM arrival WHERE voided IS NULL"), 0);
}

static void nobody_is_made_unless_the_officer_says_so(void **state)
{
    struct declaration one = declared_new("赵敏", "", "13999990001", "12-2-1203"),
                       two = declared_new("钱多", "", "13999990002", "12-2-1203");
    struct err err = {0};
    struct person person;
    int64_t before = register_count(*state, "SELECT count(*) FROM person");
    declared_save(*state, &one);
    declared_save(*state, &two);
    assert_true(declaration_confirm(*state, one.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person"), before);
    assert_true(declaration_confirm(*state, two.head.id, -1, NEWCOMER_TENANT, NULL, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person"), before + 1);
    assert_true(person_get(*state, declared_read(*state, two.head.id).person_id, &person, &err));
    assert_string_equal(person.name, "钱多");
    assert_int_equal(person.kind, PERSON_TENANT);
    assert_int_equal(person.place_id, declared.river);
    assert_string_equal(person.phone, "13999990002");
}

static void a_known_person_is_not_made_twice(void **state)
{
    struct declaration declaration = declared_new("张伟明", DECLARED_ID, "", "");
    struct err err = {0};
    int64_t before = register_count(*state, "SELECT count(*) FROM person");
    declared_save(*state, &declaration);
    assert_true(declaration_confirm(*state, declaration.head.id, -1, NEWCOMER_VISITOR, NULL, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person"), before);
}

static void confirming_needs_a_household(void **state)
{
    struct declaration declaration = declared_new("赵敏", "", "13999990001", "99-1-101");
    struct err err = {0};
    declared_save(*state, &declaration);
    assert_false(declaration_confirm(*state, declaration.head.id, -1, NEWCOMER_VISITOR, NULL, &err));
    assert_string_equal(err.field, "place");
    declaration.place_id = declared.garden;
    declared_save(*state, &declaration);
    assert_true(declaration_confirm(*state, declaration.head.id, -1, NEWCOMER_VISITOR, NULL, &err));
    assert_int_equal(only_arrival(*state).place_id, declared.garden);
}

static void rejecting_needs_a_reason_and_is_undone(void **state)
{
    struct declaration declaration = declared_new("张伟明", "", "13812340001", "");
    struct buffer what = {0};
    struct err err = {0};
    declared_save(*state, &declaration);
    assert_false(declaration_reject(*state, declaration.head.id, -1, "  ", &err));
    assert_string_equal(err.field, "reason");
    assert_true(declaration_reject(*state, declaration.head.id, -1, "本人未外出", &err));
    assert_int_equal(declared_read(*state, declaration.head.id).state, DECLARATION_REJECTED);
    assert_string_equal(declared_read(*state, declaration.head.id).reason, "本人未外出");
    assert_true(undo_last(*state, &what, &err));
    buffer_release(&what);
    assert_int_equal(declared_read(*state, declaration.head.id).state, DECLARATION_WAITING);
    assert_string_equal(declared_read(*state, declaration.head.id).reason, "");
}

static void what_was_decided_says_by_whom_and_is_not_changed(void **state)
{
    struct declaration declaration = declared_new("张伟明", "", "13812340001", "");
    struct err err = {0};
    declared_save(*state, &declaration);
    struct declaration seen = declaration; /* as another terminal shows it */
    assert_true(declaration_confirm(*state, declaration.head.id, declaration.head.rev, NEWCOMER_UNKNOWN, NULL, &err));
    assert_false(declaration_reject(*state, seen.head.id, seen.head.rev, "重复", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_string_equal(err.text, "王秀英 has confirmed it already, at 14:32.");
    assert_false(declaration_confirm(*state, seen.head.id, seen.head.rev, NEWCOMER_UNKNOWN, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM arrival"), 1);
    seen.head.rev = -1;
    assert_false(register_save(*state, &declaration_rules, &seen, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
}

static void a_decision_about_what_was_changed_meanwhile_is_refused(void **state)
{
    struct declaration declaration = declared_new("张伟明", "", "13812340001", "");
    struct err err = {0};
    declared_save(*state, &declaration);
    int64_t seen = declaration.head.rev;
    text_copy(declaration.note, sizeof declaration.note, "改为自驾");
    declared_save(*state, &declaration);
    assert_false(declaration_confirm(*state, declaration.head.id, seen, NEWCOMER_UNKNOWN, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
}

static void it_waits_again_once_no_arrival_stands(void **state)
{
    struct declaration declaration = declared_new("张伟明", "", "13812340001", "");
    struct err err = {0};
    int64_t arrival_id = 0;
    declared_save(*state, &declaration);
    int64_t id = declaration.head.id;
    assert_false(declaration_reopen(*state, id, -1, &err));
    assert_true(declaration_confirm(*state, id, -1, NEWCOMER_UNKNOWN, &arrival_id, &err));
    assert_false(declaration_reopen(*state, id, -1, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_false(register_void(*state, &declaration_rules, id, -1, "重复", &err));
    register_begin(*state);
    assert_true(row_void(*state, "arrival", arrival_id, -1, "误登", &err));
    register_commit(*state);
    assert_true(declaration_reopen(*state, id, -1, &err));
    assert_int_equal(declared_read(*state, id).state, DECLARATION_WAITING);
    assert_int_equal(declared_read(*state, id).checked_by, 0);
}

/* ---- matched later ---- */

static void who_waits_is_matched_to_a_household_added_since(void **state)
{
    struct declaration lin = declared_new("林小燕", "", "13812349999", "9-1-901"),
                       mei = declared_new("林梅", "", "", "9-1-902"), hand = declared_new("赵敏", "", "", "9-1-903");
    struct declaration_matched matched;
    struct err err = {0};
    declared_save(*state, &lin);
    declared_save(*state, &mei);
    hand.place_id = declared.river;
    declared_save(*state, &hand);
    assert_false(declaration_confirm(*state, lin.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    int64_t home9 = register_household(*state, "望江苑", "9-1-901");
    register_household(*state, "望江苑", "9-1-903");
    assert_true(declaration_match_anew(*state, &lin, &matched, &err));
    assert_int_equal(lin.matched, MATCHED_ROOM);
    assert_int_equal(lin.place_id, home9);
    assert_int_equal(declared_read(*state, lin.head.id).place_id, 0); /* a look writes nothing */
    /* The person too, where only the household was known. */
    int64_t person = register_person(*state, "林小燕", "13812349999", home9);
    assert_true(declaration_match_anew(*state, &lin, &matched, &err));
    assert_int_equal(lin.matched, MATCHED_PHONE);
    assert_int_equal(lin.person_id, person);
    /* What was said by hand stays; who is still unknown too. */
    assert_true(declaration_match_anew(*state, &hand, &matched, &err));
    assert_int_equal(hand.place_id, declared.river);
    assert_false(declaration_confirm(*state, mei.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    /* Confirming takes what a look shows. */
    assert_true(declaration_confirm(*state, lin.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    struct declaration after = declared_read(*state, lin.head.id);
    assert_int_equal(after.place_id, home9);
    assert_int_equal(after.person_id, person);
    assert_int_equal(after.matched, MATCHED_PHONE);
    assert_int_equal(only_arrival(*state).place_id, home9);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, declared_setup, declared_teardown)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(confirming_writes_the_arrival_in_the_same_batch_and_is_undone_with_it),
        TEST(nobody_is_made_unless_the_officer_says_so),
        TEST(a_known_person_is_not_made_twice),
        TEST(confirming_needs_a_household),
        TEST(rejecting_needs_a_reason_and_is_undone),
        TEST(what_was_decided_says_by_whom_and_is_not_changed),
        TEST(a_decision_about_what_was_changed_meanwhile_is_refused),
        TEST(it_waits_again_once_no_arrival_stands),
        TEST(who_waits_is_matched_to_a_household_added_since),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
