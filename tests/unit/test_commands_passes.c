/* vehicle and pass on the command line. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void a_vehicle_is_completed_listed_changed_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "vehicle", "add", "--plate", "e99999", "--company", "顺达快递", "--class", "courier", "--trips", "2");
    GIVES(0, "vehicle", "show", "e99999"); /* by its plate, as at the gate */
    PRINTS("粤E99999");
    GIVES(0, "vehicle", "show", "1");
    GIVES(1, "vehicle", "show", "粤E12121");
    SAYS("There is no");
    GIVES(2, "!", "vehicle", "add", "--plate", "粤E99999");
    SAYS("顺达快递");
    GIVES(2, "!", "vehicle", "add", "--plate", "e88888", "--class", "taxi");
    SAYS("is not one of resident, tenant, visitor");
    GIVES(2, "!", "vehicle", "add", "--plate", "e88888", "--trips", "100");
    SAYS("from 0 to 99");
    GIVES(0, "vehicle", "list", "--json", "99999");
    PRINTS("\"plate\":\"粤E99999\",\"kind\":\"ordinary\",\"place\":\"\",\"place_id\":null,\"company\":\"顺达快递\"");
    PRINTS("\"class\":\"courier\",\"trips\":2");
    GIVES(0, "vehicle", "list", "--tsv", "--show", "seen");
    assert_null(strstr(buffer_text(&command_result.out), "粤E99999"));
    GIVES(0, "vehicle", "list", "--chat", "99999");
    assert_null(strstr(buffer_text(&command_result.out), "粤E99999")); /* masked */
    GIVES(0, "vehicle", "list", "--tsv", "99999");
    long id = strtol(strchr(buffer_text(&command_result.out), '\n') + 1, NULL, 10);
    char number[24];
    snprintf(number, sizeof number, "%ld", id);
    /* At the gate its last five bring class and driver; the third entry of the day needs a reason. */
    GIVES(0, "!", "person", "add", "--name", "周大鹏", "--phone", "13700001111");
    GIVES(0, "!", "vehicle", "edit", number, "--driver", "周大鹏");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--who", "99999", "--direction", "in", "--temp", "365");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--who", "99999", "--direction", "in", "--temp", "365");
    GIVES(0, "gate", "list", "--json", "--limit", "1");
    PRINTS("\"class\":\"courier\"");
    PRINTS("周大鹏");
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--who", "99999", "--direction", "in", "--temp", "365");
    SAYS("2 times today");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--who", "99999", "--direction", "in", "--temp", "365",
          "--override-reason", "送药");
    GIVES(0, "!", "vehicle", "edit", number, "--driver", "");
    GIVES(0, "!", "vehicle", "edit", number, "--trips", "0", "--class", "", "--company", "");
    GIVES(0, "vehicle", "list", "--tsv", "--show", "seen", "99999");
    PRINTS("粤E99999");
    GIVES(0, "!", "vehicle", "void", number, "--reason", "已转卖");
    GIVES(0, "vehicle", "list", "--tsv", "--show", "void");
    PRINTS("已转卖");
}

static void a_pass_is_issued_lost_replaced_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "household", "add", "--room", "9-9-909");
    GIVES(2, "!", "pass", "add", "--number", "A-1");
    SAYS("Whose pass is it?");
    GIVES(0, "!", "pass", "add", "--number", "ａ-0012", "--place", "9-9-909", "--colour", "绿");
    PRINTS_ONLY("saved 1\n");
    GIVES(2, "!", "pass", "add", "--number", "A-0012", "--place", "9-9-909");
    SAYS("already");
    GIVES(2, "!", "pass", "lost", "1");
    GIVES(0, "!", "pass", "lost", "1", "--reason", "买菜时丢失");
    GIVES(2, "!", "pass", "lost", "1", "--reason", "再丢");
    SAYS("买菜时丢失");
    GIVES(0, "!", "pass", "add", "--number", "A-0013", "--place", "9-9-909", "--replaces", "1");
    GIVES(0, "pass", "list", "--json", "--show", "lost");
    PRINTS("\"number\":\"A-0012\",\"person\":\"\",\"person_id\":null,\"place\":\"9-9-909\"");
    PRINTS("\"state\":\"lost\"");
    GIVES(0, "!", "pass", "void", "2", "--reason", "已搬走");
    GIVES(0, "pass", "list", "--tsv", "--show", "valid");
    assert_null(strstr(buffer_text(&command_result.out), "A-00"));
    GIVES(0, "pass", "list", "--tsv", "--show", "void");
    PRINTS("已搬走");
    GIVES(2, "pass", "list", "--show", "stolen");
    GIVES(0, "check");
}

#define COMMAND_TEST(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COMMAND_TEST(a_vehicle_is_completed_listed_changed_and_voided),
        COMMAND_TEST(a_pass_is_issued_lost_replaced_and_voided),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
