/* gatepost import and tidy, from outside: answers, exit codes, and what is in the file then. */
#include "gatepost/words.h"
#include "tests/lib/command_run.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char list[] = "姓名,房号,电话\n黄磊,8-1-302,13912340001\n李娜,8-1-303,13912340002\n";
/* 张伟明 (1) is known with another phone. */
static const char mixed[] = "姓名,房号,电话\n张伟明,12-2-1203,13899990000\n黄磊,1203,13912340001\n李娜,8-1-303,\n";

static const char *write_list(const char *name, const char *text)
{
    static char path[200];
    command_path(name, path, sizeof path);
    command_write(path, text, strlen(text));
    return path;
}

static void check_sql(const char *sql, const char *expected)
{
    char *answer = store_file_ask(&command_file, sql);
    assert_string_equal(answer, expected);
    free(answer);
}

static void check_people(const char *expected)
{
    check_sql("SELECT count(*) FROM person", expected);
}

static bool exists(const char *name)
{
    char path[200];
    command_path(name, path, sizeof path);
    return access(path, F_OK) == 0;
}

static void a_list_comes_in_and_again_changes_nothing(void **state)
{
    (void)state;
    const char *path = write_list("list.csv", list);
    GIVES(0, "!", "import", "residents", path);
    PRINTS_ONLY("saved 1\n");
    SAYS("Columns: 1 姓名 = Name; 2 房号 = Room; 3 电话 = Phone");
    SAYS("2 new, 0 the same, 0 different, 0 refused.");
    SAYS("Import 1: 2 added, 0 changed.");
    check_people("4");
    GIVES(0, "!", "import", "residents", path);
    PRINTS_ONLY("");
    SAYS("0 new, 2 the same, 0 different, 0 refused.");
    check_people("4");
    GIVES(0, "check");
    GIVES(0, "audit", "verify");
    GIVES(0, "person", "list", "hl");
    PRINTS("黄磊");
}

static void a_dry_run_tells_and_saves_nothing(void **state)
{
    (void)state;
    GIVES(3, "!", "import", "residents", write_list("list.csv", mixed), "--dry-run", "--update");
    SAYS("1 new, 0 the same, 1 different, 1 refused.");
    PRINTS("refused 3: ");
    check_people("2");
    check_sql("SELECT count(*) FROM import", "0");
    assert_false(exists("list-refused.csv"));
}

static void known_people_are_changed_only_with_update(void **state)
{
    (void)state;
    const char *path = write_list("list.csv", mixed);
    GIVES(3, "!", "import", "residents", path);
    PRINTS("differs 2: phone 138****5678 → 138****0000\n");
    PRINTS("refused 3: ");
    SAYS("1 known record differs and stays as it is; --update takes what the file says.");
    SAYS("list-refused.csv");
    assert_true(exists("list-refused.csv"));
    check_sql("SELECT phone FROM person WHERE id = 1", "13812345678");
    GIVES(3, "!", "import", "residents", path, "--update");
    SAYS("0 added, 1 changed.");
    check_sql("SELECT phone FROM person WHERE id = 1", "13899990000");
}

static void refused_rows_go_where_it_is_said(void **state)
{
    (void)state;
    char path[200];
    struct buffer text = {0};
    command_path("其他.csv", path, sizeof path);
    GIVES(3, "!", "import", "residents", write_list("list.csv", mixed), "--dry-run", "--refused", path);
    command_read(path, &text);
    assert_non_null(strstr(buffer_text(&text), "黄磊,1203,13912340001,"));
    buffer_release(&text);
    GIVES(3, "!", "import", "residents", write_list("list.csv", mixed), "--refused", "/nonexistent/x.csv");
    SAYS("/nonexistent/x.csv"); /* what came in stays */
    check_people("3");
}

static void rows_are_told_as_json(void **state)
{
    (void)state;
    GIVES(3, "!", "import", "residents", write_list("list.csv", mixed), "--dry-run", "--json");
    PRINTS("{\"line\":2,\"verdict\":\"differs\",\"why\":\"phone 138****5678 → 138****0000\"}\n");
    PRINTS("{\"line\":3,\"verdict\":\"refused\",\"why\":\"");
}

static void columns_are_said_by_heading_or_number(void **state)
{
    (void)state;
    const char *path = write_list("list.csv", "谁,哪里,联络\n黄磊,8-1-302,13912340001\n");
    GIVES(2, "!", "import", "residents", path);
    SAYS("Which column holds the names?");
    GIVES(2, "!", "import", "residents", path, "--map", "1=nobody");
    SAYS("There is no field \"nobody\".");
    GIVES(2, "!", "import", "residents", path, "--map", "4=name");
    SAYS("There is no column \"4\" in the file.");
    GIVES(2, "!", "import", "residents", path, "--map", "name");
    SAYS("--map takes COLUMN=FIELD");
    GIVES(3, "!", "import", "residents", path, "--map", "1=name", "--map", "2=room", "--map", "3=phone");
    SAYS("1 new, 0 the same, 0 different, 1 refused."); /* the first row is data then */
    check_sql("SELECT phone FROM person WHERE name = '黄磊'", "13912340001");
    path = write_list("two.csv", "姓名,房号,备注,说明\n李娜,8-1-303,a,b\n");
    GIVES(2, "!", "import", "residents", path);
    SAYS("Columns 3 and 4 both seem to be \"Note\"");
    GIVES(0, "!", "import", "residents", path, "--map", "说明=-");
    check_sql("SELECT note FROM person WHERE name = '李娜'", "a");
}

static void rooms_without_estate_get_the_one_that_is_said(void **state)
{
    (void)state;
    GIVES(0, "!", "import", "residents", write_list("list.csv", list), "--estate", "西苑");
    check_sql("SELECT group_concat(DISTINCT estate) FROM place WHERE import_id = 1", "西苑");
}

static void standard_input_is_a_list_too(void **state)
{
    (void)state;
    assert_int_equal(RUN_WITH(list, "!", "import", "residents", "-"), 0);
    check_people("4");
    check_sql("SELECT source FROM import", "standard input");
    assert_int_equal(RUN_WITH("", "!", "import", "residents", "-"), 2);
    SAYS("The file is empty");
}

static void a_chat_is_taken_apart(void **state)
{
    (void)state;
    assert_int_equal(
        RUN_WITH("#接龙\n1. 黄磊 8-1-302 13912340001\n2. 李娜\n", "!", "import", "residents", "-", "--chat"), 3);
    PRINTS("refused 3: The room is missing.");
    check_people("3");
    GIVES(0, "!", "settings", "quota.exits", "2");
    GIVES(0, "!", "--checkpoint", "南门", "import", "crossings",
          write_list("chat.txt", "1. 张伟明 出 36.5\n2. 张五妹 出 36.6\n"), "--chat");
    PRINTS_ONLY("saved 2\n");
    check_sql("SELECT count(*) FROM crossing WHERE checkpoint_id = 1", "2");
    GIVES(3, "!", "--checkpoint", "南门", "import", "crossings", write_list("chat.txt", "1. 张伟明 进 38.2\n"),
          "--chat");
    PRINTS("second time");
    /* somebody was measured whom nobody can tell: that is said, not passed over */
    GIVES(3, "!", "--checkpoint", "南门", "import", "crossings", write_list("chat.txt", "3. 王某 36.5\n收到\n"),
          "--chat");
    PRINTS("refused 1: Who is it?");
    check_sql("SELECT count(*) FROM crossing", "2");
}

static void crossings_need_a_checkpoint(void **state)
{
    (void)state;
    GIVES(2, "!", "import", "crossings", write_list("chat.txt", "1. 张伟明 出 36.5\n"), "--chat");
    check_sql("SELECT count(*) FROM crossing", "0");
}

static void what_is_no_list_is_refused_with_a_sentence(void **state)
{
    (void)state;
    char path[200];
    command_path("nothing.csv", path, sizeof path);
    GIVES(1, "!", "import", "residents", path);
    SAYS("nothing.csv");
    GIVES(2, "!", "import", "residents", command_file.folder);
    SAYS("This is a folder.");
    GIVES(2, "!", "import", "residents", write_list("old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old workbook"));
    SAYS(".xls");
    GIVES(2, "!", "import", "residents", write_list("empty.csv", "\n\n"));
    GIVES(2, "!", "import", "petitions", path);
    SAYS("There is no register \"petitions\"");
    GIVES(2, "!", "import", "residents");
    check_people("2");
    check_sql("SELECT count(*) FROM import", "0");
}

static void add_officers(void)
{
    GIVES(0, "!", "officer", "add", "赵登", "--role", "gate");
    GIVES(0, "!", "officer", "add", "周接", "--role", "operator");
    GIVES(0, "!", "officer", "add", "钱看", "--role", "viewer");
}

static void who_may_import_what(void **state)
{
    (void)state;
    char path[200], chat[200];
    snprintf(path, sizeof path, "%s", write_list("list.csv", list));
    snprintf(chat, sizeof chat, "%s", write_list("chat.txt", "1. 张伟明 出 36.5\n"));
    add_officers();
    GIVES(1, "--officer", "赵登", "import", "residents", path);
    SAYS("赵登");
    GIVES(1, "--officer", "钱看", "import", "residents", path);
    GIVES(2, "import", "residents", path);
    SAYS("Every change is filed under a name.");
    check_people("2");
    GIVES(0, "--officer", "周接", "import", "residents", path);
    check_people("4");
    GIVES(1, "--officer", "周接", "--checkpoint", "南门", "import", "crossings", chat, "--chat");
    check_sql("SELECT count(*) FROM crossing", "0");
    GIVES(0, "--officer", "赵登", "--checkpoint", "南门", "import", "crossings", chat, "--chat");
    check_sql("SELECT count(*) FROM crossing", "1");
}

static void a_read_only_session_imports_nothing(void **state)
{
    (void)state;
    const char *path = write_list("list.csv", list);
    GIVES(2, "--read-only", "--officer", "李敏", "import", "residents", path);
    check_people("2");
}

/* As a program that was killed leaves it: rows and keys, no completion. */
static void tidy_clears_up_behind_a_killed_import(void **state)
{
    (void)state;
    GIVES(0, "!", "import", "residents", write_list("list.csv", list));
    GIVES(0, "tidy");
    check_sql("SELECT have FROM import_keys", "all");
    store_file_sql(&command_file, "UPDATE import_complete SET voided = 'undone'");
    GIVES(0, "tidy");
    check_sql("SELECT count(*) FROM import_keys", "0");
    check_sql("SELECT count(*) FROM search_subject WHERE kind = 'person'", "2");
    GIVES(0, "person", "list", "hl");
    assert_null(strstr(buffer_text(&command_result.out), "黄磊"));
}

#define ON_REGISTER(test) cmocka_unit_test_setup_teardown(test, command_register_make, command_folder_remove)

int main(void)
{
    if (!command_find_program())
        return 1;
    words_start(NULL, "en");
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        ON_REGISTER(a_list_comes_in_and_again_changes_nothing),
        ON_REGISTER(a_dry_run_tells_and_saves_nothing),
        ON_REGISTER(known_people_are_changed_only_with_update),
        ON_REGISTER(refused_rows_go_where_it_is_said),
        ON_REGISTER(rows_are_told_as_json),
        ON_REGISTER(columns_are_said_by_heading_or_number),
        ON_REGISTER(rooms_without_estate_get_the_one_that_is_said),
        ON_REGISTER(standard_input_is_a_list_too),
        ON_REGISTER(a_chat_is_taken_apart),
        ON_REGISTER(crossings_need_a_checkpoint),
        ON_REGISTER(what_is_no_list_is_refused_with_a_sentence),
        ON_REGISTER(who_may_import_what),
        ON_REGISTER(a_read_only_session_imports_nothing),
        ON_REGISTER(tidy_clears_up_behind_a_killed_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
