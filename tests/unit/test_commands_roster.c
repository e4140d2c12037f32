/* Commands of shifts: a volunteer put on one, signed in and out, stood in for, corrected; what cannot be is said; and
 * many processes onto the last place of a shift. */
#include "gatepost/clock.h"
#include "tests/lib/command_run.h"
#include "tests/lib/roster.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { CROWD = 20 };
static const char *const crowd[CROWD] = {"何军", "马小军", "林小燕", "单志强", "赵敏", "黄磊", "陈静",
                                         "吴芳", "徐志远", "周敏",   "孙丽",   "郑强", "冯梅", "褚伟",
                                         "卫东", "蒋勤",   "沈红",   "韩雪",   "杨光", "朱明"};

/* The clock of the program runs: what is tried here is of tomorrow, or of yesterday. */
static int make(void **state)
{
    if (command_register_make(state) != 0)
        return -1;
    struct store *store = command_store_open();
    roster_post(store, "东门", "06-14 14-22 22-06", 1, 1);
    roster_post(store, "南门", "06-14 14-22 22-06", 1, 2);
    roster_post(store, "服务台", "09-17", 1, 1);
    for (int i = 0; i < CROWD; i++)
        roster_volunteer(store, crowd[i]);
    store_close(store);
    return 0;
}

/* ---- put there, taken off ---- */

static void from_the_roster_to_the_gate_and_home(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "assign", "马小军", "--post", "东门", "--day", "明天", "--shift", "22-06");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "!", "shift", "confirm", "1", "--json");
    PRINTS("\"shift\":\"22-06\",\"post\":\"东门\",\"post_id\":1,\"volunteer\":\"马小军\"");
    PRINTS("\"state\":\"confirmed\",\"seeking\":false");
    GIVES(0, "!", "shift", "seek", "1", "--note", "孩子生病");
    GIVES(0, "!", "shift", "take-over", "1", "何军");
    PRINTS_ONLY("saved 2\n");
    GIVES(0, "shift", "list", "--day", "明天", "--tsv");
    PRINTS("\t22-06\t东门\t马小军\treplaced\t");
    PRINTS("\t22-06\t东门\t何军\tplanned\t");
    GIVES(0, "shift", "list", "--day", "明天", "--tsv", "何军");
    LACKS("马小军");
    GIVES(0, "shift", "list", "--day", "明天", "--chat");
    PRINTS("何*");
    GIVES(0, "!", "roster", "remove", "2");
    assert_int_equal(command_count("SELECT count(*) FROM assignment WHERE id = 1 AND state = 'planned' AND seeking_at "
                                   "IS NOT NULL"),
                     1);
    GIVES(0, "!", "shift", "excuse", "1", "--reason", "发烧");
    assert_int_equal(command_count("SELECT count(*) FROM assignment WHERE state = 'excused' AND reason = '发烧'"), 1);
}

static void what_cannot_be_is_said(void **state)
{
    (void)state;
    GIVES(1, "!", "roster", "assign", "无此人", "--post", "东门", "--shift", "22-06");
    SAYS("无此人");
    GIVES(2, "!", "roster", "assign", "马小军", "--shift", "22-06");
    SAYS("At which post?");
    GIVES(2, "!", "roster", "assign", "马小军", "--post", "东门", "--day", "明天");
    SAYS("Which shift of 东门: 06-14 14-22 22-06?");
    GIVES(2, "!", "roster", "assign", "马小军", "--post", "东门", "--day", "明天", "--shift", "23-07");
    SAYS("东门 has no shift 23-07. Its shifts: 06-14 14-22 22-06.");
    GIVES(2, "!", "roster", "assign", "马小军", "--post", "东门", "--day", "明天", "--shift", "22-22");
    GIVES(0, "!", "roster", "assign", "马小军", "--post", "服务台", "--day", "明天");
    GIVES(2, "!", "roster", "assign", "马小军", "--post", "东门", "--day", "明天", "--shift", "14-22", "--reason",
          "缺人");
    SAYS("马小军 cannot take 东门 14-22");
    SAYS("服务台 09-17");
    GIVES(2, "!", "roster", "assign", "马小军", "--post", "东门", "--day", "明天", "--shift", "22-06");
    SAYS("Give a reason to do it all the same");
    GIVES(1, "!", "shift", "in", "何军");
    SAYS("何军 is on no shift, neither today nor later.");
    GIVES(2, "!", "shift", "in", "马小军", "--post", "东门");
    SAYS("马小军 is not at 东门 then but on 服务台 09-17");
    GIVES(2, "!", "shift", "in", "马小军");
    SAYS("sign in at most 2 hours before");
    GIVES(1, "!", "shift", "out", "马小军");
    SAYS("not signed in");
    GIVES(2, "!", "shift", "excuse", "1");
    SAYS("Why?");
    GIVES(2, "!", "shift", "no-show", "1");
    SAYS("begins only at");
    assert_int_equal(command_count("SELECT count(*) FROM assignment"), 1);
}

static void a_trial_saves_nothing(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "assign", "马小军", "--post", "服务台", "--day", "明天", "--dry-run");
    PRINTS_ONLY("would save\n");
    assert_int_equal(command_count("SELECT count(*) FROM assignment"), 0);
    GIVES(0, "!", "roster", "assign", "马小军", "--post", "服务台", "--day", "明天");
    GIVES(0, "!", "roster", "remove", "1", "--dry-run");
    GIVES(0, "!", "shift", "confirm", "1", "--dry-run");
    assert_int_equal(command_count("SELECT count(*) FROM assignment WHERE state = 'planned' AND voided IS NULL"), 1);
}

static void a_forgotten_shift_is_put_right(void **state)
{
    (void)state;
    GIVES(0, "!", "roster", "assign", "马小军", "--post", "服务台", "--day", "昨天");
    GIVES(2, "!", "shift", "correct", "1", "--state", "done", "--in", "昨天 9:00", "--out", "昨天 17:05");
    SAYS("Why?");
    GIVES(0, "!", "shift", "correct", "1", "--state", "done", "--in", "昨天 9:00", "--out", "昨天 17:05", "--reason",
          "纸上有", "--json");
    PRINTS("\"state\":\"done\"");
    PRINTS("\"minutes\":485,\"night_minutes\":0");
    GIVES(0, "!", "shift", "correct", "1", "--out", "昨天 16:00", "--reason", "看错");
    assert_int_equal(command_count("SELECT minutes FROM assignment"), 420);
    GIVES(0, "!", "shift", "correct", "1", "--state", "no-show", "--reason", "是别人");
    assert_int_equal(command_count("SELECT count(*) FROM assignment WHERE state = 'no_show' AND minutes = 0"), 1);
    GIVES(2, "!", "shift", "correct", "1", "--state", "gone", "--reason", "是别人");
    SAYS("gone");
}

/* ---- many at once, each a process of its own ---- */

static pid_t assign_started(int i, const char *const *where)
{
    const char *words[16] = {"!", "roster", "assign", crowd[i]};
    int count = 4, nothing = command_open("/dev/null", O_RDONLY);
    char name[32], path[PATH_MAX];
    while (*where != NULL)
        words[count++] = *where++;
    snprintf(name, sizeof name, "said-%d", i);
    command_path(name, path, sizeof path);
    int said = command_open(path, O_CREAT | O_TRUNC | O_WRONLY);
    pid_t child = command_start(words, nothing, said, said);
    close(nothing);
    close(said);
    return child;
}

/* How many were told "saved"; the others are told by whom the place was taken. */
static int assigned_by_a_crowd(const char *const *where, const char *told)
{
    pid_t children[CROWD];
    int saved = 0;
    for (int i = 0; i < CROWD; i++)
        children[i] = assign_started(i, where);
    for (int i = 0; i < CROWD; i++) {
        struct buffer said = {0};
        char name[32], path[PATH_MAX];
        int code = command_code(children[i]);
        snprintf(name, sizeof name, "said-%d", i);
        command_path(name, path, sizeof path);
        command_read(path, &said);
        saved += code == 0;
        if (code == 0 ? strstr(buffer_text(&said), "saved ") == NULL : strstr(buffer_text(&said), told) == NULL)
            fail_msg("%s", buffer_text(&said));
        buffer_release(&said);
        unlink(path);
    }
    return saved;
}

static void of_twenty_onto_the_last_place_one_wins(void **state)
{
    (void)state;
    static const char *const where[] = {"--post", "东门", "--day", "明天", "--shift", "22-06", NULL};
    assert_int_equal(assigned_by_a_crowd(where, "is full: the last place went to "), 1);
    assert_int_equal(command_count("SELECT count(*) FROM assignment"), 1);
    GIVES(0, "check");
}

static void of_twenty_onto_two_places_two_win(void **state)
{
    (void)state;
    static const char *const where[] = {"--post", "南门", "--day", "明天", "--shift", "14-22", NULL};
    assert_int_equal(assigned_by_a_crowd(where, "is full: the last place went to "), 2);
    assert_int_equal(command_count("SELECT count(*) FROM assignment"), 2);
}

static void of_twenty_taking_one_shift_over_one_wins(void **state)
{
    (void)state;
    pid_t children[CROWD];
    int saved = 0, nothing = command_open("/dev/null", O_RDWR);
    GIVES(0, "!", "roster", "assign", "马小军", "--post", "东门", "--day", "明天", "--shift", "22-06");
    GIVES(0, "!", "shift", "seek", "1");
    for (int i = 0; i < CROWD; i++) {
        const char *words[] = {"!", "shift", "take-over", "1", crowd[i], NULL};
        children[i] = command_start(words, nothing, nothing, nothing);
    }
    for (int i = 0; i < CROWD; i++)
        saved += command_code(children[i]) == 0;
    close(nothing);
    assert_int_equal(saved, 1);
    assert_int_equal(command_count("SELECT count(*) FROM assignment WHERE for_id = 1 AND state = 'planned'"), 1);
    GIVES(2, "!", "shift", "take-over", "1", "陈静");
    SAYS("is taken over already: ");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(from_the_roster_to_the_gate_and_home),
        TEST(what_cannot_be_is_said),
        TEST(a_trial_saves_nothing),
        TEST(a_forgotten_shift_is_put_right),
        TEST(of_twenty_onto_the_last_place_one_wins),
        TEST(of_twenty_onto_two_places_two_win),
        TEST(of_twenty_taking_one_shift_over_one_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
