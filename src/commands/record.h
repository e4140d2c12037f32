/* Records on the command line: the table of fields (gatepost/record.h) feeds options, the rows read from standard
 * input, and the listings as plain text, tab-separated, JSON and text for a chat. */
#ifndef GATEPOST_COMMAND_RECORD_H
#define GATEPOST_COMMAND_RECORD_H
#include "gatepost/command.h"
#include "gatepost/record_text.h"
#include <stddef.h>

struct buffer;
struct posting;

enum record_format { FORMAT_PLAIN, FORMAT_TSV, FORMAT_JSON, FORMAT_CHAT };

/* Every field given as an option, into the record. */
bool record_parse_options(const struct command_call *call, void *record, struct err *err);
/* The heading line of a listing (none for JSON), and one row, both with their newline. */
void record_add_header(const struct record_field *fields, enum record_format format, struct buffer *out);
void record_add_row(struct store *store, const struct record_field *fields, const void *record,
                    enum record_format format, struct buffer *out);
/* The record on its own, a line for each field that holds something, with its title. */
void record_add_card(struct store *store, const struct record_field *fields, const void *record, struct buffer *out);
/* The row for a chat: names, phones and plates masked; no numbers of records or documents. */
void record_add_posting(struct store *store, const struct record_field *fields, const void *record,
                        struct posting *posting);
#endif
