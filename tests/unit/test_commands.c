/* The command line from outside: what it says before there is a database, and how one is made. */
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void help_and_version_need_nothing(void **state)
{
    (void)state;
    GIVES(0, "--version");
    PRINTS("gatepost " GATEPOST_VERSION ", SQLite 3.");
    GIVES(0, "--help");
    PRINTS("Usage:");
    PRINTS("gate add");
    GIVES(0, "gate", "add", "--help");
    PRINTS("--override-reason TEXT");
    GIVES(0, "-h");
    GIVES(0, "--man");
    static const char *const sections[] = {"NAME",     "SYNOPSIS",    "DESCRIPTION", "COMMANDS",    "OPTIONS", "KEYS",
                                           "SETTINGS", "ENVIRONMENT", "FILES",       "EXIT STATUS", "EXAMPLES"};
    const char *at = buffer_text(&command_result.out);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        char heading[40];
        snprintf(heading, sizeof heading, "\n.Sh %s\n", sections[i]);
        at = strstr(at, heading);
        assert_non_null(at);
    }
    PRINTS("fever.line");
}

static void a_wrong_call_is_refused_before_anything_is_opened(void **state)
{
    (void)state;
    GIVES(2, "nonsense");
    SAYS("There is no command \"nonsense\".");
    GIVES(2, "gate");
    SAYS("gate add, gate list");
    GIVES(2, "gate", "list", "--nope");
    GIVES(2, "gate", "list", "--terminal", "desk\033[31m");
    SAYS("--terminal: the text holds control or invisible characters");
    GIVES(2, "gate", "add", "--p", "1");
    SAYS("--p may be one of --person, --phone, --place, ");
    GIVES(2, "gate", "void");
    SAYS("Something is missing");
    GIVES(2, "checkpoint", "list", "more");
    SAYS("one word too many");
    GIVES(2, "no\033[31mthing\xff");
    assert_null(strchr(buffer_text(&command_result.err), '\033'));
    assert_null(strchr(buffer_text(&command_result.err), '\xff'));
    assert_int_not_equal(access(command_file.path, F_OK), 0);
}

static void the_language_is_known_before_the_first_complaint(void **state)
{
    (void)state;
    GIVES(2, "--nope", "--lang", "en");
    SAYS("Unknown option: --nope");
    GIVES(2, "--lang=klingon", "gate", "list");
    SAYS("--lang takes zh_CN|en");
}

static void a_missing_database_says_how_to_make_one(void **state)
{
    (void)state;
    GIVES(4, "gate", "list");
    SAYS("gatepost init");
    GIVES(4, "desk");
    SAYS("gatepost init");
    GIVES(4, "!", "gate", "add", "--person", "1");
    assert_int_not_equal(access(command_file.path, F_OK), 0);
}

static void a_foreign_file_is_refused_unchanged(void **state)
{
    (void)state;
    struct buffer before = {0}, after = {0};
    command_write(command_file.path, "these are my notes\n", 19);
    command_read(command_file.path, &before);
    GIVES(4, "gate", "list");
    GIVES(4, "!", "gate", "add", "--person", "1");
    GIVES(4, "init", "--officer-name", "李敏");
    command_read(command_file.path, &after);
    assert_string_equal(buffer_text(&before), buffer_text(&after));
    buffer_release(&before);
    buffer_release(&after);
}

static void init_needs_a_name_it_can_use(void **state)
{
    (void)state;
    GIVES(2, "init");
    SAYS("--officer-name");
    GIVES(2, "init", "--officer-name", "");
    GIVES(2, "init", "--officer-name", "李敏", "--zone", "Mars/Olympus");
    GIVES(2, "init", "--officer-name", "李敏", "--checkpoint-name", "东门", "--checkpoint-name", "东门");
    GIVES(2, "init", "--officer-name", "李敏", "--name", "a\nb");
    GIVES(2, "init", "--officer-name", "李敏", "--days", "3");
    assert_int_not_equal(access(command_file.path, F_OK), 0);
    GIVES(0, "init", "--officer-name", "李敏");
    PRINTS("made /");
    GIVES(4, "init", "--officer-name", "李敏");
    SAYS("already");
}

static void a_killed_init_leaves_nothing_for_long(void **state)
{
    (void)state;
    char dead[160], living[160];
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    snprintf(dead, sizeof dead, "%s.new-%d", command_file.path, (int)child);
    snprintf(living, sizeof living, "%s.new-%d", command_file.path, (int)getpid());
    command_write(dead, "x", 1);
    command_write(living, "x", 1);
    GIVES(0, "init", "--officer-name", "李敏");
    assert_int_not_equal(access(dead, F_OK), 0);
    assert_int_equal(access(living, F_OK), 0);
    unlink(living);
}

/* The block of README.md, line by line as a shell reads it. */
static void what_readme_says_runs(void **state)
{
    (void)state;
    GIVES(0, "init", "--name", "望江社区防疫指挥点", "--officer-name", "王秀英", "--checkpoint-name", "南门",
          "--checkpoint-name", "东门");
    char readme[PATH_MAX], line[1024], command[2048];
    snprintf(readme, sizeof readme, "%.*s/../README.md", (int)(strrchr(command_program, '/') - command_program),
             command_program);
    FILE *text = fopen(readme, "re");
    if (text == NULL)
        text = fopen("README.md", "re"); /* built elsewhere, run from the repository */
    assert_non_null(text);
    int ran = 0;
    bool in_block = false;
    while (fgets(line, sizeof line, text) != NULL) {
        in_block = strncmp(line, "## ", 3) == 0 ? strcmp(line, "## For real\n") == 0 : in_block;
        static const char begin[] = "    gatepost ";
        const char *words = line + strlen(begin);
        if (!in_block || strncmp(line, begin, strlen(begin)) != 0 || strstr(words, " add ") == NULL)
            continue;
        snprintf(command, sizeof command, "%.*s >/dev/null", (int)strcspn(words, "\n"), words);
        ran++;
        pid_t child = fork();
        if (child == 0) {
            char all[PATH_MAX + 4096];
            snprintf(all, sizeof all, "GATEPOST_DB='%s' '%s' %s", command_file.path, command_program, command);
            execl("/bin/sh", "sh", "-c", all, (char *)NULL);
            _exit(127);
        }
        assert_int_equal(command_code(child), 0);
    }
    fclose(text);
    assert_int_equal(ran, 4);
}

static void the_desk_needs_a_terminal(void **state)
{
    (void)state;
    GIVES(5, "desk");
    assert_true(command_result.err.length > 10);
}

#define ON_FOLDER(test) cmocka_unit_test_setup_teardown(test, command_folder_make, command_folder_remove)
#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FOLDER(help_and_version_need_nothing),
        ON_FOLDER(a_wrong_call_is_refused_before_anything_is_opened),
        ON_FOLDER(the_language_is_known_before_the_first_complaint),
        ON_FOLDER(a_missing_database_says_how_to_make_one),
        ON_FOLDER(a_foreign_file_is_refused_unchanged),
        ON_FOLDER(init_needs_a_name_it_can_use),
        ON_FOLDER(a_killed_init_leaves_nothing_for_long),
        ON_FOLDER(what_readme_says_runs),
        ON_REGISTER(the_desk_needs_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
