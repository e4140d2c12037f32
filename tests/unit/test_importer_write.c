/* A long list is written whole or not at all, whoever else works, whatever fails. All people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/import.h"
#include "gatepost/importer.h"
#include "gatepost/people_rules.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/intake.h"
#include "tests/lib/vfs_shim.h"
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* A resident ID of a birthday with its check digit; borrowed until four more were made. */
static const char *id_of(int number)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static char ids[4][20];
    static int next;
    char *id = ids[next++ % 4];
    int sum = 0;
    snprintf(id, 20, "110105%04u0101%03u", (1950u + (unsigned)number / 1000) % 10000, (unsigned)number % 1000);
    for (int i = 0; i < 17; i++)
        sum += weights[i] * (id[i] - '0');
    id[17] = "10X98765432"[sum % 11];
    id[18] = '\0';
    return id;
}

/* Rows of `count` people; every `bad`-th has no room (0: none). */
static char *make_list(int count, int bad)
{
    struct buffer list = {0};
    buffer_add(&list, "姓名,房号,身份证号\n");
    for (int i = 0; i < count; i++) {
        bool refused = bad != 0 && i % bad == 0;
        buffer_format(&list, "王秀%s,%d-1-%d,%s\n", i % 2 ? "兰" : "英", refused ? 0 : 1 + i / 200, 100 + i % 200,
                      refused ? "1101" : id_of(i));
    }
    return buffer_take(&list);
}

static void a_twentieth_of_bad_rows_stops_nobody(void **state)
{
    (void)state;
    char *list = make_list(500, 20);
    intake_judge_text(list);
    free(list);
    intake_check_counts(475, 0, 0, 25);
    intake_save();
    assert_int_equal(importer_added(intake.importer), 475);
    assert_int_equal(intake_people_seen(), 475);
}

/* ---- failing, cancelled, beside others ---- */

static int writes_left = -1;

static int fill_disk(enum vfs_call call, bool wal, int slot, int flags)
{
    (void)wal;
    (void)slot;
    (void)flags;
    if (call != VFS_WRITE || writes_left < 0)
        return SQLITE_OK;
    return writes_left-- > 0 ? SQLITE_OK : (writes_left = 0, SQLITE_FULL);
}

static bool write_on(void)
{
    bool done = true;
    while (done && importer_phase(intake.importer) == IMPORTER_WRITING)
        done = importer_step(intake.importer, INTAKE_STEP_MS, &intake.err);
    return done;
}

static void a_full_disk_leaves_nothing_and_can_be_tried_again(void **state)
{
    (void)state;
    char *list = make_list(3000, 0);
    intake_judge_text(list);
    free(list);
    vfs_hook = fill_disk;
    for (int room = 3; room < 200; room += 40) {
        writes_left = room;
        intake_done(importer_write(intake.importer, &intake.err));
        assert_false(write_on());
        writes_left = -1;
        assert_int_equal(importer_phase(intake.importer), IMPORTER_READY);
        assert_int_equal(intake_people_seen(), 0);
        intake_check_counts(3000, 0, 0, 0);
    }
    intake_save();
    assert_int_equal(intake_people_seen(), 3000);
    intake_check_sql("SELECT count(DISTINCT place_id) FROM person WHERE import_id = (SELECT max(id) FROM import)",
                     "3000");
}

static void stopped_in_the_middle_nothing_of_it_is_seen(void **state)
{
    (void)state;
    char *list = make_list(3000, 0);
    for (int stage = 5; stage < 100; stage += 30) {
        intake_judge_text(list);
        intake_done(importer_write(intake.importer, &intake.err));
        while (importer_percent(intake.importer) < stage)
            intake_done(importer_step(intake.importer, 1, &intake.err));
        assert_true(importer_can_stop(intake.importer));
        importer_free(intake.importer);
        intake.importer = NULL;
        assert_int_equal(intake_people_seen(), 0);
        intake_done(import_tidy(intake.other, &intake.err)); /* the lease is free at once */
        assert_false(import_is_untidy(intake.other));
    }
    intake_import_text(list);
    free(list);
    assert_int_equal(intake_people_seen(), 3000);
}

static int waits;

static void count_wait(void *context, const char *holder, int waited_ms)
{
    (void)context;
    (void)holder;
    (void)waited_ms;
    waits++;
}

static void others_save_between_any_two_steps(void **state)
{
    (void)state;
    char *list = make_list(4000, 0);
    int steps = 0;
    intake_judge_text(list);
    free(list);
    store_on_wait(intake.other, count_wait, NULL);
    waits = 0;
    intake_done(importer_write(intake.importer, &intake.err));
    for (; importer_phase(intake.importer) == IMPORTER_WRITING; steps++) {
        struct person person = {.kind = PERSON_VISITOR};
        text_copy(person.name, sizeof person.name, "周杰");
        intake_done(people_add_person(intake.other, &person, &intake.err));
        if (importer_can_stop(intake.importer))
            assert_int_equal(intake_people_seen(), steps + 1);
        intake_done(importer_step(intake.importer, INTAKE_STEP_MS, &intake.err));
    }
    assert_true(steps >= 10);
    assert_int_equal(waits, 0);
    assert_int_equal(intake_people_seen(), 4000 + steps);
}

static void a_desk_that_works_may_import_meanwhile_only_itself(void **state)
{
    (void)state;
    char *list = make_list(3000, 0);
    const struct importer_defaults defaults = {0};
    intake_judge_text(list);
    intake_done(importer_write(intake.importer, &intake.err));
    intake_done(importer_step(intake.importer, 1, &intake.err));
    struct importer *second = importer_new(intake.other, import_register_find("residents"), &defaults);
    intake_done(importer_open_chat(second, "黄磊 8-1-302", &intake.err));
    while (importer_phase(second) == IMPORTER_JUDGING)
        intake_done(importer_step(second, INTAKE_STEP_MS, &intake.err));
    intake_done(importer_write(second, &intake.err));
    assert_false(importer_step(second, INTAKE_STEP_MS, &intake.err));
    assert_int_equal(intake.err.code, ERR_BUSY);
    assert_int_equal(importer_phase(second), IMPORTER_READY);
    intake_go_on();
    intake_done(importer_write(second, &intake.err)); /* its turn now */
    while (importer_phase(second) == IMPORTER_WRITING)
        intake_done(importer_step(second, INTAKE_STEP_MS, &intake.err));
    importer_free(second);
    free(list);
    assert_int_equal(intake_people_seen(), 3001);
}

static void a_long_list_of_crossings_that_failed_goes_on_where_it_stopped(void **state)
{
    (void)state;
    struct buffer list = {0};
    intake_know_people();
    buffer_add(&list, "姓名,时间,方向,体温\n");
    for (int i = 0; i < 3000; i++)
        buffer_format(&list, "张伟明,2022-04-%02d %02d:%02d,%s,36.5\n", 1 + i / 1440, i / 60 % 24, i % 60,
                      i % 2 ? "进" : "出");
    intake_read_text("crossings", NULL, buffer_text(&list));
    buffer_release(&list);
    intake_judge();
    intake_check_counts(3000, 0, 0, 0);
    intake_check_row(0, IMPORT_NEW, "Out 04-01 00:00 36.5");
    intake_done(importer_write(intake.importer, &intake.err));
    intake_done(importer_step(intake.importer, INTAKE_STEP_MS, &intake.err)); /* the first part of them counts */
    assert_int_equal(importer_phase(intake.importer), IMPORTER_WRITING);
    vfs_hook = fill_disk;
    writes_left = 0;
    assert_false(write_on());
    writes_left = -1;
    intake_save();
    assert_int_equal(importer_added(intake.importer), 3000);
    intake_check_sql("SELECT count(*) FROM crossing", "3000");
    intake_done(store_undo(intake.store, NULL, &intake.err));
    intake_check_sql("SELECT count(*) FROM crossing WHERE voided IS NULL", "0");
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, intake_make, intake_clear)

int main(void)
{
    vfs_shim_install();
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(a_twentieth_of_bad_rows_stops_nobody),
        ON_FILE(a_full_disk_leaves_nothing_and_can_be_tried_again),
        ON_FILE(stopped_in_the_middle_nothing_of_it_is_seen),
        ON_FILE(others_save_between_any_two_steps),
        ON_FILE(a_desk_that_works_may_import_meanwhile_only_itself),
        ON_FILE(a_long_list_of_crossings_that_failed_goes_on_where_it_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
