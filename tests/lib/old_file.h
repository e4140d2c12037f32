/* A database as an older program left it. */
#ifndef OLD_FILE_H
#define OLD_FILE_H
#include "store_file.h"

/* Makes the file, which no connection may have open, one of schema step `number`: its rows in a schema made by the
 * steps up to that one, without what later steps brought. */
void old_file_make(const struct store_file *file, int number);
#endif
