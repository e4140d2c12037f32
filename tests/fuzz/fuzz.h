/* What the fuzz targets share. Each tests/fuzz/fuzz_NAME.c is a program that libFuzzer feeds with bytes of strangers;
 * what it finds besides crashes, leaks and hangs is what fuzz_must asks. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* libFuzzer's own names. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Ends the program with `what` when something does not hold. */
void fuzz_must(bool holds, const char *what);
/* Looks at every byte of a text, so that one that does not end is found. */
void fuzz_touch(const char *text);
/* The fixture community (tests/lib/fixture.h), opened once, at its own time, with an officer; commits of it are taken
 * back, so that the next input finds the same. Its file goes away at the end. */
struct store *fuzz_community(void);
#endif
