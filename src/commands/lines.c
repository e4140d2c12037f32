#include "lines.h"
#include "gatepost/json.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "shared.h"
#include <errno.h>
#include <string.h>

/* A line of any length is read to its end, but kept only while it is not too long. */
static bool read_line(struct lines *lines)
{
    buffer_clear(&lines->line);
    lines->is_too_long = false;
    int byte = getc_unlocked(lines->file);
    if (byte == EOF)
        return false;
    for (; byte != EOF && byte != '\n'; byte = getc_unlocked(lines->file)) {
        if (lines->line.length < LINE_BYTES_MOST)
            buffer_add_byte(&lines->line, (char)byte);
        else
            lines->is_too_long = true;
    }
    lines->number++;
    if (lines->is_too_long)
        buffer_clear(&lines->line);
    else if (lines->line.length > 0 && lines->line.bytes[lines->line.length - 1] == '\r')
        lines->line.bytes[--lines->line.length] = '\0';
    return true;
}

static bool is_json(const struct lines *lines)
{
    const char *text = buffer_text((struct buffer *)&lines->line);
    return text[strspn(text, " \t")] == '{';
}

/* Cuts a line at its tabs, in place. */
static int cut_cells(char *line, char **cells)
{
    int count = 0;
    cells[count++] = line;
    for (char *at = line; *at != '\0'; at++) {
        if (*at != '\t')
            continue;
        *at = '\0';
        if (count == CELLS_MOST)
            return -1;
        cells[count++] = at + 1;
    }
    return count;
}

static bool take_heading(struct lines *lines, struct err *err)
{
    const char *text = buffer_text(&lines->line);
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3; /* spreadsheets begin a file with a byte order mark */
    buffer_add(&lines->heading, text);
    lines->name_count = cut_cells(lines->heading.bytes, lines->names);
    if (lines->name_count < 0)
        return err_set(err, ERR_INPUT, _("Line %lld: more than %d columns."), (long long)lines->number, CELLS_MOST);
    for (int i = 0; i < lines->name_count; i++)
        if (record_find(lines->fields, lines->names[i]) == NULL)
            return err_set(err, ERR_INPUT, _("Line %lld: there is no field \"%.60s\"."), (long long)lines->number,
                           lines->names[i]);
    for (int i = 1; i < lines->name_count; i++)
        for (int before = 0; before < i; before++)
            if (strcmp(lines->names[before], lines->names[i]) == 0)
                return err_set(err, ERR_INPUT, _("Line %lld: the column \"%.60s\" stands twice."),
                               (long long)lines->number, lines->names[i]);
    return true;
}

bool lines_next(struct lines *lines, struct err *err)
{
    while (read_line(lines)) {
        const char *text = buffer_text(&lines->line);
        if (strspn(text, " \t") == lines->line.length && !lines->is_too_long)
            continue;
        bool is_heading = !lines->has_read_row && lines->name_count == 0 && !is_json(lines) && !lines->is_too_long;
        if (!is_heading) {
            lines->has_read_row = true;
            return true;
        }
        if (!take_heading(lines, err))
            return false;
    }
    return ferror(lines->file) ? err_set(err, ERR_SYSTEM, _("Standard input cannot be read: %s."), strerror(errno))
                               : false;
}

static bool each_of_json(struct lines *lines, bool (*put)(void *, const char *, const char *, struct err *),
                         void *context, struct err *err)
{
    struct json_object object = {0};
    bool done = json_parse(&object, lines->line.bytes, lines->line.length, err);
    for (size_t i = 0; done && i < object.count; i++)
        done = put(context, object.members[i].name, object.members[i].text, err);
    json_release(&object);
    return done;
}

bool lines_each_field(struct lines *lines, bool (*put)(void *, const char *, const char *, struct err *), void *context,
                      struct err *err)
{
    if (lines->is_too_long)
        return err_set(err, ERR_INPUT, _("The line is longer than %d bytes."), LINE_BYTES_MOST);
    if (strlen(lines->line.bytes) != lines->line.length)
        return err_set(err, ERR_INPUT, _("The line holds a NUL byte."));
    if (!utf8_valid(lines->line.bytes, lines->line.length))
        return err_set(err, ERR_INPUT, _("The line is not valid UTF-8."));
    if (is_json(lines))
        return each_of_json(lines, put, context, err);
    if (lines->name_count == 0)
        return err_set(err, ERR_INPUT, _("This is no JSON object, and no heading line with field names came first."));
    char *cells[CELLS_MOST];
    int count = cut_cells(lines->line.bytes, cells);
    if (count != lines->name_count)
        return err_set(err, ERR_INPUT, _("The line has %d columns, the heading %d."), count, lines->name_count);
    for (int i = 0; i < count; i++)
        if (!put(context, lines->names[i], cells[i], err))
            return false;
    return true;
}

void lines_release(struct lines *lines)
{
    buffer_release(&lines->line);
    buffer_release(&lines->heading);
}

/* Trouble with the file, and not with the row, ends the work. */
static bool is_fatal(enum err_code code)
{
    return code == ERR_DATABASE || code == ERR_SCHEMA || code == ERR_ROLE || code == ERR_SYSTEM;
}

/* Every row is answered in order, after its commit, at once. */
static int save_all(const struct command_call *call, const struct record_field *fields, line_save_fn *save)
{
    struct lines lines = {.file = stdin, .fields = fields};
    struct err err = {0};
    int64_t refused = 0, saved = 0;
    bool goes_on = true;
    int stopped = EXIT_FAILED;
    while (goes_on && !interrupted && lines_next(&lines, &err)) {
        struct err why = {0};
        int64_t id = 0;
        if (save(&lines, call, &id, &why)) {
            saved++;
            print_saved(call, id);
        } else {
            refused++;
            printf("refused %lld: %s\n", (long long)lines.number, why.text);
        }
        goes_on = fflush(stdout) == 0 && !is_fatal(why.code);
        stopped = why.code == ERR_DATABASE || why.code == ERR_SCHEMA ? EXIT_NO_DATABASE : EXIT_FAILED;
    }
    int64_t last = lines.number;
    lines_release(&lines);
    if (err.code != ERR_NONE)
        return report_error(&err);
    if (refused > 0)
        report(call_has(call, "dry-run") ? _("%lld would be saved, %lld refused.") : _("%lld saved, %lld refused."),
               (long long)saved, (long long)refused);
    if (interrupted)
        return EXIT_INTERRUPTED;
    if (!goes_on)
        report(_("Stopped after line %lld."), (long long)last);
    return !goes_on ? stopped : refused > 0 ? EXIT_PARTLY : EXIT_DONE;
}

int lines_save_all(const struct command_call *call, const struct record_field *fields, line_save_fn *save)
{
    struct err err = {0};
    if (strcmp(call->argv[0], "-") != 0) {
        err_set(&err, ERR_INPUT, _("\"%.80s\" is no option; many rows are read with -."), call->argv[0]);
        return report_usage(call->command->name, &err);
    }
    interrupt_softly();
    return save_all(call, fields, save);
}
