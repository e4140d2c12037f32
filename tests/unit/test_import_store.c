/* Rows that come with an import: unseen until it is complete, undone and redone as one, in nobody's way. */
#include "gatepost/alarm.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/crossing.h"
#include "gatepost/errand.h"
#include "gatepost/expected.h"
#include "gatepost/import.h"
#include "gatepost/pairing.h"
#include "gatepost/parcel.h"
#include "gatepost/pass.h"
#include "gatepost/place_list.h"
#include "gatepost/row.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "gatepost/words.h"
#include "src/store/statement.h"
#include "tests/lib/old_file.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE_MOST = 64, LATER = 61 /* seconds until a lease that was left is over */ };
static const int64_t now = 1649658720; /* 2022-04-11 14:32 +08:00 */

static struct store_file file;
static struct store *one, *two; /* imports; works at another terminal */
static struct err err;

/* ---- what is asked ---- */

static void check_done(bool done)
{
    if (!done)
        fail_msg("%s", err.text);
}

static int64_t ask(const char *sql)
{
    char *text = store_file_ask(&file, sql);
    int64_t value = strtoll(text, NULL, 10);
    free(text);
    return value;
}

static void check_sound(void)
{
    struct buffer report = {0};
    bool sound = store_check(one, &report, &err) && report.length == 0;
    if (!sound)
        print_message("# %s%s\n", buffer_text(&report), err.text);
    buffer_release(&report);
    assert_true(sound);
}

static void check_audit(void)
{
    struct audit_verdict verdict;
    check_done(audit_verify(one, &verdict, NULL, NULL, &err));
    if (verdict.first_bad != 0)
        fail_msg("%s", verdict.what);
}

static int make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(now);
    err = (struct err){0};
    store_file_make(&file);
    one = store_file_open(&file, "seat-1", true);
    two = store_file_open(&file, "seat-2", true);
    return 0;
}

/* Whatever a test did: the file agrees with itself. */
static int clear(void **state)
{
    (void)state;
    clock_fix(now + LATER * 10);
    check_done(import_tidy(one, &err));
    check_sound();
    check_audit();
    store_close(one);
    store_close(two);
    store_file_remove(&file);
    return 0;
}

/* ---- the same few rows each time ---- */

static const char id_number[] = "110105194912310021";

static void add_place(struct store *store, const char *room, int64_t import_id, struct place *place)
{
    *place = (struct place){.kind = PLACE_HOUSEHOLD, .import_id = import_id};
    check_done(room_parse(room, &place->room, &err) && place_save(store, place, &err));
}

static void add_person(struct store *store, const char *name, const char *number, int64_t place_id, int64_t import_id,
                       struct person *person)
{
    *person = (struct person){.kind = PERSON_RESIDENT, .place_id = place_id, .import_id = import_id};
    text_copy(person->name, sizeof person->name, name);
    text_copy(person->phone, sizeof person->phone, "13912340001");
    text_copy(person->id_number, sizeof person->id_number, number);
    person->id_type = number[0] != '\0' ? ID_RESIDENT : ID_NONE;
    check_done(person_save(store, person, &err));
}

static void begin(struct store *store, const char *verb)
{
    check_done(store_begin(store, verb, &err));
}

static void commit(struct store *store)
{
    check_done(store_commit(store, &err));
}

struct rows {
    int64_t id, batch;
    struct place place;
    struct person person;
    int more; /* people beside the one */
};

/* Two rooms' worth of rows, written and committed; nobody was told yet. */
static void write_rows(struct rows *rows, int more)
{
    *rows = (struct rows){.more = more};
    begin(one, IMPORT_ROWS_VERB);
    check_done(import_lease(one, &err) && import_begin(one, "residents", "list.csv", true, &rows->id, &err));
    add_place(one, "12-2-1203", rows->id, &rows->place);
    add_person(one, "张伟明", id_number, rows->place.id, rows->id, &rows->person);
    rows->batch = store_batch(one);
    commit(one);
    check_done(store_resume(one, IMPORT_ROWS_VERB, rows->batch, &err));
    for (int i = 0; i < more; i++) {
        struct person person;
        char name[NAME_BYTES];
        snprintf(name, sizeof name, "王%d", i);
        add_person(one, name, "", rows->place.id, rows->id, &person);
    }
    commit(one);
}

static void make_keys(const struct rows *rows)
{
    struct import_index *index = import_index_new(rows->id);
    bool finished = false;
    while (!finished)
        check_done(import_index_step(one, index, 1, &finished, &err));
    assert_int_equal(import_index_percent(index), 100);
    import_index_free(index);
}

static void complete(const struct rows *rows)
{
    begin(one, "import.residents");
    check_done(import_complete(one, rows->id, 1 + rows->more, 0, &err));
    commit(one);
    import_end(one);
    import_lease_end(one);
}

static void run_import(struct rows *rows)
{
    write_rows(rows, 2);
    make_keys(rows);
    complete(rows);
}

static void undo(void)
{
    check_done(store_undo(one, NULL, &err));
}

static void redo(void)
{
    check_done(store_redo(one, NULL, &err));
}

static void tidy(void)
{
    check_done(import_tidy(one, &err));
    assert_false(import_is_untidy(one));
}

static void check_refused(bool (*verb)(struct store *, struct buffer *, struct err *), const char *words)
{
    assert_false(verb(one, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s, not %s", err.text, words);
    err = (struct err){0};
}

/* ---- every way of reading, at the other terminal ---- */

static int seen_in_window(const char *word)
{
    struct person persons[PEOPLE_MOST];
    int count = 0;
    check_done(person_window(two, word, "", 0, false, persons, PEOPLE_MOST, &count, &err));
    return count;
}

static int seen_by_search(enum search_kind kind, const char *word)
{
    int64_t ids[PEOPLE_MOST];
    int count = 0;
    bool more = false;
    check_done(search_ids(two, kind, word, ids, PEOPLE_MOST, &count, &more, &err));
    return count;
}

static int seen_at_gate(const char *word)
{
    struct candidate *found = calloc(PEOPLE_MOST, sizeof *found);
    int count = 0, left = 0;
    check_done(candidate_find(two, word, 0, found, PEOPLE_MOST, &count, &left, &err));
    free(found);
    return count;
}

/* All of them, or nothing by any way. */
static void check_seen(const struct rows *rows, bool seen)
{
    struct person *persons = calloc(PEOPLE_MOST, sizeof *persons);
    struct place_row places[8];
    struct place_list list = {.after_sort = "", .rows = places, .most = 8};
    int64_t id = 0, total = 0;
    int count = 0, all = seen ? 1 + rows->more : 0;
    check_done(person_count(two, &total, &err));
    assert_int_equal(total, all);
    assert_int_equal(seen_in_window(""), all);
    assert_int_equal(seen_in_window("张伟"), seen);
    assert_int_equal(seen_in_window("zwm"), seen);
    assert_int_equal(seen_in_window("12-2-1203"), all);
    check_done(person_of_place(two, rows->place.id, persons, PEOPLE_MOST, &count, &err));
    assert_int_equal(count, all);
    assert_int_equal(person_find(two, id_number, "", "", 0, &id, NULL), seen);
    assert_int_equal(person_find(two, "", "13912340001", "张伟明", 0, &id, NULL), seen);
    assert_int_equal(person_find(two, "", "", "张伟明", rows->place.id, &id, NULL), seen);
    assert_int_equal(place_find_room(two, "", &rows->place.room, &id, NULL), seen);
    assert_int_equal(place_find_room(two, NULL, &rows->place.room, &id, NULL), seen);
    check_done(place_list_read(two, &list, &err));
    assert_int_equal(list.count, seen);
    list.backwards = true;
    check_done(place_list_read(two, &list, &err));
    assert_int_equal(list.count, seen);
    assert_int_equal(seen_at_gate("张伟明"), seen);
    assert_int_equal(seen_at_gate("zhangwei"), seen);
    assert_int_equal(seen_at_gate("13912340001"), all);
    assert_int_equal(seen_by_search(SEARCH_PERSON, "张伟明"), seen);
    assert_int_equal(seen_by_search(SEARCH_PLACE, "12-2-1203"), seen);
    free(persons);
}

/* ---- seen at once ---- */

static void rows_are_unseen_until_all_are_there(void **state)
{
    (void)state;
    struct rows rows;
    write_rows(&rows, 5);
    check_seen(&rows, false);
    check_sound();
    make_keys(&rows);
    check_seen(&rows, false);
    check_sound();
    complete(&rows);
    check_seen(&rows, true);
    check_sound();
    assert_false(import_is_untidy(two));
}

static void an_import_is_undone_and_redone_as_one(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    for (int round = 0; round < 2; round++) {
        undo();
        check_seen(&rows, false);
        check_sound();
        assert_true(import_is_untidy(one));
        tidy();
        check_seen(&rows, false);
        check_sound();
        redo();
        check_sound();
        tidy();
        check_seen(&rows, true);
        check_sound();
    }
}

static void redone_before_its_keys_went_it_is_found_at_once(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    undo();
    redo();
    check_seen(&rows, true);
    assert_false(import_is_untidy(one));
    check_sound();
}

static void undo_is_one_row_however_many_came(void **state)
{
    (void)state;
    struct rows rows;
    write_rows(&rows, 60);
    make_keys(&rows);
    complete(&rows);
    int64_t audit = ask("SELECT count(*) FROM audit"), batches = ask("SELECT count(*) FROM batch");
    undo();
    assert_int_equal(ask("SELECT count(*) FROM audit"), audit + 1);
    assert_int_equal(ask("SELECT count(*) FROM batch"), batches + 1);
    assert_int_equal(ask("SELECT count(*) FROM person WHERE voided IS NOT NULL"), 0);
    redo();
    assert_int_equal(ask("SELECT count(*) FROM audit"), audit + 2);
}

static void an_import_moves_the_topics_only_when_it_counts(void **state)
{
    (void)state;
    struct rows rows;
    static const char seq[] = "SELECT seq FROM change_seq WHERE topic = 'people'";
    int64_t before = ask(seq);
    write_rows(&rows, 5);
    make_keys(&rows);
    assert_int_equal(ask(seq), before);
    complete(&rows);
    assert_int_equal(ask(seq), before + 1);
    undo();
    assert_int_equal(ask(seq), before + 2);
}

/* ---- undo refused ---- */

static void rename_person(struct store *store, int64_t id, const char *name)
{
    const struct row_value values[] = {ROW_STR("name", name)};
    begin(store, "person.edit");
    check_done(row_update(store, "person", id, -1, values, 1, &err));
    commit(store);
}

static void a_row_somebody_changed_keeps_its_import(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    rename_person(two, rows.person.id, "张卫明");
    check_refused(store_undo, "张卫明");
    assert_int_equal(seen_in_window("张卫明"), 1);
}

static void an_edit_that_was_taken_back_does_not_keep_it(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    rename_person(one, rows.person.id, "张卫明");
    undo();
    undo();
    check_seen(&rows, false);
    redo();
    tidy();
    check_seen(&rows, true);
    redo();
    assert_int_equal(seen_in_window("张卫明"), 1);
}

static void log_person(const struct rows *rows, enum decision decision)
{
    struct checkpoint gate = {.name = "南门"};
    struct crossing crossing = {.class = CLASS_RESIDENT,
                                .person_id = rows->person.id,
                                .place_id = rows->place.id,
                                .at = now,
                                .decision = decision,
                                .affected_area = -1};
    begin(two, "gate.add");
    check_done(checkpoint_save(two, &gate, &err));
    crossing.checkpoint_id = gate.id;
    check_done(crossing_save(two, &crossing, &err));
    commit(two);
}

static void who_was_logged_at_a_gate_keeps_the_import(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    log_person(&rows, DECISION_ADMITTED);
    check_refused(store_undo, "张伟明 12-2-1203 was logged at a gate");
}

static void who_was_turned_away_at_a_gate_keeps_it_too(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    log_person(&rows, DECISION_TURNED_AWAY);
    check_refused(store_undo, "张伟明 12-2-1203 was logged at a gate");
}

static void after_a_redo_it_is_asked_again_who_is_in_use(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    undo();
    redo();
    log_person(&rows, DECISION_ADMITTED);
    check_refused(store_undo, "张伟明 12-2-1203 was logged at a gate");
    check_seen(&rows, true);
}

static void set_flag(int64_t person_id, int64_t place_id)
{
    struct flag flag = {.person_id = person_id, .place_id = place_id, .say = "居家观察", .from_at = now};
    begin(two, "flag.set");
    check_done(flag_save(two, &flag, &err));
    commit(two);
}

static void a_flag_on_a_person_or_household_keeps_the_import(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    set_flag(rows.person.id, 0);
    check_refused(store_undo, "张伟明 12-2-1203 has a flag");
    check_done(store_undo(two, NULL, &err));
    set_flag(0, rows.place.id);
    check_refused(store_undo, "12-2-1203 has a flag");
    check_done(store_undo(two, NULL, &err));
    undo();
    check_seen(&rows, false);
}

static void a_household_somebody_else_moved_into_keeps_it(void **state)
{
    (void)state;
    struct rows rows;
    struct person person;
    struct vehicle car = {.plate = "粤E12345"};
    run_import(&rows);
    begin(two, "person.add");
    add_person(two, "黄磊", "", rows.place.id, 0, &person);
    commit(two);
    check_refused(store_undo, "12-2-1203 is somebody else's home");
    check_done(store_undo(two, NULL, &err));
    begin(two, "vehicle.add");
    car.place_id = rows.place.id;
    check_done(vehicle_save(two, &car, &err));
    commit(two);
    check_refused(store_undo, "12-2-1203 has a vehicle");
    check_done(store_undo(two, NULL, &err));
    begin(two, "vehicle.add");
    car = (struct vehicle){.plate = "粤E12345", .driver_id = rows.person.id};
    check_done(vehicle_save(two, &car, &err));
    commit(two);
    check_refused(store_undo, "drives a vehicle");
    check_done(store_undo(two, NULL, &err));
    begin(two, "pass.add");
    struct pass pass = {.number = "A-1", .person_id = rows.person.id, .issued_at = 1};
    check_done(record_save(two, &pass_table, &pass, &err));
    commit(two);
    check_refused(store_undo, "has a pass");
    check_done(store_undo(two, NULL, &err));
    begin(two, "pass.add");
    pass = (struct pass){.number = "A-1", .place_id = rows.place.id, .issued_at = 1};
    check_done(record_save(two, &pass_table, &pass, &err));
    commit(two);
    check_refused(store_undo, "12-2-1203 has a pass");
    check_done(store_undo(two, NULL, &err));
    undo();
    check_seen(&rows, false);
}

static void parcels_and_expected_visitors_keep_it(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    struct parcel parcel = {.place_id = rows.place.id, .pieces = 1, .arrived_at = now};
    begin(two, "parcel.add");
    check_done(record_save(two, &parcel_table, &parcel, &err));
    commit(two);
    check_refused(store_undo, "12-2-1203 has parcels on the shelf");
    check_done(store_undo(two, NULL, &err));
    struct expected expected = {.place_id = rows.place.id,
                                .name = "周文明",
                                .people = 1,
                                .from_at = now,
                                .until_at = now + 60,
                                .announced_at = now};
    begin(two, "visitor.add");
    check_done(record_save(two, &expected_table, &expected, &err));
    commit(two);
    check_refused(store_undo, "12-2-1203 expects visitors");
    check_done(store_undo(two, NULL, &err));
    undo();
    check_seen(&rows, false);
}

static void keep(const struct record_table *table, void *record)
{
    begin(two, "test");
    check_done(record_save(two, table, record, &err));
    commit(two);
}

static void requests_helpers_and_errands_keep_it(void **state)
{
    (void)state;
    struct rows rows;
    run_import(&rows);
    struct supply supply = {
        .place_id = rows.place.id, .asked_at = now, .due_at = now, .state_at = now, .items = "大米 10斤"};
    keep(&supply_table, &supply);
    check_refused(store_undo, "12-2-1203 asked for supplies");
    check_done(store_undo(two, NULL, &err));
    begin(two, "test");
    struct place other = {0};
    add_place(two, "9-1-901", 0, &other);
    commit(two);
    supply = (struct supply){.place_id = other.id,
                             .asked_at = now,
                             .due_at = now,
                             .state_at = now,
                             .items = "大米 10斤",
                             .state = SUPPLY_ASSIGNED,
                             .helper_id = rows.person.id,
                             .helper = "刘洋",
                             .claimed_at = now};
    keep(&supply_table, &supply);
    check_refused(store_undo, "brings supplies");
    check_done(store_undo(two, NULL, &err));
    struct errand errand = {.helper_id = rows.person.id, .helper = "刘洋", .begun_at = now};
    keep(&errand_table, &errand);
    check_refused(store_undo, "runs errands");
    check_done(store_undo(two, NULL, &err));
    struct pairing pairing = {
        .place_id = other.id, .from_at = now, .name = "梁永健", .substitute_id = rows.person.id, .substitute = "刘洋"};
    keep(&pairing_table, &pairing);
    check_refused(store_undo, "helps a household");
    check_done(store_undo(two, NULL, &err)); /* the pairing, */
    check_done(store_undo(two, NULL, &err)); /* and its household */
    undo();
    check_seen(&rows, false);
}

/* ---- redo refused ---- */

static void a_room_given_away_meanwhile_stays_theirs(void **state)
{
    (void)state;
    struct rows rows;
    struct place theirs;
    run_import(&rows);
    undo();
    begin(two, "household.add");
    add_place(two, "12-2-1203", 0, &theirs);
    commit(two);
    check_refused(store_redo, "12-2-1203 was added meanwhile");
    check_done(store_undo(two, NULL, &err));
    redo();
    tidy();
    check_seen(&rows, true);
}

static void an_id_number_given_away_meanwhile_stays_theirs(void **state)
{
    (void)state;
    struct rows rows;
    struct person theirs;
    run_import(&rows);
    undo();
    begin(two, "person.add");
    add_person(two, "张伟铭", id_number, 0, 0, &theirs);
    commit(two);
    check_refused(store_redo, "张伟铭 was added meanwhile");
}

/* ---- others work meanwhile ---- */

static void what_others_add_meanwhile_is_given_way(void **state)
{
    (void)state;
    struct rows rows;
    struct place theirs;
    struct person their_person;
    int changed = 0;
    write_rows(&rows, 2);
    make_keys(&rows);
    begin(two, "person.add");
    add_place(two, "12-2-1203", 0, &theirs);
    add_person(two, "张伟明", id_number, theirs.id, 0, &their_person);
    commit(two);
    begin(one, "import.residents");
    assert_false(import_has_room(one, rows.id, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    store_rollback(one);
    check_done(store_resume(one, IMPORT_ROWS_VERB, rows.batch, &err));
    check_done(import_give_way(one, rows.id, &changed, &err));
    commit(one);
    check_sound();
    assert_int_equal(changed, 2);
    begin(one, "import.residents");
    check_done(import_has_room(one, rows.id, &err));
    store_rollback(one);
    complete(&rows);
    check_sound();
    assert_int_equal(seen_in_window(""), 3);
    assert_int_equal(seen_in_window("张伟明"), 1);
    assert_int_equal(seen_in_window("王0"), 1); /* who moved in is found too */
    int count = 0;
    struct person persons[8];
    check_done(person_of_place(two, theirs.id, persons, 8, &count, &err));
    assert_int_equal(count, 3);
    undo();
    assert_int_equal(seen_in_window(""), 1);
    tidy();
    check_sound();
}

static void others_may_save_between_two_transactions_of_a_batch(void **state)
{
    (void)state;
    struct rows rows;
    struct person person;
    write_rows(&rows, 0);
    for (int i = 0; i < 3; i++) {
        begin(two, "person.add");
        add_person(two, "黄磊", "", 0, 0, &person);
        commit(two);
        check_done(store_resume(one, IMPORT_ROWS_VERB, rows.batch, &err));
        add_person(one, "王秀兰", "", rows.place.id, rows.id, &person);
        commit(one);
        check_audit();
    }
}

static void a_room_is_free_while_an_import_of_it_is_unseen(void **state)
{
    (void)state;
    struct rows rows;
    struct place theirs;
    int64_t id = 0;
    write_rows(&rows, 0);
    begin(two, "household.add");
    add_place(two, "12-2-1203", 0, &theirs);
    commit(two);
    check_done(place_find_room(two, "", &theirs.room, &id, &err));
    assert_int_equal(id, theirs.id);
}

static void only_one_imports_at_a_time(void **state)
{
    (void)state;
    struct rows rows;
    write_rows(&rows, 0);
    begin(two, IMPORT_ROWS_VERB);
    assert_false(import_lease(two, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_string_equal(err.text, "Another terminal is importing. Try again when it is done.");
    store_rollback(two);
    assert_false(import_is_untidy(two));
    make_keys(&rows);
    complete(&rows);
    begin(two, IMPORT_ROWS_VERB);
    check_done(import_lease(two, &err));
    store_rollback(two);
}

/* ---- killed ---- */

static void drop_connection(void)
{
    store_close(one);
    one = store_file_open(&file, "seat-3", true);
    clock_fix(now + LATER);
}

static void check_cleared_up(const struct rows *rows)
{
    check_seen(rows, false);
    check_sound();
    assert_true(import_is_untidy(one));
    tidy();
    assert_int_equal(ask("SELECT count(*) FROM search_key WHERE kind IN ('person', 'place')"), 0);
    assert_int_equal(ask("SELECT count(*) FROM search_subject WHERE kind IN ('person', 'place')"), 0);
    check_seen(rows, false);
    check_sound();
    struct rows again;
    run_import(&again);
    check_seen(&again, true);
}

static void an_import_killed_among_its_rows_is_cleared_up(void **state)
{
    (void)state;
    struct rows rows;
    write_rows(&rows, 3);
    drop_connection();
    check_cleared_up(&rows);
}

static void an_import_killed_among_its_keys_is_cleared_up(void **state)
{
    (void)state;
    struct rows rows;
    bool finished = false;
    write_rows(&rows, 50);
    struct import_index *index = import_index_new(rows.id);
    while (ask("SELECT count(*) FROM search_key WHERE kind = 'person'") == 0)
        check_done(import_index_step(one, index, 0, &finished, &err));
    import_index_free(index);
    drop_connection();
    check_cleared_up(&rows);
}

static void an_import_killed_before_its_end_is_cleared_up(void **state)
{
    (void)state;
    struct rows rows;
    write_rows(&rows, 3);
    make_keys(&rows);
    drop_connection();
    check_cleared_up(&rows);
}

/* ---- an older file ---- */

static void a_file_from_before_imports_is_upgraded_whole(void **state)
{
    (void)state;
    struct rows rows = {0};
    begin(one, "person.add");
    add_place(one, "12-2-1203", 0, &rows.place);
    add_person(one, "张伟明", id_number, rows.place.id, 0, &rows.person);
    commit(one);
    store_close(one);
    store_close(two);
    old_file_make(&file, 3);
    assert_int_equal(store_look(file.path, &err), STORE_OLDER);
    err = (struct err){0};
    one = store_file_open(&file, "seat-1", true);
    two = store_file_open(&file, "seat-2", true);
    check_sound();
    check_audit();
    check_seen(&rows, true);
    rename_person(two, rows.person.id, "张卫明");
    assert_int_equal(seen_in_window("张伟"), 0);
    assert_int_equal(seen_in_window("张卫"), 1);
    struct place again = {.kind = PLACE_HOUSEHOLD, .room = rows.place.room};
    begin(one, "household.add");
    assert_false(place_save(one, &again, &err));
    store_rollback(one);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, make, clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(rows_are_unseen_until_all_are_there),
        ON_FILE(an_import_is_undone_and_redone_as_one),
        ON_FILE(redone_before_its_keys_went_it_is_found_at_once),
        ON_FILE(undo_is_one_row_however_many_came),
        ON_FILE(an_import_moves_the_topics_only_when_it_counts),
        ON_FILE(a_row_somebody_changed_keeps_its_import),
        ON_FILE(an_edit_that_was_taken_back_does_not_keep_it),
        ON_FILE(who_was_logged_at_a_gate_keeps_the_import),
        ON_FILE(who_was_turned_away_at_a_gate_keeps_it_too),
        ON_FILE(after_a_redo_it_is_asked_again_who_is_in_use),
        ON_FILE(a_flag_on_a_person_or_household_keeps_the_import),
        ON_FILE(parcels_and_expected_visitors_keep_it),
        ON_FILE(requests_helpers_and_errands_keep_it),
        ON_FILE(a_household_somebody_else_moved_into_keeps_it),
        ON_FILE(a_room_given_away_meanwhile_stays_theirs),
        ON_FILE(an_id_number_given_away_meanwhile_stays_theirs),
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
