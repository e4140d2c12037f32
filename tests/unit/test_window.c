/* Whatever index a filter walks, it gives exactly the rows that a look at every row gives, in both directions, from any
 * place; and no statement of the store looks through a whole table. */
#include "gatepost/clock.h"
#include "gatepost/doubles.h"
#include "gatepost/memory.h"
#include "gatepost/place_list.h"
#include "gatepost/row.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "src/store/database.h"
#include "tests/lib/query_plan.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 5000, PERSONS = 400, PLACES = 60, VEHICLES = 30, GATES = 5, OFFICERS = 4, MOST = 40 };

static uint32_t seed = 7;

static int dice(int sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)sides);
}

/* All rows, oldest first. */
static struct crossing *rows;
static int64_t phrases[ROWS][2]; /* of their purpose and reason */
static int64_t gates[GATES], officers[OFFICERS], persons[PERSONS], places[PLACES], vehicles[VEHICLES];

static const char *const surnames[] = {"王", "李", "张", "刘", "陈", "曾", "单", "解", "尉迟", "欧阳"};
static const char *const given[] = {"伟", "芳", "秀英", "敏", "静", "强", "磊", "洋", "艳", "勇", "军", "杰"};
static const char *const purposes[] = {"", "", "", "买菜", "上班", "看病", "探亲", "李记快递"};
static const char *const reasons[] = {"", "发热", "无出入证", "李主任不同意"};

static void make_people(struct store *store)
{
    static const char *const gate_names[GATES] = {"东门", "南门", "西门", "北门", "李家巷口"};
    static const char *const officer_names[OFFICERS] = {"王秀英", "何军", "李娜", "赵敏"};
    struct err err = {0};
    for (int i = 0; i < GATES; i++)
        gates[i] = register_checkpoint(store, gate_names[i]);
    for (int i = 0; i < OFFICERS; i++)
        officers[i] = register_officer(store, officer_names[i]);
    register_begin(store);
    for (int i = 0; i < PLACES; i++) {
        struct place place = {.kind = PLACE_HOUSEHOLD};
        text_copy(place.estate, sizeof place.estate, i % 2 ? "望江花园" : "东苑");
        snprintf(place.room.building, 16, "%d", i / 20 + 1);
        snprintf(place.room.unit, 16, "%d", i / 10 % 2 + 1);
        snprintf(place.room.number, 16, "%d", (i % 10 + 1) * 100 + 1);
        assert_true(place_save(store, &place, &err));
        places[i] = place.id;
    }
    for (int i = 0; i < PERSONS; i++) {
        struct person person = {.kind = PERSON_RESIDENT, .place_id = places[dice(PLACES)]};
        snprintf(person.name, sizeof person.name, "%s%s", surnames[dice(10)], given[dice(12)]);
        snprintf(person.phone, sizeof person.phone, "138%08d", dice(100000000));
        assert_true(person_save(store, &person, &err));
        persons[i] = person.id;
    }
    for (int i = 0; i < VEHICLES; i++) {
        struct vehicle vehicle = {.place_id = places[dice(PLACES)]};
        snprintf(vehicle.plate, sizeof vehicle.plate, "粤E%05d", 12000 + i);
        assert_true(vehicle_save(store, &vehicle, &err));
        vehicles[i] = vehicle.head.id;
    }
    register_commit(store);
}

static void make_crossing(struct store *store, int64_t at)
{
    struct err err = {0};
    struct crossing crossing = {.at = at,
                                .checkpoint_id = gates[dice(GATES)],
                                .direction = (enum direction)dice(2),
                                .class = (enum crossing_class)dice(CLASS_COUNT),
                                .person_id = dice(12) == 0 ? 0 : persons[dice(PERSONS)],
                                .place_id = dice(6) == 0 ? 0 : places[dice(PLACES)],
                                .vehicle_id = dice(6) == 0 ? vehicles[dice(VEHICLES)] : 0,
                                .temp_tenths = dice(20) == 0 ? 0 : 360 + dice(16),
                                .officer_id = dice(9) == 0 ? 0 : officers[dice(OFFICERS)]};
    text_copy(crossing.purpose, sizeof crossing.purpose, purposes[dice(8)]);
    if (dice(15) == 0) {
        crossing.decision = (enum decision)(1 + dice(2));
        text_copy(crossing.reason, sizeof crossing.reason, reasons[dice(4)]);
    }
    if (crossing.temp_tenths >= 373)
        crossing.abnormal = (enum abnormal)(1 + dice(2));
    if (dice(40) == 0)
        text_copy(crossing.override_reason, sizeof crossing.override_reason, "急诊");
    register_crossing(store, &crossing);
    if (dice(30) == 0)
        assert_true(row_void(store, "crossing", crossing.id, crossing.rev, "错登", &err));
}

static int row_compare(const void *left, const void *right)
{
    const struct crossing *a = left, *b = right;
    return a->at != b->at ? (a->at > b->at) - (a->at < b->at) : (a->id > b->id) - (a->id < b->id);
}

static int open_register(void **state)
{
    struct store *store = *state = register_open();
    struct err err = {0};
    make_people(store);
    register_begin(store);
    /* many at the same second, written down out of order */
    for (int i = 0; i < ROWS; i++)
        make_crossing(store, REGISTER_NOW - dice(ROWS / 4) * 400);
    register_commit(store);
    rows = memory_new(ROWS, sizeof *rows);
    for (int i = 0; i < ROWS; i++)
        assert_true(crossing_get(store, i + 1, &rows[i], &err));
    qsort(rows, ROWS, sizeof *rows, row_compare);
    for (int i = 0; i < ROWS; i++) /* all are there already: nothing is written */
        assert_true(phrase_id(store, rows[i].purpose, &phrases[i][0], &err) &&
                    phrase_id(store, rows[i].reason, &phrases[i][1], &err));
    return 0;
}

static int close_register(void **state)
{
    free(rows);
    register_close(*state);
    return 0;
}

static bool is_blank(const char *text)
{
    return strspn(text, " ") == strlen(text);
}

/* ---- the same conditions, said a second time and without any index ---- */

enum { IDS = 512 }; /* more than any table here has but the log */

/* What a word means, asked subject by subject. */
static bool meant[FILTER_WORDS][SEARCH_KINDS][IDS];

static void ask_words(struct store *store, const struct crossing_filter *filter)
{
    for (int word = 0; word < filter->word_count; word++)
        for (int kind = 0; kind < SEARCH_KINDS; kind++)
            for (int id = 1; id < IDS; id++)
                meant[word][kind][id] = search_matches(store, (enum search_kind)kind, id, filter->words[word].text);
}

static bool word_in_row(int word, int row)
{
    return meant[word][SEARCH_PERSON][rows[row].person_id] || meant[word][SEARCH_PLACE][rows[row].place_id] ||
           meant[word][SEARCH_VEHICLE][rows[row].vehicle_id] ||
           meant[word][SEARCH_CHECKPOINT][rows[row].checkpoint_id] ||
           meant[word][SEARCH_OFFICER][rows[row].officer_id] || meant[word][SEARCH_PHRASE][phrases[row][0]] ||
           meant[word][SEARCH_PHRASE][phrases[row][1]];
}

static bool temp_as_asked(const struct crossing_filter *filter, int temp)
{
    if (filter->temp_comparison == COMPARE_NONE)
        return true;
    int difference = temp - filter->temp_tenths;
    static const struct {
        bool below, same, above;
    } wanted[] = {[COMPARE_LESS] = {true, false, false},
                  [COMPARE_LESS_EQUAL] = {true, true, false},
                  [COMPARE_EQUAL] = {false, true, false},
                  [COMPARE_GREATER_EQUAL] = {false, true, true},
                  [COMPARE_GREATER] = {false, false, true}};
    if (temp == 0)
        return false;
    return difference < 0    ? wanted[filter->temp_comparison].below
           : difference == 0 ? wanted[filter->temp_comparison].same
                             : wanted[filter->temp_comparison].above;
}

static bool as_asked(const struct crossing_filter *filter, int index)
{
    const struct crossing *row = &rows[index];
    if ((filter->day_first && row->day < filter->day_first) || (filter->day_last && row->day > filter->day_last))
        return false;
    if ((filter->direction >= 0 && (int)row->direction != filter->direction) ||
        (filter->decision >= 0 && (int)row->decision != filter->decision))
        return false;
    if ((filter->checkpoint_id && row->checkpoint_id != filter->checkpoint_id) ||
        (filter->person_id && row->person_id != filter->person_id) ||
        (filter->place_id && row->place_id != filter->place_id))
        return false;
    if ((filter->abnormal_only && row->abnormal == ABNORMAL_NO) || (filter->voided_only && !row->voided[0]) ||
        (filter->override_only && !row->override_reason[0]) || !temp_as_asked(filter, row->temp_tenths))
        return false;
    for (int i = 0; i < filter->word_count; i++)
        if (!is_blank(filter->words[i].text) && word_in_row(i, index) == filter->words[i].exclude)
            return false;
    return true;
}

/* Reads on from an anchor to the end, a window at a time with a budget of nothing much, and compares every row. */
static void expect_walk(struct store *store, const struct crossing_filter *filter, const bool *matches, int anchor,
                        bool newer, int budget_ms)
{
    static struct crossing page[MOST];
    struct err err = {0};
    struct crossing_place place = {0};
    struct crossing_window window = {
        .filter = filter, .newer = newer, .budget_ms = budget_ms, .rows = page, .most = MOST};
    int step = newer ? 1 : -1, next = anchor >= 0 ? anchor + step : newer ? 0 : ROWS - 1;
    if (anchor >= 0) {
        place = (struct crossing_place){rows[anchor].at, rows[anchor].id};
        window.anchor = &place;
    }
    do {
        assert_true(crossing_window(store, &window, &err));
        for (int i = 0; i < window.count; i++) {
            while (next >= 0 && next < ROWS && !matches[next])
                next += step;
            assert_in_range(next, 0, ROWS - 1);
            assert_int_equal(page[i].id, rows[next].id);
            assert_string_equal(page[i].person_name, rows[next].person_name);
            next += step;
        }
        place = window.reached;
        window.anchor = &place;
    } while (!window.finished);
    for (; next >= 0 && next < ROWS; next += step)
        assert_false(matches[next]);
}

/* Returns how many rows match. */
static int expect_same(struct store *store, const struct crossing_filter *filter)
{
    static bool matches[ROWS];
    int count = 0;
    ask_words(store, filter);
    for (int i = 0; i < ROWS; i++)
        count += matches[i] = as_asked(filter, i);
    expect_walk(store, filter, matches, -1, false, 0);
    expect_walk(store, filter, matches, -1, true, 0);
    expect_walk(store, filter, matches, dice(ROWS), false, 1);
    expect_walk(store, filter, matches, dice(ROWS), true, 0);
    return count;
}

static void add_word(struct crossing_filter *filter, const char *word, bool exclude)
{
    text_copy(filter->words[filter->word_count].text, FILTER_WORD_BYTES, word);
    filter->words[filter->word_count++].exclude = exclude;
}

static void test_no_filter_gives_every_row_from_every_anchor(void **state)
{
    static bool matches[ROWS];
    memset(matches, true, sizeof matches);
    expect_walk(*state, NULL, matches, -1, false, 0);
    expect_walk(*state, NULL, matches, -1, true, 0);
    for (int anchor = 0; anchor < ROWS; anchor += 397) {
        expect_walk(*state, NULL, matches, anchor, anchor % 2, 0);
    }
}

static void test_words_of_every_kind_give_the_rows_of_a_full_look(void **state)
{
    static const struct {
        const char *word;
        int least;
    } words[] = {
        {"曾", 50},    {"李", 500},    {"w", 100},      {"zengwei", 1}, {"yc", 50},  {"oyf", 1},    {"1-1-101", 20},
        {"11101", 0},  {"望江", 1000}, {"粤e12003", 5}, {"12003", 5},   {"mc", 300}, {"买菜", 300}, {"发热", 1},
        {"东门", 500}, {"dm", 500},    {"hejun", 500},  {"138", 1000},  {"x", 50},   {"秀英", 500}, {"李主任", 1},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct crossing_filter filter;
        crossing_filter_init(&filter);
        add_word(&filter, words[i].word, false);
        int count = expect_same(*state, &filter);
        if (count < words[i].least)
            fail_msg("%s: %d rows", words[i].word, count);
    }
}

static void test_an_absent_word_is_answered_at_once(void **state)
{
    static const char *const words[] = {"慕容", "%", "zzzz", "99-9-9999", "\xff", "13-"};
    struct crossing page[MOST];
    struct err err = {0};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct crossing_filter filter;
        crossing_filter_init(&filter);
        add_word(&filter, words[i], false);
        struct crossing_window window = {.filter = &filter, .budget_ms = 1, .rows = page, .most = MOST};
        assert_true(crossing_window(*state, &window, &err));
        assert_true(window.finished);
        assert_int_equal(window.count, 0);
    }
}

static void test_random_conditions_together(void **state)
{
    static const char *const words[] = {"李", "wang", "1-1-101", "东门", "mc", "粤", "单", "hj", "  ", "发热"};
    int matched = 0;
    for (int i = 0; i < 30; i++) {
        struct crossing_filter filter;
        crossing_filter_init(&filter);
        for (int word = dice(3); word > 0; word--)
            add_word(&filter, words[dice(10)], dice(3) == 0);
        if (dice(3) == 0)
            filter.day_first = clock_day_add(20220411, -dice(5));
        if (dice(3) == 0)
            filter.day_last = clock_day_add(20220411, -dice(5));
        if (dice(3) == 0)
            filter.direction = dice(2);
        if (dice(4) == 0)
            filter.decision = dice(3);
        if (dice(4) == 0)
            filter.checkpoint_id = gates[dice(GATES)];
        if (dice(8) == 0)
            filter.person_id = persons[dice(PERSONS)];
        if (dice(8) == 0)
            filter.place_id = places[dice(PLACES)];
        filter.abnormal_only = dice(8) == 0;
        filter.voided_only = dice(8) == 0;
        filter.override_only = dice(8) == 0;
        if (dice(3) == 0) {
            filter.temp_comparison = (enum filter_comparison)(1 + dice(5));
            filter.temp_tenths = 364 + dice(11);
        }
        matched += expect_same(*state, &filter) > 0;
    }
    assert_true(matched > 10);
}

/* Each condition alone, so that each index is walked. */
static void test_each_condition_alone(void **state)
{
    struct crossing_filter filters[9];
    for (int i = 0; i < 9; i++)
        crossing_filter_init(&filters[i]);
    filters[0].person_id = persons[3];
    filters[1].place_id = places[3];
    filters[2].checkpoint_id = gates[2];
    filters[3].decision = DECISION_TURNED_AWAY;
    filters[4].abnormal_only = true;
    filters[5].voided_only = true;
    filters[6].override_only = true;
    filters[7].temp_comparison = COMPARE_GREATER;
    filters[7].temp_tenths = 372;
    filters[8].day_first = filters[8].day_last = 20220409;
    for (int i = 0; i < 9; i++)
        assert_true(expect_same(*state, &filters[i]) > 0);
}

static void test_a_spent_budget_says_how_far_it_came(void **state)
{
    struct crossing page[MOST];
    struct err err = {0};
    struct crossing_filter filter;
    crossing_filter_init(&filter);
    filter.direction = DIRECTION_IN;
    filter.temp_comparison = COMPARE_LESS;
    filter.temp_tenths = 350; /* nobody */
    struct crossing_window window = {.filter = &filter, .budget_ms = 1, .rows = page, .most = MOST};
    struct crossing_place place;
    int64_t before = INT64_MAX;
    int windows = 0;
    do {
        assert_true(crossing_window(*state, &window, &err));
        assert_int_equal(window.count, 0);
        assert_true(window.finished || window.reached.at <= before);
        before = window.reached.at;
        place = window.reached;
        window.anchor = &place;
        windows++;
    } while (!window.finished);
    assert_int_equal(before, rows[0].at);
    assert_true(windows <= ROWS / 64 + 1); /* each came further */
}

/* Places in parts, and who may stand there twice. */
static void read_parts(struct store *store)
{
    struct place_row parts[4];
    struct double_pair pairs[4];
    struct person_double found[4];
    struct person somebody = {.name = "李伟", .phone = "13812340000", .id_number = "11010519491231002X"};
    struct err err = {0};
    int count = 0;
    somebody.place_id = places[0];
    for (int i = 0; i < 2 * PLACE_SCOPE_COUNT; i++) {
        struct place_list list = {
            .scope = (enum place_scope)(i / 2), .after_sort = "", .backwards = i % 2 != 0, .rows = parts, .most = 4};
        assert_true(place_list_read(store, &list, &err));
    }
    for (int i = 0; i < 2; i++) {
        struct double_list list = {.word = "", .after_name = "", .backwards = i != 0, .rows = pairs, .most = 4};
        assert_true(double_list_read(store, &list, &err));
    }
    assert_true(doubles_of(store, &somebody, found, 4, &count, &err));
    char plan[2000];
    for (sqlite3_stmt *at = sqlite3_next_stmt(store->db, NULL); at != NULL; at = sqlite3_next_stmt(store->db, at)) {
        const char *sql = sqlite3_sql(at);
        bool is_window = strstr(sql, "FROM place INDEXED BY") != NULL || strstr(sql, "min(d.id)") != NULL;
        if (!is_window)
            continue;
        char *copy = memory_copy(sql);
        explain(store, copy, plan, sizeof plan);
        if (strstr(plan, "TEMP B-TREE") != NULL || strstr(plan, "SCAN") != NULL)
            fail_msg("%s: %s", copy, plan);
        free(copy);
    }
}

/* Every question the connection has prepared so far. Small tables may be looked through. */
static void test_no_question_looks_through_a_whole_table(void **state)
{
    static const char *const small[] = {"FROM checkpoint", "FROM officer", "FROM setting", "change_seq",
                                        "presence_tally",  "sqlite_",      "FROM meta"};
    struct store *store = *state;
    struct err err = {0};
    struct candidate candidates[8];
    struct person person_rows[4];
    struct place_row place_rows[4];
    struct place_list list = {.after_sort = "", .rows = place_rows, .most = 4};
    struct flag flags[4];
    int count, left, looked = 0;
    int64_t id;
    assert_true(candidate_find(store, "李", gates[0], candidates, 8, &count, &left, &err));
    assert_true(candidate_find(store, "1-1-101", gates[0], candidates, 8, &count, &left, &err));
    assert_true(person_window(store, "", "", 0, false, person_rows, 4, &count, &err));
    assert_true(person_window(store, "", "", 0, true, person_rows, 4, &count, &err));
    assert_true(place_list_read(store, &list, &err));
    list.backwards = true;
    assert_true(place_list_read(store, &list, &err));
    read_parts(store);
    assert_true(flag_in_force(store, persons[0], places[0], REGISTER_NOW, flags, 4, &count, &err));
    assert_true(person_of_place(store, places[0], person_rows, 4, &count, &err));
    person_find(store, "11010519491231002X", "13812340000", "李伟", places[0], &id, &err);
    vehicle_find(store, "粤E12003", &id, &err);
    char plan[2000], *statements[200];
    int statement_count = 0;
    for (sqlite3_stmt *at = sqlite3_next_stmt(store->db, NULL); at != NULL; at = sqlite3_next_stmt(store->db, at))
        if (statement_count < 200 && strncmp(sqlite3_sql(at), "SELECT", 6) == 0)
            statements[statement_count++] = memory_copy(sqlite3_sql(at));
    for (int i = 0; i < statement_count; i++) {
        bool skip = false;
        for (size_t j = 0; j < sizeof small / sizeof small[0]; j++)
            skip = skip || strstr(statements[i], small[j]) != NULL;
        if (!skip) {
            explain(store, statements[i], plan, sizeof plan);
            const char *scan = strstr(plan, "SCAN ");
            if (scan != NULL && strstr(scan, "USING") == NULL && strstr(scan, "CONSTANT ROW") == NULL)
                fail_msg("%s: %s", statements[i], plan);
            looked++;
        }
        free(statements[i]);
    }
    assert_true(looked > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_filter_gives_every_row_from_every_anchor),
        cmocka_unit_test(test_words_of_every_kind_give_the_rows_of_a_full_look),
        cmocka_unit_test(test_an_absent_word_is_answered_at_once),
        cmocka_unit_test(test_random_conditions_together),
        cmocka_unit_test(test_each_condition_alone),
        cmocka_unit_test(test_a_spent_budget_says_how_far_it_came),
        cmocka_unit_test(test_no_question_looks_through_a_whole_table),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_register, close_register);
}
