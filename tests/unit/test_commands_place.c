/* place and household on the command line. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void every_kind_of_place_is_added_listed_changed_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "place", "add", "--kind", "enterprise", "--name", "恒通五金厂", "--head", "何国强", "--phone",
          "0757-86123456", "--persons", "120");
    GIVES(0, "!", "place", "add", "--kind", "small_place", "--name", "康民药房", "--leader", "吴芳");
    GIVES(0, "!", "place", "add", "--kind", "rented_house", "--room", "5-1-101");
    GIVES(0, "!", "place", "add", "--room", "8-302", "--needs", "独居,3", "--needs-note", "每周三次");
    GIVES(2, "!", "place", "add", "--kind", "enterprise");
    SAYS("needs a name");
    GIVES(2, "!", "place", "add", "--kind", "rented_house");
    SAYS("name or a room");
    GIVES(2, "!", "place", "add", "--kind", "enterprise", "--name", "恒通五金厂");
    SAYS("恒通五金厂");
    GIVES(2, "!", "place", "add", "--room", "8-303", "--needs", "贫困");
    SAYS("贫困");
    GIVES(2, "!", "place", "add", "--room", "8-303", "--line", "police");
    SAYS("committee, grid, safety, migrant");
    GIVES(0, "!", "place", "add", "--room", "8-303", "--dry-run");
    GIVES(0, "place", "list", "--json");
    PRINTS("\"name\":\"恒通五金厂\"");
    PRINTS("\"line\":\"safety\"");
    PRINTS("\"line\":\"grid\",\"responsible\":\"\",\"leader\":\"吴芳\"");
    PRINTS("\"needs\":\"alone,dialysis\",\"needs_note\":\"每周三次\"");
    assert_null(strstr(buffer_text(&command_result.out), "8-303"));
    GIVES(0, "place", "list", "--show", "enterprises", "--tsv");
    PRINTS("恒通五金厂");
    assert_null(strstr(buffer_text(&command_result.out), "86123456")); /* masked */
    assert_null(strstr(buffer_text(&command_result.out), "康民药房"));
    GIVES(0, "household", "list", "--tsv");
    PRINTS("12-2-1203");
    assert_null(strstr(buffer_text(&command_result.out), "恒通五金厂"));
    GIVES(0, "place", "show", "--json", "康民药房");
    PRINTS("\"kind\":\"small_place\"");
    GIVES(0, "!", "place", "edit", "3", "--line", "committee", "--name", "康民大药房");
    GIVES(0, "place", "show", "--json", "3");
    PRINTS("\"line\":\"committee\"");
    GIVES(0, "!", "place", "edit", "2", "--kind", "small_place");
    GIVES(0, "place", "show", "--json", "2"); /* of another kind others screen it */
    PRINTS("\"line\":\"grid\"");
    GIVES(0, "!", "place", "void", "3", "--reason", "已搬走");
    GIVES(0, "place", "list", "--tsv", "药房");
    assert_null(strstr(buffer_text(&command_result.out), "康民"));
}

static void a_whole_name_says_which_place_it_is(void **state)
{
    (void)state;
    GIVES(0, "!", "place", "add", "--kind", "small_place", "--name", "康民药房");
    GIVES(0, "!", "place", "add", "--kind", "small_place", "--name", "康民药房二店");
    GIVES(0, "place", "show", "--json", "康民药房");
    PRINTS("\"name\":\"康民药房\"");
    GIVES(2, "place", "show", "康民");
    SAYS("Several places match");
}

static void words_find_places(void **state)
{
    (void)state;
    GIVES(0, "!", "household", "edit", "1", "--persons", "3", "--grid", "第三网格");
    GIVES(0, "!", "household", "add", "--room", "12-1-101", "--needs", "pregnant", "--persons", "0");
    GIVES(0, "!", "place", "add", "--kind", "enterprise", "--name", "恒通五金厂", "--persons", "40");
    GIVES(0, "place", "list", "--tsv", "人数不符");
    PRINTS("12-2-1203");
    assert_null(strstr(buffer_text(&command_result.out), "恒通"));
    assert_null(strstr(buffer_text(&command_result.out), "12-1-101"));
    GIVES(0, "place", "list", "--json", "--show", "mismatch");
    PRINTS("\"persons\":3,\"listed\":2,\"mismatch\":true");
    GIVES(0, "place", "list", "--tsv", "12栋", "孕妇");
    PRINTS("12-1-101");
    assert_null(strstr(buffer_text(&command_result.out), "1203"));
    GIVES(0, "place", "list", "--tsv", "3网格");
    PRINTS("1203");
    GIVES(0, "place", "list", "--tsv", "!居委会", "htw");
    PRINTS("恒通五金厂");
    GIVES(2, "place", "list", "--show", "nothing");
    SAYS("nothing");
}

static void rows_come_from_standard_input(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("{\"kind\":\"small_place\",\"name\":\"早点铺\",\"listed\":9}\n"
                              "{\"kind\":\"small_place\",\"name\":\"早点铺\"}\n",
                              "!", "place", "add", "-"),
                     3);
    PRINTS("saved 2");
    PRINTS("refused 2");
    GIVES(0, "place", "list", "--tsv", "--show", "small_places");
    PRINTS("早点铺");
}

static void who_may_be_the_same_is_listed_and_told_apart(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "add", "--name", "张伟明", "--room", "12-2-1203", "--id-number", "11010519491231002X");
    GIVES(2, "!", "person", "add", "--name", "张为民", "--id-number", "11010519491231002x");
    SAYS("same person");
    GIVES(2, "!", "person", "add", "--name", "张为民", "--id-number", "11010519491231002x", "--same", "perhaps");
    GIVES(0, "!", "person", "add", "--name", "张为民", "--id-number", "11010519491231002x", "--same", "later");
    GIVES(0, "person", "doubles", "--json");
    PRINTS("\"id\":3,\"name\":\"张伟明\"");
    PRINTS("\"id\":4,\"name\":\"张为民\",\"room\":\"\",\"phone\":\"\",\"other_id\":3");
    PRINTS("\"same_id_number\":true");
    GIVES(0, "!", "person", "distinct", "3", "1");
    GIVES(0, "!", "person", "merge", "4", "3");
    GIVES(0, "person", "doubles", "--json");
    PRINTS_ONLY("");
    GIVES(2, "!", "person", "distinct", "1", "1");
    GIVES(0, "!", "person", "add", "--name", "张三丰", "--id-number", "11010519491231002X", "--same", "no");
    GIVES(0, "person", "doubles", "--tsv");
    assert_null(strstr(buffer_text(&command_result.out), "张三丰"));
    GIVES(0, "check");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)
    const struct CMUnitTest tests[] = {
        ON_REGISTER(every_kind_of_place_is_added_listed_changed_and_voided),
        ON_REGISTER(a_whole_name_says_which_place_it_is),
        ON_REGISTER(words_find_places),
        ON_REGISTER(who_may_be_the_same_is_listed_and_told_apart),
        ON_REGISTER(rows_come_from_standard_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
