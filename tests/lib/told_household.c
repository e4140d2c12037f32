#include "told_household.h"
#include "gatepost/clock.h"
#include "gatepost/observation_rules.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROWS = 1200, SPAN = 600 };
struct told_household told;
static int64_t gate, other_home, members[2], stranger, observations[2], other_observation, round_id;

static void expect(enum time_line_kind kind, int64_t id, int64_t at, bool voided)
{
    const struct time_line_row row = {.kind = kind, .id = id, .at = at};
    assert_true(told.line_count < TOLD_LINES_MOST);
    told.lines[told.line_count++] = (struct told_line){time_line_key_of(&row), kind, voided};
}

static int newest_first(const void *one, const void *other)
{
    const struct told_line *a = one, *b = other;
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
    if (!row_insert(told.store, table, values, count, &id, &err))
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
    int64_t person = any(2) ? some->person : stranger, place = any(2) ? told.home : other_home;
    int64_t id = INSERT("crossing", ROW_INT("at", some->at), ROW_INT("day", 20220410), ROW_INT("entered_at", some->at),
                        ROW_INT("checkpoint_id", gate), ROW_STR("direction", any(2) ? "in" : "out"),
                        ROW_STR("class", "resident"), ROW_INT("person_id", person), ROW_INT("place_id", place),
                        ROW_INT("temp_tenths", 365), ROW_STR("decision", "admitted"), ROW_STR("voided", some->voided));
    if (place == told.home || person == members[0] || person == members[1])
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
    if (!register_save(told.store, &observation_rules, &observation, &err))
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
    for (int64_t id = 1; id <= register_count(told.store, "SELECT COALESCE(MAX(id), 0) FROM flag"); id++) {
        struct flag flag;
        struct err err = {0};
        assert_true(flag_get(told.store, id, &flag, &err));
        if (flag.place_id == told.home)
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
    register_begin(told.store);
    const struct some first = {.place = other_home, .at = TOLD_FROM};
    add_supply(&first); /* a step that entries of the stock can name */
    round_id = INSERT("survey_round", ROW_STR("name", "第一轮"), ROW_INT("began_day", 20220401));
    for (int i = 0; i < ROWS; i++) {
        struct some some = {.at = TOLD_FROM + any(SPAN), .ours = any(3) > 0, .voided = any(7) ? NULL : "登记有误"};
        int which = any(2);
        some.place = some.ours ? told.home : other_home;
        some.person = some.ours ? members[which] : stranger;
        some.observation = some.ours ? observations[which] : other_observation;
        adds[any(sizeof adds / sizeof adds[0])](&some);
    }
    register_commit(told.store);
}

int told_household_open(void **state)
{
    struct err err = {0};
    (void)state;
    told.store = register_open();
    gate = register_checkpoint(told.store, "南门");
    told.home = register_household(told.store, "望江苑", "12-2-1203");
    other_home = register_household(told.store, "望江苑", "12-2-1204");
    clock_fix(REGISTER_NOW - 5000);
    members[0] = register_person(told.store, "刘洋", "", told.home);
    expect(TIME_MEMBER, members[0], clock_now(), false);
    clock_fix(REGISTER_NOW - 4000);
    members[1] = register_person(told.store, "何秀兰", "", told.home);
    expect(TIME_MEMBER, members[1], clock_now(), false);
    int64_t gone = register_person(told.store, "刘建国", "", told.home);
    expect(TIME_MEMBER, gone, clock_now(), false);
    stranger = register_person(told.store, "陈静", "", other_home);
    clock_fix(REGISTER_NOW - 3000);
    assert_true(people_void_person(told.store, gone, -1, "重复登记", &err));
    expect(TIME_MEMBER_VOID, gone, clock_now(), false);
    observations[0] = observe(members[0], told.home, OBSERVATION_OBSERVING, true);
    observations[1] = observe(members[1], told.home, OBSERVATION_TO_VERIFY, true);
    other_observation = observe(stranger, other_home, OBSERVATION_OBSERVING, false);
    clock_fix(REGISTER_NOW - 2000);
    assert_true(observation_verify(told.store, observations[1], -1, &err));
    expect(TIME_VERIFIED, observations[1], clock_now(), false);
    clock_fix(REGISTER_NOW - 1000);
    assert_true(observation_leave(told.store, observations[0], -1, OBSERVATION_HOSPITAL, "市一医院", &err));
    expect(TIME_OBSERVED_END, observations[0], clock_now(), false);
    expect_flags();
    clock_fix(REGISTER_NOW);
    fill();
    qsort(told.lines, (size_t)told.line_count, sizeof told.lines[0], newest_first);
    return 0;
}

int told_household_close(void **state)
{
    (void)state;
    register_close(told.store);
    return 0;
}
