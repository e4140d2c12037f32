#include "gatepost/charset.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

static bool refuse_at(struct err *err, size_t offset)
{
    return err_set(err, ERR_INPUT, _("Not readable as UTF-8 or GB18030 text: byte %zu"), offset + 1);
}

static bool refuse_cut(struct err *err, size_t offset)
{
    return err_set(err, ERR_INPUT,
                   _("The text ends within a character (byte %zu): it was not copied whole. Copy or save it again."),
                   offset + 1);
}

/* Converts all of bytes; *bad is the offset of the first byte that is none of the charset's, errno then EINVAL where
 * only the end of a character is missing. */
static bool convert(iconv_t converter, struct buffer *out, const char *bytes, size_t length, size_t *bad)
{
    char *in = (char *)bytes; /* iconv's prototype; it does not write there */
    size_t left = length;
    for (;;) {
        char chunk[4096], *to = chunk;
        size_t room = sizeof chunk;
        size_t result = iconv(converter, left > 0 ? &in : NULL, &left, &to, &room);
        buffer_add_bytes(out, chunk, sizeof chunk - room);
        if (result == (size_t)-1 && errno != E2BIG) {
            *bad = length - left;
            return false;
        }
        if (result != (size_t)-1 && left == 0)
            return true;
    }
}

static bool convert_from(const char *charset, struct buffer *out, const char *bytes, size_t length, size_t start,
                         struct err *err)
{
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        return err_set(err, ERR_SYSTEM, _("This computer cannot read %s text"), charset);
    struct buffer converted = {0};
    size_t bad = 0;
    bool done = convert(converter, &converted, bytes + start, length - start, &bad);
    bool is_cut = !done && errno == EINVAL;
    iconv_close(converter);
    if (done && memchr(buffer_text(&converted), '\0', converted.length) != NULL) {
        const char *zero = memchr(bytes, '\0', length);
        bad = zero != NULL ? (size_t)(zero - bytes) - start : 0;
        done = false;
    }
    if (done)
        buffer_add_bytes(out, buffer_text(&converted), converted.length);
    buffer_release(&converted);
    return done || (is_cut ? refuse_cut(err, start + bad) : refuse_at(err, start + bad));
}

/* Offset of the first byte that is no UTF-8 text (a zero byte is none either: it is no text file), or length. */
static size_t utf8_bad(const char *bytes, size_t length)
{
    const char *at = bytes, *end = bytes + length;
    while (at < end) {
        const char *start = at;
        if (utf8_next(&at, end) <= 0)
            return (size_t)(start - bytes);
    }
    return length;
}

/* True when the bytes from `bad` on are the beginning of a UTF-8 character that the end cuts, after others that are
 * whole: read as GB18030 such a text would often pass, as nonsense. */
static bool is_cut_utf8(const char *bytes, size_t length, size_t bad)
{
    size_t rest = length - bad;
    unsigned char lead = (unsigned char)bytes[bad];
    size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (rest >= whole)
        return false;
    for (size_t i = bad + 1; i < length; i++)
        if (((unsigned char)bytes[i] & 0xC0) != 0x80)
            return false;
    for (size_t i = 0; i < bad; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return true;
    return false;
}

bool charset_to_utf8(struct buffer *out, const char *bytes, size_t length, struct err *err)
{
    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return convert_from(bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE", out, bytes, length, 2, err);
    bool marked = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    size_t start = marked ? 3 : 0;
    size_t bad = start + utf8_bad(bytes + start, length - start);
    if (bad == length) {
        buffer_add_bytes(out, bytes + start, length - start);
        return true;
    }
    if (is_cut_utf8(bytes, length, bad))
        return refuse_cut(err, bad);
    if (marked || bytes[bad] == '\0')
        return refuse_at(err, bad);
    return convert_from("GB18030", out, bytes, length, 0, err);
}

bool charset_from_utf8(struct buffer *out, const char *text, const char *charset, struct err *err)
{
    iconv_t converter = iconv_open(charset, "UTF-8");
    if (converter == (iconv_t)-1)
        return err_set(err, ERR_INPUT, _("\"%s\" is no charset this computer knows"), charset);
    const char *at = text, *end = text + strlen(text);
    while (at < end) {
        size_t bad = 0;
        if (convert(converter, out, at, (size_t)(end - at), &bad))
            break;
        at += bad;
        utf8_next(&at, end); /* the character it lacks */
        size_t ignored;
        convert(converter, out, "?", 1, &ignored);
    }
    iconv_close(converter);
    return true;
}
