/* shift start: twin of the screen. */
#include "gatepost/shift_start.h"
#include "gatepost/clock.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"

struct shift_row {
    char line[24], label[64], words[2048];
    bool look;
};
#define SHIFT(member) RECORD_AT(struct shift_row, member)
static const struct record_field shift_fields[] = {
    {"line", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SHIFT(line)},
    {"kind", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SHIFT(label), .width = 12},
    {"look", NULL, NULL, RECORD_SWITCH, RECORD_SHOWN, SHIFT(look), .width = 4},
    {"words", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, SHIFT(words), .width = 1},
    {0},
};

/* Entries side by side. */
static void join(const struct buffer *text, char *words, size_t size)
{
    struct buffer joined = {0};
    for (size_t i = 0; i < text->length; i++)
        if (text->bytes[i] == '\n')
            buffer_add(&joined, "; ");
        else
            buffer_add_byte(&joined, text->bytes[i]);
    text_copy(words, size, buffer_text(&joined));
    buffer_release(&joined);
}

static int run(const struct command_call *call)
{
    struct err err = {0};
    bool goes_on = print_header(call, shift_fields);
    for (int i = 0; goes_on && i < shift_line_count; i++) {
        struct shift_said said = {0};
        struct shift_row row = {0};
        goes_on = shift_lines[i].say(call->store, clock_now(), &said, &err);
        text_copy(row.line, sizeof row.line, shift_lines[i].name);
        text_copy(row.label, sizeof row.label, _(shift_lines[i].label));
        join(&said.text, row.words, sizeof row.words);
        row.look = said.look;
        if (goes_on && said.text.length > 0)
            goes_on = print_row(call, shift_fields, &row);
        buffer_release(&said.text);
    }
    return err.code == ERR_NONE ? EXIT_DONE : report_error(&err);
}

static const struct command_option shift_options[] = {
    {"json", NULL, N_("one JSON object a line")},
    {"tsv", NULL, N_("tab-separated, with a heading line")},
    {0},
};
const struct command shift_start_command = {
    .name = "shift start",
    .usage = "[--json | --tsv]",
    .help =
        N_("What to look at when a shift starts: alarm sound, backup, notices, alarms, incidents, announced visitors, "
           "who is out too long or inside past the curfew, who is on which post."),
    .options = shift_options,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run,
};
