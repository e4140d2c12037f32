/* What was written on a signed sheet: 1 3 5缺 7迟20. */
#include "gatepost/sheet_marks.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <string.h>

enum { TEXT_BYTES = 1024, WORD_BYTES = 32, LATE_MOST = 720 };

static bool take_one_of(const char **at, const char *const *words)
{
    for (; *words != NULL; words++)
        if (habit_take(at, *words))
            return true;
    return false;
}

static void skip_between(const char **at)
{
    static const char *const between[] = {" ", ",", "、", ";", "。", ".", "\n", "+", "　", NULL};
    while (take_one_of(at, between))
        ;
}

static bool is_between(const char *at)
{
    const char *behind = at;
    skip_between(&behind);
    return *at == '\0' || behind > at;
}

/* 3到5 is a range, 3到 says that 3 came. */
static bool take_range(const char **at)
{
    static const char *const words[] = {"-", "~", "—", "–", "至", "到", NULL};
    const char *behind = *at;
    if (!take_one_of(&behind, words) || !habit_is_digit(*behind))
        return false;
    *at = behind;
    return true;
}

/* The word that begins here, as far as it is told. */
static bool refuse_word(const char *at, struct err *err)
{
    char word[WORD_BYTES];
    size_t length = 0;
    while (!is_between(at + length) && length + 4 < sizeof word) {
        const char *next = at + length;
        utf8_next(&next, next + strnlen(next, 4));
        length = (size_t)(next - at);
    }
    memcpy(word, at, length);
    word[length] = '\0';
    return err_field(err, ERR_INPUT, "marks",
                     _("\"%s\" is not understood. Write the numbers of the rows: 1 3 came, 5q did not, 7c20 came 20 "
                       "minutes late."),
                     word);
}

/* ---- one word ---- */

struct span {
    int from, until;
    struct sheet_mark mark;
};

static bool take_numbers(const char **at, int rows, struct span *span, struct err *err)
{
    const char *begin = *at;
    if (habit_number(at, &span->from) == 0)
        return refuse_word(begin, err);
    span->until = span->from;
    if (take_range(at))
        habit_number(at, &span->until);
    if (span->until < span->from)
        return err_field(err, ERR_INPUT, "marks", _("%1$d-%2$d: write the smaller number first."), span->from,
                         span->until);
    int beyond = span->from < 1 || span->from > rows ? span->from : span->until > rows ? span->until : -1;
    return beyond < 0 || err_field(err, ERR_INPUT, "marks",
                                   _("Row %1$d is not of this sheet: its rows are 1 to %2$d. Whoever was written in by "
                                     "hand is put on the shift first, then signed in."),
                                   beyond, rows);
}

static bool take_minutes(const char **at, struct span *span, struct err *err)
{
    static const char *const minutes[] = {"分钟", "分", "MIN", "'", NULL};
    if (habit_number(at, &span->mark.late_minutes) == 0)
        return err_field(err, ERR_INPUT, "marks", _("Row %1$d: how many minutes late? Write %1$dc20."), span->from);
    if (habit_is_digit(**at) || span->mark.late_minutes < 1 || span->mark.late_minutes > LATE_MOST)
        return err_field(err, ERR_INPUT, "marks", _("Row %1$d: late by 1 to %2$d minutes."), span->from, LATE_MOST);
    take_one_of(at, minutes);
    return true;
}

static bool take_mark(const char **at, struct span *span, struct err *err)
{
    static const char *const missing[] = {"缺勤", "缺席", "缺", "未到", "没来", "没到", "Q", "X", "×", NULL};
    static const char *const late[] = {"迟到", "晚到", "迟", "晚", "C", "L", NULL};
    static const char *const came[] = {"到", "√", "✓", "Y", NULL};
    habit_take(at, "号");
    span->mark.kind = MARK_CAME;
    if (take_one_of(at, missing)) {
        span->mark.kind = MARK_MISSING;
        return true;
    }
    if (take_one_of(at, late)) {
        span->mark.kind = MARK_LATE;
        return take_minutes(at, span, err);
    }
    take_one_of(at, came);
    return true;
}

/* ---- all of them ---- */

static bool is_marked(const struct sheet_mark *marks, int count, int number)
{
    for (int i = 0; i < count; i++)
        if (marks[i].number == number)
            return true;
    return false;
}

static bool add(const struct span *span, struct sheet_mark *marks, int most, int *count, struct err *err)
{
    for (int number = span->from; number <= span->until; number++) {
        if (is_marked(marks, *count, number))
            return err_field(err, ERR_INPUT, "marks", _("Row %d is marked twice."), number);
        if (*count == most)
            return err_field(err, ERR_INPUT, "marks", _("At most %d rows at a time."), most);
        marks[*count] = span->mark;
        marks[(*count)++].number = number;
    }
    return true;
}

bool sheet_marks_parse(const char *text, int rows, struct sheet_mark *marks, int most, int *count, struct err *err)
{
    char folded[TEXT_BYTES];
    *count = 0;
    if (!habit_fold(text, folded, sizeof folded))
        return err_field(err, ERR_INPUT, "marks", _("This is too long, or contains characters that cannot be shown."));
    habit_upper(folded);
    const char *at = folded;
    for (skip_between(&at); *at != '\0'; skip_between(&at)) {
        const char *begin = at;
        struct span span = {0};
        if (!take_numbers(&at, rows, &span, err) || !take_mark(&at, &span, err))
            return false;
        /* 5缺7迟20: behind a word in Chinese the next number needs nothing between. */
        bool glued = habit_is_digit(*at) && !habit_is_digit(at[-1]) && !habit_is_letter(at[-1]);
        if (!is_between(at) && !glued)
            return refuse_word(begin, err);
        if (!add(&span, marks, most, count, err))
            return false;
    }
    return true;
}
