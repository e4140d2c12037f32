/* Which printers there are and what is the matter with them: printers_list, gatepost-convert printers, and the words
 * for it. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/print_job.h"
#include "gatepost/words.h"
#include "src/documents/printer_words.h"
#include "tests/lib/printer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void check_printers(int port, const char *list, const char *why)
{
    static struct printer printers[PRINTERS_MOST];
    struct buffer text = {0};
    struct err err = {0};
    char server[32], said[200];
    int count = -1;
    snprintf(server, sizeof server, "127.0.0.1:%d", port);
    setenv("CUPS_SERVER", server, 1);
    int64_t before = clock_real_ms();
    assert_true(printers_list(printers, &count, said, sizeof said, &err));
    assert_true(clock_real_ms() - before < 3500);
    for (int i = 0; i < count; i++)
        buffer_format(&text, "%s%s %s: %s\n", printers[i].name, printers[i].usual ? " usual" : "",
                      printers[i].ready ? "ready" : "-", printers[i].says);
    assert_string_equal(buffer_text(&text), list);
    assert_string_equal(said, why);
    buffer_release(&text);
}

static void queues_are_listed_with_what_is_the_matter(void **state)
{
    (void)state;
    struct printer_played played;
    printer_played_start(&played, MOOD_QUEUES);
    check_printers(played.port, "Desk usual ready: toner is low\n号房 -: out of paper\nOld -: takes no jobs\n", "");
    printer_played_end(&played);
    assert_string_equal(played.asked, "4002 4001");
}

static void no_queue_and_no_service_are_told_apart(void **state)
{
    (void)state;
    struct printer_played played;
    printer_played_start(&played, MOOD_NO_QUEUE);
    check_printers(played.port, "", "No printer is set up.");
    printer_played_end(&played);
    check_printers(printer_free_port(), "", "There is no print service (CUPS) on this computer, or it is not running.");
}

static void reasons_have_words(void **state)
{
    (void)state;
    words_switch("zh_CN");
    assert_string_equal(printer_reason_words("media-empty"), "缺纸");
    assert_string_equal(printer_reason_words("media-jam"), "卡纸");
    assert_string_equal(printer_reason_words("cover-open"), "盖子开着");
    assert_string_equal(printer_reason_words("offline"), "脱机");
    assert_string_equal(printer_reason_words("none"), "");
    assert_string_equal(printer_reason_words("vendor-trouble-17"), "请到打印机前查看");
    assert_string_equal(printer_state_words("ready"), "空闲");
    words_switch("en");
    assert_string_equal(printer_reason_words("paused"), "paused");
}

int main(void)
{
    words_start(NULL, "en");
    setenv("HOME", "/nonexistent", 1); /* libcups would read settings of its own there */
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queues_are_listed_with_what_is_the_matter),
        cmocka_unit_test(no_queue_and_no_service_are_told_apart),
        cmocka_unit_test(reasons_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
