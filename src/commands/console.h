/* What is settled on the plain terminal before the full screen: whether it can show what we write. */
#ifndef GATEPOST_CONSOLE_H
#define GATEPOST_CONSOLE_H
#include "gatepost/desk.h"

/* False when the desk must not start here: *code is the exit code, and why was said. Where Chinese cannot be shown the
 * person is asked, and global->lang may become "en". Asks nothing when input or output is no terminal. */
bool console_ready(struct global_options *global, int *code);
#endif
