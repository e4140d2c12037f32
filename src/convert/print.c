#include "commands.h"
#include "gatepost/buffer.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ipp_job.h"
#include "outlet.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { DOCUMENT_BYTES_MOST = 256 << 20, COPIES_MOST = 99 };

struct printout {
    struct target target;
    struct ipp_document document;
    bool is_pdf;
    struct buffer bytes;
};

static bool check_order(struct printout *printout, const struct print_order *order, struct err *err)
{
    const char *copies = order->copies != NULL ? order->copies : "1", *type = order->type;
    if (order->to == NULL || order->title == NULL || order->title[0] == '\0')
        return err_set(err, ERR_INPUT, _("Say where to print and what the job is called: --to and --title."));
    if (!text_is_clean(order->title, strlen(order->title)) || strlen(order->title) > 120)
        return err_set(err, ERR_INPUT,
                       _("The name of a job is at most 120 characters long and has no control characters."));
    if (strspn(copies, "0123456789") != strlen(copies) || strlen(copies) > 2 || atoi(copies) < 1)
        return err_set(err, ERR_INPUT, _("The number of copies is 1 to %d."), COPIES_MOST);
    if (type != NULL && strcmp(type, "pdf") != 0 && strcmp(type, "text") != 0)
        return err_set(err, ERR_INPUT, _("--type is pdf or text."));
    printout->document = (struct ipp_document){.title = order->title, .media = order->media, .copies = atoi(copies)};
    return target_parse(&printout->target, order->to, err);
}

/* What it is can be seen; a --type that says otherwise is a mistake of the caller. */
static bool check_document(struct printout *printout, const char *type, struct err *err)
{
    const struct buffer *bytes = &printout->bytes;
    printout->is_pdf = bytes->length >= 5 && memcmp(bytes->bytes, "%PDF-", 5) == 0;
    if (bytes->length == 0)
        return err_set(err, ERR_INPUT, _("There is nothing to print."));
    if (type != NULL && (strcmp(type, "pdf") == 0) != printout->is_pdf)
        return err_set(err, ERR_INPUT, _("The document is not what --type says."));
    if (target_takes_bytes(&printout->target))
        return !printout->is_pdf ||
               err_set(err, ERR_INPUT, _("Only plain text can go to %s, no PDF."), printout->target.said);
    return printout->is_pdf || utf8_valid(bytes->bytes, bytes->length) ||
           err_set(err, ERR_INPUT,
                   _("Only text in UTF-8 can go to %s. GB18030 is for raw:NAME, socket:// and device:."),
                   printout->target.said);
}

/* As printers without a protocol want it: a line's end is CR LF, or the next begins where it ended; each copy ends its
 * page. In GB18030 no byte of a longer character is one of these. */
static void prepare_bytes(struct printout *printout)
{
    struct buffer one = {0}, *bytes = &printout->bytes;
    for (size_t i = 0; i < bytes->length; i++) {
        if (bytes->bytes[i] == '\n' && (i == 0 || bytes->bytes[i - 1] != '\r'))
            buffer_add_byte(&one, '\r');
        buffer_add_byte(&one, bytes->bytes[i]);
    }
    if (bytes->bytes[bytes->length - 1] != '\f')
        buffer_add_byte(&one, '\f');
    buffer_clear(bytes);
    for (int copy = 0; copy < printout->document.copies; copy++)
        buffer_add_bytes(bytes, one.bytes, one.length);
    buffer_release(&one);
    printout->document.copies = 1; /* they stand there */
}

static bool send_to_ipp(struct printout *printout, struct err *err)
{
    struct ipp_document *document = &printout->document;
    document->format = printout->target.way == WAY_RAW_QUEUE ? "application/vnd.cups-raw"
                       : printout->is_pdf                    ? "application/pdf"
                                                             : "text/plain;charset=utf-8";
    document->file = memfd_create("document", MFD_CLOEXEC);
    if (document->file < 0)
        return err_set(err, ERR_SYSTEM, _("The system refused: %s."), strerror(errno));
    bool done = write_all(document->file, printout->bytes.bytes, printout->bytes.length, err) &&
                ipp_job_print(&printout->target, document, err);
    close(document->file);
    return done;
}

bool print_write(const struct print_order *order, struct err *err)
{
    struct printout printout = {0};
    signal(SIGPIPE, SIG_IGN); /* a printer that breaks off is told, not died of */
    bool done = check_order(&printout, order, err) &&
                read_input(&printout.bytes, DOCUMENT_BYTES_MOST, _("The document is larger than %d MiB."), err) &&
                check_document(&printout, order->type, err);
    if (done && target_takes_bytes(&printout.target))
        prepare_bytes(&printout);
    if (done && (printout.target.way == WAY_SOCKET || printout.target.way == WAY_DEVICE))
        done = outlet_print(&printout.target, &printout.bytes, err);
    else
        done = done && send_to_ipp(&printout, err);
    buffer_release(&printout.bytes);
    return done;
}
