/* A growing string. Zero-initialise it: struct buffer b = {0}. */
#ifndef GATEPOST_BUFFER_H
#define GATEPOST_BUFFER_H
#include <stdarg.h>
#include <stddef.h>

struct buffer {
    char *bytes; /* NULL while empty, else NUL-terminated */
    size_t length, capacity;
};

void buffer_add(struct buffer *buffer, const char *text);
void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vformat(struct buffer *buffer, const char *format, va_list arguments);
/* Empties it and keeps the memory for the next use. */
void buffer_clear(struct buffer *buffer);
/* The text, never NULL; borrowed until the next change. */
const char *buffer_text(const struct buffer *buffer);
/* The text as the caller's own (free it); the buffer is empty afterwards. */
char *buffer_take(struct buffer *buffer);
void buffer_release(struct buffer *buffer);
#endif
