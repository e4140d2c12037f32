#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <string.h>

enum { TEXT_SIZE = 64 };

static bool is_accepted(const char *text)
{
    bool has_digit = false;
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        int32_t code_point = utf8_next(&at, end);
        bool digit = code_point >= '0' && code_point <= '9';
        bool letter = code_point < 0x80 && habit_is_letter((char)code_point);
        if (!digit && !letter && !habit_is_chinese(code_point) &&
            (code_point >= 0x80 || strchr("-/.#", (int)code_point) == NULL))
            return false;
        has_digit = has_digit || digit;
    }
    return has_digit;
}

bool pass_number_parse(const char *text, char number[PASS_NUMBER_SIZE], struct err *err)
{
    char folded[TEXT_SIZE];
    if (habit_fold(text, folded, sizeof folded)) {
        habit_upper(folded);
        habit_drop(folded, " ");
        if (strlen(folded) < PASS_NUMBER_SIZE && is_accepted(folded)) {
            text_copy(number, PASS_NUMBER_SIZE, folded);
            return true;
        }
    }
    return err_set(err, ERR_INPUT, _("Number of a pass: as it is printed, letters and digits, such as A-0012"));
}
