#include "gatepost/clock.h"
#include "gatepost/habits.h"
#include "gatepost/words.h"
#include "habit.h"
#include <string.h>

enum { RESIDENT_LENGTH = 18, NUMBER_SIZE = 24 };

/* Check character of 17 digits, GB 11643-1999 (ISO 7064 MOD 11-2). */
static char check_character(const char *digits)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (digits[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

/* Number without spaces, upper case. Cut numbers come back empty and are refused for their length. */
static void fold_number(const char *text, char number[NUMBER_SIZE])
{
    char folded[64] = "";
    habit_fold(text, folded, sizeof folded);
    habit_upper(folded);
    habit_drop(folded, " ");
    number[0] = '\0';
    if (strlen(folded) < NUMBER_SIZE)
        memcpy(number, folded, strlen(folded) + 1);
}

static int birth_day_of(const char *number)
{
    int day = 0;
    for (int i = 6; i < 14; i++)
        day = day * 10 + number[i] - '0';
    return day;
}

static bool resident_check(const char *number, struct err *err)
{
    size_t length = strlen(number);
    if (length != RESIDENT_LENGTH)
        return err_set(err, ERR_INPUT, _("A resident ID has 18 characters, this has %zu"), length);
    if (strspn(number, "0123456789") < 17 || (!habit_is_digit(number[17]) && number[17] != 'X') || number[0] == '0')
        return err_set(err, ERR_INPUT, _("A resident ID has 17 digits, then a digit or X"));
    int born = birth_day_of(number);
    if (!clock_day_valid(born) || born < 18500101 || born > clock_day(clock_now()))
        return err_set(err, ERR_INPUT, _("Digits 7 to 14 of the ID are no birth date: %.8s"), number + 6);
    if (check_character(number) != number[17])
        return err_set(err, ERR_INPUT, _("The last digit of the ID does not fit the others: one is mistyped"));
    return true;
}

bool id_resident_parse(const char *text, char number[24], int *birth_day, char *sex, struct err *err)
{
    char folded[NUMBER_SIZE];
    fold_number(text, folded);
    if (!resident_check(folded, err))
        return false;
    memcpy(number, folded, RESIDENT_LENGTH + 1);
    if (birth_day != NULL)
        *birth_day = birth_day_of(folded);
    if (sex != NULL)
        *sex = (folded[16] - '0') % 2 == 1 ? 'm' : 'f';
    return true;
}

/* How many letters a number begins with and how many digits follow; false when more follows. */
static bool count_kinds(const char *number, size_t *letters, size_t *digits)
{
    *letters = strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    *digits = strspn(number + *letters, "0123456789");
    return number[*letters + *digits] == '\0';
}

static enum id_type recognise(const char *number)
{
    size_t letters, digits;
    if (count_kinds(number, &letters, &digits)) {
        bool is_permit = letters == 1 && digits >= 8 && digits <= 10;
        if (is_permit && (number[0] == 'H' || number[0] == 'M') && digits != 9)
            return ID_HONGKONG_MACAO;
        if ((letters == 0 && digits == 8) || (is_permit && number[0] == 'T'))
            return ID_TAIWAN;
        if ((letters == 1 && digits >= 6 && digits <= 9) || (letters == 2 && digits >= 6 && digits <= 7) ||
            (letters == 0 && digits == 9))
            return ID_PASSPORT;
    }
    size_t length = strlen(number);
    bool has_digit = strpbrk(number, "0123456789") != NULL;
    bool all_known = strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
    return has_digit && all_known && length >= 5 && length <= 20 ? ID_OTHER : ID_NONE;
}

/* A long number of digits can only be meant as a resident ID, however many digits it lacks. */
static bool meant_as_resident(const char *number)
{
    size_t digits = strspn(number, "0123456789"), length = strlen(number);
    return length >= 13 && (digits == length || (digits == length - 1 && number[digits] == 'X'));
}

bool id_parse(const char *text, enum id_type *type, char number[24], struct err *err)
{
    char folded[NUMBER_SIZE];
    fold_number(text, folded);
    habit_drop(folded, "-()");
    if (meant_as_resident(folded)) {
        if (!resident_check(folded, err))
            return false;
        *type = ID_RESIDENT;
    } else {
        enum id_type found = recognise(folded);
        if (found == ID_NONE)
            return err_set(err, ERR_INPUT,
                           _("ID: 18 characters of a resident ID, or the number of a passport or travel permit"));
        *type = found;
    }
    memcpy(number, folded, strlen(folded) + 1);
    return true;
}
