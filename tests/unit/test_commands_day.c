/* The commands of a day: gate hours, checkpoint day, shift start. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void log_at(const char *checkpoint, const char *at, const char *direction, const char *temp)
{
    bool fever = temp[1] == '8';
    GIVES(0, "!", "gate", "add", "--person", "1", "--checkpoint", checkpoint, "--at", at, "--direction", direction,
          "--temp", temp, "--retest", fever ? "38.1" : "", "--reason", fever ? "发热" : "");
}

static void fill(void)
{
    log_at("南门", "前天 08:05", "out", "36.5");
    log_at("南门", "昨天 08:05", "out", "36.5");
    log_at("南门", "昨天 08:50", "in", "36.5");
    log_at("东门", "昨天 17:00", "out", "36.5");
    log_at("东门", "昨天 18:00", "in", "38.0");
}

static void hours_stand_beside_the_mean(void **state)
{
    (void)state;
    fill();
    GIVES(0, "gate", "hours", "--day", "昨天", "--json");
    PRINTS("{\"hour\":\"07-08\",\"crossings\":0,\"in\":0,\"out\":0,\"week_mean\":\"0.0\"}\n"
           "{\"hour\":\"08-09\",\"crossings\":2,\"in\":1,\"out\":1,\"week_mean\":\"1.0\"}\n");
    PRINTS("{\"hour\":\"17-18\",\"crossings\":1,\"in\":0,\"out\":1,");
    PRINTS("{\"hour\":\"18-19\",\"crossings\":0,"); /* held: not admitted */
    GIVES(0, "--checkpoint", "东门", "gate", "hours", "--day", "昨天", "--tsv");
    PRINTS("hour\tcrossings\tin\tout\tweek_mean\n");
    PRINTS("08-09\t0\t0\t0\t0.0\n");
    PRINTS("17-18\t1\t0\t1\t0.0\n");
    GIVES(0, "gate", "hours", "--day", "前天", "--tsv");
    PRINTS("08-09\t1\t0\t1\t\n"); /* nothing before it */
    GIVES(1, "--checkpoint", "西门", "gate", "hours");
    SAYS("There is no checkpoint named \"西门\".");
    GIVES(2, "gate", "hours", "--day", "someday");
    GIVES(2, "gate", "hours", "more");
}

static void a_day_is_told_for_every_checkpoint(void **state)
{
    (void)state;
    fill();
    GIVES(0, "checkpoint", "day", "--day", "昨天", "--tsv");
    PRINTS("id\tcheckpoint\tin\tout\tturned_away\theld\tfevers\tvehicles\tbusiest\tlast_at\tlast_by\n"
           "1\t南门\t1\t1\t0\t0\t0\t0\t08-09\t");
    PRINTS(" 08:50:00\t李敏\n2\t东门\t0\t1\t0\t1\t1\t0\t17-18\t");
    PRINTS(" 18:00:00\t李敏\n");
    GIVES(0, "checkpoint", "day", "--day", "昨天");
    PRINTS("all checkpoints   1      2      0     1");
    GIVES(0, "checkpoint", "day", "--day", "昨天", "--json");
    assert_null(strstr(buffer_text(&command_result.out), "all checkpoints"));
    GIVES(0, "checkpoint", "day", "--tsv");
    PRINTS("1\t南门\t0\t0\t0\t0\t0\t0\t\t\t\n");
}

static void a_shift_start_says_what_to_see_to(void **state)
{
    (void)state;
    GIVES(0, "shift", "start", "--tsv");
    PRINTS("backup\tBackup\tyes\tnone was made yet\n");
    PRINTS("alarms\tAlarms\tno\tnone\n");
    PRINTS("incidents\tIncidents\tno\tnone\n");
    PRINTS("posts\tOn post\tyes\tnobody logged for 12 h:; 南门; 东门\n");
    GIVES(0, "!", "gate", "add", "--person", "1", "--checkpoint", "南门", "--temp", "38.0", "--retest", "38.1",
          "--reason", "发热");
    GIVES(0, "shift", "start", "--json");
    PRINTS("\"line\":\"alarms\",\"kind\":\"Alarms\",\"look\":true,\"words\":\"1 open  [Fever] ");
    PRINTS("\"line\":\"incidents\",\"kind\":\"Incidents\",\"look\":true,\"words\":\"1 open; ");
    PRINTS("南门 李敏; nobody logged for 12 h:; 东门");
}

#define COMMAND_TEST(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COMMAND_TEST(hours_stand_beside_the_mean),
        COMMAND_TEST(a_day_is_told_for_every_checkpoint),
        COMMAND_TEST(a_shift_start_says_what_to_see_to),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
