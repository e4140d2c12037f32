/* Several terminals on one database, each the real program in its own pseudo-terminal: what one saves the others see,
 * and nobody's work is lost when two want the same. */
#include "tests/lib/desk_pty.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <cmocka.h>

static const struct desk_options SECOND = {.officer = "李娜", .checkpoint = "东门", .terminal = "gate-2"};

static struct pty_terminal *start_first(void)
{
    return desk_start(&(struct desk_options){0});
}

/* A known resident in 8 keys, the form stays open. */
static void log_resident(struct pty_terminal *pty)
{
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    assert_int_equal(desk_keys(pty, "zwm<Enter>365<Enter>"), 8);
    desk_see(pty, "Saved ");
    assert_true(pty_has_text(pty, "New crossing"));
    assert_true(pty_has_text(pty, "Who     [                "));
}

/* The purpose of the selected crossing: the fifth field. */
static void open_purpose(struct pty_terminal *pty)
{
    desk_keys(pty, "<F2>");
    desk_see(pty, "Edit crossing");
    desk_keys(pty, "<Tab><Tab><Tab><Tab><^U>");
    desk_see(pty, "Purpose [      ");
}

static void test_saved_here_is_seen_there(void **state)
{
    (void)state;
    struct pty_terminal *first = start_first(), *second = desk_start(&SECOND);
    assert_false(pty_has_text(second, "In  张伟明"));
    log_resident(first);
    desk_see(second, "In  张伟明");
    assert_true(pty_has_text(second, "in 1 out 0"));
    /* The one who looks keeps what he was looking at. */
    assert_true(pty_has_text(second, ">04-11 14:31 In  刘洋"));
    desk_expect("SELECT count(*) FROM crossing WHERE temp_tenths=365 AND id=13", "1");
    desk_keys(first, "<Esc>");
    desk_see_no_more(first, "New crossing");
    desk_quit(first);
    desk_quit(second);
}

static void test_both_edit_theirs_and_yours_are_shown(void **state)
{
    (void)state;
    struct pty_terminal *first = start_first(), *second = desk_start(&SECOND);
    desk_keys(first, "<Down>");
    desk_keys(second, "<Down>");
    open_purpose(first);
    open_purpose(second);
    desk_keys(second, "clinic<^S>");
    desk_see(second, "Changed: 张伟明");
    desk_keys(first, "market<^S>");
    desk_see(first, "李娜 changed");
    desk_see(first, "theirs: clinic");
    assert_true(pty_has_text(first, "[market"));
    desk_expect("SELECT p.text FROM crossing c JOIN phrase p ON p.id=c.purpose_id WHERE c.id=11", "clinic");
    desk_keys(first, "<F2>");
    desk_see(first, "[clinic");
    assert_false(pty_has_text(first, "theirs:"));
    desk_keys(first, "<Tab><Tab><Tab>");
    desk_keys(first, "both<^S>");
    desk_see(first, "Changed: 张伟明");
    desk_expect("SELECT p.text || '/' || c.remark FROM crossing c JOIN phrase p ON p.id=c.purpose_id WHERE c.id=11",
                "clinic/both");
    desk_quit(first);
    desk_quit(second);
}

/* What the first one did not touch stays as the second one saved it. */
static void test_untouched_fields_keep_what_the_other_saved(void **state)
{
    (void)state;
    struct pty_terminal *first = start_first(), *second = desk_start(&SECOND);
    desk_keys(first, "<Down>");
    desk_keys(second, "<Down>");
    open_purpose(first);
    open_purpose(second);
    desk_keys(second, "clinic<^S>");
    desk_see(second, "Changed: 张伟明");
    store_file_sql(&desk_file, "UPDATE crossing SET occupants=3 WHERE id=11"); /* no field of the form */
    desk_keys(second, "<F2>");
    desk_see(second, "Edit crossing");
    desk_keys(second, "<Tab><^U>371<^S>");
    desk_see_no_more(second, "Edit crossing");
    desk_keys(first, "market<^S>");
    desk_see(first, "theirs: clinic");
    desk_see(first, "Temp    [37.1");
    desk_keys(first, "<^S>");
    desk_see(first, "Changed: 张伟明");
    desk_expect("SELECT c.temp_tenths || '/' || c.occupants || '/' || p.text FROM crossing c "
                "JOIN phrase p ON p.id=c.purpose_id WHERE c.id=11",
                "371/3/market");
}

static void open_from_menu(struct pty_terminal *pty, const char *word, const char *form)
{
    desk_keys(pty, "<F9>");
    desk_see(pty, "Search:");
    desk_keys(pty, word);
    desk_keys(pty, "<Enter>");
    desk_see(pty, word);
    desk_see_no_more(pty, "Search:");
    desk_keys(pty, "<F2>");
    desk_see(pty, form);
}

/* The same for a person and a household: the phone, which is masked, is the other one's. */
static void test_people_and_places_keep_what_the_other_saved(void **state)
{
    (void)state;
    static const struct {
        const char *word, *form, *to_phone, *to_note, *changed;
    } registers[] = {
        {"People", "[Edit person]", "<Tab><Tab><Tab>", "<^U>Feng<Tab><Tab><Tab><Tab><Tab><Tab>",
         "SELECT name || '/' || phone || '/' || note FROM person WHERE rev=3"},
        {"Places", "[Edit place]", "<Tab><Tab><Tab><Tab><Tab><Tab>",
         "<Tab><Tab><Tab><Tab><Tab><^U>Feng<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab>",
         "SELECT head || '/' || phone || '/' || note FROM place WHERE rev=3"},
    };
    for (size_t i = 0; i < sizeof registers / sizeof registers[0]; i++) {
        struct pty_terminal *first = start_first(), *second = desk_start(&SECOND);
        open_from_menu(first, registers[i].word, registers[i].form);
        open_from_menu(second, registers[i].word, registers[i].form);
        desk_keys(second, registers[i].to_phone);
        desk_keys(second, "<^U>13900000001<^S>");
        desk_see_no_more(second, registers[i].form);
        desk_keys(first, registers[i].to_note);
        desk_keys(first, "note<^S>");
        desk_see(first, "李娜 changed");
        desk_see(first, "[139****0001");
        assert_false(pty_has_text(first, "theirs:"));
        desk_keys(first, "<^S>");
        desk_see_no_more(first, registers[i].form);
        desk_expect(registers[i].changed, "Feng/13900000001/note");
        desk_quit(first);
        desk_quit(second);
    }
}

static void test_undo_is_refused_when_another_moved_on(void **state)
{
    (void)state;
    struct pty_terminal *first = start_first(), *second = desk_start(&SECOND);
    log_resident(first);
    desk_keys(first, "<Esc>");
    desk_see_no_more(first, "New crossing");
    desk_see(second, "In  张伟明");
    desk_keys(second, "<Up>");
    desk_see(second, "In  张伟明");
    open_purpose(second);
    desk_keys(second, "clinic<^S>");
    desk_see(second, "Changed: 张伟明");
    desk_see(first, "clinic");
    desk_keys(first, "<^Z>");
    desk_see(first, "李娜 changed");
    desk_expect("SELECT count(*) FROM crossing WHERE id=13 AND voided IS NOT NULL", "0");
    /* Who made the change may take it back. */
    desk_keys(second, "<^Z>");
    desk_see(second, "Undone:");
    desk_see_no_more(first, "clinic");
}

static void test_saving_waits_and_says_for_whom(void **state)
{
    (void)state;
    struct pty_terminal *first = start_first();
    char path[100], holder[40];
    snprintf(path, sizeof path, "%s.lock", desk_file.path);
    snprintf(holder, sizeof holder, "(process %d)", (int)getpid());
    int lock = open(path, O_RDWR | O_CLOEXEC);
    assert_true(lock >= 0);
    desk_keys(first, "<F7>");
    desk_see(first, "New crossing");
    assert_int_equal(flock(lock, LOCK_EX), 0);
    desk_keys(first, "zwm<Enter>365<Enter>");
    desk_see(first, holder);
    assert_false(pty_has_text(first, "Saved "));
    desk_see(first, "Waiting, 1 s");
    desk_expect("SELECT max(id) FROM crossing", "12");
    close(lock);
    desk_see(first, "Saved ");
    desk_expect("SELECT max(id) FROM crossing", "13");
    desk_quit(first);
}

static void test_upgraded_file_takes_nothing_and_keeps_the_draft(void **state)
{
    (void)state;
    char *version = store_file_ask(&desk_file, "PRAGMA user_version"), back[64];
    snprintf(back, sizeof back, "PRAGMA user_version=%s", version);
    free(version);
    struct pty_terminal *pty = start_first();
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, "zwm<Enter>365");
    desk_see(pty, "[365");
    store_file_sql(&desk_file, "PRAGMA user_version=999");
    desk_keys(pty, "<Enter>");
    desk_see(pty, "upgraded by a newer gatepost");
    desk_see(pty, "Restart it");
    assert_true(pty_has_text(pty, "[365"));
    desk_expect("SELECT max(id) FROM crossing", "12");
    desk_quit(pty);
    store_file_sql(&desk_file, back);
    pty = start_first();
    desk_keys(pty, "<F7>");
    desk_see(pty, "half typed");
    desk_keys(pty, "<F3>");
    desk_see(pty, "[365");
    desk_keys(pty, "<^S>");
    desk_see(pty, "Saved ");
    desk_quit(pty);
}

/* --- drafts --- */

static struct pty_terminal *start_half_typed(void)
{
    struct pty_terminal *pty = start_first();
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    desk_keys(pty, "zwm<Enter>36");
    desk_see(pty, "[36 ");
    return pty;
}

static void restore(struct pty_terminal *pty)
{
    desk_keys(pty, "<F7>");
    desk_see(pty, "half typed");
    assert_false(pty_has_text(pty, "[36 "));
    desk_keys(pty, "<F3>");
    desk_see(pty, "[36 ");
    assert_true(pty_has_text(pty, "[张伟明"));
    desk_keys(pty, "<^U>365<^S>");
    desk_see(pty, "Saved ");
    desk_expect("SELECT count(*) FROM crossing WHERE temp_tenths=365 AND id=13", "1");
    /* Saved: nothing is offered any more. */
    desk_keys(pty, "<Esc>");
    desk_see_no_more(pty, "New crossing");
    desk_keys(pty, "<F7>");
    desk_see(pty, "New crossing");
    assert_false(pty_has_text(pty, "half typed"));
    desk_quit(pty);
}

static void draft_path(char *path, size_t size)
{
    snprintf(path, size, "%s.draft-gate=2D1-gate_entry", desk_file.path);
}

static bool draft_is_kept(const struct pty_terminal *pty, const void *path)
{
    char text[200] = "";
    (void)pty;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    return strstr(text, "temp\t36\n") != NULL;
}

static void test_killed_while_typing(void **state)
{
    (void)state;
    char path[200];
    struct pty_terminal *pty = start_half_typed();
    draft_path(path, sizeof path);
    for (int64_t end = pty_now_ms() + PTY_LIMIT_MS; !draft_is_kept(pty, path) && pty_now_ms() < end;)
        pty_settle(pty, 10); /* it is written at a pause in typing */
    assert_true(draft_is_kept(pty, path));
    pty_kill(pty, SIGKILL);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 128 + SIGKILL);
    desk_end(pty);
    restore(start_first());
}

static void test_left_by_escape(void **state)
{
    (void)state;
    struct pty_terminal *pty = start_half_typed();
    desk_keys(pty, "<Esc>");
    desk_see_no_more(pty, "New crossing");
    restore(pty);
}

static void test_ended_while_typing(void **state)
{
    (void)state;
    struct pty_terminal *pty = start_half_typed();
    pty_kill(pty, SIGTERM);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    desk_end(pty);
    restore(start_first());
}

static void test_window_closed_while_typing(void **state)
{
    (void)state;
    struct pty_terminal *pty = start_half_typed();
    pty_hang_up(pty);
    assert_int_equal(pty_wait_end(pty, PTY_LIMIT_MS), 0);
    desk_end(pty);
    restore(start_first());
}

/* Another terminal has drafts of its own. */
static void test_drafts_belong_to_a_terminal(void **state)
{
    (void)state;
    desk_quit(start_half_typed());
    struct pty_terminal *second = desk_start(&SECOND);
    desk_keys(second, "<F7>");
    desk_see(second, "New crossing");
    assert_false(pty_has_text(second, "half typed"));
    desk_quit(second);
}

/* ---- the sound of alarms ---- */

static char sound_environment[200];
static const char *const sound_variables[] = {sound_environment, NULL};

/* The desk's configuration: a command that writes a line where it is told, then ends with that code. */
static void write_sound(int code)
{
    char name[200];
    snprintf(name, sizeof name, "%s/gatepost.conf", desk_file.folder);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fprintf(file, "sound = /bin/sh -c \"echo played >>%s/played; exit %d\"\n", desk_file.folder, code);
    assert_int_equal(fclose(file), 0);
    snprintf(sound_environment, sizeof sound_environment, "XDG_CONFIG_HOME=%s", desk_file.folder);
}

static int times_played(void)
{
    char name[200], line[32];
    int count = 0;
    snprintf(name, sizeof name, "%s/played", desk_file.folder);
    FILE *file = fopen(name, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        count++;
    if (file != NULL)
        fclose(file);
    return count;
}

static void raise_alarm(int subject)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO alarm (rule, subject, occasion, words, raised_at) VALUES ('round', %d, 'now', 'room %d', 1);"
             "UPDATE change_seq SET seq = seq + 1 WHERE topic = 'alarm'", /* as the store does at a commit */
             subject, subject);
    store_file_sql(&desk_file, sql);
}

static bool has_played(const struct pty_terminal *pty, const void *times)
{
    (void)pty;
    return times_played() >= *(const int *)times;
}

/* An alarm that comes is heard once, and once more when somebody wants to know. */
static void test_an_alarm_sounds_once(void **state)
{
    (void)state;
    int once = 1;
    write_sound(0);
    struct pty_terminal *pty = desk_start(&(struct desk_options){.environment = sound_variables});
    raise_alarm(1);
    desk_see(pty, "[round] room 1");
    assert_true(pty_wait(pty, has_played, &once, PTY_LIMIT_MS));
    assert_int_equal(pty->bells, 1);
    desk_keys(pty, "<F8>");
    desk_see(pty, "2 open");
    int tries = 0;
    for (; times_played() < 2 && tries < 1000; tries++) { /* what is still playing is not played a second time */
        desk_keys(pty, "<^G>");
        desk_see(pty, "Did you hear it?");
        desk_keys(pty, "<Enter>");
        desk_see_no_more(pty, "Did you hear it?");
        desk_see(pty, "Recorded: the alarm is heard at gate-1.");
    }
    assert_int_equal(times_played(), 2);
    assert_int_equal(pty->bells, 1 + tries);
    desk_expect("SELECT DISTINCT terminal || heard || officer_id FROM sound_test", "gate-111");
    desk_keys(pty, "<Esc>");
    desk_quit(pty);
}

/* A command that fails is said, and once: the next alarm has the row to itself. */
static void test_a_sound_that_fails_is_said_once(void **state)
{
    (void)state;
    int once = 1, twice = 2;
    write_sound(3);
    struct pty_terminal *pty = desk_start(&(struct desk_options){.environment = sound_variables});
    raise_alarm(1);
    assert_true(pty_wait(pty, has_played, &once, PTY_LIMIT_MS));
    desk_see(pty, "failed (exit code 3)");
    desk_keys(pty, "<F7>");
    desk_see_no_more(pty, "exit code 3");
    raise_alarm(2);
    assert_true(pty_wait(pty, has_played, &twice, PTY_LIMIT_MS));
    desk_see(pty, "room 2 +1");
    desk_keys(pty, "<Esc>");
    desk_see_no_more(pty, "New crossing");
    pty_settle(pty, 600); /* the end of the command is noticed within 250 ms */
    assert_false(pty_has_text(pty, "exit code 3"));
    desk_quit(pty);
}

int main(void)
{
#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_saved_here_is_seen_there),
        DESK_TEST(test_an_alarm_sounds_once),
        DESK_TEST(test_a_sound_that_fails_is_said_once),
        DESK_TEST(test_both_edit_theirs_and_yours_are_shown),
        DESK_TEST(test_untouched_fields_keep_what_the_other_saved),
        DESK_TEST(test_people_and_places_keep_what_the_other_saved),
        DESK_TEST(test_undo_is_refused_when_another_moved_on),
        DESK_TEST(test_saving_waits_and_says_for_whom),
        DESK_TEST(test_upgraded_file_takes_nothing_and_keeps_the_draft),
        DESK_TEST(test_killed_while_typing),
        DESK_TEST(test_left_by_escape),
        DESK_TEST(test_ended_while_typing),
        DESK_TEST(test_window_closed_while_typing),
        DESK_TEST(test_drafts_belong_to_a_terminal),
    };
#undef DESK_TEST
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("live", tests, NULL, NULL);
}
