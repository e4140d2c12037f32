/* Things written with nothing between them, as people type on a phone: 米10斤盐2包. Only numbers in digits part them:
 * 六个核桃 is one thing. */
#include "gatepost/quantity.h"
#include "gatepost/utf8.h"
#include "habit.h"
#include "quantity_part.h"
#include <string.h>

size_t items_step(const char *at)
{
    const char *behind = at;
    if (*at != '\0')
        utf8_next(&behind, at + strlen(at));
    return (size_t)(behind - at);
}

const char *items_longest_unit(const char *at, char unit[UNIT_BYTES])
{
    const char *longest = NULL;
    char text[UNIT_BYTES];
    for (const char *end = at; *end != '\0';) {
        end += items_step(end);
        size_t length = (size_t)(end - at);
        if (length >= sizeof text)
            break;
        memcpy(text, at, length);
        text[length] = '\0';
        const char *found = unit_find(text);
        if (found != NULL) {
            text_copy(unit, UNIT_BYTES, found);
            longest = end;
        }
    }
    return longest;
}

/* How much is in a package, not how many: 牛奶250ml, 洗衣粉500克. */
static bool is_size(const char *unit)
{
    return strcmp(unit, "毫升") == 0 || strcmp(unit, "克") == 0;
}

/* 10斤, x2包: behind it, or NULL when none begins here. */
static const char *take_amount(const char *at, int64_t *quantity, char unit[UNIT_BYTES])
{
    if (!habit_take(&at, "x") && !habit_take(&at, "X") && !habit_take(&at, "×"))
        habit_take(&at, "*");
    if (!habit_is_digit(*at) || !quantity_take(&at, quantity))
        return NULL;
    const char *behind = items_longest_unit(at, unit);
    /* 10斤装 says how large the bag is. */
    return behind != NULL && !is_size(unit) && strncmp(behind, "装", strlen("装")) != 0 ? behind : NULL;
}

/* Where the next amount begins, at `at` or behind it; its end. NULL: none is left. Behind a letter stands a kind:
 * 维生素 B2片. */
static const char *next_amount(const char *at, struct glued *thing, const char **behind)
{
    bool free = true;
    for (; *at != '\0'; at += items_step(at)) {
        *behind = free ? take_amount(at, &thing->quantity, thing->unit) : NULL;
        if (*behind != NULL)
            return at;
        free = !habit_is_letter(*at) && !habit_is_digit(*at) && *at != '.';
    }
    return NULL;
}

static bool set_name(struct glued *thing, const char *begin, const char *end)
{
    size_t length = (size_t)(end - begin);
    if (length == 0 || length >= sizeof thing->name)
        return false;
    memcpy(thing->name, begin, length);
    thing->name[length] = '\0';
    return true;
}

/* 10斤米 or 米10斤: behind it, or NULL. */
static const char *take_thing(const char *at, struct glued *thing)
{
    struct glued next;
    const char *behind = NULL, *ignored = NULL, *amount = next_amount(at, thing, &behind);
    if (amount == NULL)
        return NULL;
    if (amount > at)
        return set_name(thing, at, amount) ? behind : NULL;
    const char *end = next_amount(behind, &next, &ignored);
    end = end != NULL ? end : behind + strlen(behind);
    return set_name(thing, behind, end) ? end : NULL;
}

int items_unglue(const char *word, struct glued things[ITEMS_MOST])
{
    int count = 0;
    while (*word != '\0' && count < ITEMS_MOST) {
        word = take_thing(word, &things[count]);
        if (word == NULL)
            return 0;
        count++;
    }
    return *word == '\0' && count > 1 ? count : 0;
}
