/* Options of one call: GNU long options from the tables, `--` ends them, -h is --help. */
#ifndef GATEPOST_OPTIONS_H
#define GATEPOST_OPTIONS_H
#include "gatepost/command.h"
#include "gatepost/err.h"

/* What the program itself obeys, whatever the command. */
struct parsed_options {
    struct global_options global;
    bool help, version, man, completion;
};

/* Parses argv[1] … for the program (command NULL: stops at the first word) or for a command, whose own options go to
 * call. *next is the index of the first word; argv is reordered so that all words stand from there on. ERR_INPUT says
 * what is wrong. */
bool options_parse(const struct command *command, int argc, char **argv, struct parsed_options *parsed,
                   struct command_call *call, int *next, struct err *err);
/* "override_reason" is said --override-reason. */
void options_name(const char *field, char *name, size_t size);
#endif
