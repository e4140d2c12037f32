/* The time line of a household: everything about it, once, in one order of time, whatever the windows are. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/supply.h"
#include "gatepost/time_line.h"
#include "gatepost/utf8.h"
#include "src/store/statement.h"
#include "src/store/time_line_source.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 1200, EXPECTED_MOST = 3 * ROWS + 50, FROM = 1649600000, SPAN = 600 };

static struct store *store;
static int64_t gate, home, other_home, members[2], stranger, observations[2], other_observation, round_id;
/* What the time line must be. */
static struct expected_line {
    struct time_line_key key;
    enum time_line_kind kind;
    bool voided;
} lines[EXPECTED_MOST];
static int line_count;

static void expect(enum time_line_kind kind, int64_t id, int64_t at, bool voided)
{
    const struct time_line_row row = {.kind = kind, .id = id, .at = at};
    assert_true(line_count < EXPECTED_MOST);
    lines[line_count++] = (struct expected_line){time_line_key_of(&row), kind, voided};
}

static int newest_first(const void *one, const void *other)
{
    const struct expected_line *a = one, *b = other;
    if (a->key.at != b->key.at)
        return a->key.at > b->key.at ? -1 : 1;
    return a->key.id > b->key.id ? -1 : a->key.id < b->key.id;
}

/* The same numbers in every run. */
static unsigned seed = 11;
static int any(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16 & 0x7fff) % below;
}

static int64_t insert(const char *table, const struct row_value *values, int count)
{
    struct err err = {0};
    int64_t id = 0;
    if (!row_insert(store, table, values, count, &id, &err))
        fail_msg("%s: %s", table, err.text);
    return id;
}
#define INSERT(table, ...)                                 \
    insert(table, (const struct row_value[]){__VA_ARGS__}, \
           sizeof((const struct row_value[]){__VA_ARGS__}) / sizeof(struct row_value))

/* ---- one row of each source, of this household or another ---- */

struct some {
    int64_t place, person, observation, at;
    bool ours;
    const char *voided;
};
static void expect_some(const struct some *some, enum time_line_kind kind, int64_t id)
{
    if (some->ours)
        expect(kind, id, some->at, some->voided != NULL);
}

static void add_crossing(const struct some *some)
{
    /* A member at another household's, a stranger at this one's, both, neither. */
    int64_t person = any(2) ? some->person : stranger, place = any(2) ? home : other_home;
    int64_t id = INSERT("crossing", ROW_INT("at", some->at), ROW_INT("day", 20220410), ROW_INT("entered_at", some->at),
                        ROW_INT("checkpoint_id", gate), ROW_STR("direction", any(2) ? "in" : "out"),
                        ROW_STR("class", "resident"), ROW_INT("person_id", person), ROW_INT("place_id", place),
                        ROW_INT("temp_tenths", 365), ROW_STR("decision", "admitted"), ROW_STR("voided", some->voided));
    if (place == home || person == members[0] || person == members[1])
        expect(TIME_CROSSING, id, some->at, some->voided != NULL);
}

static void add_pass(const struct some *some)
{
    static int number;
    char text[16];
    bool whose = any(2), lost = any(2);
    snprintf(text, sizeof text, "A%05d", ++number);
    int64_t id = INSERT("pass", ROW_STR("number", text), ROW_ID("person_id", whose ? some->person : 0),
                        ROW_ID("place_id", whose ? 0 : some->place), ROW_INT("issued_at", some->at),
                        ROW_STR("lost", lost ? "买菜时" : ""), ROW_ID("lost_at", lost ? some->at + 7 : 0),
                        ROW_STR("voided", some->voided));
    expect_some(some, TIME_PASS, id);
    if (some->ours && lost)
        expect(TIME_PASS_LOST, id, some->at + 7, some->voided != NULL);
}

static void add_reading(const struct some *some)
{
    static int day = 20000101;
    int64_t id = INSERT("reading", ROW_INT("observation_id", some->observation), ROW_INT("day", day),
                        ROW_STR("half", "morning"), ROW_STR("outcome", "value"), ROW_INT("tenths", 365),
                        ROW_INT("at", some->at), ROW_STR("voided", some->voided));
    day = clock_day_add(day, 1);
    expect_some(some, TIME_READING, id);
}

static void add_follow_up(const struct some *some)
{
    expect_some(some, TIME_FOLLOW_UP,
                INSERT("follow_up", ROW_INT("place_id", some->place), ROW_INT("at", some->at), ROW_STR("how", "phone"),
                       ROW_STR("outcome", "reached"), ROW_STR("voided", some->voided)));
}

static void add_visit(const struct some *some)
{
    expect_some(some, TIME_VISIT,
                INSERT("visit", ROW_INT("place_id", some->place), ROW_INT("at", some->at), ROW_STR("who", "程婷"),
                       ROW_STR("voided", some->voided)));
}

static void add_survey(const struct some *some)
{
    expect_some(some, TIME_SURVEY,
                INSERT("survey", ROW_INT("round_id", round_id), ROW_INT("place_id", some->place),
                       ROW_INT("at", some->at), ROW_STR("how", "door"), ROW_STR("result", "done"),
                       ROW_STR("voided", some->voided)));
}

static void add_arrival(const struct some *some)
{
    expect_some(some, TIME_ARRIVAL,
                INSERT("arrival", ROW_INT("place_id", some->place), ROW_INT("at", some->at), ROW_STR("name", "周杰"),
                       ROW_STR("kind", "student"), ROW_STR("voided", some->voided)));
}

static void add_declaration(const struct some *some)
{
    expect_some(some, TIME_DECLARATION,
                INSERT("declaration", ROW_INT("place_id", some->place), ROW_INT("at", some->at),
                       ROW_STR("name", "周杰"), ROW_STR("kind", "worker"), ROW_STR("voided", some->voided)));
}

static void add_term_change(const struct some *some)
{
    expect_some(some, TIME_TERM_CHANGE,
                INSERT("term_change", ROW_INT("observation_id", some->observation), ROW_INT("at", some->at),
                       ROW_INT("from_day", 20220417), ROW_INT("to_day", 20220420), ROW_STR("reason", "复测"),
                       ROW_STR("voided", some->voided)));
}

static void add_flag(const struct some *some)
{
    bool whose = any(2);
    int64_t id =
        INSERT("flag", ROW_ID("person_id", whose ? some->person : 0), ROW_ID("place_id", whose ? 0 : some->place),
               ROW_STR("kind", "other"), ROW_STR("denies", "nothing"), ROW_STR("say", "请登记"),
               ROW_INT("from_at", some->at), ROW_STR("voided", some->voided));
    if (!some->ours)
        return;
    expect(TIME_FLAG, id, some->at, false);
    if (some->voided)
        expect(TIME_FLAG_CLEAR, id, clock_now(), false);
}

static void add_incident(const struct some *some)
{
    bool closed = any(2);
    int64_t id =
        INSERT("incident", ROW_INT("opened_at", some->at), ROW_STR("kind", "fever"), ROW_INT("person_id", some->person),
               ROW_INT("place_id", some->place), ROW_STR("result", closed ? "home" : "none"),
               ROW_INT("stepped_at", some->at), ROW_ID("closed_at", closed ? some->at + 5 : 0),
               ROW_ID("closed_by", closed ? 1 : 0), ROW_STR("voided", some->voided));
    expect_some(some, TIME_INCIDENT, id);
    if (some->ours && closed)
        expect(TIME_INCIDENT_CLOSED, id, some->at + 5, some->voided != NULL);
}

static void add_parcel(const struct some *some)
{
    bool done = any(2);
    int64_t id = INSERT("parcel", ROW_INT("place_id", some->place), ROW_INT("arrived_at", some->at),
                        ROW_STR("state", done ? "collected" : "shelf"), ROW_ID("done_at", done ? some->at + 9 : 0),
                        ROW_STR("voided", some->voided));
    expect_some(some, TIME_PARCEL, id);
    if (some->ours && done)
        expect(TIME_PARCEL_OUT, id, some->at + 9, some->voided != NULL);
}

static void add_expected(const struct some *some)
{
    expect_some(some, TIME_EXPECTED,
                INSERT("expected", ROW_INT("place_id", some->place), ROW_STR("name", "孙丽"),
                       ROW_INT("from_at", some->at), ROW_INT("until_at", some->at + 60),
                       ROW_INT("announced_at", some->at), ROW_STR("voided", some->voided)));
}

static void add_pairing(const struct some *some)
{
    static bool paired[2];
    bool *mine = &paired[some->ours];
    const char *voided = *mine ? "换人" : some->voided;
    *mine |= !voided;
    int64_t id = INSERT("pairing", ROW_INT("place_id", some->place), ROW_STR("name", "彭永松"),
                        ROW_INT("from_at", some->at), ROW_STR("voided", voided));
    if (some->ours)
        expect(TIME_PAIRING, id, some->at, voided != NULL);
}

static void add_patrol(const struct some *some)
{
    expect_some(some, TIME_PATROL,
                INSERT("patrol", ROW_INT("at", some->at), ROW_STR("building", "12栋"), ROW_INT("place_id", some->place),
                       ROW_STR("by_whom", "马强"), ROW_STR("voided", some->voided)));
}

/* Asked, taken, and half of it brought. */
static void add_supply(const struct some *some)
{
    bool part = any(2);
    int64_t id = INSERT("supply", ROW_INT("place_id", some->place), ROW_STR("via", "phone"),
                        ROW_INT("asked_at", some->at), ROW_INT("due_at", some->at + 60), ROW_STR("items", "大米 10斤"),
                        ROW_STR("state", "buying"), ROW_INT("state_at", some->at + 3), ROW_STR("helper", "李娜"),
                        ROW_INT("claimed_at", some->at), ROW_STR("voided", some->voided));
    int64_t line = INSERT("supply_line", ROW_INT("supply_id", id), ROW_INT("position", 1), ROW_STR("item", "大米"),
                          ROW_INT("quantity", 10000), ROW_STR("unit", "斤"));
    int64_t step = INSERT("supply_step", ROW_INT("supply_id", id), ROW_INT("at", some->at + 3),
                          ROW_STR("from_state", "assigned"), ROW_STR("state", "buying"), ROW_STR("helper", "李娜"));
    int64_t delivery = INSERT("supply_delivery", ROW_INT("supply_step_id", step), ROW_INT("supply_line_id", line),
                              ROW_INT("quantity", part ? 4000 : 10000));
    expect_some(some, TIME_SUPPLY, id);
    if (!some->ours)
        return;
    expect(TIME_SUPPLY_STEP, step, some->at + 3, some->voided != NULL);
    if (part)
        expect(TIME_SUPPLY_PART, delivery, some->at + 3, some->voided != NULL);
}

/* What a request brought is told by its step. */
static void add_issue(const struct some *some)
{
    static int64_t goods_id;
    if (goods_id == 0)
        goods_id = INSERT("goods", ROW_STR("name", "口罩"), ROW_STR("category", "protection"), ROW_STR("unit", "个"));
    bool by_request = any(2);
    int64_t id = INSERT("stock_entry", ROW_INT("at", some->at), ROW_INT("goods_id", goods_id), ROW_STR("kind", "out"),
                        ROW_INT("change", -20000), ROW_INT("place_id", some->place),
                        ROW_ID("supply_step_id", by_request ? 1 : 0), ROW_STR("voided", some->voided));
    if (!by_request)
        expect_some(some, TIME_ISSUED, id);
}

/* ---- the household ---- */

static int64_t observe(int64_t person, int64_t place, enum observation_state first, bool ours)
{
    struct observation observation;
    struct err err = {0};
    register_new(&observation_rules, &observation);
    observation.person_id = person;
    observation.place_id = place;
    observation.basis = BASIS_BEGAN;
    observation.basis_day = clock_day(clock_now());
    observation.state = first;
    observation.told_at = observation.letter_at = clock_now() - 60;
    if (!register_save(store, &observation_rules, &observation, &err))
        fail_msg("%s", err.text);
    if (!ours)
        return observation.head.id;
    expect(TIME_OBSERVATION, observation.head.id, observation.began_at, false);
    expect(TIME_TOLD, observation.head.id, observation.told_at, false);
    expect(TIME_LETTER, observation.head.id, observation.letter_at, false);
    return observation.head.id;
}

/* The flag that came with an observation, and whoever voided it since. */
static void expect_flags(void)
{
    for (int64_t id = 1; id <= register_count(store, "SELECT COALESCE(MAX(id), 0) FROM flag"); id++) {
        struct flag flag;
        struct err err = {0};
        assert_true(flag_get(store, id, &flag, &err));
        if (flag.place_id == home)
            expect(TIME_FLAG, id, flag.from_at, false);
    }
}

static void fill(void)
{
    static void (*const adds[])(const struct some *) = {
        add_crossing, add_crossing, add_pass,        add_reading,     add_reading, add_follow_up, add_visit,
        add_survey,   add_arrival,  add_declaration, add_term_change, add_flag,    add_incident,  add_parcel,
        add_expected, add_pairing,  add_patrol,      add_supply,      add_issue,
    };
    register_begin(store);
    const struct some first = {.place = other_home, .at = FROM};
    add_supply(&first); /* a step that entries of the stock can name */
    round_id = INSERT("survey_round", ROW_STR("name", "第一轮"), ROW_INT("began_day", 20220401));
    for (int i = 0; i < ROWS; i++) {
        struct some some = {.at = FROM + any(SPAN), .ours = any(3) > 0, .voided = any(7) ? NULL : "登记有误"};
        int which = any(2);
        some.place = some.ours ? home : other_home;
        some.person = some.ours ? members[which] : stranger;
        some.observation = some.ours ? observations[which] : other_observation;
        adds[any(sizeof adds / sizeof adds[0])](&some);
    }
    register_commit(store);
}

static int setup(void **state)
{
    struct err err = {0};
    (void)state;
    store = register_open();
    gate = register_checkpoint(store, "南门");
    home = register_household(store, "望江苑", "12-2-1203");
    other_home = register_household(store, "望江苑", "12-2-1204");
    clock_fix(REGISTER_NOW - 5000);
    members[0] = register_person(store, "刘洋", "", home);
    expect(TIME_MEMBER, members[0], clock_now(), false);
    clock_fix(REGISTER_NOW - 4000);
    members[1] = register_person(store, "何秀兰", "", home);
    expect(TIME_MEMBER, members[1], clock_now(), false);
    int64_t gone = register_person(store, "刘建国", "", home);
    expect(TIME_MEMBER, gone, clock_now(), false);
    stranger = register_person(store, "陈静", "", other_home);
    clock_fix(REGISTER_NOW - 3000);
    assert_true(people_void_person(store, gone, -1, "重复登记", &err));
    expect(TIME_MEMBER_VOID, gone, clock_now(), false);
    observations[0] = observe(members[0], home, OBSERVATION_OBSERVING, true);
    observations[1] = observe(members[1], home, OBSERVATION_TO_VERIFY, true);
    other_observation = observe(stranger, other_home, OBSERVATION_OBSERVING, false);
    clock_fix(REGISTER_NOW - 2000);
    assert_true(observation_verify(store, observations[1], -1, &err));
    expect(TIME_VERIFIED, observations[1], clock_now(), false);
    clock_fix(REGISTER_NOW - 1000);
    assert_true(observation_leave(store, observations[0], -1, OBSERVATION_HOSPITAL, "市一医院", &err));
    expect(TIME_OBSERVED_END, observations[0], clock_now(), false);
    expect_flags();
    clock_fix(REGISTER_NOW);
    fill();
    qsort(lines, (size_t)line_count, sizeof lines[0], newest_first);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_close(store);
    return 0;
}

/* ---- what must hold ---- */

static void read_window(struct time_line_window *window)
{
    struct err err = {0};
    window->place_id = home;
    if (!time_line_window(store, window, &err))
        fail_msg("%s", err.text);
}

static void assert_line(const struct time_line_row *row, const struct expected_line *line)
{
    struct time_line_key key = time_line_key_of(row);
    if (key.at != line->key.at || key.id != line->key.id || row->kind != line->kind)
        fail_msg("line of kind %d, record %lld at %lld, instead of kind %d, record %lld at %lld", row->kind,
                 (long long)row->id, (long long)row->at, line->kind, (long long)(line->key.id / TIME_KIND_MOST),
                 (long long)line->key.at);
    assert_int_equal(row->voided, line->voided);
}

static void everything_stands_there_once(void **state)
{
    struct time_line_row *rows = calloc(EXPECTED_MOST, sizeof *rows);
    struct time_line_window window = {.rows = rows, .most = EXPECTED_MOST};
    bool seen[TIME_KIND_COUNT] = {0};
    (void)state;
    assert_non_null(rows);
    read_window(&window);
    for (int i = 0; i < window.count && i < line_count; i++) {
        assert_line(&rows[i], &lines[i]);
        seen[rows[i].kind] = true;
    }
    assert_int_equal(window.count, line_count);
    assert_true(window.finished);
    for (int kind = 0; kind < TIME_KIND_COUNT; kind++)
        if (!seen[kind] && kind != TIME_PROMISE)
            fail_msg("no line of kind %d", kind);
    free(rows);
}

static void windows_of_any_size_join(void **state)
{
    static const int sizes[] = {1, 2, 3, 17, 100};
    struct time_line_row rows[100];
    (void)state;
    for (int size = 0; size < 5; size++) {
        for (int newer = 0; newer < 2; newer++) {
            struct time_line_window window = {.rows = rows, .most = sizes[size], .newer = newer != 0};
            struct time_line_key anchor;
            int at = 0;
            do {
                read_window(&window);
                for (int i = 0; i < window.count; i++, at++) {
                    assert_true(at < line_count);
                    assert_line(&rows[i], &lines[newer ? line_count - 1 - at : at]);
                }
                if (window.count > 0)
                    anchor = time_line_key_of(&rows[window.count - 1]);
                window.anchor = &anchor;
            } while (!window.finished);
            assert_int_equal(at, line_count);
        }
    }
}

static void kinds_can_be_chosen(void **state)
{
    struct time_line_row *rows = calloc(EXPECTED_MOST, sizeof *rows);
    struct time_line_window window = {
        .rows = rows, .most = EXPECTED_MOST, .kinds = 1u << TIME_VISIT | 1u << TIME_READING};
    int at = 0;
    (void)state;
    assert_non_null(rows);
    read_window(&window);
    for (int i = 0; i < line_count; i++) {
        if (lines[i].kind != TIME_VISIT && lines[i].kind != TIME_READING)
            continue;
        assert_true(at < window.count);
        assert_line(&rows[at++], &lines[i]);
    }
    assert_int_equal(at, window.count);
    free(rows);
}

static void lines_say_whom_and_who(void **state)
{
    struct time_line_row rows[40];
    struct time_line_window window = {.rows = rows, .most = 40, .kinds = 1u << TIME_OBSERVED_END | 1u << TIME_PATROL};
    (void)state;
    read_window(&window);
    assert_int_equal(rows[0].kind, TIME_OBSERVED_END);
    assert_string_equal(rows[0].name, "刘洋");
    assert_string_equal(rows[0].who, "李卫国");
    assert_int_equal(rows[0].code, OBSERVATION_HOSPITAL);
    assert_string_equal(rows[0].text, "市一医院");
    assert_string_equal(rows[1].name, "");
    assert_string_equal(rows[1].who, "马强");
    assert_string_equal(time_line_table(rows[0].kind), "observation");
}

/* Whether a request is late says the clock; of half a delivery how much was asked for. */
static void supplies_say_how_they_stand(void **state)
{
    struct time_line_row rows[40];
    struct time_line_window window = {
        .rows = rows, .most = 40, .kinds = 1u << TIME_SUPPLY | 1u << TIME_SUPPLY_PART | 1u << TIME_ISSUED};
    int asked = 0, parts = 0, issued = 0;
    (void)state;
    read_window(&window);
    for (int i = 0; i < window.count; i++) {
        if (rows[i].kind == TIME_SUPPLY) {
            assert_true(rows[i].alarming);
            assert_int_equal(rows[i].code, SUPPLY_BUYING);
            assert_string_equal(rows[i].who, "李娜");
            assert_string_equal(rows[i].text, "大米 10斤");
            asked++;
        } else if (rows[i].kind == TIME_SUPPLY_PART) {
            assert_int_equal(rows[i].number, 4000);
            assert_int_equal(rows[i].other_number, 10000);
            parts++;
        } else {
            assert_int_equal(rows[i].number, 20000);
            assert_string_equal(rows[i].text, "口罩");
            issued++;
        }
    }
    assert_true(asked > 0 && parts > 0 && issued > 0);
    clock_fix(FROM);
    read_window(&window);
    for (int i = 0; i < window.count; i++)
        assert_false(rows[i].alarming);
    clock_fix(REGISTER_NOW);
}

/* No source looks at more than its household: nothing is scanned. */
static void every_source_seeks(void **state)
{
    (void)state;
    for (int i = 0; i < time_line_source_count; i++) {
        for (int newer = 0; newer < 2; newer++) {
            struct buffer question = {0};
            struct err err = {0};
            buffer_format(&question, "EXPLAIN QUERY PLAN %s",
                          newer ? time_line_sources[i].newer : time_line_sources[i].older);
            struct statement *statement = statement_take_text(store, buffer_text(&question), &err);
            assert_non_null(statement);
            while (statement_row(statement))
                if (!strncmp(column_text(statement, 3), "SCAN", 4))
                    fail_msg("source %d of kind %d: %s", i, time_line_sources[i].kind, column_text(statement, 3));
            assert_true(statement_done(statement, &err));
            buffer_release(&question);
        }
    }
}

/* What grows without bound gives its rows in the order of its index: no more are read than are asked for. */
static void long_sources_are_not_sorted(void **state)
{
    static const unsigned long_ones = 1u << TIME_CROSSING | 1u << TIME_READING | 1u << TIME_FOLLOW_UP |
                                      1u << TIME_VISIT | 1u << TIME_SURVEY | 1u << TIME_SUPPLY | 1u << TIME_ISSUED |
                                      1u << TIME_PARCEL | 1u << TIME_PARCEL_OUT | 1u << TIME_EXPECTED;
    (void)state;
    for (int i = 0; i < time_line_source_count; i++) {
        struct buffer question = {0};
        struct err err = {0};
        if (!(long_ones & 1u << time_line_sources[i].kind))
            continue;
        buffer_format(&question, "EXPLAIN QUERY PLAN %s", time_line_sources[i].older);
        struct statement *statement = statement_take_text(store, buffer_text(&question), &err);
        assert_non_null(statement);
        while (statement_row(statement))
            if (strstr(column_text(statement, 3), "TEMP B-TREE"))
                fail_msg("source %d of kind %d sorts", i, time_line_sources[i].kind);
        assert_true(statement_done(statement, &err));
        buffer_release(&question);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_stands_there_once), cmocka_unit_test(windows_of_any_size_join),
        cmocka_unit_test(kinds_can_be_chosen),          cmocka_unit_test(lines_say_whom_and_who),
        cmocka_unit_test(supplies_say_how_they_stand),  cmocka_unit_test(every_source_seeks),
        cmocka_unit_test(long_sources_are_not_sorted),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
