#include "intake.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/import.h"
#include "gatepost/people_rules.h"
#include "gatepost/words.h"
#include "vfs_shim.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct intake intake;

void intake_done(bool done)
{
    if (!done)
        fail_msg("%s", intake.err.text);
}

int intake_make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(INTAKE_NOW);
    intake.err = (struct err){0};
    store_file_make(&intake.file);
    intake.store = store_file_open(&intake.file, "seat-1", true);
    intake.other = store_file_open(&intake.file, "seat-2", true);
    struct checkpoint south = {.name = "南门"};
    intake_done(people_add_checkpoint(intake.other, &south, &intake.err));
    intake.gate = south.id;
    return 0;
}

int intake_clear(void **state)
{
    (void)state;
    struct buffer report = {0};
    struct audit_verdict verdict;
    vfs_hook = NULL;
    importer_free(intake.importer);
    intake.importer = NULL;
    intake_done(import_tidy(intake.store, &intake.err));
    if (!store_check(intake.store, &report, &intake.err))
        fail_msg("%s", buffer_text(&report));
    intake_done(audit_verify(intake.store, &verdict, NULL, NULL, &intake.err));
    if (verdict.first_bad != 0)
        fail_msg("%s", verdict.what);
    buffer_release(&report);
    store_close(intake.store);
    store_close(intake.other);
    store_file_remove(&intake.file);
    return 0;
}

void intake_check_sql(const char *sql, const char *expected)
{
    char *answer = store_file_ask(&intake.file, sql);
    if (strcmp(answer, expected) != 0)
        fail_msg("%s\n  gives %s, not %s", sql, answer, expected);
    free(answer);
}

int intake_people_seen(void)
{
    int64_t count = 0;
    intake_done(person_count(intake.other, &count, &intake.err));
    return (int)count;
}

const char intake_people_sql[] =
    "SELECT group_concat(t, '; ') FROM (SELECT p.name || ' ' || l.estate || l.building || '-' || l.unit || '-' || "
    "l.room "
    "|| ' ' || p.phone || '/' || p.phone2 || ' ' || p.id_number AS t FROM person p JOIN place l ON l.id = p.place_id "
    "WHERE p.voided IS NULL ORDER BY p.id)";

void intake_begin(const char *name, const char *estate)
{
    const struct importer_defaults defaults = {.estate = estate, .checkpoint_id = intake.gate};
    importer_free(intake.importer);
    intake.importer = importer_new(intake.store, import_register_find(name), &defaults);
}

void intake_go_on(void)
{
    enum importer_phase phase;
    while ((phase = importer_phase(intake.importer)) == IMPORTER_READING || phase == IMPORTER_JUDGING ||
           phase == IMPORTER_WRITING)
        intake_done(importer_step(intake.importer, INTAKE_STEP_MS, &intake.err));
}

void intake_read_text(const char *register_name, const char *estate, const char *text)
{
    intake_begin(register_name, estate);
    intake_done(importer_open_text(intake.importer, text, strlen(text), &intake.err));
    intake_go_on();
    assert_int_equal(importer_phase(intake.importer), IMPORTER_MAPPING);
}

void intake_judge(void)
{
    intake_done(importer_judge(intake.importer, &intake.err));
    intake_go_on();
    assert_int_equal(importer_phase(intake.importer), IMPORTER_READY);
}

void intake_judge_text(const char *text)
{
    intake_read_text("residents", NULL, text);
    intake_judge();
}

void intake_judge_chat(const char *register_name, const char *text)
{
    intake_begin(register_name, NULL);
    intake_done(importer_open_chat(intake.importer, text, &intake.err));
    intake_go_on();
}

void intake_save(void)
{
    intake_done(importer_write(intake.importer, &intake.err));
    intake_go_on();
    assert_int_equal(importer_phase(intake.importer), IMPORTER_DONE);
}

void intake_import_text(const char *text)
{
    intake_judge_text(text);
    intake_save();
}

void intake_check_row(int64_t index, enum import_verdict verdict, const char *why)
{
    struct importer_row row;
    importer_row(intake.importer, index, &row);
    if (row.verdict != verdict || strstr(row.why, why) == NULL)
        fail_msg("row %d: %s, \"%s\" instead of %s, \"%s\"", (int)index, import_verdict_names[row.verdict], row.why,
                 import_verdict_names[verdict], why);
}

void intake_check_counts(int added, int same, int differ, int refused)
{
    assert_int_equal(importer_count(intake.importer, IMPORT_NEW), added);
    assert_int_equal(importer_count(intake.importer, IMPORT_SAME), same);
    assert_int_equal(importer_count(intake.importer, IMPORT_DIFFERS), differ);
    assert_int_equal(importer_count(intake.importer, IMPORT_REFUSED), refused);
}

void intake_know_people(void)
{
    intake_import_text(
        "姓名,房号,电话\n张伟明,12-2-1203,13912340001\n黄磊,8-1-302,13812343821\n李娜,3-1-101,13912340003\n"
        "李娜,3-1-102,13912340004\n");
}
