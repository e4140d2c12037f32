/* What the commands share: messages, answers, output that is checked, people found by a word. */
#ifndef GATEPOST_SHARED_H
#define GATEPOST_SHARED_H
#include "gatepost/command.h"
#include "record.h"
#include <signal.h>

struct buffer;

/* "gatepost: sentence" on standard error; returns the exit code that belongs to the error. */
int report_error(const struct err *err);
/* A message that is no failure, on standard error. */
void report(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What is wrong with the call itself, and where help stands. EXIT_USAGE. */
int report_usage(const char *command_name, const struct err *err);

/* Set by Ctrl-C when the running command stops by itself (interrupt_softly); else the process has ended with 130. */
extern volatile sig_atomic_t interrupted;
void interrupt_start(void);
void interrupt_softly(void);
/* Ctrl-C is what it was before. */
void interrupt_end(void);

/* Writes and empties the buffer; false when standard output takes no more. */
bool output_write(struct buffer *text);
/* Ends a listing and flushes; EXIT_FAILED with a message when something could not be written, else `code`. */
int output_end(int code);
/* "saved ID", or "would save" while only trying (--dry-run). */
void print_saved(const struct command_call *call, int64_t id);

enum record_format call_format(const struct command_call *call);
/* The arguments with blanks between, appended: the words of a filter. */
void call_words(const struct command_call *call, struct buffer *words);
/* --limit; INT64_MAX when not given. */
bool call_limit(const struct command_call *call, int64_t *limit, struct err *err);
/* The record that the first word names, and --rev (-1: not given). */
bool read_target(const struct command_call *call, int64_t *id, int64_t *rev, struct err *err);
bool read_id(const char *word, int64_t *id, struct err *err);
/* A line of a listing; false when standard output takes no more. */
bool print_header(const struct command_call *call, const struct record_field *fields);
/* The same where a chat has to be told more than the command's title. */
bool print_header_titled(const struct command_call *call, const struct record_field *fields, const char *title);
bool print_row(const struct command_call *call, const struct record_field *fields, const void *record);
#define OPTIONS_OF_LISTS                                                                                   \
    {"json", NULL, N_("one JSON object a line")}, {"tsv", NULL, N_("tab-separated, with a heading line")}, \
    {                                                                                                      \
        "chat", NULL, N_("as text for a chat: numbered, masked, at most 300 rows")                         \
    }

/* `edit` and `void` of a kind of record: what was said goes to the verb, and the answer out. */
#define OPTION_REV                                                               \
    {                                                                            \
        "rev", "NUMBER", N_("refuse when the record was changed since this rev") \
    }
extern const struct command_option edit_options[], void_options[];
int run_edit_with(const struct command_call *call,
                  bool (*edit)(const struct command_call *, int64_t id, int64_t rev, struct err *));
int run_void_with(const struct command_call *call,
                  bool (*verb)(struct store *, int64_t id, int64_t rev, const char *reason, struct err *));

/* `show` of a record: a line for each field, or --json. With --full its phones and ID numbers are printed whole; that
 * they are seen was recorded before (look.h). */
extern const struct command_option show_options[];
bool show_is_full(const struct command_call *call);
void print_card(const struct command_call *call, const struct record_field *fields, const void *record);

/* The checkpoint by name, else the one of this terminal (--checkpoint), else the only one there is. ERR_INPUT. */
bool find_checkpoint(const struct command_call *call, const char *name, int64_t *id, struct err *err);
/* Exactly one match of a word, as in the gate form; else ERR_INPUT lists the candidates, masked, with their ids. */
struct candidate;
bool find_candidate(const struct command_call *call, const char *word, int64_t checkpoint_id,
                    struct candidate *candidate, struct err *err);
/* The household or place of a room as people type it (record_place); the field in a refusal is "place". */
bool find_household(struct store *store, const char *room, int64_t *id, struct err *err);
#endif
