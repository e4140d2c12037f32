#include "gatepost/memory.h"
#include "gatepost/pinyin.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { KEYS_MOST = 2 * PINYIN_MOST, KEY_SIZE = 400 };

struct keys {
    char key[KEYS_MOST][KEY_SIZE];
    int count;
};

static void collect(void *context, const char *key)
{
    struct keys *keys = context;
    assert_true(keys->count < KEYS_MOST);
    assert_true(strlen(key) < KEY_SIZE && key[0] != '\0');
    for (int i = 0; i < keys->count; i++)
        assert_string_not_equal(keys->key[i], key);
    for (const char *at = key; *at != '\0'; at++)
        assert_true((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9'));
    text_copy(keys->key[keys->count++], KEY_SIZE, key);
}

static bool has(const struct keys *keys, const char *key)
{
    for (int i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i], key) == 0)
            return true;
    return false;
}

static bool has_reading(const char *character, const char *reading)
{
    const char *at = character;
    const char *readings = pinyin_readings(utf8_next(&at, character + strlen(character)));
    size_t length = strlen(reading);
    for (; *readings != '\0'; readings += strcspn(readings, " ") + (readings[strcspn(readings, " ")] == ' '))
        if (strcspn(readings, " ") == length && memcmp(readings, reading, length) == 0)
            return true;
    return false;
}

static void characters_have_all_their_readings(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"张", "zhang"}, {"王", "wang"},  {"女", "nv"},    {"吕", "lv"},    {"略", "lve"},   {"绿", "lv"},
        {"绿", "lu"},    {"行", "xing"},  {"行", "hang"},  {"重", "zhong"}, {"重", "chong"}, {"乐", "le"},
        {"乐", "yue"},   {"长", "chang"}, {"长", "zhang"}, {"〇", "ling"},  {"𠮷", "ji"},    {"㐀", "qiu"},
        {"曾", "ceng"},  {"单", "dan"},   {"单", "chan"},  {"歐", "ou"},    {"龙", "long"},  {"鿏", "mai"},
        {"儿", "er"},    {"一", "yi"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (!has_reading(cases[i][0], cases[i][1]))
            fail_msg("%s is not read %s", cases[i][0], cases[i][1]);
    static const int32_t none[] = {0,        'a',        -1,     0xB7,   0x3042, 0xAC00,
                                   0x10FFFF, 0x7FFFFFFF, 0x33FF, 0x4DC0, 0xA000, 0x1F642};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_string_equal(pinyin_readings(none[i]), "");
}

static void the_most_usual_reading_is_first(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"行", "xing"}, {"长", "zhang"}, {"的", "de"}, {"了", "le"}, {"中", "zhong"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *at = cases[i][0];
        const char *readings = pinyin_readings(utf8_next(&at, at + strlen(at)));
        if (strncmp(readings, cases[i][1], strlen(cases[i][1])) != 0)
            fail_msg("%s: %s", cases[i][0], readings);
    }
}

/* Surname, its reading as a surname, and the usual reading of the character that must match too. */
static const char *const surnames[][3] = {
    {"曾", "zeng", "ceng"},   {"单", "shan", "dan"},  {"解", "xie", "jie"},     {"仇", "qiu", "chou"},
    {"查", "zha", "cha"},     {"翟", "zhai", "di"},   {"区", "ou", "qu"},       {"朴", "piao", "pu"},
    {"盖", "ge", "gai"},      {"覃", "qin", "tan"},   {"缪", "miao", "mou"},    {"乐", "yue", "le"},
    {"任", "ren", "ren"},     {"华", "hua", "hua"},   {"盛", "sheng", "cheng"}, {"宁", "ning", "ning"},
    {"洗", "xian", "xi"},     {"冼", "xian", "xian"}, {"员", "yun", "yuan"},    {"哈", "ha", "ha"},
    {"繁", "po", "fan"},      {"折", "she", "zhe"},   {"黑", "he", "hei"},      {"逄", "pang", "pang"},
    {"句", "gou", "ju"},      {"召", "shao", "zhao"}, {"牟", "mu", "mou"},      {"逯", "lu", "lu"},
    {"隗", "wei", "kui"},     {"郇", "xun", "huan"},  {"乜", "nie", "mie"},     {"佴", "nai", "er"},
    {"种", "chong", "zhong"}, {"尉", "wei", "yu"},    {"能", "nai", "neng"},    {"祭", "zhai", "ji"},
    {"秘", "bi", "mi"},       {"谌", "chen", "chen"}, {"车", "che", "ju"},      {"么", "yao", "me"},
    {"盖", "ge", "ge"},       {"費", "fei", "fei"},   {"单", "shan", "chan"},   {"區", "ou", "qu"},
    {"莘", "shen", "xin"},
};

static void surnames_are_read_as_surnames_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof surnames / sizeof surnames[0]; i++) {
        char name[16], first[32], other[32], initials[8];
        struct keys keys = {0};
        text_copy(name, sizeof name, surnames[i][0]);
        size_t length = strlen(name);
        memcpy(name + length, "明", 4);
        pinyin_keys(name, collect, &keys);
        text_copy(first, sizeof first, surnames[i][1]);
        memcpy(first + strlen(first), "ming", 5);
        text_copy(other, sizeof other, surnames[i][2]);
        memcpy(other + strlen(other), "ming", 5);
        initials[0] = surnames[i][1][0];
        memcpy(initials + 1, "m", 2);
        if (strcmp(keys.key[0], initials) != 0 || strcmp(keys.key[1], first) != 0 || !has(&keys, other))
            fail_msg("%s: %s %s, wanted %s and %s", name, keys.key[0], keys.key[1], first, other);
        initials[0] = surnames[i][2][0];
        assert_true(has(&keys, initials));
        assert_true(has_reading(surnames[i][0], surnames[i][1]));
    }
}

static void a_surname_reading_counts_only_in_front(void **state)
{
    (void)state;
    struct keys keys = {0};
    pinyin_keys("王查", collect, &keys);
    assert_string_equal(keys.key[0], "wc");
    assert_string_equal(keys.key[1], "wangcha");
    assert_true(has(&keys, "wangzha")); /* any reading matches still */
}

static void compound_surnames_are_read_whole(void **state)
{
    (void)state;
    static const char *const compounds[][3] = {
        {"尉迟恭", "ycg", "yuchigong"},     {"欧阳修", "oyx", "ouyangxiu"},   {"万俟明", "mqm", "moqiming"},
        {"长孙明", "zsm", "zhangsunming"},  {"令狐冲", "lhc", "linghuchong"}, {"澹台明", "ttm", "tantaiming"},
        {"单于明", "cym", "chanyuming"},    {"司马光", "smg", "simaguang"},   {"诸葛亮", "zgl", "zhugeliang"},
        {"上官明", "sgm", "shangguanming"}, {"皇甫明", "hfm", "huangfuming"}, {"乐正明", "yzm", "yuezhengming"},
        {"子车明", "zjm", "zijuming"},      {"闾丘明", "lqm", "lvqiuming"},   {"歐陽明", "oym", "ouyangming"},
        {"呼延明", "hym", "huyanming"},     {"完颜明", "wym", "wanyanming"},  {"宰父明", "zfm", "zaifuming"},
    };
    for (size_t i = 0; i < sizeof compounds / sizeof compounds[0]; i++) {
        struct keys keys = {0};
        pinyin_keys(compounds[i][0], collect, &keys);
        if (strcmp(keys.key[0], compounds[i][1]) != 0 || strcmp(keys.key[1], compounds[i][2]) != 0)
            fail_msg("%s: %s %s", compounds[i][0], keys.key[0], keys.key[1]);
    }
    struct keys keys = {0};
    pinyin_keys("尉迟恭", collect, &keys);
    assert_true(has(&keys, "wcg") && has(&keys, "weichigong"));
}

static void every_combination_of_readings_is_a_key(void **state)
{
    (void)state;
    struct keys keys = {0};
    pinyin_keys("单乐", collect, &keys);
    static const char *const wanted[] = {"sl", "shanle",  "dl", "danle",  "cl",     "chanle",
                                         "sy", "shanyue", "dy", "danyue", "chanyue"};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (!has(&keys, wanted[i]))
            fail_msg("no key %s", wanted[i]);
}

static void too_many_combinations_keep_each_single_reading(void **state)
{
    (void)state;
    struct keys keys = {0};
    pinyin_keys("单行长重", collect, &keys);
    assert_true(keys.count <= KEYS_MOST);
    static const char *const wanted[] = {"shanxingzhangzhong", "danxingzhangzhong", "shanhangzhangzhong",
                                         "shanxingchangzhong", "shanxingzhangchong"};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (!has(&keys, wanted[i]))
            fail_msg("no key %s", wanted[i]);
}

static void latin_letters_stand_for_themselves(void **state)
{
    (void)state;
    static const struct {
        const char *name, *first, *second;
        int count;
    } cases[] = {
        {"Anna Lee", "annalee", "", 1},
        {"A张3", "az3", "azhang3", 2},
        {"买买提·艾力", "mmtal", "maimaitiaili", 0},
        {"", "", "", 0},
        {"·  ·", "", "", 0},
        {"𠮷田", "jt", "jitian", 2},
        {"\xFF\xE5", "", "", 0},
        {"\x1b[31m张", "31mz", "31mzhang", 2},
        {"張偉明", "zwm", "zhangweiming", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct keys keys = {0};
        pinyin_keys(cases[i].name, collect, &keys);
        if (strcmp(keys.key[0], cases[i].first) != 0)
            fail_msg("%s: %s", cases[i].name, keys.key[0]);
        if (cases[i].second[0] != '\0')
            assert_true(has(&keys, cases[i].second));
        if (cases[i].count > 0 || cases[i].first[0] == '\0')
            assert_int_equal(keys.count, cases[i].count);
    }
}

static void long_names_end_well(void **state)
{
    (void)state;
    static const char *const pieces[] = {"单", "a", "\xE5", "·"};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t length = strlen(pieces[i]);
        char *name = memory_new(100001, 1);
        for (size_t at = 0; at + length <= 100000; at += length)
            memcpy(name + at, pieces[i], length);
        struct keys keys = {0};
        pinyin_keys(name, collect, &keys);
        assert_true(keys.count <= KEYS_MOST);
        free(name);
    }
}

/* Every character of the dictionaries' range: readings are words of a–z, so keys can be of nothing else. */
static void the_table_holds_only_plain_words(void **state)
{
    (void)state;
    int with_reading = 0;
    for (int32_t code_point = 0x3000; code_point < 0x32000; code_point++) {
        const char *readings = pinyin_readings(code_point);
        with_reading += readings[0] != '\0';
        for (const char *at = readings; *at != '\0'; at++)
            if (!((*at >= 'a' && *at <= 'z') || (*at == ' ' && at > readings && at[-1] != ' ' && at[1] != '\0')))
                fail_msg("U+%X: \"%s\"", (unsigned)code_point, readings);
    }
    assert_in_range(with_reading, 26000, 30000);
}

static void typed_letters_find_a_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *typed;
        bool from_start, anywhere;
    } cases_typed[] = {
        {"撤销", "c", true, true},         {"撤销", "cx", true, true},     {"撤销", "chexiao", true, true},
        {"撤销", "chex", true, true},      {"撤销", "cxiao", true, true},  {"撤销", "chexiaox", false, false},
        {"撤销", "x", false, true},        {"重做", "zz", true, true},     {"重做", "cz", true, true},
        {"可撤销一步", "cx", false, true}, {"F7登记", "f7dj", true, true}, {"撤，销", "cx", false, false},
        {"", "c", false, false},           {"撤销", "", false, false},     {"安阿", "ana", true, true},
        {"\xE5", "a", false, false},
    };
    for (size_t i = 0; i < sizeof cases_typed / sizeof cases_typed[0]; i++) {
        if (pinyin_spells(cases_typed[i].text, cases_typed[i].typed, false) != cases_typed[i].from_start ||
            pinyin_spells(cases_typed[i].text, cases_typed[i].typed, true) != cases_typed[i].anywhere)
            fail_msg("%s by %s", cases_typed[i].text, cases_typed[i].typed);
    }
    /* No text makes it wander for ever. */
    char *text = memory_new(3 * 400 + 1, 1);
    for (int i = 0; i < 400; i++)
        memcpy(text + 3 * i, "安", 3);
    assert_false(pinyin_spells(text, "anananananananananananananananax", true));
    free(text);
}

int main(void)
{
    words_start(NULL, "en");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_have_all_their_readings),
        cmocka_unit_test(the_most_usual_reading_is_first),
        cmocka_unit_test(surnames_are_read_as_surnames_first),
        cmocka_unit_test(a_surname_reading_counts_only_in_front),
        cmocka_unit_test(compound_surnames_are_read_whole),
        cmocka_unit_test(every_combination_of_readings_is_a_key),
        cmocka_unit_test(too_many_combinations_keep_each_single_reading),
        cmocka_unit_test(latin_letters_stand_for_themselves),
        cmocka_unit_test(long_names_end_well),
        cmocka_unit_test(typed_letters_find_a_text),
        cmocka_unit_test(the_table_holds_only_plain_words),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
