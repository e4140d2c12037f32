/* What volunteers do at a shared terminal is in the audit as their own act, and no desk's undo takes it for its own. */
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/kiosk.h"
#include "gatepost/undo_rules.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include "tests/lib/roster_desk.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct store *hall; /* the shared terminal */
static struct err err;

static int make(void **state)
{
    roster_desk_open(state);
    err = (struct err){0};
    hall = store_file_kiosk(store_path(roster.store), "hall");
    return 0;
}

static int clear(void **state)
{
    store_close(hall);
    return roster_desk_close(state);
}

static struct kiosk_shift shown(int64_t id)
{
    const struct assignment one = roster_again(id);
    return (struct kiosk_shift){
        .shift = {.id = id, .post_id = one.post_id, .day = one.day, .starts_at = one.starts_at, .ends_at = one.ends_at},
        .rev = one.head.rev};
}

/* "I cannot come", said by whoever's shift it is, behind their PIN. */
static void cannot_come(int64_t id)
{
    const struct kiosk_shift shift = shown(id);
    const int64_t whose = roster_again(id).volunteer_id;
    store_act_for(hall, whose, true);
    if (!kiosk_cannot_come(hall, whose, &shift, true, &err))
        fail_msg("%s", err.text);
    store_act_for(hall, 0, false);
}

static void newest(struct audit_entry *entry, struct buffer *words)
{
    int count = 0;
    assert_true(audit_list(roster.store, 0, entry, 1, &count, &err));
    audit_difference(roster.store, entry, false, words);
}

static void it_is_the_volunteers_own_act(void **state)
{
    (void)state;
    struct audit_entry entry;
    struct audit_verdict verdict = {0};
    struct buffer words = {0};
    cannot_come(roster_assigned(roster.east, TUESDAY, "14-22", roster.he));
    newest(&entry, &words);
    assert_true(entry.by_volunteer);
    assert_string_equal(entry.officer, "何军");
    assert_string_equal(entry.terminal, "hall");
    assert_string_equal(entry.verb, "kiosk.cannot");
    assert_string_equal(entry.table, "assignment");
    assert_non_null(strstr(buffer_text(&words), "2022-04-11"));
    audit_entry_release(&entry);
    buffer_release(&words);
    assert_true(audit_verify(roster.store, &verdict, NULL, NULL, &err));
    assert_string_equal(verdict.what, "");
    register_whole(roster.store);
}

/* What the desk does at the same time stays the desk's. */
static void the_desks_acts_are_no_volunteers(void **state)
{
    (void)state;
    struct audit_entry entry;
    struct buffer words = {0};
    cannot_come(roster_assigned(roster.east, TUESDAY, "14-22", roster.he));
    roster_assigned(roster.east, TUESDAY, "22-06", roster.ma);
    newest(&entry, &words);
    assert_false(entry.by_volunteer);
    assert_string_equal(entry.officer, "李卫国");
    audit_entry_release(&entry);
    buffer_release(&words);
}

static void undo_at_a_desk_leaves_what_volunteers_did(void **state)
{
    (void)state;
    struct buffer what = {0};
    int64_t id = roster_assigned(roster.east, TUESDAY, "14-22", roster.he);
    int64_t other = roster_assigned(roster.south, TUESDAY, "14-22", roster.ma);
    cannot_come(id);
    if (!undo_last(roster.store, &what, &err)) /* the newest of the desk's own */
        fail_msg("%s", err.text);
    assert_string_not_equal(roster_again(other).head.voided, "");
    assert_string_equal(roster_again(id).head.voided, "");
    assert_int_not_equal(roster_again(id).seeking_at, 0);
    buffer_clear(&what);
    assert_false(undo_last(roster.store, &what, &err)); /* the volunteer has moved it on since */
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "何军"));
    assert_non_null(strstr(err.text, "hall"));
    assert_string_equal(roster_again(id).head.voided, "");
    assert_int_not_equal(roster_again(id).seeking_at, 0);
    buffer_release(&what);
    register_whole(roster.store);
}

static void a_masked_desk_is_told_a_masked_name(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, TUESDAY, "14-22", roster.he);
    cannot_come(id);
    store_mask_names(roster.store, true);
    assert_false(undo_last(roster.store, NULL, &err));
    assert_non_null(strstr(err.text, "何*"));
    assert_null(strstr(err.text, "何军"));
}

/* Neither a volunteer who was taken off the list nor one that never was can be made the author of something. */
static void nobody_acts_for_a_volunteer_there_is_not(void **state)
{
    (void)state;
    int64_t id = roster_assigned(roster.east, TUESDAY, "14-22", roster.he);
    const struct kiosk_shift shift = shown(id);
    store_act_for(hall, 999, true);
    assert_false(kiosk_cannot_come(hall, 999, &shift, true, &err));
    store_act_for(hall, roster.ma, true);
    assert_false(kiosk_cannot_come(hall, roster.ma, &shift, true, &err));
    assert_int_equal(roster_again(id).seeking_at, 0);
}

int main(void)
{
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_the_volunteers_own_act, make, clear),
        cmocka_unit_test_setup_teardown(the_desks_acts_are_no_volunteers, make, clear),
        cmocka_unit_test_setup_teardown(undo_at_a_desk_leaves_what_volunteers_did, make, clear),
        cmocka_unit_test_setup_teardown(a_masked_desk_is_told_a_masked_name, make, clear),
        cmocka_unit_test_setup_teardown(nobody_acts_for_a_volunteer_there_is_not, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
