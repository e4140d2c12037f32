/* visitor and parcel from outside: rows in and out, the announcement used by gate add, parcels handed out. */
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h wants some of the above before it. */
#include <cmocka.h>

static void a_visitor_is_announced_listed_and_comes(void **state)
{
    (void)state;
    GIVES(0, "!", "visitor", "add", "--place", "12-2-1203", "--name", "周文明", "--phone", "13800003821", "--purpose",
          "探亲", "--until", "tomorrow");
    PRINTS_ONLY("saved 1\n");
    GIVES(0, "visitor", "list");
    PRINTS("周文明");
    PRINTS("138****3821");
    GIVES(0, "visitor", "list", "--json", "zwm");
    PRINTS("\"place\":\"12-2-1203\"");
    PRINTS("\"came\":0");
    GIVES(0, "visitor", "list", "--json", "--show", "used");
    PRINTS_ONLY("");
    GIVES(0, "visitor", "show", "1");
    PRINTS("138****3821");
    GIVES(0, "!", "visitor", "show", "--full", "1");
    PRINTS("13800003821");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--expected", "1", "--temp", "365");
    assert_int_equal(
        command_count("SELECT count(*) FROM crossing c JOIN person p ON p.id = c.person_id JOIN phrase t ON "
                      "t.id = c.purpose_id WHERE c.expected_id = 1 AND c.place_id = 1 AND c.direction = 'in' "
                      "AND c.class = 'visitor' AND p.phone = '13800003821' AND t.text = '探亲'"),
        1);
    GIVES(0, "visitor", "list", "--json");
    PRINTS_ONLY("");
    GIVES(0, "visitor", "list", "--json", "--show", "used");
    PRINTS("\"crossing\":1");
    GIVES(0, "gate", "list", "--json");
    PRINTS("\"expected\":1");
    GIVES(2, "!", "--checkpoint", "东门", "gate", "add", "--expected", "1", "--temp", "365");
    SAYS("used already");
    GIVES(1, "!", "--checkpoint", "东门", "gate", "add", "--expected", "7", "--temp", "365");
    SAYS("no announced visitor 7");
    assert_int_equal(command_count("SELECT count(*) FROM crossing"), 1);
}

static void announcements_are_edited_and_voided(void **state)
{
    (void)state;
    GIVES(0, "!", "visitor", "add", "--place", "12-2-1203", "--plate", "e12345", "--class", "courier");
    GIVES(0, "!", "visitor", "edit", "1", "--until", "tomorrow", "--tell", "yes");
    assert_int_equal(
        command_count("SELECT count(*) FROM expected WHERE tell = 1 AND plate = '粤E12345' AND rev = 2 AND "
                      "class = 'courier'"),
        1);
    GIVES(2, "!", "visitor", "edit", "1", "--plate", "");
    SAYS("Who comes?");
    GIVES(2, "!", "visitor", "void", "1");
    GIVES(0, "!", "visitor", "void", "1", "--reason", "住户来电取消");
    GIVES(0, "visitor", "list", "--json");
    PRINTS_ONLY("");
    GIVES(2, "!", "visitor", "add", "--place", "12-2-1203");
    GIVES(2, "!", "visitor", "add", "--name", "周文明");
    SAYS("Household is missing.");
    GIVES(2, "!", "visitor", "add", "--place", "12-2-1203", "--name", "周*明");
    GIVES(2, "visitor", "list", "--show", "nobody");
}

static void rows_come_in_and_go_out_alike(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH("{\"place\":\"12-2-1203\",\"name\":\"罗志强\",\"until\":\"tomorrow\",\"people\":3}\n"
                              "{\"place\":\"12-2-1203\"}\n"
                              "{\"place\":\"12-2-1203\",\"plate\":\"粤E12345\",\"until\":\"tomorrow\"}\n",
                              "!", "visitor", "add", "-"),
                     3);
    PRINTS("saved 1\nrefused 2: ");
    GIVES(0, "visitor", "list", "--json");
    char *rows = memory_copy(buffer_text(&command_result.out));
    assert_int_equal(RUN_WITH(rows, "!", "visitor", "add", "-"), 0);
    free(rows);
    assert_int_equal(
        command_count("SELECT count(*) FROM expected a JOIN expected b ON b.id > a.id AND a.name = b.name AND "
                      "a.plate = b.plate AND a.people = b.people AND a.until_at = b.until_at AND "
                      "a.from_at = b.from_at"),
        2);
    assert_int_equal(RUN_WITH("{\"place\":\"12-2-1203\",\"pieces\":2,\"shelf\":\"A3\",\"urgent\":true}\n", "!",
                              "parcel", "add", "-"),
                     0);
    GIVES(0, "parcel", "list", "--json");
    PRINTS("\"pieces\":2,\"shelf\":\"A3\"");
    PRINTS("\"state\":\"shelf\"");
}

static void parcels_are_handed_out(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        GIVES(0, "!", "parcel", "add", "--place", "12-2-1203", "--shelf", "A3");
    GIVES(2, "!", "parcel", "hand-out", "--by", "张伟明");
    SAYS("Which parcels?");
    GIVES(2, "!", "parcel", "hand-out", "3");
    SAYS("Who takes");
    GIVES(2, "!", "parcel", "hand-out", "3", "--by", "张伟明", "--how", "shelf");
    GIVES(0, "!", "parcel", "hand-out", "3", "--by", "张伟明", "--dry-run");
    assert_int_equal(command_count("SELECT count(*) FROM parcel WHERE state = 'shelf'"), 3);
    GIVES(0, "!", "parcel", "hand-out", "3", "--by", "张伟明");
    PRINTS_ONLY("saved 3\n");
    GIVES(0, "!", "parcel", "hand-out", "--place", "12-2-1203", "--by", "志愿者", "--how", "delivered");
    PRINTS_ONLY("saved 1\nsaved 2\n");
    assert_int_equal(
        command_count("SELECT count(DISTINCT batch_id) FROM audit WHERE table_name = 'parcel' AND change = "
                      "'update'"),
        2);
    assert_int_equal(command_count("SELECT count(*) FROM parcel WHERE state = 'delivered' AND done_by = '志愿者'"), 2);
    GIVES(1, "!", "parcel", "hand-out", "3", "--by", "张五妹");
    SAYS("张伟明");
    GIVES(1, "!", "parcel", "hand-out", "--place", "12-2-1203", "--by", "张五妹");
    SAYS("Nothing stands on the shelf");
    GIVES(0, "parcel", "list", "--show", "done", "--json");
    PRINTS("\"done_by\":\"张伟明\"");
    GIVES(0, "!", "parcel", "edit", "1", "--note", "纸箱破损");
    GIVES(0, "!", "parcel", "void", "2", "--reason", "重复登记");
    GIVES(0, "parcel", "list", "--json");
    PRINTS_ONLY("");
}

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)
        ON_REGISTER(a_visitor_is_announced_listed_and_comes),
        ON_REGISTER(announcements_are_edited_and_voided),
        ON_REGISTER(rows_come_in_and_go_out_alike),
        ON_REGISTER(parcels_are_handed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
