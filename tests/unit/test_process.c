/* base/process.c: programs are started without a shell, get only what they are given, and leave nothing behind. */
#include "gatepost/buffer.h"
#include "gatepost/process.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void read_all(int descriptor, struct buffer *out)
{
    char bytes[256];
    ssize_t count;
    while ((count = read(descriptor, bytes, sizeof bytes)) > 0)
        buffer_add_bytes(out, bytes, (size_t)count);
}

static void what_goes_in_comes_out(void **state)
{
    (void)state;
    struct process process;
    struct err err = {0};
    struct buffer out = {0};
    const char *argv[] = {"cat", "-", NULL};
    assert_true(process_start(&process, "/bin/cat", argv, PROCESS_PIPE, &err));
    assert_int_equal(write(process.input, "张伟明", 9), 9);
    close(process.input);
    process.input = -1;
    read_all(process.output, &out);
    assert_string_equal(buffer_text(&out), "张伟明");
    assert_int_equal(process_end(&process, false), 0);
    assert_int_equal(process.pid, 0);
    buffer_release(&out);
}

static void errors_and_exit_codes_come_back(void **state)
{
    (void)state;
    struct process process;
    struct err err = {0};
    struct buffer out = {0};
    const char *argv[] = {"sh", "-c", "echo no >&2; exit 7", NULL};
    assert_true(process_start(&process, "/bin/sh", argv, PROCESS_NOTHING, &err));
    read_all(process.errors, &out);
    assert_string_equal(buffer_text(&out), "no\n");
    assert_int_equal(process_end(&process, false), 7);
    buffer_release(&out);
}

static void one_that_goes_on_is_stopped(void **state)
{
    (void)state;
    struct process process;
    struct err err = {0};
    const char *argv[] = {"tail", "-f", "/dev/null", NULL};
    assert_true(process_start(&process, "/usr/bin/tail", argv, PROCESS_NOTHING, &err));
    assert_int_equal(process_end(&process, true), 128 + 15);
}

static void list_descriptors(struct buffer *out)
{
    struct process process;
    struct err err = {0};
    const char *argv[] = {"ls", "/proc/self/fd", NULL};
    assert_true(process_start(&process, "/bin/ls", argv, PROCESS_NOTHING, &err));
    read_all(process.output, out);
    assert_int_equal(process_end(&process, false), 0);
}

/* What the test itself was given by whoever started it is the same before and after. */
static void descriptors_of_ours_do_not_go_along(void **state)
{
    (void)state;
    struct process other;
    struct err err = {0};
    struct buffer before = {0}, after = {0};
    const char *cat[] = {"cat", NULL};
    list_descriptors(&before);
    assert_true(process_start(&other, "/bin/cat", cat, PROCESS_PIPE, &err));
    list_descriptors(&after);
    assert_string_equal(buffer_text(&after), buffer_text(&before));
    assert_int_equal(process_end(&other, false), 0);
    buffer_release(&before);
    buffer_release(&after);
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    struct process process;
    struct err err = {0};
    const char *argv[] = {"nothing", NULL};
    assert_false(process_start(&process, "/nonexistent/nothing", argv, PROCESS_PIPE, &err));
    assert_int_equal(err.code, ERR_SYSTEM);
    assert_non_null(strstr(err.text, "/nonexistent/nothing"));
    assert_int_equal(process_end(&process, true), 0);
}

static void a_program_alone_is_reaped(void **state)
{
    (void)state;
    pid_t pid = 0;
    struct err err = {0};
    const char *argv[] = {"true", NULL};
    assert_true(process_start_alone(&pid, "/bin/true", argv, &err));
    while (!process_reap(pid))
        continue;
    assert_true(process_reap(pid)); /* gone: still no wait */
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),      cmocka_unit_test(errors_and_exit_codes_come_back),
        cmocka_unit_test(one_that_goes_on_is_stopped), cmocka_unit_test(descriptors_of_ours_do_not_go_along),
        cmocka_unit_test(what_is_not_there_is_said),   cmocka_unit_test(a_program_alone_is_reaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
