/* The week's grid by keys, counted: somebody put on a shift in six keys or fewer, a gap closed; what stands in the file
 * afterwards. All people are invented. */
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
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MONDAY = 20220411, KEYS_MOST = 6, VOLUNTEERS = 40 };
static struct store_file file;
static struct store *store;
static int64_t gate;

static int setup(void **state)
{
    struct err err = {0};
    char name[32];
    (void)state;
    store_file_make(&file);
    remove(file.path);
    fixture_make(file.path, FIXTURE_FULL);
    setenv("XDG_CONFIG_HOME", file.folder, 1);
    store = store_open(file.path, 0, &err);
    assert_true(people_sign_on(store, "王秀英", "值班室", true, &err));
    gate = roster_post(store, "南门", "06-14 14-22 22-06", 1, 2);
    roster_volunteer(store, "马小军");
    for (int i = 0; i < VOLUNTEERS; i++) {
        snprintf(name, sizeof name, "%s%s", i % 2 ? "孙" : "周", i % 3 ? "志安" : "宁");
        roster_volunteer(store, name);
    }
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

/* What is typed once the grid is open; returns how many keys that is. */
static int run(const char *keys, const char *seen)
{
    struct err err = {0};
    struct buffer script = {0};
    const struct global_options global = {.db = file.path, .terminal = "值班室", .officer = "王秀英"};
    int failures = 0, count = 0;
    bool english = !strcmp(words_language(), "en");
    buffer_format(&script, "size 80x24\nkey F9\ntype %s\nkey Enter\nsee 04-11 ~ 04-17\n",
                  english ? "week's grid" : "一周排班表");
    for (const char *at = keys; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        buffer_format(&script, "key %.*s\n", (int)length, at);
        at += length;
        count++;
    }
    buffer_format(&script, "see %s\n", seen);
    struct terminal *terminal = terminal_open_script(buffer_text(&script), "the grid", &err);
    struct script_hooks hooks = {.failures = &failures};
    terminal_script_hook(terminal, &hooks);
    desk_run(store, &global, NULL, terminal);
    buffer_release(&script);
    assert_int_equal(failures, 0);
    return count;
}

/* The cursor stands on a gap: Tab goes to the next. */
static void somebody_is_put_on_a_shift_in_six_keys_or_fewer(void **state)
{
    (void)state;
    words_switch("zh_CN");
    assert_in_range(run("Tab Enter m x Enter", "已排上：南门 14-22 周一11  马小军"), 1, KEYS_MOST);
    assert_int_equal(register_count(store,
                                    "SELECT COUNT(*) FROM assignment a JOIN volunteer v ON v.id = a.volunteer_id "
                                    "WHERE v.name = '马小军' AND a.day = 20220411 AND a.state = 'planned' AND "
                                    "a.voided IS NULL"),
                     1);
}

static void nothing_is_saved_for_letters_that_mean_nobody(void **state)
{
    (void)state;
    words_switch("zh_CN");
    run("Tab Enter q q q Enter", "没有符合的人");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment"), 0);
}

static void several_are_put_there_at_once(void **state)
{
    (void)state;
    words_switch("en");
    run("Down Enter Space Down Space Enter", "Assigned");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment WHERE day = 20220411 AND voided IS NULL"),
                     2);
}

static void they_are_undone_as_one(void **state)
{
    (void)state;
    words_switch("zh_CN");
    run("Down Enter Space Down Space Enter Ctrl-Z", "已撤销");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment WHERE voided IS NULL"), 0);
}

/* The post wants two: nobody is put there when all of them cannot be. */
static void all_of_them_or_none(void **state)
{
    (void)state;
    words_switch("en");
    run("Down Enter Space Down Space Down Space Enter", "is full");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM assignment"), 0);
}

int main(void)
{
    words_start(NULL, "zh_CN");
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define GRID(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        GRID(somebody_is_put_on_a_shift_in_six_keys_or_fewer),
        GRID(nothing_is_saved_for_letters_that_mean_nobody),
        GRID(several_are_put_there_at_once),
        GRID(they_are_undone_as_one),
        GRID(all_of_them_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
