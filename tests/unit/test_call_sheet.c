/* The call list on paper: in call order; on the wall without a number and without a whole name. */
#include "gatepost/contact.h"
#include "gatepost/registers.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int64_t contact(int position, const char *name, const char *team, enum contact_post post, const char *phone)
{
    struct contact contact = {.position = position, .post = post, .day_night = post == POST_COMMANDER};
    text_copy(contact.name, sizeof contact.name, name);
    text_copy(contact.team, sizeof contact.team, team);
    text_copy(contact.phone, sizeof contact.phone, phone);
    text_copy(contact.note, sizeof contact.note, "夜间打13900000009");
    register_put(store, &contact_rules, &contact);
    return contact.head.id;
}

static void three_contacts(void)
{
    struct err err = {0};
    contact(3, "欧阳建国", "闸口组", POST_LEADER, "13800000003");
    contact(1, "陈国梁", "指挥部", POST_COMMANDER, "13800000001");
    int64_t gone = contact(2, "徐志远", "宣传组", POST_MEMBER, "13800000002");
    assert_true(register_void(store, &contact_rules, gone, -1, "调离", &err));
}

static void internal_has_all_in_call_order(void **state)
{
    (void)state;
    three_contacts();
    document_text_make(store, "calls", LEVEL_INTERNAL, NULL, &text);
    assert_string_equal(buffer_text(&text), "# Call list\n"
                                            "[] Rank|Group|Name|Position|24 h|Phone|2nd phone|Remark\n"
                                            "1|指挥部|陈国梁|Commander|24 h|13800000001||夜间打13900000009\n"
                                            "3|闸口组|欧阳建国|Group leader||13800000003||夜间打13900000009\n"
                                            "^ Called in this order, from the top. 24 h: reached day and night.\n");
}

static void posted_has_no_number_and_no_whole_name(void **state)
{
    (void)state;
    three_contacts();
    document_text_make(store, "calls", LEVEL_POSTED, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "1|指挥部|陈*梁|Commander|24 h\n"
                                               "3|闸口组|欧阳**|Group leader\n"));
    assert_null(strstr(buffer_text(&text), "国"));
    assert_true(document_text_digits(&text) <= 2);
}

static void a_number_in_the_name_of_a_group_is_not_posted(void **state)
{
    (void)state;
    contact(1, "陈国梁", "闸口13800000001", POST_LEADER, "");
    contact(2, "徐志远", "巡查 138-0000-0002", POST_LEADER, "");
    contact(3, "何军", "后勤0757-81234567", POST_LEADER, "");
    contact(4, "李敏", "12栋2022-04-11", POST_LEADER, "");
    document_text_make(store, "calls", LEVEL_POSTED, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "1|闸口***********|"));
    assert_non_null(strstr(buffer_text(&text), "2|巡查 ***-****-****|"));
    assert_non_null(strstr(buffer_text(&text), "3|后勤****-********|"));
    assert_non_null(strstr(buffer_text(&text), "4|12栋2022-04-11|"));
    document_text_make(store, "calls", LEVEL_INTERNAL, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "闸口13800000001"));
}

static void a_long_list_is_whole_and_an_empty_one_is_a_document(void **state)
{
    (void)state;
    document_text_make(store, "calls", LEVEL_INTERNAL, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "# Call list\n[] "));
    for (int i = 1; i <= 128; i++) { /* twice what is read at once, and nothing beyond */
        char name[32];
        snprintf(name, sizeof name, "联系人%d", i);
        contact(i, name, "", POST_MEMBER, "");
    }
    document_text_make(store, "calls", LEVEL_INTERNAL, NULL, &text);
    const char *at = buffer_text(&text);
    for (int i = 1; i <= 128; i++) {
        char line[64];
        snprintf(line, sizeof line, "\n%d||联系人%d|", i, i);
        at = strstr(at, line);
        assert_non_null(at);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, document_case_open, document_case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(internal_has_all_in_call_order),
        TEST(posted_has_no_number_and_no_whole_name),
        TEST(a_number_in_the_name_of_a_group_is_not_posted),
        TEST(a_long_list_is_whole_and_an_empty_one_is_a_document),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
