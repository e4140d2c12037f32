/* Our own one-line editor: UTF-8 clusters, combining marks, paste, horizontal scrolling by display width. */
#ifndef GATEPOST_LINE_EDITOR_H
#define GATEPOST_LINE_EDITOR_H
#include "gatepost/canvas.h"
#include "gatepost/key.h"
#include <stddef.h>

enum { LINE_BYTES = 1024 };
struct line_editor {
    char text[LINE_BYTES]; /* valid UTF-8, clean */
    size_t cursor;         /* byte offset, at a cluster start */
    size_t most;           /* most bytes, 0 = LINE_BYTES - 1 */
};
void line_set(struct line_editor *line, const char *text); /* cursor at the end */
/* True when the key was an editing key (text, arrows, Home, End, Backspace, Delete, Ctrl-U clears, Ctrl-W word,
 * Ctrl-A/E). Text past the limit is refused: *refused is set (a bell). */
bool line_key(struct line_editor *line, int32_t key, bool *refused);
/* Inserts text; control characters and newlines become spaces. False when it was cut at the limit. */
bool line_paste(struct line_editor *line, const char *text);
/* Draws it `columns` wide, scrolled so that the cursor is visible; sets the canvas cursor when focused. */
void line_draw(const struct line_editor *line, struct canvas *canvas, int row, int column, int columns, bool focused);
#endif
