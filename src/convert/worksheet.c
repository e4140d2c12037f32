#include "worksheet.h"
#include "gatepost/words.h"
#include "xml.h"
#include <stdlib.h>
#include <string.h>

/* ---- the first reading ---- */

struct look {
    struct merges *merges;
    bool has_values;
};

static bool start_look(void *context, const char *name, const char **attributes, struct err *err)
{
    struct look *look = context;
    const char *reference;
    if (name[1] == '\0') /* nearly all there are: row after row of c and v */
        look->has_values |= *name == 'v' || *name == 't';
    else if (strcmp(name, "mergeCell") == 0 && (reference = xml_attribute(attributes, "ref")) != NULL)
        return merges_add(look->merges, reference, err);
    return true;
}

bool worksheet_look(struct worksheet *worksheet, bool *has_values, struct err *err)
{
    static const struct xml_handler handler = {.start = start_look};
    struct look look = {.merges = &worksheet->merges};
    bool done = xml_read(worksheet->archive, worksheet->part, &handler, &look, err);
    merges_sort(&worksheet->merges);
    *has_values = look.has_values;
    return done;
}

/* ---- the second ---- */

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_INLINE, CELL_FORMULA_TEXT, CELL_BOOLEAN, CELL_ERROR, CELL_DATE };

struct reading {
    struct worksheet *worksheet;
    void (*give)(void *context, int64_t number, const struct cells *cells);
    void *context;
    int64_t row;
    int column;
    enum cell_type type;
    uint64_t style;
    bool in_row, in_cell, in_value, in_inline;
    struct rich_text rich; /* of an inline text */
    struct buffer value;   /* what stands in <v> */
    struct buffer shown;
    struct cells cells;
};

static enum cell_type find_type(const char *type)
{
    static const struct {
        const char *word;
        enum cell_type type;
    } types[] = {{"s", CELL_SHARED},  {"inlineStr", CELL_INLINE}, {"str", CELL_FORMULA_TEXT},
                 {"b", CELL_BOOLEAN}, {"e", CELL_ERROR},          {"d", CELL_DATE}};
    for (size_t i = 0; type != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].word, type) == 0)
            return types[i].type;
    return CELL_NUMBER;
}

static bool start_row(struct reading *reading, const char **attributes, struct err *err)
{
    const char *number = xml_attribute(attributes, "r");
    int64_t row = number != NULL ? strtoll(number, NULL, 10) : reading->row + 1;
    if (row <= reading->row || row > 1048576)
        return err_set(err, ERR_INPUT,
                       _("The rows of the sheet are not in order behind row %lld. Open the workbook in the spreadsheet "
                         "program and save it anew."),
                       (long long)reading->row);
    reading->row = row;
    reading->column = -1;
    reading->in_row = true;
    cells_clear(&reading->cells);
    return true;
}

static void start_cell(struct reading *reading, const char **attributes)
{
    int64_t row;
    const char *name = xml_attribute(attributes, "r"), *style = xml_attribute(attributes, "s");
    if (name == NULL || cell_name_parse(name, &row, &reading->column) == NULL)
        reading->column++;
    reading->type = find_type(xml_attribute(attributes, "t"));
    reading->style = style != NULL ? strtoull(style, NULL, 10) : 0;
    reading->in_cell = true;
    buffer_clear(&reading->value);
    buffer_clear(&reading->rich.text);
}

static bool start_part(void *context, const char *name, const char **attributes, struct err *err)
{
    struct reading *reading = context;
    if (strcmp(name, "row") == 0)
        return start_row(reading, attributes, err);
    if (reading->in_row && strcmp(name, "c") == 0)
        start_cell(reading, attributes);
    else if (reading->in_cell && strcmp(name, "v") == 0)
        reading->in_value = true;
    else if (reading->in_cell && strcmp(name, "is") == 0)
        reading->in_inline = true;
    else if (reading->in_inline)
        rich_text_start(&reading->rich, name);
    return true;
}

static void add_part_text(void *context, const char *text, size_t length)
{
    struct reading *reading = context;
    if (reading->in_inline)
        rich_text_add(&reading->rich, text, length);
    else if (reading->in_value && reading->value.length <= SHEET_CELL_BYTES_MOST)
        buffer_add_bytes(&reading->value, text, length);
}

/* False for what is no number and no date, whatever its type says: it is a text then. */
static bool show_number(struct reading *reading)
{
    const char *value = buffer_text(&reading->value);
    struct number_format format = styles_at(&reading->worksheet->styles, reading->style);
    if (reading->type == CELL_NUMBER)
        return number_add(&reading->shown, value, format, reading->worksheet->is_1904);
    return reading->type == CELL_DATE && number_add_iso(&reading->shown, value, format);
}

/* The text of the cell as a person sees it. An error (#N/A) is no value. */
static void show_cell(struct reading *reading)
{
    struct buffer *out = &reading->shown;
    const char *value = buffer_text(&reading->value);
    buffer_clear(out);
    if (reading->rich.text.length > 0)
        text_add_resolved(out, reading->rich.text.bytes, reading->rich.text.length);
    else if (value[0] == '\0' || reading->type == CELL_ERROR)
        return;
    else if (reading->type == CELL_SHARED)
        buffer_add(out, strings_at(&reading->worksheet->strings, strtoull(value, NULL, 10)));
    else if (reading->type == CELL_BOOLEAN)
        buffer_add(out, xml_is_true(value) ? "TRUE" : "FALSE");
    else if (!show_number(reading))
        text_add_resolved(out, value, reading->value.length);
}

static bool end_cell(struct reading *reading, struct err *err)
{
    reading->in_cell = reading->in_value = reading->in_inline = false;
    show_cell(reading);
    return cells_set(&reading->cells, reading->row, reading->column, buffer_text(&reading->shown), err);
}

static void end_row(struct reading *reading)
{
    reading->in_row = false;
    merges_fill(&reading->worksheet->merges, reading->row, &reading->cells);
    if (reading->cells.count > 0)
        reading->give(reading->context, reading->row, &reading->cells);
}

static bool end_part(void *context, const char *name, struct err *err)
{
    struct reading *reading = context;
    if (reading->in_cell && strcmp(name, "c") == 0)
        return end_cell(reading, err);
    if (reading->in_row && strcmp(name, "row") == 0)
        end_row(reading);
    else if (strcmp(name, "v") == 0)
        reading->in_value = false;
    else if (strcmp(name, "is") == 0)
        reading->in_inline = false;
    else if (reading->in_inline)
        rich_text_end(&reading->rich, name);
    return true;
}

bool worksheet_read(struct worksheet *worksheet, void (*row)(void *context, int64_t number, const struct cells *cells),
                    void *context, struct err *err)
{
    static const struct xml_handler handler = {start_part, add_part_text, end_part};
    struct reading reading = {.worksheet = worksheet, .give = row, .context = context};
    bool done = xml_read(worksheet->archive, worksheet->part, &handler, &reading, err);
    buffer_release(&reading.rich.text);
    buffer_release(&reading.value);
    buffer_release(&reading.shown);
    cells_release(&reading.cells);
    return done;
}

void worksheet_release(struct worksheet *worksheet)
{
    strings_release(&worksheet->strings);
    styles_release(&worksheet->styles);
    merges_release(&worksheet->merges);
}
