/* The terminal's clipboard, reached through the connection itself, also over ssh (OSC 52 of xterm's control sequences).
 */
#ifndef GATEPOST_UI_TERM_CLIPBOARD_H
#define GATEPOST_UI_TERM_CLIPBOARD_H
#include <stdbool.h>

struct buffer;

/* Bytes of a text: what every terminal that takes one accepts. */
enum { CLIPBOARD_MOST = 48 * 1024 };

/* Appends the sequence that puts the text there; false when the text is too long. Whether the terminal obeys, it does
 * not say. */
bool clipboard_sequence(const char *text, struct buffer *out);
#endif
