/* Rows that come with an import: unseen until it is complete, taken back as one, in nobody's way. */
#include "gatepost/clock.h"
#include "gatepost/import.h"
#include "tests/lib/imported.h"
#include "tests/lib/old_file.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* ---- seen at once ---- */

static void rows_are_unseen_until_all_are_there(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_write(&rows, 5);
    imported_check_seen(&rows, false);
    imported_check_sound();
    imported_make_keys(&rows);
    imported_check_seen(&rows, false);
    imported_check_sound();
    imported_complete(&rows);
    imported_check_seen(&rows, true);
    imported_check_sound();
    assert_false(import_is_untidy(imported.two));
}

static void an_import_is_undone_and_redone_as_one(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    for (int round = 0; round < 2; round++) {
        imported_undo();
        imported_check_seen(&rows, false);
        imported_check_sound();
        assert_true(import_is_untidy(imported.one));
        imported_tidy();
        imported_check_seen(&rows, false);
        imported_check_sound();
        imported_redo();
        imported_check_sound();
        imported_tidy();
        imported_check_seen(&rows, true);
        imported_check_sound();
    }
}

static void redone_before_its_keys_went_it_is_found_at_once(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_run(&rows);
    imported_undo();
    imported_redo();
    imported_check_seen(&rows, true);
    assert_false(import_is_untidy(imported.one));
    imported_check_sound();
}

static void undo_is_one_row_however_many_came(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_write(&rows, 60);
    imported_make_keys(&rows);
    imported_complete(&rows);
    int64_t audit = imported_ask("SELECT count(*) FROM audit"), batches = imported_ask("SELECT count(*) FROM batch");
    imported_undo();
    assert_int_equal(imported_ask("SELECT count(*) FROM audit"), audit + 1);
    assert_int_equal(imported_ask("SELECT count(*) FROM batch"), batches + 1);
    assert_int_equal(imported_ask("SELECT count(*) FROM person WHERE voided IS NOT NULL"), 0);
    imported_redo();
    assert_int_equal(imported_ask("SELECT count(*) FROM audit"), audit + 2);
}

static void an_import_moves_the_topics_only_when_it_counts(void **state)
{
    (void)state;
    struct imported_rows rows;
    static const char seq[] = "SELECT seq FROM change_seq WHERE topic = 'people'";
    int64_t before = imported_ask(seq);
    imported_write(&rows, 5);
    imported_make_keys(&rows);
    assert_int_equal(imported_ask(seq), before);
    imported_complete(&rows);
    assert_int_equal(imported_ask(seq), before + 1);
    imported_undo();
    assert_int_equal(imported_ask(seq), before + 2);
}

/* ---- others work meanwhile ---- */

static void what_others_add_meanwhile_is_given_way(void **state)
{
    (void)state;
    struct imported_rows rows;
    struct place theirs;
    struct person their_person;
    int changed = 0;
    imported_write(&rows, 2);
    imported_make_keys(&rows);
    imported_begin(imported.two, "person.add");
    imported_add_place(imported.two, "12-2-1203", 0, &theirs);
    imported_add_person(imported.two, "张伟明", imported_id_number, theirs.id, 0, &their_person);
    imported_commit(imported.two);
    imported_begin(imported.one, "import.residents");
    assert_false(import_has_room(imported.one, rows.id, &imported.err));
    assert_int_equal(imported.err.code, ERR_CONFLICT);
    store_rollback(imported.one);
    imported_done(store_resume(imported.one, IMPORT_ROWS_VERB, rows.batch, &imported.err));
    imported_done(import_give_way(imported.one, rows.id, &changed, &imported.err));
    imported_commit(imported.one);
    imported_check_sound();
    assert_int_equal(changed, 2);
    imported_begin(imported.one, "import.residents");
    imported_done(import_has_room(imported.one, rows.id, &imported.err));
    store_rollback(imported.one);
    imported_complete(&rows);
    imported_check_sound();
    assert_int_equal(imported_seen_in_window(""), 3);
    assert_int_equal(imported_seen_in_window("张伟明"), 1);
    assert_int_equal(imported_seen_in_window("王0"), 1); /* who moved in is found too */
    int count = 0;
    struct person persons[8];
    imported_done(person_of_place(imported.two, theirs.id, persons, 8, &count, &imported.err));
    assert_int_equal(count, 3);
    imported_undo();
    assert_int_equal(imported_seen_in_window(""), 1);
    imported_tidy();
    imported_check_sound();
}

static void others_may_save_between_two_transactions_of_a_batch(void **state)
{
    (void)state;
    struct imported_rows rows;
    struct person person;
    imported_write(&rows, 0);
    for (int i = 0; i < 3; i++) {
        imported_begin(imported.two, "person.add");
        imported_add_person(imported.two, "黄磊", "", 0, 0, &person);
        imported_commit(imported.two);
        imported_done(store_resume(imported.one, IMPORT_ROWS_VERB, rows.batch, &imported.err));
        imported_add_person(imported.one, "王秀兰", "", rows.place.id, rows.id, &person);
        imported_commit(imported.one);
        imported_check_audit();
    }
}

static void a_room_is_free_while_an_import_of_it_is_unseen(void **state)
{
    (void)state;
    struct imported_rows rows;
    struct place theirs;
    int64_t id = 0;
    imported_write(&rows, 0);
    imported_begin(imported.two, "household.add");
    imported_add_place(imported.two, "12-2-1203", 0, &theirs);
    imported_commit(imported.two);
    imported_done(place_find_room(imported.two, "", &theirs.room, &id, &imported.err));
    assert_int_equal(id, theirs.id);
}

static void only_one_imports_at_a_time(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_write(&rows, 0);
    imported_begin(imported.two, IMPORT_ROWS_VERB);
    assert_false(import_lease(imported.two, &imported.err));
    assert_int_equal(imported.err.code, ERR_BUSY);
    assert_string_equal(imported.err.text, "Another terminal is importing. Try again when it is done.");
    store_rollback(imported.two);
    assert_false(import_is_untidy(imported.two));
    imported_make_keys(&rows);
    imported_complete(&rows);
    imported_begin(imported.two, IMPORT_ROWS_VERB);
    imported_done(import_lease(imported.two, &imported.err));
    store_rollback(imported.two);
}

/* ---- killed ---- */

static void drop_connection(void)
{
    store_close(imported.one);
    imported.one = store_file_open(&imported.file, "seat-3", true);
    clock_fix(IMPORTED_NOW + IMPORTED_LATER);
}

static void check_cleared_up(const struct imported_rows *rows)
{
    imported_check_seen(rows, false);
    imported_check_sound();
    assert_true(import_is_untidy(imported.one));
    imported_tidy();
    assert_int_equal(imported_ask("SELECT count(*) FROM search_key WHERE kind IN ('person', 'place')"), 0);
    assert_int_equal(imported_ask("SELECT count(*) FROM search_subject WHERE kind IN ('person', 'place')"), 0);
    imported_check_seen(rows, false);
    imported_check_sound();
    struct imported_rows again;
    imported_run(&again);
    imported_check_seen(&again, true);
}

static void an_import_killed_among_its_rows_is_cleared_up(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_write(&rows, 3);
    drop_connection();
    check_cleared_up(&rows);
}

static void an_import_killed_among_its_keys_is_cleared_up(void **state)
{
    (void)state;
    struct imported_rows rows;
    bool finished = false;
    imported_write(&rows, 50);
    struct import_index *index = import_index_new(rows.id);
    while (imported_ask("SELECT count(*) FROM search_key WHERE kind = 'person'") == 0)
        imported_done(import_index_step(imported.one, index, 0, &finished, &imported.err));
    import_index_free(index);
    drop_connection();
    check_cleared_up(&rows);
}

static void an_import_killed_before_its_end_is_cleared_up(void **state)
{
    (void)state;
    struct imported_rows rows;
    imported_write(&rows, 3);
    imported_make_keys(&rows);
    drop_connection();
    check_cleared_up(&rows);
}

/* ---- an older file ---- */

static void a_file_from_before_imports_is_upgraded_whole(void **state)
{
    (void)state;
    struct imported_rows rows = {0};
    imported_begin(imported.one, "person.add");
    imported_add_place(imported.one, "12-2-1203", 0, &rows.place);
    imported_add_person(imported.one, "张伟明", imported_id_number, rows.place.id, 0, &rows.person);
    imported_commit(imported.one);
    store_close(imported.one);
    store_close(imported.two);
    old_file_make(&imported.file, 3);
    assert_int_equal(store_look(imported.file.path, &imported.err), STORE_OLDER);
    imported.err = (struct err){0};
    imported.one = store_file_open(&imported.file, "seat-1", true);
    imported.two = store_file_open(&imported.file, "seat-2", true);
    imported_check_sound();
    imported_check_audit();
    imported_check_seen(&rows, true);
    imported_rename(imported.two, rows.person.id, "张卫明");
    assert_int_equal(imported_seen_in_window("张伟"), 0);
    assert_int_equal(imported_seen_in_window("张卫"), 1);
    struct place again = {.kind = PLACE_HOUSEHOLD, .room = rows.place.room};
    imported_begin(imported.one, "household.add");
    assert_false(place_save(imported.one, &again, &imported.err));
    store_rollback(imported.one);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, imported_make, imported_clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(rows_are_unseen_until_all_are_there),
        ON_FILE(an_import_is_undone_and_redone_as_one),
        ON_FILE(redone_before_its_keys_went_it_is_found_at_once),
        ON_FILE(undo_is_one_row_however_many_came),
        ON_FILE(an_import_moves_the_topics_only_when_it_counts),
        ON_FILE(what_others_add_meanwhile_is_given_way),
        ON_FILE(others_may_save_between_two_transactions_of_a_batch),
        ON_FILE(a_room_is_free_while_an_import_of_it_is_unseen),
        ON_FILE(only_one_imports_at_a_time),
        ON_FILE(an_import_killed_among_its_rows_is_cleared_up),
        ON_FILE(an_import_killed_among_its_keys_is_cleared_up),
        ON_FILE(an_import_killed_before_its_end_is_cleared_up),
        ON_FILE(a_file_from_before_imports_is_upgraded_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
