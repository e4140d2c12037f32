/* Requests on their way in: typed while on the phone, the keys counted; pasted from a chat, read from a sheet. All
 * people are invented. */
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/desk.h"
#include "gatepost/importer.h"
#include "gatepost/people_rules.h"
#include "gatepost/registers.h"
#include "gatepost/row.h"
#include "gatepost/sheet.h"
#include "gatepost/supply_rules.h"
#include "gatepost/terminal.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "screens/place_field.h"
#include "tests/lib/fixture.h"
#include "tests/lib/goods.h"
#include "tests/lib/register.h"
#include "tests/lib/store_file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STEP_MS = 20, HOUR = 3600 };
static int64_t zhang_home, chen_home;
static struct importer *importer;

static int setup(void **state)
{
    words_start(NULL, "en");
    *state = register_open();
    zhang_home = register_household(*state, "望江苑", "8-1-302");
    chen_home = register_household(*state, "望江苑", "4-2-1502");
    register_person(*state, "张伟明", "13912340001", zhang_home);
    register_person(*state, "陈静", "13912347788", chen_home);
    goods_add(*state, "盐", "包");
    return 0;
}

static int teardown(void **state)
{
    importer_free(importer);
    importer = NULL;
    register_close(*state);
    clock_fix(REGISTER_NOW);
    return 0;
}

/* ---- which household ---- */

static void a_household_is_found_by_who_lives_there_as_at_the_gate(void **state)
{
    static const struct {
        const char *typed;
        int count;
        const char *who;
    } words[] = {
        {"zwm", 1, "张伟明"},     {"0001", 1, "张伟明"},    {"7788", 1, "陈静"}, {"张伟明", 1, "张伟明"},
        {"zwm 8-1", 1, "张伟明"}, {"8-1 zwm", 1, "张伟明"}, {"zwm 4-2", 0, ""},  {"zwm ", 1, "张伟明"},
        {"8-1-302", 1, ""},       {"xyz", 0, ""},
    };
    struct place_lookup lookup;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        place_lookup_find(*state, &lookup, words[i].typed);
        if (lookup.count != words[i].count)
            fail_msg("%s finds %d", words[i].typed, lookup.count);
        if (lookup.count == 0)
            continue;
        assert_string_equal(lookup.who[0], words[i].who);
        assert_int_equal(lookup.person_ids[0] != 0, words[i].who[0] != '\0');
    }
}

/* ---- from the chat and from sheets ---- */

static void go_on(void)
{
    struct err err = {0};
    enum importer_phase phase;
    while ((phase = importer_phase(importer)) == IMPORTER_JUDGING || phase == IMPORTER_WRITING ||
           phase == IMPORTER_READING)
        if (!importer_step(importer, STEP_MS, &err))
            fail_msg("%s", err.text);
}

static void begin_import(struct store *store)
{
    const struct importer_defaults defaults = {0};
    importer_free(importer);
    importer = importer_new(store, import_register_find("supplies"), &defaults);
}

static void judge_chat(struct store *store, const char *text)
{
    struct err err = {0};
    begin_import(store);
    assert_true(importer_open_chat(importer, text, &err));
    go_on();
}

static void judge_columns(void)
{
    struct err err = {0};
    go_on();
    if (!importer_judge(importer, &err))
        fail_msg("%s", err.text);
    go_on();
}

static void judge_list(struct store *store, const char *text)
{
    begin_import(store);
    assert_true(importer_open_text(importer, text, strlen(text), NULL));
    judge_columns();
}

static void write_it(void)
{
    struct err err = {0};
    if (!importer_write(importer, &err))
        fail_msg("%s", err.text);
    go_on();
    assert_int_equal(importer_phase(importer), IMPORTER_DONE);
}

/* The row of that line of the text. */
static void is_judged(int64_t line, enum import_verdict verdict, const char *why)
{
    struct importer_row row;
    for (int64_t i = 0; i < importer_rows(importer); i++) {
        importer_row(importer, i, &row);
        if (row.line != line)
            continue;
        if (row.verdict != verdict || strstr(row.why, why) == NULL)
            fail_msg("line %lld: %s: %s", (long long)line, import_verdict_names[row.verdict], row.why);
        return;
    }
    fail_msg("no line %lld", (long long)line);
}

static struct supply last_of(struct store *store, int64_t place_id)
{
    struct supply rows[1] = {0};
    int count = 0;
    assert_true(supply_open_of_place(store, place_id, rows, 1, &count, NULL));
    assert_int_equal(count, 1);
    return rows[0];
}

static void lines_of_a_chat_are_requests(void **state)
{
    struct store *store = *state;
    judge_chat(store, "#物资接龙\n1. 8-1-302 米10斤 盐2包\n2、张伟明 8-1-302 急！降压药1盒\n"
                      "陈静：方便面5包，饮用水2桶 谢谢\n[2022-04-11 14:20] 4-2-1502陈静: 需要鸡蛋30个\n"
                      "收到，马上去买\n8-1-302 已经送到了\n13912347788 要牛奶1箱 送到3号门\n");
    is_judged(2, IMPORT_NEW, "米 10斤、盐 2包");
    is_judged(3, IMPORT_NEW, "降压药 1盒  urgent");
    is_judged(4, IMPORT_NEW, "方便面 5包、饮用水 2桶");
    is_judged(5, IMPORT_NEW, "鸡蛋 30个");
    is_judged(6, IMPORT_PASSED, "nothing is asked for");
    is_judged(7, IMPORT_REFUSED, "No thing with an amount");
    is_judged(8, IMPORT_NEW, "牛奶 1箱");
    write_it();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply WHERE via = 'chat' AND state = 'new'"), 5);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply WHERE urgent = 1"), 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply_line WHERE voided IS NULL"), 7);
    assert_string_equal(last_of(store, zhang_home).asked_by, "张伟明");
    assert_string_equal(last_of(store, chen_home).asked_by, "陈静");
    assert_string_equal(last_of(store, chen_home).note, "送到3号门");
    assert_true(store_undo(store, NULL, NULL)); /* one batch */
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply WHERE voided IS NULL"), 0);
}

/* As people write: nothing between the things, courtesies, what is meant in brackets. */
static void lines_of_a_chat_say_things_as_people_do(void **state)
{
    struct store *store = *state;
    judge_chat(store, "8-1-302：要米10斤盐2包，谢谢\n4-2-1502 陈静 麻烦送点青菜2斤、降压药2盒（氨氯地平）\n"
                      "8-1-302 张伟明 （醋1瓶）奶粉（2段）1罐 （急）\n4-2-1502 面粉（10斤）带鱼2斤\n"
                      "4-2-1502 大米2袋（10斤）\n");
    is_judged(1, IMPORT_NEW, "米 10斤、盐 2包");
    is_judged(2, IMPORT_NEW, "青菜 2斤、降压药 2盒");
    is_judged(3, IMPORT_NEW, "醋 1瓶、奶粉 1罐  urgent");
    is_judged(4, IMPORT_NEW, "面粉 10斤、带鱼 2斤");
    is_judged(5, IMPORT_NEW, "大米 2袋");
    write_it();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply WHERE note = '氨氯地平'"), 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply WHERE note = '2段'"), 1);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply WHERE note = '10斤'"), 1);
}

/* The same words typed into the form or a command. */
static void what_is_typed_as_it_was_said_is_a_request(void **state)
{
    struct store *store = *state;
    struct supply supply;
    struct err err = {0};
    register_new(&supply_rules, &supply);
    supply.place_id = zhang_home;
    text_copy(supply.items, sizeof supply.items, "急！要米10斤盐2包、降压药2盒（氨氯地平）");
    text_copy(supply.note, sizeof supply.note, "先打电话");
    if (!register_check(store, &supply_rules, &supply, &err))
        fail_msg("%s", err.text);
    assert_string_equal(supply.items, "米 10斤、盐 2包、降压药 2盒");
    assert_string_equal(supply.note, "氨氯地平 先打电话");
    assert_true(supply.urgent);
}

static void what_cannot_be_read_is_refused_with_the_reason(void **state)
{
    judge_chat(*state, "99-1-101 盐2包\n8-1-302 盐10坛\n8-1-302 米99999斤\n8-1-302 青菜0斤\n8-1-302 2包\n盐2包\n"
                       "陈静 米10斤 2包 3袋\n");
    is_judged(1, IMPORT_REFUSED, "99-1-101");
    is_judged(2, IMPORT_REFUSED, "坛");
    is_judged(3, IMPORT_REFUSED, "9999");
    is_judged(4, IMPORT_REFUSED, "0 is nothing");
    is_judged(5, IMPORT_REFUSED, "of what?");
    is_judged(6, IMPORT_REFUSED, "Which household");
    is_judged(7, IMPORT_REFUSED, "of what?");
}

static void the_same_twice_is_marked_and_taken_only_when_it_is_meant(void **state)
{
    struct store *store = *state;
    judge_chat(store, "8-1-302 米10斤 盐2包\n");
    write_it();
    judge_chat(store,
               "8-1-302 米10斤 盐2包\n8-1-302 盐1包 糖1包\n4-2-1502 盐2包\n4-2-1502 盐2包\n4-2-1502 盐1包 醋1瓶\n");
    is_judged(1, IMPORT_SAME, "#1");
    is_judged(2, IMPORT_DIFFERS, "line 1 asks for 盐, too");
    is_judged(3, IMPORT_NEW, "");
    is_judged(4, IMPORT_SAME, "Line 3 says the same");
    is_judged(5, IMPORT_DIFFERS, "line 3 asks for 盐, too");
    write_it();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply"), 2);
    judge_chat(store, "8-1-302 盐1包 糖1包\n");
    is_judged(1, IMPORT_DIFFERS, "盐 was asked for already, 14:32: #1, New. Once more?");
    importer_take_all(importer, true);
    write_it();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply WHERE again = 1"), 1);
    clock_fix(REGISTER_NOW + 25 * HOUR); /* the day after it is another need */
    judge_chat(store, "8-1-302 米10斤 盐2包\n");
    is_judged(1, IMPORT_NEW, "");
}

static void a_sheet_has_a_column_for_each(void **state)
{
    struct store *store = *state;
    judge_list(store, "房号,姓名,电话,所需物资,是否加急,最晚送达,备注\n"
                      "8-1-302,张伟明,,米10斤 盐2包,是,2022-04-12 09:00,老人独居\n"
                      ",陈静,,牛奶1箱,否,,\n8-1-302,王阿姨,13900001111,口罩20个,,,\n,,,,,,\n"
                      "8-1-302,,,药,也许,,\n8-1-302,,,糖1包,,昨天,\n,,,糖1包,,,\n8-1-302,,,,,,\n");
    is_judged(2, IMPORT_NEW, "米 10斤、盐 2包  urgent");
    is_judged(3, IMPORT_NEW, "牛奶 1箱");
    is_judged(4, IMPORT_NEW, "口罩 20个");
    is_judged(6, IMPORT_REFUSED, "也许");
    is_judged(7, IMPORT_REFUSED, "");
    is_judged(8, IMPORT_REFUSED, "Which household");
    is_judged(9, IMPORT_REFUSED, "");
    write_it();
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply"), 3);
    assert_int_equal(register_count(store,
                                    "SELECT COUNT(*) FROM supply WHERE asked_by = '王阿姨' AND person_id IS NULL "
                                    "AND phone = '13900001111'"),
                     1);
    assert_int_equal(register_count(store, "SELECT due_at FROM supply WHERE note = '老人独居'"),
                     clock_day_start(20220412) + 9 * HOUR);
}

/* A row for each thing, its amount in a column of its own. */
static void a_workbook_may_count_in_a_column(void **state)
{
    static const char *const rows[][4] = {{"住户", "物品", "数量", "单位"},
                                          {"8-1-302", "大米", "10", "斤"},
                                          {"8-1-302", "盐", "2", ""},
                                          {"4-2-1502", "盐", "2", "坛"},
                                          {"4-2-1502", "盐", "0", "包"}};
    struct store_file file;
    struct err err = {0};
    char path[300];
    store_file_make(&file);
    snprintf(path, sizeof path, "%s/list.xlsx", file.folder);
    struct sheet_writer *writer = sheet_writer_open(path, SHEET_XLSX, ',', &err);
    assert_non_null(writer);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(sheet_writer_row(writer, rows[i], 4, &err));
    if (!sheet_writer_close(writer, true, &err))
        fail_msg("%s", err.text);
    begin_import(*state);
    assert_true(importer_open_file(importer, path, NULL, &err));
    judge_columns();
    is_judged(2, IMPORT_NEW, "大米 10斤");
    is_judged(3, IMPORT_NEW, "盐 2包");
    is_judged(4, IMPORT_REFUSED, "坛");
    is_judged(5, IMPORT_REFUSED, "0 is nothing");
    remove(path);
    store_file_remove(&file);
}

/* ---- while on the phone ---- */

static int type(struct buffer *script, const char *text, const char *key)
{
    int keys = 1;
    for (const char *at = text, *end = text + strlen(text); at < end; keys++)
        utf8_next(&at, end);
    buffer_format(script, "type %s\nkey %s\n", text, key);
    return keys;
}

static void two_things_of_a_known_household_are_4_keys_what_is_typed_and_1(void **state)
{
    static const char things[] = "米10斤 盐2包";
    struct store_file file;
    struct err err = {0};
    struct buffer script = {0};
    (void)state;
    words_switch("zh_CN");
    store_file_make(&file);
    remove(file.path);
    fixture_make(file.path, FIXTURE_FULL);
    setenv("XDG_CONFIG_HOME", file.folder, 1);
    const struct global_options global = {.db = file.path, .terminal = "值班室", .officer = "王秀英"};
    buffer_add(&script, "size 80x24\nkey F9\ntype 接电话时登记\nkey Enter\nsee 物资需求\n");
    assert_int_equal(type(&script, "zwm", "Enter"), 4);
    assert_int_equal(type(&script, things, "Enter"), 8 + 1); /* the 8 characters, and the key that saves */
    buffer_add(&script, "see 已保存 #1\n");
    struct store *store = store_open(file.path, 0, &err);
    assert_true(people_sign_on(store, "王秀英", "值班室", true, &err));
    struct terminal *terminal = terminal_open_script(buffer_text(&script), "the call", &err);
    int failures = 0;
    struct script_hooks hooks = {.failures = &failures};
    terminal_script_hook(terminal, &hooks);
    desk_run(store, &global, NULL, terminal);
    assert_int_equal(failures, 0);
    assert_int_equal(register_count(store, "SELECT COUNT(*) FROM supply s JOIN person p ON p.id = s.person_id WHERE "
                                           "s.place_id = p.place_id AND p.name = '张伟明' AND s.asked_by = p.name AND "
                                           "s.phone = p.phone AND s.via = 'phone' AND s.urgent = 0"),
                     1);
    assert_int_equal(register_count(store,
                                    "SELECT COUNT(*) FROM supply_line WHERE (item = '米' AND quantity = 10000 AND "
                                    "unit = '斤') OR (item = '盐' AND quantity = 2000 AND unit = '包')"),
                     2);
    store_close(store);
    buffer_release(&script);
    store_file_remove(&file);
    words_switch("en");
}

#define ENTRY_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        ENTRY_TEST(a_household_is_found_by_who_lives_there_as_at_the_gate),
        ENTRY_TEST(lines_of_a_chat_are_requests),
        ENTRY_TEST(lines_of_a_chat_say_things_as_people_do),
        ENTRY_TEST(what_is_typed_as_it_was_said_is_a_request),
        ENTRY_TEST(what_cannot_be_read_is_refused_with_the_reason),
        ENTRY_TEST(the_same_twice_is_marked_and_taken_only_when_it_is_meant),
        ENTRY_TEST(a_sheet_has_a_column_for_each),
        ENTRY_TEST(a_workbook_may_count_in_a_column),
        cmocka_unit_test(two_things_of_a_known_household_are_4_keys_what_is_typed_and_1),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
