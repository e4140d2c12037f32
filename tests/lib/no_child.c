#include "no_child.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct process {
    pid_t parent;
    unsigned long child_faults; /* of children it has waited for */
};

/* False when it is gone. The name in brackets may hold anything. */
static bool read_process(const char *pid, struct process *process)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    const char *behind = strrchr(text, ')');
    return behind != NULL &&
           sscanf(behind, ") %*c %d %*d %*d %*d %*d %*u %*u %lu", &process->parent, &process->child_faults) == 2;
}

void assert_no_child(pid_t pid)
{
    struct process process;
    struct dirent *entry;
    char own[24];
    snprintf(own, sizeof own, "%d", (int)pid);
    assert_true(read_process(own, &process));
    assert_int_equal(process.child_faults, 0);
    DIR *folder = opendir("/proc");
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && read_process(entry->d_name, &process) &&
            process.parent == pid)
            fail_msg("process %s is its child", entry->d_name);
    closedir(folder);
}
