/* One printer or queue that speaks IPP (RFC 8010, 8011): asked and answered, each within a time. */
#ifndef GATEPOST_IPP_H
#define GATEPOST_IPP_H
#include "target.h"
#include <cups/cups.h>
#include <stdint.h>

struct ipp_link {
    const struct target *target;
    http_t *http;    /* NULL: not connected */
    int minor;       /* IPP 2.0, or 1.1 for old ones */
    int64_t until;   /* clock_real_ms; 0: as long as it takes */
    bool heeds_stop; /* a signal ends what it waits for */
    int64_t stalled_at;
    void (*stalled)(void *context); /* called about every two seconds in which nothing moves, or NULL */
    void *context;
};
enum { LINK_CONNECT_MS = 5000, LINK_ANSWER_MS = 20000 };

void link_init(struct ipp_link *link, const struct target *target);
void link_close(struct ipp_link *link);
/* A request of this kind with what every one needs, about a job unless job is 0; the caller adds to it and gives it to
 * one of the next two. */
ipp_t *link_request(const struct ipp_link *link, ipp_op_t operation, int job);
/* Asks, connecting first when that is needed; takes the request. NULL with err: ERR_BUSY nobody answered, or not now;
 * ERR_NOT_FOUND there is no such printer or job; ERR_ROLE it wants a name and password; ERR_CANCELLED a signal came;
 * ERR_INPUT the document is not to its taste; ERR_SYSTEM for the rest. Free the answer with ippDelete. */
ipp_t *link_ask(struct ipp_link *link, ipp_t *request, int within_ms, struct err *err);
/* The same with a document behind the request: a file, sent from its start. Waits as long as the printer wants. */
ipp_t *link_send(struct ipp_link *link, ipp_t *request, int document, struct err *err);
#endif
