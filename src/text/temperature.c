#include "gatepost/habits.h"
#include "gatepost/words.h"
#include "habit.h"
#include <stdio.h>

enum { LOWEST = 340, HIGHEST = 429 };

/* Behind the point: one or two digits, as tenths rounded half up. -1 when it is neither. */
static int parse_fraction(const char **at)
{
    int value;
    int digits = habit_number(at, &value);
    if (digits == 1)
        return value;
    return digits == 2 ? (value + 5) / 10 : -1;
}

/* 36度5: the word stands for the point. */
static bool take_spoken_point(const char **at)
{
    const char *behind = *at;
    if (!habit_take(&behind, "度") || !habit_is_digit(*behind))
        return false;
    *at = behind;
    return true;
}

/* The number in `text` as tenths, -1 when it is none. 365 is 36.5: nobody types three digits for anything else. */
static int parse_tenths(const char *text)
{
    const char *at = text;
    int value, tenths;
    int digits = habit_number(&at, &value);
    if (digits == 3) {
        tenths = value;
    } else if (digits == 2) {
        tenths = value * 10;
        if (habit_take(&at, ".") || habit_take(&at, ",") || habit_take(&at, "。") || habit_take(&at, "、") ||
            habit_take(&at, "·") || take_spoken_point(&at)) {
            int fraction = parse_fraction(&at);
            tenths = fraction < 0 ? -1 : tenths + fraction;
        }
    } else {
        return -1;
    }
    if (!habit_take(&at, "℃") && !habit_take(&at, "°C") && !habit_take(&at, "度"))
        habit_take(&at, "C");
    return *at == '\0' ? tenths : -1;
}

bool temperature_parse(const char *text, int *temp_tenths, struct err *err)
{
    char folded[24];
    int tenths = -1;
    if (habit_fold(text, folded, sizeof folded)) {
        habit_drop(folded, " ");
        habit_upper(folded);
        tenths = parse_tenths(folded);
    }
    if (tenths < LOWEST || tenths > HIGHEST)
        return err_set(err, ERR_INPUT, _("Temperature: write 365 or 36.5, from 34.0 to 42.9"));
    *temp_tenths = tenths;
    return true;
}

void temperature_format(int temp_tenths, char text[8])
{
    int whole = temp_tenths / 10 % 1000, tenth = temp_tenths % 10;
    snprintf(text, 8, "%d.%d", whole, tenth < 0 ? -tenth : tenth);
}
