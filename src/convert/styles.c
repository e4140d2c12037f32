#include "styles.h"
#include "gatepost/memory.h"
#include "xml.h"
#include <stdlib.h>
#include <string.h>

/* Spreadsheet programs have 65,490 and some 250; every style looks through the codes. */
enum { STYLES_MOST = 65536, CODES_MOST = 4096 };

struct named_format {
    int id;
    struct number_format format;
};
struct reading {
    struct styles *styles;
    struct named_format *named;
    size_t named_count;
    bool in_codes, in_cell_styles; /* inside <numFmts>, <cellXfs>: the same names stand elsewhere with other meanings */
};

static struct number_format find_format(const struct reading *reading, int id)
{
    for (size_t i = 0; i < reading->named_count; i++)
        if (reading->named[i].id == id)
            return reading->named[i].format;
    return number_format_builtin(id);
}

static void add_code(struct reading *reading, const char *id, const char *code)
{
    if (id == NULL || code == NULL || reading->named_count == CODES_MOST)
        return;
    reading->named = memory_resize(reading->named, reading->named_count + 1, sizeof *reading->named);
    reading->named[reading->named_count++] = (struct named_format){atoi(id), number_format_parse(code)};
}

static void add_style(struct reading *reading, const char *id)
{
    struct styles *styles = reading->styles;
    if (styles->count == STYLES_MOST)
        return;
    styles->formats = memory_resize(styles->formats, styles->count + 1, sizeof *styles->formats);
    styles->formats[styles->count++] = find_format(reading, id != NULL ? atoi(id) : 0);
}

static void enter(struct reading *reading, const char *name, bool is_inside)
{
    if (strcmp(name, "numFmts") == 0)
        reading->in_codes = is_inside;
    else if (strcmp(name, "cellXfs") == 0)
        reading->in_cell_styles = is_inside;
}

static bool start_style(void *context, const char *name, const char **attributes, struct err *err)
{
    struct reading *reading = context;
    (void)err;
    enter(reading, name, true);
    if (reading->in_codes && strcmp(name, "numFmt") == 0)
        add_code(reading, xml_attribute(attributes, "numFmtId"), xml_attribute(attributes, "formatCode"));
    else if (reading->in_cell_styles && strcmp(name, "xf") == 0)
        add_style(reading, xml_attribute(attributes, "numFmtId"));
    return true;
}

static bool end_style(void *context, const char *name, struct err *err)
{
    (void)err;
    enter(context, name, false);
    return true;
}

bool styles_read(struct styles *styles, struct archive *archive, const char *part, struct err *err)
{
    static const struct xml_handler handler = {.start = start_style, .end = end_style};
    struct reading reading = {.styles = styles};
    *styles = (struct styles){0};
    bool done = part == NULL || xml_read(archive, part, &handler, &reading, err);
    free(reading.named);
    return done;
}

struct number_format styles_at(const struct styles *styles, uint64_t style)
{
    return style < styles->count ? styles->formats[style] : (struct number_format){0};
}

void styles_release(struct styles *styles)
{
    free(styles->formats);
    *styles = (struct styles){0};
}
