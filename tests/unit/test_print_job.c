/* documents/print_job.c: recorded before anything is made, whole files or none, versions, ends of every kind. With
 * gatepost-convert: test_print_convert.c. */
#include "gatepost/clock.h"
#include "gatepost/row.h"
#include "tests/lib/print_folder.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void it_is_in_the_audit_before_anything_is_made(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    struct print_job *job = print_job_start(prints.store, &request, &err);
    assert_non_null(job);
    assert_int_equal(prints_files(false), 0);
    struct store *other = register_open_again("other");
    assert_int_equal(register_count(other, "SELECT count(*) FROM printing WHERE result = 'begun' AND level = 'posted' "
                                           "AND document = 'plain' AND subject = '20220413' AND version = 1"),
                     1);
    assert_int_equal(register_count(other, "SELECT count(*) FROM audit a JOIN batch b ON b.id = a.batch_id WHERE "
                                           "a.table_name = 'printing' AND b.verb = 'print.posted'"),
                     1);
    store_close(other);
    assert_true(prints_to_the_end(job, &err));
    assert_int_equal(prints_files(false), 1);
    struct printing printing = prints_last();
    assert_int_equal(printing.result, PRINTING_DONE);
    assert_int_equal(printing.head.id, print_job_number(job));
    assert_int_equal(printing.pages, 1);
    assert_int_equal(printing.target, PRINTING_TEXT);
    assert_string_equal(printing.place, request.to);
    print_job_close(job);
    assert_int_equal(prints_last().result, PRINTING_DONE);
}

static void a_text_has_its_number_and_is_for_its_owner_alone(void **state)
{
    struct buffer text = {0};
    struct stat status;
    (void)state;
    prints.row_count = 100;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    prints_well(&request);
    assert_int_equal(stat(request.to, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    prints_read(request.to, &text);
    int pages = 0;
    for (const char *at = buffer_text(&text); (at = strchr(at, '\f')) != NULL; at++)
        pages++;
    assert_true(pages > 1);
    assert_int_equal(prints_last().pages, pages);
    assert_non_null(strstr(buffer_text(&text), "岗位100"));
    buffer_release(&text);
}

static void nothing_is_replaced_unasked(void **state)
{
    struct buffer text = {0};
    struct err err = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    FILE *file = fopen(request.to, "we");
    fputs("old\n", file);
    fclose(file);
    assert_null(print_job_start(prints.store, &request, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, "already; it was not changed"));
    assert_int_equal(register_count(prints.store, "SELECT count(*) FROM printing"), 0);
    prints_read(request.to, &text);
    assert_string_equal(buffer_text(&text), "old\n");
    request.replace = true;
    prints_well(&request);
    buffer_clear(&text);
    prints_read(request.to, &text);
    assert_non_null(strstr(buffer_text(&text), "张*明"));
    assert_int_equal(prints_files(false), 1);
    buffer_release(&text);
}

/* Somebody else makes a file of that name while this one is written. */
static void a_file_that_came_meanwhile_stays(void **state)
{
    struct buffer text = {0};
    struct err err = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    struct print_job *job = print_job_start(prints.store, &request, &err);
    assert_non_null(job);
    FILE *file = fopen(request.to, "we");
    fputs("old\n", file);
    fclose(file);
    assert_false(prints_to_the_end(job, &err));
    print_job_close(job);
    prints_read(request.to, &text);
    assert_string_equal(buffer_text(&text), "old\n");
    assert_int_equal(prints_files(false), 1);
    assert_int_equal(prints_last().result, PRINTING_FAILED);
    buffer_release(&text);
}

static void a_folder_that_is_not_there_is_said_and_nothing_recorded(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("none/plain.txt"));
    assert_null(print_job_start(prints.store, &request, &err));
    assert_int_equal(err.code, ERR_SYSTEM);
    request = prints_request(&prints_plain, prints_path("folder.txt"));
    assert_int_equal(mkdir(request.to, 0700), 0);
    assert_null(print_job_start(prints.store, &request, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(rmdir(request.to), 0);
    assert_int_equal(register_count(prints.store, "SELECT count(*) FROM printing"), 0);
}

static void gb18030_holds_everything(void **state)
{
    struct buffer text = {0};
    struct err err = {0};
    (void)state;
    prints.row_text = "𠮷*明";
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    request.charset = PRINT_GB18030;
    struct print_job *job = print_job_start(prints.store, &request, &err);
    assert_non_null(job);
    assert_true(prints_to_the_end(job, &err));
    const char jiming[] = {'\x95', '4', '\xB2', '5', '*', '\xC3', '\xF7', '\0'}; /* 𠮷*明 */
    assert_string_equal(print_job_missing(job), "𠮷");
    print_job_close(job);
    prints_read(request.to, &text);
    assert_non_null(strstr(buffer_text(&text), jiming));
    buffer_release(&text);
}

static int version_of(const struct document_kind *kind)
{
    struct print_request request = prints_request(kind, prints_path("version.txt"));
    request.replace = true;
    prints_well(&request);
    return prints_last().version;
}

static void versions(const struct document_kind *kind)
{
    assert_int_equal(version_of(kind), 1);
    assert_int_equal(version_of(kind), 1);
    clock_advance_ms(60000);
    assert_int_equal(version_of(kind), 1);
    prints.row_text = "李*国";
    assert_int_equal(version_of(kind), 2);
    prints.row_count = 2;
    assert_int_equal(version_of(kind), 3);
    prints.row_count = 0; /* an empty week */
    assert_int_equal(version_of(kind), 4);
    assert_int_equal(version_of(kind), 4);
}

static void a_version_is_new_when_something_else_stands_on_it(void **state)
{
    (void)state;
    versions(&prints_plain);
    prints.row_count = 3;
    prints.row_text = "张*明";
    versions(&prints_kept);
    assert_int_equal(register_count(prints.store,
                                    "SELECT count(*) FROM printing_row r JOIN printing p ON p.id = r.printing_id "
                                    "WHERE p.document = 'kept' AND p.version = 1 AND r.row_id = r.number"),
                     9);
    clock_fix(REGISTER_NOW);
}

static void what_was_cancelled_is_no_version(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    print_job_close(print_job_start(prints.store, &request, &err));
    struct printing printing = prints_last();
    assert_int_equal(printing.result, PRINTING_CANCELLED);
    assert_int_equal(printing.version, 1);
    assert_int_equal(prints_files(false), 0);
    prints.row_text = "李*国";
    prints_well(&request);
    assert_int_equal(prints_last().version, 1);
    print_job_close(NULL);
}

/* Ctrl-Z takes back what was saved before it, and says that the paper stays. */
static void paper_is_not_taken_back(void **state)
{
    struct err err = {0};
    struct buffer what = {0};
    struct undo_next next = {0};
    (void)state;
    register_checkpoint(prints.store, "南门");
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    prints_well(&request);
    assert_true(store_undo_next(prints.store, &next, &what, &err));
    assert_string_equal(next.kept, "printing");
    assert_true(store_undo(prints.store, &what, &err));
    assert_string_equal(prints_last().head.voided, "");
    assert_int_equal(prints_last().result, PRINTING_DONE);
    assert_int_equal(register_count(prints.store, "SELECT count(*) FROM checkpoint WHERE voided IS NULL"), 0);
    buffer_release(&what);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* A limit on files stands for a full disk, but only for this one: the database is far smaller than the document. */
static void a_full_disk_leaves_no_half_file(void **state)
{
    enum { LIMIT = 4 << 20 };
    struct buffer text = {0};
    struct err err = {0};
    (void)state;
    prints.row_count = 60000;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    FILE *file = fopen(request.to, "we");
    fputs("old\n", file);
    fclose(file);
    request.replace = true;
    signal(SIGXFSZ, SIG_IGN);
    limit_files(LIMIT);
    prints_badly(&request, &err);
    limit_files(0);
    assert_int_equal(err.code, ERR_SYSTEM);
    assert_non_null(strstr(err.text, "cannot be written"));
    prints_read(request.to, &text);
    assert_string_equal(buffer_text(&text), "old\n");
    assert_int_equal(prints_files(false), 1);
    struct printing printing = prints_last();
    assert_int_equal(printing.result, PRINTING_FAILED);
    assert_string_equal(printing.reason, err.text);
    buffer_release(&text);
}

static void a_role_that_may_not_print_is_refused(void **state)
{
    struct err err = {0};
    (void)state;
    const struct row_value role[] = {ROW_STR("role", "operator")};
    register_begin(prints.store);
    assert_true(row_update(prints.store, "officer", 1, -1, role, 1, &err));
    register_commit(prints.store);
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    request.document.level = LEVEL_INTERNAL;
    assert_null(print_job_start(prints.store, &request, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_int_equal(register_count(prints.store, "SELECT count(*) FROM printing"), 0);
    assert_int_equal(prints_files(false), 0);
    request.document.level = LEVEL_POSTED;
    prints_well(&request);
}

static void internal_is_recorded_as_such(void **state)
{
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    request.document.level = LEVEL_INTERNAL;
    prints_well(&request);
    assert_int_equal(register_count(prints.store,
                                    "SELECT count(*) FROM audit a JOIN batch b ON b.id = a.batch_id WHERE "
                                    "a.table_name = 'printing' AND b.verb = 'print.internal'"),
                     2); /* begun and done */
    assert_int_equal(prints_last().level, PRINTING_INTERNAL);
}

static void targets(void **state)
{
    static const char *const good[] = {"-",        "a.pdf",           "A.PDF",           "x/y.txt",
                                       "b.csv",    "b.xlsx",          "printer:HP",      "ipp://127.0.0.1/ipp/print",
                                       "ipps://h", "socket://h:9100", "device:/dev/lp0", "raw:LQ"};
    static const char *const bad[] = {"",
                                      "roster",
                                      "a.doc",
                                      ".pdf",
                                      "x/.pdf",
                                      "printer:",
                                      "ipp://",
                                      "device:lp",
                                      "http://x/y",
                                      "file:///etc/passwd",
                                      "ipp://desk:secret@h/ipp/print",
                                      "socket://desk@h"};
    struct err err = {0};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(print_target_check(good[i], &err));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        err = (struct err){0};
        assert_false(print_target_check(bad[i], &err));
        assert_int_equal(err.code, ERR_INPUT);
        assert_string_equal(err.field, "to");
    }
}

static void copies_are_counted(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    for (int copies = 0; copies <= 100; copies += 100) {
        request.copies = copies;
        assert_null(print_job_start(prints.store, &request, &err));
        assert_string_equal(err.field, "copies");
    }
}

/* Another program holds the register meanwhile: nobody should print it twice because of that. */
static void what_came_out_is_said_when_it_cannot_be_noted(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.txt"));
    struct print_job *job = print_job_start(prints.store, &request, &err);
    assert_non_null(job);
    struct store *other = register_open_again("west");
    register_begin(other);
    assert_false(prints_to_the_end(job, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_non_null(strstr(err.text, "It came out whole"));
    assert_int_equal(prints_files(false), 1);
    register_commit(other);
    store_close(other);
    print_job_close(job);
    assert_int_equal(prints_last().result, PRINTING_BEGUN);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, print_folder_open, print_folder_close)
    const struct CMUnitTest tests[] = {
        TEST(it_is_in_the_audit_before_anything_is_made),
        TEST(a_text_has_its_number_and_is_for_its_owner_alone),
        TEST(nothing_is_replaced_unasked),
        TEST(a_file_that_came_meanwhile_stays),
        TEST(a_folder_that_is_not_there_is_said_and_nothing_recorded),
        TEST(gb18030_holds_everything),
        TEST(a_version_is_new_when_something_else_stands_on_it),
        TEST(what_was_cancelled_is_no_version),
        TEST(paper_is_not_taken_back),
        TEST(a_full_disk_leaves_no_half_file),
        TEST(a_role_that_may_not_print_is_refused),
        TEST(internal_is_recorded_as_such),
        TEST(targets),
        TEST(copies_are_counted),
        TEST(what_came_out_is_said_when_it_cannot_be_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
