/* Two desks with the board of requests on one file: who claims first has it and the other is told by whom, each sees
 * every step of the other, the selection stays with the request, and an undo undoes only the own step. */
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "tests/lib/desk_pair.h"
#include "tests/lib/fixture.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store_file file;

static const char first_script[] = "key 3 Ctrl-G\n"
                                   "see >1 新需求 3<\n"
                                   "see >#1 \n"
                                   "passage 1\n" /* both have the request before them, neither has taken it */
                                   "key Space\n"
                                   "see 派给谁\n"
                                   "type 彭师傅\n"
                                   "hand\n"
                                   "key Enter\n"
                                   "see 需求 #1 已被认领：黄磊，14:32 起\n"
                                   "see [彭师傅\n" /* nothing typed is lost */
                                   "check claimed_once\n"
                                   "key Esc\n"
                                   "see >2 在办 1<\n" /* the selection went with the request */
                                   "see >#1 \n"
                                   "passage 2\n"
                                   "hand\n"
                                   "advance 1000\n"
                                   "see >3 放门口 1<\n"
                                   "see >#1 \n"
                                   "key +\n"
                                   "see #1 -> 已确认\n"
                                   "see >4 今日送达 1<\n"
                                   "passage 3\n"
                                   "hand\n"
                                   "advance 1000\n"
                                   "see >4 今日送达 1<\n"
                                   "see 1 新需求 1\n" /* one of the other desk went its way meanwhile */
                                   "key Ctrl-Z\n"
                                   "advance 1000\n"
                                   "see >3 放门口 1<\n"
                                   "see 2 在办 1\n" /* what the other did stands */
                                   "check own_step_undone\n";

static const char second_script[] = "key 3 Ctrl-G\n"
                                    "see >#1 \n"
                                    "passage 1\n"
                                    "key Space\n"
                                    "type hl\n"
                                    "see 黄磊\n"
                                    "key Enter\n"
                                    "see #1 -> 已派 黄磊\n"
                                    "hand\n"
                                    "passage 2\n"
                                    "see >2 在办 1<\n"
                                    "key + +\n"
                                    "see #1 -> 放门口\n"
                                    "see >3 放门口 1<\n"
                                    "hand\n"
                                    "passage 3\n"
                                    "advance 1000\n"
                                    "see >4 今日送达 1<\n"
                                    "key +\n" /* closed: said, nothing done */
                                    "see 这件需求已了结\n"
                                    "key 1\n"
                                    "see >#2 \n"
                                    "key Space\n"
                                    "type 李师傅\n"
                                    "key Enter\n"
                                    "see #2 -> 已派 李师傅\n";

static const char *words_of(int passage)
{
    static const char *const words[] = {"both open the board", "two claim at once", "each sees the other's step",
                                        "an undo takes back the own step"};
    return words[passage];
}

static void check_text(const char *sql, const char *expected, struct err *err)
{
    char *text = store_file_ask(&file, sql);
    if (strcmp(text, expected) != 0)
        err_set(err, ERR_INPUT, "%s: %s, not %s", sql, text, expected);
    free(text);
}

static void check(const char *name, struct err *err)
{
    if (!strcmp(name, "claimed_once")) {
        check_text("SELECT helper FROM supply WHERE id = 1", "黄磊", err);
        check_text("SELECT COUNT(*) FROM supply_step WHERE supply_id = 1 AND voided IS NULL", "1", err);
    } else {
        check_text("SELECT state FROM supply WHERE id = 1", "left", err);
        check_text("SELECT state || helper FROM supply WHERE id = 2", "assigned李师傅", err);
    }
}

static void two_desks_share_one_board(void **state)
{
    (void)state;
    static const char *const requests[] = {
        "register.add supply place=5-1-802;items=降压药1盒;urgent=yes;asked_at=04-11　13:00",
        "register.add supply place=8-1-302;items=蔬菜包1份;asked_at=04-11　14:00",
        "register.add supply place=9-3-402;items=盐2包;asked_at=04-11　14:10"};
    struct err err = {0};
    clock_fix(fixture_now());
    fixture_make(file.path, FIXTURE_FULL);
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
        if (!fixture_other(file.path, requests[i], &err))
            fail_msg("%s: %s", requests[i], err.text);
    const struct desk_pair pair = {
        .path = file.path,
        .folder = file.folder,
        .language = "zh_CN",
        .sides = {{"值班台1", "王秀英", "南门", first_script}, {"值班台2", "王秀英", "东门", second_script}},
        .check = check,
        .words_of = words_of,
    };
    assert_int_equal(desk_pair_run(&pair), 0);
}

static int make_file(void **state)
{
    (void)state;
    clock_fix(fixture_now());
    store_file_make(&file);
    remove(file.path);
    return 0;
}

static int remove_file(void **state)
{
    (void)state;
    store_file_remove(&file);
    return 0;
}

int main(int argc, char **argv)
{
    (void)argc;
    words_start(argv[0], "zh_CN");
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_desks_share_one_board)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
