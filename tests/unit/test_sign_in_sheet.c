/* The sign-in sheet of a day or a shift, and a volunteer's own shifts: whose rows stand there under which number, what
 * is masked. All people are invented. */
#include "gatepost/clock.h"
#include "gatepost/documents.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include "tests/lib/roster.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { SUNDAY_BEFORE = 20220410, MONDAY = 20220411, TUESDAY = 20220412 };
#define HEAD "[] No.|Post|Shift|Name|In at|Signature|Out at|Remark\n"
static int64_t gate, east, he, xu, li;
static struct document_request request;

static int setup(void **state)
{
    document_case_open(state);
    east = roster_post(store, "东门", "08-12", 1, 1);
    gate = roster_post(store, "南门", "06-14 22-06", 1, 2);
    he = roster_volunteer(store, "何军");
    xu = roster_volunteer(store, "徐志远");
    li = roster_volunteer(store, "李娜");
    request = (struct document_request){.day = MONDAY, .blank_rows = 0};
    return 0;
}

/* From the head of its table on. */
static const char *rows(enum document_level level)
{
    document_text_make(store, "sign-in", level, &request, &text);
    const char *head = strstr(buffer_text(&text), HEAD);
    assert_non_null(head);
    return head + strlen(HEAD);
}

static void set_state(int64_t id, enum assignment_state state)
{
    struct assignment assignment;
    assert_true(record_get(store, &assignment_table, id, &assignment, NULL));
    assignment.state = state;
    assignment.arrived_at = state == ASSIGNMENT_ARRIVED ? assignment.starts_at + 120 : 0;
    roster_put(store, &assignment_table, &assignment);
}

#define FOOT "^ Write the time and sign. In the remark: absent, or late and how many minutes.\n"

static void a_day_by_post_and_beginning(void **state)
{
    (void)state;
    roster_stand(store, gate, SUNDAY_BEFORE, "22-06", li);
    roster_stand(store, gate, MONDAY, "22-06", he);
    set_state(roster_stand(store, gate, MONDAY, "06-14", xu), ASSIGNMENT_ARRIVED);
    set_state(roster_stand(store, gate, MONDAY, "06-14", li), ASSIGNMENT_EXCUSED);
    roster_stand(store, east, MONDAY, "08-12", li);
    assert_string_equal(rows(LEVEL_POSTED),
                        "= \n1|东门|08-12|李*\n= \n2|南门|06-14|徐*远|06:02\n3|南门|22-06|何*\n" FOOT);
    assert_non_null(strstr(buffer_text(&text), "## 2022-04-11 Mon  people: 3\n"));
    assert_non_null(strstr(rows(LEVEL_INTERNAL), "2|南门|06-14|徐志远|"));
}

static void a_shift_and_a_post(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "22-06", he);
    roster_stand(store, gate, MONDAY, "06-14", xu);
    roster_stand(store, east, MONDAY, "08-12", li);
    struct shift_span span = {6 * 60, 14 * 60};
    request.from_at = shift_starts_at(MONDAY, span);
    request.until_at = shift_ends_at(MONDAY, span);
    assert_string_equal(rows(LEVEL_POSTED), "= \n1|东门|08-12|李*\n= \n2|南门|06-14|徐*远\n" FOOT);
    request.post_id = gate;
    assert_string_equal(rows(LEVEL_POSTED), "= \n1|南门|06-14|徐*远\n" FOOT);
    assert_non_null(strstr(buffer_text(&text), "## 2022-04-11 Mon  06-14  南门  people: 1\n"));
}

static void rows_by_hand_go_on_with_the_numbers(void **state)
{
    (void)state;
    roster_stand(store, east, MONDAY, "08-12", li);
    request.blank_rows = -1;
    assert_string_equal(rows(LEVEL_POSTED), "= \n1|东门|08-12|李*\n2\n3\n4\n5\n6\n" FOOT);
    request.blank_rows = 2;
    request.day = TUESDAY;
    assert_string_equal(rows(LEVEL_POSTED), "1\n2\n" FOOT);
}

/* What is posted back by the number must be the one whose name stands beside it. */
static void each_number_keeps_its_shift(void **state)
{
    (void)state;
    int64_t night = roster_stand(store, gate, MONDAY, "22-06", he);
    int64_t early = roster_stand(store, gate, MONDAY, "06-14", xu);
    int64_t other = roster_stand(store, east, MONDAY, "08-12", li);
    int64_t wanted[] = {other, early, night};
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    request.kind = document_kind_find("sign-in");
    request.blank_rows = -1;
    assert_true(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(kept.count, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(kept.rows[i].row_id, wanted[i]);
    assert_int_equal(document.sections[0].row_mm, 8);
    document_release(&document);
    document_kept_release(&kept);
}

static void a_post_that_is_not_there(void **state)
{
    (void)state;
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    request.kind = document_kind_find("sign-in");
    request.post_id = 4711;
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    document_release(&document);
    document_kept_release(&kept);
}

/* ---- own shifts ---- */

static const char *own_shifts(int64_t volunteer_id, enum document_level level)
{
    request = (struct document_request){.id = volunteer_id, .blank_rows = -1};
    document_text_make(store, "shifts", level, &request, &text);
    return buffer_text(&text);
}

/* 14:32: the early shift of today is over. */
static void the_next_four_weeks_and_with_whom(void **state)
{
    (void)state;
    roster_stand(store, gate, MONDAY, "06-14", he);
    roster_stand(store, gate, MONDAY, "22-06", he);
    roster_stand(store, gate, MONDAY, "22-06", xu);
    set_state(roster_stand(store, gate, MONDAY, "22-06", li), ASSIGNMENT_EXCUSED);
    roster_stand(store, east, 20220508, "08-12", he);
    roster_stand(store, east, 20220509, "08-12", he);
    const char *posted = own_shifts(he, LEVEL_POSTED);
    assert_non_null(strstr(posted, "## 何*, 2022-04-11 to 05-08\n"));
    assert_non_null(strstr(posted, "04-11 Mon|22-06|南门|8:00|徐*远\n05-08 Sun|08-12|东门|4:00\n- "));
    assert_non_null(strstr(posted, "- To come: 2 shifts, 12:00 hours, 8:00 of them at night\n"));
    assert_non_null(strstr(posted, "- Done so far: 0 shifts, 0:00 hours, 0:00 of them at night\n"));
    assert_non_null(strstr(own_shifts(he, LEVEL_INTERNAL), "|徐志远\n"));
}

static void nobody_of_that_number(void **state)
{
    (void)state;
    struct document document;
    struct document_kept kept;
    struct err err = {0};
    request = (struct document_request){.kind = document_kind_find("shifts"), .id = 4711};
    assert_false(document_make(store, &request, &document, &kept, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    document_release(&document);
    document_kept_release(&kept);
}

/* ---- what may not hang on a wall ---- */

static void posted_holds_no_name_and_no_phone(void **state)
{
    (void)state;
    static const char *const never[] = {"致远", "志远", "秋水", "138", "0009", "7771", "139"};
    struct volunteer volunteer = {.person_id = register_person(store, "欧阳致远", "13812340009", 0),
                                  .phone = "13812340009",
                                  .contact = "欧阳秋水",
                                  .contact_phone = "13912347771",
                                  .note = "13812340009",
                                  .health = HEALTH_FIT};
    text_copy(volunteer.name, sizeof volunteer.name, "欧阳致远");
    roster_put(store, &volunteer_table, &volunteer);
    roster_stand(store, gate, MONDAY, "22-06", volunteer.head.id);
    roster_stand(store, gate, MONDAY, "22-06", xu);
    for (int i = 0; i < 2; i++) {
        const char *posted = i == 0 ? rows(LEVEL_POSTED) : own_shifts(volunteer.head.id, LEVEL_POSTED);
        assert_non_null(strstr(posted, "徐*远"));
        for (size_t n = 0; n < sizeof never / sizeof never[0]; n++)
            assert_null(strstr(buffer_text(&text), never[n]));
        assert_true(document_text_digits(&text) <= 4);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, document_case_close)
int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
#define SHEET(test) TEST(test)
    const struct CMUnitTest tests[] = {
        SHEET(a_day_by_post_and_beginning),
        SHEET(a_shift_and_a_post),
        SHEET(rows_by_hand_go_on_with_the_numbers),
        SHEET(each_number_keeps_its_shift),
        SHEET(a_post_that_is_not_there),
        SHEET(the_next_four_weeks_and_with_whom),
        SHEET(nobody_of_that_number),
        SHEET(posted_holds_no_name_and_no_phone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
