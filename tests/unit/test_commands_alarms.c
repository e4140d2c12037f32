/* Alarms from the command line: listed, acknowledged one by one or by kind, and heard. */
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void alarms_are_listed_and_acknowledged(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "38.0", "--retest", "38.1",
          "--decision", "held", "--reason", "发热");
    GIVES(0, "alarms", "list", "--json");
    PRINTS("\"rule\":\"fever\"");
    GIVES(2, "!", "alarms", "ack");
    GIVES(0, "!", "officer", "add", "街道值守", "--role", "viewer");
    GIVES(1, "--officer", "街道值守", "alarms", "ack", "1");
    SAYS("街道值守 may look but not change anything.");
    GIVES(1, "!", "alarms", "ack", "999");
    PRINTS_ONLY("refused 999: There is no alarm 999.\n");
    GIVES(0, "!", "alarms", "ack", "1");
    PRINTS_ONLY("saved 1\n");
    GIVES(1, "!", "alarms", "ack", "1");
    PRINTS("refused 1: Alarm 1 was acknowledged already, by 李敏.");
    store_file_sql(&command_file, "UPDATE acknowledgement SET officer_id = 2");
    GIVES(1, "audit", "verify");
    store_file_sql(&command_file, "UPDATE acknowledgement SET officer_id = 1");
    GIVES(0, "audit", "verify");
    GIVES(0, "alarms", "list", "--json");
    PRINTS_ONLY("");
    GIVES(0, "alarms", "list", "--all", "--json");
    PRINTS("\"acknowledged_by\":\"李敏\"");
}

static void alarms_are_acknowledged_by_kind(void **state)
{
    (void)state;
    store_file_sql(&command_file, "INSERT INTO alarm (rule, subject, occasion, words, raised_at) VALUES "
                                  "('clock', 0, 'a', 'x', 100), ('override', 1, 'a', 'x', 101), ('override', 2, 'b', "
                                  "'x', 102)");
    GIVES(2, "!", "alarms", "ack", "--rule", "override", "1");
    GIVES(1, "!", "alarms", "ack", "--rule", "nonsense");
    SAYS("There is no kind of alarm called nonsense.");
    GIVES(0, "!", "alarms", "ack", "--rule", "override");
    PRINTS_ONLY("acknowledged 2\n");
    GIVES(2, "alarms", "list", "--open", "--all");
    GIVES(0, "alarms", "list", "--open", "--json");
    PRINTS("\"rule\":\"clock\"");
    GIVES(0, "alarms", "list", "--lang", "zh_CN");
    PRINTS("时钟");
    assert_null(strstr(buffer_text(&command_result.out), "override"));
    GIVES(0, "!", "alarms", "ack", "--all");
    PRINTS_ONLY("acknowledged 1\n");
    GIVES(0, "!", "alarms", "ack", "--all");
    PRINTS_ONLY("acknowledged 0\n");
    GIVES(0, "alarms", "list");
}

static void write_config(const char *text)
{
    char config[128];
    command_path("gatepost.conf", config, sizeof config);
    command_write(config, text, strlen(text));
}

static void the_sound_of_the_alarm_is_tried(void **state)
{
    char played[128], line[400];
    struct buffer text = {0};
    (void)state;
    GIVES(1, "alarms", "test");
    SAYS("No sound is set up");
    write_config("sound = paplay x.oga\n");
    GIVES(2, "alarms", "test");
    SAYS("must begin with the whole path");
    write_config("sound = /no/such/player x.oga\n");
    GIVES(1, "alarms", "test");
    SAYS("/no/such/player cannot be started");
    write_config("sound = /bin/false\n");
    GIVES(1, "alarms", "test");
    SAYS("exit code 1");
    command_path("played", played, sizeof played);
    write_config("sound = /bin/true; /bin/false\n");
    GIVES(1, "alarms", "test"); /* "/bin/true;" is no program */
    snprintf(line, sizeof line, "sound = /bin/sh -c \"echo played >>%s\"\n", played);
    write_config(line);
    GIVES(0, "alarms", "test");
    command_read(played, &text);
    assert_string_equal(buffer_text(&text), "played\n");
    buffer_release(&text);
    GIVES(2, "alarms", "test", "--heard", "yes");
    GIVES(0, "!", "alarms", "test", "--heard", "yes");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "audit", "list", "--limit", "1");
    PRINTS("sound_test");
    GIVES(0, "audit", "verify");
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_REGISTER(alarms_are_listed_and_acknowledged),
        ON_REGISTER(alarms_are_acknowledged_by_kind),
        ON_REGISTER(the_sound_of_the_alarm_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
