#include "confine.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
enum { IS_SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif
#else
enum { IS_SANITIZED = 0 };
#endif

struct limit {
    int resource; /* glibc's own enum type differs between languages */
    rlim_t most;
    bool in_sanitizer; /* its shadow memory and leak search need more than the limits allow */
    bool when_alone;   /* the system counts threads among the processes */
};

static const struct limit limits[] = {
    {RLIMIT_AS, (rlim_t)768 << 20, false, false},
    {RLIMIT_NPROC, 0, false, true},
    {RLIMIT_FSIZE, (rlim_t)1 << 30, true, false},
    {RLIMIT_CPU, 60, true, false},
    {RLIMIT_NOFILE, 64, true, false},
    {RLIMIT_CORE, 0, true, false},
};

static bool limit_down(const struct limit *limit)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)limit->resource, &now) != 0)
        return false;
    if (now.rlim_max != RLIM_INFINITY && now.rlim_max <= limit->most)
        return true;
    now.rlim_cur = now.rlim_max = limit->most;
    return setrlimit((__rlimit_resource_t)limit->resource, &now) == 0;
}

static bool is_meant(const struct limit *limit, enum fence fence)
{
    return (!IS_SANITIZED || limit->in_sanitizer) && (fence == FENCE_ALONE || !limit->when_alone);
}

#if defined(__x86_64__)
#define NATIVE_CALLS AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_CALLS AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define NATIVE_CALLS AUDIT_ARCH_RISCV64
#endif

#ifdef NATIVE_CALLS
#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define SKIP_UNLESS(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1)
#define ANSWER(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define REFUSED(number) SKIP_UNLESS(number), ANSWER(EPERM)

/* RLIMIT_NPROC cannot part threads from processes; the system's filter can. Of clone3 the flags cannot be seen: the C
 * library is told that there is none and takes clone. */
static bool forbid_processes(void)
{
    static struct sock_filter calls[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_CALLS, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), /* x32, the other numbers of the same machine */
        ANSWER(EPERM),
#ifdef SYS_fork
        REFUSED(SYS_fork),
        REFUSED(SYS_vfork),
#endif
        REFUSED(SYS_execve),
        REFUSED(SYS_execveat),
        REFUSED(SYS_socket),
        REFUSED(SYS_ptrace),
        REFUSED(SYS_process_vm_readv),
        REFUSED(SYS_process_vm_writev),
        SKIP_UNLESS(SYS_clone3),
        ANSWER(ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        LOAD(args[0]), /* the lower half, on these machines */
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
        ANSWER(EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    static struct sock_fprog filter = {sizeof calls / sizeof calls[0], calls};
    /* EINVAL: a system without such filters; the limits stand all the same. */
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0 || errno == EINVAL;
}
#else
static bool forbid_processes(void)
{
    return true;
}
#endif

bool confine(enum fence fence)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (is_meant(&limits[i], fence) && !limit_down(&limits[i]))
            return false;
    return setresgid(getgid(), getgid(), getgid()) == 0 && setresuid(getuid(), getuid(), getuid()) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           (fence != FENCE_THREADS || IS_SANITIZED || forbid_processes());
}

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
/* A pattern that pango's font threads leave behind in fontconfig is no leak of ours. Asked by the sanitizer alone. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

const char *__lsan_default_options(void)
{
    return "print_suppressions=0"; /* standard error is read by gatepost */
}
#endif
