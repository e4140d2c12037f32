#include "habit.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include <string.h>

bool habit_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool habit_is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

bool habit_is_chinese(int32_t code_point)
{
    return code_point == 0x3007 || (code_point >= 0x3400 && code_point <= 0x4DBF) ||
           (code_point >= 0x4E00 && code_point <= 0x9FFF) || (code_point >= 0xF900 && code_point <= 0xFAFF) ||
           (code_point >= 0x20000 && code_point <= 0x3FFFF) || (code_point >= 0xE000 && code_point <= 0xF8FF);
}

/* ASCII without a blank at either end: folded already. Most cells of a list are. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] == 0x7F)
            return false;
    return length == 0 || (text[0] != ' ' && text[length - 1] != ' ');
}

bool habit_fold(const char *text, char *out, size_t size)
{
    size_t length = strlen(text);
    out[0] = '\0';
    if (length < size && is_plain(text, length)) {
        memcpy(out, text, length + 1);
        return true;
    }
    if (length >= size * 4)
        return false;
    struct buffer folded = {0}, trimmed = {0};
    text_fold_width(&folded, text);
    text_trim(&trimmed, buffer_text(&folded));
    bool fits = trimmed.length < size && text_is_clean(buffer_text(&trimmed), trimmed.length);
    if (fits)
        text_copy(out, size, buffer_text(&trimmed));
    buffer_release(&folded);
    buffer_release(&trimmed);
    return fits;
}

void habit_upper(char *text)
{
    for (; *text != '\0'; text++)
        if (*text >= 'a' && *text <= 'z')
            *text = (char)(*text - 'a' + 'A');
}

/* Bytes of the character at `at`. */
static size_t character_length(const char *at)
{
    const char *next = at;
    utf8_next(&next, at + strnlen(at, 4));
    return (size_t)(next - at);
}

void habit_drop(char *text, const char *which)
{
    if (strpbrk(text, which) == NULL) /* as nearly always in a list of thousands */
        return;
    char *to = text;
    while (*text != '\0') {
        size_t length = character_length(text);
        bool dropped = false;
        for (const char *at = which; *at != '\0' && !dropped; at += character_length(at))
            dropped = character_length(at) == length && memcmp(at, text, length) == 0;
        if (!dropped) {
            memmove(to, text, length);
            to += length;
        }
        text += length;
    }
    *to = '\0';
}

void habit_drop_loose_spaces(char *text)
{
    char *to = text;
    for (const char *at = text, *start = text; *at != '\0'; at++) {
        if (*at != ' ') {
            *to++ = *at;
            continue;
        }
        const char *next = at + strspn(at, " ");
        if (to > start && habit_is_digit(to[-1]) && habit_is_digit(*next))
            *to++ = ' ';
        at = next - 1;
    }
    *to = '\0';
}

bool habit_take(const char **at, const char *word)
{
    if (**at != *word)
        return false;
    size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

int habit_number(const char **at, int *value)
{
    int digits = 0;
    *value = 0;
    for (; habit_is_digit(**at) && digits < 9; digits++)
        *value = *value * 10 + *(*at)++ - '0';
    return digits;
}
