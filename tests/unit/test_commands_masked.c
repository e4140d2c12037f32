/* What the command line prints is harmless and masked; whole numbers are seen by a recorded look alone. */
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Whatever is listed: a chat group reads no name, no number and no remark. */
static void no_name_goes_into_a_chat(void **state)
{
    (void)state;
    static const char *const lists[][2] = {{"gate", "list"},   {"person", "list"},     {"household", "list"},
                                           {"flag", "list"},   {"checkpoint", "list"}, {"officer", "list"},
                                           {"alarms", "list"}, {"audit", "list"},      {"settings", NULL}};
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1", "--temp", "365", "--remark", "张五妹代登记");
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--plate", "粤E12345", "--direction", "in", "--temp", "365",
          "--purpose", "送货");
    GIVES(0, "!", "flag", "set", "--place", "12-2-1203", "--kind", "observation", "--denies", "out", "--say",
          "找网格员张伟明");
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        static const char *const never[] = {"张伟明", "张五妹", "李敏", "13812345678", "粤E12345", "代登记"};
        if (lists[i][1] != NULL)
            GIVES(0, lists[i][0], lists[i][1], "--chat");
        else
            GIVES(0, lists[i][0], "--chat");
        PRINTS(" in all.\n");
        for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
            if (strstr(buffer_text(&command_result.out), never[k]) != NULL)
                fail_msg("%s --chat: %s", lists[i][0], never[k]);
    }
    GIVES(0, "person", "list", "--chat", "zwm");
    PRINTS("People (filtered)  ");
    PRINTS("\n1. 张*妹  ");
    PRINTS("\n2. 张*明  Resident  12-2-1203  138****5678\n");
    GIVES(0, "gate", "list", "--chat", "--limit", "1");
    PRINTS("粤E***45");
    PRINTS("\n1 in all.\n");
}

static void hostile_data_is_printed_harmless(void **state)
{
    (void)state;
    GIVES(0, "!", "--checkpoint", "南门", "gate", "add", "--person", "1");
    store_file_sql(&command_file, "UPDATE person SET name = char(27) || '[2J' || char(8238) || 'x' || char(9) || 'y'");
    static const char *const formats[] = {"--json", "--tsv", "--limit=9"};
    for (size_t i = 0; i < 3; i++) {
        GIVES(0, "person", "list", formats[i]);
        assert_true(command_result.out.length > 20);
        assert_null(strchr(buffer_text(&command_result.out), '\033'));
        assert_null(strstr(buffer_text(&command_result.out), "\u202e"));
        GIVES(0, "gate", "list", formats[i]);
        assert_non_null(strstr(buffer_text(&command_result.out), "[2J"));
        assert_null(strchr(buffer_text(&command_result.out), '\033'));
        assert_null(strstr(buffer_text(&command_result.out), "\u202e"));
    }
    GIVES(0, "gate", "list", "--tsv");
    int tabs = 0;
    const char *row = strchr(buffer_text(&command_result.out), '\n') + 1;
    for (const char *at = buffer_text(&command_result.out); at < row; at++)
        tabs += *at == '\t';
    for (const char *at = row; *at != '\0'; at++)
        tabs -= *at == '\t';
    assert_int_equal(tabs, 0); /* the tab in the name made no column */
}

static void personal_numbers_are_masked(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "add", "--name", "王强", "--id-number", "11010519491231002X");
    static const char *const words[][3] = {
        {"person", "list", "--json"}, {"person", "list", "--tsv"}, {"household", "list", "--json"},
        {"audit", "list", "--json"},  {"audit", "list", "--tsv"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        GIVES(0, words[i][0], words[i][1], words[i][2]);
        assert_true(command_result.out.length > 20);
        assert_null(strstr(buffer_text(&command_result.out), "13812345678"));
        assert_null(strstr(buffer_text(&command_result.out), "19491231002"));
    }
}

static void a_record_is_shown_masked_and_whole_only_by_a_recorded_look(void **state)
{
    (void)state;
    GIVES(0, "!", "person", "edit", "1", "--id-number", "11010519491231002X");
    GIVES(0, "!", "officer", "add", "方芳", "--role", "gate");
    GIVES(0, "!", "officer", "add", "田甜", "--role", "clerk");
    GIVES(0, "person", "show", "1");
    PRINTS("Name: 张伟明\n");
    PRINTS("Phone: 138****5678\n");
    PRINTS("ID number: 110***********002X\n");
    GIVES(0, "--officer", "方芳", "person", "show", "--json", "1");
    PRINTS("\"phone\":\"138****5678\"");
    assert_null(strstr(buffer_text(&command_result.out), "13812345678"));
    assert_int_equal(command_count("SELECT count(*) FROM look"), 0);
    GIVES(1, "--officer", "方芳", "person", "show", "--full", "1");
    SAYS("Only a duty officer or a clerk may do this");
    PRINTS_ONLY("");
    GIVES(2, "person", "show", "--full", "1"); /* nobody's name is no name */
    PRINTS_ONLY("");
    GIVES(2, "!", "--read-only", "person", "show", "--full", "1");
    PRINTS_ONLY("");
    assert_int_equal(command_count("SELECT count(*) FROM look"), 0);
    GIVES(0, "!", "person", "show", "--full", "1");
    PRINTS("Phone: 13812345678\n");
    PRINTS("ID number: 11010519491231002X\n");
    GIVES(0, "--officer", "田甜", "person", "show", "--full", "--json", "1");
    PRINTS("\"phone\":\"13812345678\"");
    assert_int_equal(
        command_count("SELECT count(*) FROM look WHERE subject_table = 'person' AND subject_id = 1 AND what = 'both'"),
        2);
    GIVES(0, "audit", "list", "--limit", "1");
    PRINTS("田甜");
    PRINTS("person 张伟明 12-2-1203: phone and ID number seen in full");
    GIVES(1, "person", "show", "99");
}

static void a_household_is_shown_masked_and_whole_only_by_a_recorded_look(void **state)
{
    (void)state;
    GIVES(0, "!", "household", "edit", "1", "--phone", "13987654321", "--head", "张伟明");
    GIVES(0, "household", "show", "1");
    PRINTS("Room: 12-2-1203\n");
    PRINTS("Phone: 139****4321\n");
    GIVES(0, "household", "show", "12-2-1203");
    PRINTS("12-2-1203");
    GIVES(1, "household", "show", "99-9-999");
    GIVES(0, "!", "household", "show", "--full", "1");
    PRINTS("Phone: 13987654321\n");
    assert_int_equal(
        command_count("SELECT count(*) FROM look WHERE subject_table = 'place' AND subject_id = 1 AND what = 'phone'"),
        1);
}

static void a_contact_is_shown_whole_by_a_recorded_look(void **state)
{
    (void)state;
    GIVES(0, "!", "contact", "add", "--position", "1", "--name", "陈国梁", "--phone", "13800001111");
    GIVES(0, "contact", "show", "1");
    PRINTS("138****1111");
    assert_null(strstr(buffer_text(&command_result.out), "13800001111"));
    assert_int_equal(command_count("SELECT count(*) FROM look"), 0);
    GIVES(0, "!", "contact", "show", "--full", "1");
    PRINTS("13800001111");
    assert_int_equal(command_count("SELECT count(*) FROM look WHERE subject_table = 'contact' AND what = 'phone'"), 1);
    GIVES(0, "audit", "list", "--limit", "1");
    PRINTS("contact 陈国梁: phone seen in full");
}

/* What a listing shows can be typed back only as what it is: not the number. */
static void a_masked_value_is_never_saved(void **state)
{
    (void)state;
    static const char person_sql[] = "SELECT name || phone || phone2 || id_number || rev FROM person WHERE id = 1";
    static const char place_sql[] = "SELECT head || phone || rev FROM place WHERE id = 1";
    GIVES(0, "!", "person", "edit", "1", "--id-number", "11010519491231002X", "--phone2", "0757-86123456");
    GIVES(0, "!", "household", "edit", "1", "--phone", "13987654321", "--head", "张伟明");
    char *person = store_file_ask(&command_file, person_sql), *place = store_file_ask(&command_file, place_sql);
    GIVES(2, "!", "person", "edit", "1", "--phone", "138****5678");
    GIVES(2, "!", "person", "edit", "1", "--phone2", "138****5678");
    GIVES(2, "!", "person", "edit", "1", "--id-number", "110***********002X");
    GIVES(2, "!", "person", "edit", "1", "--name", "张*明");
    GIVES(2, "!", "person", "edit", "1", "--name", "张＊明", "--note", "x");
    GIVES(2, "!", "household", "edit", "1", "--phone", "139****4321");
    GIVES(2, "!", "household", "edit", "1", "--head", "张*明");
    SAYS("masked");
    GIVES(2, "!", "officer", "edit", "1", "--name", "李*");
    char *person_after = store_file_ask(&command_file, person_sql),
         *place_after = store_file_ask(&command_file, place_sql);
    assert_string_equal(person_after, person);
    assert_string_equal(place_after, place);
    GIVES(0, "!", "person", "edit", "1", "--note", "x"); /* another field leaves them whole */
    assert_int_equal(command_count("SELECT count(*) FROM person WHERE id = 1 AND phone = '13812345678' AND "
                                   "id_number = '11010519491231002X'"),
                     1);
    free(person);
    free(place);
    free(person_after);
    free(place_after);
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_REGISTER(no_name_goes_into_a_chat),
        ON_REGISTER(hostile_data_is_printed_harmless),
        ON_REGISTER(personal_numbers_are_masked),
        ON_REGISTER(a_record_is_shown_masked_and_whole_only_by_a_recorded_look),
        ON_REGISTER(a_household_is_shown_masked_and_whole_only_by_a_recorded_look),
        ON_REGISTER(a_contact_is_shown_whole_by_a_recorded_look),
        ON_REGISTER(a_masked_value_is_never_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
