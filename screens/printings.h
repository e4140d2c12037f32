/* What was printed, and how that is said. */
#ifndef SCREENS_PRINTINGS_H
#define SCREENS_PRINTINGS_H
#include "gatepost/buffer.h"
#include "gatepost/documents.h"
#include "gatepost/view.h"

/* Of what a document is, as it is kept with a printing (document_subject), in words: "04-11 to 04-17", a room, a name
 * as the screen may show it; nothing for what holds now. */
void printings_subject_words(const struct view *view, enum document_scope scope, const char *subject,
                             struct buffer *out);
#endif
