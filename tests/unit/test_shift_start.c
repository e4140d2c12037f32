/* When a shift begins, and what its lines say. */
#include "gatepost/alarm_sound.h"
#include "gatepost/clock.h"
#include "gatepost/donation.h"
#include "gatepost/errand.h"
#include "gatepost/expected.h"
#include "gatepost/notice_rules.h"
#include "gatepost/people.h"
#include "gatepost/pin.h"
#include "gatepost/printing.h"
#include "gatepost/registers.h"
#include "gatepost/setting_table.h"
#include "gatepost/shift_start.h"
#include "gatepost/supply_rules.h"
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

static void say_nothing(const char *name)
{
    expect(name, false, false, "");
}

static void notices_are_told_until_this_officer_has_read_them(void **state)
{
    (void)state;
    expect("notices", false, false, "none");
    struct notice notice = {.title = "今晚消杀", .text = "22:00", .until_at = REGISTER_NOW + 3600};
    assert_true(register_save(store, &notice_rules, &notice, &err)); /* not pinned: told all the same */
    expect("notices", true, false, "1 not read\n今晚消杀");
    assert_true(notice_mark_read(store, notice.head.id, -1, &err));
    expect("notices", false, false, "none");
    int64_t other = register_officer(store, "王秀英");
    assert_true(store_sign_on(store, other, "desk", false, &err));
    expect("notices", true, false, "1 not read\n今晚消杀");
    assert_true(store_sign_on(store, 0, "desk", false, &err));
    say_nothing("notices");
}

static void announce(int64_t place, const char *name, int64_t from, int64_t until)
{
    struct expected expected = {.place_id = place, .people = 1, .from_at = from, .until_at = until};
    text_copy(expected.name, sizeof expected.name, name);
    if (!register_save(store, &expected_rules, &expected, &err))
        fail_msg("%s", err.text);
}

static void who_may_still_come_today_is_told(void **state)
{
    (void)state;
    int64_t midnight = REGISTER_NOW - (14 * 60 + 32) * 60 + 24 * 3600;
    int64_t place = register_household(store, "东区", "8-1-302");
    expect("expected", false, false, "none");
    announce(place, "周杰", REGISTER_NOW + 3600, REGISTER_NOW + 7200);
    expect("expected", false, false, "1 to come today\n15:32-16:32 周杰");
    expect("expected", false, true, "1 to come today\n15:32-16:32 周*");
    clock_fix(REGISTER_NOW - 7200);
    announce(place, "马明", REGISTER_NOW - 7200, REGISTER_NOW); /* its time is over just now */
    clock_fix(REGISTER_NOW);
    announce(place, "孙丽", midnight, midnight + 3600); /* tomorrow */
    expect("expected", false, false, "1 to come today\n15:32-16:32 周杰");
    announce(place, "赵云", midnight - 1800, midnight + 3600);
    expect("expected", false, false, "2 to come today\n15:32-16:32 周杰");
}

static void crossing_of(int64_t person, int64_t place, enum crossing_class class, enum direction direction, int64_t at)
{
    struct crossing crossing = {.checkpoint_id = 1,
                                .officer_id = 1,
                                .person_id = person,
                                .place_id = place,
                                .class = class,
                                .direction = direction,
                                .at = at};
    register_crossing(store, &crossing);
}

static void set(const char *name, const char *value)
{
    assert_true(setting_set(store, name, value, &err));
}

static void who_is_out_past_the_limit_is_told(void **state)
{
    (void)state;
    register_checkpoint(store, "南门");
    int64_t place = register_household(store, "东区", "8-1-302");
    int64_t first = register_person(store, "张伟明", "", place), second = register_person(store, "刘洋", "", place);
    set("quota.hours", "3");
    expect("out", false, false, "none");
    crossing_of(first, place, CLASS_RESIDENT, DIRECTION_OUT, REGISTER_NOW - 3 * 3600 + 60);
    expect("out", false, false, "none"); /* out, and within the limit */
    crossing_of(second, place, CLASS_RESIDENT, DIRECTION_OUT, REGISTER_NOW - 4 * 3600 - 720);
    expect("out", true, false, "1 over the limit\n8-1-302 刘洋 4 h 12 min");
    expect("out", true, true, "1 over the limit\n8-1-302 刘* 4 h 12 min");
    crossing_of(second, place, CLASS_RESIDENT, DIRECTION_IN, REGISTER_NOW - 60);
    expect("out", false, false, "none");
    set("quota.hours", "0");
    say_nothing("out");
}

static void who_is_inside_past_the_curfew_is_told(void **state)
{
    (void)state;
    register_checkpoint(store, "南门");
    int64_t place = register_household(store, "东区", "8-1-302");
    int64_t early = register_person(store, "周杰", "", 0), worker = register_person(store, "马明", "", 0);
    set("curfew.time", "13:00");
    expect("inside", false, false, "none");
    crossing_of(worker, place, CLASS_OFFICIAL, DIRECTION_IN, REGISTER_NOW - 7200); /* a curfew is not for those */
    expect("inside", false, false, "none");
    crossing_of(early, place, CLASS_VISITOR, DIRECTION_IN, REGISTER_NOW - 7200);
    expect("inside", true, false, "1 still inside\n8-1-302 周杰 2 h 0 min");
    expect("inside", true, true, "1 still inside\n8-1-302 周* 2 h 0 min");
    set("curfew.time", "12:00"); /* who came after it stays */
    expect("inside", false, false, "none");
    set("curfew.time", "");
    say_nothing("inside");
}

static void duty_officers_without_a_pin_are_named(void **state)
{
    (void)state;
    struct officer first, second = {.name = "王秀英", .role = ROLE_OFFICER};
    officer("李娜", ROLE_CLERK); /* no such matter */
    assert_true(officer_get(store, 1, &first, &err));
    first.role = ROLE_OFFICER;
    register_begin(store);
    assert_true(officer_save(store, &first, &err));
    assert_true(officer_save(store, &second, &err));
    register_commit(store);
    expect("pins", true, false, "duty officers: 李卫国, 王秀英");
    expect("pins", true, true, "duty officers: 李*国, 王*英");
    const struct pin_change change = {PIN_SET, "2468", "2468"};
    assert_true(pin_save_officer(store, &second, &change, &err));
    expect("pins", true, false, "duty officers: 李卫国");
    assert_true(pin_save_officer(store, &first, &change, &err));
    say_nothing("pins");
}

static int64_t ask(int64_t place, const char *items, int64_t at, bool urgent)
{
    struct supply supply = {.place_id = place, .asked_at = at, .urgent = urgent};
    text_copy(supply.items, sizeof supply.items, items);
    if (!register_save(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    return supply.head.id;
}

static void what_is_to_be_brought_is_told(void **state)
{
    (void)state;
    int64_t place = register_household(store, "东区", "8-1-302");
    say_nothing("supplies");
    ask(place, "大米10斤", REGISTER_NOW, false);
    expect("supplies", false, false, "1 to bring");
    ask(place, "降压药1盒", REGISTER_NOW, true);
    int64_t late = ask(place, "盐1包", REGISTER_NOW - 86400, false);
    expect("supplies", true, false, "3 to bring\n1 over the limit\n1 urgent, nobody's");
    struct supply_move move = {.id = late, .rev = -1, .to = SUPPLY_LEFT, .helper = "周敏"};
    assert_true(supply_move(store, &move, &err));
    expect("supplies", true, false, "2 to bring\n1 urgent, nobody's\n1 at the door");
}

static void what_the_store_room_and_its_helpers_owe_is_told(void **state)
{
    (void)state;
    say_nothing("goods");
    say_nothing("errands");
    say_nothing("donations");
    struct goods goods = {.name = "口罩", .unit = "个", .minimum = 200 * THOUSAND, .category = GOODS_PROTECTION};
    if (!register_save(store, &goods_rules, &goods, &err))
        fail_msg("%s", err.text);
    expect("goods", true, false, "1 under their minimum\n口罩 0个 < 200个");
    struct donation donation = {.donor = "赵建国", .items = "口罩 300个", .at = REGISTER_NOW, .may_be_named = -1};
    struct errand errand = {.helper = "周敏", .begun_at = REGISTER_NOW};
    register_begin(store);
    assert_true(record_save(store, &donation_table, &donation, &err));
    assert_true(record_save(store, &errand_table, &errand, &err));
    register_commit(store);
    expect("errands", false, false, "1 not settled\n周敏");
    expect("errands", false, true, "1 not settled\n周*");
    expect("donations", false, false, "1 not thanked\n赵建国");
    expect("donations", false, true, "1 not thanked\n赵*国");
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

static void printed(int64_t at, enum printing_result result)
{
    struct printing printing = {
        .at = at, .officer_id = 1, .level = PRINTING_INTERNAL, .copies = 1, .version = 1, .result = result};
    text_copy(printing.document, sizeof printing.document, "outage");
    register_begin(store);
    assert_true(record_save(store, &printing_table, &printing, &err));
    register_commit(store);
}

static void the_outage_pack_has_an_age(void **state)
{
    (void)state;
    expect("outage", true, false, "none was printed yet");
    printed(REGISTER_NOW - 3600, PRINTING_FAILED); /* it never came out of the printer */
    expect("outage", true, false, "none was printed yet");
    printed(REGISTER_NOW - 2 * 3600, PRINTING_DONE);
    expect("outage", false, false, "12:32  2 h ago");
    printed(REGISTER_NOW - 13 * 3600, PRINTING_DONE);
    expect("outage", true, false, "01:32  13 h ago");
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, open_register, close_register)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_FILE(once_in_a_shift_for_each_person_and_desk),
        ON_FILE(only_at_a_desk),
        ON_FILE(posts_are_told_by_who_logged_there_last),
        ON_FILE(the_sound_was_tried_at_this_terminal),
        ON_FILE(a_desk_without_backup_or_alarms),
        ON_FILE(the_outage_pack_has_an_age),
        ON_FILE(notices_are_told_until_this_officer_has_read_them),
        ON_FILE(who_may_still_come_today_is_told),
        ON_FILE(who_is_out_past_the_limit_is_told),
        ON_FILE(who_is_inside_past_the_curfew_is_told),
        ON_FILE(duty_officers_without_a_pin_are_named),
        ON_FILE(what_is_to_be_brought_is_told),
        ON_FILE(what_the_store_room_and_its_helpers_owe_is_told),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
