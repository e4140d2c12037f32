#include "gatepost/charset.h"
#include "gatepost/utf8.h"
#include "print_parts.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { RARE_BYTES_MOST = 200, GBK_BYTES = 2 };

/* What GB18030 needs four bytes for, GBK does not have. */
static void find_rare(const char *text, size_t length, struct buffer *rare)
{
    struct buffer bytes = {0}, one = {0};
    const char *end = text + length;
    while (text < end && rare->length < RARE_BYTES_MOST) {
        const char *begin = text;
        int32_t code_point = utf8_next(&text, end);
        if (code_point < 0x80)
            continue;
        buffer_clear(&bytes);
        buffer_clear(&one);
        buffer_add_bytes(&one, begin, (size_t)(text - begin));
        if (charset_from_utf8(&bytes, buffer_text(&one), "GB18030", NULL) && bytes.length > GBK_BYTES &&
            strstr(buffer_text(rare), buffer_text(&one)) == NULL)
            buffer_add(rare, buffer_text(&one));
    }
    buffer_release(&bytes);
    buffer_release(&one);
}

bool print_text(const struct pages *pages, enum print_charset charset, struct buffer *bytes, struct buffer *rare,
                struct err *err)
{
    struct buffer text = {0};
    bool good = true;
    pages_text(pages, charset == PRINT_UTF8 ? bytes : &text);
    if (charset == PRINT_GB18030) {
        good = charset_from_utf8(bytes, buffer_text(&text), "GB18030", err);
        find_rare(buffer_text(&text), text.length, rare);
    }
    buffer_release(&text);
    return good;
}

/* A pipe that can be written at all takes PIPE_BUF bytes without waiting. */
ssize_t print_output(const char *bytes, size_t length)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (poll(&output, 1, 0) == 0)
        return 0;
    ssize_t written = write(STDOUT_FILENO, bytes, length < PIPE_BUF ? length : PIPE_BUF);
    return written < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : written;
}
