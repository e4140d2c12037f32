/* Where something is printed: "printer:NAME" and "raw:NAME" (queues of CUPS), "ipp://…" and "ipps://…" (the printer
 * itself), "socket://HOST[:9100]", "device:/dev/usb/lp0". */
#ifndef GATEPOST_TARGET_H
#define GATEPOST_TARGET_H
#include "gatepost/err.h"

enum target_way { WAY_QUEUE, WAY_RAW_QUEUE, WAY_IPP, WAY_SOCKET, WAY_DEVICE };
struct target {
    enum target_way way;
    const char *said; /* as it was given, borrowed: for what is said about it */
    char host[256];   /* or the path of CUPS's own socket */
    int port;
    bool encrypted;     /* ipps */
    char resource[512]; /* path of the printer at its host */
    char uri[1024];     /* printer-uri of requests */
    char path[512];     /* of a device */
};

/* Takes `said` apart. ERR_INPUT: it is none of the above; the text says what may stand there. A name or password in an
 * address is refused: it would stand in lists of processes. */
bool target_parse(struct target *target, const char *said, struct err *err);
/* The raw queues, sockets and devices: bytes go there as they are. */
bool target_takes_bytes(const struct target *target);
#endif
