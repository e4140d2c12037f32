#include "evening_compare.h"

#include "desk_pair.h"
#include "evening_cast.h"
#include <stdlib.h>
#include <string.h>

enum { LIST_ENDS = 37 };

bool evening_is_shown(const char *text)
{
    for (int i = 0; i < DESK_PAIR_ROWS; i++)
        if (strstr(desk_pair_row(i), text))
            return true;
    return false;
}

/* In the rows below the alarms and above what was said last. */
static void check_rows(const struct evening_check *check, struct err *err)
{
    struct buffer one = {0}, other = {0};
    bool found = false;
    evening_say(check->asks, &one);
    evening_say(check->expected, &other);
    for (int i = 2; i < LIST_ENDS && !found; i++) {
        const char *at = strstr(desk_pair_row(i), buffer_text(&one));
        found = at && strstr(at, buffer_text(&other));
    }
    if (found != (check->kind == EVENING_BESIDE))
        err_set(err, ERR_INPUT, "\"%s\" %s behind %s", buffer_text(&other), found ? "stands" : "does not stand",
                buffer_text(&one));
    buffer_release(&one);
    buffer_release(&other);
}

static void compare(const struct store_file *file, const struct evening_check *check, struct err *err)
{
    struct buffer expected = {0};
    if (check->kind == EVENING_BESIDE || check->kind == EVENING_NOWHERE) {
        check_rows(check, err);
        return;
    }
    evening_say(check->expected, &expected);
    char *answer = evening_ask(file, check->asks);
    if (check->kind == EVENING_IS && strcmp(answer, buffer_text(&expected)) != 0)
        err_set(err, ERR_INPUT, "in the file: %s; not: %s", answer, buffer_text(&expected));
    if (check->kind == EVENING_SHOWN && (!answer[0] || !evening_is_shown(answer)))
        err_set(err, ERR_INPUT, "not on the screen: %s", answer);
    free(answer);
    buffer_release(&expected);
}

void evening_compare(const struct store_file *file, const struct evening_check *checks, size_t count, const char *name,
                     struct err *err)
{
    bool known = false;
    for (size_t i = 0; i < count && err->code == ERR_NONE; i++) {
        if (strcmp(checks[i].name, name) != 0)
            continue;
        known = true;
        compare(file, &checks[i], err);
    }
    if (!known)
        err_set(err, ERR_INPUT, "no check is called %s", name);
}
