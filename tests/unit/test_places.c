/* Households and other places: what is accepted, the parts of the list, words that find them. All people are invented.
 */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/people_rules.h"
#include "gatepost/place_filter.h"
#include "gatepost/place_words.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 16 };
static struct store_file file;
static struct store *store;
static struct err err;

static void check_done(bool done)
{
    if (!done)
        fail_msg("%s", err.text);
}

static int make(void **state)
{
    (void)state;
    words_start(NULL, "en");
    clock_fix(1649658720);
    err = (struct err){0};
    store_file_make(&file);
    store = store_file_open(&file, "seat-1", true);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    struct buffer report = {0};
    check_done(store_check(store, &report, &err));
    buffer_release(&report);
    store_close(store);
    store_file_remove(&file);
    return 0;
}

static struct place household(const char *room)
{
    struct place place = {.kind = PLACE_HOUSEHOLD};
    check_done(room_parse(room, &place.room, &err));
    return place;
}

static int64_t save(struct place place)
{
    check_done(people_add_place(store, &place, &err));
    return place.id;
}

static void check_refused(struct place place, const char *field)
{
    assert_false(people_add_place(store, &place, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.field, field);
}

static void each_kind_needs_what_it_is_known_by(void **state)
{
    (void)state;
    check_refused((struct place){.kind = PLACE_HOUSEHOLD}, "room");
    check_refused((struct place){.kind = PLACE_ENTERPRISE}, "name");
    check_refused((struct place){.kind = PLACE_SMALL}, "name");
    check_refused((struct place){.kind = PLACE_RENTED}, "name");
    struct place rented = household("5-1-101");
    rented.kind = PLACE_RENTED;
    save(rented);
    check_refused(rented, "room");
    text_copy(rented.name, sizeof rented.name, "河沿出租屋");
    save(rented); /* another one, with a name */
    struct place shop = {.kind = PLACE_SMALL, .name = "康民药房"};
    save(shop);
    check_refused(shop, "name");
    text_copy(shop.estate, sizeof shop.estate, "望江苑");
    save(shop); /* a branch */
    struct place works = {.kind = PLACE_ENTERPRISE, .name = "恒通五金厂", .reported_persons = 400};
    save(works);
    struct place crowd = household("1-1-101");
    crowd.reported_persons = 100;
    check_refused(crowd, "reported_persons");
    crowd.reported_persons = 2;
    crowd.needs = 1u << NEED_BITS;
    check_refused(crowd, "needs");
    crowd.needs = 0;
    text_copy(crowd.leader, sizeof crowd.leader, "张*明");
    check_refused(crowd, "leader");
}

static void who_screens_it_follows_from_its_kind_until_it_is_said(void **state)
{
    (void)state;
    struct place place = household("12-2-1203");
    place.id = save(place);
    check_done(place_get(store, place.id, &place, &err));
    assert_int_equal(place.line, LINE_COMMITTEE);
    place.line = LINE_GRID;
    check_done(people_add_place(store, &place, &err));
    check_done(place_get(store, place.id, &place, &err));
    assert_int_equal(place.line, LINE_GRID);
    struct place works = {.kind = PLACE_ENTERPRISE, .name = "恒通五金厂"};
    check_done(place_get(store, save(works), &works, &err));
    assert_int_equal(works.line, LINE_SAFETY);
    char *stored = store_file_ask(&file, "SELECT group_concat(coalesce(line, '-')) FROM place");
    assert_string_equal(stored, "grid,-"); /* what is usual is not stored: it follows the kind */
    free(stored);
}

/* Rooms and names in order, with what a scope and a filter leave. */
static void check_list(enum place_scope scope, const char *words, const char *expected)
{
    struct place_row rows[ROWS];
    struct place_filter filter;
    struct buffer text = {0};
    check_done(place_filter_parse(store, words, &filter, &err));
    struct place_list list = {.scope = scope,
                              .after_sort = "",
                              .keep = filter.count > 0 ? place_filter_keeps : NULL,
                              .context = &filter,
                              .rows = rows,
                              .most = ROWS};
    check_done(place_list_read(store, &list, &err));
    assert_true(list.finished);
    for (int i = 0; i < list.count; i++) {
        char label[200];
        place_label(&rows[i].place, false, label, sizeof label);
        buffer_format(&text, "%s%s", i > 0 ? " " : "", label);
    }
    assert_string_equal(buffer_text(&text), expected);
    buffer_release(&text);
    int forwards = list.count;
    list.backwards = true;
    check_done(place_list_read(store, &list, &err));
    assert_int_equal(list.count, forwards);
}

static void fill(void)
{
    struct place one = household("12-2-1203"), other = household("12-10-101"), empty = household("2-1-101");
    text_copy(one.grid, sizeof one.grid, "第三网格");
    text_copy(one.leader, sizeof one.leader, "吴芳");
    one.reported_persons = 3;
    one.needs = NEED_ALONE | NEED_DIALYSIS;
    other.reported_persons = 1;
    other.line = LINE_GRID;
    text_copy(other.phone, sizeof other.phone, "13912340001");
    empty.occupancy = OCCUPANCY_VACANT;
    int64_t homes[] = {save(one), save(other), save(empty)};
    for (size_t i = 0; i < 3; i++) {
        struct person person = {.name = "张伟明", .place_id = homes[i]};
        check_done(people_add_person(store, &person, &err));
    }
    save((struct place){.kind = PLACE_ENTERPRISE, .name = "恒通五金厂", .reported_persons = 40});
    save((struct place){.kind = PLACE_SMALL, .name = "康民药房", .needs = NEED_MOBILITY});
    save((struct place){.kind = PLACE_RENTED, .name = "河沿出租屋", .reported_persons = 6});
}

static void each_scope_lists_its_part(void **state)
{
    (void)state;
    fill();
    check_list(PLACES_ALL, "", "2-1-101 12-2-1203 12-10-101 康民药房 恒通五金厂 河沿出租屋");
    check_list(PLACES_HOUSEHOLDS, "", "2-1-101 12-2-1203 12-10-101");
    check_list(PLACES_ENTERPRISES, "", "恒通五金厂");
    check_list(PLACES_SMALL, "", "康民药房");
    check_list(PLACES_RENTED, "", "河沿出租屋");
    /* Somebody lives where nobody should; whoever works somewhere is listed nowhere. */
    check_list(PLACES_MISMATCH, "", "2-1-101 12-2-1203 河沿出租屋");
    check_list(PLACES_NEEDS, "", "12-2-1203 康民药房");
}

static void words_are_conditions_in_both_languages(void **state)
{
    (void)state;
    fill();
    check_list(PLACES_ALL, "12栋", "12-2-1203 12-10-101");
    check_list(PLACES_ALL, "building:2", "2-1-101");
    check_list(PLACES_ALL, "３网格", "12-2-1203");
    check_list(PLACES_ALL, "grid:3", "12-2-1203");
    check_list(PLACES_ALL, "第三网格", "12-2-1203");
    check_list(PLACES_ALL, "网格员", "12-10-101 康民药房");
    check_list(PLACES_ALL, "safety", "恒通五金厂");
    check_list(PLACES_ALL, "透析", "12-2-1203");
    check_list(PLACES_ALL, "特殊 !透析", "康民药房");
    check_list(PLACES_ALL, "人数不符 12栋", "12-2-1203");
    check_list(PLACES_ALL, "空置", "2-1-101");
    check_list(PLACES_ALL, "企业", "恒通五金厂");
    check_list(PLACES_ALL, "htw", "恒通五金厂");
    check_list(PLACES_ALL, "wf", "12-2-1203"); /* the building leader */
    check_list(PLACES_ALL, "0001", "12-10-101");
    check_list(PLACES_ALL, "1221203", "12-2-1203");
    check_list(PLACES_ENTERPRISES, "12栋", "");
    struct place_filter filter;
    assert_false(place_filter_parse(store, "1 2 3 4 5 6 7 8 9 10 11 12 13", &filter, &err));
}

static void a_list_stops_when_its_time_is_over_and_goes_on(void **state)
{
    (void)state;
    for (int i = 1; i <= 60; i++) {
        struct place place = {.kind = PLACE_HOUSEHOLD};
        snprintf(place.room.building, sizeof place.room.building, "%d", i);
        text_copy(place.room.number, sizeof place.room.number, "101");
        place.reported_persons = i == 60;
        save(place);
    }
    struct place_row rows[ROWS];
    struct place_list list = {.scope = PLACES_MISMATCH, .after_sort = "", .rows = rows, .most = ROWS};
    list.budget_ms = 1;
    char sort[PLACE_SORT_BYTES];
    int found = 0, calls = 0;
    do {
        check_done(place_list_read(store, &list, &err));
        found += list.count;
        text_copy(sort, sizeof sort, list.reached_sort);
        list.after_sort = sort;
        list.after_id = list.reached_id;
        calls++;
    } while (!list.finished && calls < 100);
    assert_int_equal(found, 1);
    assert_true(list.finished);
}

static void needs_are_words_or_the_digits_of_the_form(void **state)
{
    (void)state;
    unsigned needs = 0;
    struct buffer rest = {0};
    check_done(place_needs_parse("独居、透析", &needs, NULL, &err));
    assert_int_equal(needs, NEED_ALONE | NEED_DIALYSIS);
    check_done(place_needs_parse("１３", &needs, NULL, &err));
    assert_int_equal(needs, NEED_ALONE | NEED_DIALYSIS);
    check_done(place_needs_parse("alone,mobility", &needs, NULL, &err));
    assert_int_equal(needs, NEED_ALONE | NEED_MOBILITY);
    check_done(place_needs_parse("孕妇，预产期五月", &needs, &rest, &err));
    assert_int_equal(needs, NEED_PREGNANT);
    assert_string_equal(buffer_text(&rest), "预产期五月");
    buffer_release(&rest);
    assert_false(place_needs_parse("独居 贫困", &needs, NULL, &err));
    assert_string_equal(err.field, "needs");
    char text[PLACE_NEEDS_BYTES];
    place_needs_format(NEED_ALONE | NEED_MOBILITY, text, sizeof text);
    assert_string_equal(text, "alone,mobility");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, make, clear)
    const struct CMUnitTest tests[] = {
        ON_FILE(each_kind_needs_what_it_is_known_by),
        ON_FILE(who_screens_it_follows_from_its_kind_until_it_is_said),
        ON_FILE(each_scope_lists_its_part),
        ON_FILE(words_are_conditions_in_both_languages),
        ON_FILE(a_list_stops_when_its_time_is_over_and_goes_on),
        ON_FILE(needs_are_words_or_the_digits_of_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
