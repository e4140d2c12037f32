#include "imported.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/import.h"
#include "gatepost/place_list.h"
#include "gatepost/row.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE_MOST = 64 };

struct imported imported;

void imported_done(bool done)
{
    if (!done)
        fail_msg("%s", imported.err.text);
}

/* ---- what is asked ---- */

int64_t imported_ask(const char *sql)
{
    char *text = store_file_ask(&imported.file, sql);
    int64_t value = strtoll(text, NULL, 10);
    free(text);
    return value;
}

void imported_check_sound(void)
{
    struct buffer report = {0};
    bool sound = store_check(imported.one, &report, &imported.err) && report.length == 0;
    if (!sound)
        print_message("# %s%s\n", buffer_text(&report), imported.err.text);
    buffer_release(&report);
    assert_true(sound);
}

void imported_check_audit(void)
{
    struct audit_verdict verdict;
    imported_done(audit_verify(imported.one, &verdict, NULL, NULL, &imported.err));
    if (verdict.first_bad != 0)
        fail_msg("%s", verdict.what);
}

int imported_make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(IMPORTED_NOW);
    imported.err = (struct err){0};
    store_file_make(&imported.file);
    imported.one = store_file_open(&imported.file, "seat-1", true);
    imported.two = store_file_open(&imported.file, "seat-2", true);
    return 0;
}

int imported_clear(void **state)
{
    (void)state;
    clock_fix(IMPORTED_NOW + IMPORTED_LATER * 10);
    imported_done(import_tidy(imported.one, &imported.err));
    imported_check_sound();
    imported_check_audit();
    store_close(imported.one);
    store_close(imported.two);
    store_file_remove(&imported.file);
    return 0;
}

/* ---- the same few rows each time ---- */

const char imported_id_number[] = "110105194912310021";

void imported_add_place(struct store *store, const char *room, int64_t import_id, struct place *place)
{
    *place = (struct place){.kind = PLACE_HOUSEHOLD, .import_id = import_id};
    imported_done(room_parse(room, &place->room, &imported.err) && place_save(store, place, &imported.err));
}

void imported_add_person(struct store *store, const char *name, const char *number, int64_t place_id, int64_t import_id,
                         struct person *person)
{
    *person = (struct person){.kind = PERSON_RESIDENT, .place_id = place_id, .import_id = import_id};
    text_copy(person->name, sizeof person->name, name);
    text_copy(person->phone, sizeof person->phone, "13912340001");
    text_copy(person->id_number, sizeof person->id_number, number);
    person->id_type = number[0] != '\0' ? ID_RESIDENT : ID_NONE;
    imported_done(person_save(store, person, &imported.err));
}

void imported_begin(struct store *store, const char *verb)
{
    imported_done(store_begin(store, verb, &imported.err));
}

void imported_commit(struct store *store)
{
    imported_done(store_commit(store, &imported.err));
}

void imported_write(struct imported_rows *rows, int more)
{
    *rows = (struct imported_rows){.more = more};
    imported_begin(imported.one, IMPORT_ROWS_VERB);
    imported_done(import_lease(imported.one, &imported.err) &&
                  import_begin(imported.one, "residents", "list.csv", true, &rows->id, &imported.err));
    imported_add_place(imported.one, "12-2-1203", rows->id, &rows->place);
    imported_add_person(imported.one, "张伟明", imported_id_number, rows->place.id, rows->id, &rows->person);
    rows->batch = store_batch(imported.one);
    imported_commit(imported.one);
    imported_done(store_resume(imported.one, IMPORT_ROWS_VERB, rows->batch, &imported.err));
    for (int i = 0; i < more; i++) {
        struct person person;
        char name[NAME_BYTES];
        snprintf(name, sizeof name, "王%d", i);
        imported_add_person(imported.one, name, "", rows->place.id, rows->id, &person);
    }
    imported_commit(imported.one);
}

void imported_make_keys(const struct imported_rows *rows)
{
    struct import_index *index = import_index_new(rows->id);
    bool finished = false;
    while (!finished)
        imported_done(import_index_step(imported.one, index, 1, &finished, &imported.err));
    assert_int_equal(import_index_percent(index), 100);
    import_index_free(index);
}

void imported_complete(const struct imported_rows *rows)
{
    imported_begin(imported.one, "import.residents");
    imported_done(import_complete(imported.one, rows->id, 1 + rows->more, 0, &imported.err));
    imported_commit(imported.one);
    import_end(imported.one);
    import_lease_end(imported.one);
}

void imported_run(struct imported_rows *rows)
{
    imported_write(rows, 2);
    imported_make_keys(rows);
    imported_complete(rows);
}

void imported_undo(void)
{
    imported_done(store_undo(imported.one, NULL, &imported.err));
}

void imported_redo(void)
{
    imported_done(store_redo(imported.one, NULL, &imported.err));
}

void imported_tidy(void)
{
    imported_done(import_tidy(imported.one, &imported.err));
    assert_false(import_is_untidy(imported.one));
}

void imported_rename(struct store *store, int64_t id, const char *name)
{
    const struct row_value values[] = {ROW_STR("name", name)};
    imported_begin(store, "person.edit");
    imported_done(row_update(store, "person", id, -1, values, 1, &imported.err));
    imported_commit(store);
}

/* ---- every way of reading, at the other terminal ---- */

int imported_seen_in_window(const char *word)
{
    struct person persons[PEOPLE_MOST];
    int count = 0;
    imported_done(person_window(imported.two, word, "", 0, false, persons, PEOPLE_MOST, &count, &imported.err));
    return count;
}

static int seen_by_search(enum search_kind kind, const char *word)
{
    int64_t ids[PEOPLE_MOST];
    int count = 0;
    bool more = false;
    imported_done(search_ids(imported.two, kind, word, ids, PEOPLE_MOST, &count, &more, &imported.err));
    return count;
}

static int seen_at_gate(const char *word)
{
    struct candidate *found = calloc(PEOPLE_MOST, sizeof *found);
    int count = 0, left = 0;
    imported_done(candidate_find(imported.two, word, 0, found, PEOPLE_MOST, &count, &left, &imported.err));
    free(found);
    return count;
}

void imported_check_seen(const struct imported_rows *rows, bool seen)
{
    struct person *persons = calloc(PEOPLE_MOST, sizeof *persons);
    struct place_row places[8];
    struct place_list list = {.after_sort = "", .rows = places, .most = 8};
    int64_t id = 0, total = 0;
    int count = 0, all = seen ? 1 + rows->more : 0;
    imported_done(person_count(imported.two, &total, &imported.err));
    assert_int_equal(total, all);
    assert_int_equal(imported_seen_in_window(""), all);
    assert_int_equal(imported_seen_in_window("张伟"), seen);
    assert_int_equal(imported_seen_in_window("zwm"), seen);
    assert_int_equal(imported_seen_in_window("12-2-1203"), all);
    imported_done(person_of_place(imported.two, rows->place.id, persons, PEOPLE_MOST, &count, &imported.err));
    assert_int_equal(count, all);
    assert_int_equal(person_find(imported.two, imported_id_number, "", "", 0, &id, NULL), seen);
    assert_int_equal(person_find(imported.two, "", "13912340001", "张伟明", 0, &id, NULL), seen);
    assert_int_equal(person_find(imported.two, "", "", "张伟明", rows->place.id, &id, NULL), seen);
    assert_int_equal(place_find_room(imported.two, "", &rows->place.room, &id, NULL), seen);
    assert_int_equal(place_find_room(imported.two, NULL, &rows->place.room, &id, NULL), seen);
    imported_done(place_list_read(imported.two, &list, &imported.err));
    assert_int_equal(list.count, seen);
    list.backwards = true;
    imported_done(place_list_read(imported.two, &list, &imported.err));
    assert_int_equal(list.count, seen);
    assert_int_equal(seen_at_gate("张伟明"), seen);
    assert_int_equal(seen_at_gate("zhangwei"), seen);
    assert_int_equal(seen_at_gate("13912340001"), all);
    assert_int_equal(seen_by_search(SEARCH_PERSON, "张伟明"), seen);
    assert_int_equal(seen_by_search(SEARCH_PLACE, "12-2-1203"), seen);
    free(persons);
}
