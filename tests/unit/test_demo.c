/* The sample community: always the same, sound, and what the fill makes at the end equals what rows would have made. */
#include "gatepost/clock.h"
#include "gatepost/demo.h"
#include "gatepost/follow_up_rules.h"
#include "gatepost/habits.h"
#include "gatepost/people.h"
#include "gatepost/roster_week.h"
#include "gatepost/search.h"
#include "gatepost/words.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/gatepost-demo-XXXXXX";
static char first[64], second[64];
static struct store *store;

static void make(const char *path)
{
    struct err err = {0};
    struct demo demo = {.crossings = 2000, .now = REGISTER_NOW};
    struct store_new file = {.community = "望江社区", .zone = "Asia/Shanghai", .fill = demo_fill, .context = &demo};
    if (!store_create(path, &file, &err))
        fail_msg("%s", err.text);
}

static int setup(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(REGISTER_NOW);
    assert_non_null(mkdtemp(folder));
    snprintf(first, sizeof first, "%s/first.db", folder);
    snprintf(second, sizeof second, "%s/second.db", folder);
    make(first);
    make(second);
    struct err err = {0};
    store = store_open(first, 0, &err);
    return store != NULL ? 0 : 1;
}

static int teardown(void **state)
{
    (void)state;
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    store_close(store);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char path[80];
        snprintf(path, sizeof path, "%s%s", first, ends[i]);
        unlink(path);
        snprintf(path, sizeof path, "%s%s", second, ends[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static int64_t count(const char *sql)
{
    return register_count(store, sql);
}

/* The audit's chain hashes cover every row: same head, same rows. */
static void two_runs_are_equal(void **state)
{
    (void)state;
    struct err err = {0};
    struct store *other = store_open(second, STORE_READ_ONLY, &err);
    assert_non_null(other);
    for (int64_t id = 1; id <= 2000; id += 7) {
        struct crossing one, two;
        assert_true(crossing_get(store, id, &one, &err) && crossing_get(other, id, &two, &err));
        assert_memory_equal(&one, &two, sizeof one);
    }
    for (int64_t id = 1; id <= 3600; id += 11) {
        struct person one, two;
        assert_true(person_get(store, id, &one, &err) && person_get(other, id, &two, &err));
        assert_memory_equal(&one, &two, sizeof one);
    }
    store_close(other);
}

static void the_community_has_its_size(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM checkpoint"), 17);
    assert_int_equal(count("SELECT COUNT(*) FROM place WHERE kind = 'household'"), 1200);
    assert_in_range(count("SELECT COUNT(*) FROM person WHERE kind <> 'visitor'"), 3300, 3900);
    assert_int_equal(count("SELECT COUNT(*) FROM person WHERE kind = 'visitor'"), 200 + 26); /* and volunteers */
    assert_in_range(count("SELECT COUNT(*) FROM crossing"), 2000, 2010);
    assert_in_range(REGISTER_NOW - count("SELECT MAX(at) FROM crossing"), 0, 120);
    assert_int_equal(count("SELECT COUNT(*) FROM crossing WHERE entered_at < at OR officer_id IS NULL"), 0);
}

/* 46 people at all stages; one flag a household; nobody of them crosses without a reason. */
static void people_are_observed_at_all_stages(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM observation WHERE state = 'observing'"), 46);
    assert_int_equal(count("SELECT COUNT(*) FROM flag WHERE kind = 'observation' AND denies = 'out'"),
                     count("SELECT COUNT(DISTINCT place_id) FROM observation WHERE state = 'observing'"));
    assert_int_equal(count("SELECT COUNT(*) FROM observation o JOIN flag f ON f.id = o.flag_id WHERE "
                           "f.place_id = o.place_id AND o.state = 'observing'"),
                     46);
    assert_int_equal(count("SELECT COUNT(*) FROM observation o JOIN place p ON p.id = o.place_id WHERE o.door <> "
                           "p.room_sort"),
                     0);
    assert_true(count("SELECT COUNT(DISTINCT first_day) FROM observation WHERE state = 'observing'") >= 14);
    assert_int_equal(count("SELECT COUNT(*) FROM observation WHERE state = 'released'"), 8);
    assert_int_equal(count("SELECT COUNT(*) FROM observation WHERE state = 'to_verify'"), 2);
    assert_in_range(count("SELECT COUNT(*) FROM observation WHERE state = 'observing' AND ends_at <= 1649658720"), 2,
                    4);
    assert_int_equal(count("SELECT COUNT(*) FROM observation WHERE state = 'observing' AND last_day = 20220411"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM reading WHERE abnormal = 1"), 1);
    assert_int_equal(
        count("SELECT COUNT(*) FROM incident i JOIN reading r ON r.id = i.reading_id WHERE r.abnormal = 1"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM reading WHERE at > 1649658720"), 0);
    for (int outcome = 0; outcome < 4; outcome++) {
        static const char *const names[] = {"value", "no_answer", "refused", "excused"};
        char sql[80];
        snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM reading WHERE outcome = '%s'", names[outcome]);
        assert_true(count(sql) > 0);
    }
}

static void screening_stands_at_eighty_percent(void **state)
{
    (void)state;
    int64_t places = count("SELECT COUNT(*) FROM place WHERE kind = 'household'");
    int64_t done =
        count("SELECT COUNT(DISTINCT place_id) FROM survey WHERE round_id = 2 AND result IN ('done', 'vacant')");
    assert_in_range(done * 100 / places, 77, 84);
    assert_true(count("SELECT COUNT(*) FROM survey WHERE round_id = 2 AND result = 'not_home'") > 0);
    assert_true(count("SELECT COUNT(*) FROM survey WHERE round_id = 2 AND result = 'refused'") > 0);
    /* Nobody lives there, so nobody answered. */
    assert_int_equal(count("SELECT COUNT(*) FROM survey WHERE result = 'done' AND COALESCE(persons, 0) = 0"), 0);
    assert_true(count("SELECT COUNT(*) FROM survey WHERE round_id = 2 AND result = 'vacant'") > 0);
    assert_int_equal(count("SELECT COUNT(*) FROM declaration WHERE state = 'waiting'"), 12);
    assert_int_equal(count("SELECT COUNT(DISTINCT kind) FROM arrival"), 4);
}

/* Somebody of each tier for each observed household; two households wait for a helper. */
static void observed_households_are_followed_up(void **state)
{
    (void)state;
    int64_t households = count("SELECT COUNT(DISTINCT place_id) FROM observation WHERE state = 'observing'");
    assert_int_equal(count("SELECT COUNT(*) FROM tier WHERE voided IS NULL"), 4);
    assert_int_equal(count("SELECT COUNT(*) FROM keeper"), households * 4);
    assert_int_equal(count("SELECT COUNT(*) FROM pairing"), households - 2);
    assert_true(count("SELECT COUNT(*) FROM visit WHERE needed <> '' AND done_at IS NULL") > 0);
    /* A few have had no call of a tier today: not an evening of alarms. */
    int64_t contactless = 0;
    assert_true(follow_up_contactless_count(store, 0, clock_day(REGISTER_NOW), &contactless, NULL));
    assert_in_range(contactless, 3, 12);
    assert_int_equal(count("SELECT COUNT(*) FROM follow_up f WHERE NOT EXISTS (SELECT 1 FROM observation o WHERE "
                           "o.place_id = f.place_id AND o.began_at <= f.at)"),
                     0);
}

/* All states and ages; one waits too long, one is urgent and nobody's, but not for long; one thing is scarce. */
static void supplies_are_asked_for_in_all_states(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM supply"), 39);
    assert_int_equal(count("SELECT COUNT(DISTINCT state) FROM supply"), 9);
    assert_int_equal(count("SELECT COUNT(*) FROM supply s JOIN supply b ON b.id = s.id - 1 WHERE b.asked_at > "
                           "s.asked_at"),
                     0);
    assert_int_equal(count("SELECT COUNT(*) FROM supply WHERE due_at < 1649658720 AND state IN ('new', 'assigned', "
                           "'buying')"),
                     1);
    assert_int_equal(count("SELECT COUNT(*) FROM supply WHERE urgent = 1 AND state = 'new' AND asked_at BETWEEN "
                           "1649658720 - 600 AND 1649658720"),
                     1);
    assert_int_equal(count("SELECT COUNT(*) FROM supply WHERE urgent = 1 AND state = 'assigned'"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM supply_line WHERE delivered > 0 AND delivered < quantity"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM supply s JOIN pairing p ON p.place_id = s.place_id WHERE s.helper <> "
                           "'' AND s.helper <> p.name"),
                     0);
    assert_int_equal(count("SELECT COUNT(*) FROM supply WHERE officer_id IS NULL"), 0);
    assert_int_equal(count("SELECT COUNT(*) FROM supply_step WHERE at > 1649658720 OR officer_id IS NULL"), 0);
}

/* One settled, one with money to come back, one under way. */
static void three_errands_are_run(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM errand"), 3);
    assert_int_equal(count("SELECT given + received - spent - returned FROM errand WHERE settled_at IS NOT NULL"), 0);
    assert_int_equal(
        count("SELECT COUNT(*) FROM errand e WHERE settled_at IS NULL AND NOT EXISTS (SELECT 1 FROM supply "
              "s WHERE s.errand_id = e.id AND s.state IN ('assigned', 'buying'))"),
        1);
    assert_int_equal(count("SELECT COUNT(*) FROM supply s JOIN errand e ON e.id = s.errand_id WHERE e.helper <> "
                           "s.helper"),
                     0);
    assert_int_equal(count("SELECT COUNT(*) FROM supply WHERE errand_id IS NOT NULL"), 6);
}

static void the_stock_adds_up_and_one_thing_is_scarce(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM goods"), 26);
    assert_int_equal(count("SELECT COUNT(*) FROM donation WHERE items LIKE '%口罩%'"), 2);
    assert_int_equal(count("SELECT COUNT(*) FROM donation WHERE may_be_named = 0"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM donation WHERE thanked_at IS NULL"), 1);
    assert_int_equal(count("SELECT SUM(change) FROM stock_entry e JOIN goods g ON g.id = e.goods_id WHERE g.name = "
                           "'口罩' AND kind = 'in'"),
                     2100 * 1000);
    assert_int_equal(count("SELECT COUNT(*) FROM goods g WHERE (SELECT COALESCE(SUM(change), 0) FROM stock_entry e "
                           "WHERE e.goods_id = g.id) < minimum"),
                     1);
    assert_int_equal(count("SELECT COUNT(*) FROM stock_entry e WHERE (SELECT SUM(change) FROM stock_entry b WHERE "
                           "b.goods_id = e.goods_id AND (b.at, b.id) <= (e.at, e.id)) < 0"),
                     0);
    assert_int_equal(count("SELECT COUNT(*) FROM stock_entry WHERE supply_step_id IS NOT NULL AND place_id IS NULL"),
                     0);
}

static void visitors_are_announced_and_parcels_wait(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM expected"), 13);
    assert_int_equal(count("SELECT COUNT(DISTINCT expected_id) FROM crossing WHERE voided IS NULL"), 5);
    assert_int_equal(count("SELECT COUNT(*) FROM crossing c JOIN expected e ON e.id = c.expected_id JOIN person p "
                           "ON p.id = c.person_id WHERE p.name = e.name AND c.place_id = e.place_id AND "
                           "c.at BETWEEN e.from_at AND e.until_at - 1 AND c.voided IS NULL"),
                     5);
    assert_int_equal(count("SELECT COUNT(*) FROM parcel"), 30);
    assert_int_equal(count("SELECT COUNT(*) FROM parcel WHERE state = 'shelf'"), 20);
    assert_int_equal(count("SELECT COUNT(*) FROM parcel WHERE state <> 'shelf' AND done_by = ''"), 0);
}

static void posts_and_volunteers_of_all_kinds(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM post WHERE voided IS NULL"), 35);
    assert_int_equal(
        count("SELECT COUNT(*) FROM post p JOIN checkpoint c ON c.id = p.checkpoint_id AND c.name = p.name "
              "AND c.estate = p.estate WHERE p.kind = 'gate'"),
        17);
    assert_int_equal(count("SELECT COUNT(DISTINCT kind) FROM post"), 6);
    assert_int_equal(count("SELECT COUNT(*) FROM volunteer WHERE voided IS NULL"), 160);
    assert_int_equal(count("SELECT COUNT(DISTINCT kind) FROM volunteer"), 8);
    assert_int_equal(count("SELECT COUNT(*) FROM volunteer v JOIN person p ON p.id = v.person_id AND p.name = v.name "
                           "WHERE p.phone <> ''"),
                     160);
    assert_int_equal(
        count("SELECT COUNT(*) FROM volunteer v JOIN person p ON p.id = v.person_id WHERE EXISTS (SELECT 1 "
              "FROM observation o WHERE o.place_id = p.place_id AND o.state = 'observing')"),
        1);
    assert_int_equal(
        count("SELECT COUNT(*) FROM volunteer v JOIN person p ON p.id = v.person_id JOIN place h ON h.id = "
              "p.place_id WHERE v.building <> h.building"),
        0);
    assert_int_equal(count("SELECT COUNT(*) FROM volunteer WHERE health_day > 20220411 OR kit_day > 20220411"), 0);
}

static void last_week_was_worked_and_this_one_has_six_gaps(void **state)
{
    (void)state;
    struct roster_week week = {0};
    struct err err = {0};
    assert_true(roster_week_read(store, 20220411, REGISTER_NOW, &week, &err));
    assert_int_equal(week.gap_cells, 6);
    assert_int_equal(week.gaps, 7);
    assert_int_equal(week.gaps_today, 1);
    assert_int_equal(week.conflict_count, 1);
    assert_int_equal(week.conflicts[0].fit.bars, 1u << BAR_REST | 1u << BAR_CAP);
    roster_week_release(&week);
    assert_true(count("SELECT COUNT(*) FROM assignment WHERE day < 20220411 AND state = 'done'") > 500);
    assert_int_equal(
        count("SELECT COUNT(*) FROM assignment WHERE day < 20220411 AND state IN ('planned', 'confirmed')"), 0);
    assert_int_equal(count("SELECT COUNT(*) FROM assignment WHERE starts_at > 1649658720 + 900 AND arrived_at > 0"), 0);
    assert_int_equal(count("SELECT COUNT(*) FROM assignment WHERE not_signed_out = 1"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM assignment WHERE state = 'no_show'"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM assignment WHERE seeking_at > 0"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM assignment WHERE state = 'replaced'"), 1);
    assert_in_range(count("SELECT COUNT(*) FROM assignment WHERE arrived_at >= starts_at + 660"), 10, 80);
    assert_int_equal(count("SELECT COUNT(*) FROM absence WHERE from_at <= 1649658720 AND until_at > 1649658720"), 1);
    assert_int_equal(
        count("SELECT COUNT(*) FROM assignment a JOIN volunteer v ON v.id = a.volunteer_id JOIN person p ON "
              "p.id = v.person_id JOIN observation o ON o.place_id = p.place_id AND o.state = 'observing' "
              "WHERE a.state = 'confirmed'"),
        1);
}

/* As README has it: 赵国庆 is due at the main gate, has a PIN and a household to bring something to. */
static void the_shared_terminal_has_something_to_try(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM volunteer WHERE pin_id IS NOT NULL"), 2);
    assert_int_equal(count("SELECT COUNT(*) FROM assignment a JOIN volunteer v ON v.id = a.volunteer_id JOIN post p ON "
                           "p.id = a.post_id WHERE v.name = '赵国庆' AND v.pin_id IS NOT NULL AND p.name = '南门' AND "
                           "a.state = 'confirmed' AND a.starts_at <= 1649658720 AND a.ends_at > 1649658720"),
                     1);
    assert_int_equal(count("SELECT COUNT(*) FROM pairing q JOIN person p ON p.id = q.person_id JOIN supply s ON "
                           "s.place_id = q.place_id WHERE p.name = '赵国庆' AND p.phone = '19900092002' AND "
                           "q.voided IS NULL AND s.state = 'new'"),
                     1);
    assert_int_equal(count("SELECT SUM(p.phone LIKE '%3006') * 10 + SUM(p.phone LIKE '%2002') FROM volunteer v JOIN "
                           "person p ON p.id = v.person_id"),
                     21);
    assert_int_equal(count("SELECT COUNT(*) FROM notice WHERE kiosk = 1"), 2);
    assert_int_equal(count("SELECT COUNT(*) FROM officer WHERE role = 'officer' AND pin_id IS NOT NULL"), 1);
    assert_int_equal(count("SELECT COUNT(*) FROM batch b JOIN audit a ON a.batch_id = b.id WHERE b.volunteer_id IS NOT "
                           "NULL AND b.officer_id IS NULL AND b.terminal = '大厅' AND a.table_name = 'assignment'"),
                     2);
    assert_int_equal(count("SELECT COUNT(*) FROM alarm WHERE rule = 'stand_in' AND words LIKE '%马小军'"), 1);
}

static void everything_refers_to_something(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT COUNT(*) FROM pragma_foreign_key_check"), 0);
}

/* Bulk filling makes tallies and presence at the end: the same a recount gives, and no index or trigger is lost. */
static void tallies_and_presence_equal_a_recount(void **state)
{
    (void)state;
    assert_int_equal(
        count("SELECT COUNT(*) FROM gate_tally t WHERE day <> 0 AND count <> (SELECT COUNT(*) FROM crossing c "
              "WHERE c.day = t.day AND c.checkpoint_id = t.checkpoint_id AND c.direction = t.direction AND "
              "c.class = t.class AND c.decision = t.decision AND c.abnormal = t.abnormal AND "
              "(c.vehicle_id IS NOT NULL) = t.vehicle AND (c.voided IS NOT NULL) = t.voided)"),
        0);
    assert_int_equal(count("SELECT SUM(count) FROM gate_tally WHERE day <> 0"), count("SELECT COUNT(*) FROM crossing"));
    assert_int_equal(count("SELECT SUM(count) FROM gate_tally WHERE day = 0"), count("SELECT COUNT(*) FROM crossing"));
    assert_int_equal(count("SELECT COUNT(*) FROM presence p WHERE crossing_id <> (SELECT id FROM crossing c WHERE "
                           "c.person_id = p.person_id AND voided IS NULL AND decision = 'admitted' "
                           "ORDER BY at DESC, id DESC LIMIT 1)"),
                     0);
    assert_int_equal(count("SELECT COUNT(*) FROM presence"),
                     count("SELECT COUNT(*) FROM person p JOIN crossing c ON c.id = (SELECT id FROM crossing l WHERE "
                           "l.person_id = p.id AND voided IS NULL AND decision = 'admitted' ORDER BY at DESC, id DESC "
                           "LIMIT 1) WHERE c.id NOT IN (SELECT crossing_id FROM closing)"));
    assert_int_equal(count("SELECT SUM(count) FROM presence_tally"), count("SELECT COUNT(*) FROM presence"));
    assert_int_equal(count("SELECT COUNT(*) FROM gate_quarter q WHERE count <> (SELECT COUNT(*) FROM crossing c WHERE "
                           "c.at / 900 = q.quarter AND c.checkpoint_id = q.checkpoint_id AND "
                           "c.direction = q.direction AND voided IS NULL AND decision = 'admitted')"),
                     0);
    assert_int_equal(count("SELECT SUM(count) FROM gate_quarter"),
                     count("SELECT COUNT(*) FROM crossing WHERE voided IS NULL AND decision = 'admitted'"));
    assert_int_equal(count("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'crossing'"), 4);
    assert_true(count("SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'crossing'") > 5);
}

/* And the triggers work on from there. */
static void the_next_crossing_is_counted(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t before = count("SELECT SUM(count) FROM gate_tally WHERE day = 0");
    struct crossing crossing = {.at = REGISTER_NOW, .checkpoint_id = 1, .person_id = 1, .direction = DIRECTION_OUT};
    assert_true(store_begin(store, "test", &err) && crossing_save(store, &crossing, &err) && store_commit(store, &err));
    assert_int_equal(count("SELECT SUM(count) FROM gate_tally WHERE day = 0"), before + 1);
    assert_int_equal(count("SELECT crossing_id FROM presence WHERE person_id = 1"), crossing.id);
}

static void people_go_out_and_come_back_in_turn(void **state)
{
    (void)state;
    assert_int_equal(
        count("SELECT COUNT(*) FROM (SELECT direction, LAG(direction) OVER (PARTITION BY person_id ORDER BY "
              "at, id) AS before, LAG(id) OVER (PARTITION BY person_id ORDER BY at, id) AS before_id FROM crossing "
              "WHERE decision = 'admitted' AND voided IS NULL) "
              "WHERE direction = before AND before_id NOT IN (SELECT crossing_id FROM closing)"),
        0);
    assert_int_equal(count("SELECT COUNT(*) FROM crossing c JOIN person p ON p.id = c.person_id JOIN flag f ON "
                           "f.place_id = p.place_id WHERE c.direction = 'out' AND c.decision = 'admitted' AND "
                           "c.override_reason = ''"),
                     0);
}

/* Closed management: without a reason a household goes out once in two days and, mostly, for three hours at most;
 * visitors leave before the curfew, mostly, or are closed at midnight. */
static void households_keep_their_quota(void **state)
{
    (void)state;
    assert_int_equal(
        count(
            "SELECT COUNT(*) FROM crossing c WHERE direction = 'out' AND class IN ('resident', 'tenant') AND decision "
            "= "
            "'admitted' AND voided IS NULL AND override_reason = '' AND EXISTS (SELECT 1 FROM crossing o WHERE "
            "o.place_id = c.place_id AND o.id < c.id AND o.direction = 'out' AND o.class IN ('resident', 'tenant') AND "
            "o.decision = 'admitted' AND o.voided IS NULL AND (o.at + 28800) / 86400 >= (c.at + 28800) / 86400 - 1)"),
        0);
    assert_true(count("SELECT COUNT(*) FROM crossing WHERE direction = 'out' AND override_reason <> ''") > 0);
    int64_t back = count("SELECT COUNT(*) FROM crossing WHERE direction = 'in' AND class IN ('resident', 'tenant')");
    int64_t late =
        count("SELECT COUNT(*) FROM (SELECT direction, at - LAG(at) OVER (PARTITION BY person_id ORDER BY "
              "at, id) AS away FROM crossing WHERE class IN ('resident', 'tenant') AND decision = 'admitted' "
              "AND voided IS NULL) WHERE direction = 'in' AND away > 3 * 3600");
    assert_true(late * 10 < back);
    int64_t closed = count("SELECT COUNT(*) FROM closing");
    int64_t visits = count("SELECT COUNT(*) FROM crossing WHERE direction = 'in' AND class IN ('visitor', 'courier')");
    assert_in_range(closed, 1, visits / 8);
    assert_int_equal(count("SELECT COUNT(*) FROM closing WHERE (at + 28800) % 86400 <> 0"), 0);
    assert_int_equal(
        count("SELECT COUNT(*) FROM closing k JOIN crossing c ON c.id = k.crossing_id WHERE c.direction <> "
              "'in' OR c.class NOT IN ('visitor', 'courier') OR c.at >= k.at - 2 * 3600"),
        0);
}

static void every_special_surname_is_there(void **state)
{
    (void)state;
    static const char *const surnames[] = {"曾", "单", "解", "仇", "查",   "翟",  "区",
                                           "朴", "盖", "覃", "缪", "尉迟", "欧阳"};
    for (size_t i = 0; i < sizeof surnames / sizeof surnames[0]; i++) {
        char sql[120];
        snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM person WHERE name LIKE '%s%%'", surnames[i]);
        if (count(sql) == 0)
            fail_msg("nobody is called %s", surnames[i]);
    }
}

static void documents_and_phones_pass_their_own_parsers(void **state)
{
    (void)state;
    int documents = 0;
    for (int64_t id = 1; id <= 3600; id += 5) {
        struct person person;
        struct err err = {0};
        char number[24], phones[PHONE_MOST][PHONE_SIZE], name[NAME_BYTES];
        int birth_day, phone_count;
        char sex;
        assert_true(person_get(store, id, &person, &err));
        assert_true(name_parse(person.name, name, &err));
        assert_string_equal(name, person.name);
        assert_true(person.phone[0] == '\0' || phone_parse(person.phone, phones, &phone_count, &err));
        if (person.id_number[0] == '\0')
            continue;
        documents++;
        assert_true(id_resident_parse(person.id_number, number, &birth_day, &sex, &err));
        assert_int_equal(birth_day, person.birth_day);
        assert_int_equal(sex, person.sex);
    }
    assert_true(documents > 400);
    assert_int_equal(
        count("SELECT COUNT(*) FROM (SELECT 1 FROM person WHERE phone <> '' GROUP BY phone HAVING COUNT(*) > 1)"), 0);
}

static bool stop(void *context, int percent)
{
    *(int *)context = percent;
    return percent < 3;
}

static void stopping_leaves_nothing(void **state)
{
    (void)state;
    struct err err = {0};
    char path[80];
    int percent = 0;
    struct demo demo = {.crossings = 300, .now = REGISTER_NOW, .progress = stop, .context = &percent};
    struct store_new file = {.zone = "Asia/Shanghai", .fill = demo_fill, .context = &demo};
    snprintf(path, sizeof path, "%s/stopped.db", folder);
    assert_false(store_create(path, &file, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_int_equal(percent, 3);
    assert_int_equal(access(path, F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_runs_are_equal),
        cmocka_unit_test(the_community_has_its_size),
        cmocka_unit_test(people_are_observed_at_all_stages),
        cmocka_unit_test(screening_stands_at_eighty_percent),
        cmocka_unit_test(observed_households_are_followed_up),
        cmocka_unit_test(supplies_are_asked_for_in_all_states),
        cmocka_unit_test(three_errands_are_run),
        cmocka_unit_test(the_stock_adds_up_and_one_thing_is_scarce),
        cmocka_unit_test(visitors_are_announced_and_parcels_wait),
        cmocka_unit_test(posts_and_volunteers_of_all_kinds),
        cmocka_unit_test(last_week_was_worked_and_this_one_has_six_gaps),
        cmocka_unit_test(the_shared_terminal_has_something_to_try),
        cmocka_unit_test(everything_refers_to_something),
        cmocka_unit_test(tallies_and_presence_equal_a_recount),
        cmocka_unit_test(people_go_out_and_come_back_in_turn),
        cmocka_unit_test(households_keep_their_quota),
        cmocka_unit_test(every_special_surname_is_there),
        cmocka_unit_test(documents_and_phones_pass_their_own_parsers),
        cmocka_unit_test(stopping_leaves_nothing),
        cmocka_unit_test(the_next_crossing_is_counted), /* last: it adds a row */
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, setup, teardown);
}
