/* Texts of a workbook: runs of rich text joined, readings (phonetic runs) left out; and the table of shared ones. */
#ifndef GATEPOST_STRINGS_H
#define GATEPOST_STRINGS_H
#include "archive.h"
#include "gatepost/buffer.h"

/* Collects the text of one <si> or <is> element while its parts go by. */
struct rich_text {
    struct buffer text;
    bool in_text;    /* inside <t> */
    bool in_reading; /* inside <rPh> */
};
void rich_text_start(struct rich_text *rich, const char *name);
void rich_text_add(struct rich_text *rich, const char *text, size_t length);
void rich_text_end(struct rich_text *rich, const char *name);
/* Appends text with Excel's _xHHHH_ resolved; line breaks and other controls, CRLF as one, become a space. */
void text_add_resolved(struct buffer *out, const char *text, size_t length);

struct strings {
    struct buffer text;
    uint32_t *offsets;
    size_t count, capacity;
    struct rich_text rich;
};
/* part NULL: there are none. ERR_INPUT: damaged, or more text than a list can hold. Release in every case. */
bool strings_read(struct strings *strings, struct archive *archive, const char *part, struct err *err);
/* The text with this number, "" when there is none. */
const char *strings_at(const struct strings *strings, uint64_t number);
void strings_release(struct strings *strings);
#endif
