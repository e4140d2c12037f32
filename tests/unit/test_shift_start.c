/* When a shift begins, and what its lines say. */
#include "gatepost/alarm_sound.h"
#include "gatepost/clock.h"
#include "gatepost/people.h"
#include "gatepost/shift_start.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store *store;
static struct err err;

static int64_t officer(const char *name, enum role role)
{
    struct officer officer = {.role = role};
    text_copy(officer.name, sizeof officer.name, name);
    register_begin(store);
    assert_true(officer_save(store, &officer, &err));
    register_commit(store);
    return officer.id;
}

static bool begins(int64_t officer_id, const char *terminal, int64_t at)
{
    clock_fix(at);
    assert_true(store_sign_on(store, officer_id, terminal, true, &err));
    return shift_begins(store, at);
}

static void once_in_a_shift_for_each_person_and_desk(void **state)
{
    (void)state;
    int64_t first = officer("王秀英", ROLE_OFFICER), second = officer("李娜", ROLE_CLERK), at = REGISTER_NOW;
    assert_true(begins(first, "desk", at));
    assert_true(shift_begins(store, at)); /* asking changes nothing */
    assert_false(begins(first, "desk", at + 60));
    assert_true(begins(second, "desk", at + 120));
    assert_false(begins(first, "desk", at + 180)); /* back from a short relief */
    assert_true(begins(first, "other desk", at + 240));
    assert_false(begins(second, "desk", at + 120 + SHIFT_SECONDS));
    assert_true(begins(first, "desk", at + 180 + SHIFT_SECONDS + 1));
}

static void only_at_a_desk(void **state)
{
    (void)state;
    static const bool begins_for[ROLE_COUNT] = {[ROLE_OFFICER] = true, [ROLE_CLERK] = true};
    static const char *const names[ROLE_COUNT] = {"甲", "乙", "丙", "丁", "戊", "己"};
    for (int role = 0; role < ROLE_COUNT; role++)
        assert_int_equal(begins(officer(names[role], (enum role)role), "desk", REGISTER_NOW), begins_for[role]);
    assert_true(store_sign_on(store, 0, "desk", false, &err));
    assert_false(shift_begins(store, REGISTER_NOW));
}

static void expect(const char *name, bool look, bool masked, const char *words)
{
    for (int i = 0; i < shift_line_count; i++) {
        if (strcmp(shift_lines[i].name, name) != 0)
            continue;
        struct shift_said said = {.masked = masked};
        assert_true(shift_lines[i].say(store, REGISTER_NOW, &said, &err));
        assert_string_equal(buffer_text(&said.text), words);
        assert_int_equal(said.look, look);
        buffer_release(&said.text);
        return;
    }
    fail_msg("no line %s", name);
}

static void posts_are_told_by_who_logged_there_last(void **state)
{
    (void)state;
    int64_t south = register_checkpoint(store, "南门"), east = register_checkpoint(store, "东门");
    expect("posts", true, false, "nobody logged for 12 h:\n南门\n东门");
    struct crossing crossing = {.checkpoint_id = south, .officer_id = 1, .at = REGISTER_NOW - 7200};
    register_crossing(store, &crossing);
    crossing = (struct crossing){.checkpoint_id = east, .officer_id = 1, .at = REGISTER_NOW - ON_POST_SECONDS - 1};
    register_crossing(store, &crossing);
    expect("posts", true, false, "南门 李卫国 12:32\nnobody logged for 12 h:\n东门");
    crossing = (struct crossing){.checkpoint_id = east, .officer_id = 1, .at = REGISTER_NOW - 60};
    register_crossing(store, &crossing);
    expect("posts", false, false, "南门 李卫国 12:32\n东门 李卫国");
    expect("posts", false, true, "南门 李*国 12:32\n东门 李*国");
}

static void the_sound_was_tried_at_this_terminal(void **state)
{
    (void)state;
    int64_t id;
    expect("sound", true, false, "never tried at this terminal");
    clock_fix(REGISTER_NOW - 3600);
    assert_true(alarm_sound_note(store, true, &id, &err));
    expect("sound", false, false, "heard  13:32  李卫国");
    expect("sound", false, true, "heard  13:32  李*国");
    clock_fix(REGISTER_NOW - 60);
    assert_true(alarm_sound_note(store, false, &id, &err));
    expect("sound", true, false, "NOT heard  14:31  李卫国");
    assert_true(store_sign_on(store, 1, "other", false, &err));
    expect("sound", true, false, "never tried at this terminal");
}

static void a_desk_without_backup_or_alarms(void **state)
{
    (void)state;
    expect("backup", true, false, "none was made yet");
    expect("alarms", false, false, "none");
}

static int open_register(void **state)
{
    (void)state;
    store = register_open();
    err = (struct err){0};
    return 0;
}

static int close_register(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, open_register, close_register)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_FILE(once_in_a_shift_for_each_person_and_desk), ON_FILE(only_at_a_desk),
        ON_FILE(posts_are_told_by_who_logged_there_last),  ON_FILE(the_sound_was_tried_at_this_terminal),
        ON_FILE(a_desk_without_backup_or_alarms),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
