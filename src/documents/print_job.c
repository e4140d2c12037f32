#include "gatepost/print_job.h"
#include "gatepost/clock.h"
#include "gatepost/memory.h"
#include "gatepost/printing_rules.h"
#include "gatepost/utf8.h"
#include "gatepost/whole_file.h"
#include "gatepost/words.h"
#include "print_parts.h"
#include "printer_words.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VERSION_WIDEST = 9999, NUMBER_WIDEST = 999999, MISSING_BYTES_MOST = 200, WRITE_BYTES = 64 << 10 };

enum stage { STAGE_CONVERT, STAGE_WRITE, STAGE_SEND, STAGE_DONE, STAGE_FAILED };
struct print_job {
    struct store *store;
    struct print_request request;
    struct print_target target;
    struct printing printing;
    struct pages pages;
    bool has_pages;
    struct buffer data; /* what is converted, else what is written or sent */
    size_t written;     /* of data */
    struct buffer made; /* the PDF for a printer */
    struct whole_file file;
    struct print_helper helper;
    enum stage stage;
    bool is_running, is_queued; /* the helper; the printer has the job */
    int percent;
    struct buffer lines, says, missing; /* lines: of the helper, not taken yet */
    bool has_news;                      /* says something else than before */
    char title[64];
    struct err failure;
};

/* ---- starting ---- */

static bool check_file(const struct print_request *request, struct err *err)
{
    struct stat status;
    if (stat(request->to, &status) != 0)
        return true; /* whether it can be made is seen when it is */
    if (!S_ISREG(status.st_mode))
        return err_field(err, ERR_INPUT, "to", _("\"%s\" is a folder or a device. Name a file in a folder."),
                         request->to);
    return request->replace ||
           err_field(err, ERR_INPUT, "to", _("There is a file %s already; it was not changed."), request->to);
}

static bool check_request(const struct print_request *request, struct print_target *target, struct err *err)
{
    if (!print_target_read(request->to, target, err) || (target->is_file && !check_file(request, err)))
        return false;
    return (request->copies >= 1 && request->copies <= PRINT_COPIES_MOST) ||
           err_field(err, ERR_INPUT, "copies", _("Copies: a whole number from 1 to %d."), PRINT_COPIES_MOST);
}

/* Laid out once before it is recorded, as wide as numbers can be: what cannot be laid out is not recorded. */
static bool lay_out(struct print_job *job, struct document *document, struct err *err)
{
    pages_release(&job->pages);
    job->has_pages = pages_layout(&job->pages, document, &job->request.paper, err);
    return job->has_pages;
}

static bool make_data(struct print_job *job, const struct document *document, struct err *err)
{
    switch (job->target.form) {
    case FORM_PAGES:
        pages_stream(&job->pages, job->title, &job->data);
        return true;
    case FORM_TEXT:
        return print_text(&job->pages, job->request.charset, &job->data, &job->missing, err);
    default:
        print_table(document, job->target.form == FORM_CSV, &job->data);
        return true;
    }
}

static bool is_table(const struct print_job *job)
{
    return job->target.form == FORM_CSV || job->target.form == FORM_XLSX;
}

static enum stage first_stage(const struct print_target *target)
{
    if (target->form == FORM_PAGES || target->form == FORM_XLSX)
        return STAGE_CONVERT;
    return target->kind == PRINTING_PRINTER ? STAGE_SEND : STAGE_WRITE;
}

static void fail(struct print_job *job, const struct err *why)
{
    struct err ignored = {0};
    job->failure = *why;
    job->stage = STAGE_FAILED;
    print_helper_close(&job->helper);
    whole_file_close(&job->file);
    printing_end(job->store, job->printing.head.id, PRINTING_FAILED, job->printing.pages, why->text, &ignored);
}

/* Recorded before anything is laid out for good: version and number stand on every page. */
static bool record(struct print_job *job, struct document *document, struct document_kept *kept, struct err *err)
{
    struct err why = {0};
    if (!job->request.document.kind->keeps_rows)
        print_keep_whole(document, kept);
    if (!print_record(job->store, &job->request, &job->target, kept, job->has_pages ? job->pages.count : 0,
                      &job->printing, err))
        return false;
    document->version = job->printing.version;
    document->number = job->printing.head.id;
    if ((is_table(job) || lay_out(job, document, &why)) && make_data(job, document, &why))
        job->printing.pages = job->has_pages ? job->pages.count : 0;
    else
        fail(job, &why); /* said by the first step */
    return true;
}

static bool prepare(struct print_job *job, struct err *err)
{
    struct document document;
    struct document_kept kept;
    bool good = document_make(job->store, &job->request.document, &document, &kept, err);
    if (good) {
        document.version = VERSION_WIDEST;
        document.number = NUMBER_WIDEST;
        good = (is_table(job) || lay_out(job, &document, err)) &&
               (!job->target.is_file || whole_file_open(&job->file, job->request.to, err)) &&
               record(job, &document, &kept, err);
    }
    document_release(&document);
    document_kept_release(&kept);
    return good;
}

static void job_free(struct print_job *job)
{
    print_helper_close(&job->helper);
    whole_file_close(&job->file);
    pages_release(&job->pages);
    buffer_release(&job->data);
    buffer_release(&job->made);
    buffer_release(&job->lines);
    buffer_release(&job->says);
    buffer_release(&job->missing);
    free(job);
}

struct print_job *print_job_start(struct store *store, const struct print_request *request, struct err *err)
{
    struct print_target target;
    if (!check_request(request, &target, err))
        return NULL;
    struct print_job *job = memory_new(1, sizeof *job);
    *job = (struct print_job){.store = store, .request = *request, .target = target, .percent = -1};
    job->file.descriptor = -1;
    job->helper = (struct print_helper){.process = {.input = -1, .output = -1, .errors = -1}, .input = -1, .watch = -1};
    job->stage = first_stage(&target);
    if (target.kind != PRINTING_PRINTER)
        job->request.copies = 1;
    document_job(&request->document, job->title, sizeof job->title);
    if (prepare(job, err))
        return job;
    job_free(job);
    return NULL;
}

/* ---- what the helper says ---- */

/* "missing U+20BB7 𠮷", "42%". */
static bool take_word(void *context, const char *line)
{
    struct print_job *job = context;
    const char *missing = strncmp(line, "missing ", 8) == 0 ? strrchr(line, ' ') + 1 : NULL;
    char *end;
    if (missing != NULL) {
        if (job->missing.length < MISSING_BYTES_MOST)
            text_clean(&job->missing, missing, strlen(missing));
        return true;
    }
    long percent = strtol(line, &end, 10);
    if (end == line || strcmp(end, "%") != 0)
        return false;
    job->percent = (int)(percent < 0 ? 0 : percent > 100 ? 100 : percent);
    return true;
}

static bool take_made(void *context, const char *bytes, size_t length, struct err *err)
{
    struct print_job *job = context;
    if (job->target.is_file)
        return whole_file_write(&job->file, bytes, length, err);
    buffer_add_bytes(&job->made, bytes, length);
    return true;
}

static void take_reason(struct print_job *job, const char *keyword)
{
    const char *words = printer_reason_words(keyword);
    job->has_news = strcmp(words, buffer_text(&job->says)) != 0;
    buffer_clear(&job->says);
    buffer_add(&job->says, words);
}

/* "job 12": it stands in the printer's queue; "reason media-empty". */
static void take_event(struct print_job *job, const char *line)
{
    if (strncmp(line, "job ", 4) == 0)
        job->is_queued = true;
    else if (strncmp(line, "reason ", 7) == 0)
        take_reason(job, line + 7);
}

/* Up to the first line that says something else than before: whoever looks between two steps sees each. */
static void take_lines(struct print_job *job)
{
    char *end;
    job->has_news = false;
    while (!job->has_news && job->lines.length > 0 && (end = strchr(job->lines.bytes, '\n')) != NULL) {
        size_t length = (size_t)(end + 1 - job->lines.bytes);
        *end = '\0';
        take_event(job, job->lines.bytes);
        memmove(job->lines.bytes, end + 1, job->lines.length - length + 1);
        job->lines.length -= length;
    }
}

static bool take_events(void *context, const char *bytes, size_t length, struct err *err)
{
    enum { LINES_MOST = 64 << 10 };
    struct print_job *job = context;
    (void)err;
    if (job->lines.length + length <= LINES_MOST && memchr(bytes, '\0', length) == NULL)
        buffer_add_bytes(&job->lines, bytes, length);
    take_lines(job);
    return true;
}

/* ---- steps ---- */

static bool step_helper(struct print_job *job, const char *const *argv, const struct print_sink *sink, int64_t until_ms,
                        bool *ended, struct err *err)
{
    if (!job->is_running && !print_helper_start(&job->helper, argv, &job->data, err))
        return false;
    job->is_running = true;
    if (!print_helper_step(&job->helper, sink, until_ms, ended, err))
        return false;
    if (*ended) {
        print_helper_close(&job->helper);
        job->is_running = false;
    }
    return true;
}

static bool finish(struct print_job *job, struct err *err)
{
    struct err why = {0};
    if (job->target.is_file && !whole_file_keep(&job->file, job->request.replace, err))
        return false;
    job->stage = STAGE_DONE;
    job->percent = 100;
    buffer_clear(&job->says);
    if (printing_end(job->store, job->printing.head.id, PRINTING_DONE, job->printing.pages, "", &why))
        return true;
    return err_set(err, why.code, _("It came out whole; only the list of printings could not note that. %s"), why.text);
}

static bool step_convert(struct print_job *job, int64_t until_ms, struct err *err)
{
    const char *pdf[] = {"gatepost-convert", "pdf", "--progress", NULL};
    const char *workbook[] = {"gatepost-convert", "xlsx", NULL};
    const struct print_sink sink = {take_made, take_word, job, NULL};
    bool ended = false;
    if (!step_helper(job, job->target.form == FORM_XLSX ? workbook : pdf, &sink, until_ms, &ended, err))
        return false;
    if (!ended)
        return true;
    if (job->target.kind != PRINTING_PRINTER)
        return finish(job, err);
    buffer_release(&job->data);
    job->data = job->made;
    job->made = (struct buffer){0};
    job->percent = -1;
    job->stage = STAGE_SEND;
    return true;
}

/* As IPP calls them (PWG 5101.1). */
static const char *const media_names[PAPER_SIZE_COUNT] = {
    [PAPER_A4] = "iso_a4_210x297mm", [PAPER_A4_LANDSCAPE] = "iso_a4_210x297mm", [PAPER_A5] = "iso_a5_148x210mm"};

static bool step_send(struct print_job *job, int64_t until_ms, struct err *err)
{
    char copies[8];
    snprintf(copies, sizeof copies, "%d", job->request.copies);
    bool is_pdf = job->target.form == FORM_PAGES;
    const char *argv[] = {"gatepost-convert",
                          "print",
                          "--to",
                          job->request.to,
                          "--title",
                          job->title,
                          "--copies",
                          copies,
                          "--type",
                          is_pdf ? "pdf" : "text",
                          is_pdf ? "--media" : NULL,
                          media_names[job->request.paper.size],
                          NULL};
    const struct print_sink sink = {take_events, take_word, job, &job->has_news};
    bool ended = false;
    take_lines(job);
    if (job->has_news)
        return true;
    return step_helper(job, argv, &sink, until_ms, &ended, err) && (!ended || finish(job, err));
}

static bool write_some(struct print_job *job, struct err *err)
{
    const char *bytes = buffer_text(&job->data) + job->written;
    size_t left = job->data.length - job->written;
    if (job->target.is_file) {
        left = left < WRITE_BYTES ? left : WRITE_BYTES;
        job->written += left;
        return whole_file_write(&job->file, bytes, left, err);
    }
    ssize_t written = print_output(bytes, left);
    if (written < 0)
        return err_set(err, ERR_SYSTEM, _("Standard output cannot be written: %s."), strerror(errno));
    if (written == 0)
        clock_rest_ms(1);
    job->written += (size_t)written;
    return true;
}

static bool step_write(struct print_job *job, int64_t until_ms, struct err *err)
{
    while (job->written < job->data.length && clock_real_ms() < until_ms)
        if (!write_some(job, err))
            return false;
    if (job->data.length > 0)
        job->percent = (int)(job->written * 100 / job->data.length);
    return job->written < job->data.length || finish(job, err);
}

bool print_job_step(struct print_job *job, int budget_ms, bool *finished, struct err *err)
{
    int64_t until_ms = clock_real_ms() + (budget_ms > 0 ? budget_ms : 1);
    struct err why = {0};
    bool good = true;
    job->has_news = false;
    while (good && job->stage < STAGE_DONE && !job->has_news && clock_real_ms() < until_ms)
        good = job->stage == STAGE_CONVERT ? step_convert(job, until_ms, &why)
               : job->stage == STAGE_SEND  ? step_send(job, until_ms, &why)
                                           : step_write(job, until_ms, &why);
    if (!good && job->stage < STAGE_DONE)
        fail(job, &why);
    else if (!good)
        job->failure = why; /* the paper is there, and that could not be recorded */
    *finished = job->stage == STAGE_DONE;
    if (job->failure.code == ERR_NONE)
        return true;
    if (err != NULL)
        *err = job->failure;
    return false;
}

/* ---- how far it is ---- */

enum print_state print_job_state(const struct print_job *job)
{
    if (job->stage >= STAGE_DONE)
        return PRINT_DONE;
    if (job->stage == STAGE_CONVERT)
        return PRINT_CONVERTING;
    return job->is_queued ? PRINT_WAITING : PRINT_SENDING;
}

int print_job_percent(const struct print_job *job)
{
    return job->percent;
}

const char *print_job_says(const struct print_job *job)
{
    return buffer_text(&job->says);
}

int64_t print_job_number(const struct print_job *job)
{
    return job->printing.head.id;
}

int print_job_pages(const struct print_job *job)
{
    return job->printing.pages;
}

const struct pages *print_job_layout(const struct print_job *job)
{
    return job->has_pages ? &job->pages : NULL;
}

const char *print_job_missing(const struct print_job *job)
{
    return buffer_text(&job->missing);
}

void print_job_missing_words(const struct print_job *job, struct buffer *words)
{
    if (job->missing.length > 0)
        buffer_format(words,
                      job->target.form == FORM_TEXT ? _("A printer that knows no more than GBK cannot print: %s")
                                                    : _("No font has these characters, 〓 stands for them: %s"),
                      buffer_text(&job->missing));
}

int print_job_descriptor(const struct print_job *job)
{
    return job->helper.watch;
}

void print_job_close(struct print_job *job)
{
    struct err ignored = {0};
    if (job == NULL)
        return;
    if (job->stage < STAGE_DONE) {
        print_helper_close(&job->helper);
        printing_end(job->store, job->printing.head.id, PRINTING_CANCELLED, job->printing.pages, "", &ignored);
    }
    job_free(job);
}
