#include "gatepost/utf8.h"
#include "pages_parts.h"
#include <string.h>

static int32_t code_point_at(const char *text, const char *end)
{
    return utf8_next(&text, end);
}

static bool is_one_of(int32_t code_point, const char *set)
{
    const char *end = set + strlen(set);
    while (set < end)
        if (utf8_next(&set, end) == code_point)
            return true;
    return false;
}

/* Between words, and between Chinese characters; what closes stays with what is before it, what opens with what is
 * behind it. */
static bool may_break(int32_t before, int32_t behind)
{
    if (behind == ' ' || before == ' ')
        return true;
    if (is_one_of(behind, ",.;:!?)%，。、；：！？）】》〉」』”’…～") || is_one_of(before, "(（【《〈「『“‘"))
        return false;
    return utf8_width(before) == 2 || utf8_width(behind) == 2;
}

/* The last place up to `full` where a line may end; NULL: none. */
static const char *last_break(const char *text, const char *full, const char *end)
{
    const char *best = NULL;
    for (const char *at = text; at < full;) {
        int width;
        int32_t before = code_point_at(at, end);
        at += cluster_next(at, (size_t)(end - at), &width);
        if (at <= full && may_break(before, code_point_at(at, end)))
            best = at;
    }
    return best;
}

/* Bytes before `end` that fit. */
static size_t fit_words(const char *text, const char *end, int columns)
{
    const char *at = text;
    for (int width; at < end; at += cluster_next(at, (size_t)(end - at), &width)) {
        cluster_next(at, (size_t)(end - at), &width);
        if (width > columns)
            break;
        columns -= width;
    }
    return (size_t)(at - text);
}

size_t wrap_line(const char *text, int columns, const char **next)
{
    int width;
    const char *end = text + strcspn(text, "\n"), *full = text + fit_words(text, end, columns);
    *next = full + (*full == '\n');
    if (full == end)
        return (size_t)(full - text);
    if (full == text) {
        *next = text + cluster_next(text, (size_t)(end - text), &width);
        return 0;
    }
    const char *best = last_break(text, full, end);
    if (best != NULL)
        full = best;
    *next = full + strspn(full, " ");
    while (full > text + 1 && full[-1] == ' ')
        full--;
    return (size_t)(full - text);
}

size_t cut_line(const char *text, int columns, const char **next, bool *cut)
{
    const char *end = text + strcspn(text, "\n");
    size_t length = fit_words(text, end, columns);
    *next = end + (*end == '\n');
    *cut = text + length < end;
    return *cut ? fit_words(text, end, columns - 1) : length;
}

int line_count(const char *text)
{
    int count = text[0] != '\0';
    for (; *text != '\0'; text++)
        count += text[0] == '\n' && text[1] != '\0';
    return count;
}

int widest_line(const char *text)
{
    int widest = 0;
    for (size_t length; *text != '\0'; text += length + (text[length] == '\n')) {
        length = strcspn(text, "\n");
        int width = words_width(text, length);
        widest = width > widest ? width : widest;
    }
    return widest;
}

int wrap_count(const char *text, int columns)
{
    int count = 0;
    while (*text != '\0') {
        wrap_line(text, columns, &text);
        count++;
    }
    return count;
}

int words_width(const char *text, size_t length)
{
    int columns = 0, width;
    for (size_t at = 0, step; at < length && (step = cluster_next(text + at, length - at, &width)) != 0; at += step)
        columns += width;
    return columns;
}

void add_words(struct buffer *buffer, const char *text, size_t length)
{
    static const char bar[] = "│";
    const char *end = text + length, *at;
    while ((at = strstr(text, bar)) != NULL && at < end) {
        buffer_add_bytes(buffer, text, (size_t)(at - text));
        buffer_add_byte(buffer, '|');
        text = at + strlen(bar);
    }
    buffer_add_bytes(buffer, text, (size_t)(end - text));
}

void add_blanks(struct buffer *buffer, int count)
{
    for (int i = 0; i < count; i++)
        buffer_add_byte(buffer, ' ');
}

struct page_line begin_line(struct pages *pages, enum page_line_style style)
{
    return (struct page_line){style, (uint32_t)pages->text.length};
}

void end_line(struct pages *pages, const struct page_line *line)
{
    struct buffer *text = &pages->text;
    while (text->length > line->text && text->bytes[text->length - 1] == ' ')
        text->length--;
    buffer_add_byte(text, '\0');
}
