#include "outlet.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include "print_says.h"
#include <cups/cups.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <linux/sockios.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONNECT_MS = 5000, LOOK_MS = 250, STALLED_MS = 2000, UNREAD_MS = 5000, PART_BYTES = 4096 };

struct outlet {
    const struct target *target;
    int descriptor;
    bool is_socket, waits; /* as long as it takes */
};

static bool refuse_device(const char *path, int error, struct err *err)
{
    if (error == ENOENT || error == ENOTDIR)
        return err_set(err, ERR_NOT_FOUND, _("There is no device %s. Is the printer plugged in and switched on?"),
                       path);
    if (error == EACCES || error == EPERM || error == EROFS)
        return err_set(err, ERR_ROLE,
                       _("You may not write to %s. Ask the administrator to put you into its group (usually lp)."),
                       path);
    if (error == EBUSY)
        return err_set(err, ERR_BUSY, _("Another program is using %s."), path);
    if (error == ENXIO || error == ENODEV)
        return err_set(err, ERR_BUSY, _("Nothing reads from %s. Is the printer plugged in and switched on?"), path);
    return err_set(err, ERR_SYSTEM, _("%s cannot be written to: %s."), path, strerror(error));
}

/* Disks and files with something in them are never meant. */
static bool check_device(struct outlet *outlet, struct err *err)
{
    const char *path = outlet->target->path;
    struct stat status;
    if (fstat(outlet->descriptor, &status) != 0)
        return refuse_device(path, errno, err);
    if (S_ISBLK(status.st_mode) || (S_ISREG(status.st_mode) && status.st_size > 0))
        return err_set(err, ERR_INPUT, _("%s is no printer: something is stored there."), path);
    outlet->waits = S_ISCHR(status.st_mode);
    return true;
}

static bool open_device(struct outlet *outlet, struct err *err)
{
    const char *path = outlet->target->path;
    /* O_NONBLOCK: a pipe without a reader, or a printer switched off, would hold us here. */
    outlet->descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    return outlet->descriptor >= 0 ? check_device(outlet, err) : refuse_device(path, errno, err);
}

static bool open_socket(struct outlet *outlet, struct err *err)
{
    const struct target *target = outlet->target;
    char port[16];
    snprintf(port, sizeof port, "%d", target->port);
    http_addrlist_t *addresses = httpAddrGetList(target->host, AF_UNSPEC, port);
    if (addresses == NULL)
        return err_set(err, ERR_BUSY, _("There is no computer or printer of the name \"%s\" in the network."),
                       target->host);
    bool connected = httpAddrConnect2(addresses, &outlet->descriptor, CONNECT_MS, NULL) != NULL;
    httpAddrFreeList(addresses);
    outlet->is_socket = outlet->waits = true;
    if (connected)
        return fcntl(outlet->descriptor, F_SETFL, O_NONBLOCK) == 0 || refuse_device(target->said, errno, err);
    outlet->descriptor = -1;
    return err_set(
        err, ERR_BUSY,
        _("The printer at %s cannot be reached. Is the address right, is it switched on and in the network?"),
        target->said);
}

/* The status lines of a parallel port, which printers at USB report too; "" when all is well or nothing is known. */
static const char *device_reason(const struct outlet *outlet)
{
    int status = 0;
    if (outlet->is_socket || ioctl(outlet->descriptor, LPGETSTATUS, &status) != 0)
        return "";
    if ((status & LP_POUTPA) != 0)
        return "media-empty";
    if ((status & LP_PSELECD) == 0)
        return "offline";
    return (status & LP_PERRORP) == 0 ? "other" : "";
}

/* Nothing moves: says why, or gives up where only a program could read and does not. */
static bool wait_on(const struct outlet *outlet, int64_t since, struct err *err)
{
    struct pollfd polled = {.fd = outlet->descriptor, .events = POLLOUT};
    if (poll(&polled, 1, LOOK_MS) > 0 && (polled.revents & POLLOUT) != 0)
        return true;
    int64_t stalled = clock_real_ms() - since;
    if (!outlet->waits && stalled >= UNREAD_MS)
        return err_set(err, ERR_BUSY, _("Nothing reads from %s. Is the printer plugged in and switched on?"),
                       outlet->target->path);
    const char *reason = device_reason(outlet);
    if (reason[0] != '\0' || stalled >= STALLED_MS) {
        says_reason(reason[0] != '\0' ? reason : "spool-area-full");
        says_state("stopped");
    }
    return says_is_heard() || err_set(err, ERR_CANCELLED, _("Printing was cancelled."));
}

/* A device may report trouble as an error of writing. */
static bool is_trouble(const struct outlet *outlet, int error)
{
    return error == EAGAIN || error == EINTR || ((error == ENOSPC || error == EIO) && device_reason(outlet)[0] != '\0');
}

static bool refuse_write(const struct outlet *outlet, int error, struct err *err)
{
    const char *said = outlet->is_socket ? outlet->target->said : outlet->target->path;
    if (error == EPIPE || error == ECONNRESET || error == ETIMEDOUT || error == ENODEV)
        return err_set(err, ERR_BUSY, _("The printer %s broke off. Look there how far it has printed."), said);
    if (error == ENOSPC)
        return err_set(err, ERR_SYSTEM, _("There is no more room on %s."), said);
    return refuse_device(said, error, err);
}

static bool write_bytes(const struct outlet *outlet, const struct buffer *bytes, struct err *err)
{
    int64_t moved_at = clock_real_ms();
    for (size_t at = 0; at < bytes->length;) {
        size_t part = bytes->length - at < PART_BYTES ? bytes->length - at : PART_BYTES;
        ssize_t written = write(outlet->descriptor, bytes->bytes + at, part);
        int error = written < 0 ? errno : EAGAIN;
        if (written > 0) {
            at += (size_t)written;
            moved_at = clock_real_ms();
            says_state("processing");
            says_reason("none");
        } else if (!is_trouble(outlet, error)) {
            return refuse_write(outlet, error, err);
        } else if (!wait_on(outlet, moved_at, err)) {
            return false;
        }
    }
    return true;
}

/* One that closed before it had all answers with a reset. */
static bool check_reset(const struct outlet *outlet, struct err *err)
{
    int error = 0;
    socklen_t size = sizeof error;
    return (getsockopt(outlet->descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0) ||
           refuse_write(outlet, error != 0 ? error : errno, err);
}

/* Until the printer's own TCP has all of it: what has not got there is lost when the printer is switched off. One that
 * closes is no failure while it takes what is on its way. */
static bool drain_socket(const struct outlet *outlet, struct err *err)
{
    int64_t since = clock_real_ms();
    bool is_open = true;
    shutdown(outlet->descriptor, SHUT_WR);
    for (int waiting = 1; waiting > 0;) {
        char ignored[256];
        struct pollfd polled = {.fd = is_open ? outlet->descriptor : -1, .events = POLLIN};
        if (ioctl(outlet->descriptor, SIOCOUTQ, &waiting) != 0)
            return refuse_write(outlet, errno, err);
        if (waiting == 0)
            break;
        if (poll(&polled, 1, LOOK_MS / 10) > 0) {
            ssize_t got = read(outlet->descriptor, ignored, sizeof ignored);
            if (got < 0 && errno != EAGAIN && errno != EINTR)
                return refuse_write(outlet, errno, err);
            is_open = got != 0;
        }
        if (clock_real_ms() - since >= STALLED_MS) {
            says_reason("spool-area-full");
            says_state("stopped");
        }
        if (!says_is_heard())
            break;
    }
    return check_reset(outlet, err);
}

/* A device takes bytes before it prints them: it is done when it would take more. */
static bool drain_device(const struct outlet *outlet, struct err *err)
{
    int64_t since = clock_real_ms();
    struct pollfd polled = {.fd = outlet->descriptor, .events = POLLOUT};
    while (outlet->waits && poll(&polled, 1, 0) == 0)
        if (!wait_on(outlet, since, err))
            return false;
    return true;
}

bool outlet_print(const struct target *target, const struct buffer *bytes, struct err *err)
{
    struct outlet outlet = {.target = target, .descriptor = -1};
    bool done = (target->way == WAY_SOCKET ? open_socket(&outlet, err) : open_device(&outlet, err)) &&
                write_bytes(&outlet, bytes, err) &&
                (outlet.is_socket ? drain_socket(&outlet, err) : drain_device(&outlet, err));
    if (outlet.descriptor >= 0 && close(outlet.descriptor) != 0 && done)
        done = refuse_write(&outlet, errno, err);
    says_reason("none");
    says_state(done ? "done" : "failed");
    return done;
}
