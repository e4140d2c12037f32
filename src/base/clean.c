/* The one text cleaner (domain text never reaches a terminal raw). */
#include "clean.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"

enum { MARKS_MOST = 8 };

/* Ranges that a reader cannot see or that reorder what he sees. */
static const struct range {
    int32_t first, last;
} hidden[] = {
    {0x00AD, 0x00AD},   /* soft hyphen */
    {0x034F, 0x034F},   /* combining grapheme joiner */
    {0x061C, 0x061C},   /* Arabic letter mark */
    {0x115F, 0x1160},   /* Hangul fillers */
    {0x17B4, 0x17B5},   /* Khmer inherent vowels */
    {0x180B, 0x180F},   /* Mongolian selectors and vowel separator */
    {0x200B, 0x200F},   /* zero width, direction marks */
    {0x2028, 0x202E},   /* line and paragraph separator, bidi embeddings and overrides */
    {0x2060, 0x206F},   /* word joiner, invisible operators, bidi isolates */
    {0x3164, 0x3164},   /* Hangul filler */
    {0xD800, 0xDFFF},   /* surrogates */
    {0xFDD0, 0xFDEF},   /* noncharacters */
    {0xFEFF, 0xFEFF},   /* byte order mark */
    {0xFFA0, 0xFFA0},   /* half-width Hangul filler */
    {0xFFF0, 0xFFFB},   /* interlinear annotation */
    {0x1BCA0, 0x1BCA3}, /* shorthand format controls */
    {0x1D173, 0x1D17A}, /* musical format controls */
    {0xE0000, 0xE0FFF}, /* tags */
};

static bool is_hidden(int32_t code_point)
{
    if (code_point < 0 || code_point > 0x10FFFF || (code_point & 0xFFFE) == 0xFFFE)
        return true;
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0] && hidden[i].first <= code_point; i++)
        if (code_point <= hidden[i].last)
            return true;
    return false;
}

static enum clean_verdict judge_mark(struct clean_state *state, bool is_selector)
{
    if (!state->has_base)
        return CLEAN_HARMFUL; /* it would sit on whatever stands before this text on the screen */
    if (is_selector)
        return state->selectors++ == 0 ? CLEAN_KEEP : CLEAN_HARMFUL;
    return state->marks++ < MARKS_MOST ? CLEAN_KEEP : CLEAN_DROP;
}

enum clean_verdict clean_next(struct clean_state *state, int32_t code_point)
{
    enum clean_verdict verdict = CLEAN_KEEP;
    bool is_common = code_point >= 0x4E00 && code_point <= 0x9FFF;
    if (code_point == '\t' || code_point == '\n')
        verdict = CLEAN_SPACE;
    else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
        verdict = CLEAN_HARMFUL;
    else if (code_point >= 0xA0 && !is_common && is_hidden(code_point))
        verdict = CLEAN_HARMFUL;
    else if (code_point >= 0x300 && !is_common && utf8_width(code_point) == 0)
        verdict = judge_mark(state, code_point >= 0xFE00 && code_point <= 0xFE0F);
    else
        *state = (struct clean_state){.has_base = true};
    if (verdict == CLEAN_SPACE || verdict == CLEAN_HARMFUL)
        *state = (struct clean_state){.has_base = true}; /* '?' and space are bases */
    return verdict;
}

/* End of the run of printable ASCII at `at`: most text is nothing else. */
static const char *skip_plain(const char *at, const char *end)
{
    while (at < end && *at >= ' ' && *at <= '~')
        at++;
    return at;
}

void text_clean(struct buffer *buffer, const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    struct clean_state state = {0};
    while (at < end) {
        const char *start = at;
        at = skip_plain(at, end);
        if (at > start) {
            buffer_add_bytes(buffer, start, (size_t)(at - start));
            state = (struct clean_state){.has_base = true};
            continue;
        }
        enum clean_verdict verdict = clean_next(&state, utf8_next(&at, end));
        if (verdict == CLEAN_KEEP)
            buffer_add_bytes(buffer, start, (size_t)(at - start));
        else if (verdict != CLEAN_DROP)
            buffer_add_byte(buffer, verdict == CLEAN_SPACE ? ' ' : '?');
    }
}

bool text_is_clean(const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    struct clean_state state = {0};
    while (at < end) {
        const char *start = at;
        at = skip_plain(at, end);
        if (at > start)
            state = (struct clean_state){.has_base = true};
        else if (clean_next(&state, utf8_next(&at, end)) != CLEAN_KEEP)
            return false;
    }
    return true;
}
