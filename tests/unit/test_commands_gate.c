/* The gate and its flags from the command line: nobody is guessed, nothing is saved without a name, the rules hold. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void nothing_is_saved_without_a_name(void **state)
{
    (void)state;
    GIVES(2, "gate", "add", "--person", "1");
    SAYS("--officer NAME");
    GIVES(1, "--officer", "王五", "gate", "add", "--person", "1");
    GIVES(2, "!", "--read-only", "gate", "add", "--person", "1");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void a_crossing_is_saved_and_listed(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--who", "zhangweiming", "--temp", "365");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"id\":1,");
    PRINTS("\"checkpoint\":\"南门\",\"direction\":\"out\",\"class\":\"resident\",\"person\":1,\"name\":\"张伟明\"");
    PRINTS("\"phone\":\"138****5678\"");
    PRINTS("\"temp\":36.5");
    GIVES(0, "gate", "list", "--tsv");
    PRINTS("id\trev\tat\t");
    GIVES(0, "--lang", "zh_CN", "gate", "list", "--tsv");
    PRINTS("id\trev\tat\t");
    PRINTS("\tout\tresident\t");
    GIVES(0, "gate", "list");
    PRINTS("Checkpoint");
    PRINTS("Resident");
    assert_int_equal(command_count("SELECT count(*) FROM audit WHERE table_name = 'crossing'"), 1);
}

static void who_is_never_guessed(void **state)
{
    (void)state;
    GIVES(2, "!", "--checkpoint", "南门", "gate", "add", "--who", "zwm");
    SAYS("matches more than one");
    SAYS("--person 1");
    assert_null(strstr(buffer_text(&command_result.err), "张伟明"));
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--who", "nobodyatall");
    SAYS("Nobody matches");
    GIVES(2, "!", "gate", "add", "--person", "1");
    SAYS("Say at which checkpoint");
    GIVES(1, "!", "--checkpoint", "西门", "gate", "add", "--person", "1");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 0);
}

static void the_rules_of_the_gate_hold(void **state)
{
    (void)state;
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "37.4");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "37.4", "--retest", "36.8");
    GIVES(0, "!", "flag", "set", "--place", "12-2-1203", "--kind", "observation", "--denies", "out", "--say",
          "居家观察中");
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--person", "2", "--direction", "out");
    SAYS("居家观察中");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "2", "--direction", "out", "--override-reason",
          "就医");
    GIVES(0, "flag", "list");
    PRINTS("居家观察中");
    GIVES(0, "!", "flag", "clear", "1", "--reason", "期满");
    GIVES(0, "flag", "list");
    assert_null(strstr(buffer_text(&command_result.out), "居家观察中"));
}

static void a_crossing_is_edited_and_voided_by_rev(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "365");
    GIVES(0, "!", "gate", "edit", "1", "--temp", "36.8", "--remark", "补登");
    GIVES(1, "!", "gate", "edit", "1", "--rev", "1", "--temp", "36.9");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"temp\":36.8");
    PRINTS("\"remark\":\"补登\"");
    PRINTS("\"checkpoint\":\"南门\"");
    GIVES(2, "!", "gate", "void", "1");
    GIVES(0, "!", "gate", "void", "1", "--reason", "重复");
    GIVES(1, "!", "gate", "void", "77", "--reason", "重复");
    GIVES(0, "gate", "list", "--json", "void");
    PRINTS("\"voided\":\"重复\"");
}

static void a_stored_crossing_stays_at_its_checkpoint(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1");
    GIVES(0, "!", "--checkpoint", "东门", "gate", "edit", "1", "--remark", "x");
    assert_int_equal(command_count("SELECT checkpoint_id FROM crossing"), 1);
    GIVES(0, "!", "gate", "edit", "1", "--move-to", "东门");
    assert_int_equal(command_count("SELECT checkpoint_id FROM crossing"), 2);
    GIVES(0, "!", "gate", "void", "1", "--reason", "重复");
    GIVES(2, "!", "gate", "void", "1", "--reason", "重复");
    SAYS("voided already: 重复");
}

static void a_flag_ends_in_days_to_come(void **state)
{
    (void)state;
    char words[32];
    assert_true(clock_use_zone("Asia/Shanghai", NULL));
    int64_t now = clock_now(), midnight = clock_day_start(clock_day_add(clock_day(now), 1));
    struct civil_time soon;
    clock_civil(now + 2 * 60 * 60, &soon);
    snprintf(words, sizeof words, "%d-%d %d:%02d", soon.month, soon.day, soon.hour, soon.minute);
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", words);
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT until_at BETWEEN %lld + 7100 AND %lld + 7260 FROM flag WHERE id = 1",
             (long long)now, (long long)now);
    assert_int_equal(command_count(sql), 1);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM flag WHERE id > 1 AND until_at = %lld", (long long)midnight);
    snprintf(words, sizeof words, "%d-%d", clock_day(now) / 100 % 100, clock_day(now) % 100);
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", words);
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "1");
    GIVES(0, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "today");
    assert_int_equal(command_count(sql), 3);
    GIVES(2, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "yesterday 8:00");
    GIVES(2, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "soon");
    GIVES(2, "!", "flag", "set", "--person", "1", "--say", "x", "--until", "400");
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_REGISTER(nothing_is_saved_without_a_name),
        ON_REGISTER(a_crossing_is_saved_and_listed),
        ON_REGISTER(who_is_never_guessed),
        ON_REGISTER(the_rules_of_the_gate_hold),
        ON_REGISTER(a_crossing_is_edited_and_voided_by_rev),
        ON_REGISTER(a_stored_crossing_stays_at_its_checkpoint),
        ON_REGISTER(a_flag_ends_in_days_to_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
