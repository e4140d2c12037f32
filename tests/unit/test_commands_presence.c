/* gatepost presence and quota, from outside: twins of the screen and of the line at the gate. */
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void log_some(void)
{
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "365", "--at", "前天 8:00");
    GIVES(0, "!", "--checkpoint", "东门", "gate", "add", "--name", "周杰", "--class", "visitor", "--phone",
          "13712345678", "--place", "12-2-1203", "--at", "前天 9:00");
    GIVES(0, "!", "--checkpoint", "东门", "gate", "add", "--name", "夜班", "--class", "service", "--purpose", "值守",
          "--at", "前天 10:00");
}

static void lists_both_sides(void **state)
{
    (void)state;
    log_some();
    GIVES(0, "presence", "list", "--out");
    PRINTS("张伟明");
    PRINTS("138****5678");
    assert_null(strstr(buffer_text(&command_result.out), "周杰"));
    GIVES(0, "presence", "list", "--inside", "--json");
    PRINTS("\"name\":\"周杰\",\"class\":\"visitor\",\"place\":\"12-2-1203\"");
    PRINTS("\"over\":true,\"crossing\":2}");
    PRINTS("夜班");
    GIVES(0, "presence", "list", "--inside", "--over");
    PRINTS("周杰");
    assert_null(strstr(buffer_text(&command_result.out), "夜班"));
    GIVES(0, "presence", "list", "--inside", "yb");
    PRINTS("夜班");
    assert_null(strstr(buffer_text(&command_result.out), "周杰"));
    GIVES(0, "presence", "list", "--out", "--chat");
    PRINTS("张*明");
    GIVES(2, "presence", "list");
    SAYS("Give --out or --inside.");
    GIVES(2, "presence", "list", "--out", "--inside");
}

static void closes_and_opens_again(void **state)
{
    (void)state;
    log_some();
    GIVES(0, "!", "presence", "close", "--dry-run");
    SAYS("1 entry would be closed.");
    GIVES(0, "presence", "list", "--inside");
    PRINTS("周杰");
    GIVES(0, "!", "presence", "close");
    SAYS("1 entry closed.");
    PRINTS("saved ");
    char batch[32];
    snprintf(batch, sizeof batch, "%s", buffer_text(&command_result.out) + strlen("saved "));
    batch[strcspn(batch, "\n")] = '\0';
    GIVES(0, "presence", "list", "--inside");
    assert_null(strstr(buffer_text(&command_result.out), "周杰"));
    GIVES(0, "gate", "list", "--json", "周杰");
    PRINTS("\"closed\":1");
    GIVES(0, "check");
    GIVES(0, "!", "presence", "close");
    SAYS("No visitor or courier is inside past the curfew.");
    PRINTS_ONLY("");
    GIVES(1, "!", "presence", "reopen", "99999");
    GIVES(0, "!", "presence", "reopen", batch, "--reason", "陪护");
    SAYS("1 entry is open again.");
    GIVES(0, "presence", "list", "--inside");
    PRINTS("周杰");
    GIVES(0, "check");
    GIVES(0, "!", "officer", "add", "文书", "--role", "clerk");
    GIVES(0, "--officer", "文书", "presence", "close");
    GIVES(1, "--officer", "文书", "presence", "reopen", batch);
    SAYS("文书");
    GIVES(0, "!", "settings", "curfew.time", "");
    GIVES(2, "!", "presence", "close");
    SAYS("No curfew is set");
}

static void shows_what_is_left(void **state)
{
    (void)state;
    GIVES(0, "quota", "show", "12-2-1203", "--json");
    PRINTS("\"applies\":true,\"exits\":1,\"days\":2,\"used\":0,\"left\":1,\"hours\":3");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "365");
    GIVES(0, "quota", "show", "12-2-1203", "--json");
    PRINTS("\"used\":1,\"left\":0");
    PRINTS("\"last_name\":\"张伟明\"");
    PRINTS("\"next\":1");
    GIVES(1, "!", "--checkpoint", "南门", "gate", "add", "--person", "2", "--temp", "365");
    SAYS("Exit quota used (1 in 2 days): 张*明 went out");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "2", "--temp", "365", "--override-reason", "急诊");
    GIVES(0, "!", "flag", "set", "--place", "12-2-1203", "--kind", "observation", "--denies", "out", "--say", "居家");
    GIVES(0, "quota", "show", "12-2-1203", "--json");
    PRINTS("\"applies\":false");
    GIVES(2, "quota", "show");
    GIVES(1, "quota", "show", "77-7-777");
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!command_find_program())
        return 1;
    const struct CMUnitTest tests[] = {
        ON_REGISTER(lists_both_sides),
        ON_REGISTER(closes_and_opens_again),
        ON_REGISTER(shows_what_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
