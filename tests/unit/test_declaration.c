/* Declarations: whom of the register they are about, what is decided about them and by whom, and what a file or a chat
 * brings in. */
#include "gatepost/arrival.h"
#include "gatepost/buffer.h"
#include "gatepost/charset.h"
#include "gatepost/clock.h"
#include "gatepost/declaration_rules.h"
#include "gatepost/importer.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/undo_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ID_ZHANG "11010519491231002X"
static int64_t officer, river, garden, home, other, big_river, big_garden, zhang, zhou;

static int64_t person_with_id(struct store *store, const char *name, const char *phone, const char *id_number,
                              int64_t place_id)
{
    struct person person = {.kind = place_id ? PERSON_RESIDENT : PERSON_VISITOR, .place_id = place_id};
    struct err err = {0};
    text_copy(person.name, sizeof person.name, name);
    text_copy(person.phone, sizeof person.phone, phone);
    text_copy(person.id_number, sizeof person.id_number, id_number);
    if (!people_add_person(store, &person, &err))
        fail_msg("%s", err.text);
    return person.id;
}

/* Two estates share the rooms 4-2-1502; a family shares a phone; two Wang Fangs live in one household. */
static int setup(void **state)
{
    struct err err = {0};
    *state = register_open();
    officer = register_officer(*state, "王秀英");
    assert_true(store_sign_on(*state, officer, "test", true, &err));
    river = register_household(*state, "望江苑", "12-2-1203");
    garden = register_household(*state, "锦绣园", "8-1-302");
    home = register_household(*state, "望江苑", "7-1-204");
    other = register_household(*state, "望江苑", "7-1-205");
    big_river = register_household(*state, "望江苑", "4-2-1502");
    big_garden = register_household(*state, "锦绣园", "4-2-1502");
    zhang = person_with_id(*state, "张伟明", "13812340001", ID_ZHANG, river);
    register_person(*state, "李秀英", "13812340002", garden);
    register_person(*state, "李大山", "13812340002", garden);
    register_person(*state, "王芳", "13812340003", home);
    register_person(*state, "王芳", "13812340004", home);
    register_person(*state, "陈静", "13812340005", big_river);
    register_person(*state, "黄磊", "13812340006", home);
    register_person(*state, "黄小磊", "13812340006", other);
    zhou = register_person(*state, "周明", "13812340007", 0);
    return 0;
}

static int teardown(void **state)
{
    register_close(*state);
    clock_fix(REGISTER_NOW);
    return 0;
}

static struct declaration declared(const char *name, const char *id_number, const char *phone, const char *room)
{
    struct declaration declaration;
    register_new(&declaration_rules, &declaration);
    text_copy(declaration.name, sizeof declaration.name, name);
    text_copy(declaration.id_number, sizeof declaration.id_number, id_number);
    text_copy(declaration.phone, sizeof declaration.phone, phone);
    text_copy(declaration.room, sizeof declaration.room, room);
    text_copy(declaration.from_place, sizeof declaration.from_place, "上海");
    declaration.left_day = 20220408;
    declaration.returned_day = 20220409;
    return declaration;
}

static void save(struct store *store, struct declaration *declaration)
{
    struct err err = {0};
    if (!register_save(store, &declaration_rules, declaration, &err))
        fail_msg("%s", err.text);
}

static struct declaration read(struct store *store, int64_t id)
{
    struct declaration declaration;
    struct err err = {0};
    assert_true(record_get(store, &declaration_table, id, &declaration, &err));
    return declaration;
}

/* ---- matching ---- */

static void each_is_matched_by_the_strongest_thing_it_says(void **state)
{
    const struct {
        const char *name, *id_number, *phone, *room;
        enum declaration_match how, unclear;
        const int64_t *place;
        bool person;
    } cases[] = {
        {"张伟明", ID_ZHANG, "", "", MATCHED_ID, MATCHED_NONE, &river, true},
        {"张为明", ID_ZHANG, "13812340002", "8-1-302", MATCHED_ID, MATCHED_NONE, &river, true},
        {"张伟明", "", "13812340001", "", MATCHED_PHONE, MATCHED_NONE, &river, true},
        {"张伟明", "", "13812340001", "8-1-302", MATCHED_PHONE, MATCHED_NONE, &river, true},
        /* The phone of a family: who has the name; a child without a record is of the household. */
        {"李大山", "", "13812340002", "", MATCHED_PHONE, MATCHED_NONE, &garden, true},
        {"李小虎", "", "13812340002", "", MATCHED_PHONE, MATCHED_NONE, &garden, false},
        /* A phone of two households: the name decides, then the room, else none of them. */
        {"黄磊", "", "13812340006", "", MATCHED_PHONE, MATCHED_NONE, &home, true},
        {"黄大宝", "", "13812340006", "7-1-205", MATCHED_PHONE, MATCHED_NONE, &other, false},
        {"黄大宝", "", "13812340006", "", MATCHED_NONE, MATCHED_PHONE, NULL, false},
        /* The phone of somebody else gives way to room and name. */
        {"张伟明", "", "13812340002", "12-2-1203", MATCHED_ROOM_NAME, MATCHED_NONE, &river, true},
        {"张伟明", "", "", "12栋2单元1203", MATCHED_ROOM_NAME, MATCHED_NONE, &river, true},
        {"陈静", "", "", "4-2-1502", MATCHED_ROOM_NAME, MATCHED_NONE, &big_river, true},
        {"陈静", "", "", "锦绣园 4-2-1502", MATCHED_ROOM, MATCHED_NONE, &big_garden, false},
        {"王芳", "", "", "7-1-204", MATCHED_ROOM, MATCHED_NONE, &home, false},
        {"王芳", "", "13812340004", "7-1-204", MATCHED_PHONE, MATCHED_NONE, &home, true},
        {"赵敏", "", "", "12-2-1203", MATCHED_ROOM, MATCHED_NONE, &river, false},
        {"赵敏", "", "", "4-2-1502", MATCHED_NONE, MATCHED_ROOM, NULL, false},
        {"赵敏", "", "13999999999", "99-9-999", MATCHED_NONE, MATCHED_NONE, NULL, false},
        {"赵敏", "", "", "东门对面", MATCHED_NONE, MATCHED_NONE, NULL, false},
        /* A visitor of the register is at the household that was declared. */
        {"周明", "", "13812340007", "12-2-1203", MATCHED_PHONE, MATCHED_NONE, &river, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct declaration declaration = declared(cases[i].name, cases[i].id_number, cases[i].phone, cases[i].room);
        struct declaration_matched matched;
        struct err err = {0};
        assert_true(declaration_match(*state, &declaration, &matched, &err));
        if (matched.how != cases[i].how || matched.unclear != cases[i].unclear ||
            matched.place_id != (cases[i].place ? *cases[i].place : 0) || (matched.person_id != 0) != cases[i].person)
            fail_msg("case %zu: how %d unclear %d place %lld person %lld", i, (int)matched.how, (int)matched.unclear,
                     (long long)matched.place_id, (long long)matched.person_id);
    }
}

static void several_that_are_equal_are_named(void **state)
{
    struct declaration declaration = declared("赵敏", "", "", "4-2-1502");
    struct declaration_matched matched;
    struct buffer words = {0};
    struct err err = {0};
    assert_true(declaration_match(*state, &declaration, &matched, &err));
    assert_int_equal(matched.rival_count, 2);
    declaration_match_words(*state, &matched, &words);
    assert_string_equal(buffer_text(&words), "by room only several are possible: 望江苑 4-2-1502, 锦绣园 4-2-1502");
    buffer_clear(&words);
    declaration = declared("张伟明", "", "13812340001", "");
    assert_true(declaration_match(*state, &declaration, &matched, &err));
    declaration_match_words(*state, &matched, &words);
    assert_string_equal(buffer_text(&words), "by phone: 12-2-1203");
    buffer_release(&words);
}

static void what_matched_is_stored_and_follows_corrections(void **state)
{
    struct declaration declaration = declared("张伟明", "", "13812340001", "");
    save(*state, &declaration);
    declaration = read(*state, declaration.head.id);
    assert_int_equal(declaration.matched, MATCHED_PHONE);
    assert_int_equal(declaration.place_id, river);
    assert_int_equal(declaration.person_id, zhang);
    text_copy(declaration.phone, sizeof declaration.phone, "13812340002");
    save(*state, &declaration);
    assert_int_equal(declaration.place_id, garden);
    assert_int_equal(declaration.person_id, 0);
}

static void a_household_said_by_hand_stays(void **state)
{
    struct declaration declaration = declared("张伟明", "", "13999999999", "某处");
    save(*state, &declaration);
    assert_int_equal(declaration.matched, MATCHED_NONE);
    declaration.place_id = river;
    save(*state, &declaration);
    assert_int_equal(declaration.matched, MATCHED_HAND);
    assert_int_equal(declaration.person_id, zhang); /* of the name, there */
    text_copy(declaration.phone, sizeof declaration.phone, "13812340002");
    save(*state, &declaration);
    assert_int_equal(declaration.matched, MATCHED_HAND);
    assert_int_equal(declaration.place_id, river);
    declaration.place_id = 0;
    save(*state, &declaration); /* emptied it is found anew */
    assert_int_equal(declaration.matched, MATCHED_PHONE);
    assert_int_equal(declaration.place_id, garden);
}

/* ---- what is refused ---- */

static void refuses(struct store *store, struct declaration declaration, const char *field)
{
    struct err err = {0};
    assert_false(register_save(store, &declaration_rules, &declaration, &err));
    if (err.field == NULL || strcmp(err.field, field) != 0)
        fail_msg("field %s: %s", err.field != NULL ? err.field : "(none)", err.text);
}

static void what_cannot_be_is_refused(void **state)
{
    struct declaration good = declared("张伟明", "", "13812340001", "12-2-1203"), bad = good;
    bad.left_day = 20220410;
    refuses(*state, bad, "returned");
    bad = good;
    bad.returned_day = 20220412;
    refuses(*state, bad, "returned");
    bad = good;
    text_copy(bad.phone, sizeof bad.phone, "138****0001");
    refuses(*state, bad, "phone");
    bad = good;
    text_copy(bad.name, sizeof bad.name, "张*明");
    refuses(*state, bad, "name");
    bad = good;
    text_copy(bad.id_number, sizeof bad.id_number, "110105194912310021");
    refuses(*state, bad, "id_number");
    refuses(*state, declared("张伟明", "", "", ""), "phone");
    assert_int_equal(register_count(*state, "SELECT count(*) FROM declaration"), 0);
}

static void a_room_that_is_none_is_kept_as_typed(void **state)
{
    struct declaration declaration = declared("张伟明", "", "", "东门对面二楼");
    save(*state, &declaration);
    assert_string_equal(read(*state, declaration.head.id).room, "东门对面二楼");
}

/* ---- decided ---- */

static struct arrival only_arrival(struct store *store)
{
    struct arrival rows[2];
    struct record_window window = {.scope = ARRIVALS_VALID, .rows = rows, .most = 2};
    struct err err = {0};
    assert_true(record_window(store, &arrival_table, &window, &err));
    assert_int_equal(window.count, 1);
    return rows[0];
}

static void confirming_writes_the_arrival_in_the_same_batch_and_is_undone_with_it(void **state)
{
    struct declaration declaration = declared("张伟明", ID_ZHANG, "13812340001", "12-2-1203");
    struct buffer what = {0};
    struct err err = {0};
    int64_t arrival_id = 0;
    declaration.affected = 1;
    declaration.kind = ARRIVAL_WORKER;
    save(*state, &declaration);
    assert_true(
        declaration_confirm(*state, declaration.head.id, declaration.head.rev, NEWCOMER_UNKNOWN, &arrival_id, &err));
    struct arrival arrival = only_arrival(*state);
    assert_int_equal(arrival.head.id, arrival_id);
    assert_int_equal(arrival.place_id, river);
    assert_int_equal(arrival.person_id, zhang);
    assert_int_equal(arrival.kind, ARRIVAL_WORKER);
    assert_int_equal(arrival.affected, 1);
    assert_int_equal(arrival.left_day, 20220408);
    assert_int_equal(arrival.returned_day, 20220409);
    assert_int_equal(arrival.declaration_id, declaration.head.id);
    assert_int_equal(arrival.officer_id, officer);
    struct declaration after = read(*state, declaration.head.id);
    assert_int_equal(after.state, DECLARATION_CONFIRMED);
    assert_int_equal(after.checked_by, officer);
    assert_int_equal(after.checked_at, REGISTER_NOW);
    assert_int_equal(register_count(*state, "SELECT count(DISTINCT batch_id) FROM audit WHERE table_name = 'arrival' "
                                            "OR (table_name = 'declaration' AND change = 'update')"),
                     1);
    assert_true(undo_last(*state, &what, &err));
    buffer_release(&what);
    assert_int_equal(read(*state, declaration.head.id).state, DECLARATION_WAITING);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM arrival WHERE voided IS NULL"), 0);
}

static void nobody_is_made_unless_the_officer_says_so(void **state)
{
    struct declaration one = declared("赵敏", "", "13999990001", "12-2-1203"),
                       two = declared("钱多", "", "13999990002", "12-2-1203");
    struct err err = {0};
    struct person person;
    int64_t before = register_count(*state, "SELECT count(*) FROM person");
    save(*state, &one);
    save(*state, &two);
    assert_true(declaration_confirm(*state, one.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person"), before);
    assert_true(declaration_confirm(*state, two.head.id, -1, NEWCOMER_TENANT, NULL, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person"), before + 1);
    assert_true(person_get(*state, read(*state, two.head.id).person_id, &person, &err));
    assert_string_equal(person.name, "钱多");
    assert_int_equal(person.kind, PERSON_TENANT);
    assert_int_equal(person.place_id, river);
    assert_string_equal(person.phone, "13999990002");
}

static void a_known_person_is_not_made_twice(void **state)
{
    struct declaration declaration = declared("张伟明", ID_ZHANG, "", "");
    struct err err = {0};
    int64_t before = register_count(*state, "SELECT count(*) FROM person");
    save(*state, &declaration);
    assert_true(declaration_confirm(*state, declaration.head.id, -1, NEWCOMER_VISITOR, NULL, &err));
    assert_int_equal(register_count(*state, "SELECT count(*) FROM person"), before);
}

static void confirming_needs_a_household(void **state)
{
    struct declaration declaration = declared("赵敏", "", "13999990001", "99-1-101");
    struct err err = {0};
    save(*state, &declaration);
    assert_false(declaration_confirm(*state, declaration.head.id, -1, NEWCOMER_VISITOR, NULL, &err));
    assert_string_equal(err.field, "place");
    declaration.place_id = garden;
    save(*state, &declaration);
    assert_true(declaration_confirm(*state, declaration.head.id, -1, NEWCOMER_VISITOR, NULL, &err));
    assert_int_equal(only_arrival(*state).place_id, garden);
}

static void rejecting_needs_a_reason_and_is_undone(void **state)
{
    struct declaration declaration = declared("张伟明", "", "13812340001", "");
    struct buffer what = {0};
    struct err err = {0};
    save(*state, &declaration);
    assert_false(declaration_reject(*state, declaration.head.id, -1, "  ", &err));
    assert_string_equal(err.field, "reason");
    assert_true(declaration_reject(*state, declaration.head.id, -1, "本人未外出", &err));
    assert_int_equal(read(*state, declaration.head.id).state, DECLARATION_REJECTED);
    assert_string_equal(read(*state, declaration.head.id).reason, "本人未外出");
    assert_true(undo_last(*state, &what, &err));
    buffer_release(&what);
    assert_int_equal(read(*state, declaration.head.id).state, DECLARATION_WAITING);
    assert_string_equal(read(*state, declaration.head.id).reason, "");
}

static void what_was_decided_says_by_whom_and_is_not_changed(void **state)
{
    struct declaration declaration = declared("张伟明", "", "13812340001", "");
    struct err err = {0};
    save(*state, &declaration);
    struct declaration seen = declaration; /* as another terminal shows it */
    assert_true(declaration_confirm(*state, declaration.head.id, declaration.head.rev, NEWCOMER_UNKNOWN, NULL, &err));
    assert_false(declaration_reject(*state, seen.head.id, seen.head.rev, "重复", &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_string_equal(err.text, "王秀英 has confirmed it already, at 14:32.");
    assert_false(declaration_confirm(*state, seen.head.id, seen.head.rev, NEWCOMER_UNKNOWN, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_int_equal(register_count(*state, "SELECT count(*) FROM arrival"), 1);
    seen.head.rev = -1;
    assert_false(register_save(*state, &declaration_rules, &seen, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
}

static void a_decision_about_what_was_changed_meanwhile_is_refused(void **state)
{
    struct declaration declaration = declared("张伟明", "", "13812340001", "");
    struct err err = {0};
    save(*state, &declaration);
    int64_t seen = declaration.head.rev;
    text_copy(declaration.note, sizeof declaration.note, "改为自驾");
    save(*state, &declaration);
    assert_false(declaration_confirm(*state, declaration.head.id, seen, NEWCOMER_UNKNOWN, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
}

static void it_waits_again_once_no_arrival_stands(void **state)
{
    struct declaration declaration = declared("张伟明", "", "13812340001", "");
    struct err err = {0};
    int64_t arrival_id = 0;
    save(*state, &declaration);
    int64_t id = declaration.head.id;
    assert_false(declaration_reopen(*state, id, -1, &err));
    assert_true(declaration_confirm(*state, id, -1, NEWCOMER_UNKNOWN, &arrival_id, &err));
    assert_false(declaration_reopen(*state, id, -1, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_false(register_void(*state, &declaration_rules, id, -1, "重复", &err));
    register_begin(*state);
    assert_true(row_void(*state, "arrival", arrival_id, -1, "误登", &err));
    register_commit(*state);
    assert_true(declaration_reopen(*state, id, -1, &err));
    assert_int_equal(read(*state, id).state, DECLARATION_WAITING);
    assert_int_equal(read(*state, id).checked_by, 0);
}

/* ---- the same twice ---- */

static void the_same_is_found_by_number_or_by_phone_and_name(void **state)
{
    struct declaration first = declared("张伟明", ID_ZHANG, "13812340001", ""), found;
    struct err err = {0};
    save(*state, &first);
    struct declaration same_id = declared("张伟明", ID_ZHANG, "13999999999", ""),
                       same_phone = declared("张伟明", "", "13812340001", ""),
                       child = declared("张小明", "", "13812340001", ""), later = same_phone;
    later.returned_day = 20220410;
    assert_true(declaration_same(*state, &same_id, &found, &err));
    assert_int_equal(found.head.id, first.head.id);
    assert_true(declaration_same(*state, &same_phone, &found, &err));
    assert_false(declaration_same(*state, &child, &found, &err));
    assert_false(declaration_same(*state, &later, &found, &err));
    assert_false(declaration_same(*state, &first, &found, &err)); /* itself is no other */
    assert_true(declaration_reject(*state, first.head.id, -1, "错", &err));
    assert_false(declaration_same(*state, &same_id, &found, &err));
}

static void the_queue_is_found_by_its_indexes(void **state)
{
    struct declaration declaration = declared("张伟明", ID_ZHANG, "13812340001", "12-2-1203"), found;
    struct err err = {0};
    char plan[2000];
    int count = 0;
    save(*state, &declaration);
    assert_true(declaration_waiting(*state, 1000, &count, &err));
    assert_int_equal(count, 1);
    register_plan(*state, "FROM declaration WHERE state = 'waiting'", plan, sizeof plan);
    assert_non_null(strstr(plan, "declaration_waiting"));
    declaration_same(*state, &declaration, &found, &err);
    register_plan(*state, "FROM declaration WHERE id_number", plan, sizeof plan);
    assert_non_null(strstr(plan, "declaration_id_number"));
    register_plan(*state, "FROM declaration WHERE phone", plan, sizeof plan);
    assert_non_null(strstr(plan, "USING INDEX declaration_"));
    struct declaration bare = declared("张伟明", "", "", "12-2-1203");
    declaration_same(*state, &bare, &found, &err);
    register_plan(*state, "FROM declaration WHERE name", plan, sizeof plan);
    assert_non_null(strstr(plan, "declaration_name"));
}

/* ---- files and chats ---- */

static const char form[] =
    "核酸登记（自主申报）\n"
    "提交时间,姓名,手机号（必填）,身份证号,小区,楼栋,单元,房号,从哪里来,是否途经涉疫地区/中高风险地区,离开日期,"
    "到达日期/返回日期,交通工具,车次/航班号,同行人员,有无症状,备注,人员类别\n"
    "2022-04-10 08:12:33,张伟明,13812340001（本人）," ID_ZHANG
    ",望江苑,12栋,2单元,1203,上海市,是,2022/4/8,2022/4/9 00:00,高铁,G1234,无,无,,返乡务工\n"
    "2022-04-10 09:00,李小虎,13812340002,,锦绣园,8,1,302,无锡,否,4-9,4月9日,自驾,苏B12345,李秀英,咳嗽,晚上到,学生返校\n"
    "2022-04-10,赵敏,,,,,,东门对面,西安,新城区某街道,,2022-04-09,,,,,,探亲访友\n"
    "2022-04-10 10:00,周明,138****0007,,,12,2,1203,西安,是,,2022-04-09,,,,,,\n"
    "2022-04-10 10:01,周明,13812340007,,,12,2,1203,西安,是,2022-04-10,2022-04-09,,,,,,\n"
    "2022-04-10 10:02,周明,1.38E+10,,,12,2,1203,西安,是,,2022-04-09,,,,,,\n"
    "2022-04-10 10:03,周明,13812340007,,,12,2,1203,西安,是,,五月,,,,,,\n"
    "2022-04-10 11:00,张伟明,13812340001," ID_ZHANG ",,12,2,1203,上海市,是,2022/4/8,2022/4/9,,,,,第二次,\n";

static struct importer *judged(struct store *store, const char *bytes, size_t length, bool chat)
{
    struct importer_defaults defaults = {0};
    struct importer *importer = importer_new(store, import_register_find("declarations"), &defaults);
    struct err err = {0};
    bool good = chat ? importer_open_chat(importer, bytes, &err) : importer_open_text(importer, bytes, length, &err);
    while (good && importer_phase(importer) != IMPORTER_READY)
        good = importer_phase(importer) == IMPORTER_MAPPING ? importer_judge(importer, &err)
                                                            : importer_step(importer, 1000, &err);
    if (!good)
        fail_msg("%s", err.text);
    return importer;
}

static void write_all(struct importer *importer)
{
    struct err err = {0};
    bool good = importer_write(importer, &err);
    while (good && importer_phase(importer) != IMPORTER_DONE)
        good = importer_step(importer, 1000, &err);
    if (!good)
        fail_msg("%s", err.text);
}

static void check_counts(const struct importer *importer, int added, int same, int refused)
{
    assert_int_equal(importer_count(importer, IMPORT_NEW), added);
    assert_int_equal(importer_count(importer, IMPORT_SAME), same);
    assert_int_equal(importer_count(importer, IMPORT_REFUSED), refused);
}

static struct declaration of_name(struct store *store, const char *name)
{
    struct declaration declaration;
    struct err err = {0};
    assert_true(record_with_text(store, &declaration_table, "name", name, &declaration, &err));
    return declaration;
}

static void check_form(struct store *store, const char *bytes, size_t length)
{
    struct importer *importer = judged(store, bytes, length, false);
    check_counts(importer, 3, 1, 4);
    write_all(importer);
    assert_int_equal(importer_added(importer), 3);
    importer_free(importer);
    struct declaration worker = of_name(store, "张伟明"), student = of_name(store, "李小虎"),
                       guest = of_name(store, "赵敏");
    assert_string_equal(worker.phone, "13812340001");
    assert_string_equal(worker.room, "望江苑 12-2-1203");
    assert_string_equal(worker.from_place, "上海市");
    assert_string_equal(worker.transport, "高铁 G1234");
    assert_string_equal(worker.companions, "");
    assert_string_equal(worker.symptoms, "");
    assert_string_equal(worker.note, "phone: 本人");
    assert_int_equal(worker.affected, 1);
    assert_int_equal(worker.left_day, 20220408);
    assert_int_equal(worker.returned_day, 20220409);
    assert_int_equal(worker.at, 1649549553);
    assert_int_equal(worker.kind, ARRIVAL_WORKER);
    assert_int_equal(worker.matched, MATCHED_ID);
    assert_int_equal(worker.state, DECLARATION_WAITING);
    assert_int_equal(student.kind, ARRIVAL_STUDENT);
    assert_int_equal(student.affected, 0);
    assert_int_equal(student.place_id, garden);
    assert_string_equal(student.transport, "自驾 苏B12345");
    assert_string_equal(student.companions, "李秀英");
    assert_string_equal(student.symptoms, "咳嗽");
    assert_int_equal(guest.kind, ARRIVAL_RELATIVE);
    assert_string_equal(guest.room, "东门对面");
    assert_int_equal(guest.affected, -1);
    assert_string_equal(guest.note, "affected area: 新城区某街道");
    importer = judged(store, bytes, length, false); /* the same file again changes nothing */
    check_counts(importer, 0, 4, 4);
    importer_free(importer);
}

static void a_form_in_utf8_waits_row_by_row(void **state)
{
    check_form(*state, form, strlen(form));
}

static void a_form_in_gb18030_too(void **state)
{
    struct buffer bytes = {0};
    struct err err = {0};
    assert_true(charset_from_utf8(&bytes, form, "GB18030", &err));
    check_form(*state, buffer_text(&bytes), bytes.length);
    buffer_release(&bytes);
}

static void english_headings_are_known(void **state)
{
    static const char text[] = "Timestamp,Full name,Mobile,ID No,Address,Coming from,Affected area,Left on,Came on,"
                               "Transport,Flight No,Companions,Symptoms,Remarks,Category\n"
                               "2022-04-10 08:00,张伟明,13812340001,,12-2-1203,Shanghai,yes,2022-04-08,2022-04-09,"
                               "train,G1234,none,none,,returning worker\n";
    struct importer *importer = judged(*state, text, strlen(text), false);
    check_counts(importer, 1, 0, 0);
    write_all(importer);
    importer_free(importer);
    struct declaration worker = of_name(*state, "张伟明");
    assert_string_equal(worker.from_place, "Shanghai");
    assert_string_equal(worker.transport, "train G1234");
    assert_int_equal(worker.affected, 1);
    assert_int_equal(worker.kind, ARRIVAL_WORKER);
    assert_int_equal(worker.returned_day, 20220409);
}

static void a_chat_is_taken_apart_and_the_rest_is_kept(void **state)
{
    static const char text[] = "【外地返回报备】\n"
                               "12-2-1203 张伟明 4月9日从上海回来 高铁G1234 13812340001\n"
                               "8-1-302李秀英 自驾 4.8从无锡返回，同行2人，行李很多\n"
                               "7-1-204 黄磊 家里没米了\n";
    struct importer *importer = judged(*state, text, strlen(text), true);
    check_counts(importer, 2, 0, 0);
    assert_int_equal(importer_count(importer, IMPORT_PASSED), 2);
    write_all(importer);
    importer_free(importer);
    struct declaration one = of_name(*state, "张伟明"), two = of_name(*state, "李秀英");
    assert_string_equal(one.from_place, "上海");
    assert_string_equal(one.transport, "高铁 G1234");
    assert_string_equal(one.phone, "13812340001");
    assert_string_equal(one.room, "12-2-1203");
    assert_int_equal(one.returned_day, 20220409);
    assert_string_equal(one.note, "");
    assert_string_equal(two.transport, "自驾");
    assert_string_equal(two.companions, "2人");
    assert_int_equal(two.returned_day, 20220408);
    assert_string_equal(two.note, "行李很多");
}

static void an_import_is_undone_as_one(void **state)
{
    struct buffer what = {0};
    struct err err = {0};
    struct importer *importer = judged(*state, form, strlen(form), false);
    int count = 0;
    write_all(importer);
    importer_free(importer);
    assert_true(undo_last(*state, &what, &err));
    buffer_release(&what);
    assert_true(declaration_waiting(*state, 100, &count, &err));
    assert_int_equal(count, 0);
}

/* ---- matched later ---- */

static void who_waits_is_matched_to_a_household_added_since(void **state)
{
    struct declaration lin = declared("林小燕", "", "13812349999", "9-1-901"),
                       mei = declared("林梅", "", "", "9-1-902"), hand = declared("赵敏", "", "", "9-1-903");
    struct declaration_matched matched;
    struct err err = {0};
    save(*state, &lin);
    save(*state, &mei);
    hand.place_id = river;
    save(*state, &hand);
    assert_false(declaration_confirm(*state, lin.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    int64_t home9 = register_household(*state, "望江苑", "9-1-901");
    register_household(*state, "望江苑", "9-1-903");
    assert_true(declaration_match_anew(*state, &lin, &matched, &err));
    assert_int_equal(lin.matched, MATCHED_ROOM);
    assert_int_equal(lin.place_id, home9);
    assert_int_equal(read(*state, lin.head.id).place_id, 0); /* a look writes nothing */
    /* The person too, where only the household was known. */
    int64_t person = register_person(*state, "林小燕", "13812349999", home9);
    assert_true(declaration_match_anew(*state, &lin, &matched, &err));
    assert_int_equal(lin.matched, MATCHED_PHONE);
    assert_int_equal(lin.person_id, person);
    /* What was said by hand stays; who is still unknown too. */
    assert_true(declaration_match_anew(*state, &hand, &matched, &err));
    assert_int_equal(hand.place_id, river);
    assert_false(declaration_confirm(*state, mei.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    /* Confirming takes what a look shows. */
    assert_true(declaration_confirm(*state, lin.head.id, -1, NEWCOMER_UNKNOWN, NULL, &err));
    struct declaration after = read(*state, lin.head.id);
    assert_int_equal(after.place_id, home9);
    assert_int_equal(after.person_id, person);
    assert_int_equal(after.matched, MATCHED_PHONE);
    assert_int_equal(only_arrival(*state).place_id, home9);
}

/* A kind that is none of the four is not lost. */
static void a_kind_in_other_words_is_kept(void **state)
{
    static const char text[] = "姓名,手机,房号,人员类别\n"
                               "林小燕,13812349999,12-2-1203,探店博主\n"
                               "林梅,13812349998,12-2-1203,本社区居民\n"
                               "林芳,13812349997,12-2-1203,无\n";
    struct importer *importer = judged(*state, text, strlen(text), false);
    check_counts(importer, 3, 0, 0);
    write_all(importer);
    importer_free(importer);
    assert_non_null(strstr(of_name(*state, "林小燕").note, "探店博主"));
    assert_string_equal(of_name(*state, "林梅").note, "");
    assert_string_equal(of_name(*state, "林芳").note, "");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(each_is_matched_by_the_strongest_thing_it_says),
        TEST(several_that_are_equal_are_named),
        TEST(what_matched_is_stored_and_follows_corrections),
        TEST(a_household_said_by_hand_stays),
        TEST(what_cannot_be_is_refused),
        TEST(a_room_that_is_none_is_kept_as_typed),
        TEST(confirming_writes_the_arrival_in_the_same_batch_and_is_undone_with_it),
        TEST(nobody_is_made_unless_the_officer_says_so),
        TEST(a_known_person_is_not_made_twice),
        TEST(confirming_needs_a_household),
        TEST(rejecting_needs_a_reason_and_is_undone),
        TEST(what_was_decided_says_by_whom_and_is_not_changed),
        TEST(a_decision_about_what_was_changed_meanwhile_is_refused),
        TEST(it_waits_again_once_no_arrival_stands),
        TEST(the_same_is_found_by_number_or_by_phone_and_name),
        TEST(the_queue_is_found_by_its_indexes),
        TEST(a_form_in_utf8_waits_row_by_row),
        TEST(a_form_in_gb18030_too),
        TEST(english_headings_are_known),
        TEST(a_chat_is_taken_apart_and_the_rest_is_kept),
        TEST(an_import_is_undone_as_one),
        TEST(who_waits_is_matched_to_a_household_added_since),
        TEST(a_kind_in_other_words_is_kept),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
