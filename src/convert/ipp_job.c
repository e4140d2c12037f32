#include "ipp_job.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ipp.h"
#include "print_says.h"
#include "reasons.h"
#include "stop.h"
#include <string.h>

/* A printer that is silent for so long is lost; paper may be put in for hours. */
enum { LOST_MS = 8000, CANCEL_MS = 1500, PAUSE_FIRST_MS = 60, PAUSE_MOST_MS = 2000 };

struct ipp_job {
    struct ipp_link link;
    struct ipp_link aside; /* to ask how things are while the document is being sent */
    const struct ipp_document *document;
    int id;       /* 0: none yet */
    bool creates; /* the job first, then the document: it can be cancelled while it is sent */
    bool knows_media, knows_sides;
    char printer_reason[128];
    bool is_stopped; /* the printer */
};

static int value_of(ipp_t *answer, const char *name, ipp_tag_t tag)
{
    ipp_attribute_t *attribute = ippFindAttribute(answer, name, tag);
    return attribute != NULL ? ippGetInteger(attribute, 0) : 0;
}

/* A format may have parameters: "text/plain;charset=utf-8". */
static bool holds_format(ipp_attribute_t *formats, const char *format)
{
    size_t length = strcspn(format, ";");
    for (int i = 0; i < ippGetCount(formats); i++) {
        const char *one = ippGetString(formats, i, NULL);
        if (one != NULL && strncasecmp(one, format, length) == 0 && (one[length] == '\0' || one[length] == ';'))
            return true;
    }
    return false;
}

static bool holds_operation(ipp_attribute_t *operations, ipp_op_t operation)
{
    return operations == NULL || ippContainsInteger(operations, operation);
}

static bool check_printer(struct ipp_job *job, ipp_t *answer, struct err *err)
{
    const struct ipp_document *document = job->document;
    const char *said = job->link.target->said;
    ipp_attribute_t *formats = ippFindAttribute(answer, "document-format-supported", IPP_TAG_MIMETYPE);
    ipp_attribute_t *accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    ipp_attribute_t *operations = ippFindAttribute(answer, "operations-supported", IPP_TAG_ENUM);
    ipp_attribute_t *copies = ippFindAttribute(answer, "copies-supported", IPP_TAG_RANGE);
    int most = 0;
    if (accepting != NULL && !ippGetBoolean(accepting, 0))
        return err_set(err, ERR_DENIED, _("The printer %s takes no jobs at present."), said);
    if (formats != NULL && job->link.target->way != WAY_RAW_QUEUE && !holds_format(formats, document->format))
        return err_set(
            err, ERR_INPUT,
            _("The printer %s does not take %.*s. Set it up as a queue of CUPS, which converts, and print to "
              "printer:NAME."),
            said, (int)strcspn(document->format, ";"), document->format);
    if (copies != NULL)
        ippGetRange(copies, 0, &most);
    if (copies != NULL && document->copies > most)
        return err_set(err, ERR_INPUT, _("The printer %s makes at most %d copies at once."), said, most);
    job->creates = holds_operation(operations, IPP_OP_CREATE_JOB) && holds_operation(operations, IPP_OP_SEND_DOCUMENT);
    job->knows_sides = ippFindAttribute(answer, "sides-supported", IPP_TAG_KEYWORD) != NULL;
    ipp_attribute_t *media = ippFindAttribute(answer, "media-supported", IPP_TAG_ZERO);
    job->knows_media = document->media != NULL && media != NULL && ippContainsString(media, document->media);
    return true;
}

static void note_printer(struct ipp_job *job, ipp_t *answer)
{
    reasons_gravest(ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD), job->printer_reason,
                    sizeof job->printer_reason);
    job->is_stopped = value_of(answer, "printer-state", IPP_TAG_ENUM) == IPP_PSTATE_STOPPED;
}

static ipp_t *ask_printer(struct ipp_link *link, int within_ms, struct err *err)
{
    static const char *const wanted[] = {"copies-supported",          "document-format-supported",
                                         "media-supported",           "operations-supported",
                                         "printer-is-accepting-jobs", "printer-state",
                                         "printer-state-reasons",     "sides-supported"};
    ipp_t *request = link_request(link, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", sizeof wanted / sizeof wanted[0],
                  NULL, wanted);
    return link_ask(link, request, within_ms, err);
}

static bool look_at_printer(struct ipp_job *job, struct err *err)
{
    ipp_t *answer = ask_printer(&job->link, LINK_ANSWER_MS, err);
    if (answer == NULL && err->code == ERR_CONFLICT) { /* an old one */
        job->link.minor = 1;
        answer = ask_printer(&job->link, LINK_ANSWER_MS, err);
    }
    bool done = answer != NULL && check_printer(job, answer, err);
    if (done)
        note_printer(job, answer);
    ippDelete(answer);
    return done;
}

/* What the job shall be like; of a list on a wall the second page must not stand on the back of the first. */
static void add_wishes(const struct ipp_job *job, ipp_t *request)
{
    const struct ipp_document *document = job->document;
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, document->title);
    if (document->copies > 1)
        ippAddInteger(request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", document->copies);
    if (job->knows_media)
        ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, document->media);
    if (job->knows_sides)
        ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
}

static void take_number(struct ipp_job *job, ipp_t *answer)
{
    int id = value_of(answer, "job-id", IPP_TAG_INTEGER);
    if (id != 0 && job->id == 0)
        says_job(job->id = id);
}

static bool create_job(struct ipp_job *job, struct err *err)
{
    ipp_t *request = link_request(&job->link, IPP_OP_CREATE_JOB, 0);
    add_wishes(job, request);
    ipp_t *answer = link_ask(&job->link, request, LINK_ANSWER_MS, err);
    take_number(job, answer);
    ippDelete(answer);
    if (answer != NULL && job->id == 0)
        return err_set(err, ERR_SYSTEM, _("The printer %s gave the job no number."), job->link.target->said);
    return answer != NULL;
}

/* The document does not get on: a small printer has no room for it, and why may be that it wants paper. */
static void ask_aside(void *context)
{
    struct ipp_job *job = context;
    ipp_t *answer = ask_printer(&job->aside, PAUSE_MOST_MS, NULL);
    if (answer != NULL) {
        note_printer(job, answer);
        says_reason(job->printer_reason);
        says_state(job->is_stopped ? "stopped" : "processing");
    }
    ippDelete(answer);
}

static bool send_document(struct ipp_job *job, struct err *err)
{
    ipp_t *request = link_request(&job->link, job->creates ? IPP_OP_SEND_DOCUMENT : IPP_OP_PRINT_JOB, job->id);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, job->document->format);
    if (job->creates)
        ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    else
        add_wishes(job, request);
    job->link.stalled = ask_aside;
    job->link.context = job;
    ipp_t *answer = link_send(&job->link, request, job->document->file, err);
    job->link.stalled = NULL;
    link_close(&job->aside);
    take_number(job, answer);
    ippDelete(answer);
    if (answer != NULL && job->id == 0)
        return err_set(err, ERR_SYSTEM, _("The printer %s gave the job no number."), job->link.target->said);
    return answer != NULL;
}

static ipp_t *ask_job(struct ipp_job *job, struct err *err)
{
    static const char *const wanted[] = {"job-state", "job-state-reasons", "job-state-message",
                                         "job-printer-state-message"};
    ipp_t *request = link_request(&job->link, IPP_OP_GET_JOB_ATTRIBUTES, job->id);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", sizeof wanted / sizeof wanted[0],
                  NULL, wanted);
    return link_ask(&job->link, request, LOST_MS, err);
}

static const char *message_of(ipp_t *answer, char *text, size_t size)
{
    static const char *const names[] = {"job-printer-state-message", "job-state-message"};
    text_copy(text, size, "");
    for (int i = 0; i < 2 && text[0] == '\0'; i++) {
        ipp_attribute_t *attribute = ippFindAttribute(answer, names[i], IPP_TAG_ZERO);
        const char *message = attribute != NULL ? ippGetString(attribute, 0, NULL) : NULL;
        text_copy(text, size, message != NULL ? message : "");
    }
    return text;
}

static bool end_badly(const struct ipp_job *job, ipp_t *answer, const char *state, struct err *err)
{
    char message[200];
    says_state(state);
    if (strcmp(state, "cancelled") == 0)
        return err_set(err, ERR_CANCELLED, _("The job was cancelled at the printer %s."), job->link.target->said);
    message_of(answer, message, sizeof message);
    return err_set(err, ERR_SYSTEM, _("The printer %s could not print it. It says: %s"), job->link.target->said,
                   message[0] != '\0' ? message : ippEnumString("job-state", IPP_JSTATE_ABORTED));
}

static bool cancel_job(struct ipp_job *job)
{
    struct err err = {0};
    link_close(&job->link); /* it may stand in the middle of the document */
    job->link.heeds_stop = false;
    ipp_t *answer = link_ask(&job->link, link_request(&job->link, IPP_OP_CANCEL_JOB, job->id), CANCEL_MS, &err);
    ippDelete(answer);
    return answer != NULL;
}

/* What stands between: said, until the next look. */
static bool say_job(struct ipp_job *job, ipp_t *answer, struct err *err)
{
    static const char *const words[] = {"pending", "held", "processing", "stopped"};
    int state = value_of(answer, "job-state", IPP_TAG_ENUM);
    char reason[128];
    ipp_attribute_t *reasons = ippFindAttribute(answer, "job-state-reasons", IPP_TAG_KEYWORD);
    reasons_of_job(reasons, reason, sizeof reason);
    if (strcmp(reason, "cups-held-for-authentication") == 0) {
        says_state("failed");
        cancel_job(job);
        return err_set(err, ERR_ROLE,
                       _("The printer %s wants a name and password, which cannot be given from here. Ask whoever looks "
                         "after it to let this computer print."),
                       job->link.target->said);
    }
    says_reason(strcmp(job->printer_reason, "none") != 0 ? job->printer_reason : reason);
    if (state >= IPP_JSTATE_PENDING && state <= IPP_JSTATE_STOPPED)
        says_state(job->is_stopped && state != IPP_JSTATE_HELD ? "stopped" : words[state - IPP_JSTATE_PENDING]);
    return true;
}

/* One look at job and printer; *ended when there is nothing more to see. */
static bool look(struct ipp_job *job, bool *ended, struct err *err)
{
    ipp_t *answer = ask_job(job, err);
    int state = value_of(answer, "job-state", IPP_TAG_ENUM);
    bool done = answer != NULL;
    *ended = state >= IPP_JSTATE_CANCELED;
    if (state == IPP_JSTATE_COMPLETED) {
        says_reason("none");
        says_state("done");
    } else if (*ended) {
        done = end_badly(job, answer, state == IPP_JSTATE_CANCELED ? "cancelled" : "failed", err);
    } else if (done) {
        ipp_t *printer = ask_printer(&job->link, LOST_MS, err);
        done = printer != NULL;
        if (done)
            note_printer(job, printer);
        ippDelete(printer);
        done = done && say_job(job, answer, err);
        *ended = !done && err->code == ERR_ROLE;
    }
    ippDelete(answer);
    return done;
}

static bool give_up(const struct ipp_job *job, struct err *err)
{
    const char *said = job->link.target->said;
    says_state("failed");
    if (err->code == ERR_NOT_FOUND)
        return err_set(err, ERR_NOT_FOUND,
                       _("The printer %s no longer knows the job. Look there whether the paper has come out."), said);
    if (err->code == ERR_BUSY)
        return err_set(err, ERR_BUSY, _("The printer %s no longer answers. Look there whether the paper has come out."),
                       said);
    return false;
}

/* Until the job has ended. A printer that is silent for a moment is asked again. */
static bool follow(struct ipp_job *job, struct err *err)
{
    int pause = PAUSE_FIRST_MS;
    int64_t heard_at = clock_real_ms();
    while (says_is_heard() && !stop_is_asked()) {
        bool ended = false;
        if (look(job, &ended, err)) {
            heard_at = clock_real_ms();
            if (ended)
                return true;
        } else if (ended) {
            return false;
        } else if (err->code != ERR_CANCELLED && (err->code != ERR_BUSY || clock_real_ms() - heard_at >= LOST_MS)) {
            return give_up(job, err);
        } else if (err->code == ERR_BUSY) {
            says_reason("connecting-to-device");
        }
        stop_wait(pause);
        pause = pause * 3 / 2 < PAUSE_MOST_MS ? pause * 3 / 2 : PAUSE_MOST_MS;
    }
    return !stop_is_asked();
}

static bool cancel(struct ipp_job *job, struct err *err)
{
    if (job->id != 0 && !cancel_job(job)) {
        says_state("failed");
        return err_set(err, ERR_SYSTEM, _("The job could not be cancelled at the printer %s. Cancel it there."),
                       job->link.target->said);
    }
    says_state("cancelled");
    return err_set(err, ERR_CANCELLED, _("Printing was cancelled."));
}

/* Creates the job and sends the document; what is left of a job that was refused is taken away. */
static bool hand_over(struct ipp_job *job, struct err *err)
{
    /* A job that is being created is waited for: cancelled half-way nobody would know its number. */
    bool done = !job->creates || create_job(job, err);
    job->link.heeds_stop = true;
    done = done && !stop_is_asked() && send_document(job, err);
    if (!done && !stop_is_asked()) {
        says_state("failed");
        if (job->id != 0)
            cancel_job(job);
    }
    return done;
}

bool ipp_job_print(const struct target *target, const struct ipp_document *document, struct err *err)
{
    struct ipp_job job = {.document = document};
    link_init(&job.link, target);
    link_init(&job.aside, target);
    job.aside.heeds_stop = true;
    bool done = look_at_printer(&job, err) && stop_arm(err);
    if (!done) {
        says_state("failed");
    } else {
        job.aside.minor = job.link.minor;
        says_reason(job.printer_reason);
        done = hand_over(&job, err) && follow(&job, err);
        if (!done && stop_is_asked())
            cancel(&job, err);
    }
    link_close(&job.link);
    link_close(&job.aside);
    return done;
}
