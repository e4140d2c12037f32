/* Rows of people and places: saved, read, found, merged and taken apart again. */
#include "gatepost/buffer.h"
#include "gatepost/place_list.h"
#include "gatepost/row.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "gatepost/vehicle.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_a_place_comes_back_as_saved(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct place saved = {.kind = PLACE_HOUSEHOLD,
                          .estate = "望江花园",
                          .grid = "三格",
                          .room = {"12", "2", "1203"},
                          .occupancy = OCCUPANCY_RENTED,
                          .head = "刘建国",
                          .phone = "13812343821",
                          .reported_persons = 3,
                          .responsible = "何军",
                          .note = "狗"};
    struct place read, before;
    register_begin(store);
    assert_true(place_save(store, &saved, &err));
    register_commit(store);
    assert_true(place_get(store, saved.id, &read, &err));
    assert_int_equal(read.rev, 1);
    assert_int_equal(read.kind, PLACE_HOUSEHOLD);
    assert_int_equal(read.occupancy, OCCUPANCY_RENTED);
    assert_string_equal(read.estate, "望江花园");
    assert_string_equal(read.grid, "三格");
    assert_string_equal(read.room.number, "1203");
    assert_string_equal(read.head, "刘建国");
    assert_int_equal(read.reported_persons, 3);
    assert_string_equal(read.responsible, "何军");
    assert_string_equal(read.note, "狗");
    char label[96];
    place_label(&read, true, label, sizeof label);
    assert_string_equal(label, "望江花园 12-2-1203");
    before = read;
    register_begin(store);
    assert_true(place_save(store, &read, &err));
    assert_int_equal(read.rev, 1); /* nothing was different */
    read.reported_persons = 4;
    assert_true(place_save(store, &read, &err));
    assert_int_equal(read.rev, 2);
    assert_false(place_save(store, &before, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    register_commit(store);
}

static void test_a_room_is_found_in_its_estate(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct room room = {"3", "1", "505"};
    int64_t first = register_household(store, "东苑", "3-1-505"), id = 0;
    assert_true(place_find_room(store, "", &room, &id, &err));
    assert_int_equal(id, first);
    int64_t second = register_household(store, "西苑", "3-1-505");
    assert_false(place_find_room(store, "", &room, &id, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_true(place_find_room(store, "西苑", &room, &id, &err));
    assert_int_equal(id, second);
    assert_false(place_find_room(store, "南苑", &room, &id, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static bool read_places(struct store *store, const char *after_sort, int64_t after_id, bool backwards,
                        struct place *places, int most, int *count, struct err *err)
{
    struct place_row rows[5];
    struct place_list list = {
        .after_sort = after_sort, .after_id = after_id, .backwards = backwards, .rows = rows, .most = most};
    bool read = place_list_read(store, &list, err);
    for (int i = 0; i < list.count; i++)
        places[i] = rows[i].place;
    *count = list.count;
    return read;
}

static void test_places_stand_in_door_order(void **state)
{
    static const char *const rooms[] = {"10-1-101", "2-1-1001", "2-1-101", "2-1-201", "2-2-101"};
    static const char *const order[] = {"2-1-101", "2-1-201", "2-1-1001", "2-2-101", "10-1-101"};
    struct store *store = *state;
    struct err err = {0};
    struct place places[5];
    char label[96], sort[PLACE_SORT_BYTES];
    int count;
    for (int i = 0; i < 5; i++)
        register_household(store, "A苑", rooms[i]);
    assert_true(read_places(store, "", 0, false, places, 5, &count, &err));
    assert_int_equal(count, 5);
    for (int i = 0; i < 5; i++) {
        place_label(&places[i], false, label, sizeof label);
        assert_string_equal(label, order[i]);
    }
    place_sort_key(&places[1], sort, sizeof sort);
    int64_t id = places[1].id;
    assert_true(read_places(store, sort, id, false, places, 2, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(places[0].room.number, "1001");
    assert_true(read_places(store, sort, id, true, places, 5, &count, &err));
    assert_int_equal(count, 1);
    assert_string_equal(places[0].room.number, "101");
    assert_true(read_places(store, "", 0, true, places, 1, &count, &err));
    assert_int_equal(count, 1);
    place_sort_key(&places[0], sort, sizeof sort);
    int64_t last = places[0].id;
    assert_true(read_places(store, sort, last, false, places, 1, &count, &err));
    assert_int_equal(count, 0);
}

static void test_a_person_comes_back_and_is_found(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t place = register_household(store, "东苑", "8-1-302"), id = 0;
    struct person saved = {.name = "刘洋",
                           .kind = PERSON_TENANT,
                           .place_id = place,
                           .phone = "13911112222",
                           .phone2 = "0757-83334444",
                           .id_type = ID_RESIDENT,
                           .id_number = "11010519491231002X",
                           .sex = 'f',
                           .birth_day = 19491231,
                           .note = "夜班"};
    struct person read;
    register_begin(store);
    assert_true(person_save(store, &saved, &err));
    register_commit(store);
    assert_true(person_get(store, saved.id, &read, &err));
    assert_int_equal(read.kind, PERSON_TENANT);
    assert_int_equal(read.sex, 'f');
    assert_int_equal(read.id_type, ID_RESIDENT);
    assert_int_equal(read.birth_day, 19491231);
    assert_string_equal(read.id_number, saved.id_number);
    assert_string_equal(read.place_label, "8-1-302");
    assert_true(person_find(store, "11010519491231002X", NULL, NULL, 0, &id, &err));
    assert_int_equal(id, saved.id);
    assert_true(person_find(store, "", "0757-83334444", "", 0, &id, &err));
    assert_int_equal(id, saved.id);
    assert_true(person_find(store, "", "13911112222", "刘洋", 0, &id, &err));
    assert_false(person_find(store, "", "13911112222", "刘海", 0, &id, &err)); /* the same phone, another person */
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_true(person_find(store, NULL, NULL, "刘洋", place, &id, &err));
    assert_false(person_find(store, NULL, NULL, "刘洋", 0, &id, &err));
    assert_false(person_get(store, 99999, &read, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    struct person household[4];
    int count;
    assert_true(person_of_place(store, place, household, 4, &count, &err));
    assert_int_equal(count, 1);
    assert_int_equal(household[0].id, saved.id);
}

static void test_persons_are_listed_by_name_with_and_without_a_word(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    struct person rows[8];
    int count;
    for (int i = 0; i < 5; i++) {
        char name[NAME_BYTES] = "龚甲";
        name[5] = (char)(name[5] + i);
        register_person(store, name, "", 0);
    }
    assert_true(person_window(store, "龚", "", 0, false, rows, 3, &count, &err));
    assert_int_equal(count, 3);
    assert_string_equal(rows[0].name, "龚甲");
    struct person last = rows[2];
    assert_true(person_window(store, "gong", last.name, last.id, false, rows, 3, &count, &err));
    assert_int_equal(count, 2);
    assert_true(strcmp(rows[0].name, last.name) > 0);
    assert_true(person_window(store, "龚", last.name, last.id, true, rows, 8, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(rows[1].name, "龚甲");
    assert_true(person_window(store, "", "龚", 0, false, rows, 5, &count, &err));
    assert_int_equal(count, 5);
    assert_string_equal(rows[0].name, "龚甲");
    assert_true(person_window(store, "", "", 0, true, rows, 1, &count, &err));
    assert_int_equal(count, 1);
    struct person highest = rows[0];
    assert_true(person_window(store, "", highest.name, highest.id, false, rows, 1, &count, &err));
    assert_int_equal(count, 0);
}

static int64_t crossings_of(struct store *store, int64_t person_id)
{
    struct crossing rows[8];
    struct crossing_filter filter;
    struct err err = {0};
    crossing_filter_init(&filter);
    filter.person_id = person_id;
    struct crossing_window window = {.filter = &filter, .rows = rows, .most = 8};
    assert_true(crossing_window(store, &window, &err));
    return window.count;
}

static int flags_of(struct store *store, int64_t person_id)
{
    struct flag flags[4];
    int count;
    struct err err = {0};
    assert_true(flag_in_force(store, person_id, 0, REGISTER_NOW, flags, 4, &count, &err));
    return count;
}

static void test_a_merge_moves_everything_and_undo_takes_it_back(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t gate = register_checkpoint(store, "南门");
    int64_t from = register_person(store, "欧阳建过", "", 0), into = register_person(store, "欧阳建国", "", 0);
    struct crossing crossing = {.at = REGISTER_NOW - 60, .checkpoint_id = gate, .person_id = from};
    struct flag flag = {.person_id = from, .say = "请去医院", .from_at = REGISTER_NOW - 60};
    register_crossing(store, &crossing);
    register_begin(store);
    assert_true(flag_save(store, &flag, &err));
    register_commit(store);

    register_begin(store);
    assert_true(person_merge(store, from, into, &err));
    register_commit(store);
    assert_int_equal(crossings_of(store, from), 0);
    assert_int_equal(crossings_of(store, into), 1);
    assert_int_equal(flags_of(store, into), 1);
    struct presence presence;
    assert_true(presence_get(store, into, &presence, &err));
    assert_false(presence_get(store, from, &presence, &err));
    int64_t ids[4];
    int count;
    bool more;
    assert_true(search_ids(store, SEARCH_PERSON, "建过", ids, 4, &count, &more, &err));
    assert_int_equal(count, 1); /* the old name finds the person it turned out to be */
    assert_int_equal(ids[0], into);
    assert_true(search_matches(store, SEARCH_PERSON, into, "建过"));
    struct person rows[4];
    assert_true(person_window(store, "欧阳建", "", 0, false, rows, 4, &count, &err));
    assert_int_equal(count, 1);

    register_begin(store);
    assert_false(person_merge(store, from, into, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_false(person_merge(store, into, into, &err));
    store_rollback(store);

    struct buffer what = {0};
    assert_true(store_undo(store, &what, &err));
    buffer_release(&what);
    assert_int_equal(crossings_of(store, from), 1);
    assert_int_equal(crossings_of(store, into), 0);
    assert_int_equal(flags_of(store, from), 1);
    assert_false(search_matches(store, SEARCH_PERSON, into, "建过"));
}

static void test_a_second_merge_leaves_one_step(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t a = register_person(store, "林甲", "", 0), b = register_person(store, "林乙", "", 0),
            c = register_person(store, "林丙", "", 0);
    register_begin(store);
    assert_true(person_merge(store, a, b, &err));
    assert_true(person_merge(store, b, c, &err));
    register_commit(store);
    struct person person;
    assert_true(person_get(store, a, &person, &err));
    assert_int_equal(person.merged_into, c);
}

static void test_flags_are_in_force_between_their_times(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t place = register_household(store, "北苑", "5-1-802");
    int64_t person = register_person(store, "冯桂兰", "", place);
    struct flag flag = {.person_id = person,
                        .kind = FLAG_WANTED,
                        .denies = DENIES_BOTH,
                        .say = "请等社区干部",
                        .call = "何军 13900000000",
                        .from_at = 1000,
                        .until_at = 2000};
    struct flag household = {
        .place_id = place, .kind = FLAG_OBSERVATION, .denies = DENIES_OUT, .say = "隔离", .from_at = 1500};
    struct flag found[4];
    int count;
    register_begin(store);
    assert_true(flag_save(store, &flag, &err));
    assert_true(flag_save(store, &household, &err));
    register_commit(store);
    static const struct {
        int64_t at;
        int count;
    } moments[] = {{999, 0}, {1000, 1}, {1499, 1}, {1500, 2}, {1999, 2}, {2000, 1}, {900000, 1}};
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        assert_true(flag_in_force(store, person, place, moments[i].at, found, 4, &count, &err));
        assert_int_equal(count, moments[i].count);
    }
    assert_true(flag_in_force(store, person, 0, 1500, found, 4, &count, &err));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].kind, FLAG_WANTED);
    assert_int_equal(found[0].denies, DENIES_BOTH);
    assert_string_equal(found[0].call, "何军 13900000000");
    register_begin(store);
    assert_true(row_void(store, "flag", household.id, household.rev, "解除", &err));
    register_commit(store);
    assert_true(flag_in_force(store, person, place, 5000, found, 4, &count, &err));
    assert_int_equal(count, 0);
    assert_true(flag_get(store, household.id, &household, &err));
    assert_string_equal(household.voided, "解除");
}

static void test_checkpoints_officers_and_vehicles(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t gate = register_checkpoint(store, "北门"), id;
    assert_true(checkpoint_find(store, "北门", &id, &err));
    assert_int_equal(id, gate);
    assert_false(checkpoint_find(store, "西北门", &id, &err));
    struct checkpoint checkpoints[8];
    int count;
    assert_true(checkpoint_list(store, checkpoints, 8, &count, &err));
    bool listed = false;
    for (int i = 0; i < count; i++)
        listed = listed || checkpoints[i].id == gate;
    assert_true(listed);
    int64_t officer = register_officer(store, "赵敏");
    struct officer officers[8];
    assert_true(officer_find(store, "赵敏", &id, &err));
    assert_int_equal(id, officer);
    assert_true(officer_list(store, officers, 8, &count, &err));
    assert_string_equal(officers[count - 1].name, "赵敏");
    assert_int_equal(officers[count - 1].role, ROLE_OFFICER);
    int64_t car = register_vehicle(store, "粤E99999", 0);
    struct vehicle vehicle;
    assert_true(vehicle_find(store, "粤E99999", &id, &err));
    assert_int_equal(id, car);
    assert_true(vehicle_get(store, car, &vehicle, &err));
    assert_string_equal(vehicle.plate, "粤E99999");
    assert_false(vehicle_find(store, "粤E00000", &id, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static int open_register(void **state)
{
    *state = register_open();
    return 0;
}

static int close_register(void **state)
{
    register_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_place_comes_back_as_saved),
        cmocka_unit_test(test_a_room_is_found_in_its_estate),
        cmocka_unit_test(test_places_stand_in_door_order),
        cmocka_unit_test(test_a_person_comes_back_and_is_found),
        cmocka_unit_test(test_persons_are_listed_by_name_with_and_without_a_word),
        cmocka_unit_test(test_a_merge_moves_everything_and_undo_takes_it_back),
        cmocka_unit_test(test_a_second_merge_leaves_one_step),
        cmocka_unit_test(test_flags_are_in_force_between_their_times),
        cmocka_unit_test(test_checkpoints_officers_and_vehicles),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_register, close_register);
}
