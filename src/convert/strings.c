#include "strings.h"
#include "gatepost/memory.h"
#include "gatepost/sheet.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "xml.h"
#include <stdlib.h>
#include <string.h>

enum { STRINGS_MOST = 8 << 20, TEXT_BYTES_MOST = 128 << 20 };

/* ---- one text ---- */

void rich_text_start(struct rich_text *rich, const char *name)
{
    if (strcmp(name, "t") == 0)
        rich->in_text = true;
    else if (strcmp(name, "rPh") == 0)
        rich->in_reading = true;
}

/* One byte more than a cell may hold is enough to refuse it. */
void rich_text_add(struct rich_text *rich, const char *text, size_t length)
{
    if (rich->in_text && !rich->in_reading && rich->text.length <= SHEET_CELL_BYTES_MOST)
        buffer_add_bytes(&rich->text, text, length);
}

void rich_text_end(struct rich_text *rich, const char *name)
{
    if (strcmp(name, "t") == 0)
        rich->in_text = false;
    else if (strcmp(name, "rPh") == 0)
        rich->in_reading = false;
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The character _xHHHH_ stands for, -1 when the text at `at` is none. */
static int32_t escaped(const char *at, const char *end)
{
    int32_t value = 0;
    if (end - at < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (hex_digit(at[i]) < 0)
            return -1;
        value = value << 4 | hex_digit(at[i]);
    }
    return value >= 0xD800 && value <= 0xDFFF ? -1 : value;
}

/* End of the run at `at` that needs no second look. */
static const char *skip_plain(const char *at, const char *end)
{
    while (at < end && *at != '_' && (unsigned char)*at >= ' ')
        at++;
    return at;
}

void text_add_resolved(struct buffer *out, const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    int32_t before = 0;
    while (at < end) {
        const char *start = at;
        at = skip_plain(at, end);
        buffer_add_bytes(out, start, (size_t)(at - start));
        if (at > start)
            before = 0;
        if (at == end)
            break;
        int32_t code_point = escaped(at, end);
        at += code_point >= 0 ? 7 : 1;
        if (code_point < 0)
            code_point = (unsigned char)at[-1];
        if (code_point != '\n' || before != '\r')
            utf8_add(out, code_point < ' ' ? ' ' : code_point);
        before = code_point;
    }
}

/* ---- the table ---- */

static bool start_string(void *context, const char *name, const char **attributes, struct err *err)
{
    struct strings *strings = context;
    (void)attributes, (void)err;
    if (strcmp(name, "si") == 0)
        buffer_clear(&strings->rich.text);
    rich_text_start(&strings->rich, name);
    return true;
}

static void add_string_text(void *context, const char *text, size_t length)
{
    struct strings *strings = context;
    rich_text_add(&strings->rich, text, length);
}

static bool end_string(void *context, const char *name, struct err *err)
{
    struct strings *strings = context;
    rich_text_end(&strings->rich, name);
    if (strcmp(name, "si") != 0)
        return true;
    if (strings->count == STRINGS_MOST || strings->text.length > TEXT_BYTES_MOST)
        return err_set(
            err, ERR_INPUT,
            _("The workbook holds more text than a list can. Save the list alone as a new .xlsx or as CSV."));
    if (strings->count == strings->capacity) {
        strings->capacity = strings->capacity > 0 ? strings->capacity * 2 : 1024;
        strings->offsets = memory_resize(strings->offsets, strings->capacity, sizeof *strings->offsets);
    }
    strings->offsets[strings->count++] = (uint32_t)strings->text.length;
    text_add_resolved(&strings->text, buffer_text(&strings->rich.text), strings->rich.text.length);
    buffer_add_byte(&strings->text, '\0');
    return true;
}

bool strings_read(struct strings *strings, struct archive *archive, const char *part, struct err *err)
{
    static const struct xml_handler handler = {start_string, add_string_text, end_string};
    *strings = (struct strings){0};
    return part == NULL || xml_read(archive, part, &handler, strings, err);
}

const char *strings_at(const struct strings *strings, uint64_t number)
{
    return number < strings->count ? strings->text.bytes + strings->offsets[number] : "";
}

void strings_release(struct strings *strings)
{
    buffer_release(&strings->text);
    buffer_release(&strings->rich.text);
    free(strings->offsets);
    *strings = (struct strings){0};
}
