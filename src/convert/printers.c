#include "commands.h"
#include "gatepost/buffer.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "ipp.h"
#include "reasons.h"
#include <stdio.h>
#include <string.h>

/* gatepost waits three seconds for the whole. */
enum { ASK_MS = 2000 };

struct queue {
    const char *name; /* of the answer */
    int state;
    bool accepts;
    ipp_attribute_t *reasons;
};

static const char *state_of(const struct queue *queue)
{
    if (!queue->accepts)
        return "refusing";
    if (queue->state == IPP_PSTATE_STOPPED)
        return "stopped";
    return queue->state == IPP_PSTATE_PROCESSING ? "busy" : "ready";
}

static void add_reason(struct buffer *reasons, const char *reason)
{
    buffer_format(reasons, "%s%s", reasons->length > 0 ? " " : "", reason);
}

/* The gravest reason first: a list has room for one. */
static void say_queue(const struct queue *queue, const char *usual)
{
    struct buffer reasons = {0};
    char gravest[128], one[128];
    reasons_gravest(queue->reasons, gravest, sizeof gravest);
    add_reason(&reasons, gravest);
    for (int i = 0; i < ippGetCount(queue->reasons); i++) {
        const char *keyword = ippGetString(queue->reasons, i, NULL);
        if (keyword != NULL && reason_plain(keyword, one, sizeof one) && strcmp(one, gravest) != 0)
            add_reason(&reasons, one);
    }
    bool tells = text_is_clean(reasons.bytes, reasons.length);
    if (text_is_clean(queue->name, strlen(queue->name))) /* a tab in it would shift the rest */
        printf("%s\t%s\t%s\t%s\n", queue->name, strcmp(queue->name, usual) == 0 ? "usual" : "-", state_of(queue),
               tells ? reasons.bytes : "other");
    buffer_release(&reasons);
}

static void take_attribute(struct queue *queue, ipp_attribute_t *attribute)
{
    const char *name = ippGetName(attribute);
    if (strcmp(name, "printer-name") == 0)
        queue->name = ippGetString(attribute, 0, NULL);
    else if (strcmp(name, "printer-state") == 0)
        queue->state = ippGetInteger(attribute, 0);
    else if (strcmp(name, "printer-is-accepting-jobs") == 0)
        queue->accepts = ippGetBoolean(attribute, 0) != 0;
    else if (strcmp(name, "printer-state-reasons") == 0)
        queue->reasons = attribute;
}

/* The answer has a group of attributes for each queue; what parts groups has no name. */
static void say_queues(ipp_t *answer, const char *usual)
{
    struct queue queue = {.accepts = true};
    for (ipp_attribute_t *at = ippFirstAttribute(answer);; at = ippNextAttribute(answer)) {
        bool inside = at != NULL && ippGetName(at) != NULL && ippGetGroupTag(at) == IPP_TAG_PRINTER;
        if (inside) {
            take_attribute(&queue, at);
        } else if (queue.name != NULL) {
            say_queue(&queue, usual);
            queue = (struct queue){.accepts = true};
        }
        if (at == NULL)
            break;
    }
}

static ipp_t *ask_queues(struct ipp_link *link, struct err *err)
{
    static const char *const wanted[] = {"printer-is-accepting-jobs", "printer-name", "printer-state",
                                         "printer-state-reasons"};
    ipp_t *request = link_request(link, IPP_OP_CUPS_GET_PRINTERS, 0);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", sizeof wanted / sizeof wanted[0],
                  NULL, wanted);
    return link_ask(link, request, ASK_MS, err);
}

bool printers_write(struct err *err)
{
    struct target target = {.way = WAY_QUEUE, .said = "CUPS", .uri = "ipp://localhost/", .resource = "/"};
    struct ipp_link link;
    text_copy(target.host, sizeof target.host, cupsServer());
    target.port = ippPort();
    link_init(&link, &target);
    ipp_t *answer = ask_queues(&link, err);
    if (answer != NULL) {
        link.until = clock_real_ms() + ASK_MS / 2;
        const char *usual = cupsGetDefault2(link.http);
        say_queues(answer, usual != NULL ? usual : "");
    }
    ippDelete(answer);
    link_close(&link);
    if (answer == NULL && err->code == ERR_BUSY) { /* no CUPS is no error: there are other ways to print */
        fprintf(stderr, "%s\n", err->text);
        return true;
    }
    return answer != NULL || err->code == ERR_NOT_FOUND; /* how CUPS says that there are none */
}
