/* Many rows at the command line: each is answered in its turn, and what was answered is there. */
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

static void each_row_is_answered_in_order(void **state)
{
    (void)state;
    command_quota_off();
    int code = RUN_WITH("person\ttemp\tcheckpoint\n1\t365\t\n999\t365\t\n\n2\t99\t东门\n2\t36.6\t东门\nshort\n", "!",
                        "--checkpoint", "南门", "gate", "add", "-");
    assert_int_equal(code, 3);
    PRINTS("saved 1\nrefused 3: ");
    PRINTS("\nrefused 5: ");
    PRINTS("\nsaved 2\nrefused 7: The line has 1 columns, the heading 3.\n");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 2);
    assert_int_equal(command_count("SELECT checkpoint_id FROM crossing WHERE id = 2"), 2);
}

static void a_heading_names_each_column_once(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("person\ttemp\tperson\n1\t365\t2\n", "!", "--checkpoint", "南门", "gate", "add", "-"), 2);
    SAYS("Line 1: the column \"person\" stands twice.");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void a_listing_can_be_read_back(void **state)
{
    (void)state;
    command_quota_off();
    GIVES(0, "!", "--checkpoint", "东门", "gate", "add", "--person", "1", "--temp", "365");
    GIVES(0, "gate", "list", "--json");
    char *listed = buffer_take(&command_result.out);
    assert_int_equal(RUN_WITH(listed, "!", "gate", "add", "-"), 0);
    PRINTS_ONLY("saved 2\n");
    free(listed);
    GIVES(0, "gate", "list", "--tsv");
    listed = buffer_take(&command_result.out);
    assert_int_equal(RUN_WITH(listed, "!", "gate", "add", "-"), 0);
    PRINTS_ONLY("saved 3\nsaved 4\n");
    free(listed);
}

static void rows_that_cannot_be_read_are_refused(void **state)
{
    (void)state;
    struct buffer input = {0};
    buffer_add(&input, "{\"person\":1,\"temp\":36.5}\n"
                       "{\"person\":1,\"temp\":36.5\n"
                       "{\"person\":1,\"colour\":\"red\"}\n"
                       "{\"name\":\"\\u001b[2J\",\"place\":\"12-2-1203\"}\n"
                       "{\"name\":\"张*\",\"phone\":\"138****5678\",\"place\":\"12-2-1203\"}\n"
                       "\xff\xfe\n"
                       "{\"person\":1,\"voided\":\"x\"}\n"
                       "{\"person\":1,\"remark\":\"");
    for (int i = 0; i < 100 * 1000; i++)
        buffer_add_byte(&input, 'a');
    buffer_add(&input, "\"}\n{\"person\":\"1\"}");
    assert_int_equal(RUN_WITH(buffer_text(&input), "!", "--checkpoint", "南门", "gate", "add", "-"), 3);
    buffer_release(&input);
    PRINTS("saved 1\nrefused 2: ");
    PRINTS("\nrefused 3: There is no field \"colour\".\n");
    PRINTS("\nrefused 4: ");
    PRINTS("\nrefused 5: The values are masked");
    PRINTS("\nrefused 6: The line is not valid UTF-8.\n");
    PRINTS("\nrefused 7: ");
    PRINTS("\nrefused 8: The line is longer than");
    PRINTS("\nsaved 2\n");
    assert_null(strchr(buffer_text(&command_result.out), '\033'));
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 2);
}

static void wrong_input_is_named(void **state)
{
    (void)state;
    command_quota_off();
    GIVES(2, "gate", "list", "--json", "--tsv");
    GIVES(2, "--db", "", "gate", "list");
    assert_int_equal(RUN_WITH("who\ttmep\nzwm\t365\n", "!", "--checkpoint", "南门", "gate", "add", "-"), 2);
    SAYS("there is no field \"tmep\"");
    PRINTS_ONLY("");
    assert_int_equal(RUN_WITH("person\ttemp\n1\t365\n\t\n \n2\t365\n", "!", "--checkpoint", "南门", "gate", "add", "-"),
                     0);
    PRINTS_ONLY("saved 1\nsaved 2\n");
}

static void a_dry_run_checks_and_saves_nothing(void **state)
{
    (void)state;
    assert_int_equal(
        RUN_WITH("person\ttemp\n1\t365\n1\t374\n", "!", "--checkpoint", "南门", "gate", "add", "--dry-run", "-"), 3);
    PRINTS("would save\nrefused 3: ");
    SAYS("1 would be saved, 1 refused.");
    GIVES(0, "!", "person", "add", "--name", "李雷", "--dry-run");
    GIVES(2, "!", "person", "add", "--name", "李雷", "--phone", "12", "--dry-run");
    GIVES(0, "!", "household", "add", "--room", "8-302", "--dry-run");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
    assert_int_equal(command_count("SELECT count(*) FROM person"), 2);
    assert_int_equal(command_count("SELECT count(*) FROM place"), 1);
}

/* What was answered is there, whenever the program is killed. */
static void an_answered_row_survives_a_kill(void **state)
{
    (void)state;
    command_quota_off();
    static const char *const words[] = {"!", "--checkpoint", "南门", "gate", "add", "-", NULL};
    int to[2], from[2];
    assert_int_equal(pipe2(to, O_CLOEXEC), 0);
    assert_int_equal(pipe2(from, O_CLOEXEC), 0);
    int null = command_open("/dev/null", O_WRONLY);
    pid_t child = command_start(words, to[0], from[1], null);
    close(to[0]);
    close(from[1]);
    close(null);
    FILE *answers = fdopen(from[0], "r");
    char answer[64];
    int saved = 0;
    for (int i = 0; i < 20; i++) {
        /* One row at a time: an answer must come before the next row is sent, so it is flushed per line. */
        assert_int_equal(write(to[1], "{\"person\":1}\n", 13), 13);
        assert_non_null(fgets(answer, sizeof answer, answers));
        saved += strncmp(answer, "saved ", 6) == 0;
    }
    assert_int_equal(write(to[1], "{\"person\":1}\n", 13), 13);
    kill(child, SIGKILL);
    assert_int_equal(command_code(child), 1000 + SIGKILL);
    close(to[1]);
    fclose(answers);
    assert_int_equal(saved, 20);
    assert_in_range(command_count("SELECT count(*) FROM crossing"), 20, 21);
    GIVES(0, "check");
}

/* A file size limit is a full disk: an answer, not a signal. */
static void a_file_size_limit_is_said(void **state)
{
    (void)state;
    struct rlimit before, small = {.rlim_cur = 4096};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int code = RUN("!", "--checkpoint", "南门", "gate", "add", "--person", "1");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_in_range(code, 1, 4);
    SAYS("The disk is full: nothing was saved.");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void a_full_disk_on_standard_output_is_a_failure(void **state)
{
    (void)state;
    static const char *const list[] = {"person", "list", NULL};
    static const char *const help[] = {"--help", NULL};
    static const char *const add[] = {"!", "--checkpoint", "南门", "gate", "add", "-", NULL};
    assert_int_equal(command_run("", "/dev/full", list), 1);
    SAYS("Standard output cannot be written");
    assert_int_equal(command_run("", "/dev/full", help), 1);
    assert_int_equal(command_run("{\"person\":1}\n{\"person\":1}\n{\"person\":1}\n", "/dev/full", add), 1);
    SAYS("Stopped after line 1.");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 1);
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_REGISTER(each_row_is_answered_in_order),
        ON_REGISTER(a_heading_names_each_column_once),
        ON_REGISTER(a_listing_can_be_read_back),
        ON_REGISTER(rows_that_cannot_be_read_are_refused),
        ON_REGISTER(wrong_input_is_named),
        ON_REGISTER(a_dry_run_checks_and_saves_nothing),
        ON_REGISTER(an_answered_row_survives_a_kill),
        ON_REGISTER(a_file_size_limit_is_said),
        ON_REGISTER(a_full_disk_on_standard_output_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
