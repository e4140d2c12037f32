#include "roster_desk.h"
#include "gatepost/buffer.h"
#include "gatepost/undo_rules.h"
#include "register.h"
#include "roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct roster_desk roster;

int roster_desk_open(void **state)
{
    (void)state;
    roster.store = register_open();
    roster.err = (struct err){0};
    roster.officer = register_officer(roster.store, "王秀英");
    roster.east = roster_post(roster.store, "东门", "06-14 14-22 22-06", 1, 1);
    roster.south = roster_post(roster.store, "南门", "06-14 14-22 22-06", 1, 2);
    roster.he = roster_volunteer(roster.store, "何军");
    roster.ma = roster_volunteer(roster.store, "马小军");
    roster.lin = roster_volunteer(roster.store, "林小燕");
    return 0;
}

int roster_desk_close(void **state)
{
    (void)state;
    register_close(roster.store);
    clock_fix(REGISTER_NOW);
    return 0;
}

void roster_sign_on(int64_t officer_id)
{
    assert_true(store_sign_on(roster.store, officer_id, "test", true, &roster.err));
}

int64_t roster_time_of(int day, int hour, int minute)
{
    return clock_day_start(day) + hour * HOUR + minute * 60;
}

struct assignment roster_shift(int64_t post, int day, const char *text, int64_t volunteer)
{
    struct shift_span span;
    assert_true(shift_span_parse(text, &span, &roster.err));
    return (struct assignment){.post_id = post,
                               .day = day,
                               .starts_at = shift_starts_at(day, span),
                               .ends_at = shift_ends_at(day, span),
                               .volunteer_id = volunteer};
}

struct fit_shift roster_fit_shift(int64_t post, int day, const char *text)
{
    struct assignment one = roster_shift(post, day, text, 0);
    return (struct fit_shift){.post_id = post, .starts_at = one.starts_at, .ends_at = one.ends_at, .day = day};
}

int64_t roster_assigned(int64_t post, int day, const char *text, int64_t volunteer)
{
    struct assignment one = roster_shift(post, day, text, volunteer);
    roster.err = (struct err){0};
    if (!roster_assign(roster.store, &one, false, false, &roster.err))
        fail_msg("%s", roster.err.text);
    return one.head.id;
}

struct assignment roster_again(int64_t id)
{
    struct assignment one;
    assert_true(record_get(roster.store, &assignment_table, id, &one, NULL));
    return one;
}

void roster_is_in(int64_t id, enum assignment_state state)
{
    assert_int_equal(roster_again(id).state, state);
}

void roster_done(bool good)
{
    if (!good)
        fail_msg("%s", roster.err.text);
}

void roster_undo(void)
{
    struct buffer what = {0};
    if (!undo_last(roster.store, &what, &roster.err))
        fail_msg("%s", roster.err.text);
    buffer_release(&what);
}

void roster_redo(void)
{
    struct buffer what = {0};
    if (!redo_last(roster.store, &what, &roster.err))
        fail_msg("%s", roster.err.text);
    buffer_release(&what);
}

int64_t roster_written(void)
{
    return register_count(roster.store, "SELECT MAX(id) FROM audit");
}

void roster_refused(bool good, int64_t before, enum err_code code, const char *field, const char *words)
{
    if (good)
        fail_msg("not refused: %s", words);
    if (strstr(roster.err.text, words) == NULL)
        fail_msg("%s", roster.err.text);
    assert_int_equal(roster.err.code, code);
    assert_string_equal(roster.err.field != NULL ? roster.err.field : "", field);
    assert_int_equal(roster_written(), before);
}
