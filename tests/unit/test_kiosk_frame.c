/* The frame of the shared terminal: its countdown, its large words, what it saves by itself while the file is busy or
 * gone, and what is left of somebody who has gone. A page of this test stands where the help does (F1). */
#include "gatepost/clock.h"
#include "gatepost/kiosk_seat.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/kiosk.h"
#include "src/store/database.h"
#include "tests/lib/register.h"
#include "tests/lib/roster.h"
#include <fcntl.h>
#include <libgen.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <cmocka.h>

#define CANARY "金*雀"
#define DIGITS "8642"
static struct store *desk, *kiosk_store;
static struct kiosk *seat; /* as the page saw it */
static int64_t shift_id;
static char lock_path[300], folder[300], away[320];
static int lock;

/* ---- the page ---- */

static bool sign_in(struct kiosk *kiosk, const struct kiosk_deed *deed, struct err *err)
{
    const struct row_value values[] = {ROW_STR("state", "arrived"), ROW_INT("arrived_at", clock_now())};
    (void)kiosk;
    if (!store_begin(kiosk_store, "kiosk.in", err))
        return false;
    if (deed->shift.rev == 9) /* as a rule refuses it */
        err_set(err, ERR_CONFLICT, "somebody was faster");
    else if (row_update(kiosk_store, "assignment", shift_id, -1, values, 2, err))
        return store_commit(kiosk_store, err);
    store_rollback(kiosk_store);
    return false;
}

static void signed_in(struct kiosk *kiosk, const struct kiosk_deed *deed)
{
    (void)deed;
    kiosk_succeed(kiosk, NULL, "SIGNED IN");
}

static void ask(struct kiosk *kiosk)
{
    struct err err = {0};
    if (store_begin(kiosk_store, "kiosk.who", &err)) {
        store_rollback(kiosk_store);
        kiosk_say(kiosk, "HEARD");
    } else
        kiosk_say_err(kiosk, &err);
}

static bool load(struct kiosk *kiosk, struct err *err)
{
    (void)err;
    seat = kiosk;
    return true;
}

static void draw(const struct kiosk *kiosk, struct canvas *canvas, struct rect rect)
{
    kiosk_text(canvas, rect, rect.row, STYLE_NORMAL, "PAGE %s", kiosk->who.name);
}

static void next(const struct kiosk *kiosk, struct buffer *out)
{
    (void)kiosk;
    buffer_add(out, "NEXT KEY");
}

/* 1 somebody stands there, 2 saves, 3 saves what a rule refuses, 4 large words, 5 asks the file, 6 says something. */
static void enter(struct kiosk *kiosk, const char *typed)
{
    struct kiosk_deed deed = {.run = sign_in, .done = signed_in, .shift.rev = typed[0] == '3' ? 9 : 0};
    if (typed[0] == '1') {
        kiosk->who.id = 1;
        text_copy(kiosk->who.name, sizeof kiosk->who.name, CANARY);
        text_copy(kiosk->digits, sizeof kiosk->digits, DIGITS);
        text_copy(kiosk->initials, sizeof kiosk->initials, CANARY);
        text_copy(kiosk->people[0].name, sizeof kiosk->people[0].name, CANARY);
        text_copy(kiosk->own[0].post, sizeof kiosk->own[0].post, CANARY);
        text_copy(kiosk->open[0].post, sizeof kiosk->open[0].post, CANARY);
        text_copy(kiosk->requests[0].items, sizeof kiosk->requests[0].items, CANARY);
    } else if (typed[0] == '2' || typed[0] == '3')
        kiosk_begin(kiosk, &deed);
    else if (typed[0] == '4')
        kiosk_succeed(kiosk, &kiosk_page_help, "WELL DONE");
    else if (typed[0] == '5')
        ask(kiosk);
    else
        kiosk_say(kiosk, "%s is told", CANARY);
}

const struct kiosk_page kiosk_page_help = {
    .name = "help", .typed_most = 2, .load = load, .draw = draw, .next = next, .enter = enter};

/* ---- scripts ---- */

static bool has_memory_of(const void *memory, size_t size, const char *text)
{
    return memmem(memory, size, text, strlen(text)) != NULL;
}

/* Nor does the file take anything for theirs. */
static bool check_forgotten(struct err *err)
{
    const struct buffer *texts[] = {&seat->message, &seat->success};
    bool left = has_memory_of(seat, sizeof *seat, CANARY) || has_memory_of(seat, sizeof *seat, DIGITS) ||
                store_volunteer(kiosk_store) != 0;
    for (int i = 0; i < 2; i++)
        left |= texts[i]->bytes != NULL && has_memory_of(texts[i]->bytes, texts[i]->capacity, CANARY);
    return !left || err_set(err, ERR_INPUT, "something is left of them");
}

static bool check_state(const char *wanted, struct err *err)
{
    struct assignment assignment;
    return record_get(desk, &assignment_table, shift_id, &assignment, err) &&
           (strcmp(assignment_state_names[assignment.state], wanted) == 0 ||
            err_set(err, ERR_INPUT, "it is %s", assignment_state_names[assignment.state]));
}

/* As a newer gatepost leaves it. */
static void upgrade(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(store_path(desk), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version=9999", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Another program holds the file's lock; the folder is out of reach. */
static bool verb(void *context, const char *line, struct err *err)
{
    (void)context;
    if (strcmp(line, "hold") == 0)
        assert_int_equal(flock(lock, LOCK_EX), 0);
    else if (strcmp(line, "release") == 0)
        assert_int_equal(flock(lock, LOCK_UN), 0);
    else if (strcmp(line, "away") == 0)
        assert_int_equal(rename(folder, away), 0);
    else if (strcmp(line, "back") == 0)
        assert_int_equal(rename(away, folder), 0);
    else if (strcmp(line, "upgrade") == 0)
        upgrade();
    else if (strcmp(line, "forgotten") == 0)
        check_forgotten(err);
    else if (strncmp(line, "state ", 6) == 0)
        check_state(line + 6, err);
    else
        return false;
    return true;
}

static int setup(void **state)
{
    struct err err = {0};
    (void)state;
    words_switch("en");
    writer_lock_give_up_ms = 20;
    desk = register_open();
    int64_t post_id = roster_post(desk, "南门", "14-22", 1, 2);
    shift_id = roster_stand(desk, post_id, 20220411, "14-22", roster_volunteer(desk, "黄磊"));
    snprintf(lock_path, sizeof lock_path, "%s.lock", store_path(desk));
    snprintf(folder, sizeof folder, "%s", store_path(desk));
    dirname(folder);
    snprintf(away, sizeof away, "%s.away", folder);
    lock = open(lock_path, O_RDWR | O_CLOEXEC);
    kiosk_store = store_open(store_path(desk), STORE_KIOSK, &err);
    assert_true(lock >= 0 && kiosk_store != NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    store_close(kiosk_store);
    close(lock);
    register_close(desk);
    return 0;
}

static void run(const char *script)
{
    struct err err = {0};
    int failures = 0;
    const struct global_options global = {.terminal = "大厅"};
    const struct script_hooks hooks = {.verb = verb, .failures = &failures};
    struct terminal *terminal = terminal_open_script(script, "test_kiosk_frame", &err);
    terminal_script_hook(terminal, &hooks);
    kiosk_run(kiosk_store, &global, terminal);
    assert_int_equal(failures, 0);
}

static void it_counts_down_and_goes_back_to_the_start(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\nsee in 40 s\nadvance 1000\nsee in 39 s\nadvance 37000\nsee in 2 s\ntype 1\nsee in 40 s\n"
        "key Enter\nsee Hello, " CANARY "\nadvance 39000\nsee in 1 s\nadvance 1000\nnot Hello\nnot PAGE\nnot in 40 s\n"
        "forgotten\n");
}

static void esc_goes_back_at_once_and_nothing_is_left(void **state)
{
    (void)state;
    run("size 40x12\nkey F1\nsee 40 s  Esc\ntype 1\nkey Enter\ntype 6\nkey Enter\nsee is told\nkey Esc\nnot PAGE\n"
        "not " CANARY "\nforgotten\n");
}

static void a_language_left_behind_goes_back(void **state)
{
    (void)state;
    run("size 80x24\nkey 0 Enter\nsee 秒后\nadvance 40000\nnot 秒\nsee Volunteers\nkey F1\nkey ０\nsee 秒后\nkey Esc\n"
        "see Volunteers\n");
}

static void what_was_said_goes_by_itself(void **state)
{
    (void)state;
    run("size 80x24\ntype 9999\nsee Nobody\nadvance 39000\nsee Nobody\nadvance 1000\nnot Nobody\n");
}

static void large_words_stand_three_seconds(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\ntype 4\nkey Enter\nsee WELL DONE\nstyle WELL DONE selected\nnot PAGE\nkey Enter Backspace "
        "Down F1 Ctrl-C\nsee WELL DONE\nadvance 2900\nsee WELL DONE\nadvance 100\nnot WELL DONE\n");
    run("size 40x12\nkey F1\ntype 1\nkey Enter\ntype 4\nkey Enter\nsee WELL DONE\nadvance 3000\nsee PAGE " CANARY
        "\ntype 4\nkey Enter\ntype 6\nsee > 6\nkey Enter\nsee is told\ntype 4\nkey Enter Esc\nnot WELL\nnot PAGE\n"
        "forgotten\n");
}

static void a_busy_file_loses_no_sign_in(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\ntype 1\nkey Enter\nhold\ntype 2\nkey Enter\nsee One moment\nstate planned\nadvance 8000\n"
        "see One moment\nadvance 7000\nstate planned\nrelease\nadvance 1000\nstate arrived\nsee SIGNED IN\n"
        "advance 3000\nnot PAGE\nforgotten\n");
}

static void who_has_gone_is_signed_in_all_the_same(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\ntype 1\nkey Enter\nhold\ntype 2\nkey Enter Esc\nnot PAGE\nnot Hello\nsee One moment\n"
        "release\nadvance 1000\nstate arrived\nsee " CANARY ": saved.\nnot SIGNED IN\nadvance 40000\nnot saved\n"
        "forgotten\n");
}

static void who_has_gone_is_told_what_was_refused(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\ntype 1\nkey Enter\nhold\ntype 3\nkey Enter Esc\nrelease\nadvance 1000\nstate planned\n"
        "see " CANARY ": it was not saved\nnot faster\n");
    run("size 80x24\nkey F1\ntype 1\nkey Enter\ntype 3\nkey Enter\nsee somebody was faster\nsee PAGE\n");
}

static void somebody_else_sees_nothing_of_it(void **state)
{
    (void)state;
    run("size 80x24\nhold\nkey F1\ntype 2\nkey Enter\ntype 1\nkey Enter\nsee Hello\nrelease\nadvance 1000\n"
        "state arrived\nnot saved\nnot SIGNED IN\nsee PAGE " CANARY "\n");
}

static void whoever_stands_there_hears_that_it_was_not_saved(void **state)
{
    (void)state;
    run("size 80x24\nhold\nkey F1\ntype 3\nkey Enter\ntype 1\nkey Enter\nsee Hello\nrelease\nadvance 1000\n"
        "see it was not saved\nstate planned\n");
}

static void what_waits_when_the_terminal_goes_is_tried_once_more(void **state)
{
    struct err err = {0};
    (void)state;
    run("size 80x24\nkey F1\ntype 1\nkey Enter\nhold\ntype 2\nkey Enter\nsee One moment\nstate planned\nrelease\n");
    assert_true(check_state("arrived", &err));
    run("size 80x24\nkey F1\ntype 1\nkey Enter\nhold\ntype 3\nkey Enter\nsee One moment\n"); /* held to the end */
}

static void an_upgraded_file_sends_them_to_the_desk(void **state)
{
    (void)state;
    run("size 80x24\nupgrade\ntype 9999\nsee must be started again\nnot upgraded\nnot draft\nkey Esc F1\ntype 1\n"
        "key Enter\ntype 2\nkey Enter\nsee must be started again\nnot upgraded\nstate planned\n");
}

static void after_two_minutes_it_says_that_it_was_not_saved(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\nhold\ntype 2\nkey Enter\nadvance 30000\nadvance 30000\nadvance 30000\nadvance 31000\n"
        "see It was not saved\nstate planned\nrelease\nadvance 2000\nstate planned\n");
}

static void a_folder_that_was_away_is_found_again(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\ntype 1\nkey Enter\naway\ntype 2\nkey Enter\nsee One moment\nadvance 15000\nsee One "
        "moment\n"
        "back\nadvance 1000\nsee SIGNED IN\nstate arrived\n");
}

static void what_was_typed_is_asked_again_by_itself(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\nhold\ntype 5\nkey Enter\nsee One moment\nsee > 5\nadvance 1000\nsee One moment\nrelease\n"
        "advance 1000\nsee HEARD\nnot One moment\n");
    run("size 80x24\nkey F1\nhold\ntype 5\nkey Enter\nsee > 5\nkey Backspace\nnot > 5\nrelease\nadvance 1000\n"
        "not HEARD\nnot One moment\n");
}

static void a_window_too_small_shows_nothing_and_comes_back(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\ntype 1\nkey Enter\nsize 39x11\nnot " CANARY "\nsize 1x1\ntype 4\nkey Enter\nadvance 1000\n"
        "size 2x1\nsize 1x2\nkey Enter Esc\nsize 40x12\nnot PAGE\nnot " CANARY "\nsee Esc\n");
}

static void digits_of_an_input_method_count(void **state)
{
    (void)state;
    run("size 80x24\nkey F1\ntype ４\nsee > 4\nkey Enter\nsee WELL DONE\n");
}

#define FRAME_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int count, char **arguments)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    (void)count;
    words_start(arguments[0], "en");
    const struct CMUnitTest tests[] = {
        FRAME_TEST(it_counts_down_and_goes_back_to_the_start),
        FRAME_TEST(esc_goes_back_at_once_and_nothing_is_left),
        FRAME_TEST(a_language_left_behind_goes_back),
        FRAME_TEST(what_was_said_goes_by_itself),
        FRAME_TEST(large_words_stand_three_seconds),
        FRAME_TEST(a_busy_file_loses_no_sign_in),
        FRAME_TEST(who_has_gone_is_signed_in_all_the_same),
        FRAME_TEST(who_has_gone_is_told_what_was_refused),
        FRAME_TEST(somebody_else_sees_nothing_of_it),
        FRAME_TEST(whoever_stands_there_hears_that_it_was_not_saved),
        FRAME_TEST(what_waits_when_the_terminal_goes_is_tried_once_more),
        FRAME_TEST(an_upgraded_file_sends_them_to_the_desk),
        FRAME_TEST(after_two_minutes_it_says_that_it_was_not_saved),
        FRAME_TEST(a_folder_that_was_away_is_found_again),
        FRAME_TEST(what_was_typed_is_asked_again_by_itself),
        FRAME_TEST(a_window_too_small_shows_nothing_and_comes_back),
        FRAME_TEST(digits_of_an_input_method_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
