/* Registers through their verbs: what is accepted and what refused of every kind of field, that a refusal changes
 * nothing, and that rules run inside the transaction. */
#include "gatepost/buffer.h"
#include "gatepost/people_rules.h"
#include "gatepost/record_text.h"
#include "gatepost/register.h"
#include "gatepost/row.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct thing {
    struct record_head head;
    char name[NAME_BYTES], phone[PHONE_SIZE], document[24];
    enum { RED, GREEN } colour;
    int temp_tenths, number, count;
    bool on;
    int answer;
    int64_t at, until_at, place_id, person_id, officer_id, checkpoint_id;
};
static const char *const colours[] = {"red", "green", NULL};
#define THING(member) RECORD_AT(struct thing, member)
static const struct record_field fields[] = {
    {"name", .kind = RECORD_TEXT, .use = RECORD_NEEDED, THING(name), .column = "name", .label = "Name"},
    {"phone", .kind = RECORD_PHONE, THING(phone), .column = "phone", .label = "Phone"},
    {"document", .kind = RECORD_DOCUMENT, THING(document), .column = "document"},
    {"colour", .kind = RECORD_CHOICE, THING(colour), .choices = colours, .column = "colour"},
    {"temp", .kind = RECORD_TEMPERATURE, THING(temp_tenths), .column = "temp_tenths"},
    {"number", .kind = RECORD_NUMBER, THING(number), .least = 1, .most = 9, .column = "number"},
    {"count", .kind = RECORD_NUMBER, THING(count), .least = 0, .most = 9, .column = "count"},
    {"on", .kind = RECORD_SWITCH, THING(on), .column = "is_on"},
    {"answer", .kind = RECORD_ANSWER, THING(answer), .column = "answer"},
    {"at", .kind = RECORD_MOMENT, THING(at), .column = "at"},
    {"until", .kind = RECORD_DEADLINE, THING(until_at), .column = "until_at"},
    {"place", .kind = RECORD_PLACE, THING(place_id), .column = "place_id"},
    {"person", .kind = RECORD_PERSON, THING(person_id), .column = "person_id"},
    {"officer", .kind = RECORD_OFFICER, THING(officer_id), .column = "officer_id"},
    {"checkpoint", .kind = RECORD_CHECKPOINT, THING(checkpoint_id), .column = "checkpoint_id"},
    {0},
};
static const struct record_scope scopes[] = {{"all", "voided IS NULL"}, {0}};
static const struct record_table things = {.name = "thing",
                                           .size = sizeof(struct thing),
                                           .fields = fields,
                                           .order = "name",
                                           .scopes = scopes,
                                           .none = "There is no thing %lld."};
static const char thing_sql[] =
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, rev INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL, phone TEXT, "
    "document TEXT, colour TEXT, temp_tenths INTEGER, number INTEGER, count INTEGER, is_on INTEGER, answer INTEGER, at "
    "INTEGER, until_at INTEGER, place_id INTEGER, person_id INTEGER, officer_id INTEGER, checkpoint_id INTEGER, voided "
    "TEXT) STRICT;";

/* What the rules below were asked, and what they answer. */
static struct {
    int checks, follows, voids;
    bool refuse_check, refuse_follow, refuse_void, inside, had_before;
} asked;

static bool check(struct store *store, void *record, const void *before, struct err *err)
{
    asked.checks++;
    asked.inside = store_in_transaction(store);
    asked.had_before = before != NULL;
    if (asked.refuse_check)
        return err_field(err, ERR_INPUT, "name", "refused");
    struct thing *thing = record;
    if (thing->count == 0)
        thing->count = 7; /* completed by the rule */
    return true;
}

/* Writes something of its own, which must not stay when it refuses. */
static bool follow(struct store *store, const void *record, const void *before, struct err *err)
{
    int64_t id = 0;
    const struct row_value values[] = {ROW_STR("name", ((const struct thing *)record)->name)};
    (void)before;
    asked.follows++;
    return row_insert(store, "thing", values, 1, &id, err) &&
           (!asked.refuse_follow || err_set(err, ERR_INPUT, "not followed"));
}

static bool check_void(struct store *store, const void *record, struct err *err)
{
    asked.voids++;
    asked.inside = store_in_transaction(store);
    (void)record;
    return !asked.refuse_void || err_set(err, ERR_INPUT, "not void");
}

static const struct register_rules plain = {
    .table = &things, .verb_add = "contact.add", .verb_edit = "contact.edit", .verb_void = "contact.void"};
static const struct register_rules strict = {.table = &things,
                                             .verb_add = "contact.add",
                                             .verb_edit = "contact.edit",
                                             .verb_void = "contact.void",
                                             .check = check,
                                             .follow = follow,
                                             .check_void = check_void};

static void run_sql(struct store *store, const char *sql)
{
    struct store_file file = {0};
    text_copy(file.path, sizeof file.path, store_path(store));
    store_file_sql(&file, sql);
}

static int setup(void **state)
{
    struct err err = {0};
    *state = register_open();
    memset(&asked, 0, sizeof asked);
    run_sql(*state, thing_sql);
    assert_true(store_sign_on(*state, register_officer(*state, "陈国梁"), "test", true, &err));
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

static int things_count(struct store *store)
{
    return (int)register_count(store, "SELECT count(*) FROM thing");
}

/* ---- fields ---- */

static void put(struct store *store, struct thing *thing, const char *field, const char *text)
{
    struct err err = {0};
    if (!record_resolve(store, record_find(fields, field), thing, text, &err))
        fail_msg("%s: %s", field, err.text);
}

static void assert_refused(struct store *store, struct thing *thing, const char *field, enum err_code code)
{
    struct thing before = *thing;
    struct err err = {0};
    int count = things_count(store);
    assert_false(register_save(store, &plain, thing, &err));
    if (err.code != code || err.field == NULL || strcmp(err.field, field) != 0)
        fail_msg("%s: %s: %s", field, err.field != NULL ? err.field : "no field", err.text);
    assert_memory_equal(thing, &before, sizeof before);
    assert_int_equal(things_count(store), count);
}

static void every_kind_is_accepted(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t place = register_household(store, "望江苑", "12-2-1203");
    register_person(store, "刘洋", "13812343821", place);
    register_checkpoint(store, "南门");
    struct thing thing = {.answer = -1}, stored;
    put(store, &thing, "name", "  甲  ");
    put(store, &thing, "phone", "138 0000-0001");
    put(store, &thing, "document", "11010519491231002x");
    put(store, &thing, "colour", "green");
    put(store, &thing, "temp", "３７。3");
    put(store, &thing, "number", "９");
    put(store, &thing, "on", "是");
    put(store, &thing, "answer", "no");
    put(store, &thing, "at", "昨天 8:00");
    put(store, &thing, "until", "明天");
    put(store, &thing, "place", "12栋2单元1203");
    put(store, &thing, "person", "ly");
    put(store, &thing, "officer", "李卫国");
    put(store, &thing, "checkpoint", "南门");
    if (!register_save(store, &plain, &thing, &err))
        fail_msg("%s: %s", err.field != NULL ? err.field : "", err.text);
    assert_true(record_get(store, &things, thing.head.id, &stored, &err));
    assert_string_equal(stored.name, "甲");
    assert_string_equal(thing.name, "甲"); /* the caller's record is as it was stored */
    assert_string_equal(stored.phone, "13800000001");
    assert_string_equal(stored.document, "11010519491231002X");
    assert_int_equal(stored.colour, GREEN);
    assert_int_equal(stored.temp_tenths, 373);
    assert_int_equal(stored.number, 9);
    assert_true(stored.on);
    assert_int_equal(stored.answer, 0);
    assert_true(stored.at < REGISTER_NOW && stored.until_at > REGISTER_NOW);
    assert_int_equal(stored.place_id, place);
    assert_int_equal(stored.person_id, 1);
    assert_int_equal(stored.officer_id, 1);
    assert_int_equal(stored.checkpoint_id, 1);
}

/* Typed: refused before there is a record. */
static void what_cannot_be_understood_is_refused_with_its_field(void **state)
{
    static const char *const wrong[][2] = {
        {"name", "a\x1b]0;x"},
        {"name", "\xff"},
        {"phone", "12"},
        {"phone", "13800000001 13800000002"},
        {"document", "110105194912310021"},
        {"colour", "blue"},
        {"colour", ""},
        {"temp", "99"},
        {"number", "0"},
        {"number", "10"},
        {"number", "2x"},
        {"number", " 2"},
        {"count", "-1"},
        {"on", ""},
        {"on", "maybe"},
        {"answer", "maybe"},
        {"at", "someday"},
        {"until", "never"},
        {"place", "99-9-9999"},
        {"place", "没有这家"},
        {"person", "没有这人"},
        {"officer", "没有这人"},
        {"checkpoint", "没有这门"},
        {"number", "99999999999999999999"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct thing thing = {.name = "甲", .answer = -1}, before = thing;
        struct err err = {0};
        if (record_resolve(*state, record_find(fields, wrong[i][0]), &thing, wrong[i][1], &err))
            fail_msg("%s takes %s", wrong[i][0], wrong[i][1]);
        if (err.field == NULL || strcmp(err.field, wrong[i][0]) != 0 || err.text[0] == '\0')
            fail_msg("%s: %s: %s", wrong[i][0], err.field != NULL ? err.field : "no field", err.text);
        assert_memory_equal(thing.name, before.name, sizeof thing.name);
    }
}

/* Whoever fills the record by other ways than the parsers is refused too. */
static void bad_values_are_refused_by_the_verb(void **state)
{
    struct thing thing = {.answer = -1};
    assert_refused(*state, &thing, "name", ERR_INPUT);
    text_copy(thing.name, sizeof thing.name, "   ");
    assert_refused(*state, &thing, "name", ERR_INPUT);
    memset(thing.name, 'x', sizeof thing.name - 1);
    assert_refused(*state, &thing, "name", ERR_INPUT); /* filled to its end: it was cut on its way */
    const struct thing good = {.name = "甲", .answer = -1};
#define REFUSED(code, field, ...) \
    thing = good;                 \
    thing.__VA_ARGS__;            \
    assert_refused(*state, &thing, field, code)
    REFUSED(ERR_INPUT, "colour", colour = 2);
    REFUSED(ERR_INPUT, "colour", colour = -1);
    REFUSED(ERR_INPUT, "temp", temp_tenths = 339);
    REFUSED(ERR_INPUT, "temp", temp_tenths = 430);
    REFUSED(ERR_INPUT, "number", number = 10);
    REFUSED(ERR_INPUT, "number", number = -1);
    REFUSED(ERR_INPUT, "count", count = 10);
    REFUSED(ERR_INPUT, "at", at = REGISTER_NOW + 200);
    REFUSED(ERR_INPUT, "until", until_at = 13800003821); /* a phone number, taken for seconds */
    REFUSED(ERR_NOT_FOUND, "place", place_id = 77);
    REFUSED(ERR_NOT_FOUND, "person", person_id = 77);
    REFUSED(ERR_NOT_FOUND, "officer", officer_id = 77);
    REFUSED(ERR_NOT_FOUND, "checkpoint", checkpoint_id = 77);
    struct err err = {0};
    thing = good;
    thing.temp_tenths = 429, thing.number = 1, thing.count = 9, thing.at = REGISTER_NOW + 60;
    assert_true(register_save(*state, &plain, &thing, &err));
    thing = good; /* an optional number that is not said */
    assert_true(register_save(*state, &plain, &thing, &err));
}

static void a_masked_value_is_never_stored(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct thing thing = {.name = "甲", .answer = -1, .phone = "13812343821", .document = "11010519491231002X"};
    assert_true(register_save(store, &plain, &thing, &err));
    struct thing edited = thing;
    put(store, &edited, "phone", "138****3821");
    assert_refused(store, &edited, "phone", ERR_INPUT);
    edited = thing;
    put(store, &edited, "document", "110***********002X");
    assert_refused(store, &edited, "document", ERR_INPUT);
    struct buffer shown = {0};
    record_show(record_find(fields, "phone"), &thing, &shown);
    assert_string_equal(buffer_text(&shown), "138****3821");
    buffer_clear(&shown);
    record_show(record_find(fields, "document"), &thing, &shown);
    assert_null(strstr(buffer_text(&shown), "19491231"));
    buffer_release(&shown);
}

/* What was voided since is refused where it is new, and stays where it stood. */
static void what_was_voided_is_refused_unless_it_stood_there(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t place = register_household(store, "望江苑", "1-1-101"), person = register_person(store, "刘洋", "", 0);
    int64_t officer = register_officer(store, "冯梅"), gate = register_checkpoint(store, "南门");
    register_checkpoint(store, "东门");
    struct thing thing = {.name = "甲",
                          .answer = -1,
                          .place_id = place,
                          .person_id = person,
                          .officer_id = officer,
                          .checkpoint_id = gate};
    assert_true(register_save(store, &plain, &thing, &err));
    assert_true(people_void_place(store, place, -1, "x", &err) && people_void_person(store, person, -1, "x", &err) &&
                people_void_officer(store, officer, -1, "x", &err) &&
                people_void_checkpoint(store, gate, -1, "x", &err));
    text_copy(thing.name, sizeof thing.name, "乙");
    assert_true(register_save(store, &plain, &thing, &err));
    struct thing other = {.name = "丙", .answer = -1};
    const struct thing good = other;
    other.place_id = place;
    assert_refused(store, &other, "place", ERR_INPUT);
    other = good, other.person_id = person;
    assert_refused(store, &other, "person", ERR_INPUT);
    other = good, other.officer_id = officer;
    assert_refused(store, &other, "officer", ERR_INPUT);
    other = good, other.checkpoint_id = gate;
    assert_refused(store, &other, "checkpoint", ERR_INPUT);
}

static void a_merged_person_stands_for_the_other(void **state)
{
    struct err err = {0};
    int64_t one = register_person(*state, "刘洋", "", 0), two = register_person(*state, "刘洋", "", 0);
    assert_true(people_merge(*state, one, two, &err));
    struct thing thing = {.name = "甲", .answer = -1, .person_id = one};
    assert_true(register_save(*state, &plain, &thing, &err));
    assert_int_equal(thing.person_id, two);
}

/* ---- verbs ---- */

static void rules_run_inside_and_take_everything_back(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct thing thing = {.name = "甲", .answer = -1}, before = thing;
    asked.refuse_check = true;
    assert_false(register_save(store, &strict, &thing, &err));
    assert_true(asked.inside && !asked.had_before);
    assert_int_equal(asked.follows, 0);
    assert_memory_equal(&thing, &before, sizeof thing);
    asked.refuse_check = false;
    asked.refuse_follow = true;
    assert_false(register_save(store, &strict, &thing, &err));
    assert_string_equal(err.text, "not followed");
    assert_int_equal(asked.follows, 1);
    assert_int_equal(things_count(store), 0);
    assert_memory_equal(&thing, &before, sizeof thing);
    assert_false(store_in_transaction(store));
    asked.refuse_follow = false;
    assert_true(register_save(store, &strict, &thing, &err));
    assert_int_equal(thing.count, 7); /* as the rule completed it */
    assert_int_equal(things_count(store), 2);
    assert_true(register_save(store, &strict, &thing, &err));
    assert_true(asked.had_before);
    int64_t batch = register_count(store, "SELECT count(DISTINCT batch_id) FROM audit WHERE table_name = 'thing'");
    assert_int_equal(batch, 2); /* the record and what follows it are one step of undo */
}

static void a_void_has_a_reason_and_happens_once(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct thing thing = {.name = "甲", .answer = -1};
    assert_true(register_save(store, &plain, &thing, &err));
    assert_false(register_void(store, &strict, thing.head.id, -1, " ", &err));
    assert_int_equal(asked.voids, 0);
    asked.refuse_void = true;
    assert_false(register_void(store, &strict, thing.head.id, -1, "twice", &err));
    assert_string_equal(err.text, "not void");
    assert_true(asked.inside);
    assert_int_equal(register_count(store, "SELECT count(*) FROM thing WHERE voided IS NOT NULL"), 0);
    asked.refuse_void = false;
    assert_false(register_void(store, &strict, thing.head.id, 7, "twice", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_true(register_void(store, &strict, thing.head.id, 1, "twice", &err));
    assert_false(register_void(store, &strict, thing.head.id, -1, "again", &err));
    assert_non_null(strstr(err.text, "twice"));
    assert_false(register_save(store, &plain, &thing, &err));
    assert_non_null(strstr(err.text, "twice"));
    assert_false(register_void(store, &strict, 77, -1, "x", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

/* Who saves on top of another is told so first, not what a rule thinks of it. */
static void a_conflict_comes_before_the_rules(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct thing mine = {.name = "甲", .answer = -1};
    assert_true(register_save(store, &plain, &mine, &err));
    struct thing theirs = mine;
    text_copy(theirs.name, sizeof theirs.name, "乙");
    assert_true(register_save(store, &plain, &theirs, &err));
    text_copy(mine.name, sizeof mine.name, "");
    assert_false(register_save(store, &strict, &mine, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(asked.checks, 0);
    assert_int_equal(register_count(store, "SELECT count(*) FROM thing WHERE name = '乙'"), 1);
}

static void the_role_decides(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct officer clerk = {.name = "冯梅", .role = ROLE_CLERK};
    struct thing thing = {.name = "甲", .answer = -1};
    assert_true(register_save(store, &plain, &thing, &err));
    assert_true(people_add_officer(store, &clerk, &err));
    assert_true(store_sign_on(store, clerk.id, "test", true, &err));
    assert_false(register_save(store, &plain, &(struct thing){.name = "乙", .answer = -1}, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_false(register_save(store, &plain, &thing, &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_false(register_void(store, &plain, thing.head.id, -1, "x", &err));
    assert_int_equal(err.code, ERR_ROLE);
    assert_int_equal(things_count(store), 1);
}

/* ---- words that find ---- */

static void words_find_what_a_record_shows(void **state)
{
    struct store *store = *state;
    int64_t place = register_household(store, "望江苑", "12-2-1203");
    struct thing thing = {.name = "陈国梁",
                          .answer = -1,
                          .phone = "13812343821",
                          .document = "11010519491231002X",
                          .colour = GREEN,
                          .at = REGISTER_NOW,
                          .place_id = place,
                          .person_id = register_person(store, "刘洋", "", place)};
    static const char *const found[] = {"",   "陈",        "国梁",  "cgl",    "CGL",    "3821",   "gree",  "刘洋",
                                        "ly", "12-2-1203", "04-11", "cgl ly", "陈 !红", "　陈　", "ＣＧＬ"};
    static const char *const missing[] = {"王", "0411", "1949", "red", "!陈", "cgl !ly", "张", "cglx"};
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++)
        if (!record_matches(store, &things, &thing, found[i]))
            fail_msg("%s does not find it", found[i]);
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++)
        if (record_matches(store, &things, &thing, missing[i]))
            fail_msg("%s finds it", missing[i]);
}

#define REGISTER_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        REGISTER_TEST(every_kind_is_accepted),
        REGISTER_TEST(what_cannot_be_understood_is_refused_with_its_field),
        REGISTER_TEST(bad_values_are_refused_by_the_verb),
        REGISTER_TEST(a_masked_value_is_never_stored),
        REGISTER_TEST(what_was_voided_is_refused_unless_it_stood_there),
        REGISTER_TEST(a_merged_person_stands_for_the_other),
        REGISTER_TEST(rules_run_inside_and_take_everything_back),
        REGISTER_TEST(a_void_has_a_reason_and_happens_once),
        REGISTER_TEST(a_conflict_comes_before_the_rules),
        REGISTER_TEST(the_role_decides),
        REGISTER_TEST(words_find_what_a_record_shows),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
