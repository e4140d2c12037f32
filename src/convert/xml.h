/* One XML part of a workbook, streamed through expat. Names come without their prefix: programs differ in which they
 * use. */
#ifndef GATEPOST_XML_H
#define GATEPOST_XML_H
#include "archive.h"

/* What is done with a part; false ends the reading with err. `text` may come in pieces; it and `end`
 * are NULL where they do not matter.
 */
struct xml_handler {
    bool (*start)(void *context, const char *name, const char **attributes, struct err *err);
    void (*text)(void *context, const char *text, size_t length);
    bool (*end)(void *context, const char *name, struct err *err);
};

/* Reads the part. ERR_INPUT: missing, damaged, nested too deep, or it declares a document type (no workbook does;
 * entities could unfold without end). */
bool xml_read(struct archive *archive, const char *part, const struct xml_handler *handler, void *context,
              struct err *err);
/* The value of an attribute, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);
/* True for "1", "true", "on". */
bool xml_is_true(const char *value);
#endif
