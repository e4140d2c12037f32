/* What commands read as a whole: a file, or standard input for "-". */
#ifndef GATEPOST_COMMAND_INPUT_H
#define GATEPOST_COMMAND_INPUT_H
#include "gatepost/err.h"

struct buffer;
/* ERR_INPUT when it is no file or too long, ERR_SYSTEM when it cannot be read. */
bool input_bytes(const char *path, struct buffer *text, struct err *err);
/* The same as UTF-8: text from a chat. */
bool input_chat(const char *path, struct buffer *text, struct err *err);
#endif
