/* One document on its way to paper or a file: recorded, laid out, converted, sent, followed to its end. In steps, so
 * that a screen stays alive and can cancel. gatepost-convert does what needs fonts or a printer. */
#ifndef GATEPOST_PRINT_JOB_H
#define GATEPOST_PRINT_JOB_H
#include "gatepost/documents.h"

enum { PRINT_COPIES_MOST = 99 };
enum print_charset { PRINT_UTF8, PRINT_GB18030 };
struct print_request {
    struct document_request document;
    struct paper paper;
    int copies; /* 1 to PRINT_COPIES_MOST */
    /* Where to: FILE.pdf, FILE.txt, FILE.csv or .xlsx (rows and columns, one table), "-" (text on standard output),
     * "printer:NAME" (a queue of CUPS), "ipp://…" or "ipps://…" (a printer itself), "socket://HOST[:9100]" and
     * "device:/dev/usb/lp0" (plain text, for dot-matrix printers), "raw:NAME" (plain text to a raw queue of CUPS). */
    char to[512];
    enum print_charset charset; /* of plain text */
    bool replace;               /* a file of that name may be overwritten */
};
enum print_state { PRINT_CONVERTING, PRINT_SENDING, PRINT_WAITING /* for the printer */, PRINT_DONE };
struct print_job;

/* What `to` means; ERR_INPUT says what may stand there. */
bool print_target_check(const char *to, struct err *err);
/* Makes the document, lays it out, and records it (audit: print.posted or print.internal); nothing is sent yet. NULL:
 * nothing was recorded and nothing made. ERR_ROLE, ERR_INPUT (no such target, a file of that name exists, GB18030
 * cannot hold a character …), ERR_NOT_FOUND, ERR_SYSTEM. */
struct print_job *print_job_start(struct store *store, const struct print_request *request, struct err *err);
/* Goes on for about budget_ms. false: it failed or was refused; the printing says so, and no half file is left. */
bool print_job_step(struct print_job *job, int budget_ms, bool *finished, struct err *err);
enum print_state print_job_state(const struct print_job *job);
/* 0 to 100 of what is being converted; -1 while nobody knows. */
int print_job_percent(const struct print_job *job);
/* What the printer says, in words of the user's language ("no paper"), "" when nothing. */
const char *print_job_says(const struct print_job *job);
int64_t print_job_number(const struct print_job *job); /* of the printing */
int print_job_pages(const struct print_job *job);
/* The pages as they are laid out, with what was cut and whether they are too many; NULL for a table. Borrowed. */
const struct pages *print_job_layout(const struct print_job *job);
/* Characters no font had ("〓" stands for them), for a warning; of text in GB18030 those that GBK has not, as many
 * dot-matrix printers know no more. "" when there is none. */
const char *print_job_missing(const struct print_job *job);
/* The warning about them as a sentence of the user's language; "" when there is none. Appends. */
void print_job_missing_words(const struct print_job *job, struct buffer *words);
/* A descriptor to wait on between steps (-1: none), as a poll set wants it. */
int print_job_descriptor(const struct print_job *job);
/* Ends it at any time and within 0.2 s; one that is not finished is cancelled, at the printer too, and the printing
 * says so. NULL is fine. */
void print_job_close(struct print_job *job);

/* The printers there are: names of queues, their state in words. Asks gatepost-convert, at most 3 s. No CUPS is an
 * empty list and `why` says so. */
enum { PRINTERS_MOST = 64 };
struct printer {
    char name[128], says[128]; /* "idle", "out of paper" … in the user's language */
    bool usual;                /* the default */
    bool ready;                /* takes jobs */
};
bool printers_list(struct printer *printers, int *count, char *why, size_t why_size, struct err *err);
/* The same for a screen that stays alive meanwhile: asked, heard for at most budget_ms at a time until it is true,
 * ended at any time. */
struct printers_question;
/* NULL: ERR_SYSTEM. */
struct printers_question *printers_ask(struct err *err);
bool printers_hear(struct printers_question *question, int budget_ms);
/* Frees it and gives what is known by now; with printers NULL nobody wants to know any more. */
bool printers_end(struct printers_question *question, struct printer *printers, int *count, char *why, size_t why_size,
                  struct err *err);
#endif
