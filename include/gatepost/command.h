/* What can be said on the command line: one const struct command per verb, at the end of its file (architecture.md §1).
 */
#ifndef GATEPOST_COMMAND_H
#define GATEPOST_COMMAND_H
#include "gatepost/desk.h"
#include "gatepost/store.h"

struct command_option {
    const char *name;     /* "temp": long option --temp */
    const char *argument; /* "DEGREES"; "auto|never": one of these; "FILE": a file; NULL: a switch */
    const char *help;     /* msgid */
};
struct record_field;
struct register_rules;
struct command;
/* One call of a command: what was said, with the store it runs on. */
struct command_call {
    const struct command *command;
    const struct global_options *global;
    struct store *store; /* NULL for a command without database */
    struct call_option {
        const struct command_option *option; /* one of the two */
        const struct record_field *field;
        const char *value; /* NULL for a switch */
    } * options;
    int option_count;
    int argc; /* the words that are no options, behind the command's own words */
    char **argv;
};
enum command_access {
    ACCESS_NONE,   /* runs without an open store */
    ACCESS_READ,   /* opens read-only; nobody need be signed on */
    ACCESS_UPKEEP, /* opens for writing what is no record; nobody need be signed on */
    ACCESS_WRITE,  /* an officer must be known */
};
struct command {
    const char *name;                     /* "gate add" */
    const char *usage;                    /* "[--in|--out] WHO [TEMP]" or "" */
    const char *help;                     /* msgid, one sentence */
    const char *title;                    /* msgid, of a listing as text for a chat; NULL: the name */
    const char *more;                     /* msgid, a paragraph for --help and the man page, or NULL */
    const char *examples;                 /* lines to copy, the same in every language, or NULL */
    const struct command_option *options; /* ends with name NULL; may be NULL */
    const struct record_field *fields;    /* fields that are options too; ends with name NULL; may be NULL */
    const char *const *without;         /* names of fields that are no options all the same; ends with NULL; or NULL */
    const struct register_rules *rules; /* of a register's command (src/commands/register.h), or NULL */
    int least, most;                    /* how many words may follow; most -1: any number */
    enum command_access access;
    const char *verb; /* the domain verb it leads to ("gate.add"): who may not do that is told before anything is asked
                         or read; NULL: that of its register's rules, without those everybody may. Where nobody is
                         signed on, who may open the file may list */
    bool (*writes)(const struct command_call *call); /* NULL, or true when this call needs ACCESS_WRITE all the same */
    int (*run)(const struct command_call *call);
};
extern const struct command *const commands[]; /* ends with NULL */
extern const struct command_option global_option_table[];
/* What it asks for, see struct command; NULL: nothing. */
const char *command_verb(const struct command *command);

/* True when one of its fields is an option of the command. */
bool command_offers(const struct command *command, const struct record_field *field);

/* Value of an option of the running command (the last one given), NULL when it was not given. */
const char *call_option(const struct command_call *call, const char *name);
/* True when the option or switch was given. */
bool call_has(const struct command_call *call, const char *name);

/* main() after the locale is set: parses global options, finds the command, opens the store, runs. */
int command_main(int argc, char **argv);
/* gatepost(1) from the tables, in mdoc, on stdout. */
void command_man(void);
/* The completion of all this for bash, from the tables, on stdout. */
void command_completion(void);
#endif
