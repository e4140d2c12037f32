#include "term_paste.h"
#include "gatepost/utf8.h"
#include <string.h>

static const char END_MARK[] = "\033[201~";
enum { END_LENGTH = sizeof END_MARK - 1 };

void paste_start(struct term_paste *paste)
{
    buffer_clear(&paste->raw);
}

static void keep(struct term_paste *paste, const char *bytes, size_t length)
{
    size_t room = PASTE_MOST - paste->raw.length;
    buffer_add_bytes(&paste->raw, bytes, length < room ? length : room);
}

size_t paste_take(struct term_paste *paste, const char *bytes, size_t length, bool *ended)
{
    const char *mark = memmem(bytes, length, END_MARK, END_LENGTH);
    *ended = mark != NULL;
    if (mark) {
        keep(paste, bytes, (size_t)(mark - bytes));
        return (size_t)(mark - bytes) + END_LENGTH;
    }
    size_t held = length < END_LENGTH - 1 ? length : END_LENGTH - 1;
    while (held > 0 && memcmp(bytes + length - held, END_MARK, held) != 0)
        held--;
    keep(paste, bytes, length - held);
    return length - held;
}

char *paste_finish(struct term_paste *paste)
{
    const char *at = buffer_text(&paste->raw), *end = at + paste->raw.length;
    buffer_clear(&paste->text);
    buffer_add(&paste->text, "");
    while (at < end) {
        int32_t code_point = utf8_next(&at, end);
        if (code_point == '\r') {
            /* Terminals send a pasted line end as CR, or leave CRLF as copied. */
            if (at < end && *at == '\n')
                at++;
            code_point = '\n';
        }
        if (code_point != 0)
            utf8_add(&paste->text, code_point < 0 ? '?' : code_point);
    }
    buffer_clear(&paste->raw);
    return paste->text.bytes;
}

void paste_release(struct term_paste *paste)
{
    buffer_release(&paste->raw);
    buffer_release(&paste->text);
}
