#include "gatepost/memory.h"
#include "gatepost/err.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *memory_new(size_t count, size_t size)
{
    void *block = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (block == NULL)
        die("no memory for %zu × %zu bytes", count, size);
    return block;
}

void *memory_resize(void *block, size_t count, size_t size)
{
    /* realloc(p, 0) may free p, so an empty block keeps one byte. */
    if (size == 0 || count == 0)
        count = size = 1;
    void *resized = reallocarray(block, count, size);
    if (resized == NULL)
        die("no memory for %zu × %zu bytes", count, size);
    return resized;
}

char *memory_copy(const char *text)
{
    if (text == NULL)
        return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(memory_new(size, 1), text, size);
}
