/* The first run in a real terminal: from the page to the desk without a second start, and terminals that cannot show
 * it. */
#include "gatepost/words.h"
#include "tests/lib/desk_pty.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { ARGUMENTS_MOST = 8, VARIABLES_MOST = 8 };

static char folder[200], home[220], config[220];
static struct pty_terminal *pty;

/* Names the usual place: what the computer's own config says does not matter. */
static bool write_config(void)
{
    char path[400];
    snprintf(path, sizeof path, "%s/gatepost.conf", folder);
    FILE *file = fopen(path, "w");
    return file != NULL && fputs("db = ~/.local/share/gatepost/gatepost.db\n", file) >= 0 && fclose(file) == 0;
}

static int start(void **state)
{
    const char *base = getenv("TMPDIR");
    (void)state;
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* the backup a desk leaves running becomes ours, to wait for */
    words_start(NULL, "en");
    snprintf(folder, sizeof folder, "%s/gatepost-first-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(home, sizeof home, "HOME=%s/home", folder);
    snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s", folder);
    return write_config() && mkdir(home + strlen("HOME="), 0700) == 0 ? 0 : -1;
}

static void path_in_home(const char *name, char path[400])
{
    snprintf(path, 400, "%s/home/%s", folder, name);
}

/* The program with a home folder that holds nothing. Both lists end with NULL. */
static void run(const char *const *arguments, const char *const *variables, bool mute)
{
    const char *build = getenv("GATEPOST_BUILD"), *all[ARGUMENTS_MOST] = {0},
               *environment[VARIABLES_MOST] = {home, config};
    static char program[4096];
    snprintf(program, sizeof program, "%s/gatepost", build != NULL ? build : "build");
    all[0] = program;
    for (int i = 0; arguments[i] != NULL && i + 2 < ARGUMENTS_MOST; i++)
        all[i + 1] = arguments[i];
    for (int i = 0; variables[i] != NULL && i + 3 < VARIABLES_MOST; i++)
        environment[i + 2] = variables[i];
    pty = pty_start(&(struct pty_options){.arguments = all, .environment = environment, .mute = mute});
}

#define ARGUMENTS(...)                  \
    (const char *const[])               \
    {                                   \
        __VA_ARGS__ __VA_OPT__(, ) NULL \
    }
#define VARIABLES(...)                  \
    (const char *const[])               \
    {                                   \
        __VA_ARGS__ __VA_OPT__(, ) NULL \
    }

static void end(int code)
{
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), code);
    pty_free(pty);
    pty = NULL;
}

/* The backup of the sample data that the duty officer's leaving made. */
static void remove_backups(void)
{
    char backups[400];
    path_in_home(".local/share/gatepost/gatepost-backups", backups);
    DIR *directory = opendir(backups);
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;)
        if (strncmp(entry->d_name, "gatepost-", 9) == 0)
            unlinkat(dirfd(directory), entry->d_name, 0);
    if (directory != NULL)
        closedir(directory);
    rmdir(backups);
}

static int stop(void **state)
{
    static const char *const made[] = {"gatepost.db",
                                       "gatepost.db-wal",
                                       "gatepost.db-shm",
                                       "gatepost.db.lock",
                                       "gatepost.db.draft-gate=2D1-checkpoint",
                                       "gatepost.db.draft-gate=2D1-posts",
                                       "gatepost.db.draft-gate=2D1-language",
                                       "gatepost.db.draft-gate=2D1-borders"};
    static const char *const folders[] = {".local/share/gatepost", ".local/share", ".local"};
    char path[400], name[120];
    (void)state;
    if (pty != NULL)
        pty_free(pty);
    pty = NULL;
    desk_wait_for_work();
    remove_backups();
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        snprintf(name, sizeof name, ".local/share/gatepost/%s", made[i]);
        path_in_home(name, path);
        unlink(path);
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        path_in_home(folders[i], path);
        rmdir(path);
    }
    bool clean = rmdir(home + strlen("HOME=")) == 0; /* nothing else was left */
    snprintf(path, sizeof path, "%s/gatepost.conf", folder);
    unlink(path);
    return clean && rmdir(folder) == 0 ? 0 : -1;
}

/* Nothing at all stands in the home folder. */
static void assert_untouched(void)
{
    assert_int_equal(rmdir(home + strlen("HOME=")), 0);
    assert_int_equal(mkdir(home + strlen("HOME="), 0700), 0);
}

/* What README.md promises: sample data by two keys, and the desk in the same terminal. */
static void sample_data_takes_two_keys(void **state)
{
    (void)state;
    run(ARGUMENTS("--lang", "en", "--terminal", "gate-1"), VARIABLES(), false);
    desk_see(pty, "First run");
    desk_keys(pty, "3");
    desk_see(pty, "(*)3 sample data");
    desk_keys(pty, "<Enter>");
    if (!pty_wait_text(pty, "Next: F7 logs who passes the", 6 * PTY_LIMIT_MS))
        desk_see(pty, "Next: F7 logs who passes the");
    desk_see(pty, "On duty: 王秀英");
    desk_see(pty, "The file is ~/.local/share/gatepost/gatepost.db.");
    desk_keys(pty, "<F10>");
    desk_see(pty, "Leave the desk?");
    desk_keys(pty, "<Enter>");
    end(0);
    /* The next start opens it, where this terminal stood. */
    run(ARGUMENTS("--lang", "en", "--terminal", "gate-1", "--officer", "王秀英"), VARIABLES(), false);
    desk_see(pty, "南门");
    desk_see(pty, "F10");
}

static void esc_stops_and_leaves_nothing(void **state)
{
    (void)state;
    run(ARGUMENTS("--lang", "en"), VARIABLES(), false);
    desk_see(pty, "First run");
    desk_keys(pty, "3");
    pty_send(pty, "\r\003"); /* both are there before the work begins */
    desk_see(pty, "Stopped. Nothing was made.");
    desk_keys(pty, "<Esc>");
    end(0);
    assert_untouched();
}

/* The terminal answered that box lines take two columns; a person may know better. */
static void a_person_overrules_the_terminal(void **state)
{
    (void)state;
    run(ARGUMENTS("--lang", "en"), VARIABLES(), true);
    desk_see(pty, "First run");
    pty_send(pty, "\033[2;3R");
    desk_see(pty, "+-[First run]");
    desk_see(pty, "|36.5 C|");
    desk_keys(pty, "<F5>");
    desk_see(pty, "┌─[First run]");
    desk_keys(pty, "<Tab>");
    desk_see(pty, "One file for all terminals");
    assert_true(pty_has_text(pty, "┌─[First run]"));
    desk_keys(pty, "<Esc>");
    end(0);
}

static void a_read_only_start_makes_nothing(void **state)
{
    (void)state;
    run(ARGUMENTS("--lang", "en", "--read-only"), VARIABLES(), false);
    end(4);
    assert_untouched();
}

static void the_linux_console_is_asked_about(void **state)
{
    (void)state;
    run(ARGUMENTS(), VARIABLES("TERM=linux"), false);
    desk_see(pty, "This console cannot show Chinese characters");
    desk_see(pty, "[1]:");
    assert_false(pty->alternate);
    desk_keys(pty, "<Enter>");
    desk_see(pty, "First run");
    desk_keys(pty, "<Esc>");
    end(0);
    run(ARGUMENTS(), VARIABLES("TERM=linux"), false);
    desk_see(pty, "[1]:");
    desk_keys(pty, "2<Enter>");
    desk_see(pty, "第一次使用");
    desk_keys(pty, "<Esc>");
    end(0);
    run(ARGUMENTS(), VARIABLES("TERM=linux"), false);
    desk_see(pty, "[1]:");
    desk_keys(pty, "x<Enter>q<Enter>");
    end(0);
    assert_untouched();
}

static void the_linux_console_is_asked_only_when_needed(void **state)
{
    (void)state;
    run(ARGUMENTS("--lang", "zh_CN"), VARIABLES("TERM=linux"), false);
    desk_see(pty, "第一次使用");
    assert_null(strstr(buffer_text(&pty->output), "This console"));
    desk_keys(pty, "<Esc>");
    end(0);
    run(ARGUMENTS(), VARIABLES("TERM=linux", "LANG=en_US.UTF-8"), false);
    desk_see(pty, "First run");
    assert_null(strstr(buffer_text(&pty->output), "This console"));
    desk_keys(pty, "<Esc>");
    end(0);
}

/* 终端 in GBK; said in both languages, and nothing was painted. */
static void another_charset_is_said_in_it(void **state)
{
    (void)state;
    run(ARGUMENTS(), VARIABLES("LANG=zh_CN.GBK"), false);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 5);
    const char *said = buffer_text(&pty->output);
    assert_non_null(strstr(said, "\xD6\xD5\xB6\xCB"));
    assert_non_null(strstr(said, "Window > Translation > UTF-8"));
    assert_non_null(strstr(said, "LC_ALL=C.UTF-8"));
    assert_null(strchr(said, '\033'));
    assert_untouched();
}

/* What is said wins, and commands write UTF-8 wherever they are. */
static void other_starts_are_as_before(void **state)
{
    (void)state;
    run(ARGUMENTS(), VARIABLES("LANG=zh_CN.GBK", "LC_ALL=C"), false);
    desk_see(pty, "第一次使用");
    desk_keys(pty, "<Esc>");
    end(0);
    run(ARGUMENTS("gate", "list", "--lang", "zh_CN"), VARIABLES("LANG=zh_CN.GBK"), false);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 4);
    assert_non_null(strstr(buffer_text(&pty->output), "gatepost init"));
    assert_non_null(strstr(buffer_text(&pty->output), "没有"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(sample_data_takes_two_keys),       TEST(esc_stops_and_leaves_nothing),
        TEST(a_person_overrules_the_terminal),  TEST(a_read_only_start_makes_nothing),
        TEST(the_linux_console_is_asked_about), TEST(the_linux_console_is_asked_only_when_needed),
        TEST(another_charset_is_said_in_it),    TEST(other_starts_are_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
