#include "gatepost/line_editor.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include <string.h>

static size_t most_bytes(const struct line_editor *line)
{
    return line->most > 0 && line->most < LINE_BYTES ? line->most : LINE_BYTES - 1;
}

/* Start of the cluster before `offset`. */
static size_t cluster_before(const struct line_editor *line, size_t offset)
{
    size_t length = strlen(line->text), at = 0, before = 0;
    while (at < offset) {
        int width;
        before = at;
        at += cluster_next(line->text + at, length - at, &width);
    }
    return before;
}

static size_t cluster_after(const struct line_editor *line, size_t offset)
{
    int width;
    return offset + cluster_next(line->text + offset, strlen(line->text) - offset, &width);
}

void line_set(struct line_editor *line, const char *text)
{
    line->text[0] = '\0';
    line->cursor = 0;
    line_paste(line, text);
}

static void delete_range(struct line_editor *line, size_t from, size_t to)
{
    memmove(line->text + from, line->text + to, strlen(line->text + to) + 1);
    line->cursor = from;
}

/* Puts bytes (clean in this place) at the cursor. */
static void insert_bytes(struct line_editor *line, const char *bytes, size_t length)
{
    memmove(line->text + line->cursor + length, line->text + line->cursor, strlen(line->text + line->cursor) + 1);
    memcpy(line->text + line->cursor, bytes, length);
    line->cursor += length;
}

/* The longest prefix of text that is no longer than room and ends between clusters. */
static size_t prefix_of(const char *text, size_t length, size_t room)
{
    size_t taken = 0;
    while (taken < length) {
        int width;
        size_t bytes = cluster_next(text + taken, length - taken, &width);
        if (taken + bytes > room)
            break;
        taken += bytes;
    }
    return taken;
}

/* A combining mark is clean only behind its base, so text is judged together with what stands before it. */
static bool insert_text(struct line_editor *line, const char *text, size_t length)
{
    struct buffer clean = {0};
    buffer_add_bytes(&clean, line->text, line->cursor);
    buffer_add_bytes(&clean, text, length);
    if (!text_is_clean(buffer_text(&clean), clean.length)) {
        buffer_clear(&clean);
        buffer_add_bytes(&clean, line->text, line->cursor);
        text_clean(&clean, text, length);
    }
    const char *piece = buffer_text(&clean) + line->cursor;
    size_t wanted = clean.length - line->cursor, most = most_bytes(line), used = strlen(line->text);
    size_t taken = prefix_of(piece, wanted, most > used ? most - used : 0);
    insert_bytes(line, piece, taken);
    buffer_release(&clean);
    return taken == wanted;
}

bool line_paste(struct line_editor *line, const char *text)
{
    struct buffer plain = {0};
    /* Far more than fits is not looked at: a paste may be a megabyte. */
    size_t length = strnlen(text, LINE_BYTES * 4);
    bool whole = text[length] == '\0';
    for (size_t i = 0; i < length; i++)
        buffer_add_byte(&plain, (unsigned char)text[i] < 0x20 || text[i] == 0x7F ? ' ' : text[i]);
    if (!insert_text(line, buffer_text(&plain), plain.length))
        whole = false;
    buffer_release(&plain);
    return whole;
}

static bool insert_key(struct line_editor *line, int32_t key)
{
    struct buffer one = {0};
    utf8_add(&one, key);
    bool taken = insert_text(line, buffer_text(&one), one.length);
    buffer_release(&one);
    return taken;
}

static size_t word_before(const struct line_editor *line)
{
    size_t at = line->cursor;
    while (at > 0 && line->text[at - 1] == ' ')
        at--;
    while (at > 0 && line->text[at - 1] != ' ')
        at--;
    return at;
}

bool line_key(struct line_editor *line, int32_t key, bool *refused)
{
    *refused = false;
    if (key_is_text(key)) {
        *refused = !insert_key(line, key);
        return true;
    }
    switch (key) {
    case KEY_LEFT:
        line->cursor = cluster_before(line, line->cursor);
        return true;
    case KEY_RIGHT:
        line->cursor = cluster_after(line, line->cursor);
        return true;
    case KEY_HOME:
    case KEY_CTRL('A'):
        line->cursor = 0;
        return true;
    case KEY_END:
    case KEY_CTRL('E'):
        line->cursor = strlen(line->text);
        return true;
    case KEY_BACKSPACE:
        delete_range(line, cluster_before(line, line->cursor), line->cursor);
        return true;
    case KEY_DELETE:
        delete_range(line, line->cursor, cluster_after(line, line->cursor));
        return true;
    case KEY_CTRL('U'):
        delete_range(line, 0, strlen(line->text));
        return true;
    case KEY_CTRL('W'):
        delete_range(line, word_before(line), line->cursor);
        return true;
    default:
        return false;
    }
}

/* Columns of the text between two offsets. */
static int width_between(const struct line_editor *line, size_t from, size_t to)
{
    int columns = 0;
    while (from < to) {
        int width;
        from += cluster_next(line->text + from, to - from, &width);
        columns += width;
    }
    return columns;
}

void line_draw(const struct line_editor *line, struct canvas *canvas, int row, int column, int columns, bool focused)
{
    if (columns <= 0)
        return;
    if (!focused) {
        canvas_field(canvas, row, column, columns, line->text, STYLE_FIELD);
        return;
    }
    /* The cursor needs a column of its own; a text cut at the left shows `~` there. */
    size_t start = 0;
    int mark = 0;
    while (start < line->cursor && width_between(line, start, line->cursor) + mark >= columns) {
        start = cluster_after(line, start);
        mark = columns > 2 ? 1 : 0;
    }
    canvas_fill(canvas, (struct rect){row, column, 1, columns}, STYLE_FIELD_NOW);
    if (mark > 0)
        canvas_text(canvas, row, column, 1, "~", STYLE_FIELD_NOW);
    canvas_text(canvas, row, column + mark, columns - mark, line->text + start, STYLE_FIELD_NOW);
    canvas->cursor_row = row;
    canvas->cursor_column = column + mark + width_between(line, start, line->cursor);
}
