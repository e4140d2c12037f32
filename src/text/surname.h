/* How surnames are read and where they end; shared by pinyin, the mask and the reader of chats. */
#ifndef GATEPOST_TEXT_SURNAME_H
#define GATEPOST_TEXT_SURNAME_H
#include <stddef.h>

/* Bytes of the compound surname the name begins with (尉迟), 0 when it begins with none. Its readings, one a character
 * ("yu chi"), in *readings if not NULL. */
size_t surname_compound(const char *name, const char **readings);

/* Bytes of the surname, compound or usual, that the name begins with; 0 when it begins with none that is usual. */
size_t surname_length(const char *name);

/* Readings the character at the start of name has as a surname, most usual first ("qin tan"); "" when nothing is
 * special about it. */
const char *surname_readings(const char *name);
#endif
