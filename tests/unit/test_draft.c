#include "gatepost/draft.h"
#include "gatepost/words.h"
#include "tests/lib/store_file.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct store_file file;
static struct store *one, *two;

static int make(void **state)
{
    (void)state;
    store_file_make(&file);
    one = store_file_open(&file, "pts/1", false);
    two = store_file_open(&file, "pts_1", false);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_close(one);
    store_close(two);
    store_file_remove(&file);
    return 0;
}

static void check_draft(struct store *store, const char *form, const char *expected)
{
    char *text = draft_read(store, form);
    if (expected == NULL)
        assert_null(text);
    else
        assert_string_equal(text, expected);
    free(text);
}

static void a_draft_outlives_the_connection(void **state)
{
    (void)state;
    check_draft(one, "crossing", NULL);
    assert_true(draft_write(one, "crossing", "name=张伟\ntemp=36.5\n", NULL));
    store_close(one);
    one = store_file_open(&file, "pts/1", false);
    check_draft(one, "crossing", "name=张伟\ntemp=36.5\n");
    assert_true(draft_write(one, "crossing", "", NULL));
    check_draft(one, "crossing", "");
    draft_erase(one, "crossing");
    check_draft(one, "crossing", NULL);
    draft_erase(one, "crossing"); /* nothing there: fine */
}

static void terminals_and_forms_have_their_own(void **state)
{
    (void)state;
    assert_true(draft_write(one, "crossing", "1", NULL));
    assert_true(draft_write(two, "crossing", "2", NULL));
    assert_true(draft_write(one, "person", "3", NULL));
    check_draft(one, "crossing", "1");
    check_draft(two, "crossing", "2");
    check_draft(one, "person", "3");
    check_draft(two, "person", NULL);
}

static void no_name_leads_out_of_the_folder(void **state)
{
    (void)state;
    assert_true(store_sign_on(one, 1, "../../tmp/\x1b[2J", false, NULL));
    assert_true(draft_write(one, "../form", "x", NULL));
    check_draft(one, "../form", "x");
    char path[200];
    struct stat status;
    snprintf(path, sizeof path, "%s.draft-..=2F..=2Ftmp=2F=1B=5B2J-..=2Fform", file.path);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0660);
}

static void a_draft_that_cannot_be_kept_is_said(void **state)
{
    (void)state;
    struct err err = {0};
    char path[200];
    snprintf(path, sizeof path, "%s.draft-pts=2F1-crossing", file.path);
    assert_int_equal(mkdir(path, 0700), 0); /* stands in the way, for root too */
    assert_false(draft_write(one, "crossing", "x", &err));
    assert_int_equal(err.code, ERR_SYSTEM);
    assert_int_equal(rmdir(path), 0);
    snprintf(path, sizeof path, "%s.draft-pts=2F1-crossing~", file.path);
    assert_int_not_equal(access(path, F_OK), 0);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)
    const struct CMUnitTest tests[] = {
        TEST(a_draft_outlives_the_connection),
        TEST(terminals_and_forms_have_their_own),
        TEST(no_name_leads_out_of_the_folder),
        TEST(a_draft_that_cannot_be_kept_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
