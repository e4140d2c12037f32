#include "gatepost/buffer.h"
#include "gatepost/err.h"
#include "gatepost/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->length)
        die("text too long");
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity < 32 ? 64 : buffer->capacity * 2;
    if (capacity < needed)
        capacity = needed;
    buffer->bytes = memory_resize(buffer->bytes, capacity, 1);
    buffer->capacity = capacity;
}

void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length)
{
    buffer_reserve(buffer, length);
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_add(struct buffer *buffer, const char *text)
{
    buffer_add_bytes(buffer, text, strlen(text));
}

void buffer_add_byte(struct buffer *buffer, char byte)
{
    buffer_add_bytes(buffer, &byte, 1);
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_vformat(buffer, format, arguments);
    va_end(arguments);
}

void buffer_vformat(struct buffer *buffer, const char *format, va_list arguments)
{
    buffer_reserve(buffer, 64);
    size_t room = buffer->capacity - buffer->length;
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(buffer->bytes + buffer->length, room, format, arguments);
    if (length < 0)
        die("bad format: %s", format);
    if ((size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length);
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    buffer->length += (size_t)length;
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    if (buffer->bytes != NULL)
        buffer->bytes[0] = '\0';
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->bytes != NULL ? buffer->bytes : "";
}

char *buffer_take(struct buffer *buffer)
{
    char *text = buffer->bytes != NULL ? buffer->bytes : memory_copy("");
    *buffer = (struct buffer){0};
    return text;
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}
