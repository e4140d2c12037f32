/* A typed word as keys are folded. */
#include "gatepost/buffer.h"
#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "search_key.h"
#include <string.h>

enum { WORD_BYTES_MOST = 4 * SEARCH_KEY_BYTES }; /* longer ones are not even folded: pasted by mistake */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_dot(int32_t code_point)
{
    return code_point == 0xB7 || code_point == 0x2022 || code_point == 0x30FB || code_point == 0xFF65;
}

/* Lower case and without middle dots: people leave them out, or type any of four. */
static void fold_letters(const char *text, struct buffer *folded)
{
    const char *end = text + strlen(text);
    while (text < end) {
        int32_t code_point = utf8_next(&text, end);
        if (code_point >= 'A' && code_point <= 'Z')
            code_point += 'a' - 'A';
        if (!is_dot(code_point))
            utf8_add(folded, code_point);
    }
}

/* Numbers and rooms need no folding but to lower case. */
static bool fold_plain(const char *text, size_t length, char *key)
{
    if (length >= SEARCH_KEY_BYTES || (length > 0 && (text[0] == ' ' || text[length - 1] == ' ')))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < ' ' || text[i] == 0x7F)
            return false;
        key[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
    }
    key[length] = '\0';
    return true;
}

bool search_fold_text(const char *text, char *key)
{
    size_t length = strnlen(text, WORD_BYTES_MOST);
    if (fold_plain(text, length, key))
        return true;
    key[0] = '\0';
    struct buffer narrow = {0}, clean = {0}, trimmed = {0}, folded = {0};
    text_clean(&clean, text, length);
    text_fold_width(&narrow, buffer_text(&clean));
    text_trim(&trimmed, buffer_text(&narrow));
    fold_letters(buffer_text(&trimmed), &folded);
    text_copy(key, SEARCH_KEY_BYTES, buffer_text(&folded));
    bool whole = length < WORD_BYTES_MOST && folded.length < SEARCH_KEY_BYTES;
    buffer_release(&narrow);
    buffer_release(&clean);
    buffer_release(&trimmed);
    buffer_release(&folded);
    return whole;
}

/* Words that name parts of a room, and what stands between the parts. 号 and 楼 alone also stand in other names
 * (3号门). */
static const char *const room_marks[] = {"-", "#", "/", " ", "栋", "幢", "座", "单元", "号楼", "室"};
/* Ends a part that is whole: more must follow. */
static const char *const open_ends[] = {"-", "#", "/", "栋", "幢", "座", "单元", "号楼"};

static bool looks_like_room(const char *word)
{
    if (strcspn(word, "0123456789") == strlen(word))
        return false;
    /* an area code, not a building */
    if (word[0] == '0' && is_digit(word[1]) && is_digit(word[2]))
        return false;
    for (size_t i = 0; i < sizeof room_marks / sizeof room_marks[0]; i++)
        if (strstr(word, room_marks[i]) != NULL)
            return true;
    return false;
}

static bool ends_open(const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i < sizeof open_ends / sizeof open_ends[0]; i++) {
        size_t end = strlen(open_ends[i]);
        if (length >= end && strcmp(word + length - end, open_ends[i]) == 0)
            return true;
    }
    return false;
}

/* "12栋" and "12栋2单元", on the way to a whole room: labels become what stands between parts. Anything else in it and
 * it is no room. */
static bool fold_open_room(const char *key, char *text, size_t size)
{
    size_t length = 0;
    while (*key != '\0' && length + 1 < size) {
        if (is_digit(*key) || (*key >= 'a' && *key <= 'z')) {
            text[length++] = *key++;
            continue;
        }
        size_t skip = 0;
        for (size_t i = 0; i < sizeof open_ends / sizeof open_ends[0] && skip == 0; i++)
            if (strncmp(key, open_ends[i], strlen(open_ends[i])) == 0)
                skip = strlen(open_ends[i]);
        if (skip == 0)
            return false;
        text[length++] = '-';
        key += skip;
    }
    text[length] = '\0';
    return *key == '\0';
}

bool search_fold_key(const char *word, char *key)
{
    if (!search_fold_text(word, key))
        return false;
    struct room room;
    char text[64];
    if (!looks_like_room(key))
        return true;
    if (ends_open(key) ? fold_open_room(key, text, sizeof text) : room_parse(key, &room, NULL)) {
        if (!ends_open(key))
            room_format(&room, text);
        search_fold_text(text, key);
    }
    return true;
}

void search_fold(const char *word, char *key, size_t size)
{
    char folded[SEARCH_KEY_BYTES];
    search_fold_key(word, folded);
    text_copy(key, size, folded);
}
