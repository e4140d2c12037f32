/* What a shared terminal's connection gets of a file in which every closed column of every table holds something:
 * column by column, and asked by somebody who writes the SQL. What is open stands here once more, so that an opening is
 * always two lines somebody thought about; a new table or column is closed. */
#include "gatepost/row.h"
#include "gatepost/words.h"
#include "src/store/database.h"
#include "tests/lib/planted.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum how {
    CLOSED, /* refused on the table; nothing in the window, where there is one */
    DIRECT, /* on the table itself, in any statement */
    WINDOW, /* in the window, as it stands, of the rows it shows */
    OWN,    /* the same, but of whoever stands there; nothing of the others */
    SHOWN   /* in the window, otherwise than it stands */
};
/* What is open, and why that harms nobody. */
static const struct {
    const char *table;
    enum how how;
    const char *columns, *why;
} open_columns[] = {
    {"absence", WINDOW, "id rev volunteer_id from_at until_at", "own leaves; why stays closed"},
    {"absence", SHOWN, "voided", "whether"},
    {"assignment", DIRECT,
     "id rev post_id day starts_at ends_at volunteer_id state seeking_at for_id arrived_at left_at not_signed_out "
     "minutes night_minutes via assigned_at",
     "the roster hangs on the wall; reasons and notes stay closed"},
    {"assignment", SHOWN, "voided", "whether"},
    {"audit", DIRECT, "id", "numbers, for the references"},
    {"batch", DIRECT, "id", "numbers, for the references"},
    {"change_seq", DIRECT, "topic seq", "that something changed"},
    {"kiosk_key", DIRECT, "hash volunteer_id", "hashes with a salt that the connection cannot read"},
    {"kiosk_name", DIRECT, "kind subject_id masked", "masked"},
    {"meta", DIRECT, "name", "names of facts"},
    {"meta", WINDOW, "value", "where the audit ends; neither the salt nor paths"},
    {"notice", WINDOW, "id rev title text from_at until_at posted_at", "written to hang there"},
    {"notice", SHOWN, "voided", "whether"},
    {"observed_volunteer", WINDOW, "id", "only whoever stands there"},
    {"officer", DIRECT, "id", "numbers, for the references"},
    {"officer", WINDOW, "rev role pin_id", "whose PIN opens the way out"},
    {"officer", SHOWN, "name voided", "masked; whether"},
    {"officer_pin", WINDOW, "id hash", "hashes, of those who may open the way out"},
    {"pairing", WINDOW, "id rev place_id from_at", "behind the own PIN"},
    {"pairing", SHOWN, "voided", "whether"},
    {"pin_try", DIRECT, "id officer_id volunteer_id terminal at count told_at at_kiosk", "how many guesses, not which"},
    {"post", DIRECT, "id rev position name kind estate least wanted pattern weekdays overlap needs",
     "the roster hangs on the wall; notes stay closed"},
    {"post", SHOWN, "voided", "whether"},
    {"post_closed", DIRECT, "id rev post_id day", "that a post is closed; why stays closed"},
    {"post_closed", SHOWN, "voided", "whether"},
    {"setting", WINDOW, "id rev name value", "rules everybody there feels; not the others"},
    {"setting", SHOWN, "voided", "whether"},
    {"sign_on", DIRECT, "id officer_id", "who of the staff is here to be asked, masked"},
    {"supply", WINDOW, "id rev place_id asked_at wanted_at urgent due_at items state state_at",
     "behind the own PIN; who asked and the phone stay closed"},
    {"supply", SHOWN, "voided", "whether"},
    {"supply_line", WINDOW, "id rev supply_id position item quantity unit delivered", "behind the own PIN"},
    {"supply_line", SHOWN, "voided", "whether"},
    {"volunteer", DIRECT, "id rev pin_id", "numbers; whether a PIN was given out"},
    {"volunteer", OWN, "temperature driving first_aid available wish shifts_most", "what they said themselves"},
    {"volunteer", SHOWN, "name health voided", "masked; whether whoever stands there may not; whether"},
    {"volunteer_pin", WINDOW, "id volunteer_id hash", "the own hash"},
};

static struct store_file file;
static struct store *store;
static struct err err;

/* Volunteer 1 stands there and has typed their PIN: the most there is to be seen. */
static void open_file(void)
{
    err = (struct err){0};
    store = store_file_kiosk(file.path, "hall");
    store_act_for(store, 1, true);
}

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    planted_fill(&file, "");
    open_file();
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    return 0;
}

/* ---- column by column ---- */

static void columns_of(const char *table, struct planted_names *columns)
{
    char sql[120];
    snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s')", table);
    planted_names_read(&file, sql, columns);
}

static bool holds_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static enum how how_of(const char *table, const char *column)
{
    for (size_t i = 0; i < sizeof open_columns / sizeof open_columns[0]; i++)
        if (strcmp(open_columns[i].table, table) == 0 && holds_word(open_columns[i].columns, column))
            return open_columns[i].how;
    return CLOSED;
}

static bool is_prepared(const char *sql)
{
    err = (struct err){0};
    struct statement *statement = statement_take_text(store, sql, &err);
    return statement != NULL && statement_done(statement, NULL);
}

static bool is_others(const struct statement *row, int column)
{
    return strstr(column_text(row, column), CANARY "1") != NULL || column_integer(row, column) == CANARY_NUMBER;
}

static bool is_canary(const struct statement *row, int column)
{
    return strstr(column_text(row, column), CANARY) != NULL || column_integer(row, column) == CANARY_NUMBER;
}

static int64_t rows_of(const char *table)
{
    char sql[80];
    int64_t count = 0;
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM %s", table);
    struct statement *row = statement_take_text(store, sql, &err);
    if (row == NULL)
        fail_msg("%s: %s", table, err.text);
    while (statement_row(row))
        count = column_integer(row, 0);
    assert_true(statement_done(row, &err));
    return count;
}

/* How many rows; false with a line where the window shows what it must not. */
static bool window_keeps(const char *table, const char *column, enum how how, int *rows)
{
    char sql[160];
    bool good = true;
    snprintf(sql, sizeof sql, "SELECT %s FROM %s", column, table);
    struct statement *row = statement_take_text(store, sql, &err);
    if (row == NULL)
        return how == CLOSED || how == DIRECT;
    for (*rows = 0; statement_row(row); (*rows)++) {
        if (how == CLOSED && strcmp(column_text(row, 0), "") != 0 && strcmp(column_text(row, 0), "0") != 0)
            good = false;
        if ((how == SHOWN && is_canary(row, 0)) || (how == OWN && is_others(row, 0)))
            good = false;
    }
    return statement_done(row, NULL) && good;
}

static int walk(void)
{
    struct planted_names objects, columns;
    char sql[160];
    int wrong = 0, closed = 0;
    planted_names_read(&file, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", &objects);
    assert_true(objects.count > 60);
    for (int i = 0; i < objects.count; i++) {
        columns_of(objects.text[i], &columns);
        for (int k = 0; k < columns.count; k++) {
            const char *table = objects.text[i], *column = columns.text[k];
            enum how how = how_of(table, column);
            int rows = 0;
            snprintf(sql, sizeof sql, "SELECT t.%s FROM main.%s t", column, table);
            bool direct = is_prepared(sql);
            closed += how == CLOSED;
            if (direct == (how == DIRECT) && window_keeps(table, column, how, &rows))
                continue;
            print_message("# %s.%s is %s on the table, its window has %d rows\n", table, column,
                          direct ? "open" : "closed", rows);
            wrong++;
        }
    }
    assert_true(closed > 400);
    return wrong;
}

static void every_column_of_the_schema_is_as_it_is_said_here(void **state)
{
    (void)state;
    assert_int_equal(walk(), 0);
}

static void windows_show_what_is_ones_own(void **state)
{
    (void)state;
    static const char *const tables[] = {"absence", "meta",   "notice",      "officer_pin",   "pairing",
                                         "setting", "supply", "supply_line", "volunteer_pin", "observed_volunteer"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (rows_of(tables[i]) == 0)
            fail_msg("%s", tables[i]);
    assert_int_equal(rows_of("observed_volunteer"), 1);
}

static void of_others_and_without_a_pin_there_is_nothing(void **state)
{
    (void)state;
    static const char *const behind_the_pin[] = {"pairing", "supply", "supply_line"}, *const own[] = {
                                                                                          "absence", "volunteer_pin",
                                                                                          "observed_volunteer"};
    for (int i = 0; i < 3; i++) {
        store_act_for(store, 1, false);
        assert_int_equal(rows_of(behind_the_pin[i]), 0);
        assert_int_not_equal(rows_of(own[i]), 0);
        store_act_for(store, 2, true); /* nobody's */
        assert_int_equal(rows_of(behind_the_pin[i]), 0);
        assert_int_equal(rows_of(own[i]), 0);
    }
}

static void a_new_column_and_a_new_table_are_closed(void **state)
{
    (void)state;
    store_close(store);
    planted_fill(&file, "ALTER TABLE volunteer ADD COLUMN secret TEXT NOT NULL DEFAULT '" CANARY "'; "
                        "ALTER TABLE assignment ADD COLUMN secret TEXT; ALTER TABLE person ADD COLUMN secret INTEGER; "
                        "CREATE TABLE novel (secret TEXT) STRICT; CREATE VIEW told AS SELECT name AS id FROM person;");
    open_file();
    assert_int_equal(walk(), 0);
    assert_false(is_prepared("SELECT secret FROM main.assignment"));
    assert_true(is_prepared("SELECT secret FROM assignment"));
    assert_false(is_prepared("SELECT secret FROM novel"));
    assert_false(is_prepared("SELECT id FROM told"));
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_column_of_the_schema_is_as_it_is_said_here, make, clear),
        cmocka_unit_test_setup_teardown(windows_show_what_is_ones_own, make, clear),
        cmocka_unit_test_setup_teardown(of_others_and_without_a_pin_there_is_nothing, make, clear),
        cmocka_unit_test_setup_teardown(a_new_column_and_a_new_table_are_closed, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
