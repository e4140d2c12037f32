/* Progress of a survey round against a count by hand over the same rows, and the names behind each number. */
#include "gatepost/clock.h"
#include "gatepost/people.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/screening.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PLACES = 160, ESTATES = 2, BUILDINGS = 6, SURVEYS = 500, GROUPS_MOST = 64 };

static struct place places[PLACES];
static struct survey surveys[SURVEYS];
static int survey_count_made;
static int64_t rounds[2];
static uint32_t seed;

static int below(int most)
{
    seed = seed * 1664525U + 1013904223U;
    return (int)((seed >> 16) % (uint32_t)most);
}

static void must(bool good, const struct err *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

/* ---- the register ---- */

static struct place make_place(struct store *store, int number)
{
    static const char *const estates[ESTATES] = {"望江苑", "桥南小区"};
    static const enum place_kind kinds[] = {PLACE_ENTERPRISE, PLACE_SMALL, PLACE_RENTED};
    struct err err = {0};
    struct place place = {.kind = number % 10 == 9 ? kinds[number / 10 % 3] : PLACE_HOUSEHOLD};
    text_copy(place.estate, sizeof place.estate, estates[number % ESTATES]);
    snprintf(place.grid, sizeof place.grid, "%s", number % 7 == 0 ? "" : number % 3 == 0 ? "第二网格" : "第十网格");
    snprintf(place.responsible, sizeof place.responsible, "网格员 %d", number % 4);
    if (number % 11 == 0)
        place.line = LINE_GRID;
    if (place.kind == PLACE_HOUSEHOLD) {
        snprintf(place.room.building, sizeof place.room.building, "%d", number % BUILDINGS * 4 + 1);
        snprintf(place.room.unit, sizeof place.room.unit, "1");
        snprintf(place.room.number, sizeof place.room.number, "%d", 101 + number);
    } else {
        snprintf(place.name, sizeof place.name, "场所%d", number);
    }
    must(place_save(store, &place, &err), &err);
    return place;
}

static void begin_round(struct store *store, int index, int began)
{
    struct survey_round round;
    struct err err = {0};
    register_new(&survey_round_rules, &round);
    snprintf(round.name, sizeof round.name, "第%d轮", index + 1);
    round.began_day = began;
    must(register_save(store, &survey_round_rules, &round, &err), &err);
    rounds[index] = round.head.id;
}

static struct survey ask(struct store *store, int round, int place, enum survey_result result, int persons, int ago_s)
{
    struct survey survey;
    struct err err = {0};
    register_new(&survey_rules, &survey);
    survey.round_id = rounds[round];
    survey.place_id = places[place].id;
    survey.result = result;
    survey.persons = result == SURVEY_DONE ? persons : 0;
    survey.at = REGISTER_NOW - ago_s;
    must(record_save(store, &survey_table, &survey, &err), &err);
    return survey;
}

static void void_survey(struct store *store, int64_t id)
{
    struct err err = {0};
    must(row_void(store, "survey", id, -1, "记错", &err), &err);
}

static int setup(void **state)
{
    struct err err = {0};
    struct store *store = *state = register_open();
    seed = 7;
    must(store_sign_on(store, 1, "test", true, &err), &err);
    begin_round(store, 0, 20220401);
    begin_round(store, 1, 20220410);
    register_begin(store);
    for (int i = 0; i < PLACES; i++)
        places[i] = make_place(store, i);
    register_commit(store);
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    return 0;
}

/* Places asked several times in both rounds, at times that are not in the order of the writing; some voided. */
static void fill(struct store *store)
{
    survey_count_made = 0;
    register_begin(store);
    for (int i = 0; i < SURVEYS; i++) {
        enum survey_result result = (enum survey_result)below(4);
        surveys[survey_count_made++] =
            ask(store, below(3) > 0, below(PLACES * 4 / 5), result, 1 + below(6), below(SURVEYS));
    }
    for (int i = 0; i < SURVEYS; i += 9) {
        void_survey(store, surveys[i].head.id);
        text_copy(surveys[i].head.voided, sizeof surveys[i].head.voided, "记错");
    }
    register_commit(store);
}

/* ---- by hand ---- */

static const struct survey *newest_of(int64_t round_id, int64_t place_id)
{
    const struct survey *newest = NULL;
    for (int i = 0; i < survey_count_made; i++) {
        const struct survey *survey = &surveys[i];
        if (survey->round_id != round_id || survey->place_id != place_id || survey->head.voided[0] != '\0')
            continue;
        if (newest == NULL || survey->at > newest->at ||
            (survey->at == newest->at && survey->head.id > newest->head.id))
            newest = survey;
    }
    return newest;
}

static enum screening_state state_by_hand(int64_t round_id, int64_t place_id)
{
    const struct survey *newest = newest_of(round_id, place_id);
    if (newest == NULL)
        return SCREENING_NOT_YET;
    return newest->result == SURVEY_DONE       ? SCREENING_DONE
           : newest->result == SURVEY_NOT_HOME ? SCREENING_NOT_HOME
           : newest->result == SURVEY_REFUSED  ? SCREENING_REFUSED
                                               : SCREENING_VACANT;
}

static bool is_in(const struct place *place, enum screening_by by, const struct screening_group *group)
{
    enum place_line line = place->line != LINE_NONE ? place->line : place_usual_line(place->kind);
    switch (by) {
    case SCREENING_BUILDING:
        return place->kind == group->kind &&
               (place->kind != PLACE_HOUSEHOLD ||
                (!strcmp(place->estate, group->estate) && !strcmp(place->room.building, group->name)));
    case SCREENING_GRID:
        return !strcmp(place->grid, group->name);
    case SCREENING_LINE:
        return line == group->line;
    default:
        return !strcmp(place->responsible, group->name);
    }
}

static struct screening_count count_by_hand(int64_t round_id, enum screening_by by, const struct screening_group *group)
{
    struct screening_count count = {0};
    for (int i = 0; i < PLACES; i++) {
        if (places[i].voided[0] != '\0' || (group != NULL && !is_in(&places[i], by, group)))
            continue;
        enum screening_state is = state_by_hand(round_id, places[i].id);
        count.places[is]++;
        if (is == SCREENING_DONE)
            count.persons += newest_of(round_id, places[i].id)->persons;
    }
    return count;
}

/* ---- compared ---- */

static void assert_progress(struct store *store, int round, enum screening_by by)
{
    struct screening_group groups[GROUPS_MOST];
    struct screening_count total, sum = {0}, all = count_by_hand(rounds[round], by, NULL);
    struct err err = {0};
    int count = 0;
    must(screening_progress(store, rounds[round], by, groups, GROUPS_MOST, &count, &total, &err), &err);
    assert_memory_equal(&total, &all, sizeof all);
    for (int g = 0; g < count; g++) {
        struct screening_count hand = count_by_hand(rounds[round], by, &groups[g]);
        assert_memory_equal(&groups[g].count, &hand, sizeof hand);
        assert_true(screening_total(&hand) > 0);
        for (int state = 0; state < SCREENING_STATE_COUNT; state++)
            sum.places[state] += hand.places[state];
        sum.persons += hand.persons;
    }
    assert_memory_equal(&sum, &all, sizeof all); /* every place in one group and no more */
}

static void assert_all_progress(struct store *store)
{
    for (int round = 0; round < 2; round++)
        for (int by = 0; by < SCREENING_BY_COUNT; by++)
            assert_progress(store, round, (enum screening_by)by);
}

static void progress_is_what_a_count_by_hand_gives(void **state)
{
    struct store *store = *state;
    assert_all_progress(store); /* nobody was asked yet */
    fill(store);
    assert_all_progress(store);
    for (int s = 0; s < SCREENING_STATE_COUNT; s++)
        assert_true(count_by_hand(rounds[1], SCREENING_GRID, NULL).places[s] > 0);
}

static void a_moved_place_counts_where_it_is_and_a_voided_one_nowhere(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    fill(store);
    register_begin(store);
    for (int i = 0; i < PLACES; i += 5) {
        text_copy(places[i].grid, sizeof places[i].grid, "第三网格");
        if (places[i].kind == PLACE_HOUSEHOLD)
            text_copy(places[i].room.building, sizeof places[i].room.building, "99");
        must(place_save(store, &places[i], &err), &err);
    }
    for (int i = 2; i < PLACES; i += 13) {
        must(row_void(store, "place", places[i].id, -1, "拆除", &err), &err);
        text_copy(places[i].voided, sizeof places[i].voided, "拆除");
    }
    register_commit(store);
    assert_all_progress(store);
}

static void the_newest_valid_survey_counts(void **state)
{
    struct store *store = *state;
    survey_count_made = 0;
    register_begin(store);
    surveys[survey_count_made++] = ask(store, 1, 0, SURVEY_NOT_HOME, 0, 3000);
    surveys[survey_count_made++] = ask(store, 1, 0, SURVEY_DONE, 4, 2000);
    surveys[survey_count_made++] = ask(store, 1, 0, SURVEY_REFUSED, 0, 2500); /* written later, was earlier */
    register_commit(store);
    assert_int_equal(state_by_hand(rounds[1], places[0].id), SCREENING_DONE);
    assert_all_progress(store);
    register_begin(store);
    void_survey(store, surveys[1].head.id);
    register_commit(store);
    text_copy(surveys[1].head.voided, sizeof surveys[1].head.voided, "记错");
    assert_int_equal(state_by_hand(rounds[1], places[0].id), SCREENING_REFUSED);
    assert_all_progress(store);
}

static void groups_beyond_the_room_are_in_the_total(void **state)
{
    struct store *store = *state;
    struct screening_group groups[2];
    struct screening_count total, all = {0};
    struct err err = {0};
    int count = 0;
    fill(store);
    all = count_by_hand(rounds[1], SCREENING_BUILDING, NULL);
    must(screening_progress(store, rounds[1], SCREENING_BUILDING, groups, 2, &count, &total, &err), &err);
    assert_int_equal(count, 2);
    assert_memory_equal(&total, &all, sizeof all);
}

static void groups_stand_in_natural_order(void **state)
{
    struct store *store = *state;
    struct screening_group groups[GROUPS_MOST];
    struct screening_count total;
    struct err err = {0};
    int count = 0;
    must(screening_progress(store, rounds[1], SCREENING_GRID, groups, GROUPS_MOST, &count, &total, &err), &err);
    assert_int_equal(count, 3);
    assert_string_equal(groups[0].name, "第二网格");
    assert_string_equal(groups[1].name, "第十网格");
    assert_string_equal(groups[2].name, ""); /* who belongs nowhere comes last */
    must(screening_progress(store, rounds[1], SCREENING_BUILDING, groups, GROUPS_MOST, &count, &total, &err), &err);
    for (int g = 1; g < count; g++)
        if (groups[g].kind == PLACE_HOUSEHOLD && !strcmp(groups[g].estate, groups[g - 1].estate))
            assert_true(atoi(groups[g].name) > atoi(groups[g - 1].name));
}

/* ---- names ---- */

static int read_names(struct store *store, struct screening_window window, int64_t *ids)
{
    enum { PAGE = 7 };
    static struct screening_place rows[PAGE];
    char sort[PLACE_SORT_BYTES] = "";
    struct err err = {0};
    int count = 0;
    window.rows = rows;
    window.most = PAGE;
    do {
        window.after_sort = sort;
        must(screening_window(store, &window, &err), &err);
        for (int i = 0; i < window.count; i++)
            ids[count++] = rows[i].place.id;
        text_copy(sort, sizeof sort, window.reached_sort);
        window.after_id = window.reached_id;
    } while (!window.finished);
    return count;
}

static void assert_names(struct store *store, enum screening_by by, const struct screening_group *group,
                         enum screening_state is)
{
    int64_t down[PLACES], up[PLACES];
    struct screening_window window = {.round_id = rounds[1], .by = by, .group = group, .states = 1U << is};
    int count = read_names(store, window, down);
    window.backwards = true;
    assert_int_equal(read_names(store, window, up), count);
    assert_int_equal(count, count_by_hand(rounds[1], by, group).places[is]);
    for (int i = 0; i < count; i++) {
        assert_int_equal(up[count - 1 - i], down[i]);
        assert_int_equal(state_by_hand(rounds[1], down[i]), is);
        const struct place *place = NULL;
        for (int p = 0; p < PLACES; p++)
            if (places[p].id == down[i])
                place = &places[p];
        assert_true(place != NULL && is_in(place, by, group));
    }
}

static void every_number_opens_its_names(void **state)
{
    struct store *store = *state;
    struct screening_group groups[GROUPS_MOST];
    struct screening_count total;
    struct err err = {0};
    int count = 0;
    fill(store);
    for (int by = 0; by < SCREENING_BY_COUNT; by++) {
        must(screening_progress(store, rounds[1], (enum screening_by)by, groups, GROUPS_MOST, &count, &total, &err),
             &err);
        for (int g = 0; g < count; g++)
            for (int s = 0; s < SCREENING_STATE_COUNT; s++)
                assert_names(store, (enum screening_by)by, &groups[g], (enum screening_state)s);
    }
    int64_t ids[PLACES];
    struct screening_window all = {.round_id = rounds[1], .states = SCREENING_ALL_STATES};
    assert_int_equal(read_names(store, all, ids), PLACES);
}

static bool keeps(void *words, const struct screening_place *row)
{
    return screening_place_matches(row, words);
}

static void names_are_found_by_words(void **state)
{
    struct store *store = *state;
    int64_t ids[PLACES];
    struct screening_window window = {
        .round_id = rounds[1], .states = SCREENING_ALL_STATES, .keep = keeps, .context = "5栋 桥南"};
    int count = read_names(store, window, ids);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        struct place place;
        assert_true(place_get(store, ids[i], &place, NULL));
        assert_string_equal(place.room.building, "5"); /* and not 15, 25 */
        assert_string_equal(place.estate, "桥南小区");
    }
    window.context = "!5栋 !wjy";
    count = read_names(store, window, ids);
    for (int i = 0; i < count; i++) {
        struct place place;
        assert_true(place_get(store, ids[i], &place, NULL));
        assert_string_not_equal(place.room.building, "5");
        assert_string_equal(place.estate, "桥南小区");
    }
}

/* A budget ends the looking, never the list. */
static void a_search_that_stops_goes_on_where_it_was(void **state)
{
    struct store *store = *state;
    int64_t ids[PLACES], sliced[PLACES];
    fill(store);
    struct screening_window window = {.round_id = rounds[1], .states = 1U << SCREENING_REFUSED};
    int count = read_names(store, window, ids);
    window.budget_ms = 1;
    assert_int_equal(read_names(store, window, sliced), count);
    assert_memory_equal(ids, sliced, (size_t)count * sizeof *ids);
}

static void a_building_is_read_by_its_rooms(void **state)
{
    struct store *store = *state;
    struct screening_group group = {.kind = PLACE_HOUSEHOLD, .estate = "望江苑", .name = "1"};
    int64_t ids[PLACES];
    char plan[1024];
    struct screening_window window = {
        .round_id = rounds[1], .by = SCREENING_BUILDING, .group = &group, .states = SCREENING_ALL_STATES};
    assert_true(read_names(store, window, ids) > 0);
    register_plan(store, "AND p.building = :building", plan, sizeof plan);
    if (strstr(plan, "place_number") == NULL)
        fail_msg("%s", plan);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(progress_is_what_a_count_by_hand_gives),
        TEST(a_moved_place_counts_where_it_is_and_a_voided_one_nowhere),
        TEST(the_newest_valid_survey_counts),
        TEST(groups_beyond_the_room_are_in_the_total),
        TEST(groups_stand_in_natural_order),
        TEST(every_number_opens_its_names),
        TEST(names_are_found_by_words),
        TEST(a_search_that_stops_goes_on_where_it_was),
        TEST(a_building_is_read_by_its_rooms),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
