/* Whatever is typed at the shared terminal: thousands of random keys between what people do there, at all sizes, on a
 * community of canaries. Nothing secret is sent to the terminal, no other program is started, and it is the shared
 * terminal's screen at the end. KIOSK_KEYS=N: so many keys (make asan: 200,000). */
#include "tests/lib/any_keys.h"
#include "tests/lib/canary.h"
#include "tests/lib/desk_pty.h"
#include "tests/lib/no_child.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { KEYS = 3000, QUIET_MS = 30, ROUND_BYTES = 200, SECRET_BYTES = 64 };

/* What its keys are, and a wrong PIN of an officer: the right one is no secret that keys may find. */
static const char *const own_keys[] = {"0",      "1",       "2",   "3",    "4",      "8",    "9",      "\r",
                                       "\r",     "７",      "a",   "s",    "Y",      "\177", "\t",     "\033[A",
                                       "\033[B", "\033[6~", "9\r", "00\r", "1357\r", "7\r",  "7301\r", NULL};

/* What people do, from the start on; each reaches another page. */
static const char *const ways[] = {
    "7301",
    "73011\r",
    "73011\r1\r",
    "7301 5\r5\r",
    "7302",
    "7302"
    "9\r"
    "1\r"
    "471102\r1\r",
    "7302"
    "9\r"
    "2\r"
    "471102\r1\r",
    "7302"
    "9\r"
    "3\r"
    "471102\r",
    "7303hys\r",
    "7303syy\r9\r4\r",
    "7303zzz\r",
    "7305"
    "9\r"
    "1\r"
    "471105\r1\r",
    "7306"
    "1\r",
    "7307"
    "3\r",
    "7308"
    "9\r"
    "1\r"
    "1111\r",
    "7309"
    "9\r"
    "5\r1\r",
    "7309"
    "9\r"
    "2\r"
    "471109\r1\r",
    "7309"
    "9\r"
    "3\r"
    "471109\r",
    CANARY_GONE_DIGITS,
    "0000",
    "9\r\r\r\r",
    "00\r1357\r",
    "0\r7304",
    "７３０２",
};
enum { WAYS = sizeof ways / sizeof ways[0] };

/* By what each page says, in both languages. */
static const struct {
    const char *name, *english, *chinese;
} pages[] = {
    {"start", "Type the last four digits of your phone", "请输入手机号后四位"},
    {"shifts", "Type a number, then Enter. 9: more", "9"},
};
enum { PAGES = sizeof pages / sizeof pages[0] };

static struct run {
    struct pty_terminal *pty;
    bool seen[PAGES];
    size_t checked; /* of the output; some bytes before it are looked at again */
} run;

static void look(void)
{
    struct pty_terminal *pty = run.pty;
    const char *what = NULL;
    size_t from = run.checked > SECRET_BYTES ? run.checked - SECRET_BYTES : 0;
    const char *at = canary_found(buffer_text(&pty->output) + from, pty->output.length - from, &what);
    if (at != NULL) {
        desk_show(pty);
        fail_msg("%s was sent to the terminal: %.60s", what, at);
    }
    run.checked = pty->output.length;
    for (int i = 0; i < PAGES; i++)
        run.seen[i] = run.seen[i] || pty_has_text(pty, pages[i].english) || pty_has_text(pty, pages[i].chinese);
    for (int row = 0; row < pty->rows; row++)
        if ((at = canary_found(pty_row(pty, row), strlen(pty_row(pty, row)), &what)) != NULL)
            fail_msg("%s stands on the screen: %s", what, at);
}

static void type(const char *keys)
{
    pty_send(run.pty, keys);
    pty_settle(run.pty, QUIET_MS);
    look();
    if (run.pty->ended)
        fail_msg("it ended");
}

/* Ten quiet minutes pass: wrong guesses are forgotten. */
static void forget_guesses(void)
{
    store_file_sql(&desk_file, "UPDATE pin_try SET count = 0, told_at = NULL");
}

static int play_round(int round)
{
    static const int sizes[][2] = {{1, 1}, {24, 80}, {12, 40}, {2, 200}, {60, 20}, {24, 80}, {40, 120}, {24, 80}};
    enum { SIZES = sizeof sizes / sizeof sizes[0] };
    char keys[ROUND_BYTES];
    type("\033[201~\033");
    pty_send(run.pty, ways[round % WAYS]);
    int count = (int)strlen(ways[round % WAYS]) + any_keys(keys, sizeof keys, own_keys);
    pty_settle(run.pty, QUIET_MS);
    look();
    if (round % 3 == 0)
        pty_resize(run.pty, sizes[round / 3 % SIZES][0], sizes[round / 3 % SIZES][1]);
    type(keys);
    return count;
}

static void test_random_keys_show_nothing(void **state)
{
    (void)state;
    int most = getenv("KIOSK_KEYS") != NULL ? atoi(getenv("KIOSK_KEYS")) : KEYS;
    run = (struct run){.pty = desk_start_kiosk(&(struct desk_options){0})};
    srandom(20220411);
    for (int round = 0, typed = 0; typed < most; round++) {
        typed += play_round(round);
        forget_guesses();
        if (round % 10 == 0)
            assert_no_child(run.pty->pid);
    }
    pty_resize(run.pty, 24, 80);
    type("\033[201~");
    type("\033");
    type("\033");
    desk_see(run.pty, pages[0].chinese);
    for (int i = 0; i < PAGES; i++)
        if (!run.seen[i])
            fail_msg("the page %s was never reached", pages[i].name);
    assert_no_child(run.pty->pid);
    pty_kill(run.pty, SIGTERM);
    assert_int_equal(pty_wait_end(run.pty, PTY_LIMIT_MS), 0);
    look();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_random_keys_show_nothing, desk_setup_canaries, desk_teardown),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("kiosk keys", tests, NULL, NULL);
}
