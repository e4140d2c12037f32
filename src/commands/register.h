/* The commands every register has (gatepost/register.h): a command names its rules in .rules and these functions in
 * .run. Options are the table's fields. */
#ifndef GATEPOST_COMMAND_REGISTER_H
#define GATEPOST_COMMAND_REGISTER_H
#include "gatepost/register.h"
#include "record.h"
#include "shared.h"

/* `add --FIELD VALUE …`, and `add -`: rows from standard input, JSON objects or tab-separated, each saved for itself.
 */
int register_add_run(const struct command_call *call);
/* `list [--show SCOPE] [--limit N] [WORD …]`. */
int register_list_run(const struct command_call *call);
/* `show [--full] ID`: of registers with phones or documents of their own, options show_options, writes show_is_full. */
int register_show_run(const struct command_call *call);
/* The same for who found the record by another word than its number. */
int register_show_one(const struct command_call *call, int64_t id);
/* `edit ID --FIELD VALUE …`; an empty value empties the field. */
int register_edit_run(const struct command_call *call);
/* `void ID --reason TEXT`. */
int register_void_run(const struct command_call *call);

#define REGISTER_LIST_OPTIONS(scopes_)                                     \
    {"show", (scopes_), N_("which of them; the first when not said")},     \
        {"limit", "NUMBER", N_("at most so many rows")}, OPTIONS_OF_LISTS, \
    {                                                                      \
        0                                                                  \
    }
#define REGISTER_ADD_OPTIONS                                 \
    {"dry-run", NULL, N_("check everything, save nothing")}, \
    {                                                        \
        0                                                    \
    }
#endif
