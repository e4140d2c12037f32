#include "confine.h"
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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

bool confine(enum fence fence)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (is_meant(&limits[i], fence) && !limit_down(&limits[i]))
            return false;
    return setresgid(getgid(), getgid(), getgid()) == 0 && setresuid(getuid(), getuid(), getuid()) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
/* A pattern that pango's font threads leave behind in fontconfig is no leak of ours. Asked by the sanitizer alone. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}
#endif
