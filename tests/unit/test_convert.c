/* src/convert as a program: what it says, what it refuses, and the fence around it. */
#include "gatepost/buffer.h"
#include "gatepost/process.h"
#include "gatepost/words.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void start(struct process *process, const char *const argv[], int input)
{
    struct buffer path = {0};
    struct err err = {0};
    process_path("gatepost-convert", &path);
    if (!process_start(process, buffer_text(&path), argv, input, &err))
        fail_msg("%s", err.text);
    buffer_release(&path);
}

static void read_all(int descriptor, struct buffer *out)
{
    char bytes[4096];
    for (ssize_t got; (got = read(descriptor, bytes, sizeof bytes)) > 0;)
        buffer_add_bytes(out, bytes, (size_t)got);
}

/* Runs it to its end; what it says goes to output and errors. */
static int run(const char *const argv[], int input, struct buffer *output, struct buffer *errors)
{
    struct process process;
    start(&process, argv, input);
    if (process.input >= 0)
        close(process.input);
    process.input = -1;
    buffer_clear(output);
    buffer_clear(errors);
    read_all(process.output, output);
    read_all(process.errors, errors);
    return process_end(&process, false);
}
#define RUN(input, ...) run((const char *const[]){"gatepost-convert", __VA_ARGS__, NULL}, input, &output, &errors)

static void it_says_what_it_can_do(void **state)
{
    (void)state;
    struct buffer output = {0}, errors = {0};
    assert_int_equal(RUN(PROCESS_NOTHING, "--version"), 0);
    assert_string_equal(buffer_text(&output), "gatepost-convert " GATEPOST_VERSION "\n");
    assert_int_equal(RUN(PROCESS_NOTHING, "--help"), 0);
    assert_non_null(strstr(buffer_text(&output), "Usage: gatepost-convert rows"));
    assert_int_equal(RUN(PROCESS_NOTHING, "fly"), 2);
    assert_non_null(strstr(buffer_text(&errors), "Usage:"));
    assert_int_equal(RUN(PROCESS_NOTHING, "rows", "more"), 2);
    assert_int_equal(RUN(PROCESS_NOTHING, "rows", "--nothing"), 2);
    assert_string_equal(buffer_text(&output), "");
    buffer_release(&output);
    buffer_release(&errors);
}

static void it_speaks_the_language_of_its_caller(void **state)
{
    (void)state;
    struct buffer output = {0}, errors = {0};
    assert_int_equal(RUN(PROCESS_PIPE, "rows"), 1);
    assert_string_equal(buffer_text(&errors), "The workbook must come as a file on standard input.\n");
    words_switch("zh_CN");
    assert_int_equal(RUN(PROCESS_PIPE, "rows"), 1);
    assert_string_equal(buffer_text(&errors), "工作簿须以文件形式从标准输入读入。\n");
    words_switch("en");
    buffer_release(&output);
    buffer_release(&errors);
}

static void a_line_is_a_row_and_progress_stands_apart(void **state)
{
    (void)state;
    struct buffer output = {0}, errors = {0};
    int file = open("tests/fixtures/sheets/residents-libreoffice.xlsx", O_RDONLY | O_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(RUN(file, "rows", "--sheet", "志愿者", "--progress"), 0);
    assert_string_equal(buffer_text(&output), "姓名,岗位\r\n陈静,南门\r\n");
    assert_non_null(strstr(buffer_text(&errors), "%\n"));
    assert_int_equal(RUN(file, "rows"), 0);
    assert_string_equal(buffer_text(&errors), "");
    assert_non_null(strstr(buffer_text(&output), "望江社区居民名册\r\n\n\n房号,姓名"));
    close(file);
    buffer_release(&output);
    buffer_release(&errors);
}

static void read_status(pid_t pid, const char *name, struct buffer *out)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(descriptor >= 0);
    read_all(descriptor, out);
    close(descriptor);
}

/* Once it has read more than a pipe holds, it has put the fence up. */
static void it_stands_behind_limits_of_its_own(void **state)
{
    (void)state;
    static const char rows[128 << 10] = "a";
    struct process process;
    struct buffer status = {0}, limits = {0};
    start(&process, (const char *const[]){"gatepost-convert", "xlsx", NULL}, PROCESS_PIPE);
    assert_int_equal(write(process.input, rows, sizeof rows), sizeof rows);
    read_status(process.pid, "status", &status);
    read_status(process.pid, "limits", &limits);
    assert_int_equal(process_end(&process, true), 128 + 15);
    assert_non_null(strstr(buffer_text(&status), "NoNewPrivs:\t1"));
    assert_non_null(strstr(buffer_text(&limits), "Max cpu time              60 "));
    assert_non_null(strstr(buffer_text(&limits), "Max core file size        0 "));
    assert_non_null(strstr(buffer_text(&limits), "Max open files            64 "));
    buffer_release(&status);
    buffer_release(&limits);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_it_can_do),
        cmocka_unit_test(it_speaks_the_language_of_its_caller),
        cmocka_unit_test(a_line_is_a_row_and_progress_stands_apart),
        cmocka_unit_test(it_stands_behind_limits_of_its_own),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
