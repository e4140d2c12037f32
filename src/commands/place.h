/* Households and other places on the command line: one table of fields and one set of commands for both. */
#ifndef GATEPOST_COMMAND_PLACE_H
#define GATEPOST_COMMAND_PLACE_H
#include "gatepost/place_list.h"
#include "gatepost/place_words.h"
#include "record.h"

/* A place as options and listings say it. */
struct place_record {
    struct place_row row;
    char room[56], needs[PLACE_NEEDS_BYTES];
    bool mismatch;
};
extern const struct record_field place_fields[];
/* What the row says; in the reader's words where the format is for reading. */
void place_record_take(struct place_record *record, const struct place_row *row, enum record_format format);

/* `add --FIELD VALUE …`, and `add -`: rows from standard input. */
int place_add_run(const struct command_call *call);
/* `list [--show SCOPE] [--limit N] [WORD …]`. Of households: without --show these alone. */
int place_list_run(const struct command_call *call);
/* `show [--full] ID|ROOM|NAME`. */
int place_show_run(const struct command_call *call);
int place_edit_run(const struct command_call *call);
int place_void_run(const struct command_call *call);
extern const struct command_option place_add_options[], place_list_options[];
#endif
