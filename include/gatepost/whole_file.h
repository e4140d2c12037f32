/* A file that is there whole or not at all: written without a name, or under a temporary one beside its own, readable
 * by its owner alone, on the disk before it gets its name. */
#ifndef GATEPOST_WHOLE_FILE_H
#define GATEPOST_WHOLE_FILE_H
#include "gatepost/err.h"
#include <stddef.h>

struct whole_file {
    char *path, *temporary; /* temporary NULL: it has no name yet, and a crash leaves nothing */
    int descriptor;
};
/* ERR_SYSTEM when no file can be made there. Close it in every case. */
bool whole_file_open(struct whole_file *file, const char *path, struct err *err);
/* ERR_SYSTEM: a full disk, a limit. */
bool whole_file_write(struct whole_file *file, const char *bytes, size_t length, struct err *err);
/* Gives it its name; over a file that has it only with `replace`. ERR_SYSTEM: there is one, or the disk is full. */
bool whole_file_keep(struct whole_file *file, bool replace, struct err *err);
/* What was not kept is gone. */
void whole_file_close(struct whole_file *file);
#endif
