/* gate add, list, edit, void. */
#include "gatepost/gate.h"
#include "gate_entry.h"
#include "gatepost/buffer.h"
#include "gatepost/words.h"
#include "lines.h"
#include "registry.h"
#include "shared.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW_ROWS = 128, WINDOW_BUDGET_MS = 1000 };

/* ---- add ---- */

static int add_one(const struct command_call *call)
{
    struct gate_entry entry;
    struct err err = {0};
    gate_entry_init(&entry);
    if (!gate_entry_put_options(&entry, call, &err) || !gate_entry_save(&entry, call, &err))
        return report_error(&err);
    print_saved(call, entry.crossing.id);
    return EXIT_DONE;
}

static bool put_field(void *entry, const char *name, const char *text, struct err *err)
{
    return gate_entry_put(entry, name, text, err);
}

/* A row begins with what the options say for all rows. */
static bool save_row(struct lines *lines, const struct command_call *call, int64_t *id, struct err *err)
{
    struct gate_entry entry;
    gate_entry_init(&entry);
    if (!gate_entry_put_options(&entry, call, err) || !lines_each_field(lines, put_field, &entry, err) ||
        !gate_entry_save(&entry, call, err))
        return false;
    *id = entry.crossing.id;
    return true;
}

static int run_add(const struct command_call *call)
{
    if (call_has(call, "dry-run"))
        store_rehearse(call->store);
    if (call->argc == 0)
        return add_one(call);
    return lines_save_all(call, crossing_fields, save_row);
}

static const struct command_option add_options[] = {
    {"dry-run", NULL, N_("check everything, save nothing")},
    {0},
};
const struct command gate_add_command = {
    .name = "gate add",
    .usage = "[--who WORD | --person ID | --name NAME | --plate PLATE] [--temp DEGREES] [OPTIONS] [-]",
    .help = N_("Log a crossing at a gate, or many from standard input."),
    .more = N_("With - every line of standard input is one crossing: a JSON object, or tab-separated values below a "
               "heading line, with the field names of gate list --json. Options then hold for every line that does "
               "not say otherwise. Each line is answered in order, after it is stored: saved ID, or refused LINE: "
               "reason. Fields made by the program (id, rev, registrar) are passed over."),
    .examples = "  gatepost --officer 李敏 gate add --who 12-2-1203 --temp 365\n"
                "  gatepost --officer 李敏 gate add --name 王强 --phone 13812345678 --place 8-302 --temp 36.6\n"
                "  printf 'who\\ttemp\\n张伟明\\t365\\n' | gatepost --officer 李敏 gate add -\n",
    .options = add_options,
    .fields = crossing_fields,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "gate.add",
    .run = run_add,
};

/* ---- list ---- */

/* Prints window after window, newest first; nothing is held but one window. */
static bool list_windows(const struct command_call *call, const struct crossing_filter *filter, int64_t limit,
                         struct err *err)
{
    struct crossing rows[WINDOW_ROWS];
    struct crossing_place anchor;
    struct crossing_window window = {.filter = filter, .budget_ms = WINDOW_BUDGET_MS, .rows = rows};
    while (limit > 0 && !window.finished && !interrupted) {
        window.most = limit < WINDOW_ROWS ? (int)limit : WINDOW_ROWS;
        window.count = 0;
        if (!crossing_window(call->store, &window, err))
            return false;
        for (int i = 0; i < window.count; i++)
            if (!print_row(call, crossing_fields, &rows[i]))
                return true; /* output_end says why */
        limit -= window.count;
        if (window.count == window.most)
            anchor = (struct crossing_place){rows[window.count - 1].at, rows[window.count - 1].id};
        else
            anchor = window.reached;
        window.anchor = &anchor;
    }
    return true;
}

static int run_list(const struct command_call *call)
{
    struct crossing_filter filter;
    struct buffer text = {0};
    struct err err = {0};
    int64_t limit;
    crossing_filter_init(&filter);
    call_words(call, &text);
    bool done = call_limit(call, &limit, &err) && gate_filter_parse(call->store, buffer_text(&text), &filter, &err);
    buffer_release(&text);
    if (!done)
        return report_error(&err);
    interrupt_softly();
    if (!print_header(call, crossing_fields) ||
        list_windows(call, crossing_filter_is_empty(&filter) ? NULL : &filter, limit, &err))
        return interrupted ? EXIT_INTERRUPTED : EXIT_DONE;
    return report_error(&err);
}

static const struct command_option list_options[] = {
    OPTIONS_OF_LISTS,
    {"limit", "COUNT", N_("at most so many rows")},
    {0},
};
const struct command gate_list_command = {
    .name = "gate list",
    .usage = "[--json | --tsv | --chat] [--limit COUNT] [FILTER ...]",
    .help = N_("List the gate log, newest first."),
    .title = N_("Gate log"),
    .more = N_("FILTER is the filter language of the screens: words (name, room, phone, plate, pinyin), temp>37.2, "
               "dir:in, post:NAME, today, yesterday, 04-10, 04-01..04-10, fever, void; !word excludes. Phones are "
               "masked. In JSON a time is seconds since 1970 (UTC)."),
    .examples = "  gatepost gate list --limit 20\n"
                "  gatepost gate list 'temp>37.2' yesterday\n"
                "  gatepost gate list --json 12-2-1203\n",
    .options = list_options,
    .most = -1,
    .access = ACCESS_READ,
    .verb = "list",
    .run = run_list,
};

/* ---- edit and void ---- */

static bool edit(const struct command_call *call, int64_t id, int64_t rev, struct err *err)
{
    struct gate_entry entry;
    struct crossing *crossing = &entry.crossing;
    gate_entry_init(&entry);
    if (!crossing_get(call->store, id, crossing, err))
        return false;
    if (rev >= 0)
        crossing->rev = rev;
    if (call_has(call, "name") || call_has(call, "phone") || call_has(call, "id_number"))
        return err_set(err, ERR_INPUT, _("A person's own data is not changed with a crossing; give --person ID."));
    if (call_has(call, "plate"))
        crossing->vehicle_id = 0;
    /* What stands there stays unless it is said otherwise; only the person's household follows a new person. */
    if (!gate_entry_put_options(&entry, call, err))
        return false;
    entry.has_direction = entry.has_class = entry.has_decision = true;
    return gate_entry_save(&entry, call, err);
}

static int run_edit(const struct command_call *call)
{
    return run_edit_with(call, edit);
}

static const struct command_option gate_edit_options[] = {
    {"move-to", "CHECKPOINT", N_("it was at this checkpoint")},
    OPTION_REV,
    {0},
};
const struct command gate_edit_command = {
    .name = "gate edit",
    .usage = "ID [--FIELD VALUE ...]",
    .help = N_("Change fields of a crossing; an empty value empties the field."),
    .examples = "  gatepost --officer 李敏 gate edit 512 --temp 36.8 --remark 补登\n",
    .options = gate_edit_options,
    .fields = crossing_fields,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "gate.edit",
    .run = run_edit,
};

static int run_void(const struct command_call *call)
{
    return run_void_with(call, gate_void);
}

const struct command gate_void_command = {
    .name = "gate void",
    .usage = "ID --reason TEXT",
    .help = N_("Void a crossing; it stays findable with its reason."),
    .examples = "  gatepost --officer 李敏 gate void 512 --reason 重复登记\n",
    .options = void_options,
    .least = 1,
    .most = 1,
    .access = ACCESS_WRITE,
    .verb = "gate.void",
    .run = run_void,
};
