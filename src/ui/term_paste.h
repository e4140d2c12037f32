/* Bracketed paste: what stands between \e[200~ and \e[201~ is text, whatever keys it looks like. */
#ifndef GATEPOST_UI_TERM_PASTE_H
#define GATEPOST_UI_TERM_PASTE_H
#include "gatepost/buffer.h"
#include <stdbool.h>

enum { PASTE_MOST = 1024 * 1024 }; /* bytes kept; the rest of a longer paste is read and forgotten */

struct term_paste {
    struct buffer raw, text;
};

void paste_start(struct term_paste *paste);
/* Takes what belongs to the paste from the front of bytes and returns how many were taken; *ended when the end mark was
 * among them. The first bytes of an end mark stay until the rest of it has come. */
size_t paste_take(struct term_paste *paste, const char *bytes, size_t length, bool *ended);
/* The text: valid UTF-8 (a wrong byte becomes '?'), line ends as \n, no NUL. Owned by the paste until the next one. */
char *paste_finish(struct term_paste *paste);
void paste_release(struct term_paste *paste);
#endif
