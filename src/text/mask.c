#include "gatepost/mask.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "habit.h"
#include "surname.h"
#include <string.h>

enum { STARS_MOST = 12 };

/* Characters of text; combining marks belong to the one before them. */
static size_t count_characters(const char *text)
{
    size_t length = strlen(text), count = 0;
    for (size_t at = 0; at < length; count++) {
        int width;
        at += cluster_next(text + at, length - at, &width);
    }
    return count;
}

/* Bytes of the first `count` characters. */
static size_t characters_length(const char *text, size_t count)
{
    size_t length = strlen(text), at = 0;
    for (; count > 0 && at < length; count--) {
        int width;
        at += cluster_next(text + at, length - at, &width);
    }
    return at;
}

/* The first `head` and last `tail` characters, an asterisk for each one between (not more than STARS_MOST: an odd value
 * must not fill the screen). */
static void keep_ends(struct buffer *out, const char *value, size_t head, size_t tail)
{
    size_t count = count_characters(value), tail_at = characters_length(value, count - tail);
    buffer_add_bytes(out, value, characters_length(value, head));
    size_t stars = count - head - tail;
    for (size_t i = 0; i < stars && i < STARS_MOST; i++)
        buffer_add_byte(out, '*');
    buffer_add(out, value + tail_at);
}

static void keep_first(struct buffer *out, const char *value)
{
    size_t count = count_characters(value);
    if (count == 1)
        buffer_add_byte(out, '*');
    else
        keep_ends(out, value, 1, 0);
}

static bool is_all_chinese(const char *value)
{
    const char *at = value, *end = value + strlen(value);
    while (at < end)
        if (!habit_is_chinese(utf8_next(&at, end)))
            return false;
    return true;
}

static void mask_name(struct buffer *out, const char *value)
{
    size_t count = count_characters(value);
    if (count == 1) {
        buffer_add(out, value); /* the surname alone */
        buffer_add_byte(out, '*');
    } else if (is_all_chinese(value) && count >= 3 && surname_compound(value, NULL) > 0) {
        keep_ends(out, value, 2, 0);
    } else if (is_all_chinese(value) && count == 3) {
        keep_ends(out, value, 1, 1);
    } else {
        keep_first(out, value);
    }
}

static void mask_phone(struct buffer *out, const char *value)
{
    size_t length = strlen(value), digits = strspn(value, "0123456789");
    size_t area = digits < length && value[digits] == '-' ? digits + 1 : 0;
    size_t local = strspn(value + area, "0123456789");
    if (digits == length && length == 11)
        keep_ends(out, value, 3, 4);
    else if (area + local == length && (local == 7 || local == 8))
        keep_ends(out, value, area, 4);
    else
        keep_first(out, value);
}

static void mask_id(struct buffer *out, const char *value)
{
    size_t length = strlen(value);
    if (length == count_characters(value) && length >= 15)
        keep_ends(out, value, 3, 4);
    else
        keep_first(out, value);
}

static void mask_plate(struct buffer *out, const char *value)
{
    size_t count = count_characters(value);
    const char *at = value;
    if (habit_is_chinese(utf8_next(&at, value + strlen(value))) && count >= 7 && count <= 8)
        keep_ends(out, value, 2, 2);
    else
        keep_first(out, value);
}

void mask_value(enum mask_kind kind, const char *value, char *out, size_t size)
{
    static void (*const masks[])(struct buffer *, const char *) = {
        [MASK_NAME] = mask_name, [MASK_PHONE] = mask_phone, [MASK_ID] = mask_id, [MASK_PLATE] = mask_plate};
    struct buffer masked = {0};
    if (value[0] != '\0')
        masks[kind](&masked, value);
    text_copy(out, size, buffer_text(&masked));
    buffer_release(&masked);
}

bool mask_is_masked(const char *value)
{
    return strchr(value, '*') != NULL || strstr(value, "＊") != NULL || strstr(value, "﹡") != NULL;
}
