#include "gatepost/habits.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "habit.h"
#include <stdio.h>
#include <string.h>

enum { TEXT_SIZE = 120 };

static bool is_mobile(const char *digits)
{
    return strlen(digits) == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
}

/* A number of 7 or 8 digits inside one area; without the area code a 1 in front begins a service number. */
static bool is_local(const char *digits, char least)
{
    size_t length = strlen(digits);
    return (length == 7 || length == 8) && digits[0] >= least;
}

/* 010 and 02x have three digits, all other area codes four. */
static bool format_landline(const char *digits, char phone[PHONE_SIZE])
{
    if (digits[0] != '0' || strlen(digits) < 10)
        return false;
    size_t area = digits[1] == '1' || digits[1] == '2' ? 3 : 4;
    if (digits[1] == '0' || (digits[1] == '1' && digits[2] != '0') || !is_local(digits + area, '1'))
        return false;
    snprintf(phone, PHONE_SIZE, "%.*s-%s", (int)area, digits, digits + area);
    return true;
}

/* Digits of one number; the country's code is left out, behind it the 0 of an area code is missing. */
static bool format_digits(const char *digits, bool is_international, char phone[PHONE_SIZE])
{
    if (is_international || (strncmp(digits, "86", 2) == 0 && is_mobile(digits + 2))) {
        if (strncmp(digits, "0086", 4) == 0)
            digits += 2;
        if (strncmp(digits, "86", 2) != 0)
            return false;
        digits += 2;
    }
    if (is_mobile(digits) || (is_local(digits, '2') && !is_international)) {
        text_copy(phone, PHONE_SIZE, digits);
        return true;
    }
    char full[TEXT_SIZE + 2];
    snprintf(full, sizeof full, "%s%s", is_international && digits[0] != '0' ? "0" : "", digits);
    return format_landline(full, phone);
}

/* One number of `length` bytes: digits with spaces, hyphens, brackets and a + in front. */
static bool parse_one(const char *text, size_t length, char phone[PHONE_SIZE])
{
    char digits[TEXT_SIZE];
    size_t count = 0;
    bool is_international = false;
    for (size_t i = 0; i < length; i++) {
        if (habit_is_digit(text[i]))
            digits[count++] = text[i];
        else if (text[i] == '+' && count == 0 && !is_international)
            is_international = true;
        else if (strchr(" -()", text[i]) == NULL)
            return false;
    }
    digits[count] = '\0';
    is_international = is_international || strncmp(digits, "0086", 4) == 0;
    return format_digits(digits, is_international, phone);
}

struct phones {
    char (*list)[PHONE_SIZE];
    int count;
};

static bool add_phone(struct phones *phones, const char *phone)
{
    for (int i = 0; i < phones->count; i++)
        if (strcmp(phones->list[i], phone) == 0)
            return true; /* the same number twice is one number */
    if (phones->count == PHONE_MOST)
        return false;
    memcpy(phones->list[phones->count++], phone, PHONE_SIZE);
    return true;
}

/* A piece between hard separators: one number, or two with only a space or hyphen between them. */
static bool parse_piece(struct phones *phones, const char *piece, size_t length)
{
    char first[PHONE_SIZE], second[PHONE_SIZE];
    if (parse_one(piece, length, first))
        return add_phone(phones, first);
    for (size_t at = 1; at + 1 < length; at++)
        if ((piece[at] == ' ' || piece[at] == '-') && parse_one(piece, at, first) &&
            parse_one(piece + at + 1, length - at - 1, second))
            return add_phone(phones, first) && add_phone(phones, second);
    return false;
}

static bool parse_pieces(struct phones *phones, const char *text)
{
    static const char hard[] = "/,;|";
    while (*text != '\0') {
        size_t length = strcspn(text, hard);
        bool is_blank = strspn(text, " ") >= length;
        if (!is_blank && !parse_piece(phones, text, length))
            return false;
        text += length + strspn(text + length, hard);
    }
    return phones->count > 0;
}

/* Chinese separators and line ends as the ASCII ones. */
static void unify_separators(char *text)
{
    static const char *const chinese[] = {"、", "，", "；", "。", "或", "和"};
    for (char *at = text; *at != '\0'; at++) {
        for (size_t i = 0; i < sizeof chinese / sizeof chinese[0]; i++) {
            size_t length = strlen(chinese[i]);
            if (strncmp(at, chinese[i], length) != 0)
                continue;
            *at = '/';
            memmove(at + 1, at + length, strlen(at + length) + 1);
        }
    }
}

bool phone_parse(const char *text, char phones[PHONE_MOST][PHONE_SIZE], int *count, struct err *err)
{
    char lines[TEXT_SIZE], folded[TEXT_SIZE];
    char found[PHONE_MOST][PHONE_SIZE] = {{0}};
    struct phones result = {.list = found};
    bool read = strlen(text) < sizeof lines;
    if (read) {
        memcpy(lines, text, strlen(text) + 1);
        for (char *at = lines; *at != '\0'; at++)
            if (strchr("\r\n\t", *at) != NULL)
                *at = '/'; /* a cell of a spreadsheet holds two numbers on two lines */
        read = habit_fold(lines, folded, sizeof folded);
    }
    if (read)
        unify_separators(folded);
    if (!read || !parse_pieces(&result, folded))
        return err_set(err, ERR_INPUT,
                       _("Phone: 11 digits (13812345678) or area code and number (0757-12345678), at most two"));
    memcpy(phones, found, sizeof found);
    *count = result.count;
    return true;
}
