#include "ipp.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "stop.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { STALLED_MS = 2000 };

/* libcups would ask for it at the terminal. */
static const char *give_no_password(const char *prompt, http_t *http, const char *method, const char *resource,
                                    void *context)
{
    (void)prompt, (void)http, (void)method, (void)resource, (void)context;
    return NULL;
}

void link_init(struct ipp_link *link, const struct target *target)
{
    *link = (struct ipp_link){.target = target};
    cupsSetPasswordCB2(give_no_password, NULL);
}

void link_close(struct ipp_link *link)
{
    httpClose(link->http); /* NULL is fine */
    link->http = NULL;
}

/* The target stands right behind charset and language, or strict printers refuse it (RFC 8011, 4.1.5). */
ipp_t *link_request(const struct ipp_link *link, ipp_op_t operation, int job)
{
    ipp_t *request = ippNewRequest(operation);
    ippSetVersion(request, link->minor != 0 ? 1 : 2, link->minor);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, link->target->uri);
    if (job != 0)
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
    return request;
}

/* libcups calls it each time nothing came for a tenth of a second; 0 gives up. */
static int go_on(http_t *http, void *context)
{
    struct ipp_link *link = context;
    (void)http;
    int64_t now = clock_real_ms();
    if ((link->heeds_stop && stop_is_asked()) || (link->until != 0 && now >= link->until))
        return 0;
    if (link->stalled != NULL && now - link->stalled_at >= STALLED_MS) {
        link->stalled(link->context);
        link->stalled_at = clock_real_ms();
    }
    return 1;
}

/* A connection the other side has closed is readable; libcups would only notice after sending, and then wait 30 s. */
static bool is_stale(struct ipp_link *link)
{
    struct pollfd polled = {.fd = httpGetFd(link->http), .events = POLLIN};
    return poll(&polled, 1, 0) != 0;
}

static bool refuse_connect(const struct target *target, struct err *err)
{
    if (cupsLastError() == IPP_STATUS_ERROR_CUPS_PKI)
        return err_set(err, ERR_SYSTEM, _("The connection to the printer %s cannot be secured: %s."), target->said,
                       cupsLastErrorString());
    if (target->way != WAY_IPP)
        return err_set(err, ERR_BUSY, _("There is no print service (CUPS) on this computer, or it is not running."));
    return err_set(
        err, ERR_BUSY,
        _("The printer at %s cannot be reached. Is the address right, is it switched on and in the network?"),
        target->said);
}

static bool connect_link(struct ipp_link *link, int within_ms, struct err *err)
{
    const struct target *target = link->target;
    char port[16];
    if (link->http != NULL && !is_stale(link))
        return true;
    link_close(link);
    snprintf(port, sizeof port, "%d", target->port);
    http_addrlist_t *addresses = httpAddrGetList(target->host, AF_UNSPEC, port);
    if (addresses == NULL && target->way == WAY_IPP)
        return err_set(err, ERR_BUSY, _("There is no computer or printer of the name \"%s\" in the network."),
                       target->host);
    bool has_addresses = addresses != NULL;
    httpAddrFreeList(addresses); /* NULL is fine; whether httpConnect2 frees or copies one differs between versions */
    http_encryption_t encryption = target->encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
    if (has_addresses)
        link->http = httpConnect2(target->host, target->port, NULL, AF_UNSPEC, encryption, 1,
                                  within_ms < LINK_CONNECT_MS ? within_ms : LINK_CONNECT_MS,
                                  link->heeds_stop ? stop_flag() : NULL);
    if (link->http == NULL)
        return refuse_connect(target, err);
    httpSetTimeout(link->http, 0.1, go_on, link);
    return true;
}

static bool refuse_answer(const struct ipp_link *link, ipp_status_t status, struct err *err)
{
    const char *said = link->target->said;
    switch ((int)status) {
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_GONE:
        return err_set(err, ERR_NOT_FOUND, _("There is no printer %s."), said);
    case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
    case IPP_STATUS_ERROR_NOT_AUTHORIZED:
    case IPP_STATUS_ERROR_FORBIDDEN:
    case IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
        return err_set(err, ERR_ROLE,
                       _("The printer %s wants a name and password, which cannot be given from here. Ask whoever looks "
                         "after it to let this computer print."),
                       said);
    case IPP_STATUS_ERROR_CUPS_PKI:
        return err_set(err, ERR_SYSTEM, _("The connection to the printer %s cannot be secured: %s."), said,
                       cupsLastErrorString());
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
        return err_set(err, ERR_INPUT, _("The printer %s does not take this kind of document."), said);
    case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
    case IPP_STATUS_ERROR_PRINTER_IS_DEACTIVATED:
        return err_set(err, ERR_DENIED, _("The printer %s takes no jobs at present."), said);
    case IPP_STATUS_ERROR_BUSY:
    case IPP_STATUS_ERROR_TEMPORARY:
    case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
    case IPP_STATUS_ERROR_TOO_MANY_JOBS:
        return err_set(err, ERR_BUSY, _("The printer %s is too busy. Try again in a while."), said);
    case IPP_STATUS_ERROR_VERSION_NOT_SUPPORTED:
        return err_set(err, ERR_CONFLICT, _("The printer %s does not understand the language of the request."), said);
    default:
        return err_set(err, ERR_SYSTEM, _("The printer %s refused the job: %s."), said, ippErrorString(status));
    }
}

/* Nothing that was an answer came: what HTTP said, or silence. */
static bool refuse_silence(struct ipp_link *link, struct err *err)
{
    http_status_t status = link->http != NULL ? httpGetStatus(link->http) : HTTP_STATUS_ERROR;
    if (link->heeds_stop && stop_is_asked())
        return err_set(err, ERR_CANCELLED, _("Printing was cancelled."));
    if (status == HTTP_STATUS_NOT_FOUND)
        return refuse_answer(link, IPP_STATUS_ERROR_NOT_FOUND, err);
    if (status == HTTP_STATUS_UNAUTHORIZED || status == HTTP_STATUS_FORBIDDEN ||
        status == HTTP_STATUS_CUPS_AUTHORIZATION_CANCELED ||
        cupsLastError() == IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED)
        return refuse_answer(link, IPP_STATUS_ERROR_NOT_AUTHENTICATED, err);
    if (cupsLastError() == IPP_STATUS_ERROR_CUPS_PKI)
        return refuse_answer(link, IPP_STATUS_ERROR_CUPS_PKI, err);
    return err_set(err, ERR_BUSY, _("The printer %s does not answer."), link->target->said);
}

static ipp_t *take_answer(struct ipp_link *link, ipp_t *answer, struct err *err)
{
    if (answer == NULL)
        refuse_silence(link, err);
    else if (ippGetStatusCode(answer) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        refuse_answer(link, ippGetStatusCode(answer), err);
    else
        return answer;
    if (answer == NULL)
        link_close(link); /* what may still come would be taken for the next answer */
    ippDelete(answer);
    return NULL;
}

ipp_t *link_ask(struct ipp_link *link, ipp_t *request, int within_ms, struct err *err)
{
    link->until = clock_real_ms() + within_ms;
    if (!connect_link(link, within_ms, err)) {
        ippDelete(request);
        return NULL;
    }
    return take_answer(link, cupsDoRequest(link->http, request, link->target->resource), err);
}

ipp_t *link_send(struct ipp_link *link, ipp_t *request, int document, struct err *err)
{
    if (!connect_link(link, LINK_CONNECT_MS, err)) {
        ippDelete(request);
        return NULL;
    }
    link->until = 0;
    link->stalled_at = clock_real_ms();
    return take_answer(link, cupsDoIORequest(link->http, request, link->target->resource, document, -1), err);
}
