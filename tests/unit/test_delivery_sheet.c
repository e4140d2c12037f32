/* Delivery slips and shopping lists on paper: what is still to be brought and by whom; nothing of a household on what
 * may be seen by anybody. */
#include "gatepost/errand.h"
#include "gatepost/observation_rules.h"
#include "gatepost/registers.h"
#include "gatepost/supply_rules.h"
#include "gatepost/utf8.h"
#include "tests/lib/document_case.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int64_t tenth, second, observed, patient, salt, rice, medicine;

static int setup(void **state)
{
    document_case_open(state);
    tenth = register_household(store, "望江苑", "10-1-302");
    second = register_household(store, "望江苑", "2-1-302");
    observed = register_household(store, "望江苑", "12-2-1203");
    patient = register_person(store, "张伟明", "13812343821", observed);
    return 0;
}

static void done(bool good, const struct err *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

static int64_t request(int64_t place_id, const char *items, const char *asked_by, bool urgent)
{
    struct supply supply = {.place_id = place_id, .urgent = urgent, .again = true};
    text_copy(supply.items, sizeof supply.items, items);
    text_copy(supply.asked_by, sizeof supply.asked_by, asked_by);
    text_copy(supply.phone, sizeof supply.phone, "13900000001");
    register_put(store, &supply_rules, &supply);
    return supply.head.id;
}

static void move(int64_t id, enum supply_state to, const char *helper, const struct supply_part *part)
{
    struct err err = {0};
    struct supply_move move = {.id = id, .rev = -1, .to = to, .parts = part, .part_count = part != NULL};
    text_copy(move.helper, sizeof move.helper, helper);
    text_copy(move.helper_phone, sizeof move.helper_phone, helper[0] != '\0' ? "13700000007" : "");
    done(supply_move(store, &move, &err), &err);
}

static void bring_a_part(int64_t id, const char *items)
{
    struct supply_part parts[ITEMS_MOST];
    struct err err = {0};
    int count = 0;
    done(supply_parts_parse(store, id, items, parts, &count, &err), &err);
    assert_int_equal(count, 1);
    move(id, SUPPLY_ASSIGNED, "", parts);
}

/* Two of one volunteer, of which one had a part already; one nobody has; one that stands at the door. */
static void an_afternoon(void)
{
    struct observation observation;
    register_new(&observation_rules, &observation);
    observation.person_id = patient;
    observation.place_id = observed;
    register_put(store, &observation_rules, &observation);
    medicine = request(observed, "降压药1盒 盐1包", "", true);
    rice = request(tenth, "米10斤 盐2包", "何军", false);
    salt = request(second, "盐1包", "李娜", false);
    int64_t at_the_door = request(second, "牙膏1支", "李娜", false);
    move(medicine, SUPPLY_ASSIGNED, "徐志远", NULL);
    move(rice, SUPPLY_ASSIGNED, "徐志远", NULL);
    move(at_the_door, SUPPLY_ASSIGNED, "徐志远", NULL);
    move(at_the_door, SUPPLY_LEFT, "", NULL);
    bring_a_part(rice, "米4斤");
}

static void a_slip_has_what_is_still_to_be_brought(void **state)
{
    (void)state;
    an_afternoon();
    document_text_make(store, "delivery", LEVEL_INTERNAL, NULL, &text);
    assert_string_equal(buffer_text(&text),
                        "# Delivery slip\n"
                        "[] No.|Room|Name|Phone|Things|Remark|Received by\n"
                        "= 徐志远  13700000007  to bring: 2\n"
                        "2|10-1-302|何军|13900000001|米 6斤、盐 2包|until 04-11 18:32\n"
                        "1|12-2-1203||13900000001|降压药 1盒、盐 1包|urgent  Observed: leave at the door, no contact  "
                        "until 04-11 16:32|left at ___:___\n"
                        "= Nobody has these yet  to bring: 1\n"
                        "3|2-1-302|李娜|13900000001|盐 1包|until 04-11 18:32\n"
                        "^ Observed households: leave it at the door, step back, call; no contact.\n");
}

static bool make(const char *kind, enum document_level level, int64_t errand_id, struct err *err)
{
    struct document_request asked = {
        .kind = document_kind_find(kind), .level = level, .id = errand_id, .blank_rows = -1};
    struct document document;
    struct document_kept kept;
    bool made = document_make(store, &asked, &document, &kept, err);
    document_release(&document);
    document_kept_release(&kept);
    return made;
}

static void a_slip_never_hangs_on_a_wall(void **state)
{
    struct err err = {0};
    (void)state;
    an_afternoon();
    assert_false(make("delivery", LEVEL_POSTED, 0, &err));
    assert_int_equal(err.code, ERR_INPUT);
}

static void an_errand_is_a_slip_of_its_own(void **state)
{
    struct errand errand = {0};
    struct document_request one = {.blank_rows = -1};
    struct err err = {0};
    (void)state;
    an_afternoon();
    text_copy(errand.helper, sizeof errand.helper, "陈静");
    done(errand_begin(store, &errand, &salt, 1, &err), &err);
    one.id = errand.head.id;
    document_text_make(store, "delivery", LEVEL_INTERNAL, &one, &text);
    assert_non_null(strstr(buffer_text(&text), "= 陈静  to bring: 1\n"));
    assert_null(strstr(buffer_text(&text), "徐志远"));
    document_text_make(store, "shopping", LEVEL_INTERNAL, &one, &text);
    assert_non_null(strstr(buffer_text(&text), "= 陈静  things to get: 1\n[ ]|盐|1包|||2-1-302 1包\n"));
    assert_null(strstr(buffer_text(&text), "米"));
    assert_false(make("delivery", LEVEL_INTERNAL, 999, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_false(make("shopping", LEVEL_POSTED, 999, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void a_shopping_list_adds_up(void **state)
{
    (void)state;
    an_afternoon();
    document_text_make(store, "shopping", LEVEL_INTERNAL, NULL, &text);
    assert_string_equal(buffer_text(&text), "# Shopping list\n"
                                            "[] |Things|To buy|From the stock|Price|For\n"
                                            "= 徐志远  things to get: 3\n"
                                            "[ ]|盐|3包|||12-2-1203 1包、10-1-302 2包\n"
                                            "[ ]|米|6斤|||10-1-302 6斤\n"
                                            "[ ]|降压药|1盒|||12-2-1203 1盒\n"
                                            "- Money given along ________   Spent ________   Change back ________\n");
}

static void a_posted_shopping_list_tells_of_no_household(void **state)
{
    (void)state;
    an_afternoon();
    document_text_make(store, "shopping", LEVEL_POSTED, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "= 徐*远  things to get: 3\n[ ]|盐|3包\n"));
    assert_null(strstr(buffer_text(&text), "302"));
    assert_null(strstr(buffer_text(&text), "1203"));
    assert_null(strstr(buffer_text(&text), "志"));
    assert_true(document_text_digits(&text) <= 2);
}

static void without_requests_there_are_no_rows(void **state)
{
    (void)state;
    document_text_make(store, "delivery", LEVEL_INTERNAL, NULL, &text);
    assert_non_null(strstr(buffer_text(&text), "# Delivery slip\n[] No."));
    assert_null(strstr(buffer_text(&text), "\n= "));
    document_text_make(store, "shopping", LEVEL_POSTED, NULL, &text);
    assert_null(strstr(buffer_text(&text), "\n= "));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, document_case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_slip_has_what_is_still_to_be_brought),
        TEST(a_slip_never_hangs_on_a_wall),
        TEST(an_errand_is_a_slip_of_its_own),
        TEST(a_shopping_list_adds_up),
        TEST(a_posted_shopping_list_tells_of_no_household),
        TEST(without_requests_there_are_no_rows),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
