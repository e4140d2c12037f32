/* A PIN typed for a command: never an argument, which everybody on the computer could read. */
#ifndef GATEPOST_PIN_PROMPT_H
#define GATEPOST_PIN_PROMPT_H
#include "gatepost/err.h"
#include <stddef.h>

/* The next line of the descriptor that GATEPOST_PIN_FD names, else asked on the controlling terminal without echo.
 * `prompt` is translated. ERR_SYSTEM when there is neither; ERR_CANCELLED for Ctrl-C. */
bool pin_ask(const char *prompt, char *pin, size_t size, struct err *err);
/* One that is new: asked twice on a terminal, where nobody sees what was typed; the next line of standard input where
 * a script says it. */
bool pin_ask_new(char *pin, char *again, size_t size, struct err *err);
/* The next line of a descriptor, without its end; ERR_INPUT when there is none or it is too long. */
bool pin_read_line(int descriptor, char *pin, size_t size, struct err *err);
#endif
