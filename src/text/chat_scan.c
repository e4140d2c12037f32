/* A line of a chat and the pieces found in it. */
#include "chat_parts.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "habit.h"
#include <string.h>
#include <wctype.h>

/* ---- the line made plain ---- */

static bool is_invisible(int32_t code_point)
{
    return (code_point >= 0x200B && code_point <= 0x200F) || (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2060 && code_point <= 0x206F) || (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
           code_point == 0xFEFF || code_point == 0x00AD || code_point >= 0xE0000;
}

/* Marks that mean the same; what stands here is also all of the signs that is kept. */
static const struct mark {
    int32_t code_point;
    const char *plain;
} marks[] = {
    {'\t', "|"},   {0x2013, "-"}, {0x2014, "-"}, {0x2212, "-"},  {0xFE63, "-"},
    {0x3010, "["}, {0x3011, "]"}, {0x2103, "℃"}, {0xB0, "°"},    {0xB7, "·"},
    {0x2022, "·"}, {0x30FB, "·"}, {0x2027, "·"}, {0x3001, "、"}, {0x3002, "。"},
};

static const char *find_mark(int32_t code_point)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (marks[i].code_point == code_point)
            return marks[i].plain;
    return NULL;
}

static bool is_kept(int32_t code_point)
{
    if (code_point < 0x80)
        return code_point > ' ' && code_point < 0x7F;
    if (habit_is_chinese(code_point))
        return true;
    return code_point < 0x2000 && iswalpha((wint_t)code_point);
}

/* A digit in a box is the number of a list, as ① is. */
static bool is_boxed_digit(const char *at, const char *end)
{
    while (at < end) {
        int32_t code_point = utf8_next(&at, end);
        if (code_point == 0x20E3)
            return true;
        if (!is_invisible(code_point))
            return false;
    }
    return false;
}

void chat_plain(const char *text, size_t length, struct buffer *plain)
{
    struct buffer line = {0}, folded = {0};
    buffer_add_bytes(&line, text, length);
    text_fold_width(&folded, buffer_text(&line));
    buffer_clear(&line);
    const char *at = buffer_text(&folded), *end = at + folded.length;
    while (at < end) {
        const char *start = at;
        int32_t code_point = utf8_next(&at, end);
        const char *mark = find_mark(code_point);
        if (is_invisible(code_point))
            continue;
        if (mark != NULL)
            buffer_add(&line, mark);
        else if (is_kept(code_point) && !(code_point < 0x80 && is_boxed_digit(at, end)))
            buffer_add_bytes(&line, start, (size_t)(at - start));
        else if (line.length > 0 && line.bytes[line.length - 1] != ' ')
            buffer_add_byte(&line, ' ');
    }
    text_trim(plain, buffer_text(&line));
    buffer_release(&line);
    buffer_release(&folded);
}

/* ---- pieces ---- */

void chat_scan_start(struct chat_scan *scan, const char *plain)
{
    text_copy(scan->text, sizeof scan->text, plain);
    text_copy(scan->open, sizeof scan->open, plain);
    scan->count = 0;
}

bool chat_take(struct chat_scan *scan, size_t from, size_t length, int part)
{
    if (scan->count == CHAT_PIECES_MOST)
        return false;
    scan->pieces[scan->count++] = (struct chat_piece){.part = part, .from = from, .length = length};
    memset(scan->open + from, CHAT_TAKEN, length);
    return true;
}

bool chat_has(const struct chat_scan *scan, int part)
{
    for (int i = 0; i < scan->count; i++)
        if (scan->pieces[i].part == part)
            return true;
    return false;
}

bool chat_piece_text(const struct chat_scan *scan, const struct chat_piece *piece, char *out, size_t size)
{
    if (piece->length >= size)
        return false;
    memcpy(out, scan->text + piece->from, piece->length);
    out[piece->length] = '\0';
    return true;
}

/* '*' stands for digits that were masked. */
static bool is_of_number(char byte)
{
    return habit_is_digit(byte) || habit_is_letter(byte) || byte == '*';
}

static bool joins(char byte)
{
    return byte == '.' || byte == ':' || byte == '-' || byte == '#' || byte == '/';
}

bool chat_starts_alone(const char *line, size_t at)
{
    if (at == 0)
        return true;
    if (is_of_number(line[at - 1]) || line[at - 1] == '+')
        return false;
    return !(at > 1 && joins(line[at - 1]) && line[at - 1] != '/' && is_of_number(line[at - 2]));
}

bool chat_ends_alone(const char *line, size_t at)
{
    if (is_of_number(line[at]) || line[at] == '%')
        return false;
    return !(joins(line[at]) && line[at] != '/' && is_of_number(line[at + 1]));
}
