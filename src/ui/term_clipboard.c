#include "term_clipboard.h"
#include "gatepost/buffer.h"
#include <stdint.h>
#include <string.h>

static void add_base64(const unsigned char *bytes, size_t length, struct buffer *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < length; at += 3) {
        size_t left = length - at;
        uint32_t three = (uint32_t)bytes[at] << 16;
        three |= left > 1 ? (uint32_t)bytes[at + 1] << 8 : 0;
        three |= left > 2 ? bytes[at + 2] : 0;
        buffer_add_byte(out, digits[three >> 18]);
        buffer_add_byte(out, digits[three >> 12 & 63]);
        buffer_add_byte(out, left > 1 ? digits[three >> 6 & 63] : '=');
        buffer_add_byte(out, left > 2 ? digits[three & 63] : '=');
    }
}

bool clipboard_sequence(const char *text, struct buffer *out)
{
    size_t length = strlen(text);
    if (length > CLIPBOARD_MOST)
        return false;
    buffer_add(out, "\033]52;c;");
    add_base64((const unsigned char *)text, length, out);
    buffer_add(out, "\a");
    return true;
}
