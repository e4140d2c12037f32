/* Announced visitors (domain.md §2): what is refused, how they are found, used once, given back, expired, missed. */
#include "gatepost/alarm.h"
#include "gatepost/audit.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/expected_rules.h"
#include "gatepost/gate.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/setting_table.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };
static struct store *store;
static int64_t south, east, home, neighbour;

static int setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    store = register_open();
    south = register_checkpoint(store, "南门");
    east = register_checkpoint(store, "东门");
    home = register_household(store, "望江苑", "12-2-1203");
    neighbour = register_household(store, "望江苑", "8-1-302");
    register_person(store, "刘洋", "13800000001", home);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

static struct expected told(const char *name)
{
    struct expected expected = {.place_id = home, .people = 1};
    text_copy(expected.name, sizeof expected.name, name);
    return expected;
}

static void announce(struct expected *expected)
{
    struct err err = {0};
    if (!register_save(store, &expected_rules, expected, &err))
        fail_msg("%s", err.text);
}

static struct expected announced(const char *name, int64_t from_at, int64_t until_at)
{
    struct expected expected = told(name);
    expected.from_at = from_at;
    expected.until_at = until_at;
    announce(&expected);
    return expected;
}

static struct expected again(const struct expected *expected)
{
    struct expected now;
    assert_true(record_get(store, &expected_table, expected->head.id, &now, NULL));
    return now;
}

static void assert_refused(const struct expected *expected, const char *field)
{
    struct expected draft = *expected;
    struct err err = {0};
    int64_t before = register_count(store, "SELECT COUNT(*) FROM expected");
    assert_false(register_save(store, &expected_rules, &draft, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_non_null(err.field);
    assert_string_equal(err.field, field);
    assert_true(err.text[0] != '\0');
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM expected"), before);
    assert_memory_equal(&draft, expected, sizeof draft);
}

/* A crossing on the announcement; what is not said is of an ordinary visitor. */
static bool enter(struct store *at, int64_t checkpoint, const struct expected *expected, const char *name,
                  struct crossing *crossing, struct err *err)
{
    struct gate_visitor visitor = {0};
    text_copy(visitor.name, sizeof visitor.name, name);
    crossing->checkpoint_id = checkpoint;
    crossing->class = CLASS_VISITOR;
    crossing->place_id = expected->place_id;
    crossing->affected_area = -1;
    crossing->temp_tenths = 365;
    crossing->expected_id = expected->head.id;
    return gate_save(at, crossing, &visitor, err);
}

static struct crossing entered(const struct expected *expected, const char *name)
{
    struct crossing crossing = {0};
    struct err err = {0};
    if (!enter(store, south, expected, name, &crossing, &err))
        fail_msg("%s", err.text);
    return crossing;
}

static void assert_turned_down(const struct expected *expected, const char *says)
{
    struct crossing crossing = {0};
    struct err err = {0};
    int64_t before = register_count(store, "SELECT COUNT(*) FROM crossing");
    assert_false(enter(store, south, expected, "钱多多", &crossing, &err));
    assert_string_equal(err.field, "expected");
    if (strstr(err.text, says) == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM crossing"), before);
}

/* ---- announced ---- */

static void little_is_asked_and_the_rest_follows(void **state)
{
    (void)state;
    struct expected expected = told("周文明");
    expected.people = 0;
    announce(&expected);
    assert_int_equal(expected.from_at, REGISTER_NOW);
    assert_int_equal(expected.until_at, REGISTER_NOW + 9 * HOUR + 28 * MINUTE); /* 24:00 */
    assert_int_equal(expected.people, 1);
    assert_int_equal(expected.officer_id, 1);
    assert_int_equal(expected.announced_at, REGISTER_NOW);
    struct expected car = told("");
    text_copy(car.plate, sizeof car.plate, "e12345");
    text_copy(car.phone, sizeof car.phone, "138 0000 3821");
    announce(&car);
    assert_string_equal(car.plate, "粤E12345");
    assert_string_equal(car.phone, "13800003821");
}

static void one_that_begins_tomorrow_ends_tomorrow(void **state)
{
    (void)state;
    struct expected expected = announced("周文明", REGISTER_NOW + DAY, 0);
    assert_int_equal(expected.until_at, REGISTER_NOW + 9 * HOUR + 28 * MINUTE + DAY);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct expected expected = told("周文明");
    expected.place_id = 0;
    assert_refused(&expected, "place");
    expected = told("");
    assert_refused(&expected, "name");
    expected = told("周文明");
    expected.until_at = REGISTER_NOW - 1;
    expected.from_at = REGISTER_NOW - HOUR;
    assert_refused(&expected, "until");
    expected.until_at = expected.from_at = REGISTER_NOW + HOUR;
    assert_refused(&expected, "until");
    expected = told("周文明");
    expected.from_at = REGISTER_NOW + 32 * DAY;
    assert_refused(&expected, "from");
    expected = told("周文明");
    expected.people = 100;
    assert_refused(&expected, "people");
    expected = told("周文明");
    text_copy(expected.plate, sizeof expected.plate, "no plate");
    assert_refused(&expected, "plate");
}

static void days_are_a_setting(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = told("周文明");
    expected.from_at = REGISTER_NOW;
    expected.until_at = REGISTER_NOW + 7 * DAY + 1;
    assert_refused(&expected, "until");
    expected.until_at--;
    announce(&expected);
    assert_true(setting_set(store, "visitor.days", "1", &err));
    struct expected later = told("周文明");
    later.from_at = REGISTER_NOW;
    later.until_at = REGISTER_NOW + DAY + 1;
    assert_refused(&later, "until");
    text_copy(expected.note, sizeof expected.note, "the time was fine when it was announced");
    announce(&expected);
}

static void hostile_texts_are_refused_whole(void **state)
{
    (void)state;
    static const char *const names[] = {"张*明", "a\x1b[2J", "\xe2\x80\xae张", "\xff\xfe", "1234", "张\n三"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct expected expected = told(names[i]);
        assert_refused(&expected, "name");
    }
    struct expected expected = told("周文明");
    memset(expected.purpose, 'x', sizeof expected.purpose - 1);
    assert_refused(&expected, "purpose");
    expected = told("周文明");
    text_copy(expected.phone, sizeof expected.phone, "138****3821");
    assert_refused(&expected, "phone");
    expected = told("周文明");
    text_copy(expected.plate, sizeof expected.plate, "粤E**345");
    assert_refused(&expected, "plate");
    expected = told("周文明");
    text_copy(expected.note, sizeof expected.note, "'); DROP TABLE expected; --%s%n");
    announce(&expected);
    assert_string_equal(again(&expected).note, "'); DROP TABLE expected; --%s%n");
}

/* ---- found ---- */

static int find_at(const char *words, int64_t at, struct expected rows[4], int *whole)
{
    struct err err = {0};
    struct expected_search search = {
        .words = words, .at = at, .before = expected_offer_end(at), .rows = rows, .most = 4};
    assert_true(expected_find(store, &search, &err));
    *whole = search.whole;
    return search.count + search.left;
}

static int found(const char *words)
{
    struct expected rows[4];
    int whole;
    return find_at(words, REGISTER_NOW, rows, &whole);
}

static void every_word_of_the_gate_finds_them(void **state)
{
    (void)state;
    struct expected expected = told("周文明");
    text_copy(expected.phone, sizeof expected.phone, "13800003821");
    text_copy(expected.plate, sizeof expected.plate, "粤E12345");
    announce(&expected);
    static const char *const words[] = {"zwm",           "zhouwen",        "周文",     "文明",
                                        "3821",          "13800003821",    "粤E12345", "e12345",
                                        "2345",          "12-2-1203",      "1221203",  "12栋2单元1203",
                                        "zwm 12-2-1203", "1221203 周文明", "ＺＷＭ",   "周文明，12-2-1203"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (found(words[i]) != 1)
            fail_msg("%s: %d", words[i], found(words[i]));
    static const char *const others[] = {"zwx", "3822", "8-1-302", "zwm 8-1-302", "粤E12346", "", " ", "%", "周文暗"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (found(others[i]) != 0)
            fail_msg("%s: %d", others[i], found(others[i]));
}

static void the_whole_name_goes_first_then_who_is_running(void **state)
{
    (void)state;
    struct expected rows[4];
    int whole;
    announced("周文明华", 0, REGISTER_NOW + HOUR);
    announced("周文敏", REGISTER_NOW + HOUR, REGISTER_NOW + HOUR + MINUTE);
    announced("周文明", REGISTER_NOW + HOUR, REGISTER_NOW + 2 * HOUR);
    assert_int_equal(find_at("周文明", REGISTER_NOW, rows, &whole), 2);
    assert_int_equal(whole, 1);
    assert_string_equal(rows[0].name, "周文明");
    assert_string_equal(rows[1].name, "周文明华");
    assert_int_equal(find_at("zw", REGISTER_NOW, rows, &whole), 3);
    assert_int_equal(whole, 0);
    assert_string_equal(rows[0].name, "周文明华");
    assert_string_equal(rows[1].name, "周文敏");
    announced("周文甲", 0, 0);
    announced("周文乙", 0, 0);
    assert_int_equal(find_at("zw", REGISTER_NOW, rows, &whole), 5);
}

static void only_while_it_is_open(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = announced("周文明", 0, 0);
    assert_int_equal(found("zwm"), 1);
    assert_true(register_void(store, &expected_rules, expected.head.id, -1, "the household called again", &err));
    assert_int_equal(found("zwm"), 0);
    announced("罗志强", REGISTER_NOW + DAY, 0);
    assert_int_equal(found("lzq"), 0); /* tomorrow it is */
    clock_fix(REGISTER_NOW + DAY - HOUR);
    struct expected rows[4];
    int whole;
    assert_int_equal(find_at("lzq", clock_now(), rows, &whole), 1);
}

/* ---- used ---- */

static void used_once(void **state)
{
    (void)state;
    struct expected expected = announced("周文明", 0, 0);
    struct crossing crossing = entered(&expected, "周文明");
    assert_int_equal(crossing.expected_id, expected.head.id);
    struct expected now = again(&expected);
    assert_int_equal(now.came, 1);
    assert_int_equal(now.crossing_id, crossing.id);
    assert_int_equal(now.came_at, crossing.at);
    assert_int_equal(now.head.rev, expected.head.rev); /* nothing else was changed */
    assert_int_equal(found("zwm"), 0);
    assert_turned_down(&expected, "14:32 at 南门");
    struct crossing ordinary = {0};
    struct err err = {0};
    struct expected none = {.place_id = home};
    assert_true(enter(store, south, &none, "周文明", &ordinary, &err));
    assert_int_equal(ordinary.expected_id, 0);
}

static void an_undo_or_a_void_gives_it_back(void **state)
{
    (void)state;
    struct err err = {0};
    struct buffer what = {0};
    struct expected expected = announced("周文明", 0, 0);
    entered(&expected, "周文明");
    assert_true(store_undo(store, &what, &err));
    assert_int_equal(again(&expected).came, 0);
    assert_int_equal(found("zwm"), 1);
    assert_true(store_redo(store, &what, &err));
    assert_int_equal(found("zwm"), 0);
    struct expected now = again(&expected);
    assert_true(gate_void(store, now.crossing_id, -1, "typed twice", &err));
    assert_int_equal(found("zwm"), 1);
    entered(&expected, "周文明");
    assert_int_equal(found("zwm"), 0);
    buffer_release(&what);
}

static void who_did_not_come_in_used_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = announced("周文明", 0, 0);
    struct crossing away = {.decision = DECISION_TURNED_AWAY, .reason = "no mask"};
    assert_true(enter(store, south, &expected, "周文明", &away, &err));
    assert_int_equal(away.expected_id, expected.head.id);
    assert_int_equal(again(&expected).came, 0);
    struct crossing out = {.direction = DIRECTION_OUT};
    assert_true(enter(store, south, &expected, "周文明", &out, &err));
    assert_int_equal(out.expected_id, 0);
    assert_int_equal(found("zwm"), 1);
    /* The one turned away is admitted after all, by a correction. */
    away.decision = DECISION_ADMITTED;
    away.reason[0] = '\0';
    assert_true(gate_save(store, &away, NULL, &err));
    assert_int_equal(again(&expected).came, 1);
    assert_int_equal(found("zwm"), 0);
}

static void as_many_as_were_announced(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = told("周文明");
    expected.people = 4;
    announce(&expected);
    entered(&expected, "周文明");
    struct crossing car = {.occupants = 2};
    assert_true(enter(store, east, &expected, "周文静", &car, &err));
    assert_int_equal(again(&expected).came, 3);
    assert_int_equal(found("zwm"), 1);
    entered(&expected, "周小宝");
    assert_turned_down(&expected, "used already");
}

/* The other gate read it while it was open, and saves behind this one. */
static void of_two_gates_one_has_it(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = announced("周文明", 0, 0), seen;
    struct store *other = store_open(store_path(store), 0, &err);
    assert_non_null(other);
    assert_true(store_sign_on(other, 1, "gate 2", true, &err));
    assert_true(record_get(other, &expected_table, expected.head.id, &seen, &err));
    assert_true(expected_is_open(&seen, clock_now()));
    struct crossing here = {0}, there = {0};
    assert_true(enter(store, south, &expected, "周文明", &here, &err));
    int64_t before = register_count(store, "SELECT COUNT(*) FROM crossing");
    assert_false(enter(other, east, &seen, "周文明", &there, &err));
    assert_string_equal(err.field, "expected");
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM crossing"), before);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM person WHERE kind = 'visitor'"), 1);
    /* The first was a mistake: now the other one has it. */
    struct buffer what = {0};
    assert_true(store_undo(store, &what, &err));
    there = (struct crossing){0};
    assert_true(enter(other, east, &seen, "周文明", &there, &err));
    assert_int_equal(again(&expected).came, 1);
    buffer_release(&what);
    store_close(other);
}

static void void_ones_are_refused_at_the_gate(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = announced("周文明", 0, 0);
    assert_true(register_void(store, &expected_rules, expected.head.id, -1, "called off", &err));
    assert_turned_down(&expected, "called off");
}

/* ---- expired ---- */

static void expired_at_the_minute(void **state)
{
    (void)state;
    struct expected expected = announced("周文明", 0, REGISTER_NOW + HOUR), rows[4];
    int whole;
    clock_fix(REGISTER_NOW + HOUR - 1);
    assert_int_equal(find_at("zwm", clock_now(), rows, &whole), 1);
    clock_fix(REGISTER_NOW + HOUR);
    assert_int_equal(find_at("zwm", clock_now(), rows, &whole), 0);
    assert_turned_down(&expected, "04-11 at 15:32");
    /* Written down late, it counts for when it was. */
    struct crossing crossing = {.at = REGISTER_NOW + HOUR - 1};
    struct err err = {0};
    assert_true(enter(store, south, &expected, "周文明", &crossing, &err));
}

static void across_midnight(void **state)
{
    (void)state;
    int64_t midnight = expected_offer_end(REGISTER_NOW);
    struct expected night = announced("周文明", midnight - 2 * HOUR, midnight + 2 * HOUR), rows[4];
    struct expected today = announced("罗志强", 0, 0);
    int whole;
    clock_fix(midnight - 1);
    assert_int_equal(find_at("lzq", clock_now(), rows, &whole), 1);
    clock_fix(midnight);
    assert_int_equal(find_at("lzq", clock_now(), rows, &whole), 0);
    assert_turned_down(&today, "04-12 at 00:00");
    assert_int_equal(find_at("zwm", clock_now(), rows, &whole), 1);
    clock_fix(midnight + 2 * HOUR - 1);
    entered(&night, "周文明");
}

static void the_lists_are_parted_by_the_clock(void **state)
{
    (void)state;
    struct expected used = announced("周文明", 0, 0), rows[8];
    struct err err = {0};
    announced("罗志强", 0, REGISTER_NOW + HOUR);
    announced("何丽华", REGISTER_NOW + DAY, 0);
    entered(&used, "周文明");
    static const int counts[2][4] = {{2, 1, 0, 3}, {1, 1, 1, 3}};
    for (int later = 0; later < 2; later++) {
        clock_fix(REGISTER_NOW + (later ? HOUR : 0));
        for (int scope = 0; scope < 4; scope++) {
            struct record_window window = {.scope = scope, .rows = rows, .most = 8};
            assert_true(record_window(store, &expected_table, &window, &err));
            assert_int_equal(window.count, counts[later][scope]);
            for (int i = 1; i < window.count; i++)
                assert_true((rows[i].until_at > rows[i - 1].until_at) == (scope == EXPECTED_NOW));
        }
    }
}

static void assert_window(int64_t from, int64_t until, const char *label)
{
    char text[EXPECTED_WINDOW_SIZE];
    expected_window_label(from, until, REGISTER_NOW, text);
    assert_string_equal(text, label);
}

static void times_are_written_as_people_say_them(void **state)
{
    (void)state;
    int64_t midnight = expected_offer_end(REGISTER_NOW);
    assert_window(REGISTER_NOW, REGISTER_NOW + HOUR, "14:32-15:32");
    assert_window(REGISTER_NOW, midnight, "14:32-24:00");
    assert_window(REGISTER_NOW, midnight + 2 * HOUR, "14:32-04-12 02:00");
    assert_window(REGISTER_NOW, midnight + DAY, "14:32-04-12 24:00");
    assert_window(midnight, midnight + DAY, "04-12 00:00-24:00");
    assert_window(midnight - DAY, midnight, "00:00-24:00");
}

/* ---- at the gate ---- */

static int assess(struct crossing *crossing, struct gate_advice *advice)
{
    return gate_assess(store, crossing, advice, 4);
}

static void the_gate_hears_for_when_and_by_whom(void **state)
{
    (void)state;
    struct gate_advice advice[4];
    struct expected expected = told("周文明");
    text_copy(expected.announced_by, sizeof expected.announced_by, "刘阿姨");
    expected.from_at = REGISTER_NOW + HOUR;
    announce(&expected);
    struct crossing crossing = {
        .at = REGISTER_NOW, .class = CLASS_VISITOR, .place_id = home, .expected_id = expected.head.id};
    assert_int_equal(assess(&crossing, advice), 1);
    assert_int_equal(advice[0].level, ADVICE_WARN); /* an hour early */
    assert_string_equal(advice[0].say, "Announced only for 15:32-24:00 by 刘阿姨");
    assert_string_equal(advice[0].call, "");
    crossing.at += HOUR;
    assert_int_equal(assess(&crossing, advice), 1);
    assert_int_equal(advice[0].level, ADVICE_NOTE);
    crossing.expected_id = 0;
    assert_int_equal(assess(&crossing, advice), 0);
}

static void an_observed_household_is_said_while_announcing(void **state)
{
    (void)state;
    struct err err = {0};
    char words[NOTE_BYTES];
    expected_observation(store, home, REGISTER_NOW, words, sizeof words);
    assert_string_equal(words, "");
    struct flag flag = {.place_id = home,
                        .kind = FLAG_OBSERVATION,
                        .denies = DENIES_OUT,
                        .say = "day 9 of 14",
                        .from_at = REGISTER_NOW,
                        .until_at = REGISTER_NOW + DAY};
    assert_true(people_set_flag(store, &flag, &err));
    expected_observation(store, home, REGISTER_NOW, words, sizeof words);
    assert_string_equal(words, "day 9 of 14");
    expected_observation(store, neighbour, REGISTER_NOW, words, sizeof words);
    assert_string_equal(words, "");
    expected_observation(store, home, REGISTER_NOW + DAY, words, sizeof words);
    assert_string_equal(words, "");
}

static void a_household_that_expects_somebody_stays(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = told("周文明");
    expected.place_id = neighbour;
    announce(&expected);
    assert_false(dependents_none(store, "place", neighbour, &err));
    clock_fix(expected.until_at);
    assert_true(dependents_none(store, "place", neighbour, &err));
}

/* Refused when the index could not serve it: nothing walks the log. */
static void who_came_is_counted_by_an_index(void **state)
{
    (void)state;
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM crossing c INDEXED BY crossing_expected WHERE "
                                           "c.expected_id = 3 AND c.voided IS NULL AND c.direction = 'in'"),
                     0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM expected INDEXED BY expected_tell WHERE tell = 1 AND "
                                           "voided IS NULL AND until_at > 3 AND until_at <= 4"),
                     0);
}

/* ---- who did not come ---- */

static int missed(int64_t now, struct alarm_matter *matters)
{
    struct err err = {0};
    int count = 0;
    assert_true(expected_missed_matters(store, now, matters, 8, &count, &err));
    return count;
}

static void who_asked_is_told_that_they_did_not_come(void **state)
{
    (void)state;
    struct alarm_matter matters[8];
    struct expected quiet = announced("罗志强", 0, REGISTER_NOW + HOUR), expected = told("周文明");
    (void)quiet;
    expected.until_at = REGISTER_NOW + HOUR;
    expected.tell = true;
    announce(&expected);
    assert_int_equal(missed(REGISTER_NOW + HOUR - 1, matters), 0);
    assert_int_equal(missed(REGISTER_NOW + HOUR, matters), 1);
    assert_int_equal(matters[0].subject, expected.head.id);
    assert_string_equal(matters[0].words, "周文明 12-2-1203 14:32-15:32");
    assert_int_equal(missed(REGISTER_NOW + HOUR + DAY, matters), 0); /* a day later nobody asks */
    clock_fix(REGISTER_NOW + HOUR);
    assert_true(expected_missed_stands(store, expected.head.id, ""));
    /* Until later after all: rings again only then. */
    expected.until_at += HOUR;
    announce(&expected);
    assert_false(expected_missed_stands(store, expected.head.id, ""));
    assert_int_equal(missed(REGISTER_NOW + HOUR, matters), 0);
    assert_int_equal(missed(REGISTER_NOW + 2 * HOUR, matters), 1);
    entered(&expected, "周文明");
    assert_int_equal(missed(REGISTER_NOW + 2 * HOUR, matters), 0);
}

static void the_desk_rings_once(void **state)
{
    (void)state;
    struct err err = {0};
    struct expected expected = told("周文明");
    expected.until_at = REGISTER_NOW + HOUR;
    expected.tell = true;
    announce(&expected);
    clock_fix(REGISTER_NOW + HOUR - 1);
    assert_true(alarm_scan(store, clock_now(), &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected'"), 0);
    clock_fix(REGISTER_NOW + HOUR);
    for (int i = 0; i < 2; i++)
        assert_true(alarm_scan(store, clock_now(), &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected'"), 1);
    clock_fix(REGISTER_NOW + HOUR + 2 * DAY); /* nobody took note of it: it stands */
    assert_true(alarm_scan(store, clock_now(), &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected' AND cleared_at IS NULL"),
                     1);
    assert_true(register_void(store, &expected_rules, expected.head.id, -1, "they came on foot", &err));
    assert_true(alarm_scan(store, clock_now(), &err));
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM alarm WHERE rule = 'expected' AND cleared_at IS NULL"),
                     0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(little_is_asked_and_the_rest_follows),
        TEST(one_that_begins_tomorrow_ends_tomorrow),
        TEST(what_cannot_be_is_refused),
        TEST(days_are_a_setting),
        TEST(hostile_texts_are_refused_whole),
        TEST(every_word_of_the_gate_finds_them),
        TEST(the_whole_name_goes_first_then_who_is_running),
        TEST(only_while_it_is_open),
        TEST(used_once),
        TEST(an_undo_or_a_void_gives_it_back),
        TEST(who_did_not_come_in_used_nothing),
        TEST(as_many_as_were_announced),
        TEST(of_two_gates_one_has_it),
        TEST(void_ones_are_refused_at_the_gate),
        TEST(expired_at_the_minute),
        TEST(across_midnight),
        TEST(the_lists_are_parted_by_the_clock),
        TEST(times_are_written_as_people_say_them),
        TEST(the_gate_hears_for_when_and_by_whom),
        TEST(an_observed_household_is_said_while_announcing),
        TEST(a_household_that_expects_somebody_stays),
        TEST(who_came_is_counted_by_an_index),
        TEST(who_asked_is_told_that_they_did_not_come),
        TEST(the_desk_rings_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
