/* Rows of registers by their table of fields: written and read as they were, windows in both directions and by plan. */
#include "gatepost/buffer.h"
#include "gatepost/contact.h"
#include "gatepost/utf8.h"
#include "src/store/record_sql.h"
#include "src/store/statement.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- a register with a field of every kind ---- */

struct thing {
    struct record_head head;
    char name[NAME_BYTES], phone[PHONE_SIZE], document[24];
    enum { RED, GREEN } colour;
    int temp_tenths, number, least_number;
    int64_t other_id;
    bool on;
    int answer;
    int64_t at, until_at, place_id, person_id, officer_id, checkpoint_id;
    int unstored;
};
static const char *const colours[] = {"red", "green", NULL};
#define THING(member) RECORD_AT(struct thing, member)
static const struct record_field fields[] = {
    {"name", .kind = RECORD_TEXT, THING(name), .column = "name"},
    {"phone", .kind = RECORD_PHONE, THING(phone), .column = "phone"},
    {"document", .kind = RECORD_DOCUMENT, THING(document), .column = "document"},
    {"colour", .kind = RECORD_CHOICE, THING(colour), .choices = colours, .column = "colour"},
    {"temp", .kind = RECORD_TEMPERATURE, THING(temp_tenths), .column = "temp_tenths"},
    {"number", .kind = RECORD_NUMBER, THING(number), .least = -5, .most = 9, .column = "number"},
    {"least_number", .kind = RECORD_NUMBER, THING(least_number), .least = 1, .most = 9, .column = "least_number"},
    {"other", .kind = RECORD_ID, THING(other_id), .column = "other_id"},
    {"on", .kind = RECORD_SWITCH, THING(on), .column = "is_on"},
    {"answer", .kind = RECORD_ANSWER, THING(answer), .column = "answer"},
    {"at", .kind = RECORD_MOMENT, THING(at), .column = "at"},
    {"until", .kind = RECORD_DEADLINE, THING(until_at), .column = "until_at"},
    {"place", .kind = RECORD_PLACE, THING(place_id), .column = "place_id"},
    {"person", .kind = RECORD_PERSON, THING(person_id), .column = "person_id"},
    {"officer", .kind = RECORD_OFFICER, THING(officer_id), .column = "officer_id"},
    {"checkpoint", .kind = RECORD_CHECKPOINT, THING(checkpoint_id), .column = "checkpoint_id"},
    {"unstored", .kind = RECORD_NUMBER, THING(unstored), .most = 9},
    {0},
};
enum { ALL, GREEN_ONES, VOID_ONES };
static const struct record_scope scopes[] = {
    [ALL] = {"valid", "voided IS NULL"},
    [GREEN_ONES] = {"green", "voided IS NULL AND colour = 'green'"},
    [VOID_ONES] = {"void", "voided IS NOT NULL"},
    {0},
};
static const struct record_table by_name = {.name = "thing",
                                            .size = sizeof(struct thing),
                                            .fields = fields,
                                            .order = "name",
                                            .scopes = scopes,
                                            .none = "There is no thing %lld."};
static const struct record_table by_time = {.name = "thing",
                                            .size = sizeof(struct thing),
                                            .fields = fields,
                                            .order = "at",
                                            .newest_first = true,
                                            .scopes = scopes,
                                            .none = "There is no thing %lld."};
static const char thing_sql[] =
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, rev INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL, phone TEXT, "
    "document TEXT, colour TEXT NOT NULL, temp_tenths INTEGER, number INTEGER NOT NULL, least_number INTEGER, "
    "other_id INTEGER, is_on INTEGER NOT NULL, answer INTEGER, at INTEGER NOT NULL, until_at INTEGER, place_id "
    "INTEGER, "
    "person_id INTEGER, officer_id INTEGER, checkpoint_id INTEGER, voided TEXT) STRICT;"
    "CREATE INDEX thing_name ON thing (name, id); CREATE INDEX thing_at ON thing (at, id);"
    "CREATE INDEX thing_place ON thing (place_id, at, id) WHERE place_id IS NOT NULL;"
    "CREATE INDEX thing_green ON thing (at, id) WHERE voided IS NULL AND colour = 'green';"
    "CREATE INDEX thing_void ON thing (at, id) WHERE voided IS NOT NULL;";

static void run_sql(struct store *store, const char *sql)
{
    struct store_file file = {0};
    text_copy(file.path, sizeof file.path, store_path(store));
    store_file_sql(&file, sql);
}

static int setup(void **state)
{
    *state = register_open();
    run_sql(*state, thing_sql);
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

static struct thing full_thing(void)
{
    return (struct thing){.name = "甲",
                          .phone = "13800001111",
                          .document = "E12345678",
                          .colour = GREEN,
                          .temp_tenths = 373,
                          .number = -5,
                          .least_number = 9,
                          .other_id = INT64_C(9000000000),
                          .on = true,
                          .answer = 0,
                          .at = REGISTER_NOW,
                          .until_at = INT64_C(4102444800),
                          .place_id = 1,
                          .person_id = 2,
                          .officer_id = 3,
                          .checkpoint_id = 4};
}

static void save(struct store *store, struct thing *thing)
{
    struct err err = {0};
    register_begin(store);
    if (!record_save(store, &by_name, thing, &err))
        fail_msg("%s", err.text);
    register_commit(store);
}

static void every_kind_comes_back_as_it_was_written(void **state)
{
    struct err err = {0};
    struct thing thing = full_thing(), read;
    save(*state, &thing);
    assert_true(record_get(*state, &by_name, thing.head.id, &read, &err));
    assert_int_equal(read.head.id, thing.head.id);
    assert_int_equal(read.head.rev, 1);
    assert_string_equal(read.head.voided, "");
    for (const struct record_field *field = fields; field->name != NULL; field++) {
        if (record_is_text(field))
            assert_string_equal((char *)&read + field->offset, (char *)&thing + field->offset);
        else if (field->column != NULL && record_integer(field, &read) != record_integer(field, &thing))
            fail_msg("%s", field->name);
    }
    assert_int_equal(register_count(*state,
                                    "SELECT count(*) FROM thing WHERE colour = 'green' AND answer = 0 AND is_on = 1 "
                                    "AND other_id = 9000000000 AND until_at = 4102444800"),
                     1);
}

/* "Not measured", "nobody", "not asked" are NULL in the table and none in the record. */
static void nothing_is_null_and_comes_back_as_nothing(void **state)
{
    struct err err = {0};
    struct thing thing = {.name = "乙", .answer = -1, .at = 1}, read = full_thing();
    save(*state, &thing);
    assert_int_equal(register_count(*state,
                                    "SELECT count(*) FROM thing WHERE temp_tenths IS NULL AND least_number IS NULL "
                                    "AND other_id IS NULL AND answer IS NULL AND until_at IS NULL AND place_id IS "
                                    "NULL AND person_id IS NULL AND officer_id IS NULL AND checkpoint_id IS NULL "
                                    "AND number = 0 AND is_on = 0 AND colour = 'red'"),
                     1);
    assert_true(record_get(*state, &by_name, thing.head.id, &read, &err));
    assert_int_equal(read.answer, -1);
    assert_int_equal(read.temp_tenths, 0);
    assert_int_equal(read.place_id, 0);
    assert_string_equal(read.phone, "");
    assert_int_equal(read.unstored, 0);
    assert_false(record_get(*state, &by_name, 77, &read, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_string_equal(err.text, "There is no thing 77.");
}

static void a_text_is_found_among_the_valid_ones(void **state)
{
    struct err err = {0};
    struct thing one = {.name = "甲", .at = 1}, two = {.name = "甲", .at = 2}, read;
    save(*state, &one);
    save(*state, &two);
    assert_true(record_with_text(*state, &by_name, "name", "甲", &read, &err));
    assert_int_equal(read.head.id, one.head.id);
    run_sql(*state, "UPDATE thing SET voided = 'x' WHERE id = 1");
    assert_true(record_with_text(*state, &by_name, "name", "甲", &read, &err));
    assert_int_equal(read.head.id, two.head.id);
    assert_false(record_with_text(*state, &by_name, "name", "丙", &read, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void who_comes_second_is_told(void **state)
{
    struct err err = {0};
    struct thing mine = {.name = "甲", .at = 1};
    save(*state, &mine);
    struct thing theirs = mine;
    text_copy(theirs.phone, sizeof theirs.phone, "13800001112");
    save(*state, &theirs);
    assert_int_equal(theirs.head.rev, 2);
    struct thing same = theirs;
    save(*state, &same); /* nothing changed: nothing is written */
    assert_int_equal(same.head.rev, 2);
    mine.number = 1;
    register_begin(*state);
    assert_false(record_save(*state, &by_name, &mine, &err));
    store_rollback(*state);
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_false(record_refuse_stale(*state, &by_name, &mine, &theirs.head, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_true(record_refuse_stale(*state, &by_name, &theirs, &theirs.head, &err));
    mine.head.rev = -1;
    assert_true(record_refuse_stale(*state, &by_name, &mine, &theirs.head, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM thing WHERE number = 1"), 0);
}

/* ---- windows ---- */

enum { ROWS = 100000, PAGE = 7 };
/* Names come in pairs and times in threes, so that the order within equals is by id; each tenth is green, each
 * twentieth void. */
static const char fill_sql[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
    "INSERT INTO thing (id, name, colour, number, is_on, at, place_id, voided) "
    "SELECT i, printf('n%05d', (i * 7919 % 100000) / 2), CASE i % 10 WHEN 0 THEN 'green' ELSE 'red' END, i % 5, 0, "
    "i / 3, CASE i % 100 WHEN 1 THEN i % 7 + 1 END, CASE i % 20 WHEN 0 THEN 'x' END FROM n; ANALYZE;";

static int setup_rows(void **state)
{
    setup(state);
    run_sql(*state, fill_sql);
    return 0;
}

static int64_t order_of(const struct record_table *table, const struct thing *one, const struct thing *other)
{
    int64_t by =
        record_is_text(record_find(fields, table->order)) ? strcmp(one->name, other->name) : one->at - other->at;
    if (by == 0)
        by = one->head.id - other->head.id;
    return table->newest_first ? -by : by;
}

/* Walks all pages one way; each row comes behind the one before it, none twice. */
static int walk(struct store *store, const struct record_table *table, int scope, bool backwards, int most)
{
    struct thing rows[64], last = {0};
    struct record_key from;
    struct record_window window = {.scope = scope, .backwards = backwards, .rows = rows, .most = most};
    struct err err = {0};
    int count = 0;
    do {
        if (!record_window(store, table, &window, &err))
            fail_msg("%s", err.text);
        for (int i = 0; i < window.count; i++) {
            if (count++ > 0 && (order_of(table, &rows[i], &last) > 0) == backwards)
                fail_msg("row %lld behind %lld", (long long)rows[i].head.id, (long long)last.head.id);
            last = rows[i];
        }
        from = window.reached;
        window.anchor = &from;
    } while (!window.finished);
    return count;
}

static void all_rows_come_once_in_both_directions(void **state)
{
    for (int backwards = 0; backwards < 2; backwards++) {
        assert_int_equal(walk(*state, &by_name, ALL, backwards, 64), ROWS - ROWS / 20);
        assert_int_equal(walk(*state, &by_time, ALL, backwards, 64), ROWS - ROWS / 20);
        assert_int_equal(walk(*state, &by_time, GREEN_ONES, backwards, 64), ROWS / 20);
        assert_int_equal(walk(*state, &by_time, VOID_ONES, backwards, 64), ROWS / 20);
    }
}

/* From the middle there and back is the same row. */
static void a_window_turns_round_at_its_anchor(void **state)
{
    static const struct record_table *const tables[] = {&by_name, &by_time};
    struct thing rows[PAGE], back[PAGE];
    struct err err = {0};
    for (int i = 0; i < 2; i++) {
        struct thing middle;
        struct record_key key;
        assert_true(record_get(*state, tables[i], ROWS / 2 + 1, &middle, &err));
        record_key_of(tables[i], &middle, &key);
        struct record_window down = {.anchor = &key, .rows = rows, .most = PAGE};
        assert_true(record_window(*state, tables[i], &down, &err));
        assert_int_equal(down.count, PAGE);
        assert_true(order_of(tables[i], &middle, &rows[0]) < 0);
        record_key_of(tables[i], &rows[PAGE - 1], &key);
        struct record_window up = {.anchor = &key, .backwards = true, .rows = back, .most = PAGE};
        assert_true(record_window(*state, tables[i], &up, &err));
        for (int at = 0; at < PAGE - 1; at++)
            assert_int_equal(back[at].head.id, rows[PAGE - 2 - at].head.id);
        assert_int_equal(back[PAGE - 1].head.id, middle.head.id);
    }
}

static void only_rows_with_a_value_in_a_column(void **state)
{
    struct thing rows[64];
    struct err err = {0};
    struct record_window window = {.column = "place_id", .value = 3, .rows = rows, .most = 64};
    assert_true(record_window(*state, &by_time, &window, &err));
    assert_int_equal(window.count, 64);
    for (int i = 0; i < 64; i++)
        assert_int_equal(rows[i].place_id, 3);
    window.value = 99;
    assert_true(record_window(*state, &by_time, &window, &err));
    assert_int_equal(window.count, 0);
    assert_true(window.finished);
}

static bool keep_none(void *context, const void *record)
{
    (void)record;
    ++*(int *)context;
    return false;
}

static bool keep_named(void *context, const void *record)
{
    return strcmp(((const struct thing *)record)->name, context) == 0;
}

/* Nothing found within the budget: how far it came is where it goes on. */
static void a_search_goes_on_where_its_budget_ended(void **state)
{
    struct thing rows[2];
    struct err err = {0};
    struct record_key from;
    int looked = 0, before = 0, windows = 0;
    struct record_window window = {.keep = keep_none, .context = &looked, .budget_ms = 1, .rows = rows, .most = 2};
    do {
        assert_true(record_window(*state, &by_time, &window, &err));
        assert_int_equal(window.count, 0);
        assert_true(window.finished || looked > before);
        before = looked;
        from = window.reached;
        window.anchor = &from;
        windows++;
    } while (!window.finished);
    assert_int_equal(looked, ROWS - ROWS / 20);
    assert_true(windows > 1);
    char name[] = "n04242";
    window = (struct record_window){.keep = keep_named, .context = name, .rows = rows, .most = 2};
    assert_true(record_window(*state, &by_time, &window, &err));
    assert_int_equal(window.count, 2);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM thing WHERE name = 'n04242' AND voided IS NULL"), 2);
}

static void explain(struct store *store, const struct record_table *table, const struct record_window *window,
                    char *plan, size_t size)
{
    struct buffer sql = {0}, question = {0};
    struct err err = {0};
    record_window_sql(table, window, &sql);
    buffer_format(&question, "EXPLAIN QUERY PLAN %s", buffer_text(&sql));
    struct statement *statement = statement_take_text(store, buffer_text(&question), &err);
    buffer_release(&sql);
    buffer_release(&question);
    assert_non_null(statement);
    plan[0] = '\0';
    while (statement_row(statement)) {
        size_t length = strlen(plan);
        snprintf(plan + length, size - length, "%s; ", column_text(statement, 3));
    }
    assert_true(statement_done(statement, &err));
}

/* What the last window asked. */
static void assert_plan(struct store *store, const struct record_table *table, struct record_window window,
                        const char *index)
{
    struct thing rows[PAGE];
    struct err err = {0};
    struct record_key key = {.integer = ROWS / 6, .id = ROWS / 2, .text = "n25000"};
    char plan[1000];
    for (int way = 0; way < 4; way++) {
        window.backwards = way % 2 != 0;
        window.anchor = way > 1 ? &key : NULL;
        window.rows = rows;
        window.most = PAGE;
        assert_true(record_window(store, table, &window, &err));
        explain(store, table, &window, plan, sizeof plan);
        if (strstr(plan, index) == NULL || strstr(plan, "TEMP B-TREE") != NULL ||
            (way > 1 && strstr(plan, "SEARCH") == NULL))
            fail_msg("%s: %s", index, plan);
    }
}

static void windows_walk_their_index_and_sort_nothing(void **state)
{
    assert_plan(*state, &by_name, (struct record_window){.scope = ALL}, "thing_name");
    assert_plan(*state, &by_time, (struct record_window){.scope = ALL}, "thing_at");
    assert_plan(*state, &by_time, (struct record_window){.scope = GREEN_ONES}, "thing_green");
    assert_plan(*state, &by_time, (struct record_window){.scope = VOID_ONES}, "thing_void");
    assert_plan(*state, &by_time, (struct record_window){.column = "place_id", .value = 3}, "thing_place");
    for (int i = 0; record_tables[i] != NULL; i++)
        for (int scope = 0; record_tables[i]->scopes[scope].name != NULL; scope++) {
            char plan[1000];
            struct record_window window = {.scope = scope};
            explain(*state, record_tables[i], &window, plan, sizeof plan);
            if (strstr(plan, "USING INDEX") == NULL || strstr(plan, "TEMP B-TREE") != NULL)
                fail_msg("%s, %s: %s", record_tables[i]->name, record_tables[i]->scopes[scope].name, plan);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_comes_back_as_it_was_written, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_is_null_and_comes_back_as_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_text_is_found_among_the_valid_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(who_comes_second_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(a_window_turns_round_at_its_anchor, setup_rows, teardown),
        cmocka_unit_test_setup_teardown(all_rows_come_once_in_both_directions, setup_rows, teardown),
        cmocka_unit_test_setup_teardown(only_rows_with_a_value_in_a_column, setup_rows, teardown),
        cmocka_unit_test_setup_teardown(a_search_goes_on_where_its_budget_ended, setup_rows, teardown),
        cmocka_unit_test_setup_teardown(windows_walk_their_index_and_sort_nothing, setup_rows, teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
