/* kiosk: the shared terminal (domain.md §7). */
#include "console.h"
#include "gatepost/buffer.h"
#include "gatepost/kiosk_access.h"
#include "gatepost/kiosk_seat.h"
#include "gatepost/utf8.h"
#include "gatepost/words.h"
#include "registry.h"
#include "shared.h"
#include <string.h>

/* ---- --check ---- */

struct access_row {
    char table[40], column[40], how[8], rows[120], shown[120], why[120];
};
#define ACCESS(member) RECORD_AT(struct access_row, member)
static const struct record_field access_fields[] = {
    {"table", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ACCESS(table)},
    {"column", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ACCESS(column)},
    {"how", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ACCESS(how)},
    {"rows", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ACCESS(rows)},
    {"shown", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ACCESS(shown)},
    {"why", NULL, NULL, RECORD_TEXT, RECORD_SHOWN, ACCESS(why)},
    {0},
};

static bool print_access_row(void *context, const struct kiosk_access *access)
{
    static const char *const names[] = {
        [KIOSK_READ] = "read", [KIOSK_WINDOW] = "window", [KIOSK_ADD] = "add", [KIOSK_CHANGE] = "change"};
    struct access_row row = {0};
    text_copy(row.table, sizeof row.table, access->table);
    text_copy(row.column, sizeof row.column, access->column);
    text_copy(row.how, sizeof row.how, names[access->how]);
    text_copy(row.rows, sizeof row.rows, access->rows != NULL ? _(access->rows) : "");
    text_copy(row.shown, sizeof row.shown, access->shown != NULL ? _(access->shown) : "");
    text_copy(row.why, sizeof row.why, _(access->why));
    return print_row(context, access_fields, &row);
}

struct access_text { /* lines of a table, columns that are alike on one */
    struct buffer text;
    struct kiosk_access last;
};

static bool is_read(const struct kiosk_access *access)
{
    return access->how == KIOSK_READ || access->how == KIOSK_WINDOW;
}

static void add_access(struct buffer *text, const struct kiosk_access *access)
{
    if (is_read(access))
        buffer_format(text, "    %s", _("read"));
    else
        buffer_format(text, "    %s", access->how == KIOSK_ADD ? _("added") : _("changed"));
    if (access->rows != NULL)
        buffer_format(text, "%s%s", _("; "), _(access->rows));
    if (access->shown != NULL)
        buffer_format(text, "%s%s", _("; "), _(access->shown));
    buffer_add(text, ": ");
}

static bool tell_access(void *context, const struct kiosk_access *access)
{
    struct access_text *told = context;
    const struct kiosk_access *last = &told->last;
    bool other_table = last->table == NULL || strcmp(last->table, access->table) != 0;
    bool alike = !other_table && (last->how == access->how || (is_read(last) && is_read(access))) &&
                 last->rows == access->rows && last->shown == access->shown;
    if (last->table != NULL && !alike)
        buffer_add(&told->text, "\n");
    if (other_table)
        buffer_format(&told->text, "%s: %s\n", access->table, _(access->why));
    if (!alike)
        add_access(&told->text, access);
    buffer_format(&told->text, "%s%s", alike ? " " : "", access->column[0] == '*' ? _("every column") : access->column);
    told->last =
        (struct kiosk_access){.table = access->table, .how = access->how, .rows = access->rows, .shown = access->shown};
    return true;
}

static int run_check(const struct command_call *call)
{
    struct access_text told = {0};
    if (call_format(call) != FORMAT_PLAIN) {
        if (print_header(call, access_fields))
            kiosk_access_each(print_access_row, (void *)call);
        return EXIT_DONE;
    }
    buffer_format(&told.text, "%s\n\n", _("What a shared terminal's connection may do; everything else is refused:"));
    kiosk_access_each(tell_access, &told);
    buffer_add(&told.text, "\n");
    output_write(&told.text);
    buffer_release(&told.text);
    return EXIT_DONE;
}

/* ---- the terminal ---- */

/* The terminal is opened last: what goes wrong before is said on the plain one. */
static int run_seat(const struct global_options *global, const char *path)
{
    struct err err = {0};
    int code = EXIT_NO_DATABASE;
    struct store *store = store_open(path, STORE_KIOSK, &err);
    struct terminal *terminal = store != NULL ? terminal_open_curses(global->ascii, global->colour, &err) : NULL;
    if (terminal != NULL)
        code = kiosk_run(store, global, terminal);
    else
        report("%s", err.text);
    if (store != NULL && terminal == NULL)
        code = EXIT_NO_TERMINAL;
    store_close(store);
    return code;
}

static int run(const struct command_call *call)
{
    struct global_options global = *call->global;
    struct buffer path = {0};
    struct err err = {0};
    int code = EXIT_DONE;
    if (call_has(call, "check"))
        return run_check(call);
    if (call_has(call, "json"))
        return report_usage("kiosk", (err_set(&err, ERR_INPUT, _("--json goes with --check.")), &err));
    interrupt_end(); /* the curses terminal knows no Ctrl-C, it reads it as a key */
    if (!console_ready(&global, &code))
        return code;
    code = EXIT_NO_DATABASE;
    if (store_locate(global.db, &path, &err))
        code = run_seat(&global, buffer_text(&path));
    else
        report("%s", err.text);
    buffer_release(&path);
    return code;
}

static const struct command_option options[] = {
    {"check", NULL, N_("only print what the shared terminal's connection may read and write, and why")},
    {"json", NULL, N_("with --check: one JSON object a line")},
    {0},
};
const struct command kiosk_command = {
    .name = "kiosk",
    .usage = "[--check [--json]]",
    .help = N_("Open the shared terminal, where volunteers look after their own shifts."),
    .more =
        N_("Nothing leads out of it but an officer's PIN; other people's names are masked, and phones, addresses and "
           "health are out of its reach."),
    .examples = "  gatepost kiosk --terminal 大厅\n  gatepost kiosk --check\n",
    .options = options,
    .access = ACCESS_NONE,
    .run = run,
};
