/* Two desks do to the roster whatever comes to mind, and take it back: by chance, the same chance each time. After each
 * step the file agrees with itself (`gatepost check`), and every refusal is a sentence of the domain. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/registers.h"
#include "gatepost/roster_plan.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "src/store/roster_check.h"
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

enum { MONDAY = 20220411, HOUR = 3600, DESKS = 2, PEOPLE = 6, POSTS = 3, STEPS = 250, STORMS = 3 };
static struct store_file file;
static struct store *desks[DESKS];
static int64_t people[PEOPLE], posts[POSTS];
static uint64_t chance;

static int any(int below)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((chance >> 33) % (uint64_t)below);
}

static int setup(void **state)
{
    static const char *const names[PEOPLE] = {"何军", "马小军", "林小燕", "赵敏", "钱多多", "孙大圣"};
    struct err err = {0};
    (void)state;
    words_start(NULL, "en");
    clock_fix(REGISTER_NOW);
    store_file_make(&file);
    desks[0] = store_file_open(&file, "desk-1", true);
    desks[1] = store_file_open(&file, "desk-2", true);
    int64_t other = register_officer(desks[0], "王秀英");
    assert_true(store_sign_on(desks[1], other, "desk-2", true, &err));
    posts[0] = roster_post(desks[0], "东门", "06-14 14-22 22-06", 1, 1);
    posts[1] = roster_post(desks[0], "南门", "06-14 14-22 22-06", 1, 2);
    posts[2] = roster_post(desks[0], "巡逻", "20-02", 1, 3);
    for (int i = 0; i < PEOPLE; i++)
        people[i] = roster_volunteer(desks[0], names[i]);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (int i = 0; i < DESKS; i++)
        store_close(desks[i]);
    store_file_remove(&file);
    return 0;
}

/* ---- what may be done ---- */

static struct assignment any_shift(void)
{
    static const char *const spans[POSTS][3] = {
        {"06-14", "14-22", "22-06"}, {"06-14", "14-22", "22-06"}, {"20-02", "20-02", "20-02"}};
    int post = any(POSTS), day = clock_day_add(clock_day(clock_now()), any(4) - 1);
    struct shift_span span;
    assert_true(shift_span_parse(spans[post][any(3)], &span, NULL));
    struct assignment one = {.post_id = posts[post],
                             .day = day,
                             .starts_at = shift_starts_at(day, span),
                             .ends_at = shift_ends_at(day, span),
                             .volunteer_id = people[any(PEOPLE)]};
    if (any(2))
        text_copy(one.reason, sizeof one.reason, "nobody else");
    return one;
}

/* Of those of yesterday to the day after tomorrow. */
static struct assignment any_assignment(struct store *store)
{
    static struct roster_entry entries[256];
    int count = 0;
    int64_t now = clock_now();
    assert_true(roster_read(store, now - 30 * HOUR, now + 60 * HOUR, 0, 0, entries, 256, &count, NULL));
    return count > 0 ? entries[any(count < 256 ? count : 256)].assignment : (struct assignment){0};
}

static bool correct(struct store *store, struct assignment *one, struct err *err)
{
    one->state = any(7);
    one->arrived_at = any(2) ? one->starts_at + any(2 * HOUR) - HOUR : 0;
    one->left_at = any(2) ? one->ends_at + any(2 * HOUR) - HOUR : 0;
    return roster_correct(store, one, "as it was", err);
}

static bool call(struct store *store, const struct assignment *one, struct err *err)
{
    const struct fit_shift shift = {0, one->post_id, one->starts_at, one->ends_at, one->day};
    int64_t id = 0;
    return call_out_begin(store, &shift, people[any(PEOPLE)], &id, err) &&
           call_out_end(store, id, 1 + any(4), any(2) ? "nobody else" : "", err);
}

static bool plan(struct store *store, int kind, struct err *err)
{
    struct roster_plan made = {0};
    int saved = 0, left_out = 0, today = clock_day(clock_now());
    bool good = kind == PLAN_COPY ? roster_plan_copy_week(store, today, 0, &made, err)
                : kind == PLAN_FILL
                    ? roster_plan_fill(store, today, clock_now(), NULL, NULL, &made, err)
                    : roster_plan_pattern(store, clock_day_add(today, -1), 1 + any(2), 3, 0, &made, err);
    for (int i = 0; i < made.count; i++)
        made.rows[i].chosen = any(3) == 0;
    good = good && roster_plan_save(store, &made, "as last week", &saved, &left_out, err);
    roster_plan_release(&made);
    return good;
}

static bool take_back(struct store *store, bool redo, struct err *err)
{
    struct buffer what = {0};
    bool good = redo ? redo_last(store, &what, err) : undo_last(store, &what, err);
    buffer_release(&what);
    return good;
}

static bool edit_post(struct store *store, struct err *err)
{
    static const char *const patterns[] = {"06-14 14-22 22-06", "08-20 20-08", "00-08 08-16 16-24"};
    struct post post;
    if (!record_get(store, &post_table, posts[any(POSTS)], &post, err))
        return false;
    text_copy(post.pattern, sizeof post.pattern, patterns[any(3)]);
    post.overlap = 15 * any(3);
    return register_save(store, &post_rules, &post, err);
}

static bool leave(struct store *store, struct err *err)
{
    struct absence absence = {.volunteer_id = people[any(PEOPLE)]};
    absence.from_at = clock_now() + any(48) * HOUR;
    absence.until_at = absence.from_at + (1 + any(24)) * HOUR;
    return register_save(store, &absence_rules, &absence, err);
}

static const char *const step_names[] = {
    "assign",  "assign",         "assign beyond", "assign",    "remove", "confirm", "excuse", "no-show",
    "seek",    "seek",           "take over",     "take over", "in",     "in",      "out",    "correct",
    "correct", "call",           "plan",          "undo",      "undo",   "undo",    "redo",   "redo",
    "post",    "void volunteer", "void post",     "leave",     "close",  "clock",   "clock",  "clock back"};
enum { STEP_COUNT = sizeof step_names / sizeof step_names[0] };

static bool is(int step, const char *name)
{
    return strcmp(step_names[step], name) == 0;
}

static bool step_on(struct store *store, int step, struct err *err)
{
    struct assignment shift = any_shift(), one = any_assignment(store);
    int64_t rev = any(4) ? one.head.rev : -1;
    int count = 0;
    if (is(step, "assign") || is(step, "assign beyond"))
        return roster_assign(store, &shift, any(5) == 0, is(step, "assign beyond"), err);
    if (is(step, "call"))
        return call(store, &shift, err);
    if (is(step, "plan"))
        return plan(store, any(3) == 0 ? PLAN_COPY : any(2) ? PLAN_FILL : PLAN_PATTERN, err);
    if (is(step, "undo") || is(step, "redo"))
        return take_back(store, is(step, "redo"), err);
    if (is(step, "post"))
        return edit_post(store, err);
    if (is(step, "void volunteer"))
        return register_void(store, &volunteer_rules, people[any(PEOPLE)], -1, "gone", err);
    if (is(step, "void post"))
        return register_void(store, &post_rules, posts[any(POSTS)], -1, "gone", err);
    if (is(step, "leave"))
        return leave(store, err);
    if (is(step, "clock") || is(step, "clock back"))
        clock_advance_ms((is(step, "clock") ? 1 : -1) * any(5 * HOUR) * INT64_C(1000));
    if (is(step, "clock") || is(step, "clock back") || one.head.id == 0)
        return true;
    if (is(step, "remove"))
        return roster_remove(store, one.head.id, rev, "", err);
    if (is(step, "confirm"))
        return roster_confirm(store, one.head.id, rev, err);
    if (is(step, "excuse"))
        return roster_excuse(store, one.head.id, rev, "ill", err);
    if (is(step, "no-show"))
        return roster_no_show(store, one.head.id, rev, "", err);
    if (is(step, "seek"))
        return roster_seek(store, one.head.id, rev, any(2), "", err);
    if (is(step, "take over"))
        return roster_take_over(store, one.head.id, rev, shift.volunteer_id, shift.reason, any(5) == 0, NULL, err);
    if (is(step, "in"))
        return shift_in(store, one.head.id, rev, any(2) ? 0 : one.starts_at + any(HOUR) - HOUR / 2, err);
    if (is(step, "out"))
        return shift_out(store, one.head.id, rev, any(2) ? 0 : one.ends_at + any(HOUR) - HOUR / 2, err);
    if (is(step, "correct"))
        return correct(store, &one, err);
    register_begin(store);
    bool good = roster_close_ended(store, clock_now(), &count, err);
    register_commit(store);
    return good;
}

/* ---- what must hold ---- */

static void agrees(struct store *store, int storm, int turn, int step, const struct err *refused)
{
    struct buffer report = {0};
    struct err err = {0};
    /* what the rest of the check looks at is no matter of the roster: once a storm */
    static int64_t latest;
    int64_t now = clock_now();
    latest = now > latest || turn == 0 ? now : latest;
    clock_fix(latest); /* a shift that is over when somebody leaves is so for good */
    bool good = turn == STEPS - 1 ? store_check(store, &report, &err) : roster_rows_check(store, &report, &err);
    if (!good)
        fail_msg("storm %d, step %d, %s (%s): %s%s", storm, turn, step_names[step], refused->text, buffer_text(&report),
                 err.text);
    clock_fix(now);
    if (refused->code == ERR_DATABASE || refused->code == ERR_SYSTEM || strstr(refused->text, "constraint") != NULL)
        fail_msg("storm %d, step %d, %s: %s", storm, turn, step_names[step], refused->text);
    buffer_release(&report);
}

static void test_storm(void **state)
{
    (void)state;
    for (int storm = 0; storm < (getenv("STORMS") ? atoi(getenv("STORMS")) : STORMS); storm++) {
        setup(NULL);
        int done[STEP_COUNT] = {0};
        chance = (uint64_t)storm + 1;
        for (int turn = 0; turn < STEPS; turn++) {
            struct err err = {0};
            int step = any(STEP_COUNT);
            struct store *store = desks[any(DESKS)];
            done[step] += step_on(store, step, &err);
            if (getenv("STORM_TOLD"))
                fprintf(stderr, "%d.%d desk %d %s: %s\n", storm, turn, store == desks[1], step_names[step], err.text);
            agrees(store, storm, turn, step, &err);
        }
        for (int i = 0; getenv("STORM_TOLD") && i < STEP_COUNT; i++)
            fprintf(stderr, "  %s %d\n", step_names[i], done[i]);
        teardown(NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_storm)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
