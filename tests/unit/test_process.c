/* base/process.c: programs are started without a shell, get only what they are given, and leave nothing behind. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
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

static void a_line_is_cut_into_words_without_a_shell(void **state)
{
    (void)state;
    struct err err = {0};
    char *words[5];
    char line[] = "  /usr/bin/paplay  \"/my sounds/a b.oga\"\t$HOME;x ";
    assert_true(process_words(line, words, 5, &err));
    assert_string_equal(words[0], "/usr/bin/paplay");
    assert_string_equal(words[1], "/my sounds/a b.oga");
    assert_string_equal(words[2], "$HOME;x");
    assert_null(words[3]);
    char empty[] = " \t", open_quote[] = "/bin/a \"b c", many[] = "a b c d e", just[] = "a b c d";
    assert_true(process_words(empty, words, 5, &err));
    assert_null(words[0]);
    assert_false(process_words(open_quote, words, 5, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_false(process_words(many, words, 5, &err));
    assert_true(process_words(just, words, 5, &err));
    assert_string_equal(words[3], "d");
    assert_null(words[4]);
}

/* And what it has started itself: a player of sounds is often a script. */
static void one_that_was_started_alone_is_killed_with_its_own(void **state)
{
    (void)state;
    struct err err = {0};
    pid_t pid = 0;
    int code = 0, ends[2];
    char byte;
    const char *argv[] = {"sh", "-c", "tail -f /dev/null & wait", NULL};
    const char *quick[] = {"sh", "-c", "exit 7", NULL};
    assert_int_equal(pipe(ends), 0); /* both hold the end for writing: it is at its end when both are gone */
    assert_true(process_start_alone(&pid, "/bin/sh", argv, &err));
    assert_false(process_reap_code(pid, &code));
    close(ends[1]);
    process_kill_alone(pid);
    assert_int_equal(read(ends[0], &byte, 1), 0);
    close(ends[0]);
    while (!process_reap_code(pid, &code))
        clock_rest_ms(1);
    assert_int_equal(code, 128 + 9);
    assert_true(process_start_alone(&pid, "/bin/sh", quick, &err));
    while (!process_reap_code(pid, &code))
        clock_rest_ms(1);
    assert_int_equal(code, 7);
    assert_true(process_reap_code(pid, &code)); /* not ours any more */
    assert_int_equal(code, -1);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_cut_into_words_without_a_shell),
        cmocka_unit_test(one_that_was_started_alone_is_killed_with_its_own),
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(errors_and_exit_codes_come_back),
        cmocka_unit_test(one_that_goes_on_is_stopped),
        cmocka_unit_test(descriptors_of_ours_do_not_go_along),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(a_program_alone_is_reaped),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
