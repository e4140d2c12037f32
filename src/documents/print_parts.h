/* The parts of a print job (print_job.c): what its target is, its record, and the helper program it goes through, which
 * printers.c asks as well. */
#ifndef GATEPOST_PRINT_PARTS_H
#define GATEPOST_PRINT_PARTS_H
#include "gatepost/buffer.h"
#include "gatepost/print_job.h"
#include "gatepost/printing.h"
#include "gatepost/process.h"

/* ---- print_target.c ---- */

enum target_form { FORM_PAGES /* PDF */, FORM_TEXT, FORM_CSV, FORM_XLSX };
struct print_target {
    enum printing_target kind; /* as it is recorded */
    enum target_form form;
    bool is_file;
};
bool print_target_read(const char *to, struct print_target *target, struct err *err);

/* ---- print_record.c ---- */

/* Adds what stands in a document without rows of its own as one kept row, so that its version can be told. */
void print_keep_whole(const struct document *document, struct document_kept *kept);
bool print_record(struct store *store, const struct print_request *request, const struct print_target *target,
                  const struct document_kept *kept, int pages, struct printing *printing, struct err *err);

/* ---- print_bytes.c ---- */

/* All pages as plain text in this charset; `rare` gets the characters that GBK has not, when it is GB18030. */
bool print_text(const struct pages *pages, enum print_charset charset, struct buffer *bytes, struct buffer *rare,
                struct err *err);
/* Standard output takes so many of these bytes without blocking; -1 and errno when it takes no more. */
ssize_t print_output(const char *bytes, size_t length);

/* ---- print_table.c ---- */

/* Its sections as CSV, one below the other; marked: with a byte order mark, for a file. */
void print_table(const struct document *document, bool marked, struct buffer *csv);

/* ---- print_helper.c ---- */

/* gatepost-convert at work: its output and what it says come in as they are there. */
struct print_helper {
    struct process process;
    int input, watch; /* memory it reads from; an epoll of both pipes */
    bool output_ended, errors_ended;
    struct buffer said; /* on standard error, lines that are no event: why it failed */
    struct buffer line; /* a line of standard error that is not whole yet */
};
struct print_sink {
    bool (*output)(void *context, const char *bytes, size_t length, struct err *err);
    bool (*line)(void *context, const char *line); /* of standard error: true when it was taken */
    void *context;
    const bool *is_enough; /* true: the step ends, somebody must see what came; NULL: never */
};
/* Starts it with these words and this on its standard input. */
bool print_helper_start(struct print_helper *helper, const char *const *argv, const struct buffer *input,
                        struct err *err);
/* Takes what comes until clock_real_ms() is until_ms; *ended when it has ended by itself, with exit code 0. ERR_SYSTEM
 * with its own sentence when it failed. */
bool print_helper_step(struct print_helper *helper, const struct print_sink *sink, int64_t until_ms, bool *ended,
                       struct err *err);
/* Ends it in any state, within a moment; one that has a job at a printer goes on alone until that is cancelled. */
void print_helper_close(struct print_helper *helper);
#endif
