#include "gatepost/json.h"
#include "clean.h"
#include "gatepost/buffer.h"
#include "gatepost/memory.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS_MOST = 64 };

/* ---- writer ---- */

static void add_unit(struct buffer *out, uint32_t unit)
{
    static const char digits[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u'};
    for (int i = 0; i < 4; i++)
        escape[2 + i] = digits[unit >> (12 - 4 * i) & 15];
    buffer_add_bytes(out, escape, sizeof escape);
}

static void add_escape(struct buffer *out, int32_t code_point)
{
    if (code_point < 0) {
        utf8_add(out, 0xFFFD);
    } else if (code_point == '\n') {
        buffer_add_bytes(out, "\\n", 2);
    } else if (code_point == '\t') {
        buffer_add_bytes(out, "\\t", 2);
    } else if (code_point >= 0x10000) {
        add_unit(out, (uint32_t)(0xD800 + ((code_point - 0x10000) >> 10)));
        add_unit(out, (uint32_t)(0xDC00 + ((code_point - 0x10000) & 0x3FF)));
    } else {
        add_unit(out, (uint32_t)code_point);
    }
}

static bool is_plain(char byte)
{
    return byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
}

static void add_string(struct buffer *out, const char *text)
{
    const char *at = text, *end = text + strlen(text);
    struct clean_state state = {0};
    buffer_add_byte(out, '"');
    while (at < end) {
        const char *start = at;
        while (at < end && is_plain(*at))
            at++;
        if (at > start) {
            buffer_add_bytes(out, start, (size_t)(at - start));
            state = (struct clean_state){.has_base = true};
            continue;
        }
        int32_t code_point = utf8_next(&at, end);
        enum clean_verdict verdict = clean_next(&state, code_point);
        if (verdict != CLEAN_KEEP) {
            add_escape(out, code_point);
            continue;
        }
        if (code_point == '"' || code_point == '\\')
            buffer_add_byte(out, '\\');
        buffer_add_bytes(out, start, (size_t)(at - start));
    }
    buffer_add_byte(out, '"');
}

static void add_name(struct buffer *out, const char *name)
{
    if (out->length > 0 && out->bytes[out->length - 1] != '{')
        buffer_add_byte(out, ',');
    add_string(out, name);
    buffer_add_byte(out, ':');
}

void json_begin(struct buffer *out)
{
    buffer_add_byte(out, '{');
}

void json_text(struct buffer *out, const char *name, const char *text)
{
    if (text == NULL) {
        json_null(out, name);
        return;
    }
    add_name(out, name);
    add_string(out, text);
}

void json_integer(struct buffer *out, const char *name, int64_t value)
{
    add_name(out, name);
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (value < 0)
        digits[--at] = '-';
    buffer_add_bytes(out, digits + at, sizeof digits - at);
}

void json_number(struct buffer *out, const char *name, const char *digits)
{
    add_name(out, name);
    buffer_add(out, digits);
}

void json_boolean(struct buffer *out, const char *name, bool value)
{
    add_name(out, name);
    buffer_add(out, value ? "true" : "false");
}

void json_null(struct buffer *out, const char *name)
{
    add_name(out, name);
    buffer_add(out, "null");
}

void json_end(struct buffer *out)
{
    buffer_add_byte(out, '}');
}

/* ---- parser ---- */

struct parser {
    const char *start, *at, *end;
    struct err *err;
};

static bool refuse(struct parser *parser, const char *why)
{
    return err_set(parser->err, ERR_INPUT, _("Column %zu: %s"), (size_t)(parser->at - parser->start) + 1, why);
}

static void skip_space(struct parser *parser)
{
    while (parser->at < parser->end && strchr(" \t\r\n", *parser->at) != NULL && *parser->at != '\0')
        parser->at++;
}

/* Steps over one expected character, white space before it too. */
static bool take(struct parser *parser, char expected)
{
    skip_space(parser);
    if (parser->at == parser->end || *parser->at != expected)
        return false;
    parser->at++;
    return true;
}

static int32_t hex_value(const char *digits)
{
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        static const char known[] = "0123456789abcdef";
        const char *found = digits[i] != '\0' ? strchr(known, digits[i] | 0x20) : NULL;
        if (found == NULL || digits[i] < '0')
            return -1;
        value = value << 4 | (int32_t)(found - known);
    }
    return value;
}

/* \uXXXX behind the `u`, with its second half where it is a surrogate. */
static bool parse_unicode(struct parser *parser, struct buffer *out)
{
    int32_t value = parser->end - parser->at >= 4 ? hex_value(parser->at) : -1;
    if (value <= 0 || (value >= 0xDC00 && value <= 0xDFFF))
        return refuse(parser, _("this \\u escape is no character"));
    parser->at += 4;
    if (value >= 0xD800 && value <= 0xDBFF) {
        bool follows = parser->end - parser->at >= 6 && parser->at[0] == '\\' && parser->at[1] == 'u';
        int32_t low = follows ? hex_value(parser->at + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return refuse(parser, _("this \\u escape is no character"));
        parser->at += 6;
        value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
    }
    utf8_add(out, value);
    return true;
}

static bool parse_escape(struct parser *parser, struct buffer *out)
{
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (parser->at == parser->end)
        return refuse(parser, _("the text does not end with \""));
    char letter = *parser->at;
    if (letter == 'u') {
        parser->at++;
        return parse_unicode(parser, out);
    }
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
    if (found == NULL)
        return refuse(parser, _("unknown escape after \\"));
    buffer_add_byte(out, values[found - letters]);
    parser->at++;
    return true;
}

/* A string behind its opening quote. */
static bool parse_string(struct parser *parser, struct buffer *out)
{
    while (parser->at < parser->end) {
        const char *start = parser->at;
        int32_t code_point = utf8_next(&parser->at, parser->end);
        if (code_point == '"')
            return true;
        if (code_point == '\\') {
            if (!parse_escape(parser, out))
                return false;
            continue;
        }
        if (code_point < 0x20) {
            parser->at = start;
            return refuse(parser, code_point < 0 ? _("not valid UTF-8")
                                                 : _("a control character must be written as an escape"));
        }
        buffer_add_bytes(out, start, (size_t)(parser->at - start));
    }
    return refuse(parser, _("the text does not end with \""));
}

static size_t digits_at(const char *at, const char *end)
{
    size_t count = 0;
    while (at + count < end && at[count] >= '0' && at[count] <= '9')
        count++;
    return count;
}

/* Length of the number at `at` by RFC 8259 section 6; 0 when there is none. */
static size_t number_length(const char *at, const char *end, bool *is_integer)
{
    const char *from = at;
    if (at < end && *at == '-')
        at++;
    size_t whole = digits_at(at, end);
    if (whole == 0 || (whole > 1 && *at == '0'))
        return 0;
    at += whole;
    *is_integer = true;
    if (at < end && *at == '.') {
        size_t part = digits_at(at + 1, end);
        if (part == 0)
            return 0;
        at += 1 + part;
        *is_integer = false;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        size_t part = digits_at(at, end);
        if (part == 0)
            return 0;
        at += part;
        *is_integer = false;
    }
    return (size_t)(at - from);
}

static bool parse_number(struct parser *parser, struct json_member *member)
{
    bool is_integer = false;
    size_t length = number_length(parser->at, parser->end, &is_integer);
    if (length == 0)
        return refuse(parser, _("expected a text in \"\", a number, true, false or null"));
    member->text = memory_new(length + 1, 1);
    memcpy(member->text, parser->at, length);
    member->type = is_integer ? JSON_INTEGER : JSON_TEXT;
    if (is_integer) {
        errno = 0;
        member->integer = strtoll(member->text, NULL, 10);
        if (errno != 0)
            return refuse(parser, _("the number is too large"));
    }
    parser->at += length;
    return true;
}

static bool take_word(struct parser *parser, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(parser->end - parser->at) < length || memcmp(parser->at, word, length) != 0)
        return false;
    parser->at += length;
    return true;
}

static bool parse_value(struct parser *parser, struct json_member *member)
{
    if (take(parser, '"')) {
        struct buffer text = {0};
        bool done = parse_string(parser, &text);
        member->type = JSON_TEXT;
        member->text = buffer_take(&text);
        return done;
    }
    if (parser->at < parser->end && (*parser->at == '{' || *parser->at == '['))
        return refuse(parser, _("lists and objects inside the object are not accepted"));
    bool is_true = take_word(parser, "true");
    if (is_true || take_word(parser, "false")) {
        member->type = JSON_BOOLEAN;
        member->integer = is_true;
        member->text = memory_copy(is_true ? "true" : "false");
        return true;
    }
    if (take_word(parser, "null")) {
        member->text = memory_copy("");
        return true;
    }
    return parse_number(parser, member);
}

static bool parse_member(struct parser *parser, struct json_object *object)
{
    if (object->count == MEMBERS_MOST)
        return refuse(parser, _("too many fields"));
    struct json_member *member = &object->members[object->count];
    if (!take(parser, '"'))
        return refuse(parser, _("expected a field name in \"\""));
    const char *name_at = parser->at;
    struct buffer name = {0};
    object->count++;
    bool named = parse_string(parser, &name);
    member->name = buffer_take(&name);
    if (!named)
        return false;
    if (json_find(object, member->name) != member) {
        parser->at = name_at;
        return refuse(parser, _("this field name stands twice"));
    }
    if (!take(parser, ':'))
        return refuse(parser, _("expected : after the field name"));
    return parse_value(parser, member);
}

static bool parse_object(struct parser *parser, struct json_object *object)
{
    if (!take(parser, '{'))
        return refuse(parser, _("expected { at the start of the object"));
    if (!take(parser, '}')) {
        do {
            if (!parse_member(parser, object))
                return false;
        } while (take(parser, ','));
        if (!take(parser, '}'))
            return refuse(parser, _("expected , or } here"));
    }
    skip_space(parser);
    return parser->at == parser->end ? true : refuse(parser, _("nothing may stand behind the object"));
}

bool json_parse(struct json_object *object, const char *text, size_t length, struct err *err)
{
    struct parser parser = {.start = text, .at = text, .end = text + length, .err = err};
    object->members = memory_new(MEMBERS_MOST, sizeof *object->members);
    object->count = 0;
    return parse_object(&parser, object);
}

const struct json_member *json_find(const struct json_object *object, const char *name)
{
    for (size_t i = 0; i < object->count; i++)
        if (strcmp(object->members[i].name, name) == 0)
            return &object->members[i];
    return NULL;
}

void json_release(struct json_object *object)
{
    for (size_t i = 0; i < object->count; i++) {
        free(object->members[i].name);
        free(object->members[i].text);
    }
    free(object->members);
    *object = (struct json_object){0};
}
