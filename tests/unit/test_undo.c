#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/row.h"
#include "gatepost/settings.h"
#include "gatepost/words.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;
static struct store *one, *two;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    one = store_file_open(&file, "seat-1", true);
    two = store_file_open(&file, "seat-2", true);
    return 0;
}

/* Whatever was done and taken back, the audit must agree with the rows. */
static int clear(void **state)
{
    (void)state;
    struct audit_verdict verdict;
    bool read = audit_verify(one, &verdict, NULL, NULL, NULL);
    store_close(one);
    store_close(two);
    store_file_remove(&file);
    return read && verdict.first_bad == 0 ? 0 : -1;
}

static void set_name(struct store *store, int64_t id, const char *name)
{
    const struct row_value values[] = {ROW_STR("name", name)};
    assert_true(store_begin(store, "officer.edit", NULL));
    assert_true(row_update(store, "officer", id, -1, values, 1, NULL));
    assert_true(store_commit(store, NULL));
}

static void check_names(const char *expected)
{
    char *names = store_file_ask(
        &file, "SELECT group_concat(name || coalesce('-' || voided, ''), ' ') FROM officer WHERE id > 1");
    assert_string_equal(names, expected);
    free(names);
}

static void check_undo(struct store *store, const char *told)
{
    struct err err = {0};
    struct buffer what = {0};
    if (!store_undo(store, &what, &err))
        fail_msg("%s", err.text);
    assert_string_equal(buffer_text(&what), told);
    buffer_release(&what);
}

static void check_redo(struct store *store)
{
    struct err err = {0};
    if (!store_redo(store, NULL, &err))
        fail_msg("%s", err.text);
}

static void check_nothing(bool (*verb)(struct store *, struct buffer *, struct err *), struct store *store)
{
    struct err err = {0};
    assert_false(verb(store, NULL, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void a_created_row_is_voided_and_comes_back(void **state)
{
    (void)state;
    check_nothing(store_undo, one);
    assert_int_equal(store_file_add(one, "王", NULL), 2);
    check_undo(one, "officer 王: voided");
    check_names("王-undone");
    check_nothing(store_undo, one);
    check_redo(one);
    check_names("王");
    check_nothing(store_redo, one);
    check_undo(one, "officer 王: voided (undone)");
    check_names("王-undone");
    check_redo(one);
    check_names("王");
}

static void changes_go_back_one_by_one_and_forward_again(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(one, "a", NULL), 2);
    set_name(one, 2, "b");
    set_name(one, 2, "c");
    check_undo(one, "officer c: name \"c\" → \"b\"");
    check_undo(one, "officer b: name \"b\" → \"a\"");
    check_undo(one, "officer a: voided");
    check_nothing(store_undo, one);
    check_redo(one);
    check_names("a");
    check_redo(one);
    check_names("b");
    check_undo(one, "officer b: name \"b\" → \"a\"");
    check_redo(one);
    check_redo(one);
    check_names("c");
    check_nothing(store_redo, one);
}

static void something_new_ends_redo(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(one, "a", NULL), 2);
    set_name(one, 2, "b");
    check_undo(one, "officer b: name \"b\" → \"a\"");
    set_name(one, 2, "x");
    check_nothing(store_redo, one);
    check_undo(one, "officer x: name \"x\" → \"a\"");
    check_redo(one);
    check_names("x");
}

static void a_row_that_moved_on_is_refused_with_names(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(store_file_add(one, "a", NULL), 2);
    set_name(one, 2, "b");
    set_name(two, 2, "theirs");
    assert_false(store_undo(one, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "李卫国"));
    assert_non_null(strstr(err.text, "seat-2"));
    assert_non_null(strstr(err.text, "officer theirs"));
    check_names("theirs");
    check_undo(two, "officer theirs: name \"theirs\" → \"b\"");
    check_undo(one, "officer b: name \"b\" → \"a\""); /* it is again what this terminal made of it */
}

static void each_terminal_undoes_its_own(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(one, "mine", NULL), 2);
    assert_int_equal(store_file_add(two, "yours", NULL), 3);
    check_undo(one, "officer mine: voided");
    check_nothing(store_undo, one);
    check_names("mine-undone yours");
}

static void undo_reaches_back_to_the_sign_on(void **state)
{
    (void)state;
    assert_int_equal(store_file_add(one, "a", NULL), 2);
    assert_true(store_sign_on(one, 1, "seat-1", true, NULL));
    check_nothing(store_undo, one);
    check_names("a");
}

static void a_batch_goes_back_as_a_whole(void **state)
{
    (void)state;
    const struct row_value role[] = {ROW_STR("role", "gate")};
    char names[6][2] = {"a", "b", "c", "d", "e", "f"};
    assert_true(store_begin(one, "officer.import", NULL));
    for (int i = 0; i < 6; i++) {
        const struct row_value values[] = {ROW_STR("name", names[i]), ROW_STR("role", "clerk")};
        int64_t id = 0;
        assert_true(row_insert(one, "officer", values, 2, &id, NULL));
        assert_true(row_update(one, "officer", id, 1, role, 1, NULL)); /* the same row twice in one batch */
    }
    assert_true(store_commit(one, NULL));
    check_undo(one, "officer f: role Gate clerk → Clerk; officer f: voided; officer e: role Gate clerk → Clerk; and 9 "
                    "more");
    check_names("a-undone b-undone c-undone d-undone e-undone f-undone");
    check_redo(one);
    check_names("a b c d e f");
    char *roles = store_file_ask(&file, "SELECT count(*) FROM officer WHERE role = 'gate'");
    assert_string_equal(roles, "6");
    free(roles);
}

static void half_a_batch_is_never_taken_back(void **state)
{
    (void)state;
    struct err err = {0};
    const struct row_value a[] = {ROW_STR("name", "a"), ROW_STR("role", "clerk")};
    const struct row_value b[] = {ROW_STR("name", "b"), ROW_STR("role", "clerk")};
    assert_true(store_begin(one, "officer.import", NULL));
    assert_true(row_insert(one, "officer", a, 2, NULL, NULL));
    assert_true(row_insert(one, "officer", b, 2, NULL, NULL));
    assert_true(store_commit(one, NULL));
    set_name(two, 2, "A");
    assert_false(store_undo(one, NULL, &err)); /* b would go, a has moved on */
    assert_int_equal(err.code, ERR_CONFLICT);
    check_names("A b");
}

static void a_setting_taken_back_holds_at_once(void **state)
{
    (void)state;
    char value[20];
    assert_true(store_begin(one, "settings.set", NULL));
    assert_true(settings_put(one, "fever.line", "37.5", NULL));
    assert_true(store_commit(one, NULL));
    assert_true(settings_get(one, "fever.line", value, sizeof value));
    check_undo(one, "setting fever.line: voided");
    assert_false(settings_get(one, "fever.line", value, sizeof value));
}

static void a_command_cannot_undo(void **state)
{
    (void)state;
    struct store *command = store_file_open(&file, "command", false);
    assert_int_equal(store_file_add(command, "a", NULL), 2);
    check_nothing(store_undo, command);
    check_nothing(store_redo, command);
    store_close(command);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(a_created_row_is_voided_and_comes_back),
        TEST(changes_go_back_one_by_one_and_forward_again),
        TEST(something_new_ends_redo),
        TEST(a_row_that_moved_on_is_refused_with_names),
        TEST(each_terminal_undoes_its_own),
        TEST(undo_reaches_back_to_the_sign_on),
        TEST(a_batch_goes_back_as_a_whole),
        TEST(half_a_batch_is_never_taken_back),
        TEST(a_setting_taken_back_holds_at_once),
        TEST(a_command_cannot_undo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
