/* documents/print_job.c: recorded before anything is made, whole files or none, versions, ends of every kind. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/print_job.h"
#include "gatepost/printing.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/sheet_file.h"
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct store *store;
static char folder[64];

/* ---- a document of the test's own ---- */

static int row_count;
static const char *row_text;

static void add_rows(struct document *document, struct document_kept *kept)
{
    document_init(document, "值班表");
    document_section(document, "");
    document_column(document, "姓名", 8, 0);
    document_column(document, "岗位", 8, 0);
    for (int i = 0; i < row_count; i++) {
        char number[24];
        snprintf(number, sizeof number, "岗位%d", i + 1);
        document_row(document, (const char *const[]){row_text, number}, 2);
        if (kept != NULL)
            document_keep(kept, number, i + 1, row_text);
    }
}

static bool make_plain(struct store *from, const struct document_request *request, struct document *document,
                       struct document_kept *kept, struct err *err)
{
    (void)from, (void)request, (void)kept, (void)err;
    add_rows(document, NULL);
    return true;
}

static bool make_kept(struct store *from, const struct document_request *request, struct document *document,
                      struct document_kept *kept, struct err *err)
{
    (void)from, (void)request, (void)err;
    add_rows(document, kept);
    return true;
}

static const struct document_kind plain = {.name = "plain",
                                           .label = "plain",
                                           .help = "plain",
                                           .scope = DOCUMENT_DAY,
                                           .paper = {PAPER_A4, TYPE_MEDIUM, FIT_FLOW, true},
                                           .make = make_plain};
static const struct document_kind kept_kind = {.name = "kept",
                                               .label = "kept",
                                               .help = "kept",
                                               .scope = DOCUMENT_WEEK,
                                               .keeps_rows = true,
                                               .paper = {PAPER_A4, TYPE_MEDIUM, FIT_FLOW, true},
                                               .make = make_kept};

static const char *path_of(const char *name)
{
    static char path[400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static struct print_request request_to(const struct document_kind *kind, const char *to)
{
    struct print_request request = {
        .document = {.kind = kind, .day = 20220413, .blank_rows = -1}, .paper = kind->paper, .copies = 1};
    text_copy(request.to, sizeof request.to, to);
    return request;
}

/* ---- in a folder of its own ---- */

static int setup(void **state)
{
    (void)state;
    store = register_open();
    text_copy(folder, sizeof folder, "/tmp/gatepost-print-XXXXXX");
    assert_non_null(mkdtemp(folder));
    row_count = 3;
    row_text = "张*明";
    return 0;
}

static int files(bool removes)
{
    int count = 0;
    DIR *opened = opendir(folder);
    assert_non_null(opened);
    for (struct dirent *entry; (entry = readdir(opened)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        if (removes)
            unlink(path_of(entry->d_name));
    }
    closedir(opened);
    return count;
}

static int teardown(void **state)
{
    (void)state;
    files(true);
    assert_int_equal(rmdir(folder), 0);
    register_close(store);
    return 0;
}

static void read_file(const char *path, struct buffer *text)
{
    char part[4096];
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add_bytes(text, part, got);
    fclose(file);
}

static bool to_the_end(struct print_job *job, struct err *err)
{
    bool finished = false, good = true;
    while (good && !finished)
        good = print_job_step(job, 50, &finished, err);
    return good;
}

static void print_well(const struct print_request *request)
{
    struct err err = {0};
    struct print_job *job = print_job_start(store, request, &err);
    if (job == NULL || !to_the_end(job, &err))
        fail_msg("%s", err.text);
    assert_int_equal(print_job_state(job), PRINT_DONE);
    assert_int_equal(print_job_percent(job), 100);
    print_job_close(job);
}

static void print_badly(const struct print_request *request, struct err *err)
{
    struct print_job *job = print_job_start(store, request, err);
    if (job == NULL)
        fail_msg("%s", err->text);
    assert_false(to_the_end(job, err));
    print_job_close(job);
}

static struct printing last_printing(void)
{
    struct err err = {0};
    struct printing printing;
    int64_t id = register_count(store, "SELECT coalesce(max(id), 0) FROM printing");
    assert_true(record_get(store, &printing_table, id, &printing, &err));
    return printing;
}

/* ---- tests ---- */

static void it_is_in_the_audit_before_anything_is_made(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    struct print_job *job = print_job_start(store, &request, &err);
    assert_non_null(job);
    assert_int_equal(files(false), 0);
    struct store *other = register_open_again("other");
    assert_int_equal(register_count(other, "SELECT count(*) FROM printing WHERE result = 'begun' AND level = 'posted' "
                                           "AND document = 'plain' AND subject = '20220413' AND version = 1"),
                     1);
    assert_int_equal(register_count(other, "SELECT count(*) FROM audit a JOIN batch b ON b.id = a.batch_id WHERE "
                                           "a.table_name = 'printing' AND b.verb = 'print.posted'"),
                     1);
    store_close(other);
    assert_true(to_the_end(job, &err));
    assert_int_equal(files(false), 1);
    struct printing printing = last_printing();
    assert_int_equal(printing.result, PRINTING_DONE);
    assert_int_equal(printing.head.id, print_job_number(job));
    assert_int_equal(printing.pages, 1);
    assert_int_equal(printing.target, PRINTING_TEXT);
    assert_string_equal(printing.place, request.to);
    print_job_close(job);
    assert_int_equal(last_printing().result, PRINTING_DONE);
}

static void a_text_has_its_number_and_is_for_its_owner_alone(void **state)
{
    struct buffer text = {0};
    struct stat status;
    (void)state;
    row_count = 100;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    print_well(&request);
    assert_int_equal(stat(request.to, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    read_file(request.to, &text);
    int pages = 0;
    for (const char *at = buffer_text(&text); (at = strchr(at, '\f')) != NULL; at++)
        pages++;
    assert_true(pages > 1);
    assert_int_equal(last_printing().pages, pages);
    assert_non_null(strstr(buffer_text(&text), "岗位100"));
    buffer_release(&text);
}

static void nothing_is_replaced_unasked(void **state)
{
    struct buffer text = {0};
    struct err err = {0};
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    FILE *file = fopen(request.to, "we");
    fputs("old\n", file);
    fclose(file);
    assert_null(print_job_start(store, &request, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(strstr(err.text, "already; it was not changed"));
    assert_int_equal(register_count(store, "SELECT count(*) FROM printing"), 0);
    read_file(request.to, &text);
    assert_string_equal(buffer_text(&text), "old\n");
    request.replace = true;
    print_well(&request);
    buffer_clear(&text);
    read_file(request.to, &text);
    assert_non_null(strstr(buffer_text(&text), "张*明"));
    assert_int_equal(files(false), 1);
    buffer_release(&text);
}

/* Somebody else makes a file of that name while this one is written. */
static void a_file_that_came_meanwhile_stays(void **state)
{
    struct buffer text = {0};
    struct err err = {0};
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    struct print_job *job = print_job_start(store, &request, &err);
    assert_non_null(job);
    FILE *file = fopen(request.to, "we");
    fputs("old\n", file);
    fclose(file);
    assert_false(to_the_end(job, &err));
    print_job_close(job);
    read_file(request.to, &text);
    assert_string_equal(buffer_text(&text), "old\n");
    assert_int_equal(files(false), 1);
    assert_int_equal(last_printing().result, PRINTING_FAILED);
    buffer_release(&text);
}

static void a_folder_that_is_not_there_is_said_and_nothing_recorded(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = request_to(&plain, path_of("none/plain.txt"));
    assert_null(print_job_start(store, &request, &err));
    assert_int_equal(err.code, ERR_SYSTEM);
    request = request_to(&plain, path_of("folder.txt"));
    assert_int_equal(mkdir(request.to, 0700), 0);
    assert_null(print_job_start(store, &request, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(rmdir(request.to), 0);
    assert_int_equal(register_count(store, "SELECT count(*) FROM printing"), 0);
}

static void gb18030_holds_everything(void **state)
{
    struct buffer text = {0};
    struct err err = {0};
    (void)state;
    row_text = "𠮷*明";
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    request.charset = PRINT_GB18030;
    struct print_job *job = print_job_start(store, &request, &err);
    assert_non_null(job);
    assert_true(to_the_end(job, &err));
    const char jiming[] = {'\x95', '4', '\xB2', '5', '*', '\xC3', '\xF7', '\0'}; /* 𠮷*明 */
    assert_string_equal(print_job_missing(job), "𠮷");
    print_job_close(job);
    read_file(request.to, &text);
    assert_non_null(strstr(buffer_text(&text), jiming));
    buffer_release(&text);
}

static int version_of(const struct document_kind *kind)
{
    struct print_request request = request_to(kind, path_of("version.txt"));
    request.replace = true;
    print_well(&request);
    return last_printing().version;
}

static void versions(const struct document_kind *kind)
{
    assert_int_equal(version_of(kind), 1);
    assert_int_equal(version_of(kind), 1);
    clock_advance_ms(60000);
    assert_int_equal(version_of(kind), 1);
    row_text = "李*国";
    assert_int_equal(version_of(kind), 2);
    row_count = 2;
    assert_int_equal(version_of(kind), 3);
    row_count = 0; /* an empty week */
    assert_int_equal(version_of(kind), 4);
    assert_int_equal(version_of(kind), 4);
}

static void a_version_is_new_when_something_else_stands_on_it(void **state)
{
    (void)state;
    versions(&plain);
    row_count = 3;
    row_text = "张*明";
    versions(&kept_kind);
    assert_int_equal(register_count(store,
                                    "SELECT count(*) FROM printing_row r JOIN printing p ON p.id = r.printing_id "
                                    "WHERE p.document = 'kept' AND p.version = 1 AND r.row_id = r.number"),
                     9);
    clock_fix(REGISTER_NOW);
}

static void what_was_cancelled_is_no_version(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    print_job_close(print_job_start(store, &request, &err));
    struct printing printing = last_printing();
    assert_int_equal(printing.result, PRINTING_CANCELLED);
    assert_int_equal(printing.version, 1);
    assert_int_equal(files(false), 0);
    row_text = "李*国";
    print_well(&request);
    assert_int_equal(last_printing().version, 1);
    print_job_close(NULL);
}

/* Ctrl-Z takes back what was saved before it, and says that the paper stays. */
static void paper_is_not_taken_back(void **state)
{
    struct err err = {0};
    struct buffer what = {0};
    struct undo_next next = {0};
    (void)state;
    register_checkpoint(store, "南门");
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    print_well(&request);
    assert_true(store_undo_next(store, &next, &what, &err));
    assert_string_equal(next.kept, "printing");
    assert_true(store_undo(store, &what, &err));
    assert_string_equal(last_printing().head.voided, "");
    assert_int_equal(last_printing().result, PRINTING_DONE);
    assert_int_equal(register_count(store, "SELECT count(*) FROM checkpoint WHERE voided IS NULL"), 0);
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
    row_count = 60000;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    FILE *file = fopen(request.to, "we");
    fputs("old\n", file);
    fclose(file);
    request.replace = true;
    signal(SIGXFSZ, SIG_IGN);
    limit_files(LIMIT);
    print_badly(&request, &err);
    limit_files(0);
    assert_int_equal(err.code, ERR_SYSTEM);
    assert_non_null(strstr(err.text, "cannot be written"));
    read_file(request.to, &text);
    assert_string_equal(buffer_text(&text), "old\n");
    assert_int_equal(files(false), 1);
    struct printing printing = last_printing();
    assert_int_equal(printing.result, PRINTING_FAILED);
    assert_string_equal(printing.reason, err.text);
    buffer_release(&text);
}

static void a_role_that_may_not_print_is_refused(void **state)
{
    struct err err = {0};
    (void)state;
    const struct row_value role[] = {ROW_STR("role", "operator")};
    register_begin(store);
    assert_true(row_update(store, "officer", 1, -1, role, 1, &err));
    register_commit(store);
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    request.document.level = LEVEL_INTERNAL;
    assert_null(print_job_start(store, &request, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_int_equal(register_count(store, "SELECT count(*) FROM printing"), 0);
    assert_int_equal(files(false), 0);
    request.document.level = LEVEL_POSTED;
    print_well(&request);
}

static void internal_is_recorded_as_such(void **state)
{
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    request.document.level = LEVEL_INTERNAL;
    print_well(&request);
    assert_int_equal(register_count(store, "SELECT count(*) FROM audit a JOIN batch b ON b.id = a.batch_id WHERE "
                                           "a.table_name = 'printing' AND b.verb = 'print.internal'"),
                     2); /* begun and done */
    assert_int_equal(last_printing().level, PRINTING_INTERNAL);
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
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    for (int copies = 0; copies <= 100; copies += 100) {
        request.copies = copies;
        assert_null(print_job_start(store, &request, &err));
        assert_string_equal(err.field, "copies");
    }
}

/* ---- with gatepost-convert ---- */

static void a_pdf_is_whole(void **state)
{
    struct buffer bytes = {0};
    struct stat status;
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.pdf"));
    print_well(&request);
    assert_int_equal(stat(request.to, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    read_file(request.to, &bytes);
    assert_memory_equal(buffer_text(&bytes), "%PDF-", 5);
    assert_non_null(strstr(bytes.bytes + bytes.length - 8, "%%EOF"));
    assert_int_equal(files(false), 1);
    assert_int_equal(last_printing().target, PRINTING_PDF);
    buffer_release(&bytes);
}

static void a_table_is_read_again(const char *name)
{
    struct err err = {0};
    struct print_request request = request_to(&plain, path_of(name));
    print_well(&request);
    sheet_check(sheet_file_read(request.to, NULL, &err), &err,
                (const char *const[]){"1: 姓名|岗位", "2: 张*明|岗位1", "3: 张*明|岗位2", "4: 张*明|岗位3", NULL});
    assert_int_equal(last_printing().target, PRINTING_TABLE);
    assert_int_equal(last_printing().pages, 0);
}

static void tables_are_read_again(void **state)
{
    (void)state;
    a_table_is_read_again("plain.csv");
    a_table_is_read_again("plain.xlsx");
}

/* The helper this test runs; 0: none. */
static pid_t child(void)
{
    pid_t found = 0;
    DIR *processes = opendir("/proc");
    assert_non_null(processes);
    for (struct dirent *entry; found == 0 && (entry = readdir(processes)) != NULL;) {
        char path[300], text[400] = "";
        int pid = atoi(entry->d_name), parent = 0;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *file = pid > 0 ? fopen(path, "re") : NULL;
        const char *behind = file != NULL && fgets(text, sizeof text, file) != NULL ? strrchr(text, ')') : NULL;
        if (file != NULL)
            fclose(file);
        if (behind != NULL && sscanf(behind, ") %*c %d", &parent) == 1 && parent == getpid())
            found = pid;
    }
    closedir(processes);
    return found;
}

/* One that is being converted. */
static struct print_job *begin_pdf(const char *path)
{
    struct err err = {0};
    bool finished = false;
    row_count = 10000;
    struct print_request request = request_to(&plain, path);
    struct print_job *job = print_job_start(store, &request, &err);
    if (job == NULL || !print_job_step(job, 20, &finished, &err))
        fail_msg("%s", err.text);
    assert_false(finished);
    assert_int_equal(print_job_state(job), PRINT_CONVERTING);
    assert_true(print_job_descriptor(job) >= 0);
    assert_int_not_equal(child(), 0);
    return job;
}

static void it_is_cancelled_at_once(void **state)
{
    enum { AT_ONCE_MS = 200 };
    (void)state;
    struct print_job *job = begin_pdf(path_of("plain.pdf"));
    int64_t before = clock_real_ms();
    print_job_close(job);
    assert_in_range(clock_real_ms() - before, 0, AT_ONCE_MS);
    assert_int_equal(child(), 0);
    assert_int_equal(files(false), 0);
    assert_int_equal(last_printing().result, PRINTING_CANCELLED);
}

static void a_step_keeps_to_its_time(void **state)
{
    enum { STEP_MS = 20, AT_MOST_MS = 500 }; /* the last one waits for the disk */
    struct err err = {0};
    bool finished = false;
    int last = -1;
    (void)state;
    struct print_job *job = begin_pdf(path_of("plain.pdf"));
    while (!finished) {
        int64_t before = clock_real_ms();
        assert_true(print_job_step(job, STEP_MS, &finished, &err));
        assert_in_range(clock_real_ms() - before, 0, AT_MOST_MS);
        assert_true(print_job_percent(job) >= last);
        last = print_job_percent(job);
    }
    assert_int_equal(last, 100);
    print_job_close(job);
    assert_int_equal(files(false), 1);
}

static void a_table_computes_nothing(void **state)
{
    struct buffer text = {0};
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.csv"));
    row_text = "=HYPERLINK(\"x\")";
    print_well(&request);
    read_file(request.to, &text);
    assert_non_null(strstr(buffer_text(&text), "\"'=HYPERLINK("));
    buffer_release(&text);
}

/* Another program holds the register meanwhile: nobody should print it twice because of that. */
static void what_came_out_is_said_when_it_cannot_be_noted(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_request request = request_to(&plain, path_of("plain.txt"));
    struct print_job *job = print_job_start(store, &request, &err);
    assert_non_null(job);
    struct store *other = register_open_again("west");
    register_begin(other);
    assert_false(to_the_end(job, &err));
    assert_int_equal(err.code, ERR_BUSY);
    assert_non_null(strstr(err.text, "It came out whole"));
    assert_int_equal(files(false), 1);
    register_commit(other);
    store_close(other);
    print_job_close(job);
    assert_int_equal(last_printing().result, PRINTING_BEGUN);
}

static void a_converter_that_is_killed_leaves_no_half_file(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_job *job = begin_pdf(path_of("plain.pdf"));
    assert_int_equal(kill(child(), SIGKILL), 0);
    assert_false(to_the_end(job, &err));
    assert_non_null(strstr(err.text, "ended in the middle of its work (code 137)"));
    struct err again = {0};
    bool finished = false;
    assert_false(print_job_step(job, 1, &finished, &again));
    assert_string_equal(again.text, err.text);
    print_job_close(job);
    assert_int_equal(files(false), 0);
    assert_int_equal(last_printing().result, PRINTING_FAILED);
    assert_string_equal(last_printing().reason, err.text);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
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
        TEST(a_pdf_is_whole),
        TEST(tables_are_read_again),
        TEST(it_is_cancelled_at_once),
        TEST(a_step_keeps_to_its_time),
        TEST(a_table_computes_nothing),
        TEST(what_came_out_is_said_when_it_cannot_be_noted),
        TEST(a_converter_that_is_killed_leaves_no_half_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
