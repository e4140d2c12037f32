/* The fence around a program that reads files of strangers. */
#ifndef GATEPOST_CONFINE_H
#define GATEPOST_CONFINE_H
#include <stdbool.h>

enum fence {
    FENCE_ALONE,   /* no thread and no process */
    FENCE_THREADS, /* threads of its own; no process, no other program, no network */
};

/* Limits memory, time, files and processes, and gives up rights that came with the program's file; false when the
 * system refuses. Before anything is read. */
bool confine(enum fence fence);
#endif
