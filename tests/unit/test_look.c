/* Full numbers: by role, and never without a record of who looked. */
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/look.h"
#include "gatepost/look_row.h"
#include "gatepost/people_rules.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LOOKS(store) register_count(store, "SELECT count(*) FROM look")
#define ENTRIES(store) register_count(store, "SELECT count(*) FROM audit WHERE table_name = 'look'")
static const char phone[] = "13812343821", id_number[] = "11010519491231002X";

static int setup(void **state)
{
    *state = register_open();
    return 0;
}

static int teardown(void **state)
{
    struct audit_verdict verdict;
    bool read = audit_verify(*state, &verdict, NULL, NULL, NULL);
    register_close(*state);
    return read && verdict.first_bad == 0 ? 0 : -1;
}

static int64_t add_person(struct store *store, const char *name)
{
    struct person person = {.kind = PERSON_RESIDENT, .place_id = register_household(store, "望江苑", "12-2-1203")};
    text_copy(person.name, sizeof person.name, name);
    text_copy(person.phone, sizeof person.phone, phone);
    text_copy(person.id_number, sizeof person.id_number, id_number);
    assert_true(people_add_person(store, &person, NULL));
    return person.id;
}

static void sign_on_as(struct store *store, enum role role)
{
    struct officer officer = {.role = role};
    text_copy(officer.name, sizeof officer.name, role_names[role]);
    assert_true(store_sign_on(store, 1, "seat", true, NULL));
    assert_true(people_add_officer(store, &officer, NULL));
    assert_true(store_sign_on(store, officer.id, "seat", true, NULL));
}

static bool is_empty(const struct look_shown *shown)
{
    const struct look_shown nothing = {0};
    return memcmp(shown, &nothing, sizeof nothing) == 0;
}

static void what_is_shown_is_whole_and_recorded(void **state)
{
    struct err err = {0};
    struct look_shown shown;
    struct look look;
    int64_t person = add_person(*state, "刘洋");
    assert_true(look_take(*state, person, 0, &shown, &err));
    assert_string_equal(shown.name, "刘洋");
    assert_string_equal(shown.room, "望江苑 12-2-1203");
    assert_string_equal(shown.phone, phone);
    assert_string_equal(shown.id_number, id_number);
    assert_true(look_get(*state, 1, &look, &err));
    assert_string_equal(look.table, "person");
    assert_int_equal(look.row_id, person);
    assert_int_equal(look.officer_id, 1);
    assert_int_equal(look.at, REGISTER_NOW);
    assert_int_equal(look.what, LOOK_BOTH);
    assert_int_equal(ENTRIES(*state), 1);
    assert_true(look_take(*state, person, 0, &shown, &err)); /* each one */
    assert_int_equal(LOOKS(*state), 2);
    look_forget(&shown);
    assert_true(is_empty(&shown));
}

static void a_household_shows_its_own_phone(void **state)
{
    struct err err = {0};
    struct look_shown shown;
    struct look look;
    struct place place = {.kind = PLACE_HOUSEHOLD, .head = "王大明", .phone = "13912340001"};
    assert_true(room_parse("8-1-302", &place.room, &err));
    assert_true(people_add_place(*state, &place, &err));
    assert_true(look_take(*state, 0, place.id, &shown, &err));
    assert_string_equal(shown.name, "王大明");
    assert_string_equal(shown.phone, "13912340001");
    assert_true(look_get(*state, 1, &look, &err));
    assert_string_equal(look.table, "place");
    assert_int_equal(look.row_id, place.id);
    assert_int_equal(look.what, LOOK_PHONE);
}

static void only_a_duty_officer_and_a_clerk_may(void **state)
{
    struct look_shown shown;
    int64_t person = add_person(*state, "刘洋"), before = 0;
    for (enum role role = ROLE_OFFICER; role < ROLE_COUNT; role++) {
        struct err err = {0};
        bool may = role == ROLE_OFFICER || role == ROLE_CLERK;
        sign_on_as(*state, role);
        before = LOOKS(*state);
        assert_int_equal(look_take(*state, person, 0, &shown, &err), may);
        assert_int_equal(LOOKS(*state), before + may);
        assert_int_equal(is_empty(&shown), !may);
        if (may)
            continue;
        assert_int_equal(err.code, ERR_ROLE);
        if (role == ROLE_GATE || role == ROLE_OPERATOR)
            assert_non_null(strstr(err.text, "duty officer or a clerk"));
    }
}

static void nobody_is_no_officer(void **state)
{
    struct err err = {0};
    struct look_shown shown;
    int64_t person = add_person(*state, "刘洋");
    assert_true(store_sign_on(*state, 0, "seat", false, NULL));
    assert_false(look_take(*state, person, 0, &shown, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_true(is_empty(&shown));
    assert_int_equal(LOOKS(*state), 0);
}

static void what_cannot_be_saved_is_not_shown(void **state)
{
    struct err err = {0};
    struct look_shown shown;
    int64_t person = add_person(*state, "刘洋");
    struct store *reader = store_open(store_path(*state), STORE_READ_ONLY, &err);
    assert_non_null(reader);
    assert_true(store_sign_on(reader, 1, "reader", false, &err));
    assert_false(look_take(reader, person, 0, &shown, &err));
    assert_true(is_empty(&shown));
    store_close(reader);
    struct store *rehearsal = store_open(store_path(*state), 0, &err);
    assert_non_null(rehearsal);
    assert_true(store_sign_on(rehearsal, 1, "rehearsal", false, &err));
    store_rehearse(rehearsal); /* its commits save nothing */
    err = (struct err){0};
    assert_false(look_take(rehearsal, person, 0, &shown, &err));
    assert_non_null(strstr(err.text, "nothing is shown"));
    assert_true(is_empty(&shown));
    store_close(rehearsal);
    assert_int_equal(LOOKS(*state), 0);
    assert_int_equal(ENTRIES(*state), 0);
}

static void nothing_masked_is_nothing_to_record(void **state)
{
    struct err err = {0};
    struct look_shown shown;
    int64_t person = register_person(*state, "赵文敏", "", 0);
    assert_false(look_take(*state, person, 0, &shown, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_false(look_take(*state, 4711, 0, &shown, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(LOOKS(*state), 0);
}

/* A look is no entry: Ctrl-Z takes back the entry before it, Ctrl-Y brings it back, and the look stays. */
static void undo_neither_takes_back_nor_stops_at_a_look(void **state)
{
    struct err err = {0};
    struct look_shown shown;
    assert_true(store_sign_on(*state, 1, "seat", true, NULL));
    int64_t person = add_person(*state, "刘洋");
    assert_true(look_take(*state, person, 0, &shown, &err));
    assert_true(look_take(*state, person, 0, &shown, &err));
    assert_true(store_undo(*state, NULL, &err)); /* the person */
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person WHERE voided IS NULL"), 0);
    assert_true(look_take(*state, person, 0, &shown, &err));
    assert_true(store_redo(*state, NULL, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person WHERE voided IS NULL"), 1);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM look WHERE voided IS NULL"), 3);
    assert_true(store_sign_on(*state, 1, "seat", true, NULL));
    assert_true(look_take(*state, person, 0, &shown, &err));
    assert_false(store_undo(*state, NULL, &err)); /* nothing but a look since then */
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM look WHERE voided IS NULL"), 4);
}

static void the_history_of_a_person_has_the_looks_between_the_changes(void **state)
{
    enum { MOST = 8 };
    struct audit_entry entries[MOST];
    struct buffer words = {0};
    struct look_shown shown;
    int count = 0;
    int64_t other = register_person(*state, "赵文敏", "13900000000", 0), id = add_person(*state, "刘洋");
    struct person person;
    assert_true(look_take(*state, id, 0, &shown, NULL));
    assert_true(look_take(*state, other, 0, &shown, NULL));
    assert_true(person_get(*state, id, &person, NULL));
    text_copy(person.note, sizeof person.note, "new");
    assert_true(people_add_person(*state, &person, NULL));
    assert_true(look_take(*state, id, 0, &shown, NULL));
    assert_true(audit_history(*state, "person", id, 0, entries, MOST, &count, NULL));
    assert_int_equal(count, 4);
    static const char *const tables[] = {"look", "person", "look", "person"};
    for (int i = 0; i < count; i++) {
        assert_string_equal(entries[i].table, tables[i]);
        assert_true(i == 0 || entries[i].id < entries[i - 1].id);
    }
    audit_difference(*state, &entries[0], false, &words);
    assert_string_equal(buffer_text(&words), "person 刘洋 12-2-1203: phone and ID number seen in full");
    buffer_clear(&words);
    audit_difference(*state, &entries[0], true, &words);
    assert_string_equal(buffer_text(&words), "person 刘* 12-2-1203: phone and ID number seen in full");
    int64_t below = entries[1].id;
    for (int i = 0; i < count; i++)
        audit_entry_release(&entries[i]);
    /* Pages: the newest two of both, then what is below. */
    assert_true(audit_history(*state, "person", id, 0, entries, 2, &count, NULL));
    assert_int_equal(count, 2);
    assert_string_equal(entries[0].table, "look");
    assert_string_equal(entries[1].table, "person");
    audit_entry_release(&entries[0]);
    audit_entry_release(&entries[1]);
    assert_true(audit_history(*state, "person", id, below, entries, 2, &count, NULL));
    assert_int_equal(count, 2);
    assert_string_equal(entries[0].table, "look");
    assert_string_equal(entries[1].table, "person");
    audit_entry_release(&entries[0]);
    audit_entry_release(&entries[1]);
    buffer_release(&words);
}

/* Who looked is not who changed it. */
static void a_conflict_names_who_changed_and_not_who_looked(void **state)
{
    struct err err = {0};
    struct look_shown shown;
    int64_t id = add_person(*state, "刘洋"), second = register_officer(*state, "高玉兰");
    struct person person;
    assert_true(person_get(*state, id, &person, NULL));
    person.rev = 7;
    assert_true(store_sign_on(*state, second, "seat-2", false, NULL));
    assert_true(look_take(*state, id, 0, &shown, NULL));
    assert_false(people_add_person(*state, &person, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_null(strstr(err.text, "高玉兰"));
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_is_shown_is_whole_and_recorded),
        TEST(a_household_shows_its_own_phone),
        TEST(only_a_duty_officer_and_a_clerk_may),
        TEST(nobody_is_no_officer),
        TEST(what_cannot_be_saved_is_not_shown),
        TEST(nothing_masked_is_nothing_to_record),
        TEST(undo_neither_takes_back_nor_stops_at_a_look),
        TEST(the_history_of_a_person_has_the_looks_between_the_changes),
        TEST(a_conflict_names_who_changed_and_not_who_looked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
