#include "xml.h"
#include "gatepost/words.h"
#include <expat.h>
#include <string.h>

enum { PART_BYTES = 64 << 10, TOKEN_BYTES_MOST = 1 << 20, DEPTH_MOST = 64 };

struct reading {
    XML_Parser parser;
    const struct xml_handler *handler;
    void *context;
    int depth;
    bool has_failed; /* err is filled */
    struct err *err;
};

static bool refuse_damaged(const char *part, struct err *err)
{
    return err_set(err, ERR_INPUT,
                   _("The part %s of the workbook is damaged. Open it in the spreadsheet program and save it anew."),
                   part);
}

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static void stop(struct reading *reading)
{
    reading->has_failed = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void on_start(void *data, const char *name, const char **attributes)
{
    struct reading *reading = data;
    if (reading->has_failed)
        return;
    if (++reading->depth > DEPTH_MOST) {
        err_set(reading->err, ERR_INPUT,
                _("The workbook is nested deeper than any program writes it. Save the list alone as a new .xlsx or as "
                  "CSV."));
        stop(reading);
    } else if (!reading->handler->start(reading->context, local_name(name), attributes, reading->err)) {
        stop(reading);
    }
}

static void on_text(void *data, const char *text, int length)
{
    struct reading *reading = data;
    if (!reading->has_failed)
        reading->handler->text(reading->context, text, (size_t)length);
}

static void on_end(void *data, const char *name)
{
    struct reading *reading = data;
    reading->depth--;
    if (reading->has_failed || reading->handler->end == NULL)
        return;
    if (!reading->handler->end(reading->context, local_name(name), reading->err))
        stop(reading);
}

static void on_document_type(void *data, const char *name, const char *system, const char *public, int has_subset)
{
    struct reading *reading = data;
    (void)name, (void)system, (void)public, (void)has_subset;
    if (reading->has_failed)
        return;
    err_set(reading->err, ERR_INPUT,
            _("The workbook declares a document type, which no spreadsheet program does: it is not read. Save the list "
              "as a new .xlsx or as CSV."));
    stop(reading);
}

static XML_Parser make_parser(struct reading *reading)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    if (parser == NULL)
        die("no memory for an XML parser");
    XML_SetUserData(parser, reading);
    XML_SetStartElementHandler(parser, on_start);
    XML_SetEndElementHandler(parser, on_end);
    if (reading->handler->text != NULL)
        XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_document_type);
    return parser;
}

/* Expat keeps a token until it is whole, and looks at all of it again with each piece. */
static bool token_is_bounded(XML_Parser parser, uint64_t fed)
{
    XML_Index at = XML_GetCurrentByteIndex(parser);
    return at < 0 || fed - (uint64_t)at <= TOKEN_BYTES_MOST;
}

static bool feed(struct reading *reading, struct archive_entry *entry, const char *part)
{
    static char bytes[PART_BYTES];
    uint64_t fed = 0;
    for (size_t got = 1; got > 0;) {
        if (!archive_entry_read(entry, bytes, sizeof bytes, &got, reading->err))
            return false;
        enum XML_Status status = XML_Parse(reading->parser, bytes, (int)got, got == 0);
        if (reading->has_failed)
            return false;
        fed += got;
        if (status != XML_STATUS_OK || !token_is_bounded(reading->parser, fed))
            return refuse_damaged(part, reading->err);
    }
    return true;
}

bool xml_read(struct archive *archive, const char *part, const struct xml_handler *handler, void *context,
              struct err *err)
{
    struct archive_entry entry;
    struct reading reading = {.handler = handler, .context = context, .err = err};
    bool done = archive_entry_open(&entry, archive, part, err);
    if (done) {
        reading.parser = make_parser(&reading);
        done = feed(&reading, &entry, part);
        XML_ParserFree(reading.parser);
    }
    archive_entry_close(&entry);
    return done;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

bool xml_is_true(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0);
}
