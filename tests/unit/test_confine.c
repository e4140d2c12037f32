/* src/convert/confine.c from behind: a program in the fence says of itself what it cannot do. */
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "src/convert/confine.c" /* no program that can be started would try */

static void *do_nothing(void *context)
{
    return context;
}

static bool is_refused(long result)
{
    return result < 0 && errno == EPERM;
}

/* What of it fails behind the fence, as an exit code; 0: all is as it should be. */
static int try_from_behind(void)
{
    static char *const nobody[] = {NULL};
    pthread_t thread;
    if (!confine(FENCE_THREADS))
        return 1;
    if (pthread_create(&thread, NULL, do_nothing, NULL) != 0 || pthread_join(thread, NULL) != 0)
        return 2;
#ifdef NATIVE_CALLS
    if (!IS_SANITIZED) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        if (!is_refused(child))
            return 3;
        if (!is_refused(execve("/bin/true", nobody, nobody)))
            return 4;
        if (!is_refused(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)))
            return 5;
        if (!is_refused(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)))
            return 6;
    }
#endif
    return 0;
}

static void behind_the_fence_are_threads_and_no_processes(void **state)
{
    (void)state;
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(try_from_behind());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(behind_the_fence_are_threads_and_no_processes),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
