/* documents/print_job.c with gatepost-convert: a PDF is whole, tables are read again and compute nothing, a step keeps
 * to its time, and whatever ends the converter leaves no half file. */
#include "gatepost/clock.h"
#include "tests/lib/print_folder.h"
#include "tests/lib/sheet_file.h"
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void a_pdf_is_whole(void **state)
{
    struct buffer bytes = {0};
    struct stat status;
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.pdf"));
    prints_well(&request);
    assert_int_equal(stat(request.to, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    prints_read(request.to, &bytes);
    assert_memory_equal(buffer_text(&bytes), "%PDF-", 5);
    assert_non_null(strstr(bytes.bytes + bytes.length - 8, "%%EOF"));
    assert_int_equal(prints_files(false), 1);
    assert_int_equal(prints_last().target, PRINTING_PDF);
    buffer_release(&bytes);
}

static void a_table_is_read_again(const char *name)
{
    struct err err = {0};
    struct print_request request = prints_request(&prints_plain, prints_path(name));
    prints_well(&request);
    sheet_check(sheet_file_read(request.to, NULL, &err), &err,
                (const char *const[]){"1: 姓名|岗位", "2: 张*明|岗位1", "3: 张*明|岗位2", "4: 张*明|岗位3", NULL});
    assert_int_equal(prints_last().target, PRINTING_TABLE);
    assert_int_equal(prints_last().pages, 0);
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
    prints.row_count = 10000;
    struct print_request request = prints_request(&prints_plain, path);
    struct print_job *job = print_job_start(prints.store, &request, &err);
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
    struct print_job *job = begin_pdf(prints_path("plain.pdf"));
    int64_t before = clock_real_ms();
    print_job_close(job);
    assert_in_range(clock_real_ms() - before, 0, AT_ONCE_MS);
    assert_int_equal(child(), 0);
    assert_int_equal(prints_files(false), 0);
    assert_int_equal(prints_last().result, PRINTING_CANCELLED);
}

static void a_step_keeps_to_its_time(void **state)
{
    enum { STEP_MS = 20, AT_MOST_MS = 500 }; /* the last one waits for the disk */
    struct err err = {0};
    bool finished = false;
    int last = -1;
    (void)state;
    struct print_job *job = begin_pdf(prints_path("plain.pdf"));
    while (!finished) {
        int64_t before = clock_real_ms();
        assert_true(print_job_step(job, STEP_MS, &finished, &err));
        assert_in_range(clock_real_ms() - before, 0, AT_MOST_MS);
        assert_true(print_job_percent(job) >= last);
        last = print_job_percent(job);
    }
    assert_int_equal(last, 100);
    print_job_close(job);
    assert_int_equal(prints_files(false), 1);
}

static void a_table_computes_nothing(void **state)
{
    struct buffer text = {0};
    (void)state;
    struct print_request request = prints_request(&prints_plain, prints_path("plain.csv"));
    prints.row_text = "=HYPERLINK(\"x\")";
    prints_well(&request);
    prints_read(request.to, &text);
    assert_non_null(strstr(buffer_text(&text), "\"'=HYPERLINK("));
    buffer_release(&text);
}

static void a_converter_that_is_killed_leaves_no_half_file(void **state)
{
    struct err err = {0};
    (void)state;
    struct print_job *job = begin_pdf(prints_path("plain.pdf"));
    assert_int_equal(kill(child(), SIGKILL), 0);
    assert_false(prints_to_the_end(job, &err));
    assert_non_null(strstr(err.text, "ended in the middle of its work (code 137)"));
    struct err again = {0};
    bool finished = false;
    assert_false(print_job_step(job, 1, &finished, &again));
    assert_string_equal(again.text, err.text);
    print_job_close(job);
    assert_int_equal(prints_files(false), 0);
    assert_int_equal(prints_last().result, PRINTING_FAILED);
    assert_string_equal(prints_last().reason, err.text);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, print_folder_open, print_folder_close)
    const struct CMUnitTest tests[] = {
        TEST(a_pdf_is_whole),           TEST(tables_are_read_again),
        TEST(it_is_cancelled_at_once),  TEST(a_step_keeps_to_its_time),
        TEST(a_table_computes_nothing), TEST(a_converter_that_is_killed_leaves_no_half_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
