#include "gatepost/utf8.h"
#include "gatepost/buffer.h"
#include <string.h>
#include <wchar.h>

/* Length of the sequence a lead byte starts, and its smallest legal code point (shorter forms are overlong). */
static int lead_length(unsigned char lead, int32_t *least)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return *least = 0x80, 2;
    if ((lead & 0xF0) == 0xE0)
        return *least = 0x800, 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return *least = 0x10000, 4;
    return 0;
}

static bool is_scalar(int32_t code_point)
{
    return code_point >= 0 && code_point <= 0x10FFFF && !(code_point >= 0xD800 && code_point <= 0xDFFF);
}

int32_t utf8_next(const char **at, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    (*at)++;
    if (bytes[0] < 0x80)
        return bytes[0];
    int32_t least = 0;
    int length = lead_length(bytes[0], &least);
    if (length == 0 || end - (const char *)bytes < length)
        return -1;
    int32_t code_point = bytes[0] & (0x7F >> length);
    for (int i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return -1;
        code_point = code_point << 6 | (bytes[i] & 0x3F);
    }
    if (code_point < least || !is_scalar(code_point))
        return -1;
    *at += length - 1;
    return code_point;
}

void utf8_add(struct buffer *buffer, int32_t code_point)
{
    uint32_t value = is_scalar(code_point) ? (uint32_t)code_point : 0xFFFD;
    char bytes[4];
    size_t length = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, value >>= 6)
        bytes[i] = (char)(0x80 | (value & 0x3F));
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    bytes[0] = (char)(lead[length] | value);
    buffer_add_bytes(buffer, bytes, length);
}

bool utf8_valid(const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    while (at < end)
        if (utf8_next(&at, end) < 0)
            return false;
    return true;
}

int utf8_width(int32_t code_point)
{
    if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
        return 0;
    if (code_point < 0x300)
        return 1;
    if (code_point >= 0x4E00 && code_point <= 0x9FFF)
        return 2; /* nearly all there is on a screen: saves the call */
    int width = wcwidth((wchar_t)code_point);
    return width < 0 ? 1 : width > 2 ? 2 : width;
}

/* Controls have no columns either, but they never join the character before them. */
static bool is_mark(int32_t code_point)
{
    return code_point >= 0x300 && utf8_width(code_point) == 0;
}

size_t cluster_next(const char *text, size_t length, int *width)
{
    *width = 0;
    if (length == 0)
        return 0;
    const char *at = text, *end = text + length;
    int32_t base = utf8_next(&at, end);
    *width = base < 0 ? 1 : utf8_width(base);
    while (at < end && (unsigned char)*at >= 0x80) {
        const char *mark = at;
        int32_t code_point = utf8_next(&at, end);
        if (code_point < 0 || !is_mark(code_point) || at - text > 16) {
            at = mark;
            break;
        }
    }
    return (size_t)(at - text);
}

int text_width(const char *text)
{
    const char *at = text, *end = text + strlen(text);
    int columns = 0;
    while (at < end) {
        int32_t code_point = utf8_next(&at, end);
        columns += code_point < 0 ? 1 : utf8_width(code_point);
    }
    return columns;
}

size_t text_fit(const char *text, int columns, int *used)
{
    size_t length = strlen(text), taken = 0;
    int sum = 0;
    while (taken < length) {
        int width;
        size_t bytes = cluster_next(text + taken, length - taken, &width);
        if (sum + width > columns)
            break;
        sum += width;
        taken += bytes;
    }
    if (used != NULL)
        *used = sum;
    return taken;
}

void text_cut(struct buffer *buffer, const char *text, int columns, bool pad)
{
    if (columns <= 0)
        return;
    int used;
    size_t taken = text_fit(text, columns, &used);
    if (text[taken] != '\0') {
        taken = text_fit(text, columns - 1, &used);
        buffer_add_bytes(buffer, text, taken);
        buffer_add_byte(buffer, '~');
        used++;
    } else {
        buffer_add_bytes(buffer, text, taken);
    }
    for (; pad && used < columns; used++)
        buffer_add_byte(buffer, ' ');
}

void text_fold_width(struct buffer *buffer, const char *text)
{
    const char *at = text, *end = text + strlen(text);
    bool after_digit = false;
    while (at < end) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        if (code_point >= 0xFF01 && code_point <= 0xFF5E)
            code_point -= 0xFEE0;
        else if (code_point == 0x3000)
            code_point = ' ';
        else if (code_point == 0x3002 && after_digit) /* 。 */
            code_point = '.';
        if (code_point >= 0 && code_point < 0x80)
            buffer_add_byte(buffer, (char)code_point);
        else
            buffer_add_bytes(buffer, start, (size_t)(at - start));
        after_digit = code_point >= '0' && code_point <= '9';
    }
}

static bool is_space(int32_t code_point)
{
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') || code_point == 0xA0 ||
           code_point == 0x3000;
}

void text_trim(struct buffer *buffer, const char *text)
{
    const char *at = text, *end = text + strlen(text);
    const char *first = NULL, *last = NULL;
    while (at < end) {
        const char *start = at;
        if (is_space(utf8_next(&at, end)))
            continue;
        if (first == NULL)
            first = start;
        last = at;
    }
    if (first != NULL)
        buffer_add_bytes(buffer, first, (size_t)(last - first));
}

bool text_contains(const char *text, const char *needle)
{
    return strcasestr(text, needle) != NULL;
}

void text_copy(char *target, size_t size, const char *text)
{
    if (size == 0)
        return;
    size_t length = strlen(text);
    if (length >= size) {
        length = size - 1;
        /* A character has at most three continuation bytes; more are no character and may be cut anywhere. */
        for (int back = 0; back < 3 && length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80; back++)
            length--;
    }
    memmove(target, text, length);
    target[length] = '\0';
}

void text_copy_narrow(char *target, size_t size, const char *text)
{
    struct buffer narrow = {0};
    text_fold_width(&narrow, text);
    text_copy(target, size, buffer_text(&narrow));
    buffer_release(&narrow);
}

enum { NUMERAL_BYTES = sizeof "一" - 1 };

/* 0 for 十, 1 to 9; -1: none stands there. */
static int numeral_at(const char *text)
{
    static const char numerals[] = "十一二三四五六七八九";
    for (int i = 0; i < 10; i++)
        if (strncmp(text, numerals + i * NUMERAL_BYTES, NUMERAL_BYTES) == 0)
            return i;
    return -1;
}

bool text_take_number(const char **at, int64_t *value)
{
    const char *from = *at;
    for (*value = 0; **at >= '0' && **at <= '9' && *value < INT64_MAX / 16; ++*at)
        *value = *value * 10 + (**at - '0');
    if (*at != from)
        return true;
    int ones = numeral_at(*at), tens = 0;
    if (ones < 0)
        return false;
    *at += NUMERAL_BYTES;
    if (ones == 0 || numeral_at(*at) == 0) {
        *at += ones == 0 ? 0 : NUMERAL_BYTES;
        tens = ones == 0 ? 1 : ones;
        ones = numeral_at(*at) > 0 ? numeral_at(*at) : 0;
        *at += ones == 0 ? 0 : NUMERAL_BYTES;
    }
    *value = tens * 10 + ones;
    return true;
}

int text_compare_naturally(const char *one, const char *other)
{
    while (*one != '\0' && *other != '\0') {
        const char *one_at = one, *other_at = other;
        int64_t a = 0, b = 0;
        bool numbers = text_take_number(&one_at, &a) && text_take_number(&other_at, &b);
        if (numbers && a != b)
            return a < b ? -1 : 1;
        if (numbers) {
            one = one_at;
            other = other_at;
            continue;
        }
        if (*one != *other)
            break;
        one++;
        other++;
    }
    return (unsigned char)*one - (unsigned char)*other;
}
