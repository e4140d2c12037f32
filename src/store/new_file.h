/* Files that appear under their name only when they are complete: made under a temporary name NAME.new-PID, synced,
 * renamed without replacing. For create.c and backup.c. */
#ifndef GATEPOST_NEW_FILE_H
#define GATEPOST_NEW_FILE_H
#include "gatepost/buffer.h"
#include "gatepost/err.h"

/* ERR_DATABASE: why the path cannot be made (errno). Always false. */
bool new_file_fail(const char *path, struct err *err);
/* ERR_DATABASE: a file stands there. Always false. */
bool new_file_fail_taken(const char *path, struct err *err);
/* The folder of the path; "." without one. */
void new_file_folder(const char *path, struct buffer *folder);
/* Makes missing folders; the last one belongs to the group (2770), and what is made in it too. */
bool new_file_make_folder(const char *folder, struct err *err);
/* How much of the path of a folder exists, in bytes; and takes back the folders that were made beyond it. One in which
 * something stands stays; `folder` is cut. */
size_t new_file_existing(const char *folder);
void new_file_remove_folders(char *folder, size_t existing);
/* NAME.new-PID of this process. */
void new_file_temporary(const char *name, struct buffer *temporary);
/* An empty file, 0660; *descriptor (may be NULL) stays open for the caller. */
bool new_file_make(const char *temporary, int *descriptor, struct err *err);
/* A file or folder onto the disk. */
bool new_file_sync(const char *path, struct err *err);
/* Gives the file its name, never over another one: *taken (may be NULL) tells that one stands there. */
bool new_file_name(const char *temporary, const char *path, bool *taken, struct err *err);
/* Removes the temporary file and what SQLite makes beside one. */
void new_file_clear(const char *temporary);
/* Removes what programs that were killed left of this name: NAME.new-PID where no process PID lives any more. */
void new_file_clear_leftovers(const char *name);
#endif
