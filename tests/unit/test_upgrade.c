/* Files of older programs: opened by this one they are as if it had made them. */
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/crossing.h"
#include "gatepost/row.h"
#include "gatepost/vehicle.h"
#include "src/store/schema.h"
#include "tests/lib/old_file.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FIRST_STEP = 3 /* older ones were in nobody's hands */, CROSSINGS = 40 };

static struct store_file file;
static struct err err;

static void done(bool good)
{
    if (!good)
        fail_msg("%s", err.text);
}

static int make(void **state)
{
    (void)state;
    err = (struct err){0};
    store_file_make(&file);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    store_file_remove(&file);
    return 0;
}

/* Two people of a household who go in and out, one record voided, one fever. */
static void fill(void)
{
    struct store *store = store_file_open(&file, "seat-1", true);
    struct checkpoint checkpoint = {.name = "南门"};
    struct place place = {.kind = PLACE_HOUSEHOLD, .room = {"12", "2", "1203"}};
    struct person people[] = {{.name = "张伟明", .phone = "13800003821"}, {.name = "陈静"}};
    struct vehicle vehicle = {.plate = "粤E12345"};
    done(store_begin(store, "gate.add", &err));
    done(checkpoint_save(store, &checkpoint, &err) && place_save(store, &place, &err) &&
         vehicle_save(store, &vehicle, &err));
    for (int i = 0; i < 2; i++) {
        people[i].place_id = place.id;
        done(person_save(store, &people[i], &err));
    }
    for (int i = 0; i < CROSSINGS; i++) {
        struct crossing crossing = {.at = 1649660000 + i * 1000,
                                    .checkpoint_id = checkpoint.id,
                                    .direction = i / 2 % 2 == 0 ? DIRECTION_OUT : DIRECTION_IN,
                                    .person_id = people[i % 2].id,
                                    .place_id = place.id,
                                    .vehicle_id = i % 5 == 0 ? vehicle.head.id : 0,
                                    .temp_tenths = 365,
                                    .mask = true,
                                    .officer_id = 1};
        done(crossing_save(store, &crossing, &err));
        if (i == 7)
            done(row_void(store, "crossing", crossing.id, crossing.rev, "记错", &err));
    }
    done(store_commit(store, &err));
    store_close(store);
}

static void a_file_of_any_older_step_is_upgraded_whole(void **state)
{
    (void)state;
    fill();
    for (int number = FIRST_STEP; number < schema_steps[schema_step_count - 1].number; number++) {
        old_file_make(&file, number);
        assert_int_equal(store_look(file.path, &err), STORE_OLDER);
        struct store *store = store_file_open(&file, "seat-1", true);
        struct buffer report = {0};
        struct gate_totals totals;
        if (!store_check(store, &report, &err))
            fail_msg("from step %d: %s %s", number, buffer_text(&report), err.text);
        done(crossing_totals(store, 0, 0, 0, &totals, &err));
        assert_int_equal(totals.in + totals.out, CROSSINGS - 1);
        buffer_release(&report);
        store_close(store);
    }
}

static void the_audit_of_an_older_file_still_holds(void **state)
{
    (void)state;
    fill();
    old_file_make(&file, FIRST_STEP);
    struct store *store = store_file_open(&file, "seat-1", true);
    struct audit_verdict verdict = {0};
    done(audit_verify(store, &verdict, NULL, NULL, &err));
    if (verdict.first_bad != 0)
        fail_msg("%s", verdict.what);
    store_close(store);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, make, clear)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_FILE(a_file_of_any_older_step_is_upgraded_whole),
        ON_FILE(the_audit_of_an_older_file_still_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
