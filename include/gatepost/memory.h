/* Memory that is there or the program ends (die): callers never check for NULL. Release everything with free(). */
#ifndef GATEPOST_MEMORY_H
#define GATEPOST_MEMORY_H
#include <stddef.h>

/* Zeroed block of count × size bytes. */
void *memory_new(size_t count, size_t size);
/* Resizes block (may be NULL) to count × size bytes; new bytes are not cleared. */
void *memory_resize(void *block, size_t count, size_t size);
/* Copy of a string; NULL gives NULL. */
char *memory_copy(const char *text);
#endif
