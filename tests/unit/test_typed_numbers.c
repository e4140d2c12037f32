/* Temperatures, phones, documents and plates are understood as people type them; a digit too many or a wrong one is
 * refused. */
#include "gatepost/habits.h"
#include "tests/lib/typed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* ---- temperature ---- */

static void temperatures_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int tenths;
    } cases[] = {
        {"365", 365},    {"36.5", 365},  {"３６．５", 365}, {"36。5", 365},  {"36,5", 365},   {"36，5", 365},
        {"３６５", 365}, {"36", 360},    {"36.55", 366},    {"36.54", 365},  {" 36.5 ", 365}, {"　365　", 365},
        {"36. 5", 365},  {"36.5℃", 365}, {"36.5°c", 365},   {"36.5度", 365}, {"340", 340},    {"34.0", 340},
        {"42.9", 429},   {"429", 429},   {"36.95", 370},    {"36·5", 365},   {"33.95", 340},  {"42.94", 429},
        {"36.05", 361},  {"3 6 5", 365}, {"36度5", 365},    {"37度", 370},   {"36度55", 366},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int tenths = 0;
        struct err err = {0};
        if (!temperature_parse(cases[i].typed, &tenths, &err) || tenths != cases[i].tenths)
            fail_msg("\"%s\" gives %d: %s", cases[i].typed, tenths, err.text);
    }
}

static void other_temperatures_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"339",      "430",     "33.9", "42.95", "3",    "3655",   "36.555", "36.",
                                          ".5",       "36..5",   "-365", "36.5F", "36-5", "abc",    "36.5x",  "1e3",
                                          "36 5 1 2", "36.5度5", "张三", "0",     "0365", "36.5.1", "+365"};
    int tenths = 7;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct err err = {0};
        if (temperature_parse(refused[i], &tenths, &err))
            fail_msg("\"%s\" gives %d", refused[i], tenths);
        assert_refusal(&err, refused[i]);
    }
    assert_int_equal(tenths, 7); /* a refusal changes nothing */
}

static void temperatures_are_shown_with_one_place(void **state)
{
    (void)state;
    char text[8];
    temperature_format(365, text);
    assert_string_equal(text, "36.5");
    temperature_format(370, text);
    assert_string_equal(text, "37.0");
}

/* ---- phones ---- */

static void phones_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *first, *second;
    } cases[] = {
        {"13812345678", "13812345678", ""},
        {"138 1234 5678", "13812345678", ""},
        {"138-1234-5678", "13812345678", ""},
        {"１３８１２３４５６７８", "13812345678", ""},
        {"+8613812345678", "13812345678", ""},
        {"+86 138 1234 5678", "13812345678", ""},
        {"8613812345678", "13812345678", ""},
        {"008613812345678", "13812345678", ""},
        {"19912345678", "19912345678", ""},
        {"0757-12345678", "0757-12345678", ""},
        {"0757-82345678", "0757-82345678", ""},
        {"075782345678", "0757-82345678", ""},
        {"(0757)82345678", "0757-82345678", ""},
        {"0757 8234 5678", "0757-82345678", ""},
        {"+86 757 82345678", "0757-82345678", ""},
        {"010-62345678", "010-62345678", ""},
        {"02082345678", "020-82345678", ""},
        {"0757-8234567", "0757-8234567", ""},
        {"82345678", "82345678", ""},
        {"8234567", "8234567", ""},
        {"13812345678/13912345678", "13812345678", "13912345678"},
        {"13812345678 13912345678", "13812345678", "13912345678"},
        {"13812345678、0757-82345678", "13812345678", "0757-82345678"},
        {"13812345678，13912345678", "13812345678", "13912345678"},
        {"13812345678;13912345678", "13812345678", "13912345678"},
        {"13812345678或13912345678", "13812345678", "13912345678"},
        {"13812345678\n13912345678", "13812345678", "13912345678"},
        {"138 1234 5678 139 1234 5678", "13812345678", "13912345678"},
        {"82345678 13812345678", "82345678", "13812345678"},
        {"13812345678/13812345678", "13812345678", ""},
        {"13812345678/", "13812345678", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char phones[PHONE_MOST][PHONE_SIZE];
        int count = 0;
        struct err err = {0};
        bool read = phone_parse(cases[i].typed, phones, &count, &err);
        if (!read || strcmp(phones[0], cases[i].first) != 0 || strcmp(phones[1], cases[i].second) != 0)
            fail_msg("\"%s\" gives %s %s: %s", cases[i].typed, phones[0], phones[1], err.text);
        assert_int_equal(count, cases[i].second[0] == '\0' ? 1 : 2);
    }
}

static void other_phones_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"12812345678",
                                          "1381234567",
                                          "138123456789",
                                          "110",
                                          "123456",
                                          "+1 2125551234",
                                          "1381234567x",
                                          "张三",
                                          "138****5678",
                                          "000012345678",
                                          "01182345678",
                                          "12345678",
                                          "0757-02345678",
                                          "07571",
                                          "13812345678/13912345678/13712345678",
                                          "+",
                                          "138+12345678",
                                          "/",
                                          "13812345678 abc",
                                          "0757-"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char phones[PHONE_MOST][PHONE_SIZE] = {"untouched"};
        int count = 7;
        struct err err = {0};
        if (phone_parse(refused[i], phones, &count, &err))
            fail_msg("\"%s\" gives %s", refused[i], phones[0]);
        assert_refusal(&err, refused[i]);
        assert_string_equal(phones[0], "untouched");
        assert_int_equal(count, 7);
    }
}

/* ---- documents ---- */

static void resident_numbers_are_checked(void **state)
{
    (void)state;
    char number[24], sex = 0;
    int born = 0;
    assert_true(id_resident_parse("11010519491231002X", number, &born, &sex, NULL)); /* the standard's own example */
    assert_string_equal(number, "11010519491231002X");
    assert_int_equal(born, 19491231);
    assert_int_equal(sex, 'f');
    static const char *const same[] = {"11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ",
                                       "110105 19491231 002X", " 11010519491231002ｘ　"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_true(id_resident_parse(same[i], number, NULL, NULL, NULL));
        assert_string_equal(number, "11010519491231002X");
    }
    assert_true(id_resident_parse("440524188001010014", number, &born, &sex, NULL)); /* the standard's second example */
    assert_int_equal(born, 18800101);
    assert_int_equal(sex, 'm');
}

static void resident_numbers_say_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *word;
    } cases[] = {
        {"11010519491231002", "18 characters"},
        {"11010519491231002XX", "18 characters"},
        {"", "18 characters"},
        {"110105491231002", "18 characters"},
        {"110105194912310020", "last digit"},
        {"110105194912310021", "last digit"},
        {"110105199502300021", "birth date"},
        {"110105194913310020", "birth date"},
        {"110105299912310020", "birth date"},
        {"11010519491231A02X", "17 digits"},
        {"X1010519491231002X", "17 digits"},
        {"01010519491231002X", "17 digits"},
        {"11010519491231002Y", "17 digits"},
        {"110***********002X", "17 digits"},
        {"110105149912310020", "birth date"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char number[24] = "untouched";
        struct err err = {0};
        assert_false(id_resident_parse(cases[i].typed, number, NULL, NULL, &err));
        assert_refusal(&err, cases[i].typed);
        if (strstr(err.text, cases[i].word) == NULL)
            fail_msg("\"%s\": %s", cases[i].typed, err.text);
        assert_string_equal(number, "untouched");
    }
}

/* Each wrong digit and each swap of two neighbours is found: what MOD 11-2 promises. */
static void one_mistyped_digit_is_always_found(void **state)
{
    (void)state;
    static const char right[] = "11010519491231002X";
    char typed[sizeof right], number[24];
    for (size_t i = 0; i < 17; i++) {
        memcpy(typed, right, sizeof right);
        for (char digit = '0'; digit <= '9'; digit++) {
            typed[i] = digit;
            assert_int_equal(id_resident_parse(typed, number, NULL, NULL, NULL), digit == right[i]);
        }
    }
    for (size_t i = 0; i < 16; i++) {
        memcpy(typed, right, sizeof right);
        typed[i] = right[i + 1];
        typed[i + 1] = right[i];
        assert_int_equal(id_resident_parse(typed, number, NULL, NULL, NULL), right[i] == right[i + 1]);
    }
}

static void documents_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *number;
        enum id_type type;
    } cases[] = {
        {"11010519491231002x", "11010519491231002X", ID_RESIDENT},
        {"E12345678", "E12345678", ID_PASSPORT},
        {"ea1234567", "EA1234567", ID_PASSPORT},
        {"Ｇ１２３４５６７８", "G12345678", ID_PASSPORT},
        {"123456789", "123456789", ID_PASSPORT},
        {"H12345678", "H12345678", ID_HONGKONG_MACAO},
        {"M1234567801", "M1234567801", ID_HONGKONG_MACAO},
        {"h 1234 5678", "H12345678", ID_HONGKONG_MACAO},
        {"12345678", "12345678", ID_TAIWAN},
        {"T-12345678", "T12345678", ID_TAIWAN},
        {"军字1234567", "", ID_NONE},
        {"AB12CD34", "AB12CD34", ID_OTHER},
        {"82000019900101", "", ID_NONE},
        {"1101051949123100", "", ID_NONE},
        {"ABCDEF", "", ID_NONE},
        {"12", "", ID_NONE},
        {"110***********002X", "", ID_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char number[24] = "";
        enum id_type type = ID_NONE;
        struct err err = {0};
        bool read = id_parse(cases[i].typed, &type, number, &err);
        if (read != (cases[i].type != ID_NONE) || type != cases[i].type || strcmp(number, cases[i].number) != 0)
            fail_msg("\"%s\" gives %d %s: %s", cases[i].typed, type, number, err.text);
        if (!read)
            assert_refusal(&err, cases[i].typed);
    }
}

/* ---- plates ---- */

static void plates_as_people_type_them(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"粤E12345", "粤E12345"},     {"粤e12345", "粤E12345"},   {"粤Ｅ１２３４５", "粤E12345"},
        {"粤E·12345", "粤E12345"},    {"粤E 12345", "粤E12345"},  {"粤E-12345", "粤E12345"},
        {"粤E•12345", "粤E12345"},    {"粤E.12345", "粤E12345"},  {"E12345", "粤E12345"},
        {"e1234a", "粤E1234A"},       {"ED12345", "粤ED12345"},   {"粤ED12345", "粤ED12345"},
        {"粤E12345D", "粤E12345D"},   {"粤EDA1234", "粤EDA1234"}, {"粤E1234警", "粤E1234警"},
        {"粤E1234挂", "粤E1234挂"},   {"粤Z1234港", "粤Z1234港"}, {"粤ZAB12澳", "粤ZAB12澳"},
        {"京A12345", "京A12345"},     {"琼A8888学", "琼A8888学"}, {"粤X1234应急", "粤X1234应急"},
        {" 湘 B 12345 ", "湘B12345"}, {"E1234警", "粤E1234警"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char plate[24];
        struct err err = {0};
        if (!plate_parse(cases[i][0], "粤", plate, &err) || strcmp(plate, cases[i][1]) != 0)
            fail_msg("\"%s\": %s", cases[i][0], err.text);
        assert_true(plate_looks_like(cases[i][0]) || strstr(cases[i][0], "E1234警") == cases[i][0]);
    }
    char plate[24];
    assert_true(plate_parse("12345", "粤E", plate, NULL));
    assert_string_equal(plate, "粤E12345");
    assert_true(plate_parse("A12345", "粤E", plate, NULL));
    assert_string_equal(plate, "粤A12345");
    assert_true(
        plate_parse("D12345", "粤E", plate, NULL)); /* a whole plate before a new-energy one of the default place */
    assert_string_equal(plate, "粤D12345");
}

static void other_plates_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"粤E1234",  "粤E1234567", "粤12345",  "E1234",       "粤EABCDE",
                                          "张三",     "粤",         "粤I12345", "粤E1234警警", "粤E12345警",
                                          "猪E12345", "粤E1234I",   "粤E1234O", "粤E12AB34",   "粤E***45",
                                          "EE",       "粤EABCDEF",  "12345",    "粤E12345粤"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char plate[24] = "untouched";
        struct err err = {0};
        if (plate_parse(refused[i], "粤", plate, &err))
            fail_msg("\"%s\" gives %s", refused[i], plate);
        assert_refusal(&err, refused[i]);
        assert_string_equal(plate, "untouched");
    }
    char plate[24];
    struct err err = {0};
    assert_false(plate_parse("粤E1234O", "粤", plate, &err));
    assert_non_null(strstr(err.text, "I and O"));
    assert_false(plate_parse("E12345", NULL, plate, NULL));
    assert_false(plate_parse("E12345", "", plate, NULL));
    assert_false(plate_parse("E12345", "zz", plate, NULL));
}

static void names_and_rooms_do_not_look_like_plates(void **state)
{
    (void)state;
    static const char *const others[] = {"苏明", "宁静", "云", "张三",      "zhangm", "12345",    "1221203",
                                         "365",  "zwm",  "",   "12-2-1203", "E1234",  "E1234567", "粤"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (plate_looks_like(others[i]))
            fail_msg("\"%s\" looks like a plate", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(temperatures_as_people_type_them),
        cmocka_unit_test(other_temperatures_are_refused),
        cmocka_unit_test(temperatures_are_shown_with_one_place),
        cmocka_unit_test(phones_as_people_type_them),
        cmocka_unit_test(other_phones_are_refused),
        cmocka_unit_test(resident_numbers_are_checked),
        cmocka_unit_test(resident_numbers_say_what_is_wrong),
        cmocka_unit_test(one_mistyped_digit_is_always_found),
        cmocka_unit_test(documents_are_recognised),
        cmocka_unit_test(plates_as_people_type_them),
        cmocka_unit_test(other_plates_are_refused),
        cmocka_unit_test(names_and_rooms_do_not_look_like_plates),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, typed_setup, NULL);
}
