/* The fence around a program that reads files of strangers. */
#ifndef GATEPOST_CONFINE_H
#define GATEPOST_CONFINE_H
#include <stdbool.h>

/* Limits memory, time, files and processes, and gives up rights that came with the program's file; false when the
 * system refuses. First thing in main. */
bool confine(void);
#endif
