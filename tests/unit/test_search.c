/* Words find people: every reading of every surname of domain.md §13, every spelling of a room, and nothing breaks. */
#include "gatepost/memory.h"
#include "gatepost/row.h"
#include "gatepost/search.h"
#include "gatepost/utf8.h"
#include "tests/lib/register.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool finds(struct store *store, enum search_kind kind, const char *word, int64_t id)
{
    int64_t ids[64];
    int count;
    bool more, found = false;
    struct err err = {0};
    assert_true(search_ids(store, kind, word, ids, 64, &count, &more, &err));
    for (int i = 0; i < count; i++)
        found = found || ids[i] == id;
    assert_int_equal(found, search_matches(store, kind, id, word));
    return found;
}

static void test_every_reading_of_a_surname_finds_the_person(void **state)
{
    static const struct {
        const char *name, *words[4];
    } people[] = {
        {"曾庆红", {"zengqinghong", "zqh", "cengqinghong", "cqh"}},
        {"单志强", {"shanzhiqiang", "szq", "danzhiqiang", "dzq"}},
        {"解晓东", {"xiexiaodong", "xxd", "jiexiaodong", "jxd"}},
        {"仇英", {"qiuying", "qy", "chouying", "cy"}},
        {"查良镛", {"zhaliangyong", "zly", "chaliangyong", "cly"}},
        {"翟天临", {"zhaitianlin", "ztl", "ditianlin", "dtl"}},
        {"区小明", {"ouxiaoming", "oxm", "quxiaoming", "qxm"}},
        {"朴智星", {"piaozhixing", "pzx", "puzhixing", NULL}},
        {"盖叫天", {"gejiaotian", "gjt", "gaijiaotian", NULL}},
        {"覃海洋", {"qinhaiyang", "qhy", "tanhaiyang", "thy"}},
        {"缪建民", {"miaojianmin", "mjm", "moujianmin", NULL}},
        {"尉迟恭", {"yuchigong", "ycg", NULL, NULL}},
        {"欧阳娜娜", {"ouyangnana", "oynn", NULL, NULL}},
    };
    struct store *store = *state;
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
        int64_t id = register_person(store, people[i].name, "", 0);
        for (int j = 0; j < 4 && people[i].words[j] != NULL; j++)
            if (!finds(store, SEARCH_PERSON, people[i].words[j], id))
                fail_msg("%s does not find %s", people[i].words[j], people[i].name);
    }
}

static void test_a_person_is_found_by_what_is_shown(void **state)
{
    static const char *const words[] = {"张伟明",   "张",      "伟明",        "明",   "zwm",  "ZWM",   "ｚｗｍ",
                                        "zhangwei", "weiming", "13812343821", "1381", "3821", " 张伟 "};
    static const char *const others[] = {"张明", "wmz", "381", "2343821", "李", "%", "_", "*", "张%"};
    struct store *store = *state;
    int64_t id = register_person(store, "张伟明", "13812343821", 0);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (!finds(store, SEARCH_PERSON, words[i], id))
            fail_msg("%s does not find 张伟明", words[i]);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (finds(store, SEARCH_PERSON, others[i], id))
            fail_msg("%s finds 张伟明", others[i]);
}

static void test_names_of_other_shapes(void **state)
{
    struct store *store = *state;
    int64_t dotted = register_person(store, "阿卜杜拉·买买提", "", 0);
    assert_true(finds(store, SEARCH_PERSON, "阿卜杜拉·买", dotted));
    assert_true(finds(store, SEARCH_PERSON, "阿卜杜拉买", dotted));
    assert_true(finds(store, SEARCH_PERSON, "阿卜杜拉•买买提", dotted));
    assert_true(finds(store, SEARCH_PERSON, "买买提", dotted));
    assert_true(finds(store, SEARCH_PERSON, "abdl", dotted));
    int64_t latin = register_person(store, "John Smith", "0757-12345678", 0);
    assert_true(finds(store, SEARCH_PERSON, "john s", latin));
    assert_true(finds(store, SEARCH_PERSON, "SMITH", latin));
    assert_false(finds(store, SEARCH_PERSON, "mith", latin));
    assert_true(finds(store, SEARCH_PERSON, "0757-1234", latin));
    assert_true(finds(store, SEARCH_PERSON, "0757123", latin));
    assert_true(finds(store, SEARCH_PERSON, "12345678", latin));
    assert_true(finds(store, SEARCH_PERSON, "5678", latin));
}

static void test_a_room_is_found_in_every_spelling(void **state)
{
    static const char *const words[] = {"12-2-1203", "1221203", "12栋2单元1203", "１２－２－１２０３", "12 2 1203",
                                        "12-2",      "12-",     "12栋",          "12栋2单元",          "12-2-12",
                                        "望江",      "wj",      "花园"};
    static const char *const others[] = {"1-2-1203", "12-3", "2-1203", "122120333", "13-"};
    struct store *store = *state;
    int64_t id = register_household(store, "望江花园", "12-2-1203");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (!finds(store, SEARCH_PLACE, words[i], id))
            fail_msg("%s does not find 12-2-1203", words[i]);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (finds(store, SEARCH_PLACE, others[i], id))
            fail_msg("%s finds 12-2-1203", others[i]);
    int64_t low = register_household(store, "望江花园", "8-1-302");
    assert_true(finds(store, SEARCH_PLACE, "0810302", low));
    assert_true(finds(store, SEARCH_PLACE, "8-1-0302", low));
    assert_true(finds(store, SEARCH_PLACE, "08010302", low));
}

static void test_plates_checkpoints_officers_phrases(void **state)
{
    struct store *store = *state;
    int64_t vehicle = register_vehicle(store, "粤E12345", 0);
    static const char *const plates[] = {"粤E12345", "粤e1", "e12345", "12345", "2345", "粤"};
    for (size_t i = 0; i < sizeof plates / sizeof plates[0]; i++)
        assert_true(finds(store, SEARCH_VEHICLE, plates[i], vehicle));
    assert_false(finds(store, SEARCH_VEHICLE, "345", vehicle));
    int64_t checkpoint = register_checkpoint(store, "3号东门");
    assert_true(finds(store, SEARCH_CHECKPOINT, "东门", checkpoint));
    assert_true(finds(store, SEARCH_CHECKPOINT, "3号", checkpoint));
    assert_true(finds(store, SEARCH_CHECKPOINT, "dongmen", checkpoint));
    assert_true(finds(store, SEARCH_OFFICER, "lwg", 1));
    int64_t phrase;
    struct err err = {0};
    register_begin(store);
    assert_true(phrase_id(store, "买菜", &phrase, &err));
    int64_t again;
    assert_true(phrase_id(store, "买菜", &again, &err));
    assert_int_equal(phrase, again);
    register_commit(store);
    assert_true(finds(store, SEARCH_PHRASE, "mc", phrase));
    assert_true(finds(store, SEARCH_PHRASE, "菜", phrase));
}

static void test_keys_follow_the_row(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t id = register_person(store, "冯桂兰", "", 0);
    struct person person;
    assert_true(person_get(store, id, &person, &err));
    text_copy(person.name, sizeof person.name, "何秀兰");
    register_begin(store);
    assert_true(person_save(store, &person, &err));
    register_commit(store);
    assert_false(finds(store, SEARCH_PERSON, "冯", id));
    assert_true(finds(store, SEARCH_PERSON, "hxl", id));
    register_begin(store);
    assert_true(row_void(store, "person", id, person.rev, "twice", &err));
    register_commit(store);
    assert_false(finds(store, SEARCH_PERSON, "hxl", id));
}

static void test_hostile_words_find_nothing_and_break_nothing(void **state)
{
    static const char *const words[] = {"",
                                        " ",
                                        "%",
                                        "_",
                                        "'",
                                        "\"",
                                        ";--",
                                        "\xff\xfe",
                                        "\xe4\xbd",
                                        "\x1b[31m",
                                        "\xe2\x80\xae",
                                        "王\xff",
                                        "\xf4\x8f\xbf\xbf",
                                        "-",
                                        "---",
                                        "1-",
                                        "0"};
    struct store *store = *state;
    int64_t id = register_person(store, "王刚", "", 0);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        for (int kind = 0; kind < SEARCH_KINDS; kind++)
            assert_false(finds(store, (enum search_kind)kind, words[i], id));
    char *huge = memory_new(100001, 1);
    memset(huge, 'w', 100000);
    assert_false(finds(store, SEARCH_PERSON, huge, id));
    memset(huge, '1', 100000);
    assert_false(finds(store, SEARCH_PLACE, huge, id));
    huge[159] = '\0'; /* as long as a key is at most */
    assert_false(finds(store, SEARCH_PLACE, huge, id));
    free(huge);
}

static void test_more_tells_that_there_are_others(void **state)
{
    struct store *store = *state;
    struct err err = {0};
    int64_t ids[10];
    int count;
    bool more;
    register_begin(store);
    for (int i = 0; i < 20; i++) {
        struct person person = {.kind = PERSON_VISITOR, .name = "宗泽"};
        assert_true(person_save(store, &person, &err));
    }
    register_commit(store);
    assert_true(search_ids(store, SEARCH_PERSON, "宗", ids, 10, &count, &more, &err));
    assert_true(more);
    assert_int_equal(count, 10);
    for (int i = 1; i < count; i++)
        assert_true(ids[i] > ids[i - 1]);
    assert_true(search_ids(store, SEARCH_PERSON, "没有这个人", ids, 10, &count, &more, &err));
    assert_false(more);
    assert_int_equal(count, 0);
}

static int open_register(void **state)
{
    *state = register_open();
    return 0;
}

static int close_register(void **state)
{
    register_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_reading_of_a_surname_finds_the_person),
        cmocka_unit_test(test_a_person_is_found_by_what_is_shown),
        cmocka_unit_test(test_names_of_other_shapes),
        cmocka_unit_test(test_a_room_is_found_in_every_spelling),
        cmocka_unit_test(test_plates_checkpoints_officers_phrases),
        cmocka_unit_test(test_keys_follow_the_row),
        cmocka_unit_test(test_hostile_words_find_nothing_and_break_nothing),
        cmocka_unit_test(test_more_tells_that_there_are_others),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_register, close_register);
}
