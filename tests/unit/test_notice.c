/* Notices: who has to read them, who has, and that an edited one is unread again. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/notice_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 24 * HOUR };
static int64_t ids[ROLE_COUNT];

static int setup(void **state)
{
    static const char *const names[] = {"陈国梁", "冯梅", "张志远", "蔡玉洁", "街道值守", "公用终端"};
    struct err err = {0};
    *state = register_open(); /* officer 1, 李卫国, is a duty officer */
    for (enum role role = ROLE_OFFICER; role < ROLE_COUNT; role++) {
        struct officer officer = {.role = role};
        text_copy(officer.name, sizeof officer.name, names[role]);
        assert_true(people_add_officer(*state, &officer, &err));
        ids[role] = officer.id;
    }
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

static void sign_on(struct store *store, int64_t officer_id)
{
    assert_true(store_sign_on(store, officer_id, "test", true, NULL));
}

static struct notice new_notice(const char *title)
{
    struct notice notice;
    register_new(&notice_rules, &notice);
    text_copy(notice.title, sizeof notice.title, title);
    text_copy(notice.text, sizeof notice.text, title);
    return notice;
}

static int64_t post(struct store *store, struct notice notice)
{
    struct err err = {0};
    if (!register_save(store, &notice_rules, &notice, &err))
        fail_msg("%s", err.text);
    return notice.head.id;
}

static int unread_of(struct store *store, int64_t officer_id)
{
    struct buffer line = {0};
    int unread = -1;
    assert_true(notice_line(store, officer_id, &line, &unread));
    assert_int_equal(line.length > 0, unread > 0);
    buffer_release(&line);
    return unread;
}

static struct notice stored(struct store *store, int64_t id)
{
    struct notice notice;
    assert_true(record_get(store, &notice_table, id, &notice, NULL));
    return notice;
}

static void a_notice_ends_by_itself(void **state)
{
    struct err err = {0};
    struct notice notice = new_notice("今晚消杀");
    assert_true(notice.pinned);
    int64_t id = post(*state, notice);
    notice = stored(*state, id);
    assert_int_equal(notice.from_at, REGISTER_NOW);
    assert_int_equal(notice.posted_at, REGISTER_NOW);
    assert_int_equal(notice.officer_id, 1);
    assert_int_equal(clock_day(notice.until_at - 1), 20220417); /* seven days, today the first */
    assert_int_equal(clock_day(notice.until_at), 20220418);
    notice.until_at = notice.from_at;
    assert_false(register_save(*state, &notice_rules, &notice, &err));
    assert_string_equal(err.field, "until");
    struct notice nameless = new_notice(" ");
    assert_false(register_save(*state, &notice_rules, &nameless, &err));
    assert_string_equal(err.field, "title");
}

static void a_notice_is_read_once_by_name(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t id = post(store, new_notice("今晚消杀"));
    assert_int_equal(stored(store, id).readers, 6); /* not the shared terminal */
    assert_int_equal(stored(store, id).read, 0);
    assert_int_equal(unread_of(store, ids[ROLE_VIEWER]), 1);
    sign_on(store, ids[ROLE_VIEWER]); /* who may change nothing else */
    assert_true(notice_mark_read(store, id, 1, &err));
    assert_true(notice_mark_read(store, id, 1, &err));
    assert_int_equal(register_count(store, "SELECT count(*) FROM notice_read"), 1);
    assert_int_equal(unread_of(store, ids[ROLE_VIEWER]), 0);
    assert_int_equal(unread_of(store, ids[ROLE_GATE]), 1);
    assert_int_equal(stored(store, id).read, 1);
    struct notice_reader readers[10];
    int count = 0;
    struct notice notice = stored(store, id);
    assert_true(notice_readers(store, &notice, readers, 10, &count, &err));
    assert_int_equal(count, 6);
    assert_string_equal(readers[0].name, "街道值守");
    assert_int_equal(readers[0].at, REGISTER_NOW);
    assert_string_equal(readers[1].name, "李卫国");
    assert_int_equal(readers[1].at, 0);
    struct notice other = new_notice("不行");
    assert_false(register_save(store, &notice_rules, &other, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_false(store_undo(store, NULL, &err)); /* what was read was read */
    assert_int_equal(register_count(store, "SELECT count(*) FROM notice_read"), 1);
}

static void an_edited_notice_is_unread_again(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t id = post(store, new_notice("今晚消杀"));
    assert_true(notice_mark_read(store, id, -1, &err));
    assert_int_equal(unread_of(store, 1), 0);
    struct notice notice = stored(store, id);
    assert_int_equal(post(store, notice), id); /* saved unchanged it stays read */
    assert_int_equal(unread_of(store, 1), 0);
    text_copy(notice.text, sizeof notice.text, "改到23点");
    post(store, notice);
    assert_int_equal(unread_of(store, 1), 1);
    assert_int_equal(stored(store, id).read, 0);
    assert_false(notice_mark_read(store, id, notice.head.rev, &err)); /* the version that was on the screen */
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(unread_of(store, 1), 1);
    assert_true(notice_mark_read(store, id, notice.head.rev + 1, &err));
    assert_int_equal(unread_of(store, 1), 0);
}

static void only_those_it_is_for_have_to_read_it(void **state)
{
    struct store *store = *state;
    struct notice notice = new_notice("体温枪校准");
    notice.audience = AUDIENCE_GATE;
    int64_t id = post(store, notice);
    assert_int_equal(unread_of(store, ids[ROLE_GATE]), 1);
    assert_int_equal(unread_of(store, ids[ROLE_CLERK]), 0);
    assert_int_equal(stored(store, id).readers, 1);
    sign_on(store, ids[ROLE_CLERK]);
    assert_true(notice_mark_read(store, id, -1, NULL)); /* may, and does not count */
    assert_int_equal(stored(store, id).read, 0);
    sign_on(store, 1);
    notice = new_notice("值班长会");
    notice.audience = AUDIENCE_DESK;
    id = post(store, notice);
    assert_int_equal(stored(store, id).readers, 3);
    assert_int_equal(unread_of(store, ids[ROLE_CLERK]), 1);
    assert_int_equal(unread_of(store, ids[ROLE_GATE]), 1);
    assert_int_equal(unread_of(store, ids[ROLE_OPERATOR]), 0);
    assert_int_equal(unread_of(store, ids[ROLE_KIOSK]), 0);
    assert_int_equal(unread_of(store, 0), 0);
}

static void only_what_holds_now_and_is_pinned_is_told(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct notice coming = new_notice("明天"), loose = new_notice("不置顶"), gone = new_notice("昨天");
    coming.from_at = REGISTER_NOW + HOUR;
    loose.pinned = false;
    gone.from_at = REGISTER_NOW - DAY;
    gone.until_at = REGISTER_NOW;
    post(store, coming);
    int64_t id = post(store, loose);
    post(store, gone);
    assert_int_equal(unread_of(store, 1), 0);
    struct notice unread[4];
    int count = 0;
    assert_true(notice_unread(store, 1, REGISTER_NOW, false, unread, 4, &count, &err));
    assert_int_equal(count, 1);
    assert_int_equal(unread[0].head.id, id);
    clock_fix(REGISTER_NOW + HOUR);
    assert_int_equal(unread_of(store, 1), 1);
    assert_true(register_void(store, &notice_rules, 1, -1, "取消", &err));
    assert_int_equal(unread_of(store, 1), 0);
    assert_false(notice_mark_read(store, 1, -1, &err));
    assert_false(notice_mark_read(store, 99, -1, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    sign_on(store, 0);
    assert_false(notice_mark_read(store, id, -1, &err));
    assert_int_equal(err.code, ERR_ROLE);
    clock_fix(REGISTER_NOW);
}

/* Ends of the texts: what just fits is kept whole, one more is refused, and so is what a terminal would obey. */
static void texts_fit_whole_or_are_refused(void **state)
{
    enum { FITS = NOTICE_TEXT_BYTES - 8 };
    struct err err = {0};
    struct notice notice = new_notice("长");
    memset(notice.text, 'x', FITS);
    int64_t id = post(*state, notice);
    assert_int_equal(strlen(stored(*state, id).text), FITS);
    memset(notice.text, 'x', FITS + 1);
    assert_false(register_save(*state, &notice_rules, &notice, &err));
    assert_string_equal(err.field, "text");
    text_copy(notice.text, sizeof notice.text, "a\x1b]0;x\x07");
    assert_false(register_save(*state, &notice_rules, &notice, &err));
    assert_string_equal(err.field, "text");
}

#define NOTICE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        NOTICE_TEST(a_notice_ends_by_itself),
        NOTICE_TEST(a_notice_is_read_once_by_name),
        NOTICE_TEST(an_edited_notice_is_unread_again),
        NOTICE_TEST(only_those_it_is_for_have_to_read_it),
        NOTICE_TEST(only_what_holds_now_and_is_pinned_is_told),
        NOTICE_TEST(texts_fit_whole_or_are_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
