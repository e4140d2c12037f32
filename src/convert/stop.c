#include "stop.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static int asked; /* written by the handler, once; sig_atomic_t is int, and libcups wants an int */
static int wake[2] = {-1, -1};

static void note(int signal)
{
    (void)signal;
    int saved = errno;
    __atomic_store_n(&asked, 1, __ATOMIC_RELAXED);
    ssize_t ignored = write(wake[1], "", 1); /* full: it is awake already */
    (void)ignored;
    errno = saved;
}

bool stop_arm(struct err *err)
{
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0)
        return err_set(err, ERR_SYSTEM, _("The system refused: %s."), strerror(errno));
    return sigaction(SIGTERM, &action, NULL) == 0 && sigaction(SIGINT, &action, NULL) == 0;
}

bool stop_is_asked(void)
{
    return __atomic_load_n(&asked, __ATOMIC_RELAXED) != 0;
}

void stop_wait(int ms)
{
    struct pollfd waited = {.fd = wake[0], .events = POLLIN};
    if (!stop_is_asked())
        poll(&waited, 1, ms);
}

int *stop_flag(void)
{
    return &asked;
}
