/* The roster on the wall by keys: Ctrl-P, Enter; what stands in the file, what was recorded, what the dialog refuses.
 * All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/desk.h"
#include "gatepost/people_rules.h"
#include "gatepost/terminal.h"
#include "gatepost/words.h"
#include "tests/lib/fixture.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include "tests/lib/store_file.h"
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static struct store_file file;
static struct store *store;
static int64_t gate, volunteer;

static int setup(void **state)
{
    struct err err = {0};
    (void)state;
    words_switch("zh_CN");
    store_file_make(&file);
    remove(file.path);
    fixture_make(file.path, FIXTURE_FULL);
    setenv("XDG_CONFIG_HOME", file.folder, 1);
    setenv("HOME", file.folder, 1);
    setenv("CUPS_SERVER", "/nonexistent/cups.sock", 1); /* this computer's printers are none of these */
    store = store_open(file.path, 0, &err);
    assert_true(people_sign_on(store, "王秀英", "值班室", true, &err));
    gate = roster_post(store, "南门", "06-14 14-22 22-06", 1, 2);
    volunteer = roster_volunteer(store, "马小军");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(store);
    store_file_remove(&file);
    clock_fix(REGISTER_NOW);
    return 0;
}

static int64_t marked_ms[2]; /* when the line "mark" was reached, last and before */

static bool mark(void *context, const char *line, struct err *err)
{
    (void)context;
    (void)err;
    if (strcmp(line, "mark") != 0)
        return false;
    marked_ms[1] = marked_ms[0];
    marked_ms[0] = clock_real_ms();
    return true;
}

/* Lines of a script once the week's grid is open. */
static void run_as(const char *officer, const char *lines)
{
    struct err err = {0};
    struct buffer script = {0};
    const struct global_options global = {.db = file.path, .terminal = "值班室", .officer = officer};
    int failures = 0;
    buffer_format(&script, "size 80x24\nkey F9\ntype 一周排班表\nkey Enter\nsee 04-11 ~ 04-17\n%s", lines);
    struct terminal *terminal = terminal_open_script(buffer_text(&script), "printing", &err);
    struct script_hooks hooks = {.verb = mark, .failures = &failures};
    terminal_script_hook(terminal, &hooks);
    desk_run(store, &global, NULL, terminal);
    buffer_release(&script);
    assert_int_equal(failures, 0);
}

static void run(const char *lines)
{
    run_as("王秀英", lines);
}

static void path_of(const char *name, char path[400])
{
    snprintf(path, 400, "%s/%s", file.folder, name);
}

static char *read_file(const char *name)
{
    char path[400];
    struct buffer text = {0};
    path_of(name, path);
    FILE *stream = fopen(path, "r");
    if (stream == NULL)
        return NULL;
    for (int byte; (byte = getc(stream)) != EOF;)
        buffer_add_byte(&text, (char)byte);
    fclose(stream);
    buffer_add(&text, "");
    return buffer_take(&text);
}

static void write_file(const char *name, const char *text)
{
    char path[400];
    path_of(name, path);
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0 && fclose(stream) == 0);
}

static int64_t count(const char *where)
{
    char sql[300];
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM printing WHERE %s", where);
    return register_count(store, sql);
}

/* ---- what comes out ---- */

static void two_keys_bring_the_week_to_a_file_and_record_it(void **state)
{
    (void)state;
    run("key Ctrl-P\nsee 周排班表\nkey Enter\nsee 已写入：~/周排班表-2022-04-11.pdf\nsee 值班排班\n");
    char *pdf = read_file("周排班表-2022-04-11.pdf");
    assert_non_null(pdf);
    assert_memory_equal(pdf, "%PDF-", 5);
    free(pdf);
    assert_int_equal(count("document = 'roster' AND subject = '20220411' AND level = 'posted' AND version = 1 AND "
                           "target = 'pdf' AND result = 'done' AND pages = 1 AND copies = 1"),
                     1);
    assert_int_equal(
        register_count(store, "SELECT COUNT(DISTINCT b.id) FROM audit a JOIN batch b ON b.id = a.batch_id "
                              "WHERE a.table_name = 'printing' AND a.change = 'insert' AND b.verb = 'print.posted'"),
        1);
}

/* Another week, as text: what the person sees is what the file says, with nobody's name in full. */
static void the_week_that_is_chosen_is_printed(void **state)
{
    (void)state;
    roster_stand(store, gate, 20220419, "06-14", volunteer);
    run("key Ctrl-P\nkey >\nsee 2022-04-18\nkey Up Up Right Right\nsee 周排班表-2022-04-18.txt\nkey Enter\n"
        "see 已写入：~/周排班表-2022-04-18.txt\n");
    char *text = read_file("周排班表-2022-04-18.txt");
    assert_non_null(text);
    assert_non_null(strstr(text, "04-19"));
    assert_non_null(strstr(text, "马*军"));
    assert_null(strstr(text, "马小军"));
    free(text);
    assert_int_equal(count("document = 'roster' AND subject = '20220418' AND target = 'text' AND result = 'done'"), 1);
}

static void a_table_counts_no_pages(void **state)
{
    (void)state;
    run("key Ctrl-P\nkey Up Up Right\nsee 周排班表-2022-04-11.xlsx\nkey Enter\n"
        "see 已写入：~/周排班表-2022-04-11.xlsx   编号 \nnot 0 页\n");
}

static void a_file_is_replaced_only_when_asked(void **state)
{
    (void)state;
    write_file("周排班表-2022-04-11.pdf", "mine");
    run("key Ctrl-P\nkey Enter\nsee 已有文件 ~/周排班表-2022-04-11.pdf\nkey Esc\nsee 没有打印，原文件不变。\n");
    char *kept = read_file("周排班表-2022-04-11.pdf");
    assert_string_equal(kept, "mine");
    free(kept);
    assert_int_equal(count("1 = 1"), 0);
    run("key Ctrl-P\nkey Enter\nkey Enter\nsee 已写入\n");
    kept = read_file("周排班表-2022-04-11.pdf");
    assert_memory_equal(kept, "%PDF-", 5);
    free(kept);
    assert_int_equal(count("result = 'done'"), 1);
}

/* Nothing is printed, and nothing is recorded, where it cannot be written; the dialog says why and stays. */
static void a_folder_that_is_not_there_is_said(void **state)
{
    (void)state;
    run("key Ctrl-P\nkey Up\nkey Ctrl-U\ntype ~/nowhere/a.pdf\nkey Enter\nsee >选项<\nsee nowhere\n");
    assert_int_equal(count("result = 'done'"), 0);
}

/* ---- what is kept and who may ---- */

static void the_default_is_kept_and_masked_all_the_same(void **state)
{
    (void)state;
    run("key Ctrl-P\nkey Down Down Down Down Down\nkey 1\nkey Down Down\nkey 2\nsee (*)全名\nkey Ctrl-S\nsee "
        "已存为本终端\n");
    run("key Ctrl-P\nsee (*)小\nsee (*)遮挡\n");
}

static void names_in_full_need_the_right(void **state)
{
    struct err err = {0};
    (void)state;
    struct officer printer = {.name = "打印员", .role = ROLE_OPERATOR};
    assert_true(people_add_officer(store, &printer, &err));
    run_as("打印员", "key Ctrl-P\nkey Down Down Down Down Down Down Down\nkey 2\nsee (*)全名\nkey Enter\nsee >选项<\n");
    assert_int_equal(count("1 = 1"), 0);
}

/* A number in full stands on paper that is recorded, not on a screen. */
static void no_phone_is_seen_in_full(void **state)
{
    (void)state;
    run("key Esc\nkey Esc\nkey Ctrl-P\nsee 闸口登记\nkey +\nkey Right Right Right Right\nsee ****\nnot 1380\n");
}

/* ---- a printer that takes the connection and never answers ---- */

enum { CANCEL_MS = 200 };

static int listen_here(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 4), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    *port = ntohs(address.sin_port);
    return listener;
}

static void esc_cancels_at_once_and_the_record_says_so(void **state)
{
    char lines[400];
    int port = 0, listener = listen_here(&port);
    (void)state;
    snprintf(
        lines, sizeof lines,
        "key Ctrl-P\nkey Up Up\nkey Right Right Right\nsee 打印机地址\nkey Down\n"
        "type ipp://127.0.0.1:%d/ipp/print\nkey Enter\nsee Esc 取消\nmark\nkey Esc\nsee 已取消，没有打印。\nmark\n",
        port);
    run(lines);
    close(listener);
    assert_int_equal(count("target = 'printer' AND result = 'cancelled'"), 1);
    assert_int_equal(count("result = 'done'"), 0);
    print_message("# Esc took %lld ms\n", (long long)(marked_ms[0] - marked_ms[1]));
    assert_in_range(marked_ms[0] - marked_ms[1], 0, CANCEL_MS);
}

/* A printer that takes bytes may have printed some of them: nobody is told that nothing came out. */
static void esc_does_not_promise_that_bytes_were_not_printed(void **state)
{
    char lines[400];
    int port = 0, listener = listen_here(&port);
    (void)state;
    snprintf(lines, sizeof lines,
             "key Ctrl-P\nkey Up Up\nkey Right Right Right\nsee 打印机地址\nkey Down\n"
             "type socket://127.0.0.1:%d\nkey Enter\nsee Esc 取消\nkey Esc\nsee 请看看是否已有纸打出\n",
             port);
    run(lines);
    close(listener);
    assert_int_equal(count("target = 'printer' AND result = 'cancelled'"), 1);
}

int main(void)
{
    words_start(NULL, "zh_CN");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(two_keys_bring_the_week_to_a_file_and_record_it),
        TEST(the_week_that_is_chosen_is_printed),
        TEST(a_table_counts_no_pages),
        TEST(a_file_is_replaced_only_when_asked),
        TEST(a_folder_that_is_not_there_is_said),
        TEST(the_default_is_kept_and_masked_all_the_same),
        TEST(names_in_full_need_the_right),
        TEST(no_phone_is_seen_in_full),
        TEST(esc_cancels_at_once_and_the_record_says_so),
        TEST(esc_does_not_promise_that_bytes_were_not_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
