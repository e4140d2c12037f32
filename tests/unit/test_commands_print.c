/* Commands print, printers, printings: what is said and refused, what is recorded before it leaves. */
#include "tests/lib/command_run.h"
#include "tests/lib/printer.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    GIVES(0, "!", "contact", "add", "--name", "陈国梁", "--phone", "13800003820", "--post", "commander");
    return 0;
}

static void read_back(const char *path)
{
    command_read(path, &command_result.out);
}

static void it_says_what_can_be_printed(void **state)
{
    (void)state;
    GIVES(0, "print", "--list");
    PRINTS("roster");
    PRINTS("calls");
    GIVES(0, "--lang", "zh_CN", "print", "--list");
    PRINTS("应急通讯录");
    GIVES(2, "!", "print");
    SAYS("print --list");
    GIVES(2, "!", "print", "novel");
    SAYS("There is no document \"novel\"");
    SAYS("roster");
}

static void posted_goes_to_standard_output(void **state)
{
    (void)state;
    GIVES(0, "!", "print", "calls");
    PRINTS("陈*梁");
    PRINTS("\f");
    LACKS("陈国梁");
    LACKS("3820");
    LACKS("138");
    GIVES(0, "!", "print", "calls", "--internal");
    PRINTS("陈国梁");
    PRINTS("13800003820");
    GIVES(0, "printings", "--tsv");
    PRINTS("calls");
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'done' AND target = 'output'"), 2);
    assert_int_equal(command_count("SELECT count(*) FROM batch WHERE verb = 'print.internal'"), 2);
    GIVES(0, "printings", "--show", "open", "--json");
    PRINTS_ONLY("");
}

static void files_are_whole_and_never_replaced_unasked(void **state)
{
    char path[PATH_MAX];
    struct stat status;
    (void)state;
    command_path("calls.txt", path, sizeof path);
    GIVES(0, "!", "print", "calls", "--to", path, "--charset", "gb18030", "--no-signature", "--paper", "a5");
    PRINTS("printed 1 ");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    read_back(path);
    PRINTS("\xB3\xC2*\xC1\xBA"); /* 陈*梁 */
    GIVES(2, "!", "print", "calls", "--to", path);
    SAYS("already; it was not changed");
    GIVES(0, "!", "print", "calls", "--to", path, "--force");
    read_back(path);
    PRINTS("陈*梁");
    command_path("calls.pdf", path, sizeof path);
    GIVES(0, "!", "print", "calls", "--to", path, "--size", "large", "--fit", "one-page");
    read_back(path);
    assert_memory_equal(command_result.out.bytes, "%PDF-", 5);
    command_path("calls.csv", path, sizeof path);
    GIVES(0, "!", "print", "calls", "--to", path);
    command_path("no/calls.pdf", path, sizeof path);
    GIVES(1, "!", "print", "calls", "--to", path);
    SAYS("cannot be written");
    assert_int_equal(command_count("SELECT count(*) FROM printing"), 4);
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE version <> 1"), 0);
}

static void what_cannot_be_meant_is_refused(void **state)
{
    (void)state;
    GIVES(2, "!", "print", "calls", "--to", "novel.doc");
    SAYS(".pdf");
    GIVES(2, "!", "print", "calls", "--week", "04-11");
    SAYS("--week says nothing about");
    GIVES(2, "!", "print", "calls", "--changed");
    SAYS("--changed says nothing about");
    GIVES(2, "!", "print", "sign-in", "--changed");
    SAYS("--changed says nothing about");
    GIVES(2, "!", "print", "calls", "--paper", "a3");
    SAYS("a4|a4-landscape|a5");
    GIVES(2, "!", "print", "calls", "--copies", "100");
    SAYS("1 to 99");
    GIVES(2, "!", "print", "calls", "--posted", "--internal");
    GIVES(2, "!", "print", "calls", "--charset", "big5");
    GIVES(2, "!", "print", "observed");
    SAYS("must not hang on a wall");
    GIVES(2, "!", "print", "roster", "--week", "someday");
    GIVES(2, "print", "calls");
    SAYS("--officer");
    GIVES(2, "!", "--read-only", "print", "calls");
    assert_int_equal(command_count("SELECT count(*) FROM printing"), 0);
}

static void who_may_not_is_told(void **state)
{
    (void)state;
    GIVES(0, "!", "officer", "add", "李娜", "--role", "operator");
    GIVES(0, "--officer", "李娜", "print", "calls");
    GIVES(1, "--officer", "李娜", "print", "calls", "--internal");
    SAYS("duty officer or a clerk");
    GIVES(0, "!", "officer", "add", "周强", "--role", "gate");
    GIVES(1, "--officer", "周强", "print", "calls");
    assert_int_equal(command_count("SELECT count(*) FROM printing"), 1);
}

static void a_full_disk_is_said_and_recorded(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0) {
        print_message("# no /dev/full here\n");
        return;
    }
    assert_int_equal(command_run("", "/dev/full", (const char *const[]){"!", "print", "calls", NULL}), 1);
    SAYS("cannot be written");
    GIVES(0, "printings", "--show", "open");
    PRINTS("Failed");
    PRINTS("No space left");
}

/* Whatever stands on it: weeks without a shift, forty posts. */
static void an_empty_week_and_forty_posts(void **state)
{
    struct buffer posts = {0};
    char name[32];
    (void)state;
    GIVES(0, "!", "print", "roster", "--week", "2022-04-11");
    for (int i = 1; i <= 40; i++)
        buffer_format(&posts, "{\"name\":\"第%d岗\",\"pattern\":\"06-14 14-22 22-06\"}\n", i);
    assert_int_equal(RUN_WITH(buffer_text(&posts), "!", "post", "add", "-"), 0);
    GIVES(0, "!", "print", "roster", "--week", "2022-04-11");
    for (int i = 1; i <= 40; i++) {
        snprintf(name, sizeof name, "第%d岗", i);
        PRINTS(name);
    }
    GIVES(0, "!", "print", "roster", "--week", "2022-04-13", "--post", "第7岗");
    PRINTS("第7岗");
    LACKS("第8岗");
    GIVES(1, "!", "print", "roster", "--post", "没有");
    assert_int_equal(command_count("SELECT max(version) FROM printing"), 2);
    buffer_release(&posts);
}

static void a_missing_font_is_said_and_recorded(void **state)
{
    static const char settings[] = "<fontconfig><dir>/nonexistent</dir><cachedir>/dev/null</cachedir></fontconfig>";
    static char variable[PATH_MAX + 32];
    char path[PATH_MAX];
    (void)state;
    command_path("fonts.conf", path, sizeof path);
    command_write(path, settings, sizeof settings - 1);
    snprintf(variable, sizeof variable, "FONTCONFIG_FILE=%s", path);
    command_path("calls.pdf", path, sizeof path);
    command_variable = variable;
    int code = RUN("!", "print", "calls", "--to", path);
    command_variable = NULL;
    assert_int_equal(code, 1);
    SAYS("fonts-wqy-microhei");
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'failed' AND reason LIKE '%font%'"),
                     1);
}

static void there_may_be_no_printer(void **state)
{
    (void)state;
    GIVES(0, "printers");
    if (command_result.out.length > 0)
        return; /* this computer has one */
    assert_true(command_result.err.length > 0);
    GIVES(1, "!", "print", "calls", "--to", "printer:none");
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'failed' AND reason <> ''"), 1);
}

/* ---- on its way to a printer ---- */

static int printer_listen(char address[64])
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof own;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&own, size), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&own, &size), 0);
    snprintf(address, 64, "socket://127.0.0.1:%d", ntohs(own.sin_port));
    return listener;
}

static pid_t start_printing(const char *to, const char *copies)
{
    char path[PATH_MAX];
    command_path("said", path, sizeof path);
    int nothing = command_open("/dev/null", O_RDONLY), said = command_open(path, O_WRONLY | O_CREAT | O_TRUNC);
    pid_t program = command_start(
        (const char *const[]){"!", "print", "calls", "--to", to, "--charset", "gb18030", "--copies", copies, NULL},
        nothing, said, said);
    close(nothing);
    close(said);
    return program;
}

static void it_reaches_a_printer_as_it_prints(void **state)
{
    char address[64], byte;
    struct buffer bytes = {0};
    (void)state;
    int listener = printer_listen(address);
    pid_t program = start_printing(address, "2");
    struct pollfd calls = {.fd = listener, .events = POLLIN};
    assert_int_equal(poll(&calls, 1, 10000), 1);
    int connection = accept(listener, NULL, NULL);
    assert_true(connection >= 0);
    while (read(connection, &byte, 1) == 1)
        buffer_add_byte(&bytes, byte);
    close(connection);
    close(listener);
    assert_int_equal(command_code(program), 0);
    const char *first = strstr(buffer_text(&bytes), "\xB3\xC2*\xC1\xBA"), *end = strchr(buffer_text(&bytes), '\f');
    assert_non_null(first);
    assert_true(first < end);
    assert_non_null(strstr(end, "\xB3\xC2*\xC1\xBA"));
    assert_int_equal(bytes.bytes[bytes.length - 1], '\f');
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'done' AND copies = 2"), 1);
    buffer_release(&bytes);
}

/* As an operator does it: the week goes to a printer of the network. No name leaves with the job, only in it. */
static void a_network_printer_gets_the_pages(void **state)
{
    struct printer_real real;
    (void)state;
    printer_real_start(&real);
    GIVES(0, "!", "print", "calls", "--to", real.uri);
    char *job = printer_real_read(&real, "job.1"), *told = printer_real_read(&real, "told.1");
    assert_memory_equal(job, "%PDF-", 5);
    assert_non_null(strstr(told, "calls-20"));
    assert_null(strstr(told, "陈"));
    free(job);
    free(told);
    printer_real_end(&real);
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'done' AND place LIKE 'ipp://%'"), 1);
}

static void print_to(enum printer_mood mood, int code, const char *said)
{
    struct printer_played played;
    char uri[64];
    printer_played_start(&played, mood);
    snprintf(uri, sizeof uri, "ipp://127.0.0.1:%d/ipp/print", played.port);
    GIVES(code, "!", "print", "calls", "--to", uri);
    printer_played_end(&played);
    SAYS(said);
}

static void trouble_of_a_printer_is_said_and_recorded(void **state)
{
    (void)state;
    print_to(MOOD_JAMS, 0, "The printer says: paper jam.");
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'done'"), 1);
    print_to(MOOD_FORGETS, 1, "gatepost: ");
    GIVES(0, "printings", "--show", "open", "--tsv");
    PRINTS("failed");
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'failed' AND reason <> ''"), 1);
}

/* A printer that has begun to read and goes no further: more copies than a pipe holds. */
static pid_t start_stuck(int *reader)
{
    char path[PATH_MAX], to[PATH_MAX + 8];
    command_path("printer", path, sizeof path);
    snprintf(to, sizeof to, "device:%s", path);
    assert_int_equal(mkfifo(path, 0600), 0);
    *reader = command_open(path, O_RDONLY | O_NONBLOCK);
    pid_t program = start_printing(to, "99");
    struct pollfd first = {.fd = *reader, .events = POLLIN};
    assert_int_equal(poll(&first, 1, 10000), 1);
    return program;
}

static void read_on(int reader)
{
    char part[4096];
    struct pollfd more = {.fd = reader, .events = POLLIN};
    while (poll(&more, 1, 10000) == 1 && read(reader, part, sizeof part) > 0)
        continue;
    close(reader);
}

static int begun(void)
{
    return command_count(
        "SELECT count(*) FROM printing p JOIN audit a ON a.table_name = 'printing' AND a.row_id = p.id "
        "WHERE p.result = 'begun' AND p.target = 'printer'");
}

static void it_is_recorded_before_the_first_byte_arrives(void **state)
{
    int reader;
    (void)state;
    pid_t program = start_stuck(&reader);
    assert_int_equal(begun(), 1);
    read_on(reader);
    assert_int_equal(command_code(program), 0);
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'done'"), 1);
}

static void a_killed_program_leaves_what_it_began(void **state)
{
    int reader;
    (void)state;
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    pid_t program = start_stuck(&reader);
    assert_int_equal(kill(program, SIGKILL), 0);
    assert_int_equal(command_code(program), 1000 + SIGKILL);
    assert_int_equal(begun(), 1);
    GIVES(0, "printings", "--show", "open");
    PRINTS("Begun");
    close(reader);
    while (waitpid(-1, NULL, 0) > 0) /* its helper ends by itself */
        continue;
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
}

static void ctrl_c_cancels(void **state)
{
    int reader;
    (void)state;
    pid_t program = start_stuck(&reader);
    assert_int_equal(kill(program, SIGINT), 0);
    assert_int_equal(command_code(program), 130);
    read_on(reader);
    assert_int_equal(command_count("SELECT count(*) FROM printing WHERE result = 'cancelled'"), 1);
}

int main(void)
{
    if (!command_find_program())
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(it_says_what_can_be_printed),
        TEST(posted_goes_to_standard_output),
        TEST(files_are_whole_and_never_replaced_unasked),
        TEST(what_cannot_be_meant_is_refused),
        TEST(who_may_not_is_told),
        TEST(a_full_disk_is_said_and_recorded),
        TEST(an_empty_week_and_forty_posts),
        TEST(a_missing_font_is_said_and_recorded),
        TEST(there_may_be_no_printer),
        TEST(it_reaches_a_printer_as_it_prints),
        TEST(a_network_printer_gets_the_pages),
        TEST(trouble_of_a_printer_is_said_and_recorded),
        TEST(it_is_recorded_before_the_first_byte_arrives),
        TEST(a_killed_program_leaves_what_it_began),
        TEST(ctrl_c_cancels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
