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

enum { KEYS = 3000, QUIET_MS = 10, FOUND_MS = 1000, ROUND_BYTES = 200, SECRET_BYTES = 64 };

/* Decided at once: Backspace behind it makes no Alt of it. */
#define ESC "\033\177"

/* What its keys are, and a wrong PIN of an officer: the right one is no secret that keys may find. */
static const char *const own_keys[] = {"0",      "1",       "2",   "3",    "4",      "8",    "9",      "\r",
                                       "\r",     "７",      "a",   "s",    "Y",      "\177", "\t",     "\033[A",
                                       "\033[B", "\033[6~", "9\r", "00\r", "1357\r", "7\r",  "7301\r", NULL};

/* By what each page says, in both languages. */
enum page {
    ANY,
    START,
    SHIFTS,
    INITIALS,
    WAY_OUT,
    MORE,
    PIN,
    CANNOT_COME,
    STAND_IN,
    PAIRED,
    HOURS,
    NOTICES,
    HELP,
    PAGES
};
static const struct {
    const char *name, *english, *chinese;
} pages[PAGES] = {
    [ANY] = {"any", "", ""},
    [START] = {"start", "or the initials of your name", "请输入 手机号后四位"},
    [SHIFTS] = {"shifts", "Your shifts", "您的班次"},
    [INITIALS] = {"initials", "Type the initials of your name in pinyin:", "请输入您姓名的拼音首字母"},
    [WAY_OUT] = {"way_out", "For the staff: end the shared terminal", "值班员用：退出公用终端"},
    [MORE] = {"more", "My paired household", "我的结对户"},
    [PIN] = {"pin", "Your PIN, please", "请输入您的密码"},
    [CANNOT_COME] = {"cannot_come", "Which shift can you not come to?", "哪个班您来不了"},
    [STAND_IN] = {"stand_in", "These cannot come. Can you stand in?", "这些班有人来不了"},
    [PAIRED] = {"paired", "What your paired household needs", "您结对的住户需要"},
    [HOURS] = {"hours", "at night, average", "夜里 平均"},
    [NOTICES] = {"notices", "明天上午全员核酸", "明天上午全员核酸"},
    [HELP] = {"help", "2. Your shifts have numbers.", "2. 每个班前面有数字"},
};

/* What people do, from the start on, and where it leads to. */
/* clang-format off */
static const struct {
    const char *keys;
    enum page page;
} ways[] = {
    {"7301", SHIFTS}, {"73011\r", ANY}, {"73011\r1\r", ANY}, {"73015\r", ANY}, {"73021\r", ANY}, {"73022\r", ANY},
    {"7303", INITIALS}, {"7303hys\r", SHIFTS}, {"hys\r7303", SHIFTS}, {"7303syy\r9\r4\r", ANY}, {"7303zzz\r", ANY}, {"73061\r", ANY}, {"73073\r", ANY},
    {"73099\r", MORE}, {"73099\r1\r", PIN}, {"73099\r4\r", HOURS}, {"73099\r5\r", NOTICES}, {"73099\r5\r1\r", ANY},
    {"73029\r1\r471102\r", CANNOT_COME}, {"73029\r1\r471102\r1\r", ANY}, {"73029\r2\r471102\r", STAND_IN},
    {"73029\r2\r471102\r1\r", ANY}, {"73029\r3\r471102\r", PAIRED}, {"73059\r1\r471105\r1\r", ANY},
    {"73099\r2\r471109\r1\r", ANY}, {"73099\r3\r471109\r", ANY}, {"73089\r1\r1111\r", ANY},
    {CANARY_GONE_DIGITS, ANY}, {"0000", ANY}, {"9\r\r\r", ANY}, {"\033OP", HELP}, {"00\r", WAY_OUT}, {"00\r1357\r", ANY},
    {"0\r7304", ANY}, {"７３０２", SHIFTS},
};
/* clang-format on */
enum { WAYS = sizeof ways / sizeof ways[0] };

static struct run {
    struct pty_terminal *pty;
    bool seen[PAGES];
    size_t checked; /* of the output; some bytes before it are looked at again */
} run;

static bool is_on_page(const struct pty_terminal *pty, const void *page)
{
    enum page which = *(const enum page *)page;
    return which == ANY || pty_has_text(pty, pages[which].english) || pty_has_text(pty, pages[which].chinese);
}

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
        run.seen[i] = run.seen[i] || is_on_page(pty, &(enum page){(enum page)i});
    for (int row = 0; row < pty->rows; row++)
        if ((at = canary_found(pty_row(pty, row), strlen(pty_row(pty, row)), &what)) != NULL)
            fail_msg("%s stands on the screen: %s", what, at);
}

/* What it said when it ended. */
static const char *last_of(const struct buffer *output)
{
    return buffer_text(output) + (output->length > 3000 ? output->length - 3000 : 0);
}

static void type(const char *keys)
{
    pty_send(run.pty, keys);
    pty_settle(run.pty, QUIET_MS);
    look();
    if (run.pty->ended)
        fail_msg("it ended with %d: %.3000s", pty_wait_end(run.pty, 0), last_of(&run.pty->output));
}

/* Ten quiet minutes pass: wrong guesses are forgotten. */
static void forget_guesses(void)
{
    store_file_sql(&desk_file, "UPDATE pin_try SET count = 0");
}

/* Again where guesses that were typed before were still being counted: then even the right digits must wait. */
static void go(int way)
{
    enum page page = START;
    for (int i = 0; i < 3 && !(i > 0 && is_on_page(run.pty, &ways[way].page)); i++) {
        type("\033[201~" ESC ESC); /* a sequence begun before may take the first */
        pty_wait(run.pty, is_on_page, &page, FOUND_MS);
        forget_guesses();
        type(ways[way].keys);
        pty_wait(run.pty, is_on_page, &ways[way].page, FOUND_MS);
        look();
    }
}

static int play_round(int round)
{
    static const int sizes[][2] = {{1, 1}, {24, 80}, {12, 40}, {2, 200}, {60, 20}, {24, 80}, {40, 120}, {24, 80}};
    enum { SIZES = sizeof sizes / sizeof sizes[0] };
    char keys[ROUND_BYTES];
    pty_resize(run.pty, 24, 80);
    go(round % WAYS);
    if (round % 3 == 0)
        pty_resize(run.pty, sizes[round / 3 % SIZES][0], sizes[round / 3 % SIZES][1]);
    int count = any_keys(keys, sizeof keys, own_keys);
    type(keys);
    return count + (int)strlen(ways[round % WAYS].keys);
}

static void assert_every_page(void)
{
    bool all = true;
    for (int i = 0; i < PAGES; i++) {
        if (!run.seen[i])
            print_message("never reached: the page %s\n", pages[i].name);
        all = all && run.seen[i];
    }
    assert_true(all);
}

static void test_random_keys_show_nothing(void **state)
{
    (void)state;
    int most = getenv("KIOSK_KEYS") != NULL ? atoi(getenv("KIOSK_KEYS")) : KEYS;
    run = (struct run){.pty = desk_start_kiosk(&(struct desk_options){0})};
    srandom(20220411);
    for (int round = 0, typed = 0; typed < most || round < WAYS; round++) {
        typed += play_round(round);
        if (round % 10 == 0)
            assert_no_child(run.pty->pid);
    }
    pty_resize(run.pty, 24, 80);
    type("\033[201~" ESC ESC);
    if (!pty_wait(run.pty, is_on_page, &(enum page){START}, PTY_LIMIT_MS))
        desk_see(run.pty, "the start");
    assert_every_page();
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
