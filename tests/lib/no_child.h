/* A program that starts no other. */
#ifndef TESTS_NO_CHILD_H
#define TESTS_NO_CHILD_H
#include <sys/types.h>

/* Fails the test when a process is the child of this one, or when one was and has been waited for: what its memory
 * cost stands in its parent's account. One that nobody waited for comes to the test program (see desk_pty.c). */
void assert_no_child(pid_t pid);
#endif
