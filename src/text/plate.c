#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <stdio.h>
#include <string.h>

enum { PLATE_SIZE = 24, TEXT_SIZE = 48 };

static const char serial_set[] = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"; /* GA 36-2018: no I, no O */
static const char digit_set[] = "0123456789";

static const char *const provinces[] = {"京", "津", "沪", "渝", "冀", "豫", "云", "辽", "黑", "湘", "皖",
                                        "鲁", "新", "苏", "浙", "赣", "鄂", "桂", "甘", "晋", "蒙", "陕",
                                        "吉", "闽", "贵", "粤", "青", "藏", "川", "宁", "琼"};

/* Ends of plates that have four characters before them: police, trailer, learner, consulate, Hong Kong, Macao, rescue.
 */
static const char *const suffixes[] = {"警", "挂", "学", "领", "港", "澳", "应急"};

static bool take_province(const char **at)
{
    for (size_t i = 0; i < sizeof provinces / sizeof provinces[0]; i++)
        if (habit_take(at, provinces[i]))
            return true;
    return false;
}

static bool is_suffix(const char *text)
{
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (strcmp(text, suffixes[i]) == 0)
            return true;
    return false;
}

/* Six places, new energy: a letter first with digits from the third on (small cars), or a letter last (large ones). */
static bool is_new_energy(const char *serial)
{
    size_t digits = strspn(serial, digit_set);
    if (digits == 5)
        return habit_is_letter(serial[5]);
    return habit_is_letter(serial[0]) && strspn(serial + 2, digit_set) == 4;
}

/* Province, letter of the place, serial, suffix; text is upper case without spaces and dots. */
static bool is_plate(const char *text)
{
    const char *at = text;
    if (!take_province(&at) || *at < 'A' || *at > 'Z' || *at == 'I')
        return false;
    const char *serial = ++at;
    size_t length = strspn(serial, serial_set), digits_from = strcspn(serial, digit_set);
    at += length;
    if (digits_from >= length)
        return false; /* letters alone are a word */
    if (*at != '\0')
        return length == 4 && is_suffix(at);
    return length == 5 || (length == 6 && is_new_energy(serial));
}

static bool fold_plate(const char *text, char folded[TEXT_SIZE])
{
    if (!habit_fold(text, folded, TEXT_SIZE))
        return false;
    habit_upper(folded);
    habit_drop(folded, " .-·•・‧");
    return folded[0] != '\0';
}

/* The plate with the default in front: "粤", or "粤E" of which the letter may have been typed too. */
static bool complete_plate(const char *text, const char *prefix, char plate[PLATE_SIZE])
{
    char folded_prefix[TEXT_SIZE], candidate[2 * TEXT_SIZE];
    if (prefix == NULL || !fold_plate(prefix, folded_prefix))
        return false;
    const char *behind = folded_prefix;
    if (!take_province(&behind))
        return false;
    snprintf(candidate, sizeof candidate, "%.*s%s", (int)(behind - folded_prefix), folded_prefix, text);
    if (!is_plate(candidate))
        snprintf(candidate, sizeof candidate, "%s%s", folded_prefix, text);
    if (!is_plate(candidate))
        return false;
    text_copy(plate, PLATE_SIZE, candidate);
    return true;
}

bool plate_parse(const char *text, const char *default_province, char plate[24], struct err *err)
{
    char folded[TEXT_SIZE];
    bool read = fold_plate(text, folded);
    if (read && is_plate(folded)) {
        text_copy(plate, PLATE_SIZE, folded);
        return true;
    }
    if (read && complete_plate(folded, default_province, plate))
        return true;
    if (read && strpbrk(folded + 1, "IO") != NULL)
        return err_set(err, ERR_INPUT, _("Plate: the letters I and O are not used, type the digits 1 and 0"));
    return err_set(err, ERR_INPUT, _("Plate: province, letter, then 5 letters or digits (6 for new energy)"));
}

bool plate_looks_like(const char *text)
{
    char folded[TEXT_SIZE];
    if (!fold_plate(text, folded))
        return false;
    const char *at = folded;
    /* 云, 宁 and 苏 are surnames too: only with a letter behind it a province begins a plate. */
    if (take_province(&at))
        return habit_is_letter(*at);
    size_t length = strlen(folded);
    return habit_is_letter(folded[0]) && (length == 6 || length == 7) && strpbrk(folded + 1, digit_set) != NULL &&
           strspn(folded, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

enum plate_kind plate_kind_of(const char *plate)
{
    static const enum plate_kind kinds[] = {PLATE_POLICE,   PLATE_TRAILER, PLATE_LEARNER, PLATE_CONSULATE,
                                            PLATE_HONGKONG, PLATE_MACAO,   PLATE_RESCUE};
    const char *at = plate;
    if (!is_plate(plate))
        return PLATE_OTHER;
    take_province(&at);
    const char *serial = ++at;
    at += strspn(serial, serial_set);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (strcmp(at, suffixes[i]) == 0)
            return kinds[i];
    return at - serial == 6 ? PLATE_NEW_ENERGY : PLATE_ORDINARY;
}
