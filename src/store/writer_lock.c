/* One writer at a time, by flock on NAME.lock (architecture.md §4): the wait is fair and cheap, and no checkpoint can
 * meet another connection's commit, which loses rows in SQLite before 3.51.3. */
#include "database.h"
#include "gatepost/clock.h"
#include "gatepost/words.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

enum { INTERRUPT_MS = 500, KIOSK_GIVE_UP_MS = 1000 };
int writer_lock_give_up_ms = 10000;

bool writer_lock_open(struct writer_lock *lock, struct err *err)
{
    lock->descriptor = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (lock->descriptor < 0)
        return err_set(err, ERR_DATABASE, _("The file %s cannot be opened: %s."), lock->path, system_reason(errno));
    struct stat status;
    /* The umask of whoever came first must not shut the others out. */
    if (fstat(lock->descriptor, &status) == 0 && status.st_uid == geteuid() && (status.st_mode & 0777) != 0660)
        fchmod(lock->descriptor, 0660);
    return true;
}

void writer_lock_close(struct writer_lock *lock)
{
    if (lock->descriptor >= 0)
        close(lock->descriptor);
    lock->descriptor = -1;
}

/* A file that was removed or replaced since it was opened locks nobody out. */
static bool is_current(const struct writer_lock *lock)
{
    struct stat ours, theirs;
    return fstat(lock->descriptor, &ours) == 0 && stat(lock->path, &theirs) == 0 && ours.st_dev == theirs.st_dev &&
           ours.st_ino == theirs.st_ino;
}

static void block_signals(struct writer_lock *lock)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        sigaddset(&blocked, signals[i]);
    pthread_sigmask(SIG_BLOCK, &blocked, &lock->signals_before);
}

/* ---- who holds it ---- */

/* One line of /proc/locks: "1: FLOCK ADVISORY WRITE 4711 fe:00:1234 0 EOF"; waiters have "->" behind the number. */
static int holder_of_line(const char *line, const struct stat *file)
{
    int process = 0;
    unsigned major_number = 0, minor_number = 0;
    uint64_t inode = 0;
    if (sscanf(line, "%*d: FLOCK %*s %*s %d %x:%x:%" SCNu64, &process, &major_number, &minor_number, &inode) != 4)
        return 0;
    bool same = inode == file->st_ino && major_number == major(file->st_dev) && minor_number == minor(file->st_dev);
    return same ? process : 0;
}

static void holder_name(const struct writer_lock *lock, char *name, size_t size)
{
    int process = 0;
    struct stat file;
    FILE *locks = fopen("/proc/locks", "re");
    if (locks != NULL && fstat(lock->descriptor, &file) == 0) {
        char line[200];
        while (process <= 0 && fgets(line, sizeof line, locks) != NULL)
            process = holder_of_line(line, &file);
    }
    if (locks != NULL)
        fclose(locks);
    if (process > 0)
        snprintf(name, size, _("process %d"), process);
    else
        snprintf(name, size, "%s", _("another terminal"));
}

/* ---- the wait ---- */

static void interrupted(int number)
{
    (void)number; /* it only ends the flock() that waits */
}

static bool interrupt_start(timer_t *timer)
{
    int number = SIGRTMIN + 6;
    struct sigaction action = {.sa_handler = interrupted}; /* no SA_RESTART */
    sigset_t open_set;
    sigemptyset(&open_set);
    sigaddset(&open_set, number);
    sigaction(number, &action, NULL);
    pthread_sigmask(SIG_UNBLOCK, &open_set, NULL);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = number};
    if (timer_create(CLOCK_MONOTONIC, &event, timer) != 0)
        return false;
    int first_ms = writer_lock_give_up_ms < INTERRUPT_MS ? writer_lock_give_up_ms : INTERRUPT_MS;
    struct itimerspec times = {.it_interval = {.tv_nsec = INTERRUPT_MS * 1000000L},
                               .it_value = {.tv_nsec = first_ms * 1000000L}};
    timer_settime(*timer, 0, &times, NULL);
    return true;
}

static bool fail_waited(const struct writer_lock *lock, struct err *err)
{
    char holder[80];
    holder_name(lock, holder, sizeof holder);
    return err_set(err, ERR_BUSY, _("Not saved: %s has been writing for too long. Try again."), holder);
}

/* A shared terminal tries again by itself, and in between hears whoever wants to leave. */
static int give_up_ms(const struct store *store)
{
    return store->kiosk && KIOSK_GIVE_UP_MS < writer_lock_give_up_ms ? KIOSK_GIVE_UP_MS : writer_lock_give_up_ms;
}

/* Waits in the kernel's queue; every 500 ms the timer's signal lets us say for whom. */
static bool wait_for_it(struct writer_lock *lock, struct store *store, int64_t since, struct err *err)
{
    timer_t timer;
    if (!interrupt_start(&timer))
        return err_set(err, ERR_SYSTEM, _("Not saved: no timer to be had (%s)."), system_reason(errno));
    bool taken = false;
    int told = 0;
    while (!(taken = flock(lock->descriptor, LOCK_EX) == 0) && errno == EINTR) {
        int waited = (int)(clock_real_ms() - since);
        if (waited >= give_up_ms(store))
            break;
        if (waited / INTERRUPT_MS == told || store->waiting == NULL)
            continue;
        told = waited / INTERRUPT_MS;
        char holder[80];
        holder_name(lock, holder, sizeof holder);
        store->waiting(store->waiting_context, holder, waited);
    }
    timer_delete(timer);
    return taken ? true : fail_waited(lock, err);
}

bool writer_lock_take(struct writer_lock *lock, struct store *store, struct err *err)
{
    int64_t since = clock_real_ms();
    block_signals(lock); /* before the lock, so that no stop signal can hit us between */
    while (lock->descriptor >= 0 || writer_lock_open(lock, err)) {
        if (flock(lock->descriptor, LOCK_EX | LOCK_NB) != 0 && !wait_for_it(lock, store, since, err))
            break;
        if (is_current(lock)) {
            lock->held = true;
            return true;
        }
        writer_lock_close(lock);
    }
    pthread_sigmask(SIG_SETMASK, &lock->signals_before, NULL);
    return false;
}

void writer_lock_release(struct writer_lock *lock)
{
    if (!lock->held)
        return;
    lock->held = false;
    flock(lock->descriptor, LOCK_UN);
    pthread_sigmask(SIG_SETMASK, &lock->signals_before, NULL);
}

void writer_lock_signal(struct writer_lock *lock)
{
    if (lock->descriptor >= 0 && pwrite(lock->descriptor, "\n", 1, 0) != 1)
        return; /* the others see it at their next look, within 500 ms */
}
