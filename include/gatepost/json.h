/* The little JSON (RFC 8259) the program speaks on standard input and output and in the audit: flat objects of strings,
 * integers, booleans and null. */
#ifndef GATEPOST_JSON_H
#define GATEPOST_JSON_H
#include "gatepost/err.h"
#include <stddef.h>
#include <stdint.h>

struct buffer;

/* Writer: json_begin, members, json_end; commas by themselves. All non-ASCII that text_clean would change is written as
 * \u escapes, invalid UTF-8 as U+FFFD, so the output is always clean. */
void json_begin(struct buffer *out);
void json_text(struct buffer *out, const char *name, const char *text); /* NULL text writes null */
void json_integer(struct buffer *out, const char *name, int64_t value);
/* `digits`: a number as JSON writes it, such as 36.5. */
void json_number(struct buffer *out, const char *name, const char *digits);
void json_boolean(struct buffer *out, const char *name, bool value);
void json_null(struct buffer *out, const char *name);
void json_end(struct buffer *out);

enum json_type { JSON_NULL, JSON_BOOLEAN, JSON_INTEGER, JSON_TEXT };
struct json_member {
    char *name, *text; /* text: the string, or the number as written, "true"/"false", "" for null */
    enum json_type type;
    int64_t integer; /* integers and booleans */
};
struct json_object {
    struct json_member *members;
    size_t count;
};
/* Parses one flat object and nothing behind it. A fraction such as 36.5 is kept as JSON_TEXT "36.5". ERR_INPUT names
 * the column; nesting, doubled names, invalid UTF-8 and more than 64 members are refused. Release in every case. */
bool json_parse(struct json_object *object, const char *text, size_t length, struct err *err);
const struct json_member *json_find(const struct json_object *object, const char *name);
void json_release(struct json_object *object);
#endif
