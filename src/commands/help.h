/* --help in the shape of clig.dev: what it is, usage, examples, commands, options. On standard output. */
#ifndef GATEPOST_HELP_H
#define GATEPOST_HELP_H
#include "gatepost/command.h"

void help_program(void);
void help_command(const struct command *command);
#endif
