/* Random keys for what must withstand all of them. The same ones each time after the same srandom(). */
#ifndef TESTS_ANY_KEYS_H
#define TESTS_ANY_KEYS_H
#include <stddef.h>

/* Fills `keys` with pieces of escape sequences, controls, characters and wrong bytes, never Enter, mixed with `more`
 * (ends with NULL; NULL: none), each of these as likely as one of those. Returns how many
 * pieces that are. */
int any_keys(char *keys, size_t size, const char *const *more);
#endif
