#include "target.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include <cups/cups.h>
#include <stdio.h>
#include <string.h>

enum { QUEUE_NAME_MOST = 127 };

static bool refuse(const char *said, struct err *err)
{
    return err_set(err, ERR_INPUT,
                   _("\"%s\" is no printer. A printer is written as printer:NAME, raw:NAME, ipp://HOST/ipp/print, "
                     "socket://HOST:9100 or device:/dev/usb/lp0."),
                   said);
}

/* The names CUPS allows; others could change what the address of the request means. */
static bool is_queue_name(const char *name)
{
    size_t length = strlen(name);
    for (const char *at = name; *at != '\0'; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7F || strchr("/#?'\"\\", *at) != NULL)
            return false;
    return length > 0 && length <= QUEUE_NAME_MOST && utf8_valid(name, length);
}

static bool parse_queue(struct target *target, const char *name, enum target_way way)
{
    target->way = way;
    text_copy(target->host, sizeof target->host, cupsServer());
    target->port = ippPort();
    target->encrypted = cupsEncryption() == HTTP_ENCRYPTION_ALWAYS;
    snprintf(target->resource, sizeof target->resource, "/printers/%s", name);
    return is_queue_name(name) && httpAssembleURIf(HTTP_URI_CODING_ALL, target->uri, sizeof target->uri, "ipp", NULL,
                                                   "localhost", 0, "/printers/%s", name) >= HTTP_URI_STATUS_OK;
}

static bool parse_address(struct target *target, const char *said)
{
    char scheme[32], user[128];
    if (httpSeparateURI(HTTP_URI_CODING_ALL, said, scheme, sizeof scheme, user, sizeof user, target->host,
                        sizeof target->host, &target->port, target->resource,
                        sizeof target->resource) < HTTP_URI_STATUS_OK ||
        user[0] != '\0' || target->host[0] == '\0' || target->host[0] == '/')
        return false;
    bool has_path = target->resource[0] != '\0' && strcmp(target->resource, "/") != 0;
    if (strcmp(scheme, "socket") == 0) {
        target->way = WAY_SOCKET;
        target->port = target->port > 0 ? target->port : 9100;
        return !has_path;
    }
    if (!has_path) /* where printers have it since IPP Everywhere */
        text_copy(target->resource, sizeof target->resource, "/ipp/print");
    target->way = WAY_IPP;
    target->encrypted = strcmp(scheme, "ipps") == 0;
    return (target->encrypted || strcmp(scheme, "ipp") == 0) &&
           httpAssembleURI(HTTP_URI_CODING_ALL, target->uri, sizeof target->uri, scheme, NULL, target->host,
                           target->port, target->resource) >= HTTP_URI_STATUS_OK;
}

static bool parse_device(struct target *target, const char *path)
{
    target->way = WAY_DEVICE;
    text_copy(target->path, sizeof target->path, path);
    return path[0] == '/' && strlen(path) < sizeof target->path;
}

bool target_parse(struct target *target, const char *said, struct err *err)
{
    *target = (struct target){.said = said};
    bool parsed = text_is_clean(said, strlen(said));
    if (parsed && strncmp(said, "printer:", 8) == 0)
        parsed = parse_queue(target, said + 8, WAY_QUEUE);
    else if (parsed && strncmp(said, "raw:", 4) == 0)
        parsed = parse_queue(target, said + 4, WAY_RAW_QUEUE);
    else if (parsed && strncmp(said, "device:", 7) == 0)
        parsed = parse_device(target, said + 7);
    else
        parsed = parsed && parse_address(target, said);
    return parsed || refuse(said, err);
}

bool target_takes_bytes(const struct target *target)
{
    return target->way == WAY_RAW_QUEUE || target->way == WAY_SOCKET || target->way == WAY_DEVICE;
}
